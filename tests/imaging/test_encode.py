"""PNG files: exact pixels, text, the same bytes always."""

from __future__ import annotations

import io
import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from skinseg_desktop.imaging import encode_map, encode_mask, encode_rgb, read_mask, read_photo, read_text

TEXT = {"Software": "skinseg 1", "Photo": "Läsion.jpg", "Model": "皮膚 🔬", "Empty": "", "Lines": "a\nb"}


@pytest.fixture(scope="module")
def mask(data_dir: Path) -> NDArray[np.uint8]:
    return read_mask(sorted((data_dir / "masks").glob("*.png"))[0]).mask


def test_a_mask_is_8_bit_grey_of_0_and_255(mask: NDArray[np.uint8]) -> None:
    for given_mask in (mask, mask * np.uint8(255)):
        data = encode_mask(given_mask, text=TEXT)
        with Image.open(io.BytesIO(data)) as image:
            assert image.mode == "L" and np.array_equal(np.asarray(image), mask * 255)
            assert {k: image.info[k] for k in TEXT} == TEXT


def test_the_text_comes_back_and_other_readers_see_the_pixels(mask: NDArray[np.uint8]) -> None:
    data = encode_mask(mask, text=TEXT)
    assert read_text(data) == TEXT and read_text(encode_mask(mask)) == {}
    seen = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert seen is not None and np.array_equal(seen, mask * 255)


@given(st.dictionaries(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=79), st.text()))
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back_or_is_refused(text: dict[str, str]) -> None:
    mask = np.ones((2, 3), np.uint8)
    if any("\0" in value for value in text.values()):
        with pytest.raises(ValueError, match="not a keyword"):
            encode_mask(mask, text=text)
    else:
        assert read_text(encode_mask(mask, text=text)) == text


def test_names_that_are_no_text_can_be_written() -> None:
    name = os.fsdecode(b"latin-\xe4.jpg")
    assert "latin-" in read_text(encode_mask(np.ones((2, 3), np.uint8), text={"Photo": name}))["Photo"]


def test_what_is_no_png_has_no_text(mask: NDArray[np.uint8]) -> None:
    data = encode_mask(mask, text=TEXT)
    for bad in (b"", b"no", data[:-5], data[:40]):
        with pytest.raises(ValueError):
            read_text(bad)


def test_the_same_pixels_give_the_same_bytes(mask: NDArray[np.uint8]) -> None:
    wide = np.zeros((mask.shape[0], mask.shape[1] * 2), np.uint8)
    wide[:, ::2] = mask
    assert (
        encode_mask(mask, text=TEXT)
        == encode_mask(mask.copy(), text=dict(TEXT))
        == encode_mask(wide[:, ::2], text=TEXT)
    )


def test_a_map_is_16_bit_and_exact_to_half_a_step() -> None:
    p = np.random.default_rng(0).random((50, 70)).astype(np.float32)
    p[0, :3] = 0, 1, 0.5
    bands = ((y, p[y : y + 7]) for y in range(0, 50, 7))
    data = encode_map(p, text={"a": "b"})
    assert encode_map(bands, text={"a": "b"}) == data
    with Image.open(io.BytesIO(data)) as image:
        stored = np.asarray(image)
    assert image.mode == "I;16"
    assert (
        np.array_equal(stored, np.rint(p.astype(np.float64) * 65535)) or np.abs(stored / 65535 - p).max() < 0.51 / 65535
    )
    assert stored[0, :3].tolist() == [0, 65535, 32768]
    for wrong in (np.nan, -0.1, 1.1):
        p[3, 3] = wrong
        with pytest.raises(ValueError):
            encode_map(p)


def test_a_picture_comes_back_as_it_was(data_dir: Path) -> None:
    pixels = read_photo(next((data_dir / "images").glob("*.jpg"))).pixels
    data = encode_rgb(pixels, text={"Software": "x"})
    assert np.array_equal(read_photo(data).pixels, pixels)


def test_nothing_cannot_be_encoded() -> None:
    with pytest.raises(ValueError):
        encode_mask(np.zeros((0, 5), np.uint8))

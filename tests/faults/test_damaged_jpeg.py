"""Row I1 of the table of faults: a JPEG whose data is damaged while its header and its end are whole."""

from __future__ import annotations

import io
import random

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from skinseg_desktop.core.errors import PhotoError
from skinseg_desktop.imaging import read_photo

Pixels = NDArray[np.uint8]


def saved(image: Image.Image, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **options)
    return buffer.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_I1_a_jpeg_with_a_part_missing_before_its_end_mark_is_refused(pixels: Pixels, mode: str) -> None:
    data = saved(Image.fromarray(pixels).convert(mode), quality=90)
    scan = data.index(b"\xff\xda")
    for share in (0.0, 0.1, 0.5, 0.9):
        cut = scan + 14 + int((len(data) - scan - 14) * share)
        with pytest.raises(PhotoError, match="damaged"):
            read_photo(data[:cut] + b"\xff\xd9")
    bordered = pixels.copy()
    bordered[-48:] = 128
    for whole in (bordered, np.full_like(pixels, 128)):
        assert read_photo(saved(Image.fromarray(whole).convert(mode))).width == pixels.shape[1]


@pytest.mark.parametrize("fill", [b"\0", b"\xff", b"\xff" * 16, b"\0" * 16])
def test_I1_fill_bytes_before_the_end_mark_are_no_damage(jpeg: bytes, fill: bytes) -> None:
    end = jpeg.rindex(b"\xff\xd9")
    filled = jpeg[:end] + fill + jpeg[end:]
    assert read_photo(filled).pixels.tobytes() == read_photo(jpeg).pixels.tobytes()


def test_I1_damage_in_the_middle_of_a_jpeg_is_told_by_the_length_of_its_data(jpeg: bytes) -> None:
    assert read_photo(jpeg).width
    middle = (jpeg.index(b"\xff\xda") + len(jpeg)) // 2
    inserted = bytes(random.Random(1).randrange(255) for _ in range(300))
    for bad in (jpeg[:middle] + inserted + jpeg[middle:], jpeg[:middle] + jpeg[middle + 2000 :]):
        with pytest.raises(PhotoError, match="damaged"):
            read_photo(bad)


@pytest.mark.parametrize(
    "how", [{}, {"progressive": True}, {"subsampling": "4:2:0"}, {"restart_marker_blocks": 8}], ids=lambda how: str(how)
)
def test_I1_a_jpeg_overwritten_in_the_middle_is_refused(jpeg: bytes, how: dict[str, object]) -> None:
    data = saved(Image.open(io.BytesIO(jpeg)), **{"quality": 92, **how})
    assert read_photo(data).notes == ()
    scan = data.index(b"\xff\xda") + 14
    places = range(scan, len(data) - 4096, (len(data) - scan) // 6)
    for at in places:
        with pytest.raises(PhotoError, match="damaged"):
            read_photo(data[:at] + bytes(2048) + data[at + 2048 :])
    assert len(places) > 3


def test_I1_what_is_odd_in_a_jpeg_s_header_is_no_damage(jpeg: bytes) -> None:
    of_the_future = bytearray(saved(Image.open(io.BytesIO(jpeg))))
    of_the_future[of_the_future.index(b"JFIF\0") + 5] = 9
    assert np.array_equal(
        read_photo(bytes(of_the_future)).pixels, read_photo(saved(Image.open(io.BytesIO(jpeg)))).pixels
    )

"""The first sight of a large JPEG looks as the whole does, and nothing is seen of what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from skinseg_desktop.core.errors import PhotoError
from skinseg_desktop.imaging import encode_rgb, read_early, read_photo

Pixels = NDArray[np.uint8]
SIZE = (2592, 1728)


@pytest.fixture(scope="module")
def pixels(data_dir: Path) -> Pixels:
    photo = read_photo(min((data_dir / "images").glob("*.jpg"))).pixels
    return np.asarray(cv2.resize(photo, SIZE, interpolation=cv2.INTER_CUBIC), np.uint8)


def jpeg(pixels: Pixels, **how: object) -> bytes:
    made = io.BytesIO()
    Image.fromarray(pixels).save(made, "JPEG", **{"quality": 90, **how})
    return made.getvalue()


def shrunk(whole: Pixels, by: int) -> Pixels:
    size = whole.shape[1] // by, whole.shape[0] // by
    return np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.uint8)


def far(a: Pixels, b: Pixels) -> float:
    assert a.shape == b.shape
    return float(np.abs(a.astype(int) - b).mean())


@pytest.mark.parametrize(("scale", "by"), [(0.05, 8), (0.125, 8), (0.13, 4), (0.25, 4), (0.5, 2), (0.51, 1), (2, 1)])
def test_it_has_as_many_pixels_as_the_screen_shows_and_the_rest_is_the_photo(
    pixels: Pixels, scale: float, by: int
) -> None:
    data = jpeg(pixels)
    asked = []
    photo = read_early(data, lambda size: asked.append(size) or scale)  # type: ignore[func-returns-value]
    whole = read_photo(data)
    assert asked == [SIZE] and (photo.width, photo.height) == SIZE
    assert (photo.sha256, photo.header) == (whole.sha256, whole.header)
    assert (photo.rest is None) == (by == 1)
    assert far(photo.pixels, shrunk(whole.pixels, by)) < 1
    np.testing.assert_array_equal(photo.complete().pixels, whole.pixels)
    assert photo.complete().rest is None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright(pixels: Pixels, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = jpeg(pixels, exif=exif)
    photo, whole = read_early(data, lambda _: 0.1), read_photo(data)
    assert (photo.width, photo.height) == (whole.width, whole.height)
    assert far(photo.pixels, shrunk(whole.pixels, 8)) < 1
    np.testing.assert_array_equal(photo.complete().pixels, whole.pixels)


def test_its_colours_are_srgb(pixels: Pixels) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    data = jpeg(np.ascontiguousarray(pixels[..., ::-1]), icc_profile=swapped)
    photo = read_early(data, lambda _: 0.1)
    assert photo.rest is not None
    assert far(photo.pixels, shrunk(read_photo(data).pixels, 8)) < 3


def test_grey_has_three_channels(pixels: Pixels) -> None:
    data = jpeg(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8))
    photo = read_early(data, lambda _: 0.1)
    assert photo.rest is not None
    assert far(photo.pixels, shrunk(read_photo(data).pixels, 8)) < 1


def test_what_cannot_be_read_small_is_read_whole(pixels: Pixels) -> None:
    whole = {
        "a small one": jpeg(np.ascontiguousarray(pixels[:600, :800])),
        "progressive": jpeg(pixels, progressive=True),
        "a last block is cut": jpeg(np.ascontiguousarray(pixels[:, :-1])),
        "no JPEG": encode_rgb(pixels),
        "inks": _inks(pixels),
    }
    for what, data in whole.items():
        photo = read_early(data, lambda _: 0.1)
        assert photo.rest is None, what
        np.testing.assert_array_equal(photo.pixels, read_photo(data).pixels, err_msg=what)


def _inks(pixels: Pixels) -> bytes:
    made = io.BytesIO()
    Image.fromarray(pixels).convert("CMYK").save(made, "JPEG")
    return made.getvalue()


def test_what_is_refused_is_not_seen_before() -> None:
    """Also where its end mark is there and only some data in the middle is gone."""
    noise = np.random.default_rng(1).integers(0, 256, (1600, 2560, 3), np.uint8)
    data = jpeg(noise)
    half = len(data) // 2
    for broken in (data[:half], data[:half] + data[-2:], data[:half] + data[half + 5000 :], b"", b"no photo"):
        with pytest.raises(PhotoError) as as_always:
            read_photo(broken)
        with pytest.raises(PhotoError) as early:
            read_early(broken, lambda _: 0.1)
        assert str(early.value) == str(as_always.value)
    with pytest.raises(PhotoError, match="limit of 1,000,000"):
        read_early(data, lambda _: 0.1, max_pixels=1_000_000)

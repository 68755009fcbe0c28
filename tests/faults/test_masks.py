"""Rows R of the faults: masks made by others, in whatever form."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from skinseg_desktop.core.errors import MaskError
from skinseg_desktop.imaging import encode_mask, find_masks, fit_mask, read_header, read_mask, read_photo

Mask = NDArray[np.uint8]


@pytest.fixture(scope="module")
def mask_path(data_dir: Path) -> Path:
    return sorted((data_dir / "masks").glob("*_segmentation.png"))[0]


@pytest.fixture(scope="module")
def mask(mask_path: Path) -> Mask:
    return read_mask(mask_path).mask


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def test_R1_every_form_of_one_mask_is_read_alike(mask: Mask) -> None:
    grey = Image.fromarray(mask * np.uint8(255))
    labels = Image.fromarray(mask)
    labels.putpalette([0, 0, 0, 128, 0, 0])
    forms = {
        "grey > 128": [
            saved(grey),
            saved(grey, "TIFF"),
            saved(grey, "BMP"),
            saved(grey, "TIFF", compression="tiff_lzw"),
        ],
        "0/1": [saved(Image.fromarray(mask)), saved(Image.fromarray(mask), "TIFF"), four_bits(mask)],
        "1 bit": [saved(grey.convert("1")), saved(grey.convert("1"), "TIFF"), saved(grey.convert("1"), "BMP")],
        "16-bit grey > 128 * 257": [saved(Image.fromarray(mask.astype(np.uint16) * 65535))],
        "palette: grey > 128": [saved(grey.convert("P")), saved(grey, "GIF")],
        "palette: what is not black": [saved(labels)],
        "colour: grey > 128": [saved(grey.convert("RGB")), saved(grey.convert("RGB"), "WEBP", lossless=True)],
        "colour: what is not black": [saved(Image.fromarray(mask[..., None] * np.array([255, 0, 0], np.uint8)))],
    }
    for rule, files in forms.items():
        for data in files:
            read = read_mask(data)
            assert np.array_equal(read.mask, mask), rule
            assert read.mask.dtype == np.uint8 and read.mask.flags.c_contiguous and not read.many_greys
            assert read.rule == rule


def test_R1_transparency_is_ignored_but_a_shape_in_it_alone_is_refused(mask: Mask) -> None:
    rgba = np.dstack([mask * np.uint8(255)] * 3 + [np.full_like(mask, 7)])
    assert np.array_equal(read_mask(saved(Image.fromarray(rgba))).mask, mask)
    assert np.array_equal(read_mask(saved(Image.fromarray(rgba).convert("LA"))).mask, mask)
    hidden = np.dstack([np.zeros_like(mask)] * 3 + [mask * np.uint8(255)])
    with pytest.raises(MaskError, match="transparency"):
        read_mask(saved(Image.fromarray(hidden)))
    # A lesion in dark red, and white that is not seen: by its colours all else would be lesion.
    red = np.dstack([np.full_like(mask, 255), *[(1 - mask) * np.uint8(255)] * 2, mask * np.uint8(255)])
    with pytest.raises(MaskError, match="bright pixels that are transparent"):
        read_mask(saved(Image.fromarray(red)))


@pytest.mark.parametrize("value, lesion", [(127, 0), (128, 0), (129, 1), (255, 1), (2, 0), (1, 1), (0, 0)])
def test_R1_over_128_is_lesion_as_in_the_isic_scorer(value: int, lesion: int) -> None:
    grey = np.zeros((6, 8), np.uint8)
    grey[2:4, 3:6] = value
    assert read_mask(saved(Image.fromarray(grey))).mask.sum() == 6 * lesion
    wide = grey.astype(np.uint16) * 257
    if value > 1:
        assert read_mask(saved(Image.fromarray(wide))).mask.sum() == 6 * lesion
        assert read_mask(saved(Image.fromarray(wide), "TIFF")).mask.sum() == 6 * lesion


def test_R1_a_label_that_the_rule_does_not_see_is_said() -> None:
    labels = np.zeros((6, 8), np.uint8)
    labels[2:4] = 2
    read = read_mask(saved(Image.fromarray(labels)))
    assert not read.mask.any() and "the values go up to 2" in read.rule


def test_R1_many_greys_are_flagged(mask: Mask) -> None:
    jpeg = read_mask(saved(Image.fromarray(mask * np.uint8(255)), "JPEG", quality=80))
    assert jpeg.many_greys and jpeg.rule == "grey > 128"
    assert (jpeg.mask != mask).mean() < 0.001
    soft = cv2.GaussianBlur(mask * np.uint8(255), (15, 15), 4)
    assert read_mask(saved(Image.fromarray(np.asarray(soft, np.uint8)))).many_greys


def test_R1_what_is_no_mask_is_refused_by_name(tmp_path: Path, mask: Mask) -> None:
    for name, data, reason in (
        ("empty.png", b"", "empty"),
        ("text.png", b"no mask\n", "text file"),
        ("cut.png", encode_mask(mask)[:-30], "cut off"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(MaskError, match=rf"{name} .*{reason}"):
            read_mask(tmp_path / name)


def test_R2_another_size_is_never_resampled_unasked(mask: Mask) -> None:
    read = read_mask(encode_mask(mask))
    height, width = mask.shape
    assert fit_mask(read, width, height) is read.mask
    with pytest.raises(MaskError, match=rf"{width} x {height} .* {width * 2} x {height * 2}"):
        fit_mask(read, width * 2, height * 2)
    doubled = fit_mask(read, width * 2, height * 2, resample="nearest")
    assert np.array_equal(doubled, mask.repeat(2, axis=0).repeat(2, axis=1))
    assert set(np.unique(fit_mask(read, 333, 101, resample="nearest"))) <= {0, 1}


@pytest.mark.parametrize("orientation", [5, 6, 7, 8])
def test_I3_a_mask_of_the_stored_grid_is_refused_naming_exif(data_dir: Path, mask: Mask, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    with Image.open(sorted((data_dir / "images").glob("*.jpg"))[0]) as image:
        data = saved(image, "JPEG", exif=exif)
    photo = read_photo(data)
    assert mask.shape == (photo.header.height, photo.header.width)
    for resample in (None, "nearest"):
        with pytest.raises(MaskError, match=f"EXIF orientation {orientation}"):
            fit_mask(read_mask(encode_mask(mask)), photo.width, photo.height, header=photo.header, resample=resample)
    turned = read_mask(encode_mask(np.ascontiguousarray(np.rot90(mask))))
    assert fit_mask(turned, photo.width, photo.height, header=photo.header) is turned.mask
    with pytest.raises(MaskError) as caught:
        fit_mask(read_mask(encode_mask(mask[:-1])), photo.width, photo.height, header=read_header(data))
    assert "EXIF" not in caught.value.what


def test_R4_masks_are_found_by_any_known_name(tmp_path: Path, mask: Mask) -> None:
    data = encode_mask(mask)
    for name in (
        "a_segmentation.png",
        "b_Mask.PNG",
        "sub/c_lesion.tif",
        "d.bmp",
        "LICENSE.txt",
        "metadata.csv",
        ".x.png",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found = find_masks(tmp_path)
    assert [n.id for n in found.names] == ["a", "b", "d", "c"] and not found.skipped
    assert all(np.array_equal(read_mask(found.path(i)).mask, mask) for i in range(4))
    with pytest.raises(MaskError, match="does not exist"):
        find_masks(tmp_path / "nowhere")


def test_R5_parts_and_holes_are_kept_exactly(tmp_path: Path) -> None:
    noise = (np.random.default_rng(3).random((97, 203)) > 0.5).astype(np.uint8)
    rings = np.zeros((97, 203), np.uint8)
    for radius in range(45, 0, -9):
        cv2.circle(rings, (100, 48), radius, int(radius // 9 % 2), -1)
    for mask in (noise, rings, np.zeros_like(rings), np.ones_like(rings), np.eye(1, dtype=np.uint8)):
        assert np.array_equal(read_mask(encode_mask(mask)).mask, mask)


def four_bits(mask: Mask) -> bytes:
    """A PNG of 4 bits a pixel whose samples are 0 and 1 (Pillow writes none)."""
    even = np.pad(mask, ((0, 0), (0, mask.shape[1] % 2)))
    packed = (even[:, ::2] << 4 | even[:, 1::2]).astype(np.uint8)
    rows = b"".join(b"\0" + row.tobytes() for row in packed)
    header = struct.pack(">IIBBBBB", mask.shape[1], mask.shape[0], 4, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )

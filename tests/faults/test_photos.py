"""Rows I1 to I5, I11 and X4 of the table of faults: reading photos."""

from __future__ import annotations

import io
import random
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms, TiffImagePlugin

from skinseg_desktop.core.errors import PhotoError
from skinseg_desktop.imaging import encode_rgb, read_header, read_photo
from skinseg_desktop.imaging.draw import overlay
from skinseg_desktop.imaging.figure import four_panel

Pixels = NDArray[np.uint8]


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def all_kinds(pixels: Pixels) -> dict[str, bytes]:
    """One real photo in every kind and compression that is read."""
    image = Image.fromarray(pixels)
    made = {
        "JPEG": saved(image, "JPEG", quality=90),
        "JPEG progressive": saved(image, "JPEG", quality=90, progressive=True),
        "JPEG grey": saved(image.convert("L"), "JPEG"),
        "JPEG CMYK": saved(image.convert("CMYK"), "JPEG"),
        "PNG": saved(image, "PNG"),
        "PNG by OpenCV": encode_rgb(pixels),
        "PNG palette": saved(image.quantize(64), "PNG"),
        "PNG alpha": saved(image.convert("RGBA"), "PNG"),
        "WebP": saved(image, "WEBP", quality=80),
        "WebP lossless": saved(image, "WEBP", lossless=True),
        "BMP": saved(image, "BMP"),
        "GIF": saved(image.quantize(64), "GIF"),
    }
    for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        made[f"TIFF {compression}"] = saved(image, "TIFF", compression=compression)
    return made


def test_I1_a_truncated_photo_is_never_shown_as_whole(jpeg: bytes, pixels: Pixels) -> None:
    files = {**all_kinds(pixels), "camera's JPEG": jpeg}
    for kind, data in files.items():
        whole = read_photo(data).pixels
        for length in {*np.linspace(0, len(data) - 1, 30).astype(int), *range(len(data) - 6, len(data))}:
            try:
                part = read_photo(data[:length]).pixels
            except PhotoError as error:
                assert error.what and error.hint
            else:
                # A GIF or TIFF can lose a few bytes after its last pixel and still be whole.
                assert kind[:3] in ("GIF", "TIF"), f"{kind} cut to {length} of {len(data)}"
                assert np.array_equal(part, whole), f"{kind} cut to {length} of {len(data)}"


def test_I1_a_real_photo_cut_anywhere_names_the_file(data_dir: Path, tmp_path: Path) -> None:
    for path in sorted((data_dir / "images").glob("*.jpg"))[:4]:
        data = path.read_bytes()
        bad = tmp_path / path.name
        for share in (0.0, 0.001, 0.05, 0.5, 0.9, 0.999):
            bad.write_bytes(data[: int(len(data) * share)])
            with pytest.raises(PhotoError, match=path.name):
                read_photo(bad)


def test_I1_damage_in_a_png_is_found_by_its_checksums(pixels: Pixels) -> None:
    data = encode_rgb(pixels)
    for at in np.linspace(8, len(data) - 1, 80).astype(int):
        bad = bytearray(data)
        bad[at] ^= 0x10
        with pytest.raises(PhotoError):
            read_photo(bytes(bad))


def test_I1_a_png_that_holds_too_few_rows_under_right_checksums_is_refused(pixels: Pixels) -> None:
    rows = b"".join(b"\0" + row.tobytes() for row in pixels[: len(pixels) // 2])
    header = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, 2, 0, 0, 0)
    with pytest.raises(PhotoError):
        read_photo(png((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")))


def test_I1_broken_bytes_end_in_one_sentence_or_a_picture(pixels: Pixels) -> None:
    dice = random.Random(1)
    for kind, data in all_kinds(pixels).items():
        for _ in range(40):
            bad = bytearray(data)
            for _ in range(dice.randint(1, 8)):
                # Most of the structure that can be broken lies at the beginning.
                bad[dice.randrange(dice.choice((64, 700, len(bad))) if len(bad) > 700 else len(bad))] = dice.randrange(
                    256
                )
            try:
                photo = read_photo(bytes(bad), max_pixels=4_000_000)
            except PhotoError as error:
                assert error.what, kind
            else:
                assert photo.pixels.dtype == np.uint8 and photo.pixels.shape[1::-1] == photo.header.upright_size


def test_I1_zero_bytes(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    with pytest.raises(PhotoError, match=r"empty\.jpg .* the file is empty"):
        read_photo(tmp_path / "empty.jpg")
    with pytest.raises(PhotoError, match="nothing but zeros"):
        read_photo(bytes(5000))


def test_I2_what_is_no_picture_is_named_by_its_content(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("photo.jpg", b"x")
    dicom = bytes(128) + b"DICM" + bytes(100)
    others = {
        "a text file": "Grüße, hier ist kein Bild.\n".encode(),
        "an HTML page": b"<!DOCTYPE html><html><title>404</title></html>",
        "a ZIP archive": archive.getvalue(),
        "a PDF": b"%PDF-1.7\n",
        "a DICOM file": dicom,
        "a HEIC picture": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64),
        "an AVIF picture": b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + bytes(64),
        "a video": b"\0\0\0\x18ftypisom\0\0\0\0isomavc1" + bytes(64),
        "no picture that is known": bytes(range(256)) * 4,
    }
    for what, data in others.items():
        path = tmp_path / "photo.jpg"
        path.write_bytes(data)
        with pytest.raises(PhotoError, match=what) as caught:
            read_photo(path)
        assert "photo.jpg" in caught.value.what and caught.value.hint


def test_I2_raw_files_are_refused_and_their_preview_is_not_the_photo(pixels: Pixels) -> None:
    # Real raw files are large and not free: these are real TIFFs with the tags that make raw files raw.
    preview = Image.fromarray(pixels[::8, ::8])
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[254], tags[330] = 1, 8
    nef = saved(preview, "TIFF", tiffinfo=tags)
    dng_tags = TiffImagePlugin.ImageFileDirectory_v2()
    dng_tags[50706] = b"\x01\x04\0\0"
    dng_tags.tagtype[50706] = 1
    dng = saved(preview, "TIFF", tiffinfo=dng_tags)
    cr2 = b"II*\0\x10\0\0\0CR\x02\0" + bytes(200)
    for data in (nef, dng, cr2, b"FUJIFILMCCD-RAW 0201" + bytes(99), b"\0\0\0\x18ftypcrx \0\0\0\x01" + bytes(99)):
        with pytest.raises(PhotoError, match="camera's raw file") as caught:
            read_photo(data)
        assert "Export it as JPEG, PNG or TIFF" in caught.value.hint


# What each EXIF orientation does to stored pixels to make them upright (Exif 2.32, 4.6.4).
UPRIGHT = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: lambda a: np.rot90(a),
}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_I3_every_orientation_in_every_kind_is_upright(pixels: Pixels, orientation: int) -> None:
    image = Image.fromarray(pixels)
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = {
        "JPEG": saved(image, "JPEG", quality=95, exif=exif),
        "PNG": saved(image, "PNG", exif=exif),
        "PNG alpha": saved(image.convert("RGBA"), "PNG", exif=exif),
        "WebP": saved(image, "WEBP", lossless=True, exif=exif),
        "TIFF": saved(image, "TIFF", exif=exif),
        "TIFF lzw": saved(image, "TIFF", exif=exif, compression="tiff_lzw"),
    }
    for kind, data in stored.items():
        photo = read_photo(data)
        expected = UPRIGHT[orientation](pixels)
        assert photo.header.orientation == orientation, kind
        assert (photo.header.width, photo.header.height) == (pixels.shape[1], pixels.shape[0]), kind
        assert photo.pixels.shape == expected.shape and photo.header.upright_size == (photo.width, photo.height), kind
        assert photo.pixels.flags.c_contiguous
        difference = np.abs(photo.pixels.astype(int) - expected).mean()
        assert difference < (3 if kind == "JPEG" else 1e-9), kind
        assert read_header(data) == photo.header


def test_I4_grey_cmyk_palette_alpha_sixteen_bits_and_animations(pixels: Pixels) -> None:
    image = Image.fromarray(pixels)
    grey = np.asarray(image.convert("L"))
    three = np.repeat(grey[..., None], 3, axis=2)
    wide = (grey.astype(np.uint16) << 8) | 0x55
    bits = image.convert("1")
    cases: dict[str, tuple[bytes, Pixels, float]] = {
        "grey JPEG": (saved(Image.fromarray(grey), "JPEG", quality=95), three, 2),
        "grey PNG": (saved(Image.fromarray(grey), "PNG"), three, 0),
        "16-bit PNG": (saved(Image.fromarray(wide), "PNG"), three, 0),
        "16-bit TIFF": (saved(Image.fromarray(wide), "TIFF"), three, 0),
        "16-bit TIFF, 0 is white": (
            saved(Image.fromarray(np.bitwise_not(wide)), "TIFF", tiffinfo={262: 0}),
            three,
            0,
        ),
        "CMYK JPEG": (saved(image.convert("CMYK"), "JPEG", quality=95), pixels, 3),
        "CMYK TIFF": (saved(image.convert("CMYK"), "TIFF"), pixels, 1),
        "palette PNG": (saved(image.quantize(256), "PNG"), pixels, 6),
        "opaque alpha": (saved(image.convert("RGBA"), "PNG"), pixels, 0),
        "grey and alpha": (saved(Image.fromarray(grey).convert("LA"), "PNG"), three, 0),
        "1 bit": (saved(bits, "PNG"), np.array(bits.convert("RGB")), 0),
        "16-bit RGB PNG": (png_rgb16(pixels), pixels, 0),
    }
    for name, (data, expected, tolerance) in cases.items():
        photo = read_photo(data)
        assert photo.pixels.shape == expected.shape, name
        assert np.abs(photo.pixels.astype(int) - expected).mean() <= tolerance, name


def test_I4_a_cmyk_jpeg_is_inverted_only_where_it_says_so(pixels: Pixels) -> None:
    data = saved(Image.fromarray(pixels).convert("CMYK"), "JPEG", quality=95)
    at = data.index(b"\xff\xee")
    assert data[at + 4 : at + 9] == b"Adobe"
    unmarked = data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4]) :]
    upside_down = np.array(Image.eval(Image.fromarray(pixels).convert("CMYK"), lambda v: 255 - v).convert("RGB"))
    assert np.abs(read_photo(data).pixels.astype(int) - pixels).mean() < 3
    assert np.abs(read_photo(unmarked).pixels.astype(int) - upside_down).mean() < 3


def test_I4_transparent_parts_are_white_and_said(pixels: Pixels) -> None:
    alpha = np.full(pixels.shape[:2], 255, np.uint8)
    alpha[:40, :40] = 0
    photo = read_photo(saved(Image.fromarray(np.dstack([pixels, alpha])), "PNG"))
    assert (photo.pixels[:40, :40] == 255).all() and np.array_equal(photo.pixels[40:, 40:], pixels[40:, 40:])
    assert any("white" in note for note in photo.notes)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_I4_the_first_picture_of_several_is_read_and_said(pixels: Pixels, kind: str) -> None:
    first, second = Image.fromarray(pixels), Image.fromarray(255 - pixels)
    options = {"lossless": True} if kind == "WEBP" else {}
    photo = read_photo(saved(first, kind, save_all=True, append_images=[second], **options))
    assert np.abs(photo.pixels.astype(int) - pixels).mean() < 8
    assert any("first" in note for note in photo.notes)


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (700, 1), (3, 2)])
def test_I4_smallest_pictures(pixels: Pixels, size: tuple[int, int]) -> None:
    image = Image.fromarray(pixels).resize(size)
    for kind in ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF"):
        photo = read_photo(saved(image, kind))
        assert (photo.width, photo.height) == size
        mask = np.ones(size[::-1], np.uint8)
        assert overlay(photo.pixels, mask, mask).shape == photo.pixels.shape
        assert four_panel(photo.pixels, mask, None, title="x", lines=[]).ndim == 3


def test_I4_pixels_without_a_stated_range_are_refused(pixels: Pixels) -> None:
    floating = Image.fromarray(pixels[..., 0].astype(np.float32))
    with pytest.raises(PhotoError, match="without a stated range"):
        read_photo(saved(floating, "TIFF"))


def test_I5_a_bomb_is_refused_from_its_header_before_allocation() -> None:
    side = 50_000
    rows = zlib.compress(bytes(1 << 20))
    gif = bytearray(saved(Image.new("L", (2, 2)), "GIF"))
    frame = gif.index(b"\x2c")
    gif[frame + 5 : frame + 9] = struct.pack("<HH", side, side)
    jpeg = bytearray(saved(Image.new("RGB", (8, 8)), "JPEG"))
    sof = jpeg.index(b"\xff\xc0")
    jpeg[sof + 5 : sof + 9] = struct.pack(">HH", side, side)
    webp = b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + b"\xff\xff\xff" * 2
    bmp = bytearray(saved(Image.new("RGB", (8, 8)), "BMP"))
    bmp[18:26] = struct.pack("<ii", side, side)
    tiff = saved(Image.new("L", (8, 8)), "TIFF")
    tiff = tiff.replace(struct.pack("<HHII", 256, 4, 1, 8), struct.pack("<HHII", 256, 4, 1, side))
    tiff = tiff.replace(struct.pack("<HHII", 257, 4, 1, 8), struct.pack("<HHII", 257, 4, 1, side))
    bombs = {
        "PNG": png((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")),
        "GIF": bytes(gif),
        "JPEG": bytes(jpeg),
        "WebP": webp,
        "BMP": bytes(bmp),
        "TIFF": tiff,
    }
    before = peak_memory()
    for kind, data in bombs.items():
        with pytest.raises(PhotoError, match=r"more than the limit of 300,000,000"):
            read_photo(data)
        assert len(data) < 10_000, kind
    # One of these as pixels is 7.5 GB.
    assert peak_memory() - before < 500_000_000


def test_I5_the_limit_is_a_setting(jpeg: bytes) -> None:
    width, height = read_photo(jpeg).header.upright_size
    count = width * height
    assert read_photo(jpeg, max_pixels=count).width == width
    with pytest.raises(PhotoError, match="limit"):
        read_photo(jpeg, max_pixels=count - 1)


def test_I5_profiles_that_unpack_to_many_megabytes_are_not_unpacked(pixels: Pixels) -> None:
    packed = zlib.compress(bytes(1 << 27), 1)
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    data = png((b"IHDR", header), (b"iCCP", b"x\0\0" + packed), (b"IDAT", zlib.compress(b"\0\1\2\3")), (b"IEND", b""))
    photo = read_photo(data)
    assert photo.pixels.tolist() == [[[1, 2, 3]]] and "sRGB" in photo.notes[0]


def matrix_profile(primaries: list[tuple[float, float]], gamma: float) -> bytes:
    """A real RGB profile (ICC.1:2001-04, matrix and gamma), white D50, from the primaries' x and y adapted to D50."""
    d50 = np.array([0.9642, 1.0, 0.8249])
    columns = np.array([[x / y, 1.0, (1 - x - y) / y] for x, y in primaries]).T
    matrix = columns * np.linalg.solve(columns, d50)

    def fixed(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(v * 65536)) for v in values)

    description = b"desc" + bytes(4) + struct.pack(">I", 5) + b"Test\0" + bytes(78)
    tags = {b"desc": description, b"cprt": b"text" + bytes(4) + b"None\0", b"wtpt": b"XYZ " + bytes(4) + fixed(*d50)}
    for i, colour in enumerate(b"rgb"):
        tags[bytes([colour]) + b"XYZ"] = b"XYZ " + bytes(4) + fixed(*matrix[:, i])
        tags[bytes([colour]) + b"TRC"] = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    return profile_of(tags, b"RGB ")


def grey_profile(gamma: float) -> bytes:
    d50 = b"".join(struct.pack(">i", round(v * 65536)) for v in (0.9642, 1.0, 0.8249))
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    description = b"desc" + bytes(4) + struct.pack(">I", 5) + b"Test\0" + bytes(78)
    tags = {b"desc": description, b"cprt": b"text" + bytes(4) + b"None\0", b"wtpt": b"XYZ " + bytes(4) + d50}
    return profile_of({**tags, b"kTRC": curve}, b"GRAY")


def profile_of(tags: dict[bytes, bytes], space: bytes) -> bytes:
    d50 = b"".join(struct.pack(">i", round(v * 65536)) for v in (0.9642, 1.0, 0.8249))
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        value += bytes(-len(value) % 4)
        table += name + struct.pack(">II", at + len(body), len(value))
        body += value
    head = (
        bytes(8) + b"\x02\x40\0\0mntr" + space + b"XYZ " + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    )
    profile = head + d50 + bytes(48) + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(profile)) + profile[4:]


# Adobe RGB (1998): primaries as adapted to D50 in its own ICC profile; gamma 563/256.
ADOBE_RGB = matrix_profile([(0.6484, 0.3309), (0.2302, 0.7016), (0.1559, 0.0660)], 563 / 256)


def test_I11_a_wide_profile_is_converted_once(pixels: Pixels) -> None:
    image = Image.fromarray(pixels)
    to_adobe = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(io.BytesIO(ADOBE_RGB)), "RGB", "RGB"
    )
    stored = to_adobe.apply(image)
    assert np.abs(np.asarray(stored).astype(int) - pixels).mean() > 3
    for kind, tolerance in (("PNG", 1.5), ("TIFF", 1.5), ("JPEG", 3.0), ("WEBP", 4.0)):
        photo = read_photo(
            saved(stored, kind, icc_profile=ADOBE_RGB, **({"quality": 95} if kind in "JPEG WEBP" else {}))
        )
        assert np.abs(photo.pixels.astype(int) - pixels).mean() < tolerance, kind
        assert "converted to sRGB" in photo.notes[0]


def test_I11_srgb_under_any_name_is_left_alone_and_broken_profiles_are_said(pixels: Pixels) -> None:
    image = Image.fromarray(pixels)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = read_photo(saved(image, "PNG", icc_profile=srgb))
    assert np.array_equal(same.pixels, pixels) and same.notes == ()
    for broken in (b"not a profile", srgb[:200], srgb[:16] + b"CMYK" + srgb[20:]):
        photo = read_photo(saved(image, "PNG", icc_profile=broken))
        assert np.array_equal(photo.pixels, pixels) and "taken as sRGB" in photo.notes[0]
    grey = read_photo(saved(image.convert("L"), "JPEG", icc_profile=srgb))
    assert grey.notes == () and np.ptp(grey.pixels.astype(int), axis=2).max() == 0


def test_I11_profiles_of_grey_and_of_transparent_pictures_count(pixels: Pixels) -> None:
    opaque = Image.fromarray(pixels).convert("RGBA")
    converted = read_photo(saved(Image.fromarray(pixels), "PNG", icc_profile=ADOBE_RGB)).pixels
    assert np.array_equal(read_photo(saved(opaque, "PNG", icc_profile=ADOBE_RGB)).pixels, converted)
    linear = grey_profile(1.0)
    grey = Image.fromarray(pixels).convert("L")
    for kind in ("PNG", "TIFF"):
        photo = read_photo(saved(grey, kind, icc_profile=linear))
        # Linear light of 0.5 is 188 in sRGB's curve.
        at = np.unravel_index(np.argmin(np.abs(np.asarray(grey).astype(int) - 128)), pixels.shape[:2])
        assert abs(int(photo.pixels[at][0]) - 188) <= 3 and "converted to sRGB" in photo.notes[0]


def test_I11_a_turned_photo_with_a_profile_is_turned_and_converted(pixels: Pixels) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    plain = read_photo(saved(Image.fromarray(pixels), "PNG", icc_profile=ADOBE_RGB)).pixels
    turned = read_photo(saved(Image.fromarray(pixels), "PNG", icc_profile=ADOBE_RGB, exif=exif)).pixels
    assert np.array_equal(turned, np.rot90(plain, -1)) and not np.array_equal(plain, pixels)


def test_X4_nothing_personal_of_a_photo_gets_into_outputs(jpeg: bytes, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0xA431] = "SecretCam", "SERIAL-4711"
    exif.get_ifd(0x8825)[2] = (48.0, 8.0, 30.0)
    data = saved(Image.open(io.BytesIO(jpeg)), "JPEG", exif=exif, icc_profile=ADOBE_RGB, comment=b"patient 12")
    photo = read_photo(data)
    mask = cv2.inRange(photo.pixels[..., 0], 0, 120)
    outputs = [
        encode_rgb(overlay(photo.pixels, np.asarray(mask, np.uint8))),
        encode_rgb(four_panel(photo.pixels, np.asarray(mask, np.uint8), None, title="x", lines=[])),
    ]
    for output in outputs:
        chunks = chunk_names(output)
        assert set(chunks) == {b"IHDR", b"IDAT", b"IEND"}
        assert b"SERIAL" not in output and b"patient" not in output


def peak_memory() -> int:
    """The most memory this process has held so far, in bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def chunk_names(data: bytes) -> list[bytes]:
    names, at = [], 8
    while at < len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        names.append(name)
        at += size + 12
    return names


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def png_rgb16(pixels: Pixels) -> bytes:
    wide = ((pixels.astype(np.uint16) << 8) | 0x7F).astype(">u2")
    rows = b"".join(b"\0" + row.tobytes() for row in wide)
    header = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 16, 2, 0, 0, 0)
    return png((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))


def test_I4_pixels_that_no_decoder_here_knows_are_not_called_damaged() -> None:
    _, floating = cv2.imencode(".tiff", np.ones((8, 8, 3), np.float32))
    with pytest.raises(PhotoError, match="kind of pixels is not supported"):
        read_photo(floating.tobytes())

"""Photos on the fast path, found folders and names."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from skinseg_desktop.core.errors import PhotoError
from skinseg_desktop.imaging import find_photos, read_photo, shown
from skinseg_desktop.imaging.container import inspect
from skinseg_desktop.imaging.folder import READ, REFUSED


def test_real_photos_are_what_a_second_decoder_sees(data_dir: Path) -> None:
    for path in sorted((data_dir / "images").glob("*.jpg")):
        photo = read_photo(path)
        with Image.open(path) as image:
            expected = np.asarray(image.convert("RGB"))
        # Both stand on libjpeg-turbo, perhaps of two versions.
        assert np.abs(photo.pixels.astype(int) - expected).max() <= 2, path.name
        assert photo.notes == () and photo.header.kind == "JPEG"


def test_a_photo_from_bytes_and_from_a_path_are_one(data_dir: Path) -> None:
    path = next((data_dir / "images").glob("*.jpg"))
    one, other = read_photo(path), read_photo(path.read_bytes())
    assert np.array_equal(one.pixels, other.pixels) and one.sha256 == other.sha256 and len(one.sha256) == 64
    assert (one.width, one.height) == one.header.upright_size


def test_usual_files_need_no_second_decoder(data_dir: Path) -> None:
    assert inspect(next((data_dir / "images").glob("*.jpg")).read_bytes()).plain
    assert inspect(next((data_dir / "masks").glob("*.png")).read_bytes()).plain


def test_reading_leaves_opencv_and_pillow_as_they_were_for_threads(data_dir: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    paths = sorted((data_dir / "images").glob("*.jpg")) * 3
    alone = [read_photo(p).pixels for p in paths[: len(paths) // 3]]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda p: read_photo(p).pixels, paths))
    assert all(np.array_equal(alone[i % len(alone)], pixels) for i, pixels in enumerate(together))


def test_a_trailing_second_picture_is_no_harm(data_dir: Path) -> None:
    data = next((data_dir / "images").glob("*.jpg")).read_bytes()
    assert np.array_equal(read_photo(data + data).pixels, read_photo(data).pixels)
    # A preview's end mark in the EXIF block must not be taken for the photo's.
    exif = Image.Exif()
    exif[0x010E] = "x\xff\xd9"
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.save(buffer, "JPEG", exif=exif)
    with pytest.raises(PhotoError):
        read_photo(buffer.getvalue()[:-200])


def test_photos_are_sorted_and_what_is_none_is_left_out(tmp_path: Path) -> None:
    for name in (
        "b.jpg",
        "a.PNG",
        "c.heic",
        "notes.txt",
        ".hidden.jpg",
        "x-skinseg/d.jpg",
        "sub/e.tif",
        "sub/.f/g.png",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    flat, deep = find_photos([tmp_path]), find_photos([tmp_path], subfolders=True)
    assert [str(p.relative) for p in flat.photos] == ["a.PNG", "b.jpg", "c.heic"]
    assert [str(p.relative) for p in deep.photos] == ["a.PNG", "b.jpg", "c.heic", "sub/e.tif"]
    assert flat.root == tmp_path and not set(READ) & set(REFUSED)


def test_several_sources_share_a_root_and_name_each_file_once(tmp_path: Path) -> None:
    for name in ("one/a.jpg", "two/a.jpg", "two/b", "three.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = find_photos(
        [tmp_path / "one", tmp_path / "two", tmp_path / "two" / "b", tmp_path / "two" / ".." / "one/a.jpg"]
    )
    assert found.root == tmp_path
    assert [str(p.relative) for p in found.photos] == ["one/a.jpg", "two/a.jpg", "two/b"]
    single = find_photos([tmp_path / "two" / "b"])
    assert single.root == tmp_path / "two" and [p.id for p in single.photos] == ["b"]
    with pytest.raises(PhotoError, match="No photo is given"):
        find_photos([])


@pytest.mark.slow
def test_a_hundred_thousand_files_are_found(tmp_path: Path) -> None:
    for i in range(100_000):
        (tmp_path / f"ISIC_{i:07d}.jpg").touch()
    found = find_photos([tmp_path])
    assert len(found.photos) == 100_000 and found.photos[99_999].id == "ISIC_0099999"


def test_names_are_shown_in_one_printable_line() -> None:
    assert shown("plain ä 🔬.jpg") == "plain ä 🔬.jpg"
    assert shown("a\nb\x1b[31m\u202e.jpg") == "a\\nb\\x1b[31m\\u202e.jpg"
    assert shown("latin-\udce4.jpg").encode("utf-8")
    assert len(shown("n" * 4000)) < 130


def test_opencv_knows_no_exif_here(data_dir: Path) -> None:
    """The orientation is applied once: OpenCV would apply it, too, were it not told otherwise."""
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    with Image.open(next((data_dir / "images").glob("*.jpg"))) as image:
        image.save(buffer, "JPEG", exif=exif)
    photo = read_photo(buffer.getvalue())
    turned = cv2.imdecode(np.frombuffer(buffer.getvalue(), np.uint8), cv2.IMREAD_COLOR_RGB)
    assert turned is not None and np.array_equal(photo.pixels, turned)

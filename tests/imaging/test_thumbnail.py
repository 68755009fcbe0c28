"""Thumbnails look like their photos, and their cache never stands in the way."""

from __future__ import annotations

import concurrent.futures
import importlib
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tracemalloc
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from skinseg_desktop.core.errors import PhotoError
from skinseg_desktop.imaging import ThumbnailCache, encode_rgb, read_photo
from skinseg_desktop.imaging.thumbnail import thumbnail

module = importlib.import_module("skinseg_desktop.imaging.thumbnail")
Pixels = NDArray[np.uint8]


@pytest.fixture
def photo(data_dir: Path, tmp_path: Path) -> Path:
    source = min((data_dir / "images").glob("*.jpg"), key=lambda p: p.stat().st_size)
    return Path(shutil.copy(source, tmp_path / "photo.jpg"))


def shrunk(path: Path, side: int) -> Pixels:
    """The plain way: the whole photo, then its area mean."""
    pixels = read_photo(path).pixels
    scale = side / max(pixels.shape)
    size = round(pixels.shape[1] * scale), round(pixels.shape[0] * scale)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def far(a: Pixels, b: Pixels) -> float:
    assert a.shape == b.shape
    return float(np.abs(a.astype(int) - b).mean())


@pytest.mark.parametrize("side", [48, 97, 160, 512])
def test_a_thumbnail_is_the_photo_made_small(data_dir: Path, side: int) -> None:
    for path in sorted((data_dir / "images").glob("*.jpg"))[:4]:
        small = thumbnail(path, side)
        assert max(small.shape) == side and small.dtype == np.uint8 and small.flags.c_contiguous
        assert far(small, shrunk(path, side)) < 2.5


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright(photo: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    with Image.open(photo) as image:
        image.load()
        image.save(photo, quality=95, exif=exif)
    assert far(thumbnail(photo, 160), shrunk(photo, 160)) < 2.5


def test_its_colours_are_srgb(photo: Path) -> None:
    with Image.open(photo) as image:
        swapped = Image.merge("RGB", image.split()[::-1])
        swapped.save(photo, quality=95, icc_profile=_swapped_profile())
    assert far(thumbnail(photo, 160), shrunk(photo, 160)) < 3


def _swapped_profile() -> bytes:
    """The sRGB profile with red and blue exchanged: nobody overlooks it when it is not applied."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")


@pytest.mark.parametrize(
    "kind", ["png", "tif", "webp", "bmp", "gif", "grey.jpg", "cmyk.jpg", "progressive.jpg", "16.png"]
)
def test_every_kind_has_one(photo: Path, kind: str) -> None:
    path = photo.with_name("other." + kind)
    with Image.open(photo) as image:
        if kind == "16.png":
            Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257).save(path)
        elif kind.startswith(("grey", "cmyk")):
            image.convert("L" if kind.startswith("grey") else "CMYK").save(path, quality=95)
        else:
            image.save(path, progressive=True) if kind.startswith("prog") else image.save(path)
    assert far(thumbnail(path, 160), shrunk(path, 160)) < 2.5


def test_small_and_narrow_photos_have_the_asked_longer_side(tmp_path: Path) -> None:
    for width, height in ((40, 30), (1, 1), (2000, 3), (3, 2000)):
        path = tmp_path / f"{width}x{height}.png"
        path.write_bytes(encode_rgb(np.full((height, width, 3), (200, 100, 50), np.uint8)))
        small = thumbnail(path, 160)
        assert max(small.shape) == 160 and min(small.shape) >= 1
        assert (small == (200, 100, 50)).all()


def test_what_cannot_be_read_is_refused_as_reading_refuses_it(photo: Path, tmp_path: Path) -> None:
    whole = photo.read_bytes()
    broken = {
        "cut.jpg": whole[: len(whole) // 2],
        "hollow.jpg": whole[: len(whole) // 2] + whole[-2:],
        "text.jpg": b"not a photo",
        "empty.jpg": b"",
        "raw.heic": b"\0\0\0\x18ftypheic\0\0\0\0",
    }
    cache = ThumbnailCache(tmp_path / "cache")
    for name, data in broken.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(PhotoError) as expected:
            read_photo(path)
        for give in (thumbnail, cache.get):
            with pytest.raises(PhotoError) as caught:
                give(path, 160)
            assert str(caught.value) == str(expected.value)
    with pytest.raises(PhotoError, match="no such file"):
        cache.get(tmp_path / "nowhere.jpg", 160)
    cache.close()


def test_a_bomb_is_refused_before_memory_is_asked_for(tmp_path: Path) -> None:
    packed = io.BytesIO()
    Image.new("L", (16, 16)).save(packed, "JPEG")
    data = bytearray(packed.getvalue())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = b"\xff\xdc\xff\xdc"
    path = tmp_path / "bomb.jpg"
    path.write_bytes(data)
    tracemalloc.start()
    with pytest.raises(PhotoError, match="more than the limit"):
        thumbnail(path, 160)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_photo_with_a_grey_corner_is_no_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "grey.jpg"
    Image.new("RGB", (600, 450), (128, 128, 128)).save(path)
    assert (thumbnail(path, 160) == 128).all()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The photos that thumbnails were made of, and not taken from the cache."""
    names: list[Path] = []

    def counted(path: Path, side: int, **more: int) -> Pixels:
        names.append(path)
        return thumbnail(path, side, **more)

    monkeypatch.setattr(module, "thumbnail", counted)
    return names


def test_it_is_made_once_and_again_when_the_photo_changes(photo: Path, tmp_path: Path, made: list[Path]) -> None:
    cache = ThumbnailCache(tmp_path / "cache")
    first = cache.get(photo, 160)
    again = cache.get(photo, 160)
    assert len(made) == 1 and far(first, again) < 3
    cache.get(photo, 80)
    assert len(made) == 2
    os.utime(photo, ns=(1, 1))
    cache.get(photo, 160)
    assert len(made) == 3
    cache.close()
    later = ThumbnailCache(tmp_path / "cache")
    later.get(photo, 160)
    assert len(made) == 3
    later.close()
    later.get(photo, 160)
    assert len(made) == 4


def test_its_folder_is_the_users_unless_the_environment_names_one(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKINSEG_CACHE", str(tmp_path / "here"))
    cache = ThumbnailCache()
    cache.get(photo, 64)
    cache.close()
    assert list((tmp_path / "here").iterdir())


def test_a_damaged_cache_is_thrown_away_and_made_again(photo: Path, tmp_path: Path, made: list[Path]) -> None:
    folder = tmp_path / "cache"
    file = folder / "thumbnails-1.sqlite"
    for damage in (b"no database", b"SQLite format 3\0" + b"\xff" * 5000, b"\0" * 20_000):
        folder.mkdir(exist_ok=True)
        for left in folder.iterdir():
            left.unlink()
        file.write_bytes(damage)
        del made[:]
        cache = ThumbnailCache(folder)
        for _ in range(3):
            assert max(cache.get(photo, 160).shape) == 160
        cache.close()
        assert len(made) <= 2
    with sqlite3.connect(file) as base:
        base.execute("UPDATE thumbnail SET jpeg = zeroblob(3000)")
    base.close()
    del made[:]
    cache = ThumbnailCache(folder)
    assert far(cache.get(photo, 160), cache.get(photo, 160)) < 3 and len(made) == 1
    cache.close()


def test_every_byte_of_the_file_may_be_damaged(photo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    file = folder / "thumbnails-1.sqlite"
    cache = ThumbnailCache(folder)
    right = {side: cache.get(photo, side) for side in range(60, 80)}
    cache.close()
    whole = file.read_bytes()
    generator = np.random.default_rng(0)
    for _ in range(40):
        data = np.frombuffer(whole, np.uint8).copy()
        data[generator.integers(0, len(data), 200)] ^= generator.integers(1, 256, 200).astype(np.uint8)
        file.write_bytes(data.tobytes())
        cache = ThumbnailCache(folder)
        for side, pixels in right.items():
            assert far(cache.get(photo, side), pixels) < 3
        cache.close()
        for left in folder.iterdir():
            left.unlink()


def test_without_a_place_for_it_pictures_are_made_all_the_same(photo: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = ThumbnailCache(tmp_path / "file" / "cache")
    assert max(cache.get(photo, 160).shape) == 160
    cache.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux")
def test_a_full_disk_is_no_matter(photo: Path, tmp_path: Path, made: list[Path]) -> None:
    cache = ThumbnailCache(tmp_path / "cache")
    cache.get(photo, 160)
    assert cache._base
    cache._base.execute("PRAGMA max_page_count = 1")  # SQLite's own way to a full disk
    for side in range(50, 60):
        assert max(cache.get(photo, side).shape) == side
    cache.get(photo, 160)
    assert len(made) >= 5 and made.count(photo) == len(made) <= 11
    cache.close()


def test_the_oldest_go_when_it_is_full(photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(module.time, "time", lambda: now[0])
    limit = 1_000_000
    cache = ThumbnailCache(tmp_path / "cache", limit)
    favourite = module._key(photo, 300)
    cache.get(photo, 300)
    for side in range(301, 500):
        now[0] += 4000
        cache.get(photo, side)
        cache.get(photo, 300)
    assert cache._base
    kept = {row[0] for row in cache._base.execute("SELECT key FROM thumbnail")}
    assert favourite in kept and module._key(photo, 499) in kept and module._key(photo, 301) not in kept
    cache.close()
    assert sum(p.stat().st_size for p in (tmp_path / "cache").iterdir()) < 1.3 * limit


def test_threads_share_it(photo: Path, tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        sides = [32 + n % 25 for n in range(200)]
        assert [max(p.shape) for p in pool.map(lambda side: cache.get(photo, side), sides)] == sides
    cache.close()


def test_two_processes_share_it(photo: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from skinseg_desktop.imaging import ThumbnailCache\n"
        "cache = ThumbnailCache(Path(sys.argv[2]), 200_000)\n"
        "for n in range(300): assert max(cache.get(Path(sys.argv[1]), 32 + n % 60).shape) == 32 + n % 60\n"
    )
    command = [sys.executable, "-W", "error", "-c", code, str(photo), str(tmp_path / "cache")]
    children = [subprocess.Popen(command) for _ in range(2)]
    assert [child.wait(120) for child in children] == [0, 0]
    assert (tmp_path / "cache" / "thumbnails-1.sqlite").exists()

"""Rows I7, I8 and I9 of the table of faults: odd names, equal names, and what cannot be reached."""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop.core.errors import PhotoError
from skinseg_desktop.core.pairing import mask_name, pair
from skinseg_desktop.imaging import find_masks, find_photos, read_photo

Pixels = NDArray[np.uint8]


NAMES = [
    "two words.jpg",
    "Läsion größer.jpg",
    unicodedata.normalize("NFD", "décomposé.jpg"),
    "🔬 haut.jpg",
    "皮膚.jpg",
    "n" * 232 + ".jpg",
    "-rf.jpg",
    "100% %s %n.jpg",
    "new\nline.jpg",
    "UPPER.JPG",
    'quote".jpg',
    "back\\slash.jpg",
    "trailing .jpg",
    "=1+1.jpg",
]


def test_I7_odd_names_are_found_read_and_shown_in_one_line(jpeg: bytes, tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_bytes(jpeg)
    found = find_photos([tmp_path])
    assert sorted(p.path.name for p in found.photos) == sorted(NAMES) and not found.skipped
    for photo in found.photos:
        assert read_photo(photo.path).width
        photo.path.write_bytes(jpeg[:100])
        with pytest.raises(PhotoError) as caught:
            read_photo(photo.path)
        assert caught.value.what.isprintable()


def test_I7_names_that_are_no_text_are_found_and_shown(jpeg: bytes, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/latin-\xe4.jpg"
    try:
        with open(name, "wb") as file:  # noqa: PTH123
            file.write(jpeg[:50])
    except OSError:
        pytest.skip("this file system takes only names that are Unicode")
    (photo,) = find_photos([tmp_path]).photos
    with pytest.raises(PhotoError) as caught:
        read_photo(photo.path)
    caught.value.what.encode("utf-8")


def test_I7_pairs_are_found_across_normal_forms(jpeg: bytes, tmp_path: Path) -> None:
    photos, masks = tmp_path / "photos", tmp_path / "masks"
    photos.mkdir()
    masks.mkdir()
    for name in ("Läsion", "décomposé", "🔬 haut", "100%", "new\nline", "-rf"):
        (photos / (unicodedata.normalize("NFC", name) + ".jpg")).write_bytes(jpeg)
        (masks / (unicodedata.normalize("NFD", name) + "_segmentation.png")).write_bytes(jpeg)
    result = pair([p.name for p in find_photos([photos]).photos], find_masks(masks).names)
    assert len(result.pairs) == 6 and not (result.left_only or result.right_only or result.ambiguous)


def test_I8_photos_of_one_stem_keep_ids_and_outputs_apart(jpeg: bytes, tmp_path: Path) -> None:
    for name in ("a.jpg", "a.png", "sub1/a.jpg", "sub2/a.jpg", "A.JPG", "b.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(jpeg)
    found = find_photos([tmp_path], subfolders=True)
    assert len(found.photos) == sum(p.is_file() for p in tmp_path.rglob("*"))
    assert len({p.id for p in found.photos}) == len(found.photos)
    outputs = {(p.relative.parent / mask_name(p.id)).as_posix() for p in found.photos}
    assert len(outputs) == len(found.photos)
    assert [p.id for p in found.photos if p.path.name == "b.jpg"] == ["b"]


def test_I8_a_mask_that_would_fit_both_is_reported(jpeg: bytes, tmp_path: Path) -> None:
    for name in ("photos/a.jpg", "photos/a.png", "masks/a_segmentation.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(jpeg)
    photos = find_photos([tmp_path / "photos"]).photos
    result = pair([p.name for p in photos], find_masks(tmp_path / "masks").names)
    assert not result.pairs and result.ambiguous[0].left == (0, 1) and result.ambiguous[0].right == (0,)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Run as nobody where the tests run as root, who may read anything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that any user may enter (pytest's own are for their owner alone)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    for path in folder.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of this kind are POSIX")
def test_I9_without_permission_the_rest_goes_on(jpeg: bytes, open_folder: Path) -> None:
    for name in ("good.jpg", "secret.jpg", "closed/inside.jpg", "open/more.jpg"):
        (open_folder / name).parent.mkdir(exist_ok=True)
        (open_folder / name).write_bytes(jpeg)
    (open_folder / "closed/z.jpg").write_bytes(jpeg)
    read_photo(open_folder / "good.jpg")  # whatever reading imports is imported before rights are given up
    (open_folder / "secret.jpg").chmod(0)
    (open_folder / "closed").chmod(0)
    with unprivileged():
        found = find_photos([open_folder], subfolders=True)
        assert [p.id for p in found.photos] == ["good", "more", "secret"]
        assert [s.name for s in found.skipped] == ["closed"] and "permission denied" in found.skipped[0].reason
        assert read_photo(found.photos[0].path).width
        with pytest.raises(PhotoError, match=r"secret\.jpg .*permission denied") as caught:
            read_photo(found.photos[2].path)
        assert caught.value.hint


def test_I9_dangling_links_and_loops_are_listed(jpeg: bytes, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "good.jpg").write_bytes(jpeg)
    try:
        (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    except OSError:
        pytest.skip("this system lets this user make no links")
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    (tmp_path / "sub/up").symlink_to(tmp_path)
    (tmp_path / "sub/self").symlink_to(tmp_path / "sub")
    (tmp_path / "linked.jpg").symlink_to(tmp_path / "good.jpg")
    found = find_photos([tmp_path], subfolders=True)
    assert [p.id for p in found.photos] == ["good", "linked"]
    assert {s.name for s in found.skipped} == {"gone.jpg", "loop.jpg", "sub/self", "sub/up"}
    assert all(s.reason for s in found.skipped)
    assert [s.name for s in find_photos([tmp_path / "gone.jpg"]).skipped] == ["gone.jpg"]


def test_I9_a_folder_removed_after_listing(jpeg: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(jpeg)
    (photo,) = find_photos([folder]).photos
    shutil.move(folder, tmp_path / "unplugged")
    with pytest.raises(PhotoError, match=r"a\.jpg .*no such file"):
        read_photo(photo.path)
    with pytest.raises(PhotoError, match="does not exist"):
        find_photos([folder])
    shutil.move(tmp_path / "unplugged", folder)
    assert read_photo(photo.path).width


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_I9_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert [s.name for s in find_photos([tmp_path]).skipped] == ["pipe.jpg"]
    for path in (tmp_path / "pipe.jpg", tmp_path):
        with pytest.raises(PhotoError, match="not a file"):
            read_photo(path)

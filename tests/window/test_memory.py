"""Which open photos stay in memory, and which are read anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from skinseg_desktop.imaging import PhotoFile, find_photos
from skinseg_desktop.review.opened import OpenPhoto
from skinseg_desktop.review.opening import open_photo
from skinseg_desktop.store import Project
from skinseg_desktop.window import memory
from skinseg_desktop.window.memory import Memory
from tests.acceptance.hand import copy_photos

Opener = Callable[[int], OpenPhoto]


@pytest.fixture
def files(data_dir: Path, tmp_path: Path) -> tuple[PhotoFile, ...]:
    return find_photos([copy_photos(data_dir, tmp_path / "photos")]).photos


@pytest.fixture
def kept(files: tuple[PhotoFile, ...]) -> tuple[Memory, list[OpenPhoto]]:
    """Three photos, in memory in their order."""
    found = Memory()
    with Project.open(files[0].path.parent) as project:
        photos = [open_photo(project, file, None) for file in files[:3]]
    for opened in photos:
        found.keep(opened)
    return found, photos


def test_the_longest_unused_goes_first_and_never_the_one_on_screen(
    kept: tuple[Memory, list[OpenPhoto]], monkeypatch: pytest.MonkeyPatch
) -> None:
    found, (first, second, third) = kept
    monkeypatch.setattr(memory, "KEPT_BYTES", 1)
    found.shrink(shown=first)
    assert list(found) == [first, third]
    found.keep(second)
    found.use(first)
    found.shrink(shown=None)
    assert list(found) == [second, first]


def test_a_doubted_photo_is_outdated_until_it_was_let_go(
    kept: tuple[Memory, list[OpenPhoto]], monkeypatch: pytest.MonkeyPatch
) -> None:
    found, (first, second, third) = kept
    found.doubt(first.file.relative.as_posix())
    found.doubt("nobody.jpg")
    assert [found.outdated(opened.file) for opened in (first, second, third)] == [True, False, False]
    monkeypatch.setattr(memory, "KEPT_BYTES", 1)
    found.shrink(shown=None)
    found.keep(first)
    assert not found.outdated(first.file)
    found.doubt()
    found.drop(second.file)
    found.keep(second)
    assert found.outdated(first.file) and not found.outdated(second.file)


def test_another_file_under_the_same_name_is_noticed(kept: tuple[Memory, list[OpenPhoto]]) -> None:
    found, (first, second, _) = kept
    other = first.file.path.with_suffix(".new")
    other.write_bytes(second.file.path.read_bytes())
    other.replace(first.file.path)
    assert found.outdated(first.file) and not found.outdated(second.file)
    # What is gone from the disk is shown as it is in memory.
    second.file.path.unlink()
    assert not found.outdated(second.file)


def test_of_two_open_photos_of_one_path_the_first_counts(
    kept: tuple[Memory, list[OpenPhoto]], files: tuple[PhotoFile, ...]
) -> None:
    found, (first, _, _) = kept
    with Project.open(files[0].path.parent) as project:
        again = open_photo(project, files[0], None)
    assert found.add(again) is first and found.get(files[0]) is first

"""The project in the user's data, where it went while the one beside the photos could not be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop.core.edit import Rect, difference, pack
from skinseg_desktop.store import Project, aside, opening
from skinseg_desktop.store.changes import Based, Edited, Origin, PhotoKey, Reviewed, Stored
from skinseg_desktop.store.lock import LOCK_FILE, try_lock
from skinseg_desktop.store.place import Place
from skinseg_desktop.store.schema import PROJECT_FILE

EMPTY = np.zeros((60, 90), np.uint8)


def key(name: str) -> PhotoKey:
    return PhotoKey(f"{name}.jpg", name * 64)


def draw(project: Project, name: str, size: int = 9) -> None:
    after = EMPTY.copy()
    after[:size, :size] = 1
    patch = difference(EMPTY, after, Rect(0, 0, 90, 60))
    assert patch is not None
    based = Based(key(name), Stored(90, 60, pack(EMPTY), 0, Origin("empty")))
    project.commit([based, Edited(key(name), 1, "brush", patch, size * size, size * size)])


def done(project: Project) -> dict[str, tuple[str, int | None]]:
    return {record.key.relative: (record.status, record.area) for record in project.records().values()}


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


Open = Callable[..., Project]


@pytest.fixture
def opened(photos: Path) -> Open:
    def make(path: Path = photos, *, write: bool = True, create: bool = True) -> Project:
        return Project.open(path, data_dir=photos.parent / "data", write=write, create=create)

    return make


@pytest.fixture
def apart(photos: Path, opened: Open) -> tuple[Place, Place]:
    """One stroke beside the photos; then these cannot be written, and more is done in the user's data."""
    with opened() as project:
        draw(project, "a")
        beside = Place(project.place, photos)
    elsewhere = opening._elsewhere(beside, photos.parent / "data", [])
    assert elsewhere is not None
    with opened(elsewhere.folder / PROJECT_FILE) as project:
        assert project.place == elsewhere.folder
        draw(project, "b", 12)
        project.commit([Reviewed(key("b"), "accepted")])
    return beside, elsewhere


ALL = {"a.jpg": ("edited", 81), "b.jpg": ("accepted", 144)}


def test_the_work_comes_back_as_soon_as_it_can(apart: tuple[Place, Place], opened: Open) -> None:
    beside, elsewhere = apart
    with opened(write=False, create=False) as read:
        assert done(read) == ALL and read.place == elsewhere.folder
    for n in range(3):
        with opened() as project:
            assert project.place == beside.folder and done(project) == ALL
            assert bool([note for note in project.notes if "is here again" in note]) == (n == 0)
            # One rule for who reads and who writes.
            with opened(write=False, create=False) as read:
                assert read.place == beside.folder and done(read) == ALL
    assert [path.name for path in beside.folder.glob("before-*.sqlite")] == ["before-1.sqlite"]
    assert [path.name for path in elsewhere.folder.glob("*.sqlite")] == ["came-back-1.sqlite"]
    # What was kept is whole, and the next time begins with a copy again.
    kept = beside.folder.parent / "kept"
    kept.mkdir()
    (beside.folder / "before-1.sqlite").rename(kept / PROJECT_FILE)
    with opened(kept / PROJECT_FILE, write=False, create=False) as read:
        assert done(read) == {"a.jpg": ("edited", 81)}
    again = opening._elsewhere(beside, beside.folder.parent / "data", [])
    assert again is not None
    with opened(again.folder / PROJECT_FILE, write=False, create=False) as read:
        assert done(read) == ALL


def test_two_that_went_apart_are_not_mixed_and_that_is_said_every_time(
    apart: tuple[Place, Place], opened: Open
) -> None:
    beside, elsewhere = apart
    with opened(beside.folder / PROJECT_FILE) as project:  # whoever names one means that one
        draw(project, "c")
        assert not [note for note in project.notes if str(elsewhere.folder) in note]
    for write in (True, True, False):
        with opened(write=write, create=False) as project:
            assert project.place == beside.folder and set(done(project)) == {"a.jpg", "c.jpg"}
            said = [note for note in project.notes if str(elsewhere.folder) in note]
            assert len(said) == 1 and "--over-work" in said[0]
    # It is over when the other has nothing that this one lacks.
    with opened() as project:
        draw(project, "b", 12)
        project.commit([Reviewed(key("b"), "accepted")])
    with opened() as project:
        assert not [note for note in project.notes if str(elsewhere.folder) in note]
    # Where this one cannot be written and the other is taken in its place, the same is said of this one.
    notes: list[str] = []
    assert opening._elsewhere(beside, beside.folder.parent / "data", notes) == elsewhere
    assert "work that is not here" in notes[0] and str(beside.folder) in notes[0]


def test_a_damaged_one_is_recovered_and_not_put_aside(apart: tuple[Place, Place], opened: Open) -> None:
    beside, elsewhere = apart
    with sqlite3.connect(beside.file) as base:
        (page,) = base.execute("SELECT rootpage FROM sqlite_schema WHERE name='photo'").fetchone()
    base.close()
    with beside.file.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    assert not aside.goes_on(elsewhere, beside)
    with opened() as project:
        said = " ".join(project.notes)
        assert project.place == beside.folder and "is here again" not in said and str(elsewhere.folder) in said, said
    assert not list(beside.folder.glob("before-*.sqlite")) and elsewhere.file.is_file()


def test_what_is_at_work_or_damaged_does_not_come_back(apart: tuple[Place, Place], opened: Open) -> None:
    beside, elsewhere = apart
    lock = try_lock(elsewhere.folder / LOCK_FILE)
    assert lock is not None and not aside.bring_back(elsewhere, beside)
    lock.release()
    whole = elsewhere.file.read_bytes()
    elsewhere.file.write_bytes(whole[:5000] + bytes(len(whole) - 5000))
    before = beside.file.read_bytes()
    assert not aside.bring_back(elsewhere, beside)
    assert beside.file.read_bytes() == before and not list(beside.folder.glob(".*.coming"))
    elsewhere.file.write_bytes(whole)
    assert aside.bring_back(elsewhere, beside)
    with opened() as project:
        assert done(project) == ALL

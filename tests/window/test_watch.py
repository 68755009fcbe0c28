"""Photos that come and go while a folder is open, and row I9: a folder that goes away and comes back."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from skinseg_desktop.imaging import Found, find_photos
from skinseg_desktop.imaging import folder as listing
from skinseg_desktop.window.gallery import watch as module
from skinseg_desktop.window.gallery.watch import FolderWatch
from skinseg_desktop.window.jobs import Jobs, Lane


def wait(until: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it did not come"
        QCoreApplication.processEvents()
        time.sleep(0.001)


class Watched:
    """A folder with two photos, what was told of it, and how often it was listed."""

    def __init__(self, jobs: Jobs, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        for name in ("a.jpg", "b.jpg"):
            self.add(name)
        self.changes: list[list[str]] = []
        self.gone: list[str] = []
        self.back = 0
        self.listed: list[bool] = []
        self.watch = FolderWatch(jobs)
        self.watch.changed.connect(lambda found: self.changes.append([p.name.path for p in found.photos]))
        self.watch.gone.connect(self.gone.append)
        self.watch.back.connect(self._is_back)

        def counted(sources: list[Path], *, subfolders: bool) -> Found:
            found = find_photos(sources, subfolders=subfolders)
            self.listed.append(threading.current_thread() is threading.main_thread())
            return found

        monkeypatch.setattr(listing, "find_photos", counted)

    def _is_back(self) -> None:
        self.back += 1

    def add(self, name: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(b"watching opens no file")

    def begin(self, *sources: Path, subfolders: bool = False) -> None:
        places = sources or (self.folder,)
        self.watch.watch(places, subfolders, find_photos(places, subfolders=subfolders))
        wait(lambda: self.watch._watcher.directories())


@pytest.fixture
def watched(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    for name, milliseconds in (("_TOLD", 20), ("_SETTLING", 60), ("_AWAY", 40)):
        monkeypatch.setattr(module, name, milliseconds)
    jobs = Jobs()
    watched = Watched(jobs, tmp_path / "drive" / "photos", monkeypatch)
    yield watched
    watched.watch.stop()
    assert jobs.close(5)
    assert not any(watched.listed), "the folder was listed on the window's thread"


@pytest.fixture
def untold(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system tells nothing, as on a network drive; the folder is listed often instead."""
    monkeypatch.setattr(module, "_UNTOLD", 40)
    monkeypatch.setattr(FolderWatch, "_told", lambda *_: None)


def test_photos_that_come_and_go_are_told(watched: Watched) -> None:
    watched.begin()
    watched.add("c.jpg")
    wait(lambda: watched.changes)
    (watched.folder / "a.jpg").unlink()
    wait(lambda: watched.changes[-1] == ["b.jpg", "c.jpg"])
    assert ["a.jpg", "b.jpg", "c.jpg"] in watched.changes


def test_without_the_systems_help_they_are_told_later(watched: Watched, untold: None) -> None:
    watched.begin()
    watched.add("c.jpg")
    wait(lambda: watched.changes == [["a.jpg", "b.jpg", "c.jpg"]])


def test_other_files_are_listed_and_not_told(watched: Watched) -> None:
    watched.begin()
    watched.add("notes.txt")
    wait(lambda: watched.listed)
    watched.add("c.jpg")
    wait(lambda: watched.changes)
    assert watched.changes == [["a.jpg", "b.jpg", "c.jpg"]]


def test_a_burst_of_changes_is_few_listings(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TOLD", 200)
    watched.begin()
    for n in range(100):
        watched.add(f"n{n}.jpg")
        QCoreApplication.processEvents()
    wait(lambda: watched.changes and len(watched.changes[-1]) == 102)
    assert len(watched.listed) <= 4


def test_sub_folders_are_watched_when_they_are_shown(watched: Watched) -> None:
    for n in range(100):
        watched.add(f"sub{n:03}/x.jpg")
    watched.begin(subfolders=True)
    assert watched.watch.subfolders and len(watched.watch._watcher.directories()) == 64
    watched.add("sub005/y.jpg")
    wait(lambda: watched.changes)
    assert "sub005/y.jpg" in watched.changes[-1]


def test_single_photos_keep_their_names_when_one_goes(watched: Watched) -> None:
    watched.add("deep/c.jpg")
    watched.begin(watched.folder / "a.jpg", watched.folder / "deep" / "c.jpg")
    (watched.folder / "a.jpg").unlink()
    wait(lambda: watched.changes == [["deep/c.jpg"]])
    watched.add("a.jpg")
    wait(lambda: watched.changes[1:] == [["a.jpg", "deep/c.jpg"]])
    assert not watched.gone


def test_I9_a_folder_that_goes_is_said_once_and_comes_back(watched: Watched, untold: None) -> None:
    watched.begin()
    drive = watched.folder.parent
    for turn in (1, 2):
        drive.rename(drive.with_name("unplugged"))
        wait(lambda: len(watched.gone) == turn)  # noqa: B023
        assert watched.back == turn - 1
        looks = _looks(watched)
        wait(lambda: looks() >= 3)  # noqa: B023
        drive.with_name("unplugged").rename(drive)
        wait(lambda: watched.back == turn)  # noqa: B023
        assert len(watched.gone) == turn
    assert not watched.changes, "the photos are the same as before"
    assert "photos" in watched.gone[0] and watched.gone[0].endswith(".")
    watched.add("c.jpg")
    wait(lambda: watched.changes == [["a.jpg", "b.jpg", "c.jpg"]])


def _looks(watched: Watched) -> Callable[[], int]:
    """Counts how often it was looked for the folder from now on."""
    jobs: list[object] = []

    def count() -> int:
        if watched.watch._job not in jobs:
            jobs.append(watched.watch._job)
        return len(jobs)

    return count


def test_I9_what_came_back_with_other_photos_is_told(watched: Watched) -> None:
    watched.begin()
    shutil.rmtree(watched.folder)
    wait(lambda: watched.gone)
    watched.add("z.jpg")
    wait(lambda: watched.changes and watched.changes[-1] == ["z.jpg"])
    assert watched.back == 1 and len(watched.gone) == 1


def test_nothing_is_told_after_the_end_and_of_another_folder(watched: Watched, tmp_path: Path, untold: None) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "o.jpg").write_bytes(b"watching opens no file")
    watched.begin()
    watched.begin(other)
    watched.add("c.jpg")
    (other / "p.jpg").write_bytes(b"watching opens no file")
    wait(lambda: watched.changes)
    assert watched.changes == [["o.jpg", "p.jpg"]]
    watched.watch.stop()
    (other / "q.jpg").write_bytes(b"watching opens no file")
    assert not (watched.watch._soon.isActive() or watched.watch._late.isActive())
    assert not watched.watch._watcher.directories() and len(watched.changes) == 1


def test_a_folder_that_is_renamed_is_told_by_the_system(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    watched.begin()
    for turn in (1, 2):
        away = watched.folder.rename(watched.folder.with_name("renamed"))
        wait(lambda: len(watched.gone) == turn, 5)  # noqa: B023
        assert str(watched.folder) in watched.gone[-1] and "is not there any more" in watched.gone[-1]
        away.rename(watched.folder)
        wait(lambda: watched.back == turn)  # noqa: B023
        wait(lambda: watched.watch._watcher.directories())
    assert not watched.changes and len(watched.gone) == 2


def test_what_happens_beside_the_folder_lists_nothing(watched: Watched) -> None:
    watched.begin()
    for number in range(20):
        (watched.folder.parent / f"other{number}").mkdir()
        wait(lambda: not watched.watch._jobs.busy(Lane.AHEAD))
    time.sleep(0.1)
    QCoreApplication.processEvents()
    assert not watched.listed
    watched.add("c.jpg")
    wait(lambda: watched.changes == [["a.jpg", "b.jpg", "c.jpg"]])


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of this kind are POSIX")
def test_what_else_is_in_the_way_is_said(watched: Watched, monkeypatch: pytest.MonkeyPatch, untold: None) -> None:
    def refused(_: object) -> None:
        raise PermissionError(13, "Permission denied", str(watched.folder))

    watched.begin()
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refused)
        wait(lambda: watched.gone)
    assert watched.gone == [f"{watched.folder} cannot be reached: permission denied."]
    wait(lambda: watched.back == 1)

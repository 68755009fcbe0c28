"""A project whose file is deleted or replaced while it is open goes on in a new file with all that was in it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.edit import Mask, Rect, difference, pack
from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.store import Project, anew, current_mask, journal, opening, volume
from skinseg_desktop.store.changes import Based, Change, Edited, Flagged, Origin, PhotoKey, Stored, Worked
from skinseg_desktop.store.recovery import MADE_ANEW
from skinseg_desktop.store.schema import PROJECT_FILE

pytestmark = pytest.mark.skipif(
    not hasattr(os, "O_PATH"), reason="whether an open file was deleted is only known on Linux"
)

KEY = PhotoKey("a.jpg", "a" * 64)
EMPTY = np.zeros((60, 90), np.uint8)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


def opened(photos: Path) -> Project:
    return Project.open(photos, data_dir=photos.parent / "data")


class Painter:
    """Strokes on one photo, and what they come to."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.mask: Mask = EMPTY.copy()
        self.count = 0
        project.commit([Based(KEY, Stored(90, 60, pack(EMPTY), 0, Origin("empty")))])

    def stroke(self) -> None:
        self.count += 1
        after = self.mask.copy()
        cv2.circle(after, (8 * self.count, 30), 5, 1, -1)
        patch = difference(self.mask, after, Rect(0, 0, 90, 60))
        assert patch is not None
        self.mask = after
        self.project.commit([Edited(KEY, self.count, "brush", patch, int(after.sum()), 1), Worked(KEY, 1.0)])

    def must_be_in(self, project: Project) -> None:
        work, record = project.work(KEY), project.record(KEY)
        assert work is not None and len(work.edits) == work.cursor == self.count
        assert record is not None and record.seconds == float(self.count), "each once"
        np.testing.assert_array_equal(current_mask(project, KEY), self.mask)


def _deleted(place: Path) -> None:
    shutil.rmtree(place)


def _file_deleted(place: Path) -> None:
    (place / "project.sqlite").unlink()


def _empty_file(place: Path) -> None:
    (place / "project.sqlite").unlink()
    (place / "project.sqlite").touch()


def _replaced(place: Path) -> None:
    (place / "new").write_bytes((place / "project.sqlite").read_bytes())
    (place / "new").replace(place / "project.sqlite")


def _empty_folder(place: Path) -> None:
    shutil.rmtree(place)
    place.mkdir()


def _folder_for_the_file(place: Path) -> None:
    shutil.rmtree(place)
    (place / "project.sqlite").mkdir(parents=True)


def _restored(place: Path) -> None:
    shutil.copytree(place, place.with_name("kept"))
    shutil.rmtree(place)
    place.with_name("kept").rename(place)


WAYS = [_deleted, _file_deleted, _empty_file, _replaced, _empty_folder, _folder_for_the_file, _restored]


@pytest.mark.parametrize("log", [True, False], ids=["log", "journal"])
@pytest.mark.parametrize("lose", WAYS)
def test_the_next_change_makes_it_anew_with_all_that_was_in_it(
    photos: Path, lose: Callable[[Path], None], log: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not log:
        for module in (opening, anew):
            monkeypatch.setattr(module, "is_local", lambda _: False)
        monkeypatch.setattr(volume, "is_local", lambda _: False)
    with opened(photos) as project:
        painter = Painter(project)
        for _ in range(2):
            painter.stroke()
        place, identity = project.place, project.id
        lose(place)
        painter.stroke()
        painter.must_be_in(project)
        assert (project.place, project.id, project.read_only) == (place, identity, False)
        assert len(project.notes) == 1 and "made anew" in project.notes[0] and str(place) in project.notes[0]
        assert project.beat(), "it is still this program's"
        painter.stroke()
        with opened(photos) as other:
            assert other.read_only and other.holder is not None and other.holder.pid == os.getpid()
        left = sorted(path.name for path in place.iterdir() if "tmp" in path.name)
        assert left == []
    with opened(photos) as again:
        painter.must_be_in(again)
        assert not again.read_only and again.notes == ()
    with opened(photos) as again:
        assert again.id == identity


@pytest.mark.parametrize("log", [True, False], ids=["log", "journal"])
@pytest.mark.parametrize("lost_before", [False, True])
def test_one_that_was_moved_can_be_read_and_is_made_anew_when_it_is_deleted_there(
    photos: Path, log: bool, lost_before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not log:
        for module in (opening, anew):
            monkeypatch.setattr(module, "is_local", lambda _: False)
        monkeypatch.setattr(volume, "is_local", lambda _: False)
    with opened(photos) as project:
        painter = Painter(project)
        painter.stroke()
        if lost_before:
            shutil.rmtree(project.place)
            project.keep()
        moved = project.place.with_name("moved")
        project.place.rename(moved)
        painter.must_be_in(project)
        with pytest.raises(OutputError, match="was moved to"):
            project.commit([Flagged(KEY, True)])
        with pytest.raises(OutputError, match="was moved to"):
            project.keep()
        painter.must_be_in(project)
        shutil.rmtree(moved)
        painter.must_be_in(project)
        project.keep()
        painter.stroke()
        painter.must_be_in(project)
    with opened(photos) as again:
        painter.must_be_in(again)


def test_what_lay_in_its_place_is_kept(photos: Path) -> None:
    with opened(photos) as project:
        painter = Painter(project)
        (project.place / "project.sqlite").unlink()
        (project.place / "project.sqlite").write_bytes(b"somebody's")
        painter.stroke()
        assert project.notes[0].endswith("is kept as project.other-1.sqlite.")
        assert (project.place / "project.other-1.sqlite").read_bytes() == b"somebody's"


KILLED = """
import os, shutil, signal, sys, pathlib
sys.path.insert(0, sys.argv[2])
from tests.store.test_anew import Painter, opened
project = opened(pathlib.Path(sys.argv[1]))
painter = Painter(project)
painter.stroke()
shutil.rmtree(project.place)
painter.stroke()
painter.stroke()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_is_on_the_disk_when_the_program_is_killed(photos: Path) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED, photos, root], cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    with opened(photos) as project:
        work = project.work(KEY)
        assert work is not None and len(work.edits) == work.cursor == 3


def test_lost_in_the_middle_of_a_commit_it_is_written_once(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(photos) as project:
        painter = Painter(project)
        write = project._write

        def losing(changes: Sequence[Change]) -> None:
            monkeypatch.setattr(project, "_write", write)
            with project._changing() as connection:
                journal.write(connection, changes)
                shutil.rmtree(project.place)

        monkeypatch.setattr(project, "_write", losing)
        painter.stroke()
        painter.must_be_in(project)


def test_reading_goes_on_while_the_file_is_lost(photos: Path) -> None:
    with opened(photos) as project:
        painter = Painter(project)
        painter.stroke()
        painter.must_be_in(project)
        shutil.rmtree(project.place)
        painter.must_be_in(project)
        painter.stroke()
        painter.must_be_in(project)


def test_lost_before_anything_was_read_it_is_not_lost_by_reading(photos: Path) -> None:
    with opened(photos) as project:
        painter = Painter(project)
        painter.stroke()
        shutil.rmtree(project.place)
        painter.must_be_in(project)
        painter.stroke()
        painter.must_be_in(project)


def test_where_its_place_cannot_be_written_it_goes_on_in_the_users_data() -> None:
    with tempfile.TemporaryDirectory() as name, _another_user(Path(name)):
        share, data = Path(name, "share"), Path(name, "data")
        photos = share / "photos"
        photos.mkdir(parents=True)
        with Project.open(photos, data_dir=data) as project:
            painter = Painter(project)
            painter.stroke()
            before = project.place
            shutil.rmtree(before)
            share.chmod(0o555)
            painter.stroke()
            assert project.place.parent == data / "projects"
            assert str(before) in project.notes[0] and str(project.place) in project.notes[0]
            painter.stroke()
        with Project.open(photos, data_dir=data) as again:
            painter.must_be_in(again)
            assert not again.read_only
        share.chmod(0o755)


def test_with_its_photos_deleted_too_it_goes_on_in_the_users_data(tmp_path: Path) -> None:
    photos = tmp_path / "study" / "photos"
    photos.mkdir(parents=True)
    with Project.open(photos, data_dir=tmp_path / "data") as project:
        painter = Painter(project)
        shutil.rmtree(tmp_path / "study")
        painter.stroke()
        assert project.place.parent == tmp_path / "data" / "projects"
        assert not (tmp_path / "study").exists()


def test_another_programs_project_in_its_place_is_left_alone(photos: Path) -> None:
    with opened(photos) as project:
        painter = Painter(project)
        place = project.place
        shutil.rmtree(place)
        with opened(photos) as other:
            painter.stroke()
            assert project.place.parent == photos.parent / "data" / "projects"
            painter.must_be_in(project)
            assert other.beat() and other.record(KEY) is None
            other.commit([Worked(KEY, 1.0)])
        assert not [path for path in place.iterdir() if "other" in path.name or "tmp" in path.name]
        aside = project.place
        painter.stroke()
    # Nobody drew or judged in the other one, so nothing of it is lost.
    with opened(photos) as again:
        assert again.place == place and any(str(aside) in note for note in again.notes)
        painter.must_be_in(again)


def test_where_nothing_can_be_written_it_is_said_and_tried_again(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(photos) as project:
        painter = Painter(project)
        painter.stroke()
        shutil.rmtree(project.place)
        with monkeypatch.context() as patch:
            patch.setattr(anew, "can_hold", lambda _: False)
            for _ in range(2):
                with pytest.raises(OutputError, match="is gone"):
                    project.commit([Worked(KEY, 0.0)])
            assert project.notes == () and not project.place.exists()
        painter.stroke()
        painter.must_be_in(project)


def test_what_fails_half_way_leaves_nothing_behind(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OutputError("The disk is full.")

    with opened(photos) as project:
        painter = Painter(project)
        shutil.rmtree(project.place)
        with monkeypatch.context() as patch:
            patch.setattr(anew, "sign", full)
            with pytest.raises(OutputError, match="is gone"):
                project.commit([Worked(KEY, 0.0)])
            assert not project.place.exists()
        painter.stroke()
        painter.must_be_in(project)


def test_one_that_was_only_moved_is_waited_for_and_says_where_it_is(photos: Path) -> None:
    with opened(photos) as project:
        painter = Painter(project)
        away = project.place.rename(photos.parent / "trash")
        with pytest.raises(OutputError, match=f"is gone: it was moved to {away}"):
            project.commit([Worked(KEY, 0.0)])
        shutil.rmtree(away)
        painter.stroke()
        painter.must_be_in(project)


class _another_user:
    """Root may do anything: for the block, be somebody else who owns a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, os.geteuid() == 0

    def __enter__(self) -> None:
        if self.root:
            os.chown(self.folder, 65534, 65534)
            os.seteuid(65534)

    def __exit__(self, *_: object) -> None:
        if self.root:
            os.seteuid(0)


def test_one_that_was_made_anew_and_not_put_in_place_before_a_kill_is_found(photos: Path) -> None:
    with opened(photos) as project:
        painter = Painter(project)
        painter.stroke()
        place = project.place
    (place / PROJECT_FILE).rename(place / MADE_ANEW)
    with opened(photos) as again:
        painter.must_be_in(again)
    assert not (place / MADE_ANEW).exists()


def test_one_that_was_deleted_and_is_closed_without_a_change_is_kept(photos: Path) -> None:
    with opened(photos) as project:
        painter = Painter(project)
        painter.stroke()
        shutil.rmtree(project.place)
    with opened(photos) as again:
        painter.must_be_in(again)

"""The open folder on a drive that does not answer; its long work, one job at a time, and the lock of an import."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.imaging import find_photos
from skinseg_desktop.review import opening
from skinseg_desktop.window.jobs import Jobs, Lane
from skinseg_desktop.window.longwork import LongWork
from tests.acceptance.hand import Hand, copy_photos

FIRST = "ISIC_0000012"
Wait = Callable[..., None]


class Drive:
    """A drive that does not answer until it is there."""

    def __init__(self) -> None:
        self.asked, self.there = threading.Event(), threading.Event()

    def wait(self) -> None:
        self.asked.set()
        assert self.there.wait(60)


@pytest.fixture
def drive() -> Iterator[Drive]:
    drive = Drive()
    yield drive
    drive.there.set()


@pytest.fixture
def away(data_dir: Path, tmp_path: Path) -> Path:
    return copy_photos(data_dir, tmp_path / "away" / "photos", 4)


@pytest.fixture
def others(data_dir: Path, tmp_path: Path) -> Path:
    """Photos of the same names, elsewhere."""
    return copy_photos(data_dir, tmp_path / "here" / "photos", 4)


def impatient(window: Any) -> Any:
    """Have its lanes wait for no job that takes longer than a tenth of a second."""
    for lane in (Lane.VIEW, Lane.AHEAD):
        window.jobs._crews[lane].patience = 0.1
    return window


def test_another_folder_is_opened_and_shown_while_a_photo_cannot_be_read(
    window_factory: Callable[..., Any],
    away: Path,
    others: Path,
    drive: Drive,
    wait: Wait,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_photo = opening.open_photo
    answers: list[Path] = []

    def slow(project: Any, file: Any, *rest: Any, **how: Any) -> Any:
        if not file.path.is_relative_to(away):
            return open_photo(project, file, *rest, **how)
        drive.wait()
        answers.append(file.path)
        return open_photo(project, file, *rest, **how)

    monkeypatch.setattr(opening, "open_photo", slow)
    window = impatient(window_factory(away))
    hand = Hand(window)
    wait(drive.asked.is_set)
    window.open([others])
    hand.wait_for_photo(FIRST)
    assert window.folder.project.photos_folder == others
    # The model is opened, and neighbours are read, beside those of the other folder that hang as well.
    hand.wait_for_prediction()
    wait(lambda: len(window.session._memory.names) > 1)
    drive.there.set()
    wait(lambda: answers and not window.jobs.busy())
    assert window.session.open.file.path.parent == others
    for row in range(4):
        known = window.session.known(window.folder.rows.row(row).relative)
        assert known is None or known.file.path.parent == others


def test_a_photo_that_is_read_too_late_is_not_taken_for_one_of_the_other_folder(
    window_factory: Callable[..., Any],
    away: Path,
    others: Path,
    drive: Drive,
    wait: Wait,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_photo = opening.open_photo

    def slow(project: Any, file: Any, *rest: Any, **how: Any) -> Any:
        opened = open_photo(project, file, *rest, **how)
        drive.wait()
        return opened

    monkeypatch.setattr(opening, "open_photo", slow)
    window = impatient(window_factory(away))
    wait(drive.asked.is_set)
    monkeypatch.setattr(window.gallery, "shown_indices", list)  # as a filter does that fits no photo
    window.open([others])
    wait(lambda: window.folder.project.photos_folder == others)
    drive.there.set()
    wait(lambda: not window.jobs.busy())
    assert window.session.open is None and window.session.known(f"{FIRST}.jpg") is None


def test_another_folder_is_opened_while_one_cannot_be_listed(
    window_factory: Callable[..., Any],
    away: Path,
    others: Path,
    drive: Drive,
    wait: Wait,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(places: Any, **how: Any) -> Any:
        if away in places:
            drive.wait()
        return find_photos(places, **how)

    monkeypatch.setattr("skinseg_desktop.imaging.find_photos", slow)
    window = impatient(window_factory(away))
    hand = Hand(window)
    wait(drive.asked.is_set)
    window.open([others])
    hand.wait_for_photo(FIRST)
    drive.there.set()
    wait(lambda: not window.jobs.busy())
    assert window.folder.project.photos_folder == others
    assert not list(away.parent.glob("photos-skinseg*")), "who was overtaken took the project all the same"


CLOSED = """
import sys, threading, time
from PySide6.QtCore import QTimer
from skinseg_desktop.review import opening
from skinseg_desktop.window import app as application

asked = threading.Event()
def hangs(*_, **__):
    asked.set()
    threading.Event().wait()
opening.open_photo = hangs

app, window = application.create(["skinseg-desktop", sys.argv[1]])
window.show()
while not asked.is_set():
    app.processEvents()
begun = time.monotonic()
QTimer.singleShot(0, window.close)
code = app.exec()
print(time.monotonic() - begun)
sys.exit(code)
"""


@pytest.mark.slow
def test_closing_waits_for_no_drive(away: Path, own_folders: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", CLOSED, str(away)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert child.returncode == 0, child.stderr
    assert float(child.stdout) < 3


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close(5)


def test_a_job_that_may_never_end_does_not_keep_the_person_waiting(jobs: Jobs, wait: Wait) -> None:
    jobs._crews[Lane.VIEW].patience = 0.05
    gate = threading.Event()
    told: list[int] = []
    try:
        for _ in range(3):  # more than one, and all of them asked for before the first is passed over
            jobs.run(Lane.VIEW, gate.wait)
        for n in range(3):
            jobs.run(Lane.VIEW, lambda n=n: n, told.append)  # type: ignore[misc]
        wait(lambda: len(told) == 3)
        assert told == [0, 1, 2] and jobs.busy(Lane.VIEW)
    finally:
        gate.set()
    wait(lambda: not jobs.busy())


def test_what_ends_soon_is_done_one_after_the_other(jobs: Jobs) -> None:
    gate, both = threading.Event(), threading.Event()
    jobs.run(Lane.VIEW, gate.wait)
    jobs.run(Lane.VIEW, both.set)
    assert not both.wait(0.2)
    gate.set()
    assert both.wait(10)


def test_no_commit_passes_another_however_long_it_takes(jobs: Jobs) -> None:
    gate, second = threading.Event(), threading.Event()
    assert Lane.SAVE.value.patience is None
    jobs.run(Lane.SAVE, gate.wait)
    jobs.run(Lane.SAVE, second.set)
    assert not second.wait(0.3)
    gate.set()
    assert second.wait(10)


@pytest.fixture
def work(jobs: Jobs) -> LongWork:
    return LongWork(jobs)


def steps(until: threading.Event, begun: threading.Event) -> Callable[[], Work[str]]:
    """Work whose one step ends when it may."""

    def generate() -> Work[str]:
        begun.set()
        assert until.wait(10)
        yield Progress(1, 1)
        return "whole"

    return generate


def test_one_job_at_a_time_and_the_next_after_its_end(work: LongWork, wait: Wait) -> None:
    gate, begun = threading.Event(), threading.Event()
    done: list[str] = []
    said: list[str] = []
    work.said.connect(said.append)
    assert work.begin(None, "first", steps(gate, begun), done.append)
    assert not work.begin(None, "second", steps(gate, begun), done.append)
    assert len(said) == 1 and work.running is not None and work.running.title == "first"
    gate.set()
    wait(lambda: done == ["whole"] and work.running is None)
    assert work.begin(None, "second", steps(gate, begun), done.append)
    wait(lambda: done == ["whole", "whole"])


def test_an_import_keeps_others_from_editing_until_its_last_step_has_ended(work: LongWork, wait: Wait) -> None:
    gate, begun = threading.Event(), threading.Event()
    told: list[object] = []
    work.importing_changed.connect(told.append)
    assert work.begin(None, "import", steps(gate, begun), told.append, imports=True)
    assert not work.begin(None, "again", steps(gate, begun), told.append, imports=True)
    assert work.importing, "what could not begin ended what runs"
    wait(begun.is_set)
    work.cancel()
    assert work.running is None and work.importing
    gate.set()
    wait(lambda: not work.importing)
    assert told == [True, False]


def test_an_import_that_was_cancelled_does_not_end_the_next_one(work: LongWork, wait: Wait) -> None:
    gates, begun = [threading.Event(), threading.Event()], [threading.Event(), threading.Event()]
    work.begin(None, "first", steps(gates[0], begun[0]), print, imports=True)
    wait(begun[0].is_set)
    work.cancel()
    ended: list[str] = []
    assert work.begin(None, "second", steps(gates[1], begun[1]), ended.append, imports=True)
    gates[0].set()
    told: list[object] = []
    work.importing_changed.connect(told.append)
    wait(lambda: begun[1].is_set() and told)
    assert work.importing
    gates[1].set()
    wait(lambda: ended)
    assert not work.importing

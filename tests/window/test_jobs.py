"""Threads: answers come home on the window's thread, newest requests win, cancelled work answers nothing, all end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtWidgets import QApplication

from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.window.jobs import _LONGEST_WAIT, Jobs, Lane


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close(5)


def wait(until: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it did not come"
        QCoreApplication.processEvents()
        time.sleep(0.001)


def test_an_answer_comes_home_once_on_the_windows_thread(jobs: Jobs) -> None:
    told: list[tuple[object, bool]] = []
    worker: list[bool] = []
    home = QThread.currentThread()

    def work() -> int:
        worker.append(threading.current_thread() is threading.main_thread())
        return 42

    jobs.run(Lane.VIEW, work, lambda answer: told.append((answer, QThread.currentThread() is home)))
    wait(lambda: told and not jobs.busy())
    assert told == [(42, True)] and worker == [False]


def test_a_fault_comes_home_as_itself(jobs: Jobs) -> None:
    faults: list[Exception] = []
    jobs.fault.connect(faults.append)
    jobs.run(Lane.VIEW, lambda: 1 / 0)
    jobs.run(Lane.VIEW, lambda: [][0], failed=faults.append)
    wait(lambda: len(faults) == 2)
    assert [type(f) for f in faults] == [ZeroDivisionError, IndexError]


def test_progress_and_the_result_of_a_generator(jobs: Jobs) -> None:
    seen: list[int] = []
    done: list[str] = []

    def work() -> Work[str]:
        for n in range(5):
            yield Progress(n + 1, 5, note="told whatever the time")
        return "whole"

    jobs.run(Lane.FOLDER, work, done.append, progress=lambda p: seen.append(p.done))
    wait(lambda: done)
    assert seen == [1, 2, 3, 4, 5] and done == ["whole"]


def test_cancelling_closes_the_generator_and_answers_nothing(jobs: Jobs) -> None:
    closed, began = threading.Event(), threading.Event()
    told: list[object] = []

    def work() -> Work[None]:
        try:
            while True:
                began.set()
                yield Progress(0, 0)
        finally:
            closed.set()

    job = jobs.run(Lane.FOLDER, work, told.append, told.append, told.append)
    assert began.wait(10)
    job.cancel()
    assert closed.wait(10)
    wait(lambda: not jobs.busy())
    del told[:]
    QCoreApplication.processEvents()
    assert not told


def test_the_newest_request_wins(jobs: Jobs) -> None:
    gate = threading.Event()
    shown: list[int] = []
    jobs.run(Lane.VIEW, gate.wait)
    for n in range(100):
        jobs.run(Lane.VIEW, lambda n=n: n, shown.append, newest="photo")  # type: ignore[misc]
    gate.set()
    wait(lambda: shown and not jobs.busy())
    assert shown == [99]


def test_an_answer_on_its_way_is_dropped_when_a_newer_request_is_made(jobs: Jobs) -> None:
    shown: list[str] = []
    made = threading.Event()

    def old() -> str:
        made.set()
        return "old"

    jobs.run(Lane.VIEW, old, shown.append, newest="photo")
    assert made.wait(10)
    while jobs.busy(Lane.VIEW) and not jobs._answers:  # the answer is made, and nobody took it yet
        time.sleep(0.001)
    jobs.run(Lane.VIEW, lambda: "new", shown.append, newest="photo")
    wait(lambda: "new" in shown)
    assert shown == ["new"]


def test_an_answer_that_comes_between_two_looks_is_on_its_way(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    shown: list[bool] = []
    jobs.run(Lane.VIEW, lambda: gate.wait(10), shown.append)
    crew = jobs._crews[Lane.VIEW]
    look = crew.busy

    def ends_meanwhile() -> bool:
        gate.set()
        while look():
            time.sleep(0.001)
        return look()

    monkeypatch.setattr(crew, "busy", ends_meanwhile)
    assert jobs.busy(Lane.VIEW) and not shown
    wait(lambda: shown)
    assert not jobs.busy(Lane.VIEW)


def test_saving_is_finished_at_the_end_and_all_else_is_not(qapp: QApplication) -> None:
    jobs = Jobs()
    gate, saved, thumbs = threading.Event(), [], []
    jobs.run(Lane.SAVE, gate.wait)
    jobs.run(Lane.THUMBS, gate.wait)
    jobs.run(Lane.THUMBS, gate.wait)
    for n in range(3):
        jobs.run(Lane.SAVE, lambda n=n: saved.append(n))  # type: ignore[misc]
        jobs.run(Lane.THUMBS, lambda n=n: thumbs.append(n))  # type: ignore[misc]
    threading.Timer(0.1, gate.set).start()
    assert jobs.close(10)
    assert saved == [0, 1, 2] and thumbs == []
    assert not [t for t in threading.enumerate() if t.name.startswith(("save-", "thumbs-"))]


def test_a_receiver_that_fails_does_not_hold_up_the_others(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda *fault: reported.append(fault[0]))
    told: list[object] = []

    def bad(_: object) -> None:
        raise RuntimeError("a bug in a view")

    jobs.run(Lane.VIEW, lambda: 1, bad)
    jobs.run(Lane.VIEW, lambda: 2, told.append)
    wait(lambda: told)
    assert told == [2] and reported == [RuntimeError]


def test_many_answers_leave_room_for_events(jobs: Jobs) -> None:
    told: list[int] = []

    def slow(n: int) -> None:
        time.sleep(0.001)
        told.append(n)

    for n in range(200):
        jobs.run(Lane.VIEW, lambda n=n: n, slow)  # type: ignore[misc]
    rounds = 0
    end = time.monotonic() + 20
    while len(told) < 200 and time.monotonic() < end:
        QCoreApplication.processEvents()
        rounds += 1
    assert told == list(range(200)) and rounds > 10


def test_long_work_lets_a_person_paint_but_does_not_stop(jobs: Jobs) -> None:
    ended: list[float] = []
    paints = [time.monotonic()]

    def work() -> Work[None]:
        for n in range(3):
            yield Progress(n, 3)

    def painting() -> bool:
        jobs.paints()
        return bool(ended)

    jobs.paints()
    jobs.run(Lane.FOLDER, work, lambda _: ended.append(time.monotonic()))
    wait(painting)
    # A step in a while, all the same.
    assert ended[0] - paints[0] > 2 * _LONGEST_WAIT
    jobs.run(Lane.VIEW, work, lambda _: ended.append(time.monotonic()))
    jobs.paints()
    wait(lambda: len(ended) == 2)

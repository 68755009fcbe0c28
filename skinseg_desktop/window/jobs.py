"""The one way off the window's thread, and home again.

Work is a function, or a generator of ``Progress``. A lane is a promise: what the person waits for, what is made ahead
of time, thumbnails, scores, folder work, saving. Answers come back on the window's thread, in the order in which they
were made, a few milliseconds' worth at a time, so that ten thousand of them never hold up a repaint.
"""

from __future__ import annotations

import contextlib
import enum
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from skinseg_desktop.core.progress import Progress


@dataclass(frozen=True, slots=True)
class Promise:
    """A lane's threads, how far they stand back (Unix niceness), and whether its jobs are finished at the end.

    Generators of a lane that ``yields`` do not go on while a person paints. With ``patience``, a job that takes longer
    than so many seconds keeps nobody waiting: it may never end, such as a read from a drive that does not answer.
    """

    workers: int = 1
    niceness: int = 0
    finishes: bool = False
    yields: bool = False
    patience: float | None = None


class Lane(enum.Enum):
    """The lanes; each has threads of its own, so that none waits for another's work."""

    VIEW = Promise(patience=2.0)
    # On a slow computer a model takes some seconds for a photo.
    AHEAD = Promise(1, 10, patience=15.0)
    THUMBS = Promise(2, 11)
    SCORES = Promise(1, 12, yields=True)
    FOLDER = Promise(1, 12, yields=True)
    SAVE = Promise(1, 0, finishes=True)


#: How long answers may keep the window's thread before it looks at its events again, in seconds.
_BATCH_SECONDS = 0.004
#: How often a job's progress is told, in seconds; what comes in between is not shown.
_PROGRESS_SECONDS = 0.05
#: How long after a person last painted long work goes on, and after how long it takes a step all the same, in seconds.
_PAINTS_SECONDS, _LONGEST_WAIT = 0.3, 0.25
#: How many jobs of a lane with patience may be passed over at a time: each keeps a thread.
_PASSED_OVER = 8


@dataclass(eq=False)
class Job:
    """Work that was asked for. ``cancel`` ends it before it begins or at its next step; then nothing is answered."""

    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    progress: Callable[[Progress], None] | None
    newest: Hashable | None
    #: Told on the window's thread, with the result or None, when a cancelled job has ended: what it made may be undone.
    dropped: Callable[[Any], None] | None = None
    cancelled: bool = False
    ended: bool = False
    #: When it began and when its progress was told last, on the monotonic clock.
    _began: float = field(default=0.0, repr=False)
    _last: float = field(default=0.0, repr=False)

    def cancel(self) -> None:
        """Ask it to end. A function that runs already runs to its end, a generator to its next step."""
        self.cancelled = True


class _Crew:
    """The threads of one lane and what waits for them."""

    def __init__(self, lane: Lane, answer: Callable[[Callable[[], None]], None], fault: Callable[[Exception], None]):
        self.lane = lane
        #: Until when a person paints, on the monotonic clock.
        self.painted_until = 0.0
        self.patience = lane.value.patience
        self._answer, self._fault = answer, fault
        self._changed = threading.Condition()
        self._waiting: deque[Job] = deque()
        self._running: list[Job] = []
        self._latest: dict[Hashable, Job] = {}
        self._threads: list[threading.Thread] = []
        self._closing = False

    def add(self, job: Job) -> None:
        with self._changed:
            if self._closing:
                job.cancel()
                return
            if job.newest is not None:
                # Whether it waits, runs, or its answer is on the way.
                if (earlier := self._latest.get(job.newest)) is not None:
                    earlier.cancel()
                self._latest[job.newest] = job
            self._waiting.append(job)
            self._call()

    def busy(self) -> bool:
        with self._changed:
            return bool(self._running or any(not job.cancelled for job in self._waiting))

    def stop(self) -> None:
        with self._changed:
            self._closing = True
            if not self.lane.value.finishes:
                for job in (*self._waiting, *self._running):
                    job.cancel()
            self._changed.notify_all()

    def join(self, until: float) -> bool:
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _call(self) -> None:
        """Have a thread look at what waits: an idle one, or a new one where all are at work and one more is allowed."""
        most = self.lane.value.workers + (0 if self.patience is None else _PASSED_OVER)
        if self._waiting and len(self._running) == len(self._threads) < most:
            name = f"{self.lane.name.lower()}-{len(self._threads)}"
            # A daemon, so that a read from a dead network drive cannot keep a closed program alive.
            thread = threading.Thread(target=self._work, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()
        self._changed.notify()

    def _turn(self) -> float | None:
        """In how many seconds one more job may run; None where another has to end first."""
        # They are in the order in which they began: the first ones are the first to be passed over.
        over = len(self._running) - self.lane.value.workers
        if over < 0:
            return 0.0
        if self.patience is None or over >= _PASSED_OVER:
            return None
        return max(0.0, self._running[over]._began + self.patience - time.monotonic())

    def _next(self) -> Job | None:
        """Wait for a job whose turn it is; None at the end."""
        with self._changed:
            while self._waiting or not self._closing:
                if self._waiting and self._waiting[0].cancelled:
                    self._tell(self._waiting.popleft(), None, None)
                    continue
                turn = self._turn() if self._waiting else None
                if turn == 0:
                    job = self._waiting.popleft()
                    job._began = time.monotonic()
                    self._running.append(job)
                    self._call()
                    return job
                self._changed.wait(turn)
        return None

    def _work(self) -> None:
        _stand_back(self.lane.value.niceness)
        while (job := self._next()) is not None:
            try:
                self._run(job)
            finally:
                with self._changed:
                    self._running.remove(job)
                # A finished job may be remembered, but not what it worked on, which may be a whole photo.
                job.work = _nothing
                del job

    def _run(self, job: Job) -> None:
        try:
            result = job.work()
            if isinstance(result, Generator):
                result = self._exhaust(job, result)
        except Exception as error:
            # Every fault goes home to the window's thread, where it is told or reported.
            self._tell(job, job.failed or self._fault, error)
        else:
            self._tell(job, job.done, result)

    def _exhaust(self, job: Job, steps: Generator[Progress, None, Any]) -> Any:
        with contextlib.closing(steps):
            while not job.cancelled:
                self._let_paint(job)
                try:
                    step = next(steps)
                except StopIteration as end:
                    return end.value
                now = time.monotonic()
                if job.progress is not None and (now - job._last >= _PROGRESS_SECONDS or step.note):
                    job._last = now
                    self._tell(job, job.progress, step, ends=False)
        return None

    def _let_paint(self, job: Job) -> None:
        """Wait while a person paints: Python runs one thread at a time, and one that stands back may keep it long."""
        longest = time.monotonic() + _LONGEST_WAIT
        while not job.cancelled and (left := min(self.painted_until, longest) - time.monotonic()) > 0:
            time.sleep(min(left, 0.05))

    def _tell(self, job: Job, receiver: Callable[[Any], None] | None, value: object, *, ends: bool = True) -> None:
        def arrive() -> None:
            # Cancelled while its answer was on the way: nobody wants it any more.
            if job.cancelled:
                if ends and job.dropped is not None and not job.ended:
                    job.dropped(None if receiver is not job.done else value)
                job.ended = job.ended or ends
                return
            job.ended = job.ended or ends
            if receiver is not None:
                receiver(value)

        self._answer(arrive)


class Jobs(QObject):
    """All threads of the window. Call ``close`` before the program ends."""

    #: A fault of a job that was started without ``failed``.
    fault = Signal(object)
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: deque[Callable[[], None]] = deque()
        self._woken = False
        self._lock = threading.Lock()
        self._crews = {lane: _Crew(lane, self._answer, self.fault.emit) for lane in Lane}
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[Progress], None] | None = None,
        newest: Hashable | None = None,
        dropped: Callable[[Any], None] | None = None,
    ) -> Job:
        """Do ``work`` in a lane; ``done`` or ``failed`` and ``progress`` are called on the window's thread.

        ``work`` takes nothing (bind its arguments) and returns its result, or a generator of Progress that does. A job
        with the same ``newest`` in this lane, waiting or running, is cancelled: the newest request wins. ``dropped`` is
        called in place of ``done`` when a cancelled job has ended.
        """
        job = Job(work, done, failed, progress, newest, dropped)
        self._crews[lane].add(job)
        return job

    def paints(self) -> None:
        """Say that a person changes pixels now: long work lets them."""
        until = time.monotonic() + _PAINTS_SECONDS
        for crew in self._crews.values():
            if crew.lane.value.yields:
                crew.painted_until = until

    def busy(self, *lanes: Lane) -> bool:
        """Whether anything waits, runs or is on its way home in these lanes, or in any."""
        # In this order: a job's answer is on its way before the job is over, and none may slip between the two looks.
        return any(self._crews[lane].busy() for lane in lanes or Lane) or bool(self._answers)

    def settle(self, lane: Lane, seconds: float) -> bool:
        """Wait until nothing is left to do in a lane and its answers are delivered; False where that takes longer."""
        until = time.monotonic() + seconds
        while self.busy(lane):
            if time.monotonic() > until:
                return False
            self._deliver(everything=True)
            time.sleep(0.002)
        return True

    def close(self, seconds: float = 2.0) -> bool:
        """End every thread: work is cancelled, saving is finished; False where that took longer than allowed."""
        for crew in self._crews.values():
            crew.stop()
        until = time.monotonic() + seconds
        ended = [crew.join(until) for crew in self._crews.values()]
        self._deliver(everything=True)
        return all(ended)

    def _answer(self, arrive: Callable[[], None]) -> None:
        with self._lock:
            self._answers.append(arrive)
            wake, self._woken = not self._woken, True
        if wake:
            # The object may be gone where the program ended without closing it.
            with contextlib.suppress(RuntimeError):
                self._arrived.emit()

    @Slot()
    def _deliver(self, everything: bool = False) -> None:
        until = time.monotonic() + _BATCH_SECONDS
        while True:
            with self._lock:
                if not self._answers:
                    self._woken = False
                    return
                arrive = self._answers.popleft()
            try:
                arrive()
            finally:
                late = time.monotonic() > until and not everything
                if late or sys.exc_info()[0] is not None:
                    with self._lock:
                        self._woken = bool(self._answers)
                    if self._woken:
                        self._arrived.emit()
            if late:
                return


def _nothing() -> None:
    """What a finished job does."""


def _stand_back(niceness: int) -> None:
    """Let this thread, and those that libraries start from it, take what others leave of the processor (Linux)."""
    if niceness and sys.platform == "linux":
        # A container may forbid it; then this thread is as important as the others.
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)

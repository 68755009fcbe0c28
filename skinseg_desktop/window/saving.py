"""Saving: one lane commits what a person did, in order, and what is said about it follows from what is on disk."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.window.jobs import Jobs, Lane

if TYPE_CHECKING:
    from skinseg_desktop.review.opened import Act
    from skinseg_desktop.store import Project
    from skinseg_desktop.store.changes import Change

#: How soon a commit that failed is tried again, how often it is looked whether all is still on the disk, and how often
#: the lease is renewed, in milliseconds.
_AGAIN = 1_500
_LOOK = 2_000
_BEAT = 10_000
#: What can be made again is committed together, this long after the first of it, in milliseconds.
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class SaveState:
    """What is known of the disk: everything is on it, something is on its way, or it could not be written and why."""

    saved: bool
    trouble: str = ""


class _Queue:
    """Acts in their order. The saving lane takes from its head, and puts back there what the disk did not take."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._acts: deque[Act] = deque()
        #: Whether acts were taken and are not on the disk yet: they are as good as waiting.
        self._at_work = False
        #: Acts that contradict what is stored: a bug. They are told and left out, so that others are not held up.
        self.refused: list[Exception] = []

    def __bool__(self) -> bool:
        with self._lock:
            return bool(self._acts) or self._at_work

    def add(self, acts: Sequence[Act]) -> None:
        with self._lock:
            self._acts.extend(acts)

    def drain(self) -> None:
        """In the lane: commit until nothing waits; several acts in one transaction. Raises UserError."""
        # What was committed before is on the disk too, or it is put there now.
        self._project.keep()
        while True:
            with self._lock:
                acts = list(self._acts)
                self._acts.clear()
                self._at_work = bool(acts)
            if not acts:
                return
            try:
                self._project.commit([change for act in acts for change in act()])
            except UserError:
                self._put_back(acts)
                raise
            except Exception:
                self._one_by_one(acts)

    def _one_by_one(self, acts: list[Act]) -> None:
        for at, act in enumerate(acts):
            try:
                self._project.commit(list(act()))
            except UserError:
                self._put_back(acts[at:])
                raise
            except Exception as error:
                # It is told as the bug it is, by whoever asked for the drain.
                self.refused.append(error)

    def _put_back(self, acts: list[Act]) -> None:
        with self._lock:
            self._acts.extendleft(reversed(acts))
            self._at_work = False


class Saver(QObject):
    """The project's one writer."""

    #: It has nothing left to do: everything is on disk and the project is closed.
    retired = Signal()
    #: Something was refused because it contradicts what is stored: what is in memory is not to be trusted.
    refused = Signal()
    #: Another program or computer has taken the project over.
    taken_over = Signal()
    #: A SaveState, in the very event in which it changed.
    changed = Signal(object)
    #: What the project says while it is open: it was deleted, and goes on in another file.
    said = Signal(str)

    def __init__(self, project: Project, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.state = SaveState(True)
        self._jobs = jobs
        #: How many of the project's sentences are said; the first ones are for whoever opened it.
        self._said = len(project.notes)
        self._queue = _Queue(project)
        self._later: dict[Hashable, Act] = {}
        #: Whether something a person did waits; what can be made again is not asked after.
        self._persons = False
        self._draining = 0
        self._retired = False
        # What was done is on screen before the lane wakes, which takes the interpreter from whoever paints.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._drain)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._drain)
        self._together = QTimer(self, singleShot=True, interval=_TOGETHER)
        self._together.timeout.connect(self.flush)
        self._beat = QTimer(self, interval=_BEAT)
        self._beat.timeout.connect(self._renew)
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self._look_after)
        if not project.read_only:
            self._beat.start()
            self._look.start()

    @property
    def unsaved(self) -> bool:
        """Whether work of a person is not on disk yet, or not any more."""
        return self._persons or (not self.state.saved and self.project.lost)

    @property
    def busy(self) -> bool:
        """Whether something is being committed, or waits for it: what is read now may miss it."""
        return bool(self._draining or self._queue) or self.unsaved

    def add(self, act: Act) -> None:
        """Commit what a person did, as soon as what came before it is committed."""
        # What was made before, such as the prediction that is judged, goes first.
        self._queue.add([*self._later.values(), act])
        self._later.clear()
        self._persons = True
        self._set(SaveState(False, self.state.trouble))
        if not self._draining:
            self._soon.start()

    def add_later(self, key: Hashable, act: Act) -> None:
        """Commit what can be made again, together with what else comes soon; of one ``key`` only the newest."""
        self._later[key] = act
        if not self._together.isActive():
            self._together.start()

    def flush(self) -> None:
        """Commit all that waits, behind what is under way: also where no answer will come any more."""
        self._queue.add(list(self._later.values()))
        self._later.clear()
        if self._queue:
            self._drain()

    def commit_between(self, changes: Sequence[Change]) -> None:
        """Commit changes of long work from that work's own thread, between a person's; waits, and raises what fails."""
        ended = threading.Event()
        faults: list[Exception] = []

        def write() -> None:
            try:
                self._queue.drain()
                self.project.commit(changes)
            except Exception as error:
                # It belongs to whoever waits for it.
                faults.append(error)
            finally:
                ended.set()

        job = self._jobs.run(Lane.SAVE, write, lambda _: self._tell_notes())
        while not ended.wait(0.1):
            if job.cancelled:
                return
        if faults:
            raise faults[0]

    def retire(self) -> None:
        """Take no more acts: commit what waits, however long that takes, and then close the project."""
        self._retired = True
        self._beat.stop()
        self._look.stop()
        self._together.stop()
        self.flush()
        self._end()

    def _end(self) -> None:
        """Close the project behind the last commit, once nothing waits."""
        if not self._retired or self._draining or self._queue:
            return

        def ended(_: object) -> None:
            self.retired.emit()
            self.deleteLater()

        self._retired = False
        self._jobs.run(Lane.SAVE, self.project.close, ended, ended)

    def _drain(self) -> None:
        self._draining += 1
        self._jobs.run(Lane.SAVE, self._queue.drain, self._drained, self._failed)

    def _look_after(self) -> None:
        if not self.busy:
            self._drain()

    def _drained(self, _: object) -> None:
        self._draining -= 1
        self._again.stop()
        self._tell_refused()
        self._persons = self._persons and bool(self._queue)
        self._set(SaveState(not self._queue and not self._draining))
        self._tell_notes()
        if self._queue and not self._draining:
            self._drain()
        self._end()

    def _failed(self, error: Exception) -> None:
        self._draining -= 1
        self._tell_refused()
        if not isinstance(error, UserError):
            self._jobs.fault.emit(error)
        said = str(error) if isinstance(error, UserError) else str(error)[:200]
        self._set(SaveState(False, said))
        self._again.start()

    def _tell_refused(self) -> None:
        refused, self._queue.refused = self._queue.refused, []
        for error in refused:
            self._jobs.fault.emit(error)
        if refused:
            self.refused.emit()

    def _tell_notes(self) -> None:
        fresh, self._said = self.project.notes[self._said :], len(self.project.notes)
        for note in fresh:
            self.said.emit(note)
        if fresh:
            # Saved as before, but elsewhere.
            self.changed.emit(self.state)

    def _renew(self) -> None:
        self._jobs.run(Lane.SAVE, self.project.beat, self._renewed, lambda _: None, newest="beat")

    def _renewed(self, ours: bool) -> None:
        if not ours and self._beat.isActive():
            self._beat.stop()
            self._look.stop()
            self.taken_over.emit()

    def _set(self, state: SaveState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)

"""Saving: one lane commits what a person did, in order, and what is said about it follows from what is on disk."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.window.jobs import Jobs, Lane

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from skinseg_desktop.review.opened import Act
    from skinseg_desktop.store import Project
    from skinseg_desktop.store.changes import Change

#: How soon a commit that failed is tried again, and how often the lease is renewed, in milliseconds.
_AGAIN = 3_000
_BEAT = 10_000
#: Predictions are committed together, this often at most: they can be made again, and each commit waits for the disk.
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class SaveState:
    """What is known of the disk: everything is on it, something is on its way, or it could not be written and why."""

    saved: bool
    trouble: str = ""


class Saver(QObject):
    """The project's one writer."""

    #: A SaveState, in the very event in which it changed.
    changed = Signal(object)

    def __init__(self, project: Project, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.state = SaveState(True)
        self._jobs = jobs
        self._acts: deque[Act] = deque()
        self._background: dict[Hashable, Act] = {}
        self._underway = 0
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._commit)
        self._together = QTimer(self, singleShot=True, interval=_TOGETHER)
        self._together.timeout.connect(self._commit)
        self._beat = QTimer(self, interval=_BEAT)
        self._beat.timeout.connect(self._renew)
        if not project.read_only:
            self._beat.start()

    @property
    def unsaved(self) -> bool:
        """Whether work of a person is not on disk yet."""
        return not self.state.saved

    def add(self, act: Act) -> None:
        """Commit what a person did, as soon as what came before it is committed."""
        self._acts.append(act)
        self._set(SaveState(False, self.state.trouble))
        self._commit()

    def add_later(self, key: Hashable, act: Act) -> None:
        """Commit what can be made again, together with what else comes soon; of one ``key`` only the newest."""
        self._background[key] = act
        if not self._together.isActive():
            self._together.start()

    def commit_between(self, changes: Sequence[Change]) -> None:
        """Commit changes of long work from that work's own thread, between a person's; waits, and raises what fails."""
        ended = threading.Event()
        faults: list[Exception] = []

        def write() -> None:
            try:
                self.project.commit(changes)
            except Exception as error:
                # It belongs to whoever waits for it.
                faults.append(error)
            finally:
                ended.set()

        job = self._jobs.run(Lane.SAVE, write)
        while not ended.wait(0.1):
            if job.cancelled:
                return
        if faults:
            raise faults[0]

    def flush(self) -> None:
        """Ask for all that waits to be committed, behind what is under way: for when no answer may come any more."""
        self._commit(behind=True)

    def _commit(self, *, behind: bool = False) -> None:
        if (self._underway and not behind) or not (self._acts or self._background):
            return
        # A person's acts stay in their order; what is made in the background may come before or after them.
        later, acts = dict(self._background), list(self._acts)
        self._acts.clear()
        self._background.clear()
        self._underway += 1
        project = self.project

        def write() -> None:
            project.commit([change for act in (*later.values(), *acts) for change in act()])

        self._jobs.run(Lane.SAVE, write, self._written, lambda error: self._failed(error, later, acts))

    def _written(self, _: object) -> None:
        self._underway -= 1
        self._again.stop()
        self._set(SaveState(not self._acts and not self._underway))
        self._commit()

    def _failed(self, error: Exception, later: dict[Hashable, Act], acts: list[Act]) -> None:
        self._acts.extendleft(reversed(acts))
        self._background = {**later, **self._background}
        self._underway -= 1
        said = f"{error.what} {error.hint}".strip() if isinstance(error, UserError) else str(error)
        if not isinstance(error, UserError) and said != self.state.trouble:
            # A bug: it is reported once, and what could not be written stays here and is tried again.
            self._jobs.fault.emit(error)
        self._set(SaveState(not self._acts and not self._underway, said))
        self._again.start()

    def _renew(self) -> None:
        self._jobs.run(Lane.SAVE, self.project.beat, None, lambda _: None, newest="beat")

    def _set(self, state: SaveState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)

"""Trainings: starts them one after the other in processes of their own, follows their folders, tells them wishes.

Nothing is known of a run but what its folder says, so one that was left going, or whose window was killed, is found
again like any other. What waits is kept on the disk as well (``store.orders``).
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.store import runs
from skinseg_desktop.store.lock import Lock, try_lock
from skinseg_desktop.store.orders import Order, place_order, take_order_away, write_order
from skinseg_desktop.window.child import Child, End, Lasting, sentence_of
from skinseg_desktop.window.followed import AT_WORK, Followed, discard, scanned
from skinseg_desktop.window.jobs import Jobs, Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from skinseg_desktop.window.child import Outcome

#: How often the runs at work are looked at, in milliseconds.
_LOOK = 500
#: The window that holds this lock starts what waits.
_QUEUE_LOCK = ".skinseg-queue"


class Training(QObject):
    """The runs of this person on this computer, newest first."""

    #: A run came, went, or has another state.
    changed = Signal()
    #: A Followed in which something new was read.
    progressed = Signal(object)
    said = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.folder = runs.runs_dir()
        self.runs: list[Followed] = []
        self._child: Lasting | None = None
        self._at: Followed | None = None
        self._check: Child | None = None
        self._lock: Lock | None = None
        self._closed = self._watched = False
        #: Whether what prepares is to be discarded when its process has ended.
        self._unwanted = False
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._look)

    # What is known

    @property
    def at_work(self) -> Followed | None:
        """The run that is being trained now, by this window or by itself."""
        return self._at or next((followed for followed in self.runs if followed.state in AT_WORK), None)

    @property
    def waiting(self) -> list[Followed]:
        """What waits for its turn, in its order."""
        return [followed for followed in reversed(self.runs) if followed.waits and followed is not self._at]

    def prepares(self, followed: Followed) -> bool:
        """Whether its process has begun and not yet said anything."""
        return followed is self._at and followed.order is not None and followed.state not in AT_WORK

    def load(self) -> None:
        """Look for runs, in the background; those that were left going are followed from now on."""
        self._jobs.run(Lane.AHEAD, lambda: scanned(self.folder, self.runs), self._found, newest="runs")

    def watch(self, on: bool) -> None:
        """Say whether somebody looks: runs of other windows are followed then too."""
        self._watched = on
        if on:
            self.load()
        self._keep_looking()

    # What is asked for

    def check(self, arguments: Sequence[str], ended: Callable[[Outcome], None]) -> None:
        """Ask ``skinseg train --check`` about a training; one question at a time, the newest counts."""
        self.stop_check()

        def told(outcome: Outcome) -> None:
            self._check = None
            ended(outcome)

        self._check = Child("train", [*arguments, "--check", "--attached", "--json", "-"], told, self)

    def stop_check(self) -> None:
        """Nobody waits for the answer any more."""
        child, self._check = self._check, None
        if child is not None:
            child.stop()

    def add(self, name: str, arguments: Sequence[str]) -> Followed:
        """Train as soon as nothing else is being trained. Raises OutputError where its folder cannot be made.

        A name that another run has gets a number: the list tells runs apart by it.
        """
        taken = {run.name for run in self.runs}
        name = next(n for n in (name, *(f"{name}-{k}" for k in range(2, 10_000))) if n not in taken)
        followed = Followed(place_order(self.folder, name, arguments))
        followed.refresh()
        self.runs.insert(0, followed)
        self.changed.emit()
        self._asked(followed)
        return followed

    def resume(self, followed: Followed) -> None:
        """Go on with a run, or start an order that is held, as soon as nothing else is being trained."""
        order = followed.order
        with self._saying():
            if followed.state == "paused":
                runs.wish(followed.folder, "run")
            elif order is not None:
                write_order(followed.folder, replace(order, held=False, failed=""))
            elif followed.state in runs.RESUMABLE and followed.run is not None:
                write_order(followed.folder, Order(followed.name, (), runs.now()))
        self._refresh(followed)
        self._asked(followed)

    def pause(self, followed: Followed) -> None:
        """Let a run rest; its process stays. One that waits for its turn, or has hardly begun, is held back."""
        if followed in self.waiting:
            self._hold(followed)
            self._refresh(followed)
        elif self.prepares(followed):
            self._take_back(followed)
            self._refresh(followed)
        else:
            self._wish(followed, "pause")

    def stop(self, followed: Followed) -> None:
        """End a run and make a model of the best it has."""
        self._wish(followed, "stop")

    def discard(self, followed: Followed) -> None:
        """End a run, or take an order back, and keep nothing that could be gone on with."""
        if followed is self._at and followed.state not in AT_WORK:
            # Its folder goes when its process is gone.
            self._unwanted = True
            self._take_back(followed)
        elif followed.state in AT_WORK:
            self._wish(followed, "discard")
        else:
            with self._saying():
                if followed.order is not None:
                    take_order_away(followed.folder)
                if followed.run is not None and followed.state not in ("finished", "stopped"):
                    discard(followed.folder)
        self._refresh(followed)

    def hold_all(self) -> None:
        """Nothing that waits begins by itself."""
        for followed in self.waiting:
            self._hold(followed)

    def _take_back(self, followed: Followed) -> None:
        """End the process of one that prepares; it is not started again by itself."""
        assert self._child is not None
        self._child.interrupt()
        self._hold(followed)

    def _hold(self, followed: Followed) -> None:
        if followed.order is not None:
            with self._saying():
                write_order(followed.folder, replace(followed.order, held=True))

    # Closing

    def may_close(self, window: QWidget) -> bool:
        """Ask what becomes of a training of this window; False where the window stays. The answer is done at once."""
        asked = self._ours()
        if asked is None:
            return True
        question = QMessageBox(window)
        question.setObjectName("training_question")
        question.setIcon(QMessageBox.Icon.Question)
        paused = asked[1].state == "paused"
        said = self.tr("The training {} is paused.") if paused else self.tr("The training {} is at work.")
        question.setText(said.format(asked[1].name))
        can = [self.tr("It can stop here and go on another time, or go on without this window and be found again.")]
        if self.waiting:
            can.append(self.tr("What waits behind it begins by itself only while a window is open."))
        question.setInformativeText(" ".join(can))
        stop = question.addButton(self.tr("Stop at a checkpoint"), QMessageBox.ButtonRole.AcceptRole)
        stop.setObjectName("training_question_stop")
        go_on = question.addButton(self.tr("Let it go on"), QMessageBox.ButtonRole.DestructiveRole)
        go_on.setObjectName("training_question_go_on")
        stay = question.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        stay.setObjectName("training_question_stay")
        question.setDefaultButton(stop)
        question.setEscapeButton(stay)
        question.exec()
        chosen = question.clickedButton()
        question.deleteLater()
        if chosen not in (go_on, stop):
            return False
        # While it was asked the training may have ended, and the next one begun.
        ours = self._ours()
        if ours is not None and chosen is go_on:
            child, followed = ours
            if followed.state == "paused":
                self._wish(followed, "run")
            child.let_go()
        elif chosen is stop:
            self.hold_all()
            if ours is not None:
                self._suspend()
        self._child = self._at = None
        return True

    def _ours(self) -> tuple[Lasting, Followed] | None:
        """The training that this window has started and that is at work."""
        return (self._child, self._at) if self._child is not None and self._at is not None else None

    def close(self) -> None:
        """End with the window: a training that nobody was asked about stops at a checkpoint."""
        self._closed = True
        self._timer.stop()
        self.stop_check()
        if self._child is not None:
            self._suspend()
            self._child = self._at = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _suspend(self) -> None:
        assert self._child is not None and self._at is not None
        order = self._at.order
        if order is not None:
            # Not at work yet: it would begin by itself at the next start.
            with self._saying():
                write_order(self._at.folder, replace(order, held=True))
        self._child.leave()

    # Following

    def _asked(self, followed: Followed) -> None:
        before = self.at_work
        self._look()
        if followed.waits and before is not None and before is not followed:
            self.said.emit(self.tr("{} begins when {} has ended.").format(followed.name, before.name))

    def _found(self, found: list[Followed]) -> None:
        if self._closed:
            return
        # What was added meanwhile is not among them.
        places = {followed.folder for followed in found}
        late = [f for f in self.runs if f.folder not in places and (f.folder / runs.ORDER).exists()]
        self.runs = sorted([*found, *late], key=lambda followed: followed.created, reverse=True)
        interrupted = next((f for f in self.runs if f.state == "interrupted"), None)
        self.changed.emit()
        if self.at_work is not None:
            paused = self.at_work.state == "paused"
            said = self.tr("The training {} is paused.") if paused else self.tr("The training {} is at work.")
            self.said.emit(said.format(self.at_work.name))
        elif interrupted is not None and not self._watched:
            self.said.emit(
                self.tr("The training {} was interrupted: resume it in the panel Trainings.").format(interrupted.name)
            )
        self._look()

    def _look(self) -> None:
        if self._closed:
            return
        if self._child is not None and (end := self._child.ended()) is not None:
            self._ended(end)
        for followed in list(self.runs):
            if followed is self._at or followed.state in (*AT_WORK, "waiting", "interrupted"):
                self._refresh(followed)
            if followed.state in AT_WORK and followed.order is not None:
                # It lives, and can be gone on with by its folder alone.
                with self._saying():
                    take_order_away(followed.folder)
                self._refresh(followed)
        if self.at_work is None and self.waiting and self._owns_queue():
            self._start(self.waiting[0])
        self._keep_looking()

    def _keep_looking(self) -> None:
        if not self._closed and (self._watched or self.at_work is not None or self.waiting):
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def _refresh(self, followed: Followed) -> None:
        state, told = followed.state, (followed.version, followed.doing)
        if followed.refresh():
            if (followed.version, followed.doing) != told:
                self.progressed.emit(followed)
            if followed.state != state:
                self.changed.emit()
        if followed.run is None and followed.order is None and followed in self.runs:
            self.runs.remove(followed)
            self.changed.emit()

    def _start(self, followed: Followed) -> None:
        assert followed.order is not None
        out = ["--out", str(followed.folder), "--attached"]
        if followed.run is not None:
            arguments = [*out, "--resume"]
        else:
            arguments = [*out, "--name", followed.name, *followed.order.arguments]
        try:
            self._child = Lasting("train", arguments, followed.folder / runs.CONSOLE)
        except OutputError as error:
            self._fail(followed, str(error))
            return
        self._at, self._unwanted = followed, False
        self.changed.emit()

    def _ended(self, end: End) -> None:
        followed, self._child, self._at = self._at, None, None
        assert followed is not None
        self._refresh(followed)
        order = followed.order
        if order is not None and order.held:
            # Taken back before it was at work.
            if self._unwanted:
                self.discard(followed)
        elif followed.run is None or (order is not None and end is End.MENDABLE):
            why = sentence_of(followed.printed()) or self.tr("Its process ended before it had begun.")
            self._fail(followed, why)
        else:
            with self._saying():
                take_order_away(followed.folder)
            self._refresh(followed)
            self._tell_end(followed)
        self._refresh(followed)
        self.changed.emit()

    def _tell_end(self, followed: Followed) -> None:
        name = followed.name
        said = {
            "finished": self.tr("The training {} is finished: its model is in the panel Trainings.").format(name),
            "stopped": self.tr("The training {} has stopped: the best it had is in the panel Trainings.").format(name),
            "diverged": self.tr("The training {} has ended: its loss was no number any more.").format(name),
            "failed": self.tr("The training {} has failed: {}").format(name, sentence_of(followed.printed())),
            "interrupted": self.tr(
                "The process of the training {} is gone. What it had saved is there: resume it in the panel Trainings."
            ).format(name),
        }.get(followed.state)
        if said:
            self.said.emit(said)

    def _fail(self, followed: Followed, why: str) -> None:
        if followed.order is not None:
            with self._saying():
                write_order(followed.folder, replace(followed.order, failed=why))
        self.said.emit(self.tr("The training {} could not begin: {}").format(followed.name, why))
        self._refresh(followed)

    def _wish(self, followed: Followed, word: str) -> None:
        with self._saying():
            runs.wish(followed.folder, word)
        self.changed.emit()

    def _owns_queue(self) -> bool:
        """Whether it is this window that starts what waits; the system takes the lock from one that is killed."""
        if self._lock is None:
            with contextlib.suppress(OSError):
                self._lock = try_lock(self.folder / _QUEUE_LOCK)
        return self._lock is not None

    @contextlib.contextmanager
    def _saying(self) -> Iterator[None]:
        """What the disk refuses is said; the files tell what is so."""
        try:
            yield
        except OutputError as error:
            self.said.emit(str(error))

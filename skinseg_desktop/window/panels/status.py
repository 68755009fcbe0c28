"""The status bar: the one place that says what the program does."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStatusBar, QToolButton, QWidget

from skinseg_desktop.window.panels.elided import Elided
from skinseg_desktop.window.panels.numbers import number
from skinseg_desktop.window.panels.steady import Room, Steady
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from skinseg_desktop.window.folder import Running
    from skinseg_desktop.window.saving import SaveState

#: A sentence stays this long, in milliseconds, and longer the longer it is; it is read in less.
_SHORTEST, _EACH_LETTER, _READ = 6_000, 60, 2_000
#: Right of the last field, and between two of them, in pixels.
_MARGIN, _BETWEEN = 8, 6


class StatusBar(QStatusBar):
    """Saved or not and where, what was said last, the photo, the model, and what runs in the background."""

    def __init__(self, cancel: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(0, 0, _MARGIN, 0)
        self.saving = _label("save_status", self.tr("Whether your work is saved"), mode=Qt.TextElideMode.ElideMiddle)
        self.message = _label("message", self.tr("What was said last"))
        self.message.opens = True
        self._view = _label("view_status", self.tr("The photo and its zoom"), steady=True)
        self._pointer = Steady("pointer_status", "88888, 88888")
        self._pointer.setAccessibleName(self.tr("Place of the pointer in the photo"))
        self._model = _label("model_status", self.tr("Device, model and its time a photo"))
        self._bar = QProgressBar()
        self._bar.setObjectName("progress_bar")
        self._bar.setAccessibleName(self.tr("Progress of what runs in the background"))
        self._bar.setMaximumWidth(120)
        self._bar.setTextVisible(False)
        self._running = _label("progress_status", self.tr("What runs in the background"))
        self._cancel = QToolButton()
        self._cancel.setObjectName("cancel_button")
        self._cancel.setDefaultAction(cancel)
        self._cancel.setAccessibleName(cancel.text())
        background = QWidget()
        row = QHBoxLayout(background)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._running, self._bar, self._cancel):
            row.addWidget(part)
        self._background = background
        self._said = Room(self.saving, self.message)
        self.addWidget(self._said, 1)
        # Something else came into the bar, or went: when the layout is through with it.
        self._said.resized.connect(self._make_room, Qt.ConnectionType.QueuedConnection)
        for widget in (self._pointer, self._view, self._model, background):
            self.addPermanentWidget(widget)
        background.hide()
        self._clear = QTimer(self, singleShot=True)
        self._clear.timeout.connect(lambda: self._show(""))
        #: Sentences that wait for their turn, the one that is just being read, and whether it is about the photo.
        self._waiting: deque[str] = deque()
        self._telling = ""
        self._of_photo = False
        #: Why work is not on disk, as it was said last.
        self._trouble = ""
        self._reading = QTimer(self, singleShot=True)
        self._reading.timeout.connect(self._tell_next)

    def say(self, sentence: str, *, of_photo: bool = False) -> None:
        """Say a sentence for a while, at once; ``of_photo``: it is about the photo, and goes with it."""
        if self._telling:
            # It was not read yet, and comes back.
            self._waiting.appendleft(self._telling)
            self._telling = ""
        self._show(told(sentence), of_photo=of_photo)

    def tell(self, sentence: str) -> None:
        """Say a sentence that comes by itself: where another one is still being read, behind that."""
        sentence = told(sentence)
        if sentence != self._telling and sentence not in self._waiting:
            self._waiting.append(sentence)
            self._tell_next()

    def clear(self) -> None:
        """Say nothing more of what was: another folder is open."""
        self._waiting.clear()
        self._telling = ""
        self._show("")

    def leave_photo(self) -> None:
        """Another photo is on screen: what was said about the one before goes."""
        if self._of_photo:
            self._show("")
            self._tell_next()

    def _forget(self, trouble: str) -> None:
        """What could not be saved is saved now: say no longer that it could not."""
        sentence = trouble.partition(". ")[0]
        self._waiting = deque(waiting for waiting in self._waiting if sentence not in waiting)
        if sentence in self.message.text():
            self._telling = ""
            self._show("")
            self._tell_next()

    def _tell_next(self) -> None:
        if not self._reading.isActive():
            self._telling = self._waiting.popleft() if self._waiting else ""
            if self._telling:
                self._show(self._telling)

    def _show(self, sentence: str, *, of_photo: bool = False) -> None:
        self._of_photo = of_photo
        self.message.setText(sentence)
        self._make_room()
        self._clear.start(_SHORTEST + _EACH_LETTER * len(sentence))
        self._reading.start(_READ + _EACH_LETTER * len(sentence) * 2 // 3)
        if not sentence:
            self._clear.stop()
            self._reading.stop()

    def show_saving(self, state: SaveState, place: Path, read_only: tuple[str, str] | None) -> None:
        """Say what is on disk, and where; of a read-only project who writes it, or the sentence why it cannot be."""
        # Work that is not on disk is said first: a project may become read only because somebody took it over.
        now = told(state.trouble)
        if now and (read_only is None or not state.saved):
            text, short = self.tr("Not saved: {}").format(now), self.tr("Not saved")
        elif read_only is not None:
            holder, reason = read_only
            said = self.tr("Read only: {}") if reason else self.tr("Read only: {} works on this project.")
            text, short = said.format(told(reason) or told(holder) or self.tr("somebody else")), self.tr("Read only")
        elif not state.saved:
            text, short = self.tr("Saving in {}").format(place), self.tr("Saving")
        else:
            text, short = self.tr("Saved in {}").format(place), self.tr("Saved")
        self.saving.setText(text, short)
        trouble, self._trouble = self._trouble, now
        if trouble and not now:
            self._forget(trouble)
        # What is not on disk is as important as any sentence.
        self._said.yields = state.saved or not now
        self._said.arrange()

    def show_view(self, name: str, size: tuple[int, int] | None, percent: float, adjusted: bool) -> None:
        """Say which photo is shown, its size and its zoom."""
        if size is None:
            self._view.setText("")
            return
        text = self.tr("{}  {} × {}  {:.0f}%").format(name, *size, percent)
        self._view.setText(text + (self.tr("  display adjusted") if adjusted else ""))

    def point(self, at: object) -> None:
        """Say where in the photo the pointer is."""
        self._pointer.setText(f"{int(at[0])}, {int(at[1])}" if isinstance(at, tuple) else "")

    def show_model(self, described: str, milliseconds: float | None) -> None:
        """Say what predicts, and how long it takes."""
        self._model.setText(described if milliseconds is None else f"{described} {number(milliseconds)} ms")

    def show_running(self, running: Running | None) -> None:
        """Say what runs in the background, how far it is and how long it takes yet."""
        self._background.setVisible(running is not None)
        if running is None:
            self._make_room()
            return
        progress = running.progress
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        text = running.title
        if progress.total:
            done, total = number(progress.done), number(progress.total)
            text = self.tr("{}: {} of {}").format(running.title, done, total)
        if running.remaining is not None and progress.done < progress.total:
            text += ", " + self._left(running.remaining)
        self._running.setText(text)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is more room, or less."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Let a sentence be read whole: where the window is narrow, what can be seen elsewhere gives way to it."""
        fields = (self._view, self._model, self._pointer)  # the last goes first
        others = [self._background, *self.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly)]
        room = self.contentsRect().width() - 2 * _BETWEEN - self._said.wanted()
        room -= sum(other.sizeHint().width() + _BETWEEN for other in others if not other.isHidden())
        fits = True
        for field in fields:
            room -= max(field.minimumWidth(), field.sizeHint().width()) + _BETWEEN
            fits = fits and (room >= 0 or not self.message.text())
            field.setVisible(fits)
        self._said.arrange()

    def _left(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("{:.0f} s left").format(seconds)
        return self.tr("{:.0f} min left").format(seconds / 60)


def _label(
    name: str,
    accessible: str,
    *,
    steady: bool = False,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> Elided:
    label = Elided(steady=steady, mode=mode)
    label.setObjectName(name)
    label.setAccessibleName(accessible)
    return label

"""The place of the training panel, which is made when it is first seen; and the way there from the status bar."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolButton, QWidget

from skinseg_desktop.window.followed import AT_WORK, value_of

if TYPE_CHECKING:
    from skinseg_desktop.window.followed import Followed
    from skinseg_desktop.window.models import Models
    from skinseg_desktop.window.training import Training

#: When a dock that opens with the window is filled, in milliseconds.
_SOON = 50
#: How high it is where the window is not high, in pixels.
_LOW = 280


class TrainingDock(QDockWidget):
    """Empty until it is shown: drawing curves takes a library that the window does not wait for at its start."""

    use_wanted = Signal(object)
    train_wanted = Signal()
    said = Signal(str)

    def __init__(self, training: Training, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_dock")
        self.setWindowTitle(self.tr("Trainings"))
        self.setAccessibleName(self.windowTitle())
        self.setAllowedAreas(Qt.DockWidgetArea.BottomDockWidgetArea | Qt.DockWidgetArea.TopDockWidgetArea)
        self.training, self._models = training, models
        self.visibilityChanged.connect(training.watch)

    def open(self, followed: Followed | None = None) -> None:
        """Show it, with a run."""
        first = self.widget() is None
        self._fill()
        self.show()
        self.raise_()
        if first:
            # When it has a place; afterwards it is as high as it was left.
            QTimer.singleShot(0, self._lower)
        panel = self.widget()
        if followed is not None:
            panel.choose(followed)  # type: ignore[attr-defined] # the panel's type is not loaded before it is made

    def showEvent(self, event: QShowEvent) -> None:
        """Fill it soon: where it was open at the last start, the window is painted first."""
        super().showEvent(event)
        QTimer.singleShot(_SOON, self._fill)

    def _lower(self) -> None:
        """Leave the room to the photo."""
        window = self.parentWidget()
        if isinstance(window, QMainWindow):
            window.resizeDocks([self], [max(_LOW, window.height() * 3 // 10)], Qt.Orientation.Vertical)

    def _fill(self) -> None:
        if self.widget() is not None:
            return
        from skinseg_desktop.window.panels.training import TrainingPanel

        panel = TrainingPanel(self.training, self._models.in_use)
        self._models.changed.connect(panel.say_what_is_used)
        panel.use_wanted.connect(self.use_wanted)
        panel.train_wanted.connect(self.train_wanted)
        panel.said.connect(self.said)
        self.setWidget(panel)


class TrainingStatus(QToolButton):
    """How far the training is, in the status bar; a click shows its panel."""

    def __init__(self, training: Training, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_status")
        self.setAccessibleName(self.tr("The training in the background"))
        self.setToolTip(self.tr("Show the training"))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._training = training
        training.changed.connect(self._update)
        training.progressed.connect(lambda _: self._update())
        self.hide()

    def _update(self) -> None:
        followed = self._training.at_work
        prepares = followed is not None and self._training.prepares(followed)
        # The process of a run that has ended may take a while to go: there is nothing to tell of it any more.
        if followed is None or not (prepares or followed.state in AT_WORK):
            self.hide()
            return
        done = value_of(followed.last_step, "step") / max(value_of(followed.last_step, "steps"), 1.0)
        if prepares or math.isnan(done):
            self.setText(self.tr("Training prepares"))
        elif followed.finishing:
            # Not how far it is: one that stops early never comes to the end of its steps.
            self.setText(self.tr("Training scores the new model"))
        elif followed.state == "paused":
            self.setText(self.tr("Training paused"))
        else:
            self.setText(self.tr("Training {}%").format(int(100 * done)))
        self.show()

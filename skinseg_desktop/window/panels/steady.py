"""Texts that change while one paints, and lay nothing out anew: that would keep a stroke waiting."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Steady(QLabel):
    """A label of one size, whatever it says, for numbers."""

    def __init__(self, name: str, widest: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._widest = widest
        self._measure()

    def setText(self, text: str) -> None:
        """Show a number."""
        super().setText(text)
        # A text that can be selected is laid out when it is asked for its size, else while it is painted, which paints
        # it twice.
        self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs other room."""
        if event.type() == QEvent.Type.FontChange:
            self._measure()
        super().changeEvent(event)

    def _measure(self) -> None:
        said = self.text()
        self.setText(self._widest)
        self.setFixedSize(self.sizeHint())
        self.setText(said)


class Room(QWidget):
    """As much room as there is, for one label: what that says does not reach the layout outside."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._label = label
        label.setParent(self)

    def sizeHint(self) -> QSize:
        """As high as the label."""
        return self._label.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As little as the label can do with."""
        return self._label.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All is the label's."""
        self._label.resize(self.size())

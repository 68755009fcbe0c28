"""Texts that change while one paints, and lay nothing out anew: that would keep a stroke waiting."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

#: Between two labels that share a room, in pixels.
_GAP = 8


class Steady(QLabel):
    """A label of one size, whatever it says, for numbers."""

    def __init__(self, name: str, widest: str, *, selectable: bool = False) -> None:
        super().__init__()
        self.selectable = selectable
        self.setObjectName(name)
        self._widest = widest
        self._measure()

    def setText(self, text: str) -> None:
        """Show a number."""
        if text != self.text():
            super().setText(text)

    def enterEvent(self, event: QEnterEvent) -> None:
        """A number can be copied. Where it could be all the time, each new one would be laid out as a document."""
        if self.selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """What is selected stays so, to be copied."""
        if not self.hasSelectedText():
            self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        super().leaveEvent(event)

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
    """As much room as there is, for two labels: what they say does not reach the layout outside.

    The first gives way to the second as long as it ``yields``.
    """

    #: There is more room or less than before.
    resized = Signal()

    def __init__(self, first: QLabel, second: QLabel) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._first, self._second = first, second
        self.yields = True
        for label in (first, second):
            label.setParent(self)

    def wanted(self) -> int:
        """The width in which the second label is whole, and of the first is left what it can do with, if it yields."""
        first = self._first.minimumSizeHint().width() if self.yields else _needed(self._first)
        return first + _GAP + _needed(self._second)

    def arrange(self) -> None:
        """Divide the room anew: the second label says something else."""
        width, height = self.width(), self.height()
        least = self._first.minimumSizeHint().width()
        if not self.yields:
            # The second is left as much as it can do with.
            kept = self._second.minimumSizeHint().width() + _GAP if self._second.text() else 0
            least = max(least, min(_needed(self._first), width - kept))
        second = max(_needed(self._second), width * 4 // 7) if self._second.text() else 0
        second = min(second, max(width - least - _GAP, 0))
        first = width - second - (_GAP if second else 0)
        self._first.setGeometry(0, 0, first, height)
        self._second.setGeometry(width - second, 0, second, height)

    def sizeHint(self) -> QSize:
        """As high as the labels."""
        return self._first.sizeHint().expandedTo(self._second.sizeHint())

    def minimumSizeHint(self) -> QSize:
        """As little as the labels can do with."""
        first, second = self._first.minimumSizeHint(), self._second.minimumSizeHint()
        return QSize(first.width() + _GAP + second.width(), max(first.height(), second.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All is the labels'."""
        self.arrange()
        self.resized.emit()


def _needed(label: QLabel) -> int:
    """The width in which a label's text is whole."""
    return label.fontMetrics().horizontalAdvance(label.text()) + 2 if label.text() else 0

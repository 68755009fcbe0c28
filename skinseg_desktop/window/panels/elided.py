"""A label for texts of any length."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel


class Elided(QLabel):
    """A label that leaves out the end of a text there is no room for; the tool tip has the whole."""

    def __init__(self, *, steady: bool = False, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        """``steady``: it grows with its texts and never shrinks, so that few texts lay anything out anew.

        A sentence is read from its beginning; a path, whose end says most, may lose its middle by ``mode``.
        """
        super().__init__()
        self._steady = steady
        self._mode = mode

    def setText(self, text: str) -> None:
        """Show a text, as far as there is room."""
        if text == self.text():
            return
        if self._steady:
            wanted = self.fontMetrics().horizontalAdvance(text) + 2
            if wanted > self.minimumWidth():
                self.setFixedSize(wanted, self.fontMetrics().height())
        super().setText(text)
        self.setToolTip(text)

    def shown(self) -> str:
        """What of the text there is room for."""
        return self.fontMetrics().elidedText(self.text(), self._mode, self.width())

    def minimumSizeHint(self) -> QSize:
        """A long path must not make the window wider than the screen."""
        return QSize(self.fontMetrics().averageCharWidth() * 8, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.rect(),
            int(self.alignment().value),
            self.palette(),
            self.isEnabled(),
            self.shown(),
            self.foregroundRole(),
        )

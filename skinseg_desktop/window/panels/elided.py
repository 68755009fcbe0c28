"""A label for texts of any length."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolTip

from skinseg_desktop.window.panels.fitting import squeezed, tip

#: So wide does a steady label grow, in letters: the name of a photo has no end.
_STEADY = 48
#: How long a text that was asked for can be read, in milliseconds.
_SHORTEST, _EACH_LETTER = 10_000, 100


class Elided(QLabel):
    """A label that leaves out the end of a text there is no room for; the tool tip has the whole."""

    def __init__(self, *, steady: bool = False, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        """``steady``: it grows with its texts and never shrinks, so that few texts lay anything out anew.

        A sentence is read from its beginning; a path, whose end says most, may lose its middle by ``mode``.
        """
        super().__init__()
        self._steady = steady
        self._mode = mode
        self._short = ""
        #: What was cut to which width, and what was left of it: it is painted more often than it changes.
        self._known: tuple[str, str, int] | None = None
        self._cut = ""
        #: Whether a click shows the whole text where it was not there.
        self.opens = False

    def setText(self, text: str, short: str = "") -> None:
        """Show a text, as far as there is room; where that is not even enough for ``short``, that."""
        if text == self.text():
            return
        self._short = short
        if self._steady:
            metrics = self.fontMetrics()
            wanted = min(metrics.horizontalAdvance(text) + 2, metrics.averageCharWidth() * _STEADY)
            if wanted > self.minimumWidth():
                self.setFixedSize(wanted, metrics.height())
        super().setText(text)
        self.setToolTip(tip(text))

    def shown(self) -> str:
        """What of the text there is room for; a long name in it loses its middle before a sentence does its end."""
        known = self.text(), self._short, self.width()
        if self._known != known:
            self._known, self._cut = known, self._fitted()
        return self._cut

    def _fitted(self) -> str:
        text = squeezed(self.text(), self.fontMetrics(), self.width())
        elided = self.fontMetrics().elidedText(text, self._mode, self.width())
        whole = elided == text or elided.find("…") > len(self._short)
        return elided if whole or not self._short else self._short

    def changeEvent(self, event: QEvent) -> None:
        """Another font has other widths."""
        if event.type() == QEvent.Type.FontChange:
            self._known = None
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """A long path must not make the window wider than the screen."""
        metrics = self.fontMetrics()
        least = metrics.horizontalAdvance(self._short) + 2 if self._short else metrics.averageCharWidth() * 8
        return QSize(least, super().minimumSizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the button to go up: that would take a tool tip away again."""
        event.setAccepted(self.opens)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the whole, for as long as it takes to read it."""
        if self.opens and self.shown() != self.text():
            time = _SHORTEST + _EACH_LETTER * len(self.text())
            QToolTip.showText(event.globalPosition().toPoint(), self.toolTip(), self, self.rect(), time)

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

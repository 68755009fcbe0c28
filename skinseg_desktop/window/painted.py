"""When a window is on screen for the first time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

#: A window that nobody shows counts as painted after this time, in milliseconds.
_UNSEEN = 500


class Painted(QObject):
    """Tells once that a window was painted, or that nobody seems to show it; then it goes."""

    over = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)
        self._soon = QTimer(self, singleShot=True, interval=_UNSEEN)
        self._soon.timeout.connect(self._end)
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for a repaint; its end comes when the event loop goes on."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._soon.start(0)
        return False

    def _end(self) -> None:
        self.over.emit()
        self.deleteLater()

"""The list view of the gallery: it leaves letters to the program, and lays out only when it has to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from skinseg_desktop.window.gallery.model import AnyIndex


class PhotoList(QListView):
    """A list that leaves letters to the program's shortcuts."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        # Who makes a row current scrolls to it.
        self.setAutoScroll(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMinimumSize(QSize(150, 100))

    def dataChanged(self, first: AnyIndex, last: AnyIndex, roles: Sequence[int] = ()) -> None:
        """Paint what looks otherwise; a QListView would lay out every row again for each thumbnail that arrives."""
        QAbstractItemView.dataChanged(self, first, last, list(roles))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of it."""
        super().resizeEvent(event)
        self.resized.emit()

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters are the program's, and names are found with the search field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Ctrl+A selects; what the list does not use goes on to the window."""
        if event.text() and not event.modifiers() and event.key() != Qt.Key.Key_Space:
            event.ignore()
            return
        super().keyPressEvent(event)

    def places_to_come(self, *, forward: bool, most: int) -> range:
        """The places of the screenful after the one shown, nearest first; or of the one before it."""
        seen, rows = self.viewport().rect(), self.model().rowCount()
        first, last = self.indexAt(seen.topLeft()).row(), self.indexAt(seen.bottomLeft()).row()
        if first < 0:
            return range(0)
        last = last if last >= 0 else rows - 1
        count = min(last - first + 1, most)
        return (
            range(last + 1, min(last + 1 + count, rows))
            if forward
            else range(first - 1, max(first - 1 - count, -1), -1)
        )

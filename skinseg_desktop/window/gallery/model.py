"""Rows in the order shown, as a list model: nothing is copied, whatever the number of photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from skinseg_desktop.review.rows import Query, Row, Rows
from skinseg_desktop.window.gallery.words import edited_besides, status_word
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AnyIndex = QModelIndex | QPersistentModelIndex


class GalleryModel(QAbstractListModel):
    """Positions are places in the order; the order stays until ``arrange``."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows | None = None
        self.query = Query()
        self.order: list[int] = []
        self._place: dict[int, int] = {}
        #: Why a row has no thumbnail, by its index.
        self.faults: Mapping[int, str] = {}

    def set_rows(self, rows: Rows | None) -> None:
        """Show the rows of another folder."""
        self.beginResetModel()
        self.rows = rows
        self._order()
        self.endResetModel()

    def arrange(self, query: Query) -> None:
        """Filter and sort anew."""
        self.beginResetModel()
        self.query = query
        self._order()
        self.endResetModel()

    def append_new(self) -> None:
        """Rows that came since and fit the query, at the end of the order."""
        if self.rows is None:
            return
        known = len(self.order)
        new = [i for i in self.rows.order(self.query) if i not in self._place]
        if new:
            self.beginInsertRows(QModelIndex(), known, known + len(new) - 1)
            self.order += new
            self._place.update((index, known + n) for n, index in enumerate(new))
            self.endInsertRows()

    def place(self, index: int) -> int:
        """The position of a row, -1 where it is not shown."""
        return self._place.get(index, -1)

    def changed(self, indices: Sequence[int] | None) -> None:
        """Rows look otherwise now."""
        if indices is None:
            if self.order:
                self.dataChanged.emit(self.index(0), self.index(len(self.order) - 1))
            return
        for index in indices:
            place = self.place(index)
            if place >= 0:
                self.dataChanged.emit(self.index(place), self.index(place))

    def at(self, place: int) -> tuple[int, Row]:
        """Index and row of a position."""
        assert self.rows is not None
        index = self.order[place]
        return index, self.rows.row(index)

    def trouble(self, index: int, row: Row) -> str:
        """Why a row's photo cannot be read; nothing where it can."""
        return row.trouble or self.faults.get(index, "")

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self.order)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, and for assistive technology all that is painted."""
        if not index.isValid() or self.rows is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.at(index.row())[1].id
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(*self.at(index.row()))
        return None

    def _said(self, index: int, row: Row) -> str:
        trouble = self.trouble(index, row)
        words = [row.relative, status_word("missing" if row.missing else "unreadable" if trouble else row.status)]
        if edited_besides(row):
            words.append(status_word("edited"))
        if row.flagged:
            words.append(self.tr("flagged"))
        if row.model:
            words.append(self.tr("model {}").format(row.model))
        if row.dice is not None:
            words.append(self.tr("Dice {:.3f}").format(row.dice))
        if trouble:
            words.append(told(trouble))
        return ", ".join(words)

    def _order(self) -> None:
        self.order = [] if self.rows is None else self.rows.order(self.query)
        self._place = {index: place for place, index in enumerate(self.order)}

"""The palette: everything the program can do, found by typing a few letters of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from skinseg_desktop.window.actions import ACTIONS
from skinseg_desktop.window.bindings import reason, spelled, text_of, tip_of
from skinseg_desktop.window.dialogs.fuzzy import score

if TYPE_CHECKING:
    from collections.abc import Mapping

_ID = Qt.ItemDataRole.UserRole
#: How much less a match in the explaining sentence counts than one in the name.
_TIP = 8.0


class Palette(QDialog):
    """A field and what answers it, the best first. Enter does it, Escape leaves."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Find an action"))
        self._actions = actions
        self._field = QLineEdit()
        self._field.setObjectName("palette_field")
        self._field.setAccessibleName(self.tr("Name of an action"))
        self._field.setPlaceholderText(self.tr("What do you want to do?"))
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self._find)
        self._field.installEventFilter(self)
        self._list = QTreeWidget()
        self._list.setObjectName("palette_list")
        self._list.setAccessibleName(self.tr("Actions found"))
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._run)
        frame = QFrame(frameShape=QFrame.Shape.StyledPanel)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(self._field)
        inside.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._find("")
        self._place(parent)

    def changeEvent(self, event: QEvent) -> None:
        """Leave when the person turns to something else."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the cursor stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentItem())
                return True
            page = max(1, self._list.viewport().height() // max(1, self._list.sizeHintForRow(0)) - 1)
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                self._select(self._list.currentIndex().row() + step)
                return True
        return False

    def _find(self, typed: str) -> None:
        found = []
        for place, (key, action) in enumerate(self._actions.items()):
            kind = ACTIONS[key]
            # A person may know a command by its English name; that counts a little less.
            names = (score(typed, text_of(kind)), _less(score(typed, kind.title), 0.5))
            points = [p for p in (*names, _less(score(typed, tip_of(kind)), _TIP)) if p is not None]
            if points:
                found.append((-max(points), not action.isEnabled(), place, key))
        self._list.clear()
        for _, _, _, key in sorted(found):
            self._list.addTopLevelItem(self._row(key))
        self._select(0)

    def _select(self, row: int) -> None:
        item = self._list.topLevelItem(min(max(row, 0), self._list.topLevelItemCount() - 1))
        if item is not None:
            self._list.setCurrentItem(item)

    def _row(self, key: str) -> QTreeWidgetItem:
        kind, action = ACTIONS[key], self._actions[key]
        title, why = text_of(kind).removesuffix("..."), reason(action, kind)
        row = QTreeWidgetItem([f"{title} — {why}" if why else title, spelled(action.property("keys"), held=kind.held)])
        row.setData(0, _ID, key)
        row.setToolTip(0, "\n".join(line for line in (tip_of(kind), why) if line))
        row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grey = self.palette().color(QPalette.ColorRole.PlaceholderText)
        if why:
            row.setForeground(0, grey)
        row.setForeground(1, grey)
        return row

    def _run(self, row: QTreeWidgetItem | None) -> None:
        action = self._actions.get(row.data(0, _ID)) if row else None
        if action is not None and action.isEnabled():
            self.close()
            action.trigger()

    def _place(self, window: QWidget) -> None:
        """In the upper middle of the window, as wide as one reads a line."""
        width = min(max(self.fontMetrics().averageCharWidth() * 96, 420), max(window.width() - 40, 320))
        height = min(self.fontMetrics().height() * 22, max(window.height() - 120, 240))
        self.resize(width, height)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + min(90, window.height() // 8))


def _less(points: float | None, by: float) -> float | None:
    return None if points is None else points - by

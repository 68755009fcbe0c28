"""The sheet of shortcuts: all keys by what they do, and the place to change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.window.actions import ACTIONS, MENUS
from skinseg_desktop.window.bindings import SETTING, bind, keys_of, spelled, text_of, tip_of
from skinseg_desktop.window.dialogs.fuzzy import plain
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skinseg_desktop.store.settings import Settings

_ID = Qt.ItemDataRole.UserRole
#: The column of what an action does, and how much of the screen's width the sheet takes for it.
_MEANING, _SCREEN = 2, 0.94


class ShortcutSheet(QDialog):
    """A row an action. The chosen row's keys are changed below by pressing the new ones; it holds at once."""

    def __init__(self, actions: Mapping[str, QAction], settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcut_sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._actions = actions
        self._settings = settings
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._search = QLineEdit()
        self._search.setObjectName("shortcut_search")
        self._search.setAccessibleName(self.tr("Search"))
        self._search.setPlaceholderText(self.tr("Search by name or key"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._list = self._sheet()
        self._chosen = QLabel()
        self._chosen.setObjectName("shortcut_chosen")
        self._chosen.setWordWrap(True)
        self._keys = QKeySequenceEdit()
        self._keys.setObjectName("shortcut_keys")
        self._keys.setAccessibleName(self.tr("New keys: press them"))
        self._keys.setMaximumSequenceLength(1)
        self._keys.setClearButtonEnabled(True)
        self._keys.keySequenceChanged.connect(self._typed)
        self._use = self._button("shortcut_use", self.tr("Use"), self.tr("These keys and no others"))
        self._also = self._button("shortcut_also", self.tr("Use too"), self.tr("These keys beside those it has"))
        self._none = self._button("shortcut_none", self.tr("No keys"), self.tr("Take all keys away from this action"))
        self._reset = self._button("shortcut_reset", self.tr("Reset"), self.tr("The keys it had in the beginning"))
        self._use.clicked.connect(lambda: self._take([self._pressed()]))
        self._also.clicked.connect(lambda: self._take([*self._held(), self._pressed()]))
        self._none.clicked.connect(lambda: self._take([]))
        self._reset.clicked.connect(lambda: self._take(list(ACTIONS[self._current()].keys)))
        self._told = QLabel()
        self._told.setObjectName("shortcut_told")
        self._told.setWordWrap(True)
        keys = QHBoxLayout()
        for widget in (self._keys, self._use, self._also, self._none, self._reset):
            keys.addWidget(widget, 1 if widget is self._keys else 0)
        layout = QVBoxLayout(self)
        layout.addWidget(self._search)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._chosen)
        layout.addLayout(keys)
        layout.addWidget(self._told)
        layout.addWidget(self._buttons())
        self._fill()
        self._list.setCurrentItem(self._rows[next(iter(ACTIONS))])
        self.resize(self._size())

    def _sheet(self) -> QTreeWidget:
        sheet = QTreeWidget()
        sheet.setObjectName("shortcut_list")
        sheet.setAccessibleName(self.tr("Actions and their keys"))
        sheet.setColumnCount(3)
        sheet.setHeaderLabels([self.tr("Action"), self.tr("Keys"), self.tr("What it does")])
        sheet.setRootIsDecorated(False)
        sheet.setAlternatingRowColors(True)
        sheet.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        sheet.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        # A sentence that is longer than the sheet is wide goes on in the next line.
        sheet.setWordWrap(True)
        sheet.setItemDelegate(_Wrapping(sheet))
        sheet.header().sectionResized.connect(sheet.scheduleDelayedItemsLayout)
        sheet.currentItemChanged.connect(lambda *_: self._choose())
        sheet.itemActivated.connect(lambda *_: self._keys.setFocus())
        return sheet

    def _size(self) -> QSize:
        """So wide that each sentence is on one line, where the screen is."""
        metrics, sheet = self.fontMetrics(), self._list
        meaning = max(metrics.horizontalAdvance(row.text(_MEANING)) for row in self._rows.values())
        rest = sheet.verticalScrollBar().sizeHint().width() + 6 * metrics.averageCharWidth()
        rest += sum(sheet.sizeHintForColumn(column) for column in range(_MEANING))
        most = self.screen().availableGeometry().size() * _SCREEN
        return QSize(meaning + rest, metrics.height() * 38).boundedTo(most)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setObjectName("shortcut_close")
        close.setAccessibleName(close.text())
        # Enter in a field must not press a button that one does not see.
        close.setAutoDefault(False)
        everything = buttons.addButton(self.tr("Reset all"), QDialogButtonBox.ButtonRole.ResetRole)
        everything.setObjectName("shortcut_reset_all")
        everything.setAccessibleName(everything.text())
        everything.setAutoDefault(False)
        everything.clicked.connect(lambda: self._keep({}))
        buttons.rejected.connect(self.close)
        return buttons

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        return button

    def _fill(self) -> None:
        for key, title in MENUS.items():
            group = QTreeWidgetItem([QCoreApplication.translate("Actions", title)])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            self._list.addTopLevelItem(group)
            self._groups[key] = group
            for kind in sorted((k for k in ACTIONS.values() if k.menu == key), key=lambda k: k.section):
                row = QTreeWidgetItem([text_of(kind).removesuffix("..."), "", tip_of(kind)])
                row.setData(0, _ID, kind.id)
                row.setToolTip(2, tip_of(kind))
                group.addChild(row)
                self._rows[kind.id] = row
            group.setExpanded(True)
        self._say_keys()

    def _say_keys(self) -> None:
        for key, keys in keys_of(self._settings).items():
            row = self._rows[key]
            row.setText(1, spelled(keys, held=ACTIONS[key].held))
            font = row.font(1)
            font.setItalic(keys != ACTIONS[key].keys)
            row.setFont(1, font)

    def _filter(self, typed: str) -> None:
        wanted = plain(typed).split()
        for key, row in self._rows.items():
            text = plain(f"{row.text(0)} {row.text(1)} {row.text(2)} {ACTIONS[key].title}")
            row.setHidden(not all(word in text for word in wanted))
        for key, group in self._groups.items():
            group.setHidden(all(row.isHidden() for i, row in self._rows.items() if ACTIONS[i].menu == key))

    def _current(self) -> str:
        row = self._list.currentItem()
        return str(row.data(0, _ID) or "") if row else ""

    def _held(self) -> tuple[str, ...]:
        return keys_of(self._settings)[self._current()]

    def _pressed(self) -> str:
        return self._keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _choose(self) -> None:
        key = self._current()
        self._keys.clear()
        self._told.setText("")
        if key:
            keys = spelled(self._held(), held=ACTIONS[key].held) or self.tr("no keys")
            self._chosen.setText(self.tr("{}: {}. Press new keys here:").format(self._rows[key].text(0), keys))
        self._typed()

    def _typed(self) -> None:
        key, pressed = self._current(), self._pressed()
        for widget in (self._keys, self._none, self._reset):
            widget.setEnabled(bool(key))
        for widget in (self._use, self._also):
            widget.setEnabled(bool(key and pressed))
        if pressed:
            owner = self._owner(pressed)
            if owner and owner != key:
                told = self.tr("{} belongs to “{}”, which loses it if you use it here.")
                self._told.setText(told.format(spelled([pressed]), text_of(ACTIONS[owner]).removesuffix("...")))
            else:
                self._told.setText("")

    def _owner(self, pressed: str) -> str | None:
        return next((i for i, keys in keys_of(self._settings).items() if pressed in keys), None)

    def _take(self, keys: Sequence[str]) -> None:
        key, chosen = self._current(), {i: list(k) for i, k in keys_of(self._settings).items()}
        if not key:
            return
        # A key does one thing: whoever had it loses it.
        for other in chosen:
            chosen[other] = [k for k in chosen[other] if k not in keys]
        chosen[key] = list(dict.fromkeys(keys))
        self._keep({i: k for i, k in chosen.items() if tuple(k) != ACTIONS[i].keys})

    def _keep(self, changed: dict[str, list[str]]) -> None:
        trouble = ""
        try:
            self._settings.set(SETTING, changed)
        except UserError as error:
            trouble = told(str(error))
        for key, keys in keys_of(self._settings).items():
            bind(self._actions[key], ACTIONS[key], keys)
        self._say_keys()
        self._choose()
        self._told.setText(trouble)


class _Wrapping(QStyledItemDelegate):
    """Makes a row as high as its last text, wrapped in the width of its column, which Qt's tree does not look at."""

    def __init__(self, sheet: QTreeWidget) -> None:
        super().__init__(sheet)
        self._sheet = sheet

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The size of a cell."""
        size = super().sizeHint(option, index)
        text = str(index.data() or "")
        if index.column() != _MEANING or not text:
            return size
        margin = self._sheet.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self._sheet) + 1
        width = max(self._sheet.columnWidth(_MEANING) - 2 * margin, 1)
        needed = option.fontMetrics.boundingRect(QRect(0, 0, width, 10_000), int(Qt.TextFlag.TextWordWrap), text)
        return QSize(width, max(size.height(), needed.height()))

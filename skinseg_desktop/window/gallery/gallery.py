"""The gallery: the folder's photos as a list or a grid, with search, filter, sorting and what is reviewed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from skinseg_desktop.review.rows import Query, Row, Rows
from skinseg_desktop.store.changes import STATUSES
from skinseg_desktop.window.gallery.delegate import GalleryDelegate
from skinseg_desktop.window.gallery.model import GalleryModel
from skinseg_desktop.window.gallery.photo_list import PhotoList
from skinseg_desktop.window.gallery.thumbs import Thumbs
from skinseg_desktop.window.gallery.words import status_word
from skinseg_desktop.window.panels.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction, QKeySequence, QShortcut

    from skinseg_desktop.core.fingerprint import Stamp
    from skinseg_desktop.store import Settings
    from skinseg_desktop.window.jobs import Jobs

#: How long after the last letter the search begins, in milliseconds.
_TYPING = 120
#: How long after a change the counts below the list follow, in milliseconds.
_COUNTING = 100
#: How long the list stands still before the pictures below it are made, in milliseconds, and of how many rows at most.
_STILL, _READY = 150, 60


class Gallery(QWidget):
    """What is current is an index into ``Rows``; the order is the view's own and changes on a person's wish only."""

    current_changed = Signal(int)
    selection_changed = Signal()
    menu_wanted = Signal(object)
    #: The order that the person chose, as the setting ``gallery_sort`` has it.
    sort_chosen = Signal(str)

    def __init__(self, jobs: Jobs, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gallery")
        self.setAccessibleName(self.tr("Photos"))
        self._model = GalleryModel()
        self._model.query = self._model.query.ordered(str(settings.get("gallery_sort")))
        self._model.setParent(self)
        self._thumbs = Thumbs(jobs, self)
        self._model.faults = self._thumbs.faults
        self._thumbs.arrived.connect(lambda index: self._model.changed([index]))
        self._current = -1
        self._direction = 1
        self._quiet = False
        # Whether scores that arrive may still sort: nobody has gone on in this folder, scrolled or sorted it.
        self._settling = False
        self._view = PhotoList()
        self._view.setObjectName("gallery_list")
        self._view.setAccessibleName(self.tr("Photos of the folder"))
        self._delegate = GalleryDelegate(self._model, self._thumbs, self._view)
        self._delegate.side = int(settings.get("thumbnail_size"))
        self._view.setModel(self._model)
        self._thumbs.wanted = self._near_sight
        self._view.setItemDelegate(self._delegate)
        self._view.selectionModel().currentChanged.connect(self._moved)
        self._view.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self._view.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self._view.viewport().mapToGlobal(at))
        )
        self._view.verticalScrollBar().actionTriggered.connect(lambda _: self.settle())
        self._still = QTimer(self, singleShot=True, interval=_STILL)
        self._still.timeout.connect(self._make_ready)
        self._view.verticalScrollBar().valueChanged.connect(lambda _: self._still.start())
        self._view.resized.connect(self._resized)
        self._progress = QLabel()
        self._progress.setObjectName("gallery_progress")
        self._nothing = QLabel(self.tr("No photo matches."))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._clear = QPushButton(self.tr("Show all photos"))
        self._clear.setObjectName("gallery_clear_filter")
        self._clear.clicked.connect(self._show_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 4, 4)
        layout.addLayout(self._header())
        layout.addWidget(self._view, 1)
        layout.addWidget(self._nothing)
        layout.addWidget(self._clear)
        layout.addWidget(self._progress)
        # The photo is on screen before the list is scrolled, which is three times the work.
        self._followed = QTimer(self, singleShot=True, interval=0)
        self._followed.timeout.connect(self._follow)
        self._soon = QTimer(self, singleShot=True, interval=_COUNTING)
        self._soon.timeout.connect(self._told)
        self.set_grid(False)
        self._told()

    # What others ask of it

    @property
    def grid(self) -> bool:
        """Whether photos are shown as a grid."""
        return self._delegate.grid

    def set_grid(self, on: bool) -> None:
        """Show a grid of thumbnails, or a list."""
        self._delegate.grid = on
        view = self._view
        # Not the icon mode: it lays out in batches, and what is not laid out yet cannot be scrolled to.
        view.setFlow(QListView.Flow.LeftToRight if on else QListView.Flow.TopToBottom)
        view.setWrapping(on)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setSpacing(0)
        view.scheduleDelayedItemsLayout()
        if self._current >= 0:
            QTimer.singleShot(0, self, lambda: self._scroll_to(self._current))

    def renew(self, index: int, stamp: Stamp) -> None:
        """Show a photo's small picture as its file is now."""
        self._thumbs.renew(index, stamp)

    def look_again(self) -> None:
        """Photos may be others under their names: let thumbnails be made anew where they are."""
        self._thumbs.look_again()

    def set_rows(self, rows: Rows | None) -> None:
        """Show another folder; nothing is current then."""
        self._thumbs.clear()
        self._current = -1
        self._settling = True
        self._quiet = True
        self._model.set_rows(rows)
        self._quiet = False
        self._still.start()
        self._told()
        # A model that is reset forgets its selection without a word.
        self.selection_changed.emit()

    def refresh(self, indices: Sequence[int] | None) -> None:
        """These rows look otherwise now, or all.

        No row moves, but where the folder was just opened: then the scores come after the order that depends on them.
        """
        query = self._model.query
        if self._settling and query.sort == "dice" and indices != [self._current]:
            self._arrange(query)
        self._model.changed(indices)
        # Counting ten thousand rows waits until the photo is on screen.
        if not self._soon.isActive():
            self._soon.start()

    def settle(self) -> None:
        """The person is at work: from now on no row moves."""
        self._settling = False

    def merged(self) -> None:
        """Rows came or went outside: new ones are shown at the end."""
        self._model.append_new()
        self.refresh(None)

    def current(self) -> int:
        """The row worked on, -1 for none."""
        return self._current

    def set_current(self, index: int) -> None:
        """Work on another row and show it, also where the filter hides it."""
        place = self._model.place(index)
        if place < 0:
            self._show_all()
            place = self._model.place(index)
        if place >= 0:
            self._go(place)
            self._follow()

    @property
    def has_selection(self) -> bool:
        """Whether any row is selected."""
        return self._view.selectionModel().hasSelection()

    def selected(self) -> list[int]:
        """The rows selected, in the order shown."""
        # By ranges: all of a hundred thousand are one.
        ranges = list[QItemSelectionRange](self._view.selectionModel().selection())  # type: ignore[call-overload]
        return [
            self._model.order[place] for place in sorted({p for r in ranges for p in range(r.top(), r.bottom() + 1)})
        ]

    def shown_indices(self) -> list[int]:
        """The rows in the order shown."""
        return list(self._model.order)

    def step(self, by: int) -> bool:
        """Go on by so many rows in the order shown; False at its end."""
        place = self._model.place(self._current)
        target = place + by
        if not 0 <= target < len(self._model.order):
            return False
        self._go(target)
        return True

    def neighbours(self, ahead: int) -> list[int]:
        """The rows most likely wanted next: those further on in the direction of the last step, then the one before."""
        place = self._model.place(self._current)
        if place < 0 or ahead <= 0:
            return []
        places = [place + self._direction * step for step in range(1, ahead + 1)] + [place - self._direction]
        return [self._model.order[p] for p in places if 0 <= p < len(self._model.order)]

    def go_to_next(self, predicate: Callable[[Row], bool]) -> bool:
        """Go to the next row of which it holds, round the end; False where there is no other than the current one."""
        rows, here = self._model.rows, self._model.place(self._current)
        place = rows.next_of(self._model.order, here, predicate) if rows is not None else None
        if place is None or place == here:
            return False
        self._go(place)
        return True

    def go_to_end(self, *, last: bool) -> None:
        """Go to the first row shown, or to the last."""
        if self._model.order:
            self._go(len(self._model.order) - 1 if last else 0)

    def go_to_lowest(self, key: Callable[[Row], float | None]) -> bool:
        """Go to the row shown that has the lowest of these numbers; False where none has one."""
        values = [(value, p) for p in range(len(self._model.order)) if (value := key(self._model.at(p)[1])) is not None]
        if not values:
            return False
        self._go(min(values)[1])
        return True

    def focus_search(self) -> None:
        """Let the person type a search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    # Inside

    def _header(self) -> QVBoxLayout:
        self._search = QLineEdit()
        self._search.setObjectName("gallery_search")
        self._search.setPlaceholderText(self.tr("Search names"))
        self._search.setAccessibleName(self.tr("Search names"))
        self._search.setClearButtonEnabled(True)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(lambda: self._arrange(replace(self._model.query, text=self._search.text())))
        self._search.textChanged.connect(lambda _: self._typing.start())
        self._search.returnPressed.connect(self._go_to_first)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._search)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self._leave_search)
        self._filter = QToolButton()
        self._filter.setObjectName("gallery_filter")
        self._filter.setText(self.tr("Filter"))
        self._filter.setAccessibleName(self.tr("Filter by status"))
        self._filter.setToolTip(self.tr("Show photos of some statuses only"))
        self._filter.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._filter.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = QMenu(self._filter)
        menu.setObjectName("gallery_filter_menu")
        menu.aboutToShow.connect(self._count)
        self._filters: dict[str, QAction] = {}
        for key in (*STATUSES, "flagged", "with_reference"):
            action = menu.addAction(self._title(key))
            action.setObjectName(f"gallery_filter_{key}")
            action.setCheckable(True)
            action.triggered.connect(self._filtered)
            self._filters[key] = action
        self._filter.setMenu(menu)
        self._sort = QComboBox()
        self._sort.setObjectName("gallery_sort")
        self._sort.setAccessibleName(self.tr("Sort by"))
        for key, title in (
            ("name", self.tr("Name")),
            ("status", self.tr("Status")),
            ("dice", self.tr("Dice")),
            ("area", self.tr("Area")),
            ("time", self.tr("Time of work")),
        ):
            self._sort.addItem(title, key)
        # Choosing the same again sorts again.
        self._sort.setCurrentIndex(self._sort.findData(self._model.query.sort))
        self._sort.activated.connect(lambda i: self._reorder(replace(self._model.query, sort=self._sort.itemData(i))))
        self._descending = QToolButton()
        self._descending.setObjectName("gallery_descending")
        self._descending.setAccessibleName(self.tr("Largest first"))
        self._descending.setToolTip(self.tr("Largest first"))
        self._descending.setCheckable(True)
        self._descending.setChecked(self._model.query.descending)
        self._descending.setArrowType(_arrow(self._model.query.descending))
        self._descending.toggled.connect(self._turned)
        row = QHBoxLayout()
        row.addWidget(self._sort, 1)
        row.addWidget(self._descending)
        row.addWidget(self._filter)
        rows = QVBoxLayout()
        rows.addWidget(self._search)
        rows.addLayout(row)
        return rows

    def _go_to_first(self) -> None:
        """Enter shows the first photo found, and keys are the program's again."""
        self._typing.stop()
        self._arrange(replace(self._model.query, text=self._search.text()))
        if self._model.order and self._model.place(self._current) < 0:
            self._go(0)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_search(self) -> None:
        self._search.clear()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _title(self, key: str) -> str:
        if key == "flagged":
            return self.tr("flagged")
        if key == "with_reference":
            return self.tr("with a reference mask")
        return status_word(key)

    def _count(self) -> None:
        rows = self._model.rows
        counts = rows.counts() if rows is not None else {}
        for key, action in self._filters.items():
            action.setText(f"{self._title(key)} ({number(counts[key])})" if key in counts else self._title(key))

    def _filtered(self) -> None:
        on = {key for key, action in self._filters.items() if action.isChecked()}
        statuses = frozenset(on & set(STATUSES))
        query = replace(
            self._model.query,
            statuses=statuses,
            flagged="flagged" in on,
            with_reference="with_reference" in on,
        )
        self._arrange(query)

    def _turned(self, down: bool) -> None:
        self._descending.setArrowType(_arrow(down))
        self._reorder(replace(self._model.query, descending=down))

    def _reorder(self, query: Query) -> None:
        """Sort as the person chose."""
        self.settle()
        self._arrange(query)
        # What comes first in this order is what was asked for, and the arrow keys go from photo to photo again.
        self._view.scrollToTop()
        self._view.setFocus()
        self.sort_chosen.emit(query.order)

    def _show_all(self) -> None:
        self._typing.stop()
        self._search.blockSignals(True)
        self._search.clear()
        self._search.blockSignals(False)
        for action in self._filters.values():
            action.setChecked(False)
        query = self._model.query
        self._arrange(Query(sort=query.sort, descending=query.descending))

    def _arrange(self, query: Query) -> None:
        """Filter and sort; what is worked on stays current where it is still shown."""
        self._quiet = True
        self._model.arrange(query)
        place = self._model.place(self._current)
        if place >= 0:
            self._view.setCurrentIndex(self._model.index(place))
            self._scroll_to(self._current)
        self._quiet = False
        self._told()
        self.selection_changed.emit()

    def _resized(self) -> None:
        """Docks come to their places after the folder was opened: what is worked on stays in sight."""
        if self._settling:
            self._followed.start()

    def _go(self, place: int) -> None:
        # Asked for first: to show a row, the list may have to lay out ten thousand.
        self._take(self._model.order[place], forward=place >= self._model.place(self._current))
        index = self._model.index(place)
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._followed.start()

    def _follow(self) -> None:
        """Scroll to the current row, where it is not whole on screen.

        Not with each step at the edge: the photos to come are seen, and the list is painted anew every few steps.
        """
        self._followed.stop()
        place = self._model.place(self._current)
        if place >= 0:
            index = self._model.index(place)
            if not self._view.viewport().rect().contains(self._view.visualRect(index)):
                self._view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _make_ready(self) -> None:
        """Make the pictures of the screenful to come, so that going on shows no empty places."""
        for place in self._view.places_to_come(forward=self._direction > 0, most=_READY):
            self._delegate.make_ready(place)

    def _scroll_to(self, index: int) -> None:
        place = self._model.place(index)
        if place >= 0:
            self._view.scrollTo(self._model.index(place), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _near_sight(self, index: int) -> bool:
        """Whether a row is on screen, or less than a screenful away."""
        place = self._model.place(index)
        seen = self._view.viewport().rect()
        near = seen.adjusted(0, -seen.height(), 0, seen.height())
        return place >= 0 and self._view.visualRect(self._model.index(place)).intersects(near)

    def _moved(self, current: QModelIndex, previous: QModelIndex) -> None:
        if self._quiet:
            return
        index = self._model.order[current.row()] if current.isValid() else -1
        self._take(index, forward=not (current.isValid() and previous.isValid()) or current.row() >= previous.row())

    def _take(self, index: int, *, forward: bool) -> None:
        """Work on another row."""
        if index != self._current:
            self._direction = 1 if forward else -1
            if self._current >= 0:
                self.settle()
            self._current = index
            self.current_changed.emit(index)

    def _told(self) -> None:
        """What stands below the list."""
        rows, query = self._model.rows, self._model.query
        none = rows is not None and not self._model.order
        self._nothing.setVisible(none)
        self._clear.setVisible(rows is not None and len(self._model.order) < len(rows))
        on = len(query.statuses) + query.flagged + query.with_reference
        self._filter.setText(self.tr("Filter ({})").format(on) if on else self.tr("Filter"))
        if rows is None:
            self._progress.setText("")
            return
        counts = rows.counts()
        said = self.tr("{} of {} reviewed")
        self._progress.setText(said.format(number(counts["reviewed"]), number(counts["total"])))


def _arrow(down: bool) -> Qt.ArrowType:
    return Qt.ArrowType.DownArrow if down else Qt.ArrowType.UpArrow

"""How the window's menus, bars and docks are made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDockWidget,
    QLineEdit,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QWidget,
)

from skinseg_desktop.window.panels.fitting import tip, wrapped
from skinseg_desktop.window.panels.scroll import PanelScroll

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from skinseg_desktop.window.kept import Kept

    #: The window's actions by their ids.
    Actions = Mapping[str, QAction]


#: So wide is the photo at least, before the panels beside it give way, in pixels.
_PHOTO = 220


class Pages(QStackedWidget):
    """Shows one page, and needs no more room than that one does."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """As little as the page that is shown can do with."""
        shown = self.currentWidget()
        return shown.minimumSizeHint().expandedTo(shown.minimumSize()) if shown is not None else QSize()


class Widths(QObject):
    """Shares the width of a small window between the photo and the docks beside it, and gives it back when it grows."""

    def __init__(self, window: QMainWindow, docks: Iterable[QDockWidget], width: int) -> None:
        super().__init__(window)
        self._window = window
        #: How wide each is where there is room: as it began, or as the person last left it.
        self._wanted = dict.fromkeys(docks, width)
        # What a dock needs follows from the window's width, too.
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.fit)
        window.resizeDocks(list(self._wanted), [width] * len(self._wanted), Qt.Orientation.Horizontal)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window has another size, or a person has moved a border between its docks."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.fit()
            self._again.start()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            QTimer.singleShot(0, self, self._take)
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Give each dock the width that it had, as far as that leaves room for the photo."""
        docks, middle = self._beside(), self._window.centralWidget()
        if middle is None:
            return
        ends = max((dock.geometry().right() + 1 for dock in docks), default=0)
        room = middle.width() + sum(dock.width() for dock in docks) - max(ends - self._window.width(), 0) - _PHOTO
        least = [dock.minimumSizeHint().width() for dock in docks]
        widths = [max(self._wanted[dock], low) for dock, low in zip(docks, least, strict=True)]
        for place, low in enumerate(least):
            widths[place] = max(widths[place] - max(sum(widths) - room, 0), low)
        if widths != [dock.width() for dock in docks]:
            self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)

    def kept(self) -> str:
        """The widths, for the next start."""
        return ",".join(map(str, self._wanted.values()))

    def take(self, kept: str) -> None:
        """Take the widths of the last start; what is no such thing is left."""
        widths = [int(width) for width in kept.split(",") if width.isdecimal()]
        if len(widths) == len(self._wanted):
            self._wanted = dict(zip(self._wanted, widths, strict=True))

    def _take(self) -> None:
        for dock in self._beside():
            self._wanted[dock] = dock.width()

    def _beside(self) -> list[QDockWidget]:
        """The docks that stand left or right of the middle now."""
        sides = Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        return [
            dock
            for dock in self._wanted
            if dock.isVisible() and not dock.isFloating() and self._window.dockWidgetArea(dock) & sides
        ]


def add_bar(
    window: QMainWindow, name: str, title: str, actions: Actions, ids: Iterable[str], area: Qt.ToolBarArea
) -> QToolBar:
    """A bar with a button for each id, a line for an empty one; a click on a button leaves the keys where they are."""
    bar = QToolBar(title)
    bar.setObjectName(name)
    bar.setAccessibleName(title)
    bar.setIconSize(QSize(20, 20))
    bar.setMovable(False)
    for key in ids:
        if not key:
            bar.addSeparator()
            continue
        bar.addAction(actions[key])
        button = bar.widgetForAction(actions[key])
        if isinstance(button, QToolButton):
            button.setObjectName(f"{key}_button")
            button.setAccessibleName(actions[key].text().split("\t")[0])
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    window.addToolBar(area, bar)
    return bar


def add_dock(
    window: QMainWindow, name: str, title: str, inside: QWidget, area: Qt.DockWidgetArea, *, scrolls: bool = True
) -> QDockWidget:
    """A dock round a panel, which scrolls where the screen is small or the font large, so that nothing is clipped."""
    dock = QDockWidget(title)
    dock.setObjectName(name)
    dock.setAccessibleName(title)
    if scrolls:
        inside = PanelScroll(inside)
        inside.setObjectName(f"{name}_scroll")
    dock.setWidget(inside)
    window.addDockWidget(area, dock)
    return dock


def leave_keys(panel: QWidget) -> None:
    """A click in a panel leaves the keys to the loop "look, correct, accept, next"; Tab still gets there."""
    for child in panel.findChildren(QWidget):
        typed = isinstance(child, QLineEdit | QAbstractSpinBox)
        if child.focusPolicy() & Qt.FocusPolicy.ClickFocus and not typed:
            child.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def add_recent(menu: QMenu, before: QAction, title: str, kept: Kept, open_: Callable[[Path], object]) -> None:
    """The folders that were opened last, in a menu that is filled when it opens."""
    recent = QMenu(title, menu)
    recent.setObjectName("menu_recent")
    recent.setToolTipsVisible(True)
    menu.insertMenu(before, recent)

    def fill() -> None:
        recent.clear()
        for path in kept.get("recent_folders"):
            action = QAction(wrapped(path, recent.fontMetrics()).replace("&", "&&"), recent)
            action.setToolTip(tip(path))
            action.triggered.connect(lambda _=False, path=path: open_(Path(path)))
            recent.addAction(action)

    recent.aboutToShow.connect(fill)


def pop_up(window: QWidget, actions: Actions, ids: Iterable[str], at: QPoint) -> None:
    """A menu of these actions at a place of the screen; an empty id is a line between them."""
    menu = QMenu(window)
    for key in ids:
        if key:
            menu.addAction(actions[key])
        else:
            menu.addSeparator()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(at)

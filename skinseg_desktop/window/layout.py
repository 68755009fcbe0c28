"""How the window's menus, bars and docks are made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDockWidget,
    QLineEdit,
    QMainWindow,
    QMenu,
    QToolBar,
    QToolButton,
    QWidget,
)

from skinseg_desktop.window.panels.scroll import PanelScroll

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from skinseg_desktop.window.kept import Kept

    #: The window's actions by their ids.
    Actions = Mapping[str, QAction]


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
    menu.insertMenu(before, recent)

    def fill() -> None:
        recent.clear()
        for path in kept.get("recent_folders"):
            action = QAction(path.replace("&", "&&"), recent)
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

"""The actions of the table as Qt's: with their keys, tool tips, menus, and the reason why one cannot be used now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from skinseg_desktop.window.actions import ACTIONS, MENUS, NEEDS, ActionKind
from skinseg_desktop.window.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence, Set

    from skinseg_desktop.store.settings import Settings

#: The setting that holds the keys a person chose: {action id: [key, ...]}.
SETTING = "shortcuts"


def build(window: QWidget, handlers: Mapping[str, Callable[..., object]], settings: Settings) -> dict[str, QAction]:
    """Every action of the table, as children of the window, by id.

    A handler takes nothing, or for a checkable or held action whether it is on now. ``setChecked`` calls the handler
    of a held action only. Raises ValueError where handlers and table differ.
    """
    if handlers.keys() != ACTIONS.keys():
        raise ValueError(f"actions without a handler, or the other way round: {handlers.keys() ^ ACTIONS.keys()}")
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for kind in ACTIONS.values():
        action = QAction(text_of(kind), window)
        action.setObjectName(f"action_{kind.id}")
        action.setIconVisibleInMenu(False)
        action.setAutoRepeat(kind.repeats)
        action.setCheckable(kind.checkable or kind.held)
        _connect(action, kind, handlers[kind.id])
        if kind.choice:
            group = groups.setdefault(kind.choice, QActionGroup(window))
            group.addAction(action)
        window.addAction(action)
        actions[kind.id] = action
    for key, held in keys_of(settings).items():
        bind(actions[key], ACTIONS[key], held)
    refresh_icons(actions, window)
    Keys(window, actions)
    return actions


def keys_of(settings: Settings) -> dict[str, tuple[str, ...]]:
    """The keys in force by action: the person's, else the table's."""
    chosen = settings.get(SETTING)
    return {i: tuple(chosen[i]) if i in chosen else kind.keys for i, kind in ACTIONS.items()}


def bind(action: QAction, kind: ActionKind, keys: Sequence[str]) -> None:
    """Give an action its keys and say them in its tool tip."""
    sequences = [QKeySequence(key, QKeySequence.SequenceFormat.PortableText) for key in keys]
    action.setProperty("keys", [s.toString(QKeySequence.SequenceFormat.PortableText) for s in sequences])
    # The window's key filter looks after held keys: Qt tells of a shortcut's beginning, not of its end.
    action.setShortcuts([] if kind.held else sequences)
    _say(action, kind)


def text_of(kind: ActionKind) -> str:
    """The translated title."""
    return QCoreApplication.translate("Actions", kind.title)


def tip_of(kind: ActionKind) -> str:
    """The translated sentence about what it does."""
    return QCoreApplication.translate("Actions", kind.tip)


def spelled(keys: Iterable[str], *, held: bool = False) -> str:
    """Keys as the person's system spells them."""
    text = ", ".join(
        QKeySequence(key, QKeySequence.SequenceFormat.PortableText).toString(QKeySequence.SequenceFormat.NativeText)
        for key in keys
    )
    return QCoreApplication.translate("Actions", "hold {}").format(text) if held and text else text


def set_available(actions: Mapping[str, QAction], have: Set[str]) -> None:
    """Enable what needs no more than ``have`` (keys of NEEDS); the others' tool tips say what is missing."""
    unknown = have - NEEDS.keys()
    if unknown:
        raise ValueError(f"nothing is called {unknown}")
    for key, action in actions.items():
        able = ACTIONS[key].needs == "nothing" or ACTIONS[key].needs in have
        if able != action.isEnabled():
            action.setEnabled(able)
            _say(action, ACTIONS[key])


def reason(action: QAction, kind: ActionKind) -> str:
    """Why an action cannot be used now, or nothing."""
    return "" if action.isEnabled() else QCoreApplication.translate("Actions", NEEDS[kind.needs])


def refresh_icons(actions: Mapping[str, QAction], window: QWidget) -> None:
    """Draw the icons in the colours of the window's palette."""
    drawn: dict[str, QIcon] = {}
    for key, action in actions.items():
        name = ACTIONS[key].icon
        if name:
            if name not in drawn:
                drawn[name] = icon(name, window.palette())
            action.setIcon(drawn[name])


def fill_menu_bar(window: QMainWindow, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    """Put every action into the menu bar; the menus by their key in MENUS."""
    menus: dict[str, QMenu] = {}
    for key, title in MENUS.items():
        menu = window.menuBar().addMenu(QCoreApplication.translate("Actions", title))
        menu.setObjectName(f"menu_{key}")
        menu.setAccessibleName(menu.title())
        section = 0
        for kind in sorted((k for k in ACTIONS.values() if k.menu == key), key=lambda k: k.section):
            if kind.section != section:
                menu.addSeparator()
                section = kind.section
            menu.addAction(actions[kind.id])
        menus[key] = menu
    return menus


def _connect(action: QAction, kind: ActionKind, handler: Callable[..., Any]) -> None:
    if kind.held:
        action.toggled.connect(handler)
    elif kind.checkable:
        action.triggered.connect(handler)
    else:
        action.triggered.connect(lambda _checked=False: handler())


def _say(action: QAction, kind: ActionKind) -> None:
    keys = spelled(action.property("keys") or (), held=kind.held)
    title = text_of(kind).removesuffix("...")
    lines = [f"{title} ({keys})" if keys else title, tip_of(kind)]
    why = reason(action, kind)
    action.setToolTip("\n".join([*lines, why] if why else lines))
    action.setStatusTip("")
    # A held key is no shortcut for Qt, so the menu would not show it.
    action.setText(f"{text_of(kind)}\t{keys}" if kind.held and keys else text_of(kind))


class Keys(QObject):
    """Keys that act while held, and keys that a focused field needs for itself."""

    def __init__(self, window: QWidget, actions: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self.setObjectName("keys")
        self._window = window
        self._actions = actions
        self._down: dict[int, QAction] = {}
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at keys before anybody else does."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if watched is QApplication.focusWidget() and _needs_itself(watched, event):
                event.accept()
                return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return self._release(event)
        elif kind == QEvent.Type.WindowDeactivate and watched is self._window:
            # The release of a key goes to another window then.
            for action in self._down.values():
                action.setChecked(False)
            self._down.clear()
        return False

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() in self._down:
            return True
        focus = QApplication.focusWidget()
        if focus is not None and (focus.window() is not self._window or _needs_itself(focus, event)):
            return False
        if not self._window.isActiveWindow() or QApplication.activePopupWidget() is not None:
            return False
        pressed = QKeySequence(event.keyCombination())
        for key, action in self._actions.items():
            if not ACTIONS[key].held or not action.isEnabled() or event.isAutoRepeat():
                continue
            if pressed.toString(QKeySequence.SequenceFormat.PortableText) in action.property("keys"):
                self._down[event.key()] = action
                action.setChecked(True)
                return True
        return False

    def _release(self, event: QKeyEvent) -> bool:
        if event.key() not in self._down:
            return False
        if not event.isAutoRepeat():
            self._down.pop(event.key()).setChecked(False)
        return True


_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_JUMPS = {Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def _needs_itself(focus: QObject, event: QKeyEvent) -> bool:
    """Whether the focused field uses this key: letters in a text field, arrows in a slider, Space on a button."""
    if event.modifiers() & ~_PLAIN:
        return False
    key = event.key()
    if isinstance(focus, QLineEdit | QTextEdit | QPlainTextEdit | QAbstractSpinBox):
        deletes = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
        return bool(event.text().isprintable() and event.text()) or key in _ARROWS | _JUMPS | deletes
    if isinstance(focus, QAbstractSlider | QTabBar):
        return key in _ARROWS | _JUMPS
    if isinstance(focus, QComboBox):
        return key in _ARROWS | _JUMPS | {Qt.Key.Key_Space}
    return isinstance(focus, QAbstractButton) and key == Qt.Key.Key_Space

"""The actions of the table as Qt's: with their keys, tool tips, menus, and the reason why one cannot be used now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeyEvent, QKeySequence, QShortcut
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
    Keys(window)
    for key, chosen in keys_of(settings).items():
        bind(actions[key], ACTIONS[key], chosen)
    refresh_icons(actions, window)
    return actions


def keys_of(settings: Settings) -> dict[str, tuple[str, ...]]:
    """The keys in force by action: the person's, else the table's."""
    chosen = settings.get(SETTING)
    return {i: tuple(chosen[i]) if i in chosen else kind.keys for i, kind in ACTIONS.items()}


def bind(action: QAction, kind: ActionKind, keys: Sequence[str]) -> None:
    """Give an action its keys and say them in its tool tip."""
    sequences = [QKeySequence(key, QKeySequence.SequenceFormat.PortableText) for key in keys]
    action.setProperty("keys", [s.toString(QKeySequence.SequenceFormat.PortableText) for s in sequences])
    if kind.held:
        Keys.of(action).hold(action, sequences)
    else:
        action.setShortcuts(sequences)
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
    """Keys that act while held, and keys that a focused field needs for itself.

    What it hears, Qt brings through Python. So it listens to a field that has the keys, to everything only while a key
    is held, and to nobody while a person paints.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("keys")
        self._window = window
        self._shortcuts: dict[QAction, list[QShortcut]] = {}
        self._down: dict[int, QAction] = {}
        #: Keys that went down after the first that is held.
        self._since: set[int] = set()
        application = _application()
        application.focusChanged.connect(self._focused)
        self._focused(None, application.focusWidget())

    @classmethod
    def of(cls, action: QAction) -> Keys:
        """The one of the window that an action belongs to."""
        window = action.parent()
        found = window.findChild(Keys, "keys") if window is not None else None
        assert found is not None
        return found

    def hold(self, action: QAction, sequences: Sequence[QKeySequence]) -> None:
        """Switch an action on while one of these keys is held, and by no others any more."""
        for old in self._shortcuts.pop(action, ()):
            old.setEnabled(False)
            old.deleteLater()
        self._shortcuts[action] = made = [QShortcut(sequence, self._window) for sequence in sequences]
        for sequence, shortcut in zip(sequences, made, strict=True):
            shortcut.setAutoRepeat(False)
            shortcut.setEnabled(action.isEnabled())
            action.enabledChanged.connect(shortcut.setEnabled)
            key = sequence[0].key()  # type: ignore[index]  # Qt's stubs do not know it
            shortcut.activated.connect(partial(self._pressed, action, key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave keys to fields, and notice when a held one is let go: Qt tells of a shortcut's beginning only."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._down and not event.isAutoRepeat():
                self._since.add(event.key())
            if watched is QApplication.focusWidget() and _needs_itself(watched, event):
                event.accept()
                return True
        elif not self._down:
            return False
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return not event.isAutoRepeat() and self._released(event.key())
        elif kind == QEvent.Type.WindowDeactivate and watched is self._window:
            # The release of a key goes to another window then.
            self._let_go(*self._down)
        return False

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, _FIELDS):
            # A second time does nothing, and fields have few events.
            new.installEventFilter(self)

    def _pressed(self, action: QAction, key: int) -> None:
        if not self._down:
            self._since.clear()
            _application().installEventFilter(self)
        self._since.discard(key)
        self._down[key] = action
        action.setChecked(True)

    def _released(self, key: int) -> bool:
        if key in self._down:
            self._let_go(key)
            return True
        # One release comes several times: to whoever has the keys, and to what that lies in.
        if key not in self._since | _MODIFIERS:
            # On another keyboard's layout the key that is held has a name of its own.
            self._let_go(*self._down)
        return False

    def _let_go(self, *keys: int) -> None:
        for key in keys:
            self._down.pop(key).setChecked(False)
        if not self._down:
            _application().removeEventFilter(self)


def _application() -> QApplication:
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    return running


_FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QAbstractSlider, QTabBar, QComboBox, QAbstractButton)
_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
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

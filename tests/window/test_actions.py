"""The table of actions, and what Qt makes of it: keys, reasons, held keys, fields that need a key themselves."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton, QSlider, QSpinBox, QVBoxLayout, QWidget

from skinseg_desktop.core.places import resources_dir
from skinseg_desktop.store.settings import Settings
from skinseg_desktop.window.actions import ACTIONS, MENUS, NEEDS
from skinseg_desktop.window.bindings import Keys, build, fill_menu_bar, set_available

Done = list[tuple[str, object]]


class Window(QMainWindow):
    """A window of fields, whose actions note that they were done."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.done: Done = []
        middle = QWidget()
        layout = QVBoxLayout(middle)
        self.field, self.number, self.button = QLineEdit(), QSpinBox(), QPushButton("Press")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.rest = QWidget()
        self.rest.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for widget in (self.rest, self.field, self.number, self.button, self.slider):
            layout.addWidget(widget)
        self.setCentralWidget(middle)

        def handler(key: str) -> Callable[..., None]:
            return lambda on=None: self.done.append((key, on))

        self.actions_ = build(self, {key: handler(key) for key in ACTIONS}, settings)
        set_available(self.actions_, set(NEEDS))


@pytest.fixture
def window(show: Callable[[QWidget], QWidget]) -> Window:
    made = Window(Settings.load())
    show(made)
    made.rest.setFocus()
    return made


def test_reading_the_table_loads_no_qt() -> None:
    code = "import sys; import skinseg_desktop.window.actions; print('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_no_key_does_two_things() -> None:
    keys = [key for kind in ACTIONS.values() for key in kind.keys]
    assert len(keys) == len(set(keys))


def test_every_line_of_the_table_is_sound() -> None:
    icons = {path.stem for path in (resources_dir() / "icons").glob("*.svg")}
    for kind in ACTIONS.values():
        assert kind.menu in MENUS and kind.needs in NEEDS and kind.title and kind.tip, kind.id
        assert not kind.icon or kind.icon in icons, kind.id
        assert not (kind.checkable and kind.held), kind.id


def test_a_handler_too_few_or_too_many_is_noticed(show: Callable[[QWidget], QWidget]) -> None:
    window = show(QWidget())
    with pytest.raises(ValueError, match="brush"):
        build(window, dict.fromkeys(ACTIONS.keys() - {"brush"}, print), Settings.load())
    with pytest.raises(ValueError, match="paint"):
        build(window, dict.fromkeys((*ACTIONS, "paint"), print), Settings.load())


@pytest.mark.parametrize(
    ("key", "modifier", "done"),
    [
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, ("accept_next", None)),
        (Qt.Key.Key_S, Qt.KeyboardModifier.NoModifier, ("next", None)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, ("next", None)),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.NoModifier, ("undo", None)),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, ("undo", None)),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier, ("redo", None)),
        (Qt.Key.Key_BracketRight, Qt.KeyboardModifier.NoModifier, ("size_up", None)),
        (Qt.Key.Key_Question, Qt.KeyboardModifier.NoModifier, ("shortcuts", None)),
        (Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier, ("brush", True)),
        (Qt.Key.Key_H, Qt.KeyboardModifier.NoModifier, ("heat_map", True)),
    ],
)
def test_keys_do_what_the_table_says(
    window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier, done: tuple[str, object]
) -> None:
    QTest.keyClick(window.rest, key, modifier)
    assert window.done == [done]


def test_a_held_key_is_on_until_it_is_let_go(window: Window) -> None:
    QTest.keyPress(window.rest, Qt.Key.Key_X)
    assert window.done == [("hide_mask", True)]
    QTest.keyRelease(window.rest, Qt.Key.Key_X)
    assert window.done == [("hide_mask", True), ("hide_mask", False)]


def test_a_held_key_ends_when_the_window_is_left(
    window: Window, show: Callable[[QWidget], QWidget], wait: Callable[..., None]
) -> None:
    QTest.keyPress(window.rest, Qt.Key.Key_Space)
    other = show(QWidget())
    wait(lambda: QApplication.activeWindow() is other)
    assert window.done == [("pan", True), ("pan", False)]


def test_letters_belong_to_a_text_field_that_has_the_cursor(window: Window) -> None:
    window.field.setFocus()
    QTest.keyClicks(window.field, "abxz [")
    assert window.field.text() == "abxz [" and window.done == []
    QTest.keyClick(window.field, Qt.Key.Key_Delete)
    QTest.keyClick(window.field, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.done == [("predict_folder", None)]


def test_arrows_belong_to_a_slider_and_space_to_a_button(window: Window) -> None:
    window.slider.setFocus()
    QTest.keyClick(window.slider, Qt.Key.Key_Right)
    assert window.slider.value() == 1 and window.done == []
    window.number.setFocus()
    QTest.keyClick(window.number, Qt.Key.Key_Up)
    assert window.number.value() == 1 and window.done == []
    pressed: list[bool] = []
    window.button.clicked.connect(lambda: pressed.append(True))
    window.button.setFocus()
    QTest.keyClick(window.button, Qt.Key.Key_Space)
    assert pressed == [True] and window.done == []
    QTest.keyClick(window.button, Qt.Key.Key_A)
    assert window.done == [("accept_next", None)]


def test_the_tool_tip_says_keys_and_what_is_missing(window: Window) -> None:
    undo = window.actions_["undo"]
    assert "Undo (Z, Ctrl+Z)" in undo.toolTip()
    set_available(window.actions_, {"photo", "folder"})
    assert not undo.isEnabled() and "There is nothing to undo." in undo.toolTip()
    assert window.actions_["next"].isEnabled() and "hold X" in window.actions_["hide_mask"].toolTip()
    with pytest.raises(ValueError, match="luck"):
        set_available(window.actions_, {"luck"})


def test_one_tool_at_a_time(window: Window) -> None:
    QTest.keyClick(window.rest, Qt.Key.Key_B)
    QTest.keyClick(window.rest, Qt.Key.Key_L)
    on = [key for key, action in window.actions_.items() if action.isChecked()]
    assert on == ["lasso"]


def test_setting_a_check_mark_does_nothing_by_itself(window: Window) -> None:
    window.actions_["heat_map"].setChecked(True)
    window.actions_["brush"].setChecked(True)
    assert window.done == []


def test_keys_of_the_settings_are_used(show: Callable[[QWidget], QWidget]) -> None:
    settings = Settings.load()
    settings.set("shortcuts", {"reject": ["Q"], "hide_mask": ["Y"], "no such action": ["J"]})
    window = Window(settings)
    show(window)
    window.rest.setFocus()
    for key in (Qt.Key.Key_R, Qt.Key.Key_Q, Qt.Key.Key_J):
        QTest.keyClick(window.rest, key)
    QTest.keyClick(window.rest, Qt.Key.Key_Y)
    assert window.done == [("reject", None), ("hide_mask", True), ("hide_mask", False)]


def test_the_menu_bar_holds_every_action_once(window: Window, data_dir: Path) -> None:
    menus = fill_menu_bar(window, window.actions_)
    held = [action for menu in menus.values() for action in menu.actions() if not action.isSeparator()]
    assert sorted(a.objectName() for a in held) == sorted(f"action_{key}" for key in ACTIONS)
    assert all(window.findChild(QAction, f"action_{key}") for key in ACTIONS)


def test_a_held_key_that_repeats_or_has_company_stays_on(window: Window) -> None:
    QTest.keyPress(window.rest, Qt.Key.Key_X)
    again = QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x", True)
    QApplication.sendEvent(window.rest, again)
    QTest.keyClick(window.rest, Qt.Key.Key_BracketRight)
    QTest.keyPress(window.rest, Qt.Key.Key_C)
    QTest.keyRelease(window.rest, Qt.Key.Key_X)
    QTest.keyRelease(window.rest, Qt.Key.Key_C)
    assert window.done == [
        ("hide_mask", True), ("size_up", None), ("compare", True), ("hide_mask", False), ("compare", False),
    ]  # fmt: skip


def test_a_held_key_is_let_go_under_the_name_that_another_layout_has_for_it(window: Window) -> None:
    QTest.keyPress(window.rest, Qt.Key.Key_X)
    QTest.keyRelease(window.rest, Qt.Key.Key_Control)
    assert window.done == [("hide_mask", True)]
    cyrillic = QKeyEvent(QEvent.Type.KeyRelease, 0x0427, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.rest, cyrillic)
    assert window.done == [("hide_mask", True), ("hide_mask", False)]


def test_nothing_is_heard_through_python_while_nobody_types(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[QEvent.Type] = []

    def hear(_self: Keys, _watched: QObject, event: QEvent) -> bool:
        heard.append(event.type())
        return False

    monkeypatch.setattr(Keys, "eventFilter", hear)
    QTest.mouseMove(window.rest, QPoint(5, 5))
    window.rest.update()
    QApplication.processEvents()
    assert heard == []

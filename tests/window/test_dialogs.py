"""Settings, the sheet of shortcuts, the palette, About, the crash dialog and the empty state, by keys and mouse."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import bundle_notices
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from skinseg_desktop.core import places
from skinseg_desktop.store.settings import SETTINGS, Settings
from skinseg_desktop.window.actions import ACTIONS, NEEDS
from skinseg_desktop.window.bindings import build, set_available
from skinseg_desktop.window.dialogs import Dialogs
from skinseg_desktop.window.dialogs.crash import CrashDialog
from skinseg_desktop.window.dialogs.fuzzy import score
from skinseg_desktop.window.dialogs.settings import CHOICES, ELSEWHERE, GROUPS, TITLES
from skinseg_desktop.window.dialogs.welcome import Welcome
from skinseg_desktop.window.theme import is_dark

Wait = Callable[[Callable[[], object]], None]


class Window(QMainWindow):
    """A window whose actions note that they were done, with the program's dialogs."""

    def __init__(self, wait: Wait) -> None:
        super().__init__()
        self.wait = wait
        self.done: list[str] = []
        self.settings = Settings.load()
        self.dialogs = Dialogs(self, self.settings)
        self.resize(1000, 700)

        def handler(key: str) -> Callable[..., None]:
            return lambda _on=None: self.done.append(key)

        handlers: dict[str, Callable[..., object]] = {key: handler(key) for key in ACTIONS}
        self.kinds = build(self, {**handlers, **self.dialogs.handlers()}, self.settings)
        self.dialogs.set_actions(self.kinds)
        set_available(self.kinds, set(NEEDS) - {"undo"})

    def open(self, key: str) -> QDialog:
        """The dialog that an action opens."""
        self.kinds[key].trigger()
        return self.opened()

    def opened(self) -> QDialog:
        """The dialog that is open, once it has the keyboard."""
        dialog = next(d for d in self.findChildren(QDialog) if d.isVisible())
        self.wait(lambda: QApplication.activeWindow() is dialog and QApplication.focusWidget() is not None)
        return dialog


@pytest.fixture
def window(show: Callable[[QWidget], QWidget], wait: Wait) -> Iterator[Window]:
    made = Window(wait)
    show(made)
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.close()


def child(dialog: QWidget, kind: type[Any], name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


# Settings


def test_every_setting_has_its_field_its_title_and_its_group(window: Window) -> None:
    dialog = window.open("settings")
    for key, setting in SETTINGS.items():
        if key not in ELSEWHERE:
            assert setting.group in GROUPS and key in TITLES
            assert child(dialog, QWidget, f"setting_{key}").accessibleName()
    assert {c for s in SETTINGS.values() for c in s.choices} <= CHOICES.keys()


def test_a_setting_holds_at_once_and_is_told(window: Window) -> None:
    told: list[str] = []
    window.dialogs.setting_changed.connect(told.append)
    dialog = window.open("settings")
    child(dialog, QTabWidget, "settings_tabs").setCurrentIndex(list(GROUPS).index("editing"))
    field = child(dialog, QSpinBox, "setting_undo_megabytes")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "48")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert Settings.load().get("undo_megabytes") == 48 and told == ["undo_megabytes"]
    QTest.mouseClick(child(dialog, QPushButton, "settings_defaults"), Qt.MouseButton.LeftButton)
    assert field.value() == Settings.load().get("undo_megabytes") == 32


def test_a_switch_and_the_theme_by_keyboard(window: Window, wait: Wait) -> None:
    dialog = window.open("settings")
    theme = child(dialog, QComboBox, "setting_theme")
    theme.setFocus()
    for _ in range(2):
        QTest.keyClick(theme, Qt.Key.Key_Down)
    assert Settings.load().get("theme") == "dark"
    wait(lambda: is_dark(window.palette()))
    for _ in range(2):
        QTest.keyClick(theme, Qt.Key.Key_Up)
    wait(lambda: not is_dark(window.palette()))
    contour = child(dialog, QCheckBox, "setting_contour")
    contour.setFocus()
    QTest.keyClick(contour, Qt.Key.Key_Space)
    assert Settings.load().get("contour") is False


def test_settings_that_cannot_be_written_hold_and_say_why(window: Window) -> None:
    dialog = window.open("settings")
    window.settings.path.mkdir()
    contour = child(dialog, QCheckBox, "setting_contour")
    contour.click()
    trouble = child(dialog, QLabel, "settings_trouble")
    assert trouble.isVisible() and str(window.settings.path) in trouble.text()
    assert window.settings.get("contour") is False


def test_asking_twice_shows_one_dialog(window: Window) -> None:
    assert window.open("settings") is window.open("settings")


# Shortcuts


def test_the_sheet_has_every_action_and_finds_by_name_and_key(window: Window) -> None:
    sheet = window.open("shortcuts")
    rows = child(sheet, QTreeWidget, "shortcut_list")
    assert shown(rows) == {a.text().split("\t")[0].removesuffix("...") for a in window.kinds.values()}
    QTest.keyClicks(child(sheet, QLineEdit, "shortcut_search"), "accept next")
    assert shown(rows) == {"Accept and next"}


def test_a_key_moves_to_where_it_is_wanted(window: Window, wait: Wait) -> None:
    sheet = window.open("shortcuts")
    choose(sheet, "Reject and next")
    press = child(sheet, QKeySequenceEdit, "shortcut_keys")
    QTest.keyClick(press, Qt.Key.Key_B)
    assert "Brush" in child(sheet, QLabel, "shortcut_told").text()
    QTest.mouseClick(child(sheet, QPushButton, "shortcut_use"), Qt.MouseButton.LeftButton)
    assert Settings.load().get("shortcuts") == {"reject": ["B"], "brush": []}
    sheet.close()
    window.activateWindow()
    wait(lambda: QApplication.activeWindow() is window)
    QTest.keyClick(window, Qt.Key.Key_R)
    QTest.keyClick(window, Qt.Key.Key_B)
    assert window.done == ["reject"]
    sheet = window.open("shortcuts")
    QTest.mouseClick(child(sheet, QPushButton, "shortcut_reset_all"), Qt.MouseButton.LeftButton)
    assert Settings.load().get("shortcuts") == {}
    assert window.kinds["brush"].shortcut().toString() == "B"


def test_a_second_key_and_no_key(window: Window) -> None:
    sheet = window.open("shortcuts")
    choose(sheet, "Flag")
    QTest.keyClick(child(sheet, QKeySequenceEdit, "shortcut_keys"), Qt.Key.Key_Q)
    QTest.mouseClick(child(sheet, QPushButton, "shortcut_also"), Qt.MouseButton.LeftButton)
    assert Settings.load().get("shortcuts") == {"flag": ["F", "Q"]}
    QTest.mouseClick(child(sheet, QPushButton, "shortcut_none"), Qt.MouseButton.LeftButton)
    assert Settings.load().get("shortcuts") == {"flag": []}
    QTest.mouseClick(child(sheet, QPushButton, "shortcut_reset"), Qt.MouseButton.LeftButton)
    assert Settings.load().get("shortcuts") == {}


def shown(rows: QTreeWidget) -> set[str]:
    names = set()
    walk = QTreeWidgetItemIterator(rows, QTreeWidgetItemIterator.IteratorFlag.NoChildren)
    # The stub says that there is always an item; at the end there is none.
    while item := cast(QTreeWidgetItem | None, walk.value()):
        if not item.isHidden():
            names.add(item.text(0))
        walk += 1
    return names


def choose(sheet: QDialog, title: str) -> None:
    rows = child(sheet, QTreeWidget, "shortcut_list")
    rows.setCurrentItem(rows.findItems(title, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0])


# Palette


def test_the_palette_finds_and_does(window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.opened()
    field = child(palette, QLineEdit, "palette_field")
    assert field.hasFocus()
    QTest.keyClicks(field, "accnx")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.done == ["accept_next"] and not palette.isVisible()


def test_the_palette_says_why_something_cannot_be_done(window: Window) -> None:
    palette = window.open("palette")
    field, rows = child(palette, QLineEdit, "palette_field"), child(palette, QTreeWidget, "palette_list")
    QTest.keyClicks(field, "undo")
    assert rows.topLevelItem(0).text(0) == "Undo — There is nothing to undo."
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.done == [] and palette.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_palette_holds_everything_and_can_be_walked(window: Window) -> None:
    palette = window.open("palette")
    field, rows = child(palette, QLineEdit, "palette_field"), child(palette, QTreeWidget, "palette_list")
    assert rows.topLevelItemCount() == len(ACTIONS)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert rows.currentIndex().row() == 0
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_PageDown)
    assert rows.currentIndex().row() > 5
    QTest.keyClicks(field, "no action is called like this")
    assert rows.topLevelItemCount() == 0
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert palette.isVisible()


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("next", "Next photo", "Accept and next"),
        ("ne", "Next new photo", "Open folder"),
        ("nf", "Next flagged photo", "Open project's folder"),
        ("grosse", "Größe", "Gro s s e"),
    ],
)
def test_better_answers_come_first(typed: str, better: str, worse: str) -> None:
    good, bad = score(typed, better), score(typed, worse)
    assert good is not None and (bad is None or good > bad)


def test_letters_must_occur_in_their_order() -> None:
    assert score("xyz", "Export") is None and score("", "Export") == 0


# About, crash, empty state


def test_about_says_what_it_is_and_whose_work(window: Window) -> None:
    text = child(window.open("about"), QTextBrowser, "about_text").toPlainText()
    for part in ("Research use only. Not for diagnosis.", "MIT", "Lesser General Public License", "numpy 2", "6.11.3"):
        assert part in text


def test_about_of_a_bundle_says_what_it_was_built_from(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = bundle_notices.Stamp("0.1.0", "0123456789ab" + "c" * 28 + " with changes", "2026-11-26T02:00:00Z", "cpu")
    bundle_notices.write_stamp(tmp_path / "skinseg_desktop" / "_data", stamp)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    text = child(window.open("about"), QTextBrowser, "about_text").toPlainText()
    assert f"Version {places.version()}, " in text
    assert "(Commit 0123456789ab with changes of 2026-11-26T02:00:00Z)" in text


def test_the_crash_dialog_says_that_work_is_safe_and_where_the_report_is(window: Window) -> None:
    dialog = CrashDialog(window)
    dialog.tell(ValueError("first"), "/log/crash-1.txt")
    dialog.tell(ValueError("second"), "/log/crash-2.txt")
    assert "safe" in child(dialog, QLabel, "crash_text").text()
    assert "/log/crash-2.txt" in child(dialog, QLabel, "crash_report").text()
    details = child(dialog, QPlainTextEdit, "crash_details").toPlainText()
    assert "first" in details and "second" in details
    assert not dialog.isModal()
    QTest.mouseClick(child(dialog, QPushButton, "crash_copy"), Qt.MouseButton.LeftButton)
    assert "second" in QApplication.clipboard().text()
    dialog.close()


def test_the_empty_state_opens_and_remembers(window: Window) -> None:
    window.settings.set("recent_folders", ["/photos/one", "/photos/two"])
    welcome = Welcome(window.settings, window.kinds)
    window.setCentralWidget(welcome)
    welcome.show()
    QTest.mouseClick(child(welcome, QPushButton, "welcome_open"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(child(welcome, QPushButton, "welcome_demo"), Qt.MouseButton.LeftButton)
    assert window.done == ["open_folder", "try_demo"]
    chosen: list[str] = []
    welcome.folder_chosen.connect(chosen.append)
    recent = child(welcome, QListWidget, "welcome_recent")
    place = recent.visualItemRect(recent.item(1)).center()
    QTest.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(place))
    assert chosen == ["/photos/two"]
    window.settings.set("recent_folders", [])
    welcome.refresh()
    assert not recent.isVisible()
    welcome.say("No photos, but 12 PDF files.")
    assert child(welcome, QLabel, "welcome_found").isVisible()


@pytest.mark.parametrize("key", ["settings", "shortcuts", "palette", "about"])
def test_every_field_has_a_name_and_can_be_reached_by_keyboard(window: Window, key: str) -> None:
    dialog = window.open(key)
    fields = (QLineEdit, QPushButton, QComboBox, QCheckBox, QTreeWidget, QTextBrowser, QKeySequenceEdit, QTabWidget)
    found = [w for w in dialog.findChildren(QWidget) if isinstance(w, fields)]
    inner = {"qt_spinbox_lineedit", "qt_keysequenceedit_lineedit"}
    own = [w for w in found if w.objectName() not in inner]
    assert own and [w for w in own if not (w.objectName() and w.accessibleName())] == []
    focusable = {w.objectName() for w in own if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()}
    reached: set[str] = set()
    for _ in range(2 * len(dialog.findChildren(QWidget))):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached |= {focus.objectName(), (focus.parentWidget() or focus).objectName()}
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    disabled = {w.objectName() for w in own if not w.isEnabled()}
    assert focusable - disabled - {""} <= reached
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_actions_keep_their_names(window: Window) -> None:
    assert {a.objectName() for a in window.findChildren(QAction)} >= {f"action_{key}" for key in ACTIONS}

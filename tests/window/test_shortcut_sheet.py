"""The sheet of shortcuts can be read whole: in every language, on a small screen and on a larger one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale, QRect, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTreeWidget, QTreeWidgetItem, QWidget

from skinseg_desktop.store.settings import Settings
from skinseg_desktop.window.actions import ACTIONS
from skinseg_desktop.window.bindings import build
from skinseg_desktop.window.dialogs.shortcuts import ShortcutSheet
from skinseg_desktop.window.language import LANGUAGES, PSEUDO, install


@pytest.fixture(params=[*LANGUAGES, PSEUDO])
def sheet(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    show: Callable[[QWidget], QWidget],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[ShortcutSheet]:
    before = QLocale()
    monkeypatch.setenv("SKINSEG_LANGUAGE", request.param)
    install(qapp, "system")
    window = QMainWindow()
    settings = Settings.load()
    made = ShortcutSheet(build(window, {key: lambda *_: None for key in ACTIONS}, settings), settings, window)
    show(window)
    made.show()
    yield made
    made.close()
    monkeypatch.setenv("SKINSEG_LANGUAGE", "en")
    install(qapp, "system")
    QLocale.setDefault(before)


@pytest.mark.parametrize("size", [(752, 564), (1284, 722)])
def test_nothing_of_it_is_clipped(sheet: ShortcutSheet, size: tuple[int, int], wait: Callable[..., None]) -> None:
    sheet.resize(*size)
    listed = sheet.findChild(QTreeWidget, "shortcut_list")
    assert isinstance(listed, QTreeWidget)
    wait(lambda: clipped(listed) == [], 3)
    assert not listed.horizontalScrollBar().isVisible()


def test_it_is_as_wide_as_its_sentences_where_the_screen_is(sheet: ShortcutSheet) -> None:
    screen = sheet.screen().availableGeometry()
    assert sheet.width() <= screen.width() and sheet.height() <= screen.height()


def clipped(listed: QTreeWidget) -> list[str]:
    """The cells whose text is larger than they are."""
    groups = [listed.topLevelItem(n) for n in range(listed.topLevelItemCount())]
    rows = [row for group in groups if group for n in range(group.childCount()) if (row := group.child(n))]
    assert len(rows) == len(ACTIONS)
    return [row.text(column) for row in rows for column in range(3) if not _fits(listed, row, column)]


def _fits(listed: QTreeWidget, item: QTreeWidgetItem, column: int) -> bool:
    cell, text = listed.visualItemRect(item), item.text(column)
    indent = listed.indentation() if column == 0 else 0
    width = listed.columnWidth(column) - indent - 4
    rect = QRect(0, 0, width, 10_000)
    needed = listed.fontMetrics().boundingRect(rect, int(Qt.TextFlag.TextWordWrap), text)
    return needed.width() <= width and needed.height() <= cell.height()

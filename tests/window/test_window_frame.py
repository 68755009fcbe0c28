"""The frame of the window: panels, menus, closing, settings, the grey around the photo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QMenu, QMessageBox, QWidget

from tests.acceptance.hand import Hand, Key, record_on_disk

NAMES = ("ISIC_0000012", "ISIC_0000111", "ISIC_0000130", "ISIC_0000140")
FIRST, SECOND, THIRD, FOURTH = NAMES
ROUND = [(40.0, 30.0), (280.0, 40.0)]


def ready(hand: Hand, name: str) -> None:
    hand.wait_for_photo(name)
    hand.wait_for_prediction()
    hand.settle()


# Panels, menus, closing


def test_the_switch_of_the_panels_follows_their_own_buttons(hand: Hand) -> None:
    docks = [hand.find(QWidget, f"{name}_dock") for name in ("scores", "mask", "model")]
    switch = hand.action("toggle_panels")
    for dock in docks:
        assert switch.isChecked()
        dock.close()
    assert not switch.isChecked()
    switch.trigger()
    assert switch.isChecked() and not any(dock.isHidden() for dock in docks)


def test_the_gallery_has_a_menu_for_what_is_selected(hand: Hand, photos: Path) -> None:
    rows = hand.find(QListView, "gallery_list")
    at = rows.visualRect(rows.model().index(0, 0)).center()
    rows.customContextMenuRequested.emit(at)
    (menu,) = (menu for menu in hand.window.findChildren(QMenu) if menu.isVisible())
    names = [action.objectName().removeprefix("action_") for action in menu.actions()]
    assert names == ["predict_selected", "accept_selected", "reject_selected", "", "flag", "export"]
    menu.actions()[1].trigger()
    menu.close()
    hand.wait_for_saved()
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is not None and record.status == "accepted"


def test_closing_asks_before_work_is_lost(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(hand.window.folder), "unsaved", "The disk is full.")  # type: ignore[attr-defined]
    said: list[str] = []

    def close(button: str) -> bool:
        def click() -> None:
            (question,) = (box for box in hand.window.findChildren(QMessageBox) if box.isVisible())
            said.append(question.text())
            next(b for b in question.buttons() if b.text() == button).click()

        QTimer.singleShot(0, click)
        return hand.window.close()

    before = hand.mask
    assert not close("Stay") and hand.window.isVisible() and "full" in said[0]
    hand.stroke(ROUND)
    assert hand.mask.sum() > before.sum(), "the work goes on"
    assert close("Close and lose them") and not hand.window.isVisible()


# Settings


def changed_setting(hand: Hand, key: str, value: object) -> None:
    """What the dialog of settings does."""
    hand.window.settings.set(key, value)  # type: ignore[attr-defined]
    hand.window.dialogs.setting_changed.emit(key)  # type: ignore[attr-defined]


def test_a_setting_leaves_the_window_and_the_tool_as_they_are(window_factory: Callable[..., Any], photos: Path) -> None:
    closed = Hand(window_factory(photos))
    ready(closed, FIRST)
    assert closed.window.close()
    hand = Hand(window_factory(photos, size=(900, 700)))
    ready(hand, FIRST)
    hand.key(Key.Key_L)
    hand.key(Key.Key_F8)
    assert not hand.find(QWidget, "gallery_dock").isVisible()
    changed_setting(hand, "undo_megabytes", 64)
    assert hand.window.session.undo_bytes == 64_000_000  # type: ignore[attr-defined]
    assert (hand.window.width(), hand.window.height()) == (900, 700)
    assert not hand.find(QWidget, "gallery_dock").isVisible() and not hand.action("toggle_gallery").isChecked()
    assert hand.canvas.tool == "lasso" and hand.action("lasso").isChecked()


def test_a_brush_of_the_screen_keeps_its_size_at_any_zoom(hand: Hand) -> None:
    size = hand.canvas.tool_size
    changed_setting(hand, "brush_size_unit", "screen")
    hand.key(Key.Key_Plus)
    hand.key(Key.Key_Plus)
    zoom = hand.canvas.zoom
    assert zoom > 1.5 and hand.canvas.tool_size * zoom == pytest.approx(size)
    changed_setting(hand, "mask_opacity", 0.3)
    assert hand.canvas.tool_size * zoom == pytest.approx(size)


# The grey


def test_a_click_in_the_grey_beside_the_photo_does_nothing(hand: Hand) -> None:
    before = hand.mask
    QTest.mouseClick(hand.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3))
    QCoreApplication.processEvents()
    np.testing.assert_array_equal(hand.mask, before)
    assert not hand.action("undo").isEnabled() and hand.status.startswith("Saved")

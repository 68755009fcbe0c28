"""What CONTRIBUTING promises of the window: a tool, a panel, a clean-up step are each a class and an entry in a table.

The others are in ``tests/test_additions.py``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path
from typing import Any

import cv2
import environment
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from skinseg_desktop.inference import STEPS
from skinseg_desktop.inference.cleanup import Step
from skinseg_desktop.window.actions import ACTIONS, ActionKind
from skinseg_desktop.window.canvas.tools import TOOLS, ToolKind
from tests.acceptance.hand import CTRL, Hand, Key, copy_photos, mask_on_disk, wait_for

FIRST = "ISIC_0000012"


@pytest.fixture
def photos(data_dir: Path, tmp_path: Path) -> Path:
    return copy_photos(data_dir, tmp_path / "photos", 1)


def opened(window: Any) -> Hand:
    hand = Hand(window)
    hand.wait_for_photo(FIRST)
    hand.wait_for_prediction()
    hand.settle()
    return hand


def added(path: str) -> dict[str, Any]:
    """The names of a new file, as CONTRIBUTING has it."""
    text = (environment.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, _, rest = text.partition(f"+++ {path}\n")
    lines = list(takewhile(lambda line: line.startswith("+") and not line.startswith("+++"), rest.splitlines()))
    assert lines, f"CONTRIBUTING adds no {path}"
    names: dict[str, Any] = {"__name__": "added"}
    exec(compile("\n".join(line[1:] for line in lines), path, "exec"), names)
    return names


def test_a_tool_has_a_key_a_button_and_an_undo(
    monkeypatch: pytest.MonkeyPatch, window_factory: Callable[..., Any], photos: Path
) -> None:
    ellipse = added("skinseg_desktop/window/canvas/tools/ellipse.py")["Ellipse"]
    monkeypatch.setitem(TOOLS, "ellipse", ToolKind("Ellipse", "Drag from corner to corner.", "", "ellipse", ellipse))
    line = ActionKind("ellipse", "edit", "Ellipse", "Drag", ("J",), checkable=True, choice="tool", section=1)
    monkeypatch.setitem(ACTIONS, "ellipse", line)
    hand = opened(window_factory(photos))
    hand.key(Key.Key_Delete)
    hand.key(Key.Key_J)
    # One photo pixel a screen pixel: a mouse that moves by whole pixels then ends where it should.
    hand.key(Key.Key_1)
    hand.stroke([(50, 40), (250, 140)])
    # The pixels on the border belong to it: half of an ellipse's 484 more than its area.
    assert abs(hand.mask.sum() - (math.pi * 100 * 50 + 484 / 2)) < 100
    assert hand.mask[90, 150] and not hand.mask[42, 52]
    hand.click("brush_button")
    hand.click("ellipse_button")
    hand.stroke([(100, 65), (200, 115)], CTRL)
    assert not hand.mask[90, 150] and hand.mask[90, 60]
    hand.key(Key.Key_Z)
    assert hand.mask[90, 150]
    hand.wait_for_saved()
    saved = mask_on_disk(photos, f"{FIRST}.jpg")
    assert saved is not None and np.array_equal(saved, hand.mask)


def test_a_panel_follows_the_session(window_factory: Callable[..., Any], photos: Path) -> None:
    window = window_factory(photos)
    hand = opened(window)
    panel = added("skinseg_desktop/window/panels/history.py")["HistoryPanel"](window.session)
    # What a line in the window's layout does.
    window._dock("history_dock", "History", panel, Qt.DockWidgetArea.RightDockWidgetArea)
    history = hand.find(QListWidget, "history_list")
    hand.stroke([(40, 30), (80, 40)])
    hand.key(Key.Key_Delete)
    assert [history.item(i).text() for i in range(history.count())] == ["brush", "clear"]
    hand.key(Key.Key_Z)
    assert [history.item(i).text() for i in range(history.count())] == ["brush"]


def test_a_clean_up_step_has_a_switch(
    monkeypatch: pytest.MonkeyPatch, window_factory: Callable[..., Any], photos: Path
) -> None:
    def convex(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
        points = cv2.findNonZero(mask)
        return (
            mask
            if points is None
            else np.asarray(cv2.fillConvexPoly(np.zeros_like(mask), cv2.convexHull(points), 1), np.uint8)
        )

    monkeypatch.setitem(STEPS, "convex", Step("convex", "Convex hull", "The lesion becomes its convex hull.", convex))
    hand = opened(window_factory(photos))
    before = hand.mask
    hand.click("cleanup_convex")
    wait_for(lambda: not np.array_equal(hand.mask, before))
    assert np.array_equal(hand.mask, convex(before))

"""What the tools do to the mask, by real events in a shown window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QMouseEvent, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from skinseg_desktop.core.working import WorkingMask
from skinseg_desktop.window.canvas.canvas import Canvas
from skinseg_desktop.window.canvas.tools import TOOLS

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
WIDTH, HEIGHT = 400, 300


class Hand:
    """A person at the canvas, and the owner of the mask, who takes each edit."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.labels: list[str] = []
        canvas.edited.connect(self._take)
        self.fresh()

    def fresh(self, mask: NDArray[np.uint8] | None = None, reference: NDArray[np.uint8] | None = None) -> WorkingMask:
        mask = np.zeros((HEIGHT, WIDTH), np.uint8) if mask is None else mask
        self.working = WorkingMask(mask, reference)
        self.canvas.show_photo(np.full((HEIGHT, WIDTH, 3), 180, np.uint8), self.working)
        # A photo pixel is a widget pixel here, and its centre can be pointed at.
        self.canvas.zoom_by(1 / self.canvas.zoom)
        return self.working

    def at(self, x: float, y: float) -> QPoint:
        return self.canvas.photo_to_widget(x, y).toPoint()

    def press(self, x: float, y: float, held: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self.canvas, button, held, self.at(x, y))

    def move(self, x: float, y: float) -> None:
        place = QPointF(self.at(x, y))
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, self.canvas.mapToGlobal(place), Qt.MouseButton.NoButton, LEFT, NONE
        )
        QApplication.sendEvent(self.canvas, event)

    def release(self, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.canvas, button, NONE, self.at(x, y))

    def stroke(self, points: Sequence[tuple[float, float]], held: Qt.KeyboardModifier = NONE) -> None:
        self.press(*points[0], held)
        for point in points[1:]:
            self.move(*point)
        self.release(*points[-1])

    def _take(self, label: str) -> None:
        assert self.working.finish() is not None, "an edit that changed nothing was told"
        self.labels.append(label)


@pytest.fixture
def hand(show: Callable[[QWidget], QWidget]) -> Hand:
    canvas = Canvas()
    canvas.resize(WIDTH, HEIGHT)
    show(canvas)
    return Hand(canvas)


def capsule(a: tuple[float, float], b: tuple[float, float], radius: float) -> NDArray[np.uint8]:
    """The pixels whose centres lie within a radius of a straight way."""
    y, x = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    ax, ay, dx, dy = a[0], a[1], b[0] - a[0], b[1] - a[1]
    along = np.clip(((x - ax) * dx + (y - ay) * dy) / max(1e-12, dx * dx + dy * dy), 0, 1)
    near: NDArray[np.bool_] = np.hypot(x - ax - along * dx, y - ay - along * dy) <= radius
    return near.view(np.uint8)


def polygon(points: Sequence[tuple[float, float]]) -> NDArray[np.uint8]:
    filled = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.fillPoly(filled, [np.rint((np.array(points) - 0.5) * 16).astype(np.int32)], 1, cv2.LINE_8, 4)
    return filled


@pytest.mark.parametrize("size", [3, 20, 61.5])
def test_a_stroke_is_every_pixel_that_the_circle_passed(hand: Hand, size: float) -> None:
    hand.canvas.set_size(size)
    a, b, c = (50, 60), (310, 200), (300, 40)
    hand.stroke([a, b, c])
    expected = np.maximum(capsule(a, b, size / 2), capsule(b, c, size / 2))
    np.testing.assert_array_equal(hand.working.pixels, expected)
    assert hand.labels == ["brush"]


def test_the_thinnest_stroke_is_a_chain_without_gaps(hand: Hand) -> None:
    hand.canvas.set_size(1)
    hand.stroke([(10, 10), (380, 130), (40, 280)])
    count, _ = cv2.connectedComponents(hand.working.pixels, connectivity=8)
    assert count == 2
    assert hand.working.area < 800
    hand.fresh()
    hand.stroke([(20, 20)])
    assert hand.working.area == 1 and hand.working.pixels[20, 20]


def test_the_eraser_takes_away_and_ctrl_turns_each_into_the_other(hand: Hand) -> None:
    hand.canvas.set_size(20)
    hand.fresh(np.ones((HEIGHT, WIDTH), np.uint8))
    hand.canvas.set_tool("eraser")
    hand.stroke([(100, 100), (200, 100)])
    np.testing.assert_array_equal(hand.working.pixels, 1 - capsule((100, 100), (200, 100), 10))
    hand.stroke([(150, 100)], CTRL)
    hand.canvas.set_tool("brush")
    hand.stroke([(300, 200)], CTRL)
    assert hand.working.pixels[100, 150] == 1 and hand.working.pixels[200, 300] == 0
    assert hand.labels == ["eraser", "brush", "eraser"]


def test_shift_joins_to_the_last_stroke_with_a_straight_line(hand: Hand) -> None:
    hand.canvas.set_size(10)
    hand.stroke([(50, 50)])
    hand.stroke([(250, 150)], SHIFT)
    np.testing.assert_array_equal(hand.working.pixels, capsule((50, 50), (250, 150), 5))


def test_counts_follow_every_move(hand: Hand) -> None:
    reference = np.zeros((HEIGHT, WIDTH), np.uint8)
    reference[80:200, 100:250] = 1
    working = hand.fresh(reference=reference)
    told: list[int] = []
    hand.canvas.drawn.connect(lambda: told.append(working.area))
    hand.press(60, 60)
    for x in range(70, 300, 30):
        hand.move(x, 130)
        assert working.area == cv2.countNonZero(working.pixels)
        confusion = working.confusion
        assert confusion and confusion.tp == cv2.countNonZero(working.pixels & reference)
    hand.release(300, 130)
    assert told == sorted(told) and len(told) > 5


def test_a_stroke_that_changes_nothing_is_no_edit(hand: Hand) -> None:
    hand.fresh(np.ones((HEIGHT, WIDTH), np.uint8))
    hand.stroke([(100, 100), (200, 100)])
    hand.canvas.set_tool("lasso")
    hand.stroke([(100, 100), (200, 100), (200, 200)])
    assert hand.labels == [] and not hand.working.touched.area


@pytest.mark.parametrize("tool", ["brush", "eraser", "lasso"])
def test_escape_restores_every_bit(hand: Hand, tool: str) -> None:
    rng = np.random.default_rng(0)
    before = rng.integers(0, 2, (HEIGHT, WIDTH), np.uint8)
    working = hand.fresh(before.copy())
    hand.canvas.set_tool(tool)
    hand.press(100, 100)
    hand.move(200, 150)
    hand.move(100, 200)
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.move(300, 200)
    hand.release(300, 200)
    np.testing.assert_array_equal(working.pixels, before)
    assert hand.labels == [] and working.area == cv2.countNonZero(before)


def test_a_lasso_fills_what_it_encloses_and_with_ctrl_takes_it_away(hand: Hand) -> None:
    hand.canvas.set_tool("lasso")
    points = [(100, 50), (300, 80), (320, 200), (200, 250), (80, 180)]
    hand.stroke(points)
    np.testing.assert_array_equal(hand.working.pixels, polygon(points))
    inner = [(150, 100), (250, 100), (200, 180)]
    hand.stroke(inner, CTRL)
    np.testing.assert_array_equal(hand.working.pixels, polygon(points) & (1 - polygon(inner)))
    assert hand.labels == ["lasso", "lasso"]


def test_a_lasso_that_crosses_its_own_line_leaves_no_hole(hand: Hand) -> None:
    hand.canvas.set_tool("lasso")
    hand.stroke([(100, 100), (200, 100), (200, 200), (100, 200), (100, 100), (180, 120), (180, 180), (120, 180)])
    assert hand.working.pixels[100:201, 100:201].all()


def test_a_lasso_may_leave_the_photo(hand: Hand) -> None:
    hand.canvas.set_tool("lasso")
    hand.stroke([(-200, -100), (700, 150), (-200, 700)])
    assert hand.working.pixels[150, 5] and hand.labels == ["lasso"]


def test_a_polygon_closes_by_enter_double_click_or_its_first_corner(hand: Hand) -> None:
    hand.canvas.set_tool("polygon")
    points = [(100, 50), (300, 80), (200, 250)]
    expected = polygon(points)

    def corners(*extra: tuple[float, float]) -> None:
        hand.fresh()
        for point in (*points, *extra):
            hand.stroke([point])

    corners((350, 280))
    QTest.keyClick(hand.canvas, Qt.Key.Key_Backspace)
    QTest.keyClick(hand.canvas, Qt.Key.Key_Return)
    np.testing.assert_array_equal(hand.working.pixels, expected)
    corners()
    QTest.mouseDClick(hand.canvas, LEFT, NONE, hand.at(*points[-1]))
    np.testing.assert_array_equal(hand.working.pixels, expected)
    corners((102, 51))
    np.testing.assert_array_equal(hand.working.pixels, expected)
    assert hand.labels == ["polygon"] * 3


def test_a_checkpoint_ends_what_is_half_made(hand: Hand) -> None:
    hand.press(100, 100)
    hand.move(200, 100)
    hand.canvas.checkpoint()
    assert hand.labels == ["brush"]
    drawn = hand.working.pixels.copy()
    hand.move(300, 250)
    hand.release(300, 250)
    np.testing.assert_array_equal(hand.working.pixels, drawn)
    hand.canvas.set_tool("polygon")
    for point in ((10, 200), (60, 200), (30, 280)):
        hand.stroke([point])
    hand.canvas.set_tool("brush")
    assert hand.labels == ["brush", "polygon"], "another tool ends a polygon"


def test_the_fill_closes_holes_but_never_the_skin_around(hand: Hand) -> None:
    ring = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(ring, (200, 150), 80, 1, 6)
    hand.canvas.set_tool("fill")
    working = hand.fresh(ring.copy())
    hand.stroke([(10, 10)])
    np.testing.assert_array_equal(working.pixels, ring)
    hand.stroke([(200, 150)])
    assert working.pixels[150, 200] and not working.pixels[10, 10]
    count, _ = cv2.connectedComponents(1 - working.pixels, connectivity=4)
    assert count == 2 and hand.labels == ["fill"]
    hand.stroke([(200, 150)], CTRL)
    assert working.area == 0 and hand.labels == ["fill", "fill"]


def test_the_fill_leaves_no_specks_of_what_is_clicked(hand: Hand) -> None:
    hand.canvas.set_tool("fill")
    disc = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(disc, (200, 150), 90, 1, cv2.FILLED)
    holed = disc.copy()
    cv2.circle(holed, (200, 150), 60, 0, cv2.FILLED)
    # Noise: skin that lesion shuts off from the hole, and skin that meets the hole's corner only.
    noise = holed.copy()
    noise[140:145, 190:195] = 1
    noise[142, 192] = 0
    noise[100:200, 230] = np.arange(100) % 2
    noise[100:200, 229] = noise[100:200, 231] = 1
    edge = np.argmax(noise[150, 130:150] == 0) + 130
    noise[149, edge - 1], noise[150, edge - 1], noise[149, edge] = 0, 1, 1
    for pixels in (holed, noise):
        working = hand.fresh(pixels.copy())
        hand.stroke([(200, 170)])
        np.testing.assert_array_equal(working.pixels, disc)
    # A hole that is no speck stays, as does a speck somewhere else.
    kept = holed.copy()
    cv2.circle(kept, (200, 150), 20, 1, 4)
    kept[150, 125] = 0
    working = hand.fresh(kept.copy())
    hand.stroke([(200, 190)])
    assert not working.pixels[150, 200] and not working.pixels[150, 125] and working.pixels[150, 230]
    # Lesion specks in a part that is taken away.
    islands = holed.copy()
    islands[150:153, 200:203] = 1
    islands[20, 20] = 1
    working = hand.fresh(islands.copy())
    hand.stroke([(125, 150)], CTRL)
    assert working.area == 1 and working.pixels[20, 20]


def test_a_corner_cut_off_by_lesion_can_be_filled(hand: Hand) -> None:
    arc = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(arc, (0, 0), 100, 1, 5)
    hand.canvas.set_tool("fill")
    working = hand.fresh(arc)
    hand.stroke([(20, 20)])
    assert working.pixels[20, 20] and working.pixels[0, 0] and not working.pixels[250, 350]


def test_nothing_is_drawn_where_drawing_is_not_allowed(hand: Hand) -> None:
    hand.canvas.editable = False
    for tool in TOOLS:
        hand.canvas.set_tool(tool)
        hand.stroke([(100, 100), (200, 100), (200, 200)])
    assert hand.working.area == 0 and hand.canvas.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    hand.canvas.editable = True
    hand.canvas.set_tool("brush")
    hand.stroke([(100, 100)])
    assert hand.working.area


def test_space_or_the_middle_button_moves_the_photo(hand: Hand) -> None:
    hand.canvas.zoom_by(4)
    for button, key in ((LEFT, Qt.Key.Key_Space), (MIDDLE, None)):
        if key:
            QTest.keyPress(hand.canvas, key)
        before = hand.canvas.photo_to_widget(0, 0)
        QTest.mousePress(hand.canvas, button, NONE, QPoint(200, 150))
        QTest.mouseMove(hand.canvas, QPoint(230, 140))
        QTest.mouseRelease(hand.canvas, button, NONE, QPoint(230, 140))
        if key:
            QTest.keyRelease(hand.canvas, key)
        assert hand.canvas.photo_to_widget(0, 0) - before == QPointF(30, -10)
    assert hand.working.area == 0
    hand.press(200, 150)
    assert hand.working.area, "the brush is back"
    hand.release(200, 150)


@pytest.mark.parametrize("taken", ["focus", "hidden", "release elsewhere"])
def test_a_stroke_never_sticks_to_the_pointer(hand: Hand, taken: str) -> None:
    hand.press(100, 100)
    hand.move(200, 100)
    if taken == "focus":
        QApplication.sendEvent(hand.canvas, QFocusEvent(QEvent.Type.FocusOut))
    elif taken == "hidden":
        hand.canvas.hide()
    drawn = hand.working.pixels.copy()
    place = QPointF(300, 250)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, place, hand.canvas.mapToGlobal(place), none, none, NONE)
    QApplication.sendEvent(hand.canvas, event)
    np.testing.assert_array_equal(hand.working.pixels, drawn)
    assert hand.labels == ["brush"]


def test_the_cursor_is_the_true_size_at_any_zoom(hand: Hand) -> None:
    hand.canvas.set_size(50)
    for zoom in (1.0, 1.82, 4.0):
        hand.canvas.zoom_by(zoom / hand.canvas.zoom)
        bare = hand.canvas.grab().toImage()
        QTest.mouseMove(hand.canvas, QPoint(200, 150))
        hand.move(200, 150)
        circle = hand.canvas.grab().toImage()
        changed = [x for x in range(WIDTH) if bare.pixel(x, 150) != circle.pixel(x, 150)]
        right = [x for x in changed if x > 200]
        assert abs((right[0] + right[-1]) / 2 - 200 - 25 * zoom) <= 1.5
        QApplication.sendEvent(hand.canvas, QEvent(QEvent.Type.Leave))
        QApplication.processEvents()
    assert hand.canvas.cursor().shape() == Qt.CursorShape.BlankCursor


def test_a_zoom_under_a_resting_pointer_leaves_no_circle_behind(hand: Hand) -> None:
    hand.canvas.set_size(50)
    hand.canvas.zoom_by(4)
    hand.move(200, 150)
    hand.canvas.zoom_by(0.5)
    hand.move(210, 150)
    QApplication.processEvents()
    hand.canvas.repaint()
    moved = hand.canvas.grab().toImage()
    hand.canvas.update()
    assert hand.canvas._painted.width() < 2 * (50 + 5)
    assert moved == hand.canvas.grab().toImage()


def test_escape_in_a_stroke_that_changed_nothing_leaves_nothing_half_made(hand: Hand) -> None:
    working = hand.fresh(np.ones((HEIGHT, WIDTH), np.uint8))
    hand.press(100, 100)
    assert hand.canvas.abort()
    assert not working.touched.area and not hand.canvas.abort()


def test_drawing_ends_a_preview(hand: Hand) -> None:
    hand.canvas.set_preview(np.ones((HEIGHT, WIDTH), np.uint8))
    hand.stroke([(100, 100)])
    assert hand.canvas._preview is None and hand.labels == ["brush"]


def test_sizes_stay_within_limits_and_are_told(hand: Hand) -> None:
    told: list[float] = []
    hand.canvas.size_changed.connect(told.append)
    hand.canvas.set_size(0)
    hand.canvas.set_size(0.5)
    hand.canvas.set_size(1e9)
    assert told == [1.0, 4000.0]


def test_the_canvas_has_a_name_and_takes_the_focus(hand: Hand) -> None:
    assert hand.canvas.objectName() == "canvas" and hand.canvas.accessibleName()
    assert hand.canvas.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_what_is_under_the_pointer_is_told(hand: Hand) -> None:
    told: list[object] = []
    hand.canvas.zoom_by(0.5)
    hand.canvas.pointed.connect(told.append)
    hand.move(40, 30)
    hand.move(-100, 30)
    assert told == [(40, 30), None]


def test_a_tools_keys_come_before_shortcuts_only_while_something_is_half_made(hand: Hand) -> None:
    fired: list[str] = []
    for key in ("Return", "Esc"):
        QShortcut(QKeySequence(key), hand.canvas).activated.connect(partial(fired.append, key))
    hand.canvas.setFocus()
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    assert fired == ["Esc"]
    hand.canvas.set_tool("polygon")
    for closing in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        for point in ((100, 50), (300, 80), (200, 250)):
            hand.stroke([point])
        QTest.keyClick(hand.canvas, closing)
    assert fired == ["Esc"] and hand.labels == ["polygon"]


def test_ctrl_and_the_wheel_size_the_tool(hand: Hand) -> None:
    place, zoom = QPointF(200, 150), hand.canvas.zoom
    for notches in (120, -240):
        event = QWheelEvent(
            place,
            hand.canvas.mapToGlobal(place),
            QPoint(),
            QPoint(0, notches),
            Qt.MouseButton.NoButton,
            CTRL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(hand.canvas, event)
    assert hand.canvas.tool_size == pytest.approx(40 / 1.15) and hand.canvas.zoom == zoom

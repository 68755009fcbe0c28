"""What the canvas shows: positions, colours of real pixels, and that a change of the mask is on screen at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from skinseg_desktop.core.edit import Rect
from skinseg_desktop.core.working import WorkingMask
from skinseg_desktop.imaging.photo import read_photo
from skinseg_desktop.window.canvas.canvas import Canvas
from skinseg_desktop.window.canvas.look import LINE, PREVIEW_HALO, PREVIEW_LINE, Look, heat_colours

Show = Callable[[QWidget], QWidget]
CYAN, ORANGE, GREY, WHITE = (0, 240, 255), (255, 159, 10), (119, 119, 119), (255, 255, 255)


@pytest.fixture
def canvas(show: Show) -> Canvas:
    made = Canvas()
    made.resize(400, 300)
    show(made)
    return made


def plain(width: int, height: int, colour: tuple[int, int, int] = (230, 200, 190)) -> NDArray[np.uint8]:
    return np.full((height, width, 3), colour, np.uint8)


def square(width: int, height: int, box: Rect) -> NDArray[np.uint8]:
    mask = np.zeros((height, width), np.uint8)
    mask[box.slices] = 1
    return mask


def rgb(image: QImage, x: int, y: int) -> tuple[int, int, int]:
    colour = QColor(image.pixel(x, y))
    return colour.red(), colour.green(), colour.blue()


def seen(canvas: Canvas) -> Callable[[float, float], tuple[int, int, int]]:
    """The colours on screen by positions in the photo."""
    image = canvas.grab().toImage()

    def at(x: float, y: float) -> tuple[int, int, int]:
        place = canvas.photo_to_widget(x, y) * image.devicePixelRatio()
        return rgb(image, int(place.x()), int(place.y()))

    return at


def wheel(
    canvas: Canvas, at: QPointF, notches: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    event = QWheelEvent(
        at,
        canvas.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


@pytest.mark.parametrize("zoom", [0.13, 0.5, 1.0, 1.82, 8.0, 64.0])
def test_a_point_of_the_photo_goes_to_the_widget_and_back(canvas: Canvas, zoom: float) -> None:
    canvas.show_photo(plain(3000, 2000), None)
    canvas.zoom_by(zoom / canvas.zoom)
    assert canvas.zoom == pytest.approx(zoom)
    for x, y in ((0, 0), (0.5, 0.5), (1234.25, 777.75), (3000, 2000)):
        assert canvas.widget_to_photo(canvas.photo_to_widget(x, y)) == pytest.approx((x, y), abs=1e-6)


def test_the_photo_is_shown_as_it_is(canvas: Canvas, data_dir: Path) -> None:
    pixels = read_photo(data_dir / "images" / "ISIC_0000012.jpg").pixels
    canvas.show_photo(pixels, None)
    for zoom in (1.0, 8.0):
        canvas.zoom_by(zoom / canvas.zoom)
        at = seen(canvas)
        x, y = (int(v) for v in canvas.widget_to_photo(QPointF(200, 150)))
        for dx in (-5, 0, 5):
            assert at(x + dx + 0.5, y + 0.5) == tuple(pixels[y, x + dx])


def test_fit_shows_the_whole_photo_smoothly_on_grey(canvas: Canvas) -> None:
    pixels = plain(4000, 1000)
    pixels[::2, ::2] = 0
    canvas.show_photo(pixels, None)
    at = seen(canvas)
    mean = pixels.reshape(-1, 3).mean(axis=0)
    assert np.abs(np.array(at(2000, 500)) - mean).max() <= 3
    image = canvas.grab().toImage()
    assert rgb(image, 5, 5) == GREY


def test_the_wheel_zooms_to_the_pointer(canvas: Canvas) -> None:
    canvas.show_photo(plain(3000, 2000), None)
    canvas.hundred()
    at = QPointF(120, 90)
    before = canvas.widget_to_photo(at)
    wheel(canvas, at, 3)
    assert canvas.zoom == pytest.approx(1.25**3)
    assert canvas.widget_to_photo(at) == pytest.approx(before, abs=1)


def test_a_hundred_is_one_screen_pixel_to_a_photo_pixel(canvas: Canvas) -> None:
    canvas.show_photo(plain(3000, 2000), None)
    canvas.hundred()
    assert canvas.percent == 100
    assert canvas.zoom == pytest.approx(1 / canvas.devicePixelRatioF())


def test_the_view_stays_for_a_photo_of_the_same_size_and_follows_the_widget(canvas: Canvas) -> None:
    canvas.show_photo(plain(3000, 2000), None)
    canvas.zoom_by(3)
    middle, zoom = canvas.widget_to_photo(QPointF(200, 150)), canvas.zoom
    canvas.show_photo(plain(3000, 2000, (0, 0, 0)), None, keep_view=True)
    assert canvas.widget_to_photo(QPointF(200, 150)) == middle
    canvas.resize(600, 500)
    QApplication.processEvents()
    assert canvas.zoom == zoom
    assert canvas.widget_to_photo(QPointF(300, 250)) == pytest.approx(middle, abs=1 / zoom)
    canvas.show_photo(plain(300, 200), None, keep_view=True)
    assert (canvas.photo_to_widget(150, 100) - QPointF(300, 250)).manhattanLength() < 1
    canvas.resize(400, 300)
    QApplication.processEvents()
    assert (canvas.photo_to_widget(150, 100) - QPointF(200, 150)).manhattanLength() < 1


@pytest.mark.parametrize("skin", [(250, 235, 230), (8, 6, 5)])
@pytest.mark.parametrize("zoom", [0.3, 1.0, 8.0])
def test_the_contour_is_one_pixel_of_light_between_dark_on_any_skin(
    canvas: Canvas, skin: tuple[int, int, int], zoom: float
) -> None:
    canvas.show_photo(plain(400, 300, skin), WorkingMask(square(400, 300, Rect(100, 100, 200, 100))))
    canvas.zoom_by(zoom / canvas.zoom, canvas.photo_to_widget(100, 150))
    edge = canvas.photo_to_widget(100, 150).toPoint()
    image = canvas.grab().toImage()
    row = [rgb(image, edge.x() + dx, edge.y()) for dx in (-3, -2, -1, 0, 1, 2)]
    bright = [i for i, colour in enumerate(row) if colour == CYAN]
    # The edge may fall inside a screen pixel: it is the first whose centre lies in the mask.
    assert len(bright) == 1 and 3 <= bright[0] <= 4
    for beside in (row[bright[0] - 1], row[bright[0] + 1]):
        assert max(beside) < 100


def test_a_write_into_the_mask_shows_in_the_next_repaint(canvas: Canvas) -> None:
    working = WorkingMask(np.zeros((300, 400), np.uint8))
    canvas.show_photo(plain(400, 300), working)
    canvas.set_look(Look(opacity=1.0))
    bare = seen(canvas)(200, 150)
    # The bytes that Qt was given belong to an array: they are read anew each time.
    for _ in range(3):
        working.draw(Rect(150, 100, 100, 100), lambda part: part.fill(1))
        canvas.mask_changed(Rect(150, 100, 100, 100))
        assert seen(canvas)(200, 150) == CYAN
        canvas.mask_changed(working.abort())
        assert seen(canvas)(200, 150) == bare
    # The pointer may be left over the canvas by another test, and its ring is drawn over the mask.
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    canvas._frame.layers.codes[:] = 1
    canvas._frame.layers.box = Rect(0, 0, 400, 300)
    assert seen(canvas)(20, 20) == CYAN


def test_only_what_changed_is_made_anew_and_it_is_the_same_as_all(canvas: Canvas) -> None:
    rng = np.random.default_rng(1)
    reference = square(400, 300, Rect(60, 60, 200, 150))
    for zoom in (0.37, 1.0, 1.7, 5.0):
        working = WorkingMask(square(400, 300, Rect(100, 100, 150, 80)), reference)
        canvas.show_photo(plain(400, 300), working)
        canvas.zoom_by(zoom / canvas.zoom)
        canvas.grab()
        for _ in range(20):
            x, y, size = (int(v) for v in rng.integers(0, 280, 3))
            rect = working.draw(Rect(x, y, size, size // 3 + 1), lambda part: np.bitwise_xor(part, 1, out=part))
            canvas.mask_changed(rect)
            canvas.grab()
        piecewise = canvas._frame.layers.codes.copy()
        canvas.mask_changed(None)
        canvas.grab()
        np.testing.assert_array_equal(piecewise, canvas._frame.layers.codes)


def test_reference_agreement_compare_and_hidden(canvas: Canvas) -> None:
    mine, reference = square(400, 300, Rect(100, 100, 100, 100)), square(400, 300, Rect(150, 100, 100, 100))
    pixels = plain(400, 300)
    canvas.show_photo(pixels, WorkingMask(mine, reference))
    bare = (230, 200, 190)

    def line(colour: tuple[int, int, int]) -> int:
        image = canvas.grab().toImage()
        return sum(rgb(image, x, y) == colour for x in range(image.width()) for y in range(0, 300, 3))

    # Dashes: the reference's line has gaps, mine has none.
    assert 0 < line(ORANGE) < line(CYAN)
    canvas.set_look(Look(agreement=True))
    at = seen(canvas)
    assert at(125, 150)[2] > at(125, 150)[0], "only mine is blue"
    assert at(225, 150)[0] > at(225, 150)[2] + 60, "only the reference is orange"
    assert at(175, 150) == bare, "both are left alone"
    canvas.set_look(Look(compare=True))
    assert line(CYAN) == 0 and line(ORANGE) > 0
    canvas.set_look(Look(hidden=True))
    assert line(CYAN) == line(ORANGE) == 0 and seen(canvas)(125, 150) == bare


def test_dashes_stand_still_while_the_photo_is_moved(canvas: Canvas) -> None:
    reference = np.zeros((300, 400), np.uint8)
    cv2.circle(reference, (200, 150), 60, 1, -1)
    canvas.show_photo(plain(400, 300), WorkingMask(np.zeros((300, 400), np.uint8), reference))
    canvas.zoom_by(6 / canvas.zoom, canvas.photo_to_widget(260, 150))
    canvas.grab()
    before = canvas._frame.layers.codes & 16
    canvas.pan_by(-9, 5)
    canvas.grab()
    after = canvas._frame.layers.codes & 16
    moved = before[20:-25, 29:-20] != after[25:-20, 20:-29]
    assert np.count_nonzero(moved) < 0.1 * np.count_nonzero(before)


def test_a_preview_is_dotted_beside_the_line_of_the_mask(canvas: Canvas) -> None:
    working = WorkingMask(square(400, 300, Rect(100, 100, 100, 100)))
    canvas.show_photo(plain(400, 300), working)
    canvas.grab()
    mine = canvas._frame.layers.codes & LINE
    whole = np.count_nonzero(mine)
    bare = seen(canvas)(250, 150)

    def count(colour: tuple[int, int, int]) -> int:
        image = canvas.grab().toImage()
        return sum(rgb(image, x, y) == colour for x in range(image.width()) for y in range(image.height()))

    assert count(WHITE) == 0
    canvas.set_preview(square(400, 300, Rect(100, 100, 200, 100)))
    canvas.grab()
    codes = canvas._frame.layers.codes
    np.testing.assert_array_equal(codes & LINE, mine, "my line stays as it was")
    assert 0.3 * whole < np.count_nonzero(codes & PREVIEW_LINE) < 1.2 * whole, "half as long again, in dots"
    assert count(CYAN) > whole / 2 and count(WHITE) > whole / 4
    # What would be lesion is filled.
    assert seen(canvas)(250, 150) != bare
    canvas.set_look(Look(contour=False))
    assert count(CYAN) == 0 and count(WHITE) > whole / 4
    for look in (Look(hidden=True), Look(compare=True)):
        canvas.set_look(look)
        assert count(WHITE) == 0
    canvas.set_look(Look())
    # What changes of the mask under a preview is shown too, and all that a preview was goes with it.
    canvas.mask_changed(working.draw(Rect(0, 0, 50, 50), lambda part: part.fill(1)))
    canvas.grab()
    assert canvas._frame.layers.codes[10:40, 10:40].any() and np.any(canvas._frame.layers.codes & PREVIEW_LINE)
    canvas.set_preview(None)
    canvas.grab()
    assert not np.any(canvas._frame.layers.codes & (PREVIEW_LINE | PREVIEW_HALO)) and count(WHITE) == 0
    with pytest.raises(ValueError, match="another photo"):
        canvas.set_preview(np.zeros((3, 3), np.uint8))


def test_the_heat_map_follows_the_probabilities_and_grows_lighter_with_them(canvas: Canvas) -> None:
    light = [0.2126 * (c >> 16 & 255) + 0.7152 * (c >> 8 & 255) + 0.0722 * (c & 255) for c in heat_colours()[1:]]
    assert all(b >= a - 1 for a, b in pairwise(light))
    canvas.show_photo(plain(400, 300, (128, 128, 128)), None)
    canvas.set_look(Look(heat=True))
    canvas.set_map(np.tile(np.linspace(0, 1, 64, dtype=np.float32), (48, 1)))
    at = seen(canvas)
    assert at(10, 150)[2] > at(10, 150)[0] and at(390, 150)[0] > at(390, 150)[2] + 30


def test_adjustments_are_for_the_eye_only(canvas: Canvas) -> None:
    pixels = plain(400, 300, (100, 100, 100))
    before = pixels.copy()
    canvas.show_photo(pixels, None)
    shown = {}
    for name, value in (("brightness", 0.2), ("contrast", 2.0), ("gamma", 2.0)):
        look = replace(Look(), **{name: value})  # type: ignore[arg-type]
        assert look.adjusted
        canvas.set_look(look)
        shown[name] = seen(canvas)(200, 150)[0]
    assert shown == {"brightness": 151, "contrast": 72, "gamma": 160}
    canvas.set_look(Look())
    assert seen(canvas)(200, 150) == (100, 100, 100)
    np.testing.assert_array_equal(pixels, before)


@pytest.mark.parametrize("size", [(1, 1), (1, 40_000), (40_000, 1), (2, 3)])
def test_I4_photos_of_any_shape_are_shown_and_drawn_on(canvas: Canvas, size: tuple[int, int]) -> None:
    width, height = size
    working = WorkingMask(np.zeros((height, width), np.uint8), np.ones((height, width), np.uint8))
    canvas.show_photo(plain(width, height), working)
    for factor in (1, 0.1, 1000):
        canvas.zoom_by(factor)
        assert seen(canvas)(*canvas.widget_to_photo(QPointF(200, 150))) != GREY
    canvas.set_size(1)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert working.area == 1


def test_the_memory_of_a_large_photo_is_bounded(canvas: Canvas) -> None:
    pixels = np.zeros((4000, 6000, 3), np.uint8)
    canvas.show_photo(pixels, WorkingMask(np.zeros((4000, 6000), np.uint8)))
    canvas.grab()
    assert canvas._picture
    assert sum(level.nbytes for by, (level, _, _) in canvas._picture._levels.items() if by > 1) <= pixels.nbytes / 3


_OTHER_RATIO = """
import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from skinseg_desktop.core.working import WorkingMask
from skinseg_desktop.window.canvas.canvas import Canvas
app = QApplication([])
canvas = Canvas(); canvas.resize(401, 303); canvas.show()
pixels = np.zeros((300, 400, 3), np.uint8); pixels[:, ::2] = 255
mask = np.zeros((300, 400), np.uint8); mask[100:200, 100:300] = 1
working = WorkingMask(mask); canvas.show_photo(pixels, working); app.processEvents()
ratio = canvas.devicePixelRatioF()
canvas.hundred()
assert canvas.percent == 100 and abs(canvas.zoom - 1 / ratio) < 1e-9
image = canvas.grab().toImage()
place = canvas.photo_to_widget(120, 50) * ratio
row = [image.pixel(round(place.x()) + x, round(place.y())) & 255 for x in range(8)]
assert row == [255, 0] * 4, row
assert canvas.widget_to_photo(canvas.photo_to_widget(12.5, 7.25)) == (12.5, 7.25)
canvas.fit(); canvas.set_size(21)
at = canvas.photo_to_widget(50.5, 50.5).toPoint()
QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
x, y = canvas.widget_to_photo(QPointF(at))
ys, xs = np.mgrid[:300, :400] + 0.5
assert (working.pixels[:90] == ((xs - x) ** 2 + (ys - y) ** 2 <= 10.5 ** 2)[:90]).all()
"""


@pytest.mark.parametrize("ratio", ["1.25", "1.5", "2"])
def test_W4_screens_of_other_pixels(ratio: str) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": ratio}
    done = subprocess.run([sys.executable, "-c", _OTHER_RATIO], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_stroke_at_the_edge_of_what_is_seen(canvas: Canvas) -> None:
    """The contour leaves the screen where the mask does: no line runs along the widget's edge."""
    canvas.show_photo(plain(400, 300), WorkingMask(np.ones((300, 400), np.uint8)))
    canvas.zoom_by(8 / canvas.zoom)
    canvas.grab()
    assert not (canvas._frame.layers.codes & 2).any()
    assert cv2.countNonZero(canvas._frame.layers.codes) == canvas._frame.layers.codes.size

#!/usr/bin/env python3
"""Measures the brush: from the mouse's move to the end of the repaint, contour and live counts included.

    QT_QPA_PLATFORM=offscreen python tests/benchmarks/brush.py
    xvfb-run -a python tests/benchmarks/brush.py

The floor beside each figure is a bare widget in the same run: a NumPy mask wrapped by an Indexed8 image, ``cv2.line``
as the stamp, the dirty rectangle repainted, no contour, no counts, no cursor.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QApplication, QWidget

from skinseg_desktop.core.working import WorkingMask
from skinseg_desktop.window.canvas.canvas import Canvas

SIZES = {12: (4000, 3000), 24: (6000, 4000)}
VIEW = (1200, 800)
RADIUS = 100
MOVES = 400


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds: of our moves and undo, and of the floor's.

    ``cpu_p99`` counts this thread's own time only: on a shared machine the clock counts the turns of others, too.
    """

    megapixels: int
    view: str
    median: float
    p99: float
    cpu_p99: float
    floor_median: float
    floor_p99: float
    undo: float
    floor_undo: float


class Floor(QWidget):
    """As little as a brush can be."""

    def __init__(self, pixels: NDArray[np.uint8], scale: float, corner: tuple[float, float]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        height, width = pixels.shape[:2]
        self.scale, self.corner = scale, corner
        self.pixels = np.zeros((height, width), np.uint8)
        self.image = QImage(self.pixels.data, width, height, width, QImage.Format.Format_Indexed8)
        self.image.setColorTable([0, 0x5000FFFF])
        self.photo = QImage(*VIEW, QImage.Format.Format_RGB32)
        self.photo.fill(0xFFC8A090)
        self.last: QPointF | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin."""
        self.last = event.position()
        self.update(0, 0, 1, 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stamp, and ask for the rectangle."""
        at = event.position()
        if self.last is not None:
            a, b = (
                [round((p.x() - self.corner[0]) / self.scale), round((p.y() - self.corner[1]) / self.scale)]
                for p in (self.last, at)
            )
            cv2.line(self.pixels, a, b, 1, 2 * RADIUS)
            reach = RADIUS * self.scale + 1
            box = QRectF(self.last, at).normalized().adjusted(-reach, -reach, reach, reach)
            self.update(box.toAlignedRect())
        self.last = at

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two pictures, one over the other."""
        painter = QPainter(self)
        painter.drawImage(event.rect().topLeft(), self.photo, event.rect())
        painter.setTransform(QTransform(self.scale, 0, 0, self.scale, *self.corner))
        back = QRectF(event.rect()).translated(-self.corner[0], -self.corner[1])
        source = QRectF(back.topLeft() / self.scale, back.size() / self.scale)
        painter.drawImage(source, self.image, source)
        painter.end()


class Painted(QObject):
    """Counts a widget's repaints."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything pass."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def measure() -> list[Figure]:
    """The figures at 12 and 24 megapixels, at fit and at 100 %; a QApplication is made where there is none."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return [_figure(app, megapixels, view) for megapixels in SIZES for view in ("fit", "100 %")]


def _figure(app: QApplication, megapixels: int, view: str) -> Figure:
    width, height = SIZES[megapixels]
    pixels = np.full((height, width, 3), (200, 160, 144), np.uint8)
    reference = np.zeros((height, width), np.uint8)
    cv2.circle(reference, (width // 2, height // 2), height // 3, 1, -1)
    canvas = Canvas()
    canvas.resize(*VIEW)
    canvas.show_photo(pixels, WorkingMask(np.zeros((height, width), np.uint8), reference))
    canvas.set_size(2 * RADIUS)
    canvas.show()
    app.processEvents()
    if view == "100 %":
        canvas.hundred()
    corner = canvas.photo_to_widget(0, 0)
    floor = Floor(pixels, canvas.zoom, (corner.x(), corner.y()))
    floor.resize(*VIEW)
    path = [QPointF(*_place(step)) for step in range(MOVES)]

    def stroke(widget: QWidget, end: Callable[[], object]) -> list[tuple[float, float]]:
        # Moves as a hand makes them, a stroke every fifty: the mask is emptied in between.
        times: list[tuple[float, float]] = []
        for start in range(0, MOVES, 50):
            _send(widget, QEvent.Type.MouseButtonPress, path[start])
            app.processEvents()
            times += _timed(app, widget, path[start + 1 : start + 50])
            _send(widget, QEvent.Type.MouseButtonRelease, path[start + 49])
            end()
            app.processEvents()
        return times

    undos: list[float] = []

    def undo() -> None:
        assert canvas.working
        patch = canvas.working.finish()
        assert patch
        app.processEvents()
        begin = time.perf_counter()
        canvas.mask_changed(canvas.working.apply(patch))
        app.processEvents()
        undos.append((time.perf_counter() - begin) * 1000)

    bare_undos: list[float] = []

    def bare_undo() -> None:
        box = QRect(0, 0, *VIEW)
        app.processEvents()
        begin = time.perf_counter()
        floor.pixels[:] = 0
        floor.update(box)
        app.processEvents()
        bare_undos.append((time.perf_counter() - begin) * 1000)

    stroke(canvas, undo)
    ours = stroke(canvas, undo)
    canvas.hide()
    floor.show()
    app.processEvents()
    theirs = stroke(floor, bare_undo)
    floor.hide()
    for widget in (canvas, floor):
        widget.deleteLater()
    return Figure(
        megapixels,
        view,
        statistics.median(clock for clock, _ in ours),
        float(np.percentile([clock for clock, _ in ours], 99)),
        float(np.percentile([own for _, own in ours], 99)),
        statistics.median(clock for clock, _ in theirs),
        float(np.percentile([clock for clock, _ in theirs], 99)),
        statistics.median(undos),
        statistics.median(bare_undos),
    )


def _timed(app: QApplication, widget: QWidget, path: Sequence[QPointF]) -> list[tuple[float, float]]:
    """Milliseconds of the clock and of this thread for each move."""
    painted = Painted()
    widget.installEventFilter(painted)
    times = []
    for at in path:
        before = painted.count
        begin, own = time.perf_counter(), time.thread_time()
        _send(widget, QEvent.Type.MouseMove, at)
        while painted.count == before:
            app.processEvents()
        times.append(((time.perf_counter() - begin) * 1000, (time.thread_time() - own) * 1000))
    widget.removeEventFilter(painted)
    return times


def _place(step: int) -> tuple[float, float]:
    angle = step / 23
    return VIEW[0] / 2 + 380 * math.cos(angle), VIEW[1] / 2 + 230 * math.sin(2 * angle)


def _send(widget: QWidget, kind: QEvent.Type, at: QPointF) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    place = widget.mapToGlobal(at)
    QApplication.sendEvent(widget, QMouseEvent(kind, at, place, button, held, Qt.KeyboardModifier.NoModifier))


def main() -> None:
    """Print the table."""
    print(f"| radius {RADIUS} px, ms | median | p99 | p99 of own time | floor median | floor p99 | undo | floor undo |")
    print("|---|---|---|---|---|---|---|---|")
    for f in measure():
        numbers = (f.median, f.p99, f.cpu_p99, f.floor_median, f.floor_p99, f.undo, f.floor_undo)
        print(f"| {f.megapixels} MP, {f.view} | " + " | ".join(f"{n:.2f}" for n in numbers) + " |")


if __name__ == "__main__":
    main()

"""The lasso: one closed stroke, the way dermatologists draw a border, and all of its inside is lesion."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from skinseg_desktop.window.canvas.tools.enclosed import enclose, outline_extent, paint_outline

if TYPE_CHECKING:
    from skinseg_desktop.window.canvas.tools.shapes import Point
    from skinseg_desktop.window.canvas.tools.tool import Pointer, Surface

#: Points nearer to the last than this are not kept, in widget pixels: no eye would see them.
_STEP = 0.75


class Lasso:
    """The stroke's end is joined to its start. Ctrl, held when it begins, takes the inside away."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._adds = True
        self._points: list[Point] = []

    @property
    def pending(self) -> bool:
        """Whether a line is being drawn."""
        return bool(self._points)

    def press(self, at: Pointer) -> None:
        """Begin a line."""
        self._adds = not at.other
        self._points = [(at.x, at.y)]

    def move(self, at: Pointer) -> None:
        """Go on to here."""
        if self._points and math.dist(self._points[-1], (at.x, at.y)) * self._surface.zoom >= _STEP:
            self._points.append((at.x, at.y))

    def release(self, at: Pointer) -> None:
        """Close the line."""
        if self._points and self._points[-1] != (at.x, at.y):
            self._points.append((at.x, at.y))
        self.checkpoint()

    def key(self, key: Qt.Key) -> bool:
        """No key means anything to it."""
        return False

    def leave(self) -> None:
        """Close the line."""
        self.checkpoint()

    def checkpoint(self) -> None:
        """Close the line where it is."""
        points, self._points = self._points, []
        # A click is no line, and encloses nothing.
        if len(points) > 2:
            enclose(self._surface, points, self._adds)
            self._surface.end("lasso")

    def abort(self) -> None:
        """Forget the line."""
        self._points = []

    def shape(self, at: Pointer | None) -> Qt.CursorShape:
        """A cross."""
        return Qt.CursorShape.CrossCursor

    def extent(self, at: Pointer | None) -> QRectF:
        """The line's box."""
        return outline_extent(self._outline())

    def paint_cursor(self, painter: QPainter, at: Pointer | None) -> None:
        """The line, and dashed what closes it."""
        paint_outline(painter, self._outline())

    def _outline(self) -> QPolygonF:
        return QPolygonF([QPointF(self._surface.photo_to_widget(*point)) for point in self._points])

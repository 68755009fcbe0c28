"""The polygon: corner after corner, closed by a double click, Enter, or a click on the first corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from skinseg_desktop.window.canvas.tools.enclosed import enclose, outline_extent, paint_outline
from skinseg_desktop.window.canvas.tools.tool import Pointer, Surface, two_tone

if TYPE_CHECKING:
    from skinseg_desktop.window.canvas.tools.shapes import Point

#: A click this near to the first corner closes, in widget pixels.
_NEAR = 7.0


class Polygon:
    """Backspace takes the last corner back. Ctrl, held at the first corner, takes the inside away.

    A checkpoint closes a polygon that has three corners: closed, it can be undone and redone, while corners that were
    dropped would be gone. Fewer enclose nothing, and are dropped.
    """

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._adds = True
        self._points: list[Point] = []

    @property
    def pending(self) -> bool:
        """Whether there are corners."""
        return bool(self._points)

    def press(self, at: Pointer) -> None:
        """Set a corner, or close."""
        if not self._points:
            self._adds = not at.other
        if at.double or (len(self._points) > 2 and self._near_first(at)):
            self.checkpoint()
        elif not self._points or self._points[-1] != (at.x, at.y):
            self._points.append((at.x, at.y))

    def move(self, at: Pointer) -> None:
        """Corners are set by presses only."""

    def release(self, at: Pointer) -> None:
        """Corners are set by presses only."""

    def key(self, key: Qt.Key) -> bool:
        """Enter closes, Backspace takes the last corner back."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.checkpoint()
        elif key == Qt.Key.Key_Backspace and self._points:
            self._points.pop()
        else:
            return False
        return True

    def leave(self) -> None:
        """Close."""
        self.checkpoint()

    def checkpoint(self) -> None:
        """Close what encloses something, drop the rest."""
        points, self._points = self._points, []
        if len(points) > 2:
            enclose(self._surface, points, self._adds)
            self._surface.end("polygon")

    def abort(self) -> None:
        """Forget the corners."""
        self._points = []

    def shape(self, at: Pointer | None) -> Qt.CursorShape:
        """A hand where a click closes, else a cross."""
        closes = at is not None and len(self._points) > 2 and self._near_first(at)
        return Qt.CursorShape.PointingHandCursor if closes else Qt.CursorShape.CrossCursor

    def extent(self, at: Pointer | None) -> QRectF:
        """The box of the corners and the pointer."""
        return outline_extent(self._outline(at))

    def paint_cursor(self, painter: QPainter, at: Pointer | None) -> None:
        """The corners, the line to the pointer, and dashed what would close it."""
        paint_outline(painter, self._outline(at))
        places = [self._surface.photo_to_widget(*point) for point in self._points]
        corners = [QRectF(place.x() - 2, place.y() - 2, 4, 4) for place in places]
        if corners:
            two_tone(painter, lambda: painter.drawRects(corners))

    def _outline(self, at: Pointer | None) -> QPolygonF:
        points = [*self._points, (at.x, at.y)] if self._points and at is not None else self._points
        return QPolygonF([QPointF(self._surface.photo_to_widget(*point)) for point in points])

    def _near_first(self, at: Pointer) -> bool:
        apart = self._surface.photo_to_widget(at.x, at.y) - self._surface.photo_to_widget(*self._points[0])
        return apart.manhattanLength() <= _NEAR

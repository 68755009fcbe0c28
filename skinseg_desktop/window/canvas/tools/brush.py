"""The brush: a round tip that paints lesion, without gaps however fast the hand is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt

from skinseg_desktop.window.canvas.tools.shapes import Point, stroke, stroke_box
from skinseg_desktop.window.canvas.tools.tip import Tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from skinseg_desktop.core.edit import Mask
    from skinseg_desktop.core.working import WorkingMask
    from skinseg_desktop.window.canvas.tools.tool import Pointer, Surface

#: A tip thinner than this draws chains of single pixels, through their centres.
_PENCIL = 2.0
#: A tip smaller than this on the screen gets a cross as well, in widget pixels.
_SMALL = 8.0


class Brush:
    """A pixel is painted when its centre comes within the circle that is shown. Ctrl erases."""

    adds = True

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._adds = self.adds
        self._at: Point | None = None
        self._tip = Tip()
        # Where the last stroke ended, and in which mask: a straight line starts there.
        self._last: tuple[WorkingMask | None, Point] | None = None

    @property
    def pending(self) -> bool:
        """Whether a stroke is being drawn."""
        return self._at is not None

    def press(self, at: Pointer) -> None:
        """Begin a stroke, with a straight line from the last one's end when Shift is held."""
        self._adds = self.adds != at.other
        start = (at.x, at.y)
        if at.straight and self._last and self._last[0] is self._surface.working:
            start = self._last[1]
        self._to(start, (at.x, at.y))

    def move(self, at: Pointer) -> None:
        """Go on to here."""
        if self._at is not None:
            self._to(self._at, (at.x, at.y))

    def release(self, at: Pointer) -> None:
        """Go on to here, and end the stroke."""
        if self._at is not None and self._at != (at.x, at.y):
            self._to(self._at, (at.x, at.y))
        self.checkpoint()

    def key(self, key: Qt.Key) -> bool:
        """No key means anything to it."""
        return False

    def leave(self) -> None:
        """End the stroke."""
        self.checkpoint()

    def checkpoint(self) -> None:
        """End the stroke where it is."""
        if self._at is not None:
            self._last, self._at = (self._surface.working, self._at), None
            self._surface.end("brush" if self._adds else "eraser")

    def abort(self) -> None:
        """Forget the stroke."""
        self._at = None

    def shape(self, at: Pointer | None) -> Qt.CursorShape:
        """None beside the circle, but for one too small to be found."""
        return Qt.CursorShape.CrossCursor if self._radius() < _SMALL / 2 else Qt.CursorShape.BlankCursor

    def extent(self, at: Pointer | None) -> QRectF:
        """The circle's box."""
        if at is None:
            return QRectF()
        reach = self._radius() + 3
        centre = self._surface.photo_to_widget(at.x, at.y)
        return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)

    def paint_cursor(self, painter: QPainter, at: Pointer | None) -> None:
        """The tip in its true size; a minus in its middle when it erases."""
        if at is None:
            return
        adds = self._adds if self.pending else self.adds != at.other
        self._tip.paint(painter, self._surface.photo_to_widget(at.x, at.y), self._radius(), minus=not adds)

    def _radius(self) -> float:
        return self._surface.tool_size * self._surface.zoom / 2

    def _to(self, a: Point, b: Point) -> None:
        self._at = b
        radius = self._surface.tool_size / 2
        if self._surface.tool_size < _PENCIL:
            # Through centres, a line this thin has a pixel in every row or column; the sliver is for rounding.
            radius = 0.5 + 1e-9
            a, b = (math.floor(a[0]) + 0.5, math.floor(a[1]) + 0.5), (math.floor(b[0]) + 0.5, math.floor(b[1]) + 0.5)
        working = self._surface.working
        assert working
        box = stroke_box(a, b, radius).clipped(working.width, working.height)
        if not box.area:
            return
        touched = stroke(a, b, radius, box).view(np.uint8)

        def paint(part: Mask) -> None:
            if self._adds:
                np.bitwise_or(part, touched, out=part)
            else:
                np.bitwise_and(part, touched ^ 1, out=part)

        self._surface.draw(box, paint)

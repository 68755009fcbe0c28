"""What the tools that enclose an area share: filling it, and showing the line while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF

from skinseg_desktop.window.canvas.tools.shapes import Point, fill
from skinseg_desktop.window.canvas.tools.tool import Surface, two_tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QPolygonF

    from skinseg_desktop.core.edit import Mask


def enclose(surface: Surface, points: Sequence[Point], adds: bool) -> None:
    """Make lesion, or skin, of all that a closed line holds."""
    working = surface.working
    assert working
    rect, inside = fill(points, working.width, working.height)

    def paint(part: Mask) -> None:
        if adds:
            np.bitwise_or(part, inside, out=part)
        else:
            np.bitwise_and(part, inside ^ 1, out=part)

    if rect.area:
        surface.draw(rect, paint)


def outline_extent(outline: QPolygonF) -> QRectF:
    """The widget pixels of an open line."""
    return outline.boundingRect().adjusted(-5, -5, 5, 5) if outline.size() else QRectF()


def paint_outline(painter: QPainter, outline: QPolygonF) -> None:
    """An open line, and dashed what would close it."""
    if outline.size():
        two_tone(painter, lambda: painter.drawPolyline(outline))
        two_tone(painter, lambda: painter.drawLine(outline.last(), outline.first()), dashed=True)

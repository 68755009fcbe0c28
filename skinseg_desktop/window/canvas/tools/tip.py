"""The circle of a brush on the screen."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from skinseg_desktop.window.canvas.tools.tool import two_tone

#: A larger circle, in screen pixels, is drawn each time and not kept as a picture.
_LARGEST = 1024
#: The room of the line's halo round the circle, and the radius from which there is room for a minus, in widget pixels.
_RIM, _ROOMY = 3.0, 8.0


class Tip:
    """Keeps the picture of the circle, for drawing one smoothly takes longer than all else that a stroke paints."""

    def __init__(self) -> None:
        self._kept: tuple[float, float, bool] | None = None
        self._picture = QImage()

    def paint(self, painter: QPainter, centre: QPointF, radius: float, *, minus: bool) -> None:
        """Paint a circle of a radius about a point, in widget pixels, with a minus in it for one that erases."""
        ratio = painter.device().devicePixelRatioF()
        half = math.ceil(radius + _RIM)
        if 2 * half * ratio > _LARGEST:
            _draw(painter, centre, radius, minus)
            return
        if self._kept != (radius, ratio, minus):
            self._kept = (radius, ratio, minus)
            side = math.ceil(2 * half * ratio)
            self._picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(0)
            own = QPainter(self._picture)
            own.setRenderHint(QPainter.RenderHint.Antialiasing)
            _draw(own, QPointF(half, half), radius, minus)
            own.end()
        # On whole pixels of the screen, so that nothing is sampled again.
        corner = QPointF(round((centre.x() - half) * ratio), round((centre.y() - half) * ratio)) / ratio
        painter.drawImage(corner, self._picture)


def _draw(painter: QPainter, centre: QPointF, radius: float, minus: bool) -> None:
    two_tone(painter, lambda: painter.drawEllipse(centre, radius, radius))
    if minus and radius > _ROOMY:
        arm = QPointF(4, 0)
        two_tone(painter, lambda: painter.drawLine(centre - arm, centre + arm))

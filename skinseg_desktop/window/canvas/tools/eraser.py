"""The eraser: the brush that takes lesion away."""

from __future__ import annotations

from skinseg_desktop.window.canvas.tools.brush import Brush


class Eraser(Brush):
    """A pixel is erased when its centre comes within the circle that is shown. Ctrl paints."""

    adds = False

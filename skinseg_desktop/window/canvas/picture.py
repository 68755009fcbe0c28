"""The photo as it appears on the screen: sampled for a view, at the cost of the view.

Beside the photo only halves of halves of it are kept, a third of its bytes at most, and only those that a view asked
for; so zooming out reads few pixels and shows no moiré.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from skinseg_desktop.core.edit import Rect
    from skinseg_desktop.window.canvas.view import Size, View

Pixels = NDArray[np.uint8]
#: From this scale on pixels are shown as blocks.
BLOCKS_FROM = 2.0


class Picture:
    """A photo ``uint8[H, W, 3]``, RGB, at any scale."""

    def __init__(self, pixels: Pixels) -> None:
        self.pixels = pixels
        self.size: Size = (int(pixels.shape[1]), int(pixels.shape[0]))
        # Each with the number of photo pixels in one of its, along x and along y.
        self._levels: list[tuple[Pixels, int, int]] = [(pixels, 1, 1)]

    def paint(self, view: View, part: Rect, tones: NDArray[np.uint8] | None, out: Pixels) -> None:
        """Paint the device pixels of ``part``, all of them covered by the photo, into ``out`` ``uint8[H, W, 4]``, BGRA.

        ``tones`` is what each value is shown as.
        """
        if view.scale >= BLOCKS_FROM or view.scale == 1:
            sampled = sample(self.pixels, view, part)
        else:
            sampled = _smooth(*self._level(view.scale), view, part)
        if tones is not None:
            sampled = np.asarray(cv2.LUT(sampled, tones), np.uint8)
        cv2.cvtColor(sampled, cv2.COLOR_RGB2BGRA, dst=out)

    def _level(self, scale: float) -> tuple[Pixels, int, int]:
        """The smallest kept picture that has at least as many pixels as the screen shows."""
        index = 0
        while scale * 2 ** (index + 1) <= 1:
            index += 1
            if index == len(self._levels):
                self._levels.append(_halved(*self._levels[-1]))
        return self._levels[index]


def stretched(values: Pixels, photo: Size, view: View, part: Rect) -> Pixels:
    """A map ``uint8[h, w]`` stretched over a photo of this size, at the device pixels of ``part``."""
    return _smooth(values, photo[0] / values.shape[1], photo[1] / values.shape[0], view, part)


def sample(source: Pixels, view: View, part: Rect) -> Pixels:
    """The photo or mask pixel under the centre of each device pixel of ``part``; nothing is mixed."""
    height, width = source.shape[:2]
    columns = _under(view.scale, view.left, part.x, part.width, width)
    rows = _under(view.scale, view.top, part.y, part.height, height)
    cut: Pixels = source[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    if view.scale == 1:
        return cut
    rows, columns = rows - rows[0], columns - columns[0]
    # The way that copies fewer pixels.
    if view.scale < 1:
        return np.asarray(cut[rows].take(columns, axis=1), np.uint8)
    return np.asarray(cut.take(columns, axis=1)[rows], np.uint8)


def _under(scale: float, corner: int, start: int, count: int, limit: int) -> NDArray[np.intp]:
    at = (np.arange(start - corner, start - corner + count) + 0.5) / scale
    return np.clip(at.astype(np.intp), 0, limit - 1)


def _smooth(source: Pixels, per_x: float, per_y: float, view: View, part: Rect) -> Pixels:
    """Bilinear between the centres of a source whose pixels are so many photo pixels wide and high."""
    x, columns, step_x = _span(per_x, view.scale, view.left, part.x, part.width, source.shape[1])
    y, rows, step_y = _span(per_y, view.scale, view.top, part.y, part.height, source.shape[0])
    # OpenCV transforms no picture longer than 32,767: only what is seen is handed over.
    warped = cv2.warpAffine(
        source[rows, columns],
        np.array([[step_x, 0, x], [0, step_y, y]]),
        (part.width, part.height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(warped, np.uint8)


def _span(per: float, scale: float, corner: int, start: int, count: int, limit: int) -> tuple[float, slice, float]:
    step = 1 / (scale * per)
    first = (start - corner + 0.5) * step - 0.5
    low = min(limit - 1, max(0, math.floor(first) - 1))
    high = min(limit, max(low + 1, math.ceil(first + count * step) + 2))
    return first - low, slice(low, high), step


def _halved(pixels: Pixels, per_x: int, per_y: int) -> tuple[Pixels, int, int]:
    """Half as wide and high, each pixel the mean of four; an odd last row or column is left out."""
    height, width = pixels.shape[:2]
    by_x, by_y = (2 if side > 1 else 1 for side in (width, height))
    even = pixels[: height // by_y * by_y, : width // by_x * by_x]
    half = cv2.resize(even, (width // by_x, height // by_y), interpolation=cv2.INTER_AREA)
    return np.asarray(half, np.uint8).reshape(height // by_y, width // by_x, 3), per_x * by_x, per_y * by_y

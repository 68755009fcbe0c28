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
_Level = tuple[Pixels, int, int]
#: From this scale on pixels are shown as blocks.
BLOCKS_FROM = 2.0


class Picture:
    """A photo ``uint8[H, W, 3]``, RGB, at any scale; while its pixels are on their way, a reduced picture of it."""

    def __init__(self, pixels: Pixels, size: Size | None = None) -> None:
        """``size`` is the photo's, a power of two times that of the pixels."""
        height, width = map(int, pixels.shape[:2])
        self.pixels = pixels
        self.size: Size = size or (width, height)
        self._least = self.size[0] // width
        if self.size != (width * self._least, height * self._least):
            raise ValueError(f"a picture of {width} x {height} for a photo of {self.size}")
        # By how often they are halved, each with the number of photo pixels in one of its, along x and along y.
        self._levels: dict[int, _Level] = {self._least: (pixels, self._least, self._least)}

    def complete(self, pixels: Pixels, scale: float) -> bool:
        """Take the photo's own pixels in place of a reduced picture; gives whether it looks otherwise at a scale."""
        before = self._by(scale)
        self.pixels, self._least = pixels, 1
        self._levels[1] = (pixels, 1, 1)
        return self._by(scale) != before

    def paint(self, view: View, part: Rect, tones: NDArray[np.uint8] | None, out: Pixels) -> None:
        """Paint the device pixels of ``part``, all of them covered by the photo, into ``out`` ``uint8[H, W, 4]``, BGRA.

        ``tones`` is what each value is shown as.
        """
        if self._least == 1 and (view.scale >= BLOCKS_FROM or view.scale == 1):
            cv2.cvtColor(_toned(sample(self.pixels, view, part), tones), cv2.COLOR_RGB2BGRA, dst=out)
            return
        source, per_x, per_y = self._level(self._by(view.scale))
        rows, columns, matrix = _placed(source, per_x, per_y, view, part)
        # OpenCV transforms four channels three times as fast as three.
        cut = cv2.cvtColor(_toned(source[rows, columns], tones), cv2.COLOR_RGB2BGRA)
        _laid(np.asarray(cut, np.uint8), matrix, part, out)

    def _by(self, scale: float) -> int:
        """By how much the smallest picture that has at least as many pixels as the screen shows is reduced."""
        by = 1
        while scale * by * 2 <= 1:
            by *= 2
        return max(by, self._least)

    def _level(self, by: int) -> _Level:
        if by not in self._levels:
            self._levels[by] = _halved(*self._level(by // 2))
        return self._levels[by]


def stretched(values: Pixels, photo: Size, view: View, part: Rect) -> Pixels:
    """A map ``uint8[h, w]`` stretched over a photo of this size, at the device pixels of ``part``."""
    per_x, per_y = photo[0] / values.shape[1], photo[1] / values.shape[0]
    rows, columns, matrix = _placed(values, per_x, per_y, view, part)
    return _laid(values[rows, columns], matrix, part)


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


def _toned(pixels: Pixels, tones: NDArray[np.uint8] | None) -> Pixels:
    return pixels if tones is None else np.asarray(cv2.LUT(pixels, tones), np.uint8)


def _placed(
    source: Pixels, per_x: float, per_y: float, view: View, part: Rect
) -> tuple[slice, slice, NDArray[np.float64]]:
    """The rows and columns of a source, whose pixels are so many photo pixels wide and high, that ``part`` shows.

    And the matrix by which that cut is laid over ``part``.
    """
    x, columns, step_x = _span(per_x, view.scale, view.left, part.x, part.width, source.shape[1])
    y, rows, step_y = _span(per_y, view.scale, view.top, part.y, part.height, source.shape[0])
    return rows, columns, np.array([[step_x, 0, x], [0, step_y, y]])


def _laid(cut: Pixels, matrix: NDArray[np.float64], part: Rect, out: Pixels | None = None) -> Pixels:
    """A cut laid over ``part``, bilinear between the centres of its pixels."""
    # OpenCV transforms no picture longer than 32,767: the cut is only what is seen.
    flags, border = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE
    laid = cv2.warpAffine(cut, matrix, (part.width, part.height), dst=out, flags=flags, borderMode=border)
    return np.asarray(laid, np.uint8)


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

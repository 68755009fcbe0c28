"""Shapes in pixels. A pixel belongs to a shape by its centre, which lies at halves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.edit import NOTHING, Mask, Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]
Floats = NDArray[np.floating]
#: OpenCV takes parts of a pixel in 1/16, and its integer coordinates are pixel centres.
_SHIFT = 4


def stroke_box(a: Point, b: Point, radius: float) -> Rect:
    """The pixels that a round brush can touch on its way from a to b."""
    left, top = (math.floor(min(p, q) - radius) for p, q in zip(a, b, strict=True))
    right, lower = (math.ceil(max(p, q) + radius) for p, q in zip(a, b, strict=True))
    return Rect(left, top, right - left, lower - top)


def stroke(a: Point, b: Point, radius: float, box: Rect) -> NDArray[np.bool_]:
    """The pixels of a rectangle within ``radius`` of the straight way from a to b: ``bool[h, w]``.

    Exact at any fraction of a pixel, and in rows: each holds one run of the shape, for the shape is convex.
    """
    y = np.arange(box.y, box.y + box.height) + 0.5
    low, high = _circle_run(a, radius, y)
    if a != b:
        for run in (_circle_run(b, radius, y), _band_run(a, b, radius, y)):
            low, high = np.minimum(low, run[0]), np.maximum(high, run[1])
    x = np.arange(box.x, box.x + box.width) + 0.5
    return np.logical_and(x >= low[:, None], x <= high[:, None])


def fill(points: Sequence[Point], width: int, height: int) -> tuple[Rect, Mask]:
    """Everything that a closed line encloses in a photo of this size, the line's own pixels too.

    Gives the rectangle and its pixels ``uint8[h, w]`` of 0 and 1. What the line crosses twice is inside, too.
    """
    corners = np.rint((np.asarray(points, np.float64) - 0.5) * (1 << _SHIFT)).astype(np.int32)
    left, top = (int(v) >> _SHIFT for v in corners.min(axis=0))
    right, lower = ((int(v) >> _SHIFT) + 2 for v in corners.max(axis=0))
    rect = Rect(left, top, right - left, lower - top).clipped(width, height)
    if not rect.area:
        return NOTHING, np.zeros((0, 0), np.uint8)
    inside = np.zeros((rect.height, rect.width), np.uint8)
    offset = np.array((rect.x, rect.y), np.int32) << _SHIFT
    cv2.fillPoly(inside, [corners - offset], 1, cv2.LINE_8, _SHIFT)
    # The even-odd rule leaves a hole where the hand crossed its own line.
    borders, _ = cv2.findContours(inside, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(inside, borders, -1, 1, cv2.FILLED)
    return rect, inside


def _circle_run(centre: Point, radius: float, y: Floats) -> tuple[Floats, ...]:
    half = radius * radius - (y - centre[1]) ** 2
    hit = half >= 0
    half = np.sqrt(np.maximum(half, 0))
    return np.where(hit, centre[0] - half, np.inf), np.where(hit, centre[0] + half, -np.inf)


def _band_run(a: Point, b: Point, radius: float, y: Floats) -> tuple[Floats, ...]:
    """Where rows cross the rectangle of which the way from a to b is the middle line."""
    length = math.dist(a, b)
    along_x, along_y = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    low, high = np.full(len(y), -np.inf), np.full(len(y), np.inf)
    down = y - a[1]
    # 0 <= along <= length and -radius <= across <= radius, both of which are s * (x - a.x) + t.
    for s, t, least, most in ((along_x, down * along_y, 0.0, length), (-along_y, down * along_x, -radius, radius)):
        if abs(s) < 1e-12:
            outside = (t < least) | (t > most)
            low[outside], high[outside] = np.inf, -np.inf
            continue
        ends = (least - t) / s + a[0], (most - t) / s + a[0]
        low, high = np.maximum(low, np.minimum(*ends)), np.minimum(high, np.maximum(*ends))
    empty = low > high
    low[empty], high[empty] = np.inf, -np.inf
    return low, high

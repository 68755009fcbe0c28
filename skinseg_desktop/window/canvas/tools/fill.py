"""The fill: closes the hole under the pointer, or takes the whole part of the lesion under it away."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PySide6.QtCore import QRectF, Qt

from skinseg_desktop.core.edit import Mask, Rect

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from skinseg_desktop.window.canvas.tools.tool import Pointer, Surface


#: The largest speck, as a share of the photo: five pixels across in a photo of 600 x 450.
_SPECK = 1e-4


class Fill:
    """A click on skin that lesion encloses makes lesion of it; Ctrl+click on a part of the lesion removes that part.

    A region that touches the photo's edge and holds more than half of all skin is the skin around the lesion: it is
    left as it is. Lesion parts are joined over corners, skin is not. Specks of the same kind that the region encloses
    or touches with a corner go with it: what is clicked becomes whole.
    """

    pending = False

    def __init__(self, surface: Surface) -> None:
        self._surface = surface

    def press(self, at: Pointer) -> None:
        """Fill, or remove."""
        working = self._surface.working
        assert working
        x, y = math.floor(at.x), math.floor(at.y)
        if not (0 <= x < working.width and 0 <= y < working.height) or bool(working.pixels[y, x]) != at.other:
            return
        area, rect, region = _region(working.pixels, x, y, corners=at.other)
        most = 2 * area > working.pixels.size - working.area
        if not at.other and most and _at_edge(rect, working.width, working.height):
            return

        rect, region = _whole(working.pixels, rect, region, lesion=at.other)

        def paint(part: Mask) -> None:
            np.bitwise_xor(part, region, out=part)

        self._surface.draw(rect, paint)
        self._surface.end("fill")

    def move(self, at: Pointer) -> None:
        """A click is all."""

    def release(self, at: Pointer) -> None:
        """A click is all."""

    def key(self, key: Qt.Key) -> bool:
        """No key means anything to it."""
        return False

    def leave(self) -> None:
        """Nothing is ever half-made."""

    def checkpoint(self) -> None:
        """Nothing is ever half-made."""

    def abort(self) -> None:
        """Nothing is ever half-made."""

    def shape(self, at: Pointer | None) -> Qt.CursorShape:
        """A cross."""
        return Qt.CursorShape.CrossCursor

    def extent(self, at: Pointer | None) -> QRectF:
        """Nothing is painted."""
        return QRectF()

    def paint_cursor(self, painter: QPainter, at: Pointer | None) -> None:
        """Nothing is painted."""


def _region(mask: Mask, x: int, y: int, *, corners: bool) -> tuple[int, Rect, Mask]:
    """The pixels of one value that hang together with (x, y): how many, their box, and they in it as 1."""
    height, width = mask.shape
    found = np.zeros((height + 2, width + 2), np.uint8)
    flags = (8 if corners else 4) | cv2.FLOODFILL_MASK_ONLY | 1 << 8
    area, _, _, box = cv2.floodFill(mask, found, (x, y), 0, 0, 0, flags)
    rect = Rect(*(int(v) for v in box))
    # OpenCV's frame of one pixel, which it fills with ones, is left out.
    return int(area), rect, found[rect.y + 1 : rect.y + rect.height + 1, rect.x + 1 : rect.x + rect.width + 1]


def _whole(mask: Mask, rect: Rect, region: Mask, *, lesion: bool) -> tuple[Rect, Mask]:
    """A region of lesion, or of skin, together with its specks; gives what ``_region`` does."""
    height, width = mask.shape
    most = max(1, round(mask.size * _SPECK))
    # What goes on beyond this room may be anything.
    room = math.isqrt(most) + 1
    within = Rect(rect.x - room, rect.y - room, rect.width + 2 * room, rect.height + 2 * room).clipped(width, height)
    taken = np.zeros((within.height, within.width), np.uint8)
    taken[Rect(rect.x - within.x, rect.y - within.y, rect.width, rect.height).slices] = region
    others = np.asarray(mask[within.slices] == lesion, np.uint8)
    others ^= taken
    outline = cv2.findContours(taken, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    reach = cv2.dilate(cv2.drawContours(np.zeros_like(taken), outline, -1, 1, cv2.FILLED), np.ones((3, 3), np.uint8))
    if not cv2.countNonZero(cv2.min(others, reach)):
        return rect, region
    count, labels, stats, _ = cv2.connectedComponentsWithStats(others, connectivity=8 if lesion else 4)
    right = stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH]
    bottom = stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT]
    whole = (
        (stats[:, cv2.CC_STAT_AREA] <= most)
        & ((stats[:, cv2.CC_STAT_LEFT] > 0) | (within.x == 0))
        & ((stats[:, cv2.CC_STAT_TOP] > 0) | (within.y == 0))
        & ((right < within.width) | (within.x + within.width == width))
        & ((bottom < within.height) | (within.y + within.height == height))
    )
    near = np.bincount(labels[reach.view(bool)], minlength=count) > 0
    specks = whole & near
    specks[0] = False
    taken |= specks[labels].view(np.uint8)
    box = Rect(*cv2.boundingRect(taken))
    return Rect(within.x + box.x, within.y + box.y, box.width, box.height), taken[box.slices]


def _at_edge(rect: Rect, width: int, height: int) -> bool:
    return not rect.x or not rect.y or rect.x + rect.width == width or rect.y + rect.height == height

"""The masks as they appear on the screen: one picture of codes, made anew only where a mask changed.

A line runs along the outermost screen pixels of the mask, so it follows the edge of the mask's pixels at any zoom and
is always as thin; its dark halo lies on both sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from skinseg_desktop.core.edit import NOTHING, Mask, Rect
from skinseg_desktop.window.canvas.look import HALO, LINE, MINE, TO_PREVIEW, TO_REFERENCE
from skinseg_desktop.window.canvas.picture import sample
from skinseg_desktop.window.canvas.view import Size, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from cv2.typing import MatLike
    from numpy.typing import NDArray

_CROSS = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)
_SQUARE = np.ones((3, 3), np.uint8)
#: How many of the four nested shapes (mask grown, mask, mask without its line, that without the halo) hold a pixel.
_BY_DEPTH = np.zeros(256, np.uint8)
_BY_DEPTH[:5] = (0, HALO, MINE | LINE, MINE | HALO, MINE)
#: From dash to dash and the length of one, in widths of the line: the reference's, and the dots of a preview. Each
#: comes out longer by two widths.
_DASHES, _DOTS = (12, 5), (6, 1)


class MaskLayers:
    """``codes`` is ``uint8[height, width]`` of a screen; ``rows`` the same, padded to four bytes as Qt wants them.

    Outside of ``box`` no pixel has a code.
    """

    def __init__(self) -> None:
        self.rows = np.zeros((1, 4), np.uint8)
        self.codes = self.rows[:, :1]
        self.box = NOTHING
        self._reference_codes: Mask | None = None
        self._view = View(1, 0, 0)
        self._photo: Size = (1, 1)
        self._line = 1

    def show(
        self,
        mask: Mask | None,
        reference: Mask | None,
        preview: Mask | None,
        view: View,
        photo: Size,
        room: Size,
        line: int,
    ) -> None:
        """Make the whole anew for masks of a photo's size, seen in a room of this size with lines so wide.

        A preview has the inside, and a row of dots for a line; of the mask only the line is left then.
        """
        self._view, self._photo, self._line = view, photo, line
        width, height = room
        if self.codes.shape != (height, width):
            self.rows = np.zeros((height, (width + 3) // 4 * 4), np.uint8)
            self.codes = self.rows[:, :width]
        whole = Rect(0, 0, width, height)
        self.box = NOTHING
        self._reference_codes = None
        if reference is not None:
            self._reference_codes = np.left_shift(self._dashed(reference, whole, _DASHES), TO_REFERENCE, dtype=np.uint8)
        codes = np.zeros((height, width), np.uint8) if mask is None else self._outlined(mask, whole)
        if preview is not None:
            dots = self._dashed(preview, whole, _DOTS)
            codes &= LINE | HALO
            codes |= dots & MINE
            codes |= np.left_shift(dots & (LINE | HALO), TO_PREVIEW, dtype=np.uint8)
        self._write(codes, whole)

    def reach(self, part: Rect) -> Rect:
        """The device pixels whose code can change when a mask changes in a part of the photo."""
        height, width = self.codes.shape
        return _grown(self._view.touched(part), 2 * self._line).clipped(width, height)

    def update(self, mask: Mask, part: Rect) -> None:
        """Make anew what depends on a part of a mask."""
        within = self.reach(part)
        if within.area:
            self._write(self._outlined(mask, within), within)

    def _write(self, codes: Mask, within: Rect) -> None:
        if self._reference_codes is not None:
            codes = codes | self._reference_codes[within.slices]
        self.codes[within.slices] = codes
        box = Rect(*cv2.boundingRect(codes))
        self.box = self.box.united(Rect(within.x + box.x, within.y + box.y, box.width, box.height))

    def _outlined(self, mask: Mask, within: Rect) -> Mask:
        """The codes of a mask at device pixels."""
        return self._codes(self._seen(mask, within))

    def _codes(self, inside: Mask) -> Mask:
        """The codes of what ``_seen`` gave, without the pixels about it."""
        height, width = inside.shape
        part = _grown(Rect(*cv2.boundingRect(inside)), 2 * self._line).clipped(width, height)
        codes = np.zeros_like(inside)
        if part.area:
            mask = inside[part.slices]
            inner = _stepped(cv2.erode, mask, self._line)
            depth = _stepped(cv2.dilate, mask, self._line)
            depth += mask
            depth += inner
            depth += _stepped(cv2.erode, inner, self._line)
            codes[part.slices] = cv2.LUT(depth, _BY_DEPTH)
        return self._trimmed(codes)

    def _dashed(self, mask: Mask, within: Rect, dashes: tuple[int, int]) -> Mask:
        """The codes of a mask with gaps in its line; the halo has the same gaps."""
        inside = self._seen(mask, within)
        on = np.zeros_like(inside)
        for chain in cv2.findContours(inside, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)[0]:
            points = np.asarray(chain[:, 0], np.int32)
            along = self._along(points, within)
            points = points[along % (dashes[0] * self._line) < dashes[1] * self._line]
            on[points[:, 1], points[:, 0]] = 0xFF
        # Where there is no dash, only the inside is left.
        on = self._trimmed(_stepped(cv2.dilate, on, self._line))
        return self._codes(inside) & np.bitwise_or(on, MINE, dtype=np.uint8)

    def _along(self, points: NDArray[np.int32], within: Rect) -> NDArray[np.intp]:
        """How far each point of a border is from its anchor, along the border and signed.

        The anchor is a point that does not depend on how much of the border is in view, so that the dashes stand still
        while the photo is moved.
        """
        corner = (self._view.left - within.x, self._view.top - within.y)
        x, y = (points - np.array(corner, np.int32)).astype(np.int64).T
        anchor = int(np.argmin((x * 7919 ^ y * 104729) & 0xFFFFF))
        half = len(points) // 2
        return (np.arange(len(points)) - anchor + half) % len(points) - half

    def _trimmed(self, pixels: Mask) -> Mask:
        reach = 2 * self._line
        return pixels[reach:-reach, reach:-reach]

    def _seen(self, mask: Mask, within: Rect) -> Mask:
        """A mask at device pixels and at those about them that their codes depend on; 0 where there is no photo."""
        within = _grown(within, 2 * self._line)
        covered = self._view.covered(self._photo)
        part = _common(covered, within)
        if part == within:
            return sample(mask, self._view, part)
        seen = np.zeros((within.height, within.width), np.uint8)
        if part.area:
            inner = Rect(part.x - within.x, part.y - within.y, part.width, part.height)
            seen[inner.slices] = sample(mask, self._view, part)
        return seen


def _stepped(morph: Callable[[Mask, Mask], MatLike], mask: Mask, steps: int) -> Mask:
    """A mask grown or shrunk by so many pixels, about as a circle would."""
    for step in range(steps):
        mask = np.asarray(morph(mask, _SQUARE if step % 2 else _CROSS), np.uint8)
    return mask


def _grown(rect: Rect, by: int) -> Rect:
    return Rect(rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by)


def _common(a: Rect, b: Rect) -> Rect:
    """What two rectangles share."""
    part = Rect(a.x - b.x, a.y - b.y, a.width, a.height).clipped(b.width, b.height)
    return Rect(part.x + b.x, part.y + b.y, part.width, part.height) if part.area else NOTHING

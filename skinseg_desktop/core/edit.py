"""An edit is an XOR patch: a rectangle, and the bits of the mask that changed in it.

Applied once it does, applied twice it undoes, in any order with others. So undo, redo, the journal on disk and the
recovery after a crash are one operation.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Rect:
    """Pixels of a photo: the left and upper edge, width and height; empty where one of these is 0."""

    x: int
    y: int
    width: int
    height: int

    @property
    def area(self) -> int:
        """How many pixels it holds."""
        return self.width * self.height

    @property
    def slices(self) -> tuple[slice, slice]:
        """The index of these pixels in an array ``[y, x]``."""
        return slice(self.y, self.y + self.height), slice(self.x, self.x + self.width)

    def united(self, other: Rect) -> Rect:
        """The smallest rectangle around both; an empty one counts for nothing."""
        if not other.area or not self.area:
            return self if self.area else other
        x, y = min(self.x, other.x), min(self.y, other.y)
        right = max(self.x + self.width, other.x + other.width)
        lower = max(self.y + self.height, other.y + other.height)
        return Rect(x, y, right - x, lower - y)

    def clipped(self, width: int, height: int) -> Rect:
        """The part of it inside a photo of this size; an empty rectangle where there is none."""
        x, y = max(self.x, 0), max(self.y, 0)
        right, lower = min(self.x + self.width, width), min(self.y + self.height, height)
        return Rect(x, y, right - x, lower - y) if right > x and lower > y else NOTHING


NOTHING = Rect(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Patch:
    """One undoable change: ``data`` are the packed bits of before XOR after inside ``rect``, row by row, deflated."""

    rect: Rect
    data: bytes


def difference(before: Mask, after: Mask, within: Rect) -> Patch | None:
    """The patch between two masks ``uint8[H, W]`` of 0 and 1 that differ inside ``within`` only.

    None where they are alike. The patch's rectangle is the smallest that holds the change.
    """
    changed = np.bitwise_xor(before[within.slices], after[within.slices])
    rows = np.flatnonzero(changed.any(axis=1))
    if not len(rows):
        return None
    upper, lower = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(changed[upper:lower].any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    rect = Rect(within.x + left, within.y + upper, right - left, lower - upper)
    return Patch(rect, pack(changed[upper:lower, left:right]))


def apply(mask: Mask, patch: Patch) -> None:
    """Turn over the bits of a patch in a mask ``uint8[H, W]`` of 0 and 1. Raises ValueError where it sticks out."""
    height, width = mask.shape
    rect = patch.rect
    if rect.clipped(width, height) != rect or not rect.area:
        raise ValueError(f"a patch of {rect} does not fit a mask of {width} x {height}")
    part = mask[rect.slices]
    np.bitwise_xor(part, unpack(patch.data, rect.width, rect.height), out=part)


def pack(mask: Mask) -> bytes:
    """The bits of a mask ``uint8[H, W]`` of 0 and 1, packed row by row without gaps and deflated: some kilobytes."""
    return zlib.compress(np.packbits(mask, axis=None).tobytes(), 1)


def unpack(data: bytes, width: int, height: int) -> Mask:
    """The mask ``uint8[height, width]`` of 0 and 1 that ``pack`` was given. Raises ValueError for any other bytes.

    No more memory than the mask's own is asked for, whatever the bytes say.
    """
    count = (width * height + 7) // 8
    inflater = zlib.decompressobj()
    try:
        packed = inflater.decompress(data, count + 1)
    except zlib.error as error:
        raise ValueError(f"not packed bits: {error}") from error
    if len(packed) != count or not inflater.eof:
        raise ValueError(f"not the bits of a mask of {width} x {height}")
    return np.unpackbits(np.frombuffer(packed, np.uint8), count=width * height).reshape(height, width)


def united(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around all."""
    around = NOTHING
    for rect in rects:
        around = around.united(rect)
    return around

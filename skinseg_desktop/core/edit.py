"""An edit is an XOR patch: a rectangle, and the bits of the mask that changed in it.

Applied once it does, applied twice it undoes, in any order with others. So undo, redo, the journal on disk and the
recovery after a crash are one operation.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    # NumPy is imported by what computes: the window knows of edits before it is painted, and has none to compute yet.
    import numpy as np
    from numpy.typing import NDArray

Mask: TypeAlias = "NDArray[np.uint8]"


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


#: Pixels of a patch that are looked at together: few enough to stay in the processor's cache from one step to the next.
_BAND = 400_000
#: Columns without a change that are worth leaving out: a stroke goes round more than it covers.
_GAP = 200


def difference(before: Mask, after: Mask, within: Rect) -> Patch | None:
    """The patch between two masks ``uint8[H, W]`` of 0 and 1 that differ inside ``within`` only.

    None where they are alike. The patch's rectangle is the smallest that holds the change.
    """
    import cv2

    changed: Mask = cv2.bitwise_xor(before[within.slices], after[within.slices])  # type: ignore[assignment]
    inside = Rect(*cv2.boundingRect(changed))
    if not inside.area:
        return None
    return Patch(replace(inside, x=within.x + inside.x, y=within.y + inside.y), pack(changed[inside.slices]))


def apply(mask: Mask, patch: Patch) -> None:
    """Turn over the bits of a patch in a mask ``uint8[H, W]`` of 0 and 1. Raises ValueError where it sticks out."""
    for rect, bits in bands(mask, patch):
        mask[rect.slices] ^= bits


def bands(mask: Mask, patch: Patch) -> Iterator[tuple[Rect, Mask]]:
    """The bits of a patch of a mask, 0 and 1 in ``uint8[height, width]``, in parts that hold all of them.

    Raises ValueError before the first of them, where the patch sticks out or its bytes are not those of a patch.
    """
    import numpy as np

    height, width = mask.shape
    rect = patch.rect
    if rect.clipped(width, height) != rect or not rect.area:
        raise ValueError(f"a patch of {rect} does not fit a mask of {width} x {height}")
    # Eight rows are whole bytes, whatever their width.
    packed = _inflated(patch.data, rect.width, rect.height).ljust(-(-rect.height // 8) * rect.width, b"\0")
    eights = np.frombuffer(packed, np.uint8).reshape(-1, rect.width)
    step = max(1, _BAND // (8 * rect.width))
    for first in range(0, len(eights), step):
        part = eights[first : first + step]
        any_of_part = np.unpackbits(np.bitwise_or.reduce(part, axis=0)).reshape(8, rect.width)
        changed = np.flatnonzero(np.bitwise_or.reduce(any_of_part, axis=0))
        if not len(changed):
            continue
        top, rows = rect.y + 8 * first, min(8 * len(part), rect.height - 8 * first)
        bits = np.unpackbits(part, count=rows * rect.width).reshape(rows, rect.width)
        for run in np.split(changed, np.flatnonzero(np.diff(changed) > _GAP) + 1):
            left, right = int(run[0]), int(run[-1]) + 1
            yield Rect(rect.x + left, top, right - left, rows), bits[:, left:right]


def pack(mask: Mask) -> bytes:
    """The bits of a mask ``uint8[H, W]`` of 0 and 1, packed row by row without gaps and deflated: some kilobytes."""
    import numpy as np

    return zlib.compress(np.packbits(mask, axis=None).tobytes(), 1)


def unpack(data: bytes, width: int, height: int) -> Mask:
    """The mask ``uint8[height, width]`` of 0 and 1 that ``pack`` was given. Raises ValueError for any other bytes.

    No more memory than the mask's own is asked for, whatever the bytes say.
    """
    import numpy as np

    packed = np.frombuffer(_inflated(data, width, height), np.uint8)
    return np.unpackbits(packed, count=width * height).reshape(height, width)


def _inflated(data: bytes, width: int, height: int) -> bytes:
    count = (width * height + 7) // 8
    inflater = zlib.decompressobj()
    try:
        packed = inflater.decompress(data, count + 1)
    except zlib.error as error:
        raise ValueError(f"not packed bits: {error}") from error
    if len(packed) != count or not inflater.eof:
        raise ValueError(f"not the bits of a mask of {width} x {height}")
    return packed


def united(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around all."""
    around = NOTHING
    for rect in rects:
        around = around.united(rect)
    return around

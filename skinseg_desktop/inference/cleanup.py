"""Clean-up of a mask as switches. A step never looks at the photo, and its result depends on the mask alone.

Masks are ``uint8[H, W]`` of 0 and 1. Lesion parts are 8-connected, background parts 4-connected, as is usual for one
with the other. All work happens inside the box round the lesion; beside the mask it takes at most six bytes a pixel of
that box.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from skinseg_desktop.core.errors import UserError

if TYPE_CHECKING:
    # NumPy and OpenCV are imported by the steps: the window reads their table before it is painted.
    import numpy as np
    from cv2.typing import MatLike
    from numpy.typing import NDArray

Mask: TypeAlias = "NDArray[np.uint8]"
#: An island is dropped when it covers less than this share of the photo: 270 pixels of 600 x 450.
ISLAND_SHARE = 0.001
_BAND_PIXELS = 4_000_000
#: Smoothing looks at a square; half its side is this share of the root of the photo's area: 2 pixels at 600 x 450.
SMOOTH_SHARE = 0.004


@dataclass(frozen=True, slots=True)
class Step:
    """A clean-up step: its key on cards and command lines, its title, its rule in a sentence, and the function."""

    key: str
    title: str
    rule: str
    of: Callable[[Mask], Mask]


def clean(mask: Mask, steps: Iterable[str]) -> Mask:
    """Apply steps by their keys, always in the order of the table; the mask given is left as it is.

    Raises UserError for a step that is not in the table.
    """
    for key in in_order(steps):
        mask = STEPS[key].of(mask)
    return mask


def in_order(steps: Iterable[str]) -> tuple[str, ...]:
    """Steps in the order of the table, each once. Raises UserError for one that is not in it."""
    wanted = set(steps)
    unknown = sorted(wanted - STEPS.keys())
    if unknown:
        raise UserError(f"There is no clean-up step '{unknown[0]}'.", f"There are: {', '.join(STEPS)}.")
    return tuple(key for key in STEPS if key in wanted)


def fill_holes(mask: Mask) -> Mask:
    """Make lesion of every background part that does not touch the photo's edge."""
    import cv2
    import numpy as np

    x, y, width, height = cv2.boundingRect(mask)
    if not width:
        return mask
    # A frame of background round the box: what it reaches is outside, whether through the photo or along its edge.
    framed = np.zeros((height + 2, width + 2), np.uint8)
    framed[1:-1, 1:-1] = mask[y : y + height, x : x + width]
    cv2.floodFill(framed, None, (0, 0), 2, flags=4)
    filled = mask.copy()
    np.not_equal(framed[1:-1, 1:-1], 2, out=filled[y : y + height, x : x + width].view(np.bool_))
    return filled


def keep_largest(mask: Mask) -> Mask:
    """Keep the part with the most pixels; among equals the one whose first pixel comes first, row by row."""
    import numpy as np

    return _keep(mask, lambda sizes, largest: np.arange(len(sizes)) == largest)


def drop_islands(mask: Mask) -> Mask:
    """Drop parts that cover less than 0.1 % of the photo; the largest part stays whatever its size."""
    import numpy as np

    smallest = ISLAND_SHARE * mask.size
    return _keep(mask, lambda sizes, largest: (sizes >= smallest) | (np.arange(len(sizes)) == largest))


def smooth(mask: Mask) -> Mask:
    """Round the outline: a pixel becomes what most of the square round it is; the photo's edge is continued outward."""
    import cv2
    import numpy as np

    x, y, width, height = cv2.boundingRect(mask)
    if not width:
        return mask
    rows, columns = mask.shape
    reach = max(1, round(SMOOTH_SHARE * math.sqrt(mask.size)))
    top, bottom, left, right = (
        max(y - reach, 0),
        min(y + height + reach, rows),
        max(x - reach, 0),
        min(x + width + reach, columns),
    )
    box = mask[top:bottom, left:right]
    side = 2 * reach + 1
    count = cv2.boxFilter(box, cv2.CV_32S, (side, side), normalize=False, borderType=cv2.BORDER_REPLICATE)
    smoothed = np.zeros_like(mask)
    np.greater(count, side * side // 2, out=smoothed[top:bottom, left:right].view(np.bool_))
    return smoothed


STEPS: dict[str, Step] = {
    s.key: s
    for s in (
        Step("fill_holes", "Fill holes", "Background enclosed by lesion becomes lesion.", fill_holes),
        Step("keep_largest", "Keep the largest part", "All parts but the largest go.", keep_largest),
        Step("drop_islands", "Drop islands", "Parts under 0.1 % of the photo go, but never the largest.", drop_islands),
        Step("smooth", "Smooth the outline", "A pixel becomes what most of its surroundings are.", smooth),
    )
}


def _keep(mask: Mask, chosen: Callable[[NDArray[np.int64], int], NDArray[np.bool_]]) -> Mask:
    """Keep the parts that ``chosen`` picks, given the parts' pixel counts and the index of the largest."""
    import cv2
    import numpy as np

    x, y, width, height = cv2.boundingRect(mask)
    if not width:
        return mask
    n, labels = cv2.connectedComponents(mask[y : y + height, x : x + width], connectivity=8, ltype=cv2.CV_32S)
    if n == 2:
        return mask
    # NumPy widens labels to eight bytes each, so it sees them in bands.
    rows = max(1, _BAND_PIXELS // width)
    bands = [slice(top, top + rows) for top in range(0, height, rows)]
    sizes = sum((np.bincount(labels[band].ravel(), minlength=n) for band in bands), np.zeros(n, np.int64))[1:]
    keep = np.zeros(n, np.uint8)
    keep[1:] = chosen(sizes, _largest(labels, sizes))
    if keep[1:].all():
        return mask
    kept = np.zeros_like(mask)
    inside = kept[y : y + height, x : x + width]
    for band in bands:
        inside[band] = keep[labels[band]]
    return kept


def _largest(labels: MatLike, sizes: NDArray[np.int64]) -> int:
    """Index of the largest part (its label less 1); a tie is settled by place, since labels come in no stated order."""
    import numpy as np

    tied = np.concatenate(([False], sizes == sizes.max()))
    hits = ((row, tied[row]) for row in labels)
    return next(int(row[hit.argmax()]) for row, hit in hits if hit.any()) - 1

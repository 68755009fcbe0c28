"""Drawing borders over photos.

A border line runs along the outermost pixels of the lesion, so its middle is never further than one pixel from the
mask's edge: a light core on a dark, wider halo is seen on any skin. All work happens inside the masks' bounding boxes,
so that beyond the picture itself memory grows with the lesion only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

RGB = tuple[int, int, int]
Points = NDArray[np.int32]

#: Lines are ``Look.width`` pixels wide on a photo whose short side has this many pixels, and grow with it.
_REFERENCE_SIDE = 450
_HALO: RGB = (20, 20, 20)
_BAND_PIXELS = 4_000_000


@dataclass(frozen=True, slots=True)
class Look:
    """How a mask and a reference are drawn; ``opacity`` 0..1 of the fill, ``width`` in pixels on a photo of 450 rows.

    ``additive`` adds the fill, times the opacity, to the photo and clips, in place of blending. A line whose colour is
    None is left out. ``dash`` is the length of the reference's dashes in line widths.
    """

    fill: RGB
    opacity: float
    additive: bool = False
    line: RGB | None = (0, 255, 255)
    reference: RGB | None = (255, 150, 0)
    width: float = 2.0
    dash: float = 6.0


LOOKS = {
    "standard": Look(fill=(0, 255, 255), opacity=0.08),
    # The figures of nata-vito/skin-cancer-segmentation: 0.7 of the mask is added to the green channel, no line.
    "seed": Look(fill=(0, 255, 0), opacity=0.7, additive=True, line=None, reference=None),
}


def overlay(
    pixels: NDArray[np.uint8],
    mask: NDArray[np.uint8],
    reference: NDArray[np.uint8] | None = None,
    look: Look = LOOKS["standard"],
) -> NDArray[np.uint8]:
    """Draw a mask, and dashed a reference mask, over a photo; gives a new ``uint8[H, W, 3]``.

    Masks are ``uint8[H, W]``, lesion = any value but 0. Raises ValueError when sizes differ.
    """
    for drawn in (mask, reference):
        if drawn is not None and drawn.shape != pixels.shape[:2]:
            raise ValueError(f"a mask of {drawn.shape} on a photo of {pixels.shape[:2]}")
    picture = pixels.copy()
    if look.opacity > 0:
        _fill(picture, mask, look)
    width = max(1, round(look.width * min(pixels.shape[:2]) / _REFERENCE_SIDE))
    if look.line is not None:
        _stroke(picture, contours(mask), look.line, width)
    if reference is not None and look.reference is not None:
        dash = max(2, round(look.dash * width))
        _stroke(
            picture, [d for c in contours(reference) for d in _dashes(c, dash)], look.reference, width, closed=False
        )
    return picture


def contours(mask: NDArray[np.uint8]) -> list[Points]:
    """Every border of a mask, holes too, as closed chains ``int32[n, 1, 2]`` of neighbouring (x, y) pixels."""
    x, y, w, h = cv2.boundingRect(mask)
    if w == 0 or h == 0:
        return []
    chains, _ = cv2.findContours(mask[y : y + h, x : x + w], cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE, offset=(x, y))
    return [np.asarray(c, np.int32) for c in chains]


def _fill(picture: NDArray[np.uint8], mask: NDArray[np.uint8], look: Look) -> None:
    x, y, w, h = cv2.boundingRect(mask)
    values = np.arange(256, dtype=np.float32)[:, None]
    photo_share = 1.0 if look.additive else 1 - look.opacity
    table = np.rint(np.clip(values * photo_share + look.opacity * np.array(look.fill, np.float32), 0, 255))
    rows = max(1, _BAND_PIXELS // max(1, w))
    for top in range(y, y + h, rows):
        part = (slice(top, min(top + rows, y + h)), slice(x, x + w))
        tinted = cv2.LUT(picture[part], table.astype(np.uint8)[None])
        cv2.copyTo(tinted, mask[part], picture[part])


def _stroke(
    picture: NDArray[np.uint8], chains: Sequence[Points], colour: RGB, width: int, *, closed: bool = True
) -> None:
    cv2.polylines(picture, chains, closed, _HALO, width + 2, cv2.LINE_8)
    cv2.polylines(picture, chains, closed, colour, width, cv2.LINE_AA if width > 1 else cv2.LINE_8)


def _dashes(chain: Points, length: int) -> list[Points]:
    """Every other piece of a closed chain, in pieces of about ``length`` points that come out even."""
    pieces = max(2, 2 * round(len(chain) / (2 * length)))
    return np.array_split(chain, pieces)[::2]

"""Geometry of a mask in pixels: area, perimeter, equivalent diameter, number of parts.

The perimeter is Cauchy's and Crofton's: how often lines of a grid cross the border, in eight directions, times the
lines' distance, averaged over the angles (Legland, Kieu and Devaux 2007, "Computation of Minkowski measures on 2D and
3D binary images", Image Analysis and Stereology 26, 83-92, doi:10.5566/ias.v26.p83-92, there with two or four
directions). It is right within 1.5 % for straight borders, whatever their angle, and for discs within 3 % from 10
pixels radius on, 1 % from 30 on; corners are cut by about half a pixel each, so squares of 20 pixels come out up to
5 % too short, of 100 pixels 2.5 %. Smaller parts may be wrong by more. Borders of holes count. Where a lesion is cut
off by the photo's edge, that edge counts as border.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]
#: Steps (x, y) of the grid's lines; with their opposites they part the circle into sixteen.
_STEPS = ((1, 0), (2, 1), (1, 1), (1, 2), (0, 1), (-1, 2), (-1, 1), (-2, 1))


@dataclass(frozen=True, slots=True)
class Measures:
    """Geometry of a lesion in pixels; all 0 for an empty mask. ``parts`` are 8-connected."""

    area: int
    perimeter: float
    equivalent_diameter: float
    parts: int


def measures(mask: Mask) -> Measures:
    """Measure a mask ``uint8[H, W]`` of 0 and 1."""
    x, y, width, height = cv2.boundingRect(mask)
    if not width:
        return Measures(0, 0.0, 0.0, 0)
    lesion = mask[y : y + height, x : x + width]
    area = cv2.countNonZero(lesion)
    parts = cv2.connectedComponents(lesion, connectivity=8, ltype=cv2.CV_32S)[0] - 1
    return Measures(area, perimeter(lesion), equivalent_diameter(area), parts)


def equivalent_diameter(area: int) -> float:
    """The diameter of the disc with this area: 2 sqrt(area / pi)."""
    return 2 * math.sqrt(area / math.pi)


def perimeter(mask: Mask) -> float:
    """The length of a mask's borders, those of holes too, in pixels (see the head of this module)."""
    # Two pixels of background all round, so that every line starts and ends outside.
    framed = cv2.copyMakeBorder(mask, 2, 2, 2, 2, cv2.BORDER_CONSTANT, value=0)
    height, width = framed.shape
    total = 0.0
    for (dx, dy), angle in zip(_STEPS, _angles(), strict=True):
        here = framed[: height - dy, max(-dx, 0) : width - max(dx, 0)]
        there = framed[dy:, max(dx, 0) : width - max(-dx, 0)]
        total += angle * cv2.countNonZero(cv2.bitwise_xor(here, there)) / math.hypot(dx, dy)
    return total / 2


def _angles() -> tuple[float, ...]:
    """The angle that each direction stands for: half way to its neighbours on both sides; pi in all."""
    at = [math.atan2(y, x) for x, y in _STEPS]
    return tuple((at[(i + 1) % 8] - at[i - 1]) % math.pi / 2 for i in range(8))

"""What a model says about a photo: a map of logits at the model's scale, stretched to the photo's size when asked.

The logits are stretched and then compared, never a mask: so an outline is smooth at the photo's size, and a threshold
needs no second run of the network.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.geometry import stretched_bands


@dataclass(frozen=True, eq=False, slots=True)
class ProbabilityMap:
    """Logits ``float32[h, w]`` at the model's scale, and the photo's width and height."""

    logits: NDArray[np.float32]
    width: int
    height: int

    def bands(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """The logits at the photo's size, band by band as (first row, ``float32[rows, width]``)."""
        return stretched_bands(self.logits, self.width, self.height)

    def mask(self, threshold: float) -> NDArray[np.uint8]:
        """``uint8[height, width]`` of 0 and 1: 1 where the probability is greater than the threshold.

        The comparison is made on logits, ``x > log(t / (1 - t))``; at 0.5 that is ``x > 0``. Raises UserError unless
        0 < threshold < 1.
        """
        limit = math.log(check_threshold(threshold)) - math.log1p(-threshold)
        mask = np.empty((self.height, self.width), np.uint8)
        for y, rows in self.bands():
            np.greater(rows, np.float32(limit), out=mask[y : y + len(rows)].view(np.bool_))
        return mask

    def probabilities(self) -> NDArray[np.float32]:
        """``float32[height, width]`` in 0..1."""
        stretched = np.empty((self.height, self.width), np.float32)
        for y, rows in self.bands():
            stretched[y : y + len(rows)] = sigmoid(rows)
        return stretched


def check_threshold(threshold: float) -> float:
    """Give a threshold back when it is one, strictly between 0 and 1. Raises UserError."""
    if not 0 < threshold < 1:
        raise UserError(
            f"The threshold {threshold:g} is not between 0 and 1.", "It is a probability: 0.5 is the middle."
        )
    return threshold


def sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """``1 / (1 + exp(-x))`` in float32, without overflow: 0 and 1 at the far ends."""
    # Beyond 88 exp overflows float32, and the answer is 0 or 1 to the last bit long before.
    power = np.clip(logits, -87, 87)
    np.negative(power, out=power)
    np.exp(power, out=power)
    power += 1
    return np.reciprocal(power, out=power)

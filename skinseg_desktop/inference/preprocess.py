"""From a photo to what a network takes, by the rule on the model's card."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from skinseg_desktop.core.errors import ModelError
from skinseg_desktop.zoo import InputRule

Pixels = NDArray[np.uint8]


def network_input(pixels: Pixels, rule: InputRule) -> NDArray[np.float32]:
    """Squash ``uint8[H, W, 3]`` RGB to the rule's size and normalise it: ``float32[1, 3, h, w]``, C-contiguous.

    Each value is ``(x / 255 - mean) / std`` in float32, step by step as torch has it. Raises ModelError when the rule
    names a way to resize that is not in RESIZERS.
    """
    resize = RESIZERS.get(rule.resize)
    if resize is None:
        raise ModelError(
            f"The model's card asks to resize by '{rule.resize}', which this program does not know.",
            f"Known are: {', '.join(RESIZERS)}.",
        )
    small = resize(pixels, rule.width, rule.height)
    planes = np.empty((1, 3, rule.height, rule.width), np.float32)
    for channel, table in enumerate(_tables(rule.mean, rule.std)):
        np.take(table, small[..., channel], out=planes[0, channel])
    return planes


def area(pixels: Pixels, width: int, height: int) -> Pixels:
    """Shrink by OpenCV's INTER_AREA, enlarge by INTER_LINEAR; each axis by its own rule, shrinking first."""
    smaller = min(width, pixels.shape[1]), min(height, pixels.shape[0])
    shrunk = cv2.resize(pixels, smaller, interpolation=cv2.INTER_AREA)
    return _pixels(cv2.resize(shrunk, (width, height), interpolation=cv2.INTER_LINEAR))


def pillow_bilinear(pixels: Pixels, width: int, height: int) -> Pixels:
    """Pillow's antialiased BILINEAR: torchvision's ``Resize`` of a Pillow image, the seed's preprocessing."""
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BILINEAR))


#: Ways to resize, by the name that a card gives them: (pixels, width, height) to ``uint8[height, width, 3]``.
RESIZERS: dict[str, Callable[[Pixels, int, int], Pixels]] = {"area": area, "pillow-bilinear": pillow_bilinear}


@lru_cache(maxsize=8)
def _tables(mean: tuple[float, ...], std: tuple[float, ...]) -> NDArray[np.float32]:
    """The normalised value of each of the 256 levels of each channel, ``float32[3, 256]``: a photo holds no others."""
    levels = np.arange(256, dtype=np.float32) / np.float32(255)
    return (levels - np.asarray(mean, np.float32)[:, None]) / np.asarray(std, np.float32)[:, None]


def _pixels(array: NDArray[np.generic]) -> Pixels:
    return array.astype(np.uint8, copy=False)

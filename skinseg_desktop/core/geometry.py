"""Mapping between the grid of a network's answer and the grid of a photo.

Pixel centres lie at halves: output pixel ``i`` of ``n`` looks at ``(i + 0.5) * m / n - 0.5`` of ``m`` inputs, clamped
to the first and last centre (the rule of OpenCV's ``INTER_LINEAR`` and of PyTorch's ``align_corners=False``).
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

#: Rows of a stretched map are made in bands of about this many pixels, so that a photo's size bounds no memory.
BAND_PIXELS = 4_000_000


def stretched_bands(values: NDArray[np.float32], width: int, height: int) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Stretch ``float32[h, w]`` bilinearly to ``[height, width]`` and give it band by band, as (first row, rows).

    The numbers do not depend on the size of the bands. Raises ValueError for an empty target.
    """
    if width < 1 or height < 1:
        raise ValueError(f"cannot stretch to {width} x {height}")
    wide = cv2.resize(values, (width, values.shape[0]), interpolation=cv2.INTER_LINEAR)
    at = (np.arange(height, dtype=np.float64) + 0.5) * (values.shape[0] / height) - 0.5
    at = np.clip(at, 0, values.shape[0] - 1)
    upper = np.floor(at).astype(np.intp)
    lower = np.minimum(upper + 1, values.shape[0] - 1)
    weight = (at - upper).astype(np.float32)[:, None]
    rows = max(1, BAND_PIXELS // width)
    for y in range(0, height, rows):
        a, b = wide[upper[y : y + rows]], wide[lower[y : y + rows]]
        b -= a
        b *= weight[y : y + rows]
        b += a
        yield y, b

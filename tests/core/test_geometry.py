"""Stretching of maps against OpenCV, PyTorch's rule written out, and itself in other bands."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop.core import geometry
from skinseg_desktop.core.geometry import stretched_bands

SIZES = [((24, 32), 600, 450), ((16, 16), 7, 5), ((1, 1), 9, 4), ((1, 5), 20, 3), ((30, 40), 40, 30), ((8, 8), 1, 1)]


def whole(values: NDArray[np.float32], width: int, height: int) -> NDArray[np.float32]:
    bands = list(stretched_bands(values, width, height))
    assert [y for y, _ in bands] == list(np.cumsum([0] + [len(b) for _, b in bands])[:-1])
    return np.concatenate([b for _, b in bands])


@pytest.mark.parametrize("shape, width, height", SIZES)
def test_it_is_bilinear_between_pixel_centres(shape: tuple[int, int], width: int, height: int) -> None:
    values = np.random.default_rng(1).normal(0, 5, shape).astype(np.float32)

    def weights(n: int, m: int) -> NDArray[np.float64]:
        at = np.clip((np.arange(n) + 0.5) * m / n - 0.5, 0, m - 1)
        return np.asarray(np.maximum(0, 1 - np.abs(at[:, None] - np.arange(m))), np.float64)

    expected = weights(height, shape[0]) @ values.astype(np.float64) @ weights(width, shape[1]).T
    got = whole(values, width, height)
    assert got.dtype == np.float32 and np.abs(got - expected).max() < 2e-5
    assert np.abs(got - cv2.resize(values, (width, height), interpolation=cv2.INTER_LINEAR)).max() < 2e-5


def test_bands_of_any_height_give_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(2).normal(0, 5, (24, 32)).astype(np.float32)
    one = whole(values, 333, 251)
    for pixels in (1, 333 * 7, 333 * 100):
        monkeypatch.setattr(geometry, "BAND_PIXELS", pixels)
        assert np.array_equal(whole(values, 333, 251), one)


def test_an_empty_target_is_refused() -> None:
    with pytest.raises(ValueError, match="0 x 5"):
        next(stretched_bands(np.zeros((2, 2), np.float32), 0, 5))

"""From logits to masks and probabilities at the photo's size."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.inference import ProbabilityMap


@pytest.fixture(scope="module")
def logits() -> NDArray[np.float32]:
    noise = np.random.default_rng(0).normal(size=(96, 128)).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(noise, (0, 0), 5) * 30, np.float32)


@pytest.mark.parametrize("size", [(600, 450), (128, 96), (50, 40), (1, 1), (1, 700), (3001, 2003)])
def test_a_mask_is_the_stretched_logits_over_the_threshold(logits: NDArray[np.float32], size: tuple[int, int]) -> None:
    mask = ProbabilityMap(logits, *size).mask(0.5)
    stretched = cv2.resize(logits, size, interpolation=cv2.INTER_LINEAR)
    assert mask.shape == size[::-1] and mask.dtype == np.uint8 and mask.max() <= 1
    # Values within rounding of the threshold may fall on either side.
    differs = (mask != (stretched > 0)) & (np.abs(stretched) > 1e-4)
    assert not differs.any()


@pytest.mark.parametrize("threshold", [0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_threshold_on_the_mask_is_one_on_the_probabilities(logits: NDArray[np.float32], threshold: float) -> None:
    answer = ProbabilityMap(logits, 600, 450)
    probabilities = answer.probabilities()
    unsure = np.abs(probabilities - threshold) < 1e-6
    np.testing.assert_array_equal(answer.mask(threshold)[~unsure], (probabilities > threshold)[~unsure])


def test_exactly_on_the_threshold_is_background() -> None:
    assert ProbabilityMap(np.zeros((4, 4), np.float32), 8, 8).mask(0.5).sum() == 0
    smallest = np.full((4, 4), np.finfo(np.float32).tiny, np.float32)
    assert ProbabilityMap(smallest, 8, 8).mask(0.5).all()


def test_probabilities_reach_0_and_1_without_a_warning() -> None:
    ends = ProbabilityMap(np.array([[-1e30, -200, 0, 200, 1e30]], np.float32), 5, 1).probabilities()
    np.testing.assert_allclose(ends, [[0, 0, 0.5, 1, 1]], atol=1e-30)


@pytest.mark.parametrize("threshold", [0, 1, -0.1, 1.5, float("nan"), float("inf")])
def test_a_threshold_outside_0_and_1_is_refused(threshold: float) -> None:
    with pytest.raises(UserError, match="between 0 and 1"):
        ProbabilityMap(np.zeros((2, 2), np.float32), 2, 2).mask(threshold)

"""Scores against their definitions, spelled out pixel by pixel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from skinseg_desktop.core.metrics import FAILED_BELOW, METRICS, Confusion, confusion

Mask = NDArray[np.uint8]
masks = arrays(np.uint8, (5, 7), elements=st.sampled_from([0, 1, 2, 255]))


@settings(deadline=None)
@given(masks, masks)
def test_counts_are_those_of_a_plain_loop(prediction: Mask, reference: Mask) -> None:
    tp = fp = fn = tn = 0
    for p, r in zip(prediction.ravel() > 0, reference.ravel() > 0, strict=True):
        tp, fp, fn, tn = tp + (p and r), fp + (p and not r), fn + (r and not p), tn + (not p and not r)
    assert confusion(prediction, reference) == Confusion(int(tp), int(fp), int(fn), int(tn))


@settings(deadline=None)
@given(masks, masks)
def test_scores_agree_with_each_other(prediction: Mask, reference: Mask) -> None:
    c = confusion(prediction, reference)
    score = {key: metric.of(c) for key, metric in METRICS.items()}
    assert all(0 <= value <= 1 for value in score.values())
    assert score["dice"] == pytest.approx(2 * score["iou"] / (1 + score["iou"]))
    assert score["threshold_jaccard"] == (score["iou"] if score["iou"] >= FAILED_BELOW else 0)
    # Exchanging lesion and background exchanges sensitivity and specificity.
    turned = confusion((prediction == 0).astype(np.uint8), (reference == 0).astype(np.uint8))
    assert METRICS["sensitivity"].of(turned) == score["specificity"]
    assert METRICS["accuracy"].of(turned) == score["accuracy"]


@pytest.mark.parametrize(
    "counts, expected",
    [
        ((0, 0, 0, 9), (1, 1, 1, 1, 1, 1)),
        ((9, 0, 0, 0), (1, 1, 1, 1, 1, 1)),
        ((0, 3, 0, 6), (0, 0, 1, 6 / 9, 6 / 9, 0)),
        ((0, 0, 3, 6), (0, 0, 0, 1, 6 / 9, 0)),
        ((13, 3, 4, 80), (26 / 33, 13 / 20, 13 / 17, 80 / 83, 0.93, 0.65)),
        ((12, 3, 4, 81), (24 / 31, 12 / 19, 12 / 16, 81 / 84, 0.93, 0)),
    ],
)
def test_known_values_and_conventions(counts: tuple[int, ...], expected: tuple[float, ...]) -> None:
    c = Confusion(*counts)
    keys = ("dice", "iou", "sensitivity", "specificity", "accuracy", "threshold_jaccard")
    assert [METRICS[k].of(c) for k in keys] == pytest.approx(expected, abs=1e-15)


def test_pooled_counts_are_sums_and_shapes_must_agree() -> None:
    assert Confusion(1, 2, 3, 4) + Confusion(10, 20, 30, 40) == Confusion(11, 22, 33, 44)
    with pytest.raises(ValueError, match="different shape"):
        confusion(np.zeros((2, 3), np.uint8), np.zeros((3, 2), np.uint8))
    assert confusion(np.zeros((0, 3), np.uint8), np.zeros((0, 3), np.uint8)) == Confusion(0, 0, 0, 0)

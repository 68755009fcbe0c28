"""Scores of one mask against its reference, from four counts of pixels.

Conventions are those of the ISIC challenge's scorer (isic-challenge-scoring 5.6, ``metrics.py`` and
``task1``): 1 for the overlap of two empty masks, sensitivity 1 without lesion pixels, specificity 1 without background.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: IoU below which the ISIC 2018 challenge counts a segmentation as failed.
FAILED_BELOW = 0.65

Mask: TypeAlias = "NDArray[np.uint8]"


@dataclass(frozen=True, slots=True)
class Confusion:
    """Pixels counted: true positive, false positive, false negative, true negative. Sums are pooled counts."""

    tp: int
    fp: int
    fn: int
    tn: int

    def __add__(self, other: Confusion) -> Confusion:
        return Confusion(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn, self.tn + other.tn)


@dataclass(frozen=True, slots=True)
class Metric:
    """A score in 0..1, greater is better: its key in tables, its title, its function and where it is defined."""

    key: str
    title: str
    of: Callable[[Confusion], float]
    source: str


def confusion(prediction: Mask, reference: Mask) -> Confusion:
    """Count the pixels of two masks ``uint8[H, W]`` of one shape, lesion = any value but 0.

    Raises ValueError when the shapes differ.
    """
    # Imported here: the window reads the table of metrics before it is painted, and has nothing to count yet.
    import cv2

    if prediction.shape != reference.shape:
        raise ValueError(f"masks of different shape: {prediction.shape} and {reference.shape}")
    if prediction.size == 0:
        return Confusion(0, 0, 0, 0)
    n_prediction = cv2.countNonZero(prediction)
    n_reference = cv2.countNonZero(reference)
    # min() of two masks is non-zero exactly where both are, whatever values stand for lesion in each.
    tp = cv2.countNonZero(cv2.min(prediction, reference))
    fp, fn = n_prediction - tp, n_reference - tp
    return Confusion(tp, fp, fn, prediction.size - tp - fp - fn)


def dice(c: Confusion) -> float:
    """2 TP / (2 TP + FP + FN); 1 when both masks are empty."""
    return _ratio(2 * c.tp, 2 * c.tp + c.fp + c.fn)


def iou(c: Confusion) -> float:
    """TP / (TP + FP + FN), the Jaccard index; 1 when both masks are empty."""
    return _ratio(c.tp, c.tp + c.fp + c.fn)


def sensitivity(c: Confusion) -> float:
    """TP / (TP + FN); 1 when the reference is empty."""
    return _ratio(c.tp, c.tp + c.fn)


def specificity(c: Confusion) -> float:
    """TN / (TN + FP); 1 when the reference is full."""
    return _ratio(c.tn, c.tn + c.fp)


def accuracy(c: Confusion) -> float:
    """(TP + TN) / all pixels."""
    return _ratio(c.tp + c.tn, c.tp + c.fp + c.fn + c.tn)


def threshold_jaccard(c: Confusion) -> float:
    """The IoU where it is at least 0.65, else 0."""
    value = iou(c)
    return value if value >= FAILED_BELOW else 0.0


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


_ISIC = "ISIC 2018 challenge, task 1 (Codella et al. 2019, arXiv:1902.03368)"
METRICS: dict[str, Metric] = {
    m.key: m
    for m in (
        Metric("dice", "Dice", dice, "Dice 1945, doi:10.2307/1932409; " + _ISIC),
        Metric("iou", "IoU", iou, "Jaccard 1912, doi:10.1111/j.1469-8137.1912.tb05611.x; " + _ISIC),
        Metric("sensitivity", "Sensitivity", sensitivity, _ISIC),
        Metric("specificity", "Specificity", specificity, _ISIC),
        Metric("accuracy", "Accuracy", accuracy, _ISIC),
        Metric("threshold_jaccard", "Threshold Jaccard", threshold_jaccard, _ISIC),
    )
}

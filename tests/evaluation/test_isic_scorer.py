"""Our scores against the ISIC challenge's own scorer, pair by pair and folder by folder."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from isic_challenge_scoring import metrics as isic
from isic_challenge_scoring.confusion import create_binary_confusion_matrix
from isic_challenge_scoring.segmentation import SegmentationScore
from numpy.typing import NDArray

from skinseg_desktop.core.metrics import confusion
from skinseg_desktop.core.progress import finish
from skinseg_desktop.evaluation import Evaluation, evaluate_folders, score
from skinseg_desktop.imaging import encode_mask, find_masks, read_mask

# The scorer of 2023 asks today's pandas for something in an old way.
pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword in Series.rename")

THEIRS = {
    "dice": isic.binary_dice,
    "iou": isic.binary_jaccard,
    "sensitivity": isic.binary_sensitivity,
    "specificity": isic.binary_specificity,
    "accuracy": isic.binary_accuracy,
    "threshold_jaccard": isic.binary_threshold_jaccard,
}
MACRO = {**{key: key for key in THEIRS}, "iou": "jaccard"}
CLOSE = 1e-12


def grey_mask(random: np.random.Generator, height: int, width: int) -> NDArray[np.uint8]:
    """A mask as people store them: empty, full, one pixel, one blob, or noise about the limit of 128."""
    grey = np.zeros((height, width), np.uint8)
    match random.integers(5):
        case 1:
            grey[:] = 255
        case 2:
            grey[random.integers(height), random.integers(width)] = 255
        case 3:
            centre = (int(random.integers(width)), int(random.integers(height)))
            cv2.circle(grey, centre, int(random.integers(1, 9)), 255, -1)
        case 4:
            grey = random.choice(np.array([0, 127, 128, 129, 255], np.uint8), (height, width))
    return grey


@pytest.mark.parametrize("count", [500, pytest.param(10_000, marks=pytest.mark.slow)])
def test_every_metric_of_generated_pairs(count: int) -> None:
    random = np.random.default_rng(20)
    ours, pairs = [], []
    for n in range(count):
        size = random.integers(1, 16, 2)
        truth, prediction = grey_mask(random, *size), grey_mask(random, *size)
        read = [read_mask(cv2.imencode(".png", grey)[1].tobytes()).mask for grey in (prediction, truth)]
        ours.append(score(str(n), confusion(read[0], read[1])))
        counts = create_binary_confusion_matrix(truth > 128, prediction > 128, name=str(n))
        for key, metric in THEIRS.items():
            assert abs(ours[-1].values[key] - metric(counts)) <= CLOSE, (n, key)
        pairs.append(SimpleNamespace(truth_image=truth, prediction_image=prediction, image_id=str(n)))
    assert_same_means(Evaluation(ours, ()), SegmentationScore(pairs))


def test_real_folder(data_dir: Path, tmp_path: Path) -> None:
    masks = data_dir / "masks"
    perturb(masks, tmp_path)
    result = finish(evaluate_folders(masks, tmp_path))
    assert result.n == len(find_masks(masks).names) >= 6
    assert_same_means(result, SegmentationScore.from_dir(masks, tmp_path))


@pytest.mark.slow
@pytest.mark.needs_data
@pytest.mark.parametrize("name", ["ham10000_native", "isic_cc0"])
def test_large_real_folder(large_data: Path, tmp_path: Path, name: str) -> None:
    masks = large_data / name / "masks"
    perturb(masks, tmp_path)
    result = finish(evaluate_folders(masks, tmp_path))
    assert result.n == len(find_masks(masks).names) > 100
    assert_same_means(result, SegmentationScore.from_dir(masks, tmp_path))


def perturb(masks: Path, into: Path) -> None:
    """Write wrong masks for a folder of right ones: shifted, grown, shrunk, emptied, filled, one after the other."""
    for n, name in enumerate(find_masks(masks).names):
        mask = read_mask(masks / name.relative).mask
        kernel = np.ones((2 * (n % 7) + 3,) * 2, np.uint8)
        match n % 6:
            case 0:
                wrong = np.roll(mask, (7 * n % 40, 11), (0, 1))
            case 1:
                wrong = np.asarray(cv2.dilate(mask, kernel), np.uint8)
            case 2:
                wrong = np.asarray(cv2.erode(mask, kernel), np.uint8)
            case 3:
                wrong = mask
            case 4:
                wrong = np.zeros_like(mask)
            case _:
                wrong = np.ones_like(mask)
        (into / name.relative.name).write_bytes(encode_mask(wrong))


def assert_same_means(ours: Evaluation, theirs: SegmentationScore) -> None:
    for key, name in MACRO.items():
        mean = ours.mean[key]
        assert mean is not None
        assert abs(mean - theirs.macro_average[name]) <= CLOSE, key

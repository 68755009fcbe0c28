"""Times the ISIC challenge's own scorer, in its own environment, and prints JSON: microseconds a pair.

python rival_scores.py memory|files REFERENCES PREDICTIONS
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from isic_challenge_scoring.confusion import create_binary_confusion_matrix
from isic_challenge_scoring.metrics import binary_dice
from isic_challenge_scoring.segmentation import SegmentationScore
from PIL import Image


def in_memory(references: Path, predictions: Path) -> list[float]:
    """Microseconds for the Dice of a pair that is already decoded, one number a round."""
    pairs = [
        (np.asarray(Image.open(r)) > 128, np.asarray(Image.open(predictions / r.name)) > 128)
        for r in sorted(references.glob("*.png"))[:50]
    ]
    rounds = []
    for _ in range(5):
        start = time.perf_counter()
        for truth, prediction in pairs:
            binary_dice(create_binary_confusion_matrix(truth, prediction, name="pair"))
        rounds.append((time.perf_counter() - start) / len(pairs) * 1e6)
    return rounds


def from_files(references: Path, predictions: Path) -> list[float]:
    """Microseconds a pair for the scorer's own way through two folders."""
    count = len(list(references.glob("*.png")))
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        SegmentationScore.from_dir(references, predictions)
        rounds.append((time.perf_counter() - start) / count * 1e6)
    return rounds


if __name__ == "__main__":
    measure = {"memory": in_memory, "files": from_files}[sys.argv[1]]
    print(json.dumps(statistics.median(measure(Path(sys.argv[2]), Path(sys.argv[3])))))

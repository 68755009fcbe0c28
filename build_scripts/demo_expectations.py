#!/usr/bin/env python3
"""Writes ``resources/demo/expected``: what the shipped model says of the demo, for ``skinseg self-test``.

To be run with the project's environment after the shipped model or the demo has changed.
"""

from __future__ import annotations

import json
import sys

import cv2

from skinseg_desktop.core.pairing import mask_name
from skinseg_desktop.core.places import resources_dir
from skinseg_desktop.core.progress import finish
from skinseg_desktop.evaluation import evaluate_photos
from skinseg_desktop.imaging import encode_mask, find_photos, read_photo, write_atomic
from skinseg_desktop.inference import Engine
from skinseg_desktop.selftest.expected import FILE, expected_dir
from skinseg_desktop.zoo import get_model


def main() -> int:
    """Predict the demo on the CPU and keep masks, areas and mean Dice."""
    demo, folder = resources_dir() / "demo", expected_dir()
    folder.mkdir(exist_ok=True)
    model, areas = get_model(), {}
    found = find_photos([demo / "photos"])
    with Engine(model, "cpu") as engine:
        for file in found.photos:
            _, mask = engine.predict(read_photo(file.path))
            areas[file.id] = cv2.countNonZero(mask)
            write_atomic(folder / mask_name(file.id), encode_mask(mask))
        dice = finish(evaluate_photos(demo / "masks", found, engine)).mean["dice"]
    assert dice is not None
    content = {"model": model.id, "model_sha256": model.sha256, "dice": round(dice, 6), "areas": areas}
    write_atomic(folder / FILE, (json.dumps(content, indent=1) + "\n").encode())
    print(f"{len(areas)} masks in {folder}, mean Dice {dice:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The table of the training loop beside the notebook's, on the same network, photos, batches and threads."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from skinseg_desktop.cli.train import ALLOCATOR

HERE = Path(__file__).resolve().parent
Row = tuple[str, str, str, str, str]
#: Of the notebook, and side by side with it for both sizes.
BATCH, TIMES = 8, 2
#: Steps that count, by the side in pixels: a large one takes the notebook a minute.
STEPS = {256: 3, 512: 1}


def rows(source: Path) -> list[Row]:
    """Photos a second of both loops at both sizes, in turn, on the first pairs of a data folder."""
    found: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="skinseg-training-") as folder:
        data = _data(source, Path(folder))
        for side in STEPS:
            ours, theirs = [], []
            for _ in range(TIMES):
                theirs.append(_run("notebook_loop.py", data, side))
                ours.append(_run("our_loop.py", data, side, "seed"))
            found += _compared(side, ours, theirs)
    return found


def _compared(side: int, ours: list[dict[str, float]], theirs: list[dict[str, float]]) -> list[Row]:
    key = "images_per_second"
    mine, other = (statistics.median(run[key] for run in runs) for runs in (ours, theirs))
    ratio = statistics.median(a[key] / b[key] for a, b in zip(ours, theirs, strict=True))
    outside = [statistics.median(run["outside"] for run in runs) for runs in (ours, theirs)]
    title = f"training the seed's network, {side} x {side}, batch {BATCH}"
    return [
        (title, f"{mine:.2f} photos/s", f"the notebook's loop: {other:.2f}", f"{ratio:.2f}x", ">= 2x"),
        ("... outside forward and backward", f"{outside[0]:.1%}", f"{outside[1]:.1%}", "", "<= 5%"),
    ]


def _run(script: str, data: Path, side: int, *more: str) -> dict[str, float]:
    ours = ALLOCATOR if more else {}
    command = [sys.executable, str(HERE / script), str(data), str(side), str(STEPS[side]), str(BATCH), *more]
    done = subprocess.run(command, env={**os.environ, **ours}, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def _data(source: Path, folder: Path) -> Path:
    """A folder of as many pairs as the steps need."""
    photos = sorted((source / "images").glob("*.jpg"))[: BATCH * (max(STEPS.values()) + 1)]
    for name, files in (("images", photos), ("masks", [mask_of(path) for path in photos])):
        (folder / name).mkdir()
        for path in files:
            shutil.copyfile(path, folder / name / path.name)
    return folder


def mask_of(photo: Path) -> Path:
    """The mask file of a photo of a data folder."""
    return photo.parent.parent / "masks" / f"{photo.stem}_segmentation.png"

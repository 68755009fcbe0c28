"""Makes the shipped model's folder out of a training's weights and its measured scores.

    python build_scripts/release_lite.py RUN                                    # final.pt becomes models/skinseg-lite
    python build_scripts/release_lite.py RUN --weights early.pt --into FOLDER   # another checkpoint, for comparisons

Run with the project's environment, after `train_lite.py --measure` of val, crops, test and native. The card's scores
are those files' and nothing else; `release_lite.json` holds what is written by hand: licence, source of the first
weights, and the weaknesses that looking at the predictions showed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import torch

from skinseg_desktop.core.places import version
from skinseg_desktop.evaluation.statistics import wilson_interval
from skinseg_desktop.zoo import NETWORKS, Card
from skinseg_desktop.zoo.card import DataSource, Score
from skinseg_desktop.zoo.convert import write_model

REPOSITORY = Path(__file__).resolve().parent.parent
NETWORK = "efficientnet-lite0-unet"
#: The measured parts: the file's name, the data set as the card calls it, the part.
MEASURED = (
    ("val", "isic_cc0 + isic_cc0_full (whole frames)", "validation"),
    ("crops", "isic_cc0_crop512 + isic_cc0_crop320", "validation"),
    ("test", "isic_cc0 + isic_cc0_full (whole frames)", "test"),
    ("native", "ham10000_native (whole frames, never trained on)", "test"),
)
METRICS = (("dice", "Dice"), ("iou", "IoU"), ("failed", "share with IoU < 0.65"))
FOLDERS = ("isic_cc0", "isic_cc0_full", "isic_cc0_crop512", "isic_cc0_crop320")


def main() -> int:
    """Write the folder and say what it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, metavar="RUN")
    parser.add_argument("--weights", default="final.pt", metavar="NAME", help="a state_dict in RUN (default: final.pt)")
    parser.add_argument("--into", type=Path, default=REPOSITORY / "models" / "skinseg-lite", metavar="FOLDER")
    options = parser.parse_args()
    plan = json.loads((options.run / "plan.json").read_text(encoding="utf-8"))
    final = options.weights == "final.pt"
    texts = json.loads((Path(__file__).parent / "release_lite.json").read_text(encoding="utf-8"))
    card = Card(
        id=options.into.name,
        title=texts["title"] if final else f"{texts['title']} (checkpoint {options.weights})",
        network=NETWORK,
        input=NETWORKS[NETWORK].default_input,
        threshold=0.5,
        cleanup=("fill_holes", "keep_largest"),
        description=texts["description"],
        trained_on=tuple(source(folder) for folder in FOLDERS),
        weights_start=texts["weights_start"],
        licence=texts["licence"],
        scores=tuple(scores(options.run)) if final else (),
        weaknesses=tuple(texts["weaknesses"]) if final else (),
        intended_use=texts["intended_use"],
        made=made(plan, options.weights),
    )
    state = torch.load(options.run / options.weights, map_location="cpu", weights_only=True)
    model = write_model(options.into, NETWORK, state, card, replace=True)
    print(f"{model.folder}: {', '.join(f'{p.name} {p.stat().st_size:,}' for p in sorted(model.folder.iterdir()))}")
    return 0


def source(folder: str) -> DataSource:
    """A training set as the card names it."""
    train = json.loads((REPOSITORY / "models" / "splits" / f"{folder}.json").read_text(encoding="utf-8"))["train"]
    archive = "ISIC Archive (ISIC 2017 and 2018 challenges), CC-0; masks of the challenges' task 1"
    return DataSource(f"{folder}, train part", "CC0-1.0", len(train), archive)


def scores(run: Path) -> list[Score]:
    """The measured scores, as they stand in the run's files."""
    found: list[Score] = []
    for name, data, part in MEASURED:
        measured = json.loads((run / f"measure_{name}.json").read_text(encoding="utf-8"))
        if measured["weights"] != "final.pt":
            raise SystemExit(f"measure_{name}.json is of {measured['weights']}")
        for key, title in METRICS:
            interval = measured[key]["interval"]
            if key == "failed":
                interval = wilson_interval(round(measured[key]["mean"] * measured["n"]), measured["n"])
            low, high = interval or (None, None)
            found.append(Score(data, part, title, measured["n"], measured[key]["mean"], low, high))
    return found


def made(plan: dict[str, Any], weights: str) -> dict[str, Any]:
    """How it was made: command, steps, seed, and the hash of each split it obeyed."""
    options = plan["options"]
    splits = sorted((REPOSITORY / "models" / "splits").glob("*.json"))
    return {
        "program": f"skinseg-desktop {version()}",
        "command": f"python build_scripts/train_lite.py --out RUN --minutes {options['minutes']}",
        "weights": weights,
        "steps": plan["legs"][-1]["steps"] if weights == "final.pt" else options["early"],
        "legs": plan["legs"],
        "batch": options["batch"],
        "seed": options["seed"],
        "precision": options["precision"],
        "torch": torch.__version__.split("+")[0],
        "splits_sha256": {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in splits},
    }


if __name__ == "__main__":
    sys.exit(main())

"""Makes a shipped model's folder out of a training: its weights, a card with scores measured here, texts by hand.

    python build_scripts/release_model.py RUN models/skinseg-lite
    python build_scripts/release_model.py RUN models/noncommercial/skinseg-lite-ham

Run with the project's environment. ``release_<id>.json`` beside this script holds what is written by hand (title,
description, weaknesses that looking at the predictions showed) and which parts are scored; the parts are those of
``models/splits``, the photos are found through ``SKINSEG_DATA`` or ``--data``. A card carries these figures and no
others. Test parts are scored here, after everything has been chosen.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from skinseg_desktop.core.progress import finish
from skinseg_desktop.store.runs import read_run
from skinseg_desktop.training.finish import card_scores, measure
from skinseg_desktop.training.prepare import read_samples
from skinseg_desktop.training.samples import Sample, find_samples
from skinseg_desktop.training.split import place, read_split
from skinseg_desktop.zoo import DataSource, Model, Score
from skinseg_desktop.zoo.convert import load_network, write_model
from skinseg_desktop.zoo.models import model_at

HERE = Path(__file__).resolve().parent
SPLITS = HERE.parent / "models" / "splits"


def main() -> int:
    """Score the run's model and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, metavar="RUN")
    parser.add_argument("into", type=Path, metavar="FOLDER")
    default = Path(os.environ.get("SKINSEG_DATA") or HERE.parent.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=default, help="folder of the data sets")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="what mean_model.py made of the run's model")
    parser.add_argument("--command", default="", help="the command that made the run, as the card shall say it")
    options = parser.parse_args()
    run = read_run(options.run)
    texts = json.loads((HERE / f"release_{options.into.name}.json").read_text(encoding="utf-8"))
    model = model_at(options.model or run.model)
    # Chosen by the validation parts, where it is not the usual one.
    model = dataclasses.replace(
        model, card=dataclasses.replace(model.card, threshold=texts.get("threshold", model.card.threshold))
    )
    scores = [score for part in texts["scored"] for score in scored(model, options.data, part)]
    # The demo, on which everybody may train, is of the photos that this one held out.
    made = {key: value for key, value in model.card.made.items() if key not in ("validated", "tested")}
    made |= {"command": options.command} if options.command else {}
    # A model that was given by its folder: where that lay says nothing elsewhere.
    made["recipe"] = {**made["recipe"], "start": made["recipe"]["start"].rpartition("/")[2]}
    made["splits_sha256"] = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(SPLITS.glob("*.json"))}
    counts = Counter(sample.data for sample in read_samples(run.folder)["train"])
    sources = (DataSource(f"{name}, train part", **texts["data"][name], n=n) for name, n in sorted(counts.items()))
    card = dataclasses.replace(
        model.card,
        id=options.into.name,
        **{key: texts[key] for key in ("title", "description", "licence", "weights_start", "intended_use")},
        trained_on=tuple(sources),
        weaknesses=tuple(texts["weaknesses"]),
        scores=tuple(scores),
        made=made,
    )
    state = load_network(model).state_dict()
    written = write_model(options.into, card.network, state, card, replace=True)
    for score in scores:
        low, high = score.low or 0.0, score.high or 0.0
        print(f"{score.data} {score.part}: {score.metric} {score.value:.4f} [{low:.4f}, {high:.4f}] n {score.n}")
    print(f"{written.folder}: {', '.join(f'{p.name} {p.stat().st_size:,}' for p in sorted(written.folder.iterdir()))}")
    return 0


def scored(model: Model, data: Path, part: dict[str, Any]) -> list[Score]:
    """The scores of one part: ``{"folders": [...], "part": "test", "as": "what the card calls it"}``."""
    samples: list[Sample] = []
    for folder in part["folders"]:
        found = finish(find_samples([data / folder])).samples
        samples += place(read_split(SPLITS / f"{folder}.json"), found).parts[part["part"]]
    measured = finish(measure(model, samples))
    return card_scores(part["as"], part["part"], measured.dice, measured.iou)


if __name__ == "__main__":
    sys.exit(main())

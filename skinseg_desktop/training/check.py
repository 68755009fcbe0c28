"""What a person wants to know before a training starts: pairs, parts, leaks, and how long it will take, measured."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from typing import Any

import cv2

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import Work, named
from skinseg_desktop.core.ranks import Ranks
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.training.batches import Batches
from skinseg_desktop.training.device import device_of, settle, threads_of
from skinseg_desktop.training.network import check_recipe, input_rule
from skinseg_desktop.training.photos import PhotoSet
from skinseg_desktop.training.plan import seconds_of_a_step
from skinseg_desktop.training.precision import precision_of
from skinseg_desktop.training.prepare import Source, gather, refusal
from skinseg_desktop.training.trainer import Diverged, Trainer

#: How many photos are decoded for the measurement.
PROBED = 64


def check(source: Source, recipe: Recipe) -> Work[dict[str, Any]]:
    """Gather the pairs and time a few steps; nothing is kept. Gives plain data. Raises UserError as ``gather`` does."""
    check_recipe(recipe)
    device = device_of(recipe)
    with tempfile.TemporaryDirectory(prefix="skinseg-check-") as folder:
        gathered = yield from gather(dataclasses.replace(source, allow_leaks=True), recipe, Path(folder))
        rule = input_rule(recipe)
        # After the photos were looked at: it takes its time to measure.
        precision = precision_of(recipe, device)
        train = gathered.parts["train"]
        squash = "" if "geometry" in recipe.augment else rule.resize
        photos = PhotoSet(train[:PROBED], recipe.size, budget=1 << 30, crops=recipe.crops, squash=squash)
        faults = yield from photos.load()
        if not len(photos):
            raise UserError(f"None of the first {PROBED} training photos can be used.", faults[0].reason)
        threads = threads_of(recipe)
        settle(recipe, threads)
        cv2.setNumThreads(1)
        # An epoch of a few photos has smaller batches than the probe's, so the time is reckoned by photo.
        batches = Batches(photos, batch=recipe.batch * recipe.accumulate, seed=recipe.seed, groups=recipe.augment)
        try:
            trainer = Trainer(recipe, rule, device, precision, Ranks())
            probe = seconds_of_a_step(recipe, batches, trainer)
            _, mean = yield from named(probe, "measuring the time of a step")
        except Diverged as error:
            raise UserError("The loss is no number any more after a few steps.", "Take a lower rate.") from error
        seen = sum(recipe.repeat.get(sample.data, 1) for sample in train)
        refused = None if source.allow_leaks else refusal(gathered)
        epoch = mean * max(seen / batches.batch, 1)
        return {
            "pairs": sum(map(len, gathered.parts.values())),
            "parts": {part: len(samples) for part, samples in gathered.parts.items()},
            "problems": [dataclasses.asdict(p) for p in gathered.problems]
            + [{"name": f.key, "reason": f.reason} for f in faults],
            "notes": [note for note in gathered.notes if note != gathered.leakage.unseen],
            "unseen": gathered.leakage.unseen,
            "without_lesion": gathered.leakage.without_lesion,
            "shared": gathered.leaks,
            "as_drawn": gathered.as_drawn,
            "leaks_allowed": source.allow_leaks,
            "known": gathered.known,
            "refused": refused.what if refused is not None else "",
            "hint": refused.hint if refused is not None else "",
            "seconds_per_epoch": epoch,
            "epochs": recipe.minutes * 60 / epoch if recipe.minutes else recipe.epochs,
            "seconds": recipe.minutes * 60 if recipe.minutes else epoch * recipe.epochs,
            "images_per_second": batches.batch / mean,
            "device": device.type,
            "threads": threads,
            "precision": precision,
            "recipe": recipe.to_json(),
        }

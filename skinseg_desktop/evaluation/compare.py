"""Running a comparison: several models on the same photos, each photo decoded once and answered by all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.errors import OutputNotFinite, UserError
from skinseg_desktop.core.geometry import stretched_bands
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.core.metrics import confusion, dice, iou
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.evaluation.ahead import ahead
from skinseg_desktop.evaluation.comparison import ComparedModel, ComparedPhoto, Comparison
from skinseg_desktop.evaluation.pairs import Pairs, pair_photos
from skinseg_desktop.evaluation.result import Skipped
from skinseg_desktop.evaluation.scores import Loaded, Resample, read_pair
from skinseg_desktop.imaging.folder import Found, PhotoFile
from skinseg_desktop.inference.engine import Engine
from skinseg_desktop.zoo.learned import DIGITS, learned_by


@dataclass(frozen=True, slots=True)
class Trial:
    """A compared photo while it is in memory: photo, reference, and each model's mask ``uint8[H, W]`` of 0 and 1."""

    scores: ComparedPhoto
    loaded: Loaded
    masks: tuple[NDArray[np.uint8], ...]


def compare_models(
    found: Found,
    references: Path,
    engines: Sequence[Engine],
    *,
    threshold: float | None = None,
    cleanup: Sequence[str] | None = None,
    resample: Resample | None = None,
    max_pixels: int = DEFAULT_MAX_PIXELS,
) -> Work[Comparison]:
    """Compare models on photos with reference masks; ``threshold`` and ``cleanup`` are each model's own where None.

    A photo that one model fails on is skipped for all, so that every figure is over the same photos. Two photos are in
    memory at a time. ``export.compare_with_figures`` does the same and draws every answer on the way.
    """
    models = compared(engines, threshold, cleanup)
    pairs = pair_photos(found, references)
    trials = run_trials(pairs, engines, threshold=threshold, cleanup=cleanup, resample=resample, max_pixels=max_pixels)
    outcomes: list[ComparedPhoto | Skipped] = []
    try:
        for done, trial in enumerate(trials, start=1):
            outcomes.append(trial.scores if isinstance(trial, Trial) else trial)
            yield Progress(done, len(pairs.pairs), outcomes[-1].id)
    finally:
        trials.close()
    return comparison(models, outcomes, pairs.skipped, comparison_settings(found, references, resample))


def run_trials(
    pairs: Pairs[PhotoFile],
    engines: Sequence[Engine],
    *,
    threshold: float | None = None,
    cleanup: Sequence[str] | None = None,
    resample: Resample | None = None,
    max_pixels: int = DEFAULT_MAX_PIXELS,
) -> Generator[Trial | Skipped, None, None]:
    """Yield each pair's trial, or why there is none, in the order of the pairs; the next photo is read meanwhile."""
    load = partial(read_pair, resample=resample, max_pixels=max_pixels)
    loaded = ahead(load, pairs.pairs, workers=1, waiting=1)
    try:
        for one in loaded:
            yield _trial(one, engines, threshold, cleanup) if isinstance(one, Loaded) else one
    finally:
        loaded.close()


def comparison(
    models: tuple[ComparedModel, ...],
    outcomes: Sequence[ComparedPhoto | Skipped],
    unpaired: Sequence[Skipped],
    settings: Mapping[str, Any],
) -> Comparison:
    """Put the outcomes of trials together."""
    photos = tuple(o for o in outcomes if isinstance(o, ComparedPhoto))
    skipped = tuple(o for o in outcomes if isinstance(o, Skipped))
    return Comparison(models, photos, (*skipped, *unpaired), settings)


def comparison_settings(found: Found, references: Path, resample: Resample | None) -> dict[str, Any]:
    """What was compared on what, for the record."""
    return {"photos": str(found.root), "references": str(references), "resample": resample}


def compared(
    engines: Sequence[Engine], threshold: float | None, cleanup: Sequence[str] | None
) -> tuple[ComparedModel, ...]:
    """Describe the engines' models, with labels that no two share."""
    models = [e.model for e in engines]
    ids = Counter(m.id for m in models)
    labels = [m.id if ids[m.id] == 1 else f"{m.id} ({m.sha256[:8]})" for m in models]
    if len(set(labels)) < len(labels):
        raise UserError("The same model is given twice.", "Name different models, by id or by folder.")
    return tuple(
        ComparedModel(
            label,
            m.card.title,
            m.sha256,
            m.card.threshold if threshold is None else threshold,
            tuple(m.card.cleanup if cleanup is None else cleanup),
        )
        for label, m in zip(labels, models, strict=True)
    )


def cross_entropy(logits: NDArray[np.float32], reference: NDArray[np.uint8]) -> float:
    """Give the mean binary cross-entropy, in nats a pixel, of logits against a reference ``uint8[H, W]`` of 0 and 1.

    ``logits`` are ``float32[h, w]`` and are stretched to the reference's size. Computed band by
    band in the stable form ``max(x, 0) - x y + log(1 + exp(-|x|))``.
    """
    height, width = reference.shape
    total = 0.0
    for y, x in stretched_bands(logits, width, height):
        lesion = reference[y : y + len(x)] != 0
        loss = np.log1p(np.exp(-np.abs(x)))
        loss += np.maximum(np.where(lesion, -x, x), 0)
        total += float(loss.sum(dtype=np.float64))
    return total / reference.size


def _trial(
    loaded: Loaded, engines: Sequence[Engine], threshold: float | None, cleanup: Sequence[str] | None
) -> Trial | Skipped:
    masks, losses = [], []
    for engine in engines:
        try:
            answer, mask = engine.predict(loaded.photo, threshold, cleanup)
        except OutputNotFinite as error:
            return Skipped(loaded.pair.id, error.what)
        masks.append(mask)
        losses.append(cross_entropy(answer.logits, loaded.reference))
    counts = [confusion(mask, loaded.reference) for mask in masks]
    learned = tuple(loaded.photo.sha256[:DIGITS] in learned_by(engine.model) for engine in engines)
    scores = ComparedPhoto(loaded.pair.id, tuple(map(dice, counts)), tuple(map(iou, counts)), tuple(losses), learned)
    return Trial(scores, loaded, tuple(masks))

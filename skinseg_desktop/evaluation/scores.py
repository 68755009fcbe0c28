"""The two ways to score: masks against masks, and a model against masks. Long work: both yield progress.

A pair that cannot be scored is skipped with its reason, never scored 0. Nothing here loads a network: the engine of
``evaluate_photos`` is made by the caller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.errors import OutputNotFinite, UserError
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.core.metrics import confusion
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.core.ranks import ALONE, Ranks
from skinseg_desktop.core.words import counting
from skinseg_desktop.evaluation.ahead import ahead
from skinseg_desktop.evaluation.pairs import Pair, Pairs, only, pair_masks, pair_photos
from skinseg_desktop.evaluation.result import Evaluation, ImageScore, Skipped, score
from skinseg_desktop.imaging.folder import Found, PhotoFile
from skinseg_desktop.imaging.mask_file import NONE_IS, MaskFile, fit_mask, read_mask
from skinseg_desktop.imaging.photo import Photo, read_photo
from skinseg_desktop.inference.devices import cores
from skinseg_desktop.inference.engine import Engine
from skinseg_desktop.zoo.learned import DIGITS, learned_by, learned_note

F = TypeVar("F")
Resample = Literal["nearest"]
#: More threads than this do not help: reading PNGs is bound by memory and disk then.
MOST_WORKERS = 4
_SHOWN_RULES = 5


@dataclass(frozen=True, slots=True)
class _Read:
    """A scored or skipped pair, and by which rules its masks were read: (role, rule, has many greys)."""

    outcome: ImageScore | Skipped
    rules: tuple[tuple[str, str, bool], ...] = ()
    #: Whether the model has learned from this photo.
    learned: bool = False


def evaluate_folders(
    references: Path,
    predictions: Path,
    *,
    resample: Resample | None = None,
    workers: int | None = None,
    ids: Collection[str] | None = None,
    ranks: Ranks = ALONE,
) -> Work[Evaluation]:
    """Score a folder of predicted masks against a folder of reference masks, paired by name, in a few threads.

    A prediction of another size than its reference is skipped, or with ``resample='nearest'`` brought to the
    reference's size, which the result records. ``ids`` asks for a part of them; each of several ``ranks`` scores its
    share, and all have the result. Raises MaskError where there is no reference at all.
    """
    settings = {"references": str(references), "predictions": str(predictions), "resample": resample}
    pairs = _asked(pair_masks(references, predictions), ids, settings)
    return (yield from _evaluate(pairs, settings, resample, workers, ranks))


def evaluate_made(references: Path, found: Found, made: Mapping[str, Path]) -> Work[Evaluation]:
    """Score the masks that one run made, by photo id, against a folder of reference masks; other files do not count.

    A photo of ``found`` without a mask in ``made`` is skipped and named. Raises MaskError where there is no reference.
    """
    photos = pair_photos(found, references)
    pairs = tuple(Pair(p.id, made[p.id], p.reference) for p in photos.pairs if p.id in made)
    unmade = tuple(Skipped(p.id, "this run made no mask of it") for p in photos.pairs if p.id not in made)
    settings = {"references": str(references), "photos": str(found.root), "resample": None}
    return (yield from _evaluate(Pairs(pairs, (*unmade, *photos.skipped), photos.note), settings, None, None))


def _evaluate(
    found: Pairs[Path],
    settings: dict[str, Any],
    resample: Resample | None,
    workers: int | None,
    ranks: Ranks = ALONE,
) -> Work[Evaluation]:
    workers = workers or min(MOST_WORKERS, cores())
    read: list[_Read] = []
    mine = found.pairs[ranks.rank :: ranks.ranks]
    results = ahead(partial(_score_masks, resample=resample), mine, workers=workers, waiting=2 * workers)
    try:
        for done, (pair, one) in enumerate(zip(mine, results, strict=True), start=1):
            read.append(one)
            yield Progress(done, len(mine), pair.id)
    finally:
        results.close()
    return _evaluation(_all(read, ranks), found.skipped, settings, found.note)


def _asked(found: Pairs[F], ids: Collection[str] | None, settings: dict[str, Any]) -> Pairs[F]:
    if ids is None:
        return found
    settings["only"] = len(ids)
    return only(found, ids)


def _all(read: Sequence[_Read], ranks: Ranks) -> list[_Read]:
    """What all ranks have read, in the order of the pairs."""
    numbered = ranks.gathered([(n * ranks.ranks + ranks.rank, one) for n, one in enumerate(read)])
    return [one for _, one in sorted(numbered, key=itemgetter(0))]


def evaluate_photos(
    references: Path,
    found: Found,
    engine: Engine,
    *,
    threshold: float | None = None,
    cleanup: Sequence[str] | None = None,
    resample: Resample | None = None,
    max_pixels: int = DEFAULT_MAX_PIXELS,
    ids: Collection[str] | None = None,
    ranks: Ranks = ALONE,
) -> Work[Evaluation]:
    """Predict photos in memory and score them, at native size, against a folder of reference masks.

    ``threshold`` and ``cleanup`` are the model's own where None. A reference of another size than its photo is skipped,
    or with ``resample='nearest'`` brought to the photo's size, which the result records. ``ids`` asks for a part of
    the photos; each of several ``ranks`` scores its share, and all have the result. Two photos are in memory at a time.
    Raises MaskError where there is no reference at all, and what the engine raises for a model, device,
    threshold or clean-up that cannot be used.
    """
    card = engine.model.card
    settings: dict[str, Any] = {
        "references": str(references),
        "photos": str(found.root),
        "model": engine.model.id,
        "model_sha256": engine.model.sha256,
        "threshold": card.threshold if threshold is None else threshold,
        "cleanup": list(card.cleanup if cleanup is None else cleanup),
        "resample": resample,
    }
    pairs = _asked(pair_photos(found, references), ids, settings)
    read: list[_Read] = []
    mine = pairs.pairs[ranks.rank :: ranks.ranks]
    load = partial(read_pair, resample=resample, max_pixels=max_pixels)
    loaded = ahead(load, mine, workers=1, waiting=1)
    learned = learned_by(engine.model)
    try:
        for done, (pair, one) in enumerate(zip(mine, loaded, strict=True), start=1):
            scored = _score_photo(one, engine, threshold, cleanup) if isinstance(one, Loaded) else _Read(one)
            known = isinstance(one, Loaded) and one.photo.sha256[:DIGITS] in learned
            read.append(replace(scored, learned=known and isinstance(scored.outcome, ImageScore)))
            yield Progress(done, len(mine), pair.id)
    finally:
        loaded.close()
    everything = _all(read, ranks)
    images = sum(isinstance(one.outcome, ImageScore) for one in everything)
    note = learned_note(engine.model.id, sum(one.learned for one in everything), images)
    return _evaluation(everything, pairs.skipped, settings, pairs.note, note)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A photo in memory with its reference mask ``uint8[H, W]`` of 0 and 1, fitted to it."""

    pair: Pair[PhotoFile]
    photo: Photo
    file: MaskFile
    reference: NDArray[np.uint8]
    note: str


def read_pair(pair: Pair[PhotoFile], *, resample: Resample | None, max_pixels: int) -> Loaded | Skipped:
    """Read a photo and its reference mask, or say why that is not possible."""
    try:
        photo = read_photo(pair.file.path, max_pixels=max_pixels)
        mask = read_mask(pair.reference, max_pixels=max_pixels)
        fitted = fit_mask(mask, photo.width, photo.height, header=photo.header, resample=resample)
    except UserError as error:
        return Skipped(pair.id, str(error))
    return Loaded(pair, photo, mask, fitted, _resampled_note("reference", mask.mask.shape, fitted.shape))


def _score_masks(pair: Pair[Path], resample: Resample | None) -> _Read:
    try:
        reference, prediction = read_mask(pair.reference), read_mask(pair.file)
        (height, width), (h, w) = reference.mask.shape, prediction.mask.shape
        if (h, w) != (height, width):
            problem = _size_problem((w, h), (width, height), resample)
            if problem:
                return _Read(Skipped(pair.id, problem))
        fitted = fit_mask(prediction, width, height, resample=resample)
    except UserError as error:
        return _Read(Skipped(pair.id, str(error)))
    note = _resampled_note("prediction", prediction.mask.shape, fitted.shape)
    rules = (_rule("references", reference), _rule("predictions", prediction))
    return _Read(score(pair.id, confusion(fitted, reference.mask), note), rules)


def _size_problem(given: tuple[int, int], wanted: tuple[int, int], resample: Resample | None) -> str:
    """Say what keeps a prediction of another size from being scored; nothing where it may be resampled."""
    sizes = f"The prediction has {given[0]} x {given[1]} pixels, the reference {wanted[0]} x {wanted[1]}"
    if given == wanted[::-1]:
        # Stretching would lay one of them askew, so not even a choice to resample does it.
        return f"{sizes}: width and height are swapped, so one was probably made without the photo's EXIF rotation."
    return "" if resample else f"{sizes}; the choice to resample (nearest) would score it."


def _score_photo(loaded: Loaded, engine: Engine, threshold: float | None, cleanup: Sequence[str] | None) -> _Read:
    try:
        _, mask = engine.predict(loaded.photo, threshold, cleanup)
    except OutputNotFinite as error:
        return _Read(Skipped(loaded.pair.id, str(error)))
    scored = score(loaded.pair.id, confusion(mask, loaded.reference), loaded.note)
    return _Read(scored, (_rule("references", loaded.file),))


def _rule(role: str, file: MaskFile) -> tuple[str, str, bool]:
    return role, file.rule, file.many_greys


def _resampled_note(role: str, given: tuple[int, ...], used: tuple[int, ...]) -> str:
    if given == used:
        return ""
    return f"{role} resampled (nearest) from {given[1]} x {given[0]} to {used[1]} x {used[0]}"


def _evaluation(
    read: Sequence[_Read], unpaired: Sequence[Skipped], settings: dict[str, Any], pairing: str, learned: str = ""
) -> Evaluation:
    images = [r.outcome for r in read if isinstance(r.outcome, ImageScore)]
    skipped = [r.outcome for r in read if isinstance(r.outcome, Skipped)]
    notes = [pairing, *([learned] if learned else ())]
    for role in ("references", "predictions"):
        ruled = [(r.outcome.id, *rule.split(NONE_IS)) for r in read for at, rule, _ in r.rules if at == role]
        rules = Counter(rule for _, rule, *_ in ruled)
        if rules:
            shown = ", ".join(f"{rule} ({n:,})" for rule, n in rules.most_common(_SHOWN_RULES))
            others = f", by other rules ({n:,})" if (n := sum(n for _, n in rules.most_common()[_SHOWN_RULES:])) else ""
            notes.append(f"{role} read as: {shown}{others}.")
        dark = [(id, top[0].rstrip(")")) for id, _, *top in ruled if top]
        if dark:
            names = ", ".join(id for id, _ in dark[:_SHOWN_RULES]) + (", ..." if len(dark) > _SHOWN_RULES else "")
            highest = max(int(top) for _, top in dark)
            notes.append(
                f"Warning: {len(dark):,} of the {role} {'has' if len(dark) == 1 else 'have'} no pixel over the"
                f" threshold although not black (values up to {highest}): is another value meant for lesion? {names}"
            )
        greys = sum(many for r in read for at, _, many in r.rules if at == role)
        if greys:
            have = "has many greys, so its border depends" if greys == 1 else "have many greys, so their borders depend"
            notes.append(f"{greys:,} of the {role} {have} on the rule.")
    resampled = sum("resampled" in s.note for s in images)
    if resampled:
        masks = counting(resampled, "mask of another size was", "masks of another size were")
        notes.append(f"{masks} resampled (nearest) as asked.")
    return Evaluation(images, [*skipped, *unpaired], settings, notes)

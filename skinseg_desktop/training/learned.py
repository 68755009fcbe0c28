"""Which photos a model has learned from, and which were held out then: a training that starts from it keeps them there.

``zoo.learned`` says how a model's card lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from skinseg_desktop.core import fingerprint
from skinseg_desktop.core.errors import UserError, os_reason
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.training.samples import Sample
from skinseg_desktop.zoo import Model, get_model
from skinseg_desktop.zoo.learned import DIGITS, LEARNED, LISTS, learned_by

__all__ = ["LEARNED", "LISTS", "find_known", "learned_by", "listing", "sha256_of", "start_of"]


def start_of(recipe: Recipe) -> Model | None:
    """The model whose weights, or whose encoder, a training starts from; None for others. Raises ModelError."""
    return None if recipe.start in ("scratch", "imagenet") else get_model(recipe.start.removeprefix("encoder:"))


def listing(hashes: Iterable[str], parent: Model | None, part: str = "train") -> list[str]:
    """What the card of a new model lists of a part: its photos (SHA-256, hexadecimal), and what its parent lists."""
    return sorted({digits[:DIGITS] for digits in hashes} | learned_by(parent, part))


def find_known(samples: Sequence[Sample], model: Model | None) -> Work[dict[str, frozenset[int]]]:
    """The positions of the photos that the model knows, by the part they were in. Raises UserError for a lost file."""
    listed = {part: learned_by(model, part) for part in LISTS}
    found: dict[str, set[int]] = {part: set() for part in LISTS}
    for i, sample in enumerate(samples if any(listed.values()) else ()):
        digits = sha256_of(sample, sample.photo)[:DIGITS]
        for part, known in listed.items():
            if digits in known:
                found[part].add(i)
        note = "looking for photos that the first model has learned from" if i == 0 else ""
        yield Progress(i + 1, len(samples), sample.key, note)
    return {part: frozenset(positions) for part, positions in found.items()}


def sha256_of(sample: Sample, path: Path) -> str:
    """SHA-256 of one of a sample's files, in hexadecimal. Raises UserError."""
    try:
        return fingerprint.sha256_of(path)
    except OSError as error:
        raise UserError(f"{sample.key} cannot be read: {os_reason(error)}.", "Start again.") from error

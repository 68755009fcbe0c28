"""Which photos a model has learned from: where a training starts from it, they are never held out.

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
from skinseg_desktop.zoo.learned import DIGITS, LEARNED, learned_by

__all__ = ["LEARNED", "find_learned", "learned_by", "listing", "sha256_of", "start_of"]


def start_of(recipe: Recipe) -> Model | None:
    """The model whose weights, or whose encoder, a training starts from; None for others. Raises ModelError."""
    return None if recipe.start in ("scratch", "imagenet") else get_model(recipe.start.removeprefix("encoder:"))


def listing(hashes: Iterable[str], parent: Model | None) -> list[str]:
    """What the card of a new model lists: its training photos (SHA-256, hexadecimal), and what its parent learned."""
    return sorted({digits[:DIGITS] for digits in hashes} | learned_by(parent))


def find_learned(samples: Sequence[Sample], model: Model | None) -> Work[frozenset[int]]:
    """The positions of those photos that the model has learned from. Raises UserError for a file that is gone."""
    known = learned_by(model)
    found: set[int] = set()
    for i, sample in enumerate(samples if known else ()):
        if sha256_of(sample, sample.photo)[:DIGITS] in known:
            found.add(i)
        note = "looking for photos that the first model has learned from" if i == 0 else ""
        yield Progress(i + 1, len(samples), sample.key, note)
    return frozenset(found)


def sha256_of(sample: Sample, path: Path) -> str:
    """SHA-256 of one of a sample's files, in hexadecimal. Raises UserError."""
    try:
        return fingerprint.sha256_of(path)
    except OSError as error:
        raise UserError(f"{sample.key} cannot be read: {os_reason(error)}.", "Start again.") from error

"""Which photos a model has learned from, as its card lists them: a score on these says nothing of new photos.

``made.learned`` holds the first digits of the SHA-256 of each photo's file, its own and its parent's, and
``made.validated`` and ``made.tested`` those of what was held out.
"""

from __future__ import annotations

from collections.abc import Iterable

from skinseg_desktop.core.words import counting
from skinseg_desktop.zoo.models import Model

LEARNED = "learned"
#: The lists of a card by the part of the split: what was learned from, what chose the weights, what tested them.
LISTS = {"train": LEARNED, "validation": "validated", "test": "tested"}
#: Of 64 hexadecimal digits: two photos of a million share these once in thirty million such sets.
DIGITS = 16


def learned_by(model: Model | None, part: str = "train") -> frozenset[str]:
    """What the model's card lists of a part; nothing where it says nothing."""
    listed = model.card.made.get(LISTS[part], ()) if model is not None else ()
    return frozenset(digits for digits in listed if isinstance(digits, str))


def learned_photos(models: Iterable[Model]) -> dict[str, frozenset[str]]:
    """What the models learned from, by the hash of their weights; without those whose cards say nothing."""
    return {model.sha256: learned for model in models if (learned := learned_by(model))}


def learned_note(name: str, learned: int, photos: int) -> str:
    """The sentence for scores of a model on photos of which it has learned from some; empty where from none."""
    if not learned:
        return ""
    from_these = f"{learned:,} of these {counting(photos, 'photo')}"
    return f"{name} has learned from {from_these}: its scores are better here than they would be on new photos."

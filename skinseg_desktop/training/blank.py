"""Masks without a border, empty or all lesion: some may be meant, many are a slip in how masks were written."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import cv2

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.evaluation.ahead import ahead
from skinseg_desktop.imaging import read_mask, shown
from skinseg_desktop.inference.devices import cores
from skinseg_desktop.training.samples import Sample

_WORKERS = 4
#: The two ways of having no border, as a sentence calls them.
EMPTY, ALL_LESION = "empty", "all lesion"


def blank_of(sample: Sample) -> str:
    """EMPTY or ALL_LESION; nothing for a mask with a border, or one that cannot be read (its loading says so)."""
    try:
        mask = read_mask(sample.mask).mask
    except UserError:
        return ""
    lesion = cv2.countNonZero(mask)
    return EMPTY if not lesion else ALL_LESION if lesion == mask.size else ""


def blank_masks(samples: Sequence[Sample]) -> Work[tuple[str, ...]]:
    """Read every mask, and say in a sentence each how many are empty and how many all lesion."""
    keys: dict[str, list[str]] = {EMPTY: [], ALL_LESION: []}
    with contextlib.closing(ahead(blank_of, samples, workers=min(_WORKERS, cores()), waiting=64)) as found:
        for done, (sample, what) in enumerate(zip(samples, found, strict=True), start=1):
            if what:
                keys[what].append(sample.key)
            yield Progress(done, len(samples), sample.key, "looking at the masks" if done == 1 else "")
    total = len(samples)
    told = []
    # Whole sentences, since the window says them in other languages.
    for those, one, several in (
        (keys[EMPTY], "One of {} masks is empty: {}.", "{} of {} masks are empty, such as {}."),
        (keys[ALL_LESION], "One of {} masks is all lesion: {}.", "{} of {} masks are all lesion, such as {}."),
    ):
        if those:
            first = shown(those[0])
            told.append(one.format(total, first) if len(those) == 1 else several.format(len(those), total, first))
    return tuple(told)

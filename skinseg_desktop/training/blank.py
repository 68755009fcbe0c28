"""Masks that may be none: without a border, or pictures. Some are meant, many are a slip in how masks were written."""

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
#: The two ways of having no border, and a picture of colours, as photos and overlays are.
EMPTY, ALL_LESION, PICTURE = "empty", "all lesion", "a colour picture"


def blank_of(sample: Sample) -> str:
    """EMPTY, ALL_LESION or PICTURE; nothing for any other mask, or one that cannot be read (its loading says so)."""
    try:
        file = read_mask(sample.mask)
    except UserError:
        return ""
    mask = file.mask
    if file.is_picture:
        return PICTURE
    lesion = cv2.countNonZero(mask)
    return EMPTY if not lesion else ALL_LESION if lesion == mask.size else ""


def blank_masks(samples: Sequence[Sample]) -> Work[tuple[str, ...]]:
    """Read every mask, and say in a sentence each how many are empty, how many all lesion, and how many a picture."""
    keys: dict[str, list[str]] = {EMPTY: [], ALL_LESION: [], PICTURE: []}
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
        (
            keys[PICTURE],
            "One of {} masks is a colour picture of many tones, as photos and overlays are: {}. Is it a mask?",
            "{} of {} masks are colour pictures of many tones, as photos and overlays are, such as {}. Are they masks?",
        ),
    ):
        if those:
            first = shown(those[0])
            told.append(one.format(total, first) if len(those) == 1 else several.format(len(those), total, first))
    return tuple(told)

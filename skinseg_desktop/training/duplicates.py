"""Look-alikes: photos that are copies of each other, or so alike that one in training gives the other in the test away.

Two photos look alike where the grey thumbnails of their centre squares correlate by more than 0.985, or by more than
0.96 while their 64-bit difference hashes (Krawetz 2013) differ in 4 bits at most. The hash alone would not do:
dermoscopic photos are dark blobs in the middle of a bright field, and most pairs within 4 bits show two lesions.
``docs/splits.md`` has the figures. Copies that are mirrored, turned, or cropped by more than a little are not found.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.errors import PhotoError
from skinseg_desktop.core.progress import Progress
from skinseg_desktop.evaluation.ahead import ahead
from skinseg_desktop.imaging.thumbnail import thumbnail
from skinseg_desktop.inference.devices import cores
from skinseg_desktop.training.samples import Sample
from skinseg_desktop.training.ties import Groups

#: Photos whose thumbnails correlate by more than this look alike ...
CORRELATION = 0.985
#: ... or by more than this, if their hashes differ in at most so many of 64 bits.
CORRELATION_WITH_HASH, HASH_BITS = 0.96, 4
#: The side of the thumbnail that is correlated.
THUMB = 16
#: Photos are decoded no larger than is needed for a longer side of this.
_DECODED = 128
_WORKERS = 4
#: Photos compared with all others at once: 20 MB for 10,000.
_CHUNK = 512


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The difference hash of a photo's centre square, and its thumbnail as a vector of mean 0 and length 1."""

    hash: int
    thumb: NDArray[np.float32]


def near_duplicates(samples: Sequence[Sample]) -> Generator[Progress, None, tuple[tuple[int, ...], ...]]:
    """Groups of positions whose photos look alike, by way of others too; those of one photo are left out.

    A photo that cannot be read looks like none; a note says so.
    """
    prints: list[Fingerprint | str] = []
    with contextlib.closing(ahead(_read, samples, workers=min(_WORKERS, cores()), waiting=64)) as reading:
        for sample, found in zip(samples, reading, strict=True):
            prints.append(found)
            note = f"{sample.key} is compared with no other photo: {found}" if isinstance(found, str) else ""
            yield Progress(len(prints), len(samples), sample.key, note)
    readable = [i for i, found in enumerate(prints) if not isinstance(found, str)]
    groups = Groups(len(samples))
    compared = [found for found in prints if not isinstance(found, str)]
    for pairs in alike_pairs(compared):
        for a, b in pairs.tolist():
            groups.join(readable[a], readable[b])
        yield Progress(len(samples), len(samples))
    return tuple(tuple(group) for group in groups.all() if len(group) > 1)


def fingerprint(pixels: NDArray[np.uint8]) -> Fingerprint:
    """The fingerprint of an RGB picture ``uint8[h, w, 3]``."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    square = grey[top : top + side, left : left + side]
    small = cv2.resize(square, (9, 8), interpolation=cv2.INTER_AREA)
    bits = np.packbits((small[:, 1:] > small[:, :-1]).reshape(-1))
    thumb = np.asarray(cv2.resize(square, (THUMB, THUMB), interpolation=cv2.INTER_AREA), np.float32).reshape(-1)
    thumb = thumb - thumb.mean()
    # A photo of one colour correlates with nothing.
    thumb = np.asarray(thumb / max(float(np.linalg.norm(thumb)), 1e-6), np.float32)
    return Fingerprint(int.from_bytes(bits.tobytes(), "big"), thumb)


def alike_pairs(prints: Sequence[Fingerprint]) -> Iterator[NDArray[np.int64]]:
    """The pairs of positions that look alike, ``int64[n, 2]``, a chunk of photos after the other."""
    if not prints:
        return
    hashes = np.array([found.hash for found in prints], np.uint64)
    thumbs = np.stack([found.thumb for found in prints])
    for first in range(0, len(prints), _CHUNK):
        correlation = thumbs[first : first + _CHUNK] @ thumbs[first:].T
        # Half of each square at the diagonal is the other half again.
        a, b = np.nonzero(np.triu(correlation > CORRELATION_WITH_HASH, 1))
        near = np.bitwise_count(hashes[first + a] ^ hashes[first + b]) <= HASH_BITS
        alike = near | (correlation[a, b] > CORRELATION)
        yield np.stack([first + a[alike], first + b[alike]], axis=1)


def _read(sample: Sample) -> Fingerprint | str:
    try:
        return fingerprint(thumbnail(sample.photo, _DECODED))
    except PhotoError as error:
        return error.what

"""The photos of a data set in memory: each decoded once, kept at the size that training sees, with its soft mask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.imaging import read_mask, read_photo
from skinseg_desktop.inference.preprocess import RESIZERS
from skinseg_desktop.training.samples import Sample

Pixels = NDArray[np.uint8]

#: A photo is kept with its longest side this many times the network's side: more is not seen even when zoomed in.
KEPT = 1.5
#: ... and at these scales of that; the warp reads the one nearest its own, so that it neither aliases nor blurs.
LEVELS = (1.0, 0.71, 0.5)


@dataclass(frozen=True, slots=True)
class TrainingPhoto:
    """A photo with its soft mask (0..255) at each of LEVELS; the lesion's box (x, y, width, height) at the first."""

    whole: bool
    levels: tuple[tuple[Pixels, Pixels], ...]
    box: Sequence[int]

    @property
    def bytes(self) -> int:
        """What it takes in memory."""
        return sum(pixels.nbytes + mask.nbytes for pixels, mask in self.levels)


@dataclass(frozen=True, slots=True)
class Fault:
    """A pair that could not be used, and why."""

    key: str
    reason: str


def read_pair(sample: Sample) -> tuple[Pixels, Pixels]:
    """The photo, RGB ``uint8[H, W, 3]``, and its mask, ``uint8[H, W]`` of 0 and 1. Raises UserError."""
    pixels = read_photo(sample.photo).pixels
    mask = read_mask(sample.mask).mask
    if pixels.shape[:2] != mask.shape:
        raise UserError(
            f"{sample.key}: the photo has {pixels.shape[1]} x {pixels.shape[0]} pixels, its mask {mask.shape[1]} x "
            f"{mask.shape[0]}."
        )
    return pixels, mask


def squashed(pixels: Pixels, mask: Pixels, size: int, resize: str) -> TrainingPhoto:
    """Keep a photo only as the network sees it, squashed to ``size`` x ``size``: for a training that moves nothing."""
    small = tuple(RESIZERS[resize](picture, size, size) for picture in (pixels, mask * np.uint8(255)))
    return TrainingPhoto(True, ((small[0], small[1]),), (0, 0, size, size))


def prepare(pixels: Pixels, mask: Pixels, size: int, whole: bool) -> TrainingPhoto:
    """Keep a photo at each of LEVELS for a network of ``size`` pixels a side."""
    first = min(1.0, KEPT * size / max(mask.shape))
    levels = tuple((shrink(pixels, first * level), shrink(mask * np.uint8(255), first * level)) for level in LEVELS)
    return TrainingPhoto(whole, levels, cv2.boundingRect((levels[0][1] > 127).astype(np.uint8)))


class PhotoSet:
    """Training photos by number; those beyond the memory's budget are decoded each time they are asked for.

    ``squash`` names a way to resize: then photos are kept as the network sees them, for a training without geometry.
    """

    def __init__(
        self, samples: Sequence[Sample], size: int, *, budget: int, crops: Sequence[str] = (), squash: str = ""
    ) -> None:
        self.samples = list(samples)
        #: How many photos do not fit into ``budget`` bytes.
        self.decoded_each_time = 0
        self._size, self._crops, self._budget, self._squash = size, frozenset(crops), budget, squash
        self._kept: list[TrainingPhoto | None] = []

    def __len__(self) -> int:
        return len(self.samples)

    def load(self) -> Work[tuple[Fault, ...]]:
        """Decode every photo once; those that cannot be used are left out of the set and given back with the reason."""
        used: list[Sample] = []
        faults: list[Fault] = []
        held = 0
        for number, sample in enumerate(self.samples, 1):
            try:
                photo = self._read(sample)
            except UserError as error:
                faults.append(Fault(sample.key, error.what))
            else:
                used.append(sample)
                held += photo.bytes
                fits = held <= self._budget
                self._kept.append(photo if fits else None)
                self.decoded_each_time += not fits
            yield Progress(number, len(self.samples), sample.key)
        self.samples = used
        return tuple(faults)

    def __getitem__(self, number: int) -> TrainingPhoto:
        """A photo; raises UserError where it has to be decoded anew and is gone or broken since."""
        photo = self._kept[number]
        if photo is not None:
            return photo
        return self._read(self.samples[number])

    def _read(self, sample: Sample) -> TrainingPhoto:
        pixels, mask = read_pair(sample)
        if self._squash:
            return squashed(pixels, mask, self._size, self._squash)
        return prepare(pixels, mask, self._size, sample.data not in self._crops)


def shrink(pixels: Pixels, factor: float) -> Pixels:
    """Shrink by area averaging; masks become soft at the border."""
    height, width = pixels.shape[:2]
    size = max(round(width * factor), 1), max(round(height * factor), 1)
    return pixels if factor >= 1 else as_pixels(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def as_pixels(array: NDArray[Any]) -> Pixels:
    """Tell the type checker what OpenCV's stubs do not."""
    return array.astype(np.uint8, copy=False)

"""Scores of a network during training: on the held-out photos, per image at native size, by the program's own rules."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.metrics import FAILED_BELOW, Confusion, confusion, dice, iou
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.imaging import encode_rgb
from skinseg_desktop.inference.cleanup import clean
from skinseg_desktop.inference.preprocess import RESIZERS
from skinseg_desktop.inference.probability import ProbabilityMap
from skinseg_desktop.training.losses import Loss
from skinseg_desktop.training.photos import Fault, Pixels, read_pair
from skinseg_desktop.training.samples import Sample
from skinseg_desktop.zoo import InputRule

#: The side of a picture in the strip of validation photos.
STRIP_SIDE = 192
#: How many photos are looked at together.
TOGETHER = 8
#: The outlines of the strip: the reference's and the network's, in RGB (Okabe and Ito's orange and sky blue).
REFERENCE_COLOUR, MASK_COLOUR = (230, 159, 0), (86, 180, 233)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A held-out photo as the network sees it, ``uint8[h, w, 3]``, and its mask at native size, packed to bits."""

    key: str
    small: Pixels
    bits: NDArray[np.uint8]
    width: int
    height: int
    soft: Pixels

    @property
    def mask(self) -> Pixels:
        """The reference, ``uint8[H, W]`` of 0 and 1."""
        return np.unpackbits(self.bits, count=self.width * self.height).reshape(self.height, self.width)


def load_held_out(samples: Sequence[Sample], rule: InputRule) -> Work[tuple[tuple[HeldOut, ...], tuple[Fault, ...]]]:
    """Decode the held-out photos once; those that cannot be used are given back with the reason."""
    photos: list[HeldOut] = []
    faults: list[Fault] = []
    resize = RESIZERS[rule.resize]
    for number, sample in enumerate(samples, 1):
        try:
            pixels, mask = read_pair(sample)
        except UserError as error:
            faults.append(Fault(sample.key, error.what))
        else:
            small = resize(pixels, rule.width, rule.height)
            soft = resize(mask * np.uint8(255), rule.width, rule.height)
            height, width = mask.shape
            photos.append(HeldOut(sample.key, small, np.packbits(mask), width, height, soft))
        yield Progress(number, len(samples), sample.key)
    return tuple(photos), tuple(faults)


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over held-out photos; ``pooled_dice`` is the seed's: pooled over batches of 8 at the network's side."""

    n: int
    loss: float
    dice: float
    iou: float
    failed: float
    pooled_dice: float


@dataclass(frozen=True, slots=True)
class PhotoScore:
    """What is added up of one photo; picklable, so that ranks can exchange it."""

    number: int
    loss: float
    counted: Confusion
    small: tuple[int, int, int]


class Validation:
    """The held-out photos, and the network's input rule, loss and clean-up."""

    def __init__(self, photos: Sequence[HeldOut], rule: InputRule, loss: Loss, cleanup: Sequence[str]) -> None:
        self.photos = tuple(photos)
        self._rule, self._loss, self._cleanup = rule, loss, tuple(cleanup)

    def measure(self, net: nn.Module, device: torch.device, rank: int = 0, ranks: int = 1) -> Work[list[PhotoScore]]:
        """Score the photos that are this rank's. The network is put back into training afterwards as it was."""
        scored: list[PhotoScore] = []
        mine = range(rank, len(self.photos), ranks)
        with contextlib.closing(self._logits(net, device, mine)) as answers:
            for numbers, logits in answers:
                for number, answer in zip(numbers, logits, strict=True):
                    photo = self.photos[number]
                    target = torch.tensor(photo.soft)[None, None].float() / 255  # a copy: the cache's own is read-only
                    loss = float(self._loss(answer[None], target))
                    hit, truth = answer[0].numpy() > 0, photo.soft > 127
                    small = int((hit & truth).sum()), int(hit.sum()), int(truth.sum())
                    mask = self._mask(answer[0].numpy(), photo)
                    scored.append(PhotoScore(number, loss, confusion(mask, photo.mask), small))
                yield Progress(len(scored), len(mine))
        return scored

    def mean(self, scored: Sequence[PhotoScore]) -> Scores:
        """The means over all photos."""
        rows = sorted(scored, key=lambda row: row.number)
        overlaps = [iou(row.counted) for row in rows]
        pooled = []
        for first in range(0, len(rows), TOGETHER):
            hit, ours, theirs = (sum(row.small[n] for row in rows[first : first + TOGETHER]) for n in range(3))
            pooled.append(1.0 if ours + theirs == 0 else 2 * hit / (ours + theirs))
        return Scores(
            n=len(rows),
            loss=float(np.mean([row.loss for row in rows])),
            dice=float(np.mean([dice(row.counted) for row in rows])),
            iou=float(np.mean(overlaps)),
            failed=float(np.mean([overlap < FAILED_BELOW for overlap in overlaps])),
            pooled_dice=float(np.mean(pooled)),
        )

    def strip(self, net: nn.Module, device: torch.device, chosen: Sequence[int]) -> bytes:
        """A JPEG of some held-out photos side by side, with the reference's outline and the network's over it."""
        tiles = []
        for numbers, logits in self._logits(net, device, chosen):
            for number, answer in zip(numbers, logits, strict=True):
                photo = self.photos[number]
                scale = STRIP_SIDE / max(photo.width, photo.height)
                size = max(round(photo.width * scale), 1), max(round(photo.height * scale), 1)
                picture = np.asarray(cv2.resize(photo.small, size, interpolation=cv2.INTER_AREA))
                drawn = np.zeros((STRIP_SIDE, STRIP_SIDE, 3), np.uint8)
                for mask, colour in (
                    (photo.mask, REFERENCE_COLOUR),
                    (self._mask(answer[0].numpy(), photo), MASK_COLOUR),
                ):
                    small = cv2.resize(mask, size, interpolation=cv2.INTER_AREA)
                    outline, _ = cv2.findContours(small, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
                    picture = np.asarray(cv2.drawContours(picture, outline, -1, colour, 1))
                top, left = (STRIP_SIDE - size[1]) // 2, (STRIP_SIDE - size[0]) // 2
                drawn[top : top + size[1], left : left + size[0]] = picture
                tiles.append(drawn)
        return encode_rgb(np.hstack(tiles))

    def _mask(self, logits: NDArray[np.float32], photo: HeldOut) -> Pixels:
        return clean(ProbabilityMap(logits, photo.width, photo.height).mask(0.5), self._cleanup)

    def _logits(
        self, net: nn.Module, device: torch.device, numbers: Sequence[int]
    ) -> Generator[tuple[Sequence[int], Tensor], None, None]:
        was = net.training
        net.eval()
        try:
            for first in range(0, len(numbers), TOGETHER):
                some = numbers[first : first + TOGETHER]
                stack = np.stack([self.photos[number].small for number in some])
                with torch.inference_mode():
                    photos = torch.from_numpy(stack).permute(0, 3, 1, 2).to(device)
                    answers = net(normalised(photos, self._rule)).float().cpu()
                yield some, answers
        finally:
            net.train(was)


def normalised(photos: Tensor, rule: InputRule) -> Tensor:
    """Bring ``uint8[N, 3, h, w]`` to what the network takes."""
    mean = torch.tensor(rule.mean, device=photos.device)[:, None, None]
    std = torch.tensor(rule.std, device=photos.device)[:, None, None]
    return (photos.float() / 255 - mean) / std

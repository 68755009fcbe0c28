"""The photos that ``skinseg-lite`` is trained on, and how each is changed every time it is seen.

Augmentation is made for dermoscopic photos: whole frames are squashed as prediction squashes them, lesions are turned,
scaled and sometimes fill the frame, light and white balance change, some lesions are made pale, and hairs, dark
corners, blur, noise and JPEG are added to some.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.imaging import read_mask, read_photo

REPOSITORY = Path(__file__).resolve().parent.parent
WHOLE = ("isic_cc0", "isic_cc0_full")
CROPS = ("isic_cc0_crop512", "isic_cc0_crop320")
#: Photos are kept with this longest side: more is not seen even when the warp zooms in.
CACHED_SIDE = 384
#: Each photo is kept at these scales; the warp reads the one nearest its own, so that it neither aliases nor blurs.
LEVELS = (1.0, 0.71, 0.5)

Pixels = NDArray[np.uint8]
Random = np.random.Generator


@dataclass(frozen=True)
class Photo:
    """A photo with its soft mask (0..255) at each of LEVELS; the lesion's box (x, y, width, height) at the first."""

    whole: bool
    levels: tuple[tuple[Pixels, Pixels], ...]
    box: Sequence[int]


def split_ids(folders: Sequence[str], part: str) -> list[tuple[str, str]]:
    """Return (folder, id) of all photos of a part."""
    splits = REPOSITORY / "models" / "splits"
    return [
        (folder, photo)
        for folder in folders
        for photo in json.loads((splits / f"{folder}.json").read_text(encoding="utf-8"))[part]
    ]


def read_pair(data: Path, folder: str, photo: str) -> tuple[Pixels, Pixels]:
    """Return the photo, RGB ``uint8[H, W, 3]``, and its mask, ``uint8[H, W]`` of 0 and 1."""
    pixels = read_photo(data / folder / "images" / f"{photo}.jpg").pixels
    mask = read_mask(data / folder / "masks" / f"{photo}_segmentation.png").mask
    if pixels.shape[:2] != mask.shape:
        raise ValueError(f"{folder}/{photo}: photo and mask differ in size")
    return pixels, mask


def load_photo(data: Path, folder: str, photo: str) -> Photo:
    """Read a photo and keep it at each of LEVELS."""
    pixels, mask = read_pair(data, folder, photo)
    first = min(1.0, CACHED_SIDE / max(mask.shape))
    levels = tuple((shrink(pixels, first * level), shrink(mask * np.uint8(255), first * level)) for level in LEVELS)
    return Photo(folder in WHOLE, levels, cv2.boundingRect((levels[0][1] > 127).astype(np.uint8)))


def shrink(pixels: Pixels, factor: float) -> Pixels:
    """Shrink by area averaging; masks become soft at the border."""
    height, width = pixels.shape[:2]
    size = max(round(width * factor), 1), max(round(height * factor), 1)
    return pixels if factor >= 1 else as_pixels(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def as_pixels(array: NDArray[Any]) -> Pixels:
    """Tell the type checker what OpenCV's stubs do not."""
    return array.astype(np.uint8, copy=False)


def augment(photo: Photo, size: int, rng: Random) -> tuple[Pixels, Pixels]:
    """Return a changed photo, ``uint8[size, size, 3]``, and its soft mask, ``uint8[size, size]``."""
    pixels, mask = warp(photo, size, rng)
    pixels = recolour(pixels, mask, rng)
    if rng.random() < 0.15:
        pixels = draw_hairs(pixels, rng)
    if rng.random() < 0.12:
        pixels, mask = vignette(pixels, mask, rng)
    if rng.random() < 0.15:
        pixels = as_pixels(cv2.GaussianBlur(pixels, (0, 0), log_uniform(rng, 0.4, 1.8)))
    if rng.random() < 0.2:
        noise = rng.standard_normal(pixels.shape, dtype=np.float32) * rng.uniform(1, 9)
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    if rng.random() < 0.2:
        _, packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 90))])
        pixels = as_pixels(np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR)))
    return pixels, mask


def log_uniform(rng: Random, low: float, high: float) -> float:
    """Draw from low..high, evenly in the logarithm."""
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def warp(photo: Photo, size: int, rng: Random) -> tuple[Pixels, Pixels]:
    """Cut a turned window out of the photo and squash it to a square, as prediction squashes the whole frame."""
    height, width = photo.levels[0][1].shape
    # Prediction sees 4:3 frames most, so most windows have the photo's own shape; a crop stands for its 4:3 frame.
    own = width / height if photo.whole else 4 / 3
    aspect = own * log_uniform(rng, 0.95, 1.05) if rng.random() < 0.6 else log_uniform(rng, 3 / 4, 4 / 3)
    # Crops show the lesion larger than whole frames do, so they are zoomed out further.
    scale = log_uniform(rng, 0.75, 1.5) if photo.whole else log_uniform(rng, 0.6, 1.4)
    area = width * height / scale**2
    centre = np.array([width, height]) * (0.5 + rng.uniform(-0.12, 0.12, 2) / scale)
    x, y, box_width, box_height = photo.box
    if rng.random() < 0.12 and min(box_width, box_height) > 64:
        # Very large lesions are rare and were a weakness: let it fill or exceed the window.
        area = box_width * box_height / log_uniform(rng, 0.7, 1.6) ** 2
        centre = np.array([x, y]) + np.array([box_width, box_height]) * rng.uniform(0.3, 0.7, 2)
    window = np.array([math.sqrt(area * aspect), math.sqrt(area / aspect)])
    # Half of them near upright, as photos reach beyond the frame least there; the other half at any angle.
    upright = rng.random() >= 0.5
    angle = rng.normal(0, 0.14) + math.pi * rng.integers(2) if upright else rng.uniform(0, 2 * math.pi)
    flip = np.array([rng.choice((-1, 1)), 1])
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]) * (window * flip) / size
    step = math.sqrt(area) / size
    level = min(range(len(LEVELS)), key=lambda i: abs(math.log(step * LEVELS[i] / 1.1)))
    pixels, mask = photo.levels[level]
    matrix = np.column_stack([turn, centre - turn @ np.array([size / 2, size / 2])])
    matrix[:, 2] += turn @ np.array([0.5, 0.5])  # pixel centres are at halves, the warp counts them from 0
    matrix *= np.array([[pixels.shape[1] / width], [pixels.shape[0] / height]])
    matrix[:, 2] -= 0.5

    def cut(picture: Pixels) -> Pixels:
        flags, border = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, cv2.BORDER_REFLECT_101
        return as_pixels(cv2.warpAffine(picture, matrix, (size, size), flags=flags, borderMode=border))

    return cut(pixels), cut(mask)


def recolour(pixels: Pixels, mask: Pixels, rng: Random) -> Pixels:
    """Change light, white balance, contrast, saturation and hue; sometimes pull all colours to the skin's (pale)."""
    ramp = np.linspace(0, 1, 256)
    gain = math.exp(rng.normal(0, 0.1)) * np.exp(rng.normal(0, 0.07, 3))
    gamma = math.exp(rng.normal(0, 0.18))
    shift = rng.normal(0, 0.04, 3) if rng.random() < 0.3 else 0
    table = np.clip(gain * ramp[:, None] ** gamma + shift, 0, 1)
    pixels = as_pixels(cv2.LUT(pixels, np.round(255 * table).astype(np.uint8)[None]))
    outside = pixels[::8, ::8][mask[::8, ::8] < 64]
    seen = outside if len(outside) > 16 else pixels[::8, ::8].reshape(-1, 3)
    saturation = rng.uniform(0.6, 1.4) if rng.random() < 0.97 else 0.0
    hue = rng.normal(0, 0.06)
    cross = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / math.sqrt(3)
    rotation = math.cos(hue) * np.eye(3) + (1 - math.cos(hue)) * np.full((3, 3), 1 / 3) + math.sin(hue) * cross
    grey = np.tile(np.array([0.299, 0.587, 0.114]), (3, 1))
    colour = rotation @ (saturation * np.eye(3) + (1 - saturation) * grey)
    skin = colour @ np.median(seen, axis=0)
    pale = rng.random() < 0.3  # pale, pink lesions were a weakness
    contrast = rng.uniform(0.35, 0.85) if pale else log_uniform(rng, 0.8, 1.25)
    return as_pixels(cv2.transform(pixels, np.column_stack([contrast * colour, (1 - contrast) * skin])))


def draw_hairs(pixels: Pixels, rng: Random) -> Pixels:
    """Draw thin dark curves over the photo."""
    size = pixels.shape[0]
    drawn = pixels.copy()
    along = np.linspace(0, 1, 24)[:, None]
    shade = rng.uniform(10, 70)
    for _ in range(rng.integers(4, 25)):
        start = rng.uniform(0, size, 2)
        angle, length = rng.uniform(0, 2 * math.pi), rng.uniform(0.15, 0.7) * size
        end = start + length * np.array([math.cos(angle), math.sin(angle)])
        bend = (start + end) / 2 + rng.normal(0, 0.12 * length, 2)
        curve = (1 - along) ** 2 * start + 2 * along * (1 - along) * bend + along**2 * end
        tone = np.clip(shade * np.array([1.1, 0.9, 0.8]) + rng.normal(0, 8), 0, 255).tolist()
        cv2.polylines(drawn, [np.round(curve * 8).astype(np.int32)], False, tone, 1, cv2.LINE_AA, shift=3)
    strength = float(rng.uniform(0.5, 1.0))
    return as_pixels(cv2.addWeighted(drawn, strength, pixels, 1 - strength, 0))


def vignette(pixels: Pixels, mask: Pixels, rng: Random) -> tuple[Pixels, Pixels]:
    """Darken the corners as the round edge of a dermatoscope does; what is black is no lesion."""
    size = pixels.shape[0]
    y, x = (np.mgrid[:size, :size] + 0.5) / size - 0.5
    offset = rng.normal(0, 0.03, 2)
    radius = np.hypot(x - offset[0], (y - offset[1]) * log_uniform(rng, 0.75, 1.1))
    light = np.clip((rng.uniform(0.47, 0.68) - radius) / log_uniform(rng, 0.01, 0.15), 0, 1).astype(np.float32)
    floor = rng.uniform(0, 0.12)
    dark = (pixels * (floor + (1 - floor) * light[..., None])).astype(np.uint8)
    return dark, np.where(light > 0.15, mask, 0).astype(np.uint8)

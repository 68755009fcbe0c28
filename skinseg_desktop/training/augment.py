"""How a photo is changed each time it is seen in training. For dermoscopic photos; a function of its own generator.

Whole frames are squashed as prediction squashes them; lesions are turned, mirrored, scaled and sometimes fill the frame
(``geometry``); light, white balance, contrast, saturation and hue change (``colour``); some lesions are made ``pale``;
``hairs``, ``rulers``, dark ``corners``, ``blur``, ``noise`` and ``jpeg`` are added to some.
"""

from __future__ import annotations

import math
from collections.abc import Collection

import cv2
import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.inference.preprocess import area
from skinseg_desktop.training.photos import LEVELS, Pixels, TrainingPhoto, as_pixels

Random = np.random.Generator
#: The share of photos that are made pale, and what is left of their contrast: pale, pink lesions were a weakness.
PALE, FADED = 0.3, (0.35, 0.85)


def augment(photo: TrainingPhoto, size: int, rng: Random, groups: Collection[str]) -> tuple[Pixels, Pixels]:
    """Return a changed photo, ``uint8[size, size, 3]``, and its soft mask, ``uint8[size, size]``.

    ``groups`` are of ``store.recipe.AUGMENTATIONS``; without ``geometry`` the photo is squashed as for prediction.
    """
    if "geometry" in groups:
        pixels, mask = warp(photo, size, rng)
    else:
        pixels, mask = (area(picture, size, size) for picture in photo.levels[0])
    if "colour" in groups:
        pixels = recolour(pixels, mask, rng, "pale" in groups)
    elif "pale" in groups and rng.random() < PALE:
        pixels = _towards(_skin(pixels, mask), pixels, np.eye(3), rng.uniform(*FADED))
    if "hairs" in groups and rng.random() < 0.15:
        pixels = draw_hairs(pixels, rng)
    if "rulers" in groups and rng.random() < 0.06:
        pixels = draw_ruler(pixels, rng)
    if "corners" in groups and rng.random() < 0.12:
        pixels, mask = vignette(pixels, mask, rng)
    if "blur" in groups and rng.random() < 0.15:
        pixels = as_pixels(cv2.GaussianBlur(pixels, (0, 0), log_uniform(rng, 0.4, 1.8)))
    if "noise" in groups and rng.random() < 0.2:
        noise = rng.standard_normal(pixels.shape, dtype=np.float32) * rng.uniform(1, 9)
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    if "jpeg" in groups and rng.random() < 0.2:
        # OpenCV's encoder takes BGR, and JPEG is coarser in blue than in green.
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 90))]
        _, packed = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), quality)
        pixels = as_pixels(np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR_RGB)))
    return pixels, mask


def log_uniform(rng: Random, low: float, high: float) -> float:
    """Draw from low..high, evenly in the logarithm."""
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def warp(photo: TrainingPhoto, size: int, rng: Random) -> tuple[Pixels, Pixels]:
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


def recolour(pixels: Pixels, mask: Pixels, rng: Random, some_pale: bool) -> Pixels:
    """Change light, white balance, contrast, saturation and hue; sometimes pull all colours to the skin's (pale)."""
    ramp = np.linspace(0, 1, 256)
    gain = math.exp(rng.normal(0, 0.1)) * np.exp(rng.normal(0, 0.07, 3))
    gamma = math.exp(rng.normal(0, 0.18))
    shift = rng.normal(0, 0.04, 3) if rng.random() < 0.3 else 0
    table = np.clip(gain * ramp[:, None] ** gamma + shift, 0, 1)
    pixels = as_pixels(cv2.LUT(pixels, np.round(255 * table).astype(np.uint8)[None]))
    saturation = rng.uniform(0.6, 1.4) if rng.random() < 0.97 else 0.0
    hue = rng.normal(0, 0.06)
    cross = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / math.sqrt(3)
    rotation = math.cos(hue) * np.eye(3) + (1 - math.cos(hue)) * np.full((3, 3), 1 / 3) + math.sin(hue) * cross
    grey = np.tile(np.array([0.299, 0.587, 0.114]), (3, 1))
    colour = rotation @ (saturation * np.eye(3) + (1 - saturation) * grey)
    pale = some_pale and rng.random() < PALE
    contrast = rng.uniform(*FADED) if pale else log_uniform(rng, 0.8, 1.25)
    return _towards(_skin(pixels, mask), pixels, colour, contrast)


def _skin(pixels: Pixels, mask: Pixels) -> NDArray[np.float64]:
    """The colour around the lesion."""
    outside = pixels[::8, ::8][mask[::8, ::8] < 64]
    seen = outside if len(outside) > 16 else pixels[::8, ::8].reshape(-1, 3)
    skin: NDArray[np.float64] = np.median(seen, axis=0)
    return skin


def _towards(skin: NDArray[np.float64], pixels: Pixels, colour: NDArray[np.float64], contrast: float) -> Pixels:
    """Turn all colours by a matrix, and bring them nearer to the skin's, or farther from it."""
    return as_pixels(cv2.transform(pixels, np.column_stack([contrast * colour, (1 - contrast) * (colour @ skin)])))


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


def draw_ruler(pixels: Pixels, rng: Random) -> Pixels:
    """Draw the marks of a millimetre scale along one side."""
    size = pixels.shape[0]
    drawn = pixels.copy()
    angle = rng.choice((0.0, math.pi / 2)) + rng.normal(0, 0.05)
    along = np.array([math.cos(angle), math.sin(angle)])
    across = np.array([-along[1], along[0]])
    start = np.array([size / 2, size / 2]) + across * rng.choice((-1, 1)) * rng.uniform(0.3, 0.46) * size
    gap, tone = rng.uniform(0.015, 0.04) * size, rng.choice((rng.uniform(0, 60), rng.uniform(190, 255)))
    for number in range(-int(size / gap), int(size / gap) + 1):
        foot = start + along * gap * number
        tip = foot + across * gap * (2.2 if number % 5 == 0 else 1.2)
        ends = [tuple(int(v) for v in np.round(point * 8)) for point in (foot, tip)]
        cv2.line(drawn, ends[0], ends[1], (tone, tone, tone), 1, cv2.LINE_AA, shift=3)
    strength = float(rng.uniform(0.5, 0.95))
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

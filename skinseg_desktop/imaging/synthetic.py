"""Synthetic photos for load tests: skin, one lesion with its exact mask, hairs, a vignette. No photo to learn from."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray


def lesion(seed: int, index: int, width: int = 600, height: int = 450) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Make photo ``uint8[height, width, 3]`` and mask ``uint8[height, width]`` of 0 and 1, from the arguments alone."""
    random = np.random.default_rng([seed, index])
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    side = min(width, height)

    # The border: a circle whose radius waves, more gently the finer the wave.
    centre = np.array([width, height]) / 2 + random.uniform(-0.08, 0.08, 2) * side
    dx, dy = x - np.float32(centre[0]), y - np.float32(centre[1])
    stretch = random.uniform(0.75, 1.0)
    angle, distance = np.arctan2(dy, dx * np.float32(stretch)), np.hypot(dx * np.float32(stretch), dy)
    radius = np.full_like(angle, side * random.uniform(0.12, 0.34))
    base = radius.copy()
    for wave in range(2, 9):
        amount, phase = random.uniform(0, 0.22 / wave), random.uniform(0, 2 * np.pi)
        radius += base * np.float32(amount) * np.sin(wave * angle + np.float32(phase))
    mask = (distance < radius).astype(np.uint8)

    skin = np.array(random.uniform((205, 150, 125), (240, 190, 170)), np.float32)
    dark, light = np.array([[70, 42, 34], [165, 105, 85]], np.float32)
    pigment = dark + (light - dark) * random.random(dtype=np.float32) + random.uniform(-8, 8, 3).astype(np.float32)
    softness = side * random.uniform(0.008, 0.03)
    inside = 1 / (1 + np.exp(np.clip((distance - radius) / np.float32(softness), -30, 30)))
    inside *= 0.8 + 0.2 * _clouds(random, width, height, side / 12)
    photo = skin + (pigment - skin) * inside[..., None]
    photo += (6 * _clouds(random, width, height, side / 5) + 4 * _clouds(random, width, height, side / 60))[..., None]

    away = np.hypot((x - width / 2) / (width / 2), (y - height / 2) / (height / 2))
    photo *= (1 - np.float32(random.uniform(0.1, 0.35)) * np.clip(away - 0.5, 0, 1) ** 2)[..., None]
    picture = np.clip(photo, 0, 255).astype(np.uint8)
    for _ in range(random.integers(0, 12)):
        ends = random.uniform(0, 1, (3, 2)) * (width, height)
        t = np.linspace(0, 1, 40)[:, None]
        hair = (1 - t) ** 2 * ends[0] + 2 * t * (1 - t) * ends[1] + t**2 * ends[2]
        cv2.polylines(picture, [hair.astype(np.int32)], False, (55, 40, 35), max(1, side // 300), cv2.LINE_AA)
    noise = random.normal(0, 2, picture.shape).astype(np.float32)
    return np.clip(picture + noise, 0, 255).astype(np.uint8), mask


def _clouds(random: np.random.Generator, width: int, height: int, size: float) -> NDArray[np.float32]:
    """Smooth noise of about -1..1 with clouds of ``size`` pixels."""
    cells = random.uniform(-1, 1, (max(2, round(height / size)), max(2, round(width / size)))).astype(np.float32)
    return np.asarray(cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)

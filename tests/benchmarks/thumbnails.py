#!/usr/bin/env python3
"""Measures thumbnails of 600 x 450 photos at 160 px, a second: ours made anew, ours from the cache, Pillow's draft.

    SKINSEG_DATA=/data python tests/benchmarks/thumbnails.py

The sides alternate inside each round, and medians over the rounds are given. The files are in the system's cache.
"Unpacking alone" is the least that any user of libjpeg does: grey, an eighth of the size, not resized, not checked.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from skinseg_desktop.imaging.thumbnail import ThumbnailCache, thumbnail

SIDE = 160
SIDES = ("Pillow draft", "ours, made anew", "ours, made anew and kept", "ours, from the cache", "unpacking alone")


@dataclass(frozen=True, slots=True)
class Figure:
    """Thumbnails a second, median of the rounds, and the median of the rounds' own ratios to Pillow's draft mode."""

    side: str
    threads: int
    a_second: float
    to_pillow: float


def pillow_draft(path: Path) -> object:
    """A thumbnail as Pillow's documentation makes it; ``thumbnail`` sets the draft mode."""
    with Image.open(path) as image:
        image.draft("RGB", (SIDE, SIDE))
        image.thumbnail((SIDE, SIDE))
        return np.asarray(image)


def unpacking_alone(path: Path) -> object:
    """What the compressed data costs whatever becomes of it."""
    return cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8)


def measure(photos: Sequence[Path], rounds: int = 7) -> list[Figure]:
    """Thumbnails a second of these photos, with one thread and with two."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    speeds: dict[tuple[str, int], list[float]] = {(s, n): [] for s in SIDES for n in (1, 2)}
    try:
        with tempfile.TemporaryDirectory() as folder:
            full = ThumbnailCache(Path(folder) / "full")
            for path in photos:
                pillow_draft(path)
                full.get(path, SIDE)
            for turn in range(rounds):
                for threads in (1, 2):
                    empty = ThumbnailCache(Path(folder) / f"{turn}-{threads}")
                    ways: tuple[Callable[[Path], object], ...] = (
                        pillow_draft,
                        lambda path: thumbnail(path, SIDE),
                        lambda path, cache=empty: cache.get(path, SIDE),  # type: ignore[misc]
                        lambda path: full.get(path, SIDE),
                        unpacking_alone,
                    )
                    for side, way in zip(SIDES, ways, strict=True):
                        speeds[side, threads].append(_a_second(way, photos, threads))
                    empty.close()
            full.close()
    finally:
        cv2.setNumThreads(before)
    return [
        Figure(
            side,
            threads,
            statistics.median(found),
            statistics.median(a / b for a, b in zip(found, speeds[SIDES[0], threads], strict=True)),
        )
        for (side, threads), found in speeds.items()
    ]


def _a_second(way: Callable[[Path], object], photos: Sequence[Path], threads: int) -> float:
    with ThreadPoolExecutor(threads) as pool:
        begin = time.perf_counter()
        for _ in pool.map(way, photos):
            pass
        return len(photos) / (time.perf_counter() - begin)


def main() -> None:
    """Print the table."""
    photos = sorted((Path(os.environ["SKINSEG_DATA"]) / "ham10000_native" / "images").glob("*.jpg"))
    print(f"| {len(photos)} photos, {SIDE} px | threads | a second | to Pillow's draft |\n|---|---|---|---|")
    for f in measure(photos):
        print(f"| {f.side} | {f.threads} | {f.a_second:,.0f} | {f.to_pillow:.2f} |")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measures the frozen program beside the source run, in turn, and prints a table.

    SKINSEG_DATA=/data python tests/benchmarks/bundle.py BUNDLE [PART ...] [--source PYTHON] [--rounds 5] [--photos 200]

Parts: version, start, predict; all without any. BUNDLE is the folder with both programs, PYTHON the one of an
environment with the same packages (build/build-environment; default: the one that runs this). Needs Xvfb and openbox.
A start's first round, in which the disk is read, is not counted.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from benchmark import photos_600x450, table, timed
from numpy.typing import NDArray
from window_screen import Screen

Row = tuple[str, str, str, str, str]
SIDES = ("frozen", "source")
#: Seconds after which a started window changes no more, and the share of the screen that may still differ (a cursor).
SETTLED, SHARE = 4.0, 0.005


class Bench:
    """Both programs, each with a home of its own."""

    def __init__(self, bundle: Path, python: Path, work: Path, photos: Sequence[Path], rounds: int) -> None:
        self.work, self.photos, self.rounds = work, photos, rounds
        self.consoles = {"frozen": [str(bundle / "skinseg")], "source": [str(python), "-m", "skinseg_desktop"]}
        self.windows = {
            "frozen": [str(bundle / "skinseg-desktop")],
            "source": [str(python), "-m", "skinseg_desktop.window.start"],
        }

    def environment(self, side: str, **more: str) -> dict[str, str]:
        """The variables of a side: nobody's settings are read or changed."""
        home = self.work / f"home-{side}"
        home.mkdir(exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "QT_", "SKINSEG_", "PYTHON"))}
        return {**kept, "HOME": str(home), **more}

    def medians(self, runs: dict[str, list[float]]) -> tuple[float, float]:
        """Those of frozen and source."""
        frozen, source = (statistics.median(runs[side]) for side in SIDES)
        return frozen, source


def version(bench: Bench) -> list[Row]:
    """``skinseg --version``, from process start to its end."""
    runs: dict[str, list[float]] = {side: [] for side in SIDES}
    for turn in range(bench.rounds + 1):
        for side, found in runs.items():
            began = time.perf_counter()
            command = [*bench.consoles[side], "--version"]
            subprocess.run(command, env=bench.environment(side), stdout=subprocess.DEVNULL, check=True)
            if turn:
                found.append(time.perf_counter() - began)
    frozen, source = bench.medians(runs)
    most = max(runs["frozen"])
    mark = f"<= 0.5 s: {_verdict(frozen, 0.5)}"
    return [("skinseg --version", f"{frozen:.2f} s (most: {most:.2f} s)", f"source: {source:.2f} s", "", mark)]


def start(bench: Bench) -> list[Row]:
    """Process start to the picture that stays on the screen, without a folder and with one of predicted photos."""
    folder = bench.work / "few"
    folder.mkdir()
    for photo in bench.photos[:12]:
        shutil.copy(photo, folder)
    rows = []
    for title, arguments in (("start to the window", []), ("start to the first photo with its mask", [str(folder)])):
        runs: dict[str, list[float]] = {side: [] for side in SIDES}
        for turn in range(bench.rounds + 1):
            for side, found in runs.items():
                seconds = _started(bench, side, arguments)
                if turn:
                    found.append(seconds)
        frozen, source = bench.medians(runs)
        mark = f"<= 1.3x: {_verdict(frozen / source, 1.3)}"
        rows.append((title, f"{frozen:.2f} s", f"source: {source:.2f} s", f"{frozen / source:.2f}x", mark))
    return rows


def predict(bench: Bench) -> list[Row]:
    """``skinseg predict`` of a folder, and whether the masks are the same files."""
    folder = bench.work / "photos"
    folder.mkdir()
    for photo in bench.photos:
        shutil.copy(photo, folder)
    runs: dict[str, list[float]] = {side: [] for side in SIDES}
    hashes: dict[str, dict[str, str]] = {}
    for turn in range(bench.rounds + 1):
        # Who comes first changes: what warms up or slows down meanwhile is nobody's.
        for side in SIDES if turn % 2 else SIDES[::-1]:
            out = bench.work / f"out-{side}"
            shutil.rmtree(out, ignore_errors=True)
            command = [*bench.consoles[side], "predict", str(folder), "-o", str(out)]
            seconds, _ = timed(["env", "-i", *(f"{k}={v}" for k, v in bench.environment(side).items()), *command])
            if turn:
                runs[side].append(seconds)
            hashes[side] = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (out / "masks").iterdir()}
    frozen, source = bench.medians(runs)
    same = sum(hashes["source"].get(name) == digest for name, digest in hashes["frozen"].items())
    count, alike = len(hashes["source"]), same == len(hashes["source"]) == len(hashes["frozen"])
    mark = f"<= 1.05x: {_verdict(frozen / source, 1.05)}"
    return [
        (f"skinseg predict, {len(bench.photos)} photos", f"{frozen:.2f} s", f"source: {source:.2f} s",
         f"{frozen / source:.2f}x", mark),
        ("... masks that are the same, byte for byte", f"{same} of {count}", "", "",
         f"all: {'met' if alike else '**missed**'}"),
    ]  # fmt: skip


PARTS = {"version": version, "start": start, "predict": predict}


def _started(bench: Bench, side: str, arguments: Sequence[str]) -> float:
    """Seconds from the start of a window to the picture that it still shows later."""
    with Screen() as screen:
        own = bench.environment(side, DISPLAY=screen.display, QT_QPA_PLATFORM="xcb")
        time.sleep(0.5)  # the window manager comes
        seen: list[tuple[float, NDArray[np.uint8]]] = [(0.0, screen.pixels[::8].copy())]
        began = time.monotonic()
        child = subprocess.Popen([*bench.windows[side], *arguments], env=own, stderr=subprocess.DEVNULL)
        try:
            while (now := time.monotonic() - began) < SETTLED:
                if not np.array_equal(seen[-1][1], screen.pixels[::8]):
                    seen.append((now, screen.pixels[::8].copy()))
                time.sleep(0.002)
            child.send_signal(signal.SIGTERM)
            if code := child.wait(30):
                raise RuntimeError(f"the {side} window ended with {code}")
        finally:
            child.kill()
            child.wait()
    stays = seen[-1][1]
    late = [n for n, (_, pixels) in enumerate(seen) if np.mean(pixels != stays) > SHARE]
    if len(seen) == 1 or late[-1] + 1 >= len(seen):
        raise RuntimeError(f"the {side} window showed nothing")
    return seen[late[-1] + 1][0]


def _verdict(value: float, most: float) -> str:
    return "met" if value <= most else "**missed**"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path, metavar="BUNDLE", help="the folder with both programs")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts to measure (default: all)")
    parser.add_argument("--source", type=Path, default=Path(sys.executable), metavar="PYTHON", help="of the source run")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each side that count (default: 5)")
    parser.add_argument("--photos", type=int, default=200, help="photos that are predicted (default: 200)")
    options = parser.parse_args()
    data = os.environ.get("SKINSEG_DATA")
    photos = photos_600x450(Path(data) if data else None)
    names = {photo.name for photo in photos}
    if data:
        photos += [p for p in sorted((Path(data) / "isic_cc0" / "images").glob("*.jpg")) if p.name not in names]
    photos = photos[: options.photos]
    loads = [os.getloadavg()[0]]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="skinseg-bundle-") as work:
        bench = Bench(options.bundle.resolve(), options.source.absolute(), Path(work), photos, options.rounds)
        for part in options.parts or PARTS:
            rows += PARTS[part](bench)
            loads.append(os.getloadavg()[0])
    busy = f"{min(loads):.1f} to {max(loads):.1f}"
    print(table([*rows, (f"load average meanwhile ({os.cpu_count()} cores)", busy, "", "", "")]))


if __name__ == "__main__":
    main()

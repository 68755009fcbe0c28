#!/usr/bin/env python3
"""Measures the window beside labelme and a bare PySide6 window, on a screen of its own, and prints a table.

    SKINSEG_DATA=/data python tests/benchmarks/window.py [PART ...] [--cache DIR]

Parts: start, folder, next, large, scroll, brush, memory; all without any. Needs Xvfb and openbox. labelme is installed
by this script into an environment of its own, kept under ``--cache`` (default: ~/.cache/skinseg-bench).
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from window_screen import Lines, Screen

from skinseg_desktop.imaging.photo import read_photo

HERE = Path(__file__).resolve().parent
LABELME = "labelme==6.3.1"
CACHE = Path.home() / ".cache" / "skinseg-bench"
SIDES = ("bare", "labelme", "ours")
MANY = 10_015
Row = tuple[str, str, str, str, str]


class Bench:
    """The screen, the rivals, the photos and the folders of one run."""

    def __init__(self, work: Path, screen: Screen, photos: Sequence[Path], cache: Path, rounds: int) -> None:
        self.work, self.screen, self.photos, self.rounds = work, screen, photos, rounds
        self.pythons = {"ours": Path(sys.executable), "bare": Path(sys.executable), "labelme": _labelme(cache)}

    def environment(self, side: str) -> dict[str, str]:
        """Every side has a home of its own, so that nobody's settings are read or changed."""
        home = self.work / f"home-{side}"
        home.mkdir(exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "QT_", "SKINSEG_"))}
        return {
            **kept,
            "HOME": str(home),
            "DISPLAY": self.screen.display,
            "QT_QPA_PLATFORM": "xcb",
            "SKINSEG_BENCHMARK_START": str(time.monotonic()),
        }

    def probe(self, side: str, scene: str, *arguments: Path) -> dict[str, float]:
        """One run of a program."""
        command: list[str | Path] = [self.pythons[side], HERE / "window_probe.py", side, scene, *arguments]
        said: dict[str, float] = self._said(command, side, 60)
        return said

    def inside(self, scene: str, folder: Path) -> Any:
        """One scene in our own window, with a fresh home."""
        shutil.rmtree(self.work / "home-inside", ignore_errors=True)
        return self._said([sys.executable, HERE / "window_inside.py", scene, folder], "inside", 900)

    def watched(self, side: str, scene: str, *arguments: Path) -> tuple[list[dict[str, Any]], list[float]]:
        """What a program said, and when the screen changed while it ran."""
        command = [str(self.pythons[side]), str(HERE / "window_probe.py"), side, scene, *map(str, arguments)]
        child = subprocess.Popen(
            command, env=self.environment(side), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        lines = Lines(child)
        changes = self.screen.changes(lambda: child.poll() is not None)
        lines.join()
        return [json.loads(line) for line in lines.lines], changes

    def folder(self, name: str, count: int) -> Path:
        """A folder of so many photos, each a file of its own name; made once."""
        place = self.work / name
        if not place.exists():
            place.mkdir()
            kept = [self.work / f"source_{n:03d}.jpg" for n in range(len(self.photos))]
            for source, copy in zip(self.photos, kept, strict=True):
                if not copy.exists():
                    shutil.copyfile(source, copy)
            for n in range(count):
                (place / f"photo_{n:05d}.jpg").hardlink_to(kept[n % len(kept)])
        return place

    def _said(self, command: Sequence[str | Path], side: str, seconds: float) -> Any:
        done = subprocess.run(
            [str(c) for c in command], env=self.environment(side), capture_output=True, text=True, timeout=seconds
        )
        if done.returncode or not done.stdout.strip():
            raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stderr[-2000:]}")
        return json.loads(done.stdout.splitlines()[-1])


def start(bench: Bench) -> list[Row]:
    """Process start to a painted window, and memory a second later."""
    runs = _alternating(bench, "start", lambda _: ())
    painted, memory = _medians(runs, "painted"), _medians(runs, "memory")
    other = painted["ours"] / painted["labelme"]
    bare = painted["ours"] / painted["bare"]
    return [
        _row("process start to painted window", f"{painted['ours'] * 1e3:.0f} ms",
             f"labelme: {painted['labelme'] * 1e3:.0f} ms", other, 0.5),
        _row("...", "", f"bare PySide6: {painted['bare'] * 1e3:.0f} ms", bare, 3.0),
        _judged("... memory then (PSS)", f"{memory['ours']:.0f} MiB",
                f"labelme: {memory['labelme']:.0f}, bare: {memory['bare']:.0f} MiB", memory["ours"], 200, "MiB"),
    ]  # fmt: skip


def folder(bench: Bench) -> list[Row]:
    """Process start with a folder of ten thousand photos; ours finds no project there, so that it really predicts."""
    photos = bench.folder("many", MANY)

    def fresh(side: str) -> tuple[Path, ...]:
        shutil.rmtree(bench.work / "many-skinseg", ignore_errors=True)
        return (photos,)

    runs = _alternating(bench, "folder", fresh, ("labelme", "ours"))
    photo, memory = _medians(runs, "photo"), _medians(runs, "memory")
    mask = statistics.median(run["mask"] for run in runs["ours"])
    heavy = max(run["heavy"] for run in runs["ours"])
    return [
        _row(f"start with {MANY:,} photos, to first photo", f"{photo['ours']:.2f} s",
             f"labelme: {photo['labelme']:.2f} s", photo["ours"] / photo["labelme"], 0.5),
        _judged("... to first predicted mask, no project there before", f"{mask:.2f} s", "", mask, 1.5, "s"),
        _judged("... of torch, SciPy, matplotlib, pandas loaded then", f"{heavy:.0f}", "", heavy, 0, ""),
        ("... memory then (PSS)", f"{memory['ours']:.0f} MiB", f"labelme: {memory['labelme']:.0f} MiB", "", ""),
    ]  # fmt: skip


def next_photo(bench: Bench) -> list[Row]:
    """The key for the next photo to the last change on the screen, as the X server has it."""
    photos = bench.folder("few", 120)
    bench.inside("predict", photos)
    times: dict[str, list[tuple[float, float]]] = {"labelme": [], "ours": []}
    for _ in range(2):
        for side, found in times.items():
            said, changes = bench.watched(side, "next", photos)
            assert not any("same" in line for line in said), f"{side} did not go on"
            keys = [line["key"] for line in said if "key" in line]
            # The first press is left out: nothing was made ready before it.
            for key, until in itertools.pairwise(keys[1:]):
                after = [t - key for t in changes if key < t < until]
                picture = [t for t in after if t < 0.2]
                found.append((max(picture, default=0) * 1e3, max(after, default=0) * 1e3))
    short = {side: statistics.median(t[0] for t in found) for side, found in times.items()}
    late = {side: statistics.median(t[1] for t in found) for side, found in times.items()}
    return [
        _row("next photo, 600x450, already predicted: key to last change on screen", f"{short['ours']:.1f} ms",
             f"labelme: {short['labelme']:.1f} ms", short["ours"] / short["labelme"], 1 / 3),
        ("... counting what follows late", f"{late['ours']:.0f} ms", f"labelme: {late['labelme']:.0f} ms", "", ""),
    ]  # fmt: skip


def large(bench: Bench) -> list[Row]:
    """Photos of 24 MP, never seen before, to their picture."""
    place = bench.work / "large"
    place.mkdir()
    for n in range(8):
        _enlarged(bench.photos[n], (6000, 4000), place / f"large_{n}.jpg")
    times = bench.inside("large", place)
    ratio = statistics.median(a / b for a, b in zip(times["ours"], times["theirs"], strict=True))
    ours, theirs = (statistics.median(times[side]) for side in ("ours", "theirs"))
    return [_row("a JPEG of 24 MP on screen", f"{ours:.0f} ms", f"QPixmap(file): {theirs:.0f} ms", ratio, 0.5)]


def scroll(bench: Bench) -> list[Row]:
    """Wheel and far jumps through ten thousand thumbnails."""
    found = bench.inside("scroll", bench.folder("many", MANY))
    return [
        _judged(f"scrolling {MANY:,} thumbnails, {view}: longest block of the event loop", f"{f['longest']:.0f} ms",
                f"own work: {f['own']:.0f} ms, p99 {f['p99']:.1f} ms, {f['over']} over 50 ms", f["longest"], 50, "ms")
        for view, f in found.items()
    ]  # fmt: skip


def brush(bench: Bench) -> list[Row]:
    """The brush in the whole window while the folder is predicted; a mouse that moves 125 times a second."""
    place = bench.folder("brushed", 4_000)
    for name, size in (("z_12.jpg", (4000, 3000)), ("z_24.jpg", (6000, 4000))):
        if not (place / name).exists():
            _enlarged(bench.photos[0], size, place / name)
    found = bench.inside("brush", place)
    rows = []
    for title, figures in found.items():
        if title == "predicted":
            continue
        megapixels, view = title[2:4], title.split()[1].replace("hundred", "100%")
        moves, own = zip(*figures["moves"], strict=True)
        undo = statistics.median(figures["undos"])
        p99 = float(np.percentile(moves, 99))
        what = f"brush while a folder is predicted, {megapixels} MP, {view}: p99"
        more = f"median {statistics.median(moves):.1f} ms, own work p99 {np.percentile(own, 99):.1f} ms"
        rows.append(_judged(what, f"{p99:.1f} ms", more, p99, 8, "ms"))
        rows.append(_judged("... undo", f"{undo:.1f} ms", "", undo, 10, "ms"))
    return [*rows, ("... photos predicted meanwhile", str(found["predicted"]), "", "", "")]


def memory(bench: Bench) -> list[Row]:
    """Photo after photo by the key for the next one."""
    found = bench.inside("memory", bench.folder("stepped", 1_010))
    first, *_, last = found.values()
    said = ", ".join(f"after {count}: {size:.0f} MiB" for count, size in found.items())
    return [_judged("memory over 1,000 photos stepped through (PSS)", said, "", last / first, 1.05, "x")]


PARTS: dict[str, Callable[[Bench], list[Row]]] = {
    "start": start, "folder": folder, "next": next_photo, "large": large, "scroll": scroll, "brush": brush,
    "memory": memory,
}  # fmt: skip


def measure(photos: Sequence[Path], parts: Sequence[str] = (), cache: Path = CACHE, rounds: int = 7) -> list[Row]:
    """The table's rows of some parts, or of all, from photos of 600 x 450."""
    loads = [os.getloadavg()[0]]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="skinseg-window-") as work, Screen() as screen:
        bench = Bench(Path(work), screen, photos, cache, rounds)
        for part in parts or PARTS:
            rows += PARTS[part](bench)
            loads.append(os.getloadavg()[0])
    busy = f"{min(loads):.1f} to {max(loads):.1f}"
    return [*rows, (f"load average meanwhile ({os.cpu_count()} cores)", busy, "", "", "")]


def _alternating(
    bench: Bench, scene: str, arguments: Callable[[str], tuple[Path, ...]], sides: Sequence[str] = SIDES
) -> dict[str, list[dict[str, float]]]:
    runs: dict[str, list[dict[str, float]]] = {side: [] for side in sides}
    for turn in range(bench.rounds + 1):
        for side in sides:
            run = bench.probe(side, scene, *arguments(side))
            if turn:  # the first fills the caches
                runs[side].append(run)
    return runs


def _medians(runs: dict[str, list[dict[str, float]]], name: str) -> dict[str, float]:
    return {side: statistics.median(run[name] for run in found) for side, found in runs.items()}


def _row(what: str, here: str, beside: str, ratio: float, most: float) -> Row:
    return what, here, beside, f"{ratio:.2f}x", f"<= {most:.2g}x: {_verdict(ratio, most)}"


def _judged(what: str, here: str, beside: str, value: float, most: float, unit: str) -> Row:
    return what, here, beside, "", f"<= {most:g} {unit}".strip() + f": {_verdict(value, most)}"


def _verdict(value: float, most: float) -> str:
    return "met" if value <= most else "**missed**"


def _enlarged(source: Path, size: tuple[int, int], target: Path) -> None:
    pixels = cv2.resize(read_photo(source).pixels, size, interpolation=cv2.INTER_CUBIC)
    done, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
    assert done
    target.write_bytes(data.tobytes())


def _labelme(cache: Path) -> Path:
    folder = cache / LABELME.replace("==", "-")
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", LABELME], check=True, stdout=subprocess.DEVNULL)
        (folder / "ready").touch()
    return python


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts to measure (default: all)")
    parser.add_argument("--cache", type=Path, default=CACHE, help=f"where labelme is installed (default: {CACHE})")
    parser.add_argument("--rounds", type=int, default=7, help="runs of each side (default: 7)")
    options = parser.parse_args()
    from benchmark import photos_600x450, table

    data = os.environ.get("SKINSEG_DATA")
    photos = photos_600x450(Path(data) if data else None)
    print(table(measure(photos, options.parts, options.cache, options.rounds)))


if __name__ == "__main__":
    main()

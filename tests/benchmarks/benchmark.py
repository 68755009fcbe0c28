#!/usr/bin/env python3
"""Measures the program beside its rivals in one run and prints tables; ``--write`` puts them into docs/performance.md.

    python tests/benchmarks/benchmark.py [PART ...] [--data DIR] [--photos 1000] [--write]

Run with the project's environment. Ratios are taken inside one run, runs of the two sides alternate, and medians are
quoted, since the absolute numbers of a shared machine drift. Rivals are installed by this script into an environment
of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import training_page
import window_page

from skinseg_desktop.core.metrics import METRICS, Mask, confusion
from skinseg_desktop.core.progress import finish
from skinseg_desktop.evaluation.scores import evaluate_folders
from skinseg_desktop.imaging.encode import encode_mask
from skinseg_desktop.imaging.folder import find_photos
from skinseg_desktop.imaging.mask_file import read_mask
from skinseg_desktop.imaging.photo import read_photo
from skinseg_desktop.inference.engine import Engine
from skinseg_desktop.zoo import get_model

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
RIVALS = ("isic-challenge-scoring==5.6.0", "setuptools<81")
Row = tuple[str, str, str, str, str]


def timed(command: Sequence[str | Path]) -> tuple[float, float]:
    """Seconds and peak memory (MiB) of a command; raises CalledProcessError when it fails."""
    start = time.perf_counter()
    child = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert child.stderr is not None
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, child.args, stderr=said)
    return seconds, usage.ru_maxrss / 1024


def photos_600x450(data: Path | None) -> list[Path]:
    """Real photos of 600 x 450: from the large sets where they are at hand, else the small set brought to that size."""
    if data:
        return sorted((data / "ham10000_native" / "images").glob("*.jpg"))
    small = Path(tempfile.mkdtemp(prefix="skinseg-photos-"))
    for path in sorted((REPOSITORY / "tests" / "data" / "images").glob("*.jpg")):
        pixels = cv2.resize(read_photo(path).pixels, (600, 450), interpolation=cv2.INTER_AREA)
        (small / path.name).write_bytes(
            cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()
        )
    return sorted(small.glob("*.jpg"))


def predict_against_plain_loop(work: Path, data: Path | None, count: int) -> list[Row]:
    """A folder of ``count`` photos through ``skinseg predict`` and through the loop that a notebook would write."""
    sources = photos_600x450(data)
    photos = work / "photos"
    photos.mkdir()
    for n in range(count):
        shutil.copyfile(sources[n % len(sources)], photos / f"photo_{n:05d}.jpg")
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    model = get_model()
    for n in range(3):
        ours.append(timed([sys.executable, "-m", "skinseg_desktop", "predict", photos, "-o", work / f"ours{n}"]))
        theirs.append(timed([sys.executable, HERE / "plain_loop.py", model.folder, photos, work / f"theirs{n}"]))
    ratio = statistics.median(b[0] / a[0] for a, b in zip(ours, theirs, strict=True))
    mine, other = statistics.median(a[0] for a in ours), statistics.median(b[0] for b in theirs)
    again = timed([sys.executable, "-m", "skinseg_desktop", "predict", photos, "-o", work / "ours0"])[0]
    whole = f"{mine:.1f} s ({mine / count * 1e3:.1f} ms a photo)"
    peaks = [f"{max(run[1] for run in runs):.0f} MiB" for runs in (ours, theirs)]
    return [
        (
            f"`skinseg predict`, {count:,} photos of 600x450",
            whole,
            f"plain loop: {other:.1f} s",
            f"{ratio:.2f}x",
            ">= 2x",
        ),
        ("... its peak memory", peaks[0], f"plain loop: {peaks[1]}", "", "<= 600 MiB"),
        ("... the same command again (all is there)", f"{again:.1f} s", "", "", ""),
    ]


def network_alone(data: Path | None) -> list[Row]:
    """Milliseconds a photo through the shipped model, decoding excluded, two threads; and the same network in torch."""
    pixels = [read_photo(p).pixels for p in photos_600x450(data)[:20]]
    with Engine(get_model(), "cpu", threads=2) as engine:
        engine.predict(pixels[0])
        each = []
        for _ in range(5):
            start = time.perf_counter()
            for photo in pixels:
                engine.predict(photo)
            each.append((time.perf_counter() - start) / len(pixels) * 1e3)
    return [
        (
            "shipped model, photo in memory to mask, ONNX Runtime, 2 threads",
            f"{statistics.median(each):.1f} ms",
            "",
            "",
            "<= 30 ms",
        )
    ]


def rival_python(work: Path) -> Path:
    """An environment with the rivals in it."""
    folder = work / "rivals"
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([python, "-m", "pip", "install", "-q", *RIVALS], check=True, stdout=subprocess.DEVNULL)
    return python


def scores_against_isic(work: Path, data: Path | None) -> list[Row]:
    """Dice of pairs of 600 x 450, in memory and from files, beside the challenge's scorer."""
    source = data / "ham10000_native" / "masks" if data else REPOSITORY / "tests" / "data" / "masks"
    references, predictions = work / "references", work / "predictions"
    references.mkdir()
    predictions.mkdir()

    def grown(mask: Mask) -> Mask:
        return np.asarray(cv2.dilate(mask, np.ones((9, 9), np.uint8)), np.uint8)

    masks: list[Mask] = [
        np.asarray(cv2.resize(read_mask(p).mask, (600, 450), interpolation=cv2.INTER_NEAREST), np.uint8)
        for p in sorted(source.glob("*.png"))[:100]
    ]
    for n in range(200):
        mask = masks[n % len(masks)]
        name = f"ISIC_{n:07d}_segmentation.png"
        (references / name).write_bytes(encode_mask(mask))
        (predictions / name).write_bytes(encode_mask(grown(mask)))
    python = rival_python(work)

    def rival(how: str) -> float:
        done = subprocess.run(
            [python, HERE / "rival_scores.py", how, references, predictions], check=True, capture_output=True, text=True
        )
        return float(json.loads(done.stdout))

    pairs = [(m, grown(m)) for m in masks[:50]]
    memory, files = [], []
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(20):
            for reference, prediction in pairs:
                METRICS["dice"].of(confusion(prediction, reference))
        memory.append(((time.perf_counter() - start) / len(pairs) / 20 * 1e6, rival("memory")))
        start = time.perf_counter()
        finish(evaluate_folders(references, predictions))
        files.append(((time.perf_counter() - start) / 200 * 1e6, rival("files")))
    rows: list[Row] = []
    for title, values, mark in (("in memory", memory, ">= 25x"), ("from PNG files", files, ">= 3x")):
        mine, other = (statistics.median(v[i] for v in values) for i in (0, 1))
        ratio = statistics.median(b / a for a, b in values)
        rows.append(
            (
                f"Dice of a pair of 600x450, {title}",
                f"{mine:.0f} us",
                f"isic-challenge-scoring: {other:.0f} us",
                f"{ratio:.0f}x",
                mark,
            )
        )
    return rows


def evaluation_grows_linearly(work: Path) -> list[Row]:
    """Time a pair at 1,000 and at 10,000 pairs."""
    mask = np.zeros((450, 600), np.uint8)
    cv2.circle(mask, (300, 200), 120, 1, -1)
    data = encode_mask(mask)
    each = {}
    for count in (1_000, 10_000):
        folders = [work / f"{side}{count}" for side in ("left", "right")]
        for folder in folders:
            folder.mkdir()
            for n in range(count):
                (folder / f"ISIC_{n:07d}_segmentation.png").write_bytes(data)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            finish(evaluate_folders(folders[0], folders[1]))
            times.append((time.perf_counter() - start) / count * 1e6)
        each[count] = statistics.median(times)
        for folder in folders:
            shutil.rmtree(folder)
    many, few = each[10_000], each[1_000]
    grows = f"{many / few:.2f}x"
    return [
        ("`evaluate`, 10,000 pairs of files", f"{many:.0f} us a pair", f"1,000 pairs: {few:.0f} us", grows, "about 1x")
    ]


def hundred_megapixels(work: Path, data: Path | None) -> list[Row]:
    """One photo of 100 MP through ``skinseg predict``."""
    pixels = cv2.resize(read_photo(photos_600x450(data)[0]).pixels, (11_548, 8_660), interpolation=cv2.INTER_LINEAR)
    photos = work / "large"
    photos.mkdir()
    (photos / "large.jpg").write_bytes(
        cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
    )
    del pixels
    seconds, memory = timed([sys.executable, "-m", "skinseg_desktop", "predict", photos, "-o", work / "large-out"])
    return [("a photo of 100 MP, whole process", f"{seconds:.1f} s, {memory:.0f} MiB", "", "", "<= 1,536 MiB")]


def starts() -> list[Row]:
    """How long the program takes to answer."""
    rows: list[Row] = []
    for arguments, mark in ((["--help"], "<= 0.3 s"), (["--version"], "")):
        command: list[str | Path] = [Path(sys.executable).parent / "skinseg", *arguments]
        seconds = statistics.median(timed(command)[0] for _ in range(7))
        rows.append((f"`skinseg {arguments[0]}`", f"{seconds * 1e3:.0f} ms", "", "", mark))
    return rows


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown, with the machine they were measured on."""
    cpu = next(
        (line.split(":")[1].strip() for line in _cpu_info() if line.startswith("model name")), platform.processor()
    )
    system = f"{platform.system()}, Python {platform.python_version()}"
    head = f"{cpu}, {os.cpu_count()} cores, {system}, {time.strftime('%Y-%m-%d')}."
    lines = [head, "", "| what | here | beside it | ratio | mark |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"


def _cpu_info() -> list[str]:
    info = Path("/proc/cpuinfo")
    return info.read_text(encoding="utf-8").splitlines() if info.exists() else []


def engine(data: Path | None, photos: int) -> str:
    """The table of what needs no window."""
    assert find_photos([REPOSITORY / "tests" / "data" / "images"]).photos, "tests/data is missing"
    with tempfile.TemporaryDirectory(prefix="skinseg-benchmark-") as folder:
        work = Path(folder)
        rows = [
            *starts(),
            *network_alone(data),
            *predict_against_plain_loop(work, data, photos),
            *scores_against_isic(work, data),
            *evaluation_grows_linearly(work),
            *hundred_megapixels(work, data),
        ]
    return table(rows)


def main() -> int:
    """Measure all, or some parts, and print or write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help=f"{', '.join(window_page.PARTS)}; all without any")
    data = os.environ.get("SKINSEG_DATA")
    parser.add_argument("--data", type=Path, default=data, help="the large photo sets (default: SKINSEG_DATA)")
    parser.add_argument("--photos", type=int, default=1_000, help="photos in the folder that is predicted")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(window_page.PARTS):
        parser.error(f"nothing is called {', '.join(sorted(unknown))}")
    for part in options.parts or window_page.PARTS:
        if part == "engine":
            text = engine(options.data, options.photos)
        elif part == "training":
            if options.data is None:
                print("training: not measured, it needs the large photo sets (--data DIR)")
                continue
            text = table(training_page.rows(options.data / "ham10000_native"))
        elif part == "window":
            text = window_page.of_window(photos_600x450(options.data), table)
        else:
            text = window_page.of_script(part)
        print(text)
        if options.write:
            window_page.write(part, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The comparisons of docs/accuracy.md: trainings side by side, each for the same minutes on the same photos.

    python build_scripts/studies.py ablations OUT --minutes 12
    python build_scripts/studies.py curve OUT --minutes 12      # 40, 160, 640, all photos, pretrained or not
    python build_scripts/studies.py seed OUT --minutes 45       # the notebook's recipe and network against ours
    python build_scripts/studies.py ablations OUT --minutes 12 --plan  # only count the steps that those minutes hold
    python build_scripts/studies.py ablations --table           # the table of what has finished so far, as Markdown

Run with the environment of the tests. Minutes are turned into steps by a probe at a row's start; with ``--plan`` the
probes of all rows are done one after the other while nothing else runs, and the trainings may then share the machine
without any row seeing fewer photos for it. Each row is a run of ``skinseg train`` in OUT; what was interrupted goes on.
What has finished is not done again: its scores, photo by photo, lie in ``docs/studies/STUDY.json``. Rows are compared
by the Dice of their validation photos, pairwise, since they hold the same ones; the test parts are not looked at.
Data are found through ``SKINSEG_DATA`` or ``--data``.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import numpy as np
from scipy.stats import wilcoxon

from skinseg_desktop.core.metrics import FAILED_BELOW, confusion, dice, iou
from skinseg_desktop.core.progress import finish
from skinseg_desktop.evaluation.statistics import bootstrap_interval, paired_difference
from skinseg_desktop.imaging import write_atomic
from skinseg_desktop.inference.cleanup import clean
from skinseg_desktop.inference.engine import Engine
from skinseg_desktop.store import runs
from skinseg_desktop.store.recipe import AUGMENTATIONS
from skinseg_desktop.training.finish import PartScores, measure
from skinseg_desktop.training.photos import read_pair
from skinseg_desktop.training.plan import PLAN, read_plan, write_plan
from skinseg_desktop.training.prepare import read_samples
from skinseg_desktop.training.samples import Sample
from skinseg_desktop.training.split import Split, read_split, write_split
from skinseg_desktop.zoo import Model
from skinseg_desktop.zoo.models import model_at

HERE = Path(__file__).resolve().parent
SPLITS = HERE.parent / "models" / "splits"
RESULTS = HERE.parent / "docs" / "studies"
WHOLE = ("isic_cc0", "isic_cc0_full")
CROPS = ("isic_cc0_crop512", "isic_cc0_crop320")
CC0 = (*WHOLE, *CROPS)
HAM = "ham10000_crop256"
#: What all rows of a study share: whole frames are what is predicted, and crops outnumber them.
COMMON = (
    *(f"repeat.{name}=3" for name in WHOLE),
    f"crops={','.join((*CROPS, HAM))}",
    f"validate_on={','.join(WHOLE)}",
    "keep=last",
)


@dataclass(frozen=True)
class Row:
    """One training of a study: what differs from the first row, its data folders, and how many photos it sees.

    ``as_long_as`` names the row whose number of steps it takes, where a step costs the same and only the probe's noise
    would tell them apart. ``flips`` trains nothing: it scores that row's model with its maps of the photo and of its
    mirror images averaged.
    """

    name: str
    settings: tuple[str, ...] = ()
    folders: tuple[str, ...] = CC0
    photos: int = 0
    recipe: str = "lite"
    seed: int = 11
    as_long_as: str = ""
    flips: bool = False


SMALL = ("size=192", "small=0", "small_share=0")


def _without(group: str) -> str:
    return "augment=" + ",".join(name for name in AUGMENTATIONS if name != group)


SHIPPED = "as shipped"
ABLATIONS = (
    Row(SHIPPED, SMALL),
    Row("flips at test time", SMALL, as_long_as=SHIPPED, flips=True),
    Row("as shipped, second seed", SMALL, seed=12, as_long_as=SHIPPED),
    Row("no pretrained encoder", (*SMALL, "start=scratch"), as_long_as=SHIPPED),
    Row("cross-entropy alone", (*SMALL, "loss=bce"), as_long_as=SHIPPED),
    Row("no averaged weights", (*SMALL, "ema=0"), as_long_as=SHIPPED),
    Row("no augmentation", (*SMALL, "augment=")),
    Row("geometry alone", (*SMALL, "augment=geometry")),
    Row("256 pixels a side", ("size=256", "small=0", "small_share=0")),
    Row("with HAM10000 crops", SMALL, (*CC0, HAM), as_long_as=SHIPPED),
    Row("focal + Dice", (*SMALL, "loss=focal+dice"), as_long_as=SHIPPED),
    Row("without colour", (*SMALL, _without("colour")), as_long_as=SHIPPED),
    Row("without pale lesions", (*SMALL, _without("pale")), as_long_as=SHIPPED),
)
CURVE = (
    *(
        Row(f"{n or 'all'} photos, {what}", (*SMALL, f"start={start}"), photos=n)
        for n in (40, 160, 640, 0)
        for what, start in (("pretrained", "imagenet"), ("from scratch", "scratch"))
    ),
    Row("40 photos, fine-tuned", ("size=256",), photos=40, recipe="finetune"),
)
AGAINST_SEED = (
    Row("ours"),
    Row("the notebook's network and recipe", ("repeat.isic_cc0=1", "repeat.isic_cc0_full=1"), recipe="seed"),
    Row("the notebook's network, our recipe", ("network=seed-unet", "start=scratch", "drop_connect=0")),
)
STUDIES = {"ablations": ABLATIONS, "curve": CURVE, "seed": AGAINST_SEED}


def main() -> int:
    """Train what is not trained yet, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", choices=STUDIES)
    parser.add_argument("out", type=Path, metavar="OUT", nargs="?", help="folder of the runs; none for --table")
    parser.add_argument("--minutes", type=float, default=12, help="of training for each row")
    parser.add_argument("--only", default="", metavar="TEXT", help="rows whose name holds this")
    parser.add_argument("--plan", action="store_true", help="only make the runs, and count the steps of each")
    parser.add_argument("--table", action="store_true", help="train nothing, only print the table")
    default = Path(os.environ.get("SKINSEG_DATA") or HERE.parent.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=default, help="folder of the data sets")
    options = parser.parse_args()
    rows = STUDIES[options.study]
    chosen = [row for row in rows if options.only in row.name]
    if not options.table or options.plan:
        if options.out is None:
            parser.error("OUT is missing: where shall the runs lie?")
        options.out.mkdir(parents=True, exist_ok=True)
        for row in chosen:
            if options.plan:
                plan(row, rows, options.out, options.data, options.minutes)
            elif key_of(row) not in results(options.study):
                made = scored(row, rows, options.out, options.data, options.minutes)
                # Another may have finished a row of this study meanwhile.
                keep(options.study, {**results(options.study), key_of(row): made})
    print("\n".join(table(chosen, results(options.study))))
    return 0


def command(row: Row, out: Path, data: Path, minutes: float) -> list[str]:
    """What trains a row, or goes on with it."""
    folder = place_of(row, out)
    common = ["--out", str(folder)]
    if (folder / runs.CONFIG).exists():
        arguments = ["--resume", *common]
    else:
        split = out / f"{folder.name}.split.json"
        write_split(cut(read_split(SPLITS), row), split)
        settings = (*COMMON, f"seed={row.seed}", f"minutes={minutes:g}", *row.settings)
        arguments = ["--recipe", row.recipe, "--split", str(split), "--name", row.name, *common]
        arguments += [part for name in row.folders for part in ("--data", str(data / name))]
        arguments += [part for setting in settings for part in ("--set", setting)]
    return [sys.executable, "-m", "skinseg_desktop", "train", *arguments]


def plan(row: Row, rows: Sequence[Row], out: Path, data: Path, minutes: float) -> None:
    """Make a row's run, and end it as soon as its number of steps is known; a later start goes on with that number."""
    folder = place_of(row, out)
    if row.flips or (folder / PLAN).exists():
        return
    with subprocess.Popen(command(row, out, data, minutes)) as training:
        while training.poll() is None and not (folder / PLAN).exists():
            time.sleep(0.1)
        training.terminate()
    made = read_plan(folder) or {}
    if row.as_long_as:
        measured = read_plan(place_of(named(row.as_long_as, rows), out)) or {}
        made |= {key: measured[key] for key in ("steps", "switch")}
        write_plan(folder, made)
    print(f"-- {row.name}: {made['steps']:,} steps", flush=True)


def scored(row: Row, rows: Sequence[Row], out: Path, data: Path, minutes: float) -> Result:
    """Train a row, or go on with it, and score its validation photos."""
    print(f"-- {row.name}", flush=True)
    folder = place_of(named(row.as_long_as, rows) if row.flips else row, out)
    plan(row, rows, out, data, minutes)
    run = runs.read_run(folder)
    if not row.flips and runs.state_of(run) != "finished":
        subprocess.run(command(row, out, data, minutes), check=True)
        run = runs.read_run(folder)
    photos, model = read_samples(folder)["validation"], model_at(run.model)
    scores = measure_with_flips(model, photos) if row.flips else finish(measure(model, photos))
    return Result(
        steps=runs.epochs_of(run.events())[-1]["step"],
        minutes=minutes,
        settings=list(row.settings),
        keys=list(scores.keys),
        dice=[round(value, 6) for value in scores.dice],
        iou=[round(value, 6) for value in scores.iou],
    )


def named(name: str, rows: Sequence[Row]) -> Row:
    """The row of this name."""
    return next(row for row in rows if row.name == name)


def measure_with_flips(model: Model, samples: Sequence[Sample]) -> PartScores:
    """What ``measure`` finds, with the probabilities of a photo and of its three mirror images averaged."""
    counted = []
    with Engine(model, "cpu") as engine:
        for sample in samples:
            pixels, reference = read_pair(sample)
            maps = [
                engine.probability_map(np.ascontiguousarray(pixels[::down, ::across])).probabilities()[::down, ::across]
                for down in (1, -1)
                for across in (1, -1)
            ]
            mask = (np.mean(maps, axis=0) > model.card.threshold).astype(np.uint8)
            counted.append(confusion(clean(mask, model.card.cleanup), reference))
    keys = tuple(sample.key for sample in samples)
    return PartScores(keys, tuple(map(dice, counted)), tuple(map(iou, counted)))


class Result(TypedDict):
    """What is kept of a row: its steps, and the scores of each validation photo at native size."""

    steps: int
    minutes: float
    settings: list[str]
    keys: list[str]
    dice: list[float]
    iou: list[float]


def results(study: str) -> dict[str, Result]:
    """What has finished, by row."""
    path = RESULTS / f"{study}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def keep(study: str, found: dict[str, Result]) -> None:
    """Write what has finished, a row a line."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(result)}" for key, result in found.items())
    write_atomic(RESULTS / f"{study}.json", f"{{\n{lines}\n}}\n".encode())


def key_of(row: Row) -> str:
    """What a row's result is kept under."""
    return f"{row.name}, seed {row.seed}"


def place_of(row: Row, out: Path) -> Path:
    """Where a row is trained."""
    plain = "".join(c if c.isalnum() else "-" for c in row.name.lower())
    return out / f"{plain}-{row.seed}"


def cut(split: Split, row: Row) -> Split:
    """The split of a row: its folders; of the training part its first photos, drawn by a fixed seed. No test part."""
    train = [key for key in split.train if key.split("/")[0] in row.folders]
    if row.photos:
        order = np.random.default_rng(1).permutation(len(train))[: row.photos]
        train = [train[n] for n in order]
    held = tuple(key for key in split.validation if key.split("/")[0] in WHOLE)
    return dataclasses.replace(split, train=tuple(train), validation=held, test=())


def table(rows: Sequence[Row], found: Mapping[str, Result]) -> list[str]:
    """A Markdown table of what has finished, each row paired with the first by photo."""
    lines = [
        "| row | steps | Dice | 95 % | IoU < 0.65 | to the first | 95 % | Wilcoxon |",
        "|---|---|---|---|---|---|---|---|",
    ]
    first: dict[str, float] = {}
    for row in rows:
        result = found.get(key_of(row))
        if result is None:
            continue
        low, high = bootstrap_interval(result["dice"]) or (float("nan"),) * 2
        failed = sum(value < FAILED_BELOW for value in result["iou"]) / len(result["iou"])
        against = " |  | "
        if first:
            both = [(first[k], d) for k, d in zip(result["keys"], result["dice"], strict=True) if k in first]
            change = paired_difference([theirs for theirs, _ in both], [ours for _, ours in both])
            interval = "" if change.interval is None else f"{change.interval[0]:+.4f} to {change.interval[1]:+.4f}"
            against = f"{change.mean:+.4f} | {interval} | {wilcoxon(*zip(*both, strict=True)).pvalue:.2g}"
        else:
            first = dict(zip(result["keys"], result["dice"], strict=True))
        name = row.name + (f" (seed {row.seed})" if row.seed != rows[0].seed else "")
        own = f"{result['steps']:,} | {np.mean(result['dice']):.4f} | {low:.4f} to {high:.4f} | {failed:.1%}"
        lines.append(f"| {name} | {own} | {against} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())

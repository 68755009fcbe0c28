"""``skinseg tune``: search for a better recipe; goes on where it stopped."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinseg_desktop.cli.console import (
    DEFAULT_RECIPE,
    add_pairs_arguments,
    aligned,
    check_targets,
    follow,
    output_path,
    positive,
    say,
    write_json,
)
from skinseg_desktop.cli.train import add_project_arguments, restart_with_allocator, source_of, until_told
from skinseg_desktop.core.errors import UserError
from skinseg_desktop.store.recipe import AUGMENTATIONS, read_recipe

if TYPE_CHECKING:
    from skinseg_desktop.training.tune import Found

#: How many trials there are where neither their number nor the time is given.
TRIALS = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``tune``."""
    add = parser.add_argument
    add_pairs_arguments(parser)
    add_project_arguments(parser)
    add("--out", type=output_path, required=True, metavar="STUDY", help="folder of the study")
    add(
        "--trials",
        type=positive,
        metavar="N",
        help=f"until there are N trials in the study (default: {TRIALS}, or as many as --minutes allows)",
    )
    add("--minutes", type=_minutes, metavar="M", help="until M minutes from now; trials at work are kept for next time")
    add(
        "--set",
        action="extend",
        nargs="+",
        default=[],
        metavar="KEY=VALUE",
        help="fix a value of the recipe: it is not searched",
    )
    add(
        "--workers",
        type=positive,
        default=1,
        metavar="N",
        help="trials side by side, which share the cores (default: 1)",
    )
    add("--join", action="store_true", help="be a worker of the study in --out, which another process leads")
    add("--json", metavar="FILE", help="write the result as JSON; '-' prints it alone on stdout")


def run(options: argparse.Namespace) -> int:
    """Search, or help to."""
    check_targets((options.json, ".json"))
    if not options.data and not options.project and not options.join:
        raise UserError("Nothing to train on was named.", "Give --data DIR or --project PROJECT.")
    name = options.recipe or DEFAULT_RECIPE
    recipe = read_recipe(name).changed(options.set)
    restart_with_allocator()
    from skinseg_desktop.training.start import at_hand
    from skinseg_desktop.training.tune import Budget, join, tune

    trials = TRIALS if options.trials is None and options.minutes is None else options.trials
    budget = Budget(trials, options.minutes, options.workers)
    if options.join:
        follow(until_told(join(options.out, budget)), "tuning")
        return 0
    recipe, notes = at_hand(recipe, name, options.set)
    for note in notes:
        say(note, options)
    fixed = [setting.partition("=")[0].strip() for setting in options.set]
    try:
        found = follow(
            until_told(tune(source_of(options, notes), recipe, fixed, options.out, budget, sys.argv[1:])), "tuning"
        )
    except KeyboardInterrupt:
        print("\nskinseg: interrupted; the same command goes on from here.", file=sys.stderr)
        return 130
    if options.json:
        write_json(_summary(options.out, found), options.json)
    say(_words(found), options)
    return 0


def _words(found: Found) -> str:
    from skinseg_desktop.training.space import own

    keys = [key for key in found.keys if not key.startswith("augment.")]
    switched = len(keys) < len(found.keys)
    rows = []
    for row in found.rows:
        dice = "-" if row.known.dice is None else f"{row.known.dice:.4f}"
        cells = [str(row.known.number), row.known.state, dice, f"{row.epochs:g}"]
        cells += [_value(own(row.recipe, key)) for key in keys]
        off = [group for group in AUGMENTATIONS if group not in row.recipe.augment]
        rows.append([*cells, *([", ".join(off) or "-"] if switched else [])])
    titles = ["trial", "state", "Dice", "epochs", *keys, *(["augmentations off"] if switched else [])]
    lines = [aligned(titles, rows, "rlrr" + "l" * (len(titles) - 4))]
    if found.recipe is None:
        return "\n".join([*lines, "No trial has finished yet; the same command goes on."])
    lines.append(f"best: trial {found.rows[0].known.number}, recipe {found.recipe}")
    lines.append("The best of many is flattered by its validation photos: train with it and look at the test part.")
    return "\n".join(lines)


def _value(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _summary(study: Path, found: Found) -> dict[str, Any]:
    trials = [
        {**dataclasses.asdict(row.known), "epochs": row.epochs, "seconds": row.seconds, "recipe": row.recipe.to_json()}
        for row in found.rows
    ]
    best = found.rows[0].known.number if found.recipe else None
    recipe = str(found.recipe) if found.recipe else None
    return {"study": str(study), "searched": list(found.keys), "best": best, "recipe": recipe, "trials": trials}


def _minutes(text: str) -> float:
    """A time, for argparse."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 1_000_000:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of minutes")
    return value

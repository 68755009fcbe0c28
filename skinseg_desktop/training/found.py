"""What a search has found: its trials as a table, and the best one's recipe as a file."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.evaluation.tables import csv_text
from skinseg_desktop.imaging.atomic import write_atomic
from skinseg_desktop.store import runs
from skinseg_desktop.store.recipe import Recipe, from_json
from skinseg_desktop.training.space import own, recipe_file
from skinseg_desktop.training.study import Known

TRIALS, TABLE, BEST = "trials", "trials.csv", "best.toml"


@dataclass(frozen=True, slots=True)
class Row:
    """A trial: what is known of it, its recipe, how many epochs it trained and in how many seconds."""

    known: Known
    recipe: Recipe
    epochs: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Found:
    """The trials of a study, the best first; the keys that were searched; the best one's recipe, where there is one."""

    rows: tuple[Row, ...]
    keys: tuple[str, ...]
    recipe: Path | None


def trial_folder(study: Path, number: int) -> Path:
    """The folder of a trial's run."""
    return study / TRIALS / f"{number:04d}"


def conclude(folder: Path, known: Sequence[Known], recipe: Recipe, keys: Sequence[str]) -> Found:
    """Write the table and the best recipe of a study, as far as it is."""
    rows = [row for each in known if (row := _row(folder, each)) is not None]
    order = ("finished", "pruned", "running", "waiting", "failed")
    rows.sort(key=lambda row: (order.index(row.known.state), -(row.known.dice or 0.0), row.known.number))
    write_atomic(folder / TABLE, table(rows, keys).encode())
    if not rows or rows[0].known.state != "finished":
        return Found(tuple(rows), tuple(keys), None)
    best, first = rows[0], known[0]
    ended = sum(each.ended for each in known)
    description = f"Found by a search of {ended} trials from {recipe.name}: validation Dice {best.known.dice:.4f}"
    if first.state == "finished" and first is not best.known:
        description += f", which {recipe.name} itself brings to {first.dice:.4f}"
    named = dataclasses.replace(best.recipe, name=f"{recipe.name}-tuned", description=f"{description}.")
    write_atomic(folder / BEST, recipe_file(named).encode())
    return Found(tuple(rows), tuple(keys), folder / BEST)


def table(rows: Sequence[Row], keys: Sequence[str]) -> str:
    """The trials as CSV."""
    lines: list[list[str | float]] = []
    for row in rows:
        known = row.known
        values = [str(own(row.recipe, key)) for key in keys]
        dice = "" if known.dice is None else known.dice
        lines.append([known.number, known.state, dice, row.epochs, row.seconds, *values, known.reason])
    return csv_text(("trial", "state", "validation_dice", "epochs", "seconds", *keys, "reason"), lines)


def sentence(known: Sequence[Known], told: Known) -> str:
    """What became of a trial."""
    dice = "" if told.dice is None else f" at a validation Dice of {told.dice:.4f}"
    if told.state == "failed":
        return f"trial {told.number} failed: {told.reason}"
    finished = [each.dice for each in known if each.state == "finished" and each.dice is not None]
    best = told.state == "finished" and told.dice == max(finished) and finished.count(told.dice) == 1
    return f"trial {told.number} {told.state}{dice}{', the best so far' if best else ''}"


def _row(folder: Path, known: Known) -> Row | None:
    """A trial that has begun, else None."""
    try:
        run = runs.read_run(trial_folder(folder, known.number))
    except UserError:
        return None
    records = runs.epochs_of(run.events())
    last = records[-1] if records else {"epoch": 0, "seconds": 0}
    return Row(known, from_json(run.config["recipe"]), last["epoch"], last["seconds"])

"""The curves of trainings: a table with a row an epoch and run, and a chart with the runs laid over each other.

Both come from the one record that a training leaves of each epoch (``store.runs.epochs_of``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skinseg_desktop.core.places import version
from skinseg_desktop.evaluation.tables import csv_text
from skinseg_desktop.export.item import with_disclaimer
from skinseg_desktop.imaging.chart import COLOURS, Key, Line, Panel, draw_chart
from skinseg_desktop.imaging.encode import encode_rgb, read_sealed
from skinseg_desktop.store.runs import Event, Run, epochs_of

#: The columns that a record gives, and where in it they stand. Dice and IoU of training are at the network's side,
#: those of validation per image at native size.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "epoch": ("epoch",),
    "step": ("step",),
    "train_loss": ("train", "loss"),
    "train_dice": ("train", "dice"),
    "train_iou": ("train", "iou"),
    "validation_loss": ("validation", "loss"),
    "validation_dice": ("validation", "dice"),
    "validation_iou": ("validation", "iou"),
    "validation_failed_share": ("validation", "failed"),
    "validation_pooled_dice": ("validation", "pooled_dice"),
    "rate": ("rate",),
    "side": ("side",),
    "seconds": ("seconds",),
}
_KIND = "training curves"
_DARK = (60, 60, 60)

Row = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Curve:
    """A run by its name, and a row of COLUMNS an epoch; what a record lacks is None."""

    name: str
    rows: tuple[Row, ...]


def curve(run: Run, events: Sequence[Event] | None = None) -> Curve:
    """The rows of a run. Records that are damaged give what can be read of them."""
    happened = run.events() if events is None else events
    whole = [event for event in happened if event["kind"] == "epoch" and _number(event.get("epoch")) is not None]
    rows = tuple({column: _found(record, path) for column, path in COLUMNS.items()} for record in epochs_of(whole))
    return Curve(run.name, rows)


def curves_table(curves: Sequence[Curve]) -> str:
    """The rows of all runs as CSV; an empty cell is not known."""
    lines = [[c.name, *("" if value is None else value for value in row.values())] for c in curves for row in c.rows]
    return csv_text(("run", *COLUMNS), lines)


def curves_chart(curves: Sequence[Curve]) -> bytes:
    """A PNG of loss, Dice, IoU and learning rate by epoch; training dashed, validation solid, a colour a run."""
    panels = [
        Panel("Loss", _both(curves, "loss")),
        Panel("Dice", _both(curves, "dice"), most=1.0),
        Panel("IoU", _both(curves, "iou"), most=1.0),
        Panel("Learning rate", [_line(c, "rate", number) for number, c in enumerate(curves)]),
    ]
    alone = len(curves) == 1
    dark = COLOURS[0] if alone else _DARK
    keys = [Key("training", dark, dashed=True), Key("validation", dark)]
    if not alone:
        keys += [Key(c.name, COLOURS[number % len(COLOURS)]) for number, c in enumerate(curves)]
    title = curves[0].name if alone else f"{len(curves)} trainings"
    text = {"Software": f"Skinseg Desktop {version()}", "Kind": _KIND}
    return encode_rgb(draw_chart(panels, keys, title=title, across="epoch"), text=with_disclaimer(text))


def is_chart(data: bytes) -> bool:
    """Whether a file is a chart that was made here and nobody has changed since."""
    try:
        text = read_sealed(data)
    except ValueError:
        return False
    return text is not None and text.get("Kind") == _KIND


def _both(curves: Sequence[Curve], what: str) -> list[Line]:
    lines = [_line(c, f"train_{what}", number, dashed=True) for number, c in enumerate(curves)]
    return lines + [_line(c, f"validation_{what}", number) for number, c in enumerate(curves)]


def _line(of: Curve, column: str, number: int, *, dashed: bool = False) -> Line:
    points = [(row["epoch"] or 0.0, math.nan if (y := row[column]) is None else y) for row in of.rows]
    return Line(points, COLOURS[number % len(COLOURS)], dashed)


def _found(record: Mapping[str, Any], path: Sequence[str]) -> float | None:
    value: Any = record
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return _number(value)


def _number(value: Any) -> float | None:
    """A number as such, None for what is none (NaN too)."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value

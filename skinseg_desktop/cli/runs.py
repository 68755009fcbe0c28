"""``skinseg runs``: the trainings in a folder, what one did, its curves, and a wish to one that is at work."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinseg_desktop.cli.console import (
    aligned,
    check_targets,
    listed,
    one_line,
    output_path,
    say,
    write_json,
    write_text,
)
from skinseg_desktop.core.errors import OutputError, UserError, os_reason
from skinseg_desktop.core.words import counting
from skinseg_desktop.store import runs
from skinseg_desktop.store.orders import Order, find_orders, read_order
from skinseg_desktop.store.runs import FEW, Event, Run

if TYPE_CHECKING:
    from skinseg_desktop.export.curves import Curve

#: The columns of the table of epochs: title, column of a record, format.
_TABLE = (
    ("epoch", "epoch", "g"),
    ("step", "step", ",.0f"),
    ("train loss", "train_loss", ".4f"),
    ("train Dice", "train_dice", ".4f"),
    ("val. loss", "validation_loss", ".4f"),
    ("val. Dice", "validation_dice", ".4f"),
    ("val. IoU", "validation_iou", ".4f"),
    ("failed", "validation_failed_share", ".1%"),
    ("rate", "rate", ".3g"),
    ("seconds", "seconds", ",.0f"),
)
_ACTIVE = ("running", "paused")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``runs`` and of its parts."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="list|show|plot|wish")
    listing = parts.add_parser("list", help="the trainings in a folder, also those that wait: state, epoch, best Dice")
    listing.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="a folder of runs (default: the window's)"
    )
    show = parts.add_parser("show", help="what a training was asked, its epochs, warnings, and before and after")
    show.add_argument("run", type=Path, metavar="RUN", help="folder of the run")
    plot = parts.add_parser("plot", help="curves of loss, Dice, IoU and learning rate, several runs over each other")
    plot.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="folders of runs")
    plot.add_argument(
        "-o", "--out", type=output_path, required=True, metavar="FILE", help="a .png, or a .csv with a row an epoch"
    )
    tell = parts.add_parser("wish", help="pause a training, let it run on, stop it and keep the best, or discard it")
    tell.add_argument("run", type=Path, metavar="RUN", help="folder of the run")
    tell.add_argument("wish", choices=runs.WISHES, help="what is wanted; a training hears it after its next step")
    for part in (listing, show):
        part.add_argument("--json", metavar="FILE", help="write the result as JSON; '-' prints it alone on stdout")


def run(options: argparse.Namespace) -> int:
    """Do the part that was asked for."""
    check_targets((getattr(options, "json", None), ".json"))
    return {"list": _list, "show": _show, "plot": _plot, "wish": _wish}[options.part](options)


def _list(options: argparse.Namespace) -> int:
    folder = options.folder or runs.runs_dir()
    found, broken = _runs_in(folder, options.folder is not None)
    briefs = [_brief(each, each.events()) for each in found] + [_waiting(*each) for each in find_orders(folder)]
    if options.json:
        write_json({"runs": briefs, "unusable": [{"name": n, "reason": r} for n, r in broken]}, options.json)
    if briefs:
        rows = [
            [
                b["name"],
                b["state"],
                _epochs_text(b),
                _dice_text(b["best_dice"]),
                _started_text(b["started"]),
                b["folder"],
            ]
            for b in briefs
        ]
        say(aligned(("name", "state", "epoch", "best Dice", "started", "folder"), rows, "lllrll"), options)
    else:
        say(f"There is no training in {folder}.", options)
    if broken:
        say(f"not usable:\n{listed(broken)}", options)
    return 0


def _show(options: argparse.Namespace) -> int:
    from skinseg_desktop.export.curves import curve

    shown = runs.read_run(options.run)
    events = shown.events()
    rows = curve(shown, events).rows
    # A run that began several times has said the same several times.
    warnings = list(dict.fromkeys(str(e.get("sentence", "")) for e in events if e["kind"] == "warning"))
    result = shown.result()
    if options.json:
        asked = {key: shown.config.get(key) for key in ("command", "recipe", "data", "project", "licences", "leaks")}
        write_json(
            {**_brief(shown, events), "asked": asked, "epochs": rows, "warnings": warnings, "result": result},
            options.json,
        )
    say("\n".join(_asked_lines(shown, events)), options)
    if rows:
        cells = [[_cell(row[column], form) for _, column, form in _TABLE] for row in rows]
        say(aligned([title for title, _, _ in _TABLE], cells, "r" * len(_TABLE)), options)
    if warnings:
        say("\n".join(["warnings", *(f"  {one_line(text)}" for text in warnings)]), options)
    if result is not None:
        say("\n".join(result_lines(result)), options)
    return 0


def _plot(options: argparse.Namespace) -> int:
    from skinseg_desktop.export.curves import curve, curves_chart, curves_table, is_chart
    from skinseg_desktop.imaging.atomic import write_atomic

    suffix = options.out.suffix.lower()
    if suffix not in (".png", ".csv"):
        raise OutputError(f"{options.out} is neither a .png nor a .csv.", "Give a name that ends in one of them.")
    check_targets((options.out, suffix))
    if suffix == ".png" and options.out.exists() and not is_chart(_bytes_of(options.out)):
        raise OutputError(f"{options.out} is there and is no earlier chart.", "Give a new name that ends in .png.")
    curves = _named_apart([curve(runs.read_run(folder)) for folder in options.runs], options.runs)
    empty = [str(folder) for folder, each in zip(options.runs, curves, strict=True) if not each.rows]
    if len(empty) == len(curves):
        raise UserError("No epoch of these trainings has ended yet.", "Try again later.")
    if suffix == ".csv":
        write_text(options.out, curves_table(curves))
    else:
        _make_folder(options.out.parent)
        write_atomic(options.out, curves_chart(curves))
    for folder in empty:
        say(f"{folder}: no epoch has ended yet", options)
    say(f"{options.out}: {counting(sum(len(each.rows) for each in curves), 'epoch')}", options)
    return 0


def _wish(options: argparse.Namespace) -> int:
    told = runs.read_run(options.run)
    state = runs.state_of(told)
    if state not in _ACTIVE:
        resumable = state in ("interrupted", "waiting")
        hint = "'skinseg train --resume --out RUN' goes on with it." if resumable else "It has ended."
        raise UserError(f"No training is at work in {options.run} now ({state}).", hint)
    before = runs.wished(options.run)
    if before in ("stop", "discard") and options.wish in ("run", "pause"):
        raise UserError(f"{one_line(told.name)} is stopping already.", "Wait for its end; it can be resumed then.")
    runs.wish(options.run, options.wish)
    say(f"{one_line(told.name)}: {_HEARD[options.wish]}", options)
    return 0


_HEARD = {
    "run": "runs on.",
    "pause": "pauses after this step; 'run' lets it go on.",
    "stop": "stops after this step; the best epoch so far becomes the model.",
    "discard": "stops after this step; its checkpoints are removed.",
}


def _runs_in(folder: Path, named: bool) -> tuple[list[Run], list[tuple[str, str]]]:
    """The runs below a folder, oldest first, and what looks like one and cannot be read, with the reason."""
    try:
        entries = sorted(path for path in folder.iterdir() if path.is_dir()) if named or folder.exists() else []
    except OSError as error:
        raise UserError(f"{folder} cannot be listed: {os_reason(error)}.", "Name a folder that holds runs.") from error
    if (folder / runs.CONFIG).exists():
        raise UserError(f"{folder} is itself a run.", "Name the folder it lies in, or say 'skinseg runs show'.")
    broken = []
    for path in entries:
        if (path / runs.CONFIG).exists():
            try:
                runs.read_run(path)
            except UserError as error:
                broken.append((path.name, error.what))
    return runs.find_runs(folder), broken


def _brief(told: Run, events: Sequence[Event]) -> dict[str, Any]:
    from skinseg_desktop.export.curves import curve

    rows = curve(told, events).rows
    dices = [dice for row in rows if (dice := row["validation_dice"]) is not None]
    begun = next((e for e in reversed(events) if e["kind"] in ("started", "resumed")), {})
    state, order = runs.state_of(told, events), read_order(told.folder)
    return {
        "name": told.name,
        "folder": str(told.folder),
        "state": order.state(state) if order is not None else state,
        "epoch": rows[-1]["epoch"] if rows else 0,
        "epochs": begun.get("epochs"),
        "best_dice": max(dices, default=None),
        "started": told.config.get("created"),
    }


def _waiting(folder: Path, order: Order) -> dict[str, Any]:
    """One that a window was asked for and has not begun: what ``_brief`` tells of a run."""
    return {
        "name": order.name,
        "folder": str(folder),
        "state": order.state("waiting"),
        "epoch": 0,
        "epochs": None,
        "best_dice": None,
        "started": None,
    }


def _asked_lines(told: Run, events: Sequence[Event]) -> list[str]:
    brief, recipe = _brief(told, events), told.config.get("recipe")
    values = recipe if isinstance(recipe, dict) else {}
    begun = next((e for e in reversed(events) if e["kind"] in ("started", "resumed")), {})
    length = f"{values.get('minutes')} minutes" if values.get("minutes") else f"{values.get('epochs')} epochs"
    lines = [
        f"{told.name}: {brief['state']}, epoch {_epochs_text(brief)}",
        f"  folder    {told.folder}",
        f"  started   {_started_text(brief['started'])}",
        f"  data      {', '.join(_data(told)) or '-'}",
        f"  recipe    {values.get('name')}: {values.get('network')} from {values.get('start')}, {length}, "
        f"side {values.get('size')}, batch {values.get('batch')}, seed {values.get('seed')}",
    ]
    if begun:
        lines.append(
            f"  photos    {begun.get('photos')} for training, {begun.get('validation')} for validation; "
            f"{begun.get('device')}, {begun.get('threads')} threads, {begun.get('precision')}"
        )
    if told.config.get("leaks"):
        lines.append(f"  leaks     {told.config['leaks']} photos have a sibling in another part")
    return lines


def _data(told: Run) -> list[str]:
    """The folders of pairs and the project that a run learns from."""
    project = told.config.get("project")
    return [*map(str, told.config.get("data") or []), *([f"{project} (project)"] if project else [])]


def result_lines(result: dict[str, Any]) -> list[str]:
    """What a training brought, as the window says it: scores before and after, and how much they say."""
    n, leaks, known, drawn = (result.get(key, 0) for key in ("n", "leaks", "known", "as_drawn"))
    lines = [f"scores of the model on {counting(n, 'photo')} of the {result.get('part')} part"]
    for when in ("before", "after"):
        means = result.get(when)
        if isinstance(means, dict):
            words = "  ".join(f"{title} {_cell(means.get(key), form)}" for key, title, form in _MEANS)
            lines.append(f"  {when:<7} {words}" + (f"  ({means['model']})" if "model" in means else ""))
    difference = result.get("difference")
    if isinstance(difference, dict) and isinstance(difference.get("mean"), float):
        interval = difference.get("interval")
        spread = "of so few photos there is no interval"
        if interval:
            spread = f"95 % interval {interval[0]:+.4f} to {interval[1]:+.4f}"
        lines.append(f"  difference of the Dice {difference['mean']:+.4f} ({spread})")
        if interval and interval[0] <= 0 <= interval[1]:
            lines.append("  These photos do not show which of them is better.")
    if n < FEW:
        lines.append(f"  Few photos: with fewer than {FEW} the numbers say little.")
    if leaks:
        photos = counting(leaks, "photo has", "photos have")
        lines.append(f"  LEAK: {photos} a sibling in another part: these scores are too good.")
    if known:
        photos = counting(known, "held-out photo")
        lines.append(f"  The first model has learned from {photos}: these scores are too good.")
    if drawn:
        one, several = "mask of the project is as a model drew it:", "masks of the project are as a model drew them:"
        lines.append(f"  {counting(drawn, one, several)} that favours the model that drew them.")
    if result.get("better") is False:
        lines.append("  The new model is not better on these photos; it is kept, and not offered in its place.")
    return lines


_MEANS = (("dice", "Dice", ".4f"), ("iou", "IoU", ".4f"), ("failed", "failed", ".1%"))


def _named_apart(curves: Sequence[Curve], folders: Sequence[Path]) -> list[Curve]:
    """Runs of one name are told apart by their folders."""
    from skinseg_desktop.export.curves import Curve

    names = [each.name for each in curves]
    return [
        each if names.count(each.name) == 1 else Curve(str(folder), each.rows)
        for each, folder in zip(curves, folders, strict=True)
    ]


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {os_reason(error)}.", "Give another name.") from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made: {os_reason(error)}.", "Choose another place.") from error


def _epochs_text(brief: dict[str, Any]) -> str:
    total = brief["epochs"]
    return f"{brief['epoch']:g}" + (f" of {total:g}" if isinstance(total, int | float) else "")


def _dice_text(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _started_text(value: Any) -> str:
    """When a run was made, to the minute, in UTC."""
    return str(value)[:16].replace("T", " ") if value else "-"


def _cell(value: Any, form: str) -> str:
    return format(value, form) if isinstance(value, int | float) else "-"

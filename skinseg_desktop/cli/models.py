"""``skinseg models``: what is in the zoo, what a model is, import, and proof that its files are whole."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from skinseg_desktop.cli.console import check_targets, one_line, say, write_json
from skinseg_desktop.core.errors import ModelError
from skinseg_desktop.core.words import counting
from skinseg_desktop.zoo import NETWORKS, Model, Unusable, Zoo, find_models, get_model, verify
from skinseg_desktop.zoo.models import how_to_get_one, how_to_mend, is_shipped, missing_model


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``models`` and of its four parts."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="list|show|import|verify")
    listing = parts.add_parser("list", help="all models at hand, and folders that cannot be used, with the reason")
    show = parts.add_parser("show", help="a model's card: what, trained on what, how good, where weak, licence")
    show.add_argument("model", nargs="?", metavar="ID|PATH", help="a model's id or folder (default: the shipped one)")
    bring = parts.add_parser(
        "import", help="take in a checkpoint (.pth, .pt, .safetensors), a model folder or its archive"
    )
    bring.add_argument("path", type=Path, metavar="PATH", help="the checkpoint, folder or archive")
    bring.add_argument(
        "--network", choices=tuple(NETWORKS), help="the network of a checkpoint (default: found by its keys)"
    )
    bring.add_argument("--id", metavar="ID", help="the model's id in the zoo (default: from the file's name)")
    check = parts.add_parser("verify", help="check every file of a model, or of all, against its card")
    check.add_argument("model", nargs="?", metavar="ID|PATH", help="a model's id or folder (default: all)")
    for part in (listing, show, bring, check):
        part.add_argument("--json", metavar="FILE", help="write the result as JSON; '-' prints it alone on stdout")


def run(options: argparse.Namespace) -> int:
    """Do the part that was asked for."""
    check_targets((options.json, ".json"))
    return {"list": _list, "show": _show, "import": _import, "verify": _verify}[options.part](options)


def _list(options: argparse.Namespace) -> int:
    zoo = find_models(hashes=True)
    width = max((len(m.id) for m in zoo.models), default=0)
    for model in zoo.models:
        say(f"{model.id:<{width}}  {one_line(model.card.title)}  [{model.card.licence}]  {model.folder}", options)
    unusable = _unusable(zoo)
    for broken in unusable:
        mend = f" {how_to_mend(broken.folder)}" if is_shipped(broken.folder) else ""
        say(f"not usable: {broken.id} in {broken.folder}: {broken.reason}{mend}", options)
    if not zoo.models:
        say(f"There is no model. {how_to_get_one()}", options)
    if options.json:
        write_json(
            {
                "models": [_brief(m) for m in zoo.models],
                "unusable": [{"id": u.id, "folder": str(u.folder), "reason": u.reason} for u in unusable],
            },
            options.json,
        )
    return 0


def _show(options: argparse.Namespace) -> int:
    model = get_model(options.model)
    say(_card_text(model), options)
    if options.json:
        write_json({**_brief(model), "card": dataclasses.asdict(model.card)}, options.json)
    return 0


def _import(options: argparse.Namespace) -> int:
    # Reading a checkpoint is the one thing here that needs torch.
    from skinseg_desktop.zoo.convert import import_model

    model = import_model(options.path, network=options.network, id=options.id)
    say(f"{model.id} is in the zoo: {model.folder}\nUse it with --model {model.id}.", options)
    if options.json:
        write_json(_brief(model), options.json)
    return 0


def _verify(options: argparse.Namespace) -> int:
    zoo = find_models()
    models = (get_model(options.model),) if options.model else zoo.models
    broken = () if options.model else _unusable(zoo)
    rows: list[dict[str, Any]] = [{"id": u.id, "problems": [u.reason]} for u in broken]
    rows += [{"id": m.id, "problems": verify(m)} for m in models]
    folders = [u.folder for u in broken] + [m.folder for m in models]
    for row in rows:
        say(f"{row['id']}: " + ("whole" if not row["problems"] else " ".join(row["problems"])), options)
    if options.json:
        write_json({"models": rows}, options.json)
    if not models and not zoo.unusable:
        get_model(None)  # says that there is none, and what to do
    bad = {row["id"]: folder for row, folder in zip(rows, folders, strict=True) if row["problems"]}
    if bad:
        shipped = [name for name, folder in bad.items() if is_shipped(folder)]
        hints = [f"Install the program again, with which {' and '.join(shipped)} came."] if shipped else []
        hints += ["Take a model of your own in again from its source."] if len(shipped) < len(bad) else []
        raise ModelError(f"Not whole: {', '.join(bad)}.", " ".join(hints))
    return 0


def _unusable(zoo: Zoo) -> tuple[Unusable, ...]:
    """What cannot be used, and what is missing although it comes with the program."""
    missing = missing_model()
    return zoo.unusable if missing is None else (missing, *zoo.unusable)


def _brief(model: Model) -> dict[str, Any]:
    card = model.card
    return {
        "id": model.id,
        "title": card.title,
        "licence": card.licence,
        "folder": str(model.folder),
        "sha256": model.sha256,
    }


def _card_text(model: Model) -> str:
    card = model.card
    lines = [
        f"{card.id}: {one_line(card.title)}",
        f"  {one_line(card.description)}",
        f"  network        {card.network} {card.parameters or ''}".rstrip(),
        f"  input          {card.input.width} x {card.input.height}, resized by {card.input.resize}",
        f"  threshold      {card.threshold:g}; clean-up: {', '.join(card.cleanup) or 'none'}",
        f"  licence        {card.licence}" + (": not for commercial use" if card.noncommercial else ""),
        f"  started from   {card.weights_start or 'nothing'}",
        "  trained on",
        *(f"    {d.name}: {counting(d.n, 'photo')}, {d.licence}; {d.source}" for d in card.trained_on),
        "  scores",
        *(
            f"    {s.metric} {s.value:.4f}"
            + (f" (95 % interval {s.low:.4f} to {s.high:.4f})" if s.low is not None and s.high is not None else "")
            + f" on {s.data}, {s.part}, n = {s.n:,}"
            for s in card.scores
        ),
        "  weak where",
        *(f"    {w}" for w in card.weaknesses),
        f"  intended use   {card.intended_use}",
        f"  weights        sha256 {model.sha256}",
        f"  folder         {model.folder}",
    ]
    return "\n".join(lines)

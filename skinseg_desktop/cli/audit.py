"""``skinseg audit``: lesions, patients and look-alikes that two parts of a split share."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from skinseg_desktop.cli.console import check_targets, follow, listed, one_line, say, write_json, write_text
from skinseg_desktop.cli.split import add_photo_arguments, known_photos
from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.words import counting

if TYPE_CHECKING:
    from skinseg_desktop.training.audit import Between, Leakage

#: Shared lesions and groups named on the terminal; CSV and JSON name all.
_NAMED = 10
_STRICT_EXIT = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``audit``."""
    parser.add_argument(
        "--split",
        type=Path,
        required=True,
        metavar="FILE",
        help="a split's file, or a folder of one file a data folder, as models/splits",
    )
    add_photo_arguments(parser)
    parser.add_argument("--strict", action="store_true", help="end with exit code 2 where there is a leak")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row for each photo and what it shares")
    parser.add_argument("--json", metavar="FILE", help="write the result as JSON; '-' prints it alone on stdout")


def run(options: argparse.Namespace) -> int:
    """Audit, and say in the first line whether there is a leak."""
    from skinseg_desktop.evaluation import csv_text
    from skinseg_desktop.training.audit import COLUMNS, audit
    from skinseg_desktop.training.split import read_split

    check_targets((options.csv, ".csv"), (options.json, ".json"))
    split = read_split(options.split)
    photos = known_photos(options)
    leakage = follow(audit(split, photos.members, photos.duplicates), "looking")
    if len(leakage.unknown) == sum(leakage.sizes.values()):
        raise UserError(
            f"No photo of the split {options.split} is known here.", "Name the folders or the table it was made from."
        )
    if options.csv:
        write_text(options.csv, csv_text(COLUMNS, leakage.rows()))
    if options.json:
        write_json({**leakage.as_json(), "sha256": split.sha256, **photos.as_json()}, options.json)
    say(leakage.sentence, options)
    for pair in leakage.between:
        _tell(pair, options)
    _tell_rest(leakage, options)
    photos.tell(options)
    return _STRICT_EXIT if options.strict and leakage.found else 0


def _tell(pair: Between, options: argparse.Namespace) -> None:
    """What two parts share: counts of each kind, then the first names."""
    from skinseg_desktop.training.audit import KINDS

    first, second = pair.parts
    counts = [counting(len(pair.of(kind)), *names) for kind, names in KINDS.items() if pair.of(kind)]
    say(f"{first} and {second} share {', '.join(counts) or 'nothing'}.", options)
    if pair.shared:
        a, b = (len(keys) for keys in pair.leaking)
        say(f"  {a:,} of {pair.photos[0]:,} {first} and {b:,} of {pair.photos[1]:,} {second} photos", options)
        named = [
            (f"{shared.kind} {shared.name}", f"{_some(shared.first)} in {first}, {_some(shared.second)} in {second}")
            for shared in pair.shared
        ]
        say(listed(named, _NAMED), options)


def _tell_rest(leakage: Leakage, options: argparse.Namespace) -> None:
    """What could not be looked at."""
    if leakage.unseen:
        say(leakage.unseen, options)
    for keys, what in (
        (leakage.unknown, ("photo of the split is not here", "photos of the split are not here")),
        (leakage.left_out, ("photo is in no part", "photos are in no part")),
    ):
        if keys:
            say(f"{counting(len(keys), *what)}: {_some(keys, 5)}.", options)


def _some(keys: Sequence[str], most: int = 3) -> str:
    named = ", ".join(one_line(key) for key in keys[:most])
    return f"{named}, ..." if len(keys) > most else named

"""``skinseg split``: which photos are for training, which for validation, which for the test."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinseg_desktop.cli.console import check_targets, follow, listed, natural, output_path, say, write_json
from skinseg_desktop.core.errors import OutputError, UserError
from skinseg_desktop.core.words import counting

if TYPE_CHECKING:
    from skinseg_desktop.training.ties import Member


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``split``."""
    add_photo_arguments(parser)
    parser.add_argument(
        "-o", "--out", type=output_path, required=True, metavar="FILE", help="the split's file, which ends in .json"
    )
    parser.add_argument("--seed", type=natural, metavar="N", help="another seed, another split (default: 0)")
    parser.add_argument(
        "--shares",
        type=_shares,
        metavar="A,B,C",
        help="per cent for training, validation and test (default: 80,10,10)",
    )
    parser.add_argument(
        "--like", choices=("seed",), help="the split of the seed notebook, bit for bit; it divides lesions"
    )
    parser.add_argument("--json", metavar="FILE", help="write the result as JSON; '-' prints it alone on stdout")


def add_photo_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the photos and their lesions are known from."""
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--data",
        type=Path,
        nargs="+",
        metavar="DIR",
        help="folders of images/, masks/ and perhaps metadata.csv; look-alikes are sought in the photos",
    )
    where.add_argument("--metadata", type=Path, metavar="CSV", help="a table of ids and lesions alone, without photos")


def run(options: argparse.Namespace) -> int:
    """Split, write the file, and say what is in it."""
    from skinseg_desktop.core.progress import finish
    from skinseg_desktop.training.audit import audit
    from skinseg_desktop.training.split import PARTS, SEED, SHARES, like_seed, make_split, split_bytes, write_split

    check_targets((options.out, ".json"), (options.json, ".json"))
    if options.out.suffix.lower() != ".json":
        raise UserError(f"'{options.out}' does not end in .json.", "Give the split's file such a name.")
    if options.like and (options.seed is not None or options.shares is not None):
        raise UserError("--like seed has its own seed and shares.", "Leave --seed and --shares out.")
    photos = known_photos(options)
    if options.like:
        split = like_seed(member.key for member in photos.members)
    else:
        seed, shares = (SEED if options.seed is None else options.seed), options.shares or SHARES
        split = make_split(photos.members, photos.duplicates or (), shares, seed)
    leakage = finish(audit(split, photos.members, photos.duplicates))
    if options.out.exists() and options.out.read_bytes() != split_bytes(split):
        # It may be the only record of what was held out from a training.
        raise OutputError(f"{options.out} is there and holds another split.", "Give a new name, or remove it.")
    write_split(split, options.out)
    sizes = {part: len(split.parts[part]) for part in PARTS}
    if options.json:
        result = {"file": str(options.out), "sha256": split.sha256, "seed": split.seed, "rule": split.rule}
        write_json({**result, "sizes": sizes, "leak": leakage.found, **photos.as_json()}, options.json)
    photos.tell(options)
    say("\n".join(f"{part:<12}{size:,}" for part, size in sizes.items()), options)
    say(f"rule        {split.rule}\nSHA-256     {split.sha256}\n{leakage.sentence}", options)
    return 0


@dataclass(frozen=True)
class KnownPhotos:
    """Photos by pairs or by a table, groups of look-alikes (None where there are no pictures), and what was noticed.

    ``odd`` are the ids of each data folder's table that do not fit its photos, by what is odd about them.
    """

    members: Sequence[Member]
    duplicates: tuple[tuple[int, ...], ...] | None
    problems: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    odd: Mapping[str, Mapping[str, Sequence[str]]]

    def as_json(self) -> dict[str, Any]:
        """What was noticed, with every name."""
        left_out = [{"name": name, "reason": reason} for name, reason in self.problems]
        return {"left_out": left_out, "notes": list(self.notes), "metadata": self.odd}

    def tell(self, options: argparse.Namespace) -> None:
        """Say what was noticed."""
        for note in self.notes:
            say(note, options)
        if self.problems:
            say(f"{len(self.problems):,} left out or not read:\n{listed(list(self.problems))}", options)


def known_photos(options: argparse.Namespace) -> KnownPhotos:
    """The photos that ``--data`` or ``--metadata`` names. Raises UserError where there are none."""
    from skinseg_desktop.training.duplicates import near_duplicates
    from skinseg_desktop.training.metadata import read_metadata
    from skinseg_desktop.training.samples import find_samples

    if options.metadata is not None:
        table = read_metadata(options.metadata)
        if not table.rows:
            raise UserError(f"{options.metadata} names no photo.", "A header row and one row a photo are needed.")
        twice = tuple((id, "Its rows differ: it belongs to the lesions and groups of all.") for id in table.conflicting)
        repeated = tuple((id, "It stands there twice with the same row.") for id in table.repeated)
        notes = (*table.notes, "A table has no pictures: nobody looked for look-alikes.")
        return KnownPhotos(table.rows, None, twice + repeated, notes, {})
    found = follow(find_samples(options.data), "pairing")
    if not found.samples:
        reasons = listed([(problem.name, problem.reason) for problem in found.problems], 5)
        raise UserError(f"No photo has a mask that can be used.\n{reasons}", "See the reasons above.")
    duplicates = follow(near_duplicates(found.samples), "comparing")
    problems = tuple((problem.name, problem.reason) for problem in found.problems)
    groups = "No photos look alike."
    if duplicates:
        groups = f"{counting(len(duplicates), 'group of photos looks', 'groups of photos look')} alike."
    odd = {
        source.data: {
            "ids_without_pair": source.unknown,
            "photos_without_row": source.without_row,
            "ids_with_different_rows": source.conflicting,
        }
        for source in found.sources
    }
    return KnownPhotos(found.samples, duplicates, problems, (*found.notes, groups), odd)


def _shares(text: str) -> tuple[float, ...]:
    """Three per cents with commas, for argparse."""
    try:
        shares = tuple(float(word) / 100 for word in text.split(","))
    except ValueError:
        shares = ()
    if len(shares) != 3 or not all(0 <= share <= 1 for share in shares) or abs(sum(shares) - 1) > 1e-6:
        raise argparse.ArgumentTypeError(f"'{text}' is not three per cents that make 100, as 80,10,10")
    return shares

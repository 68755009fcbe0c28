"""What the verbs share on a terminal: the progress bar, results as JSON, numbers for people, common arguments."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from skinseg_desktop.core.errors import OutputError, UserError
from skinseg_desktop.core.progress import Work, line_of

T = TypeVar("T")
#: Seconds between two lines of progress where there is no terminal.
LINE_EVERY = 5.0
#: Seconds of one kind of work before which nothing is said of the time that it will take.
MEASURED_AFTER = 2.0


def follow(work: Work[T], what: str) -> T:
    """Run long work and show how far it is: a bar on a terminal, a line now and then elsewhere; on stderr.

    An interruption closes the work, which leaves things whole, and is raised again.
    """
    from tqdm import tqdm

    terminal = sys.stderr.isatty()
    label = what
    bar = tqdm(desc=label, file=sys.stderr, disable=not terminal, dynamic_ncols=True, leave=False)
    started = last = time.monotonic()
    first = total = 0
    said = ""
    try:
        while True:
            try:
                step = next(work)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            if step.note and step.note != said:
                tqdm.write(step.note, file=sys.stderr)
            said = step.note
            phase = step.phase or what
            if phase != label:
                bar.set_description(phase, refresh=False)
                last -= LINE_EVERY  # what begins is told at once
            if (step.total, phase) != (total, label):
                # Something else is counted, or what was interrupted goes on in the middle: its pace begins here.
                started, first, total, label = time.monotonic(), step.done, step.total, phase
                bar.reset(total)
                bar.initial = bar.n = bar.last_print_n = first
            if terminal:
                bar.update(step.done - bar.n)
            elif time.monotonic() - last >= LINE_EVERY:
                last = time.monotonic()
                left = ""
                if step.done > first and last - started >= MEASURED_AFTER:
                    pace = (last - started) / (step.done - first)
                    seconds = pace * (step.total - step.done) if step.remaining is None else step.remaining
                    left = duration(seconds)
                print(line_of(label, step.done, step.total, left), file=sys.stderr, flush=True)
    finally:
        work.close()
        bar.close()


def write_json(result: Mapping[str, Any], target: str) -> None:
    """Write a result as JSON to a file, or to stdout for ``-``."""
    text = json.dumps(result, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    if target == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_text(Path(target), text)


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all, making its folder."""
    from skinseg_desktop.imaging.atomic import write_atomic

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent} cannot be made: {error.strerror}.", "Choose another place.") from error
    # A file name that is no text comes out with escapes, which JSON reads as what it was.
    write_atomic(path, text.encode("utf-8", "backslashreplace"))


def check_targets(*targets: tuple[str | Path | None, str]) -> None:
    """Refuse, before any work, to write a result over something that is no earlier result.

    Each target is a path (None and ``-`` are no files) and the extension of its kind. Raises OutputError.
    """
    paths = [(Path(t), extension) for t, extension in targets if t is not None and str(t) != "-"]
    for path, extension in paths:
        if not path.name:
            raise OutputError(f"'{path}' is not the name of a file.", f"Give a name that ends in {extension}.")
        if path.exists() and (not path.is_file() or path.suffix.lower() != extension or path.name in _NEVER_REPLACED):
            raise OutputError(
                f"{path} is there and is no earlier result.", f"Give a new name that ends in {extension}."
            )
    if len({path.absolute() for path, _ in paths}) < len(paths):
        raise OutputError("Two results would go into one file.", "Give each a name of its own.")


#: JSON files of the program's own that no result may replace.
_NEVER_REPLACED = ("skinseg-run.json", "card.json")


def say(text: str, options: argparse.Namespace) -> None:
    """Print for people: on stdout, or on stderr where stdout belongs to a JSON result.

    What could steer a terminal (names and cards come from strangers) is printed as escapes.
    """
    text = "\n".join(one_line(line) for line in text.split("\n"))
    print(text, file=sys.stderr if getattr(options, "json", None) == "-" else sys.stdout, flush=True)


#: The recipe of a training for which none is named.
DEFAULT_RECIPE = "lite"


def add_pairs_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments that choose what is trained on, by which recipe and split."""
    parser.add_argument(
        "--data",
        type=Path,
        action="extend",
        nargs="+",
        default=[],
        metavar="DIR",
        help="folders with images/, masks/ and perhaps metadata.csv",
    )
    parser.add_argument(
        "--recipe", metavar="NAME|FILE", help=f"a shipped recipe or a .toml file (default: {DEFAULT_RECIPE})"
    )
    parser.add_argument("--split", type=Path, metavar="FILE", help="a split file, or a folder with one a data folder")
    parser.add_argument(
        "--allow-leaks", action="store_true", help="train although parts share lesions; the card says so"
    )


def add_model_arguments(parser: argparse.ArgumentParser, *, one_model: bool = True) -> None:
    """Declare the arguments that choose a model and how its answer becomes a mask."""
    from skinseg_desktop.inference.devices import DEVICES

    if one_model:
        parser.add_argument(
            "--model", metavar="ID|PATH", help="a model's id or folder (default: the shipped skinseg-lite)"
        )
    parser.add_argument(
        "--threshold", type=float, metavar="T", help="lesion where the probability is over T (default: the model's)"
    )
    parser.add_argument(
        "--cleanup",
        metavar="STEPS",
        help="fill_holes, keep_largest, drop_islands, smooth, with commas, or none (default: the model's)",
    )
    parser.add_argument("--device", choices=DEVICES, default="auto", help="where the network runs (default: auto)")
    parser.add_argument("--subfolders", action="store_true", help="look into sub-folders too")
    parser.add_argument(
        "--max-megapixels",
        type=positive,
        default=300,
        metavar="MP",
        help="refuse larger photos from their header (default: 300)",
    )


def cleanup_steps(value: str | None) -> tuple[str, ...] | None:
    """Read ``--cleanup``: None for the model's own, steps in words with hyphens or underscores."""
    if value is None:
        return None
    from skinseg_desktop.inference.cleanup import STEPS

    names = tuple(n.strip().replace("-", "_") for n in value.split(",") if n.strip())
    if names == ("none",):
        return ()
    for name in names:
        if name not in STEPS:
            raise UserError(f"There is no clean-up step '{name}'.", f"Use some of {', '.join(STEPS)}, or none.")
    return names


def positive(text: str) -> int:
    """A whole number from 1 to a million, for argparse."""
    if not text.isdecimal() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 to 1,000,000")
    return int(text)


def natural(text: str) -> int:
    """A whole number from 0 to a million, for argparse."""
    if not text.isdecimal() or int(text) > 1_000_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0 to 1,000,000")
    return int(text)


def output_path(text: str) -> Path:
    """A path that something is written to, for argparse: an empty one is a shell variable that was not set."""
    if not text:
        raise argparse.ArgumentTypeError("the path is empty")
    return Path(text)


def one_line(text: str) -> str:
    """A stranger's text on one line: control characters, line breaks and bytes that are no text come out as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in text)


def listed(reasons: list[tuple[str, str]], limit: int = 50) -> str:
    """Names with their reasons, one a line."""
    lines = [f"  {one_line(name)}: {one_line(reason)}" for name, reason in reasons[:limit]]
    if len(reasons) > limit:
        lines.append(f"  ... and {len(reasons) - limit:,} more")
    return "\n".join(lines)


def aligned(titles: Sequence[str], rows: Sequence[Sequence[str]], sides: str) -> str:
    """Rows below their titles in columns, each to its left (l) or right (r) side."""
    lines = [titles, *([one_line(cell) for cell in row] for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(titles))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if side == "r" else cell.ljust(width)
            for cell, width, side in zip(line, widths, sides, strict=True)
        ).rstrip()
        for line in lines
    )


def duration(seconds: float) -> str:
    """A time in the unit that suits it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"

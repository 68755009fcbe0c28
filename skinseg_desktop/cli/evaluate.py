"""``skinseg evaluate``: Dice and its kin, of masks or of a model, against reference masks."""

from __future__ import annotations

import argparse
from pathlib import Path

from skinseg_desktop.cli.console import (
    add_model_arguments,
    check_targets,
    cleanup_steps,
    follow,
    positive,
    say,
    write_json,
    write_text,
)
from skinseg_desktop.cli.ranks import joined
from skinseg_desktop.core.errors import UserError, os_reason


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``evaluate``."""
    parser.add_argument("--masks", type=Path, required=True, metavar="REF", help="folder of reference masks")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--predictions", type=Path, metavar="DIR", help="folder of masks to score")
    what.add_argument(
        "--images", type=Path, metavar="DIR", help="folder of photos: a model predicts them, and that is scored"
    )
    parser.add_argument("--json", metavar="FILE", help="write everything as JSON; '-' prints it alone on stdout")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row a photo as CSV")
    parser.add_argument(
        "--resample",
        choices=("nearest",),
        help="fit masks of another size to the reference's size instead of leaving them out; recorded",
    )
    parser.add_argument(
        "--only", type=Path, metavar="FILE", help="score a part: a text file of ids, one a line (RUN/held-out-*.txt)"
    )
    add_model_arguments(parser)
    parser.add_argument(
        "--workers", type=positive, metavar="N", help="mask files read at once (default: one a core, 4 at most)"
    )


def run(options: argparse.Namespace) -> int:
    """Score, print the table, and write JSON and CSV where asked."""
    from skinseg_desktop.evaluation.scores import evaluate_folders, evaluate_photos

    check_targets((options.json, ".json"), (options.csv, ".csv"))
    ids = _ids(options.only) if options.only else None
    ranks = joined()
    if options.predictions:
        if options.model:
            raise UserError("--model goes with --images.", "Masks that are there already need no model: leave it out.")
        evaluation = follow(
            evaluate_folders(
                options.masks,
                options.predictions,
                resample=options.resample,
                workers=options.workers,
                ids=ids,
                ranks=ranks,
            ),
            "scoring",
        )
    else:
        from skinseg_desktop.imaging.folder import find_photos
        from skinseg_desktop.inference.engine import Engine
        from skinseg_desktop.zoo import get_model

        found = find_photos([options.images], subfolders=options.subfolders)
        with Engine(get_model(options.model), options.device) as engine:
            evaluation = follow(
                evaluate_photos(
                    options.masks,
                    found,
                    engine,
                    threshold=options.threshold,
                    cleanup=cleanup_steps(options.cleanup),
                    resample=options.resample,
                    max_pixels=options.max_megapixels * 1_000_000,
                    ids=ids,
                    ranks=ranks,
                ),
                "scoring",
            )
    ranks.leave()
    if not ranks.first:
        return 0
    # Files first: whoever reads the table may go away in the middle of it.
    if options.csv:
        write_text(options.csv, evaluation.to_csv())
    if options.json:
        write_json(evaluation.to_json(), options.json)
    say(evaluation.table(), options)
    if not evaluation.n:
        raise UserError(
            "Nothing could be scored.", "No prediction pairs with a reference mask: the reasons are listed above."
        )
    return 0


def _ids(path: Path) -> list[str]:
    """The ids of a text file, one a line. Raises UserError."""
    hint = "Give a text file of ids, one a line."
    try:
        lines = path.read_bytes().decode("utf-8-sig", "surrogateescape").splitlines()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {os_reason(error)}.", hint) from error
    ids = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if not ids:
        raise UserError(f"{path} names no photo.", hint)
    return ids

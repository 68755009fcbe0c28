"""``skinseg compare``: two or more models on the same photos, as tables and figures."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

from skinseg_desktop.cli.console import (
    add_model_arguments,
    check_targets,
    cleanup_steps,
    follow,
    output_path,
    say,
    write_json,
    write_text,
)
from skinseg_desktop.core.errors import OutputError, UserError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``compare``."""
    parser.add_argument("--images", type=Path, required=True, metavar="DIR", help="folder of photos")
    parser.add_argument("--masks", type=Path, required=True, metavar="REF", help="folder of their reference masks")
    parser.add_argument(
        "--models", nargs="+", required=True, metavar="ID|PATH", help="two or more models, by id or folder"
    )
    parser.add_argument(
        "-o", "--out", type=output_path, required=True, metavar="OUT", help="folder for the report and the figures"
    )
    parser.add_argument(
        "--resample",
        choices=("nearest",),
        help="fit references of another size to the photo instead of leaving them out; recorded",
    )
    add_model_arguments(parser, one_model=False)
    parser.add_argument(
        "--existing",
        choices=("stop", "replace"),
        default="stop",
        help="what to do when OUT holds something (default: stop)",
    )
    parser.add_argument("--json", metavar="FILE", help="write the result as JSON; '-' prints it alone on stdout")


def run(options: argparse.Namespace) -> int:
    """Compare, write ``OUT/comparison.md``, ``OUT/comparison.json`` and ``OUT/figures/``, and print the tables."""
    from skinseg_desktop.export import compare_with_figures
    from skinseg_desktop.imaging.folder import find_photos
    from skinseg_desktop.inference.engine import Engine
    from skinseg_desktop.zoo import get_model

    check_targets((options.json, ".json"))
    if len(options.models) < 2:
        raise UserError("A comparison needs two models or more.", "Name them after --models.")
    if options.existing == "stop" and options.out.is_dir() and any(options.out.iterdir()):
        raise OutputError(f"{options.out} is not empty.", "Choose an empty folder, or say --existing replace.")
    found = find_photos([options.images], subfolders=options.subfolders)
    with ExitStack() as stack:
        engines = [stack.enter_context(Engine(get_model(name), options.device)) for name in options.models]
        made = follow(
            compare_with_figures(
                found,
                options.masks,
                engines,
                options.out / "figures",
                threshold=options.threshold,
                cleanup=cleanup_steps(options.cleanup),
                resample=options.resample,
                max_pixels=options.max_megapixels * 1_000_000,
            ),
            "comparing",
        )
    if not made.comparison.n:
        raise UserError(
            "Nothing could be compared.",
            "No photo pairs with a reference mask: " + "; ".join(_reasons(made.comparison.skipped)),
        )
    result = made.comparison.to_json()
    write_text(options.out / "comparison.md", made.markdown(options.out))
    write_json(result, str(options.out / "comparison.json"))
    if options.json:
        write_json(result, options.json)
    say(made.comparison.markdown(), options)
    say(f"The report with its figures: {options.out / 'comparison.md'}", options)
    return 0


def _reasons(skipped: tuple[object, ...]) -> list[str]:
    return [f"{getattr(s, 'id', '')}: {getattr(s, 'reason', '')}" for s in skipped[:5]]

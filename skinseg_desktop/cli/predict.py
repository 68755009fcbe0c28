"""``skinseg predict``: photos in, masks out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinseg_desktop.cli.console import (
    add_model_arguments,
    check_targets,
    cleanup_steps,
    follow,
    listed,
    output_path,
    positive,
    say,
    write_json,
    write_text,
)
from skinseg_desktop.cli.ranks import joined
from skinseg_desktop.core.errors import PhotoError, UserError

if TYPE_CHECKING:
    from skinseg_desktop.imaging.folder import Found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``predict``."""
    from skinseg_desktop.inference.existing import EXISTING

    parser.add_argument("images", nargs="+", type=Path, metavar="IMAGES", help="photos, or folders of photos")
    parser.add_argument(
        "-o",
        "--out",
        type=output_path,
        required=True,
        metavar="OUT",
        help="folder for the results: OUT/masks, OUT/overlays, ...",
    )
    parser.add_argument(
        "--save",
        default="masks",
        metavar="KINDS",
        help="what to save, with commas: masks, overlays, probabilities, figures (default: masks)",
    )
    parser.add_argument(
        "--masks",
        type=Path,
        metavar="REF",
        help="reference masks: drawn into overlays and figures, and the masks made are scored",
    )
    add_model_arguments(parser)
    parser.add_argument(
        "--workers", type=positive, metavar="N", help="photos worked on at once (default: one a core, 8 at most)"
    )
    parser.add_argument(
        "--existing",
        choices=EXISTING,
        default="stop",
        help="what to do when OUT holds other results (default: stop; the same settings go on where they ended)",
    )
    parser.add_argument("--json", metavar="FILE", help="write the result as JSON; '-' prints it alone on stdout")


def run(options: argparse.Namespace) -> int:
    """Predict, print what was done and what was left out, and score where references are given."""
    from skinseg_desktop.export import outputs, reference_lookup
    from skinseg_desktop.imaging.folder import find_photos
    from skinseg_desktop.inference.engine import Engine
    from skinseg_desktop.inference.folder import predict_folder
    from skinseg_desktop.zoo import get_model

    check_targets((options.json, ".json"))
    kinds = [k.strip() for k in options.save.split(",") if k.strip()]
    if not kinds:
        raise UserError("--save names nothing to save.", "Say for example --save masks,overlays.")
    found = find_photos(options.images, subfolders=options.subfolders)
    where = ", ".join(str(p) for p in options.images[:3]) + (", ..." if len(options.images) > 3 else "")
    if not found.photos:
        raise PhotoError(f"There is no photo in {where}.", _instead(found.skipped, options.subfolders))
    references = reference_lookup(found, options.masks) if options.masks else None
    ranks = joined()
    with Engine(get_model(options.model), options.device) as engine:
        result = follow(
            predict_folder(
                found,
                engine,
                options.out,
                outputs(kinds, references),
                threshold=options.threshold,
                cleanup=cleanup_steps(options.cleanup),
                existing=options.existing,
                workers=options.workers,
                max_pixels=options.max_megapixels * 1_000_000,
                ranks=ranks,
            ),
            "predicting",
        )
        device = engine.device
    ranks.leave()
    if not ranks.first:
        return 0
    left_out = [(s.name, s.reason) for s in (*found.skipped, *result.skipped)]
    held = [(s.name, s.reason) for s in result.held]
    failed = [(s.name, s.reason) for s in result.failed]
    made = result.done + result.kept
    total = made + len(held) + len(left_out) + len(failed) + result.missing
    if made:
        kept = f", {result.kept:,} of them from an earlier run" if result.kept else ""
        say(f"{made:,} of {total:,} photos done{kept}, in {result.seconds:.1f} s on {device}.", options)
        say("\n".join(f"  {kind}: {options.out / kind}" for kind in kinds), options)
    if held:
        say(f"{len(held):,} left alone (--existing replace would make them anew):\n{listed(held)}", options)
    if left_out:
        say(f"{len(left_out):,} not read:\n{listed(left_out)}", options)
    if result.missing:
        say(
            f"{result.missing:,} not reached: their folder went away. The same command goes on when it is back.",
            options,
        )
    if failed:
        say(f"{len(failed):,} failed:\n{listed(failed)}", options)
    summary: dict[str, Any] = {
        "done": result.done,
        "kept": result.kept,
        "held": [{"name": n, "reason": r} for n, r in held],
        "out": str(options.out),
        "kinds": kinds,
        "device": device,
        "seconds": result.seconds,
        "skipped": [{"name": n, "reason": r} for n, r in left_out],
        "failed": [{"name": n, "reason": r} for n, r in failed],
        "missing": result.missing,
        "notes": list(result.notes),
    }
    if result.nothing_readable:
        if options.json:
            write_json(summary, options.json)
        raise PhotoError(f"No photo in {where} could be used.", "The reasons are listed above.")
    if options.masks and "masks" in kinds:
        ids = set(result.ids)
        masks = {p.id: result.mask_path(options.out, p) for p in found.photos if p.id in ids}
        summary["scores"] = _score(options, found, masks, f"scores{result.suffix}.csv")
    if options.json:
        write_json(summary, options.json)
    return 0


def _score(options: argparse.Namespace, found: Found, masks: dict[str, Path], name: str) -> dict[str, Any]:
    from skinseg_desktop.evaluation.scores import evaluate_made

    evaluation = follow(evaluate_made(options.masks, found, masks), "scoring")
    table = options.out / name
    write_text(table, evaluation.to_csv())
    say(f"\n{evaluation.table()}\n  table: {table}", options)
    return evaluation.to_json()


def _instead(skipped: tuple[Any, ...], subfolders: bool) -> str:
    parts = []
    if skipped:
        parts.append("Found instead: " + "; ".join(f"{s.name} ({s.reason})" for s in skipped[:5]) + ".")
    if not subfolders:
        parts.append("Photos in sub-folders are found with --subfolders.")
    parts.append("Readable are JPEG, PNG, TIFF, WebP, BMP and GIF.")
    return " ".join(parts)

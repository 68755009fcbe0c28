"""``skinseg export``: the masks of a project as files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from skinseg_desktop.cli.console import check_targets, follow, listed, output_path, say, write_json
from skinseg_desktop.cli.project import opened, words
from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.words import counting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skinseg_desktop.imaging import Found
    from skinseg_desktop.store import Project, Record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``export``."""
    from skinseg_desktop.export.project import EXISTING

    parser.add_argument(
        "project",
        type=Path,
        metavar="PROJECT",
        help="the photo folder, its -skinseg folder, or the project.sqlite file",
    )
    parser.add_argument(
        "-o", "--out", type=output_path, required=True, metavar="OUT", help="folder for the files: OUT/masks, ..."
    )
    parser.add_argument(
        "--what",
        default="masks,table",
        metavar="KINDS",
        help="what to export, with commas: masks, overlays, figures, table (default: masks,table)",
    )
    parser.add_argument(
        "--status",
        default="accepted,edited",
        metavar="STATUSES",
        help="which photos, with commas: accepted, edited, predicted, rejected, or all, which is every mask that nobody"
        " rejected (default: accepted,edited)",
    )
    parser.add_argument(
        "--references",
        type=Path,
        metavar="REF",
        help="reference masks: scored in the table, drawn into the pictures (default: those chosen in the window)",
    )
    parser.add_argument(
        "--existing",
        choices=EXISTING,
        default="stop",
        help="what to do when OUT holds other files of these names (default: stop; the same export goes on where it"
        " ended)",
    )
    parser.add_argument("--json", metavar="FILE", help="write the result as JSON; '-' prints it alone on stdout")


def run(options: argparse.Namespace) -> int:
    """Export, print what was written and what was left out."""
    from skinseg_desktop.export.project import export_project
    from skinseg_desktop.review.masks import chosen_statuses, project_photos
    from skinseg_desktop.review.scoring import find_references

    check_targets((options.json, ".json"))
    statuses = chosen_statuses(words(options.status, "--status"))
    with opened(options.project, write=False) as project:
        found = project_photos(project)
        known = project.records_by_name()
        folder = options.references or _chosen_before(project, options)
        references = find_references(found, folder) if folder else None
        work = export_project(
            project,
            found,
            options.out,
            what=words(options.what, "--what"),
            statuses=statuses,
            references=references,
            existing=options.existing,
        )
        result = follow(work, "exporting")
    bare = _without_mask(known, found) if "predicted" in statuses else 0
    left_out = [(s.name, s.reason) for s in result.left_out]
    held = [(s.name, s.reason) for s in result.held]
    kept = f", {result.kept:,} there already" if result.kept else ""
    photos, files = counting(result.photos, "photo"), counting(result.written, "file")
    say(f"{photos} exported into {result.out}: {files} written{kept}.", options)
    if result.table:
        say(f"  table: {result.table}", options)
    if result.statistics:
        say(f"  means and intervals: {result.statistics}", options)
    if result.photos:
        say(result.summary, options)
    for note in result.notes:
        say(note, options)
    if held:
        files = counting(len(held), "file left as it is", "files left as they are")
        say(f"{files}:\n{listed(held)}", options)
    if left_out:
        say(f"{counting(len(left_out), 'photo')} not exported:\n{listed(left_out)}", options)
    if bare:
        photos = counting(bare, "photo of the folder has no mask and is", "photos of the folder have no mask and are")
        say(f"{photos} not exported: 'skinseg project predict {options.project}' draws what is missing.", options)
    if options.json:
        summary = {
            "photos": result.photos,
            "written": result.written,
            "kept": result.kept,
            "out": str(result.out),
            "table": str(result.table) if result.table else None,
            "statistics": str(result.statistics) if result.statistics else None,
            "suffix": result.suffix,
            "without_mask": bare,
            "summary": result.summary,
            "statuses": list(statuses),
            "held": [{"name": n, "reason": r} for n, r in held],
            "left_out": [{"name": n, "reason": r} for n, r in left_out],
            "notes": list(result.notes),
        }
        write_json(summary, options.json)
    if not result.photos:
        raise UserError(
            f"No photo of {options.project} has the status {' or '.join(statuses)}."
            if not left_out
            else "No photo could be exported.",
            "'skinseg project show' lists them; --status all exports what is only predicted too."
            if not left_out
            else "The reasons are listed above.",
        )
    return 0


def _without_mask(records: Mapping[str, Sequence[Record]], found: Found) -> int:
    """How many photos of the folder nobody has drawn a mask of, no model either."""
    drawn = {name for name, of_name in records.items() if any(record.area is not None for record in of_name)}
    return sum(file.name.path not in drawn for file in found.photos)


def _chosen_before(project: Project, options: argparse.Namespace) -> Path | None:
    """The references that the project remembers, where they are still there; said, so that nobody wonders."""
    before = project.choices().get("references")
    if not isinstance(before, str) or not Path(before).is_dir():
        return None
    say(f"References: {before}", options)
    return Path(before)

"""``skinseg project``: what the window does with a folder of photos, without the window."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinseg_desktop.cli.console import (
    add_model_arguments,
    check_targets,
    cleanup_steps,
    follow,
    listed,
    positive,
    say,
    write_json,
    write_text,
)
from skinseg_desktop.core.errors import OutputError, PhotoError, ProjectError, UserError
from skinseg_desktop.core.words import counting

if TYPE_CHECKING:
    from skinseg_desktop.store import Project, Record
    from skinseg_desktop.store.changes import Change

#: Seconds between two signs of life of a project's writer.
_BEAT = 10.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``project`` and of its parts."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="show|import-masks|set-status|predict")
    show = parts.add_parser("show", help="where a project lies, who works in it, and its photos by status")
    bring = parts.add_parser("import-masks", help="take a folder of masks as the working masks, bit for bit")
    judge = parts.add_parser("set-status", help="accept or reject masks, or take that back")
    predict = parts.add_parser("predict", help="predict every photo that nobody has worked on")
    for part in (show, bring, judge, predict):
        part.add_argument(
            "project",
            type=Path,
            metavar="PROJECT",
            help="the photo folder, its -skinseg folder, or the project.sqlite file",
        )
    show.add_argument("--csv", type=Path, metavar="FILE", help="write a row a photo as CSV")
    bring.add_argument("folder", type=Path, metavar="MASKS", help="folder of masks, paired by name")
    bring.add_argument(
        "--over-work",
        action="store_true",
        help="also where somebody has worked: as one edit that can be undone (default: those photos are left alone)",
    )
    bring.add_argument(
        "--resample",
        choices=("nearest",),
        help="fit masks of another size to the photo instead of leaving them out; recorded",
    )
    judge.add_argument("status", choices=("accepted", "rejected", "none"), help="none takes the judgement back")
    judge.add_argument("ids", nargs="*", metavar="ID", help="photos, by id or by path below the folder")
    judge.add_argument("--all", metavar="STATUSES", dest="of", help="all photos of these statuses, with commas")
    add_model_arguments(predict)
    predict.add_argument(
        "--workers", type=positive, metavar="N", help="photos worked on at once (default: one a core, 8 at most)"
    )
    for part in (show, bring, judge, predict):
        part.add_argument("--json", metavar="FILE", help="write the result as JSON; '-' prints it alone on stdout")


def run(options: argparse.Namespace) -> int:
    """Do the part that was asked for."""
    check_targets((options.json, ".json"), (getattr(options, "csv", None), ".csv"))
    parts = {"show": _show, "import-masks": _import, "set-status": _judge, "predict": _predict}
    return parts[options.part](options)


@contextlib.contextmanager
def opened(path: Path, *, write: bool, create: bool = False, tells: bool = True) -> Iterator[Project]:
    """The project of a photo folder, and on stderr what is to be said of it.

    Where it is written, work is taken over by photos that were renamed since. Raises ProjectError, also where it is to
    be written and somebody else does.
    """
    from skinseg_desktop.review.masks import changed_under_names, project_photos
    from skinseg_desktop.store import Project

    project = Project.open(path, write=write, create=create)
    try:
        if write and project.read_only:
            if project.holder is None:
                raise OutputError(project.reason, "Nothing was changed: try again when that is mended.")
            said = f"The project of {path} is read-only now: {project.holder} works in it."
            raise ProjectError(said, "Close the other program first.")
        for note in project.notes if tells else ():
            print(f"skinseg: {note}", file=sys.stderr)
        if write and project.records():
            with contextlib.suppress(PhotoError):  # where the photos are away, nothing was renamed
                photos = project_photos(project).photos
                follow(changed_under_names(project, photos, {}), "looking for photos that were renamed")
        yield project
    finally:
        project.close()


def _save(project: Project) -> Callable[[Sequence[Change]], None]:
    """What commits changes, and gives a sign of life now and then."""
    last = time.monotonic()

    def commit(changes: Sequence[Change]) -> None:
        nonlocal last
        project.commit(changes)
        if time.monotonic() - last > _BEAT:
            project.beat()
            last = time.monotonic()

    return commit


def _show(options: argparse.Namespace) -> int:
    from skinseg_desktop.evaluation import csv_text
    from skinseg_desktop.store.changes import STATUSES

    with opened(options.project, write=False, tells=False) as project:
        records = sorted(project.records().items())
        counts = Counter(record.status for _, record in records)
        rows = [_row(project, record) for _, record in records]
        folder = _in_folder(project)
        summary: dict[str, Any] = {
            "id": project.id,
            "place": str(project.place),
            "photos_folder": str(project.photos_folder),
            "holder": _holder(project.place),
            "in_folder": None if folder is None else len(folder),
            "unseen": None if folder is None else len(folder - {name for name, _ in records}),
            "counts": {status: counts[status] for status in STATUSES},
            "choices": project.choices(),
            "notes": list(project.notes),
            "photos": rows,
        }
    if options.csv:
        write_text(options.csv, csv_text(_COLUMNS, [[_cell(value) for value in row.values()] for row in rows]))
    if options.json:
        write_json(summary, options.json)
    held = summary["holder"]
    say(f"photos   {summary['photos_folder']}\nproject  {summary['place']}", options)
    say(f"open in  {held}" if held else "open in  no program", options)
    if folder is not None:
        say(_seen(len(folder), summary["unseen"]), options)
    known = f"{counting(len(rows), 'photo')} in the project"
    say("\n".join([known, *(f"  {s:<10}{counts[s]:,}" for s in STATUSES)]), options)
    for note in summary["notes"]:
        say(note, options)
    return 0


def _in_folder(project: Project) -> set[str] | None:
    """The photos in the project's folder, by their relative paths; None where it cannot be looked into."""
    from skinseg_desktop.review.masks import project_photos

    try:
        return {file.name.path for file in project_photos(project).photos}
    except PhotoError:
        return None


def _seen(photos: int, unseen: int) -> str:
    """How many photos there are, and how many neither a person nor a model has looked at."""
    said = f"{counting(photos, 'photo')} in the folder"
    if not unseen:
        return f"{said}, all of them known to the project"
    return f"{said}, {unseen:,} of them seen by nobody yet, neither a person nor a model"


def _import(options: argparse.Namespace) -> int:
    from skinseg_desktop.review.importing import import_masks
    from skinseg_desktop.review.masks import project_photos
    from skinseg_desktop.review.steps import committed

    with opened(options.project, write=True, create=True) as project:
        steps = import_masks(
            project,
            project_photos(project),
            options.folder,
            over_work=options.over_work,
            resample=options.resample,
        )
        result = follow(committed(steps, _save(project)), "importing")
    lists = {
        "left_alone": [(s.name, s.reason) for s in result.left_alone],
        "skipped": [(s.name, s.reason) for s in result.skipped],
        "unpaired": [(s.id, s.reason) for s in result.unpaired],
    }
    same = f", {counting(result.same, 'was', 'were')} there already" if result.same else ""
    edits = f", {result.over_work:,} put over work as an edit" if result.over_work else ""
    say(f"{counting(result.done, 'mask')} taken in{edits}{same}.", options)
    for note in result.notes:
        say(note, options)
    if lists["left_alone"]:
        say(f"{len(lists['left_alone']):,} left alone (--over-work imports over work, as an edit):", options)
        say(listed(lists["left_alone"]), options)
    for name, what in (("skipped", "not taken in"), ("unpaired", "without partner")):
        if lists[name]:
            say(f"{len(lists[name]):,} {what}:\n{listed(lists[name])}", options)
    if options.json:
        counts = {"done": result.done, "over_work": result.over_work, "same": result.same}
        reasons = {k: [{"name": n, "reason": r} for n, r in v] for k, v in lists.items()}
        write_json({**counts, **reasons, "notes": list(result.notes)}, options.json)
    if not result.done + result.over_work + result.same:
        raise UserError("No mask was taken in.", "The reasons are listed above.")
    return 0


def _judge(options: argparse.Namespace) -> int:
    from skinseg_desktop.review.masks import chosen_statuses, project_photos, records_now
    from skinseg_desktop.store.changes import Reviewed

    if bool(options.ids) == bool(options.of):
        raise UserError("Say which photos: either their ids, or --all STATUSES.", "For example --all edited.")
    judgement = "" if options.status == "none" else options.status
    with opened(options.project, write=True) as project:
        records = records_now(project)
        if options.of:
            statuses = chosen_statuses(words(options.of, "--all"))
            chosen = [record for record in records.values() if record.status in statuses]
        else:
            by_id = {photo.id: photo.name.path for photo in project_photos(project).photos}
            unknown = [name for name in options.ids if by_id.get(name, name) not in records]
            if unknown:
                raise PhotoError(f"The project knows no photo '{unknown[0]}'.", "'skinseg project show' counts them.")
            chosen = [records[by_id.get(name, name)] for name in options.ids]
        bare = [r.key.relative for r in chosen if r.area is None and judgement == "accepted"]
        if bare:
            raise PhotoError(f"'{bare[0]}' has no mask to be accepted.", "Predict it, or import a mask.")
        project.commit([Reviewed(record.key, judgement) for record in chosen])
    say(f"{counting(len(chosen), 'photo')} {options.status if judgement else 'without judgement now'}.", options)
    if options.json:
        write_json({"status": options.status, "photos": [r.key.relative for r in chosen]}, options.json)
    return 0


def _predict(options: argparse.Namespace) -> int:
    from skinseg_desktop.imaging.folder import find_photos
    from skinseg_desktop.inference.engine import Engine
    from skinseg_desktop.review.predicting import predict_project
    from skinseg_desktop.review.steps import committed
    from skinseg_desktop.zoo import get_model

    with (
        opened(options.project, write=True, create=True) as project,
        Engine(get_model(options.model), options.device) as engine,
    ):
        steps = predict_project(
            project,
            engine,
            find_photos([project.photos_folder], subfolders=options.subfolders),
            threshold=options.threshold,
            cleanup=cleanup_steps(options.cleanup),
            workers=options.workers,
            max_pixels=options.max_megapixels * 1_000_000,
        )
        result = follow(committed(steps, _save(project)), "predicting")
    say(f"{result.done:,} predicted, {result.kept:,} kept, {result.touched:,} left alone (worked on).", options)
    reasons = [(s.name, s.reason) for s in (*result.skipped, *result.failed)]
    if reasons:
        say(f"{len(reasons):,} without prediction:\n{listed(reasons)}", options)
    if options.json:
        counts = {"done": result.done, "kept": result.kept, "touched": result.touched, "missing": result.missing}
        write_json({**counts, "left_out": [{"name": n, "reason": r} for n, r in reasons]}, options.json)
    return 0


def words(text: str, option: str) -> list[str]:
    """The words of a list with commas. Raises UserError where there is none."""
    found = [word.strip() for word in text.split(",") if word.strip()]
    if not found:
        raise UserError(f"{option} names nothing.", "'--help' lists what it can be.")
    return found


#: What ``show`` tells of each photo.
_COLUMNS = (
    "file", "status", "flagged", "area_px", "width_px", "height_px", "origin", "model", "threshold", "edits",
    "changed_by_hand_px", "share_changed_by_hand", "seconds_of_work", "photo_sha256",
)  # fmt: skip


def _holder(place: Path) -> str | None:
    """Who writes the project at this moment."""
    from skinseg_desktop.store.lease import Watch, read_holder

    holder = read_holder(place)
    return None if holder is None or Watch(place, holder).gone else str(holder)


def _cell(value: str | float | bool | None) -> str | int | float:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def _row(project: Project, record: Record) -> dict[str, Any]:
    """What the list of a project says about a photo."""
    from skinseg_desktop.review.changed import share_changed

    origin = record.origin
    made = (origin.kind, origin.model or None, origin.threshold) if origin else (None, None, None)
    values = (
        record.key.relative, record.status, record.flagged, record.area, record.width, record.height, *made,
        record.cursor + record.folded,
        record.by_hand, share_changed(project, record), record.seconds, record.key.sha256,
    )  # fmt: skip
    return dict(zip(_COLUMNS, values, strict=True))

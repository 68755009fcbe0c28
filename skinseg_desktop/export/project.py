"""Export of a project: its masks as they are now, as files for other programs and for people, and a table.

``OUT/masks/``, ``OUT/overlays/``, ``OUT/figures/`` hold one PNG a photo, sub-folders mirrored, and
``OUT/tables/scores.csv`` a row a photo, with a summary beside it where there are references. Each PNG says what it was
made from and carries a seal, so that a second export makes only what is not there yet, and knows what it may not
overwrite. Probability maps are no part of it: they are a model's, and belong to no mask that a person has corrected.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePath
from typing import TypeVar

from skinseg_desktop.core.errors import FilesInTheWay, OutputError, PhotoError, UserError
from skinseg_desktop.core.fingerprint import sha256_of
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.core.paths import from_root
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, version
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.core.words import counting
from skinseg_desktop.evaluation.ahead import ahead
from skinseg_desktop.export.photo import ALGORITHM, PICTURES, PhotoExport, PhotoExported, make_folder
from skinseg_desktop.export.summary import sentence, statistics_of, summary_text, without_maker
from skinseg_desktop.export.table import Row, table_text
from skinseg_desktop.imaging import Found, PhotoFile, Skipped, sweep_temporaries, write_atomic
from skinseg_desktop.inference.devices import cores
from skinseg_desktop.inference.existing import with_suffix
from skinseg_desktop.inference.side_by_side import Gate, Outcome, without_lost
from skinseg_desktop.review.masks import record_of
from skinseg_desktop.review.scoring import References
from skinseg_desktop.store import Project, Record, Run, RunRecord, RunSettings, only_writer, read_record, write_record
from skinseg_desktop.store.changes import STATUSES
from skinseg_desktop.zoo.learned import learned_photos
from skinseg_desktop.zoo.models import find_models

T = TypeVar("T")
EXISTING = ("stop", "replace", "keep-both", "skip")
TABLE = "table"
TABLE_PLACE, SUMMARY_PLACE = PurePath("tables", "scores.csv"), PurePath("tables", "summary.csv")
KINDS = (*PICTURES, TABLE)
MOST_WORKERS = 4
#: Photos in hand together have this many pixels, or are one photo alone.
_PIXELS_AT_ONCE = 50_000_000
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did: photos exported, files written, files that were there already and are the same.

    ``left_out`` are photos that were chosen and not exported, ``held`` files that were left as they are; each with its
    reason. ``suffix`` ends the names of this export's files where it stands beside others; ``table`` is the CSV
    and ``statistics`` that of means and intervals, where there are references. ``notes`` say which folders of photos
    went away; ``summary`` is a sentence to cite: mean Dice, interval, n.
    """

    photos: int
    written: int
    kept: int
    left_out: tuple[Skipped, ...]
    held: tuple[Skipped, ...]
    notes: tuple[str, ...]
    out: Path
    suffix: str = ""
    table: Path | None = None
    summary: str = ""
    statistics: Path | None = None


def export_project(
    project: Project,
    found: Found,
    out: Path,
    *,
    what: Sequence[str] = ("masks", TABLE),
    statuses: Collection[str] = ("edited", "accepted"),
    references: References | None = None,
    existing: str = "stop",
    only: Collection[str] | None = None,
    max_pixels: int = DEFAULT_MAX_PIXELS,
) -> Work[Exported]:
    """Export the masks of a project's photos, in the kinds ``what`` names (see KINDS), below ``out``.

    Only photos with one of the ``statuses`` (and, where given, one of the ids ``only``) are exported; one whose file is
    another than the mask was made on is listed instead. Before anything is written, ``existing`` decides on files in
    the way, which are those that this export would not make alike: ``stop`` raises FilesInTheWay, ``replace``
    overwrites them, ``skip`` leaves them, ``keep-both`` numbers this export's files. Closing ends between photos; a
    second export completes it, and where no photo can be exported, nothing is written. Raises UserError for an unknown
    kind or choice, OutputError.
    """
    _check(project, out, what, existing)
    if references is not None:
        _spare(references.folder, out, what)
    wanted = {
        name: records
        for name, records in project.records_by_name().items()
        if any(record.status in statuses for record in records)
    }
    chosen: list[PhotoFile] = []
    for file in found.photos:
        records = wanted.get(file.name.path, ())
        if records and (only is None or file.id in only) and _is_chosen(records, file, statuses):
            chosen.append(file)
        if len(records) > 1:
            yield Progress(0, len(found.photos))
    gone = sorted(wanted.keys() - {file.name.path for file in found.photos}) if only is None else []
    export = PhotoExport(
        project,
        out,
        tuple(kind for kind in PICTURES if kind in what),
        statuses,
        references,
        max_pixels,
        Gate(_PIXELS_AT_ONCE),
        RunSettings({"export": "project", "algorithm": ALGORITHM}),
        replaces=existing == "replace",
        learned=learned_photos(find_models().models) if references is not None else {},
    )
    none: list[PhotoExported] = []
    while len(none) < len(chosen) and (one := export.row(chosen[len(none)])).row is None:
        none.append(one)
        yield Progress(0, len(chosen))
    if len(none) == len(chosen):
        left_out, notes = _left_out(chosen, none, gone)
        return Exported(0, 0, 0, left_out, (), notes, out)
    make_folder(out)
    with only_writer(out):
        return (yield from _run(export, chosen, gone, TABLE in what, existing))


def _is_chosen(records: Sequence[Record], file: PhotoFile, statuses: Collection[str]) -> bool:
    """Whether a photo is exported, or listed with a reason, where at least one record of its name has a status."""
    try:
        now = record_of(records, file.path)
    except PhotoError:
        return True
    if now is None or now.status in statuses:
        return True
    # A person's work on another photo of this name is not left out without a word.
    return any(record.touched and record.status in statuses for record in records)


def _run(
    export: PhotoExport, chosen: list[PhotoFile], gone: list[str], with_table: bool, existing: str
) -> Work[Exported]:
    out, begun = export.out, _now()
    export, tables = yield from _without_collisions(export, chosen, with_table, existing, begun)
    for kind in export.kinds:
        make_folder(out / kind)
    _sweep(out)
    _record(export, with_table, begun)
    done: list[PhotoExported] = []
    work = _each(export.write, chosen)
    try:
        for number, one in enumerate(work, start=1):
            done.append(one)
            yield Progress(number, len(chosen), chosen[number - 1].name.path)
    finally:
        work.close()
    held = [Skipped(name, reason) for one in done for name, reason in one.held]
    written, kept = sum(one.written for one in done), sum(one.kept for one in done)
    rows = [one.row for one in done if one.row is not None]
    said, texts = _told(export, rows, begun)
    for place, table in tables.items():
        state = _write_table(table, texts[place], export.replaces)
        written, kept = written + (state == "written"), kept + (state == "kept")
        if state == "held":
            held.append(Skipped(table.relative_to(out).as_posix(), "It was there already: it is left as it is."))
    earlier = _earlier(export, [chosen[i] for i, one in enumerate(done) if one.row is not None])
    left_out, notes = _left_out(chosen, done, gone)
    result = Exported(
        len(rows), written, kept, left_out, tuple(held), (*notes, *earlier), out, export.suffix,
        tables.get(TABLE_PLACE), said, tables.get(SUMMARY_PLACE),
    )  # fmt: skip
    _record(export, with_table, begun, result, rows)
    return result


def _left_out(
    chosen: Sequence[PhotoFile], done: Sequence[PhotoExported], gone: Sequence[str]
) -> tuple[tuple[Skipped, ...], tuple[str, ...]]:
    """The photos that were not exported, each with its reason, and a sentence for each folder that went away."""
    single, _, notes = without_lost(chosen, [Outcome(i, "missing", o.reason) for i, o in enumerate(done) if o.missing])
    left = {o.index: o.reason for o in single}
    left |= {i: o.reason for i, o in enumerate(done) if o.row is None and not o.missing}
    left_out = [Skipped(chosen[i].name.path, reason) for i, reason in sorted(left.items())]
    left_out += [Skipped(name, "The photo is no longer there.") for name in gone]
    return tuple(left_out), notes


def _told(export: PhotoExport, rows: Sequence[Row], begun: str) -> tuple[str, dict[PurePath, str]]:
    """The sentence to cite, and the tables by their places."""
    total, *by_status = statistics_of(rows, _statuses(export))
    folder = _folder(export.references) or ""
    texts = {TABLE_PLACE: table_text(rows), SUMMARY_PLACE: summary_text([total, *by_status], folder, begun)}
    return sentence(total, rows), texts


def _sweep(out: Path) -> None:
    """Take away what a killed export left half-made, also of kinds that this one does not write. Raises OutputError."""
    sweep_temporaries(out, below=False)
    for kind in (*PICTURES, TABLE_PLACE.parent.name):
        if (out / kind).is_dir():
            sweep_temporaries(out / kind)


def _earlier(export: PhotoExport, exported: Sequence[PhotoFile]) -> tuple[str, ...]:
    """A sentence for each folder that also holds pictures of an earlier export: whoever scores it counts them too."""
    notes = []
    for kind in export.kinds:
        mine = {export.path(kind, file) for file in exported}
        others = sum(path not in mine for path in (export.out / kind).rglob("*.png"))
        if others:
            more = counting(
                others, "more file, of an earlier export: it is", "more files, of earlier exports: they are"
            )
            notes.append(f"{kind}/ holds {more} no part of this one.")
    return tuple(notes)


def _without_collisions(
    export: PhotoExport, chosen: list[PhotoFile], with_table: bool, existing: str, begun: str
) -> Work[tuple[PhotoExport, dict[PurePath, Path]]]:
    """The export under names that ``existing`` allows, and the paths of its tables. Raises FilesInTheWay.

    Nothing is written.
    """
    texts: dict[PurePath, str] = {}
    places = [TABLE_PLACE] if with_table else []
    if with_table and export.references is not None:
        places.append(SUMMARY_PLACE)

    def tables_at(suffix: str) -> dict[PurePath, Path]:
        return {place: export.out / place.with_name(with_suffix(place.name, suffix)) for place in places}

    def in_the_way(suffix: str) -> Work[list[Path]]:
        nonlocal texts
        paths: list[Path] = []
        for some in _each(partial(export.in_the_way, suffix=suffix), chosen):
            paths += some
            yield Progress(0, len(chosen))
        there = {place: table for place, table in tables_at(suffix).items() if os.path.lexists(table)}
        if there and not texts:
            rows: list[Row] = []
            for one in _each(export.row, chosen):
                rows += [one.row] if one.row else []
                yield Progress(0, len(chosen))
            texts = _told(export, rows, begun)[1]
        return paths + [table for place, table in there.items() if not _holds(table, texts[place])]

    suffix = ""
    if existing in ("stop", "keep-both"):
        paths = yield from in_the_way("")
        if paths and existing == "stop":
            raise FilesInTheWay(paths)
        number = 1
        while paths:
            number += 1
            suffix = f"-{number}"
            paths = yield from in_the_way(suffix)
    return replace(export, suffix=suffix), tables_at(suffix)


def _each(work: Callable[[PhotoFile], T], files: Sequence[PhotoFile]) -> Generator[T, None, None]:
    """Do one piece of work for each photo in a few threads; results in the order of the photos."""
    workers = min(MOST_WORKERS, cores())
    return ahead(work, files, workers=workers, waiting=2 * workers)


def _write_table(path: Path, text: str, replaces: bool) -> str:
    if _holds(path, text):
        return "kept"
    if os.path.lexists(path) and not replaces:
        return "held"
    make_folder(path.parent)
    write_atomic(path, _bytes(text))
    return "written"


def _holds(path: Path, text: str) -> bool:
    try:
        return without_maker(path.read_bytes()) == without_maker(_bytes(text))
    except OSError:
        return False


def _bytes(text: str) -> bytes:
    # A file name that is no text comes out with escapes.
    return text.encode("utf-8", "backslashreplace")


def _record(
    export: PhotoExport, with_table: bool, begun: str, result: Exported | None = None, rows: Sequence[Row] = ()
) -> None:
    """Note the export in the folder's record, which also keeps its pictures from being taken for photos.

    Without a result it has just begun.
    """
    record = read_record(export.out) or RunRecord()
    earlier = record.run(export.suffix)
    if earlier is not None and earlier.settings.digest() != export.settings.digest():
        return  # a prediction run's, which it needs to go on
    kinds = {*export.kinds, *(("tables",) if with_table else ()), *(earlier.kinds if earlier else ())}
    run = Run(
        export.settings, export.suffix, tuple(sorted(kinds)), begun, notes=result.notes if result else (),
        finished=_now() if result else None, details=_details(export, result, rows),
        counts={"photos": result.photos, "written": result.written, "kept": result.kept} if result else {},
        skipped=tuple((one.name, one.reason) for one in (*result.left_out, *result.held)) if result else (),
    )  # fmt: skip
    write_record(export.out, record.with_run(run))


def _details(export: PhotoExport, result: Exported | None, rows: Sequence[Row]) -> dict[str, object]:
    """What a paper has to say of these files."""
    files = {
        row.record.key.relative: {
            "status": row.record.status,
            "photo_sha256": row.record.key.sha256,
            "reference": row.reference or None,
            "reference_sha256": row.reference_sha256 or None,
        }
        for row in rows
    }
    return {
        "program": f"skinseg-desktop {version()}",
        "photos": str(export.project.photos_folder),
        "statuses": _statuses(export),
        "references": _folder(export.references),
        "summary": result.summary if result else "",
        "use": RESEARCH_USE_ONLY,
        "tables": _digests(result) if result else {},
        "files": files,
    }


def _digests(result: Exported) -> dict[str, str]:
    """The SHA-256 of each table of an export, by its path; not of one that was there before and is another."""
    held, found = {one.name for one in result.held}, {}
    for path in (result.table, result.statistics):
        name = path.relative_to(result.out).as_posix() if path else ""
        if path and name not in held:
            with suppress(OSError):
                found[name] = sha256_of(path)
    return found


def _statuses(export: PhotoExport) -> list[str]:
    return [status for status in STATUSES if status in export.statuses]


def _folder(references: References | None) -> str | None:
    return None if references is None else str(from_root(references.folder))


def _check(project: Project, out: Path, what: Sequence[str], existing: str) -> None:
    unknown = next((kind for kind in what if kind not in KINDS), None)
    if unknown is not None or not what:
        raise UserError(f"There is no export of kind '{unknown or ''}'.", f"Use some of {', '.join(KINDS)}.")
    if existing not in EXISTING:
        raise UserError(f"There is no choice '{existing}'.", f"Use one of {', '.join(EXISTING)}.")
    if Path(os.path.realpath(out)).is_relative_to(os.path.realpath(project.place)):
        raise OutputError(f"{out} lies in the project's own folder.", "Choose another output folder.")


def _spare(references: Path, out: Path, what: Sequence[str]) -> None:
    """Reference masks are somebody else's: refuse to write where they lie. Raises OutputError."""
    theirs = Path(os.path.realpath(references))
    for kind in what:
        if theirs.is_relative_to(os.path.realpath(out / kind)):
            raise OutputError(f"The reference masks lie in {out / kind}.", "Choose another output folder.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

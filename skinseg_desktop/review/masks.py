"""What a photo's mask is now, and what is known of where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skinseg_desktop.core import fingerprint
from skinseg_desktop.core.errors import PhotoError, UserError, os_reason
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.imaging import Found, Header, PhotoFile, find_photos, read_header
from skinseg_desktop.store import Project, Record, current_mask
from skinseg_desktop.store.changes import STATUSES, PhotoKey, Reviewed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from skinseg_desktop.core.edit import Mask

#: What ``all`` stands for where statuses are chosen: every mask that nobody rejected.
ALL_STATUSES = ("predicted", "edited", "accepted")

#: What speaks against a reference that is known by a name alone.
REPLACED = "another photo had this name before: is the reference of this one?"


@dataclass(frozen=True, slots=True)
class Known:
    """A photo as it lies on disk now: what a project knows it by, and the record of exactly these bytes."""

    key: PhotoKey
    record: Record | None


def known(project: Project, file: PhotoFile) -> Known:
    """Look a photo up by its name and its bytes. Raises PhotoError where it cannot be read."""
    key = PhotoKey(file.name.path, sha256_of(file))
    return Known(key, project.record(key))


def sha256_of(file: PhotoFile) -> str:
    """The SHA-256 of a photo's bytes. Raises PhotoError."""
    return _sha256(file.path)


def record_of(records: Sequence[Record], path: Path) -> Record | None:
    """Of the records under a photo's name, that of the bytes that lie there.

    None where the file is another photo than any of them. Raises PhotoError where it cannot be read.
    """
    sha256 = _sha256(path)
    return next((record for record in records if record.key.sha256 == sha256), None)


def records_now(project: Project) -> dict[str, Record]:
    """What is known of every photo as it lies there now, by its relative path.

    A file that is none of the photos that had its name has no record; where there is no file to be read, the record
    that changed last stands. Raises ProjectError.
    """
    now: dict[str, Record] = {}
    for name, records in project.records_by_name().items():
        try:
            record = record_of(records, project.photos_folder / name)
        except PhotoError:
            record = records[-1]
        if record is not None:
            now[name] = record
    return now


def changed_under_names(
    project: Project,
    files: Sequence[PhotoFile],
    known: Mapping[str, str],
    names: Collection[str] = (),
    untouched: Collection[str] = (),
) -> Work[dict[str, Record | None]]:
    """Photos that are others than those that are ``known`` under their names: SHA-256 by relative path, "" for none.

    Gives the record of the bytes that lie there now, None where the project does not know them. Work on the same bytes
    under a name where they lie no more is taken over, but not from ``names``, which are open. What was taken over
    before is given as well where it is known as ``untouched``. A file that cannot be read is left out. Raises
    ProjectError, OutputError.
    """
    records = project.records_by_name()
    there = {file.name.path for file in files}
    moved = {r.key.sha256 for name, of_name in records.items() if name not in there for r in of_name if r.touched}
    todo = [(name, file) for file in files if (name := file.name.path) in records or moved]
    found: dict[str, Record | None] = {}
    for done, (name, file) in enumerate(todo, start=1):
        try:
            key = PhotoKey(name, sha256_of(file))
        except PhotoError:
            continue
        record = next((record for record in records.get(name, ()) if record.key == key), None)
        free = record is None or (key.sha256 in moved and not record.touched)
        adopted = free and adopt(project, key, names)
        if adopted:
            record = project.record(key)
        was = known.get(name, "")
        # What was done to these very bytes may not be stored yet.
        unknown = record is not None and record.touched and name in untouched
        if adopted or unknown or (key.sha256 != was if was else record is not None):
            found[name] = record
        yield Progress(done, len(todo), name)
    return found


def adopt(project: Project, key: PhotoKey, names: Collection[str] = ()) -> bool:
    """Give a photo the work on the same bytes under a name where they lie no more, and that is none of ``names``.

    False where there is none, or the photo has work of its own. Raises ProjectError, OutputError.
    """

    def taken(name: str) -> bool:
        old = project.photos_folder / name
        if name in names or not old.parent.is_dir():
            return True  # where its whole folder is away, so is perhaps a drive: its photos are still somebody's
        try:
            return _sha256(old) == key.sha256
        except PhotoError:
            return old.exists()

    return not project.read_only and project.adopt(key, taken)


def judged(project: Project, shown_as: Iterable[tuple[PhotoFile, str]], judgement: str) -> Iterator[Reviewed]:
    """The judgement of photos by the SHA-256 that they were shown with; of another that lies there by now, none.

    Where its file cannot be read just now, the photo is judged all the same.
    """
    records = project.records_by_name()
    for file, sha256 in shown_as:
        try:
            there = sha256_of(file)
        except PhotoError:
            there = sha256
        name = file.name.path
        if there == sha256 and any(record.key.sha256 == sha256 for record in records.get(name, ())):
            yield Reviewed(PhotoKey(name, sha256), judgement)


def mask_of(project: Project, record: Record) -> Mask | None:
    """The mask of a photo now, ``uint8[H, W]`` of 0 and 1: base and edits, else the prediction, else None."""
    return current_mask(project, record.key)


def chosen_statuses(words: Iterable[str]) -> tuple[str, ...]:
    """Statuses by their names, in the order of work; ``all`` is every one that has a mask but ``rejected``.

    Raises UserError for another word.
    """
    wanted: set[str] = set()
    for word in words:
        if word != "all" and word not in STATUSES:
            raise UserError(f"There is no status '{word}'.", f"Use some of {', '.join(STATUSES)}, all.")
        wanted |= set(ALL_STATUSES) if word == "all" else {word}
    return tuple(status for status in STATUSES if status in wanted)


def project_photos(project: Project) -> Found:
    """The photos of a project, in sub-folders too where the project knows photos there.

    Raises PhotoError where the folder is not there.
    """
    deep = any("/" in relative for relative in project.records())
    return find_photos([Path(project.photos_folder)], subfolders=deep)


def header_of(file: PhotoFile) -> Header | None:
    """A photo's size and orientation from its header; None where that cannot be read."""
    try:
        return read_header(file.path.read_bytes())
    except (OSError, PhotoError):
        return None


def _sha256(path: Path) -> str:
    try:
        return fingerprint.sha256_of(path)
    except OSError as error:
        raise PhotoError(f"It cannot be read: {os_reason(error)}.") from error

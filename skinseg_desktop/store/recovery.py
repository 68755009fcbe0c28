"""What is done with a file that is damaged or of an older version: its rows are carried over into a new one.

The old file is kept under another name, whole; the new one appears under its final name whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skinseg_desktop.store.database import DAMAGED, ERRORS, code, connect
from skinseg_desktop.store.records import BadRow, all_records
from skinseg_desktop.store.salvage import Loss, carry_over
from skinseg_desktop.store.schema import PROJECT_FILE, VERSION, empty_file, version_of
from skinseg_desktop.store.volume import sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable

#: A rebuilt file that waits to take the project's place; it is there only when it is whole.
_REBUILT = "project.rebuilt.sqlite"
#: Says that something could not be read: the next start looks at all of the file, however long that takes.
_SUSPECT = "project.suspect"
#: How long a start may look for damage, in seconds. Damage that is not found then is found where it is read.
_LOOK = 0.2
#: A project that was made anew, whole, in the moment before it takes its place.
MADE_ANEW = ".made-anew.skinseg-tmp"
_ASIDE = ("", "-wal", "-journal")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a project's file found: its version (None: no project) or the damage; rows no program writes."""

    version: int | None
    damage: str = ""
    bad_rows: int = 0


def look(file: Path) -> Looked:
    """Look at a file, reading only. Raises sqlite3.OperationalError where it cannot be read as it is."""
    suspect = (file.parent / _SUSPECT).exists()
    with file.open("rb") as opened:
        header = opened.read(100)
    if header[:16] != b"SQLite format 3\0":
        return Looked(None, "it is no database")
    if not {1, 2} >= {*header[18:20]}:
        return Looked(VERSION, "its header is wrong")
    if _is_cut(file, header):
        return Looked(VERSION, "it is cut short")
    try:
        with contextlib.closing(connect(file, "ro")) as connection:
            version = version_of(connection)
            if version is not None and version > VERSION and _says_present(connection):
                return Looked(VERSION, "its version is wrong")
            if version is None or version > VERSION:
                return Looked(version)
            problems = _integrity(connection, None if suspect else _LOOK)
            if problems:
                return Looked(version, problems)
            names = {name for (name,) in connection.execute("SELECT name FROM about")}
            if not {"id", "sequence"} <= names:
                return Looked(version, "its own description is missing")
            if version < VERSION:
                return Looked(version)
            bad = sum(isinstance(record, BadRow) for record in all_records(connection))
            return Looked(version, "something in it could not be read" if suspect else "", bad)
    except ERRORS as error:
        if code(error) in DAMAGED:
            return Looked(VERSION, str(error))
        raise


def recover(file: Path) -> None:
    """Put a damaged file aside and carry over what can be read; the new file has a sentence on it in ``about``."""
    kept = free_name(file.parent, "damaged")
    _copy(file, kept)
    _rebuild(
        file, lambda loss: f"The project's file was damaged; it is kept as {kept.name}. {loss.sentence}", verify=True
    )
    finish_rebuilding(file.parent)
    with contextlib.suppress(OSError):
        (file.parent / _SUSPECT).unlink(missing_ok=True)


def migrate(file: Path, version: int) -> None:
    """Bring an older file to the present version; the old one is kept, and a sentence says so in ``about``."""
    kept = free_name(file.parent, f"version-{version}")
    _copy(file, kept)
    _rebuild(
        file,
        lambda loss: (
            f"The project was of an earlier version of the program; that file is kept as {kept.name}."
            + (f" {loss.sentence}" if loss.any else "")
        ),
        verify=False,
    )
    finish_rebuilding(file.parent)


def finish_rebuilding(folder: Path) -> None:
    """Let a rebuilt file take the project's place; a second start goes on where a killed one ended."""
    rebuilt = folder / _REBUILT
    if not rebuilt.exists():
        return
    # A log that belongs to the old file would be played into the new one.
    clear_log(folder / PROJECT_FILE)
    rebuilt.replace(folder / PROJECT_FILE)
    sync_folder(folder)


def clear_log(file: Path) -> None:
    """Remove what SQLite keeps beside a file."""
    for suffix in ("-wal", "-journal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    sync_folder(file.parent)


def keep_remains(file: Path) -> Path | None:
    """Put aside what is left of a project whose file itself is gone; gives where, None where there is nothing."""
    if not any(file.with_name(file.name + suffix).exists() for suffix in _ASIDE):
        return None
    kept = free_name(file.parent, "damaged")
    _copy(file, kept)
    clear_log(file)
    return kept


def finish_anew(folder: Path) -> None:
    """Put a project that was made anew in its place, where a kill came in between. Raises nothing."""
    new, file = folder / MADE_ANEW, folder / PROJECT_FILE
    if new.is_file() and not os.path.lexists(file):
        with contextlib.suppress(OSError):
            clear_log(file)
            new.replace(file)
            sync_folder(folder)


def put_aside(file: Path) -> Path | None:
    """Give another name to whatever bears a project's name, and to the log beside it; gives it, None for nothing."""
    there = [suffix for suffix in _ASIDE if os.path.lexists(file.with_name(file.name + suffix))]
    kept = free_name(file.parent, "other")
    for suffix in there:
        file.with_name(file.name + suffix).replace(kept.with_name(kept.name + suffix))
    clear_log(file)
    return kept if there else None


def mark_suspect(folder: Path) -> None:
    """Let the next start look at the whole file; where that cannot be noted, damage is found again when it is read."""
    with contextlib.suppress(OSError):
        (folder / _SUSPECT).write_bytes(b"")


def _says_present(connection: sqlite3.Connection) -> bool:
    """Whether a file whose header says that it is newer was written by this version all the same."""
    with contextlib.suppress(*ERRORS):
        return bool(connection.execute("SELECT value FROM about WHERE name='version'").fetchone() == (VERSION,))
    return False


def _is_cut(file: Path, header: bytes) -> bool:
    """Whether a file ends before its last page; SQLite takes what is missing for zeros."""
    size, pages = int.from_bytes(header[16:18], "big"), int.from_bytes(header[28:32], "big")
    log = file.with_name(file.name + "-wal")
    # The number of pages counts only where it was written with the last change, and the log may hold further ones.
    counts = header[24:28] == header[92:96] and not (log.exists() and log.stat().st_size)
    return counts and file.stat().st_size < size * pages


def _integrity(connection: sqlite3.Connection, seconds: float | None) -> str:
    """The first problem of a file's structure; '' for none found in the time."""
    if seconds is not None:
        end = time.monotonic() + seconds
        connection.set_progress_handler(lambda: int(time.monotonic() > end), 10_000)
    try:
        (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        return "" if answer == "ok" else str(answer)
    except sqlite3.OperationalError as error:
        if code(error) == sqlite3.SQLITE_INTERRUPT:
            return ""
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _rebuild(file: Path, said: Callable[[Loss], str], *, verify: bool) -> None:
    """Make the rebuilt file beside the old one, from a copy: looking at a damaged file can change it."""
    folder = file.parent
    scratch, new = folder / ".rebuild.skinseg-tmp", folder / ".rebuilt.skinseg-tmp"
    try:
        _copy(file, scratch, sync=False)
        new.write_bytes(empty_file())
        loss = carry_over(scratch, new, verify=verify)
        with contextlib.closing(connect(new, "rw")) as connection:
            connection.execute("INSERT OR REPLACE INTO about VALUES ('note', ?)", (said(loss),))
        with new.open("rb+") as written:
            os.fsync(written.fileno())
        new.replace(folder / _REBUILT)
        sync_folder(folder)
    finally:
        for path in (scratch, new):
            for suffix in ("", "-wal", "-journal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)


def _copy(file: Path, target: Path, *, sync: bool = True) -> None:
    """Copy a file with its log, the log under the name that belongs to the copy."""
    for suffix in _ASIDE:
        source = file.with_name(file.name + suffix)
        if source.exists():
            copied = Path(shutil.copyfile(source, target.with_name(target.name + suffix)))
            if sync:
                with copied.open("rb+") as written:
                    os.fsync(written.fileno())
    if sync:
        sync_folder(target.parent)


def free_name(folder: Path, kind: str) -> Path:
    """A name beside a project for a file that is kept, of a kind of its own."""
    number = 1
    while any((path := folder / f"project.{kind}-{number}.sqlite").with_name(path.name + s).exists() for s in _ASIDE):
        number += 1
    return path

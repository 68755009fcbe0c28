"""Opening a project, step by step: find it, take its lease, look at its file, mend or migrate it, sign it."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
import uuid
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from skinseg_desktop.core.errors import OutputError, ProjectError, os_reason
from skinseg_desktop.imaging import shown, write_atomic
from skinseg_desktop.store import aside
from skinseg_desktop.store import place as places
from skinseg_desktop.store.database import ERRORS, Database, give_up_log, has_log, play_back, unreadable
from skinseg_desktop.store.journal import stored_name
from skinseg_desktop.store.lease import Holder, Lease, take
from skinseg_desktop.store.lock import LOCK_FILE, try_lock
from skinseg_desktop.store.place import Place
from skinseg_desktop.store.recovery import Looked, finish_anew, finish_rebuilding, keep_remains, look, migrate, recover
from skinseg_desktop.store.schema import PROJECT_FILE, VERSION, empty_file
from skinseg_desktop.store.volume import ROLLBACK, WAL, is_local, journal_mode, sync_folder

#: What a new project needs at least, in bytes.
_ROOM = 200_000
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)
#: The end of a rollback journal that names a further file to be deleted. No project has one; a stranger's might.
_SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")


@dataclass(frozen=True)
class Opened:
    """An open project: ``lease`` is None where it may be read only; ``temporary`` holds a copy that is read instead.

    ``reason`` is the sentence why it cannot be written, where that is not for its ``holder``.
    """

    place: Place
    id: str
    database: Database
    sequence: int
    lease: Lease | None = None
    holder: Holder | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    temporary: tempfile.TemporaryDirectory[str] | None = None


def open_project(path: Path, data_dir: Path, *, write: bool, create: bool, over: Holder | None) -> Opened:
    """Open a project; see ``Project.open``."""
    notes: list[str] = []
    if write and path.is_dir() and (folder := places.beside(path.resolve())) is not None:
        finish_anew(folder)
    place = places.find(path, data_dir)
    if place is None:
        if not (write and create):
            raise ProjectError(f"There is no project for {shown(path)} yet.", "Open the folder in the window first.")
        place = _new_place(path.resolve(), data_dir, notes)
    elif place.moved and write:
        place = _brought_along(place, notes)
    # Whoever names a project means that one.
    second = aside.other_work(place, data_dir) if path.resolve() == place.photos else None
    came = second is not None and aside.goes_on(second, place)
    if second is not None and not write:
        notes.append(_goes_on_in(second.folder) if came else _other_in(second.folder))
    if not write:
        return _open_to_read(second if second is not None and came else place, notes)
    try:
        if second is not None and came and aside.bring_back(second, place):
            notes.append(f"The work done in {shown(second.folder)} is here again, beside the photos.")
            second = None
        opened = _open_to_write(place, data_dir, over, notes)
        if second is None:
            return opened
        return replace(opened, notes=(*opened.notes, _other_in(second.folder)))
    except OutputError as error:
        if not place.file.is_file():
            raise
        return _open_for_now(place, notes, error.what)
    except OSError as error:
        if error.errno in _NO_RIGHT and (elsewhere := _elsewhere(place, data_dir, notes)) is not None:
            return _open_to_write(elsewhere, data_dir, over, notes)
        if not place.file.is_file():
            raise OutputError(f"{shown(place.folder)} cannot be written: {os_reason(error)}.", "Make room.") from error
        return _open_for_now(place, notes, f"{shown(place.folder)} cannot be written: {os_reason(error)}.")


def writable_again(place: Place) -> bool:
    """Whether a project that could not be written may be writable now: tried, and nothing of it is left."""
    try:
        with place.file.open("rb+"):
            return can_hold(place.folder)
    except OSError:
        return False


def _goes_on_in(folder: Path) -> str:
    return f"The project in {shown(folder)} is read: it goes on from the one beside the photos."


def _other_in(folder: Path) -> str:
    return (
        f"Another project of these photos, with work that is not here, lies in {shown(folder)}: 'skinseg export' and "
        "then 'skinseg project import-masks --over-work' bring its masks here. Remove it when you need nothing of it."
    )


def _new_place(photos: Path, data_dir: Path, notes: list[str]) -> Place:
    """Where a new project goes: beside the photos where that can be written and locked, else to the user's data."""
    if not photos.is_dir():
        raise ProjectError(f"{shown(photos)} is no folder.", "Open the folder that holds the photos.")
    beside, aside = places.beside(photos), places.in_data(photos, data_dir)
    for folder in (beside, aside):
        if folder is not None and can_hold(folder):
            if folder != beside:
                notes.append(
                    f"The disk of the photos is full, so the project is kept in {shown(folder)}."
                    if _full(photos)
                    else f"The folder of the photos cannot be written, so the project is kept in {shown(folder)}."
                )
            return Place(folder, photos)
    raise OutputError(
        f"Neither {shown(beside or photos)} nor {shown(aside)} can be written.", "Get the right to write there."
    )


def _full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False


def can_hold(folder: Path) -> bool:
    """Whether a project can be written and locked in a folder; it is made where there is none."""
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
    except OSError:
        return False
    if journal_mode(folder) is not None:
        return True
    if made:
        folder.rmdir()
    return False


def _brought_along(place: Place, notes: list[str]) -> Place:
    """Let the folder of a project follow its photos, which were moved or renamed, where that is possible."""
    wanted = places.beside(place.photos)
    notes.append(f"The project was found in {shown(place.folder)}: its photos were moved or renamed.")
    if wanted is None or wanted.exists():
        return place
    try:
        lock = try_lock(place.folder / LOCK_FILE)
        if lock is None:
            return place
        lock.release()
        place.folder.rename(wanted)
        sync_folder(wanted.parent)
    except OSError:
        return place
    return replace(place, folder=wanted)


def _elsewhere(place: Place, data_dir: Path, notes: list[str]) -> Place | None:
    """A place in the user's data for a project that cannot be written where it is; begun as a copy of that."""
    folder = places.in_data(place.photos, data_dir)
    if folder == place.folder or not can_hold(folder):
        return None
    if not (folder / PROJECT_FILE).is_file():
        aside.begin(place, folder)
    elif aside.has_more(place.file, folder / PROJECT_FILE):
        notes.append(_other_in(place.folder))
    notes.append(f"{shown(place.folder)} cannot be written, so the project is kept in {shown(folder)}.")
    return Place(folder, place.photos)


def _open_to_write(place: Place, data_dir: Path, over: Holder | None, notes: list[str]) -> Opened:
    taken = take(place.folder, over)
    if taken.lease is None:
        return replace(_open_to_read(place, notes), holder=taken.holder)
    with ExitStack() as undo:
        undo.callback(taken.lease.release)
        finish_rebuilding(place.folder)
        if not place.file.is_file():
            if (kept := keep_remains(place.file)) is not None:
                notes.append(f"The project's file is gone; what was beside it is kept as {kept.name}.")
            about = [("id", str(uuid.uuid4())), ("sequence", 0), ("place", stored_name(str(place.folder)))]
            write_atomic(place.file, empty_file(about=about))
        _must_be_ours(place.file)
        with place.file.open("rb+"):
            pass  # raises where the file itself may not be written
        try:
            _mend(place, places.is_known(data_dir, place.folder))
        except ERRORS as error:
            raise unreadable(place.file, error) from error
        mode = WAL if has_log(place.file) and is_local(place.folder) else journal_mode(place.folder)
        if mode is None:
            raise PermissionError(errno.EACCES, "nothing can be written there")
        if mode == ROLLBACK:
            give_up_log(place.file)
        database = Database(place.file, mode)
        undo.callback(database.close)
        opened = sign(place, database, taken.lease, notes)
        if taken.stale is not None:
            notes.append(f"The project was left open by {taken.stale}, which is gone: it was taken over.")
            if taken.stale.sequence > opened.sequence:
                missing = taken.stale.sequence - opened.sequence
                notes.append(f"The last {missing} changes are missing: was the file {PROJECT_FILE}-wal removed?")
        places.remember(data_dir, place.folder)
        undo.pop_all()
        return replace(opened, notes=tuple(notes))


def sign(place: Place, database: Database, lease: Lease, notes: list[str]) -> Opened:
    """Write into the file who has it and where it is: the first transaction, and the proof that it can be written."""
    recorded = places.told(place.file)
    copied = recorded is not None and places.is_copy(place, recorded)
    with database.change() as connection:
        about = dict(connection.execute("SELECT name, value FROM about").fetchall())
        identity = str(uuid.uuid4()) if copied else str(about["id"])
        if copied and recorded is not None:
            notes.append(f"This project is a copy of the one in {shown(recorded.place)}; from here on it is its own.")
        if about.get("note"):
            notes.append(str(about["note"]))
        values = {
            "id": identity,
            "place": stored_name(str(place.folder)),
            "photos": stored_name(str(place.photos)),
            "writer": lease.holder.token,
            "note": "",
            "version": VERSION,
        }
        connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", values.items())
    return Opened(place, identity, database, int(about["sequence"]), lease)


def _open_for_now(place: Place, notes: list[str], reason: str) -> Opened:
    """Open what cannot be written at the moment, to be read until it can."""
    notes.append(f"{reason} The project is read-only until that has changed.")
    return replace(_open_to_read(place, notes), reason=reason)


def _open_to_read(place: Place, notes: list[str]) -> Opened:
    _must_be_ours(place.file)
    file, temporary = place.file, None
    try:
        found = look(file)
    except sqlite3.Error:
        found = None
    with ExitStack() as undo:
        if found is None or (found.version is not None and found.version < VERSION and not found.damage):
            # Nothing may be written here, neither played back nor migrated: that is done with a copy.
            temporary = tempfile.TemporaryDirectory(prefix="skinseg-")
            undo.callback(temporary.cleanup)
            file = aside.copied(file, Path(temporary.name))
        try:
            if temporary is not None:
                _mend(replace(place, folder=file.parent), may_recover=False)
            elif found is not None:
                _must_be_whole(place.file, found)
            database = Database(file, None)
            undo.callback(database.close)
            with database.read() as connection:
                about = dict(connection.execute("SELECT name, value FROM about").fetchall())
        except ERRORS as error:
            raise unreadable(place.file, error) from error
        undo.pop_all()
    identity, sequence = str(about["id"]), int(about["sequence"])
    return Opened(place, identity, database, sequence, notes=tuple(notes), temporary=temporary)


def _mend(place: Place, known: bool = False, *, may_recover: bool = True) -> None:
    """Migrate an older file, recover a damaged one. Raises ProjectError for what is no project of ours.

    In a place that is ``known``, or recorded in the file, what no program writes is damage and not a stranger's.
    """
    try:
        found = look(place.file)
    except sqlite3.Error:
        # A rollback journal that a killed writer left cannot be played back by reading alone.
        play_back(place.file)
        found = look(place.file)
    if found.version is not None and found.version < VERSION and not found.damage:
        migrate(place.file, found.version)
        found = look(place.file)
    strange = found.version is None or found.bad_rows
    if may_recover and (found.damage or (strange and (known or _at_home(place)))):
        recover(place.file)
        found = look(place.file)
    _must_be_whole(place.file, found)


def _must_be_whole(file: Path, found: Looked) -> None:
    if found.damage:
        raise ProjectError(f"{shown(file)} is damaged: {found.damage}.", "Open it for writing: it is then recovered.")
    if found.version is None:
        raise ProjectError(f"{shown(file)} is no project of this program.", "Choose the folder of the photos.")
    if found.version > VERSION:
        raise ProjectError(f"{shown(file)} was written by a newer version of the program.", "Update the program.")
    if found.bad_rows:
        raise ProjectError(
            f"{shown(file)} has {found.bad_rows} entries that no version of the program writes.",
            "It is not opened: ask whoever made it.",
        )


def _must_be_ours(file: Path) -> None:
    """Raise ProjectError for what must not even be opened."""
    journal = file.with_name(file.name + "-journal")
    try:
        if not file.is_file():
            raise ProjectError(f"There is no project in {shown(file.parent)}.", "Open the folder of the photos.")
        if journal.is_file() and journal.stat().st_size >= 8:
            with journal.open("rb") as tail:
                tail.seek(-8, os.SEEK_END)
                if tail.read(8) == _SUPER_JOURNAL:
                    raise ProjectError(f"{shown(journal)} names files outside of its folder.", "It is not opened.")
    except OSError as error:
        raise ProjectError(f"{shown(file)} cannot be read: {os_reason(error)}.", "Check the folder.") from error


def _at_home(place: Place) -> bool:
    """Whether a file is where it says that it was written: then what is wrong with it is damage, else it is strange."""
    recorded = places.told(place.file)
    return recorded is not None and recorded.place == str(place.folder)

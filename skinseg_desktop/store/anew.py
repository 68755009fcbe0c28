"""A project whose file was deleted or replaced while it was open: made anew from what its connection still reads.

The system keeps a deleted file for as long as somebody has it open. A drive that is away is another matter: its file
comes back with it, and is waited for.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.imaging import shown
from skinseg_desktop.store import place as places
from skinseg_desktop.store.database import Database, give_up_log, has_log
from skinseg_desktop.store.lease import take
from skinseg_desktop.store.opening import Opened, can_hold, sign
from skinseg_desktop.store.place import Place
from skinseg_desktop.store.recovery import MADE_ANEW, clear_log, put_aside
from skinseg_desktop.store.volume import ROLLBACK, WAL, is_local, journal_mode, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

    from skinseg_desktop.store.lease import Lease


def make_anew(place: Place, lost: Database, lease: Lease, data_dir: Path) -> Opened | None:
    """Write all that a lost file held into a new one, at its place or else in the user's data, and open that.

    Its lease is the given one where that still holds, else a new one. None where no place takes it; then nothing has
    changed, and it can be tried again.
    """
    aside = places.in_data(place.photos, data_dir)
    for folder in dict.fromkeys((place.folder, aside)):
        # Folders above the project's are not made anew: who deleted them, or took their drive away, meant to.
        if folder != aside and not folder.parent.is_dir():
            continue
        made_folder = not folder.exists()
        with suppress(OSError, sqlite3.Error, UserError):
            return _made_in(replace(place, folder=folder), place.folder, lost, lease, data_dir)
        if made_folder:
            with suppress(OSError):
                folder.rmdir()
    return None


def _made_in(place: Place, before: Path, lost: Database, lease: Lease, data_dir: Path) -> Opened:
    """Make it in one folder. Raises OSError, sqlite3.Error and UserError."""
    if not can_hold(place.folder):
        raise PermissionError(errno.EACCES, "nothing can be written there")
    with ExitStack() as undo:
        part, new = place.folder / f"{MADE_ANEW}.part", place.folder / MADE_ANEW
        for path in (part, new):
            undo.callback(path.unlink, missing_ok=True)
        lost.copy_to(part)
        part.replace(new)  # whole from here on: the next start puts it in place where this one does not come to it
        ours = lease.in_place and lease.folder == place.folder
        if not ours:
            taken = take(place.folder).lease
            if taken is None:
                raise PermissionError(errno.EACCES, "another program has made a project there")
            lease = taken
            undo.callback(lease.release)
        else:
            # The log beside it belongs to the lost file, and would be played into the new one.
            clear_log(place.file)
        kept = put_aside(place.file)
        new.replace(place.file)
        undo.callback(clear_log, place.file)
        undo.callback(place.file.unlink, missing_ok=True)
        sync_folder(place.folder)
        mode = WAL if has_log(place.file) and is_local(place.folder) else journal_mode(place.folder)
        if mode is None:
            raise PermissionError(errno.EACCES, "nothing can be written there")
        if mode == ROLLBACK:
            give_up_log(place.file)
        database = Database(place.file, mode)
        undo.callback(database.close)
        notes = [_said(before, place.folder, kept)]
        opened = sign(place, database, lease, notes)
        places.remember(data_dir, place.folder)
        undo.pop_all()
        return replace(opened, notes=tuple(notes))


def _said(before: Path, folder: Path, kept: Path | None) -> str:
    said = f"The project in {shown(before)} was deleted or replaced while it was open: "
    said += "it was made anew there" if folder == before else f"it is kept in {shown(folder)} now"
    said += ", with all that was in it."
    return said + (f" What lay in its place is kept as {kept.name}." if kept is not None else "")

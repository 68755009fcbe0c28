"""A second project of the same photos, in the user's data: there it went while the one beside them was not writable.

It begins as a copy. If nobody worked in the first one meanwhile, it comes back as soon as that can be written. Two in
which people worked apart are not mixed: as long as the second holds work that the first lacks, that is said.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from skinseg_desktop.imaging import write_atomic
from skinseg_desktop.store import place as places
from skinseg_desktop.store.database import ERRORS, connect
from skinseg_desktop.store.lock import LOCK_FILE, try_lock
from skinseg_desktop.store.place import Place
from skinseg_desktop.store.schema import PROJECT_FILE
from skinseg_desktop.store.volume import sync_folder

#: Holds when somebody had last worked in the first project as the copy was begun.
_BEGUN = "begun-as-copy.txt"
#: What the first project's file is called after the second came back, and the second's.
_BEFORE, _CAME_BACK = "before-{}", "came-back-{}"
_LOGS = ("-wal", "-shm", "-journal")
_WORK = "SELECT relative, sha256, judgement, area, by_hand, cursor FROM photo WHERE based OR judgement != ''"


def begin(place: Place, folder: Path) -> None:
    """Begin a copy of a project in another folder. Raises OSError and OutputError."""
    copied(place.file, folder)
    write_atomic(folder / _BEGUN, str(_worked(place.file)).encode())
    sync_folder(folder)


def other_work(place: Place, data_dir: Path) -> Place | None:
    """Where the second project of the same photos lies, if somebody worked there on what the first lacks."""
    folder = places.in_data(place.photos, data_dir)
    there = folder != place.folder and (folder / PROJECT_FILE).is_file()
    return Place(folder, place.photos) if there and has_more(folder / PROJECT_FILE, place.file) else None


def has_more(file: Path, than: Path) -> bool:
    """Whether somebody worked in a project on photos of which another has not this work."""
    return bool((_work(file) or set()) - (_work(than) or set()))


def goes_on(aside: Place, place: Place) -> bool:
    """Whether the second project has all of the first: nobody worked in that since the other began, or ever.

    Of a first one that cannot be read it is not known: that is to be recovered, not put aside.
    """
    first = _work(place.file)
    if not first:
        return first is not None
    try:
        return int((aside.folder / _BEGUN).read_bytes()) == _worked(place.file)
    except (OSError, ValueError):
        return False


def bring_back(aside: Place, place: Place) -> bool:
    """Put the second project in place of the first, whose file is kept; False where it cannot be done now."""
    coming = place.folder / f".{PROJECT_FILE}.coming"
    with contextlib.ExitStack() as held:
        try:
            for folder in (place.folder, aside.folder):
                lock = try_lock(folder / LOCK_FILE)
                if lock is None:
                    return False
                held.callback(lock.release)
            coming.unlink(missing_ok=True)
            coming.touch()
            source = held.enter_context(contextlib.closing(connect(aside.file, "rw")))
            target = held.enter_context(contextlib.closing(connect(coming, "rw")))
            if source.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return False
            source.backup(target)
            target.close()
            source.close()
            _set_aside(place.file, _BEFORE)
            coming.rename(place.file)
            sync_folder(place.folder)
            _set_aside(aside.file, _CAME_BACK)
            return True
        except (OSError, *ERRORS):
            return False
        finally:
            with contextlib.suppress(OSError):
                coming.unlink(missing_ok=True)


def copied(file: Path, folder: Path) -> Path:
    """Copy a project's file with its log into another folder, itself last."""
    for suffix in ("-wal", "-journal", ""):
        if (source := file.with_name(file.name + suffix)).is_file():
            shutil.copyfile(source, folder / source.name)
    return folder / file.name


def _set_aside(file: Path, name: str) -> None:
    """Give a project's file with its log a new name that is free, itself first."""
    number = next(n for n in range(1, 10_000) if not file.with_name(name.format(n) + file.suffix).exists())
    wanted = file.with_name(name.format(number) + file.suffix)
    file.rename(wanted)
    for suffix in _LOGS:
        if (log := file.with_name(file.name + suffix)).is_file():
            log.rename(wanted.with_name(wanted.name + suffix))


def _worked(file: Path) -> int:
    """When a person last drew or judged in a project; 0 where there is none. To look at it is no work."""
    recorded = places.told(file) if file.is_file() else None
    return 0 if recorded is None else recorded.worked


def _work(file: Path) -> set[tuple[object, ...]] | None:
    """What people did, a row a photo; None where it cannot be read or is no project."""
    if not file.is_file() or places.told(file) is None:
        return None
    for mode in ("ro", "ro&immutable=1"):
        with contextlib.suppress(*ERRORS, OSError), contextlib.closing(connect(file, mode)) as connection:
            rows = connection.execute(_WORK).fetchall()
            return {(os.fsencode(row[0]) if isinstance(row[0], str) else row[0], *row[1:]) for row in rows}
    return None

"""A project: what people decided and drew for a folder of photos, and what models gave, in one SQLite file.

It is written by committing changes (``store.changes``) and by nothing else; a commit is on the disk when it returns.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from typing import TYPE_CHECKING, Any

from skinseg_desktop.core.edit import Mask, apply, unpack
from skinseg_desktop.core.errors import OutputError, ProjectError
from skinseg_desktop.core.places import user_data_dir
from skinseg_desktop.imaging import shown
from skinseg_desktop.store import journal
from skinseg_desktop.store.anew import make_anew
from skinseg_desktop.store.database import DAMAGED, ERRORS, code
from skinseg_desktop.store.lease import Holder, Watch
from skinseg_desktop.store.opening import Opened, open_project, writable_again
from skinseg_desktop.store.place import Place
from skinseg_desktop.store.records import (
    BadRow,
    Record,
    Work,
    all_records,
    has_another,
    one_record,
    photo_number,
    stored_mask,
    stored_work,
)
from skinseg_desktop.store.recovery import mark_suspect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from skinseg_desktop.store.changes import Change, PhotoKey, Stored
    from skinseg_desktop.store.database import Database


class Project:
    """A folder under review. Made by ``Project.open``; safe to call from any thread, writes come from one at a time."""

    def __init__(self, opened: Opened, data_dir: Path) -> None:
        self.place: Path = opened.place.folder
        self.photos_folder: Path = opened.place.photos
        self.id: str = opened.id
        #: Sentences to be said once; further ones may come behind them.
        self.notes: tuple[str, ...] = opened.notes
        self.read_only: bool = opened.lease is None
        self.holder: Holder | None = opened.holder
        #: Why it cannot be written, where that is not for somebody else who does.
        self.reason: str = opened.reason
        self._database = opened.database
        self._lease = opened.lease
        self._temporary = opened.temporary
        self._watch = Watch(self.place, opened.holder) if opened.holder else None
        self._sequence = opened.sequence
        self._data_dir = data_dir
        #: Files that lost their names; whoever reads one ends in peace.
        self._lost: list[Database] = []
        #: File and lease change together.
        self._changes = threading.RLock()
        self._closed = False

    @classmethod
    def open(
        cls,
        photos: Path,
        *,
        write: bool = True,
        data_dir: Path | None = None,
        create: bool = True,
        over: Holder | None = None,
    ) -> Project:
        """Open the project of a photos' folder, of a project's folder or of its file; make it where there is none.

        Where somebody else writes it, it is opened read-only and ``holder`` says who. ``data_dir`` takes the place of
        the user's data; ``over`` names a holder whose lease may be taken because the project is ``free``. Raises
        ProjectError for what is no project, is of a newer version or has something foreign in it, and where there is
        none and none shall be made; OutputError where a new one can be written nowhere.
        """
        data_dir = data_dir or user_data_dir()
        return cls(open_project(photos, data_dir, write=write, create=create, over=over), data_dir)

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def file(self) -> Path:
        """The database."""
        return self._database.path

    @property
    def free(self) -> bool:
        """Whether a project that is read-only may be opened to be written now; asked every few seconds.

        The other writer has ended or shown no life for a minute, or the disk that did not take it may do so again.
        """
        if self._watch is not None:
            return self._watch.gone
        return bool(self.reason) and writable_again(Place(self.place, self.photos_folder))

    def commit(self, changes: Sequence[Change]) -> None:
        """Write changes in their order, all or none; they are on the disk when this returns.

        Where the file was deleted meanwhile, it is made anew with all that was in it, which ``notes`` then say.
        Raises OutputError when the disk does not take them: the same changes can then be committed again. Raises
        ProjectError when the project is read-only or somebody else has taken it over.
        """
        if not changes:
            return
        with self._changes:
            try:
                self._write(changes)
            except OutputError:
                written = self._database.written
                if not self._database.lost or not self._make_anew():
                    raise
                if not written:
                    self._write(changes)

    def keep(self) -> None:
        """Where the file was deleted meanwhile, make it anew with all that was in it, before anything else happens.

        Asked every few seconds. Raises OutputError where no place takes it, and where it was moved or its drive is
        away: it can be tried again.
        """
        with self._changes:
            if self._lease is None or self._database.in_place:
                return
            if not self.lost or not self._make_anew():
                raise self._database.gone()

    @property
    def lost(self) -> bool:
        """Whether all that is stored hangs on this program: the file was deleted, and is not made anew yet."""
        return self._lease is not None and self._database.lost

    def adopt(self, key: PhotoKey, exists: Callable[[str], bool]) -> bool:
        """Give a photo the work that was done on the same bytes under a name that is no longer there.

        ``exists`` says whether there is still a photo of that relative path. False where there is nothing to adopt, or
        the photo has work of its own. Raises as ``commit``.
        """
        record = self.record(key)
        if self.read_only or (record is not None and (record.touched or record.flagged)):
            return False
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT id, relative FROM photo WHERE sha256=? ORDER BY sequence DESC", (key.sha256,)
            ).fetchall()
        gone = [row for row in rows if (old := os.fsdecode(row[1])) != key.relative and not exists(old)]
        if not gone:
            return False
        with self._changing() as connection:
            # Another thread may have taken it over meanwhile, or a person have worked on the photo.
            there = connection.execute("SELECT id FROM photo WHERE id=? AND relative=?", tuple(gone[0])).fetchone()
            record = one_record(connection, key)
            if there is not None and (record is None or not (record.touched or record.flagged)):
                journal.move(connection, there[0], key)
        return True

    def records(self) -> dict[str, Record]:
        """What is known of every photo by its relative path; of several photos of one name, the one worked on last.

        Raises ProjectError.
        """
        return {record.key.relative: record for record in self._all_records()}

    def records_by_name(self) -> dict[str, tuple[Record, ...]]:
        """Every record of every name, the one that changed last at the end; which counts, the file's bytes decide.

        Raises ProjectError.
        """
        found: dict[str, list[Record]] = {}
        for record in self._all_records():
            found.setdefault(record.key.relative, []).append(record)
        return {name: tuple(records) for name, records in found.items()}

    def record(self, key: PhotoKey) -> Record | None:
        """What is known of a photo; None for nothing. Raises ProjectError."""
        with self._reading(key) as connection:
            return one_record(connection, key)

    def knows_another(self, key: PhotoKey) -> bool:
        """Whether another photo of this name has a mask or a judgement. Raises ProjectError."""
        with self._reading(key) as connection:
            return has_another(connection, key)

    def work(self, key: PhotoKey) -> Work | None:
        """All that rebuilds a photo's working mask; None while nobody has worked on it. Raises ProjectError."""
        with self._reading(key) as connection:
            number = photo_number(connection, key)
            return None if number is None else stored_work(connection, number)

    def prediction(self, key: PhotoKey) -> Stored | None:
        """The mask that a model gave last. Raises ProjectError."""
        with self._reading(key) as connection:
            number = photo_number(connection, key)
            return None if number is None else stored_mask(connection, number, "prediction")

    def current(self, key: PhotoKey) -> tuple[Record | None, Mask | None]:
        """What is known of a photo and its mask now, of one moment: somebody may be painting. Raises ProjectError."""
        with self._reading(key) as connection:
            record, number = one_record(connection, key), photo_number(connection, key)
            if number is None:
                return record, None
            work = stored_work(connection, number)
            stored = work.base if work else stored_mask(connection, number, "prediction")
        return record, _mask(work, stored)

    def changed_since(self, sequence: int) -> tuple[int, dict[str, Record]]:
        """How many changes there are by now, and the records, by name, of the later ones. Raises ProjectError."""
        with self._reading() as connection:
            (now,) = connection.execute("SELECT value FROM about WHERE name='sequence'").fetchone()
        changed = {} if now == sequence else {n: r for n, r in self.records().items() if r.sequence > sequence}
        return int(now), changed

    @property
    def sequence(self) -> int:
        """How many changes there were when it was opened, or last written here."""
        return self._sequence

    def choices(self) -> dict[str, Any]:
        """The choices for the whole project (``Chosen``). Raises ProjectError."""
        with self._reading() as connection:
            rows = connection.execute("SELECT name, value FROM choice").fetchall()
        found = {}
        for name, value in rows:
            with contextlib.suppress(ValueError, TypeError, RecursionError):
                found[name] = json.loads(value)
        return found

    def beat(self) -> bool:
        """Give a sign of life, every ten seconds; False where the project has been taken over and is read-only now.

        A disk that is away for a while is no reason: then nothing is written, and the next sign may come through.
        """
        lease = self._lease
        if lease is None:
            return False
        try:
            if lease.beat(self._sequence):
                return True
        except OSError:
            return True
        with self._changes:
            if lease is self._lease:
                self._taken_over()
        return self._lease is not None

    def close(self) -> None:
        """Give the lease back and close the file. May be called twice."""
        if self._closed:
            return
        with self._changes:
            if self._lease is not None and self._database.lost:
                self._make_anew()  # else the end of the last connection would be the end of what was in it
        self._closed = True
        # Without it nothing is written and no sign of life is given any more, whoever still asks.
        lease, self._lease = self._lease, None
        for database in (self._database, *self._lost):
            database.close()
        if lease is not None:
            lease.release()
        if self._temporary is not None:
            self._temporary.cleanup()

    def _write(self, changes: Sequence[Change]) -> None:
        with self._changing() as connection:
            journal.write(connection, changes)

    def _make_anew(self) -> bool:
        """Go on in a new file with all that was in the one that is lost; False where that can be put nowhere."""
        lease = self._lease
        if lease is None:
            return False
        made = make_anew(Place(self.place, self.photos_folder), self._database, lease, self._data_dir)
        if made is None or made.lease is None:
            return False
        self._lost.append(self._database)
        self._database, self._lease, self.place, self.id = made.database, made.lease, made.place.folder, made.id
        self.notes += made.notes
        self._sequence = made.sequence
        if made.lease is not lease:
            lease.release()
        return True

    def _all_records(self) -> list[Record]:
        with self._reading() as connection:
            found = list(all_records(connection))
        if any(isinstance(record, BadRow) for record in found):
            mark_suspect(self.place)
        return [record for record in found if isinstance(record, Record)]

    @contextlib.contextmanager
    def _changing(self) -> Iterator[Any]:
        if self._closed:
            raise ProjectError(f"{shown(self.file)} is closed.", "Open it again.")
        with self._changes:
            lease = self._lease  # closing in another thread may take it away
            if lease is None:
                raise ProjectError(*self._read_only_because())
            with self._doubting(), self._database.change() as connection:
                (writer,) = connection.execute("SELECT value FROM about WHERE name='writer'").fetchone()
                if writer != lease.holder.token:
                    self._taken_over()
                    raise ProjectError(*self._read_only_because())
                yield connection
                (sequence,) = connection.execute("SELECT value FROM about WHERE name='sequence'").fetchone()
            self._sequence = sequence

    @contextlib.contextmanager
    def _reading(self, key: PhotoKey | None = None) -> Iterator[Any]:
        try:
            with self._doubting(), self._database.read() as connection:
                yield connection
        except BadRow as error:
            mark_suspect(self.place)
            what = shown(key.relative) if key else "the project"
            raise ProjectError(
                f"What is stored for {what} is damaged ({error}).",
                "Open the folder again: what can be read is then recovered, the file kept.",
            ) from error

    @contextlib.contextmanager
    def _doubting(self) -> Iterator[None]:
        """Where an error comes from damage, let the next start look at the whole file."""
        try:
            yield
        except ProjectError as error:
            if isinstance(error.__cause__, ERRORS) and code(error.__cause__) in DAMAGED:
                mark_suspect(self.place)
            raise

    def _taken_over(self) -> None:
        lease, self._lease = self._lease, None
        self.read_only = True
        if lease is not None:
            self.holder = lease.found()
            lease.release()
        self._watch = Watch(self.place, self.holder) if self.holder else None

    def _read_only_because(self) -> tuple[str, str]:
        if self.holder is not None:
            return f"The project is written by {self.holder}.", "Close it there, then open the folder again."
        return self.reason or f"{shown(self.place)} is open for reading only.", "Open the folder again to write."


def current_mask(project: Project, key: PhotoKey) -> Mask | None:
    """A photo's mask now, ``uint8[height, width]`` of 0 and 1: the base and the edits on it, else the prediction.

    None where there is none. Raises ProjectError.
    """
    return project.current(key)[1]


def _mask(work: Work | None, stored: Stored | None) -> Mask | None:
    if stored is None:
        return None
    mask = unpack(stored.bits, stored.width, stored.height)
    if work:
        for edit in work.edits[: work.cursor]:
            apply(mask, edit.patch)
    return mask

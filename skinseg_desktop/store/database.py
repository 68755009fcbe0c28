"""An open project's file: transactions that are on the disk when they end, and SQLite's errors as sentences.

With a write-ahead log a second connection reads while the first one writes; with a rollback journal one connection does
both in turn.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from skinseg_desktop.core.errors import OutputError, ProjectError
from skinseg_desktop.imaging import shown
from skinseg_desktop.store.records import MAX_BYTES
from skinseg_desktop.store.volume import ROLLBACK, WAL

if TYPE_CHECKING:
    from collections.abc import Iterator

_BUSY_SECONDS = 5.0
#: A log that one large commit made long is cut to this, in bytes.
_LOG_BYTES = 16_000_000
#: What reading raises; text that is no UTF-8, in a row or in SQLite's own message, is damage too.
ERRORS = (sqlite3.Error, UnicodeDecodeError)
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


class Database:
    """A project's file, open for writing and reading or for reading alone; its methods may be called from any thread.

    ``mode`` is the journal's, ``wal`` or ``delete``; None leaves it as the file has it, for reading.
    """

    def __init__(self, path: Path, mode: str | None) -> None:
        self.path = path
        self._mode = mode
        self._writing = threading.RLock()
        self._reading = threading.RLock() if mode in (WAL, None) else self._writing
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._file: os.stat_result | None = None
        #: Keeps hold of the file itself, whatever becomes of its name.
        self._held: int | None = None
        self._closed = False
        #: Whether the transaction that failed last was whole all the same, in a file that had lost its name.
        self.written = False

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """One consistent view for the length of the block. Raises ProjectError."""
        with self._reading:
            try:
                connection = self._open_reader()
                connection.execute("BEGIN")
                try:
                    yield connection
                finally:
                    with contextlib.suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
            except ERRORS as error:
                self._look_afresh()
                raise unreadable(self.path, error) from error

    @contextlib.contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: on the disk when the block has ended, or not there at all when an error leaves it.

        Raises OutputError where the disk is at fault, and can then be tried again; ProjectError for a damaged file.
        """
        with self._writing:
            self.written = False
            try:
                connection = self._open_writer()
                self._must_be_there()
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                    self.written = True
                except BaseException:
                    with contextlib.suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                    raise
                self._must_be_there()
            except ERRORS as error:
                if code(error) != sqlite3.SQLITE_FULL:  # on a full disk nothing could be opened anew
                    self._look_afresh()
                raise unwritable(self.path, error) from error
            except OSError as error:
                # The connections stay: of a file without a name they are all that is left.
                raise self.gone() from error

    def close(self) -> None:
        """End every connection; without a second reader this tidies the log away."""
        self._closed = True
        self._drop()
        held, self._held = self._held, None
        if held is not None:
            os.close(held)

    @property
    def in_place(self) -> bool:
        """Whether the file that is open has its name."""
        try:
            return self._file is None or os.path.samestat(self.path.stat(), self._file)
        except OSError:
            return False

    @property
    def lost(self) -> bool:
        """Whether the file was deleted, or another is in its place, while this one can still be read here.

        A file that only has another name now, or whose drive is away, can come back and is not lost.
        """
        held = self._held  # closing in another thread may take it away
        if held is None or (self._writer is None and self._reader is None):
            return False
        try:
            file = os.fstat(held)
            if file.st_nlink == 0:
                return True
            return not os.path.samestat(self.path.stat(), file)
        except OSError:
            return False

    def copy_to(self, file: Path) -> None:
        """Write all that is committed into another file, which is made; it is on the disk when this returns.

        Raises sqlite3.Error and OSError.
        """
        with self._writing, self._reading:
            source = self._writer or self._reader
            assert source is not None
            file.write_bytes(b"")
            with contextlib.closing(connect(file, "rw")) as target:
                source.backup(target)
        with file.open("rb+") as written:
            os.fsync(written.fileno())

    def _open_writer(self) -> sqlite3.Connection:
        if self._writer is None:
            self._must_be_open()
            found = self.path.stat()
            if self._file is not None and not os.path.samestat(found, self._file):
                raise FileNotFoundError(self.path)
            self._file = found
            self._writer = connect(self.path, "rw")
            if self._held is None and hasattr(os, "O_PATH"):
                # Such a descriptor can be closed without giving up SQLite's locks on the file, and no other can.
                self._held = os.open(self.path, os.O_PATH | os.O_CLOEXEC)
            (mode,) = self._writer.execute(f"PRAGMA journal_mode={self._mode}").fetchone()
            if mode != self._mode:
                self._drop()
                raise OutputError(
                    f"{shown(self.path)} cannot be written as before: its disk has changed.", "Open it again."
                )
            for pragma in ("synchronous=FULL", "fullfsync=ON", "checkpoint_fullfsync=ON", "secure_delete=OFF",
                           f"journal_size_limit={_LOG_BYTES}"):  # fmt: skip
                self._writer.execute(f"PRAGMA {pragma}").fetchall()
            if self._reading is not self._writing:
                # Now, while the file has its name: should it be moved or deleted, what is in it can still be read.
                with self._reading:
                    self._open_reader().execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return self._writer

    def _open_reader(self) -> sqlite3.Connection:
        if self._mode == ROLLBACK:
            try:
                return self._open_writer()
            except OSError as error:
                raise ProjectError(f"{shown(self.path)} is gone.", "Is its drive still there?") from error
        if self._reader is None:
            self._must_be_open()
            if self._file is not None and self.lost:
                raise ProjectError(f"{shown(self.path)} is gone.", "What is in memory is saved with the next change.")
            self._reader = connect(self.path, "ro")
        return self._reader

    def _must_be_open(self) -> None:
        if self._closed:
            raise ProjectError(f"{shown(self.path)} is closed.", "Open it again.")

    def _must_be_there(self) -> None:
        """Raise OSError where the open file has lost its name: what is written into it would be gone with it."""
        assert self._file is not None
        if not os.path.samestat(self.path.stat(), self._file):
            raise FileNotFoundError(self.path)

    def gone(self) -> OutputError:
        """The sentence for a file that is not under its name any more, with its new name where the system knows it."""
        with contextlib.suppress(OSError):
            if self._held is not None and os.fstat(self._held).st_nlink:
                now = Path(f"/proc/self/fd/{self._held}").readlink()
                if now != self.path and now.exists():
                    return OutputError(
                        f"{shown(self.path)} is gone: it was moved to {shown(now.parent)}.",
                        "Move it back: saving then goes on by itself.",
                    )
        return OutputError(
            f"{shown(self.path)} is gone.", "Is its drive still there? Nothing that is shown is lost yet."
        )

    def _look_afresh(self) -> None:
        """After a fault: open the file again. One that has lost its name could not be, and is all that is left."""
        if self.in_place:
            self._drop()

    def _drop(self) -> None:
        with self._writing, self._reading:
            # The reader first: the last to go empties the log, and it must be able to write.
            for connection in (self._reader, self._writer):
                if connection is not None:
                    with contextlib.suppress(sqlite3.Error):
                        connection.close()
            self._reader = self._writer = None


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a file that exists, ``ro`` or ``rw``, so that nothing in it can be run or grow beyond measure."""
    connection = sqlite3.connect(
        f"file://{quote(os.fsencode('/' + path.as_posix().removeprefix('/')))}?mode={mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_BYTES + 100_000)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def has_log(path: Path) -> bool:
    """Whether a file is written with a write-ahead log, as its header says."""
    with path.open("rb") as file:
        return file.read(20)[18:19] == b"\2"


def play_back(path: Path) -> None:
    """Let SQLite bring a file back to its last whole transaction, after a writer was killed."""
    with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(connect(path, "rw")) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def give_up_log(path: Path) -> None:
    """Go over from a write-ahead log to a rollback journal, without the memory that the log shares between programs.

    Raises OutputError.
    """
    if has_log(path):
        try:
            with contextlib.closing(connect(path, "rw")) as connection:
                connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
                connection.execute("PRAGMA journal_mode=DELETE").fetchall()
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        except sqlite3.Error as error:
            raise unwritable(path, error) from error


def code(error: Exception) -> int:
    """SQLite's primary code of an error; what has none is text that cannot be decoded."""
    return int(getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_CORRUPT) & 0xFF


def unreadable(path: Path, error: Exception) -> ProjectError:
    """An error of reading as a sentence."""
    if code(error) in DAMAGED:
        return ProjectError(
            f"{shown(path)} is damaged.", "Open the folder again: what can be read is then recovered, the file kept."
        )
    if code(error) == sqlite3.SQLITE_BUSY:
        return ProjectError(f"{shown(path)} is being written by another program.", "Try again.")
    return ProjectError(f"{shown(path)} cannot be read: {error}.", "Check the folder and its disk.")


def unwritable(path: Path, error: Exception) -> OutputError | ProjectError:
    """An error of writing as a sentence."""
    match code(error):
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_ERROR:
            return unreadable(path, error)
        case sqlite3.SQLITE_FULL:
            reason, hint = "no space left on the disk", "Make room on the disk: saving then goes on by itself."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            reason, hint = "permission denied", "Get the right to write there: saving then goes on by itself."
        case sqlite3.SQLITE_BUSY:
            reason, hint = "another program holds it", "Close the other program: saving then goes on by itself."
        case _:
            reason, hint = str(error), "Check the folder and its disk: saving then goes on by itself."
    return OutputError(f"{shown(path)} cannot be written: {reason}.", hint)

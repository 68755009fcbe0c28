"""The lease on a project: one writer, on this computer or any other that sees the folder.

Where the file system knows locks, the system's lock decides among the programs of one computer, and it dies with its
holder. Beside it lies a small file that says who holds it and is renewed every few seconds. Its age is told by the
clock of the disk's own computer, never by two clocks compared; and whoever sees it unchanged for long enough by his own
clock may take it over.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import time
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from skinseg_desktop.core.places import version
from skinseg_desktop.store.lock import LOCK_FILE, Lock, try_lock

if TYPE_CHECKING:
    from pathlib import Path

LEASE_FILE = "project.lease"
#: Seconds without a sign of life after which a holder on another computer counts as gone; it gives one every ten.
STALE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes a project: its computer, process and program version, since when (ISO 8601, UTC).

    ``token`` names this holding alone, ``beat`` counts its signs of life, ``sequence`` is the last change
    it has written.
    """

    host: str
    pid: int
    since: str
    program: str
    token: str
    beat: int = 0
    sequence: int = 0

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}, since {self.since}"


class Lease:
    """A lease that is held; see ``take``."""

    def __init__(self, folder: Path, holder: Holder, lock: Lock) -> None:
        self.folder = folder
        self.holder = holder
        self._lock = lock

    def beat(self, sequence: int) -> bool:
        """Give a sign of life; False where it was given back or taken over by somebody else. Raises OSError."""
        if self._lock.released:
            return False
        found = read_holder(self.folder)
        if found is not None and found.token != self.holder.token:
            return False
        self.holder = replace(self.holder, beat=self.holder.beat + 1, sequence=sequence)
        _write(self.folder, self.holder)
        return True

    @property
    def in_place(self) -> bool:
        """Whether the lock still lies in its folder, so that it keeps others out of there."""
        return self._lock.in_place

    def found(self) -> Holder | None:
        """Who holds it now, as its file says."""
        with contextlib.suppress(OSError):
            return read_holder(self.folder)
        return None

    def release(self) -> None:
        """Give the lease back; one that somebody else has taken over is left to him. A second time does nothing."""
        if self._lock.released:
            return
        mine = True
        with contextlib.suppress(OSError):
            found = read_holder(self.folder)
            mine = found is None or found.token == self.holder.token
            if mine:
                (self.folder / LEASE_FILE).unlink(missing_ok=True)
        self._lock.release(remove=mine)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of asking: the lease, or who holds it; ``stale`` is a dead holder whose lease was taken over."""

    lease: Lease | None
    holder: Holder | None = None
    stale: Holder | None = None


def take(folder: Path, over: Holder | None = None) -> Taken:
    """Take a folder's lease. ``over`` is a holder that was watched and has shown no life. Raises OSError."""
    lock = try_lock(folder / LOCK_FILE)
    if lock is None:
        return Taken(None, read_holder(folder) or Holder("?", 0, "", "", ""))
    try:
        found = read_holder(folder)
        if found is not None and found != over and _lives(folder, found, lock):
            lock.release()
            return Taken(None, found)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        mine = Holder(socket.gethostname(), os.getpid(), now, version(), secrets.token_hex(16))
        _write(folder, mine)
    except BaseException:
        lock.release()
        raise
    return Taken(Lease(folder, mine, lock), stale=found)


class Watch:
    """Watching another's lease from a project that is open read-only."""

    def __init__(self, folder: Path, holder: Holder) -> None:
        self.folder = folder
        self.holder = holder
        self._changed = time.monotonic()

    @property
    def gone(self) -> bool:
        """Whether the holder has ended or shown no life for a minute, by this computer's own running clock.

        Asked every few seconds; each answer looks at the lease.
        """
        with contextlib.suppress(OSError):
            found = read_holder(self.folder)
            if found is None or (found.host == socket.gethostname() and self._lock_is_free()):
                return True
            if found != self.holder:
                self.holder, self._changed = found, time.monotonic()
        return time.monotonic() - self._changed > STALE_SECONDS

    def _lock_is_free(self) -> bool:
        lock = try_lock(self.folder / LOCK_FILE)
        if lock is not None:
            lock.release()
        return lock is not None and lock.real


def read_holder(folder: Path) -> Holder | None:
    """Who holds a folder's lease, as its file says; None where there is none, or nothing that says so."""
    try:
        with (folder / LEASE_FILE).open("rb") as file:
            content = json.loads(file.read(10_000))
        holder = Holder(**content)
        texts = (holder.host, holder.since, holder.program, holder.token)
        numbers = (holder.pid, holder.beat, holder.sequence)
        whole = all(isinstance(t, str) for t in texts) and all(isinstance(n, int) for n in numbers)
        return holder if whole else None
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, RecursionError):
        return None


def _lives(folder: Path, holder: Holder, lock: Lock) -> bool:
    """Whether somebody whose lock was not in the way holds the lease all the same."""
    if holder.host == socket.gethostname():
        # Where locks are real, ours proves that he is gone.
        return not lock.real and holder.pid != os.getpid() and _runs(holder.pid)
    age = _age(folder)
    # A negative age is a clock that was set back: then only watching tells (see ``Watch``).
    return age is not None and age < STALE_SECONDS


def _age(folder: Path) -> float | None:
    """Seconds since the lease was renewed, both times by the clock of the computer that the disk is on."""
    now = folder / f".{secrets.token_hex(8)}.skinseg-tmp"
    try:
        now.write_bytes(b"now")
        return now.stat().st_mtime - (folder / LEASE_FILE).stat().st_mtime
    except FileNotFoundError:
        return None
    finally:
        now.unlink(missing_ok=True)


def _runs(pid: int) -> bool:
    if os.name == "nt":  # there, signal 0 would end it; locks are real on its file systems
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _write(folder: Path, holder: Holder) -> None:
    """Replace the lease's file; it need not survive a power cut, so nothing is flushed."""
    temporary = folder / f".{secrets.token_hex(8)}.skinseg-tmp"
    try:
        temporary.write_text(json.dumps(asdict(holder)))
        temporary.replace(folder / LEASE_FILE)
    finally:
        temporary.unlink(missing_ok=True)

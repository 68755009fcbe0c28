"""One writer at a time in a folder, by a lock of the operating system on a hidden file in it.

The system frees the lock when its holder dies, so a killed run leaves nothing to be taken over.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skinseg_desktop.core.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_FILE = ".skinseg-lock"
#: What file systems answer that know no locks.
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


@dataclass(slots=True)
class Lock:
    """A lock that is held until ``release``; ``real`` is false where the file system knows no locks."""

    path: Path
    descriptor: int
    real: bool
    released: bool = False

    @property
    def in_place(self) -> bool:
        """Whether it is held, and by the file that bears its name: a deleted one keeps nobody out."""
        with contextlib.suppress(OSError):
            return not self.released and _same_file(self.descriptor, self.path)
        return False

    def release(self, *, remove: bool = True) -> None:
        """Free the lock and take its file away; a second time does nothing."""
        if self.released:
            return
        # First of all: the number of a closed descriptor may be somebody else's at once.
        self.released = True
        if remove and os.name != "nt":  # there, an open file cannot be removed
            with contextlib.suppress(OSError):
                self.path.unlink()
        os.close(self.descriptor)
        if remove and os.name == "nt":
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


def try_lock(path: Path) -> Lock | None:
    """Lock a file, which is made; None where somebody else holds it. Raises OSError."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            held = _try_lock(descriptor)
            # Its last holder may have removed the file after it was opened here: then this lock guards nothing.
            current = held is not False and _same_file(descriptor, path)
        except BaseException:
            os.close(descriptor)
            raise
        if current:
            return Lock(path, descriptor, held is True)
        os.close(descriptor)
        if held is False:
            return None


@contextlib.contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder for the length of the block; where the file system knows no locks, hold nothing.

    Raises OutputError when somebody else holds it, or when the folder cannot be written.
    """
    try:
        lock = try_lock(folder / LOCK_FILE)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(f"{folder} cannot be written: {reason}.", "Choose another output folder.") from error
    if lock is None:
        raise OutputError(
            f"Another run is writing into {folder}.", "Wait for its end, or choose another output folder."
        )
    try:
        yield
    finally:
        lock.release()


def _same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _try_lock(descriptor: int) -> bool | None:
    """Whether the lock is ours now; None where the file system knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return None
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True

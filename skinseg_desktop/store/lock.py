"""One writer at a time in a folder, by a lock of the operating system on a hidden file in it.

The system frees the lock when its holder dies, so a killed run leaves nothing to be taken over.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from skinseg_desktop.core.errors import OutputError

LOCK_FILE = ".skinseg-lock"
#: What file systems answer that know no locks.
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


@contextlib.contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder for the length of the block; where the file system knows no locks, hold nothing.

    Raises OutputError when somebody else holds it, or when the folder cannot be written.
    """
    path = folder / LOCK_FILE
    try:
        descriptor = _locked(path)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(f"{folder} cannot be written: {reason}.", "Choose another output folder.") from error
    if descriptor is None:
        raise OutputError(
            f"Another run is writing into {folder}.", "Wait for its end, or choose another output folder."
        )
    try:
        yield
    finally:
        if os.name != "nt":  # there, an open file cannot be removed
            path.unlink(missing_ok=True)
        os.close(descriptor)
        if os.name == "nt":
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _locked(path: Path) -> int | None:
    """An open descriptor that holds the lock of the file now at ``path``; None where somebody else has it."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            held = _try_lock(descriptor)
            # Its last holder may have removed the file after it was opened here: then this lock guards nothing.
            current = held and _same_file(descriptor, path)
        except BaseException:
            os.close(descriptor)
            raise
        if current:
            return descriptor
        os.close(descriptor)
        if not held:
            return None


def _same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return True
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True

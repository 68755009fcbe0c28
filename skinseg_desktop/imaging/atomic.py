"""The one writer of files: a file appears under its final name whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
from pathlib import Path

from skinseg_desktop.core.errors import OutputError, os_reason
from skinseg_desktop.imaging.names import shown

TEMPORARY_SUFFIX = ".skinseg-tmp"
#: The names that ``write_atomic`` gives, and no others.
_TEMPORARY = re.compile(rf"\.[0-9a-f]+{re.escape(TEMPORARY_SUFFIX)}")
_HINTS = {
    errno.ENOSPC: "Make room on the disk; what is finished is kept, and a second start goes on from there.",
    errno.EDQUOT: "Make room in your quota; what is finished is kept, and a second start goes on from there.",
    errno.EACCES: "Choose another folder with -o, or get the right to write there.",
    errno.EPERM: "Choose another folder with -o, or get the right to write there.",
    errno.EROFS: "The disk is read-only: choose another folder with -o.",
    errno.ENAMETOOLONG: "Give the photo a shorter name.",
    errno.ENOENT: "The folder is gone: is its drive still there?",
}


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file so that after a crash, a kill or a full disk the final name holds the old bytes or all the new ones.

    Returns when the bytes are on the disk. Raises OutputError naming the file.
    """
    # The short name fits beside the longest final name.
    temporary = path.with_name(f".{secrets.token_hex(8)}{TEMPORARY_SUFFIX}")
    try:
        try:
            _write(temporary, data)
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(path.parent)
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "Check the folder and its disk.")
        raise OutputError(f"{shown(path)} cannot be written: {os_reason(error)}.", hint) from error


def sweep_temporaries(folder: Path, *, below: bool = True) -> int:
    """Remove what killed writers left in a folder, and ``below`` it; say how many files that were.

    Only files with names as ``write_atomic`` gives them are removed. Whoever calls it is the one writer there by
    a lock, so they are nobody's who still writes. Raises OutputError.
    """
    removed = 0
    try:
        for place, folders, names in os.walk(folder):
            if not below:
                folders.clear()
            for name in names:
                if _TEMPORARY.fullmatch(name):
                    Path(place, name).unlink(missing_ok=True)
                    removed += 1
    except OSError as error:
        raise OutputError(
            f"{shown(folder)} cannot be tidied: {os_reason(error)}.", "Check that you may write there."
        ) from error
    return removed


def _write(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # Not tempfile's: its files are for their owner alone, whatever the umask says.
    with os.fdopen(os.open(path, flags, 0o666), "wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system lets folders be synchronised."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network file systems know no fsync of folders.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)

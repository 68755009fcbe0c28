"""What tells one file from another: a stamp that is had without reading it, and the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

#: Time of the bytes, time of the entry, size. No inode: some network drives give another one each time.
Stamp = tuple[int, int, int]
#: Hashes of files that were read, by path, each true for as long as the file has that stamp.
_known: dict[str, tuple[Stamp, str]] = {}
#: A file that was written so shortly before may be written again without another stamp, in nanoseconds.
_RACY = 2_000_000_000


def stamp_of(path: str | Path) -> Stamp | None:
    """A file's stamp; another stamp is another file. None where it is not there."""
    try:
        return _stamp(os.stat(path))  # noqa: PTH116 - asked at each step through the photos
    except OSError:
        return None


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes; read again only where its stamp is another. Raises OSError."""
    with path.open("rb") as opened:
        status = os.fstat(opened.fileno())
        stamp = _stamp(status)
        known = _known.get(str(path))
        if known is not None and known[0] == stamp:
            return known[1]
        found = hashlib.file_digest(opened, "sha256").hexdigest()
        after = os.fstat(opened.fileno())
    _known.pop(str(path), None)
    if _stamp(after) == stamp and time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > _RACY:
        _known[str(path)] = (stamp, found)
    return found


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size

"""What kind of disk a folder lies on, and whether SQLite can be trusted with it: asked of the system, then tried."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sqlite3
import sys
from pathlib import Path

#: File systems that one computer has for itself. SQLite's write-ahead log shares memory between processes and is
#: right on these only; whatever is not named here counts as unknown.
_LOCAL = frozenset(
    (
        *("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "reiserfs", "bcachefs", "hfsplus"),
        *("tmpfs", "ramfs", "overlay", "vfat", "exfat", "ntfs", "ntfs3"),
    )
)
WAL, ROLLBACK = "wal", "delete"


def is_local(folder: Path, mounts: str | None = None) -> bool:
    """Whether a folder is known to lie on a disk of this computer. ``mounts`` is Linux's table, for tests."""
    path = os.path.realpath(folder)
    if mounts is None and sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(path)[0]
        # 2: removable, 3: fixed, 6: a RAM disk; a share's name is none of them.
        return len(drive) == 2 and ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") in (2, 3, 6)
    if mounts is None and sys.platform == "darwin":
        return not path.startswith(("/Volumes/", "/Network/", "/net/"))
    if mounts is None:
        try:
            mounts = Path("/proc/self/mountinfo").read_text(errors="surrogateescape")
        except OSError:
            return False
    return _file_system(path, mounts) in _LOCAL


def journal_mode(folder: Path) -> str | None:
    """How SQLite can write durably into a folder: ``wal``, ``delete`` (a rollback journal), or None: not at all.

    Found by writing, closing and reading a small database there.
    """
    for mode in (WAL, ROLLBACK) if is_local(folder) else (ROLLBACK,):
        if _probe(folder / f".{secrets.token_hex(8)}.skinseg-tmp", mode):
            return mode
    return None


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system lets folders be synchronised."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network file systems know no fsync of folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _file_system(path: str, mounts: str) -> str:
    """The type of the file system mounted nearest above a path; the last of several mounted at one place."""
    found, length = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if "-" not in fields[6:]:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
        inside = path == point or path.startswith(point if point.endswith("/") else point + "/")
        if inside and len(point) >= length:
            found, length = fields[fields.index("-", 6) + 1], len(point)
    return found


def _probe(path: Path, mode: str) -> bool:
    try:
        for write in (True, False):
            with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=1)) as connection:
                if write:
                    if connection.execute(f"PRAGMA journal_mode={mode}").fetchone() != (mode,):
                        return False
                    connection.execute("CREATE TABLE probe (value)")
                    connection.execute("INSERT INTO probe VALUES (42)")
                elif connection.execute("SELECT value FROM probe").fetchall() != [(42,)]:
                    return False
    except (sqlite3.Error, OSError):
        return False
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                path.with_name(path.name + suffix).unlink()
    return True

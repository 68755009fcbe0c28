"""Small pictures of photos, and a cache of them on disk.

A JPEG is decoded at a half, a quarter or an eighth of its size, which leaves out most of the work but the unpacking of
its data; every other file is read whole. What ``read_photo`` refuses has no thumbnail.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.errors import PhotoError
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.core.places import user_cache_dir
from skinseg_desktop.imaging import colour
from skinseg_desktop.imaging.container import Container, inspect
from skinseg_desktop.imaging.kinds import Unreadable
from skinseg_desktop.imaging.photo import (
    called,
    check_size,
    decode,
    fits_cv2,
    read_bytes,
    upright,
)
from skinseg_desktop.imaging.plain import decode_plain

_T = TypeVar("_T")
_REDUCTIONS = (8, 4, 2)
#: A picture is decoded no smaller than this share of what is asked for; the little that lacks cannot be seen.
_NEARLY = 0.9
_QUALITY = 90
#: The format of the cache file; another format is another file.
_FILE = "thumbnails-1.sqlite"
#: A use is written down only where the last one is older than this, in seconds: reading seldom writes.
_USED_AGAIN = 3600.0
#: When this share of the limit was added, the size is looked at; over the limit, what is kept fills this share of it.
_SLACK, _KEPT = 0.02, 0.9
_BUSY_SECONDS = 0.5
#: How often the cache's file is opened before it is given up.
_TRIES = 3
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS thumbnail"
    " (key BLOB PRIMARY KEY, used REAL NOT NULL, check_sum INTEGER NOT NULL, jpeg BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS thumbnail_used ON thumbnail (used)",
)
_READ = "SELECT used, check_sum, jpeg FROM thumbnail WHERE key = ?"
_USE = "UPDATE thumbnail SET used = ? WHERE key = ?"
_WRITE = "INSERT OR REPLACE INTO thumbnail (key, used, check_sum, jpeg) VALUES (?, ?, ?, ?)"
_DROP = "DELETE FROM thumbnail WHERE key IN (SELECT key FROM thumbnail ORDER BY used LIMIT ?)"


def thumbnail(path: Path, side: int, *, max_pixels: int = DEFAULT_MAX_PIXELS) -> NDArray[np.uint8]:
    """A photo as ``uint8[h, w, 3]`` RGB, upright, sRGB, whose longer side has ``side`` pixels.

    Raises PhotoError naming the file, also where it has more than ``max_pixels`` pixels (told from its header, before
    memory is asked for).
    """
    try:
        data = read_bytes(path)
        container = inspect(data)
        check_size(container.header.width, container.header.height, max_pixels)
        small = _reduced(data, container, side)
        if small is None:
            pixels, _ = decode(data, container, max_pixels)
            small = _resized(pixels, _fitted(pixels.shape[1], pixels.shape[0], side))
    except Unreadable as fault:
        raise PhotoError(f"{called(path)} cannot be read as a photo: {fault.reason}", fault.hint) from fault
    return np.ascontiguousarray(small)


class ThumbnailCache:
    """Thumbnails that are made once. Threads may share one; processes may share its folder.

    A photo is known by its path, size and time of change. Where the cache cannot be used (disk full, read-only,
    damaged), pictures are made anew and nothing is said. Beyond ``limit_bytes`` those not used for longest go.
    """

    def __init__(self, folder: Path | None = None, limit_bytes: int = 500_000_000) -> None:
        self._folder = folder
        self._limit = limit_bytes
        self._lock = threading.Lock()
        self._base: sqlite3.Connection | None = None
        self._tries = _TRIES
        self._grown = 0

    def get(self, path: Path, side: int, *, max_pixels: int = DEFAULT_MAX_PIXELS) -> NDArray[np.uint8]:
        """What ``thumbnail`` gives, from the cache where it is there. Raises PhotoError as it does."""
        try:
            key = _key(path, side)
        except OSError:
            return thumbnail(path, side, max_pixels=max_pixels)
        kept = self._load(key)
        if kept is not None and max(kept.shape) == side:
            return kept
        made = thumbnail(path, side, max_pixels=max_pixels)
        self._store(key, made)
        return made

    def close(self) -> None:
        """Let the file go; from now on pictures are made anew."""
        with self._lock, contextlib.suppress(sqlite3.Error):
            self._tries = 0
            base, self._base = self._base, None
            if base is not None:
                base.close()

    def _load(self, key: bytes) -> NDArray[np.uint8] | None:
        row = self._with_file(lambda base: base.execute(_READ, (key,)).fetchone())
        if row is None or not isinstance(row[2], bytes) or zlib.crc32(row[2]) != row[1]:
            return None
        now = time.time()
        if not isinstance(row[0], float) or abs(now - row[0]) > _USED_AGAIN:
            self._with_file(lambda base: base.execute(_USE, (now, key)))
        pixels = cv2.imdecode(np.frombuffer(row[2], np.uint8), cv2.IMREAD_COLOR_RGB)
        return None if pixels is None else np.asarray(pixels, np.uint8)

    def _store(self, key: bytes, pixels: NDArray[np.uint8]) -> None:
        packed = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()

        def put(base: sqlite3.Connection) -> None:
            base.execute(_WRITE, (key, time.time(), zlib.crc32(packed), packed))
            self._grown += len(packed)
            if self._grown > self._limit * _SLACK:
                self._grown = 0
                self._shrink(base)

        self._with_file(put)

    def _shrink(self, base: sqlite3.Connection) -> None:
        size, pages, free = (
            base.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_size", "page_count", "freelist_count")
        )
        excess = 1 - self._limit * _KEPT / (size * (pages - free))
        if excess > 1 - _KEPT:
            count = base.execute("SELECT count(*) FROM thumbnail").fetchone()[0]
            base.execute(_DROP, (round(count * excess),))

    def _with_file(self, work: Callable[[sqlite3.Connection], _T]) -> _T | None:
        """What ``work`` makes of the cache's file; None where there is none to be had."""
        with self._lock:
            try:
                if self._base is None and self._tries > 0:
                    # Not for each picture: where it fails, it takes its time to.
                    self._tries -= 1
                    self._base = _opened(self._place())
                return None if self._base is None else work(self._base)
            except (sqlite3.OperationalError, sqlite3.InterfaceError, OSError):
                # Full, locked, read-only, gone.
                return None
            except (sqlite3.DatabaseError, ValueError, OverflowError, MemoryError):
                # A damaged file also has texts that are none and lengths beyond all memory.
                self._begin_anew()
                return None

    def _place(self) -> Path:
        return (self._folder or user_cache_dir()) / _FILE

    def _begin_anew(self) -> None:
        """Throw a damaged file away and begin another."""
        with contextlib.suppress(sqlite3.Error, OSError, ValueError):
            base, self._base = self._base, None
            if base is not None:
                base.close()
            place = self._place()
            for ending in ("", "-wal", "-shm"):
                place.with_name(place.name + ending).unlink(missing_ok=True)
            if self._tries > 0:
                self._tries -= 1
                self._base = _opened(place)


def _opened(place: Path) -> sqlite3.Connection:
    # A folder that cannot be made or written may still hold a cache that can be read.
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(place, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        # What a power cut takes can be made again; nothing waits for the disk.
        base.execute("PRAGMA synchronous = OFF")
        for statement in ("PRAGMA page_size = 8192", "PRAGMA journal_mode = WAL", *_SCHEMA):
            # In a cache that may only be read, or that another process is just making, they fail.
            with contextlib.suppress(sqlite3.OperationalError):
                base.execute(statement)
        base.execute("SELECT key, used FROM thumbnail LIMIT 1").fetchone()
    except BaseException:
        base.close()
        raise
    return base


def _key(path: Path, side: int) -> bytes:
    # Not `resolve`: it asks for every folder on the way. Raises OSError.
    status = os.stat(path)  # noqa: PTH116
    where = os.fsencode(os.path.abspath(path))  # noqa: PTH100
    stated = f"\0{status.st_size}\0{status.st_mtime_ns}\0{side}".encode()
    return hashlib.blake2b(where + stated, digest_size=16).digest()


def _reduced(data: bytes, container: Container, side: int) -> NDArray[np.uint8] | None:
    """A plain JPEG decoded no larger than is needed; None for other files. Raises Unreadable."""
    header = container.header
    if header.kind != "JPEG" or not container.plain or not fits_cv2(header):
        return None
    longer = max(header.width, header.height)
    reduction = next((r for r in _REDUCTIONS if longer >= r * side * _NEARLY), 1)
    pixels = decode_plain(data, container, reduction=reduction)
    small = _resized(pixels, _fitted(header.width, header.height, side))
    if container.icc is not None:
        small, _ = colour.to_srgb(small, container.icc, grey=container.channels == 1)
    return upright(small, header.orientation)


def _fitted(width: int, height: int, side: int) -> tuple[int, int]:
    longer = max(width, height)
    return max(1, round(width * side / longer)), max(1, round(height * side / longer))


def _resized(pixels: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    smaller = size[0] <= pixels.shape[1]
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC), np.uint8)

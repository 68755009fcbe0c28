"""What a project knows, as values, read from its rows. Whatever a row says is checked before it is believed."""

from __future__ import annotations

import json
import os
import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from skinseg_desktop.core.edit import Patch, Rect
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.store.changes import Origin, PhotoKey, Stored
from skinseg_desktop.store.journal import stored_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

#: No mask is larger than the photos that are read; deflated bits never grow by more than this.
MAX_PIXELS = DEFAULT_MAX_PIXELS
MAX_BYTES = MAX_PIXELS // 8 + MAX_PIXELS // 8000 + 64
_SHA256 = re.compile(r"[0-9a-f]{64}")
_JUDGEMENTS = ("", "accepted", "rejected")


class BadRow(ValueError):
    """A row that no version of this program writes."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a photo without its pixels.

    ``area`` counts the lesion's pixels now, None where there is no mask. ``threshold`` is the photo's own, None for the
    project's. ``touched`` says that a person's work is in it. ``sequence`` rises with each change of this photo.
    """

    key: PhotoKey
    width: int | None
    height: int | None
    status: str
    flagged: bool
    area: int | None
    origin: Origin | None
    cursor: int
    edits: int
    by_hand: int
    threshold: float | None
    seconds: float
    touched: bool
    sequence: int
    folded: int = 0


@dataclass(frozen=True, slots=True)
class StoredEdit:
    """An edit as it is stored: its number from 1, what it is called, and its patch."""

    number: int
    label: str
    patch: Patch


@dataclass(frozen=True, slots=True)
class Work:
    """All that rebuilds a working mask: ``base`` XOR the first ``cursor`` edits; the rest can be done again.

    ``start`` is the mask as it was when work began: the base itself, unless the oldest edits (``folded`` of them)
    became part of that.
    """

    base: Stored
    edits: tuple[StoredEdit, ...]
    cursor: int
    start: Stored
    folded: int = 0


_COLUMNS = (
    "relative, sha256, width, height, judgement, flagged, area, origin, cursor, edits, by_hand, threshold, seconds,"
    " based, sequence, folded"
)


def all_records(connection: sqlite3.Connection) -> Iterator[Record | BadRow]:
    """Every record, the one that changed last at the end."""
    for row in connection.execute(f"SELECT {_COLUMNS} FROM photo ORDER BY sequence"):
        try:
            yield _record(row)
        except (BadRow, TypeError) as error:
            yield BadRow(str(error))


def one_record(connection: sqlite3.Connection, key: PhotoKey) -> Record | None:
    """The record of a photo. Raises BadRow."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM photo WHERE relative=? AND sha256=?", (stored_name(key.relative), key.sha256)
    ).fetchone()
    return None if row is None else _record(row)


def has_another(connection: sqlite3.Connection, key: PhotoKey) -> bool:
    """Whether a photo of the same name and other bytes has a mask or a judgement."""
    sql = "SELECT 1 FROM photo WHERE relative=? AND sha256!=? AND (area IS NOT NULL OR judgement!='') LIMIT 1"
    return connection.execute(sql, (stored_name(key.relative), key.sha256)).fetchone() is not None


def check_photo(connection: sqlite3.Connection, photo: int) -> None:
    """Raise BadRow where a photo's row is none that a program writes."""
    _record(connection.execute(f"SELECT {_COLUMNS} FROM photo WHERE id=?", (photo,)).fetchone())


def photo_number(connection: sqlite3.Connection, key: PhotoKey) -> int | None:
    """What a photo's masks and edits are stored under."""
    values = (stored_name(key.relative), key.sha256)
    row = connection.execute("SELECT id FROM photo WHERE relative=? AND sha256=?", values).fetchone()
    return None if row is None else int(row[0])


def stored_mask(connection: sqlite3.Connection, photo: int, role: str, *, inflate: bool = True) -> Stored | None:
    """A mask of a photo: ``prediction``, ``base`` or ``start``. Raises BadRow; with ``inflate``, for bad bits too."""
    row = connection.execute(
        "SELECT width, height, bits, area, origin FROM mask WHERE photo=? AND role=?", (photo, role)
    ).fetchone()
    if row is None:
        return None
    width, height, bits, area, origin = row
    _check_size(width, height)
    _check_bits(bits, width, height, inflate)
    _check(_whole(area, 0, width * height), "area")
    return Stored(width, height, bits, area, _origin(origin))


def stored_work(connection: sqlite3.Connection, photo: int) -> Work | None:
    """The work on a photo; None while there is none. Raises BadRow."""
    based, folded, edits, cursor = connection.execute(
        "SELECT based, folded, edits, cursor FROM photo WHERE id=?", (photo,)
    ).fetchone()
    if not based:
        return None
    base = stored_mask(connection, photo, "base")
    if base is None:
        raise BadRow("the base is missing")
    start = stored_mask(connection, photo, "start") if folded else base
    rows = connection.execute(
        "SELECT number, label, x, y, width, height, bits FROM edit WHERE photo=? ORDER BY number", (photo,)
    ).fetchall()
    made = tuple(stored_edit(row, folded, base.width, base.height) for row in rows)
    if [edit.number for edit in made] != list(range(1, edits + 1)) or not _whole(cursor, 0, edits):
        raise BadRow("an edit is missing")
    return Work(base, made, cursor, start or base, folded)


def stored_edit(row: tuple[Any, ...], folded: int, width: int, height: int, *, inflate: bool = True) -> StoredEdit:
    """An edit of a mask of that size from its row. Raises BadRow; with ``inflate``, for bad bits too."""
    number, label, x, y, across, down, bits = row
    _check(all(isinstance(value, int) for value in (number, x, y, across, down)), "rectangle")
    rect = Rect(x, y, across, down)
    _check(rect.area > 0 and rect.clipped(width, height) == rect, "rectangle")
    _check(isinstance(label, str), "label")
    _check_bits(bits, across, down, inflate)
    return StoredEdit(number - folded, label, Patch(rect, bits))


def confined(relative: str) -> bool:
    """Whether a path stays below the folder that it is relative to, on this system."""
    parts = relative.split("/")
    inside = "" not in parts and ".." not in parts and "." not in parts and "\0" not in relative
    return inside and (os.name != "nt" or not set(relative) & set(':\\<>"|?*'))


def _record(row: tuple[Any, ...]) -> Record:
    (relative, sha256, width, height, judgement, flagged, area, origin, cursor, edits, by_hand, threshold, seconds,
     based, sequence, folded) = row  # fmt: skip
    name = os.fsdecode(relative)
    _check(confined(name), "path")
    _check(isinstance(sha256, str) and _SHA256.fullmatch(sha256) is not None, "hash")
    if width is not None or height is not None:
        _check_size(width, height)
    for value in (cursor, edits, by_hand, sequence, folded, 0 if area is None else area):
        _check(_whole(value, 0, 1 << 62), "count")
    _check(judgement in _JUDGEMENTS and isinstance(seconds, float), "review")
    _check(threshold is None or isinstance(threshold, float), "threshold")
    made = None if origin is None else _origin(origin)
    worked = bool(based)
    if judgement:
        status = judgement
    elif worked and (cursor or folded or (made is not None and made.kind == "import")):
        status = "edited"
    else:
        status = "new" if made is None else "predicted"
    return Record(
        PhotoKey(name, sha256), width, height, status, bool(flagged), area, made, cursor, edits, by_hand,
        _threshold(threshold), seconds, worked or bool(judgement), sequence, folded,
    )  # fmt: skip


def _threshold(value: float | None) -> float | None:
    """A threshold that can be used, or None: a photo's work is not given up for one bad number."""
    return value if value is not None and 0 < value < 1 else None


@lru_cache(maxsize=1024)
def _origin(text: str) -> Origin:
    try:
        content = json.loads(text)
        threshold = content.get("threshold")
        threshold = _threshold(None if threshold is None else float(threshold))
        texts = [content["kind"], content.get("model", ""), content.get("sha256", ""), content.get("note", "")]
        cleanup = content.get("cleanup", [])
        _check(all(isinstance(t, str) for t in (*texts, *cleanup)) and isinstance(cleanup, list), "origin")
        kind, model, sha256, note = texts
        return Origin(kind, model, sha256, threshold, tuple(cleanup), note)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise BadRow("origin") from error


def _check_size(width: object, height: object) -> None:
    _check(isinstance(width, int) and isinstance(height, int) and min(width, height) > 0, "size")
    _check(width * height <= MAX_PIXELS, "size")  # type: ignore[operator]


def _check_bits(bits: object, width: int, height: int, inflate: bool) -> None:
    """Raise BadRow unless bytes inflate, by their own check sum, to a mask of this size; no more is inflated."""
    count = (width * height + 7) // 8
    _check(isinstance(bits, bytes) and len(bits) <= MAX_BYTES, "bits")
    if not inflate:
        return
    inflater = zlib.decompressobj()
    try:
        size = len(inflater.decompress(bits, count + 1))  # type: ignore[arg-type]
    except zlib.error as error:
        raise BadRow("bits") from error
    _check(size == count and inflater.eof, "bits")


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and low <= value <= high


def _check(true: bool, what: str) -> None:
    if not true:
        raise BadRow(what)

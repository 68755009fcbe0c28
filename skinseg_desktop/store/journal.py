"""How each change is written: the statements behind ``Project.commit``. They run inside a transaction of the caller."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from typing import TYPE_CHECKING, Any

from skinseg_desktop.store.changes import (
    Based,
    Change,
    Chosen,
    Edited,
    Flagged,
    Folded,
    Moved,
    Origin,
    PhotoKey,
    Predicted,
    Reviewed,
    Stored,
    Thresholded,
    Worked,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def write(connection: sqlite3.Connection, changes: Sequence[Change]) -> None:
    """Write changes in their order. Raises ValueError for one that does not follow from what is stored."""
    for change in changes:
        if isinstance(change, Chosen):
            _choose(connection, change)
        else:
            _write(connection, change, _row(connection, change.photo))
    if any(isinstance(change, Based | Edited | Moved | Reviewed | Flagged) for change in changes):
        connection.execute("INSERT OR REPLACE INTO about VALUES ('worked', ?)", (time.time_ns(),))


def move(connection: sqlite3.Connection, photo: int, key: PhotoKey) -> None:
    """Bind a photo's row to another name, in place of whatever is stored under that."""
    other = connection.execute("SELECT id FROM photo WHERE relative=? AND sha256=?", _texts(key)).fetchone()
    if other is not None:
        for table, column in (("photo", "id"), ("mask", "photo"), ("edit", "photo")):
            connection.execute(f"DELETE FROM {table} WHERE {column}=?", other)
    _set(connection, photo, relative=stored_name(key.relative))


def stored_name(relative: str) -> str | bytes:
    """A relative path as a column's value: text, or its bytes where it is no text (such names exist on Linux)."""
    try:
        relative.encode()
    except UnicodeEncodeError:
        return os.fsencode(relative)
    return relative


def stored_origin(origin: Origin) -> str:
    """An origin as JSON, without what is empty."""
    content = {
        "kind": origin.kind,
        "model": origin.model,
        "sha256": origin.model_sha256,
        "threshold": origin.threshold,
        "cleanup": list(origin.cleanup),
        "note": origin.note,
    }
    kept = {name: value for name, value in content.items() if value not in ("", None, [])}
    return json.dumps(kept, separators=(",", ":"), ensure_ascii=True)


def _write(connection: sqlite3.Connection, change: Change, row: sqlite3.Row) -> None:
    photo = row["id"]
    if isinstance(change, Predicted):
        _keep(connection, photo, "prediction", change.mask)
        if not row["based"]:
            _set(connection, photo, **_shown(change.mask))
    elif isinstance(change, Based):
        connection.execute("DELETE FROM mask WHERE photo=? AND role='start'", (photo,))
        connection.execute("DELETE FROM edit WHERE photo=?", (photo,))
        _keep(connection, photo, "base", change.mask)
        begun = {"based": 1, "folded": 0, "edits": 0, "cursor": 0, "by_hand": 0, "judgement": ""}
        _set(connection, photo, **begun, **_shown(change.mask))
    elif isinstance(change, Edited):
        _edit(connection, change, row)
    elif isinstance(change, Moved):
        _must(0 <= change.cursor <= row["edits"], change)
        now = {"cursor": change.cursor, "area": change.area, "by_hand": change.by_hand}
        _set(connection, photo, judgement="", **now)
    elif isinstance(change, Folded):
        _fold(connection, change, row)
    elif isinstance(change, Reviewed):
        if change.judgement == "accepted" and not row["based"]:
            # What a person accepted stays, whatever is predicted later.
            columns = "width, height, area, origin, bits"
            made = connection.execute(
                f"INSERT INTO mask (photo, role, {columns}) SELECT photo, 'base', {columns} FROM mask"
                " WHERE photo=? AND role='prediction'",
                (photo,),
            )
            _set(connection, photo, based=made.rowcount)
        _set(connection, photo, judgement=change.judgement)
    elif isinstance(change, Flagged):
        _set(connection, photo, flagged=int(change.flagged))
    elif isinstance(change, Thresholded):
        _set(connection, photo, threshold=change.threshold)
    elif isinstance(change, Worked):
        _set(connection, photo, seconds=row["seconds"] + change.seconds)
    else:
        raise TypeError(f"not a change: {change!r}")


def _edit(connection: sqlite3.Connection, change: Edited, row: sqlite3.Row) -> None:
    rect = change.patch.rect
    _must(bool(row["based"]) and 1 <= change.number <= row["edits"] + 1, change)
    _must(rect.area > 0 and rect.clipped(row["width"], row["height"]) == rect, change)
    # Numbers on disk count from the first edit ever, so that folding the oldest renumbers nothing.
    number = row["folded"] + change.number
    if change.number <= row["edits"]:
        connection.execute("DELETE FROM edit WHERE photo=? AND number>=?", (row["id"], number))
    values = (row["id"], number, change.label, rect.x, rect.y, rect.width, rect.height, change.patch.data)
    connection.execute("INSERT INTO edit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    now = {"edits": change.number, "cursor": change.number, "area": change.area, "by_hand": change.by_hand}
    _set(connection, row["id"], judgement="", **now)


def _fold(connection: sqlite3.Connection, change: Folded, row: sqlite3.Row) -> None:
    _must(bool(row["based"]) and 0 < change.count <= row["cursor"], change)
    photo = row["id"]
    if not row["folded"]:
        # The share changed by hand is counted from here for ever.
        connection.execute("UPDATE mask SET role='start' WHERE photo=? AND role='base'", (photo,))
        connection.execute(
            "INSERT INTO mask (photo, role, width, height, area, origin, bits)"
            " SELECT photo, 'base', width, height, area, origin, ? FROM mask WHERE photo=? AND role='start'",
            (change.bits, photo),
        )
    else:
        connection.execute("UPDATE mask SET bits=? WHERE photo=? AND role='base'", (change.bits, photo))
    folded = row["folded"] + change.count
    connection.execute("DELETE FROM edit WHERE photo=? AND number<=?", (photo, folded))
    left = {"edits": row["edits"] - change.count, "cursor": row["cursor"] - change.count}
    _set(connection, photo, folded=folded, **left)


def _choose(connection: sqlite3.Connection, change: Chosen) -> None:
    if change.value is None:
        connection.execute("DELETE FROM choice WHERE name=?", (change.name,))
    else:
        value = json.dumps(change.value, allow_nan=False)
        connection.execute("INSERT OR REPLACE INTO choice VALUES (?, ?)", (change.name, value))


def _row(connection: sqlite3.Connection, key: PhotoKey) -> sqlite3.Row:
    """The row of a photo, made where there is none."""
    values = _texts(key)
    for _ in range(2):
        cursor = connection.execute("SELECT * FROM photo WHERE relative=? AND sha256=?", values)
        cursor.row_factory = sqlite3.Row
        row: sqlite3.Row | None = cursor.fetchone()
        if row is not None:
            return row
        connection.execute("INSERT INTO photo (relative, sha256, sequence) VALUES (?, ?, 0)", values)
    raise AssertionError("a row that was just inserted is not there")


def _texts(key: PhotoKey) -> tuple[str | bytes, str]:
    return stored_name(key.relative), key.sha256


def _keep(connection: sqlite3.Connection, photo: int, role: str, mask: Stored) -> None:
    values = (photo, role, mask.width, mask.height, mask.area, stored_origin(mask.origin), mask.bits)
    connection.execute("INSERT OR REPLACE INTO mask VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def _shown(mask: Stored) -> dict[str, Any]:
    return {
        "width": mask.width,
        "height": mask.height,
        "area": mask.area,
        "origin": stored_origin(mask.origin),
    }


def _set(connection: sqlite3.Connection, photo: int, **values: Any) -> None:
    """Set columns of a photo's row, which thereby becomes the one that changed last."""
    (sequence,) = connection.execute("SELECT value FROM about WHERE name='sequence'").fetchone()
    connection.execute("UPDATE about SET value=? WHERE name='sequence'", (sequence + 1,))
    columns = ", ".join(f"{name}=?" for name in values)
    connection.execute(f"UPDATE photo SET {columns}, sequence=? WHERE id=?", (*values.values(), sequence + 1, photo))


def _must(true: bool, change: Change) -> None:
    if not true:
        raise ValueError(f"does not follow from what is stored: {change!r}")

"""Rows of a project's file, damaged or older, carried over into a new one: all that can be read and makes sense."""

from __future__ import annotations

import contextlib
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from skinseg_desktop.core.edit import apply, unpack
from skinseg_desktop.store.database import ERRORS, connect
from skinseg_desktop.store.records import BadRow, check_photo, stored_edit, stored_mask
from skinseg_desktop.store.schema import TABLES, VERSION, empty_file, version_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

#: How many row numbers are tried beyond the last readable one, where nothing says how many there were.
_BEYOND = 20_000
Row = tuple[Any, ...]


@dataclass(slots=True)
class Loss:
    """What could be carried over, and what not."""

    photos: int = 0
    edits: int = 0
    lost_photos: int = 0
    lost_works: int = 0
    lost_edits: int = 0
    lost_predictions: int = 0

    @property
    def any(self) -> bool:
        """Whether anything was lost."""
        return any((self.lost_photos, self.lost_works, self.lost_edits, self.lost_predictions))

    @property
    def sentence(self) -> str:
        """What was recovered and what was lost, for a person."""
        lost = [
            f"{count} {one if count == 1 else many}"
            for count, one, many in (
                (self.lost_photos, "photo's record", "photos' records"),
                (self.lost_works, "photo's work", "photos' work"),
                (self.lost_edits, "edit", "edits"),
                (self.lost_predictions, "prediction", "predictions"),
            )
            if count
        ]
        told = f"Recovered: {self.photos} photos with {self.edits} edits."
        return f"{told} Lost: {', '.join(lost)}." if lost else f"{told} Nothing that could be told was lost."


def carry_over(old: Path, new: Path, *, verify: bool) -> Loss:
    """Carry rows over into a new, empty file; ``verify`` looks into every mask. The old file may be changed by it."""
    with contextlib.closing(connect(new, "rw")) as target:
        for pragma in ("journal_mode=MEMORY", "synchronous=OFF"):
            target.execute(f"PRAGMA {pragma}").fetchall()
        target.execute("BEGIN")
        source = _readable(old)
        if source is not None:
            with contextlib.closing(source):
                for table in TABLES[VERSION]:
                    _copy_table(source, target, table)
        loss = _make_consistent(target, verify)
        _describe(target)
        target.execute("COMMIT")
    return loss


def _readable(path: Path) -> sqlite3.Connection | None:
    """A file whose tables can be named: itself; else with the first page of an empty file in place of its own.

    All files have their tables at the same pages, since each was made by the same statements in the same order.
    """
    for graft in (False, True):
        if graft:
            page = empty_file()[:4096]
            with path.open("rb+") as file:
                pages = max(1, file.seek(0, 2) // 4096)
                file.seek(0)
                # The number of pages, and the log's mode off: what is in the log is in its own damaged state.
                file.write(page[:28] + pages.to_bytes(4, "big") + page[32:])
            path.with_name(path.name + "-wal").unlink(missing_ok=True)
            path.with_name(path.name + "-journal").unlink(missing_ok=True)
        connection = None
        try:
            connection = connect(path, "rw")
            if version_of(connection) is not None:
                return connection
        except ERRORS:
            pass
        if connection is not None:
            connection.close()
    return None


def _copy_table(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
    try:
        there = [row[1] for row in source.execute(f"PRAGMA table_info({table})")]
    except ERRORS:
        return
    columns = [row[1] for row in target.execute(f"PRAGMA table_info({table})") if row[1] in there]
    named = ", ".join(columns)
    insert = f"INSERT OR IGNORE INTO {table} ({named}) VALUES ({', '.join('?' * len(columns))})"
    rows = _plain(source, table, named) if table in ("about", "choice") else _numbered(source, table, named)
    for row in rows:
        # A damaged row may break a rule of its table: then it is one of those that were lost.
        with contextlib.suppress(*ERRORS):
            target.execute(insert, row)


def _plain(source: sqlite3.Connection, table: str, columns: str) -> Iterator[Row]:
    for order in ("ASC", "DESC"):
        with contextlib.suppress(*ERRORS):
            yield from source.execute(f"SELECT {columns} FROM {table} ORDER BY name {order}")


def _numbered(source: sqlite3.Connection, table: str, columns: str) -> Iterator[Row]:
    """The rows of a table; where a page cannot be read, the next number that can be is looked for."""
    last, end = 0, None
    while True:
        try:
            for row in source.execute(f"SELECT rowid, {columns} FROM {table} NOT INDEXED WHERE rowid>? ORDER BY rowid",
                                      (last,)):  # fmt: skip
                last = row[0]
                yield row[1:]
            return
        except ERRORS:
            pass
        if end is None:
            end = last + _BEYOND
            with contextlib.suppress(*ERRORS):
                end = int(source.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or end)
        while last < end:
            last += 1
            with contextlib.suppress(*ERRORS):
                row = source.execute(f"SELECT {columns} FROM {table} WHERE rowid=?", (last,)).fetchone()
                if row is not None:
                    yield row
                    break
        else:
            return


def _make_consistent(target: sqlite3.Connection, verify: bool) -> Loss:
    """Take away what has lost what it hangs on, and count it."""
    loss = Loss()
    numbers = [number for (number,) in target.execute("SELECT id FROM photo").fetchall()]
    for number in numbers:
        try:
            check_photo(target, number)
            loss.photos += 1
        except (BadRow, TypeError):
            target.execute("DELETE FROM photo WHERE id=?", (number,))
    orphans = {n for t in ("mask", "edit") for (n,) in target.execute(
        f"SELECT DISTINCT photo FROM {t} WHERE photo NOT IN (SELECT id FROM photo)")}  # fmt: skip
    most = max([0, *(n for n in (*numbers, *orphans) if isinstance(n, int) and n < 1 << 31)])
    loss.lost_photos = max(len(orphans), min(most, len(numbers) + len(orphans)) - loss.photos)
    for table in ("mask", "edit"):
        target.execute(f"DELETE FROM {table} WHERE photo NOT IN (SELECT id FROM photo)")
    for row in target.execute("SELECT id, based, folded, edits, cursor, origin FROM photo").fetchall():
        _mend(target, row, loss, verify)
    (loss.edits,) = target.execute("SELECT count(*) FROM edit").fetchone()
    return loss


def _mend(target: sqlite3.Connection, row: Row, loss: Loss, verify: bool) -> None:
    photo, based, folded, edits, cursor, origin = row
    if not _mask_there(target, photo, "prediction", verify):
        removed = target.execute("DELETE FROM mask WHERE photo=? AND role='prediction'", (photo,)).rowcount
        lost = not based and origin is not None
        loss.lost_predictions += bool(removed or lost)
        if lost:
            target.execute("UPDATE photo SET origin=NULL, area=NULL, width=NULL, height=NULL WHERE id=?", (photo,))
    if not based:
        return
    if not _mask_there(target, photo, "base", verify):
        loss.lost_works += 1
        loss.lost_edits += edits
        target.execute("DELETE FROM mask WHERE photo=? AND role<>'prediction'", (photo,))
        target.execute("DELETE FROM edit WHERE photo=?", (photo,))
        target.execute("UPDATE photo SET based=0, folded=0, edits=0, cursor=0, by_hand=0, judgement='',"
                       " area=NULL, origin=NULL, width=NULL, height=NULL WHERE id=?", (photo,))  # fmt: skip
        columns = "(width, height, area, origin)"
        target.execute(f"UPDATE photo SET {columns}=(SELECT width, height, area, origin FROM mask WHERE photo=?"
                       " AND role='prediction') WHERE id=?", (photo, photo))  # fmt: skip
        return
    if folded and not _mask_there(target, photo, "start", verify):
        target.execute("DELETE FROM mask WHERE photo=? AND role='start'", (photo,))
    _mend_edits(target, photo, (folded, edits, cursor), loss, verify)


def _mend_edits(target: sqlite3.Connection, photo: int, was: tuple[int, int, int], loss: Loss, verify: bool) -> None:
    """Number the edits that are left without gaps. Patches do not depend on each other, so the others still hold."""
    folded, edits, cursor = was
    base = stored_mask(target, photo, "base", inflate=False)
    assert base is not None
    columns = "number, label, x, y, width, height, bits"
    kept = []
    for row in target.execute(f"SELECT {columns} FROM edit WHERE photo=? ORDER BY number", (photo,)).fetchall():
        with contextlib.suppress(BadRow):
            edit = stored_edit(row, folded, base.width, base.height, inflate=verify)
            if 1 <= edit.number <= edits:
                kept.append(edit)
    if len(kept) == edits and cursor <= edits:
        return
    loss.lost_edits += edits - len(kept)
    now = sum(edit.number <= cursor for edit in kept)
    target.execute("DELETE FROM edit WHERE photo=?", (photo,))
    mask = unpack(base.bits, base.width, base.height)
    for number, edit in enumerate(kept, start=1):
        rect = edit.patch.rect
        values = (photo, folded + number, edit.label, rect.x, rect.y, rect.width, rect.height, edit.patch.data)
        target.execute("INSERT INTO edit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        if number <= now:
            apply(mask, edit.patch)
    # A judgement was on another mask than the one that is left.
    judged = ", judgement=''" if now != cursor else ""
    target.execute(f"UPDATE photo SET edits=?, cursor=?, area=?{judged} WHERE id=?",
                   (len(kept), now, int(mask.sum()), photo))  # fmt: skip


def _mask_there(target: sqlite3.Connection, photo: int, role: str, verify: bool) -> bool:
    try:
        return stored_mask(target, photo, role, inflate=verify) is not None
    except (BadRow, TypeError):
        return False


def _describe(target: sqlite3.Connection) -> None:
    """Fill in what the new file must say about itself and the old one no longer does."""
    target.execute("INSERT OR IGNORE INTO about VALUES ('id', ?)", (str(uuid.uuid4()),))
    (most,) = target.execute("SELECT coalesce(max(sequence), 0) FROM photo").fetchone()
    target.execute("INSERT OR IGNORE INTO about VALUES ('sequence', ?)", (most,))
    target.execute("UPDATE about SET value=? WHERE name='sequence' AND NOT value>=?", (most, most))
    target.execute("UPDATE about SET value=? WHERE name='sequence' AND typeof(value)<>'integer'", (most,))

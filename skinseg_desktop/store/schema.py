"""The tables of a project's file, in every version there ever was, and what tells such a file from any other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT_FILE = "project.sqlite"
#: "SkSg": says in a file's header whose it is.
APPLICATION_ID = 0x536B5367
VERSION = 2

# Big things lie apart from the rows that lists are made of, so that 10,000 photos are one short scan.
_PHOTO = """CREATE TABLE photo (
  id INTEGER PRIMARY KEY,
  relative NOT NULL,
  sha256 TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  area INTEGER,
  origin TEXT,
  judgement TEXT NOT NULL DEFAULT '',
  threshold REAL,
  based INTEGER NOT NULL DEFAULT 0,
  folded INTEGER NOT NULL DEFAULT 0,
  edits INTEGER NOT NULL DEFAULT 0,
  cursor INTEGER NOT NULL DEFAULT 0,
  by_hand INTEGER NOT NULL DEFAULT 0,{0}
  UNIQUE (relative, sha256)
)"""
_ABOUT = "CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID"
_MASK = """CREATE TABLE mask (
  photo INTEGER NOT NULL,
  role TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  area INTEGER NOT NULL,
  origin TEXT NOT NULL,
  bits BLOB NOT NULL,
  UNIQUE (photo, role)
)"""
_EDIT = """CREATE TABLE edit (
  photo INTEGER NOT NULL,
  number INTEGER NOT NULL,
  label TEXT NOT NULL,
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bits BLOB NOT NULL,
  UNIQUE (photo, number)
)"""
_CHOICE = "CREATE TABLE choice (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
_ADDED = "\n  flagged INTEGER NOT NULL DEFAULT 0,\n  seconds REAL NOT NULL DEFAULT 0,"

#: The tables of each version, in the order in which they are made: a file's pages lie where this order puts them.
TABLES: dict[int, dict[str, str]] = {
    1: {"about": _ABOUT, "photo": _PHOTO.format(""), "mask": _MASK, "edit": _EDIT, "choice": _CHOICE},
    2: {"about": _ABOUT, "photo": _PHOTO.format(_ADDED), "mask": _MASK, "edit": _EDIT, "choice": _CHOICE},
}


def empty_file(version: int = VERSION, about: Sequence[tuple[str, object]] = ()) -> bytes:
    """The bytes of a project's file without a photo; ``about`` is what it says about itself."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size=4096")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={version}")
        for sql in TABLES[version].values():
            connection.execute(sql)
        connection.executemany("INSERT INTO about VALUES (?, ?)", about)
        return connection.serialize()


def version_of(connection: sqlite3.Connection) -> int | None:
    """The version of an open project's file, newer ones too; None for anything that is no project, or has more in it.

    What a stranger's file might bring along, triggers, views, virtual tables, is never run: any of it makes None.
    """
    (identity,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if identity != APPLICATION_ID or version < 1:
        return None
    if version > VERSION:
        return int(version)
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    tables = {("table", name, name, sql) for name, sql in TABLES[version].items()}
    rest = {row for row in found if row not in tables}
    own_indexes = all(row[0] == "index" and row[3] is None and row[2] in TABLES[version] for row in rest)
    return int(version) if tables <= set(found) and own_indexes else None

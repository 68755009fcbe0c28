"""Tables about photos (diagnosis, lesion, age, ...) as people have them: CSV of any dialect, matched to photos by id.

Rules: the encoding is what the first bytes say (BOM), else UTF-16 where every other byte is zero, else UTF-8, else
Windows-1252; the separator is the one of comma, semicolon and tab that the header has most of; the id column is the
first known one below. A picture's extension at the end of an id is dropped. An id with two different rows gets neither.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.pairing import fold

ID_COLUMNS = ("image_id", "isic_id", "image_name", "image", "photo", "id", "name", "filename", "file_name", "file")
_EXTENSIONS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Metadata:
    """Rows by id.

    ``repeated`` ids stood there twice with the same row, ``conflicting`` ones with different rows: those have none
    here. ``notes`` say how the file was read.
    """

    path: Path
    id_column: str
    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, str]]
    repeated: tuple[str, ...]
    conflicting: tuple[str, ...]
    notes: tuple[str, ...]

    def match(self, ids: Iterable[str]) -> Match:
        """Find the rows of these photos, whatever case and Unicode form their ids have in the table."""
        by_key = {fold(id): id for id in self.rows}
        wanted = list(ids)
        found = {id: self.rows[by_key[fold(id)]] for id in wanted if fold(id) in by_key}
        known = {fold(id) for id in wanted}
        return Match(
            found,
            tuple(id for id in wanted if id not in found),
            tuple(id for id in self.rows if fold(id) not in known),
        )


@dataclass(frozen=True)
class Match:
    """Rows of photos by photo id, the photos without a row, and the ids of the table that no photo has."""

    rows: Mapping[str, Mapping[str, str]]
    without_row: tuple[str, ...]
    unknown: tuple[str, ...]


def read_metadata(path: Path, *, id_column: str | None = None) -> Metadata:
    """Read a CSV file of metadata; raises UserError where it cannot be read or has no id column."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", "Check the path and its permissions.") from error
    text, encoding = _decode(data, path)
    separator, text = _separator(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        table = [row for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UserError(f"{path} is no CSV table: {error}.", "Save it as CSV (UTF-8) and try again.") from error
    if not table:
        raise UserError(f"{path} is empty.", "A header row and one row a photo are needed.")
    columns = tuple(cell.strip() for cell in table[0])
    at = _id_index(columns, id_column, path)
    return _collect(path, columns, at, table[1:], (f"read as {encoding}, separated by {_SEPARATORS[separator]}",))


_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    head = data[:200]
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if encoding is None and head[1::2].count(0) > len(head) // 4:
        encoding = "utf-16-le"
    elif encoding is None and head[::2].count(0) > len(head) // 4:
        encoding = "utf-16-be"
    encoding = encoding or "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UserError(f"{path} is broken {encoding} text.", "Save it as CSV (UTF-8) and try again.") from error
    return data.decode("cp1252", errors="replace"), "windows-1252 (it is not UTF-8)"


def _separator(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        # A line that Excel writes and reads, and that is no row.
        return (first.strip()[4] if first.strip()[4] in _SEPARATORS else ","), rest
    return max(_SEPARATORS, key=first.count), text


def _id_index(columns: tuple[str, ...], wanted: str | None, path: Path) -> int:
    lowered = [c.lower() for c in columns]
    for name in (wanted.lower(),) if wanted else ID_COLUMNS:
        if name in lowered:
            return lowered.index(name)
    raise UserError(
        f"{path} has no column of photo ids; its columns are {', '.join(columns[:12])}.",
        f"Name the column {ID_COLUMNS[0]}.",
    )


def _collect(path: Path, columns: tuple[str, ...], at: int, table: list[list[str]], notes: tuple[str, ...]) -> Metadata:
    rows: dict[str, dict[str, str]] = {}
    by_key: dict[str, str] = {}
    repeated: dict[str, None] = {}
    conflicting: dict[str, None] = {}
    short = 0
    for cells in table:
        if len(cells) != len(columns):
            short += 1
        padded = [c.strip() for c in cells[: len(columns)]] + [""] * (len(columns) - len(cells))
        id = _bare(padded[at])
        row = dict(zip(columns, padded, strict=True))
        if not id:
            continue
        first = by_key.setdefault(fold(id), id)
        if first not in rows:
            rows[first] = row
        elif _same(rows[first], row, columns[at]):
            repeated[first] = None
        else:
            conflicting[first] = None
    for id in conflicting:
        del rows[id]
        repeated.pop(id, None)
    if short:
        notes += (f"{short:,} rows have more or fewer cells than the header",)
    return Metadata(path, columns[at], columns, rows, tuple(repeated), tuple(conflicting), notes)


def _bare(id: str) -> str:
    return id.rpartition(".")[0] if id.lower().endswith(_EXTENSIONS) else id


def _same(a: Mapping[str, str], b: Mapping[str, str], id_column: str) -> bool:
    return all(a[k] == b[k] for k in a if k != id_column)

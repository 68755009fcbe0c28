"""``metadata.csv``: which lesion and which group each photo belongs to, from CSV of any dialect.

Rules. The encoding is what the first bytes say (BOM), else UTF-16 where every other byte is zero, else UTF-8, else
Windows-1252; the separator is the one of comma, semicolon and tab that the header has most of. The id column is the
first known one of ``ID_COLUMNS``; a picture's extension at the end of an id is dropped, and case does not count.
Further columns that are read: ``lesion_id`` and ``isic2019_lesion_id`` (one space of names), ``near_duplicate_group``,
``patient_id``, ``licence``; all others are ignored. A cell that says that nothing is known (``NOTHING``) is empty. An
id that stands there twice belongs to the lesions and groups of all its rows, so that no split can tear them. A lesion,
group or patient has the same name in all tables.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from skinseg_desktop.core.errors import UserError, os_reason
from skinseg_desktop.core.pairing import fold
from skinseg_desktop.core.words import counting
from skinseg_desktop.imaging import shown

ID_COLUMNS = ("image_id", "isic_id", "image", "image_name", "photo", "id", "name", "filename", "file_name", "file")
#: Columns whose equal values say "one lesion" or "one group", and what such a tie is called in ``Row.groups``.
TIES = {
    "lesion_id": "lesion",
    "isic2019_lesion_id": "lesion",
    "near_duplicate_group": "near-duplicate",
    "patient_id": "patient",
}
#: What tables write where nothing is known, folded.
NOTHING = frozenset(("", "-", "?", "na", "n/a", "nan", "none", "null", "unknown"))
_LICENCES = ("licence", "license", "copyright_license")
_EXTENSIONS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_SAVE = "Save it as CSV (UTF-8) and try again."


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one photo: its lesion, its further ties (``"patient 7"``), its licence; empty where unknown."""

    id: str
    lesion: str = ""
    groups: tuple[str, ...] = ()
    licence: str = ""

    @property
    def data(self) -> str:
        """A table alone is one data set without a name."""
        return ""

    @property
    def key(self) -> str:
        """What a split made from the table alone calls the photo."""
        return self.id


@dataclass(frozen=True, slots=True)
class Metadata:
    """Rows in the order of the file, one an id, and what was odd.

    ``repeated`` ids stood there twice with the same row, ``conflicting`` ones with different rows; ``notes`` say how
    the file was read.
    """

    path: Path
    rows: tuple[Row, ...]
    repeated: tuple[str, ...]
    conflicting: tuple[str, ...]
    notes: tuple[str, ...]

    def match(self, ids: Iterable[str]) -> Match:
        """The rows of these photos, whatever case and Unicode form their ids have here.

        A photo whose id is a file name or a path, because others share its stem, also goes by its stem.
        """
        by_key = {fold(row.id): row for row in self.rows}
        wanted = list(ids)
        found: dict[str, Row] = {}
        for id in wanted:
            row = by_key.get(fold(_bare(id))) or by_key.get(fold(_bare(id.rpartition("/")[2])))
            if row is not None:
                found[id] = row
        used = {row.id for row in found.values()}
        return Match(
            found,
            tuple(id for id in wanted if id not in found),
            tuple(row.id for row in self.rows if row.id not in used),
        )


@dataclass(frozen=True, slots=True)
class Match:
    """Rows of photos by photo id, the photos without a row, and the ids of the table that no photo has."""

    rows: Mapping[str, Row]
    without_row: tuple[str, ...]
    unknown: tuple[str, ...]

    def row(self, id: str) -> Row:
        """What is known of a photo, which may be nothing."""
        return self.rows.get(id) or Row(id)


def read_metadata(path: Path) -> Metadata:
    """Read a table by the rules of this module. Raises UserError where it cannot be read or has no id column."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{shown(path)} cannot be read: {os_reason(error)}.", "Check the path.") from error
    text, encoding = _decode(data, path)
    separator, text = _separator(text)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        table = [row for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UserError(f"{shown(path)} is no CSV table: {error}.", _SAVE) from error
    if not table:
        raise UserError(f"{shown(path)} is empty.", "A header row and one row a photo are needed.")
    columns = [cell.strip().lower() for cell in table[0]]
    id_column = next((name for name in ID_COLUMNS if name in columns), None)
    if id_column is None:
        names = shown(", ".join(columns[:12]))
        raise UserError(f"{shown(path)} has no column of photo ids; its columns are {names}.", "Name it image_id.")
    cells = [dict(zip(columns, [*row, *[""] * len(columns)], strict=False)) for row in table[1:]]
    notes = [f"{path.name} is read as {encoding}, separated by {_SEPARATORS[separator]}, ids from {id_column}."]
    odd = sum(len(row) != len(columns) for row in table[1:])
    if odd:
        uneven = counting(odd, "row has", "rows have")
        notes.append(f"{path.name}: {uneven} more or fewer cells than the header.")
    named = [(_bare(row[id_column].strip()), row) for row in cells]
    nameless = sum(not id for id, _ in named)
    if nameless:
        unnamed = counting(nameless, "row has no photo id and is", "rows have no photo id and are")
        notes.append(f"{path.name}: {unnamed} left out.")
    return _collected(path, [(id, row) for id, row in named if id], id_column, notes)


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
            raise UserError(f"{shown(path)} is broken {encoding} text.", _SAVE) from error
    return data.decode("cp1252", errors="replace"), "windows-1252 (it is not UTF-8)"


def _separator(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        # A line that Excel writes and reads, and that is no row.
        return (first.strip()[4] if first.strip()[4] in _SEPARATORS else ","), rest
    return max(_SEPARATORS, key=first.count), text


def _collected(path: Path, named: list[tuple[str, dict[str, str]]], id_column: str, notes: list[str]) -> Metadata:
    """One row an id: what its rows say, all of them."""
    first: dict[str, tuple[str, dict[str, str]]] = {}
    ties: dict[str, dict[str, None]] = {}
    repeated: dict[str, None] = {}
    conflicting: dict[str, None] = {}
    for id, row in named:
        key = fold(id)
        before = first.setdefault(key, (id, row))
        ties.setdefault(key, {}).update(dict.fromkeys(_ties(row)))
        if before[1] is not row:
            same = all(row[name].strip() == before[1][name].strip() for name in row if name != id_column)
            (repeated if same else conflicting)[before[0]] = None
    rows = tuple(_row(id, row, list(ties[key])) for key, (id, row) in first.items())
    return Metadata(path, rows, tuple(id for id in repeated if id not in conflicting), tuple(conflicting), tuple(notes))


def _ties(row: dict[str, str]) -> list[str]:
    """What joins the photo of a row with others, lesions first: ``"lesion HAM_0000118"``, ``"patient 7"``."""
    return [f"{kind} {value}" for column, kind in TIES.items() if (value := _known(row.get(column, "")))]


def _row(id: str, row: dict[str, str], ties: list[str]) -> Row:
    lesions = [tie for tie in ties if tie.startswith("lesion ")]
    lesion = lesions[0].removeprefix("lesion ") if lesions else ""
    licence = next((value for name in _LICENCES if (value := _known(row.get(name, "")))), "")
    return Row(id, lesion, tuple(tie for tie in ties if tie not in lesions[:1]), licence)


def _known(cell: str) -> str:
    value = cell.strip()
    return "" if value.lower() in NOTHING else value


def _bare(id: str) -> str:
    return id.rpartition(".")[0] if id.lower().endswith(_EXTENSIONS) else id

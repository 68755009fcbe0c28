"""The rows of a folder under review: what is known of each photo, and in which order they are shown."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skinseg_desktop.store.changes import STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from skinseg_desktop.imaging import PhotoFile
    from skinseg_desktop.store import Record
    from skinseg_desktop.store.changes import Origin


@dataclass(slots=True)
class Row:
    """One photo; changed through ``Rows`` only."""

    file: PhotoFile
    relative: str
    id: str
    status: str = "new"
    flagged: bool = False
    dice: float | None = None
    area: int | None = None
    seconds: float = 0.0
    touched: bool = False
    has_reference: bool = False
    trouble: str = ""
    missing: bool = False
    #: Whether a person changed the mask, also where it was judged since.
    edited: bool = False
    #: The model whose prediction the mask is, or began as; empty where there is none.
    model: str = ""
    #: The SHA-256 of the photo of which all this is known; empty where nothing is.
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """Which rows are shown, and in which order; no statuses are all."""

    text: str = ""
    statuses: frozenset[str] = frozenset()
    flagged: bool = False
    with_reference: bool = False
    sort: str = "name"
    descending: bool = False

    @property
    def order(self) -> str:
        """Key and direction as one word: ``dice``, and ``-dice`` for the largest first."""
        return "-" * self.descending + self.sort

    def ordered(self, order: str) -> Query:
        """The same rows in the order of such a word; by name where it means nothing."""
        key = order.removeprefix("-")
        known = key in SORTS
        return replace(self, sort=key if known else "name", descending=known and order != key)


def model_of(origin: Origin | None) -> str:
    """The id of the model that a mask came from; empty for any other mask."""
    return origin.model if origin is not None and origin.kind == "prediction" else ""


JUDGED = ("accepted", "rejected")
_KEYS: dict[str, Callable[[Row], float | int | str | None]] = {
    "status": lambda row: STATUSES.index(row.status),
    "dice": lambda row: row.dice,
    "area": lambda row: row.area,
    "time": lambda row: row.seconds,
}
#: What rows can be sorted by.
SORTS = ("name", *_KEYS)


class Rows:
    """All photos of a folder, by index; an index stays a photo's for as long as the folder is open."""

    def __init__(self, files: Sequence[PhotoFile], records: Mapping[str, Record]) -> None:
        self._rows: list[Row] = []
        self._index: dict[str, int] = {}
        self._by_name: list[int] = []
        for file in files:
            self._add(file)
        self.set_records(records)

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, index: int) -> Row:
        """The row of an index."""
        return self._rows[index]

    def index(self, relative: str) -> int | None:
        """The index of a photo by its relative path."""
        return self._index.get(relative)

    def update(self, relative: str, **fields: object) -> int | None:
        """Change what is known of a photo; gives its index, None where there is no such photo.

        A status that is no judgement also says whether the mask is ``edited``; a judgement changes nothing of that.
        """
        index = self._index.get(relative)
        if index is not None:
            row = self._rows[index]
            for name, value in fields.items():
                setattr(row, name, value)
            if "status" in fields and row.status not in JUDGED:
                row.edited = row.status == "edited"
        return index

    def set_records(self, records: Mapping[str, Record | None]) -> None:
        """Take over what the project has; None for a photo that it does not know."""
        for relative, record in records.items():
            index = self._index.get(relative)
            if index is not None and record is None:
                row = self._rows[index]
                row.status, row.flagged, row.touched, row.edited = "new", False, False, False
                row.area, row.dice, row.seconds, row.model, row.sha256 = None, None, 0.0, "", ""
            elif index is not None and record is not None:
                row = self._rows[index]
                row.status, row.flagged, row.touched = record.status, record.flagged, record.touched
                row.area, row.seconds = record.area, record.seconds
                row.model, row.sha256 = model_of(record.origin), record.key.sha256
                imported = record.origin is not None and record.origin.kind == "import"
                row.edited = record.touched and bool(record.cursor or record.folded or imported)

    def take_over(self, rows: Rows) -> None:
        """Take over what is known of the same photos of the same folder: it is newer than any record read since."""
        for row in rows._rows:
            index = self._index.get(row.relative)
            if index is not None:
                self._rows[index] = replace(row, file=self._rows[index].file, missing=False)

    def shown_as(self) -> dict[str, str]:
        """Of which photo each row is: SHA-256 by relative path, "" for none."""
        return {row.relative: row.sha256 for row in self._rows}

    def untouched(self) -> frozenset[str]:
        """The relative paths of photos in which no person's work is."""
        return frozenset(row.relative for row in self._rows if not row.touched)

    def set_references(self, relatives: Collection[str]) -> None:
        """Say which photos have a reference mask."""
        for row in self._rows:
            row.has_reference = row.relative in relatives

    def set_dice(self, dices: Mapping[str, float | None]) -> None:
        """Take over scores by relative path."""
        for relative, value in dices.items():
            self.update(relative, dice=value)

    def merge(self, files: Sequence[PhotoFile]) -> bool:
        """Take over what is there now: new photos at the end, those that went marked; True if anything changed."""
        there = {file.name.path: file for file in files}
        changed = False
        for row in self._rows:
            missing = row.relative not in there
            changed |= missing != row.missing
            row.missing = missing
        for relative, file in there.items():
            index = self._index.get(relative)
            if index is None:
                self._add(file)
                changed = True
            elif self._rows[index].id != file.id:
                # A namesake came or went: the ids are those of the files that are written.
                self._rows[index].file, self._rows[index].id = file, file.id
                changed = True
        return changed

    def order(self, query: Query) -> list[int]:
        """The indices that a query shows, in its order; what is not known comes last either way."""
        if len(self._by_name) != len(self._rows):
            self._by_name = sorted(range(len(self._rows)), key=lambda i: self._rows[i].relative)
        words = [_folded(word) for word in query.text.split()]
        chosen = [i for i in self._by_name if _fits(self._rows[i], query, words)]
        if query.sort == "name":
            return chosen[::-1] if query.descending else chosen
        key = _KEYS[query.sort]
        known = [i for i in chosen if key(self._rows[i]) is not None]
        unknown = [i for i in chosen if key(self._rows[i]) is None]
        known.sort(key=lambda i: key(self._rows[i]), reverse=query.descending)  # type: ignore[arg-type,return-value]
        return known + unknown

    def counts(self) -> dict[str, int]:
        """How many photos have each status; ``flagged``, ``reviewed`` (accepted or rejected) and ``total``."""
        counted = Counter(row.status for row in self._rows)
        return {
            **{status: counted[status] for status in STATUSES},
            "flagged": sum(row.flagged for row in self._rows),
            "reviewed": counted["accepted"] + counted["rejected"],
            "total": len(self._rows),
        }

    def dices(self) -> list[float]:
        """The Dice of all photos that have one, but for the rejected: no export counts them either."""
        return [row.dice for row in self._rows if row.dice is not None and row.status != "rejected"]

    def mean_dice(self) -> tuple[float | None, int]:
        """The mean Dice, and of how many photos."""
        values = self.dices()
        return (sum(values) / len(values) if values else None), len(values)

    def next_of(self, order: Sequence[int], after: int, predicate: Callable[[Row], bool]) -> int | None:
        """The position in ``order`` of the next row that fits, after a position, round the end."""
        for step in range(1, len(order) + 1):
            position = (after + step) % len(order)
            if predicate(self._rows[order[position]]):
                return position
        return None

    def _add(self, file: PhotoFile) -> None:
        relative = file.name.path
        self._index[relative] = len(self._rows)
        self._rows.append(Row(file, relative, file.id))


def _fits(row: Row, query: Query, words: Sequence[str]) -> bool:
    return (
        (not query.statuses or row.status in query.statuses)
        and (not query.flagged or row.flagged)
        and (not query.with_reference or row.has_reference)
        and (not words or all(word in _folded(row.relative) for word in words))
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()

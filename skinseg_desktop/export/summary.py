"""The summary of a project's export: the scores over its photos, all of them and by status, as a sentence and a table.

It stands in a file of its own, so that a table with a row a photo has no other rows. Columns: ``docs/export.md``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median, stdev

from skinseg_desktop.core.metrics import FAILED_BELOW, METRICS
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, version
from skinseg_desktop.core.words import counting
from skinseg_desktop.evaluation import bootstrap_intervals, csv_text
from skinseg_desktop.evaluation.statistics import TOO_SMALL, Interval, wilson_interval
from skinseg_desktop.export.table import COPIED, DOUBTED, LEARNED, SCORES, Cell, Row

#: What the row over all statuses calls itself.
ALL = "all"
COLUMNS = (
    "status", "photos", "score", "n", "mean", "sd", "median", "interval_low", "interval_high",
    "failed", "failed_share", "failed_interval_low", "failed_interval_high",
    "references", "program", "made", "use",
)  # fmt: skip
_MADE_BY = re.compile(rb",skinseg-desktop [^,\r\n]*,[^,\r\n]*," + re.escape(RESEARCH_USE_ONLY.encode()))


@dataclass(frozen=True, slots=True)
class Statistics:
    """The photos of one status, or all: how many there are, and each score of those that have a reference.

    ``intervals`` are the 95 % bootstrap intervals of the means, None where there are too few.
    """

    status: str
    photos: int
    values: Mapping[str, tuple[float, ...]]
    intervals: Mapping[str, Interval | None]

    @property
    def n(self) -> int:
        """How many photos have scores."""
        return len(self.values[SCORES[0]])

    def mean(self, score: str) -> float | None:
        """The mean of a score over the photos; None over none."""
        return math.fsum(self.values[score]) / self.n if self.n else None


def statistics_of(rows: Sequence[Row], statuses: Sequence[str]) -> list[Statistics]:
    """The statistics of all rows, then of those of each status, in the order given; a status may have no row."""
    total = _statistics(ALL, rows)
    found = []
    for status in statuses:
        of_status = [row for row in rows if row.record.status == status]
        same = len(of_status) == len(rows)
        found.append(replace(total, status=status) if same else _statistics(status, of_status))
    return [total, *found]


def sentence(total: Statistics, rows: Sequence[Row]) -> str:
    """The mean Dice of the exported photos with its interval and n, and how many of the masks a person has changed."""
    changed = sum(row.record.by_hand > 0 for row in rows)
    said = f"{changed:,} of {counting(len(rows), 'mask')} changed by hand."
    copied, doubted, learned = (sum(remark in row.note for row in rows) for remark in (COPIED, DOUBTED, LEARNED))
    if copied:
        said += f" {counting(copied, 'mask is', 'masks are')} the reference itself: see the table's notes."
    if doubted:
        said += f" {counting(doubted, 'reference is', 'references are')} in doubt: see the table's notes."
    if learned:
        said += f" The model has learned from {counting(learned, 'photo')}: it would score less well on new ones."
    mean, interval = total.mean("dice"), total.intervals["dice"]
    if mean is None:
        return said
    spread = f"95 % interval {interval[0]:.3f} to {interval[1]:.3f}" if interval else TOO_SMALL
    return f"Dice, each photo at its own size, then averaged: {mean:.4f} ({spread}), n {total.n:,}. {said}"


def summary_text(statistics: Sequence[Statistics], references: str, made: str) -> str:
    """The summary as CSV, a row a status and score; with the references' folder and the time (ISO 8601, UTC)."""
    closing: list[Cell] = [references, f"skinseg-desktop {version()}", made, RESEARCH_USE_ONLY]
    return csv_text(COLUMNS, [[*_cells(one, score), *closing] for one in statistics for score in SCORES])


def without_maker(table: bytes) -> bytes:
    """A summary without program and time, by which two of the same photos and scores are the same."""
    return _MADE_BY.sub(b"", table)


def _statistics(status: str, rows: Sequence[Row]) -> Statistics:
    counted = [row.confusion for row in rows if row.confusion is not None]
    values = {key: tuple(METRICS[key].of(one) for one in counted) for key in SCORES}
    return Statistics(status, len(rows), values, bootstrap_intervals(values))


def _cells(one: Statistics, score: str) -> list[Cell]:
    values, mean = one.values[score], one.mean(score)
    if mean is None:
        return [one.status, one.photos, score, 0, *[""] * 9]
    failed = sum(value < FAILED_BELOW for value in one.values["iou"])
    return [
        one.status, one.photos, score, one.n, mean, stdev(values) if one.n > 1 else "", median(values),
        *_ends(one.intervals[score]), failed, failed / one.n, *_ends(wilson_interval(failed, one.n)),
    ]  # fmt: skip


def _ends(interval: Interval | None) -> tuple[Cell, Cell]:
    return interval or ("", "")

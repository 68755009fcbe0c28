"""What an evaluation says: the scores of each photo, what became of the others, and the figures over all."""

from __future__ import annotations

import math
import statistics
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from skinseg_desktop.core.metrics import FAILED_BELOW, METRICS, Confusion
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, version
from skinseg_desktop.evaluation.statistics import (
    DRAWS,
    SMALLEST_N,
    TOO_SMALL,
    Interval,
    bootstrap_intervals,
    wilson_interval,
)
from skinseg_desktop.evaluation.tables import csv_text, interval_text, number_text, one_line

CONVENTIONS = (
    "Conventions: lesion is a grey value over 128; two empty masks score 1, one empty mask scores Dice and IoU 0; "
    f"a photo has failed where its IoU is under {FAILED_BELOW}; means and medians are over photos at native size."
)
INTERVALS = f"95 %; means: percentile bootstrap over photos, {DRAWS:,} draws, seed 0; failed share: Wilson"
POOLED = "pooled (all pixels of all photos together)"
#: Skipped photos named one by one in the table for people; JSON and CSV name all of them.
SHOWN_SKIPPED = 20
SHOWN_IDS = 5


@dataclass(frozen=True, slots=True)
class ImageScore:
    """One scored photo: its counts, its scores by metric key (0..1), and a note where something about it is unusual."""

    id: str
    confusion: Confusion
    values: Mapping[str, float]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A photo, reference or prediction that was not scored, and why."""

    id: str
    reason: str


def score(id: str, counted: Confusion, note: str = "") -> ImageScore:
    """Score one photo from its counts by every metric of the table."""
    empty = _emptiness(counted)
    note = "; ".join(n for n in (note, empty) if n)
    return ImageScore(id, counted, {key: metric.of(counted) for key, metric in METRICS.items()}, note)


@dataclass(frozen=True)
class Evaluation:
    """Scores of a list of photos.

    ``images`` are in the order of the references; ``settings`` says what was compared with what (folders, model and
    hash, threshold, clean-up, resampling); ``notes`` are sentences for people (how names were paired, how masks were
    read). Figures over no photo are None, never NaN.
    """

    images: Sequence[ImageScore]
    skipped: Sequence[Skipped]
    settings: Mapping[str, Any] = field(default_factory=dict)
    notes: Sequence[str] = ()
    conventions: str = CONVENTIONS

    @property
    def n(self) -> int:
        """How many photos were scored."""
        return len(self.images)

    @property
    def resample(self) -> str | None:
        """How masks of another size were brought to size: 'nearest', or None where they were skipped."""
        return self.settings.get("resample")

    @property
    def failed(self) -> int:
        """How many photos have an IoU under 0.65."""
        return sum(v < FAILED_BELOW for v in self._column("iou"))

    @property
    def failed_share(self) -> float | None:
        """The share of photos whose IoU is under 0.65."""
        return self.failed / self.n if self.n else None

    @cached_property
    def mean(self) -> dict[str, float | None]:
        """The mean over photos of each metric."""
        return {key: math.fsum(self._column(key)) / self.n if self.n else None for key in METRICS}

    @cached_property
    def median(self) -> dict[str, float | None]:
        """The median over photos of each metric."""
        return {key: statistics.median(self._column(key)) if self.n else None for key in METRICS}

    @cached_property
    def pooled(self) -> dict[str, float | None]:
        """Each metric of the summed counts: all pixels of all photos together, so large photos weigh more."""
        total = sum((s.confusion for s in self.images), Confusion(0, 0, 0, 0))
        return {key: metric.of(total) if self.n else None for key, metric in METRICS.items()}

    @cached_property
    def intervals(self) -> dict[str, Interval | None]:
        """The 95 % bootstrap interval of each mean, and Wilson's of the failed share; None where n is too small."""
        means = bootstrap_intervals({key: self._column(key) for key in METRICS})
        return {**means, "failed_share": wilson_interval(self.failed, self.n)}

    @property
    def empty(self) -> dict[str, int]:
        """How many scored photos have an empty mask: both, the reference only, the prediction only."""
        kinds = [_emptiness(s.confusion) for s in self.images]
        return {key: kinds.count(words) for key, words in _EMPTY.items()}

    def to_json(self) -> dict[str, Any]:
        """Give the result as plain data for ``json.dumps(..., allow_nan=False)``."""
        return {
            "n": self.n,
            "mean": self.mean,
            "median": self.median,
            "failed_share": self.failed_share,
            "pooled": self.pooled,
            "pooled_label": POOLED,
            "intervals": {key: list(v) if v else None for key, v in self.intervals.items()},
            "intervals_note": INTERVALS if self.n >= SMALLEST_N else TOO_SMALL,
            "empty": self.empty,
            "skipped": [{"id": s.id, "reason": s.reason} for s in self.skipped],
            "resample": self.resample,
            "settings": dict(self.settings),
            "conventions": self.conventions,
            "notes": list(self.notes),
            "program": f"skinseg-desktop {version()}",
            "research_use_only": RESEARCH_USE_ONLY,
            "images": [_image_json(s) for s in self.images],
        }

    def to_csv(self) -> str:
        """Give one row a photo as CSV that no spreadsheet takes for formulas."""
        return _csv(self)

    def table(self) -> str:
        """Give the table for people, with conventions and the first skipped photos."""
        return _table(self)

    def _column(self, key: str) -> list[float]:
        return [s.values[key] for s in self.images]


_EMPTY = {
    "both": "both masks empty",
    "reference_only": "reference empty",
    "prediction_only": "prediction empty",
}


def _emptiness(c: Confusion) -> str:
    no_reference, no_prediction = c.tp + c.fn == 0, c.tp + c.fp == 0
    if no_reference and no_prediction:
        return _EMPTY["both"]
    if no_reference:
        return _EMPTY["reference_only"]
    return _EMPTY["prediction_only"] if no_prediction else ""


def _image_json(s: ImageScore) -> dict[str, Any]:
    c = s.confusion
    row: dict[str, Any] = {"id": s.id, **s.values, "tp": c.tp, "fp": c.fp, "fn": c.fn, "tn": c.tn}
    return {**row, "note": s.note} if s.note else row


_LABEL = max(len(m.title) for m in METRICS.values()) + 8


def _csv(result: Evaluation) -> str:
    """Write one row a photo, scored ones first; a skipped photo has its reason as ``note`` and no numbers.

    The last column repeats in each row what these numbers are not for, so that it survives sorting and cutting.
    """
    header = ["id", *METRICS, "tp", "fp", "fn", "tn", "note", "use"]
    rows: list[list[str | int | float]] = []
    for s in result.images:
        c = s.confusion
        rows.append([s.id, *s.values.values(), c.tp, c.fp, c.fn, c.tn, s.note, RESEARCH_USE_ONLY])
    empty = [""] * (len(METRICS) + 4)
    rows += [[s.id, *empty, f"skipped: {s.reason}", RESEARCH_USE_ONLY] for s in result.skipped]
    return csv_text(header, rows)


def _table(result: Evaluation) -> str:
    """Write the table for people: 80 columns or little more, four digits."""
    lines = [f"n = {result.n:,} scored, {len(result.skipped):,} skipped"]
    if result.n:
        lines += ["", f"{'':<{_LABEL}}{'mean':>9}   {'95 % interval':<18}{'median':>9}"]
        for key, metric in METRICS.items():
            mean, median = number_text(result.mean[key]), number_text(result.median[key])
            lines.append(f"{metric.title:<{_LABEL}}{mean:>9}   {interval_text(result.intervals[key]):<18}{median:>9}")
        share = result.failed_share or 0.0
        between = interval_text(result.intervals["failed_share"], percent=True)
        failed = f"({result.failed:,} of {result.n:,})"
        lines.append(f"{f'failed (IoU < {FAILED_BELOW})':<{_LABEL}}{share:>9.1%}   {between:<18}{failed:>9}")
        empties = ", ".join(f"{_EMPTY[key]}: {count:,}" for key, count in result.empty.items() if count)
        if empties:
            lines.append(f"{'empty masks among them':<{_LABEL}}  {empties}")
        pooled = ", ".join(f"{METRICS[k].title} {number_text(v)}" for k, v in result.pooled.items())
        lines += ["", f"{POOLED}:", f"  {pooled}"]
    lines.append("")
    for sentence in (*result.notes, result.conventions):
        lines += textwrap.wrap(sentence, 100, subsequent_indent="  ")
    if result.skipped:
        lines += ["", "skipped:"]
        lines += [f"  {line}" for line in skipped_lines(result.skipped)]
    return "\n".join([*lines, "", RESEARCH_USE_ONLY])


def skipped_lines(skipped: Sequence[Skipped]) -> list[str]:
    """Say what was skipped and why, for people: files with one reason in one line, the first of them named."""
    by_reason: dict[str, list[str]] = {}
    for s in skipped:
        by_reason.setdefault(one_line(s.reason), []).append(one_line(s.id))
    lines = []
    for reason, ids in by_reason.items():
        names = ", ".join(ids[:SHOWN_IDS]) + (f", ... ({len(ids):,} in all)" if len(ids) > SHOWN_IDS else "")
        lines.append(f"{names}: {reason}")
    if len(lines) > SHOWN_SKIPPED:
        lines[SHOWN_SKIPPED:] = [f"... and {len(lines) - SHOWN_SKIPPED:,} other reasons"]
    return lines

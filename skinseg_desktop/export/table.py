"""The table of a project's export: a row a photo, every column defined in ``docs/export.md``."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from skinseg_desktop.core.edit import Mask
from skinseg_desktop.core.measures import measures
from skinseg_desktop.core.metrics import METRICS, Confusion
from skinseg_desktop.core.places import RESEARCH_USE_ONLY
from skinseg_desktop.evaluation import csv_text
from skinseg_desktop.evaluation.statistics import TOO_SMALL, bootstrap_interval
from skinseg_desktop.review.masks import share_by_hand
from skinseg_desktop.store import Record

Cell = str | int | float
SCORES = ("dice", "iou", "sensitivity", "specificity")
#: The columns, in their order.
COLUMNS = (
    "id", "file", "status", "flagged", *SCORES,
    "area_px", "perimeter_px", "equivalent_diameter_px", "parts", "width_px", "height_px",
    "origin", "model", "model_sha256", "threshold", "cleanup", "import",
    "changed_by_hand_px", "share_changed_by_hand", "seconds_of_work", "photo_sha256", "note", "use",
)  # fmt: skip
MEASURES = ("area_px", "perimeter_px", "equivalent_diameter_px", "parts")


@dataclass(frozen=True, slots=True)
class Row:
    """One exported photo: its id, the project's record, its mask's counts against a reference, and a remark."""

    id: str
    record: Record
    mask_cells: tuple[Cell, ...]
    confusion: Confusion | None
    note: str = ""


def mask_cells(mask: Mask) -> tuple[Cell, ...]:
    """Geometry and size of a mask, as the cells of ``MEASURES`` and its width and height."""
    measured = measures(mask)
    height, width = mask.shape
    return (measured.area, measured.perimeter, measured.equivalent_diameter, measured.parts, width, height)


def table_text(rows: list[Row]) -> str:
    """The table as CSV; an empty cell is not known, never 0."""
    return csv_text(COLUMNS, [_cells(row) for row in rows])


def summary(rows: list[Row]) -> str:
    """The mean Dice of the exported photos with its interval and n, and how many of the masks a person has changed."""
    scores = [METRICS["dice"].of(row.confusion) for row in rows if row.confusion is not None]
    changed = sum(row.record.by_hand > 0 for row in rows)
    said = f"{changed:,} of {len(rows):,} masks changed by hand."
    if not scores:
        return said
    interval = bootstrap_interval(scores)
    spread = f"95 % interval {interval[0]:.3f} to {interval[1]:.3f}" if interval else TOO_SMALL
    return f"Dice, each photo at its own size, then averaged: {fmean(scores):.4f} ({spread}), n {len(scores):,}. {said}"


def _cells(row: Row) -> list[Cell]:
    record, origin = row.record, row.record.origin
    scores = [METRICS[key].of(row.confusion) if row.confusion else "" for key in SCORES]
    made: list[Cell] = ["", "", "", "", "", ""]
    if origin is not None:
        threshold: Cell = "" if origin.threshold is None else origin.threshold
        cleanup = "" if not origin.model else ", ".join(origin.cleanup) or "none"
        made = [origin.kind, origin.model, origin.model_sha256, threshold, cleanup, origin.note]
    return [
        row.id, record.key.relative, record.status, "yes" if record.flagged else "no", *scores,
        *row.mask_cells, *made,
        record.by_hand, share_by_hand(record), round(record.seconds, 1), record.key.sha256,
        row.note, RESEARCH_USE_ONLY,
    ]  # fmt: skip

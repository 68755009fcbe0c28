"""The table of a project's export: a row a photo, every column defined in ``docs/export.md``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skinseg_desktop.core.edit import Mask
from skinseg_desktop.core.measures import measures
from skinseg_desktop.core.metrics import METRICS, Confusion
from skinseg_desktop.core.places import RESEARCH_USE_ONLY
from skinseg_desktop.evaluation import csv_text
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
#: Remarks on a score that says less than it seems to.
COPIED = "the mask is the reference, pixel by pixel: it was copied"
LEARNED = "the model has learned from this photo"
DOUBTED = "in doubt: "
MEASURES = ("area_px", "perimeter_px", "equivalent_diameter_px", "parts")


@dataclass(frozen=True, slots=True)
class Row:
    """One exported photo: its id, the project's record, its mask's counts against a reference, and a remark.

    ``share`` of the mask is changed by hand; ``reference`` is the counted one's file, below the references' folder.
    """

    id: str
    record: Record
    mask_cells: tuple[Cell, ...]
    confusion: Confusion | None
    note: str = ""
    share: float = 0.0
    reference: str = ""
    reference_sha256: str = ""


def mask_cells(mask: Mask) -> tuple[Cell, ...]:
    """Geometry and size of a mask, as the cells of ``MEASURES`` and its width and height."""
    measured = measures(mask)
    height, width = mask.shape
    return (measured.area, measured.perimeter, measured.equivalent_diameter, measured.parts, width, height)


def table_text(rows: Sequence[Row]) -> str:
    """The table as CSV; an empty cell is not known, never 0."""
    return csv_text(COLUMNS, [_cells(row) for row in rows])


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
        record.by_hand, row.share, round(record.seconds, 1), record.key.sha256,
        row.note, RESEARCH_USE_ONLY,
    ]  # fmt: skip

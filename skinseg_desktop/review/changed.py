"""How much of a mask is a person's: the share of difference from the mask that the work began with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skinseg_desktop.store import Project, Record


def share_of_difference(now: int, begun: int, differing: int) -> float:
    """Pixels that differ between two masks / pixels in either of them, from their areas; 0 where nothing differs.

    It is 1 minus the IoU of the two: 1 for a mask drawn on nothing, one wiped out, and one that lies elsewhere.
    """
    # Areas count what both masks have twice, and the difference completes each to their union.
    union = (now + begun + differing) // 2
    return differing / max(union, differing, 1)


def share_changed(project: Project, record: Record) -> float:
    """``share_of_difference`` of a photo's mask now and the mask that a person's work on it began with.

    Raises ProjectError.
    """
    if not record.by_hand:
        return 0.0
    work = project.work(record.key)
    return share_of_difference(record.area or 0, work.start.area if work else 0, record.by_hand)

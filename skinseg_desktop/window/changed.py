"""What views are told: what changed about the photo on screen, where, and who changed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skinseg_desktop.core.edit import Rect


class What:
    """What a change can be about. Bits of plain numbers: they are asked for dozens of times for each key."""

    SHOWN = 1 << 0  # another photo, or none
    PIXELS = 1 << 1  # the whole photo, in place of a reduced picture of it
    MASK = 1 << 2  # the working mask's pixels, by a finished act
    PREVIEW = 1 << 3  # a mask that would come of the threshold
    MAP = 1 << 4  # the probability map arrived
    REFERENCE = 1 << 5
    REVIEW = 1 << 6  # status or flag
    PREDICTING = 1 << 7  # model, threshold, clean-up
    WAITING = 1 << 8  # a photo is on its way, or is no more


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed, where in the photo, and who changed it (a view need not repeat what it did itself)."""

    what: int
    rect: Rect | None = None
    initiator: object = None

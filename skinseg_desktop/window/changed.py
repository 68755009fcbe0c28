"""What views are told: what changed about the photo on screen, where, and who changed it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skinseg_desktop.core.edit import Rect


class What(enum.Flag):
    """What a change can be about."""

    SHOWN = enum.auto()  # another photo, or none
    PIXELS = enum.auto()  # the whole photo, in place of a reduced picture of it
    MASK = enum.auto()  # the working mask's pixels, by a finished act
    PREVIEW = enum.auto()  # a mask that would come of the threshold
    MAP = enum.auto()  # the probability map arrived
    REFERENCE = enum.auto()
    REVIEW = enum.auto()  # status or flag
    PREDICTING = enum.auto()  # model, threshold, clean-up
    WAITING = enum.auto()  # a photo is on its way, or is no more


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed, where in the photo, and who changed it (a view need not repeat what it did itself)."""

    what: What
    rect: Rect | None = None
    initiator: object = None

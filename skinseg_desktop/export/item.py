"""What an exporter is given and what it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.places import RESEARCH_USE_ONLY
from skinseg_desktop.inference.probability import ProbabilityMap

Text = Mapping[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class Item:
    """One photo to export.

    ``pixels`` are ``uint8[H, W, 3]`` RGB, upright; ``mask`` and ``reference`` ``uint8[H, W]`` of 0 and 1; ``map`` is
    what the model said, None where the mask has no model; ``lines`` are short sentences for figures (model, notes), and
    ``mask_title`` says there what the mask is.
    """

    photo_id: str
    pixels: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    map: ProbabilityMap | None = None
    reference: NDArray[np.uint8] | None = None
    lines: tuple[str, ...] = ()
    mask_title: str = "predicted"


@dataclass(frozen=True, slots=True)
class Exporter:
    """A kind of file made of each photo: its folder's name, the end of its files' names, and what encodes one.

    ``encode`` gives the bytes of a whole file and puts ``text`` into it; it raises UserError where an item lacks what
    the kind needs. ``uses_reference`` says that a reference mask, where there is one, is shown in it.
    """

    kind: str
    summary: str
    suffix: str
    encode: Callable[[Item, Text], bytes]
    uses_reference: bool = False

    def file_name(self, photo_id: str) -> str:
        """The name of a photo's file: the last part of its id and this kind's suffix."""
        return PurePosixPath(photo_id).name + self.suffix


def with_disclaimer(text: Text) -> dict[str, str]:
    """Give the text chunks of an exported file: those given, and that it is for research use only."""
    return dict(text) if RESEARCH_USE_ONLY in text.values() else {**text, "Comment": RESEARCH_USE_ONLY}

"""The working mask: what a person sees and edits, with the edit that is being made and the counts behind a live Dice.

Two buffers: ``pixels``, which a tool draws into, and the mask as of the last finished edit. The second is what an edit
is measured against and what an aborted one goes back to, so beginning a stroke costs nothing, however large the photo.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from skinseg_desktop.core.edit import NOTHING, Mask, Patch, Rect, bands, difference
from skinseg_desktop.core.metrics import Confusion


class WorkingMask:
    """A mask under work: ``uint8[height, width]`` of 0 and 1, C-contiguous, the same array for its whole life.

    Whoever draws calls ``draw``, so that the counts follow; a finished edit is taken with ``finish``.
    """

    def __init__(self, pixels: Mask, reference: Mask | None = None) -> None:
        self.pixels: Mask = np.ascontiguousarray(pixels)
        self._finished = self.pixels.copy()
        self._touched = NOTHING
        self._area = cv2.countNonZero(self.pixels)
        self._reference: Mask | None = None
        self._reference_area = self._overlap = 0
        self.set_reference(reference)

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])

    @property
    def area(self) -> int:
        """Lesion pixels, those of an unfinished edit included."""
        return self._area

    @property
    def reference(self) -> Mask | None:
        """The reference mask, ``uint8[height, width]`` of 0 and 1."""
        return self._reference

    @property
    def confusion(self) -> Confusion | None:
        """The counts against the reference, kept while drawing: asking costs nothing. None without a reference."""
        if self._reference is None:
            return None
        tp = self._overlap
        fp, fn = self._area - tp, self._reference_area - tp
        return Confusion(tp, fp, fn, self.pixels.size - tp - fp - fn)

    @property
    def touched(self) -> Rect:
        """Where the unfinished edit has drawn; empty where there is none."""
        return self._touched

    def set_reference(self, reference: Mask | None) -> None:
        """Count against another reference mask of the same size. Raises ValueError for any other size."""
        if reference is not None and reference.shape != self.pixels.shape:
            raise ValueError(f"a reference of {reference.shape} for a mask of {self.pixels.shape}")
        self._reference = reference
        self._reference_area = 0 if reference is None else cv2.countNonZero(reference)
        self._overlap = 0 if reference is None else self._shared(Rect(0, 0, self.width, self.height))

    def draw(self, within: Rect, paint: Callable[[Mask], object]) -> Rect:
        """Let ``paint`` change the pixels of a rectangle, given as a view of them; gives the part inside the photo.

        The view has only 0 and 1 and must keep to them. Nothing is called where the rectangle lies outside.
        """
        rect = within.clipped(self.width, self.height)
        if rect.area:
            part = self.pixels[rect.slices]
            area, overlap = cv2.countNonZero(part), self._shared(rect)
            paint(part)
            self._area += cv2.countNonZero(part) - area
            self._overlap += self._shared(rect) - overlap
            self._touched = self._touched.united(rect)
        return rect

    def finish(self) -> Patch | None:
        """End the edit that was drawn: its patch, or None where nothing changed."""
        patch = difference(self._finished, self.pixels, self._touched) if self._touched.area else None
        if patch is not None:
            self._finished[patch.rect.slices] = self.pixels[patch.rect.slices]
        self._touched = NOTHING
        return patch

    def abort(self) -> Rect:
        """Go back to the last finished edit; gives the rectangle that is to be shown anew."""
        rect = self._touched
        self.draw(rect, lambda part: np.copyto(part, self._finished[rect.slices]))
        self._touched = NOTHING
        return rect

    def apply(self, patch: Patch) -> Rect:
        """Do or undo a patch. Raises ValueError where it does not fit, or while an edit is unfinished."""
        if self._touched.area:
            raise ValueError("an edit is unfinished")
        for rect, bits in bands(self.pixels, patch):
            self.draw(rect, lambda part, bits=bits: np.bitwise_xor(part, bits, out=part))  # type: ignore[misc]
            self._finished[rect.slices] = self.pixels[rect.slices]
        self._touched = NOTHING
        return patch.rect

    def replace(self, pixels: Mask) -> Patch | None:
        """Put another mask of the same size in place of the whole, as one finished edit; gives its patch.

        Raises ValueError for any other size, or where an edit is unfinished.
        """
        if self._touched.area:
            raise ValueError("an edit is unfinished")
        if pixels.shape != self.pixels.shape:
            raise ValueError(f"a mask of {pixels.shape} in place of one of {self.pixels.shape}")
        self.draw(Rect(0, 0, self.width, self.height), lambda part: np.copyto(part, pixels))
        return self.finish()

    def _shared(self, rect: Rect) -> int:
        if self._reference is None:
            return 0
        # Both hold 0 and 1, so the smaller of two is 1 where both are.
        return cv2.countNonZero(cv2.min(self.pixels[rect.slices], self._reference[rect.slices]))

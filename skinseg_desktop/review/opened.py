"""A photo that is open: its pixels, its working mask, its edits, and what each act of a person changes in the project.

Acts give the changes to be committed; nothing is written here. What costs time for a large photo, packing a base, is
left to whoever commits: such changes come as functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from skinseg_desktop.core.edit import Mask, Patch, Rect, apply, bands, pack
from skinseg_desktop.store.changes import (
    Based,
    Change,
    Edited,
    Flagged,
    Folded,
    Moved,
    Origin,
    PhotoKey,
    Predicted,
    Reviewed,
    Stored,
    Thresholded,
)

if TYPE_CHECKING:
    from pathlib import Path

    from skinseg_desktop.core.fingerprint import Stamp
    from skinseg_desktop.core.working import WorkingMask
    from skinseg_desktop.imaging import Photo, PhotoFile
    from skinseg_desktop.inference import ProbabilityMap

#: Changes, or what makes them; called where they are committed.
Act = Callable[[], Sequence[Change]]
EMPTY = Origin("empty")


@dataclass(frozen=True, slots=True)
class Edit:
    """A finished edit: its name, its patch, and by how many pixels it moved the mask away from where work began.

    The last is None until it is counted: a project does not keep it.
    """

    label: str
    patch: Patch
    turned: int | None = None


@dataclass(eq=False)
class OpenPhoto:
    """One photo under work. ``origin`` is where its mask came from, None while it has none.

    While ``base`` is None nobody has touched the mask: it is a prediction, or empty, and may be replaced by another
    prediction. From the first act on, ``base`` is the mask as it was when work began.
    """

    file: PhotoFile
    photo: Photo
    working: WorkingMask
    origin: Origin | None = None
    base: Mask | None = None
    #: The mask before any work, from which ``by_hand`` counts; the base itself until edits are folded into that.
    start: Mask | None = None
    edits: list[Edit] = field(default_factory=list)
    cursor: int = 0
    by_hand: int = 0
    _began: tuple[Mask, int] | None = None
    #: How many edits became part of the base.
    folded: int = 0
    judgement: str = ""
    flagged: bool = False
    threshold: float | None = None
    map: ProbabilityMap | None = None
    #: The model, threshold and clean-up that ``map`` and an untouched mask belong to.
    predicted_as: Origin | None = None
    #: The file of its reference mask, whether that could be used or not.
    reference: Path | None = None
    #: Whether another photo had its name before, and has a mask or a judgement.
    replaces: bool = False
    #: The sentence why its reference could not be used, or what speaks against it.
    reference_fault: str = ""
    #: What its file was when it was read (``stamp_of``); another stamp is another file.
    stamp: Stamp | None = None
    #: How often other work had changed masks of its name when it was read.
    as_of: int = 0
    #: Whether the model failed on it.
    unpredictable: bool = False
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> PhotoKey:
        """What the project knows this photo by."""
        return PhotoKey(self.file.name.path, self.photo.sha256)

    @property
    def began(self) -> int:
        """Pixels of lesion in the mask that work began with; 0 before."""
        if self.start is None:
            return 0
        if self._began is None or self._began[0] is not self.start:
            import cv2

            self._began = self.start, cv2.countNonZero(self.start)
        return self._began[1]

    @property
    def touched(self) -> bool:
        """Whether a person's work is in it."""
        return self.base is not None or bool(self.judgement)

    @property
    def status(self) -> str:
        """One of ``store.STATUSES``."""
        if self.judgement:
            return self.judgement
        if self.base is not None and (
            self.cursor or self.folded or (self.origin is not None and self.origin.kind == "import")
        ):
            return "edited"
        return "new" if self.origin is None else "predicted"

    @property
    def bytes(self) -> int:
        """Memory it holds, about."""
        masks = 2 + (self.base is not None) + (self.working.reference is not None)
        return (
            self.photo.pixels.nbytes + masks * self.working.pixels.nbytes + sum(len(e.patch.data) for e in self.edits)
        )

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to be undone."""
        return self.cursor > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone edit."""
        return self.cursor < len(self.edits)

    def show_prediction(self, mask: Mask, origin: Origin) -> Act | None:
        """Put a model's mask in place of an untouched one; None, and nothing changed, where a person has worked."""
        self.predicted_as = origin
        if self.touched:
            return None
        self.working.abort()
        self.working.replace(mask)
        self.origin = origin
        key, width, height, area = self.key, self.working.width, self.working.height, self.working.area
        kept = self.working.pixels.copy()
        return lambda: [Predicted(key, Stored(width, height, pack(kept), area, origin))]

    def finish(self, label: str) -> Act | None:
        """End the edit that was drawn into the working mask; None where it changed nothing."""
        patch = self.working.finish()
        return None if patch is None else self._edited(label, patch)

    def replace(self, mask: Mask, label: str) -> Act | None:
        """Put another mask in place of the whole, as one edit; None where it is the same."""
        patch = self.working.replace(mask)
        return None if patch is None else self._edited(label, patch)

    def undo(self) -> tuple[Rect, Act]:
        """Undo the last edit; gives where the mask changed. ValueError where there is none or one is unfinished."""
        if not self.can_undo:
            raise ValueError("nothing to undo")
        return self._move(self.cursor - 1, -1)

    def redo(self) -> tuple[Rect, Act]:
        """Do the edit again that was undone last; errors as for ``undo``."""
        if not self.can_redo:
            raise ValueError("nothing to redo")
        return self._move(self.cursor + 1, 1)

    def judge(self, judgement: str) -> Act:
        """Accept, reject, or take that back (''). What is accepted is frozen: no later prediction replaces it."""
        begun = self._begin(self.working.pixels) if judgement == "accepted" else None
        self.judgement = judgement
        said = Reviewed(self.key, judgement)
        return lambda: [*(begun() if begun else ()), said]

    def flag(self, flagged: bool) -> Act:
        """Mark the photo, or take the mark away."""
        self.flagged = flagged
        said = Flagged(self.key, flagged)
        return lambda: [said]

    def set_threshold(self, threshold: float | None) -> Act:
        """Give the photo a threshold of its own, or the project's."""
        self.threshold = threshold
        said = Thresholded(self.key, threshold)
        return lambda: [said]

    def fold(self, budget: int) -> Act | None:
        """Make the oldest edits part of the base where all patches together are more than ``budget`` bytes."""
        excess = sum(len(edit.patch.data) for edit in self.edits) - budget
        count = 0
        while excess > 0 and count < min(self.cursor, len(self.edits) - 1):
            excess -= len(self.edits[count].patch.data)
            count += 1
        if not count or self.base is None:
            return None
        base = self.base.copy()
        for edit in self.edits[:count]:
            apply(base, edit.patch)
        self.base = base
        del self.edits[:count]
        self.folded += count
        self.cursor -= count
        key = self.key
        return lambda: [Folded(key, count, pack(base))]

    def _begin(self, before: Mask) -> Act | None:
        """Freeze the mask as the base, where that has not happened yet."""
        if self.base is not None:
            return None
        self.base = self.start = base = before.copy()
        self.origin = origin = self.origin or EMPTY
        key = self.key

        def based() -> list[Change]:
            import cv2

            height, width = base.shape
            return [Based(key, Stored(width, height, pack(base), cv2.countNonZero(base), origin))]

        return based

    def _edited(self, label: str, patch: Patch) -> Act:
        begun = None
        if self.base is None:
            before = self.working.pixels.copy()
            apply(before, patch)
            begun = self._begin(before)
        turned = self._turned(patch)
        del self.edits[self.cursor :]
        self.edits.append(Edit(label, patch, turned))
        self.cursor += 1
        self.by_hand += turned
        self.judgement = ""
        said = Edited(self.key, self.cursor, label, patch, self.working.area, self.by_hand)
        return lambda: [*(begun() if begun else ()), said]

    def _move(self, cursor: int, way: int) -> tuple[Rect, Act]:
        """Go one edit back (``way`` -1) or on (1)."""
        at = min(cursor, self.cursor)
        edit = self.edits[at]
        rect = self.working.apply(edit.patch)
        if edit.turned is None:
            edit = self.edits[at] = replace(edit, turned=way * self._turned(edit.patch))
        assert edit.turned is not None
        self.cursor = cursor
        self.by_hand += way * edit.turned
        self.judgement = ""
        said = Moved(self.key, cursor, self.working.area, self.by_hand)
        return rect, lambda: [said]

    def _turned(self, patch: Patch) -> int:
        """By how many pixels the mask, which holds the patch already, moved away from where work began."""
        import cv2

        assert self.start is not None
        turned = 0
        for rect, bits in bands(self.working.pixels, patch):
            away = cv2.bitwise_xor(self.working.pixels[rect.slices], self.start[rect.slices])
            turned += 2 * cv2.countNonZero(cv2.min(away, bits)) - cv2.countNonZero(bits)
        return turned

"""Taking in a folder of masks as working masks, bit for bit.

A mask belongs to a photo by its name (``core.pairing``) and is read by the rules of ``imaging.mask_file``. One of
another size is never resampled unasked. Nothing is written here; see ``review.steps``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from skinseg_desktop.core.edit import Mask, Rect, difference, pack, unpack
from skinseg_desktop.core.errors import MaskError, PhotoError
from skinseg_desktop.core.words import counting
from skinseg_desktop.evaluation import Pair, Resample, pair_photos
from skinseg_desktop.imaging import Found, MaskFile, PhotoFile, Skipped, fit_mask, read_mask, shown
from skinseg_desktop.imaging.mask_file import GREY_RULE, NONE_IS
from skinseg_desktop.review.masks import header_of, known, mask_of
from skinseg_desktop.review.scoring import reading_notes
from skinseg_desktop.review.steps import Step, Steps
from skinseg_desktop.store.changes import Based, Change, Edited, Origin, PhotoKey, Stored

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from skinseg_desktop.evaluation.result import Skipped as Unpaired
    from skinseg_desktop.store import Project, Record

#: The name of an import that was made over a person's work, as an edit.
LABEL, LABEL_RESAMPLED = "import", "import_resampled"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the masks: taken in, put over a person's work as an edit, there already.

    ``left_alone`` are photos with a person's work, ``skipped`` masks that could not be taken in, ``unpaired`` names of
    either side without partner; each with its reason. ``notes`` say how the masks were paired and read.
    """

    done: int
    over_work: int
    same: int
    left_alone: tuple[Skipped, ...]
    skipped: tuple[Skipped, ...]
    unpaired: tuple[Unpaired, ...]
    notes: tuple[str, ...]


def import_masks(
    project: Project,
    found: Found,
    folder: Path,
    *,
    over_work: bool = False,
    resample: Resample | None = None,
    only: Collection[str] | None = None,
) -> Steps[Imported]:
    """Take the masks of a folder as the working masks of their photos, each a change to be committed.

    A photo with a person's work (an edit, a judgement) is left alone, or with ``over_work`` gets the mask as one edit
    that can be undone. A mask of another size is skipped, or with ``resample='nearest'`` brought to the photo's, which
    its origin records. ``only`` are ids of photos. Raises MaskError where the folder holds no mask, ProjectError.
    """
    paired = pair_photos(found, folder)
    pairs = [pair for pair in paired.pairs if only is None or pair.id in only]
    counts = dict.fromkeys(("done", "over_work", "same"), 0)
    left: list[Skipped] = []
    skipped: list[Skipped] = []
    rules: list[tuple[str, bool]] = []
    resampled = 0
    for done, pair in enumerate(pairs, start=1):
        name = pair.file.name.path
        changes: tuple[Change, ...] = ()
        try:
            taken = _take(project, pair, resample)
            rules.append((taken.file.rule, taken.file.many_greys))
            state, changes = _changes(project, taken, over_work)
        except (MaskError, PhotoError) as error:
            skipped.append(Skipped(name, error.what))
        else:
            resampled += bool(changes) and taken.resampled
            if state == "left":
                left.append(Skipped(name, "Somebody changed or judged its mask: it is left as it is."))
            else:
                counts[state] += 1
        yield Step(done, len(pairs), name, changes=changes)
    notes = [paired.note, *reading_notes(rules)]
    if resampled:
        masks_said = counting(resampled, "mask of another size was", "masks of another size were")
        notes.append(f"{masks_said} resampled (nearest) as asked.")
    return Imported(
        **counts, left_alone=tuple(left), skipped=tuple(skipped), unpaired=paired.skipped, notes=tuple(notes)
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Taken:
    """A mask on its photo's grid, and what the project knows of that photo."""

    key: PhotoKey
    record: Record | None
    file: MaskFile
    name: str
    mask: Mask

    @property
    def resampled(self) -> bool:
        return self.mask.shape != self.file.mask.shape

    @property
    def note(self) -> str:
        """What is recorded of an import: the file, its content, the rule, and what was done to it."""
        note = f"{self.name} sha256 {self.file.sha256}, lesion is: {self.file.rule}"
        if self.resampled:
            (h, w), (height, width) = self.file.mask.shape, self.mask.shape
            note += f"; resampled (nearest) from {w} x {h} to {width} x {height}"
        return note


def _take(project: Project, pair: Pair[PhotoFile], resample: Resample | None) -> _Taken:
    photo = known(project, pair.file)
    header = header_of(pair.file)
    if header is None:
        raise PhotoError("The photo cannot be read.")
    width, height = header.upright_size
    file = read_mask(pair.reference)
    if NONE_IS in file.rule:
        raise MaskError(
            f"{shown(pair.reference.name)} is not black, and no pixel in it is lesion ({GREY_RULE}).",
            "Give lesion the value 255.",
        )
    mask = fit_mask(file, width, height, header=header, resample=resample)
    return _Taken(photo.key, photo.record, file, pair.reference.name, mask)


def _changes(project: Project, taken: _Taken, over_work: bool) -> tuple[str, tuple[Change, ...]]:
    """What an import changes: ``done``, ``over_work``, ``same`` or ``left``, and the changes."""
    record, mask = taken.record, taken.mask
    height, width = mask.shape
    area = cv2.countNonZero(mask)
    origin = Origin("import", note=taken.note)
    if record is None or not _by_person(record):
        if record is not None and record.origin is not None and record.origin.kind == "import":
            now = mask_of(project, record)
            if now is not None and np.array_equal(now, mask) and record.origin.note == origin.note:
                return "same", ()
        return "done", (Based(taken.key, Stored(width, height, pack(mask), area, origin)),)
    now = mask_of(project, record)
    if now is None:
        now = np.zeros_like(mask)
    patch = difference(now, mask, Rect(0, 0, width, height))
    if patch is None:
        return "same", ()
    if not over_work:
        return "left", ()
    work = project.work(record.key)
    begun: tuple[Change, ...] = ()
    if work is None:
        before = project.prediction(record.key)
        base = before or Stored(width, height, pack(now), 0, Origin("empty"))
        begun, start = (Based(taken.key, base),), now
    else:
        start = unpack(work.start.bits, width, height)
    by_hand = cv2.countNonZero(np.bitwise_xor(start, mask))
    label = LABEL_RESAMPLED if taken.resampled else LABEL
    return "over_work", (*begun, Edited(taken.key, record.cursor + 1, label, patch, area, by_hand))


def _by_person(record: Record) -> bool:
    """Whether there is work that an import would lose: more than an earlier import."""
    imported = record.origin is not None and record.origin.kind == "import"
    if imported and not record.edits and not record.folded:
        return record.status in ("accepted", "rejected")
    return record.touched

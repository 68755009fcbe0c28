"""Opening a photo of a project: its pixels, its work as the project has it, its reference mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skinseg_desktop.core.edit import Mask, apply, unpack
from skinseg_desktop.core.errors import MaskError
from skinseg_desktop.core.fingerprint import stamp_of
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.core.working import WorkingMask
from skinseg_desktop.imaging import Photo, PhotoFile, fit_mask, read_early, read_mask, read_photo
from skinseg_desktop.review.masks import REPLACED, adopt
from skinseg_desktop.review.opened import Edit, OpenPhoto
from skinseg_desktop.store.changes import PhotoKey, Stored

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from skinseg_desktop.imaging.early import ScaleOf
    from skinseg_desktop.store import Project


def open_photo(
    project: Project,
    file: PhotoFile,
    reference: Path | None,
    *,
    max_pixels: int = DEFAULT_MAX_PIXELS,
    names: Collection[str] = (),
    scale_of: ScaleOf | None = None,
) -> OpenPhoto:
    """Read a photo and rebuild its working mask, bit for bit as it was left, with its undo.

    Work is found by the photo's path and content: of a photo that was replaced by another of its name, only a note is
    left. Work under a name where its photo lies no more is taken over by a photo of the same bytes, but not where that
    name is one of ``names``, which are open. With ``scale_of`` the photo may be a reduced picture at first
    (``read_early``). Raises PhotoError; ProjectError where the project cannot be read.
    """
    stamp = stamp_of(file.path)  # before the bytes: if they change in between, it is read again
    if scale_of is None:
        photo = read_photo(file.path, max_pixels=max_pixels)
    else:
        photo = read_early(file.path, scale_of, max_pixels=max_pixels)
    key = PhotoKey(file.name.path, photo.sha256)
    record = project.record(key)
    untouched = record is None or not (record.touched or record.flagged)
    if untouched and adopt(project, key, names):
        record = project.record(key)
    work = project.work(key)
    stored = work.base if work else project.prediction(key)
    mask = _pixels(stored, photo) if stored else np.zeros((photo.height, photo.width), np.uint8)
    opened = OpenPhoto(file, photo, WorkingMask(mask), origin=stored.origin if stored else None, stamp=stamp)
    if stored is not None and stored.origin.kind == "prediction" and work is None:
        opened.predicted_as = stored.origin
    if work is not None:
        opened.base = mask.copy()
        opened.start = _pixels(work.start, photo) if work.folded else opened.base
        opened.edits = [Edit(edit.label, edit.patch) for edit in work.edits]
        opened.cursor, opened.folded = work.cursor, work.folded
        for edit in work.edits[: work.cursor]:
            apply(mask, edit.patch)
        opened.working = WorkingMask(mask)
    opened.replaces = project.knows_another(key)
    if record is not None:
        opened.by_hand, opened.flagged, opened.threshold = record.by_hand, record.flagged, record.threshold
        opened.judgement = record.status if record.status in ("accepted", "rejected") else ""
    elif opened.replaces:
        opened.notes += (
            f"{file.path.name} is another photo than the one that had this name before: "
            "the earlier mask is kept with the earlier photo.",
        )
    reference_mask, note = read_reference(photo, reference, replaces=opened.replaces)
    opened.reference, opened.reference_fault = reference, note
    opened.working.set_reference(reference_mask)
    if note:
        opened.notes += (note,)
    return opened


def read_reference(photo: Photo, reference: Path | None, *, replaces: bool) -> tuple[Mask | None, str]:
    """A photo's reference mask, and the sentence why it cannot be used or what speaks against it.

    ``replaces`` says that another photo had this name before.
    """
    if reference is None:
        return None, ""
    try:
        read = read_mask(reference)
        mask = fit_mask(read, photo.width, photo.height, header=photo.header)
    except MaskError as error:
        return None, f"The reference mask is not used: {error.what}"
    doubt = REPLACED if replaces else read.doubt
    return mask, f"In doubt: {doubt}" if doubt else ""


def _pixels(stored: Stored, photo: Photo) -> Mask:
    """A stored mask's pixels; of the photo's size, since they belong to the same bytes."""
    if (stored.width, stored.height) != (photo.width, photo.height):
        raise ValueError(f"a mask of {stored.width} x {stored.height} for a photo of {photo.width} x {photo.height}")
    return unpack(stored.bits, stored.width, stored.height)

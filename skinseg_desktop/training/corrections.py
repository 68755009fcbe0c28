"""Training pairs from a project: the photos that somebody has corrected, with their masks as they are now."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Generator
from pathlib import Path

from skinseg_desktop.core.errors import OutputError, PhotoError, ProjectError, os_reason
from skinseg_desktop.core.pairing import mask_name
from skinseg_desktop.core.progress import Progress
from skinseg_desktop.imaging import PhotoFile, encode_mask, shown, write_atomic
from skinseg_desktop.review.masks import chosen_statuses, known, project_photos
from skinseg_desktop.store import Project
from skinseg_desktop.training.metadata import Match
from skinseg_desktop.training.samples import Problem, Sample, Samples, folder_metadata, source_of

#: What counts as a person's work, where nothing else is said.
STATUSES = ("accepted", "edited")


def project_samples(
    project: Path, into: Path, statuses: Collection[str] = STATUSES
) -> Generator[Progress, None, Samples]:
    """Write the masks of a project that have one of these statuses below ``into``/masks, and pair them with the photos.

    The project is only read, also while a window works in it: what is on the disk by now counts. Photos that are gone,
    or are no longer the bytes that were worked on, are problems. ``metadata.csv`` beside the photos says which show one
    lesion. Raises ProjectError, PhotoError where the photos' folder is gone, OutputError, UserError for a status that
    is none.
    """
    wanted = chosen_statuses(statuses)
    with contextlib.closing(Project.open(project, write=False, create=False)) as opened:
        folder = opened.photos_folder
        # Not the folder's name alone, which pairs found in the folder itself have.
        data = f"{folder.name} (project)"
        records = opened.records_by_name()
        names = sorted(name for name, found in records.items() if any(record.status in wanted for record in found))
        photos = {photo.name.path: photo for photo in project_photos(opened).photos}
        table, problems = folder_metadata(data, folder)
        match = table.match(photo.id for photo in photos.values()) if table else Match({}, (), ())
        samples: list[Sample] = []
        as_drawn = 0
        for done, name in enumerate(names, 1):
            try:
                photo = _there(photos, name)
                mask, drawn = _write(opened, photo, into / "masks", wanted)
            except (PhotoError, ProjectError) as error:
                problems.append(Problem(f"{data}/{name}", error.what))
            else:
                row = match.row(photo.id)
                as_drawn += drawn
                samples.append(Sample(data, photo.id, photo.path, mask, row.lesion, row.groups))
            yield Progress(done, len(names), f"{data}/{name}")
    samples.sort(key=lambda sample: sample.key)
    return Samples(tuple(samples), tuple(problems), (source_of(data, folder, samples, table, match),), as_drawn)


def _there(photos: dict[str, PhotoFile], name: str) -> PhotoFile:
    if name not in photos:
        raise PhotoError("The photo is no longer there.")
    return photos[name]


def _write(project: Project, photo: PhotoFile, folder: Path, statuses: Collection[str]) -> tuple[Path, bool]:
    """Write a photo's mask; says where, and whether it is as a model drew it.

    Raises PhotoError, ProjectError, OutputError.
    """
    record = known(project, photo).record
    if record is None or record.status not in statuses:
        raise PhotoError("The photo has changed since somebody worked on it.")
    record, mask = project.current(record.key)
    if record is None or record.status not in statuses:
        raise PhotoError("The photo has changed since somebody worked on it.")
    if mask is None:
        raise PhotoError("It has no mask.")
    path = folder / photo.relative.parent / mask_name(photo.id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{shown(path.parent)} cannot be made: {os_reason(error)}.", "Choose another place."
        ) from error
    write_atomic(path, encode_mask(mask))
    return path, record.by_hand == 0 and record.origin is not None and record.origin.kind == "prediction"

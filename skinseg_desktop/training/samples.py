"""Pairs of photo and mask for a training: found in folders, checked by their headers, with lesion and groups.

A folder of pairs is one of these, looked for in this order:

1. sub-folders ``images`` (``image``, ``photos``, ``photo``) and ``masks`` (``mask``, ``labels``, ``label``), each with
   sub-folders of its own or not;
2. photos, and one such sub-folder of masks;
3. photos and masks together: the masks are the files called ``*_segmentation``, ``*_lesion``, ``*_mask`` or ``*_seg``.

``metadata.csv`` beside them is read by the rules of ``metadata``. Pairing is by name (``core.pairing``); no pixel is
decoded.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from skinseg_desktop.core.errors import PhotoError, UserError, os_reason
from skinseg_desktop.core.pairing import Ambiguity, Name, fold, mask_names, pair, photo_names, without_suffix
from skinseg_desktop.core.progress import Progress
from skinseg_desktop.core.words import counting
from skinseg_desktop.evaluation.ahead import ahead
from skinseg_desktop.imaging import Header, find_masks, find_photos, read_header, shown
from skinseg_desktop.inference.devices import cores
from skinseg_desktop.training.metadata import Match, Metadata, read_metadata

PHOTO_FOLDERS = ("images", "image", "photos", "photo")
MASK_FOLDERS = ("masks", "mask", "labels", "label")
METADATA = "metadata.csv"
_WORKERS = 4
#: Names written out in a sentence about many.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """A photo and its mask. ``data`` names the folder they came from; ``groups`` are ties besides the lesion."""

    data: str
    id: str
    photo: Path
    mask: Path
    lesion: str = ""
    groups: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What splits and logs call it: ``<data>/<id>``."""
        return f"{self.data}/{self.id}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is left out, or a table that says less than it should, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """One folder of pairs: what its samples are called, and what its metadata says.

    ``licences`` are all values of the licence column of its samples' rows (none where nothing is said of any);
    ``unknown`` are ids of the table that no photo has, ``without_row`` photos that the table does not know.
    """

    data: str
    folder: Path
    samples: int
    licences: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    without_row: tuple[str, ...] = ()
    conflicting: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Samples:
    """The pairs in the order of their keys, what was left out, and the folders they came from."""

    samples: tuple[Sample, ...]
    problems: tuple[Problem, ...]
    sources: tuple[Source, ...]
    #: Of a project: how many masks are as a model drew them, only accepted.
    as_drawn: int = 0

    @property
    def licences(self) -> dict[str, tuple[str, ...]]:
        """The licences of each data folder by its name."""
        return {source.data: source.licences for source in self.sources}

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the metadata of all folders."""
        return tuple(f"{source.data}: {note}" for source in self.sources for note in source.notes)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A pair of files before its headers are read; ``name`` is what the person calls the photo."""

    id: str
    name: str
    photo: Path
    mask: Path


def find_samples(folders: Sequence[Path]) -> Generator[Progress, None, Samples]:
    """Find the pairs of some folders.

    What cannot be used is a problem of the result, with its name, and no reason to stop. Raises UserError for a folder
    that is not there or has neither photos nor masks.
    """
    places = list({folder.resolve(): folder.absolute() for folder in folders}.values())
    if not places:
        raise UserError("No folder of photos and masks is given.", "Name one that holds images/ and masks/.")
    samples: list[Sample] = []
    problems: list[Problem] = []
    sources: list[Source] = []
    found = [(data, folder, *_pairs(data, folder)) for data, folder in zip(_data_names(places), places, strict=True)]
    total, done = sum(len(pairs) for _, _, pairs, _ in found), 0
    for data, folder, pairs, left_out in found:
        problems += left_out
        table, unread = folder_metadata(data, folder)
        match = table.match(p.id for p in pairs) if table else Match({}, (), ())
        sound: list[Sample] = []
        with contextlib.closing(ahead(_fault, pairs, workers=min(_WORKERS, cores()), waiting=64)) as faults:
            for fitting, fault in zip(pairs, faults, strict=True):
                if fault:
                    problems.append(Problem(f"{data}/{fitting.name}", fault))
                else:
                    row = match.row(fitting.id)
                    sound.append(Sample(data, fitting.id, fitting.photo, fitting.mask, row.lesion, row.groups))
                done += 1
                yield Progress(done, total, f"{data}/{fitting.id}")
        samples += sound
        problems += unread
        sources.append(source_of(data, folder, sound, table, match))
    return Samples(
        tuple(sorted(samples, key=lambda sample: sample.key)),
        tuple(problems),
        tuple(sorted(sources, key=lambda source: source.data)),
    )


def size_fault(photo: Path, mask: Path) -> str:
    """Why photo and mask do not fit, from their headers alone, as one sentence; empty where they do."""
    try:
        size = _header(photo).upright_size
    except PhotoError as error:
        return f"The photo cannot be used. {error.what}"
    try:
        header = _header(mask)
    except PhotoError as error:
        return f"The mask cannot be used. {error.what}"
    # A mask lies on the grid in which it is stored; in a TIFF the orientation is part of the format.
    grid = header.upright_size if header.kind == "TIFF" else (header.width, header.height)
    if grid == size:
        return ""
    return f"The mask has {grid[0]} x {grid[1]} pixels, the photo {size[0]} x {size[1]}."


def _fault(pair: _Pair) -> str:
    return size_fault(pair.photo, pair.mask)


def _header(path: Path) -> Header:
    try:
        return read_header(path.read_bytes())
    except OSError as error:
        raise PhotoError(f"It cannot be read: {os_reason(error)}.") from error


def _data_names(places: Sequence[Path]) -> list[str]:
    """The last part of each path, or as many last parts as tell it from the others, in whatever order they come."""
    used = [1] * len(places)
    while True:
        names = ["/".join(place.parts[-n:]).strip("/") or "data" for place, n in zip(places, used, strict=True)]
        keys = [fold(name) for name in names]
        short = [i for i, key in enumerate(keys) if keys.count(key) > 1 and used[i] < len(places[i].parts)]
        if not short:
            return names
        for i in short:
            used[i] += 1


def _pairs(data: str, folder: Path) -> tuple[list[_Pair], list[Problem]]:
    """The pairs of one folder by their names, and the files without a partner."""
    photos_in, masks_in = _layout(folder)
    found = find_photos([photos_in], subfolders=photos_in != folder, results=masks_in == folder)
    skipped = list(found.skipped)
    photos = [photo.name.path for photo in found.photos]
    if masks_in == folder:
        masks = [path for path in photos if _is_mask(path)]
        photos = [path for path in photos if not _is_mask(path)]
    else:
        below = find_masks(masks_in)
        skipped += below.skipped
        masks = [name.path for name in below.names]
    if not photos or not masks:
        missing = "no photo" if not photos else "no mask"
        raise UserError(f"There is {missing} in {shown(photos_in if not photos else masks_in)}.", _HINT)
    left, right = photo_names(photos), mask_names(masks)
    names = pair(left, right)
    problems = [Problem(f"{data}/{s.name}", s.reason) for s in skipped]
    problems += [Problem(f"{data}/{left[i].path}", "No mask for this photo.") for i in names.left_only]
    problems += [Problem(f"{data}/{right[j].path}", "No photo for this mask.") for j in names.right_only]
    for group in names.ambiguous:
        problems += _ambiguous(data, group, left, right)
    pairs = [
        _Pair(left[i].id, left[i].path, photos_in / left[i].path, masks_in / right[j].path) for i, j in names.pairs
    ]
    return pairs, problems


_HINT = "A folder of pairs holds images/ and masks/, or photos with masks called *_segmentation.png beside them."


def _layout(folder: Path) -> tuple[Path, Path]:
    """Where the photos and where the masks of a folder lie. Raises UserError."""
    try:
        with os.scandir(folder) as entries:
            below = {entry.name.lower(): folder / entry.name for entry in entries if entry.is_dir()}
    except OSError as error:
        raise UserError(
            f"{shown(folder)} cannot be read as a folder: {os_reason(error)}.", "Check the path."
        ) from error
    photos = next((below[name] for name in PHOTO_FOLDERS if name in below), folder)
    masks = next((below[name] for name in MASK_FOLDERS if name in below), folder)
    if photos != folder and masks == folder:
        raise UserError(f"{shown(folder)} holds {photos.name}/, but no folder of masks.", _HINT)
    return photos, masks


def _is_mask(path: str) -> bool:
    stem = Path(path).stem
    return without_suffix(stem) != stem


def _ambiguous(data: str, group: Ambiguity, left: Sequence[Name], right: Sequence[Name]) -> list[Problem]:
    """Name every file of a group that fits more than once."""
    rivals = _some([right[j].path for j in group.right])
    if not group.left:
        reason = "It fits more than one photo; none was guessed."
        return [Problem(f"{data}/{right[j].path}", reason) for j in group.right]
    reason = f"More than one photo or mask fits ({rivals}); none was guessed."
    return [Problem(f"{data}/{left[i].path}", reason) for i in group.left]


def folder_metadata(data: str, folder: Path) -> tuple[Metadata | None, list[Problem]]:
    """The metadata beside a folder's photos, if there is any that can be read, and what is wrong with it."""
    path = folder / METADATA
    if not os.path.lexists(path):
        return None, []
    try:
        return read_metadata(path), []
    except UserError as error:
        reason = f"{error.what} Nothing is known of lesions and groups here. {error.hint}"
        return None, [Problem(f"{data}/{METADATA}", reason)]


def source_of(data: str, folder: Path, samples: Sequence[Sample], table: Metadata | None, match: Match) -> Source:
    """What is told of a folder whose samples were matched with its metadata."""
    if table is None:
        note = "no metadata says which photos show one lesion; only look-alikes can be kept together."
        return Source(data, folder, len(samples), notes=(note,))
    licences = {licence for sample in samples if (licence := match.row(sample.id).licence)}
    notes = list(table.notes)
    differently = "there with different rows, and {} to the lesions and groups of all"
    for ids, one, many in (
        (match.unknown, "id of the table has no pair here", "ids of the table have no pair here"),
        (match.without_row, "photo has no row in the table", "photos have no row in the table"),
        (table.repeated, "id stands there twice with the same row", "ids stand there twice with the same row"),
        (table.conflicting, f"id stands {differently.format('belongs')}", f"ids stand {differently.format('belong')}"),
    ):
        if ids:
            notes.append(f"{counting(len(ids), one, many)}: {_some(ids)}.")
    lesions = sum(bool(sample.lesion) for sample in samples)
    notes.append(f"{lesions:,} of {counting(len(samples), 'photo has', 'photos have')} a lesion id.")
    return Source(
        data,
        folder,
        len(samples),
        tuple(sorted(licences)),
        match.unknown,
        match.without_row,
        table.conflicting,
        tuple(notes),
    )


def _some(names: Sequence[str]) -> str:
    listed = ", ".join(shown(name) for name in names[:_SHOWN])
    return f"{listed}, ..." if len(names) > _SHOWN else listed

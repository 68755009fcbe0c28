"""What is exported of one photo of a project: its row, and its pictures, each written where it is not there."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath

import numpy as np

from skinseg_desktop.core.edit import Mask
from skinseg_desktop.core.errors import MaskError, OutputError, PhotoError
from skinseg_desktop.core.metrics import confusion
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, version
from skinseg_desktop.export import figures, masks, overlays
from skinseg_desktop.export.item import Exporter, Item
from skinseg_desktop.export.table import COPIED, DOUBTED, LEARNED, Row, mask_cells
from skinseg_desktop.imaging import Photo, PhotoFile, fit_mask, read_mask, read_photo, shown, write_atomic
from skinseg_desktop.inference.existing import ABSENT, SAME, SETTINGS, SOURCE, VARIANT, state_of, with_suffix
from skinseg_desktop.inference.side_by_side import Gate
from skinseg_desktop.review.changed import share_changed
from skinseg_desktop.review.masks import REPLACED, header_of, known
from skinseg_desktop.review.scoring import References
from skinseg_desktop.store import Project, Record, RunSettings
from skinseg_desktop.store.changes import PhotoKey
from skinseg_desktop.zoo.learned import DIGITS

#: Kinds of files of one photo each.
PICTURES: dict[str, Exporter] = {e.kind: e for e in (masks.EXPORTER, overlays.EXPORTER, figures.EXPORTER)}
#: Goes up when the same mask and photo give other bytes than before.
ALGORITHM = 1
_CHANGED = "The photo is another than the one that its mask was made on."
_TOO_LONG = "The name of its file, {}, is longer than the file system allows: give the photo a shorter name."


@dataclass(frozen=True, slots=True)
class PhotoExported:
    """What became of one photo: its row, files written and kept, files held and why, or why there is none of it."""

    row: Row | None
    written: int = 0
    kept: int = 0
    held: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    missing: bool = False


@dataclass(frozen=True, eq=False)
class PhotoExport:
    """What is the same for every photo of an export. ``replaces`` says that files in the way are overwritten."""

    project: Project
    out: Path
    kinds: tuple[str, ...]
    statuses: Collection[str]
    references: References | None
    max_pixels: int
    gate: Gate
    settings: RunSettings
    suffix: str = ""
    replaces: bool = False
    #: What each model has learned from (``zoo.learned``).
    learned: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def path(self, kind: str, file: PhotoFile, suffix: str | None = None) -> Path:
        """Where a picture goes."""
        name = with_suffix(PICTURES[kind].file_name(file.id), self.suffix if suffix is None else suffix)
        return self.out / PurePath(kind, file.relative.parent, name)

    def in_the_way(self, file: PhotoFile, suffix: str) -> list[Path]:
        """Pictures that lie where this photo's are to go, and are not the same."""
        there = {kind: path for kind in self.kinds if os.path.lexists(path := self.path(kind, file, suffix))}
        if not there:
            return []
        try:
            with self._subject(file) as subject:
                return [path for kind, path in there.items() if state_of(path, subject.text(kind, self)) != SAME]
        except PhotoError:
            return []

    def row(self, file: PhotoFile) -> PhotoExported:
        """The photo's row alone; nothing is written."""
        try:
            with self._subject(file) as subject:
                return PhotoExported(subject.row(file))
        except PhotoError as error:
            return _none(file, error)

    def write(self, file: PhotoFile) -> PhotoExported:
        """Write the photo's pictures that are not there yet, and give its row. Raises OutputError."""
        try:
            with self._subject(file) as subject:
                return self._write(file, subject)
        except PhotoError as error:
            return _none(file, error)

    def _write(self, file: PhotoFile, subject: _Subject) -> PhotoExported:
        written = kept = 0
        held: list[tuple[str, str]] = []
        photo: Photo | None = None
        for kind in self.kinds:
            path = self.path(kind, file)
            text = subject.text(kind, self)
            state = state_of(path, text) if os.path.lexists(path) else ABSENT
            if state == SAME:
                kept += 1
                continue
            if state != ABSENT and not self.replaces:
                held.append((path.relative_to(self.out).as_posix(), "It was there already: it is left as it is."))
                continue
            if photo is None and kind != masks.EXPORTER.kind:
                photo = read_photo(file.path, max_pixels=self.max_pixels)
                if photo.sha256 != subject.record.key.sha256:
                    raise PhotoError(_CHANGED)
            try:
                _write(path, PICTURES[kind].encode(subject.item(file, photo), text))
            except OutputError as error:
                # That fault is one photo's; any other stops the export. Masks come first and have the longest names,
                # so nothing of this photo was written before.
                if not isinstance(error.__cause__, OSError) or error.__cause__.errno != errno.ENAMETOOLONG:
                    raise
                raise PhotoError(_TOO_LONG.format(shown(path.name))) from error
            written += 1
        return PhotoExported(subject.row(file), written, kept, tuple(held))

    @contextmanager
    def _subject(self, file: PhotoFile) -> Iterator[_Subject]:
        """The photo's mask and reference, as soon as there is room for them. Raises PhotoError."""
        record = known(self.project, file).record
        if record is None or record.status not in self.statuses:
            raise PhotoError(_CHANGED)
        for name in (self.path(kind, file).name for kind in self.kinds):
            if _length(name) > _longest_name(self.out):
                raise PhotoError(_TOO_LONG.format(shown(name)))
        with self.gate.hold((record.width or 0) * (record.height or 0)):
            # Of one moment, which is now: somebody may have painted since.
            found, mask = self.project.current(record.key)
            if found is None or found.status not in self.statuses:
                raise PhotoError(_CHANGED)
            if mask is None:
                raise PhotoError("It has no mask.")
            record = found
            reference, name, sha256, note = self._reference(file, record.key, mask)
            model = record.origin.model_sha256 if record.origin else ""
            if reference is not None and record.key.sha256[:DIGITS] in self.learned.get(model, ()):
                note = "; ".join(filter(None, (note, LEARNED)))
            yield _Subject(record, mask, share_changed(self.project, record), reference, name, sha256, note)

    def _reference(self, file: PhotoFile, key: PhotoKey, mask: Mask) -> tuple[Mask | None, str, str, str]:
        """The photo's reference mask, its name, its hash, and what is odd about it, or why there is none."""
        references = self.references
        path = None if references is None else references.masks.get(file.name.path)
        if references is None or path is None:
            return None, "", "", "" if references is None else references.unclear.get(file.name.id, "")
        try:
            read = read_mask(path)
            header = None if read.mask.shape == mask.shape else header_of(file)
            height, width = mask.shape
            inside = path.is_relative_to(references.folder)
            name = path.relative_to(references.folder).as_posix() if inside else str(path)
            fitted = fit_mask(read, width, height, header=header)
            # No hand and no model meets another's border at every pixel: such a score says nothing of either.
            same = bool(mask.any()) and np.array_equal(fitted, mask)
            doubt = REPLACED if self.project.knows_another(key) else read.doubt
            return fitted, name, read.sha256, COPIED if same else DOUBTED + doubt if doubt else ""
        except MaskError as error:
            return None, "", "", f"reference not used: {error.what}"


@dataclass(frozen=True, eq=False, slots=True)
class _Subject:
    """A photo's mask now, what the project knows of it, and its reference."""

    record: Record
    mask: Mask
    share: float
    reference: Mask | None
    reference_name: str
    reference_sha256: str
    note: str

    def row(self, file: PhotoFile) -> Row:
        counted = None if self.reference is None else confusion(self.mask, self.reference)
        cells, reference = mask_cells(self.mask), (self.reference_name, self.reference_sha256)
        return Row(file.id, self.record, cells, counted, self.note, self.share, *reference)

    @property
    def mask_title(self) -> str:
        """What a figure calls the mask: a corrected one is no prediction."""
        origin = self.record.origin
        if origin is None or origin.kind == "empty":
            return "drawn by hand"
        if self.record.by_hand:
            return "corrected by hand"
        return "predicted" if origin.kind == "prediction" else "imported"

    def lines(self) -> tuple[str, ...]:
        """What a figure says about the mask."""
        origin, record = self.record.origin, self.record
        made = {"import": "imported mask", "empty": "drawn by hand"}.get(origin.kind if origin else "empty", "")
        if origin is not None and origin.model:
            made = f"model {origin.model} ({origin.model_sha256[:8]})"
        by_hand = f", {self.share:.1%} changed by hand" if record.by_hand and made != "drawn by hand" else ""
        return (f"{made}{by_hand}", *([self.note] if self.note else ()))

    def item(self, file: PhotoFile, photo: Photo | None) -> Item:
        # A mask's file shows nothing of the photo, which is not even decoded for it.
        pixels = np.zeros((0, 0, 3), np.uint8) if photo is None else photo.pixels
        return Item(
            file.id, pixels, self.mask, reference=self.reference, lines=self.lines(), mask_title=self.mask_title
        )

    def text(self, kind: str, export: PhotoExport) -> dict[str, str]:
        """What a picture says of itself; the same text and photo make the same picture."""
        origin = self.record.origin
        text = {"Software": f"Skinseg Desktop {version()}", "Comment": RESEARCH_USE_ONLY}
        if origin is not None:
            text["Origin"] = f"{origin.kind} {origin.note}".strip()
            if origin.model:
                text["Model"] = f"{origin.model} {origin.model_sha256}"
                text["Cleanup"] = ", ".join(origin.cleanup) or "none"
            if origin.threshold is not None:
                text["Threshold"] = f"{origin.threshold:g}"
        text["Changed-By-Hand"] = f"{self.record.by_hand} px"
        shown = [text.get(key, "") for key in ("Origin", "Model", "Cleanup", "Threshold", "Changed-By-Hand")]
        if PICTURES[kind].uses_reference:
            shown += [self.reference_sha256, *self.lines()]
        bits = hashlib.sha256(np.packbits(self.mask).tobytes()).hexdigest()
        variant = hashlib.sha256(json.dumps([bits, *self.mask.shape, *shown]).encode()).hexdigest()
        return {**text, SOURCE: self.record.key.sha256, SETTINGS: export.settings.digest(), VARIANT: variant}


def _none(file: PhotoFile, error: PhotoError) -> PhotoExported:
    return PhotoExported(None, reason=error.what, missing=not os.path.lexists(file.path))


def _length(name: str) -> int:
    """How long a name is in what file systems count."""
    return len(name.encode("utf-16-le", "surrogatepass")) // 2 if os.name == "nt" else len(os.fsencode(name))


def _longest_name(folder: Path) -> int:
    """How long a name may be in a folder. Some file systems allow less than they say: writing finds that."""
    if sys.platform != "win32":
        with suppress(OSError, ValueError):
            return os.pathconf(folder, "PC_NAME_MAX")
    return 255


def _write(path: Path, data: bytes) -> None:
    make_folder(path.parent)
    write_atomic(path, data)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made: {error.strerror}.", "Choose another output folder.") from error

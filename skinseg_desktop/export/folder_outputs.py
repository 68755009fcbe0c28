"""Exporters as outputs of the folder pipeline, and the reference masks that they show."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from skinseg_desktop.core.errors import MaskError, UserError
from skinseg_desktop.evaluation.pairs import pair_photos
from skinseg_desktop.export.item import Exporter, Item, Text, with_disclaimer
from skinseg_desktop.export.registry import EXPORTERS
from skinseg_desktop.imaging.folder import Found
from skinseg_desktop.imaging.mask_file import fit_mask, read_mask
from skinseg_desktop.inference.folder import Output, Prediction


def outputs(kinds: Sequence[str], references: Mapping[str, Path] | None = None) -> list[Output]:
    """Give an output of the folder pipeline for each kind, in the order given, none twice.

    ``references`` are mask files by photo id (see ``reference_lookup``), shown where a kind shows references. Raises
    UserError for an unknown kind, naming those at hand.
    """
    for kind in kinds:
        if kind not in EXPORTERS:
            raise UserError(f"There is no export of kind '{kind}'.", f"Use some of {', '.join(EXPORTERS)}.")
    masks = dict(references or {})
    chosen = [EXPORTERS[kind] for kind in dict.fromkeys(kinds)]
    return [_WithReference(e, masks) if e.uses_reference else _FolderOutput(e) for e in chosen]


def reference_lookup(found: Found, folder: Path) -> dict[str, Path]:
    """Find the reference mask file of each photo in a folder, by photo id; what is unpaired or ambiguous is left out.

    Raises MaskError where the folder has no mask at all.
    """
    return {pair.id: pair.reference for pair in pair_photos(found, folder).pairs}


@dataclass(frozen=True)
class _FolderOutput:
    exporter: Exporter

    @property
    def kind(self) -> str:
        return self.exporter.kind

    def file_name(self, photo_id: str) -> str:
        return self.exporter.file_name(photo_id)

    def encode(self, prediction: Prediction, text: Text) -> bytes:
        return self.exporter.encode(self.item(prediction), with_disclaimer(text))

    def item(self, prediction: Prediction) -> Item:
        model = prediction.model
        lines = (f"model {model.id} ({model.sha256[:8]})",)
        return Item(prediction.file.id, prediction.photo.pixels, prediction.mask, prediction.map, lines=lines)


@dataclass(frozen=True)
class _WithReference(_FolderOutput):
    references: Mapping[str, Path]

    def variant(self, photo_id: str) -> str:
        """Which reference is drawn: another one makes the file again."""
        if photo_id not in self.references:
            return "no reference"
        try:
            return "reference " + hashlib.sha256(self.references[photo_id].read_bytes()).hexdigest()
        except OSError:
            return "reference unreadable"

    def item(self, prediction: Prediction) -> Item:
        item = super().item(prediction)
        path = self.references.get(item.photo_id)
        if path is None:
            return item
        photo = prediction.photo
        try:
            reference = fit_mask(read_mask(path), photo.width, photo.height, header=photo.header)
        except MaskError as error:
            # The photo's own result is good: the picture says why the reference is not in it.
            return replace(item, lines=(*item.lines, f"reference not shown: {error.what}"))
        return replace(item, reference=reference)

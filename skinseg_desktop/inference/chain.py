"""The whole chain for one chunk of photos: read, decode, predict, clean up, encode, write.

A worker of the folder pipeline calls ``Job.work``; nothing here knows how many workers there are.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.errors import OutputError, PhotoError
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, version
from skinseg_desktop.imaging.atomic import write_atomic
from skinseg_desktop.imaging.folder import PhotoFile
from skinseg_desktop.imaging.photo import Photo
from skinseg_desktop.inference.cleanup import clean, in_order
from skinseg_desktop.inference.engine import Engine
from skinseg_desktop.inference.existing import (
    CHANGED,
    OTHER_PHOTO,
    SAME,
    SETTINGS,
    SOURCE,
    VARIANT,
    state_of,
    with_suffix,
)
from skinseg_desktop.inference.probability import ProbabilityMap, check_threshold
from skinseg_desktop.inference.side_by_side import BYTES_AT_ONCE, Chunk, Gate, Outcome, through
from skinseg_desktop.store import RunSettings
from skinseg_desktop.zoo import Model

#: Goes up when the same photo, model and settings give other bytes than before. It is part of a run's settings in place
#: of the program's version, so that an update of the program alone makes nothing again.
ALGORITHM = 1


@dataclass(frozen=True, eq=False, slots=True)
class Prediction:
    """All that is known of one photo when its outputs are made."""

    file: PhotoFile
    photo: Photo
    map: ProbabilityMap
    mask: NDArray[np.uint8]
    threshold: float
    cleanup: tuple[str, ...]
    model: Model


class Output(Protocol):
    """A kind of file made of each prediction; called from several threads at once."""

    @property
    def kind(self) -> str:
        """The name of its folder in OUT."""
        ...

    def file_name(self, photo_id: str) -> str:
        """The name of a photo's file, ``x_segmentation.png``."""
        ...

    def encode(self, prediction: Prediction, text: Mapping[str, str]) -> bytes:
        """The file's bytes: a PNG that carries ``text``."""
        ...


@runtime_checkable
class Varying(Protocol):
    """An output that depends on more than photo and settings, such as a reference mask drawn into it."""

    def variant(self, photo_id: str) -> str:
        """What else the photo's file depends on, as text; another text makes the file again."""
        ...


@dataclass(frozen=True, eq=False)
class Job:
    """What is the same for every photo of a run, and the whole chain for one chunk."""

    engine: Engine
    out: Path
    outputs: tuple[Output, ...]
    threshold: float
    cleanup: tuple[str, ...]
    max_pixels: int
    settings: RunSettings
    common_text: Mapping[str, str]
    gate: Gate
    suffix: str = ""
    replaces: bool = False

    @classmethod
    def of(
        cls,
        engine: Engine,
        out: Path,
        outputs: Sequence[Output],
        threshold: float | None,
        cleanup: Sequence[str] | None,
        max_pixels: int,
    ) -> Job:
        """A job without suffix. Raises UserError for a threshold or clean-up that is none."""
        model, card = engine.model, engine.model.card
        threshold = check_threshold(card.threshold if threshold is None else threshold)
        steps = in_order(card.cleanup if cleanup is None else cleanup)
        settings = RunSettings(
            {
                "model": model.id,
                "model_sha256": model.sha256,
                "threshold": threshold,
                "cleanup": list(steps),
                "algorithm": ALGORITHM,
            }
        )
        text = {
            "Software": f"Skinseg Desktop {version()}",
            "Comment": RESEARCH_USE_ONLY,
            "Model": f"{model.id} {model.sha256}",
            "Threshold": f"{threshold:g}",
            "Cleanup": ", ".join(steps) or "none",
            SETTINGS: settings.digest(),
        }
        return cls(engine, out, tuple(outputs), threshold, steps, max_pixels, settings, text, Gate(BYTES_AT_ONCE))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that are made, each a folder in OUT."""
        return tuple(output.kind for output in self.outputs)

    def place(self, file: PhotoFile, output: Output) -> PurePath:
        """Where an output goes below OUT, without the run's suffix."""
        return PurePath(output.kind, file.relative.parent, output.file_name(file.id))

    def path(self, file: PhotoFile, output: Output) -> Path:
        """The file that an output is written to."""
        place = self.place(file, output)
        return self.out / place.with_name(with_suffix(place.name, self.suffix))

    def text(self, file: PhotoFile, output: Output, sha256: str) -> dict[str, str]:
        """What a photo's output says in itself, for a photo file with this SHA-256."""
        variant = {VARIANT: output.variant(file.id)} if isinstance(output, Varying) else {}
        return {**self.common_text, SOURCE: sha256, **variant}

    def work(self, chunk: Chunk, outcomes: list[Outcome]) -> list[Outcome]:
        """The whole chain for some photos; each one's outcome is appended to ``outcomes`` as soon as it is known."""
        mine: list[Outcome] = []
        for outcome in through(self.engine, chunk, self.gate, self.max_pixels, self._look, self._make):
            outcomes.append(outcome)
            mine.append(outcome)
        return mine

    def _look(self, index: int, file: PhotoFile) -> _Todo | Outcome:
        outputs, sha256, held = self._todo(file)
        if held:
            return Outcome(index, "held", held)
        return _Todo(outputs, sha256) if outputs else Outcome(index, "kept")

    def _make(self, index: int, file: PhotoFile, photo: Photo, answer: ProbabilityMap, todo: _Todo) -> Outcome:
        # A photo that changed since it was compared is another photo.
        outputs = todo.outputs if todo.sha256 in ("", photo.sha256) else list(self.outputs)
        mask = clean(answer.mask(self.threshold), self.cleanup)
        prediction = Prediction(file, photo, answer, mask, self.threshold, self.cleanup, self.engine.model)
        try:
            for output in outputs:
                data = output.encode(prediction, self.text(file, output, photo.sha256))
                _write(self.path(file, output), data)
        except OutputError as error:
            # That fault is one photo's; any other stops the run.
            if not isinstance(error.__cause__, OSError) or error.__cause__.errno != errno.ENAMETOOLONG:
                raise
            return Outcome(index, "failed", error.what)
        return Outcome(index, "done")

    def _todo(self, file: PhotoFile) -> tuple[list[Output], str, str]:
        """The outputs to be made for a photo, its SHA-256 where that had to be known, and why nothing may be made."""
        if not any(os.path.lexists(self.path(file, output)) for output in self.outputs):
            return list(self.outputs), "", ""
        try:
            with file.path.open("rb") as opened:
                sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError as error:
            raise PhotoError(f"It cannot be read: {error.strerror}.") from error
        states = [state_of(self.path(file, output), self.text(file, output, sha256)) for output in self.outputs]
        if not self.replaces:
            for output, state in zip(self.outputs, states, strict=True):
                if state in HELD:
                    return [], sha256, f"{self.path(file, output).relative_to(self.out)} {HELD[state]}"
        return [o for o, state in zip(self.outputs, states, strict=True) if state != SAME], sha256, ""


#: Why a photo's files are left as they are, by what lies there.
HELD = {
    CHANGED: "was changed since it was made: it is left as it is.",
    OTHER_PHOTO: "was made of another photo of this name: it is left as it is.",
}


@dataclass(frozen=True, slots=True)
class _Todo:
    """The outputs to be made for a photo, and its SHA-256 where that had to be known."""

    outputs: list[Output]
    sha256: str


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path.parent} cannot be made: {error.strerror}.", "Choose another output folder."
        ) from error
    write_atomic(path, data)

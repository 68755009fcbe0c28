"""Prediction of a project's photos: the folder pipeline with a project in place of files.

Nothing is written here; see ``review.steps``. The masks are those of ``skinseg predict``, bit for bit.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2

from skinseg_desktop.core.edit import pack
from skinseg_desktop.core.errors import PhotoError, ProjectError
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.imaging import Found, Photo, PhotoFile, Skipped
from skinseg_desktop.inference import Engine, ProbabilityMap, check_threshold, clean
from skinseg_desktop.inference.cleanup import in_order
from skinseg_desktop.inference.side_by_side import (
    BYTES_AT_ONCE,
    Chunk,
    Gate,
    Outcome,
    chunks,
    in_threads,
    most_workers,
    named,
    through,
    without_lost,
)
from skinseg_desktop.review.masks import sha256_of
from skinseg_desktop.review.steps import Step, Steps
from skinseg_desktop.store.changes import Origin, PhotoKey, Predicted, Stored
from skinseg_desktop.store.records import BadRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from skinseg_desktop.store import Project, Record

#: The remaining time follows from the pace of this many photos.
_PACE_OF = 100


@dataclass(frozen=True, slots=True)
class ProjectPredictions:
    """What became of the photos; the six numbers add up to those that were worked on.

    ``kept`` had this prediction already, ``touched`` hold a person's work and were left alone, ``missing`` lay in
    folders that went away (``notes`` say which).
    """

    done: int
    kept: int
    touched: int
    skipped: tuple[Skipped, ...]
    failed: tuple[Skipped, ...]
    missing: int
    notes: tuple[str, ...]
    seconds: float


def predict_project(
    project: Project,
    engine: Engine,
    photos: Found | Sequence[PhotoFile],
    *,
    threshold: float | None = None,
    cleanup: Sequence[str] | None = None,
    only: Collection[str] | None = None,
    workers: int | None = None,
    niceness: int = 0,
    max_pixels: int = DEFAULT_MAX_PIXELS,
) -> Steps[ProjectPredictions]:
    """Predict photos of a project and give each mask as a change to be committed.

    A photo that a person touched is left alone; one whose stored prediction is of the same photo, model, threshold and
    clean-up is kept, told by the bytes of its file without decoding it; so is one that was predicted otherwise since
    this began, which is newer. A photo's own threshold goes before
    ``threshold``; None takes the model's. ``only`` are ids of photos. Workers stand back by ``niceness`` (Linux).
    Closing lets photos in hand finish. Raises UserError (threshold, clean-up), ModelError, DeviceError, ProjectError.
    """
    card = engine.model.card
    chosen = check_threshold(card.threshold if threshold is None else threshold)
    steps = in_order(card.cleanup if cleanup is None else cleanup)
    origin = Origin("prediction", engine.model.id, engine.model.sha256, chosen, steps)
    files = photos.photos if isinstance(photos, Found) else tuple(photos)
    files = tuple(file for file in files if only is None or file.id in only)
    batch = engine.open(side_by_side=True).batch
    before = {record.key: record for of_name in project.records_by_name().values() for record in of_name}
    job = _Job(
        project, before, frozenset(key.relative for key in before), engine, origin, max_pixels, Gate(BYTES_AT_ONCE)
    )
    return (yield from _run(job, files, batch, workers or most_workers(), niceness))


def _run(job: _Job, files: tuple[PhotoFile, ...], batch: int, workers: int, niceness: int) -> Steps[ProjectPredictions]:
    begun = time.monotonic()
    pace: deque[float] = deque([begun], _PACE_OF + 1)
    by_state: dict[str, list[Outcome]] = defaultdict(list)
    said: tuple[str, ...] = ()

    def news() -> str:
        nonlocal said
        fresh = tuple(note for note in job.engine.notes if note not in said)
        said += fresh
        return " ".join(fresh)

    yield Step(0, len(files), note=news())
    pool = in_threads(job.work, chunks(files, batch), workers, niceness)
    try:
        for done, outcome in enumerate(pool, start=1):
            changes = outcome.changes if isinstance(outcome, _Predicted) else ()
            # A person may have begun to work on it since it was looked at.
            if changes and (other := job.in_the_way(outcome.index, changes[0])) is not None:
                outcome, changes = other, ()
            by_state[outcome.state].append(Outcome(outcome.index, outcome.state, outcome.reason))
            now = time.monotonic()
            remaining = (len(files) - done) * (now - pace[0]) / len(pace)
            pace.append(now)
            name = files[outcome.index].name.path
            yield Step(done, len(files), name, news(), remaining, changes=changes)
    finally:
        pool.close()
    single, missing, lost = without_lost(files, by_state["missing"])
    notes = said + lost
    if lost:
        yield Step(len(files), len(files), note=" ".join(lost))
    return ProjectPredictions(
        len(by_state["done"]),
        len(by_state["kept"]),
        len(by_state["touched"]),
        named(files, [*by_state["skipped"], *single]),
        named(files, by_state["failed"]),
        missing,
        notes,
        time.monotonic() - begun,
    )


@dataclass(frozen=True, slots=True)
class _Predicted(Outcome):
    """A photo that was predicted, and its mask as changes."""

    changes: tuple[Predicted, ...] = ()


@dataclass(frozen=True, eq=False)
class _Job:
    """What is the same for every photo of a run, and the whole chain for one chunk."""

    project: Project
    #: The records as they were when this began.
    before: Mapping[PhotoKey, Record]
    names: frozenset[str]
    engine: Engine
    origin: Origin
    max_pixels: int
    gate: Gate

    def work(self, chunk: Chunk) -> list[Outcome]:
        """The whole chain for some photos."""
        return list(through(self.engine, chunk, self.gate, self.max_pixels, self._look, self._make))

    def in_the_way(self, index: int, made: Predicted) -> Outcome | None:
        """What keeps a mask from being stored at this moment.

        A person's work, a threshold that the photo was given meanwhile, a newer mask, or a row that cannot be read.
        """
        try:
            record = self._record(made.photo)
        except PhotoError as error:
            return Outcome(index, "failed", error.what)
        if record is not None and not record.touched and self._origin(record) != made.mask.origin:
            return Outcome(index, "kept")
        return self._left(index, record)

    def _look(self, index: int, file: PhotoFile) -> Outcome | None:
        relative = file.name.path
        if relative not in self.names:
            return None  # not worth reading it twice
        # Another photo under this name is another photo: only the record of these bytes counts.
        return self._left(index, self._record(PhotoKey(relative, sha256_of(file))))

    def _left(self, index: int, record: Record | None) -> Outcome | None:
        """Why a photo is left as it is: a person's work, this prediction, or another that was made since this began."""
        if record is None:
            return None
        if record.touched:
            return Outcome(index, "touched")
        before = self.before.get(record.key)
        newer = record.origin is not None and record.origin != (before.origin if before is not None else None)
        return Outcome(index, "kept") if newer or record.origin == self._origin(record) else None

    def _make(self, index: int, file: PhotoFile, photo: Photo, answer: ProbabilityMap, _: None) -> Outcome:
        key = PhotoKey(file.name.path, photo.sha256)
        try:
            origin = self._origin(self._record(key))
        except PhotoError as error:
            return Outcome(index, "failed", error.what)
        assert origin.threshold is not None
        mask = clean(answer.mask(origin.threshold), origin.cleanup)
        stored = Stored(photo.width, photo.height, pack(mask), cv2.countNonZero(mask), origin)
        return _Predicted(index, "done", "", (Predicted(key, stored),))

    def _record(self, key: PhotoKey) -> Record | None:
        """Raises PhotoError for a damaged row, which is one photo's fault; ProjectError for the whole project's."""
        try:
            return self.project.record(key)
        except ProjectError as error:
            if isinstance(error.__cause__, BadRow):
                raise PhotoError(error.what, error.hint) from error
            raise

    def _origin(self, record: Record | None) -> Origin:
        if record is None or record.threshold is None:
            return self.origin
        return replace(self.origin, threshold=record.threshold)

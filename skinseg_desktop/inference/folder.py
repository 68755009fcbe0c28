"""The folder pipeline: every photo of a folder through the whole chain, in as many workers as there are cores.

A worker takes a chunk of photos (one on the CPU, a batch on a graphics card) from reading to the last file written, so
decoding, network and writing overlap between workers. Outputs do not depend on the order or the number of workers.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.core.pairing import mask_name
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.core.ranks import ALONE, Ranks
from skinseg_desktop.imaging.atomic import TEMPORARY_SUFFIX, sweep_temporaries, write_atomic
from skinseg_desktop.imaging.folder import Found, PhotoFile, Skipped
from skinseg_desktop.inference.chain import Job, Output, Prediction, Varying
from skinseg_desktop.inference.engine import Engine
from skinseg_desktop.inference.existing import choose_suffix, with_suffix
from skinseg_desktop.inference.side_by_side import Outcome, chunks, in_threads, most_workers, named, without_lost
from skinseg_desktop.store import Run, RunRecord, only_writer, read_record, write_record

__all__ = ["FolderResult", "Output", "Prediction", "Varying", "predict_folder"]

RESERVED_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class FolderResult:
    """What became of the photos: made now, kept from an earlier run, left alone, not readable, failed, gone.

    The six numbers add up to the photos that were worked on. The files of ``held`` photos were changed by somebody, or
    made of other photos of these names; ``missing`` photos lay in folders that went away, ``notes`` say which. ``ids``
    are the photos that have their outputs, whose names end in ``suffix``.
    """

    done: int
    kept: int
    held: tuple[Skipped, ...]
    skipped: tuple[Skipped, ...]
    failed: tuple[Skipped, ...]
    missing: int
    notes: tuple[str, ...]
    seconds: float
    ids: tuple[str, ...] = ()
    suffix: str = ""

    def mask_path(self, out: Path, file: PhotoFile) -> Path:
        """Where this run's mask of a photo lies."""
        return out / "masks" / file.relative.parent / with_suffix(mask_name(file.id), self.suffix)

    @property
    def nothing_readable(self) -> bool:
        """Whether not one photo has its outputs."""
        return not self.done + self.kept + len(self.held)


def predict_folder(
    found: Found,
    engine: Engine,
    out: Path,
    outputs: Sequence[Output],
    *,
    threshold: float | None = None,
    cleanup: Sequence[str] | None = None,
    existing: str = "stop",
    workers: int | None = None,
    max_pixels: int = DEFAULT_MAX_PIXELS,
    ranks: Ranks = ALONE,
) -> Work[FolderResult]:
    """Predict all photos and write each output into ``out/<kind>/``, sub-folders mirrored; finished files only.

    What is there whole, made of the same photo with the same settings, is not made again. ``existing`` says what to do
    with anything else in the way: ``stop``, ``replace``, ``keep-both`` (see ``choose_suffix``). Photos in
    ``out/<kind>/`` are outputs and not read. Closing the generator lets started chunks finish and starts no other.
    Results are in the order of the photos. Each of several ``ranks`` makes its share; the first one keeps the record,
    and all have the result. Raises UserError (threshold, clean-up), ModelError, DeviceError,
    OutputError.
    """
    job = Job.of(engine, out, outputs, threshold, cleanup, max_pixels)
    engine.open(side_by_side=True)
    _make(out)
    with only_writer(out) if ranks.first else nullcontext():
        return (yield from _run(job, found, existing, workers or most_workers(), ranks))


def _run(job: Job, found: Found, existing: str, workers: int, ranks: Ranks) -> Work[FolderResult]:
    started, begun = time.monotonic(), _now()
    engine, out, outputs = job.engine, job.out, job.outputs
    record = ranks.told((read_record(out) or RunRecord()) if ranks.first else RunRecord())
    photos = _without_outputs(found.photos, out, {*job.kinds, *(kind for run in record.runs for kind in run.kinds)})
    names = (job.place(file, output) for file in photos for output in outputs)
    suffix = ranks.told(choose_suffix(out, record, job.settings, names, existing) if ranks.first else "")
    job = replace(job, suffix=suffix, replaces=existing == "replace")
    earlier = record.run(job.suffix)
    if earlier is not None and earlier.settings.digest() == job.settings.digest():
        begun, kinds = earlier.started, {*job.kinds, *earlier.kinds}
    else:
        kinds = set(job.kinds)
    run = Run(job.settings, job.suffix, tuple(sorted(kinds)), begun, device=engine.device)
    # A full disk shall have room for the record of what was done: this is given back before that is written.
    reserve = out / f".reserve{TEMPORARY_SUFFIX}"
    if ranks.first:
        _prepare(out, job.kinds)
        write_record(out, record.with_run(run))
        write_atomic(reserve, os.urandom(RESERVED_BYTES))
    ranks.told("prepared")
    notes = _Notes(engine, record)
    # Appended to by the workers, so that what a stopped run still finishes is counted too.
    outcomes: list[Outcome] = []

    def told(finished: str | None) -> FolderResult:
        result = _result(photos, outcomes, notes.said, time.monotonic() - started, suffix)
        if ranks.first:
            reserve.unlink(missing_ok=True)
            write_record(out, record.with_run(_ended(run, result, engine.device, finished)))
        return result

    portions = islice(chunks(photos, engine.open(side_by_side=True).batch), ranks.rank, None, ranks.ranks)
    share = -(-len(photos) // ranks.ranks)
    pool = in_threads(lambda chunk: job.work(chunk, outcomes), portions, workers)
    try:
        yield Progress(0, share, note=notes.new())
        for done, outcome in enumerate(pool, start=1):
            yield Progress(done, share, photos[outcome.index].name.path, notes.new())
    except BaseException:
        pool.close()
        # What stopped the run is to be said, and not that its record cannot be written either.
        with suppress(OSError, OutputError):
            told(finished=None)
        raise
    outcomes[:] = ranks.gathered(outcomes)
    result = told(finished=_now())
    if len(result.notes) > len(notes.said):
        yield Progress(len(photos), len(photos), note=" ".join(result.notes[len(notes.said) :]))
    return result


class _Notes:
    """Sentences that a person should see, each once: of the engine as they come up, and of the record."""

    def __init__(self, engine: Engine, record: RunRecord) -> None:
        self._engine = engine
        self.said: tuple[str, ...] = ()
        self._first = (
            (f"The record of earlier runs was damaged; it is kept as {record.damaged.name}.",) if record.damaged else ()
        )

    def new(self) -> str:
        fresh = [note for note in (*self._first, *self._engine.notes) if note not in self.said]
        self.said += tuple(fresh)
        return " ".join(fresh)


def _without_outputs(photos: Sequence[PhotoFile], out: Path, kinds: Iterable[str]) -> tuple[PhotoFile, ...]:
    """Leave out files in OUT's own folders: an overlay of the last run is no photo."""
    ours = [Path(os.path.realpath(out / kind)) for kind in kinds]
    parents = {parent: Path(os.path.realpath(parent)) for parent in {file.path.parent for file in photos}}
    inside = {parent for parent, real in parents.items() if any(real.is_relative_to(folder) for folder in ours)}
    return tuple(file for file in photos if file.path.parent not in inside)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made: {error.strerror}.", "Choose another output folder.") from error


def _prepare(out: Path, kinds: Iterable[str]) -> None:
    """Make the folders, and sweep what a killed run left half-written."""
    for kind in kinds:
        _make(out / kind)
        sweep_temporaries(out / kind)
    for stray in out.glob(f".*{TEMPORARY_SUFFIX}"):
        stray.unlink(missing_ok=True)


def _result(
    photos: Sequence[PhotoFile], outcomes: Iterable[Outcome], notes: tuple[str, ...], seconds: float, suffix: str
) -> FolderResult:
    by_state: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in sorted(outcomes, key=lambda o: o.index):
        by_state[outcome.state].append(outcome)
    single, missing, lost = without_lost(photos, by_state["missing"])
    by_state["skipped"] += single
    notes += lost
    return FolderResult(
        len(by_state["done"]),
        len(by_state["kept"]),
        named(photos, by_state["held"]),
        named(photos, by_state["skipped"]),
        named(photos, by_state["failed"]),
        missing,
        notes,
        seconds,
        tuple(photos[i].id for i in sorted(o.index for o in (*by_state["done"], *by_state["kept"]))),
        suffix,
    )


def _ended(run: Run, result: FolderResult, device: str, finished: str | None) -> Run:
    """The run with what became of it."""
    counts = {
        "done": result.done,
        "kept": result.kept,
        "held": len(result.held),
        "skipped": len(result.skipped),
        "failed": len(result.failed),
        "missing": result.missing,
    }
    return replace(
        run,
        finished=finished,
        device=device,
        counts=counts,
        skipped=tuple((s.name, s.reason) for s in (*result.held, *result.skipped)),
        failed=tuple((s.name, s.reason) for s in result.failed),
        notes=result.notes,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

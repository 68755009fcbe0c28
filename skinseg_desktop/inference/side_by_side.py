"""Photos through the network in several threads: what the folder pipeline and the prediction of a project share.

A worker takes a chunk of photos (one on the CPU, a batch on a graphics card) through the whole chain, ``through``; what
is asked before a photo is read and what is made of its answer are the caller's.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from skinseg_desktop.core.errors import OutputNotFinite, PhotoError
from skinseg_desktop.core.words import counting
from skinseg_desktop.imaging.folder import PhotoFile, Skipped
from skinseg_desktop.imaging.photo import Photo, read_photo
from skinseg_desktop.inference.devices import cores
from skinseg_desktop.inference.engine import Engine
from skinseg_desktop.inference.probability import ProbabilityMap

MOST_WORKERS = 8
#: Files being worked on at once hold this many bytes together, or are one file alone: so memory has a bound also where
#: photos are huge. 16 MB are about 50 MP of JPEG.
BYTES_AT_ONCE = 16_000_000

#: Photos to be done together, each with its place in the run.
Chunk = tuple[tuple[int, PhotoFile], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a photo: ``done``, ``kept``, ``held``, ``skipped``, ``failed`` or ``missing``, and why."""

    index: int
    state: str
    reason: str = ""


Made = TypeVar("Made", bound=Outcome)
T = TypeVar("T")


class Gate:
    """Lets workers in while what they hold stays under a limit; more than the limit is let in alone."""

    def __init__(self, limit: int) -> None:
        self._limit, self._held = limit, 0
        self._changed = threading.Condition()

    @contextmanager
    def hold(self, amount: int) -> Iterator[None]:
        """Wait for room, and hold that much of it for the length of the block."""
        with self._changed:
            self._changed.wait_for(lambda: not self._held or self._held + amount <= self._limit)
            self._held += amount
        try:
            yield
        finally:
            with self._changed:
                self._held -= amount
                self._changed.notify_all()


def most_workers() -> int:
    """How many workers a folder gets where nobody says: one a core, 8 at most."""
    return min(cores(), MOST_WORKERS)


def chunks(photos: Sequence[PhotoFile], batch: int) -> Iterator[Chunk]:
    """Photos, numbered, so many at a time."""
    numbered = iter(enumerate(photos))
    while chunk := tuple(islice(numbered, batch)):
        yield chunk


def through(
    engine: Engine,
    chunk: Chunk,
    gate: Gate,
    max_pixels: int,
    look: Callable[[int, PhotoFile], T | Outcome],
    make: Callable[[int, PhotoFile, Photo, ProbabilityMap, T], Outcome],
) -> Iterator[Outcome]:
    """Take a chunk through the network, as many photos at once as the gate lets in; gives each one's outcome.

    ``look`` comes before a photo is read: it gives an outcome where there is nothing to do, else what ``make`` gets
    beside the photo and the model's answer. It may raise PhotoError.
    """
    for portion, size in _portions(chunk):
        with gate.hold(size):
            waiting: list[tuple[int, PhotoFile, Photo, T]] = []
            for index, file in portion:
                try:
                    todo = look(index, file)
                    if isinstance(todo, Outcome):
                        yield todo
                        continue
                    waiting.append((index, file, read_photo(file.path, max_pixels=max_pixels), todo))
                except PhotoError as error:
                    missing = not os.path.lexists(file.path)
                    yield Outcome(index, "missing" if missing else "skipped", error.what)
            answers = engine.answers([photo for _, _, photo, _ in waiting], side_by_side=True)
            for (index, file, photo, todo), answer in zip(waiting, answers, strict=True):
                if isinstance(answer, OutputNotFinite):
                    yield Outcome(index, "failed", answer.what)
                else:
                    yield make(index, file, photo, answer, todo)


def in_threads(
    work: Callable[[Chunk], list[Made]], chunks: Iterator[Chunk], workers: int, niceness: int = 0
) -> Generator[Made, None, None]:
    """Do the chunks in threads, with twice as many waiting as working; give outcomes as they come.

    ``niceness`` is how far the threads stand back for others (Unix; Linux alone has it for single threads). Closing the
    generator lets started chunks finish and starts no other.
    """
    pool = ThreadPoolExecutor(workers, "skinseg-folder", stand_back, (niceness,))
    running: set[Future[list[Made]]] = set()
    try:
        while True:
            running |= {pool.submit(work, chunk) for chunk in islice(chunks, 2 * workers - len(running))}
            if not running:
                return
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield from future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def stand_back(niceness: int) -> None:
    """Let this thread take what others leave of the processor, on Linux; elsewhere nothing."""
    if niceness and sys.platform == "linux":
        # A container may forbid it; then this thread is as important as the others.
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)


def named(photos: Sequence[PhotoFile], outcomes: Iterable[Outcome]) -> tuple[Skipped, ...]:
    """Outcomes with the names of their photos, in the order of the photos."""
    ordered = sorted(outcomes, key=lambda o: o.index)
    return tuple(Skipped(photos[o.index].name.path, o.reason) for o in ordered)


def without_lost(photos: Sequence[PhotoFile], missing: Sequence[Outcome]) -> tuple[list[Outcome], int, tuple[str, ...]]:
    """Tell photos that went away one by one from those whose folder went away, as an unplugged drive's does.

    Gives the former, how many are the latter, and one sentence for each folder.
    """
    by_folder: dict[Path, list[Outcome]] = defaultdict(list)
    for outcome in missing:
        by_folder[photos[outcome.index].path.parent].append(outcome)
    single: list[Outcome] = []
    lost, notes = 0, []
    for folder, outcomes in by_folder.items():
        if _is_gone(folder):
            lost += len(outcomes)
            unread = counting(len(outcomes), "photo was", "photos were")
            notes.append(f"{folder} is no longer there: {unread} not read. Run again when it is back.")
        else:
            single += outcomes
    return single, lost, tuple(notes)


def _is_gone(folder: Path) -> bool:
    """Whether a folder that held photos is not there any more, or is the empty place where a drive was."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return True


def _portions(chunk: Chunk) -> Iterator[tuple[Chunk, int]]:
    """Cut a chunk where its files together become too many bytes; gives photos and their bytes."""
    portion: list[tuple[int, PhotoFile]] = []
    total = 0
    for index, file in chunk:
        try:
            size = file.path.stat().st_size
        except OSError:
            size = 0  # reading it will say why
        if portion and total + size > BYTES_AT_ONCE:
            yield tuple(portion), total
            portion, total = [], 0
        portion.append((index, file))
        total += size
    yield tuple(portion), total

"""Long work on a folder, one job at a time: prediction, import, export, the copy of the demo.

What it changes goes through the project's one writer, between what a person does.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.window.jobs import Job, Jobs, Lane
from skinseg_desktop.window.panels.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from skinseg_desktop.evaluation import Resample
    from skinseg_desktop.imaging import Found, PhotoFile
    from skinseg_desktop.review.answer import Recipe
    from skinseg_desktop.review.importing import Imported
    from skinseg_desktop.review.predicting import ProjectPredictions
    from skinseg_desktop.store.changes import Change
    from skinseg_desktop.window.saving import Saver

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Running:
    """Long work that is under way: what it is, how far, and the seconds that are left, where that can be told."""

    title: str
    progress: Progress
    remaining: float | None = None


class LongWork(QObject):
    """The folder lane, as a person sees it: something runs, so far, and may be cancelled."""

    said = Signal(str)
    #: A Running, or None.
    running_changed = Signal(object)
    #: Whether masks are being taken in: nobody edits meanwhile.
    importing_changed = Signal(bool)
    #: A Saver, and the changes that it has just committed.
    committed = Signal(object, object)
    #: Photos that could not be predicted: imaging's Skipped.
    troubled = Signal(object)
    #: A sentence, and an Imported with masks that could not be taken.
    imported = Signal(str, object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self.running: Running | None = None
        #: Imports that may still change masks: those that were cancelled do, until their last step has ended.
        self._imports: set[Job] = set()

    @property
    def importing(self) -> bool:
        """Whether masks are being taken in."""
        return bool(self._imports)

    def begin(
        self,
        saver: Saver | None,
        title: str,
        work: Callable[[], Work[T]],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        imports: bool = False,
    ) -> bool:
        """Do work behind all that a person did before; False, and a sentence, while something else is under way.

        ``failed`` is told errors in place of the person. While it ``imports``, nobody edits.
        """
        translate = QCoreApplication.translate
        if self._job is not None:
            said = translate("Folder", "Something else runs in the background: wait for its end, or cancel it.")
            self.said.emit(said)
            return False
        began = time.monotonic()
        if saver is not None:
            saver.flush()

        def settled() -> Work[T]:
            if saver is not None and not saver.project.read_only:
                saver.commit_between(())  # what a person did before is on disk first
            return work()

        def step(progress: Progress) -> None:
            remaining = progress.remaining
            if remaining is None and progress.done and progress.total:
                remaining = (time.monotonic() - began) / progress.done * (progress.total - progress.done)
            self._set_running(Running(title, progress, remaining))
            if progress.note:
                self.said.emit(progress.note)

        def over() -> None:
            self._job = None
            self._ended(job)
            self._set_running(None)

        def end(result: T) -> None:
            over()
            done(result)

        def fault(error: Exception) -> None:
            over()
            (failed or self._tell)(error)

        # A job that was cancelled changes nothing any more only once it is dropped.
        job = self._job = self._jobs.run(Lane.FOLDER, settled, end, fault, step, dropped=lambda _: self._ended(job))
        self._set_running(Running(title, Progress(0, 0)))
        if imports:
            self._imports.add(job)
            self.importing_changed.emit(True)
        return True

    def predict(self, saver: Saver, recipe: Recipe, photos: Found | Sequence[PhotoFile], *, max_pixels: int) -> None:
        """Predict photos; what a person touched stays, what is done stays done."""
        translate = QCoreApplication.translate

        def work() -> Work[ProjectPredictions]:
            from skinseg_desktop.review.predicting import predict_project
            from skinseg_desktop.review.steps import committed

            steps = predict_project(
                saver.project,
                recipe.engine,
                photos,
                threshold=recipe.threshold,
                cleanup=recipe.cleanup,
                niceness=10,
                max_pixels=max_pixels,
            )
            return committed(steps, self._commit(saver))

        def done(result: ProjectPredictions) -> None:
            troubled = [*result.skipped, *result.failed]
            self.troubled.emit(troubled)
            counts = result.done, result.kept, result.touched, len(troubled) + result.missing
            said = self.tr("{} photo(s) predicted, {} there already, {} with your work, {} failed.", "", result.done)
            self.said.emit(said.format(*map(number, counts)))

        self.begin(saver, translate("Folder", "Predicting"), work, done)

    def import_masks(self, saver: Saver, found: Found, folder: Path, *, over_work: bool, resample: bool) -> None:
        """Take masks of a folder in as working masks."""
        translate = QCoreApplication.translate

        def work() -> Work[Imported]:
            from skinseg_desktop.review.importing import import_masks
            from skinseg_desktop.review.steps import committed

            resampled: Resample | None = "nearest" if resample else None
            steps = import_masks(saver.project, found, folder, over_work=over_work, resample=resampled)
            return committed(steps, self._commit(saver))

        def done(result: Imported) -> None:
            left = [*result.left_alone, *result.skipped]
            taken = result.done + result.over_work
            said = self.tr("{} mask(s) taken in, {} the same, {} left alone, {} without a partner.", "", taken)
            said = said.format(*map(number, (taken, result.same, len(left), len(result.unpaired))))
            self.said.emit(" ".join([said, *result.notes]))
            if result.skipped:
                self.imported.emit(said, result)

        self.begin(saver, translate("Folder", "Importing masks"), work, done, imports=True)

    def cancel(self) -> None:
        """End it; what is finished is kept."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._set_running(None)

    def _commit(self, saver: Saver) -> Callable[[Sequence[Change]], None]:
        """What long work calls in its lane with changes: the project's one writer commits them, then they are told."""

        def commit(changes: Sequence[Change]) -> None:
            saver.commit_between(changes)
            self.committed.emit(saver, tuple(changes))

        return commit

    def _ended(self, job: Job) -> None:
        if job in self._imports:
            self._imports.remove(job)
            self.importing_changed.emit(self.importing)

    def _set_running(self, running: Running | None) -> None:
        self.running = running
        self.running_changed.emit(running)

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.said.emit(str(error))

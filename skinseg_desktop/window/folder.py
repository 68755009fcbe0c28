"""The open folder: its photos, its project, its references, and the long work on them.

One job at a time, in the folder lane; what it changes goes through the project's one writer.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.review.rows import Rows
from skinseg_desktop.store.changes import Based, Chosen, Edited, Predicted, Reviewed
from skinseg_desktop.window.gallery.watch import FolderWatch
from skinseg_desktop.window.jobs import Job, Jobs, Lane
from skinseg_desktop.window.saving import Saver, SaveState

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from skinseg_desktop.imaging import Found, PhotoFile
    from skinseg_desktop.review.answer import Recipe
    from skinseg_desktop.review.opened import OpenPhoto
    from skinseg_desktop.review.scoring import PhotoScore, References
    from skinseg_desktop.store import Holder, Project
    from skinseg_desktop.store.changes import Change

#: How often a project that somebody else holds is looked at, in milliseconds.
_ASK_AGAIN = 5_000
#: How often scores are told while they are made, in seconds.
_SCORES_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Running:
    """Long work that is under way: what it is, how far, and the seconds that are left, where that can be told."""

    title: str
    progress: Progress
    remaining: float | None = None


@dataclass(frozen=True, eq=False)
class _Loaded:
    sources: tuple[Path, ...]
    found: Found
    project: Project
    rows: Rows
    choices: Mapping[str, Any]


class Folder(QObject):
    """What is open; empty until ``opened``. Values are read from it, acts are asked of it."""

    #: Another folder is about to take this one's place: what is half-made ends now.
    leaving = Signal()
    opened = Signal()
    #: A sentence why nothing was opened.
    failed = Signal(str)
    said = Signal(str)
    #: The SaveState of the open folder.
    saving_changed = Signal(object)
    #: Something was refused: what is in memory is not what the project has.
    refused = Signal()
    #: Indices of rows whose data changed, or None for all.
    rows_changed = Signal(object)
    #: Rows came or went.
    rows_merged = Signal()
    references_changed = Signal()
    #: Relative paths of photos whose masks were changed by long work.
    masks_changed = Signal(object)
    #: A Running, or None.
    running_changed = Signal(object)
    #: Whether masks are being taken in: nobody edits meanwhile.
    importing_changed = Signal(bool)
    _committed = Signal(object)
    _scored = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.sources: tuple[Path, ...] = ()
        self.found: Found | None = None
        self.project: Project | None = None
        self.saver: Saver | None = None
        self.rows: Rows | None = None
        self.references: References | None = None
        self.running: Running | None = None
        self.max_pixels = 300_000_000
        self._scores: dict[str, PhotoScore] = {}
        self._to_score: set[str] = set()
        self._scoring: Job | None = None
        self._scored_live: set[str] = set()
        #: Whether masks are being taken in: nobody edits meanwhile.
        self.importing = False
        #: The present saver, and those of folders open before that have something left to write.
        self._savers: list[Saver] = []
        self._job: Job | None = None
        self._watch = FolderWatch(jobs, self)
        self._watch.changed.connect(self._found_again)
        self._watch.gone.connect(self.said)
        self._watch.back.connect(lambda: self.said.emit(self.tr("The folder is back.")))
        self._committed.connect(self._changes_made)
        self._scored.connect(self._take_scores)
        self._ask = QTimer(self, interval=_ASK_AGAIN)
        self._ask.timeout.connect(self._ask_holder)

    # Opening and closing

    def open(
        self, sources: Sequence[Path], *, subfolders: bool, references: Path | None = None, over: Holder | None = None
    ) -> None:
        """Open a folder, or single photos, with its project. What was open stays until the new one is there."""
        places, present = tuple(sources), self.project
        saver = self.saver
        if saver is not None and saver.unsaved and saver.state.trouble:
            self.said.emit(self.tr("This folder has changes that are not saved yet: {}").format(saver.state.trouble))
            return

        def work() -> _Loaded:
            # What work needs is imported by the work, in its thread, so that the window is on screen before.
            from skinseg_desktop.imaging import find_photos
            from skinseg_desktop.store import Project

            found = find_photos(places, subfolders=subfolders)
            if not found.photos:
                raise UserError(_nothing_found(places, found), "Choose a folder with photos.")
            if present is not None and over is None and present.photos_folder == found.root:
                # Other photos of the same folder: its project stays open.
                records = present.records()
                return _Loaded(places, found, present, Rows(found.photos, records), present.choices())
            project = Project.open(found.root, over=over)
            try:
                records = project.records()
                return _Loaded(places, found, project, Rows(found.photos, records), project.choices())
            except BaseException:
                project.close()
                raise

        self._jobs.run(
            Lane.VIEW,
            work,
            lambda made: self._opened(made, subfolders, references),
            self._not_opened,
            newest="open",
            dropped=self._not_wanted,
        )

    def close(self) -> None:
        """End all work on the folder and let its project go, behind what waits to be saved."""
        self.cancel()
        self._watch.stop()
        self._ask.stop()
        self._let_go()
        self.project = self.rows = self.found = self.references = None

    @property
    def unsaved(self) -> str:
        """Why something a person did is not on disk, of this folder or of one open before; nothing where all is."""
        for saver in self._savers:
            if saver.unsaved:
                return saver.state.trouble or self.tr("The disk in {} takes long.").format(saver.project.place)
        return ""

    def finish(self) -> None:
        """Close what is left when all threads have ended."""
        for saver in self._savers:
            saver.project.close()

    def _taken_over(self, saver: Saver) -> None:
        if saver is self.saver:
            self.said.emit(self.tr("Somebody else has taken this project over: it is open for reading only now."))
            self.saving_changed.emit(saver.state)
            self.importing_changed.emit(self.importing)
            self._ask.start()

    def _refused(self, saver: Saver) -> None:
        if saver is self.saver:
            self.refused.emit()

    def _saving(self, saver: Saver, state: SaveState) -> None:
        if saver is self.saver:
            self.saving_changed.emit(state)
        elif state.trouble:
            self.said.emit(self.tr("Not saved in {}: {}").format(saver.project.place, state.trouble))

    def _let_go(self) -> None:
        if self.saver is not None:
            self.saver.retire()
        self.saver = None

    def open_demo(self, into: Path, then: Callable[[Path], None]) -> None:
        """Copy the demo and say where its folder is."""

        def work() -> Work[object]:
            from skinseg_desktop.imaging.demo import copy_demo

            return copy_demo(into)

        self._begin(self.tr("Copying the demo"), work, lambda _: then(into))

    # References

    def set_references(self, folder: Path, *, quiet: bool = False) -> None:
        """Compare with the masks of another folder, from now on and at later starts."""
        found, project = self.found, self.project
        if found is None or project is None:
            return

        def work() -> References:
            from skinseg_desktop.review.scoring import find_references

            return find_references(found, folder)

        def done(references: References) -> None:
            if self.project is not project:
                return
            if not quiet:
                self._choose("references", str(folder.absolute()))
                self.said.emit(
                    self.tr("{:,} photos have a reference mask; {:,} files have no partner.").format(
                        len(references.masks), len(references.skipped)
                    )
                )
            self._referenced(references)

        # Not in the lane that the photo on screen needs: the folder may lie on a drive that does not answer.
        self._jobs.run(Lane.SCORES, work, done, self._tell, newest="references")

    def reference_paths(self) -> dict[str, Path]:
        """Reference mask files by a photo's relative path."""
        return dict(self.references.masks) if self.references else {}

    def score(self, relatives: Collection[str] | None = None) -> None:
        """Score masks against their references, of these photos or of all; what did not change is not done again."""
        if self.found is None or self.references is None:
            return
        masks = self.references.masks
        self._to_score.update(masks if relatives is None else (r for r in relatives if r in masks))
        if self._scoring is None:
            self._score_next()

    def _score_next(self) -> None:
        project, found, references = self.project, self.found, self.references
        wanted, self._to_score = self._to_score, set()
        if not wanted or project is None or found is None or references is None:
            return
        photos = [file for file in found.photos if file.name.path in wanted]
        known = {relative: self._scores[relative] for relative in wanted if relative in self._scores}
        # A photo that a person changes meanwhile has its score from there.
        self._scored_live.difference_update(wanted)
        saver = self.saver
        if saver is not None:
            saver.flush()

        def work() -> Work[None]:
            from skinseg_desktop.review.scoring import score_project

            if saver is not None and not project.read_only:
                saver.commit_between(())  # masks that were just made are read from the project
            some: list[PhotoScore] = []
            told = time.monotonic()
            steps = score_project(project, photos, references, known)
            while True:
                try:
                    step = next(steps)
                except StopIteration as end:
                    # With those that did not change and were not counted again.
                    self._scored.emit((references, list(end.value.values())))
                    return
                if step.score is not None:
                    some.append(step.score)
                if time.monotonic() - told > _SCORES_SECONDS:
                    self._scored.emit((references, some))
                    some, told = [], time.monotonic()
                yield step

        def ended(_: object) -> None:
            self._scoring = None
            self._score_next()

        def failed(error: Exception) -> None:
            self._scoring = None
            self._tell(error)

        self._scoring = self._jobs.run(Lane.SCORES, work, ended, failed)

    def scored_live(self, relative: str) -> None:
        """Say that a photo's row has a newer score than any that is on its way."""
        self._scored_live.add(relative)

    # Long work

    def predict(self, recipe: Recipe, only: Sequence[PhotoFile] | None = None) -> None:
        """Predict all photos, or these; what a person touched stays, what is done stays done."""
        project, found, saver = self.project, self.found, self.saver
        if project is None or found is None or saver is None or project.read_only:
            return
        limit = self.max_pixels

        def work() -> Work[object]:
            from skinseg_desktop.review.predicting import predict_project
            from skinseg_desktop.review.steps import committed

            steps = predict_project(
                project,
                recipe.engine,
                found if only is None else only,
                threshold=recipe.threshold,
                cleanup=recipe.cleanup,
                niceness=10,
                max_pixels=limit,
            )
            return committed(steps, self._commit(saver))

        def done(result: object) -> None:
            troubled = [*result.skipped, *result.failed]  # type: ignore[attr-defined]
            self._mark(troubled)
            said = self.tr("{:,} photos predicted, {:,} were there already, {:,} hold your work, {:,} failed.").format(
                result.done,  # type: ignore[attr-defined]
                result.kept,  # type: ignore[attr-defined]
                result.touched,  # type: ignore[attr-defined]
                len(troubled) + result.missing,  # type: ignore[attr-defined]
            )
            self.said.emit(said)

        self._begin(self.tr("Predicting"), work, done)

    def import_masks(self, folder: Path, *, over_work: bool, resample: bool) -> None:
        """Take masks of a folder in as working masks."""
        project, found, saver = self.project, self.found, self.saver
        if project is None or found is None or saver is None or project.read_only:
            return
        how = "nearest" if resample else None

        def work() -> Work[object]:
            from skinseg_desktop.review.importing import import_masks
            from skinseg_desktop.review.steps import committed

            steps = import_masks(project, found, folder, over_work=over_work, resample=how)  # type: ignore[arg-type]
            return committed(steps, self._commit(saver))

        def done(result: object) -> None:
            left = len(result.left_alone) + len(result.skipped)  # type: ignore[attr-defined]
            said = self.tr("{:,} masks taken in, {:,} were the same, {:,} left alone, {:,} without a partner.").format(
                result.done + result.over_work,  # type: ignore[attr-defined]
                result.same,  # type: ignore[attr-defined]
                left,
                len(result.unpaired),  # type: ignore[attr-defined]
            )
            reasons = [s.reason for s in (*result.left_alone, *result.skipped)]  # type: ignore[attr-defined]
            self.said.emit(said + (f" {reasons[0]}" if reasons else ""))

        self._set_importing(self._begin(self.tr("Importing masks"), work, done))

    def run(
        self,
        title: str,
        work: Callable[[], Work[object]],
        done: Callable[[object], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> bool:
        """Do other long work of the folder, such as an export; False while something else is under way."""
        return self._begin(title, work, done, failed=failed)

    def judge(self, indices: Sequence[int], judgement: str, known: Callable[[str], OpenPhoto | None]) -> int:
        """Accept or reject photos that are not on screen; gives how many had a mask to be judged.

        ``known`` gives a photo that is open in memory: it is judged itself, so that it stays what the project has.
        """
        writes = self.project is not None and not self.project.read_only and not self.importing
        if self.project is None or self.rows is None or self.saver is None or not writes:
            return 0
        changed: list[int] = []
        unseen: set[str] = set()
        for index in indices:
            row = self.rows.row(index)
            opened = known(row.relative)
            if opened is not None and opened.origin is None:
                # The project may have a mask that came after this photo was read.
                self.masks_changed.emit([row.relative])
                opened = None
            has_mask = row.area is not None if opened is None else opened.origin is not None
            if judgement == "accepted" and not has_mask:
                continue
            if opened is not None:
                self.saver.add(opened.judge(judgement))
            elif row.status != "new":
                unseen.add(row.relative)
            else:
                continue
            self.rows.update(row.relative, status=judgement, touched=True)
            changed.append(index)
        if unseen:
            project = self.project

            def act() -> list[Change]:
                # Behind all that was done before, so that the records are those of now.
                records = project.records()
                return [Reviewed(records[r].key, judgement) for r in unseen if r in records]

            self.saver.add(act)
        self.rows_changed.emit(changed)
        return len(changed)

    def cancel(self) -> None:
        """End long work; what is finished is kept."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._set_running(None)

    def _begin(
        self,
        title: str,
        work: Callable[[], Work[object]],
        done: Callable[[object], None],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> bool:
        if self._job is not None:
            self.said.emit(self.tr("Something else runs in the background: wait for its end, or cancel it."))
            return False
        began, saver = time.monotonic(), self.saver
        if saver is not None:
            saver.flush()

        def settled() -> Work[object]:
            if saver is not None and not saver.project.read_only:
                saver.commit_between(())  # what a person did before is on disk first
            return work()

        def step(progress: Progress) -> None:
            remaining = getattr(progress, "remaining", None)
            if remaining is None and progress.done and progress.total:
                remaining = (time.monotonic() - began) / progress.done * (progress.total - progress.done)
            self._set_running(Running(title, progress, remaining))
            if progress.note:
                self.said.emit(progress.note)

        def end(result: object) -> None:
            self._ended()
            done(result)

        def fault(error: Exception) -> None:
            self._ended()
            (failed or self._tell)(error)

        def dropped(_: object) -> None:
            # Only now does it change nothing any more.
            self._set_importing(False)

        self._job = self._jobs.run(Lane.FOLDER, settled, end, fault, step, dropped=dropped)
        self._set_running(Running(title, Progress(0, 0)))
        return True

    def _ended(self) -> None:
        self._job = None
        self._set_importing(False)
        self._set_running(None)

    def _set_importing(self, on: bool) -> None:
        if on != self.importing:
            self.importing = on
            self.importing_changed.emit(on)

    def _set_running(self, running: Running | None) -> None:
        self.running = running
        self.running_changed.emit(running)

    def _commit(self, saver: Saver) -> Callable[[Sequence[Change]], None]:
        """What long work calls in its lane with changes: the project's one writer commits them, then rows follow."""

        def commit(changes: Sequence[Change]) -> None:
            saver.commit_between(changes)
            self._committed.emit((saver, tuple(changes)))

        return commit

    def _changes_made(self, made: tuple[Saver, tuple[Change, ...]]) -> None:
        saver, changes = made
        if saver is not self.saver or self.rows is None:
            return
        changed: dict[str, None] = {}
        others: dict[str, None] = {}
        for change in changes:
            if isinstance(change, Predicted):
                relative, area = change.photo.relative, change.mask.area
                index = self.rows.index(relative)
                if index is not None and not self.rows.row(index).touched:
                    self.rows.update(relative, status="predicted", area=area, dice=None, trouble="")
            elif isinstance(change, Based | Edited):
                relative = change.photo.relative
                area = change.mask.area if isinstance(change, Based) else change.area
                self.rows.update(relative, status="edited", area=area, dice=None, touched=True, trouble="")
                others[relative] = None
            else:
                continue
            changed[relative] = None
        if others:
            self.masks_changed.emit(list(others))
        self.rows_changed.emit([i for i in map(self.rows.index, changed) if i is not None])
        self.score(changed)

    # What arrives

    def _opened(self, made: _Loaded, subfolders: bool, references: Path | None) -> None:
        self.leaving.emit()
        if self.saver is None or made.project is not self.project:
            self._let_go()
            saver = self.saver = Saver(made.project, self._jobs, self)
            self._savers.append(saver)
            saver.retired.connect(lambda: self._savers.remove(saver))
            saver.changed.connect(lambda state: self._saving(saver, state))
            saver.refused.connect(lambda: self._refused(saver))
            saver.taken_over.connect(lambda: self._taken_over(saver))
        self.cancel()
        self._watch.stop()
        self._ask.stop()
        self.sources, self.found, self.project = made.sources, made.found, made.project
        self.rows = made.rows
        self._scores = {}
        self.references = None
        self._to_score, self._scored_live = set(), set()
        self._watch.watch(made.sources, subfolders, made.found)
        if made.project.read_only:
            self._ask.start()
        self.opened.emit()
        for note in made.project.notes:
            self.said.emit(note)
        before = made.choices.get("references")
        if references is not None:
            self.set_references(references)
        elif isinstance(before, str) and Path(before) != Path(Path(before).anchor):
            # A project from elsewhere must not make the program list a whole disk.
            self.set_references(Path(before), quiet=True)
        if made.found.skipped:
            first = made.found.skipped[0]
            self.said.emit(
                self.tr("{:,} files were left out, such as {}: {}").format(
                    len(made.found.skipped), first.name, first.reason
                )
            )

    def _not_wanted(self, made: _Loaded | None) -> None:
        """Another folder was asked for meanwhile: let this one's project go, so that others can have it."""
        if made is not None and made.project is not self.project:
            made.project.close()

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(str(error))

    def _found_again(self, found: Found) -> None:
        if self.rows is None or self.found is None:
            return
        self.found = found
        if self.rows.merge(found.photos):
            self.rows_merged.emit()
            if self.references is not None:
                self.set_references(self.references.folder, quiet=True)

    def _referenced(self, references: References | None) -> None:
        self.references = references
        self._scores = {}
        if self.rows is not None:
            self.rows.set_references(set(references.masks) if references else set())
            self.rows.set_dice({self.rows.row(i).relative: None for i in range(len(self.rows))})
        self.references_changed.emit()
        self.rows_changed.emit(None)
        self.score()

    def _take_scores(self, made: tuple[References, list[PhotoScore]]) -> None:
        references, scores = made
        if references is not self.references or self.rows is None:
            return
        self._scores.update((score.relative, score) for score in scores)
        fresh = {score.relative: score.dice for score in scores if score.relative not in self._scored_live}
        self.rows.set_dice(fresh)
        self.rows_changed.emit([i for i in map(self.rows.index, fresh) if i is not None])

    def _mark(self, troubled: Sequence[object]) -> None:
        if self.rows is None:
            return
        for skipped in troubled:
            self.rows.update(skipped.name, trouble=skipped.reason)  # type: ignore[attr-defined]
        self.rows_changed.emit(None)

    def _choose(self, name: str, value: str | float | bool | list[str] | None) -> None:
        if self.saver is not None and not self.saver.project.read_only:
            self.saver.add_later(("chosen", name), lambda: [Chosen(name, value)])

    def choose(self, name: str, value: str | float | bool | list[str] | None) -> None:
        """Keep a choice with the project."""
        self._choose(name, value)

    def _ask_holder(self) -> None:
        project = self.project
        if project is None or not project.read_only:
            self._ask.stop()
            return
        holder = project.holder

        def done(gone: bool) -> None:
            if gone and self.project is project:
                self.open(self.sources, subfolders=self._watch.subfolders, over=holder)

        self._jobs.run(Lane.AHEAD, lambda: project.holder_gone, done, lambda _: None, newest="holder")

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.said.emit(str(error))

    def photo(self, index: int) -> PhotoFile | None:
        """The photo of a row."""
        return self.rows.row(index).file if self.rows is not None and 0 <= index < len(self.rows) else None


def _nothing_found(places: Sequence[Path], found: Found) -> str:
    """What is in a folder without photos."""
    if found.skipped:
        first = found.skipped[0]
        return f"No photo can be opened in {places[0]}; {first.name}: {first.reason}"
    try:
        names = sorted(p.name for p in places[0].iterdir() if not p.name.startswith("."))
    except OSError:
        names = []
    there = f"it holds {len(names):,} other things, such as {names[0]}" if names else "it is empty"
    return f"There is no photo in {places[0]}: {there}."

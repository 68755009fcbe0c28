"""The folder's masks against references: with which they are compared, what waits to be scored, what was scored."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.window.jobs import Job, Jobs, Lane
from skinseg_desktop.window.panels.numbers import number

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from skinseg_desktop.core.progress import Work
    from skinseg_desktop.imaging import Found
    from skinseg_desktop.review.rows import Rows
    from skinseg_desktop.review.scoring import PhotoScore, References
    from skinseg_desktop.window.saving import Saver

#: How often scores are told while they are made, in seconds.
_SCORES_SECONDS = 0.3


class Scoring(QObject):
    """Keeps the Dice of a folder's rows true, in a lane of its own."""

    said = Signal(str)
    references_changed = Signal()
    #: The folder of references that a person chose.
    chosen = Signal(object)
    #: Indices of rows whose Dice changed, or None for all.
    rows_changed = Signal(object)
    #: References, the scores that were just made against them, and photos that have none.
    scored = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.references: References | None = None
        #: What was scored, by relative path: only what changed since is counted again.
        self.known: dict[str, PhotoScore] = {}
        self._saver: Saver | None = None
        self._found: Found | None = None
        self._rows: Rows | None = None
        self._waiting: set[str] = set()
        #: Photos whose rows have a newer Dice than any that is on its way.
        self._live: set[str] = set()
        #: What spoke against the references of photos that were on screen.
        self._doubts: dict[str, str] = {}
        self._job: Job | None = None
        self._warned: References | None = None
        self.scored.connect(self._take)

    # The folder and its references

    def enter(self, saver: Saver, found: Found, rows: Rows) -> None:
        """Score the masks of this folder from now on, once it has references."""
        self.leave()
        self._saver, self._found, self._rows = saver, found, rows

    def leave(self) -> None:
        """Score nothing any more."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._saver = self._found = self._rows = self.references = None
        self.known.clear()
        self._waiting, self._live, self._doubts = set(), set(), {}

    def found_again(self, found: Found, *, merged: bool) -> None:
        """Other photos are in the folder now; where rows came or went, references are found anew for them."""
        self._found = found
        if merged and self.references is not None:
            self.compare_with(self.references.folder, quiet=True)

    def look_again(self) -> None:
        """Find the references anew: masks may have come, gone or changed. A folder that is away stays as it was."""
        references, known = self.references, list(self.known.values())
        if references is None:
            return
        self.compare_with(references.folder, quiet=True)

        def work() -> list[str]:
            from skinseg_desktop.review.scoring import changed_since

            return changed_since(known) if references.folder.is_dir() else []

        def done(changed: list[str]) -> None:
            if changed and references is self.references:
                self.references_changed.emit()
                self.score(changed)

        self._jobs.run(Lane.SCORES, work, done, lambda _: None, newest="changed references")

    def compare_with(self, folder: Path, *, quiet: bool) -> None:
        """Find the photos' references in a folder and score what that changes; ``quiet`` where nobody chose it now."""
        found, saver = self._found, self._saver
        if found is None or saver is None:
            return

        def work() -> References:
            from skinseg_desktop.review.scoring import find_references

            return find_references(found, folder)

        def done(references: References) -> None:
            before = self.references
            # A look at the folder of before is late where a person chose another meanwhile.
            late = before is not None and (references == before or references.folder != before.folder)
            if self._saver is not saver or (quiet and late):
                return
            if not quiet:
                self.chosen.emit(folder)
                paired, left = len(references.masks), len(references.skipped)
                said = self.tr("{} photo(s) have a reference mask.", "", paired).format(number(paired))
                alone = self.tr("{} file(s) have no partner.", "", left).format(number(left))
                self.said.emit(f"{said} {alone}")
            self._compare(references)

        def failed(error: Exception) -> None:
            if not quiet or self.references is None or not isinstance(error, UserError):
                self._tell(error)

        # Not in the lane that the photo on screen needs: the folder may lie on a drive that does not answer.
        # A look takes no choice's place: the window is looked at again as soon as the dialog is closed.
        self._jobs.run(Lane.SCORES, work, done, failed, newest=("references", quiet))

    def _compare(self, references: References) -> None:
        before = self.references.masks if self.references is not None else {}
        self.references = references
        self._doubts.clear()
        if (rows := self._rows) is not None:
            rows.set_references(set(references.masks))
            names = [rows.row(i).relative for i in range(len(rows))]
            rows.set_dice({name: None for name in names if before.get(name) != references.masks.get(name)})
        self.references_changed.emit()
        self.rows_changed.emit(None)
        self.score()

    # Scores

    @property
    def unusable(self) -> dict[str, str]:
        """Why a photo's reference mask cannot be used, as far as that is known, by relative path."""
        masks = self.references.masks if self.references is not None else {}
        return {name: one.reason for name, one in self.known.items() if one.reason and name in masks}

    @property
    def doubtful(self) -> dict[str, str]:
        """What speaks against a photo's reference mask that is counted, by relative path."""
        masks = self.references.masks if self.references is not None else {}
        counted = {name: f"In doubt: {one.doubt}" if one.doubt else "" for name, one in self.known.items()}
        doubts = counted | self._doubts
        return {name: doubt for name, doubt in doubts.items() if doubt and name in masks}

    def score(self, relatives: Collection[str] | None = None) -> None:
        """Score the masks of these photos or of all; what did not change is not done again."""
        if self.references is None:
            return
        masks = self.references.masks
        self._waiting.update(masks if relatives is None else (r for r in relatives if r in masks))
        if self._job is None:
            self._next()

    def scored_live(self, relative: str, doubt: str) -> None:
        """Say that a photo's row has a newer score than any that is on its way, and what speaks against it."""
        self._live.add(relative)
        self._doubts[relative] = doubt

    def _next(self) -> None:
        saver, found, references = self._saver, self._found, self.references
        wanted, self._waiting = self._waiting, set()
        if not wanted or saver is None or found is None or references is None:
            return
        photos = [file for file in found.photos if file.name.path in wanted]
        known = {relative: self.known[relative] for relative in wanted if relative in self.known}
        # A photo that a person changes meanwhile has its score from there.
        self._live.difference_update(wanted)
        saver.flush()

        def work() -> Work[None]:
            from skinseg_desktop.review.scoring import score_project

            if not saver.project.read_only:
                saver.commit_between(())  # masks that were just made are read from the project
            some: list[PhotoScore] = []
            told = time.monotonic()
            steps = score_project(saver.project, photos, references, known)
            while True:
                try:
                    step = next(steps)
                except StopIteration as end:
                    # With those that did not change and were not counted again.
                    bare = [file.name.path for file in photos if file.name.path not in end.value]
                    self.scored.emit((references, list(end.value.values()), bare))
                    self._warn(references, end.value.values())
                    return
                if step.score is not None:
                    some.append(step.score)
                if time.monotonic() - told > _SCORES_SECONDS:
                    self.scored.emit((references, some, []))
                    some, told = [], time.monotonic()
                yield step

        def ended(_: object) -> None:
            self._job = None
            self._next()

        def failed(error: Exception) -> None:
            self._job = None
            self._tell(error)

        self._job = self._jobs.run(Lane.SCORES, work, ended, failed)

    def _warn(self, references: References, scores: Collection[PhotoScore]) -> None:
        """Say once of a folder of references that its masks may mean something else. In a job's thread."""
        from skinseg_desktop.review.scoring import reading_notes

        read = [(one.rule, one.many_greys) for one in scores if one.rule]
        notes = [note for note in reading_notes(read) if note.startswith("Warning")]
        if notes and references is not self._warned:
            self._warned = references
            self.said.emit(" ".join(notes))

    def _take(self, made: tuple[References, list[PhotoScore], list[str]]) -> None:
        references, scores, bare = made
        if references is not self.references or self._rows is None:
            return
        self.known.update((score.relative, score) for score in scores)
        fresh = {score.relative: score.dice for score in scores if score.relative not in self._live}
        # A photo may have been replaced by another, which has no mask.
        fresh.update((relative, None) for relative in bare if relative not in self._live)
        for relative in bare:
            self.known.pop(relative, None)
        self._rows.set_dice(fresh)
        self.rows_changed.emit([i for i in map(self._rows.index, fresh) if i is not None])

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.said.emit(str(error))

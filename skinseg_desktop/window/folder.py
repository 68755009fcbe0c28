"""The open folder: its photos, its project and who writes it, and what long work changes in its rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.review.rows import model_of
from skinseg_desktop.store.changes import Based, Chosen, Edited, Predicted
from skinseg_desktop.window.gallery.watch import FolderWatch
from skinseg_desktop.window.jobs import Jobs, Lane
from skinseg_desktop.window.loading import Loaded, load
from skinseg_desktop.window.longwork import LongWork, Running
from skinseg_desktop.window.panels.numbers import number
from skinseg_desktop.window.saving import Saver, SaveState
from skinseg_desktop.window.scoring import Scoring
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from skinseg_desktop.core.progress import Work
    from skinseg_desktop.imaging import Found, PhotoFile, Skipped
    from skinseg_desktop.review.answer import Recipe
    from skinseg_desktop.review.opened import OpenPhoto
    from skinseg_desktop.review.rows import Rows
    from skinseg_desktop.review.scoring import References
    from skinseg_desktop.store import Holder, Project, Record
    from skinseg_desktop.store.changes import Change, Origin

__all__ = ["Folder", "Running"]

#: How often a project that somebody else holds is looked at, in milliseconds.
_ASK_AGAIN = 5_000


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
    #: It was looked at again: files may be others under their names.
    looked = Signal()
    #: Rows came or went.
    rows_merged = Signal()
    #: Photos whose masks were changed by other work: the origin of a prediction, or None, by relative path.
    masks_changed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.sources: tuple[Path, ...] = ()
        self.found: Found | None = None
        self.project: Project | None = None
        self.saver: Saver | None = None
        self.rows: Rows | None = None
        self.max_pixels = 300_000_000
        #: The present saver, and those of folders open before that have something left to write.
        self._savers: list[Saver] = []
        self._scoring = Scoring(jobs, self)
        self._scoring.said.connect(self.said)
        self._scoring.rows_changed.connect(self.rows_changed)
        self._scoring.chosen.connect(lambda folder: self.choose("references", str(folder.absolute())))
        self.references_changed = self._scoring.references_changed
        self._work = LongWork(jobs, self)
        self._work.said.connect(self.said)
        self._work.committed.connect(self._changes_made)
        self._work.troubled.connect(self._mark)
        self.running_changed, self.importing_changed = self._work.running_changed, self._work.importing_changed
        self.imported = self._work.imported
        #: What gives the relative paths of photos that are open.
        self.names_open: Callable[[], Collection[str]] = frozenset
        self._watch = FolderWatch(jobs, self)
        self._watch.changed.connect(self._found_again)
        self._watch.looked.connect(self._looked)
        self._watch.gone.connect(self.said)
        self._watch.back.connect(lambda: self.said.emit(self.tr("The folder is back.")))
        self._ask = QTimer(self, interval=_ASK_AGAIN)
        self._ask.timeout.connect(self._ask_holder)
        #: Of a project that somebody else writes: how many of its changes are shown.
        self._seen = 0

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
        self._jobs.run(
            Lane.VIEW,
            lambda: load(places, present, subfolders=subfolders, over=over),
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
        self._scoring.leave()
        self._let_go()
        self.project = self.rows = self.found = None

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
            self.importing_changed.emit(self._work.importing)
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

    def choose(self, name: str, value: str | float | bool | list[str] | None) -> None:
        """Keep a choice with the project."""
        if self.saver is not None and not self.saver.project.read_only:
            self.saver.add_later(("chosen", name), lambda: [Chosen(name, value)])

    # References

    @property
    def references(self) -> References | None:
        """The reference masks, once they are found."""
        return self._scoring.references

    def set_references(self, folder: Path) -> None:
        """Compare with the masks of another folder, from now on and at later starts."""
        self._scoring.compare_with(folder, quiet=False)

    def reference_paths(self) -> dict[str, Path]:
        """Reference mask files by a photo's relative path."""
        return dict(self.references.masks) if self.references else {}

    @property
    def unusable(self) -> dict[str, str]:
        """Why a photo's reference mask cannot be used, as far as that is known, by relative path."""
        return self._scoring.unusable

    @property
    def doubtful(self) -> dict[str, str]:
        """What speaks against a photo's reference mask that is counted, by relative path."""
        return self._scoring.doubtful

    def score(self, relatives: Collection[str] | None = None) -> None:
        """Score masks against their references, of these photos or of all; what did not change is not done again."""
        self._scoring.score(relatives)

    def scored_live(self, relative: str, doubt: str) -> None:
        """Say that a photo's row has a newer score than any that is on its way."""
        self._scoring.scored_live(relative, doubt)

    # Long work

    @property
    def running(self) -> Running | None:
        """The long work that is under way."""
        return self._work.running

    def predict(self, recipe: Recipe, only: Sequence[PhotoFile] | None = None) -> None:
        """Predict all photos, or these; what a person touched stays, what is done stays done."""
        found, saver = self.found, self.saver
        if found is not None and saver is not None and not saver.project.read_only:
            self._work.predict(saver, recipe, found if only is None else only, max_pixels=self.max_pixels)

    def import_masks(self, folder: Path, *, over_work: bool, resample: bool) -> None:
        """Take masks of a folder in as working masks."""
        found, saver = self.found, self.saver
        if found is not None and saver is not None and not saver.project.read_only:
            self._work.import_masks(saver, found, folder, over_work=over_work, resample=resample)

    def run(
        self,
        title: str,
        work: Callable[[], Work[object]],
        done: Callable[[object], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> bool:
        """Do other long work of the folder, such as an export; False while something else is under way."""
        return self._work.begin(self.saver, title, work, done, failed)

    def open_demo(self, into: Path, then: Callable[[Path], None]) -> None:
        """Copy the demo and say where its folder is."""

        def work() -> Work[object]:
            from skinseg_desktop.imaging.demo import copy_demo

            return copy_demo(into)

        self.run(self.tr("Copying the demo"), work, lambda _: then(into))

    def cancel(self) -> None:
        """End long work; what is finished is kept."""
        self._work.cancel()

    def judge(self, indices: Sequence[int], judgement: str, known: Callable[[str], OpenPhoto | None]) -> int:
        """Accept or reject photos that are not on screen; gives how many had a mask to be judged.

        ``known`` gives a photo that is open in memory: it is judged itself, so that it stays what the project has.
        """
        writes = self.project is not None and not self.project.read_only and not self._work.importing
        if self.project is None or self.rows is None or self.saver is None or not writes:
            return 0
        changed: list[int] = []
        unseen: list[tuple[PhotoFile, str]] = []
        for index in indices:
            row = self.rows.row(index)
            opened = known(row.relative)
            if opened is not None and opened.origin is None:
                # The project may have a mask that came after this photo was read.
                self.masks_changed.emit({row.relative: None})
                opened = None
            has_mask = row.area is not None if opened is None else opened.origin is not None
            if judgement == "accepted" and not has_mask:
                continue
            if opened is not None:
                self.saver.add(opened.judge(judgement))
            elif row.status != "new":
                unseen.append((row.file, row.sha256))
            else:
                continue
            self.rows.update(row.relative, status=judgement, touched=True)
            changed.append(index)
        if unseen:
            project = self.project

            def act() -> list[Change]:
                from skinseg_desktop.review.masks import judged

                # Behind all that was done before, so that the records are those of now.
                return list(judged(project, unseen, judgement))

            self.saver.add(act)
            # A photo that is just being read comes home without this.
            self.masks_changed.emit({file.name.path: None for file, _ in unseen})
            self._look_for_others()  # one that lies there in place of another is not judged
        self.rows_changed.emit(changed)
        return len(changed)

    def _changes_made(self, saver: Saver, changes: tuple[Change, ...]) -> None:
        if saver is not self.saver or self.rows is None:
            return
        changed: dict[str, None] = {}
        origins: dict[str, Origin | None] = {}
        for change in changes:
            if isinstance(change, Predicted):
                relative, area = change.photo.relative, change.mask.area
                origins[relative] = change.mask.origin
                index = self.rows.index(relative)
                sha256, model = change.photo.sha256, model_of(change.mask.origin)
                if index is not None and (not self.rows.row(index).touched or self.rows.row(index).sha256 != sha256):
                    self.rows.update(
                        relative, status="predicted", area=area, dice=None, trouble="", model=model, sha256=sha256,
                        touched=False,
                    )  # fmt: skip
            elif isinstance(change, Based | Edited):
                relative = change.photo.relative
                area = change.mask.area if isinstance(change, Based) else change.area
                self.rows.update(
                    relative, status="edited", area=area, dice=None, touched=True, trouble="",
                    sha256=change.photo.sha256,
                )  # fmt: skip
                if isinstance(change, Based):
                    self.rows.update(relative, model=model_of(change.mask.origin))
                origins[relative] = None
            else:
                continue
            changed[relative] = None
        if origins:
            self.masks_changed.emit(origins)
        self.rows_changed.emit([i for i in map(self.rows.index, changed) if i is not None])
        self.score(changed)

    # What arrives

    def _opened(self, made: Loaded, subfolders: bool, references: Path | None) -> None:
        if self._no_better(made):
            made.project.close()
            return
        self.leaving.emit()
        if self.saver is None or made.project is not self.project:
            self._let_go()
            saver = self.saver = Saver(made.project, self._jobs, self)
            self._savers.append(saver)
            saver.retired.connect(lambda: self._savers.remove(saver))
            saver.changed.connect(lambda state: self._saving(saver, state))
            saver.refused.connect(lambda: self._refused(saver))
            saver.said.connect(self.said)
            saver.taken_over.connect(lambda: self._taken_over(saver))
        self.cancel()
        self._watch.stop()
        self._ask.stop()
        if made.project is self.project and self.rows is not None:
            made.rows.take_over(self.rows)
        self.sources, self.found, self.project = made.sources, made.found, made.project
        self.rows = made.rows
        self._scoring.enter(self.saver, made.found, made.rows)
        self._watch.watch(made.sources, subfolders, made.found)
        self._seen = made.project.sequence
        if made.project.read_only:
            self._ask.start()
        self.opened.emit()
        self._look_for_others()
        for note in made.project.notes:
            self.said.emit(note)
        before = made.choices.get("references")
        if references is not None:
            self.set_references(references)
        elif isinstance(before, str) and Path(before) != Path(Path(before).anchor):
            # A project from elsewhere must not make the program list a whole disk.
            self._scoring.compare_with(Path(before), quiet=True)
        if made.found.skipped:
            first = made.found.skipped[0]
            self.said.emit(
                self.tr("{} file(s) were left out, such as {}: {}", "", len(made.found.skipped)).format(
                    number(len(made.found.skipped)), first.name, told(first.reason)
                )
            )

    def _no_better(self, made: Loaded) -> bool:
        """Whether a project that could not be written was opened again, and still cannot: all stays as it is shown."""
        before, now = self.project, made.project
        if before is None or before is now or made.sources != self.sources:
            return False
        return bool(before.reason and now.reason) and before.place == now.place

    def _not_wanted(self, made: Loaded | None) -> None:
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
        merged = self.rows.merge(found.photos)
        if merged:
            self.rows_merged.emit()
        self._scoring.found_again(found, merged=merged)

    def look_again(self) -> None:
        """Look whether photos and reference masks are still those of before: another program may have been at work."""
        self._looked()
        self.score()

    def _looked(self) -> None:
        self.looked.emit()
        self._look_for_others()
        self._scoring.look_again()

    def _look_for_others(self) -> None:
        """Find photos that were replaced by others of their name: work on the one is not shown with the other."""
        project, found, rows = self.project, self.found, self.rows
        if project is None or found is None or rows is None:
            return
        known, names = rows.shown_as(), self.names_open()
        untouched = rows.untouched()

        def work() -> Work[dict[str, Record | None]]:
            from skinseg_desktop.review.masks import changed_under_names

            return changed_under_names(project, found.photos, known, names, untouched)

        def done(others: dict[str, Record | None]) -> None:
            if rows is self.rows:
                # What a person did meanwhile is newer; what only came on screen meanwhile is not.
                now, still = rows.shown_as(), rows.untouched()
                self._replaced({n: one for n, one in others.items() if n in still or now.get(n) == known.get(n)})

        self._jobs.run(Lane.SCORES, work, done, lambda _: None, newest="others")

    def _replaced(self, others: dict[str, Record | None]) -> None:
        assert self.rows is not None
        before = self.rows.shown_as()
        self.rows.set_records(others)
        self.masks_changed.emit(dict.fromkeys(others))  # of none, too: the one on screen may be another file now
        self.rows_changed.emit([i for i in map(self.rows.index, others) if i is not None])
        self.score(others)
        if gone := [name for name, one in others.items() if before.get(name) and (one is None or not one.touched)]:
            said = self.tr(
                "{} photo(s) are others than those that were worked on under their names, such as {}.", "", len(gone)
            )
            self.said.emit(said.format(number(len(gone)), gone[0]))

    def _mark(self, troubled: Sequence[Skipped]) -> None:
        if self.rows is None:
            return
        for skipped in troubled:
            self.rows.update(skipped.name, trouble=skipped.reason)
        self.rows_changed.emit(None)

    def _ask_holder(self) -> None:
        project = self.project
        if project is None or not project.read_only:
            self._ask.stop()
            return
        holder, seen = project.holder, self._seen

        def work() -> tuple[bool, int, dict[str, Record]]:
            return project.free, *project.changed_since(seen)

        def done(found: tuple[bool, int, dict[str, Record]]) -> None:
            free, self._seen, changed = found
            if self.project is not project or self.rows is None:
                return
            if free:
                self.open(self.sources, subfolders=self._watch.subfolders, over=holder)
            elif changed:
                # Who writes has gone on: what is shown here follows.
                self.rows.set_records(changed)
                self.masks_changed.emit(dict.fromkeys(changed))
                self.rows_changed.emit([i for i in map(self.rows.index, changed) if i is not None])
                self.score(changed)

        self._jobs.run(Lane.AHEAD, work, done, lambda _: None, newest="holder")

    def attend(self, file: PhotoFile) -> None:
        """Look after the photo on screen more closely, and its reference: another may take its place."""
        references = self._scoring.references
        others = () if references is None else (references.masks.get(file.name.path), references.folder)
        self._watch.attend(str(file.place), *(str(path) for path in others if path is not None))

    def photo(self, index: int) -> PhotoFile | None:
        """The photo of a row."""
        return self.rows.row(index).file if self.rows is not None and 0 <= index < len(self.rows) else None

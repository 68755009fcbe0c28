"""The photo being shown, and answers keyed by it.

The session asks for photos, predictions and masks in lanes, and takes an answer only while its key is still the current
one. Everything a person does to a mask goes through here: it changes the open photo, tells the views in one value, and
hands the changes to the saver.
"""

from __future__ import annotations

import enum
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.review.opened import stamp_of
from skinseg_desktop.store.changes import Origin, Worked
from skinseg_desktop.window.jobs import Job, Jobs, Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from skinseg_desktop.core.edit import Mask, Rect
    from skinseg_desktop.core.metrics import Confusion
    from skinseg_desktop.imaging import Photo, PhotoFile
    from skinseg_desktop.imaging.early import ScaleOf
    from skinseg_desktop.inference import Engine, ProbabilityMap
    from skinseg_desktop.review.opened import Act, OpenPhoto
    from skinseg_desktop.store import Project
    from skinseg_desktop.window.saving import Saver

#: Open photos kept for coming back and ahead of time: as many, and as many bytes, at most.
KEPT_PHOTOS, KEPT_BYTES = 12, 400_000_000
#: A pause longer than this is not work, in seconds.
PAUSE = 60.0
#: How long after a photo was asked for its neighbours are made ready, in milliseconds: the picture comes first.
AFTER = 40


class What(enum.Flag):
    """What a change can be about."""

    SHOWN = enum.auto()  # another photo, or none
    PIXELS = enum.auto()  # the whole photo, in place of a reduced picture of it
    MASK = enum.auto()  # the working mask's pixels, by a finished act
    PREVIEW = enum.auto()  # a mask that would come of the threshold
    MAP = enum.auto()  # the probability map arrived
    REFERENCE = enum.auto()
    REVIEW = enum.auto()  # status or flag
    PREDICTING = enum.auto()  # model, threshold, clean-up
    WAITING = enum.auto()  # a photo is on its way, or is no more


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed, where in the photo, and who changed it (a view need not repeat what it did itself)."""

    what: What
    rect: Rect | None = None
    initiator: object = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """How predictions are made: the engine, the folder's threshold and the clean-up steps."""

    engine: Engine
    threshold: float
    cleanup: tuple[str, ...]

    def origin(self, threshold: float | None = None) -> Origin:
        """Where a mask made so comes from."""
        model = self.engine.model
        chosen = self.threshold if threshold is None else threshold
        return Origin("prediction", model.id, model.sha256, chosen, self.cleanup)


@dataclass(frozen=True, slots=True)
class Preview:
    """A mask that the threshold would give where a person's work stands, and its counts."""

    mask: Mask
    threshold: float
    confusion: Confusion | None


class Session(QObject):
    """One photo of one project on screen."""

    changed = Signal(object)  # Changed
    #: A sentence for the person; not an error of the program.
    said = Signal(str)
    #: An OpenPhoto that is not on screen and has its mask now.
    prepared = Signal(object)
    #: An OpenPhoto that is likely shown next: what can be made of it ahead of time is made now. Told again when its
    #: mask has changed.
    near = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.saver: Saver | None = None
        self.open: OpenPhoto | None = None
        self.preview: Preview | None = None
        self.recipe: Recipe | None = None
        self.wanted: PhotoFile | None = None
        self.undo_bytes = 32_000_000
        self.max_pixels = 300_000_000
        self.milliseconds: float | None = None
        #: Whether it is not known yet which model predicts, if any.
        self.expects_model = True
        self._references: dict[str, Path] = {}
        self._kept: OrderedDict[str, OpenPhoto] = OrderedDict()
        self._ahead: dict[str, Job] = {}
        self._near: list[PhotoFile] = []
        self._soon = QTimer(self, singleShot=True, interval=AFTER)
        self._soon.timeout.connect(self._prepare_near)
        self._completing: Job | None = None
        self._scale_of: Callable[[], ScaleOf | None] = lambda: None
        self._loading = False
        self._previewing: Job | None = None
        self._previews = False
        #: Whether masks are changed by other work just now.
        self.locked = False
        self._stale: set[str] = set()
        self._worked_since: float | None = None
        self._checkpoint: Callable[[], None] = lambda: None

    # Folder and photo

    def set_checkpoint(self, checkpoint: Callable[[], None]) -> None:
        """What ends a half-made stroke, called before anything else happens to the mask."""
        self._checkpoint = checkpoint

    def set_scale(self, scale_of: Callable[[], ScaleOf]) -> None:
        """What tells how large a photo will be shown: a large one is then shown before all of it is decoded."""
        self._scale_of = scale_of

    def set_project(self, saver: Saver | None, references: dict[str, Path]) -> None:
        """Work in another project, with reference masks by relative path; nothing is shown until ``show``."""
        self.leave()
        self.saver, self._references = saver, references
        self._kept.clear()
        self._stale.clear()
        self._show(None)

    def set_references(self, references: dict[str, Path]) -> None:
        """Compare with other reference masks from now on."""
        self._references = references
        if self.open is not None:
            self._refer(self.open)

    def _refer(self, opened: OpenPhoto | None) -> None:
        """Give a photo the reference mask that is its own now, where it has another."""
        if opened is None:
            return
        path = self._references.get(opened.file.relative.as_posix())
        if opened.reference == path:
            return
        opened.reference = path
        opened.working.set_reference(None)

        def work() -> tuple[Mask | None, str]:
            from skinseg_desktop.review.opening import read_reference

            return read_reference(opened.photo, path)

        def done(made: tuple[Mask | None, str]) -> None:
            if opened.reference != path:
                return
            mask, note = made
            opened.working.set_reference(mask)
            if note:
                self.said.emit(note)
            if opened is self.open:
                self.changed.emit(Changed(What.REFERENCE))

        self._jobs.run(Lane.VIEW, work, done, newest="reference")
        self.changed.emit(Changed(What.REFERENCE))

    def show(self, file: PhotoFile | None, neighbours: Sequence[PhotoFile] = ()) -> None:
        """Show a photo as soon as it is there; until then the last one stays. Neighbours are made ready after it."""
        self.leave()
        self.wanted = file
        if self._completing is not None:
            self._completing.cancel()
        for job in self._ahead.values():
            job.cancel()
        self._ahead.clear()
        relative = file.relative.as_posix() if file else ""
        if file is None or self.saver is None:
            self._show(None)
            return
        ready = self._kept.get(relative)
        if ready is not None and (relative in self._stale or stamp_of(file.path) not in (ready.stamp, None)):
            # Its mask was changed from outside, or another photo has taken its name.
            self.saver.flush()
            if not self.saver.state.trouble:
                del self._kept[relative]
                ready = None
        if ready is not None:
            self._show(ready)
        else:
            self._loading = True
            self.changed.emit(Changed(What.WAITING))
            self._stale.discard(relative)
            saver, load = self.saver, self._loader(file, self._scale_of())

            def work() -> OpenPhoto:
                if saver.unsaved:
                    saver.commit_between(())  # behind what was done to this photo before
                return load()

            self._jobs.run(Lane.VIEW, work, self._loaded, lambda e: self._not_loaded(file, e), newest="show")
        self._near = list(neighbours)
        # Not begun anew: while a key is held, they are made ready all the same.
        if not self._soon.isActive():
            self._soon.start()

    def leave(self) -> None:
        """End what is half-made and account for the time spent; call before anything is left."""
        self._checkpoint()
        self.worked(pause=True)
        self._forget_preview()
        self._near = []

    @property
    def waiting(self) -> bool:
        """Whether a photo was asked for that is not on screen yet; judging and editing wait for it."""
        return self._loading or (self.wanted is not None and (self.open is None or self.open.file is not self.wanted))

    @property
    def editable(self) -> bool:
        """Whether the mask on screen may be changed."""
        saver = self.saver
        return self.settled and not (self.waiting or self.locked or saver is None or saver.project.read_only)

    @property
    def settled(self) -> bool:
        """Whether the photo on screen has its mask, or will have none but what is painted."""
        opened = self.open
        if opened is None or opened.origin is not None:
            return opened is not None
        return not self.expects_model and (self.recipe is None or opened.unpredictable)

    @property
    def unsaved(self) -> bool:
        """Whether a person's work is not on disk yet."""
        return self.saver is not None and self.saver.unsaved

    def forget(self, relative: str) -> None:
        """Read a photo anew the next time, because its mask changed from outside."""
        if relative in self._kept:
            self._stale.add(relative)

    def doubt(self) -> None:
        """Read every photo anew, the one on screen at once: what is in memory is not what the project has."""
        self._stale.update(self._kept)
        if self.open is not None:
            self.said.emit(self.tr("A change could not be saved: the photo is shown as it was saved last."))
            self.show(self.open.file)

    def known(self, relative: str) -> OpenPhoto | None:
        """The photo as it is in memory, if it is."""
        return self._kept.get(relative)

    def _loader(self, file: PhotoFile, scale_of: ScaleOf | None = None) -> Callable[[], OpenPhoto]:
        assert self.saver is not None
        project: Project = self.saver.project
        reference, limit = self._references.get(file.relative.as_posix()), self.max_pixels
        # Work is not taken over from a name under which it is still open.
        names = frozenset(self._kept)

        def load() -> OpenPhoto:
            from skinseg_desktop.review.opening import open_photo

            return open_photo(project, file, reference, max_pixels=limit, names=names, scale_of=scale_of)

        return load

    def _loaded(self, opened: OpenPhoto) -> None:
        self._keep(opened)
        if opened.file is self.wanted:
            self._show(opened)

    def _not_loaded(self, file: PhotoFile, error: Exception) -> None:
        if file is self.wanted:
            self.wanted = None
            self._show(None)
        if not isinstance(error, UserError):
            raise error
        self.said.emit(str(error))

    def _show(self, opened: OpenPhoto | None) -> None:
        # A stroke that is being made belongs to the photo that it was begun on.
        self._checkpoint()
        self._forget_preview()
        self._previews = self._loading = False
        self.open = opened
        self._refer(opened)
        if opened is not None:
            self.wanted = opened.file
            self._kept.move_to_end(opened.file.relative.as_posix())
        self._worked_since = time.monotonic()
        self.changed.emit(Changed(What.SHOWN))
        for note in opened.notes if opened else ():
            self.said.emit(note)
        if opened is not None and opened.photo.rest is not None:
            self._complete(opened)
        elif opened is not None:
            self._predict(opened)

    def _complete(self, opened: OpenPhoto) -> None:
        """Decode the whole of a photo that is shown as a reduced picture; what needs all its pixels comes then."""

        def done(photo: Photo) -> None:
            opened.photo = photo
            if opened is self.open:
                self._keep(opened)
                self.changed.emit(Changed(What.PIXELS))
                self._predict(opened)

        def failed(error: Exception) -> None:
            self._kept.pop(opened.file.relative.as_posix(), None)
            self._not_loaded(opened.file, error)

        self._completing = self._jobs.run(Lane.VIEW, opened.photo.complete, done, failed)

    def _keep(self, opened: OpenPhoto) -> None:
        self._kept[opened.file.relative.as_posix()] = opened
        total = sum(o.bytes for o in self._kept.values())
        # What is not on disk yet is kept whatever it costs.
        while not self.unsaved and len(self._kept) > 2 and (len(self._kept) > KEPT_PHOTOS or total > KEPT_BYTES):
            relative = next(r for r, o in self._kept.items() if o is not self.open)
            total -= self._kept.pop(relative).bytes

    def _prepare_near(self) -> None:
        for neighbour in self._near:
            self._prepare(neighbour)

    def _prepare(self, file: PhotoFile) -> None:
        relative = file.relative.as_posix()
        ready, load, recipe = self._kept.get(relative), self._loader(file), self.recipe

        def work() -> tuple[OpenPhoto, Photo, ProbabilityMap | None, Origin | None, Mask | None]:
            from skinseg_desktop.inference import clean

            opened = ready or load()
            photo, answer = opened.photo.complete(), opened.map
            if recipe is None:
                return opened, photo, None, None, None
            if answer is None or not _of_model(opened, recipe):
                answer = recipe.engine.probability_map(photo)
            origin = recipe.origin(opened.threshold)
            assert origin.threshold is not None
            return opened, photo, answer, origin, clean(answer.mask(origin.threshold), origin.cleanup)

        def done(made: tuple[OpenPhoto, Photo, ProbabilityMap | None, Origin | None, Mask | None]) -> None:
            opened, photo, answer, origin, mask = made
            if self._kept.setdefault(relative, opened) is opened and opened is not self.open:
                opened.photo = photo
                self._keep(opened)
                current = recipe is not None and recipe is self.recipe and origin == recipe.origin(opened.threshold)
                if current and answer is not None and origin is not None:
                    self._predicted(opened, origin, answer, mask)
                elif opened.file is not self.wanted:
                    self.near.emit(opened)
            if opened.file is self.wanted and self.open is not opened:
                self._show(opened)

        if ready is None or ready.map is None or ready.photo.rest is not None:
            if (older := self._ahead.get(relative)) is not None:
                older.cancel()  # asked for with another model; two open photos of one file would drop an answer
            self._ahead[relative] = self._jobs.run(Lane.AHEAD, work, done, lambda _: None)
        elif ready is not self.open:
            self.near.emit(ready)

    # Prediction

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Predict so from now on; the photo on screen at once."""
        before = self.recipe
        same = recipe and before and recipe.engine is before.engine
        self.recipe, self.expects_model = recipe, False
        # Where a person has worked, another way to predict is shown and waits to be applied.
        self._previews = before is not None and recipe != before and self.open is not None and self.open.touched
        if not same:
            for opened in self._kept.values():
                opened.map = None
        self._forget_preview()
        self.changed.emit(Changed(What.PREDICTING | What.PREVIEW))
        if self.open is not None:
            self._predict(self.open)
        # The photos that are likely next were made ready without a model, or by another one.
        self._soon.start()

    @property
    def threshold(self) -> float | None:
        """The threshold in force for the photo on screen: its own, or the folder's; None without a model."""
        if self.recipe is None:
            return None
        own = self.open.threshold if self.open else None
        return self.recipe.threshold if own is None else own

    def set_threshold(self, threshold: float | None, *, final: bool) -> None:
        """Move the photo's own threshold (None: the folder's). Where a person has worked, this previews only.

        ``final`` says that the slider came to rest: then the threshold is kept.
        """
        opened = self.open
        if opened is None or self.recipe is None or not self.editable:
            return
        self._checkpoint()
        if opened.touched:
            self._preview(opened, self.recipe.threshold if threshold is None else threshold)
            return
        opened.threshold = threshold
        if final:
            self._save(opened.set_threshold(threshold))
        self._predict(opened)
        self.changed.emit(Changed(What.PREDICTING))

    def apply_preview(self) -> None:
        """Make the previewed mask the working mask, as one edit."""
        preview, opened = self.preview, self.open
        if preview is not None and opened is not None and self.editable:
            self.drop_preview()
            self.replace(preview.mask, "threshold")

    def drop_preview(self) -> None:
        """Show the working mask again."""
        if self._forget_preview():
            self.changed.emit(Changed(What.PREVIEW))

    def _forget_preview(self) -> bool:
        """Let the preview go, and one that is on its way; gives whether there was one."""
        if self._previewing is not None:
            self._previewing.cancel()
        shown, self.preview = self.preview is not None, None
        return shown

    def restore_prediction(self) -> None:
        """Put the model's mask in place of the working one, as one edit."""
        opened, recipe = self.open, self.recipe
        if opened is None or recipe is None or opened.map is None:
            return
        from skinseg_desktop.inference import clean

        mask = clean(opened.map.mask(self.threshold or recipe.threshold), recipe.cleanup)
        self.replace(mask, "restore_prediction")

    def predict_again(self) -> None:
        """Ask the model for the photo on screen once more."""
        if self.open is not None:
            self._checkpoint()
            self.open.map = None
            self._predict(self.open)

    def _predict(self, opened: OpenPhoto) -> None:
        recipe = self.recipe
        if recipe is None or opened.photo.rest is not None:
            return
        origin = recipe.origin(opened.threshold)
        current = opened.map is not None and _of_model(opened, recipe)
        if current and self._previews and opened.touched:
            self._previews = False
            self._preview(opened, recipe.threshold if opened.threshold is None else opened.threshold)
        if current and (opened.touched or opened.predicted_as == origin):
            return

        def work() -> tuple[ProbabilityMap, Mask | None, float | None]:
            from skinseg_desktop.inference import clean

            answer, taken = opened.map, None
            if not current or answer is None:
                recipe.engine.open()  # the first time takes longer, and is not the photo's
                started = time.perf_counter()
                answer = recipe.engine.probability_map(opened.photo)
                taken = (time.perf_counter() - started) * 1000
            assert origin.threshold is not None
            mask = None if opened.touched else clean(answer.mask(origin.threshold), origin.cleanup)
            return answer, mask, taken

        def done(made: tuple[ProbabilityMap, Mask | None, float | None]) -> None:
            if recipe is not self.recipe or origin != recipe.origin(opened.threshold):
                return
            answer, mask, taken = made
            self.milliseconds = taken or self.milliseconds
            self._predicted(opened, origin, answer, mask)

        self._jobs.run(Lane.VIEW, work, done, lambda e: self._not_predicted(opened, e), newest="predict")

    def _predicted(self, opened: OpenPhoto, origin: Origin, answer: ProbabilityMap, mask: Mask | None) -> None:
        what = What.MAP if opened.map is not answer else What(0)
        opened.map = answer
        made = None
        if mask is None or opened.touched:
            opened.predicted_as = origin
            if opened is self.open and self._previews:
                self._predict(opened)
        else:
            if opened is self.open:
                self._checkpoint()
            same = opened.origin == origin
            made = opened.show_prediction(mask, origin)
            what |= What.MASK | What.REVIEW
            if made is not None and self.saver is not None and not same and not self.saver.project.read_only:
                self.saver.add_later(("prediction", opened.key), made)
        if opened is self.open and what:
            self.changed.emit(Changed(what))
        elif opened is not self.open:
            if made is not None:
                self.prepared.emit(opened)
            self.near.emit(opened)

    def _not_predicted(self, opened: OpenPhoto, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        opened.unpredictable = True
        self.said.emit(str(error))
        if opened is self.open:
            self.changed.emit(Changed(What.REVIEW))

    def _preview(self, opened: OpenPhoto, threshold: float) -> None:
        recipe, answer = self.recipe, opened.map
        if recipe is None or answer is None:
            return
        reference = opened.working.reference

        def work() -> Preview:
            from skinseg_desktop.core.metrics import confusion
            from skinseg_desktop.inference import clean

            mask = clean(answer.mask(threshold), recipe.cleanup)
            return Preview(mask, threshold, None if reference is None else confusion(mask, reference))

        def done(preview: Preview) -> None:
            if opened is self.open and recipe is self.recipe and opened.touched:
                self.preview = preview
                self.changed.emit(Changed(What.PREVIEW))

        self._previewing = self._jobs.run(Lane.VIEW, work, done, newest="preview")

    # A person's acts

    def finish_edit(self, label: str, initiator: object = None) -> None:
        """Take the edit that was drawn into the working mask."""
        opened = self.open
        if opened is None:
            return
        rect = opened.working.touched
        act = opened.finish(label)
        if act is not None:
            self._acted(opened, act, rect, initiator)

    def replace(self, mask: Mask, label: str) -> None:
        """Put another mask in place of the working one, as one edit."""
        if self.open is not None and self.editable:
            self._checkpoint()
            act = self.open.replace(mask, label)
            if act is not None:
                self._acted(self.open, act, None)

    def clear(self) -> None:
        """Take all lesion away, as one edit."""
        if self.open is not None:
            self.replace(self.open.working.pixels * 0, "clear")

    def copy_reference(self) -> None:
        """Take the reference mask as the working one, as one edit."""
        if self.open is not None and self.open.working.reference is not None:
            self.replace(self.open.working.reference, "copy_reference")

    def undo(self) -> None:
        """Undo the last edit, or nothing."""
        self._step(lambda opened: opened.undo() if opened.can_undo else None)

    def redo(self) -> None:
        """Do the last undone edit again, or nothing."""
        self._step(lambda opened: opened.redo() if opened.can_redo else None)

    def judge(self, judgement: str) -> bool:
        """Accept, reject or take that back; False where there is nothing that could be judged yet."""
        opened = self.open
        if opened is None or not self.editable:
            return False
        self._checkpoint()
        self._save(opened.judge(judgement))
        self.changed.emit(Changed(What.REVIEW | What.MASK))
        return True

    def flag(self) -> None:
        """Mark the photo, or take the mark away."""
        opened = self.open
        if opened is not None and self.editable:
            self._save(opened.flag(not opened.flagged))
            self.changed.emit(Changed(What.REVIEW))

    def worked(self, *, pause: bool = False) -> None:
        """Say that the person does something now; time since the last such moment counts unless it was a pause."""
        now, since = time.monotonic(), self._worked_since
        opened, saver = self.open, self.saver
        if opened is None or since is None or saver is None or saver.project.read_only:
            self._worked_since = now
            return
        if not pause and now - since < 1:
            return
        self._worked_since = None if pause else now
        if 0 < now - since <= PAUSE:
            said = Worked(opened.key, now - since)
            saver.add_later(("worked", opened.key, now), lambda: [said])

    def _step(self, step: Callable[[OpenPhoto], tuple[Rect, Act] | None]) -> None:
        opened = self.open
        if opened is None or not self.editable:
            return
        self._checkpoint()
        moved = step(opened)
        if moved is not None:
            self._acted(opened, moved[1], moved[0])

    def _acted(self, opened: OpenPhoto, act: Act, rect: Rect | None, initiator: object = None) -> None:
        self._save(act)
        folded = opened.fold(self.undo_bytes)
        if folded is not None:
            self._save(folded)
        self._forget_preview()
        self.changed.emit(Changed(What.MASK | What.REVIEW | What.PREVIEW, rect, initiator))

    def _save(self, act: Act) -> None:
        assert self.saver is not None
        self.saver.add(act)


def _of_model(opened: OpenPhoto, recipe: Recipe) -> bool:
    """Whether the map of an open photo comes from this recipe's model."""
    return opened.predicted_as is not None and opened.predicted_as.model_sha256 == recipe.engine.model.sha256

"""The photo being shown, and answers keyed by it.

The session asks for photos, predictions and masks in lanes, and takes an answer only while its key is still the current
one. Everything a person does to a mask goes through here: it changes the open photo, tells the views in one value, and
hands the changes to the saver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.review.answer import Answer, Preview, Recipe, cleaned
from skinseg_desktop.review.clock import WorkClock
from skinseg_desktop.store.changes import Worked
from skinseg_desktop.window.ahead import Ahead, Ready, make_ready
from skinseg_desktop.window.changed import Changed, What
from skinseg_desktop.window.compared import Compared
from skinseg_desktop.window.jobs import Job, Jobs, Lane
from skinseg_desktop.window.loading import loader
from skinseg_desktop.window.memory import Memory
from skinseg_desktop.window.predictor import Predictor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from skinseg_desktop.core.edit import Mask, Rect
    from skinseg_desktop.imaging import Photo, PhotoFile
    from skinseg_desktop.imaging.early import ScaleOf
    from skinseg_desktop.review.opened import Act, OpenPhoto
    from skinseg_desktop.store.changes import Origin
    from skinseg_desktop.window.saving import Saver


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
        self.wanted: PhotoFile | None = None
        self.undo_bytes = 32_000_000
        self.max_pixels = 300_000_000
        self.milliseconds: float | None = None
        self._memory = Memory()
        self._compared = Compared(jobs, self)
        self._compared.said.connect(self.said)
        self._compared.changed.connect(self._referred)
        self._ahead = Ahead(jobs, self._work_for, self)
        self._ahead.made.connect(self._made_ready)
        self._predictor = Predictor(jobs, self)
        self._predictor.answered.connect(self._answered)
        self._predictor.failed.connect(self._not_predicted)
        self._predictor.previewed.connect(lambda: self.changed.emit(Changed(What.PREVIEW)))
        self._opening: Job | None = None
        self._completing: Job | None = None
        self._scale_of: Callable[[], ScaleOf | None] = lambda: None
        self._loading = False
        #: Whether masks are changed by other work just now.
        self.locked = False
        self._clock = WorkClock()
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
        # What is on its way belongs to the folder that is left.
        for job in (self._opening, self._completing):
            if job is not None:
                job.cancel()
        self._ahead.cancel()
        self._predictor.cancel()
        if saver is not None:
            saver.flush()  # the same project may have been opened again
        self.saver, self._compared.masks, self.wanted = saver, references, None
        self._memory.clear()
        self._show(None)

    def set_references(self, references: dict[str, Path]) -> None:
        """Compare with other reference masks from now on, or with what these files are now."""
        self._compared.masks = references
        self.refer_again()

    def refer_again(self) -> None:
        """Look whether the photo on screen still has the reference mask that it is compared with."""
        self._compared.refer(self.open)

    def _referred(self, opened: OpenPhoto) -> None:
        if opened is self.open:
            self.changed.emit(Changed(What.REFERENCE))

    def show(self, file: PhotoFile | None, neighbours: Sequence[PhotoFile] = ()) -> None:
        """Show a photo as soon as it is there; until then the last one stays. Neighbours are made ready after it."""
        self.leave()
        self.wanted = file
        if self._completing is not None:
            self._completing.cancel()
        self._ahead.cancel()
        if file is None or self.saver is None:
            self._show(None)
            return
        if self._memory.outdated(file):
            self._drop(file)
        ready = self._memory.get(file)
        if ready is not None:
            self._show(ready)
        else:
            self._loading = True
            self.changed.emit(Changed(What.WAITING))
            work = self._loader(file, self._scale_of())
            self._opening = self._jobs.run(
                Lane.VIEW, work, self._loaded, lambda e: self._not_loaded(file, e), newest="show"
            )
        self._ahead.want(neighbours)

    def leave(self) -> None:
        """End what is half-made and account for the time spent; call before anything is left."""
        self._checkpoint()
        self.worked(pause=True)
        self._predictor.forget()
        self._ahead.leave()

    @property
    def waiting(self) -> bool:
        """Whether a photo was asked for that is not on screen yet; judging and editing wait for it."""
        return self._loading or (self.wanted is not None and (self.open is None or self.open.file is not self.wanted))

    @property
    def hindrance(self) -> str:
        """Why no mask may be changed: ``read only``, ``locked``, its ``photo`` or ``mask`` is on its way; or empty."""
        opened = self.open
        if self.saver is None or self.saver.project.read_only:
            return "read only"
        if opened is None or self.waiting:
            return "photo"
        if self.locked:
            return "locked"
        predicts = self.expects_model or not (self.recipe is None or opened.unpredictable)
        return "mask" if opened.origin is None and predicts else ""

    @property
    def editable(self) -> bool:
        """Whether the mask on screen may be changed."""
        return not self.hindrance

    def changed_outside(self, origins: Mapping[str, Origin | None]) -> None:
        """Other work changed these photos' masks: what is kept of them is read anew, the one on screen at once.

        Each with the origin of a prediction, which may be the one that is kept, or None.
        """
        for relative, origin in origins.items():
            self._memory.changed(relative, origin)
        opened = self.open
        if opened is not None and not self.waiting and self._memory.outdated(opened.file):
            self.show(opened.file)

    def doubt(self) -> None:
        """Read every photo anew, the one on screen at once: what is in memory is not what the project has."""
        self._memory.doubt()
        if self.open is not None:
            self.said.emit(self.tr("A change could not be saved: the photo is shown as it was saved last."))
            self.show(self.open.file)

    def names_open(self) -> frozenset[str]:
        """The relative paths of photos that are in memory."""
        return self._memory.names

    def known(self, relative: str) -> OpenPhoto | None:
        """The photo as it is in memory, if it is there and the project has it so."""
        return self._memory.known(relative)

    def _drop(self, file: PhotoFile) -> None:
        """Let what is kept of a photo go, behind what was made of it; not where that cannot be saved."""
        assert self.saver is not None
        self.saver.flush()
        if not self.saver.state.trouble:
            self._memory.drop(file)

    def _loader(self, file: PhotoFile, scale_of: ScaleOf | None = None) -> Callable[[], OpenPhoto]:
        assert self.saver is not None
        return loader(
            self.saver, file, self._compared.of(file), self._memory, max_pixels=self.max_pixels, scale_of=scale_of
        )

    def _loaded(self, opened: OpenPhoto) -> None:
        if self._memory.late(opened):
            if opened.file is self.wanted:
                self.show(opened.file)
            return
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
        self._loading = False
        self.open = opened
        self._predictor.show(opened)
        if opened is not None:
            self._compared.refer(opened)
            self.wanted = opened.file
            self._memory.use(opened)
        self._clock.start()
        self.changed.emit(Changed(What.SHOWN))
        for note in opened.notes if opened else ():
            self.said.emit(note)
        if opened is not None and opened.photo.rest is not None:
            self._complete(opened)
        elif opened is not None:
            self._predictor.ask(opened)

    def _complete(self, opened: OpenPhoto) -> None:
        """Decode the whole of a photo that is shown as a reduced picture; what needs all its pixels comes then."""

        def done(photo: Photo) -> None:
            opened.photo = photo
            if opened is self.open:
                self._keep(opened)
                self.changed.emit(Changed(What.PIXELS))
                self._predictor.ask(opened)

        def failed(error: Exception) -> None:
            self._memory.drop(opened.file)
            self._not_loaded(opened.file, error)

        self._completing = self._jobs.run(Lane.VIEW, opened.photo.complete, done, failed)

    def _keep(self, opened: OpenPhoto) -> None:
        self._memory.keep(opened)
        self._compared.keep(opened)
        # What is not on disk yet is kept whatever it costs.
        if self.saver is None or not self.saver.unsaved:
            self._memory.shrink(self.open)

    def _work_for(self, file: PhotoFile) -> Callable[[], Ready] | None:
        """What makes a photo ready in the lane that stands back; None where it is."""
        if self._memory.outdated(file) and (self.open is None or self.open.file.relative != file.relative):
            self._drop(file)
        ready, recipe = self._memory.get(file), self.recipe
        if ready is not None and ready.map is not None and ready.photo.rest is None:
            if ready is not self.open:
                self.near.emit(ready)
            return None
        load = self._loader(file)
        return lambda: make_ready(ready or load(), recipe)

    def _made_ready(self, made: Ready) -> None:
        opened = made.opened
        if self._memory.late(opened):
            self._ahead.again()
            return
        if self._memory.add(opened) is opened and opened is not self.open:
            opened.photo = made.photo
            self._keep(opened)
            if made.answer and made.recipe and self._predictor.asks(opened, made.answer, made.recipe):
                self._take(opened, made.answer)
            else:
                self.near.emit(opened)

    # Prediction

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Predict so from now on; the photo on screen at once."""
        if not self._predictor.set_recipe(recipe):
            for opened in self._memory:
                opened.map = None
        self.changed.emit(Changed(What.PREDICTING | What.PREVIEW))
        if self.open is not None:
            self._predictor.ask(self.open)
        # The photos that are likely next were made ready without a model, or by another one.
        self._ahead.again()

    @property
    def recipe(self) -> Recipe | None:
        """How photos are predicted; None without a model."""
        return self._predictor.recipe

    @property
    def expects_model(self) -> bool:
        """Whether it is not known yet which model predicts, if any."""
        return self._predictor.expects_model

    @property
    def preview(self) -> Preview | None:
        """The mask that a threshold would give, while it is shown."""
        return self._predictor.preview

    @property
    def threshold(self) -> float | None:
        """The threshold in force for the photo on screen: its own, or the folder's; None without a model."""
        return self._predictor.threshold

    def set_threshold(self, threshold: float | None, *, final: bool) -> None:
        """Move the photo's own threshold (None: the folder's). Where a person has worked, this previews only.

        ``final`` says that the slider came to rest: then the threshold is kept.
        """
        opened = self.open
        if opened is None or self.recipe is None or not self.editable:
            return
        self._checkpoint()
        if opened.touched:
            self._predictor.preview_at(opened, self.recipe.threshold if threshold is None else threshold)
            return
        opened.threshold = threshold
        if final:
            self._save(opened.set_threshold(threshold))
        self._predictor.ask(opened)
        self.changed.emit(Changed(What.PREDICTING))

    def apply_preview(self) -> None:
        """Make the previewed mask the working mask, as one edit."""
        preview, opened = self.preview, self.open
        if preview is not None and opened is not None and self.editable:
            self.drop_preview()
            self.replace(preview.mask, "threshold")

    def drop_preview(self) -> None:
        """Show the working mask again."""
        if self._predictor.forget():
            self.changed.emit(Changed(What.PREVIEW))

    def restore_prediction(self) -> None:
        """Put the model's mask in place of the working one, as one edit."""
        opened, recipe = self.open, self.recipe
        if opened is None or recipe is None or opened.map is None:
            return
        self.replace(cleaned(opened.map, recipe, self.threshold or recipe.threshold), "restore_prediction")

    def predict_again(self) -> None:
        """Ask the model for the photo on screen once more."""
        if self.open is not None:
            self._checkpoint()
            self.open.map = None
            self._predictor.ask(self.open)

    def _answered(self, opened: OpenPhoto, answer: Answer) -> None:
        self.milliseconds = answer.milliseconds or self.milliseconds
        self._take(opened, answer)

    def _take(self, opened: OpenPhoto, answer: Answer) -> None:
        """What the model said about a photo becomes its map, and its mask where nobody touched that."""
        what = What.MAP if opened.map is not answer.map else 0
        opened.map = answer.map
        made = None
        if answer.mask is None or opened.touched:
            opened.predicted_as = answer.origin
            if opened is self.open:
                self._predictor.ask(opened)  # its preview waits for the map
        else:
            if opened is self.open:
                self._checkpoint()
            same = opened.origin == answer.origin
            made = opened.show_prediction(answer.mask, answer.origin)
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
        if opened is None or not self.editable or self._predictor.expects(opened):
            return False
        self._checkpoint()
        self._save(opened.judge(judgement))
        self.changed.emit(Changed(What.REVIEW | What.MASK))
        self._predictor.ask(opened)  # nobody's any more, it may get another mask
        return True

    def flag(self) -> None:
        """Mark the photo, or take the mark away."""
        opened = self.open
        if opened is not None and self.editable:
            self._save(opened.flag(not opened.flagged))
            self.changed.emit(Changed(What.REVIEW))

    def attend(self, attends: bool) -> None:
        """Whether the person is in this window; who was elsewhere may have changed reference masks there."""
        if attends:
            self._clock.start()
            self.refer_again()
        else:
            self.worked(pause=True)

    def worked(self, *, pause: bool = False) -> None:
        """Say that the person does something now; time since the last such moment counts unless it was a pause."""
        opened, saver = self.open, self.saver
        if opened is None or saver is None or saver.project.read_only:
            self._clock.start()
            return
        seconds = self._clock.take(pause=pause)
        if seconds > 0:
            said = Worked(opened.key, seconds)
            saver.add_later(object(), lambda: [said])  # a key of its own: all of them add up

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
        self._predictor.forget()
        self.changed.emit(Changed(What.MASK | What.REVIEW | What.PREVIEW, rect, initiator))

    def _save(self, act: Act) -> None:
        assert self.saver is not None
        self.saver.add(act)

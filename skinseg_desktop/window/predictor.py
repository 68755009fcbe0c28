"""How the photo on screen is predicted: model, threshold, clean-up; and what another threshold would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from skinseg_desktop.review.answer import Answer, Preview, Recipe, predict, preview
from skinseg_desktop.window.jobs import Job, Jobs, Lane

if TYPE_CHECKING:
    from skinseg_desktop.review.opened import OpenPhoto


class Predictor(QObject):
    """Asks the model about the photo on screen, and takes its answer only while it is still asked."""

    #: An OpenPhoto and the Answer for it.
    answered = Signal(object, object)
    #: An OpenPhoto and the exception for which there is no answer.
    failed = Signal(object, object)
    #: There is another preview.
    previewed = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.recipe: Recipe | None = None
        #: Whether it is not known yet which model predicts, if any.
        self.expects_model = True
        self.preview: Preview | None = None
        self._shown: OpenPhoto | None = None
        self._asking: Job | None = None
        self._previewing: Job | None = None
        # A touched photo whose recipe has changed is previewed as soon as its map is there.
        self._previews = False

    def show(self, opened: OpenPhoto | None) -> None:
        """Another photo is on screen, or none."""
        self._shown = opened
        self._previews = False
        self.forget()

    def set_recipe(self, recipe: Recipe | None) -> bool:
        """Predict so from now on; gives whether maps that are there were made by the same model."""
        before = self.recipe
        self.recipe, self.expects_model = recipe, False
        # Where a person has worked, another way to predict is shown and waits to be applied.
        changed = before is not None and recipe != before
        self._previews = changed and self._shown is not None and self._shown.touched
        self.forget()
        return bool(recipe and before and recipe.engine is before.engine)

    @property
    def threshold(self) -> float | None:
        """The threshold in force for the photo on screen: its own, or the folder's; None without a model."""
        if self.recipe is None:
            return None
        own = self._shown.threshold if self._shown else None
        return self.recipe.threshold if own is None else own

    def asks(self, opened: OpenPhoto, answer: Answer, recipe: Recipe) -> bool:
        """Whether an answer by a recipe is still what is wanted for a photo."""
        return recipe is self.recipe and answer.origin == recipe.origin(opened.threshold)

    def ask(self, opened: OpenPhoto) -> None:
        """Predict a photo, where that was not done in this way already."""
        recipe = self.recipe
        if recipe is None or opened.photo.rest is not None:
            return
        made, origin = recipe.made(opened), recipe.origin(opened.threshold)
        if made and self._previews and opened.touched:
            self._previews = False
            assert origin.threshold is not None
            self.preview_at(opened, origin.threshold)
        if made and (opened.touched or opened.predicted_as == origin):
            return

        def done(answer: Answer) -> None:
            if self.asks(opened, answer, recipe):
                self.answered.emit(opened, answer)

        self._asking = self._jobs.run(
            Lane.VIEW,
            lambda: predict(opened, opened.photo, recipe),
            done,
            lambda error: self.failed.emit(opened, error),
            newest="predict",
        )

    def expects(self, opened: OpenPhoto) -> bool:
        """Whether another mask is on its way for a photo that nobody has touched."""
        recipe = self.recipe
        if recipe is None or opened.touched or opened.unpredictable:
            return False
        return opened.origin != recipe.origin(opened.threshold)

    def cancel(self) -> None:
        """What was asked is not wanted any more."""
        if self._asking is not None:
            self._asking.cancel()

    def preview_at(self, opened: OpenPhoto, threshold: float) -> None:
        """Show what a threshold would give where a person's work stands."""
        recipe, known = self.recipe, opened.map
        if recipe is None or known is None:
            return
        reference = opened.working.reference

        def done(made: Preview) -> None:
            if opened is self._shown and recipe is self.recipe and opened.touched:
                self.preview = made
                self.previewed.emit()

        self._previewing = self._jobs.run(
            Lane.VIEW, lambda: preview(known, reference, recipe, threshold), done, newest="preview"
        )

    def forget(self) -> bool:
        """Let the preview go, and one that is on its way; gives whether there was one."""
        if self._previewing is not None:
            self._previewing.cancel()
        was, self.preview = self.preview is not None, None
        return was

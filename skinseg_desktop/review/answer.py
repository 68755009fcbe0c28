"""What a model says about an open photo: its probability map and the mask that comes of it, or would come of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skinseg_desktop.store.changes import Origin

if TYPE_CHECKING:
    from skinseg_desktop.core.edit import Mask
    from skinseg_desktop.core.metrics import Confusion
    from skinseg_desktop.imaging import Photo
    from skinseg_desktop.inference import Engine, ProbabilityMap
    from skinseg_desktop.review.opened import OpenPhoto


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

    def made(self, opened: OpenPhoto) -> bool:
        """Whether the photo has a map, and this recipe's model made it."""
        by = opened.predicted_as
        return opened.map is not None and by is not None and by.model_sha256 == self.engine.model.sha256


@dataclass(frozen=True, slots=True)
class Answer:
    """A map, the mask it gives (None where a person's work stands), and the time that the map took, if it was made."""

    map: ProbabilityMap
    origin: Origin
    mask: Mask | None
    milliseconds: float | None


@dataclass(frozen=True, slots=True)
class Preview:
    """A mask that the threshold would give where a person's work stands, its pixels of lesion, and its counts."""

    mask: Mask
    threshold: float
    area: int
    confusion: Confusion | None


def predict(opened: OpenPhoto, photo: Photo, recipe: Recipe) -> Answer:
    """Ask the model about an open photo, ``photo`` being the whole of it; a map that is there is used again."""
    from skinseg_desktop.inference import clean

    origin = recipe.origin(opened.threshold)
    assert origin.threshold is not None
    known, taken = opened.map, None
    if known is None or not recipe.made(opened):
        recipe.engine.open()  # the first time takes longer, and is not the photo's
        started = time.perf_counter()
        known = recipe.engine.probability_map(photo)
        taken = (time.perf_counter() - started) * 1000
    mask = None if opened.touched else clean(known.mask(origin.threshold), origin.cleanup)
    return Answer(known, origin, mask, taken)


def preview(known: ProbabilityMap, reference: Mask | None, recipe: Recipe, threshold: float) -> Preview:
    """The mask of a map at another threshold, counted against the reference where there is one."""
    import numpy as np

    from skinseg_desktop.core.metrics import confusion

    mask = cleaned(known, recipe, threshold)
    return Preview(
        mask, threshold, int(np.count_nonzero(mask)), None if reference is None else confusion(mask, reference)
    )


def cleaned(known: ProbabilityMap, recipe: Recipe, threshold: float) -> Mask:
    """The mask of a map at a threshold, cleaned up."""
    from skinseg_desktop.inference import clean

    return clean(known.mask(threshold), recipe.cleanup)

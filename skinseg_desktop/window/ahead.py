"""Photos that are likely shown next are made ready, behind the one that is wanted now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from skinseg_desktop.review.answer import Answer, Recipe, predict
from skinseg_desktop.window.jobs import Job, Jobs, Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from skinseg_desktop.imaging import Photo, PhotoFile
    from skinseg_desktop.review.opened import OpenPhoto

#: How long after a photo was asked for its neighbours are made ready, in milliseconds: the picture comes first.
AFTER = 40


@dataclass(frozen=True, slots=True)
class Ready:
    """A photo that was made ready: the whole of it, and what a recipe's model said."""

    opened: OpenPhoto
    photo: Photo
    recipe: Recipe | None
    answer: Answer | None


def make_ready(opened: OpenPhoto, recipe: Recipe | None) -> Ready:
    """Decode the whole of a photo, and predict it where there is a model."""
    photo = opened.photo.complete()
    return Ready(opened, photo, recipe, predict(opened, photo, recipe) if recipe else None)


class Ahead(QObject):
    """Asks for the work that makes a photo ready, does it, and tells what came of it."""

    #: A Ready.
    made = Signal(object)

    def __init__(
        self, jobs: Jobs, work_for: Callable[[PhotoFile], Callable[[], Ready] | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._work_for = jobs, work_for
        self._wanted: list[PhotoFile] = []
        self._running: list[Job] = []
        self._soon = QTimer(self, singleShot=True, interval=AFTER)
        self._soon.timeout.connect(self._begin)

    def want(self, files: Sequence[PhotoFile]) -> None:
        """Make these ready soon."""
        self._wanted = list(files)
        # Not begun anew: while a key is held, they are made ready all the same.
        if not self._soon.isActive():
            self._soon.start()

    def again(self) -> None:
        """Make what was wanted last ready once more: how photos are predicted has changed."""
        self._soon.start()

    def leave(self) -> None:
        """Nothing is wanted any more; what runs may end."""
        self._wanted = []

    def cancel(self) -> None:
        """End what runs."""
        for job in self._running:
            job.cancel()
        self._running.clear()

    def _begin(self) -> None:
        self.cancel()  # two open photos of one file would drop an answer
        works = [work for file in self._wanted if (work := self._work_for(file)) is not None]
        self._running = [self._jobs.run(Lane.AHEAD, work, self.made.emit, lambda _: None) for work in works]

"""What is on screen of the photo: the canvas, tied to the session, the status bar and the settings.

It stands on NumPy and OpenCV, and is loaded when the window is painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from skinseg_desktop.inference.probability import sigmoid
from skinseg_desktop.window.canvas.canvas import LARGEST_TOOL, Canvas
from skinseg_desktop.window.changed import Changed, What
from skinseg_desktop.window.jobs import Jobs, Lane
from skinseg_desktop.window.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from skinseg_desktop.imaging import PhotoFile
    from skinseg_desktop.review.opened import OpenPhoto
    from skinseg_desktop.window.canvas.look import Look
    from skinseg_desktop.window.kept import Kept
    from skinseg_desktop.window.panels.status import StatusBar


class Shown(QObject):
    """The canvas shows what the session has, and tells it what was drawn."""

    #: Pixels changed in the middle of a stroke; moves that arrive together are told once, after the picture.
    drawn = Signal()

    def __init__(
        self, session: Session, kept: Kept, status: StatusBar, jobs: Jobs, look: Look, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._kept, self._status, self._jobs = session, kept, status, jobs
        self.canvas = canvas = Canvas()
        canvas.set_look(look)
        self.take_size()
        canvas.edited.connect(session.finish_edit)
        canvas.drawn.connect(self._drawn)
        canvas.refused.connect(self._refused)
        canvas.view_changed.connect(self._view_changed)
        canvas.pointed.connect(status.point)
        canvas.size_changed.connect(self._size_changed)
        session.set_checkpoint(canvas.checkpoint)
        session.set_scale(canvas.scale_of)
        session.near.connect(self._near)
        self._numbers = QTimer(self, singleShot=True, interval=0)
        self._numbers.timeout.connect(self.drawn)
        #: The photo that was on its way when a stroke was begun, which so was not drawn: nobody has seen it corrected.
        self._missed: PhotoFile | None = None

    def set_look(self, look: Look) -> None:
        """Show photo and masks otherwise."""
        self.canvas.set_look(look)
        self._view_changed()

    def take_size(self) -> None:
        """Make tools as large as the settings say: in pixels of the photo, or on the screen whatever the zoom."""
        size = float(self._kept.get("brush_size"))
        self.canvas.set_size(size / self.canvas.zoom if self._on_screen and self.canvas.zoom else size)

    def follow(self, changed: Changed) -> None:
        """Show what the session has now."""
        canvas, opened = self.canvas, self._session.open
        if changed.what & What.SHOWN:
            if opened is None:
                canvas.show_photo(None, None)
            else:
                canvas.show_photo(opened.photo.pixels, opened.working, keep_view=True, size=_size(opened))
            self._view_changed()
        elif changed.what & What.PIXELS and opened is not None:
            canvas.complete(opened.photo.pixels)
        if changed.what & (What.SHOWN | What.MAP):
            canvas.set_map(_probabilities(opened))
        if changed.what & What.REFERENCE or (changed.what & What.MASK and changed.initiator is not canvas):
            canvas.mask_changed(changed.rect)
        if changed.what & What.MASK and changed.rect is not None:
            self._jobs.paints()
        if changed.what & (What.PREVIEW | What.SHOWN):
            canvas.set_preview(self._session.preview.mask if self._session.preview else None)
        self.let_edit()

    def let_edit(self) -> None:
        """Let the mask be changed, or not, as the session does now."""
        hindrance = self._session.hindrance
        self.canvas.awaits = hindrance == "mask"
        self.canvas.editable = not hindrance

    def missed(self) -> bool:
        """Whether a stroke was begun before the photo on screen was there, and nothing was drawn since; asked once."""
        missed, self._missed = self._missed, None
        return missed is not None and self._session.open is not None and missed is self._session.open.file

    def _refused(self) -> None:
        """Say why nothing is drawn."""
        session = self._session
        if session.hindrance == "photo":
            self._missed = session.wanted
        said = {
            "photo": self.tr("The photo was still on its way: nothing was drawn."),
            "locked": self.tr("Masks are being imported: nothing was drawn."),
            # Who writes it, or why nobody can, is said there.
            "read only": self.tr("Nothing was drawn. {}").format(self._status.saving.text()),
        }
        # In any other case another photo or tool came before the mask.
        other = self.tr("The mask was still on its way: what you drew early is gone.")
        self._status.say(said.get(session.hindrance, other))

    def _near(self, opened: OpenPhoto) -> None:
        """What is likely shown next is painted ahead of time."""
        self._jobs.run(Lane.AHEAD, self.canvas.ahead(opened.photo.pixels, opened.working))

    def _drawn(self) -> None:
        self._jobs.paints()
        if not self._numbers.isActive():
            self._numbers.start()
        self._missed = None
        if self._session.preview is not None:
            self._session.drop_preview()
        self._session.worked()

    def _size_changed(self, size: float) -> None:
        wanted = size * self.canvas.zoom if self._on_screen else size
        self._kept.keep("brush_size", min(wanted, LARGEST_TOOL))

    def _view_changed(self) -> None:
        canvas, opened = self.canvas, self._session.open
        if self._on_screen:
            self.take_size()
        name, size = (opened.file.id, _size(opened)) if opened else ("", None)
        self._status.show_view(name, size, canvas.percent, canvas.look.adjusted)

    @property
    def _on_screen(self) -> bool:
        """Whether the size of a tool is meant in pixels of the screen."""
        return bool(self._kept.get("brush_size_unit") == "screen")


def _size(opened: OpenPhoto) -> tuple[int, int]:
    return opened.photo.width, opened.photo.height


def _probabilities(opened: OpenPhoto | None) -> Callable[[], NDArray[np.float32]] | None:
    """What gives the heat map's numbers, at the model's scale."""
    if opened is None or opened.map is None:
        return None
    logits = opened.map.logits
    return lambda: sigmoid(logits)

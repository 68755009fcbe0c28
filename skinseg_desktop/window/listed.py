"""The list of photos: it follows what happens to the one on screen, to its neighbours, and to the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from skinseg_desktop.core.metrics import dice
from skinseg_desktop.review.rows import model_of
from skinseg_desktop.window.changed import Changed, What
from skinseg_desktop.window.session import Session

if TYPE_CHECKING:
    from skinseg_desktop.review.opened import OpenPhoto
    from skinseg_desktop.window.folder import Folder
    from skinseg_desktop.window.gallery.gallery import Gallery

#: Rows are painted, and thousands of them summed up, so long after a change, in milliseconds: the photo comes first.
_REPAINT, _SUM = 30, 100


class Listed(QObject):
    """Keeps the rows of the folder, and the gallery that shows them, true."""

    #: What sums up the rows may be another now; several changes are told once.
    sums_changed = Signal()

    def __init__(self, session: Session, folder: Folder, gallery: Gallery, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._folder, self._gallery = session, folder, gallery
        self._changed: set[int] = set()
        self._repaint = QTimer(self, singleShot=True, interval=_REPAINT)
        self._repaint.timeout.connect(self._show)
        self._sum = QTimer(self, singleShot=True, interval=_SUM)
        self._sum.timeout.connect(self.sums_changed)

    def follow(self, changed: Changed) -> None:
        """Bring the row of the photo on screen up to it."""
        opened, rows = self._session.open, self._folder.rows
        if opened is None or rows is None:
            return
        if not changed.what & (What.MASK | What.REVIEW | What.REFERENCE | What.SHOWN):
            return
        relative = opened.file.name.path
        index = rows.update(
            relative,
            status=opened.status,
            flagged=opened.flagged,
            area=opened.working.area if opened.origin is not None else None,
            touched=opened.touched,
            trouble="",
            model=model_of(opened.origin),
            sha256=opened.photo.sha256 if opened.origin is not None or opened.flagged else "",
        )
        # A mask that nobody has made yet has no score, and one whose reference is on its way keeps the one it had.
        if opened.origin is not None and opened.working.confusion is not None:
            rows.update(relative, dice=dice(opened.working.confusion))
            self._folder.scored_live(relative, opened.reference_fault)
        if changed.what & What.REVIEW and not changed.what & What.SHOWN and opened.touched:
            self._gallery.settle()
        if index is not None:
            if changed.what & What.SHOWN and opened.stamp is not None:
                self._gallery.renew(index, opened.stamp)
            self._changed.add(index)
            self._repaint.start()
        self._sum.start()

    def prepared(self, opened: OpenPhoto) -> None:
        """A photo that was made ready has a mask now: say so."""
        rows, relative = self._folder.rows, opened.file.name.path
        index = rows.index(relative) if rows is not None else None
        if rows is None or index is None:
            return
        if rows.row(index).touched and rows.row(index).sha256 == opened.photo.sha256:
            return
        rows.update(
            relative, status=opened.status, area=opened.working.area, model=model_of(opened.origin),
            sha256=opened.photo.sha256, touched=opened.touched,
        )  # fmt: skip
        self._gallery.refresh([index])
        self._folder.score([relative])

    def rows_changed(self, indices: list[int] | None) -> None:
        """Rows changed, or all of them."""
        self._gallery.refresh(indices)
        self._sum.start()

    def _show(self) -> None:
        changed, self._changed = self._changed, set()
        self._gallery.refresh(sorted(changed))

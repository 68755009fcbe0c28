"""The reference masks of the folder, and the one of the photo on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal

from skinseg_desktop.core.fingerprint import stamp_of
from skinseg_desktop.window.jobs import Jobs, Lane

if TYPE_CHECKING:
    from pathlib import Path

    from skinseg_desktop.core.edit import Mask
    from skinseg_desktop.core.fingerprint import Stamp
    from skinseg_desktop.imaging import PhotoFile
    from skinseg_desktop.review.opened import OpenPhoto


class Compared(QObject):
    """Gives a photo the reference mask that is its own now."""

    #: An OpenPhoto that has another reference mask now, or none.
    changed = Signal(object)
    said = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        #: Mask files by a photo's relative path.
        self.masks: dict[str, Path] = {}
        #: What the file of a photo's mask was when it was read.
        self._read: WeakKeyDictionary[OpenPhoto, Stamp | None] = WeakKeyDictionary()

    def of(self, file: PhotoFile) -> Path | None:
        """The file of a photo's reference mask."""
        return self.masks.get(file.name.path)

    def keep(self, opened: OpenPhoto) -> None:
        """Say that a photo was just opened, with its mask."""
        self._read.setdefault(opened, _stamp(opened.reference))

    def refer(self, opened: OpenPhoto | None) -> None:
        """Read a photo's reference mask where it is another than it has, or where its file is another by now."""
        if opened is None:
            return
        path = self.of(opened.file)
        stamp, other = _stamp(path), opened.reference != path
        if not other and self._read.get(opened) == stamp:
            return
        opened.reference = path
        self._read[opened] = stamp
        if other:
            opened.reference_fault = ""
            opened.working.set_reference(None)

        def work() -> tuple[Mask | None, str]:
            from skinseg_desktop.review.opening import read_reference

            return read_reference(opened.photo, path, replaces=opened.replaces)

        def done(made: tuple[Mask | None, str]) -> None:
            if opened.reference != path:
                return
            mask, note = made
            before = opened.working.reference
            same = mask is before or (mask is not None and before is not None and bool((mask == before).all()))
            if same and not other and note == opened.reference_fault:
                return
            opened.reference_fault = note
            opened.working.set_reference(mask)
            if note:
                self.said.emit(note)
            self.changed.emit(opened)

        self._jobs.run(Lane.VIEW, work, done, newest="reference")
        if other:
            self.changed.emit(opened)


def _stamp(path: Path | None) -> Stamp | None:
    return None if path is None else stamp_of(path)

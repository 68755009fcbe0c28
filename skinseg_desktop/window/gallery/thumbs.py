"""Thumbnails for what is painted: made in their own lane, the newest wish first, kept within a budget of bytes."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.fingerprint import stamp_of
from skinseg_desktop.window.jobs import Job, Jobs, Lane

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from skinseg_desktop.core.fingerprint import Stamp
    from skinseg_desktop.imaging.thumbnail import ThumbnailCache

#: What is kept: more than any screen shows at once, and some memory at most. What was scrolled away comes from the
#: cache on disk when it is seen again.
_KEPT, _BYTES = 600, 64_000_000
#: A photo that could not be read is tried again when it is seen this much later, in seconds: a drive may be back.
_TRY_AGAIN = 10.0


class Thumbs(QObject):
    """Pixmaps by row. ``get`` gives what is there, and asks for what is not; ``make_ready`` is for what comes next."""

    #: Index of a row whose thumbnail arrived, or turned out not to be readable.
    arrived = Signal(int)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._cache: ThumbnailCache | None = None
        self._pixmaps: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._bytes = 0
        self._opening = threading.Lock()
        self._wished: OrderedDict[tuple[int, int], Path] = OrderedDict()
        self._running: dict[tuple[int, int], Job] = {}
        #: Whether a row is still seen, or nearly; wishes for others are let go when their turn comes.
        self.wanted: Callable[[int], bool] = lambda _: True
        #: Why a row has no thumbnail.
        self.faults: dict[int, str] = {}
        self._tried: dict[int, float] = {}
        #: What the files were of which pixmaps are kept.
        self._made_of: dict[tuple[int, int], tuple[Path, Stamp | None]] = {}

    def clear(self) -> None:
        """Forget everything: the rows are others now."""
        for job in self._running.values():
            job.cancel()
        self._pixmaps.clear()
        self._wished.clear()
        self._running.clear()
        self.faults.clear()
        self._tried.clear()
        self._made_of.clear()
        self._bytes = 0

    def get(self, index: int, path: Path, side: int) -> QPixmap | None:
        """The thumbnail of a row, ``side`` device pixels long; None, and a wish, where there is none."""
        key = (index, side)
        pixmap = self._pixmaps.get(key)
        if pixmap is not None:
            self._pixmaps.move_to_end(key)
            return pixmap
        self._wish(key, path, soon=True)
        return None

    def make_ready(self, index: int, path: Path, side: int) -> None:
        """Make one that is likely seen next, after all that were asked for."""
        key = (index, side)
        if key not in self._pixmaps and key not in self._wished:
            self._wish(key, path, soon=False)

    def _wish(self, key: tuple[int, int], path: Path, *, soon: bool) -> None:
        if key in self._running or time.monotonic() < self._tried.get(key[0], 0.0):
            return
        self._wished[key] = path
        self._wished.move_to_end(key, last=soon)
        while len(self._wished) > _KEPT:
            self._wished.popitem(last=False)
        self._next()

    def look_again(self) -> None:
        """Let go of what was made of files that are others by now."""
        made_of = dict(self._made_of)

        def changed() -> list[tuple[int, int]]:
            # One that is away keeps its picture, which may be all that tells which photo it was.
            return [key for key, (path, stamp) in made_of.items() if stamp_of(path) not in (stamp, None)]

        def done(keys: list[tuple[int, int]]) -> None:
            for key in keys:
                if self._made_of.get(key) == made_of[key]:
                    self._drop(key)
                    self.arrived.emit(key[0])

        self._jobs.run(Lane.THUMBS, changed, done, newest=("stamps", id(self)))

    def renew(self, index: int, stamp: Stamp) -> None:
        """Let go of what was made of another file than the one that a photo is now."""
        for key in [key for key, (_, made_of) in self._made_of.items() if key[0] == index and made_of != stamp]:
            self._drop(key)
            self.arrived.emit(index)

    def _drop(self, key: tuple[int, int]) -> None:
        pixmap = self._pixmaps.pop(key)
        del self._made_of[key]
        self._bytes -= pixmap.width() * pixmap.height() * 4

    def _next(self) -> None:
        while self._wished and len(self._running) < Lane.THUMBS.value.workers:
            key, path = self._wished.popitem()
            if not self.wanted(key[0]):
                continue
            self._running[key] = self._jobs.run(
                Lane.THUMBS,
                partial(self._make, path, key[1]),
                partial(self._made, key, path),
                partial(self._failed, key),
            )

    def _make(self, path: Path, side: int) -> tuple[NDArray[np.uint8], Stamp | None]:
        """In the lane: the first one opens the cache."""
        from skinseg_desktop.imaging.thumbnail import ThumbnailCache

        with self._opening:
            self._cache = self._cache or ThumbnailCache()
        stamp = stamp_of(path)
        return self._cache.get(path, side), stamp

    def _made(self, key: tuple[int, int], path: Path, made: tuple[NDArray[np.uint8], Stamp | None]) -> None:
        pixels, stamp = made
        self._running.pop(key, None)
        self.faults.pop(key[0], None)
        self._tried.pop(key[0], None)
        height, width = pixels.shape[:2]
        picture = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB888)
        pixmap = QPixmap.fromImage(picture)  # copies, so the array may go
        self._pixmaps[key], self._made_of[key] = pixmap, (path, stamp)
        self._bytes += width * height * 4
        while (self._bytes > _BYTES or len(self._pixmaps) > _KEPT) and len(self._pixmaps) > 1:
            self._drop(next(iter(self._pixmaps)))
        self.arrived.emit(key[0])
        self._next()

    def _failed(self, key: tuple[int, int], error: Exception) -> None:
        self._running.pop(key, None)
        self.faults[key[0]] = error.what if isinstance(error, UserError) else str(error)
        self._tried[key[0]] = time.monotonic() + _TRY_AGAIN
        self.arrived.emit(key[0])
        self._next()
        if not isinstance(error, UserError):
            raise error

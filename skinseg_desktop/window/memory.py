"""Open photos that are kept in memory: for coming back to, and made ready ahead of time."""

from __future__ import annotations

from collections import Counter, OrderedDict
from typing import TYPE_CHECKING

from skinseg_desktop.core.fingerprint import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skinseg_desktop.imaging import PhotoFile
    from skinseg_desktop.review.opened import OpenPhoto
    from skinseg_desktop.store.changes import Origin

#: As many open photos, and as many bytes, at most.
KEPT_PHOTOS, KEPT_BYTES = 12, 400_000_000


class Memory:
    """Open photos by their relative path, the one shown last at the end."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, OpenPhoto] = OrderedDict()
        self._stale: set[str] = set()
        #: How often other work changed the mask of a photo: what was read before is not taken in after.
        self._changes: Counter[str] = Counter()

    def __iter__(self) -> Iterator[OpenPhoto]:
        return iter(self._kept.values())

    @property
    def names(self) -> frozenset[str]:
        """The relative paths of what is kept and still lies there."""
        return frozenset(relative for relative, opened in self._kept.items() if not self.outdated(opened.file))

    def get(self, file: PhotoFile) -> OpenPhoto | None:
        """The photo as it is in memory, if it is."""
        return self._kept.get(file.name.path)

    def known(self, relative: str) -> OpenPhoto | None:
        """As ``get``, by the relative path; None also where it is outdated."""
        opened = self._kept.get(relative)
        return None if opened is None or self.outdated(opened.file) else opened

    def outdated(self, file: PhotoFile) -> bool:
        """Whether its mask was changed from outside, or another photo has taken its name."""
        opened = self.get(file)
        if opened is None:
            return False
        return file.name.path in self._stale or stamp_of(file.place) not in (opened.stamp, None)

    def add(self, opened: OpenPhoto) -> OpenPhoto:
        """Take a photo in, unless there is one of that path already; gives the one that counts."""
        return self._kept.setdefault(opened.file.name.path, opened)

    def keep(self, opened: OpenPhoto) -> None:
        """Take a photo in, in place of any other of that path."""
        self._kept[opened.file.name.path] = opened

    def use(self, opened: OpenPhoto) -> None:
        """It is on screen now."""
        self.keep(opened)
        self._kept.move_to_end(opened.file.name.path)

    def shrink(self, shown: OpenPhoto | None) -> None:
        """Let go what is beyond the limits, the longest unused first, but never the photo on screen."""
        total = sum(opened.bytes for opened in self)
        while len(self._kept) > 2 and (len(self._kept) > KEPT_PHOTOS or total > KEPT_BYTES):
            relative = next(r for r, opened in self._kept.items() if opened is not shown)
            total -= self._kept.pop(relative).bytes
            self._stale.discard(relative)

    def drop(self, file: PhotoFile) -> None:
        """Read it anew when it is wanted again."""
        relative = file.name.path
        self._kept.pop(relative, None)
        self._stale.discard(relative)

    def doubt(self, relative: str | None = None) -> None:
        """What is kept of this photo, or of all, is not what the project has."""
        self._stale.update(self._kept if relative is None else {relative} & self._kept.keys())

    def clear(self) -> None:
        """Another project's photos come."""
        self._kept.clear()
        self._stale.clear()
        self._changes.clear()

    def changed(self, relative: str, origin: Origin | None) -> None:
        """Other work changed a photo's mask: to the prediction of this origin, or to anything (None)."""
        self._changes[relative] += 1
        kept = self.known(relative)
        # One without a mask is asked for its own when it is shown.
        if kept is not None and (origin is None or kept.origin not in (None, origin)):
            self.doubt(relative)
        elif kept is not None:
            kept.as_of = self._changes[relative]

    def as_of(self, file: PhotoFile) -> int:
        """How often other work has changed its mask by now: goes with what is read from now on."""
        return self._changes[file.name.path]

    def late(self, opened: OpenPhoto) -> bool:
        """Whether other work changed its mask while it was read."""
        return opened.as_of != self.as_of(opened.file)

"""Watching the open folder: photos that come and go, and the drive that is unplugged and comes back.

The system tells of changes where it can. Since it cannot on network drives, and not for every sub-folder of a large
tree, the folder is also listed again from time to time. All listing is done by a job.
"""

# Paths are strings inside this module: a hundred thousand of them are common.
# ruff: noqa: PTH100, PTH110, PTH120

from __future__ import annotations

import dataclasses
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from skinseg_desktop.core.errors import PhotoError
from skinseg_desktop.window.jobs import Job, Jobs, Lane

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from skinseg_desktop.imaging import Found

#: Times in milliseconds: after the system told of a change; after a change, since more are likely to follow; while
#: nothing is told; while the folder is away.
_TOLD, _SETTLING, _UNTOLD, _AWAY = 300, 2_000, 10_000, 2_000
#: How long a photo is on screen before its file and its reference are watched, and how long these are left alone
#: before they are looked at again.
_STAYED, _WRITTEN = 500, 1_000
#: Listing a folder takes at most one part in so many of the time, told and untold.
_SHARE_TOLD, _SHARE_UNTOLD = 10, 100
#: The system watches a bounded number of folders for everybody.
_MOST_FOLDERS = 64


class FolderWatch(QObject):
    """Looks after the photos of one folder, or of some files, at a time."""

    #: The photos are others than before: a Found.
    changed = Signal(object)
    #: The folder was looked at again, and can be reached: files may be others under their names.
    looked = Signal()
    #: The folder cannot be reached any more: one sentence, said once.
    gone = Signal(str)
    #: It can be reached again.
    back = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.subfolders = False
        self._jobs = jobs
        self._sources: tuple[Path, ...] = ()
        self._first: Found | None = None
        self._found: Found | None = None
        #: Folders above those of the photos, which alone are told when one of these is renamed.
        self._above: list[str] = []
        self._away = False
        self._job: Job | None = None
        self._again = False
        self._scan_ms = 0.0
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._told)
        # Of a file that is written anew in its place, its folder tells nothing.
        self._attended: tuple[str, ...] = ()
        self._file = QFileSystemWatcher(self)
        self._stayed = QTimer(self, singleShot=True, interval=_STAYED)
        self._stayed.timeout.connect(self._watch_file)
        self._written = QTimer(self, singleShot=True, interval=_WRITTEN)
        self._written.timeout.connect(self._scan_soon)
        self._file.fileChanged.connect(lambda _: self._written.start())
        self._file.directoryChanged.connect(lambda _: self._written.start())
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._scan)
        self._late = QTimer(self, singleShot=True)
        self._late.timeout.connect(self._scan)

    def watch(self, sources: Sequence[Path], subfolders: bool, found: Found) -> None:
        """Watch from now on what was found in these sources, and nothing else."""
        self.stop()
        self._sources, self.subfolders = tuple(sources), subfolders
        self._first = self._found = found
        self._above = _above(_tops(self._sources, found))
        self._job = self._jobs.run(
            Lane.AHEAD, lambda: _folders(tuple(sources), found, found), self._begun, newest=("watch", id(self))
        )
        self._late.start(_UNTOLD)

    def stop(self) -> None:
        """Watch nothing."""
        self.attend()
        for timer in (self._soon, self._late, self._written):
            timer.stop()
        if self._job is not None:
            self._job.cancel()
        self._job = self._first = self._found = None
        self._away = self._again = False
        self._scan_ms = 0.0
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)

    def attend(self, *places: str) -> None:
        """Watch these too, once they have stayed: the photo on screen, its reference, the folder of the references."""
        self._attended = places
        self._stayed.start()

    def _watch_file(self) -> None:
        watched = {*self._file.files(), *self._file.directories()}
        if stale := sorted(watched.difference(self._attended)):
            self._file.removePaths(stale)
        if fresh := [place for place in self._attended if place not in watched]:
            self._file.addPaths(fresh)

    def _told(self, folder: str) -> None:
        if folder not in self._above:
            self._scan_soon()
            return
        # There, others come and go for reasons of their own: nothing is listed unless it is about the photos' folder.
        sources = self._sources
        self._jobs.run(
            Lane.AHEAD,
            lambda: all(map(os.path.lexists, sources)),
            lambda there: None if there else self._scan_soon(),
            newest=("above", id(self)),
        )

    def _scan_soon(self) -> None:
        # Not put off by further changes: copying a large folder would put it off for long.
        if self._found is not None and not self._soon.isActive():
            self._soon.start(self._delay(_TOLD, _SHARE_TOLD))

    def _begun(self, folders: Sequence[str]) -> None:
        self._tell_system(folders)
        if self._again:
            self._scan_soon()

    def _delay(self, least: int, share: int) -> int:
        return max(least, round(share * self._scan_ms))

    def _scan(self) -> None:
        first, known = self._first, self._found
        if first is None or known is None:
            return
        if self._job is not None and not (self._job.ended or self._job.cancelled):
            self._again = True
            return
        self._again = False
        self._soon.stop()
        sources, subfolders = self._sources, self.subfolders
        self._job = self._jobs.run(
            Lane.AHEAD, lambda: _look(sources, subfolders, first, known), self._seen, newest=("watch", id(self))
        )
        # Also where the job fails, or never ends.
        self._late.start(self._delay(_AWAY if self._away else _UNTOLD, _SHARE_UNTOLD))

    def _seen(self, seen: _Seen) -> None:
        self._scan_ms = seen.seconds * 1000
        trouble = seen.trouble
        if seen.missing:
            trouble = self.tr(
                "The folder {} is not there any more: put it back, or open it at its new place. Photos that are open"
                " can still be edited."
            ).format(seen.missing)
        was_away, self._away = self._away, trouble != ""
        self._late.start(self._delay(_AWAY if self._away else _UNTOLD, _SHARE_UNTOLD))
        if self._again:
            self._scan_soon()
        if seen.found is not None:
            self._found = seen.found
            self._soon.start(self._delay(_SETTLING, _SHARE_TOLD))
        # None while it is away: what comes back under its name may be another folder.
        self._tell_system(seen.folders)
        # At last, since whoever hears may watch another folder.
        if self._away and not was_away:
            self.gone.emit(trouble)
        elif was_away and not self._away:
            self.back.emit()
        if seen.found is not None and self._found is seen.found:
            self.changed.emit(seen.found)
        if not self._away:
            self._watch_file()  # one that was replaced is forgotten by the system
            self.looked.emit()

    def _tell_system(self, folders: Sequence[str]) -> None:
        """Have the system watch these; it forgets a folder that goes, and those that it cannot watch do no harm."""
        watched = set(self._watcher.directories())
        if fresh := [folder for folder in folders if folder not in watched]:
            self._watcher.addPaths(fresh)
        if stale := watched.difference(folders):
            self._watcher.removePaths(sorted(stale))


@dataclass(frozen=True, slots=True)
class _Seen:
    """One look at the sources: ``found`` where the photos are others than before.

    Where they are away, ``missing`` is a folder whose name is gone, or ``trouble`` says what else is in the way.
    """

    found: Found | None
    folders: Sequence[str]
    trouble: str
    seconds: float
    missing: str = ""


def _look(sources: Sequence[Path], subfolders: bool, first: Found, known: Found) -> _Seen:
    # Imported here, in the job's thread, so that the window is on screen before.
    from skinseg_desktop.core.errors import os_reason
    from skinseg_desktop.imaging import find_photos, shown

    begin = time.perf_counter()
    try:
        for folder in _tops(sources, first):
            # An unplugged drive may still have its folder, which then cannot be listed.
            with os.scandir(folder):
                pass
        if _only_files(sources, first):
            found = dataclasses.replace(
                first, photos=tuple(photo for photo in first.photos if os.path.exists(photo.place))
            )
        else:
            found = find_photos(sources, subfolders=subfolders)
    except FileNotFoundError as error:
        missing = shown(error.filename or first.root)
        return _Seen(None, (), "", time.perf_counter() - begin, missing)
    except OSError as error:
        name = shown(error.filename or first.root)
        return _Seen(None, (), f"{name} cannot be reached: {os_reason(error)}.", time.perf_counter() - begin)
    except PhotoError as error:
        return _Seen(None, (), error.what, time.perf_counter() - begin)
    same = [photo.place for photo in found.photos] == [photo.place for photo in known.photos]
    folders = _folders(sources, first, found)
    return _Seen(None if same else found, folders, "", time.perf_counter() - begin)


def _folders(sources: Sequence[Path], first: Found, found: Found) -> list[str]:
    """Folders worth watching, the topmost first. Of a folder that is renamed, only the one above it is told."""
    below = {os.path.dirname(photo.place) for photo in found.photos}
    tops = _tops(sources, first)
    above = _above(tops)
    others = sorted(map(str, below.difference(tops, above)), key=lambda place: (place.count(os.sep), place))
    return [*tops, *above, *others][:_MOST_FOLDERS]


def _above(tops: Sequence[str]) -> list[str]:
    return [folder for folder in dict.fromkeys(map(os.path.dirname, tops)) if folder not in tops]


def _tops(sources: Sequence[Path], first: Found) -> list[str]:
    files = _files(sources, first)
    places = [os.path.abspath(source) for source in sources]
    return list(dict.fromkeys(os.path.dirname(place) if place in files else place for place in places))


def _only_files(sources: Sequence[Path], first: Found) -> bool:
    return len(_files(sources, first)) == len({os.path.abspath(source) for source in sources})


def _files(sources: Sequence[Path], first: Found) -> set[str]:
    """The sources that are photos themselves, or were at first."""
    return {os.path.abspath(source) for source in sources}.intersection(str(photo.place) for photo in first.photos)

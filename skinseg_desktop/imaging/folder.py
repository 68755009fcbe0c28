"""Finding photos and masks on disk: names only, no file is opened.

Folders are listed by ``os.scandir``, which knows files from folders without asking for each. Hidden files and folders
are left out, and so are projects (folders called ``*-skinseg``) and what predictions and exports have written. Links
are followed where they lead somewhere new.
"""

# Paths are strings inside this module: a hundred thousand of them are common.
# ruff: noqa: PTH100, PTH110, PTH112, PTH120, PTH122

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path, PurePosixPath

from skinseg_desktop.core import pairing
from skinseg_desktop.core.errors import MaskError, PhotoError, os_reason
from skinseg_desktop.core.places import RUN_FILE
from skinseg_desktop.imaging.names import shown

#: Names of the kinds that are read, and of pictures that are refused when they are read, with a sentence what to do.
READ = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".webp", ".bmp", ".dib", ".gif")
REFUSED = (
    ".heic", ".heif", ".hif", ".avif", ".jxl", ".jp2", ".j2k", ".psd", ".dcm",
    ".dng", ".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".srf", ".sr2", ".raf", ".orf", ".rw2", ".pef", ".srw",
    ".x3f", ".mrw", ".raw", ".iiq",
)  # fmt: skip
PROJECT_SUFFIX = "-skinseg"
#: What the names of results have after their photo's.
RESULTS = (*pairing.KNOWN_SUFFIXES, "_overlay", "_figure", "_probability")


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A file that may be a photo, where it is, and its name among the files it was found with."""

    place: str | Path
    name: pairing.Name

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.place)

    @property
    def id(self) -> str:
        """The photo's id, unique among the files it was found with."""
        return self.name.id

    @property
    def relative(self) -> PurePosixPath:
        """The path below the root that was searched."""
        return self.name.relative


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that was left out, and the reason as one sentence."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """Photos in the order of their relative paths, what was left out, and the folder that the paths are relative to."""

    photos: tuple[PhotoFile, ...]
    skipped: tuple[Skipped, ...]
    root: Path


@dataclass(frozen=True, slots=True)
class MaskFiles:
    """The mask files below a folder, in the order of their relative paths, and what was left out."""

    folder: Path
    names: tuple[pairing.Name, ...]
    skipped: tuple[Skipped, ...]

    def path(self, index: int) -> Path:
        """Where the mask ``names[index]`` lies."""
        return self.folder / self.names[index].relative


def find_photos(sources: Sequence[Path], *, subfolders: bool = False, results: bool = False) -> Found:
    """Find the photos in files and folders; a file given by name counts whatever its extension.

    A mask, an overlay or a figure of another photo that is found, as its name says, is left out, unless ``results`` are
    wanted too. Paths are relative to the folder given, or to the folder that all sources share. Raises PhotoError for a
    source that does not exist.
    """
    if not sources:
        raise PhotoError("No photo is given.", "Name files or folders.")
    places = [os.path.abspath(s) for s in sources]
    folders = [os.path.isdir(p) for p in places]
    for place, is_folder in zip(places, folders, strict=True):
        if not is_folder and not os.path.lexists(place):
            raise PhotoError(f"{shown(place)} does not exist.", "Check the path.")
    try:
        root = os.path.commonpath([p if f else os.path.dirname(p) for p, f in zip(places, folders, strict=True)])
    except ValueError as error:
        raise PhotoError(
            "The photos lie on different drives.", "Give the folders of each drive by themselves."
        ) from error
    skipped: list[Skipped] = []
    files: dict[str, str] = {}
    for place, is_folder in zip(places, folders, strict=True):
        if is_folder:
            files.update(_walk(place, frozenset(READ + REFUSED), subfolders, root, skipped))
        elif os.path.exists(place):
            files[place] = _relative(place, root)
        else:
            skipped.append(Skipped(_relative(place, root), "The link leads nowhere."))
    if not results:
        for place, of in _results(files, given={p for p, f in zip(places, folders, strict=True) if not f}):
            skipped.append(Skipped(files.pop(place), f"It belongs to {of}: it is a mask or another result, no photo."))
    ordered = sorted(files.items(), key=itemgetter(1))
    names = pairing.photo_names([relative for _, relative in ordered])
    photos = tuple(PhotoFile(path, name) for (path, _), name in zip(ordered, names, strict=True))
    return Found(photos, tuple(sorted(skipped, key=lambda s: s.name)), Path(root))


def _results(files: Mapping[str, str], given: Collection[str]) -> list[tuple[str, str]]:
    """Files whose name is a photo's and what an export adds to it, with that photo; none that was named itself."""
    stems = {place: relative.rpartition("/")[2].rpartition(".")[0].lower() for place, relative in files.items()}
    photos = {stem: place for place, stem in stems.items()}
    found = []
    for place, stem in stems.items():
        if stem.endswith(RESULTS) and place not in given:
            of = photos.get(next(stem[: -len(end)] for end in RESULTS if stem.endswith(end)))
            if of is not None:
                found.append((place, files[of]))
    return found


def find_masks(folder: Path) -> MaskFiles:
    """Find the mask files below a folder, sub-folders too. Raises MaskError where there is no such folder."""
    root = os.path.abspath(folder)
    if not os.path.isdir(root):
        fault = "is not a folder" if os.path.lexists(root) else "does not exist"
        raise MaskError(f"{shown(root)} {fault}.", "Give the folder with the masks.")
    skipped: list[Skipped] = []
    relatives = sorted(relative for _, relative in _walk(root, frozenset(READ), True, root, skipped))
    return MaskFiles(Path(root), tuple(pairing.mask_names(relatives)), tuple(sorted(skipped, key=lambda s: s.name)))


def _walk(
    top: str, extensions: frozenset[str], deep: bool, root: str, skipped: list[Skipped]
) -> Iterator[tuple[str, str]]:
    """Give path and relative path of files with these extensions; ``skipped`` collects what was left out."""
    seen = {os.path.realpath(top)}
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        below = _relative(folder, root)
        before = below and below + "/"
        try:
            with os.scandir(folder) as opened:
                entries = list(opened)
        except OSError as error:
            skipped.append(Skipped(below or shown(root), f"The folder cannot be read: {os_reason(error)}."))
            continue
        if folder != top and any(entry.name == RUN_FILE for entry in entries):
            skipped.append(Skipped(below, "It holds results of this program, not photos."))
            continue
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            wanted = os.path.splitext(name)[1].lower() in extensions
            try:
                # The file system is asked for links only.
                if wanted and (entry.is_file(follow_symlinks=False) or entry.is_file()):
                    yield entry.path, before + name
                elif entry.is_dir():
                    if deep and not name.endswith(PROJECT_SUFFIX):
                        real = os.path.realpath(entry.path)
                        if real in seen:
                            skipped.append(Skipped(before + name, "It leads to a folder already read."))
                        else:
                            seen.add(real)
                            waiting.append(entry.path)
                elif wanted:
                    reason = "The link leads nowhere." if entry.is_symlink() else "It is a device, not a file."
                    skipped.append(Skipped(before + name, reason))
            except OSError as error:
                if wanted:
                    skipped.append(Skipped(before + name, f"It cannot be reached: {os_reason(error)}."))


def _relative(path: str, root: str) -> str:
    """A path below the root with forward slashes. No normalisation: a name's Unicode form stays as the file has it."""
    below = path[len(root) :].lstrip(os.sep)
    return below.replace(os.sep, "/") if os.sep != "/" else below

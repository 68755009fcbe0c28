"""Where a project lies: beside its photos, else in the user's data; and how it is found after either was moved."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skinseg_desktop.core.errors import OutputError, ProjectError
from skinseg_desktop.imaging import shown, write_atomic
from skinseg_desktop.imaging.folder import PROJECT_SUFFIX
from skinseg_desktop.store.database import ERRORS, connect
from skinseg_desktop.store.records import confined
from skinseg_desktop.store.schema import PROJECT_FILE, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where projects were last, so that one whose photos moved to another place is found: a file in the user's data.
KNOWN_FILE = "known-projects.json"
_MOST_KNOWN = 500
#: Photos looked up by name, and of those there the ones compared by content, before work is taken for a folder's own.
_NAMES, _CONTENTS = 200, 3


@dataclass(frozen=True, slots=True)
class Place:
    """A project's folder and its photos' folder; ``moved``: what is recorded in it is another photos' folder."""

    folder: Path
    photos: Path
    moved: bool = False

    @property
    def file(self) -> Path:
        """The project's database."""
        return self.folder / PROJECT_FILE


@dataclass(frozen=True, slots=True)
class Told:
    """What a project's file says about itself: its id, and where it and its photos were when it was last written.

    ``worked`` is when a person last drew or judged, in nanoseconds since 1970; 0 for never.
    """

    id: str
    place: str
    photos: str
    worked: int


def find(path: Path, data_dir: Path) -> Place | None:
    """The project of a photos' folder, of a project's folder or of its file; None where there is none yet.

    Raises ProjectError where there is no such path.
    """
    if not path.exists():
        raise ProjectError(f"{shown(path)} does not exist.", "Name the folder of the photos, or its project.")
    path = path.resolve()
    if path.is_file():
        return Place(path.parent, photos_of(path.parent, path)) if path.name == PROJECT_FILE else _no_project(path)
    if (path / PROJECT_FILE).is_file() and (path.name.endswith(PROJECT_SUFFIX) or told(path / PROJECT_FILE)):
        return Place(path, photos_of(path, path / PROJECT_FILE))
    for folder in (beside(path), in_data(path, data_dir)):
        if folder is not None and (folder / PROJECT_FILE).is_file():
            return Place(folder, path)
    return _moved(path, data_dir)


def beside(photos: Path) -> Path | None:
    """Where a project lies by rights; None for the root of a disk, which has no neighbours."""
    return photos.with_name(photos.name + PROJECT_SUFFIX) if photos.name else None


def in_data(photos: Path, data_dir: Path) -> Path:
    """Where a project lies when its place beside the photos cannot be written."""
    digest = hashlib.sha256(os.fsencode(os.path.normcase(photos))).hexdigest()[:12]
    return data_dir / "projects" / f"{photos.name[:60] or 'disk'}-{digest}"


def photos_of(folder: Path, file: Path) -> Path:
    """The photos' folder of a project: the one beside it; else the recorded one, if the project is where it was.

    A project that came from elsewhere cannot point to any other folder.
    """
    name = folder.name.removesuffix(PROJECT_SUFFIX) if folder.name.endswith(PROJECT_SUFFIX) else ""
    sibling = folder.with_name(name) if name else None
    if sibling is not None and sibling.is_dir():
        return sibling
    recorded = told(file)
    if recorded is not None and recorded.photos:
        if _same(recorded.place, folder):
            return Path(recorded.photos)
        last = Path(recorded.photos).name
        if last and confined(last) and (folder.parent / last).is_dir():
            return folder.parent / last
    return sibling if sibling is not None else folder.parent / "photos"


def told(file: Path) -> Told | None:
    """What a project's file says about itself; None where it cannot be read, or is no project of this version."""
    values = None
    # In a folder that cannot be written, a file that has a log can only be read as one that nobody changes.
    for mode in ("ro", "ro&immutable=1"):
        with contextlib.suppress(*ERRORS, OSError), contextlib.closing(connect(file, mode)) as connection:
            if version_of(connection) is None:
                return None
            values = dict(connection.execute("SELECT name, value FROM about").fetchall())
            break
    if values is None:
        return None
    texts = [values.get(name) for name in ("id", "place", "photos")]
    identity, place, photos = (os.fsdecode(text) if isinstance(text, str | bytes) else "" for text in texts)
    worked = values.get("worked")
    return Told(identity, place, photos, worked if isinstance(worked, int) else 0)


def is_copy(place: Place, recorded: Told) -> bool:
    """Whether another file with the same id still lies where this one says that it was."""
    if not recorded.place or _same(recorded.place, place.folder):
        return False
    there = told(Path(recorded.place) / PROJECT_FILE)
    return there is not None and bool(there.id == recorded.id)


def remember(data_dir: Path, folder: Path) -> None:
    """Note where a project lies; a note that cannot be written is left out, since it only helps to find again."""
    known = [str(folder), *(k for k in _known(data_dir) if k != str(folder))][:_MOST_KNOWN]
    if known == _known(data_dir):
        return
    with contextlib.suppress(OSError, OutputError, UnicodeError):
        data_dir.mkdir(parents=True, exist_ok=True)
        write_atomic(data_dir / KNOWN_FILE, json.dumps(known, indent=1).encode())


def is_known(data_dir: Path, folder: Path) -> bool:
    """Whether a project in this folder was written by this user before: then what is wrong with it is damage."""
    return str(folder) in _known(data_dir)


def _known(data_dir: Path) -> list[str]:
    try:
        content = json.loads((data_dir / KNOWN_FILE).read_bytes())
        return [k for k in content if isinstance(k, str)][:_MOST_KNOWN]
    except (OSError, ValueError, TypeError, RecursionError):
        return []


def _moved(photos: Path, data_dir: Path) -> Place | None:
    """A project whose photos lay elsewhere, are there no more, and are here now."""
    for folder in _candidates(photos, data_dir):
        recorded = told(folder / PROJECT_FILE)
        if recorded is None or not recorded.photos:
            continue
        if _same(recorded.photos, photos):
            return Place(folder, photos)
        # A project belongs first to the folder that stands beside it by its name.
        neighbour = folder.with_name(folder.name.removesuffix(PROJECT_SUFFIX))
        taken = neighbour != folder and neighbour.is_dir()
        if not taken and not Path(recorded.photos).is_dir() and _holds(photos, folder / PROJECT_FILE):
            return Place(folder, photos, moved=True)
    return None


def _candidates(photos: Path, data_dir: Path) -> Iterator[Path]:
    seen: set[str] = set()
    for parent, wanted in ((photos.parent, PROJECT_SUFFIX), (data_dir / "projects", "")):
        with contextlib.suppress(OSError), os.scandir(parent) as entries:
            names = sorted(e.name for e in entries if e.name.endswith(wanted))
            for name in names:
                if (parent / name / PROJECT_FILE).is_file():
                    seen.add(str(parent / name))
                    yield parent / name
    for known in _known(data_dir):
        if known not in seen and (Path(known) / PROJECT_FILE).is_file():
            yield Path(known)


def _holds(photos: Path, file: Path) -> bool:
    """Whether a folder has most of the photos that a project knows, by name, and the very same by content."""
    try:
        with contextlib.closing(connect(file, "ro")) as connection:
            rows = connection.execute(
                "SELECT relative, sha256 FROM photo ORDER BY sequence DESC LIMIT ?", (_NAMES,)
            ).fetchall()
    except ERRORS:
        return False
    named = [(os.fsdecode(relative), sha256) for relative, sha256 in rows if isinstance(relative, str | bytes)]
    there = [(photos / name, sha256) for name, sha256 in named if confined(name) and (photos / name).is_file()]
    if not there or len(there) * 2 < len(named):
        return False
    step = max(1, len(there) // _CONTENTS)
    alike: list[bool] = [_sha256(path) == sha256 for path, sha256 in there[::step][:_CONTENTS]]
    return sum(alike) * 2 > len(alike)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _same(one: str, other: Path) -> bool:
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):
        return os.path.normcase(one) == os.path.normcase(other)


def _no_project(path: Path) -> Place:
    raise ProjectError(f"{shown(path)} is no project.", f"A project's file is called {PROJECT_FILE}.")

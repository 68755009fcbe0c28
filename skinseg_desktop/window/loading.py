"""What is read when a folder is opened: its photos, its project, a row for each photo; and when a photo is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.review.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from skinseg_desktop.imaging import Found, PhotoFile
    from skinseg_desktop.imaging.early import ScaleOf
    from skinseg_desktop.review.opened import OpenPhoto
    from skinseg_desktop.store import Holder, Project
    from skinseg_desktop.window.memory import Memory
    from skinseg_desktop.window.saving import Saver


@dataclass(frozen=True, eq=False)
class Loaded:
    """Photos and their project, which is the reader's to close."""

    sources: tuple[Path, ...]
    found: Found
    project: Project
    rows: Rows
    choices: Mapping[str, Any]


def load(sources: Sequence[Path], present: Project | None, *, subfolders: bool, over: Holder | None) -> Work[Loaded]:
    """Find photos and open their project; ``present``, open for writing now, stays for other photos of its folder.

    ``over`` is a holder that is gone, whose project is taken over. Raises UserError, also where there is no photo.
    """
    # What it needs is imported by the work, in its thread, so that the window is on screen before.
    from skinseg_desktop.imaging import find_photos
    from skinseg_desktop.store import Project

    found = find_photos(sources, subfolders=subfolders)
    if not found.photos:
        raise UserError(_nothing_found(sources, found), "Choose a folder with photos.")
    # Who was overtaken while a drive did not answer ends here, and takes no project from others.
    yield Progress(1, 2)
    if present is not None and not present.read_only and present.photos_folder == found.root:
        project = present
    else:
        project = Project.open(found.root, over=over)
    try:
        records = project.records()
        return Loaded(tuple(sources), found, project, Rows(found.photos, records), project.choices())
    except BaseException:
        if project is not present:
            project.close()
        raise


def loader(
    saver: Saver, file: PhotoFile, reference: Path | None, memory: Memory, *, max_pixels: int, scale_of: ScaleOf | None
) -> Callable[[], OpenPhoto]:
    """What reads a photo in a job's thread, behind what was done to it before; raises as ``open_photo``."""
    # Work is not taken over from a name under which it is still open.
    names, as_of = memory.names, memory.as_of(file)

    def load() -> OpenPhoto:
        from skinseg_desktop.review.opening import open_photo

        if saver.busy:
            saver.commit_between(())
        opened = open_photo(saver.project, file, reference, max_pixels=max_pixels, names=names, scale_of=scale_of)
        opened.as_of = as_of
        return opened

    return load


def _nothing_found(places: Sequence[Path], found: Found) -> str:
    """What is in a folder without photos."""
    if found.skipped:
        first = found.skipped[0]
        return f"No photo can be opened in {places[0]}; {first.name}: {first.reason}"
    try:
        names = sorted(p.name for p in places[0].iterdir() if not p.name.startswith("."))
    except OSError:
        names = []
    if not names:
        return f"There is no photo in {places[0]}: it is empty."
    if len(names) == 1:
        return f"There is no photo in {places[0]}: it holds one other thing, {names[0]}."
    return f"There is no photo in {places[0]}: it holds {len(names)} other things, such as {names[0]}."

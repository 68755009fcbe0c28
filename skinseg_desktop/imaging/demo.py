"""The demo: twelve free photos with reference masks, copied to where a person can work on them."""

from __future__ import annotations

from pathlib import Path

from skinseg_desktop.core.errors import OutputError, UserError
from skinseg_desktop.core.places import resources_dir
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.imaging.atomic import write_atomic


def copy_demo(out: Path) -> Work[int]:
    """Copy the demo into ``out``, photos and masks in folders of these names; gives the number of photos.

    What is there already is left alone. Raises OutputError where another file is in the way, UserError without a demo.
    """
    demo = resources_dir() / "demo"
    files = sorted(p for part in ("photos", "masks") for p in (demo / part).glob("*") if p.is_file())
    if not files:
        raise UserError(f"The demo is missing from {demo}.", "Install the program again.")
    for n, source in enumerate(files):
        put_new(out / source.parent.name / source.name, source.read_bytes())
        yield Progress(n + 1, len(files), source.name)
    return sum(p.parent.name == "photos" for p in files)


def put_new(path: Path, data: bytes) -> None:
    """Write a file unless it is there already; another file of that name is never overwritten."""
    if path.exists():
        if path.read_bytes() != data:
            raise OutputError(f"{path} is there and is another file.", "Choose an empty folder.")
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent} cannot be made: {error.strerror}.", "Choose another place.") from error
    write_atomic(path, data)

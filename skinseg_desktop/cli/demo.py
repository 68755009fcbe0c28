"""``skinseg demo``: photos to try the program with."""

from __future__ import annotations

import argparse
from pathlib import Path

from skinseg_desktop.cli.console import follow, natural, output_path, positive, say
from skinseg_desktop.core.errors import OutputError, UserError
from skinseg_desktop.core.pairing import mask_name
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, resources_dir, version
from skinseg_desktop.core.progress import Progress, Work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``demo``."""
    parser.add_argument("out", type=output_path, metavar="OUT", help="folder for OUT/photos and OUT/masks")
    parser.add_argument(
        "--generated", type=positive, metavar="N", help="make N synthetic photos with masks instead, for load tests"
    )
    parser.add_argument(
        "--seed", type=natural, default=0, metavar="S", help="seed of the synthetic photos (default: 0)"
    )


def run(options: argparse.Namespace) -> int:
    """Copy the demo, or generate photos; nothing that is there is overwritten with something else."""
    work = _generate(options.out, options.generated, options.seed) if options.generated else _copy(options.out)
    count = follow(work, "writing")
    say(f"{count:,} photos in {options.out / 'photos'}, their reference masks in {options.out / 'masks'}.", options)
    return 0


def _copy(out: Path) -> Work[int]:
    demo = resources_dir() / "demo"
    files = sorted(p for part in ("photos", "masks") for p in (demo / part).glob("*") if p.is_file())
    if not files:
        raise UserError(f"The demo is missing from {demo}.", "Install the program again.")
    for n, source in enumerate(files):
        _put(out / source.parent.name / source.name, source.read_bytes())
        yield Progress(n + 1, len(files), source.name)
    return sum(p.parent.name == "photos" for p in files)


def _generate(out: Path, count: int, seed: int) -> Work[int]:
    from skinseg_desktop.imaging.encode import encode_mask, encode_rgb
    from skinseg_desktop.imaging.synthetic import lesion

    names = [f"synthetic_{seed}_{index:06d}" for index in range(count)]
    others = {p.name for p in (out / "photos").glob("*")} - {f"{name}.png" for name in names}
    if others:
        raise OutputError(f"{out / 'photos'} holds other photos ({min(others)}).", "Choose an empty folder.")
    text = {"Comment": f"Synthetic photo. {RESEARCH_USE_ONLY}", "Software": f"Skinseg Desktop {version()}"}
    for index, name in enumerate(names):
        photo, mask = lesion(seed, index)
        _put(out / "photos" / f"{name}.png", encode_rgb(photo, text=text))
        _put(out / "masks" / mask_name(name), encode_mask(mask, text=text))
        yield Progress(index + 1, count, name)
    return count


def _put(path: Path, data: bytes) -> None:
    """Write a file unless it is there already; another file of that name is never overwritten."""
    from skinseg_desktop.imaging.atomic import write_atomic

    if path.exists():
        if path.read_bytes() != data:
            raise OutputError(f"{path} is there and is another file.", "Choose an empty folder.")
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent} cannot be made: {error.strerror}.", "Choose another place.") from error
    write_atomic(path, data)

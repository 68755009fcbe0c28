"""``skinseg demo``: photos to try the program with."""

from __future__ import annotations

import argparse
from pathlib import Path

from skinseg_desktop.cli.console import follow, natural, output_path, positive, say
from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.core.pairing import mask_name
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, version
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.core.words import counting
from skinseg_desktop.imaging.demo import copy_demo, put_new


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
    work = _generate(options.out, options.generated, options.seed) if options.generated else copy_demo(options.out)
    count = follow(work, "writing")
    photos = f"{counting(count, 'photo')} in {options.out / 'photos'}"
    say(f"{photos}, reference masks in {options.out / 'masks'}.", options)
    return 0


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
        put_new(out / "photos" / f"{name}.png", encode_rgb(photo, text=text))
        put_new(out / "masks" / mask_name(name), encode_mask(mask, text=text))
        yield Progress(index + 1, count, name)
    return count

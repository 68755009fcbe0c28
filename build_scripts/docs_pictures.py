"""Makes the pictures of the docs with the shipped model, from CC-0 photos only. Run with the project's environment.

    python build_scripts/docs_pictures.py demo                      # docs/pictures/overlays.png and figure.png
    python build_scripts/docs_pictures.py sheet [--data DIR]        # docs/pictures/sheet.jpg: 24 of the CC-0 test part

The sheet shows the twelve photos with the lowest Dice and twelve spread evenly over the others, each with its Dice.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from skinseg_desktop.core.metrics import confusion, dice
from skinseg_desktop.core.places import RESEARCH_USE_ONLY
from skinseg_desktop.imaging.atomic import write_atomic
from skinseg_desktop.imaging.draw import overlay
from skinseg_desktop.imaging.encode import encode_rgb
from skinseg_desktop.imaging.figure import four_panel
from skinseg_desktop.imaging.mask_file import read_mask
from skinseg_desktop.imaging.photo import read_photo
from skinseg_desktop.inference import Engine
from skinseg_desktop.zoo import get_model

REPOSITORY = Path(__file__).resolve().parent.parent
PICTURES = REPOSITORY / "docs" / "pictures"
DEMO = REPOSITORY / "resources" / "demo"
#: Shown at the top of the README: hairs, a dark corner, a pale lesion, a star of pigment.
SHOWN = ("ISIC_0000043", "ISIC_0000071", "ISIC_0000492", "ISIC_0000239")
TILE = (480, 360)
Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Answer:
    """A photo with its reference and the model's mask."""

    id: str
    pixels: Pixels
    reference: Pixels
    mask: Pixels

    @property
    def dice(self) -> float:
        """Dice of the model's mask against the reference."""
        return dice(confusion(self.mask, self.reference))


def answer(engine: Engine, photo: Path, mask: Path) -> Answer:
    """Predict one photo."""
    pixels = read_photo(photo).pixels
    return Answer(photo.stem, pixels, read_mask(mask).mask, engine.predict(pixels)[1])


def tile(shown: Answer, *, label: bool) -> Pixels:
    """A photo with both borders, in one size, with its name and Dice below where a label is wanted."""
    width, height = TILE
    scale = max(width / shown.pixels.shape[1], height / shown.pixels.shape[0])
    size = round(shown.pixels.shape[1] * scale), round(shown.pixels.shape[0] * scale)
    pixels = cv2.resize(shown.pixels, size, interpolation=cv2.INTER_AREA)
    masks = [cv2.resize(m, size, interpolation=cv2.INTER_NEAREST) for m in (shown.mask, shown.reference)]
    drawn = overlay(np.asarray(pixels, np.uint8), np.asarray(masks[0], np.uint8), np.asarray(masks[1], np.uint8))
    x, y = (size[0] - width) // 2, (size[1] - height) // 2
    cut = np.ascontiguousarray(drawn[y : y + height, x : x + width])
    if not label:
        return cut
    strip = Image.new("RGB", (width, 24), "white")
    text = f"{shown.id}   Dice {shown.dice:.3f}"
    ImageDraw.Draw(strip).text((6, 3), text, fill="black", font=ImageFont.load_default(16))
    return np.vstack([cut, np.asarray(strip)])


def demo() -> None:
    """The README's overlays and one four-panel figure."""
    with Engine(get_model(), "cpu") as engine:
        answers = [
            answer(engine, DEMO / "photos" / f"{i}.jpg", DEMO / "masks" / f"{i}_segmentation.png") for i in SHOWN
        ]
        label = f"model {engine.model.id} ({engine.model.sha256[:8]})"
    write_atomic(PICTURES / "overlays.png", encode_rgb(np.hstack([tile(a, label=False) for a in answers])))
    first = answers[0]
    lines = (label, f"Dice {first.dice:.4f}")
    figure = four_panel(first.pixels, first.mask, first.reference, title=first.id, lines=lines)
    half = np.asarray(cv2.resize(figure, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    write_atomic(PICTURES / "figure.png", encode_rgb(half))


def sheet(data: Path) -> None:
    """The worst twelve of the whole-frame test part and twelve others."""
    answers: list[Answer] = []
    with Engine(get_model(), "cpu") as engine:
        for folder in ("isic_cc0", "isic_cc0_full"):
            ids = json.loads((REPOSITORY / "models" / "splits" / f"{folder}.json").read_text(encoding="utf-8"))["test"]
            photos, masks = data / folder / "images", data / folder / "masks"
            answers += [answer(engine, photos / f"{i}.jpg", masks / f"{i}_segmentation.png") for i in ids]
    answers.sort(key=lambda a: a.dice)
    rest = answers[12:]
    chosen = answers[:12] + [rest[round(n * (len(rest) - 1) / 11)] for n in range(12)]
    tiles = [tile(a, label=True) for a in chosen]
    rows = np.vstack([np.hstack(tiles[n : n + 6]) for n in range(0, 24, 6)])
    done, encoded = cv2.imencode(".jpg", cv2.cvtColor(rows, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 85])
    assert done
    write_atomic(PICTURES / "sheet.jpg", encoded.tobytes())
    print("\n".join(f"{a.id} {a.dice:.3f}" for a in chosen), f"\n{RESEARCH_USE_ONLY}", sep="")


def main() -> int:
    """Make what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("demo", "sheet"))
    parser.add_argument("--data", type=Path, default=os.environ.get("SKINSEG_DATA"), help="the large photo sets")
    options = parser.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    if options.what == "demo":
        demo()
    elif options.data is None:
        parser.error("the sheet needs the large photo sets: give --data or set SKINSEG_DATA")
    else:
        sheet(options.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())

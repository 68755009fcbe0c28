"""What the shipped model must say of the demo: masks beside it, and in ``expected.json`` areas and mean Dice.

Made by ``build_scripts/demo_expectations.py``. Processors round differently, so a mask may differ by a few pixels.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from skinseg_desktop.core.errors import UserError, os_reason
from skinseg_desktop.core.pairing import mask_name
from skinseg_desktop.core.places import resources_dir

FOLDER, FILE = "expected", "expected.json"
#: The least Dice of a mask with the expected one, and how far mean Dice may lie from the expected.
ALIKE, NEAR = 0.999, 0.002


@dataclass(frozen=True, slots=True)
class Expected:
    """The model that was asked (its SHA-256), lesion pixels by photo id, and mean Dice with the reference masks."""

    model: str
    areas: Mapping[str, int]
    dice: float


def expected_dir() -> Path:
    """The folder of expectations."""
    return resources_dir() / "demo" / FOLDER


def mask_path(photo_id: str) -> Path:
    """The mask that is expected of a photo."""
    return expected_dir() / mask_name(photo_id)


def read_expected() -> Expected:
    """The expectations that come with the program. Raises UserError."""
    path = expected_dir() / FILE
    hint = "Install the program again."
    try:
        content = json.loads(path.read_bytes())
        return Expected(str(content["model_sha256"]), dict(content["areas"]), float(content["dice"]))
    except OSError as error:
        raise UserError(f"{path} cannot be read: {os_reason(error)}.", hint) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path} holds no expectations.", hint) from error

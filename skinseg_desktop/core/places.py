"""Where the program's own files lie, and where a user's files go. Looks, never makes.

In a checkout the resources and the shipped models stand beside the package; in an installed program they lie inside it,
under ``_data``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

#: What the record of a prediction run is called; a folder that holds one holds results, not photos.
RUN_FILE = "skinseg-run.json"
RESEARCH_USE_ONLY = "Research use only. Not for diagnosis."
_DISTRIBUTION = "skinseg-desktop"
_PACKAGE = Path(__file__).resolve().parent.parent


def version() -> str:
    """The program's version as the installed package declares it (its only home is ``pyproject.toml``)."""
    # Imported here because it takes longer than all else that `skinseg --help` needs.
    from importlib import metadata

    return metadata.version(_DISTRIBUTION)


def resources_dir() -> Path:
    """The folder of shipped resources: the demo, fonts, recipes."""
    return _shipped("resources")


def shipped_models_dir() -> Path:
    """The folder of shipped models, one folder each."""
    return _shipped("models")


def user_models_dir() -> Path:
    """The folder of the user's own models, which need not exist; ``SKINSEG_MODELS`` in the environment overrides it."""
    chosen = os.environ.get("SKINSEG_MODELS")
    if chosen:
        return Path(chosen).expanduser()
    return _user_data_dir() / "models"


def _user_data_dir() -> Path:
    # platformdirs is imported here because most commands never ask.
    import platformdirs

    return Path(platformdirs.user_data_dir("skinseg-desktop", appauthor=False, roaming=False))


def _shipped(name: str) -> Path:
    if getattr(sys, "frozen", False):
        return Path(getattr(sys, "_MEIPASS", _PACKAGE)) / "skinseg_desktop" / "_data" / name
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name

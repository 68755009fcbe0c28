"""Where the program's own files lie, and where a user's files go.

In a checkout the resources and the shipped models stand beside the package; in an installed program they lie inside it,
under ``_data``. A user's files lie where the system keeps such files, or, where a file ``portable`` lies beside the
program, in the folder ``data`` there. The environment overrides both.
"""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path

#: What the record of a prediction run is called; a folder that holds one holds results, not photos.
RUN_FILE = "skinseg-run.json"
RESEARCH_USE_ONLY = "Research use only. Not for diagnosis."
#: A file of this name beside the program keeps the user's files in a folder there.
PORTABLE_MARKER, PORTABLE_FOLDER = "portable", "data"
_DISTRIBUTION = "skinseg-desktop"
_PACKAGE = Path(__file__).resolve().parent.parent


def version() -> str:
    """The program's version as the installed package declares it (its only home is ``pyproject.toml``)."""
    # Imported here because it takes longer than all else that `skinseg --help` needs.
    from importlib import metadata

    return metadata.version(_DISTRIBUTION)


def build_record() -> dict[str, str]:
    """What a bundle says about its own build: version, commit, the commit's date, torch; empty outside a bundle."""
    if not getattr(sys, "frozen", False):
        return {}
    import json

    try:
        said = json.loads(_shipped("build.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in said.items()} if isinstance(said, dict) else {}


def resources_dir() -> Path:
    """The folder of shipped resources: the demo, fonts, recipes."""
    return _shipped("resources")


def shipped_models_dir() -> Path:
    """The folder of shipped models, one folder each."""
    return _shipped("models")


def user_models_dir() -> Path:
    """The folder of the user's own models, which need not exist; ``SKINSEG_MODELS`` in the environment overrides it."""
    return _chosen("SKINSEG_MODELS") or user_data_dir() / "models"


def user_data_dir() -> Path:
    """The folder of the user's data: models, trainings, projects that cannot lie beside their photos.

    It need not exist, as none of these; ``SKINSEG_USER_DATA`` in the environment overrides it.
    """
    return _chosen("SKINSEG_USER_DATA") or _users("data", "")


def user_config_dir() -> Path:
    """The folder of the settings."""
    return _users("config", "")


def user_cache_dir() -> Path:
    """The folder of what can be made again; ``SKINSEG_CACHE`` in the environment overrides it."""
    return _chosen("SKINSEG_CACHE") or _users("cache", "cache")


def user_log_dir() -> Path:
    """The folder of crash reports."""
    return _users("log", "log")


def portable_note() -> str:
    """Why the user's files do not lie beside the program although a marker asks for that; nothing where all is well."""
    folder = _portable()
    if folder is None or _takes_files(folder):
        return ""
    return f"{folder} cannot be written: settings, models and projects lie in your own folders instead."


def _chosen(variable: str) -> Path | None:
    chosen = os.environ.get(variable)
    return Path(chosen).expanduser() if chosen else None


def _users(kind: str, below: str) -> Path:
    """The system's folder of one kind, or the one ``below`` the portable folder."""
    portable = _portable()
    if portable is not None and _takes_files(portable):
        return portable / below
    # Imported here because most commands never ask.
    import platformdirs

    # Not in a profile that Windows carries from computer to computer.
    roaming = {"roaming": False} if kind in ("data", "config") else {}
    return Path(getattr(platformdirs, f"user_{kind}_dir")("skinseg-desktop", appauthor=False, **roaming))


def _portable() -> Path | None:
    """The folder that the marker asks for, None without one."""
    beside = _program_folder()
    return beside / PORTABLE_FOLDER if beside is not None and (beside / PORTABLE_MARKER).is_file() else None


def _program_folder() -> Path | None:
    """The folder of a bundle's programs, or a checkout's; None for an installed package, which has none of its own."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable).resolve()
        # On macOS the program is a folder, and nothing may be put into it once it is signed.
        return next((p.parent for p in program.parents if p.suffix == ".app"), program.parent)
    return None if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent


@functools.cache
def _takes_files(folder: Path) -> bool:
    """Whether files can be made in a folder, which is made where it is missing; tried once, by making one."""
    import tempfile

    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _shipped(name: str) -> Path:
    if getattr(sys, "frozen", False):
        return Path(getattr(sys, "_MEIPASS", _PACKAGE)) / "skinseg_desktop" / "_data" / name
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name

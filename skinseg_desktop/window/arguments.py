"""The window's command line. Loads no Qt."""

from __future__ import annotations

import argparse
from pathlib import Path

from skinseg_desktop.core.places import RESEARCH_USE_ONLY, version


def parser() -> argparse.ArgumentParser:
    """The window's own command line."""
    made = argparse.ArgumentParser(
        prog="skinseg-desktop", description="Review lesion borders in dermoscopic photos.", epilog=RESEARCH_USE_ONLY
    )
    made.add_argument("--version", action="version", version=f"skinseg-desktop {version()}")
    add_arguments(made)
    return made


def add_arguments(made: argparse.ArgumentParser) -> None:
    """Declare what both ``skinseg gui`` and ``skinseg-desktop`` take."""
    made.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="the photos, or one photo")
    made.add_argument("--masks", type=Path, metavar="REF", help="a folder of reference masks to compare with")

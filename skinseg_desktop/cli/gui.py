"""``skinseg gui``: the window."""

from __future__ import annotations

import argparse

# The one edge from this face to the other. ``start`` loads Qt only when it runs, so no other verb and no help does.
from skinseg_desktop.window import arguments, start


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``gui``."""
    arguments.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    folder = [] if options.folder is None else [str(options.folder)]
    masks = [] if options.masks is None else ["--masks", str(options.masks)]
    return start.main([*folder, *masks])

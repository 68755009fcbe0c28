"""How a child process of this program is started: one function, so that a bundle and a checkout do the same."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

#: The program of a bundle that knows every verb; it lies beside the window's.
CONSOLE_PROGRAM = "skinseg"


def command(verb: str, arguments: Sequence[str] = ()) -> list[str]:
    """The command line that runs a verb of this program in another process: program first, then its arguments.

    A bundle has no ``python -m``: both of its programs start the console program.
    """
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        own = [str(program.with_name(CONSOLE_PROGRAM + program.suffix))]
    else:
        own = [sys.executable, "-m", "skinseg_desktop"]
    return [*own, verb, *arguments]

"""How a child process of this program is started: one function, so that a bundle and a checkout do the same."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def command(verb: str, arguments: Sequence[str] = ()) -> list[str]:
    """The command line that runs a verb of this program in another process: program first, then its arguments.

    A frozen program starts itself; it has no ``python -m``.
    """
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "skinseg_desktop"]
    return [*own, verb, *arguments]

"""The processes that ``torchrun`` started to do one command together; without it, this one alone."""

from __future__ import annotations

import os

from skinseg_desktop.core.ranks import Ranks


def joined() -> Ranks:
    """This process among those of ``torchrun`` (WORLD_SIZE in the environment), which alone has torch loaded."""
    if int(os.environ.get("WORLD_SIZE", "1")) < 2:
        return Ranks()
    from skinseg_desktop.training.ranks import join

    return join()

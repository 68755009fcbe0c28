"""Rooms that open a door only when somebody goes through it: a window is on screen before what it does not need yet."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any


def doors(room: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """A module's ``__getattr__`` (PEP 562): names of ``room``, each imported when first used."""

    def open_door(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{room}.{homes[name]}"), name)

    return open_door

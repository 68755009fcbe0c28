"""What a check gets and what it gives. Standard library only: a package that is broken is a check's finding."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: The folder that all files of a self-test lie below: a name as people give them.
FOLDER = "Läsionen & Test"


@dataclass(frozen=True, slots=True)
class Bench:
    """The temporary folder that checks work in; nothing of the user's is read or changed there."""

    folder: Path

    def place(self, name: str) -> Path:
        """A folder of a check's own, made."""
        path = self.folder / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def demo(self, name: str) -> Path:
        """A copy of the demo for a check: a folder with ``photos`` and ``masks``. Raises UserError."""
        from skinseg_desktop.core.progress import finish
        from skinseg_desktop.imaging.demo import copy_demo

        finish(copy_demo(self.folder / name))
        return self.folder / name

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of children: the user's folders lie below this one."""
        own = self.folder / "user"
        return {
            **os.environ,
            "SKINSEG_USER_DATA": str(own),
            "SKINSEG_SETTINGS": str(own / "settings.json"),
            "SKINSEG_CACHE": str(own / "cache"),
            "SKINSEG_RUNS": str(own / "runs"),
        }


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the table: what is proved, by which function ``module:name`` of this room, and whether it trains.

    The function takes the bench and returns what it found as a sentence. It raises UserError, with what is wrong and
    what to do; anything else that it raises is a finding too.
    """

    name: str
    title: str
    function: str
    trains: bool = False

    def run(self, bench: Bench) -> str:
        """Do it; raises as the function does, and ImportError where a package is missing."""
        module, _, function = self.function.partition(":")
        found = getattr(importlib.import_module(f"{__package__}.{module}"), function)(bench)
        return str(found)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a check: what it found, or what is wrong and what to do about it."""

    name: str
    title: str
    ok: bool
    found: str
    hint: str
    seconds: float

"""The stamp of an environment: what the installation in `.venv` was made from, and whether that is what is wished."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

STAMP = "skinseg-stamp.json"
UNFINISHED = "unfinished"
LOCK_FILES = ("requirements.lock", "requirements-test.lock")


@dataclass(frozen=True)
class Wish:
    """What an environment shall hold.

    Args:
        tests: the test tools too.
        torch: False leaves torch out; predicting and evaluating work without it, training and `.pth` import do not.
            Asked once, when the environment is made: later starts keep to that.
        torch_index: package index to take torch from, a URL; None takes what pip is set up to use.
    """

    tests: bool = False
    torch: bool = True
    torch_index: str | None = None


@dataclass(frozen=True)
class Stamp:
    """What the installation in `.venv` was made from; written when it is complete, with `UNFINISHED` before.

    Args:
        root: the checkout, whose path stands in the scripts of `.venv`.
        program: hash of Python, project and lock, or `UNFINISHED`.
        tests: hash of all these and of the test tools' lock; None without the test tools.
        torch: whether torch is there.
    """

    root: str
    program: str
    tests: str | None
    torch: bool

    def serves(self, wish: Wish, now: Stamp) -> bool:
        """Whether the environment that carries this stamp is what `wish` asks for, `now` being today's lock files."""
        return (
            (self.root, self.program) == (now.root, now.program)
            and (not wish.tests or self.tests == now.tests)
            # Tests exercise torch. A plain start keeps to the choice of the first one and fetches no gigabytes unasked.
            and (self.torch or not (wish.tests or wish.torch_index))
        )


def wanted_stamp(root: Path) -> Stamp:
    """The stamp that a complete installation of this checkout with this Python carries."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    # Settings of the linters in the same file change nothing about what is installed.
    installed = {"project": project["project"], "build-system": project["build-system"]}
    program, tests = ((root / "build_scripts" / name).read_bytes() for name in LOCK_FILES)
    base = [json.dumps(installed, sort_keys=True).encode(), sys.version.encode(), program]
    return Stamp(root=str(root), program=digest(base), tests=digest([*base, tests]), torch=True)


def read_stamp(venv: Path) -> Stamp | None:
    """The stamp of an environment; None where there is none or it is unreadable."""
    try:
        return Stamp(**json.loads((venv / STAMP).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_stamp(venv: Path, stamp: Stamp) -> None:
    """Leaves a stamp, whole or not at all."""
    temporary = venv / f"{STAMP}.tmp"
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(vars(stamp), file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(venv / STAMP)


def digest(parts: Iterable[bytes]) -> str:
    """SHA-256 over the parts, each with its length, as hex."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()

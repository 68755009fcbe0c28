"""Orders of trainings: a run's folder with ``order.json`` in it, what a window will start there when its turn comes.

It is taken away when the run is at work, so that an order outlives a window that is killed.
"""

from __future__ import annotations

import contextlib
import errno
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from skinseg_desktop.core.errors import OutputError, os_reason
from skinseg_desktop.store import runs


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for: the arguments of ``skinseg train`` but those that say where.

    One that is held waits until it is asked for again; one that failed says why it could not begin.
    """

    name: str
    arguments: tuple[str, ...]
    created: str
    held: bool = False
    failed: str = ""

    def state(self, run: str) -> str:
        """What a run of this state is, seen with its order: ``waiting``, ``held``, ``failed``, or what it is."""
        if self.failed:
            return "failed"
        return ("held" if self.held else "waiting") if run in ("waiting", *runs.RESUMABLE) else run


def find_orders(folder: Path) -> list[tuple[Path, Order]]:
    """The orders directly below a folder whose runs are not made yet, the oldest first."""
    found = []
    with contextlib.suppress(OSError):
        for place in folder.iterdir():
            if not (place / runs.CONFIG).exists() and (order := read_order(place)) is not None:
                found.append((place, order))
    return sorted(found, key=lambda each: (each[1].created, each[0].name))


def place_order(folder: Path, name: str, arguments: Sequence[str]) -> Path:
    """Make a folder for a new run, with its order; the run's folder. Raises OutputError."""
    stem = re.sub(r"[^\w.-]+", "-", name).strip("-.")[:60] or "training"
    number = 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            place = folder / (stem if number == 1 else f"{stem}-{number}")
            try:
                place.mkdir()
                break
            except FileExistsError:
                number += 1
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        hint = "Make room there." if full else "Trainings are kept there: get the right to write there."
        raise OutputError(f"{folder} cannot be written: {os_reason(error)}.", hint) from error
    write_order(place, Order(name, tuple(arguments), runs.now()))
    return place


def write_order(folder: Path, order: Order) -> None:
    """Keep an order in a run's folder. Raises OutputError."""
    from skinseg_desktop.imaging.atomic import write_atomic

    write_atomic(folder / runs.ORDER, (json.dumps(asdict(order), indent=1) + "\n").encode())


def read_order(folder: Path) -> Order | None:
    """The order in a folder, None where there is none that can be read."""
    try:
        values = json.loads((folder / runs.ORDER).read_bytes())
        arguments = tuple(str(value) for value in values["arguments"])
        return Order(
            str(values["name"]), arguments, str(values["created"]), values["held"] is True, str(values["failed"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def take_order_away(folder: Path) -> None:
    """The order is done or not wanted; a folder in which no run was ever made goes with it. Raises OutputError."""
    try:
        if (folder / runs.CONFIG).exists():
            (folder / runs.ORDER).unlink(missing_ok=True)
        else:
            shutil.rmtree(folder)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {os_reason(error)}.", "Try again.") from error

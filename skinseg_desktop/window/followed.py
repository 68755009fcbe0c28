"""A training as the window knows it: an order that waits, or a run's folder whose events are read. No Qt."""

from __future__ import annotations

import contextlib
import math
import os
from typing import TYPE_CHECKING, Any

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import read_line
from skinseg_desktop.store import runs
from skinseg_desktop.store.orders import Order, read_order
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: What there is to see of each step that is told.
STEP_KEYS = ("epoch", "loss", "dice", "iou", "rate")
AT_WORK = ("running", "paused")
#: How much of what a process printed is read, in bytes.
_TAIL = 4096
#: The kinds of events that say nothing of the state; all others are kept for ``store.runs.state_of``.
_NUMBERS = ("step", "epoch", "warning")


class Followed:
    """One run, or one order; ``refresh`` reads what is new."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.run: runs.Run | None = None
        self.order: Order | None = None
        #: One of ``store.runs.STATES``, or ``held``.
        self.state = "waiting"
        #: The records of the epochs, and of what is told in between a column for each of STEP_KEYS.
        self.epochs: list[runs.Event] = []
        self.steps: dict[str, list[float]] = {key: [] for key in STEP_KEYS}
        #: How far it was when it was told last, and the numbers of that moment.
        self.last_step: runs.Event = {}
        self.messages: list[str] = []
        #: What comes before and after the steps, as its process tells it: the phase, and how much of how much is done.
        self.doing: tuple[str, int, int] | None = None
        #: Counts what was read: who shows a run compares it with what was shown.
        self.version = 0
        self._offset = 0
        self._marks: list[runs.Event] = []
        self._step_numbers: list[float] = []

    @property
    def name(self) -> str:
        """What the person called it."""
        return self.run.name if self.run is not None else self.order.name if self.order is not None else "?"

    @property
    def created(self) -> str:
        """When it was asked for."""
        at = self.run.config.get("created") if self.run is not None else self.order.created if self.order else ""
        return str(at)

    @property
    def waits(self) -> bool:
        """Whether it is to be started when its turn comes."""
        return self.order is not None and not self.order.held and not self.order.failed

    @property
    def finishing(self) -> bool:
        """Whether it is in its last steps: the new model is written and scored."""
        return self.state in AT_WORK and bool(self._marks) and self._marks[-1]["kind"] == "finishing"

    @property
    def gone(self) -> bool:
        """Whether somebody deleted its folder."""
        return self.run is not None and not (self.folder / runs.CONFIG).exists()

    def refresh(self) -> bool:
        """Read what has come since the last time; whether anything is other than before."""
        before = self.version, self.state, self.order, self.doing
        if self.run is None:
            with contextlib.suppress(UserError):
                self.run = runs.read_run(self.folder)
        self.order = read_order(self.folder)
        events, self._offset = runs.read_events(self.folder / runs.EVENTS, self._offset)
        for event in events:
            self._take(event)
        self.version += len(events)
        self.state = self._state()
        self.doing = self._doing()
        return (self.version, self.state, self.order, self.doing) != before

    def printed(self) -> str:
        """The last of what its process printed."""
        with contextlib.suppress(OSError), (self.folder / runs.CONSOLE).open("rb") as file:
            file.seek(max(file.seek(0, os.SEEK_END) - _TAIL, 0))
            return file.read().decode("utf-8", "replace")
        return ""

    def _doing(self) -> tuple[str, int, int] | None:
        last = self.printed().rstrip("\n").rpartition("\n")[2] if self.state in (*AT_WORK, "waiting") else ""
        told = read_line(last)
        # Its steps have events, which say more.
        return told if told is not None and told[0] != "training" else None

    def result(self) -> dict[str, Any] | None:
        """Before and after, as the run has written it."""
        return self.run.result() if self.run is not None else None

    def weights(self) -> str:
        """SHA-256 of the model's weights, as the run's card says it; nothing where there is no model."""
        from skinseg_desktop.zoo import CARD_FILE, read_card
        from skinseg_desktop.zoo.models import WEIGHTS_FILE

        try:
            return read_card(self.run.model / CARD_FILE).files.get(WEIGHTS_FILE, "") if self.run is not None else ""
        except UserError:
            return ""

    def _state(self) -> str:
        state = "waiting" if self.run is None else runs.state_of(self.run, self._marks)
        if self.order is not None:
            return self.order.state(state)
        # Made, and killed before its first event.
        return "interrupted" if state == "waiting" else state

    def _take(self, event: runs.Event) -> None:
        kind = event["kind"]
        if kind not in _NUMBERS:
            self._marks.append(event)
        if kind in ("started", "resumed"):
            # One that had no checkpoint yet starts over.
            self._back_to(_number(event, "step") if kind == "resumed" else 0)
        elif kind == "step":
            values = [_number(event, key) for key in STEP_KEYS]
            if not math.isnan(values[0]):
                self.last_step = event
                self._step_numbers.append(_number(event, "step"))
                for column, value in zip(self.steps.values(), values, strict=True):
                    column.append(value)
        elif kind == "epoch" and not math.isnan(_number(event, "epoch")):
            self.epochs = runs.epochs_of([*self.epochs, event])
            self.last_step = {**self.last_step, **{k: event[k] for k in ("step", "steps", "epoch") if k in event}}
        if isinstance(event.get("sentence"), str):
            self.messages.append(f"{str(event.get('time', ''))[:19].replace('T', ' ')}  {told(str(event['sentence']))}")

    def _back_to(self, step: float) -> None:
        """Forget what was told of steps after the checkpoint from which it goes on: they are done again."""
        self.epochs = [record for record in self.epochs if not _number(record, "step") > step]
        if _number(self.last_step, "step") > step:
            self.last_step = {}
        keep = sum(1 for number in self._step_numbers if not number > step)
        del self._step_numbers[keep:]
        for column in self.steps.values():
            del column[keep:]


def scanned(folder: Path, known: Sequence[Followed] = ()) -> list[Followed]:
    """All runs and orders below a folder, read, the newest first; those known are kept as they are."""
    by_folder = {followed.folder: followed for followed in known}
    found = []
    with contextlib.suppress(OSError):
        for place in folder.iterdir():
            if (place / runs.CONFIG).exists() or (place / runs.ORDER).exists():
                followed = by_folder.get(place) or Followed(place)
                if place not in by_folder:
                    followed.refresh()
                found.append(followed)
    return sorted(found, key=lambda followed: followed.created, reverse=True)


def discard(folder: Path) -> None:
    """End a run that nothing works on for ever: its checkpoints go. Raises OutputError."""
    with runs.working_in(folder):
        for path in (folder / "checkpoints").glob("*"):
            with contextlib.suppress(OSError):
                path.unlink()
        runs.EventWriter(folder)("ended", outcome="discarded")


def value_of(record: runs.Event, *keys: str) -> float:
    """A number of a record by its path of keys; NaN where there is none."""
    part: Any = record
    for key in keys[:-1]:
        part = part.get(key) if isinstance(part, dict) else None
    return _number(part, keys[-1]) if isinstance(part, dict) else math.nan


def _number(values: dict[str, Any], key: str) -> float:
    value = values.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan

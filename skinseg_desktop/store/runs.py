"""A training's folder: what it was told, what it did, and a wish that it listens to. Passive: nothing is trained here.

::

    RUN/run.json         what was asked for: recipe, data, device, start, steps; never changed afterwards
    RUN/split.json       which photo is training, validation, test
    RUN/environment.json the machine and the versions
    RUN/events.jsonl     one line a happening; lines that are half-written or of an unknown kind are passed over
    RUN/checkpoints/     the last two and best
    RUN/samples/         six validation photos with the outline of an epoch
    RUN/log.txt          the same happenings, for people
    RUN/model/           the finished model
    RUN/result.json      scores before and after on the same held-out photos
    RUN/wish             one word: run, pause, stop (and keep the best), discard

Whether a run lives is told by the system's lock on its folder, which dies with its process.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import time
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from skinseg_desktop.core.errors import OutputError, UserError, os_reason
from skinseg_desktop.core.places import user_data_dir
from skinseg_desktop.store.lock import LOCK_FILE, try_lock

RUN_VERSION = 1
CONFIG = "run.json"
SPLIT = "split.json"
ENVIRONMENT = "environment.json"
EVENTS = "events.jsonl"
LOG = "log.txt"
RESULT = "result.json"
#: Of fewer held-out photos than this the scores say little.
FEW = 30
WISH = "wish"
#: Where the states of a training lie, and what they are called.
CHECKPOINTS, STATES_NAMED = "checkpoints", "step-*.safetensors"
#: What is in the folder of a run that was ordered, before it is one: the order, and what its process printed.
ORDER, CONSOLE = "order.json", "console.txt"
WISHES = ("run", "pause", "stop", "discard")
#: How a run can end; the last event of a run that ended says it.
OUTCOMES = ("finished", "stopped", "discarded", "diverged", "failed")
#: What a run can be, as ``state`` tells it.
STATES = ("waiting", "running", "paused", "interrupted", *OUTCOMES)
#: In which a run may be started again.
RESUMABLE = ("interrupted", "failed", "stopped")

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """A run's folder and what was asked for."""

    folder: Path
    config: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the person called it, else the folder's name."""
        return str(self.config.get("name") or self.folder.name)

    @property
    def model(self) -> Path:
        """Where the finished model lies."""
        return self.folder / "model"

    def events(self) -> list[Event]:
        """Everything that happened so far, in order."""
        return read_events(self.folder / EVENTS)[0]

    def result(self) -> dict[str, Any] | None:
        """Scores before and after, None before the end."""
        return _read_json(self.folder / RESULT)


def runs_dir() -> Path:
    """Where the window keeps runs; need not exist. ``SKINSEG_RUNS`` in the environment overrides it."""
    chosen = os.environ.get("SKINSEG_RUNS")
    return Path(chosen).expanduser() if chosen else user_data_dir() / "runs"


def find_runs(folder: Path) -> list[Run]:
    """The runs directly below a folder, oldest first; what is none, or cannot be read, is left out."""
    found = []
    with contextlib.suppress(OSError):
        # What is hidden is just being made.
        for entry in (entry for entry in folder.iterdir() if not entry.name.startswith(".")):
            with contextlib.suppress(UserError):
                found.append(read_run(entry))
    return sorted(found, key=lambda run: (str(run.config.get("created", "")), run.folder.name))


def read_run(folder: Path) -> Run:
    """A run by its folder. Raises UserError where it is none or of a newer program."""
    path = folder / CONFIG
    try:
        config = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        if (folder / ORDER).exists():
            raise UserError(
                f"The training in {folder} waits, and has not begun.", "It begins in a window, when its turn comes."
            ) from error
        raise UserError(
            f"{folder} is no training's folder: {f'it holds no {CONFIG}' if folder.is_dir() else 'it is not there'}.",
            "Name the folder of a training.",
        ) from error
    except OSError as error:
        raise UserError(f"{folder} is no training's folder: {os_reason(error)}.", "Check the folder.") from error
    except ValueError as error:
        raise UserError(f"{path} cannot be read: it is no JSON.", "Start the training anew.") from error
    if not isinstance(config, dict) or not isinstance(config.get("version"), int):
        raise UserError(f"{path} is no training's.", "Start the training anew.")
    if config["version"] > RUN_VERSION:
        raise UserError(f"{path} was written by a newer version of this program.", "Update the program.")
    return Run(folder, config)


def check_free(folder: Path, own: Container[str] = ()) -> None:
    """Refuse a folder that holds a run, or anything but ``own``, which a run would write over. Raises OutputError."""
    try:
        if (folder / CONFIG).exists():
            hint = "Go on with --resume, or choose another --out."
            raise OutputError(f"There is a training in {folder} already.", hint)
        there = folder.is_dir() and any(entry.name not in own for entry in folder.iterdir())
    except OSError as error:
        raise OutputError(f"{folder} cannot be read: {os_reason(error)}.", "Choose another --out.") from error
    if there:
        raise OutputError(f"{folder} holds other files: nothing is written among them.", "Choose another --out.")


def create_run(folder: Path, config: Mapping[str, Any], files: Mapping[str, bytes], own: Container[str] = ()) -> Run:
    """Make a run's folder, whole or not at all; what is called ``own`` may be in it already.

    Raises OutputError where a run or anything else is there, or it cannot be written.
    """
    from skinseg_desktop.imaging.atomic import write_atomic

    check_free(folder, own)
    full = {"version": RUN_VERSION, "created": now(), **config}
    # A folder that is there may be a drive of its own, and is written into; any other is renamed into place.
    making = folder if folder.is_dir() else folder.parent / f".{folder.name[:60]}.{secrets.token_hex(4)}.skinseg-tmp"
    try:
        for name in (CHECKPOINTS, "samples"):
            (making / name).mkdir(parents=True)
        for name, data in files.items():
            write_atomic(making / name, data)
        write_atomic(making / CONFIG, (json.dumps(full, indent=1) + "\n").encode())
        if making != folder:
            making.rename(folder)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {os_reason(error)}.", "Choose another --out.") from error
    finally:
        if not (folder / CONFIG).exists():
            _remove(making, (CHECKPOINTS, "samples", *files, CONFIG))
            if making != folder:
                _remove(making.parent, (making.name,))
    return Run(folder, full)


def _remove(folder: Path, names: Iterable[str]) -> None:
    """Take away files and empty folders of a run that did not come about."""
    for name in names:
        with contextlib.suppress(OSError):
            (folder / name).rmdir() if (folder / name).is_dir() else (folder / name).unlink()


class EventWriter:
    """Appends events, one write a line, so that readers see whole lines; also the log for people."""

    def __init__(self, folder: Path) -> None:
        self._events = folder / EVENTS
        self._log = folder / LOG
        #: Why the last event could not be written; a training does not end for that.
        self.fault = ""

    def __call__(self, kind: str, **values: Any) -> Event:
        """Write one event and return it."""
        event: Event = {"kind": kind, "time": now(), **values}
        words = " ".join(f"{key}={_short(value)}" for key, value in values.items())
        self.fault = ""
        _append(self, self._events, json.dumps(event) + "\n")
        _append(self, self._log, f"{event['time']} {kind} {words}\n")
        return event


def _append(writer: EventWriter, path: Path, line: str) -> None:
    try:
        with path.open("ab") as file:
            # After a crash in the middle of a line the next one begins anew.
            whole = file.tell() == 0 or _last_byte(path) == b"\n"
            file.write((line if whole else "\n" + line).encode())
    except OSError as error:
        writer.fault = os_reason(error)


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)


def read_events(path: Path, start: int = 0) -> tuple[list[Event], int]:
    """The events from a byte on, and the byte after the last whole line: call again with it to read what is new."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            data = file.read()
    except OSError:
        return [], start
    whole = data.rfind(b"\n") + 1
    events = []
    for line in data[:whole].splitlines():
        with contextlib.suppress(ValueError):
            event = json.loads(line)
            if isinstance(event, dict) and isinstance(event.get("kind"), str):
                events.append(event)
    return events, start + whole


def has_checkpoint(folder: Path) -> bool:
    """Whether a run can go on from where it was; without one it starts over."""
    return any((folder / CHECKPOINTS).glob(STATES_NAMED))


def epochs_of(events: Sequence[Event]) -> list[Event]:
    """The record of each epoch, in order: after a resume the later record of the same epoch counts.

    A training that was killed before its first checkpoint starts anew; what came before is then no part of it.
    """
    records: dict[float, Event] = {}
    for event in events:
        if event["kind"] == "started":
            records.clear()
        elif event["kind"] == "epoch" and isinstance(event.get("epoch"), int | float):
            records[event["epoch"]] = event
    return [records[number] for number in sorted(records)]


def state_of(run: Run, events: Sequence[Event] | None = None) -> str:
    """What a run is now, one of STATES. Pass the events where they are read already."""
    happened = run.events() if events is None else events
    ended = next((e for e in reversed(happened) if e["kind"] in ("loading", "started", "resumed", "ended")), None)
    alive = is_alive(run.folder)
    if ended is not None and ended["kind"] == "ended" and ended.get("outcome") in OUTCOMES:
        return str(ended["outcome"])
    if ended is None:
        return "running" if alive else "waiting"
    if not alive:
        return "interrupted"
    held = next((e for e in reversed(happened) if e["kind"] in ("loading", "paused", "continued")), None)
    return "paused" if held is not None and held["kind"] == "paused" else "running"


def is_alive(folder: Path) -> bool:
    """Whether a process works in a run's folder now."""
    path = folder / LOCK_FILE
    if not path.exists():
        return False
    try:
        lock = try_lock(path)
    except OSError:
        return False
    if lock is None:
        return True
    lock.release()
    return False


def wish(folder: Path, word: str) -> None:
    """Tell a run what is wanted: one of WISHES. Raises OutputError."""
    from skinseg_desktop.imaging.atomic import write_atomic

    if word not in WISHES:
        raise ValueError(word)
    write_atomic(folder / WISH, word.encode())


def wished(folder: Path) -> str:
    """What is wanted of a run; ``run`` where nothing was said."""
    try:
        word = (folder / WISH).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return "run"
    return word if word in WISHES else "run"


@contextlib.contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Hold a run's folder for the length of the block. Raises OutputError where another process works in it."""
    try:
        lock = try_lock(folder / LOCK_FILE)
        for _ in range(20):
            # Somebody who only looks whether the run lives holds the lock for a moment.
            if lock is not None:
                break
            time.sleep(0.05)
            lock = try_lock(folder / LOCK_FILE)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {os_reason(error)}.", "Choose another --out.") from error
    if lock is None:
        raise OutputError(f"A training is at work in {folder} already.", "Wait for its end, or stop it.")
    try:
        yield
    finally:
        lock.release()


def now() -> str:
    """The time as events and configurations hold it: UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _short(value: Any) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None

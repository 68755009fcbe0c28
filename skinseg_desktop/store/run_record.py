"""The record of what was run into an output folder, ``OUT/skinseg-run.json``: settings, counts, and what was left out.

An output folder holds several runs only where a person asked to keep both; each then has its own suffix in file names.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.core.places import RUN_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RECORD_VERSION = 1
#: A record is refused beyond this size; 100,000 photos, each skipped with a reason, take about 20 MB.
MAX_RECORD_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What decides the content of outputs: model, threshold, clean-up. Values are JSON: texts, numbers, lists.

    Which kinds are saved, where the network ran and how many workers there were decide nothing and are not part of it.
    """

    what: Mapping[str, Any]

    def digest(self) -> str:
        """SHA-256 in hexadecimal of the canonical JSON: sorted keys, no spaces, UTF-8."""
        text = json.dumps(self.what, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Run:
    """One run: ``suffix`` is ``""``, or ``"-2"``, ``"-3"``... where it stands beside others; times are ISO 8601, UTC.

    ``finished`` is None while it runs, and stays None when it is stopped or killed. ``skipped`` and ``failed`` pair
    names with reasons. ``details`` are for people: the program's version, what was compared with, a summary to cite.
    """

    settings: RunSettings
    suffix: str = ""
    kinds: tuple[str, ...] = ()
    started: str = ""
    finished: str | None = None
    device: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[tuple[str, str], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """All runs of an output folder, oldest first, no suffix twice; ``damaged`` is where an unreadable one was put."""

    runs: tuple[Run, ...] = ()
    damaged: Path | None = None

    def run(self, suffix: str) -> Run | None:
        """The run whose files carry this suffix."""
        return next((run for run in self.runs if run.suffix == suffix), None)

    def with_run(self, run: Run) -> RunRecord:
        """The record with this run in place of the one with its suffix."""
        others = tuple(r for r in self.runs if r.suffix != run.suffix)
        return RunRecord((*others, run), self.damaged)


def read_record(out: Path) -> RunRecord | None:
    """Read the record of an output folder; None where there is none.

    A damaged one is set aside as ``skinseg-run.json.damaged`` and read as an empty one whose ``damaged`` names that
    file. Raises OutputError when it cannot be read or is of a newer version.
    """
    path = out / RUN_FILE
    try:
        if path.stat().st_size > MAX_RECORD_BYTES:
            return _set_aside(path)
        content = json.loads(path.read_bytes())
        version = content["version"]
        if isinstance(version, int) and version > RECORD_VERSION:
            raise OutputError(
                f"{path} was written by a newer version of the program.", "Update the program or choose another folder."
            )
        return RunRecord(tuple(_run(entry) for entry in content["runs"]))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}.", "Choose another output folder.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _set_aside(path)


def write_record(out: Path, record: RunRecord) -> None:
    """Write the record, whole or not at all. Raises OutputError."""
    from skinseg_desktop.imaging.atomic import write_atomic

    runs = [
        # The digest is for people with a text tool: the same stands in the text of each output.
        {
            **{f.name: getattr(run, f.name) for f in fields(run)},
            "settings": run.settings.what,
            "digest": run.settings.digest(),
        }
        for run in record.runs
    ]
    content = {"version": RECORD_VERSION, "runs": runs}
    write_atomic(
        out / RUN_FILE, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
    )


def _run(entry: Mapping[str, Any]) -> Run:
    return Run(
        settings=RunSettings(dict(entry["settings"])),
        suffix=str(entry["suffix"]),
        kinds=tuple(str(kind) for kind in entry["kinds"]),
        started=str(entry["started"]),
        finished=None if entry["finished"] is None else str(entry["finished"]),
        device=str(entry["device"]),
        counts={str(name): int(n) for name, n in entry["counts"].items()},
        skipped=tuple((str(name), str(reason)) for name, reason in entry["skipped"]),
        failed=tuple((str(name), str(reason)) for name, reason in entry["failed"]),
        notes=tuple(str(note) for note in entry["notes"]),
        details=dict(entry.get("details", {})),
    )


def _set_aside(path: Path) -> RunRecord:
    damaged = path.with_name(path.name + ".damaged")
    try:
        path.replace(damaged)
    except OSError as error:
        raise OutputError(
            f"{path} is damaged and cannot be set aside: {error.strerror}.", "Choose another output folder."
        ) from error
    return RunRecord(damaged=damaged)

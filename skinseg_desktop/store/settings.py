"""The program's settings: one table of what there is, and one JSON file of what a person has set.

Two windows may be open: each change is read, changed and written under a lock, so the last writer wins for each key and
for no other.
"""

from __future__ import annotations

import json
import math
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinseg_desktop.core.errors import OutputError, os_reason
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.core.places import portable_note, user_config_dir
from skinseg_desktop.imaging import shown, write_atomic
from skinseg_desktop.store.lock import Lock, try_lock

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_BYTES = 5_000_000
_LOCK_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``kind``: ``choice``, ``whole``, ``number``, ``switch``, ``text``, ``texts`` or ``shortcuts``.

    ``low`` and ``high`` bound numbers, and ``high`` the length of a list of texts. ``description`` says what
    changes for the person who sets it.
    """

    key: str
    kind: str
    default: Any
    group: str
    description: str
    choices: tuple[str, ...] = ()
    low: float = -math.inf
    high: float = math.inf

    def checked(self, value: Any) -> Any:
        """The value as it is kept. Raises ValueError where it is not one of this setting's."""
        if self._holds(value):
            return float(value) if self.kind == "number" else value
        raise ValueError(f"{value!r} is no value for {self.key}")

    def _holds(self, value: Any) -> bool:
        if self.kind == "choice":
            return value in self.choices
        if self.kind in ("whole", "number"):
            whole = isinstance(value, int) and not isinstance(value, bool)
            fitting = whole or (self.kind == "number" and isinstance(value, float) and math.isfinite(value))
            return fitting and self.low <= value <= self.high
        if self.kind == "switch":
            return isinstance(value, bool)
        if self.kind == "text":
            return isinstance(value, str)
        if self.kind == "texts":
            return _texts(value) and len(value) <= self.high
        return isinstance(value, dict) and all(isinstance(k, str) and _texts(v) for k, v in value.items())


_MP = DEFAULT_MAX_PIXELS // 1_000_000

SETTINGS: Mapping[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("theme", "choice", "system", "look", "Colours of the window: light, dark, or as the system has them.",
                ("system", "light", "dark")),
        Setting("language", "choice", "system", "look", "Language of the window, from the next start on.",
                ("system", "en", "de", "pt_BR")),
        Setting("recent_folders", "texts", [], "files", "Folders opened last, the newest first.", high=10),
        Setting("subfolders", "switch", False, "files", "Opening a folder also shows the photos in its sub-folders."),
        Setting("max_megapixels", "whole", _MP, "files", "Larger photos are listed as too large and not opened.",
                low=1, high=_MP),
        Setting("undo_megabytes", "whole", 32, "editing",
                "Room for a photo's undo steps; when it is full, the oldest can no longer be undone.",
                low=1, high=1024),
        Setting("brush_size", "number", 20.0, "editing", "Diameter of brush and eraser.", low=1, high=4000),
        Setting("brush_size_unit", "choice", "photo", "editing",
                "The size counts photo pixels, or screen pixels and so stays as large as it looks when zooming.",
                ("photo", "screen")),
        Setting("mask_opacity", "number", 0.08, "look", "How strongly the mask's fill covers the photo, from 0 to 1.",
                low=0, high=1),
        Setting("contour", "switch", True, "look", "The mask's border is drawn as a light line with a dark edge."),
        Setting("gallery_view", "choice", "list", "look", "Photos are listed as rows or as a grid of small pictures.",
                ("list", "grid")),
        Setting("gallery_sort", "text", "name", "list", "What the list of photos is sorted by; with a minus before it"
                " the largest first."),
        Setting("thumbnail_size", "whole", 108, "look", "Longer side of the small pictures, in pixels.",
                low=48, high=512),
        Setting("device", "choice", "auto", "prediction", "What computes predictions: the graphics card where there is"
                " one, or the processor.", ("auto", "cuda", "mps", "cpu")),
        Setting("model", "text", "", "prediction", "The model that predicts; empty for the one that comes along."),
        Setting("threads", "whole", 0, "prediction", "Processor cores that predict at once; 0 for as many as are"
                " sensible.", low=0, high=256),
        Setting("preload_neighbours", "whole", 2, "prediction", "How many photos before and after the shown one are"
                " made ready ahead of time.", low=0, high=16),
        Setting("shortcuts", "shortcuts", {}, "keys", "Keys that were changed from their defaults."),
        Setting("window_state", "text", "", "look", "Where the window and its panels were left."),
    )
}  # fmt: skip


class Settings:
    """What a person has set; everything else has its default. ``notes`` are sentences about what could not be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: tuple[str, ...] = ()
        self._values: dict[str, Any] = {}
        self._session: dict[str, Any] = {}

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """Read the settings, by default those of the user; a file that is damaged is set aside."""
        settings = cls(path or settings_file())
        settings.reload()
        if path is None and (note := portable_note()):
            settings.notes += (note,)
        return settings

    def reload(self) -> None:
        """Read what other windows have set since."""
        self._values, self.notes = self._read()

    def get(self, key: str) -> Any:
        """A setting's value; its default where nothing, or nothing sensible, was set. Raises KeyError."""
        setting = SETTINGS[key]
        value = self._session.get(key, self._values.get(key, setting.default))
        try:
            value = setting.checked(value)
        except ValueError:
            value = setting.default
        # What is handed out may be changed by whoever gets it.
        return json.loads(json.dumps(value)) if isinstance(value, list | dict) else value

    def set(self, key: str, value: Any) -> None:
        """Set one key, and leave all others as they are in the file now.

        Raises KeyError for no setting, ValueError for a value that it cannot have, and OutputError where the file
        cannot be written: then the value holds until the program ends.
        """
        value = SETTINGS[key].checked(list(value) if isinstance(value, tuple) else value)
        self._session[key] = value
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = self._locked()
        except OSError as error:
            raise OutputError(
                f"{shown(self.path)} cannot be written: {os_reason(error)}.", "Check the folder."
            ) from error
        try:
            self._values, _ = self._read()
            changed = {**self._values, key: value}
            write_atomic(self.path, (json.dumps(changed, indent=1, ensure_ascii=True, sort_keys=True) + "\n").encode())
            self._values = changed
            del self._session[key]
        finally:
            if lock is not None:
                lock.release()

    def _locked(self) -> Lock | None:
        """The lock on the file; None where somebody holds it for so long that it is no longer waited for."""
        end = time.monotonic() + _LOCK_SECONDS
        path = self.path.with_name(f".{self.path.name}.lock")
        while (lock := try_lock(path)) is None and time.monotonic() < end:
            time.sleep(0.005)
        return lock

    def _read(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        """All keys of the file, those unknown here too, and sentences about what is not used."""
        try:
            with self.path.open("rb") as file:
                content = json.loads(file.read(_MAX_BYTES))
            if not isinstance(content, dict):
                raise ValueError("not an object")
        except FileNotFoundError:
            return {}, ()
        except OSError as error:
            return {}, (f"{shown(self.path)} cannot be read ({os_reason(error)}): the defaults apply.",)
        except (ValueError, RecursionError):
            return {}, (self._set_aside(),)
        notes = []
        for key in content.keys() & SETTINGS.keys():
            try:
                SETTINGS[key].checked(content[key])
            except ValueError:
                notes.append(f"The setting {key} has no sensible value in {shown(self.path)}: its default applies.")
        return content, tuple(sorted(notes))

    def _set_aside(self) -> str:
        number = 1
        while (aside := self.path.with_name(f"{self.path.stem}.damaged-{number}{self.path.suffix}")).exists():
            number += 1
        try:
            self.path.replace(aside)
        except OSError:
            return f"{shown(self.path)} is damaged: the defaults apply."
        return f"{shown(self.path)} is damaged and kept as {aside.name}: the defaults apply."


def settings_file() -> Path:
    """The user's settings file, which need not exist; ``SKINSEG_SETTINGS`` in the environment overrides it."""
    chosen = os.environ.get("SKINSEG_SETTINGS")
    return Path(chosen).expanduser() if chosen else user_config_dir() / "settings.json"


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)

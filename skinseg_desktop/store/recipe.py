"""What a training shall do: a flat table of values, read from TOML. Knows no torch; what a value means stands here.

A recipe file holds only what differs from the defaults below. ``--set key=value`` changes one value; a key or a value
that is not known is an error, never ignored.
"""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args, get_type_hints

from skinseg_desktop.core.errors import UserError, os_reason
from skinseg_desktop.core.places import resources_dir

#: Changes that a photo may get each time it is seen (``training.augment`` does them, in this order).
AUGMENTATIONS = ("geometry", "colour", "pale", "hairs", "rulers", "corners", "blur", "noise", "jpeg")
LOSSES = ("bce+dice", "bce", "dice", "focal+dice")
PRECISIONS = ("auto", "fp32", "bf16", "fp16")
SCHEDULES = ("cosine", "constant")
KEPT = ("best", "last")
#: The least and the most that a key may be; docs/training.md says them too.
LIMITS: Mapping[str, tuple[float, float]] = {
    "size": (32, 4096),
    "small": (0, 4096),
    "small_share": (0, 1),
    "epochs": (1, 100_000),
    "minutes": (0, 60 * 24 * 60),
    "batch": (1, 4096),
    "accumulate": (1, 1024),
    "rate": (0, 10),
    "encoder_rate": (0, 10),
    "warm_up": (0, 1_000_000),
    "decay": (0, 10),
    "clip": (0, 1e6),
    "drop_connect": (0, 0.9),
    "ema": (0, 0.99999),
    "patience": (0, 100_000),
    "threads": (0, 1024),
    "cache_mb": (0, 1_000_000),
    "seed": (0, 2**63 - 1),
}
MAX_FILE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A training's values. Rates are AdamW's; sides are in pixels; ``epochs`` counts unless ``minutes`` is set.

    ``start`` is ``scratch``, ``imagenet`` (the encoder's public weights), ``encoder:MODEL`` (only the encoder of a
    model at hand) or the id of a model. ``repeat`` says how often in an epoch the photos of a data folder come;
    ``crops`` names the data folders whose photos are cut around the lesion and not whole frames; ``validate_on`` names
    the data folders whose held-out photos are scored (empty: all). ``small`` is the side of the first
    ``small_share`` of the steps (0: none; one that is not below ``size`` becomes 0). ``ema`` is the decay of the
    averaged weights (0: none). ``patience`` is the number of validations without a better Dice after which a training
    ends (0: never). ``cache_mb`` is the memory for decoded photos; what is beyond it is decoded each time.
    """

    name: str = "custom"
    description: str = ""
    network: str = "efficientnet-lite0-unet"
    start: str = "imagenet"
    size: int = 256
    small: int = 0
    small_share: float = 0.0
    epochs: int = 40
    minutes: float = 0.0
    batch: int = 16
    accumulate: int = 1
    rate: float = 1.5e-3
    encoder_rate: float = 5e-4
    schedule: str = "cosine"
    warm_up: int = 150
    decay: float = 0.01
    clip: float = 2.0
    drop_connect: float = 0.1
    loss: str = "bce+dice"
    ema: float = 0.998
    augment: tuple[str, ...] = AUGMENTATIONS
    crops: tuple[str, ...] = ()
    repeat: Mapping[str, int] = field(default_factory=dict)
    validate_on: tuple[str, ...] = ()
    patience: int = 0
    keep: str = "best"
    precision: str = "auto"
    device: str = "auto"
    threads: int = 0
    deterministic: bool = True
    cleanup: tuple[str, ...] = ("fill_holes", "keep_largest")
    cache_mb: int = 4096
    seed: int = 11

    def __post_init__(self) -> None:
        """Refuse what cannot be: raises UserError naming the key."""
        for key, (low, high) in LIMITS.items():
            if not low <= getattr(self, key) <= high:
                raise UserError(f"{key} = {getattr(self, key)} is not between {low:,} and {high:,}.", _HINT)
        if self.small >= self.size:
            object.__setattr__(self, "small", 0)
        choices = {"loss": LOSSES, "precision": PRECISIONS, "schedule": SCHEDULES, "keep": KEPT}
        for key, allowed in choices.items():
            if getattr(self, key) not in allowed:
                raise UserError(f"{key} = {getattr(self, key)!r} is not known.", f"Known are: {', '.join(allowed)}.")
        if self.start in ("", "encoder:"):
            raise UserError(f"start = {self.start!r} names no model.", "Say scratch, imagenet, MODEL or encoder:MODEL.")
        for name in self.augment:
            if name not in AUGMENTATIONS:
                raise UserError(f"augment holds {name!r}.", f"Known are: {', '.join(AUGMENTATIONS)}.")
        for name, times in self.repeat.items():
            if not isinstance(times, int) or isinstance(times, bool) or not 1 <= times <= 1000:
                raise UserError(f"repeat.{name} = {times!r} is not a whole number from 1 to 1,000.", _HINT)

    def to_json(self) -> dict[str, Any]:
        """As plain data, all keys; ``from_json`` reads it back."""
        return {key: list(v) if isinstance(v, tuple) else v for key, v in dataclasses.asdict(self).items()}

    def changed(self, settings: Sequence[str]) -> Recipe:
        """With ``key=value`` settings: lists have commas, ``repeat.FOLDER=N`` sets one entry. Raises UserError."""
        values: dict[str, Any] = {}
        repeat = dict(self.repeat)
        for setting in settings:
            key, equals, text = setting.partition("=")
            key, text = key.strip(), text.strip()
            if not equals:
                raise UserError(f"--set {setting} sets nothing.", "Write it as key=value, for example --set epochs=20.")
            if key.startswith("repeat."):
                repeat[key.removeprefix("repeat.")] = _value(key, text, int)
                continue
            values[key] = _value(key, text, _type_of(key))
        return dataclasses.replace(self, repeat=repeat, **values)


def from_json(values: Mapping[str, Any]) -> Recipe:
    """A recipe of plain data, of a file or a run. Raises UserError naming a key or a value that cannot be."""
    made: dict[str, Any] = {}
    for key, value in values.items():
        wanted = _type_of(key)
        if wanted is tuple:
            fits = isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)
            value = tuple(value) if fits else value
        elif wanted is dict:
            fits = isinstance(value, Mapping)
        elif wanted is float:
            fits = isinstance(value, int | float) and not isinstance(value, bool)
        else:
            fits = type(value) is wanted
        if not fits:
            raise UserError(f"{key} = {value!r} is of the wrong kind.", _HINT)
        made[key] = value
    return Recipe(**made)


def shipped_recipes() -> dict[str, Path]:
    """The files of the shipped recipes, by name."""
    folder = resources_dir() / "recipes"
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def read_recipe(name: str) -> Recipe:
    """A shipped recipe by its name, or one from a TOML file by its path. Raises UserError."""
    shipped = shipped_recipes()
    path = shipped.get(name, Path(name))
    if name not in shipped and not name.endswith(".toml"):
        raise UserError(f"There is no recipe {name!r}.", f"There are: {', '.join(shipped)}; or give a .toml file.")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise UserError(f"The recipe {path} cannot be read: {os_reason(error)}.", "Check its path.") from error
    if len(data) > MAX_FILE:
        raise UserError(f"{path} is too large to be a recipe.", _HINT)
    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"The recipe {path} is not TOML: {error}.", _HINT) from error
    try:
        return from_json({"name": path.stem, **values})
    except UserError as error:
        raise UserError(error.what, f"It stands in {path}. {error.hint}") from error


_HINT = "docs/training.md lists the keys of a recipe and what they may be."


def _type_of(key: str) -> type:
    hints = get_type_hints(Recipe)
    if key not in hints:
        near = difflib.get_close_matches(key, hints, 1)
        raise UserError(f"A recipe has no key {key!r}.", f"Did you mean {near[0]}?" if near else _HINT)
    kind = hints[key]
    if get_args(kind):
        return tuple if kind.__origin__ is tuple else dict
    return kind  # type: ignore[no-any-return]


def _value(key: str, text: str, kind: type) -> Any:
    if kind is tuple:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if kind is bool:
        if text.lower() in ("true", "false", "1", "0", "yes", "no"):
            return text.lower() in ("true", "1", "yes")
        raise UserError(f"{key}={text} is not true or false.", _HINT)
    if kind is dict:
        raise UserError(f"{key} is set one folder at a time.", f"Write {key}.FOLDER=N.")
    try:
        return kind(text)
    except ValueError as error:
        what = "a whole number" if kind is int else "a number"
        raise UserError(f"{key}={text} is not {what}.", _HINT) from error

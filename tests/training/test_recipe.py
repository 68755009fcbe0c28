"""Recipes: what is read, what is refused and with which words."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.store.recipe import Recipe, from_json, read_recipe, shipped_recipes
from skinseg_desktop.training.network import check_recipe


@pytest.mark.parametrize("name", sorted(shipped_recipes()))
def test_shipped_recipes_are_whole_and_come_back_from_json(name: str) -> None:
    recipe = read_recipe(name)
    assert recipe.name == name and recipe.description
    assert from_json(recipe.to_json()) == recipe


def test_the_names_that_were_promised_are_there() -> None:
    assert set(shipped_recipes()) >= {"seed", "lite", "full", "finetune"}


def test_a_file_holds_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('size = 128\nrate = 1\naugment = ["geometry"]\n[repeat]\nham = 3\n', encoding="utf-8-sig")
    recipe = read_recipe(str(path))
    expected = Recipe(name="mine", size=128, rate=1, augment=("geometry",), repeat={"ham": 3})
    assert recipe == expected


def test_settings_have_the_kinds_of_their_keys() -> None:
    recipe = Recipe().changed(
        ["epochs=3", "rate = 2e-4", "deterministic=no", "augment=blur, noise", "cleanup=", "repeat.a=2", "repeat.b=3"]
    )
    assert (recipe.epochs, recipe.rate, recipe.deterministic) == (3, 2e-4, False)
    assert recipe.augment == ("blur", "noise") and recipe.cleanup == () and recipe.repeat == {"a": 2, "b": 3}


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("epochs", "sets nothing"),
        ("epoch=3", "Did you mean epochs?"),
        ("colour=3", "docs/training.md"),
        ("epochs=three", "is not a whole number"),
        ("epochs=1.5", "is not a whole number"),
        ("epochs=0", "epochs = 0 is not between 1 and 100,000"),
        ("rate=fast", "is not a number"),
        ("rate=nan", "rate = nan is not between 0 and 10"),
        ("rate=-1", "not between"),
        ("minutes=inf", "not between"),
        ("ema=1", "not between 0 and 0.99999"),
        ("loss=l2", "Known are: bce+dice, bce, dice, focal+dice"),
        ("precision=fp8", "Known are: auto"),
        ("schedule=step", "Known are: cosine"),
        ("keep=all", "Known are: best, last"),
        ("augment=geometry,rain", "augment holds 'rain'"),
        ("deterministic=perhaps", "is not true or false"),
        ("repeat=3", "repeat.FOLDER=N"),
        ("start=", "names no model"),
        ("start=encoder:", "names no model"),
        ("repeat.ham=0", "whole number from 1 to 1,000"),
        ("repeat.ham=x", "is not a whole number"),
    ],
)
def test_what_cannot_be_set_is_said(setting: str, words: str) -> None:
    with pytest.raises(UserError) as error:
        Recipe().changed([setting])
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("epochs = ", "is not TOML"),
        ('epochs = "3"', "epochs = '3' is of the wrong kind"),
        ("epochs = 3.0", "wrong kind"),
        ("epochs = true", "wrong kind"),
        ("rate = true", "wrong kind"),
        ("augment = [1]", "wrong kind"),
        ("repeat = 3", "wrong kind"),
        ("[repeat]\nham = true", "whole number"),
        ("sise = 3", "Did you mean size?"),
        ("\x00", "is not TOML"),
    ],
)
def test_a_file_that_is_no_recipe_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(UserError) as error:
        read_recipe(str(path))
    assert words in str(error.value)


def test_a_recipe_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no recipe 'heavy'"):
        read_recipe("heavy")
    with pytest.raises(UserError, match="cannot be read"):
        read_recipe(str(tmp_path / "none.toml"))
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 200_000)
    with pytest.raises(UserError, match="too large"):
        read_recipe(str(large))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"network": "vgg"}, "There is no network 'vgg'"),
        ({"size": 100}, "multiples of 32"),
        ({"small": 40}, "small = 40 does not fit"),
        ({"size": 32}, "Take 64 or more"),
        ({"cleanup": ("polish",)}, "cleanup holds 'polish'"),
        ({"start": "no-such-model"}, "no-such-model"),
        ({"start": "skinseg-lite", "network": "seed-unet"}, "the recipe trains a seed-unet"),
        ({"start": "imagenet", "network": "seed-unet"}, "no ImageNet weights for seed-unet"),
    ],
)
def test_what_no_network_can_be_made_of_is_refused_at_once(changes: dict[str, object], words: str) -> None:
    recipe = dataclasses.replace(Recipe(start="scratch"), **changes)  # type: ignore[arg-type]
    with pytest.raises(UserError) as error:
        check_recipe(recipe)
    assert words in str(error.value)


def test_a_first_side_that_is_not_below_the_side_is_none() -> None:
    lite = read_recipe("lite")
    assert lite.small == 192 and lite.changed(["size=64"]).small == 0 and lite.changed(["size=224"]).small == 192
    assert lite.changed(["size=192"]).small == 0 == Recipe(size=64, small=64).small and Recipe(size=65, small=64).small
    assert from_json(lite.changed(["size=64"]).to_json()) == lite.changed(["size=64"])

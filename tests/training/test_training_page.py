"""docs/training.md says what the program does: keys, defaults, recipes, the space of the search, its figures."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from skinseg_desktop.store import runs
from skinseg_desktop.store.recipe import AUGMENTATIONS, LIMITS, LOSSES, PRECISIONS, Recipe, shipped_recipes
from skinseg_desktop.training import loop, plan, study
from skinseg_desktop.training.space import SPACE

PAGE = (Path(__file__).parents[2] / "docs" / "training.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    found = re.search(rf"^##+ {re.escape(title)}\n(.*?)(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found, title
    return found[1]


def rows(title: str) -> list[list[str]]:
    lines = [line for line in section(title).splitlines() if line.startswith("|") and not line.startswith("|--")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def named(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def test_every_key_of_a_recipe_stands_in_the_table_with_its_default() -> None:
    table = {named(key)[0]: default for key, default, *_ in rows("Every key of a recipe")}
    assert list(table) == [field.name for field in dataclasses.fields(Recipe)]
    for key, value in Recipe().to_json().items():
        if key in ("description", "augment", "crops", "repeat", "validate_on"):
            assert "`" not in table[key], "in words"
            continue
        shown = ", ".join(value) if isinstance(value, list) else str(value).lower() if value is True else str(value)
        assert named(table[key]) == [shown], key


def test_the_range_of_every_number_stands_in_the_table() -> None:
    may_be = {named(key)[0]: cell for key, _, cell, _ in rows("Every key of a recipe")}
    for key, ends in LIMITS.items():
        low, high = (eval(end.replace(",", "").replace("^", "**")) for end in may_be[key].split(" to "))
        assert (low, high) == ends, key
    numbers = {field.name for field in dataclasses.fields(Recipe) if type(field.default) in (int, float)}
    assert numbers == LIMITS.keys()


def test_choices_groups_and_recipes_are_complete() -> None:
    meaning = {named(key)[0]: words for key, *_, words in rows("Every key of a recipe")}
    assert set(LOSSES) - set(named(meaning["loss"])) == {Recipe().loss}
    assert set(PRECISIONS) == {*named(meaning["precision"])}
    assert [name for groups, _ in rows("Augmentations") for name in named(groups)] == [*AUGMENTATIONS]
    assert {named(name)[0] for name, _ in rows("Recipes")} == shipped_recipes().keys()


def test_the_space_of_the_search_is_that_of_the_table() -> None:
    table = rows("Searching for a better recipe")
    keys = [key for names, _ in table[: [n for n, _ in table].index("file")] for key in named(names)]
    assert keys == list(dict.fromkeys(line.key.partition(".")[0] for line in SPACE))


def test_files_and_figures() -> None:
    files = {name for cell, _ in rows("The run's folder") for name in named(cell)}
    for name in (runs.CONFIG, runs.SPLIT, runs.ENVIRONMENT, runs.EVENTS, runs.RESULT, runs.WISH, plan.PLAN):
        assert name in files
    assert f"{plan.MARGIN:.0%}".replace("%", " %") in section("Time budgets") and (plan.WARM, plan.COUNTED) == (3, 6)
    assert loop.SAVE_EVERY == 120 and "two minutes" in section("Faults")
    search = section("Searching for a better recipe")
    assert study.STAGES == 20 and "twentieths" in search and study.FIRST_STAGE == 5 and "From the fifth" in search
    assert study.FIRST_TRIALS == 4 and "once four have" in search and study.RANDOM == 8 and "next seven" in search


def test_every_slip_of_the_notebook_is_named() -> None:
    told = [row[0] for row in rows("The `seed` recipe")]
    assert told == [f"S{number}" for number in range(1, 18)] and "S18" in section("The `seed` recipe")

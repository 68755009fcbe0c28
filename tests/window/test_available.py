"""Which words hold is a function of values; the words are those that the table of actions has reasons for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from skinseg_desktop.window.actions import NEEDS
from skinseg_desktop.window.available import available

NOTHING: dict[str, Any] = {
    "project": None,
    "opened": None,
    **dict.fromkeys(("editable", "awaited", "preview", "model", "selection", "running", "adjusted", "exported"), False),
}
WRITABLE, READ_ONLY = SimpleNamespace(read_only=False), SimpleNamespace(read_only=True)


def opened(**has: object) -> SimpleNamespace:
    values = {"reference": "a mask", "map": "a map", "can_undo": True, "can_redo": True, **has}
    return SimpleNamespace(working=SimpleNamespace(reference=values.pop("reference")), **values)


def words(**given: Any) -> set[str]:
    return available(**{**NOTHING, **given})


def test_with_nothing_open_only_nothing_is_there() -> None:
    assert words() == {"nothing"}


def test_with_everything_there_every_need_is_met() -> None:
    flags = dict.fromkeys((key for key, value in NOTHING.items() if value is False), True)
    assert words(project=WRITABLE, opened=opened(), **flags) == NEEDS.keys()


def test_a_project_that_somebody_else_holds_is_a_folder_and_not_writable() -> None:
    assert words(project=READ_ONLY) == {"nothing", "folder"}
    assert words(project=WRITABLE) == {"nothing", "folder", "writable"}


def test_a_mask_that_may_not_be_changed_is_only_looked_at() -> None:
    assert words(opened=opened(), editable=False, preview=True) == {"nothing", "photo", "reference", "prediction"}


@pytest.mark.parametrize(
    ("lacks", "word"),
    [
        ({"reference": None}, "reference"),
        ({"map": None}, "prediction"),
        ({"can_undo": False}, "undo"),
        ({"can_redo": False}, "redo"),
    ],
)
def test_what_a_photo_lacks_is_the_only_word_missing(lacks: dict[str, object], word: str) -> None:
    whole = words(opened=opened(), editable=True)
    assert whole - words(opened=opened(**lacks), editable=True) == {word}


def test_nothing_of_a_mask_is_there_without_a_photo() -> None:
    assert words(editable=True, preview=True) == {"nothing"}


def test_who_judges_what_is_on_its_way_is_heard() -> None:
    looked_at = {"nothing", "photo", "reference", "prediction"}
    assert words(opened=opened(), awaited=True) == {*looked_at, "judged"}
    assert words(awaited=True) == {"nothing"}

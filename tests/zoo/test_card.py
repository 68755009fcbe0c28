"""Cards: what is written comes back, and what is wrong is named."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from skinseg_desktop.core.errors import ModelError
from skinseg_desktop.zoo import CARD_FILE, Card, DataSource, InputRule, Score, read_card, write_card
from skinseg_desktop.zoo.card import card_bytes, forbids_commerce

CARD = Card(
    id="my-model.2",
    title="Läsionen",
    network="seed-unet",
    parameters={"in_channels": 3, "widths": [96, 64]},
    input=InputRule(256, 192, "area", (0.5, 0.5, 0.5), (0.25, 0.25, 1.0)),
    threshold=0.45,
    cleanup=("fill_holes", "keep_largest"),
    description="A model.",
    trained_on=(DataSource("isic_cc0", "CC-0", 463, "ISIC Archive"),),
    weights_start="ImageNet",
    licence="CC0-1.0",
    scores=(Score("isic_cc0", "val", "dice", 42, 0.9, 0.88, 0.92), Score("few", "test", "iou", 2, 1.0)),
    weaknesses=("pale lesions",),
    intended_use="Research use only.",
    made={"steps": 1050, "date": "2026-11-24"},
    files={"weights.safetensors": "0" * 64},
)


def as_json() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(card_bytes(CARD))
    return content


def read(tmp_path: Path, content: object) -> Card:
    (tmp_path / CARD_FILE).write_text(json.dumps(content), encoding="utf-8")
    return read_card(tmp_path)


def test_a_card_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_card(tmp_path, CARD)
    assert read_card(tmp_path) == CARD
    assert read_card(tmp_path / CARD_FILE) == CARD


def test_the_same_card_gives_the_same_bytes(tmp_path: Path) -> None:
    shuffled = dataclasses.replace(CARD, made={"date": CARD.made["date"], "steps": CARD.made["steps"]})
    assert card_bytes(shuffled) == card_bytes(CARD)
    text = card_bytes(CARD).decode()
    assert text.endswith("}\n")
    assert '\n  "cleanup": [' in text
    assert "Läsionen" in text


@pytest.mark.parametrize("name", sorted(field.name for field in dataclasses.fields(Card)))
def test_a_missing_field_is_named(tmp_path: Path, name: str) -> None:
    content = as_json()
    del content[name]
    with pytest.raises(ModelError, match=f"a wrong field: {name} is missing"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        ("version", 0, "version must be 1, not 0"),
        ("version", True, "version must be 1, not true"),
        ("id", "../evil", "id must be up to 64"),
        ("id", "Upper", "id must be up to 64"),
        ("id", "a" * 65, "id must be up to 64"),
        ("title", 3, "title must be a text, not 3"),
        ("threshold", 0, "threshold must be a number between 0 and 1"),
        ("threshold", 1, "threshold must be a number between 0 and 1"),
        ("threshold", "0.5", "threshold must be a number"),
        ("cleanup", "fill_holes", "cleanup must be a list of texts"),
        ("input", None, "input must be an object"),
        ("input.width", 0, "input.width must be a whole number from 1 to 8192, not 0"),
        ("input.width", 256.5, "input.width must be a whole number"),
        ("input.width", 10**400, "input.width must be a whole number"),
        ("input.mean", [0, 0], "input.mean must be a list of three numbers"),
        ("input.std", [0.2, 0, 0.2], "input.std must be a list of three numbers over 0"),
        ("input.std", [0.2, 10**400, 0.2], "input.std must be a list of three numbers"),
        ("trained_on.0.n", -1, r"trained_on\[0\].n must be a whole number from 0"),
        ("scores.1.value", None, r"scores\[1\].value must be a number"),
        ("scores", [1], "scores must be a list of objects"),
        ("made", [], "made must be an object"),
        ("files", {"../x": "0" * 64}, "files must be an object of plain file names"),
        ("files", {"card.json": "0" * 64}, "files must be an object of plain file names"),
        ("files", {"x": "0" * 63}, "files must be an object of plain file names and their SHA-256"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, path: str, value: object, complaint: str) -> None:
    content = place = as_json()
    *way, last = path.split(".")
    for step in way:
        place = place[int(step) if step.isdigit() else step]  # type: ignore[index]
    place[last] = value
    with pytest.raises(ModelError, match=f"a wrong field: {complaint}"):
        read(tmp_path, content)


def test_all_wrong_fields_are_named_at_once(tmp_path: Path) -> None:
    content = as_json()
    content["threshold"] = 7
    content["input"]["height"] = None
    content["scores"][0]["n"] = "many"
    del content["licence"]
    with pytest.raises(ModelError, match="4 wrong fields") as error:
        read(tmp_path, content)
    for name in ("threshold", "input.height", "scores[0].n", "licence", str(tmp_path / CARD_FILE)):
        assert name in error.value.what


def test_fields_of_other_programs_are_ignored(tmp_path: Path) -> None:
    content = as_json()
    content["colour"] = "blue"
    content["input"]["depth"] = 8
    assert read(tmp_path, content) == CARD


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "no valid JSON"),
        ("[" * 100_000, "no valid JSON"),
        ('{"id": 1, "id": 2}', "'id' is given twice"),
        ('{"threshold": NaN}', "NaN is no number"),
        ("[]", "the outermost value must be an object"),
        ("{}" + " " * 1_000_000, "larger than 1,000,000 bytes"),
        ("\udcff", "no valid JSON"),
    ],
)
def test_what_is_no_card_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / CARD_FILE).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ModelError, match=complaint):
        read_card(tmp_path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / CARD_FILE).write_bytes(b"\xef\xbb\xbf" + card_bytes(CARD))
    assert read_card(tmp_path) == CARD


@pytest.mark.parametrize(
    ("licence", "forbidden"),
    [("CC-BY-NC-4.0", True), ("cc by-nc-sa 3.0", True), ("CC0-1.0", False), ("CC-BY-4.0", False), ("unknown", False)],
)
def test_nc_licences_are_told_from_others(licence: str, forbidden: bool) -> None:
    assert forbids_commerce(licence) is forbidden

"""Leaks are found between each two parts, with names; the notebook's leak comes out as it was counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from skinseg_desktop.core.progress import finish
from skinseg_desktop.training.audit import Leakage, audit
from skinseg_desktop.training.metadata import Row, read_metadata
from skinseg_desktop.training.samples import Sample
from skinseg_desktop.training.split import Split, like_seed, make_split

Make = Callable[..., list[Sample]]


def split_of(train: str, validation: str = "", test: str = "") -> Split:
    return Split(tuple(train.split()), tuple(validation.split()), tuple(test.split()), 0, "")


def between(leakage: Leakage, first: str, second: str) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    (pair,) = [pair for pair in leakage.between if pair.parts == (first, second)]
    return [(shared.kind, shared.name, shared.first, shared.second) for shared in pair.shared]


def test_every_kind_of_tie_is_found_with_its_names() -> None:
    rows = [
        Row("a", "L1"),
        Row("b", "L1", ("patient 7",)),
        Row("c", "", ("patient 7", "near-duplicate c1")),
        Row("d", "", ("near-duplicate c1",)),
        Row("e"),
    ]
    leakage = finish(audit(split_of("a e", "b", "c d"), rows, [(3, 4)]))
    assert between(leakage, "train", "validation") == [("lesion", "L1", ("a",), ("b",))]
    assert between(leakage, "validation", "test") == [("patient", "7", ("b",), ("c",))]
    assert between(leakage, "train", "test") == [("look-alike", "d", ("e",), ("d",))]
    assert leakage.found and leakage.shared == 5
    assert leakage.sentence.startswith("LEAK: 1 of 1 validation photos have a sibling in training; 1 of 2 test photos")
    assert ("lesion", "L1", "train and validation", "validation", "b") in leakage.rows()


def test_what_lies_in_one_part_is_no_leak(made_up: Make) -> None:
    samples = made_up("AABBCC" + " " * 24)
    leakage = finish(audit(make_split(samples, [(7, 8)]), samples, [(7, 8)]))
    assert not leakage.found and leakage.shared == 0 and leakage.rows() == []
    assert (
        leakage.sentence
        == "No leak: no lesion, patient, group or look-alike of 30 photos is in two parts of the split."
    )
    assert leakage.without_lesion == 24
    fewer = finish(audit(make_split(samples), samples[:20]))
    assert fewer.sentence.endswith("of 20 photos is in two parts of the split; 10 photos of it not found.")
    assert "look-alike" not in finish(audit(make_split(samples), samples)).sentence


def test_one_photo_under_two_folders_in_two_parts_is_a_leak(made_up: Make) -> None:
    samples = [*made_up(" ", "a"), *made_up(" ", "b")]
    leakage = finish(audit(split_of("a/0000", "", "b/0000"), samples))
    assert between(leakage, "train", "test") == [("photo", "0000", ("a/0000",), ("b/0000",))]
    assert finish(audit(split_of("a/X", "", "b/X"), [Row("X")])).found


def test_what_cannot_be_looked_at_is_listed() -> None:
    leakage = finish(audit(split_of("a stranger", "b"), [Row("a"), Row("b", "L"), Row("spare", "L")]))
    assert leakage.unknown == ("stranger",) and leakage.left_out == ("spare",) and not leakage.found
    assert leakage.without_lesion == 1
    assert leakage.as_json()["sizes"] == {"train": 2, "validation": 1, "test": 0}


def test_it_can_be_closed() -> None:
    work = audit(split_of("a b"), [Row("a"), Row("b")])
    assert next(work).total == 2
    work.close()


@pytest.mark.needs_data
def test_the_notebook_s_leak_is_369_of_1002(large_data: Path) -> None:
    rows = read_metadata(large_data / "HAM10000_metadata.csv").rows
    leakage = finish(audit(like_seed(row.id for row in rows), rows))
    test = next(pair for pair in leakage.between if pair.parts == ("train", "test"))
    assert (len(test.leaking[1]), test.photos[1]) == (369, 1002)
    validation = next(pair for pair in leakage.between if pair.parts == ("train", "validation"))
    assert (len(validation.leaking[1]), validation.photos[1]) == (390, 1001)
    assert not finish(audit(make_split(rows), rows)).found

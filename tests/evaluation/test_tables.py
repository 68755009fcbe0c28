"""Cells stay text in spreadsheets and in Markdown."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skinseg_desktop.core.metrics import Confusion
from skinseg_desktop.evaluation import Evaluation, Skipped, csv_text, markdown_cell, neutral, score


@pytest.mark.parametrize("number", ["-1", "+2.5", "-.5e-3", "0.9"])
def test_numbers_are_left_alone(number: str) -> None:
    assert neutral(number) == number


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_comes_back_from_csv_and_is_no_formula(name: str) -> None:
    row = next(iter(list(csv.reader(io.StringIO(csv_text(["id"], [[name, 1.5]]), newline="")))[1:]))
    assert row == [neutral(name), "1.5"]
    assert row[0] in (name, f"'{name}")
    assert not row[0].startswith(("=", "@", "\t", "\r")), "a spreadsheet would run it"


def test_markdown_shows_names_as_typed() -> None:
    assert markdown_cell("ISIC_0000001") == "ISIC_0000001"
    assert markdown_cell("a|b\nc") == r"a\|b c"
    assert markdown_cell("<img src=x> [x](y) `z`") == r"&lt;img src=x&gt; \[x\](y) \`z\`"


def test_what_was_skipped_is_grouped_by_its_reason_and_empty_masks_are_counted() -> None:
    skipped = [Skipped(f"photo_{n}", "no photo for this reference") for n in range(30)]
    scores = [score("a", Confusion(0, 0, 0, 9)), score("b", Confusion(0, 0, 4, 5)), score("c", Confusion(4, 0, 0, 5))]
    table = Evaluation(scores, skipped).table()
    assert table.count("no photo for this reference") == 1 and "(30 in all)" in table
    assert "both masks empty: 1" in table and "prediction empty: 1" in table and "reference empty" not in table

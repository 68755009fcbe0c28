"""docs/cli.md says what the parsers say."""

from __future__ import annotations

import cli_reference


def test_every_verb_and_part_has_its_table() -> None:
    blocks = {m[2] for m in cli_reference.BLOCK.finditer(cli_reference.DOCUMENT.read_text(encoding="utf-8"))}
    assert blocks == cli_reference.documented()


def test_the_tables_are_those_of_the_parsers() -> None:
    text = cli_reference.DOCUMENT.read_text(encoding="utf-8")
    assert cli_reference.rendered(text) == text, "run build_scripts/cli_reference.py"


def test_a_new_argument_would_be_noticed() -> None:
    text = cli_reference.DOCUMENT.read_text(encoding="utf-8")
    without = text.replace("`--device auto\\|cuda\\|mps\\|cpu`", "`--device auto`", 1)
    assert without != text
    assert cli_reference.rendered(without) == text

"""A part of a folder, asked for by ids."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skinseg_desktop import cli
from skinseg_desktop.core.progress import finish
from skinseg_desktop.evaluation import evaluate_folders


def test_what_is_asked_for_is_scored_and_nothing_else_is_mentioned(small_pairs: Path) -> None:
    masks = small_pairs / "masks"
    asked = ["ISIC_0000111", "isic_0000012", "ISIC_9999999"]
    result = finish(evaluate_folders(masks, masks, ids=asked))
    assert [image.id for image in result.images] == ["ISIC_0000012", "ISIC_0000111"]
    assert [(one.id, one.reason) for one in result.skipped] == [("ISIC_9999999", "It was asked for, and is not here.")]
    assert result.settings["only"] == 3 and "3 ids asked for, 2 of them paired." in result.notes[0]
    assert "only" not in finish(evaluate_folders(masks, masks)).settings


def test_the_command_reads_a_text_file(small_pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    masks = str(small_pairs / "masks")
    only = tmp_path / "ids.txt"
    command = ["evaluate", "--masks", masks, "--predictions", masks, "--json", "-", "--only", str(only)]
    assert cli.main(command) == 2 and "cannot be read" in capsys.readouterr().err
    only.write_text("\n \n")
    assert cli.main(command) == 2 and "names no photo" in capsys.readouterr().err
    only.write_bytes("\ufeffISIC_0000012\r\n\r\n ISIC_0000111 \r\nISIC_0000012\r\n".encode())
    assert cli.main(command) == 0
    assert [image["id"] for image in json.loads(capsys.readouterr().out)["images"]] == ["ISIC_0000012", "ISIC_0000111"]
    only.write_text("nobody")
    assert cli.main(command) == 2 and "Nothing could be scored" in capsys.readouterr().err

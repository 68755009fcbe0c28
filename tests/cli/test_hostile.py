"""What a careless or hostile command line does: nothing is overwritten, nothing crashes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from skinseg_desktop import cli
from skinseg_desktop.zoo import Model

RUN = [sys.executable, "-m", "skinseg_desktop"]
Capture = pytest.CaptureFixture[str]


def test_a_result_never_replaces_a_picture_or_the_programs_own_files(
    data_dir: Path, tiny_model: Model, tmp_path: Path, capsys: Capture
) -> None:
    photo = shutil.copy(next((data_dir / "images").glob("*.jpg")), tmp_path / "a.jpg")
    record = tmp_path / "skinseg-run.json"
    record.write_text("{}")
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    evaluate = ["evaluate", "--masks", data_dir / "masks", "--predictions", data_dir / "masks"]
    predict = ["predict", photo, "-o", tmp_path / "out", "--model", tiny_model.folder]
    both = tmp_path / "both.json"
    for command in (
        [*predict, "--json", photo],
        [*predict, "--json", record],
        [*predict, "--json", "."],
        [*evaluate, "--csv", photo],
        [*evaluate, "--json", both, "--csv", both],
    ):
        assert cli.main([str(c) for c in command]) == 2
        assert "Traceback" not in capsys.readouterr().err
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no file names that are not text")
def test_I7_a_name_that_is_not_text_loses_no_table(
    data_dir: Path, tiny_model: Model, tmp_path: Path, capsys: Capture
) -> None:
    photos, masks = tmp_path / "photos", tmp_path / "masks"
    photos.mkdir()
    masks.mkdir()
    path = min((data_dir / "images").glob("*.jpg"))
    name = os.fsdecode(b"bad\xff")
    try:
        shutil.copy(path, photos / f"{name}.jpg")
    except OSError:
        pytest.skip("this file system takes no names that are not text")
    shutil.copy(data_dir / "masks" / f"{path.stem}_segmentation.png", masks / f"{name}_segmentation.png")
    out = tmp_path / "out"
    command = [
        "predict",
        photos,
        "-o",
        out,
        "--model",
        tiny_model.folder,
        "--masks",
        masks,
        "--json",
        tmp_path / "r.json",
    ]
    assert cli.main([str(c) for c in command]) == 0
    command = ["evaluate", "--masks", masks, "--predictions", out / "masks", "--csv", tmp_path / "t.csv"]
    assert cli.main([str(c) for c in command]) == 0
    assert "bad" in (tmp_path / "t.csv").read_text("utf-8") and (tmp_path / "r.json").is_file()


@pytest.mark.parametrize("arguments", [("--workers", "9" * 20), ("--max-megapixels", "0"), ("--workers", "1.5")])
def test_numbers_out_of_range_are_a_users_fault(
    data_dir: Path, tmp_path: Path, arguments: tuple[str, str], capsys: Capture
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["predict", str(data_dir / "images"), "-o", str(tmp_path / "out"), *arguments])
    assert end.value.code == 2 and "whole number" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["demo", "x", "--generated", "1", "--seed", "-1"], ["predict", "x", "-o", ""]])
def test_a_negative_seed_and_an_empty_path_are_a_users_fault(command: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(command)
    assert end.value.code == 2


def test_a_strangers_card_cannot_steer_the_terminal(tiny_model: Model, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "m"
    shutil.copytree(tiny_model.folder, folder)
    card = json.loads((folder / "card.json").read_text("utf-8"))
    card["title"] = "red \x1b[31m\nline"
    (folder / "card.json").write_text(json.dumps(card), "utf-8")
    assert cli.main(["models", "show", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said and "red \\x1b[31m\\nline" in said


def test_other_generated_photos_are_not_mixed_in(tmp_path: Path, capsys: Capture) -> None:
    assert cli.main(["demo", str(tmp_path), "--generated", "1"]) == 0
    assert cli.main(["demo", str(tmp_path), "--generated", "1", "--seed", "2"]) == 2
    assert "other photos" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a device that is always full")
def test_a_full_stdout_is_said_and_is_no_bug() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*RUN, "models", "list"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2 and "cannot be printed" in done.stderr and "bug" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="closes a stream with a shell's redirection")
def test_closed_streams_stop_nobody(data_dir: Path, tmp_path: Path) -> None:
    script = 'exec "$@" >&- 2>&-'
    command = [*RUN, "evaluate", "--masks", data_dir / "masks", "--predictions", data_dir / "masks", "--csv", "t.csv"]
    done = subprocess.run(["sh", "-c", script, "sh", *map(str, command)], cwd=tmp_path)
    assert done.returncode == 0 and (tmp_path / "t.csv").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="there, the folder of a process cannot be removed")
def test_a_working_folder_that_is_gone_is_said_in_one_sentence(data_dir: Path, tmp_path: Path) -> None:
    def said(*arguments: object) -> tuple[int, str, str]:
        gone = tmp_path / "gone"
        gone.mkdir()
        command = ["sh", "-c", 'cd "$0" && rmdir "$0" && exec "$@"', str(gone), *RUN, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr

    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for verb in (
        ("predict", data_dir / "images", "-o", tmp_path / "out"),
        ("models", "list"),
        ("export", "photos", "-o", "out"),
        ("train", "--data", data_dir, "--out", tmp_path / "run"),
    ):
        code, _, complaint = said(*verb)
        assert code == 2 and "The folder that you are in is gone" in complaint and "bug" not in complaint, verb
    assert list(tmp_path.iterdir()) == []
    assert said("--version")[0] == said("--help")[0] == said("train", "--help")[0] == 0

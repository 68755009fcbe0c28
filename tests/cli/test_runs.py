"""``skinseg runs``: lists, shows, draws and tells trainings; what is broken or foreign gives a sentence."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skinseg_desktop import cli
from skinseg_desktop.export.curves import COLUMNS
from skinseg_desktop.imaging import encode_rgb, read_photo, read_text
from skinseg_desktop.store import orders, runs
from skinseg_desktop.store.orders import Order, place_order, write_order
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.store.runs import EventWriter, create_run

Capture = pytest.CaptureFixture[str]
Make = Callable[..., Path]


def run(*arguments: object) -> int:
    return cli.main(["runs", *(str(a) for a in arguments)])


def result(capsys: Capture, *arguments: object) -> dict[str, Any]:
    capsys.readouterr()
    assert run(*arguments, "--json", "-") == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def record(epoch: int, dice: float) -> dict[str, Any]:
    return {
        "epoch": epoch,
        "step": epoch * 4,
        "steps": 12,
        "train": {"loss": 1 / epoch, "dice": dice + 0.02, "iou": dice - 0.1},
        "validation": {
            "n": 3,
            "loss": 1.1 / epoch,
            "dice": dice,
            "iou": dice - 0.1,
            "failed": 0.25,
            "pooled_dice": 0.9,
        },
        "rate": 1e-3 / epoch,
        "side": 64,
        "seconds": 2.5 * epoch,
        "best": True,
    }


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes the folder of a run with these validation Dices, ended so; no outcome is a run that was cut off."""

    def made(name: str, *dices: float, outcome: str = "", called: str = "") -> Path:
        folder = tmp_path / "runs" / name
        config = {"name": called or name, "recipe": Recipe().to_json(), "data": ["/photos"], "leaks": 0}
        create_run(folder, config, {})
        say = EventWriter(folder)
        say("started", step=0, steps=12, epochs=3.0, photos=20, validation=3, device="cpu", threads=2, precision="fp32")
        for epoch, dice in enumerate(dices, 1):
            say("epoch", **record(epoch, dice))
        if outcome:
            say("ended", outcome=outcome, step=12)
        return folder

    return made


def test_list_tells_state_epoch_and_best_dice(make: Make, tmp_path: Path, capsys: Capture) -> None:
    make("a", 0.7, 0.9, 0.85, outcome="finished")
    make("b", 0.5)
    make("c")
    (tmp_path / "runs" / "no-run").mkdir()
    (tmp_path / "runs" / "file.txt").touch()
    broken = tmp_path / "runs" / "broken"
    broken.mkdir()
    (broken / "run.json").write_text("{")
    newer = tmp_path / "runs" / "newer"
    newer.mkdir()
    (newer / "run.json").write_text('{"version": 99}')
    told = result(capsys, "list", tmp_path / "runs")
    assert [(r["name"], r["state"], r["epoch"], r["epochs"], r["best_dice"]) for r in told["runs"]] == [
        ("a", "finished", 3, 3.0, 0.9),
        ("b", "interrupted", 1, 3.0, 0.5),
        ("c", "interrupted", 0, 3.0, None),
    ]
    assert {row["name"] for row in told["unusable"]} == {"broken", "newer"}
    assert run("list", tmp_path / "runs") == 0
    out = capsys.readouterr().out
    assert "3 of 3" in out and "0.9000" in out and "not usable" in out and "newer version" in out


def test_list_without_a_folder_looks_where_the_window_keeps_them(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("SKINSEG_RUNS", str(tmp_path / "runs"))
    assert result(capsys, "list") == {"runs": [], "unusable": []}
    make("a", 0.5)
    assert [r["name"] for r in result(capsys, "list")["runs"]] == ["a"]


def test_what_waits_for_a_window_is_listed_and_has_not_begun(make: Make, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "runs"
    place = place_order(folder, "lesions of March", ["--recipe", "lite"])
    held = place_order(folder, "later", [])
    write_order(held, replace(orders.read_order(held) or pytest.fail(), held=True))
    again, done = make("again", 0.8), make("done", 0.9, outcome="finished")
    for path in (again, done):
        write_order(path, Order(path.name, (), runs.now()))
    told = [(r["name"], r["state"]) for r in result(capsys, "list", folder)["runs"]]
    assert told == [("again", "waiting"), ("done", "finished"), ("lesions of March", "waiting"), ("later", "held")]
    write_order(place, replace(orders.read_order(place) or pytest.fail(), failed="There is no photo."))
    assert run("list", folder) == 0
    out = capsys.readouterr().out
    assert "lesions of March" in out and "failed" in out and "0 of" not in out.split("lesions of March")[1]
    assert run("show", held) == 2
    assert "waits, and has not begun" in capsys.readouterr().err


def test_show_tells_everything(make: Make, capsys: Capture) -> None:
    folder = make("a", 0.7, 0.9)
    say = EventWriter(folder)
    for _ in range(3):  # it began three times
        say("warning", sentence="x/1 is left out: it is \x1b[31mgone.")
    say("ended", outcome="finished", step=12)
    before_after = {
        "part": "test",
        "n": 3,
        "after": {"dice": 0.9, "iou": 0.8, "failed": 0.0},
        "before": {"dice": 0.91, "iou": 0.81, "failed": 0.0, "model": "skinseg-lite", "sha256": "0"},
        "difference": {"n": 3, "mean": -0.01, "interval": None},
        "better": False,
    }
    (folder / runs.RESULT).write_text(json.dumps(before_after))
    told = result(capsys, "show", folder)
    assert told["state"] == "finished" and told["result"] == before_after and told["asked"]["recipe"]["epochs"] == 40
    assert [row["validation_dice"] for row in told["epochs"]] == [0.7, 0.9] and len(told["warnings"]) == 1
    assert run("show", folder) == 0
    out = capsys.readouterr().out
    for words in (
        "20 for training, 3 for validation",
        "0.9000",
        "25.0%",
        "\\x1b[31mgone",
        "not better",
        "-0.0100",
        "(skinseg-lite)",
    ):
        assert words in out, words


def test_show_names_all_that_was_trained_on(make: Make, capsys: Capture) -> None:
    folder = make("a", 0.7)
    config = json.loads((folder / runs.CONFIG).read_text())
    (folder / runs.CONFIG).write_text(json.dumps({**config, "project": "/mine"}))
    assert run("show", folder) == 0
    assert "/photos, /mine (project)\n" in capsys.readouterr().out


def test_damaged_records_give_what_can_be_read(make: Make, capsys: Capture) -> None:
    folder = make("a", 0.7)
    with (folder / runs.EVENTS).open("a") as file:
        file.write(
            '{"kind": "epoch", "epoch": 2, "step": 8, "train": {"loss": NaN}, "validation": null, "rate": "x"}\n'
        )
        file.write('{"kind": "epoch", "epoch": "three"}\n{"kind": "epoch"}\n{"kind": "from the future", "a": 1}\n')
        file.write('[1, 2]\nno json\n{"kind": "epoch", "epo')
    rows = result(capsys, "show", folder)["epochs"]
    assert [row["epoch"] for row in rows] == [1, 2]
    assert rows[1]["step"] == 8 and rows[1]["train_loss"] is None and rows[1]["validation_dice"] is None
    assert run("show", folder) == 0 and run("plot", folder, "-o", folder / "c.png") == 0


def test_plot_as_csv_has_a_row_an_epoch_and_run(make: Make, tmp_path: Path) -> None:
    folders = make("a", 0.7, 0.9, called="same"), make("b", 0.5, called="same"), make("=c", 0.4)
    out = tmp_path / "new" / "curves.csv"
    for _ in range(2):
        assert run("plot", *folders, "-o", out) == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["run", *COLUMNS]
    named = [(row["run"], row["epoch"], float(row["validation_dice"])) for row in rows]
    first, second, _ = map(str, folders)
    assert named == [(first, "1", 0.7), (first, "2", 0.9), (second, "1", 0.5), ("'=c", "1", 0.4)]


def test_plot_as_png_is_a_picture_that_only_a_chart_makes_way_for(make: Make, tmp_path: Path, capsys: Capture) -> None:
    folders = make("a", 0.7, 0.9), make("b", 0.5), make("c")
    out = tmp_path / "curves.png"
    assert run("plot", *folders, "-o", out) == 0
    assert "no epoch has ended yet" in capsys.readouterr().out
    first = out.read_bytes()
    assert read_photo(out).pixels.std() > 5 and read_text(first)["Kind"] == "training curves"
    assert run("plot", *folders, "-o", out) == 0 and out.read_bytes() == first
    photo = encode_rgb(read_photo(out).pixels)
    out.write_bytes(photo)
    assert run("plot", *folders, "-o", out) == 2 and out.read_bytes() == photo
    assert "no earlier chart" in capsys.readouterr().err


def test_a_wish_is_heard_by_a_training_at_work_only(make: Make, capsys: Capture) -> None:
    folder = make("a", 0.7)
    assert run("wish", folder, "pause") == 2
    assert "interrupted" in capsys.readouterr().err and runs.wished(folder) == "run"
    with runs.working_in(folder):
        for word in ("pause", "run", "stop", "discard"):
            assert run("wish", folder, word) == 0 and runs.wished(folder) == word
    assert run("wish", make("b", outcome="finished"), "stop") == 2
    assert "has ended" in capsys.readouterr().err


def test_what_is_no_run_gives_a_sentence(make: Make, tmp_path: Path, capsys: Capture) -> None:
    folder, empty = make("a", 0.7), make("b")
    for arguments, words in (
        (("show", tmp_path / "nowhere"), "no training's folder"),
        (("show", folder / "run.json"), "no training's folder"),
        (("plot", folder, tmp_path, "-o", tmp_path / "c.png"), "no training's folder"),
        (("plot", folder, "-o", tmp_path / "c.svg"), "neither a .png nor a .csv"),
        (("plot", empty, "-o", tmp_path / "c.png"), "No epoch"),
        (("plot", folder, "-o", folder / "run.json" / "c.png"), "cannot be made"),
        (("wish", tmp_path, "stop"), "no training's folder"),
        (("list", tmp_path / "nowhere"), "cannot be listed"),
        (("list", folder / "run.json"), "cannot be listed"),
        (("list", folder), "is itself a run"),
    ):
        assert run(*arguments) == 2, arguments
        assert words in capsys.readouterr().err, arguments


@pytest.mark.parametrize(
    "arguments", [("list", "{}/.."), ("show", "{}"), ("plot", "{}", "-o", "{}/c.png"), ("wish", "{}", "stop")]
)
def test_no_network_library_is_loaded(make: Make, arguments: tuple[str, ...]) -> None:
    folder = make("a", 0.7)
    code = (
        "import sys; from skinseg_desktop import cli; cli.main(sys.argv[1:]);"
        "sys.exit(1 if {'torch', 'onnxruntime', 'optuna', 'PySide6', 'matplotlib'} & set(sys.modules) else 0)"
    )
    asked = [argument.format(folder) for argument in arguments]
    subprocess.run([sys.executable, "-c", code, "runs", *asked], check=True, capture_output=True)

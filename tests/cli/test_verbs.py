"""The command line from outside: what is printed, what is written, which exit code."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from skinseg_desktop import cli
from skinseg_desktop.core.places import resources_dir, version
from skinseg_desktop.imaging.mask_file import read_mask
from skinseg_desktop.imaging.photo import read_photo
from skinseg_desktop.zoo import Model

Capture = pytest.CaptureFixture[str]
RUN = [sys.executable, "-m", "skinseg_desktop"]


@pytest.fixture
def photos(data_dir: Path, tmp_path: Path) -> Path:
    """Three photos in a folder of their own."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for path in sorted((data_dir / "images").glob("*.jpg"))[:3]:
        shutil.copy(path, folder)
    return folder


def run(*arguments: object) -> int:
    return cli.main([str(a) for a in arguments])


def test_version_and_help(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as end:
        run("--version")
    assert end.value.code == 0
    assert capsys.readouterr().out == f"skinseg {version()}\n"
    with pytest.raises(SystemExit) as end:
        run("--help")
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert all(verb in said for verb in cli.VERBS) and "Research use only" in said


def test_an_unknown_verb_is_a_users_fault(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as end:
        run("segment")
    assert end.value.code == 2
    assert "predict" in capsys.readouterr().err


def test_predict_writes_every_kind_at_the_photos_size(
    photos: Path, tiny_model: Model, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "out"
    assert (
        run(
            "predict", photos, "-o", out, "--model", tiny_model.folder, "--save", "masks,overlays,probabilities,figures"
        )
        == 0
    )
    said = capsys.readouterr().out
    assert "3 of 3 photos done" in said and str(out / "masks") in said
    for path in photos.glob("*.jpg"):
        photo = read_photo(path)
        assert read_mask(out / "masks" / f"{path.stem}_segmentation.png").mask.shape == photo.pixels.shape[:2]
        assert read_photo(out / "overlays" / f"{path.stem}_overlay.png").pixels.shape == photo.pixels.shape
        assert (out / "probabilities" / f"{path.stem}_probability.png").is_file()
        assert (out / "figures" / f"{path.stem}_figure.png").is_file()


def test_masks_alone_by_default(photos: Path, tiny_model: Model, tmp_path: Path) -> None:
    assert run("predict", photos, "-o", tmp_path / "out", "--model", tiny_model.folder) == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["masks", "skinseg-run.json"]


def test_predict_scores_where_references_are_given(
    data_dir: Path, photos: Path, tiny_model: Model, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "out"
    assert (
        run("predict", photos, "-o", out, "--model", tiny_model.folder, "--masks", data_dir / "masks", "--json", "-")
        == 0
    )
    result = json.loads(capsys.readouterr().out)
    assert result["done"] == 3 and result["scores"]["n"] == 3
    assert (out / "scores.csv").read_text(encoding="utf-8").count("\n") >= 4


def test_predict_of_nothing_readable_is_2_and_writes_no_mask(
    tmp_path: Path, tiny_model: Model, capsys: Capture
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jpg").write_text("no photo")
    assert run("predict", tmp_path / "in", "-o", tmp_path / "out", "--model", tiny_model.folder) == 2
    told = capsys.readouterr()
    assert "a.jpg" in told.out + told.err and "Traceback" not in told.err
    assert not list((tmp_path / "out").rglob("*.png"))


def test_predict_of_an_empty_folder_says_what_was_found_instead(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "in").mkdir()
    assert run("predict", tmp_path / "in", "-o", tmp_path / "out") == 2
    assert "no photo" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_other_settings_into_the_same_folder_stop_before_anything_is_written(
    photos: Path, tiny_model: Model, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "out"
    command = ("predict", photos, "-o", out, "--model", tiny_model.folder)
    assert run(*command) == 0
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    assert run(*command, "--threshold", "0.7") == 2
    assert "--existing" in capsys.readouterr().err
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before
    assert run(*command, "--threshold", "0.7", "--existing", "keep-both") == 0
    assert len(list((out / "masks").glob("*.png"))) == 6
    assert all(p.read_bytes() == b for p, b in before.items() if p.suffix == ".png")


@pytest.mark.parametrize(
    "arguments",
    [("--threshold", "1"), ("--threshold", "0"), ("--cleanup", "polish"), ("--save", "poems"), ("--save", ",")],
)
def test_a_bad_value_gets_one_sentence(
    photos: Path, tiny_model: Model, tmp_path: Path, arguments: tuple[str, str], capsys: Capture
) -> None:
    assert run("predict", photos, "-o", tmp_path / "out", "--model", tiny_model.folder, *arguments) == 2
    assert capsys.readouterr().err.startswith("skinseg: ")
    assert not (tmp_path / "out").exists()


def test_evaluate_prints_json_alone_on_stdout(data_dir: Path, tmp_path: Path, capsys: Capture) -> None:
    csv = tmp_path / "scores.csv"
    assert (
        run("evaluate", "--masks", data_dir / "masks", "--predictions", data_dir / "masks", "--json", "-", "--csv", csv)
        == 0
    )
    result = json.loads(capsys.readouterr().out)
    assert result["mean"]["dice"] == 1 and result["n"] == len(list((data_dir / "masks").glob("*.png")))
    assert csv.is_file()


def test_evaluate_of_a_model_equals_evaluate_of_its_masks(
    data_dir: Path, photos: Path, tiny_model: Model, tmp_path: Path, capsys: Capture
) -> None:
    run("predict", photos, "-o", tmp_path / "out", "--model", tiny_model.folder)
    capsys.readouterr()
    run("evaluate", "--masks", data_dir / "masks", "--predictions", tmp_path / "out" / "masks", "--json", "-")
    of_masks = json.loads(capsys.readouterr().out)
    run("evaluate", "--masks", data_dir / "masks", "--images", photos, "--model", tiny_model.folder, "--json", "-")
    of_model = json.loads(capsys.readouterr().out)
    assert of_masks["n"] == of_model["n"] == 3
    assert of_masks["mean"] == of_model["mean"] and of_masks["pooled"] == of_model["pooled"]


def test_evaluate_with_nothing_to_score_is_2(data_dir: Path, tmp_path: Path) -> None:
    assert run("evaluate", "--masks", data_dir / "masks", "--predictions", tmp_path) == 2


def test_compare_makes_tables_and_figures(
    data_dir: Path, photos: Path, tiny_model: Model, tmp_path: Path, capsys: Capture
) -> None:
    other = tmp_path / "other"
    shutil.copytree(tiny_model.folder, other)
    card = json.loads((other / "card.json").read_text(encoding="utf-8"))
    card["id"], card["threshold"] = "other", 0.6
    (other / "card.json").write_text(json.dumps(card), encoding="utf-8")
    out = tmp_path / "comparison"
    command = (
        "compare",
        "--images",
        photos,
        "--masks",
        data_dir / "masks",
        "--models",
        tiny_model.folder,
        other,
        "-o",
        out,
    )
    assert run(*command) == 0
    report = (out / "comparison.md").read_text(encoding="utf-8")
    assert "Test loss" in report and "**" in report
    assert len(list((out / "figures").rglob("*_figure.png"))) == 6
    assert json.loads((out / "comparison.json").read_text(encoding="utf-8"))["n"] == 3
    capsys.readouterr()
    assert run(*command) == 2
    assert "not empty" in capsys.readouterr().err


def test_demo_copies_real_photos_once_and_overwrites_nothing(tmp_path: Path, capsys: Capture) -> None:
    assert run("demo", tmp_path / "d") == 0 == run("demo", tmp_path / "d")
    shipped = resources_dir() / "demo" / "photos"
    assert sorted(p.name for p in (tmp_path / "d" / "photos").iterdir()) == sorted(p.name for p in shipped.iterdir())
    victim = next((tmp_path / "d" / "photos").iterdir())
    victim.write_bytes(b"mine")
    assert run("demo", tmp_path / "d") == 2
    assert victim.read_bytes() == b"mine"


def test_generated_photos_are_the_same_for_a_seed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run("demo", tmp_path / name, "--generated", 2, "--seed", 7) == 0
    assert run("demo", tmp_path / "c", "--generated", 2, "--seed", 8) == 0
    a, b, c = ([p.read_bytes() for p in sorted((tmp_path / n).rglob("*.png"))] for n in "abc")
    assert len(a) == 4 and a == b and not set(a[2:]) & set(c[2:])


def test_a_bug_leaves_a_report_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def broken(**_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("skinseg_desktop.cli.models.find_models", broken)
    assert run("models", "list") == 1
    report = Path(capsys.readouterr().err.split("The report is in ")[1].split(";\n")[0])
    assert "planted" in report.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_is_130_and_keeps_what_is_finished(
    name: signal.Signals, tiny_model: Model, tmp_path: Path
) -> None:
    run("demo", tmp_path / "many", "--generated", 150)
    out = tmp_path / "out"
    command = [*RUN, "predict", str(tmp_path / "many" / "photos"), "-o", str(out), "--model", str(tiny_model.folder)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while len(list(out.glob("masks/*.png"))) < 5 and time.monotonic() < deadline:
        time.sleep(0.01)
    child.send_signal(name)
    _, said = child.communicate(timeout=60)
    assert child.returncode == 130, said
    assert "Traceback" not in said
    kept = len(list((out / "masks").glob("*.png")))
    assert 5 <= kept < 150 and not list(out.rglob("*.skinseg-tmp"))


def test_a_closed_pipe_is_quiet() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*RUN, "models", "list"], stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert "Traceback" not in done.stderr

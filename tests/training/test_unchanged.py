"""Files that were replaced or taken away since a run was made: it does not go on, and says which and what to do."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from skinseg_desktop import cli
from skinseg_desktop.core.child import command
from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import Work, finish
from skinseg_desktop.store import runs
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.store.runs import Run
from skinseg_desktop.training import checkpoint, loop
from skinseg_desktop.training.loop import train
from skinseg_desktop.training.prepare import Source, check_unchanged
from skinseg_desktop.training.tune import Budget, Found, tune
from skinseg_desktop.window.child import sentence_of

Capture = pytest.CaptureFixture[str]
Damage = Callable[[Path], str]


def replace(data: Path) -> str:
    """A photo becomes another one; what is said of that."""
    first, second = sorted((data / "images").iterdir())[:2]
    first.write_bytes(second.read_bytes())
    return f"1 file is another than when this training began, such as {first.name}."


def take_away(data: Path) -> str:
    """Two masks are gone; what is said of that."""
    first, second = sorted((data / "masks").iterdir())[:2]
    first.unlink()
    second.unlink()
    return f"2 files of this training are missing or cannot be read, such as {first.name}."


@pytest.fixture
def data(small_pairs: Path, small_split: Path, tmp_path: Path) -> Path:
    """The small pairs, to be changed."""
    assert small_split.is_file()
    return Path(shutil.copytree(small_pairs, tmp_path / "small"))


@pytest.fixture
def run(new_run: Callable[..., Run], data: Path) -> Run:
    """A run that is made and has not begun."""
    return new_run(data=data, split=data / "split.json")


@pytest.fixture
def begun(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run that has a checkpoint."""
    monkeypatch.setattr(loop, "SAVE_EVERY", 0.0)
    work = train(run)
    while not checkpoint.states(run.folder):
        next(work)
    work.close()
    return run


def test_all_is_counted_and_progress_is_shown(run: Run, data: Path) -> None:
    steps = list(check_unchanged(run.folder))
    assert [step.done for step in steps] == list(range(1, 13)) and {step.total for step in steps} == {12}
    said = (replace(data), take_away(data))
    with pytest.raises(UserError) as caught:
        finish(check_unchanged(run.folder))
    assert caught.value.what == f"{said[0].removesuffix('.')}; {said[1]}"
    assert "Put the earlier ones back" in caught.value.hint and "--out" in caught.value.hint


@pytest.mark.parametrize("damage", [replace, take_away])
def test_a_run_that_was_prepared_does_not_start(run: Run, data: Path, capsys: Capture, damage: Damage) -> None:
    said = damage(data)
    assert cli.main(["train", "--out", str(run.folder), "--resume"]) == 2
    assert said in capsys.readouterr().err
    assert runs.state_of(run) == "waiting"


@pytest.mark.slow
def test_a_run_that_has_begun_does_not_go_on_without_a_file(begun: Run, data: Path) -> None:
    before = Path(shutil.copytree(data / "masks", data / "kept"))
    said = take_away(data)
    with pytest.raises(UserError) as caught:
        finish(train(begun))
    assert caught.value.what == said and checkpoint.states(begun.folder)
    for mask in before.iterdir():
        shutil.copy(mask, data / "masks")
    finish(train(begun))
    assert runs.state_of(begun) == "finished"


@pytest.mark.slow
def test_the_window_s_child_says_it_and_keeps_the_checkpoint(begun: Run, data: Path) -> None:
    """What the window starts to go on, and what it reads of its end."""
    said = replace(data)
    arguments = ["--out", str(begun.folder), "--attached", "--resume"]
    with subprocess.Popen(
        command("train", arguments), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr is not None
        complaint = child.stderr.read()
    assert child.returncode == 2, complaint
    assert sentence_of(complaint).startswith(said)
    assert runs.state_of(begun) == "failed" and checkpoint.states(begun.folder)


@pytest.mark.slow
def test_a_study_does_not_go_on_either_and_no_trial_fails_for_it(data: Path, tmp_path: Path) -> None:
    recipe = Recipe(name="tiny", start="scratch", size=64, epochs=1, batch=2, threads=1)
    out = tmp_path / "study"

    def search() -> Work[Found]:
        return tune(Source([data], split=data / "split.json"), recipe, (), out, Budget(1), ["tune"])

    work = search()
    while not (out / "data" / runs.CONFIG).exists():
        next(work)
    work.close()
    said = replace(data)
    with pytest.raises(UserError, match="begin") as caught:
        finish(search())
    assert caught.value.what == said
    assert [runs.state_of(runs.read_run(trial)) for trial in (out / "trials").iterdir()] == ["interrupted"]

"""The search: one split for all, the validation part alone, pruned, resumed, marked; its best is a recipe."""

from __future__ import annotations

import csv
import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skinseg_desktop.core.errors import OutputError, UserError
from skinseg_desktop.core.progress import Progress, Work, finish
from skinseg_desktop.store import runs
from skinseg_desktop.store.recipe import AUGMENTATIONS, LOSSES, Recipe, read_recipe
from skinseg_desktop.training import search, study
from skinseg_desktop.training.prepare import SAMPLES, Source
from skinseg_desktop.training.space import SPACE, Near, applied, recipe_file, searched
from skinseg_desktop.training.tune import Budget, Found, tune

FIXED = ("size", "start", "batch", "threads")
TINY = Recipe(name="tiny", start="scratch", size=64, epochs=1, batch=2, rate=1e-3, keep="best", threads=1)
Train = Callable[[runs.Run], Work[str]]


def searching(data: Path, out: Path, trials: int | None, recipe: Recipe = TINY, **more: Any) -> Work[Found]:
    return tune(Source([data]), recipe, FIXED, out, Budget(trials, **more), ["tune"])


@pytest.fixture(scope="module")
def data(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The photos in a folder of a name of its own, without those that a search of seconds need not see."""
    folder = tmp_path_factory.mktemp("tune") / "photos"
    shutil.copytree(data_dir, folder)
    for path in sorted((folder / "images").iterdir())[8:]:
        path.unlink()
        (folder / "masks" / f"{path.stem}_segmentation.png").unlink()
    return folder


def pretended(*outcomes: Any) -> Train:
    """A training of no time: its validation Dices in four records, then its outcome; an error is raised."""
    left = iter(outcomes)

    def train(run: runs.Run) -> Work[str]:
        told = next(left)
        say = runs.EventWriter(run.folder)
        say("started", step=0)
        if isinstance(told, Exception):
            say("ended", outcome="failed", sentence=str(told))
            raise told
        *dices, outcome = told
        for step, dice in enumerate(dices, 1):
            say("epoch", epoch=step, step=step, steps=4, validation={"dice": dice}, seconds=step)
            yield Progress(step, 4)
            if runs.wished(run.folder) == "discard":
                outcome = "discarded"
                break
        say("ended", outcome=outcome)
        return str(outcome)

    return train


@pytest.mark.slow
def test_a_real_search_interrupted_and_gone_on_with(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "study"
    working = searching(data, out, 2)
    first = out / "trials" / "0000"
    for _ in working:
        if first.exists() and any(event["kind"] == "started" for event in runs.read_run(first).events()):
            break
    working.close()
    assert runs.state_of(runs.read_run(first)) == "interrupted" and list((first / "checkpoints").iterdir())
    assert not (out / "best.toml").exists()

    found = finish(searching(data, out, 2))
    assert [row.known.state for row in found.rows] == ["finished"] * 2
    kinds = [event["kind"] for event in runs.read_run(first).events()]
    assert kinds.count("started") == 1 and kinds.count("resumed") == 1
    base = json.loads((out / "data" / SAMPLES).read_bytes())
    assert base["test"], "there is a test part to keep from them"
    for number in range(2):
        folder = out / "trials" / f"{number:04d}"
        samples = json.loads((folder / SAMPLES).read_bytes())
        assert samples == {**base, "test": []}
        assert (folder / "split.json").read_bytes() == (out / "data" / "split.json").read_bytes()
        result = runs.read_run(folder).result()
        assert result is not None and result["part"] == "validation"
        assert (folder / "model" / "weights.safetensors").exists() and not (folder / "checkpoints").exists()
    by_number = {row.known.number: row for row in found.rows}
    assert by_number[0].recipe == TINY and by_number[1].recipe != TINY
    assert found.recipe is not None and found.rows[0].known.dice == max(row.known.dice or 0 for row in found.rows)
    best = read_recipe(str(found.recipe))
    assert {**best.to_json(), "name": "", "description": ""} == {
        **found.rows[0].recipe.to_json(), "name": "", "description": ""
    }  # fmt: skip
    assert best.name == "tiny-tuned" and "2 trials" in best.description
    with (out / "trials.csv").open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert [row["state"] for row in table] == ["finished"] * 2 and "rate" in table[0] and "batch" not in table[0]
    # The same command once more has nothing to do.
    assert finish(searching(data, out, 2)) == found


@pytest.fixture(scope="module")
def begun(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study whose photos are found and split."""
    out = tmp_path_factory.mktemp("begun") / "study"
    working = searching(data, out, 1)
    while not (out / "data" / runs.CONFIG).exists():
        next(working)
    working.close()
    return out


@pytest.fixture
def quick(data: Path, begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Found]:
    """A search whose trainings are pretended: what is tested is the search."""
    shutil.copytree(begun, tmp_path / "study")

    def run(*outcomes: Any, trials: int | None = None, recipe: Recipe = TINY) -> Found:
        if recipe != TINY:
            shutil.rmtree(tmp_path / "study")
        monkeypatch.setattr(search, "train", pretended(*outcomes))
        return finish(searching(data, tmp_path / "study", trials or len(outcomes), recipe))

    return run


@pytest.mark.slow
def test_what_lies_below_the_median_is_pruned_and_leaves_no_checkpoint(
    quick: Callable[..., Found], tmp_path: Path
) -> None:
    good = (0.5, 0.6, 0.7, 0.8, "finished")
    found = quick(*[good] * study.FIRST_TRIALS, (0.1, 0.2, 0.3, 0.4, "finished"), (0.6, 0.7, 0.8, 0.9, "finished"))
    states = {row.known.number: row.known.state for row in found.rows}
    assert states == {0: "finished", 1: "finished", 2: "finished", 3: "finished", 4: "pruned", 5: "finished"}
    assert found.rows[0].known.number == 5 and found.rows[0].known.dice == 0.9
    pruned = next(row for row in found.rows if row.known.state == "pruned")
    assert pruned.epochs < 4 and not (tmp_path / "study" / "trials" / "0004" / "checkpoints").exists()
    assert "0.9000, which tiny itself brings to 0.8000" in read_recipe(str(found.recipe)).description


def test_the_dice_is_that_of_the_weights_that_are_kept(quick: Callable[..., Found]) -> None:
    last = dataclasses.replace(TINY, keep="last")
    found = quick((0.5, 0.9, 0.6, 0.7, "finished"), (0.5, 0.9, "stopped"), recipe=last)
    assert {row.known.number: row.known.dice for row in found.rows} == {0: 0.7, 1: 0.9}


def test_a_trial_that_fails_is_marked_and_the_search_goes_on(quick: Callable[..., Found]) -> None:
    found = quick((0.5, "diverged"), UserError("The memory does not suffice.", "Smaller."), (0.3, 0.4, "finished"))
    rows = {row.known.number: row.known for row in found.rows}
    assert [rows[n].state for n in range(3)] == ["failed", "failed", "finished"]
    assert rows[0].reason == "diverged" and "memory" in rows[1].reason
    assert found.rows[0].known.number == 2


def test_where_all_fail_the_search_gives_up(quick: Callable[..., Found], tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"All of 3 trials failed: No\. Really"):
        quick(*[UserError("No.", "Really.")] * 5)
    assert not (tmp_path / "study" / "best.toml").exists()


def test_a_full_disk_and_a_bug_end_the_search_and_lose_nothing(quick: Callable[..., Found]) -> None:
    good = (0.5, 0.6, "finished")
    with pytest.raises(OutputError):
        quick(good, OutputError("The disk is full."), trials=2)
    with pytest.raises(ZeroDivisionError):
        quick(ZeroDivisionError("bug"), trials=3)
    found = quick(good, trials=3)
    assert {row.known.number: row.known.state for row in found.rows} == {0: "finished", 1: "failed", 2: "finished"}
    assert "bug" in next(row.known.reason for row in found.rows if row.known.number == 1)


def test_minutes_end_it_and_what_is_at_work_waits(
    quick: Callable[..., Found], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(run: runs.Run) -> Work[str]:
        for step in range(1_000_000):
            yield Progress(step, 1_000_000)
        return "finished"

    monkeypatch.setattr(search, "train", endless)
    found = finish(searching(data, tmp_path / "study", None, minutes=0.005))
    assert found.recipe is None and [row.known.state for row in found.rows] == ["waiting"]
    monkeypatch.setattr(search, "train", pretended((0.5, "finished")))
    assert [row.known.state for row in finish(searching(data, tmp_path / "study", 1)).rows] == ["finished"]


def test_a_search_gone_on_with_tries_what_it_would_have_tried(
    quick: Callable[..., Found], data: Path, begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = (0.5, 0.6, "finished")
    quick(good, good)
    parted = quick(good, trials=3)
    shutil.copytree(begun, tmp_path / "other")
    monkeypatch.setattr(search, "train", pretended(good, good, good))
    whole = finish(searching(data, tmp_path / "other", 3))
    assert [row.recipe for row in parted.rows] == [row.recipe for row in whole.rows]


def test_another_command_or_a_second_leader_is_refused(quick: Callable[..., Found], data: Path, tmp_path: Path) -> None:
    quick((0.5, "finished"))
    out = tmp_path / "study"
    with pytest.raises(UserError, match="another recipe"):
        finish(searching(data, out, 2, Recipe(name="other", start="scratch", size=64)))
    with pytest.raises(UserError, match="another --data and another --split"):
        finish(tune(Source([data.parent], split=data), TINY, FIXED, out, Budget(1), []))
    with pytest.raises(UserError, match="another --set"):
        finish(tune(Source([data]), TINY, ("loss",), out, Budget(1), []))
    with runs.working_in(out), pytest.raises(UserError, match="at work"):
        finish(searching(data, out, 2))
    (out / study.DATABASE).write_bytes(b"no database at all, but long enough to be read as one" * 99)
    with pytest.raises(UserError, match="is no study"):
        finish(searching(data, out, 2))
    with pytest.raises(UserError, match="folder of a training"):
        finish(searching(data, out / "trials" / "0000", 2))


def test_what_cannot_be_trained_is_said_before_any_photo_is_looked_at(data: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="multiples of 32"):
        next(searching(data, tmp_path / "study", 2, Recipe(start="scratch", size=50)))


def test_the_space_follows_the_recipe() -> None:
    whole = {line.key for line in searched(Recipe(), frozenset(), True)}
    assert whole == {line.key for line in SPACE}
    assert whole >= {"rate", "encoder_rate", "loss", "ema", "batch", "drop_connect", "decay", "augment.hairs"}
    assert not {"rate", "augment.hairs"} & {
        line.key for line in searched(Recipe(), frozenset({"rate", "augment"}), True)
    }
    assert "encoder_rate" not in {line.key for line in searched(Recipe(), frozenset(), False)}
    # What is switched off by 0 has no neighbourhood.
    assert "decay" not in {line.key for line in searched(Recipe(decay=0), frozenset(), True)}
    keys = set(Recipe().to_json()) | {f"augment.{group}" for group in AUGMENTATIONS}
    assert {line.key for line in SPACE} <= keys and all(line.factor > 1 for line in SPACE if isinstance(line, Near))


def test_values_become_a_recipe_that_a_file_gives_back(tmp_path: Path) -> None:
    base = Recipe(
        name='a "name" \\ with\ttab', repeat={"ham crops": 3, "b.c": 2}, validate_on=("ä",), augment=("blur",)
    )
    made = applied(
        base, {"rate": 0.00123456, "batch": 8, "loss": LOSSES[1], "augment.blur": False, "augment.jpeg": True}
    )
    assert (made.rate, made.batch, made.loss, made.augment) == (0.00123, 8, LOSSES[1], ("jpeg",))
    for recipe in (base, made, Recipe(), Recipe(rate=5e-7, deterministic=False)):
        path = tmp_path / "r.toml"
        path.write_text(recipe_file(recipe), encoding="utf-8")
        assert read_recipe(str(path)) == recipe

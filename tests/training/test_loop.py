"""A whole training of seconds: what it leaves behind, how it obeys, and that it goes on where it was."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from skinseg_desktop.core.errors import OutputError, UserError
from skinseg_desktop.core.progress import Progress, finish
from skinseg_desktop.store import runs
from skinseg_desktop.store.runs import Run
from skinseg_desktop.training import checkpoint, loop
from skinseg_desktop.training.loop import strip_numbers, train
from skinseg_desktop.training.validate import Scores, Validation

pytestmark = pytest.mark.timeout(60)
NewRun = Callable[..., Run]


def kinds(run: Run) -> list[str]:
    return [event["kind"] for event in run.events()]


def said(run: Run, kind: str) -> list[dict[str, Any]]:
    return [event for event in run.events() if event["kind"] == kind]


def weights_of(run: Run) -> str:
    return hashlib.sha256((run.model / "weights.safetensors").read_bytes()).hexdigest()


def after(progress: Progress, step: int) -> bool:
    """Whether a step is just done, or waits in a pause: photos that are loaded have names with a slash."""
    return (progress.done, progress.total) == (step, 6) and "/" not in progress.item


def until(run: Run, step: int) -> list[Progress]:
    """Train until after a step, and leave it there."""
    work, seen = train(run), []
    for progress in work:
        seen.append(progress)
        if after(progress, step):
            break
    work.close()
    return seen


@pytest.fixture
def quick_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model's making and scoring is another test's."""

    def nothing(run: Run, _recipe: object, _rule: object, weights: dict[str, torch.Tensor]) -> Any:
        checkpoint.write_best(run.folder, {}, {})
        run.model.mkdir(exist_ok=True)
        checkpoint._write(run.model / "weights.safetensors", checkpoint.State(weights, {}))
        yield Progress(1, 1)

    monkeypatch.setattr(loop, "finish_run", nothing)


def test_a_whole_training(new_run: NewRun) -> None:
    run = new_run(keep="last")
    seen = list(train(run))
    assert kinds(run)[:2] == ["loading", "started"] and kinds(run)[-2:] == ["finishing", "ended"]
    assert runs.state_of(run) == "finished" and not runs.is_alive(run.folder)
    started = run.events()[1]
    assert (started["step"], started["steps"], started["steps_per_epoch"], started["threads"]) == (0, 6, 3, 1)
    assert (started["photos"], started["validation"], started["device"], started["precision"]) == (6, 3, "cpu", "fp32")
    records = runs.epochs_of(run.events())
    assert [(r["epoch"], r["step"]) for r in records] == [(1, 3), (2, 6)]
    for record in records:
        assert set(record["train"]) == {"loss", "dice", "iou"}
        assert set(record["validation"]) == {"n", "loss", "dice", "iou", "failed", "pooled_dice"}
        assert record["validation"]["n"] == 3 and (run.folder / record["sample"]).stat().st_size > 1000
    assert records[0]["best"] is True
    for name in ("run.json", "split.json", "samples.json", "environment.json", "plan.json", "result.json", "log.txt"):
        assert (run.folder / name).stat().st_size
    assert {path.name for path in run.model.iterdir()} == {"card.json", "model.onnx", "weights.safetensors"}
    assert len(checkpoint.states(run.folder)) == 1 and checkpoint.read_best(run.folder) is not None
    json.loads((run.folder / "plan.json").read_bytes())
    phases = list(dict.fromkeys(progress.phase for progress in seen))
    assert phases == ["reading the training photos", "reading the held-out photos", "", "scoring the new model"]
    assert not list(run.folder.rglob("*.skinseg-tmp"))


@pytest.mark.slow
@pytest.mark.usefixtures("quick_end")
def test_wherever_it_is_left_it_ends_as_the_undisturbed_one(new_run: NewRun) -> None:
    whole = new_run("whole", size=96, small=64, small_share=0.5)
    finish(train(whole))
    for step in (3, 5):
        run = new_run(f"left-{step}", size=96, small=64, small_share=0.5)
        until(run, step)
        assert runs.state_of(run) == "interrupted"
        state, _ = checkpoint.read_newest(run.folder)
        assert state is not None and state.values["step"] == step
        finish(train(run))
        assert said(run, "resumed")[0]["step"] == step
        assert weights_of(run) == weights_of(whole)
        for ours, theirs in zip(runs.epochs_of(run.events()), runs.epochs_of(whole.events()), strict=True):
            for key in ("train", "validation", "best", "rate"):
                assert ours[key] == theirs[key]


@pytest.mark.usefixtures("quick_end")
def test_left_while_it_is_scored_it_is_scored_again(new_run: NewRun, monkeypatch: pytest.MonkeyPatch) -> None:
    run = new_run()
    work = train(run)
    real = Validation.measure
    scoring = []

    def measure(*arguments: Any) -> Any:
        scoring.append(1)
        return (yield from real(*arguments))

    monkeypatch.setattr(Validation, "measure", measure)
    for _ in work:
        if scoring:
            break
    work.close()
    assert not said(run, "epoch")
    finish(train(run))
    assert [(r["epoch"], r["validation"]["n"]) for r in said(run, "epoch")] == [(1, 3), (2, 3)]


@pytest.mark.usefixtures("quick_end")
def test_a_wish_to_stop_keeps_the_best(new_run: NewRun) -> None:
    run = new_run()
    work = train(run)
    for progress in work:
        if after(progress, 4):
            runs.wish(run.folder, "stop")
    assert runs.state_of(run) == "stopped" and said(run, "ended")[0]["step"] == 4
    record = said(run, "epoch")[0]
    best = checkpoint.read_state(run.model / "weights.safetensors")
    assert record["step"] == 3 and best.tensors


@pytest.mark.usefixtures("quick_end")
def test_a_wish_to_discard_leaves_no_weights(new_run: NewRun) -> None:
    run = new_run()
    for progress in train(run):
        if after(progress, 4):
            runs.wish(run.folder, "discard")
    assert runs.state_of(run) == "discarded"
    assert not list((run.folder / checkpoint.FOLDER).iterdir()) and not run.model.exists()


@pytest.mark.usefixtures("quick_end")
def test_a_pause_waits_and_can_be_left(new_run: NewRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "LOOK_EVERY", 0.001)
    run = new_run()
    waited, notes = 0, []
    for progress in train(run):
        notes.append(progress.note)
        if not after(progress, 2):
            continue
        if runs.wished(run.folder) == "run" and not waited:
            runs.wish(run.folder, "pause")
        elif runs.state_of(run) == "paused":
            waited += 1
            if waited == 5:
                runs.wish(run.folder, "run")
    assert waited >= 5 and runs.state_of(run) == "finished"
    assert kinds(run).count("paused") == kinds(run).count("continued") == 1 and notes.count("paused") == 1
    other = new_run("other")
    runs.wish(other.folder, "pause")
    work = train(other)
    while runs.state_of(other) != "paused":
        next(work)
    work.close()
    assert runs.state_of(other) == "interrupted"


@pytest.mark.usefixtures("quick_end")
def test_early_stopping_counts_records_without_a_better_dice(new_run: NewRun, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = iter([0.5, 0.6, 0.6, 0.55, 0.9, 0.9])
    monkeypatch.setattr(Validation, "mean", lambda *_: Scores(3, 1.0, next(scores), 0.4, 0.0, 0.5))
    run = new_run(epochs=6, patience=2, keep="best")
    finish(train(run))
    assert [r["best"] for r in said(run, "epoch")] == [True, True, False, False]
    assert runs.state_of(run) == "finished" and said(run, "ended")[0]["step"] == 12
    # One that was left after its last record does not train on either.
    (run.folder / runs.EVENTS).unlink()
    finish(train(run))
    assert said(run, "resumed")[0]["step"] == said(run, "ended")[0]["step"] == 12


@pytest.mark.usefixtures("quick_end")
def test_the_best_epoch_becomes_the_model_or_the_last_one(new_run: NewRun, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {}
    for keep in ("best", "last"):
        scores = iter([0.9, 0.1])
        monkeypatch.setattr(Validation, "mean", lambda *_, s=scores: Scores(3, 1.0, next(s), 0.4, 0.0, 0.5))
        run = new_run(keep, keep=keep)
        best: list[dict[str, torch.Tensor]] = []
        monkeypatch.setattr(checkpoint, "write_best", lambda _f, w, _r, b=best: b.append(w))
        monkeypatch.setattr(checkpoint, "read_best", lambda _f, b=best: checkpoint.State(b[0], {}))
        finish(train(run))
        made[keep] = checkpoint.read_state(run.model / "weights.safetensors").tensors["head.weight"]
        assert torch.equal(made[keep], best[0]["head.weight"]) == (keep == "best")


@pytest.mark.slow
@pytest.mark.usefixtures("quick_end")
def test_minutes_become_steps_once(new_run: NewRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skinseg_desktop.training.plan.WARM", 1)
    monkeypatch.setattr("skinseg_desktop.training.plan.COUNTED", 2)
    run = new_run(minutes=0.01, size=96, small=64, small_share=0.4)
    finish(train(run))
    plan = json.loads((run.folder / "plan.json").read_bytes())
    assert plan["steps"] >= 2 and plan["switch"] == int(0.4 * plan["steps"]) and set(plan["probed"]) == {"64", "96"}
    assert said(run, "started")[0]["steps"] == said(run, "ended")[0]["step"] == plan["steps"]
    # With its plan it ends bit by bit the same, however fast the machine is then.
    again = new_run("again", minutes=0.01, size=96, small=64, small_share=0.4)
    (again.folder / "plan.json").write_bytes((run.folder / "plan.json").read_bytes())
    finish(train(again))
    assert weights_of(again) == weights_of(run)


@pytest.mark.usefixtures("quick_end")
def test_a_first_side_that_is_off_has_no_steps_in_a_new_plan_or_an_old_one(new_run: NewRun) -> None:
    run, old = (new_run(name, small=64, small_share=0.5) for name in ("run", "old"))
    finish(train(run))
    plan = json.loads((run.folder / "plan.json").read_bytes())
    assert plan["switch"] == 0 and [record["side"] for record in said(run, "epoch")] == [64, 64]
    # As programs wrote it that took any first side.
    (old.folder / "plan.json").write_text(json.dumps({**plan, "switch": 3}))
    finish(train(old))
    assert [record["side"] for record in said(old, "epoch")] == [64, 64]


@pytest.mark.slow
@pytest.mark.usefixtures("quick_end")
def test_a_damaged_checkpoint_is_said_and_the_one_before_is_used(new_run: NewRun) -> None:
    whole, run = new_run("whole"), new_run()
    finish(train(whole))
    until(run, 2)
    until(run, 4)
    newest = checkpoint.states(run.folder)[-1]
    newest.write_bytes(newest.read_bytes()[:1000])
    notes = [progress.note for progress in train(run)]
    assert [event["step"] for event in said(run, "resumed")] == [2, 2]
    assert "is damaged" in said(run, "warning")[-1]["sentence"] and any("is damaged" in note for note in notes)
    assert weights_of(run) == weights_of(whole)


@pytest.mark.usefixtures("quick_end")
def test_speed_is_that_of_the_steps_since_the_last_line(new_run: NewRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "SAY_EVERY", 0.0)
    run = new_run()
    finish(train(run))
    lines = said(run, "step")
    assert [line["step"] for line in lines] == [1, 2, 3, 4, 5, 6]
    assert all(0 < line["images_per_second"] < 10_000 and 0 <= line["waiting_share"] <= 1 for line in lines)
    assert lines[-1]["remaining"] == 0 and lines[0]["memory_mb"] > 50


@pytest.mark.usefixtures("quick_end")
def test_the_time_left_knows_that_a_larger_side_takes_longer(new_run: NewRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "SAY_EVERY", 0.0)
    monkeypatch.setattr(loop, "NEWEST", 1.0)
    run = new_run(size=96, small=64, small_share=0.5)
    finish(train(run))
    for line, steps_worth in zip(said(run, "step"), (2 + 3 * 2.25, 1 + 3 * 2.25, 3 * 2.25, 2, 1, 0), strict=True):
        seconds_of_a_step = 2 / line["images_per_second"]
        assert line["remaining"] == pytest.approx(seconds_of_a_step * steps_worth, rel=0.05, abs=0.1)


def test_the_strip_is_chosen_by_the_seed() -> None:
    assert strip_numbers(100, 11) == strip_numbers(100, 11) != strip_numbers(100, 12)
    assert strip_numbers(3, 11) == [0, 1, 2] and len(strip_numbers(100, 11)) == 6


def test_two_trainings_in_one_folder_are_refused(new_run: NewRun) -> None:
    run = new_run()
    work = train(run)
    next(work)
    with pytest.raises(OutputError, match="at work"):
        finish(train(run))
    work.close()
    assert "failed" not in [event.get("outcome") for event in run.events()]


def test_nothing_to_validate_with_is_said(new_run: NewRun) -> None:
    with pytest.raises(UserError, match="validate_on"):
        new_run(validate_on=("another",))


def test_a_data_folder_that_only_the_recipe_names_is_told(new_run: NewRun) -> None:
    run = new_run(crops=("a third",), repeat={"a fourth": 2})
    told = [note for note in run.config["notes"] if "no effect" in note]
    assert len(told) == 2 and "a third (crops)" in told[0] and "a fourth (repeat)" in told[1]


@pytest.mark.usefixtures("quick_end")
def test_a_photo_that_is_gone_later_ends_it_with_its_name_and_a_checkpoint(
    new_run: NewRun, small_pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = new_run(cache_mb=0)
    work = train(run)
    for progress in work:
        if after(progress, 2):
            break
    monkeypatch.setattr(
        "skinseg_desktop.training.photos.read_photo", lambda _: (_ for _ in ()).throw(UserError("gone.jpg is gone."))
    )
    with pytest.raises(UserError, match="gone"):
        finish(work)
    assert runs.state_of(run) == "failed" and "gone.jpg" in said(run, "ended")[0]["sentence"]
    state, _ = checkpoint.read_newest(run.folder)
    assert state is not None and state.values["step"] >= 2
    monkeypatch.undo()


@pytest.mark.usefixtures("quick_end")
def test_a_training_whose_folder_is_deleted_ends(new_run: NewRun) -> None:
    run = new_run()
    work = train(run)
    for progress in work:
        if after(progress, 1):
            break
    # A drive that is away may come back: it goes on, and tries again to write.
    away = run.folder.parent.rename(run.folder.parent.with_name("away"))
    next(work)
    away.rename(run.folder.parent)
    shutil.rmtree(run.folder)
    with pytest.raises(UserError, match="folder is gone"):
        for _ in work:
            pass
    assert not (run.folder / "checkpoints").exists()

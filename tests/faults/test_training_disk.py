"""Faults of a training's disk: row T2, no room at its beginning and at its end."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from torch import Tensor

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.store import runs
from skinseg_desktop.store.runs import EventWriter
from skinseg_desktop.training import checkpoint, loop
from skinseg_desktop.training.loop import train
from tests.faults.trainings import NewRun, ended, equal, said

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def peace(new_run: NewRun, quick_end: None) -> dict[str, Tensor]:
    """What an undisturbed training ends with."""
    run = new_run("peace", keep="last")
    finish(train(run))
    return ended(run)


@pytest.mark.slow
def test_t2_what_cannot_be_written_is_said_once_and_changes_nothing(
    new_run: NewRun, peace: dict[str, Tensor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "SAVE_EVERY", 0.0)
    from skinseg_desktop.imaging import write_atomic as write

    for number, what in enumerate(("checkpoints/step-", "checkpoints/best", "samples/", "")):
        run = new_run(f"run-{number}", keep="last")
        refused: list[str] = []

        def full(path: Path, data: bytes, what: str = what, refused: list[str] = refused) -> None:
            name = f"{path.parent.name}/{path.name}"
            if path.name not in ("plan.json", "weights.safetensors") and what in name:
                refused.append(name)
                raise OutputError(f"{path.name} cannot be written: no space left on device.", "Make room.")
            write(path, data)

        with monkeypatch.context() as patch:
            patch.setattr(checkpoint, "write_atomic", full)
            patch.setattr(loop, "write_atomic", full)
            notes = " ".join(progress.note for progress in train(run))
        assert refused and runs.state_of(run) == "finished" and equal(ended(run), peace)
        assert "no space left on device. The training goes on and tries again." in notes
        # Once for each kind of file: the environment, a checkpoint, the best epoch, a picture.
        assert len(said(run, "warning")) == (1 if what else 4)
        assert bool(checkpoint.states(run.folder)) == (what in ("samples/", "checkpoints/best"))


@pytest.mark.slow
@pytest.mark.parametrize("step", [2, 3, 6])
def test_t2_whichever_write_fails_the_last_whole_one_is_gone_on_from(
    new_run: NewRun, peace: dict[str, Tensor], monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """From this step on nothing can be written; then the process dies, room is made, and it goes on."""
    monkeypatch.setattr(loop, "SAVE_EVERY", 0.0)
    run = new_run(keep="last")
    work = train(run)
    for progress in work:
        if progress.item and "/" not in progress.item and progress.done == step:
            break
    whole = [path.read_bytes() for path in checkpoint.states(run.folder)]
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))
        if step < 6:
            next(work)
        work.close()
    assert [path.read_bytes() for path in checkpoint.states(run.folder)] == whole
    state, faults = checkpoint.read_newest(run.folder)
    assert state is not None and state.values["step"] == step and faults == ()
    finish(train(run))
    assert equal(ended(run), peace)


@pytest.mark.slow
@pytest.mark.usefixtures("quick_end")
def test_t2_the_best_epoch_is_kept_in_memory_until_there_is_room(
    new_run: NewRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only best epoch meets a full disk: the model is made of it all the same."""
    monkeypatch.setattr(loop, "SAVE_EVERY", 0.0)
    scores = iter([0.9, 0.1, 0.2, 0.9, 0.1, 0.2])
    from skinseg_desktop.training.validate import Scores, Validation

    monkeypatch.setattr(Validation, "mean", lambda *_: Scores(3, 1.0, next(scores), 0.4, 0.0, 0.5))
    peace, run = new_run("peace", epochs=3), new_run(epochs=3)
    finish(train(peace))
    real = checkpoint.write_best
    calls = []

    def write_best(*arguments: Any) -> None:
        calls.append(1)
        if len(calls) < 3:
            raise OutputError("best.safetensors cannot be written.", "Make room.")
        real(*arguments)

    monkeypatch.setattr(checkpoint, "write_best", write_best)
    finish(train(run))
    assert len(calls) == 3 and equal(ended(run), ended(peace))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_t2_a_folder_without_the_right_to_write(new_run: NewRun) -> None:
    run = new_run()
    (run.folder / "checkpoints").chmod(0o500)
    finish(train(run))
    assert runs.state_of(run) == "finished"


def test_a_disk_that_is_full_when_the_model_is_made(new_run: NewRun, monkeypatch: pytest.MonkeyPatch) -> None:
    run = new_run()
    with monkeypatch.context() as patch:
        patch.setattr(
            "skinseg_desktop.zoo.convert.write_atomic",
            lambda path, _: (_ for _ in ()).throw(
                OutputError(f"{path.name} cannot be written: no space.", "Make room.")
            ),
        )
        with pytest.raises(OutputError, match="no space"):
            finish(train(run))
    assert runs.state_of(run) == "failed" and not run.model.exists()
    # With room again it only makes the model.
    finish(train(run))
    assert runs.state_of(run) == "finished" and said(run, "resumed")[0]["step"] == 6 and run.result()


def test_a_full_disk_with_no_checkpoint_on_it_is_waited_for_at_the_end(
    new_run: NewRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the training is on the disk when its model cannot be written either: to end would lose it."""
    monkeypatch.setattr(loop, "LOOK_EVERY", 0.0)
    run = new_run(epochs=1)
    from skinseg_desktop.imaging import write_atomic as real

    room = False

    def write(path: Path, data: bytes) -> None:
        if not room:
            raise OutputError(f"{path.name} cannot be written: no space.", "Make room.")
        real(path, data)

    monkeypatch.setattr(checkpoint, "write_atomic", write)
    monkeypatch.setattr("skinseg_desktop.zoo.convert.write_atomic", write)
    work, waited = train(run), 0
    while True:
        try:
            step = next(work)
        except StopIteration as end:
            outcome = end.value
            break
        waited += bool(waited) or "waits for room" in step.note
        room = waited > 100
    assert outcome == runs.state_of(run) == "finished" and run.result() and checkpoint.states(run.folder)
    assert [e["sentence"] for e in said(run, "warning")][-1].startswith("weights.safetensors cannot be written")
    # One that nobody wants any more ends.
    room, unwanted = False, new_run("unwanted", epochs=1)
    with pytest.raises(OutputError, match="no space"):
        for step in train(unwanted):
            if "waits for room" in step.note:
                runs.wish(unwanted.folder, "discard")
    assert runs.state_of(unwanted) == "failed"


def test_a_disk_without_room_for_the_checkpoints_is_refused_at_the_start(
    new_run: NewRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = new_run(epochs=1)
    with monkeypatch.context() as patch:
        patch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1 << 10))
        with pytest.raises(OutputError, match=r"has 0 MiB of room, .* take \d+ MiB\. Make room"):
            finish(train(run))
    assert runs.state_of(run) == "failed" and not said(run, "started")
    assert finish(train(run)) == "finished"


def test_events_that_cannot_be_written_end_nothing(new_run: NewRun, monkeypatch: pytest.MonkeyPatch) -> None:
    run = new_run(epochs=1)
    EventWriter(run.folder)("of before")
    real = Path.open

    def full(self: Path, mode: str = "r", *more: Any, **others: Any) -> Any:
        if self.name in (runs.EVENTS, runs.LOG) and "a" in mode:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, mode, *more, **others)

    monkeypatch.setattr(Path, "open", full)
    assert finish(train(run)) == "finished"
    assert [event["kind"] for event in run.events()] == ["of before"] and run.result()

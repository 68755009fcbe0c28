"""Faults of a training: rows T1, T3 to T6, T8 and X3, and interruptions; its disk is in ``test_training_disk``."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import math
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from skinseg_desktop import cli
from skinseg_desktop.cli.train import NICE
from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.store import runs
from skinseg_desktop.store.runs import Run
from skinseg_desktop.training import checkpoint, loop, trainer
from skinseg_desktop.training.batches import Batch
from skinseg_desktop.training.loop import train
from skinseg_desktop.training.trainer import Trainer
from tests.faults.trainings import NewRun, ended, equal, said, sentences

pytestmark = pytest.mark.timeout(120)


def life() -> Any:
    """The module beside this one, which is a command too."""
    spec = importlib.util.spec_from_file_location("training_life", Path(__file__).with_name("training_life.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_t1_killed_at_random_moments_it_ends_bit_by_bit_the_same(small_pairs: Path, tmp_path: Path) -> None:
    result = life().compare(small_pairs, tmp_path, kills=3, epochs=8, seed=1)
    assert result["same"] and result["kills"] >= 2


def test_t3_what_cannot_be_used_is_said_once_left_out_and_counted(
    new_run: NewRun, small_pairs: Path, tmp_path: Path
) -> None:
    data = Path(shutil.copytree(small_pairs, tmp_path / "small"))
    split = data / "split.json"
    names = [key.partition("/")[2] for key in json.loads(split.read_bytes())["train"]]
    (data / "masks" / f"{names[0]}_segmentation.png").unlink()
    (data / "images" / f"{names[1]}.jpg").write_bytes(b"no photo")
    (data / "masks" / "stranger_segmentation.png").write_bytes(b"")
    run = new_run(data=data, split=split, epochs=1)
    reasons = {problem["name"]: problem["reason"] for problem in run.config["problems"]}
    # Each once, also those that the split names.
    assert set(reasons) == {f"small/{names[0]}.jpg", f"small/{names[1]}.jpg", "small/stranger_segmentation.png"}
    assert "No mask" in reasons[f"small/{names[0]}.jpg"] and "cannot be used" in reasons[f"small/{names[1]}.jpg"]
    # And one that breaks between the look at the folder and the training.
    broken = data / "images" / f"{names[2]}.jpg"
    broken.write_bytes(broken.read_bytes()[:2000])
    finish(train(run))
    assert said(run, "started")[0]["photos"] == 3
    warnings = [event["sentence"] for event in said(run, "warning")]
    assert {sentence.partition(" is left out: ")[0] for sentence in warnings} == {*reasons, f"small/{names[2]}"}
    assert len(warnings) == 4, "each once"
    assert runs.state_of(run) == "finished"


@pytest.mark.parametrize("kind", ["images", "masks"])
def test_a_file_that_was_replaced_is_not_trained_on_by_the_second_half_of_a_training(
    new_run: NewRun, small_pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(loop, "SAVE_EVERY", 0.0)
    data = Path(shutil.copytree(small_pairs, tmp_path / "small"))
    run = new_run(data=data, split=data / "split.json", keep="last")
    work = train(run)
    while not checkpoint.states(run.folder):
        next(work)
    work.close()
    first, second = sorted((data / kind).iterdir())[:2]
    before = first.read_bytes()
    first.write_bytes(second.read_bytes())
    with pytest.raises(UserError) as caught:
        finish(train(run))
    assert caught.value.what == f"1 file is another than when this training began, such as {first.name}."
    first.write_bytes(before)
    finish(train(run))
    assert runs.state_of(run) == "finished"


def poisoned(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let the loss be no number after so many steps."""
    real = Trainer._gradients

    def gradients(self: Trainer, batch: Batch) -> Any:
        done = real(self, batch)
        if self.step < after:
            return done
        for buffer in self.net.buffers():  # what a forward pass over NaN leaves in the norms
            if buffer.is_floating_point():
                buffer.fill_(math.nan)
        return trainer.Step(math.nan, 0.0, 0.0)

    monkeypatch.setattr(Trainer, "_gradients", gradients)


def test_t4_a_loss_that_is_no_number_ends_it_at_the_last_good_checkpoint(
    new_run: NewRun, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(loop, "SAVE_EVERY", 0.0)
    run = new_run()
    poisoned(monkeypatch, 4)
    assert cli.main(["train", "--out", str(run.folder), "--resume"]) == 2
    assert runs.state_of(run) == "diverged" and "no number any more at step 4" in sentences(run)
    assert "no number any more" in "".join(capsys.readouterr())
    state, _ = checkpoint.read_newest(run.folder)
    assert state is not None and state.values["step"] == 4
    assert all(tensor.isfinite().all() for tensor in state.tensors.values())
    best = checkpoint.read_best(run.folder)
    assert best is not None and all(tensor.isfinite().all() for tensor in best.tensors.values())
    assert not run.model.exists()


def test_t4_a_network_that_answers_no_numbers_when_it_is_scored(
    new_run: NewRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = new_run()
    monkeypatch.setattr(
        "skinseg_desktop.training.validate.normalised", lambda photos, _: photos.float() * math.nan, raising=True
    )
    finish(train(run))
    assert runs.state_of(run) == "diverged"
    assert "NaN" not in (run.folder / runs.EVENTS).read_text()


@pytest.mark.usefixtures("quick_end")
def test_t5_where_memory_runs_out_the_batch_is_halved_and_it_is_said(
    new_run: NewRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, cut = new_run(batch=3, drop_connect=0.0), new_run("cut", batch=3, drop_connect=0.0)
    real = Trainer.__init__

    def hungry(self: Trainer, *arguments: Any) -> None:
        real(self, *arguments)

        def check(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            if module.training and len(inputs[0]) > 1:
                raise torch.OutOfMemoryError("out of memory")

        self.net.get_submodule("head").register_forward_pre_hook(check)

    def careful(self: Trainer, *arguments: Any) -> None:
        real(self, *arguments)
        self.parts = 3

    monkeypatch.setattr(Trainer, "__init__", hungry)
    notes = " ".join(progress.note for progress in train(run))
    assert "Memory ran out: each batch is worked on in 3 parts from now on." in notes
    assert len(said(run, "warning")) == 1
    # The tries that failed left no trace, also not in what the norms have counted.
    monkeypatch.setattr(Trainer, "__init__", careful)
    finish(train(cut))
    assert equal(ended(run), ended(cut))


def test_t5_where_one_photo_is_too_much_it_is_said_and_the_state_is_kept(
    new_run: NewRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = new_run()
    real = Trainer._gradients

    def gradients(self: Trainer, batch: Batch) -> Any:
        if self.step == 2:
            raise torch.OutOfMemoryError
        return real(self, batch)

    monkeypatch.setattr(Trainer, "_gradients", gradients)
    with pytest.raises(UserError, match="does not suffice for one photo"):
        finish(train(run))
    assert runs.state_of(run) == "failed"
    state, _ = checkpoint.read_newest(run.folder)
    assert state is not None and state.values["step"] == 2


Child = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def child() -> Iterator[Child]:
    """``skinseg train --resume`` in a process of its own, returned when it trains and ended with the test."""
    with contextlib.ExitStack() as ending:

        def start(run: Run, *more: str, **settings: Any) -> subprocess.Popen[str]:
            environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])}
            command = [sys.executable, "-m", "skinseg_desktop", "train", "--out", str(run.folder), "--resume", *more]
            started = ending.enter_context(
                subprocess.Popen(command, env=environment, text=True, stderr=subprocess.PIPE, **settings)
            )
            ending.callback(started.kill)
            while not said(run, "step"):
                assert started.poll() is None, started.communicate()
                time.sleep(0.02)
            return started

        yield start


@pytest.mark.slow
def test_t6_an_attached_one_ends_with_its_parent_and_a_detached_one_goes_on(new_run: NewRun, child: Child) -> None:
    run = new_run(epochs=10_000)
    attached = child(run, "--attached", stdin=subprocess.PIPE)
    assert attached.stdin is not None and runs.state_of(run) == "running"
    attached.stdin.close()
    begun = time.monotonic()
    attached.wait(timeout=10)
    assert time.monotonic() - begun < 1.0
    assert runs.state_of(run) == "interrupted"
    (run.folder / runs.EVENTS).unlink()
    detached = child(run, "--attached", stdin=subprocess.PIPE)
    assert detached.stdin is not None
    detached.stdin.write("what\ndetach\n")
    detached.stdin.flush()
    time.sleep(0.2)
    detached.stdin.close()
    time.sleep(1.0)
    assert detached.poll() is None and runs.state_of(run) == "running"
    # It is found by whoever looks, and obeys its wish.
    runs.wish(run.folder, "discard")
    assert detached.wait(timeout=20) == 0 and runs.state_of(run) == "discarded"


def autogroup(process: int | str) -> list[str]:
    """The words of proc(5)'s autogroup, ``/autogroup-N nice M``; none where cores are not shared between sessions."""
    file = Path(f"/proc/{process}/autogroup")
    return file.read_text().split() if file.exists() else []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "nice"), reason="on Windows whoever starts the trainer lowers it")
@pytest.mark.parametrize("session", [True, False], ids=["session of its own", "session of who started it"])
def test_a_trainer_stands_behind_the_window_also_from_a_session_of_its_own(
    new_run: NewRun, child: Child, session: bool
) -> None:
    before = autogroup("self")
    attached = child(new_run(epochs=10_000), "--attached", stdin=subprocess.PIPE, start_new_session=session)
    assert os.getpriority(os.PRIO_PROCESS, attached.pid) >= NICE
    after = autogroup(attached.pid)
    if not session:
        assert after == before, "the session is the window's too"
    elif after:
        # Whoever runs the tests may be in no session of the kind, which leaves the file empty (a container's first).
        assert after[:1] != before[:1] and after[1:] == ["nice", str(NICE)], "the whole session stands back"
    else:
        assert not before, "cores are not shared between sessions here"


@pytest.mark.slow
def test_an_interruption_writes_a_checkpoint_and_a_second_one_at_work_is_refused(
    new_run: NewRun, child: Child, capsys: pytest.CaptureFixture[str]
) -> None:
    run = new_run(epochs=10_000)
    started = child(run)
    assert cli.main(["train", "--out", str(run.folder), "--resume"]) == 2
    assert "at work" in capsys.readouterr().err and started.poll() is None
    started.send_signal(signal.SIGTERM)
    _, text = started.communicate(timeout=20)
    assert started.returncode == 130 and "interrupted; --resume goes on" in text and "bug" not in text
    assert runs.state_of(run) == "interrupted"
    state, _ = checkpoint.read_newest(run.folder)
    assert state is not None and state.values["step"] >= said(run, "step")[-1]["step"]


def test_t8_a_run_goes_on_behind_half_a_line_and_strangers(new_run: NewRun) -> None:
    run = new_run(epochs=1)
    with (run.folder / runs.EVENTS).open("wb") as file:
        file.write(b'{"kind": "of tomorrow"}\n\x00\x00\n{"kind": "epoch", "epo')
    finish(train(run))
    assert [record["epoch"] for record in runs.epochs_of(run.events())] == [1]
    assert runs.state_of(run) == "finished"


def test_x3_a_training_asks_no_network(new_run: NewRun, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("something asks the network")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    run = new_run(epochs=1)
    finish(train(run))
    assert runs.state_of(run) == "finished" and run.result()

"""Several processes started by torchrun do what one does: the same losses, the same masks, the same scores."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from skinseg_desktop.core.ranks import ALONE
from skinseg_desktop.store import runs
from skinseg_desktop.training import checkpoint
from skinseg_desktop.training.ranks import join
from skinseg_desktop.zoo import Model

ONE = [sys.executable, "-m", "skinseg_desktop"]
TWO = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "skinseg_desktop"]


def environment() -> dict[str, str]:
    return {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(Path(__file__).parents[2])}


def ran(command: list[str], *arguments: Any) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*command, *map(str, arguments)], env=environment(), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done


def test_one_process_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    assert join() == ALONE and ALONE.first
    assert ALONE.told(3) == 3 and ALONE.gathered([1]) == [1] and ALONE.mean(2.0) == 2.0
    ALONE.same([])
    ALONE.leave()


def training(small_pairs: Path, small_split: Path, out: Path, *settings: str) -> list[Any]:
    common = ("size=64", "epochs=3", "threads=1", "device=cpu", *settings)
    sets = [part for setting in common for part in ("--set", setting)]
    return ["train", "--data", small_pairs, "--split", small_split, "--out", out, *sets]


#: Trains the seed's network with both processes, and then the first one alone with the double batch. Not by the
#: command: checkpoints of its 31 million weights would take most of the time.
CHILD = """
import json, sys, torch
from pathlib import Path
from skinseg_desktop.core.progress import finish
from skinseg_desktop.core.ranks import ALONE
from skinseg_desktop.store.recipe import read_recipe
from skinseg_desktop.training.batches import Batches
from skinseg_desktop.training.network import input_rule
from skinseg_desktop.training.photos import PhotoSet
from skinseg_desktop.training.ranks import join
from skinseg_desktop.training.samples import find_samples
from skinseg_desktop.training.trainer import Trainer

torch.set_num_threads(1)
changes = "geometry,colour,pale,hairs,rulers,corners,blur,noise,jpeg"
settings = ["size=64", "rate=1e-3", "encoder_rate=1e-3", "loss=bce+dice", f"augment={changes}"]
recipe = read_recipe("seed").changed(settings)
photos = PhotoSet(finish(find_samples([Path(sys.argv[1])])).samples, 64, budget=1 << 30)
finish(photos.load())
both, found = join(), {}
for name, ranks, batch in (("two", both, 2), ("one", ALONE, 4)):
    if name == "two" or both.first:
        batches = Batches(photos, batch=batch, seed=1, groups=recipe.augment, rank=ranks.rank, ranks=ranks.ranks)
        trainer = Trainer(recipe, input_rule(recipe), torch.device("cpu"), "fp32", ranks)
        trainer.parts = 2 if ranks.rank else 1  # one of them has less memory than the other
        steps = [trainer.do(batches.make(step, 64), 5) for step in range(5)]
        found[name] = [[step.loss, step.dice, step.iou] for step in steps]
if both.first:
    print("FOUND " + json.dumps(found))
both.leave()
"""


@pytest.mark.slow
def test_the_losses_of_two_are_those_of_one_with_the_double_batch(small_pairs: Path, tmp_path: Path) -> None:
    """With the seed's network, which has no norm that would see a part of the batch only; every change is drawn."""
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    found = json.loads(ran([*TWO[:-2], str(script)], small_pairs).stdout.partition("FOUND ")[2])
    for two, one in zip(found["two"], found["one"], strict=True):
        assert two == pytest.approx(one, rel=1e-4)
    losses = [step[0] for step in found["one"]]
    assert max(losses) > 1.05 * min(losses)


@pytest.mark.slow
def test_two_that_are_told_to_end_leave_a_checkpoint(small_pairs: Path, small_split: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    command = training(small_pairs, small_split, out, "epochs=10000", "batch=2", "start=scratch")
    child = subprocess.Popen([*TWO, *map(str, command)], env=environment(), stderr=subprocess.PIPE, text=True)
    while not any(event["kind"] == "step" for event in runs.read_events(out / runs.EVENTS)[0]):
        assert child.poll() is None
        time.sleep(0.1)
    child.send_signal(signal.SIGTERM)
    _, said = child.communicate(timeout=25)
    assert "bug" not in said and "interrupted; --resume" in said
    assert runs.state_of(runs.read_run(out)) == "interrupted"
    state, _ = checkpoint.read_newest(out)
    assert state is not None and state.values["step"] > 1


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the processes in /proc")
@pytest.mark.parametrize("killed", [0, 1])
def test_where_one_is_killed_the_other_says_so_and_both_can_go_on(
    small_pairs: Path, small_split: Path, tmp_path: Path, killed: int
) -> None:
    out = tmp_path / "run"
    command = training(small_pairs, small_split, out, "epochs=10000", "batch=2", "start=scratch")
    child = subprocess.Popen([*TWO, *map(str, command)], env=environment(), stderr=subprocess.PIPE, text=True)

    def said_of(kind: str) -> list[int]:
        return [event["step"] for event in runs.read_events(out / runs.EVENTS)[0] if event["kind"] == kind]

    def wait_for(kind: str) -> None:
        while not said_of(kind):
            assert child.poll() is None
            time.sleep(0.1)

    wait_for("step")
    os.kill(rank_of(child.pid, killed), signal.SIGKILL)
    _, said = child.communicate(timeout=60)
    # torchrun tells the others to end as well, which one of them may hear before it misses the lost one.
    heard = "Another of the processes that share this work has ended." in said or "interrupted; --resume" in said
    assert heard and "bug" not in said, said
    state, _ = checkpoint.read_newest(out)
    if killed == 0:  # the one that writes
        assert runs.state_of(runs.read_run(out)) == "interrupted" and state is None
        return
    assert runs.state_of(runs.read_run(out)) in ("failed", "interrupted")
    assert state is not None and state.values["step"] > 0
    child = subprocess.Popen(
        [*TWO, "train", "--out", str(out), "--resume"], env=environment(), stderr=subprocess.PIPE, text=True
    )
    wait_for("resumed")
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=25)
    assert said_of("resumed") == [state.values["step"]]


def rank_of(launcher: int, rank: int) -> int:
    """The process that is so many-eth among those that torchrun started."""
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == launcher and f"RANK={rank}".encode() in (path / "environ").read_bytes().split(b"\0"):
                return int(path.name)
    raise AssertionError(f"there is no rank {rank}")


@pytest.mark.slow
def test_two_predict_what_one_predicts(small_pairs: Path, tiny_model: Model, tmp_path: Path) -> None:
    outs = []
    for name, command in (("one", ONE), ("two", TWO)):
        out = tmp_path / name
        told = ran(
            command, "predict", small_pairs / "images", "-o", out, "--model", tiny_model.folder, "--device", "cpu",
            "--masks", small_pairs / "masks", "--save", "masks,overlays",
        ).stdout  # fmt: skip
        assert told.count("12 of 12 photos done") == 1 and told.count("n = 12 scored") == 1
        outs.append(out)
    one, two = ({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()} for out in outs)
    records = [json.loads(files.pop(Path("skinseg-run.json"))) for files in (one, two)]
    assert len(one) == 25 and one == two
    for record in records:
        for run in record["runs"]:
            del run["started"], run["finished"]
    assert records[0] == records[1]


@pytest.mark.slow
def test_two_score_what_one_scores(small_pairs: Path, tiny_model: Model, tmp_path: Path) -> None:
    files = []
    for command in (ONE, TWO):
        out = tmp_path / "scores.json"
        told = ran(
            command, "evaluate", "--masks", small_pairs / "masks", "--images", small_pairs / "images", "--json", out,
            "--model", tiny_model.folder, "--device", "cpu", "--csv", tmp_path / "scores.csv",
        ).stdout  # fmt: skip
        files.append((told, out.read_bytes(), (tmp_path / "scores.csv").read_bytes()))
    assert files[0] == files[1] and b'"n": 12' in files[0][1]

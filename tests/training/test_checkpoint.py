"""A training's state on disk: whole or not there, the last two, and damaged ones set aside."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor

from skinseg_desktop.core.errors import OutputError, UserError
from skinseg_desktop.training import checkpoint
from skinseg_desktop.training.checkpoint import State


@pytest.fixture
def run(tmp_path: Path) -> Path:
    (tmp_path / checkpoint.FOLDER).mkdir()
    return tmp_path


def state(step: int) -> State:
    tensors: dict[str, Tensor] = {
        "net.a": torch.randn(4, 3, 5, 5).to(memory_format=torch.channels_last),
        "net.count": torch.tensor(step),
        "optimiser.0.step": torch.tensor(1.0),
    }
    tensors["averaged.a"] = tensors["net.a"]  # one tensor under two names
    return State(tensors, {"step": step, "progress": {"best": 0.5, "sums": {"loss": 1 / 3}}})


def test_what_was_written_comes_back_bit_by_bit(run: Path) -> None:
    written = state(7)
    path = checkpoint.write_state(run, written)
    assert path == checkpoint.state_path(run, 7)
    found, faults = checkpoint.read_newest(run)
    assert found is not None and not faults
    assert found.values == written.values
    assert all(torch.equal(found.tensors[name], tensor) for name, tensor in written.tensors.items())


def test_the_last_two_are_kept_and_the_best(run: Path) -> None:
    checkpoint.write_best(run, {"a": torch.ones(2)}, {"epoch": 1})
    for step in (1, 2, 10, 100):
        checkpoint.write_state(run, state(step))
    assert [path.name for path in checkpoint.states(run)] == ["step-00000010.safetensors", "step-00000100.safetensors"]
    best = checkpoint.read_best(run)
    assert best is not None and best.values == {"epoch": 1} and torch.equal(best.tensors["a"], torch.ones(2))


def test_where_there_is_none(run: Path) -> None:
    assert checkpoint.read_newest(run) == (None, ())
    assert checkpoint.read_best(run) is None
    assert checkpoint.read_newest(run / "nowhere") == (None, ())


@pytest.mark.parametrize("damage", ["cut", "empty", "noise", "without values", "folder"])
def test_a_damaged_one_is_set_aside_and_said(run: Path, damage: str) -> None:
    checkpoint.write_state(run, state(1))
    newest = checkpoint.write_state(run, state(2))
    data = newest.read_bytes()
    if damage == "folder":
        newest.unlink()
        newest.mkdir()
    elif damage == "without values":
        import safetensors.torch

        safetensors.torch.save_file({"a": torch.ones(1)}, newest)
    else:
        newest.write_bytes({"cut": data[: len(data) // 2], "empty": b"", "noise": b"\xff" * 1000}[damage])
    found, faults = checkpoint.read_newest(run)
    assert found is not None and found.values["step"] == 1
    assert len(faults) == 1 and newest.name in faults[0]
    assert [path.name for path in checkpoint.states(run)] == ["step-00000001.safetensors"]
    assert newest.with_suffix(".damaged").exists()
    assert checkpoint.read_newest(run)[1] == (), "it is said once"


@pytest.mark.parametrize("where", ["tensor", "values"])
def test_a_bit_that_turned_on_the_disk_is_noticed(run: Path, where: str) -> None:
    checkpoint.write_state(run, state(1))
    newest = checkpoint.write_state(run, state(2))
    data = bytearray(newest.read_bytes())
    at = len(data) - 9 if where == "tensor" else data.index(b"0.5")
    data[at] ^= 1
    newest.write_bytes(data)
    found, faults = checkpoint.read_newest(run)
    assert found is not None and found.values["step"] == 1 and "changed on the disk" in faults[0]


def test_a_state_of_an_earlier_version_has_no_sum(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoint, "_SUM", "another name")
    checkpoint.write_state(run, state(1))
    monkeypatch.undo()
    found, faults = checkpoint.read_newest(run)
    assert found is not None and not faults


def test_a_damaged_best_is_said(run: Path) -> None:
    (run / checkpoint.FOLDER / checkpoint.BEST).write_bytes(b"nothing")
    with pytest.raises(UserError, match="damaged"):
        checkpoint.read_best(run)


def test_a_write_that_fails_leaves_what_was_there(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint.write_state(run, state(1))
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OutputError, match="space"):
        checkpoint.write_state(run, state(2))
    monkeypatch.undo()
    assert [path.name for path in (run / checkpoint.FOLDER).iterdir()] == ["step-00000001.safetensors"]


def test_what_killed_writers_left_is_swept_away(run: Path) -> None:
    for folder in (run, run / checkpoint.FOLDER):
        (folder / ".0123.skinseg-tmp").write_bytes(b"half")
    checkpoint.read_newest(run)
    assert [path.name for path in run.rglob("*")] == [checkpoint.FOLDER]


def test_moments_lie_in_memory_as_their_weights(run: Path) -> None:
    """A fused step goes through memory from end to end, so a moment in another order would meet another weight."""
    weight = torch.nn.Parameter(torch.randn(4, 3, 5, 5).to(memory_format=torch.channels_last))

    def optimiser() -> torch.optim.AdamW:
        return torch.optim.AdamW([weight], fused=True)

    first = optimiser()
    weight.grad = torch.randn_like(weight)
    first.step()
    checkpoint.write_state(run, State(checkpoint.optimiser_tensors(first), {"step": 1}))
    found, _ = checkpoint.read_newest(run)
    assert found is not None
    again = optimiser()
    checkpoint.restore_optimiser(again, found.tensors)
    for key, value in first.state[weight].items():
        assert torch.equal(again.state[weight][key], value)
        assert again.state[weight][key].stride() == value.stride()

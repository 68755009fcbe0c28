"""A training's state on disk: one safetensors file, whole or not there, with the rest of the state as its metadata."""

from __future__ import annotations

import contextlib
import json
import shutil
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch
from torch import Tensor

from skinseg_desktop.core.errors import OutputError, UserError, os_reason
from skinseg_desktop.imaging import sweep_temporaries, write_atomic
from skinseg_desktop.store import runs

FOLDER = runs.CHECKPOINTS
BEST = "best.safetensors"
#: How many states are kept: the newest, and the one before in case the newest cannot be read.
STATES_KEPT = 2
_OPTIMISER = "optimiser."
#: The name of the checksum among a state's values.
_SUM = "crc32"


@dataclass(frozen=True, slots=True)
class State:
    """All that a training needs to go on: tensors by name, and plain values."""

    tensors: Mapping[str, Tensor]
    values: Mapping[str, Any]


def write_state(run: Path, state: State) -> Path:
    """Write a state and take away those before the last two. Raises OutputError; what was there is whole then."""
    path = state_path(run, state.values["step"])
    _write(path, state)
    for old in states(run)[:-STATES_KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()
    return path


def check_room(run: Path, weights: Mapping[str, Tensor]) -> None:
    """Refuse a disk without room for the checkpoints and the model of a network. Raises OutputError."""
    size = sum(tensor.nbytes for tensor in weights.values())
    # A state holds the weights, their average and two moments; one more than is kept is written before the oldest goes.
    # The best epoch is written beside the one before, and the model lies there twice.
    need = 4 * size * (STATES_KEPT + 1 - len(states(run))) + 4 * size
    with contextlib.suppress(OSError):
        free = shutil.disk_usage(run).free
        if free < need:
            raise OutputError(
                f"{run} has {free >> 20:,} MiB of room, and the checkpoints and the model of this training take "
                f"{(need >> 20) + 1:,} MiB.",
                "Make room there, or choose another --out.",
            )


def write_best(run: Path, weights: Mapping[str, Tensor], values: Mapping[str, Any]) -> None:
    """Write the weights of the best epoch so far. Raises OutputError; the ones before are whole then."""
    _write(run / FOLDER / BEST, State(weights, values))


def states(run: Path) -> list[Path]:
    """The states in a run's folder, oldest first."""
    return sorted((run / FOLDER).glob(runs.STATES_NAMED))


def read_newest(run: Path) -> tuple[State | None, tuple[str, ...]]:
    """The newest state that can be read, None where there is none; and a sentence for each that could not be.

    Those are set aside under another name. For the one that writes: leftovers of killed writers are swept away.
    """
    with contextlib.suppress(OutputError):
        sweep_temporaries(run)
    faults: list[str] = []
    for path in reversed(states(run)):
        try:
            return read_state(path), tuple(faults)
        except UserError as error:
            faults.append(str(error))
            with contextlib.suppress(OSError):
                path.replace(path.with_suffix(".damaged"))
    return None, tuple(faults)


def state_path(run: Path, step: int) -> Path:
    """Where the state after a step lies."""
    return run / FOLDER / f"step-{step:08d}.safetensors"


def read_best(run: Path) -> State | None:
    """The weights of the best epoch; None where there are none."""
    path = run / FOLDER / BEST
    return read_state(path) if path.exists() else None


def read_state(path: Path) -> State:
    """Read a state. Raises UserError where the file is damaged."""
    try:
        with safetensors.safe_open(path, framework="pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
            values = json.loads((file.metadata() or {})["values"])
    except OSError as error:
        raise UserError(f"{path} cannot be read: {os_reason(error)}.", "Check the disk.") from error
    except (safetensors.SafetensorError, KeyError, ValueError) as error:
        raise UserError(f"{path} is damaged: {error}.", "The checkpoint before it is used.") from error
    said = values.pop(_SUM, None)  # one of an earlier version has none
    if said not in (None, _sum(tensors, values)):
        raise UserError(
            f"{path} is damaged: its contents have changed on the disk.", "The checkpoint before it is used."
        )
    return State(tensors, values)


def _sum(tensors: Mapping[str, Tensor], values: Mapping[str, Any]) -> str:
    """CRC-32 of all that a state holds: safetensors itself does not notice a changed bit."""
    found = zlib.crc32(json.dumps(values).encode())
    for name in sorted(tensors):
        found = zlib.crc32(tensors[name].reshape(-1).view(torch.uint8).numpy().data, found)
    return f"{found:08x}"


def _write(path: Path, state: State) -> None:
    whole = {name: tensor.detach().cpu().contiguous() for name, tensor in state.tensors.items()}
    # Two names for one tensor cannot be written, and scalars of the optimiser are such.
    whole = {name: tensor.clone() for name, tensor in whole.items()}
    # With the values, and not beside them: of two entries of metadata any may come first, and the bytes would differ.
    values = {**state.values, _SUM: _sum(whole, state.values)}
    data = safetensors.torch.save(whole, metadata={"values": json.dumps(values)})
    write_atomic(path, data)


def optimiser_tensors(optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    """An optimiser's moments and counters, by ``optimiser.<parameter's number>.<name>``."""
    found = optimiser.state_dict()["state"]
    return {f"{_OPTIMISER}{n}.{key}": value for n, values in found.items() for key, value in values.items()}


def restore_optimiser(optimiser: torch.optim.Optimizer, tensors: Mapping[str, Tensor]) -> None:
    """Take up what ``optimiser_tensors`` gave."""
    parameters = [parameter for group in optimiser.param_groups for parameter in group["params"]]
    state: dict[int, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        if name.startswith(_OPTIMISER):
            number, key = name.removeprefix(_OPTIMISER).split(".", 1)
            parameter = parameters[int(number)]
            # A fused step goes through memory from end to end: a moment must lie there as its parameter does.
            moment = torch.empty_like(parameter).copy_(tensor) if tensor.shape == parameter.shape else tensor
            state.setdefault(int(number), {})[key] = moment
    optimiser.load_state_dict({"state": state, "param_groups": optimiser.state_dict()["param_groups"]})

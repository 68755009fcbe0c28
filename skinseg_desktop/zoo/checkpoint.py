"""Somebody's file of weights, read without running anything in it, and the known network that it fits. Loads torch.

Read are what ``torch.save`` writes (zip and legacy form) and safetensors, told apart by content. A dictionary may
hold the tensors under ``state_dict``, ``model_state_dict`` or ``model``, and all keys may begin with ``module.``,
``_orig_mod.`` or ``model.``, as wrappers leave them. Floating-point tensors become float32. Nothing else is guessed.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch
from torch import Tensor

from skinseg_desktop.core.errors import ModelError
from skinseg_desktop.nets.build import build
from skinseg_desktop.zoo.networks import NETWORKS, Network, Size

WRAPPERS = ("state_dict", "model_state_dict", "model")
PREFIXES = ("module.", "_orig_mod.", "model.")
#: What a checkpoint may unfold to in memory; the largest known network has 0.124 GB.
MAX_BYTES = 4_000_000_000

State = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Weights that fit a known network: all keys, shapes and kinds right, float32, finite, each with its own memory."""

    network: Network
    parameters: dict[str, Any]
    state: State


def read_checkpoint(path: Path, network_id: str | None = None) -> Checkpoint:
    """Read a file of weights for one network, or for whichever known one it fits.

    Raises ModelError: no checkpoint, damaged, code in it, no network fits (with the first wrong key and the nearest
    networks), values that are not finite, or a network with more than one output.
    """
    if network_id is not None and network_id not in NETWORKS:
        raise ModelError(f"There is no network {network_id!r}.", f"Known networks: {', '.join(NETWORKS)}.")
    tensors = _tensors(_unwrapped(_content(path), path), path)
    fits = [_best_fit(network, tensors) for network in NETWORKS.values()]
    fits.sort(key=lambda fit: fit.share, reverse=True)
    wanted = [fit for fit in fits if fit.network.id == network_id] or fits
    whole = [fit for fit in wanted if not fit.problem]
    if len(whole) > 1:
        names = ", ".join(fit.network.id for fit in whole)
        raise ModelError(f"{path.name} fits several networks: {names}.", "Say which one it is.")
    if not whole:
        nearest = ", ".join(f"{fit.network.id} ({fit.good} of {fit.total} keys fit)" for fit in fits[:3])
        which = wanted[0].network.id if network_id or wanted[0].good else "any known network"
        raise ModelError(
            f"{path.name} does not fit {which}: {wanted[0].problem}.", f"Nearest known networks: {nearest}."
        )
    fit = whole[0]
    for name, value in fit.network.required.items():
        if fit.parameters.get(name, value) != value:
            raise ModelError(
                f"{path.name} is a {fit.network.title} with {name} = {fit.parameters[name]}.",
                f"This program reads RGB photos and draws one border, so it needs {name} = {value}.",
            )
    return Checkpoint(fit.network, fit.parameters, plain_state(fit.tensors, path.name))


def fitting_state(network: Network, parameters: Mapping[str, Any], tensors: Mapping[str, Tensor], name: str) -> State:
    """Check weights against a network whose parameters are known; ``name`` is what complaints call them.

    Raises ModelError as ``read_checkpoint`` does.
    """
    fit = _fit(network, dict(parameters), dict(tensors))
    if fit.problem:
        raise ModelError(
            f"{name} does not fit {network.id}: {fit.problem}.", "Give the weights that belong to the card."
        )
    return plain_state(fit.tensors, name)


def plain_state(tensors: Mapping[str, Tensor], name: str) -> State:
    """Copy tensors as float32 (whole numbers stay), each on its own memory; raises ModelError for NaN and infinity."""
    state: State = {}
    for key, tensor in tensors.items():
        kind = torch.float32 if tensor.is_floating_point() else tensor.dtype
        copy = tensor.detach().to("cpu", kind, copy=True).contiguous()
        if copy.is_floating_point() and not bool(torch.isfinite(copy).all()):
            raise ModelError(
                f"{name} holds NaN or infinity in {key}, so it can predict nothing.",
                "Take a checkpoint from before its training went wrong.",
            )
        state[key] = copy
    return state


_SAVE_AGAIN = "In the program that made it, save the tensors alone: torch.save(model.state_dict(), PATH)."


def _content(path: Path) -> object:
    """Unpickle the tensors, or read safetensors; whatever the file holds, none of it runs."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
        zipped = head.startswith(b"PK\x03\x04")
        if zipped:
            _check_zip(path)
    except OSError as error:
        raise ModelError(
            f"{path} cannot be read: {error.strerror}.", "Check the name and that you may read it."
        ) from error
    damaged = f"{path.name} is damaged or cut short"
    if head[8:9] == b"{":
        try:
            return safetensors.torch.load_file(path, device="cpu")
        except (safetensors.SafetensorError, ValueError, KeyError) as error:
            raise ModelError(f"{damaged}: {error}.", "Get the file again.") from error
    if not zipped and not head.startswith(b"\x80"):
        raise ModelError(
            f"{path.name} is no checkpoint: neither what torch.save writes nor safetensors.",
            "Give a .pth, .pt, .ckpt or .safetensors file.",
        )
    try:
        with warnings.catch_warnings():
            # Whether the file can be read is found out by reading it.
            warnings.filterwarnings("ignore", "Detected pickle protocol", UserWarning)
            return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        # Unpickling damaged bytes ends in almost any exception, and each of them means the same.
        # The pickle's class is compared by name: its module has no place in this program.
        if type(error).__name__ == "UnpicklingError":
            asked = re.search(r"GLOBAL ([\w.]+)", str(error))
            why = f"holds code: to open it, {asked[1]} would have to run" if asked else "is damaged, or may hold code"
            raise ModelError(f"{path.name} {why}. Nothing was run.", _SAVE_AGAIN) from error
        raise ModelError(f"{damaged}: {_first_line(error)}", f"Get the file again. {_SAVE_AGAIN}") from error


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise ModelError(f"{path.name} is damaged or cut short: {error}.", "Get the file again.") from error
    names = [member.filename for member in members]
    if any("/code/" in name for name in names):
        raise ModelError(f"{path.name} is a TorchScript program, and programs from files are not run.", _SAVE_AGAIN)
    if not any(name.endswith("data.pkl") for name in names):
        raise ModelError(f"{path.name} is a zip archive, but no checkpoint.", "Give what torch.save wrote.")
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise ModelError(
            f"{path.name} unfolds to more than {MAX_BYTES / 1e9:g} GB, which no known network needs.", _SAVE_AGAIN
        )


def _unwrapped(content: object, path: Path) -> Mapping[Any, object]:
    while isinstance(content, Mapping):
        inside = [name for name in WRAPPERS if isinstance(content.get(name), Mapping)]
        if not inside:
            return content
        if len(inside) > 1:
            raise ModelError(
                f"{path.name} holds weights under {' and '.join(inside)}, and which ones count is not certain.",
                _SAVE_AGAIN,
            )
        content = content[inside[0]]
    raise ModelError(f"{path.name} holds a {type(content).__name__} and not a dictionary of tensors.", _SAVE_AGAIN)


def _tensors(content: Mapping[Any, object], path: Path) -> State:
    tensors: State = {}
    for key, value in content.items():
        plain = isinstance(value, Tensor) and value.layout == torch.strided and not value.is_quantized
        if not isinstance(key, str) or not isinstance(value, Tensor) or not plain or value.numel() == 0:
            found = "an empty or special tensor" if isinstance(value, Tensor) else f"a {type(value).__name__}"
            raise ModelError(f"{path.name} has {found} under {key!r}, where a tensor is needed.", _SAVE_AGAIN)
        tensors[key] = value
    if not tensors:
        raise ModelError(f"{path.name} holds no tensors.", _SAVE_AGAIN)
    return tensors


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well tensors fit a network: ``good`` of its ``total`` keys do; ``problem`` is empty when all is right."""

    network: Network
    parameters: dict[str, Any]
    tensors: State
    good: int
    total: int
    problem: str

    @property
    def share(self) -> tuple[bool, float]:
        return not self.problem, self.good / self.total


def _best_fit(network: Network, tensors: State) -> _Fit:
    """Fit tensors under their own keys, then with one more common prefix taken off each time."""
    best = _fit(network, _read_off(network, tensors), tensors)
    while prefix := next((p for p in PREFIXES if all(key.startswith(p) for key in tensors)), None):
        tensors = {key.removeprefix(prefix): value for key, value in tensors.items()}
        fit = _fit(network, _read_off(network, tensors), tensors)
        best = max(best, fit, key=lambda f: f.share)
    return best


def _read_off(network: Network, tensors: State) -> dict[str, Any]:
    """The network's parameters as the tensors' shapes show them; what they do not show keeps its default."""

    def length(size: Size) -> int | None:
        tensor = tensors.get(size.key)
        return tensor.shape[size.axis] if tensor is not None and size.axis < tensor.ndim else None

    found: dict[str, Any] = {}
    for name, size in network.parameters.items():
        value = length(size) if isinstance(size, Size) else [length(s) for s in size]
        if value is not None and not (isinstance(value, list) and None in value):
            found[name] = value
    return found


def _fit(network: Network, parameters: dict[str, Any], tensors: State) -> _Fit:
    with torch.device("meta"):  # shapes only: no memory is taken, whatever sizes a file claims
        expected = build(network.builder, **parameters).state_dict()
    # How many batches a normalisation has seen does not matter to a prediction.
    counters = {key: value for key, value in expected.items() if key.endswith(".num_batches_tracked")}
    unfit = [key for key, value in counters.items() if key not in tensors or _form(tensors[key]) != _form(value)]
    tensors = {**tensors, **{key: torch.zeros((), dtype=counters[key].dtype) for key in unfit}}
    missing = [key for key in expected if key not in tensors]
    extra = [key for key in tensors if key not in expected]
    differing = [key for key, value in expected.items() if key in tensors and _form(value) != _form(tensors[key])]
    problem = ""
    if missing:
        problem = f"{missing[0]} is missing"
    elif extra:
        problem = f"{extra[0]} is not a key of this network"
    elif differing:
        key = differing[0]
        problem = f"{key} is {_form(tensors[key])} instead of {_form(expected[key])}"
    counts = ((missing, "missing"), (extra, "unknown"), (differing, "of another form"))
    if sum(len(keys) for keys, _ in counts) > 1:
        problem += f" ({', '.join(f'{len(keys)} {what}' for keys, what in counts if keys)})"
    good = len(expected) - len(missing) - len(differing) - len(unfit)
    return _Fit(network, parameters, tensors, good, len(expected), problem)


def _form(tensor: Tensor) -> str:
    """Shape and kind, the two things in which a tensor must agree (any floating-point width is welcome)."""
    kind = "floating-point" if tensor.is_floating_point() else str(tensor.dtype).removeprefix("torch.")
    return f"{kind} {tuple(tensor.shape)}"


def _first_line(error: Exception) -> str:
    line = (str(error).strip() or type(error).__name__).splitlines()[0]
    return line if len(line) <= 160 else line[:157] + "..."

"""Backends: what runs a network. One protocol, a table of those there are, and the choice among them.

A new backend is one file with an ``open`` function and one line in BACKENDS.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.errors import DeviceError
from skinseg_desktop.inference.devices import DEVICES, likely_device
from skinseg_desktop.zoo import Model


class Backend(Protocol):
    """A network ready to run. ``logits`` may be called from several threads at once."""

    #: Which entry of BACKENDS it is, and where it runs: ``cpu``, ``cuda`` or ``mps``.
    name: str
    device: str
    #: How many photos it likes at once; any other number is taken too and gives the same numbers.
    batch: int
    #: Whether this one serves single calls and calls side by side alike, so that no second one need be opened.
    shared: bool
    #: Sentences a person should see once: what fell back, and why.
    notes: list[str]

    def logits(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """``float32[N, 3, h, w]``, normalised, to logits ``float32[N, h, w]``; each depends on its photo alone."""
        ...

    def close(self) -> None:
        """Let the network and its memory go."""
        ...


@dataclass(frozen=True, slots=True)
class BackendKind:
    """A way to run networks; ``opener`` names its function, imported only when it is needed."""

    name: str
    title: str
    opener: str

    def open(self, model: Model, device: str, threads: int | None, side_by_side: bool) -> Backend:
        """Open a model with this backend. Raises ModelError, DeviceError; ImportError where its package is missing."""
        module, _, function = self.opener.partition(":")
        opener = cast(Opener, getattr(importlib.import_module(module), function))
        return opener(model, device, threads, side_by_side)


Opener = Callable[[Model, str, "int | None", bool], Backend]
BACKENDS: dict[str, BackendKind] = {
    b.name: b
    for b in (
        BackendKind("onnxruntime", "ONNX Runtime on the CPU", "skinseg_desktop.inference.onnx_backend:open_model"),
        BackendKind("torch", "PyTorch on CUDA, MPS or the CPU", "skinseg_desktop.inference.torch_backend:open_model"),
    )
}


def open_backend(
    model: Model, device: str = "auto", *, threads: int | None = None, side_by_side: bool = False
) -> Backend:
    """Open a model on a device of DEVICES; ``auto`` takes a graphics card where there is one that works, else the CPU.

    ``threads`` is how many CPU threads one call may use (None: all cores); ``side_by_side`` says that several threads
    will call at once, each for a photo of its own. What ``auto`` could not use is said in the backend's notes. Raises
    ModelError for a model that does not load, DeviceError for a device asked for and not there.
    """
    if device not in DEVICES:
        raise DeviceError(f"There is no device '{device}'.", f"Choose one of {', '.join(DEVICES)}.")
    wanted = likely_device() if device == "auto" else device
    if wanted == "cpu":
        return _open_cpu(model, threads, side_by_side)
    try:
        return BACKENDS["torch"].open(model, wanted, threads, side_by_side)
    except (ImportError, DeviceError) as error:
        if device != "auto":
            if isinstance(error, DeviceError):
                raise
            raise DeviceError(
                f"The device {device} needs PyTorch, which cannot be imported: {error}.", _CPU_WORKS
            ) from error
        reason = error.what if isinstance(error, DeviceError) else f"PyTorch cannot be imported ({error})."
        backend = _open_cpu(model, threads, side_by_side)
        backend.notes.append(f"The graphics card is not used: {reason} The CPU does the work.")
        return backend


_CPU_WORKS = "Choose the device cpu."


def _open_cpu(model: Model, threads: int | None, side_by_side: bool) -> Backend:
    return BACKENDS["onnxruntime" if model.onnx else "torch"].open(model, "cpu", threads, side_by_side)

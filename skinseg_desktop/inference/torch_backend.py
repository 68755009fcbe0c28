"""PyTorch on CUDA, MPS or the CPU: for graphics cards, and for models without an ONNX file.

On a graphics card every batch has the same number of photos, the last one filled up, so that a photo's numbers do not
depend on its company. Short of memory the batch is halved, down to one photo; then the CPU goes on.
"""

from __future__ import annotations

import threading
from contextlib import nullcontext
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from skinseg_desktop.core.errors import DeviceError
from skinseg_desktop.zoo import Model
from skinseg_desktop.zoo.convert import load_network

#: Photos in one batch on a graphics card.
BATCH = 8


class TorchBackend:
    """A network in torch; see ``Backend``. Calls wait for each other: one network, one call at a time."""

    name = "torch"
    shared = True

    def __init__(self, model: Model, device: str) -> None:
        self.notes: list[str] = []
        self.device = device
        self.batch = 1 if device == "cpu" else BATCH
        self._model = model
        self._place = torch.device(device)
        self._net = _load(model, device)
        self._lock = threading.Lock()

    def logits(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """In batches of one size; falls back to smaller ones, then to the CPU, and says so in the notes."""
        answers: list[NDArray[np.float32]] = []
        done = 0
        with self._lock:
            while done < len(batch):
                part = batch[done : done + self.batch]
                try:
                    answers.append(self._forward(part))
                except RuntimeError as error:
                    self._retreat(error)
                else:
                    done += len(part)
        return np.concatenate(answers)

    def close(self) -> None:
        """Let the network go, and the memory it took on a graphics card."""
        del self._net
        if self.device == "cuda":
            torch.cuda.empty_cache()
        elif self.device == "mps":
            torch.mps.empty_cache()

    def _forward(self, part: NDArray[np.float32]) -> NDArray[np.float32]:
        n = len(part)
        if n < self.batch:
            part = np.concatenate((part, np.zeros((self.batch - n, *part.shape[1:]), np.float32)))
        # Deterministic kernels in full float32: TF32 would move logits by 1e-3.
        exact = torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True, allow_tf32=False)
        with torch.inference_mode(), exact if self._place.type == "cuda" else nullcontext():
            photos = torch.from_numpy(part).to(self._place).contiguous(memory_format=torch.channels_last)
            answer = self._net(photos)[:, 0].float().cpu().numpy()
        return np.ascontiguousarray(answer[:n])

    def _retreat(self, error: RuntimeError) -> None:
        """Make the next try smaller or take it to the CPU; a fault of neither memory nor device is raised again."""
        out_of_memory = isinstance(error, torch.OutOfMemoryError) or "out of memory" in str(error)
        if self.device == "cpu" or not (out_of_memory or isinstance(error, torch.AcceleratorError)):
            raise error
        if out_of_memory and self.batch > 1:
            if self.batch == BATCH:
                self.notes.append("The graphics card is short of memory: it takes fewer photos at a time.")
            self.batch //= 2
            if self.device == "cuda":
                torch.cuda.empty_cache()
            return
        reason = "is short of memory even for one photo" if out_of_memory else "does not answer any more"
        self.notes.append(f"The graphics card {reason}: the CPU goes on.")
        # From the file: what lay on a lost device cannot be copied from it.
        self._net = _load(self._model, "cpu")
        self.device, self._place, self.batch = "cpu", torch.device("cpu"), 1


def open_model(model: Model, device: str, threads: int | None, side_by_side: bool) -> TorchBackend:
    """Open a model's weights on ``cuda``, ``mps`` or ``cpu``; ``threads`` sets torch's threads for the whole process.

    Raises DeviceError for a device that this torch cannot use, ModelError for weights that do not fit.
    """
    if device == "cuda" and not torch.cuda.is_available():
        built = "finds no CUDA device" if torch.version.cuda else "is built without CUDA"
        raise DeviceError(
            f"This PyTorch ({torch.__version__}) {built}.", "Choose the device cpu, or install a PyTorch with CUDA."
        )
    if device == "mps" and not torch.backends.mps.is_available():
        raise DeviceError(f"This PyTorch ({torch.__version__}) finds no MPS device.", "Choose the device cpu.")
    if device == "cpu" and threads:
        torch.set_num_threads(threads)
    return TorchBackend(model, device)


def _load(model: Model, device: str) -> nn.Module:
    net = load_network(model).to(device)
    # The typed signature of `to` lacks memory_format (torch 2.13).
    return cast(nn.Module, net.to(memory_format=torch.channels_last))  # type: ignore[call-overload]

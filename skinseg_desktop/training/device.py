"""What a training runs on: device, threads, precision; and how much memory it holds."""

from __future__ import annotations

import contextlib
import os
import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

from skinseg_desktop.core.errors import DeviceError
from skinseg_desktop.core.places import version
from skinseg_desktop.inference.devices import cores, likely_device
from skinseg_desktop.store.recipe import Recipe

#: More threads than this do not make a network of this size quicker.
MOST_THREADS = 16


def device_of(recipe: Recipe, local: int = 0) -> torch.device:
    """The device of a recipe, or of this machine where it says ``auto``. Raises DeviceError."""
    wanted = likely_device() if recipe.device == "auto" else recipe.device
    if wanted == "cuda" and torch.cuda.is_available():
        return torch.device("cuda", local)
    if wanted == "mps" and torch.backends.mps.is_available():
        return torch.device("mps")
    if wanted in ("cuda", "mps") and recipe.device != "auto":
        raise DeviceError(f"There is no {wanted} device here that torch can use.", "Say --set device=cpu.")
    if wanted not in ("cpu", "cuda", "mps"):
        raise DeviceError(f"There is no device {wanted!r}.", "Known are auto, cuda, mps and cpu.")
    return torch.device("cpu")


def threads_of(recipe: Recipe) -> int:
    """The number of threads: bit-identical results need one that does not change, so a run keeps its number.

    Processes that ``torchrun`` started on one machine share its cores.
    """
    together = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    return recipe.threads or max(min(cores() // together, MOST_THREADS), 1)


def settle(recipe: Recipe, threads: int) -> None:
    """Set threads and determinism for this process."""
    torch.set_num_threads(threads)
    torch.backends.cudnn.benchmark = not recipe.deterministic
    if recipe.deterministic:
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        torch.use_deterministic_algorithms(True, warn_only=True)
        # Else torch fills all memory that it takes with NaN, which shows bugs and takes its time.
        torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined] # not in its stubs


def memory_mb(device: torch.device) -> float:
    """What this process holds now, on the graphics card where it works there, in MiB."""
    if device.type == "cuda":
        return float(torch.cuda.memory_reserved(device)) / 2**20
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if platform.system() == "Darwin" else peak / 2**10


def environment(device: torch.device, threads: int, precision: str) -> dict[str, Any]:
    """The machine and the versions, as a run's folder keeps them."""
    return {
        "program": f"skinseg-desktop {version()}",
        "python": platform.python_version(),
        "torch": torch.__version__,
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": cores(),
        "device": torch.cuda.get_device_name(device) if device.type == "cuda" else device.type,
        "threads": threads,
        "precision": precision,
    }


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says that memory has run out, on the card or in the machine."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and ("out of memory" in text or "can't allocate memory" in text)


@contextlib.contextmanager
def autocast(device: torch.device, precision: str) -> Iterator[None]:
    """Compute the block in a precision."""
    kind = torch.float16 if precision == "fp16" else torch.bfloat16
    with torch.autocast(device.type, kind, enabled=precision != "fp32"):
        yield


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()

"""Which devices there are to choose from, and whether a look at the machine makes loading torch worth while."""

from __future__ import annotations

import os
import sys
from pathlib import Path

DEVICES = ("auto", "cuda", "mps", "cpu")
#: Device nodes of NVIDIA's driver, of graphics cards under WSL 2, and of AMD's ROCm, which torch calls CUDA too.
_NODES = ("/dev/nvidiactl", "/dev/nvidia0", "/dev/dxg", "/dev/kfd")


def cores() -> int:
    """How many CPU cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def likely_device() -> str:
    """The device that ``auto`` tries: ``cuda`` where a driver is installed, ``mps`` on Apple silicon, else ``cpu``.

    Looks at the system only; whether torch can use the device is known when it is opened.
    """
    if sys.platform == "darwin":
        import platform

        return "mps" if platform.machine() == "arm64" else "cpu"
    if sys.platform == "win32":
        import ctypes.util

        return "cuda" if ctypes.util.find_library("nvcuda") else "cpu"
    # Not find_library: without the driver it starts ldconfig, gcc and ld before it gives up.
    return "cuda" if any(Path(node).exists() for node in _NODES) else "cpu"

"""Checks of the computer: versions and processor, the user's folders, Qt, PyTorch."""

from __future__ import annotations

import contextlib
import os
import platform
import tempfile
from pathlib import Path

from skinseg_desktop.core import places
from skinseg_desktop.core.errors import UserError, os_reason
from skinseg_desktop.selftest.bench import Bench
from skinseg_desktop.selftest.children import INSTALL_AGAIN, told

#: How far two backends' logits may lie apart.
TOLERANCE = 1e-3


def device(_bench: Bench) -> str:
    """The model opened by ONNX Runtime on the processor, and what that is."""
    import cv2
    import numpy as np
    import onnxruntime

    from skinseg_desktop.inference import Engine
    from skinseg_desktop.inference.devices import cores
    from skinseg_desktop.zoo import get_model

    with Engine(get_model(), "cpu") as engine:
        backend = engine.open().name
    if backend != "onnxruntime":
        raise UserError(f"The model is run by {backend} and not by ONNX Runtime.", INSTALL_AGAIN)
    features = ", ".join(np.show_config(mode="dicts")["SIMD Extensions"].get("found", ())) or "none"
    return (
        f"skinseg {places.version()}, Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{cores()} cores, SIMD: {features}; ONNX Runtime {onnxruntime.__version__}, NumPy {np.__version__}, "
        f"OpenCV {cv2.__version__}"
    )


def folders(_bench: Bench) -> str:
    """A file written, read and removed in each of the user's folders; what had to be made for that is removed too."""
    tried = {
        "data": places.user_data_dir(),
        "models": places.user_models_dir(),
        "settings": places.user_config_dir(),
        "cache": places.user_cache_dir(),
        "reports": places.user_log_dir(),
    }
    if note := places.portable_note():
        raise UserError(note, f"Get the right to write there, or remove the file {places.PORTABLE_MARKER}.")
    for name, folder in tried.items():
        try:
            _write_in(folder)
        except OSError as error:
            raise UserError(
                f"The folder of {name}, {folder}, cannot be written: {os_reason(error)}.",
                "Get the right to write there, or make room.",
            ) from error
    return f"{', '.join(tried)} can be written"


def window(bench: Bench) -> str:
    """Qt loaded in a child, with the plug-in of this computer's display where it has one."""
    answer = told(bench, "window")
    beside = "" if answer["display"] else "; there is no display here, so off screen only"
    return f"Qt {answer['qt']}, platform {answer['platform']}{beside}"


def torch(bench: Bench) -> str:
    """PyTorch loaded in a child, where both backends answer a photo alike, and each graphics card that it can use."""
    answer = told(bench, "torch")
    apart = {name: float(value) for name, value in answer["apart"].items()}
    for name, value in apart.items():
        if not value <= TOLERANCE:
            raise UserError(
                f"PyTorch on {name} and ONNX Runtime answer {value:.2g} apart; {TOLERANCE:g} is allowed.", INSTALL_AGAIN
            )
    said = ", ".join(f"{name} ({title})" for name, title in answer["devices"].items())
    largest = max(apart.values())
    return f"PyTorch {answer['torch']} on {said}, {answer['threads']} threads; backends {largest:.1g} apart"


def _write_in(folder: Path) -> None:
    made = [f for f in (folder, *folder.parents) if not f.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".skinseg-") as file:
            file.write(b"self-test")
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            if file.read() != b"self-test":
                raise OSError(0, "what is written there cannot be read")
    finally:
        with contextlib.suppress(OSError):  # somebody else has put something there
            for empty in made:
                empty.rmdir()

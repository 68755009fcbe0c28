"""From photo to probability map to mask: backends behind one protocol, the engine, clean-up, and the folder pipeline.

On the CPU the network runs through ONNX Runtime; torch is loaded for CUDA, MPS and models without an ONNX file only.
Importing this room loads neither.
"""

from typing import TYPE_CHECKING

from skinseg_desktop.core.lazy import doors

if TYPE_CHECKING:
    from skinseg_desktop.inference.backend import BACKENDS, Backend, open_backend
    from skinseg_desktop.inference.cleanup import STEPS, clean
    from skinseg_desktop.inference.devices import DEVICES
    from skinseg_desktop.inference.engine import Engine
    from skinseg_desktop.inference.existing import EXISTING
    from skinseg_desktop.inference.folder import FolderResult, Output, Prediction, Varying, predict_folder
    from skinseg_desktop.inference.probability import ProbabilityMap, check_threshold

__getattr__ = doors(
    __name__,
    {
        "BACKENDS": "backend",
        "Backend": "backend",
        "DEVICES": "devices",
        "EXISTING": "existing",
        "Engine": "engine",
        "FolderResult": "folder",
        "Output": "folder",
        "Prediction": "folder",
        "ProbabilityMap": "probability",
        "STEPS": "cleanup",
        "Varying": "folder",
        "check_threshold": "probability",
        "clean": "cleanup",
        "open_backend": "backend",
        "predict_folder": "folder",
    },
)

__all__ = [
    "BACKENDS",
    "DEVICES",
    "EXISTING",
    "STEPS",
    "Backend",
    "Engine",
    "FolderResult",
    "Output",
    "Prediction",
    "ProbabilityMap",
    "Varying",
    "check_threshold",
    "clean",
    "open_backend",
    "predict_folder",
]

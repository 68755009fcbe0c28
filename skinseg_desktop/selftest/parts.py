"""What a self-test does in a process of its own: ``skinseg self-test --part NAME``. Each part tells plain data."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Told = Iterator[dict[str, Any]]


def torch() -> Told:
    """What PyTorch can use here, and by how much its logits differ from ONNX Runtime's on each of that."""
    import numpy as np
    import torch

    from skinseg_desktop.core.places import resources_dir
    from skinseg_desktop.imaging import find_photos, read_photo
    from skinseg_desktop.inference import BACKENDS
    from skinseg_desktop.inference.preprocess import network_input
    from skinseg_desktop.zoo import get_model

    model = get_model()
    devices = {"cpu": torch.backends.cpu.get_cpu_capability()}
    if torch.cuda.is_available():
        devices["cuda"] = torch.cuda.get_device_name()
    if torch.backends.mps.is_available():
        devices["mps"] = "Apple"
    photo = read_photo(find_photos([resources_dir() / "demo" / "photos"]).photos[0].path)
    asked = network_input(photo.pixels, model.card.input)
    wanted = BACKENDS["onnxruntime"].open(model, "cpu", None, False).logits(asked)
    apart = {
        device: float(np.abs(BACKENDS["torch"].open(model, device, None, False).logits(asked) - wanted).max())
        for device in devices
    }
    yield {"torch": torch.__version__, "threads": torch.get_num_threads(), "devices": devices, "apart": apart}


def strokes(photos: str) -> Told:
    """Commit two strokes on the first photo of a folder, tell the masks' hashes, and hold the project until killed."""
    from skinseg_desktop.core.edit import Rect
    from skinseg_desktop.imaging import find_photos
    from skinseg_desktop.review.opening import open_photo
    from skinseg_desktop.store import Project

    with Project.open(Path(photos)) as project:
        opened = open_photo(project, find_photos([Path(photos)]).photos[0], None)
        hashes = []
        for left in (40, 90):
            opened.working.draw(Rect(left, 40, 80, 60), lambda part: part.fill(1))
            act = opened.finish("brush")
            assert act is not None
            project.commit(act())
            hashes.append(hashlib.sha256(opened.working.pixels.tobytes()).hexdigest())
        yield {"masks": hashes}
        sys.stdin.buffer.read()


PARTS: dict[str, Callable[..., Told]] = {"torch": torch, "strokes": strokes}

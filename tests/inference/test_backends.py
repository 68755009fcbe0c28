"""The two backends and the choice between them."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop.core.errors import DeviceError, ModelError
from skinseg_desktop.imaging import read_photo
from skinseg_desktop.inference import BACKENDS, Engine, backend, open_backend
from skinseg_desktop.inference.preprocess import network_input
from skinseg_desktop.zoo import Model, write_card
from skinseg_desktop.zoo.models import model_at


@pytest.fixture(scope="module")
def photos(data_dir: Path) -> list[NDArray[np.uint8]]:
    return [read_photo(path).pixels for path in sorted((data_dir / "images").glob("*.jpg"))]


def test_onnx_and_torch_agree(tiny_model: Model, photos: list[NDArray[np.uint8]]) -> None:
    inputs = np.concatenate([network_input(p, tiny_model.card.input) for p in photos])
    by_onnx = BACKENDS["onnxruntime"].open(tiny_model, "cpu", None, False).logits(inputs)
    by_torch = BACKENDS["torch"].open(tiny_model, "cpu", None, False).logits(inputs)
    assert by_onnx.shape == (len(photos), 96, 128) == by_torch.shape
    np.testing.assert_allclose(by_torch, by_onnx, atol=1e-3)
    assert np.mean((by_onnx > 0) != (by_torch > 0)) <= 1e-5
    assert 0.1 < np.mean(by_onnx > 0) < 0.9, "the model says nothing, so agreeing proves nothing"


def test_threads_and_company_change_no_bit(tiny_model: Model, photos: list[NDArray[np.uint8]]) -> None:
    with Engine(tiny_model, "cpu") as all_cores, Engine(tiny_model, "cpu", threads=3) as three:
        together = all_cores.answers(photos, side_by_side=True)
        for photo, answer in zip(photos, together, strict=True):
            alone, mask = all_cores.predict(photo)
            other = three.probability_map(photo)
            np.testing.assert_array_equal(alone.logits, other.logits)
            np.testing.assert_array_equal(alone.logits, answer.logits)  # type: ignore[union-attr]
            np.testing.assert_array_equal(mask, other.mask(0.5))


def test_predicting_on_the_cpu_loads_no_torch(tiny_model: Model, data_dir: Path) -> None:
    photo = min((data_dir / "images").glob("*.jpg"))
    script = f"""
import sys
from pathlib import Path
from skinseg_desktop.imaging import read_photo
from skinseg_desktop.inference import Engine
from skinseg_desktop.zoo import get_model
assert "onnxruntime" not in sys.modules and "torch" not in sys.modules, "loaded by importing the room"
with Engine(get_model(Path({str(tiny_model.folder)!r})), "cpu") as engine:
    engine.predict(read_photo(Path({str(photo)!r})))
assert "onnxruntime" in sys.modules
assert not {{"torch", "onnx", "safetensors"}} & set(sys.modules), "loaded by predicting"
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_model_without_an_onnx_file_runs_in_torch(tiny_model: Model, tmp_path: Path) -> None:
    with Engine(_altered(tiny_model, tmp_path / "m", onnx=None), "cpu") as engine:
        assert (engine.backend, engine.device) == ("torch", "cpu")


def test_an_onnx_file_that_does_not_fit_its_card_is_refused(tiny_model: Model, tmp_path: Path) -> None:
    model = _altered(tiny_model, tmp_path / "m", onnx=tiny_model.folder / "model.onnx", width=160)
    with pytest.raises(ModelError, match=r"found photo \[n, 3, 96, 128\].*expected photo \[n, 3, 96, 160\]"):
        open_backend(model, "cpu")


def test_a_damaged_onnx_file_is_refused_in_a_sentence(tiny_model: Model, tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes((tiny_model.folder / "model.onnx").read_bytes()[:5000])
    with pytest.raises(ModelError, match=r"model\.onnx cannot be loaded by ONNX Runtime"):
        open_backend(_altered(tiny_model, tmp_path / "m", onnx=broken), "cpu")


def test_an_unknown_device_is_refused(tiny_model: Model) -> None:
    with pytest.raises(DeviceError, match="tpu"):
        open_backend(tiny_model, "tpu")


def test_auto_without_a_usable_card_takes_the_cpu_and_says_so(
    tiny_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a usable CUDA card")
    # A driver that torch cannot use cannot be had here; only its being seen is faked.
    monkeypatch.setattr(backend, "likely_device", lambda: "cuda")
    opened = open_backend(tiny_model)
    assert (opened.name, opened.device) == ("onnxruntime", "cpu")
    assert len(opened.notes) == 1 and "graphics card is not used" in opened.notes[0]


def test_auto_without_torch_takes_the_cpu_and_says_so(tiny_model: Model) -> None:
    script = f"""
import sys
from pathlib import Path
class Ban:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "torch": raise ImportError("no torch here")
sys.meta_path.insert(0, Ban())
from skinseg_desktop.core.errors import DeviceError
from skinseg_desktop.inference import backend
from skinseg_desktop.zoo import get_model
model = get_model(Path({str(tiny_model.folder)!r}))
backend.likely_device = lambda: "cuda"
opened = backend.open_backend(model)
assert opened.device == "cpu" and "PyTorch cannot be imported" in opened.notes[0], opened.notes
try:
    backend.open_backend(model, "cuda")
except DeviceError as error:
    assert "needs PyTorch" in error.what
else:
    raise AssertionError("cuda without torch")
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def _altered(model: Model, folder: Path, *, onnx: Path | None, width: int | None = None) -> Model:
    """A copy of a model with another ONNX file, or none, or another width on its card; hashes are right."""
    import hashlib

    folder.mkdir()
    shutil.copy(model.weights, folder)
    files = {"weights.safetensors": model.sha256}
    if onnx:
        shutil.copy(onnx, folder / "model.onnx")
        files["model.onnx"] = hashlib.sha256(onnx.read_bytes()).hexdigest()
    rule = dataclasses.replace(model.card.input, width=width or model.card.input.width)
    write_card(folder, dataclasses.replace(model.card, input=rule, files=files))
    return model_at(folder)

"""Faults of models, devices and photos while a folder is predicted: rows M4, M5, I9 and X3."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper

from skinseg_desktop.core.errors import DeviceError, OutputNotFinite
from skinseg_desktop.core.progress import finish
from skinseg_desktop.export import outputs
from skinseg_desktop.imaging import encode_rgb, find_photos, read_photo
from skinseg_desktop.inference import Engine, engine, open_backend, predict_folder
from skinseg_desktop.inference.preprocess import network_input
from skinseg_desktop.inference.torch_backend import BATCH, TorchBackend
from skinseg_desktop.store import read_record
from skinseg_desktop.zoo import Model, write_card
from skinseg_desktop.zoo.models import model_at


@pytest.fixture
def photos(data_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_dir / "images", tmp_path / "photos"))


@pytest.fixture
def divider(tiny_model: Model, tmp_path: Path) -> Model:
    """A model that divides by the photo's contrast: a photo of one colour makes it answer NaN, any other is fine."""
    rule = tiny_model.card.input
    shape: list[str | int | None] = ["n", 3, rule.height, rule.width]
    nodes = [
        helper.make_node("ReduceMax", ["photo"], ["highest"], axes=[1, 2, 3], keepdims=1),
        helper.make_node("ReduceMin", ["photo"], ["lowest"], axes=[1, 2, 3], keepdims=1),
        helper.make_node("Sub", ["highest", "lowest"], ["contrast"]),
        helper.make_node("ReduceMean", ["photo"], ["mean"], axes=[1], keepdims=1),
        helper.make_node("Sub", ["mean", "lowest"], ["height"]),
        helper.make_node("Div", ["height", "contrast"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "divider",
        [helper.make_tensor_value_info("photo", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 1, rule.height, rule.width])],
    )
    folder = tmp_path / "divider"
    folder.mkdir()
    data = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()
    onnx.checker.check_model(data)
    (folder / "model.onnx").write_bytes(data)
    shutil.copy(tiny_model.weights, folder)
    files = {"weights.safetensors": tiny_model.sha256, "model.onnx": hashlib.sha256(data).hexdigest()}
    write_card(folder, dataclasses.replace(tiny_model.card, id="divider", files=files))
    return model_at(folder)


def test_M4_a_photo_answered_with_nan_is_failed_with_the_reason_and_gets_no_mask(
    divider: Model, photos: Path, tmp_path: Path
) -> None:
    (photos / "grey.png").write_bytes(encode_rgb(np.full((450, 600, 3), 128, np.uint8)))
    with Engine(divider, "cpu") as opened:
        with pytest.raises(OutputNotFinite, match="not finite"):
            opened.probability_map(read_photo(photos / "grey.png"))
        result = finish(predict_folder(find_photos([photos]), opened, tmp_path / "out", outputs(["masks"])))
    assert (result.done, result.skipped) == (12, ())
    assert [(f.name, "not finite" in f.reason) for f in result.failed] == [("grey.png", True)]
    assert len(list((tmp_path / "out/masks").iterdir())) == 12
    assert not (tmp_path / "out/masks/grey_segmentation.png").exists()
    record = read_record(tmp_path / "out")
    assert record is not None and record.runs[0].failed[0][0] == "grey.png"


class ShortOfMemory(torch.nn.Module):
    """A network on a card with room for a few photos.

    There is no card here whose memory could be filled, so the fault is raised where a card raises it: in the forward
    pass, for a batch that is too large.
    """

    def __init__(self, net: torch.nn.Module, room: int, fault: type[RuntimeError] = torch.OutOfMemoryError) -> None:
        super().__init__()
        self.net, self.room, self.fault, self.batches = net, room, fault, list[int]()

    def forward(self, photos: torch.Tensor) -> torch.Tensor:
        self.batches.append(len(photos))
        if len(photos) > self.room:
            raise self.fault("the card has no room for that")
        answer: torch.Tensor = self.net(photos)
        return answer


def card(model: Model, room: int, fault: type[RuntimeError] = torch.OutOfMemoryError) -> TorchBackend:
    """The torch backend as it is on a graphics card, with the CPU in its place."""
    backend = TorchBackend(model, "cpu")
    backend.device, backend.batch = "cuda", BATCH
    backend._net = ShortOfMemory(backend._net, room, fault)
    return backend


@pytest.fixture
def inputs(tiny_model: Model, data_dir: Path) -> NDArray[np.float32]:
    paths = sorted((data_dir / "images").glob("*.jpg"))[:10]
    return np.concatenate([network_input(read_photo(p).pixels, tiny_model.card.input) for p in paths])


@pytest.mark.parametrize(("room", "batches"), [(8, [8, 8]), (3, [8, 4, 2, 2, 2, 2, 2]), (1, [8, 4, 2] + 10 * [1])])
def test_M5_short_of_memory_the_batch_is_halved_and_stays_full(
    room: int, batches: list[int], tiny_model: Model, inputs: NDArray[np.float32]
) -> None:
    backend = card(tiny_model, room)
    logits = backend.logits(inputs)
    net = backend._net
    assert isinstance(net, ShortOfMemory) and net.batches == batches
    np.testing.assert_allclose(logits, open_backend(tiny_model, "cpu").logits(inputs), atol=1e-3)
    assert len(backend.notes) == (room < 8)


def test_M5_a_photos_numbers_do_not_depend_on_who_else_is_in_its_batch(
    tiny_model: Model, inputs: NDArray[np.float32]
) -> None:
    backend = card(tiny_model, BATCH)
    together = backend.logits(inputs)
    for n in (0, 7, 9):
        np.testing.assert_array_equal(backend.logits(inputs[n : n + 1])[0], together[n])


@pytest.mark.parametrize("fault", [torch.OutOfMemoryError, torch.AcceleratorError])
def test_M5_without_room_for_one_photo_or_without_the_card_the_cpu_goes_on_with_the_folder(
    fault: type[RuntimeError], tiny_model: Model, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "open_backend", lambda *_, **__: card(tiny_model, 0, fault))
    with Engine(tiny_model) as opened:
        assert opened.device == "cuda"
        work = predict_folder(find_photos([photos]), opened, tmp_path / "out", outputs(["masks"]))
        notes = []
        try:
            while True:
                notes.append(next(work).note)
        except StopIteration as end:
            result = end.value
        assert opened.device == "cpu"
    assert result.done == 12 and result.failed == ()
    told = " ".join(notes)
    assert told.count("the CPU goes on") == 1 and " ".join(result.notes).count("the CPU goes on") == 1
    record = read_record(tmp_path / "out")
    assert record is not None and record.runs[0].device == "cpu"


def test_M5_a_fault_that_is_neither_of_memory_nor_of_the_device_is_not_hidden(
    tiny_model: Model, inputs: NDArray[np.float32]
) -> None:
    with pytest.raises(RuntimeError, match="no room"):
        card(tiny_model, 0, RuntimeError).logits(inputs)


def test_M5_a_device_asked_for_and_not_there_is_said_in_a_sentence(tiny_model: Model) -> None:
    if torch.cuda.is_available():
        pytest.skip("this machine has a usable CUDA card")
    with pytest.raises(DeviceError, match="CUDA"):
        open_backend(tiny_model, "cuda")


@pytest.mark.parametrize("mount_point_stays", [False, True])
def test_I9_photos_that_vanish_during_a_run_are_skipped_and_a_folder_that_vanishes_is_said_once(
    mount_point_stays: bool, tiny_model: Model, photos: Path, tmp_path: Path
) -> None:
    found = find_photos([photos])
    with Engine(tiny_model, "cpu") as opened:
        work = predict_folder(found, opened, tmp_path / "out", outputs(["masks"]), workers=1)
        next(work)
        found.photos[-1].path.unlink()
        result = finish(work)
        assert result.done == 11 and [s.name for s in result.skipped] == [found.photos[-1].path.name]
        work = predict_folder(found, opened, tmp_path / "other", outputs(["masks"]), workers=1)
        next(work)
        photos.rename(tmp_path / "unplugged")
        if mount_point_stays:
            photos.mkdir()
        result = finish(work)
        assert result.skipped == () and result.done + result.missing == 12 and result.missing > 0
        assert len(result.notes) == 1 and str(photos) in result.notes[0]
        # Back again: the second run completes the first.
        if mount_point_stays:
            photos.rmdir()
        (tmp_path / "unplugged").rename(photos)
        again = finish(predict_folder(find_photos([photos]), opened, tmp_path / "other", outputs(["masks"])))
        assert (again.done, again.kept) == (11 - result.done, result.done)


def test_I1_unreadable_photos_are_listed_and_nothing_readable_is_told(
    tiny_model: Model, photos: Path, tmp_path: Path
) -> None:
    good, cut, *others = sorted(photos.iterdir())
    cut.write_bytes(cut.read_bytes()[:9000])
    (photos / "empty.png").write_bytes(b"")
    (photos / "page.jpg").write_text("<html>not found</html>")
    for path in others:
        path.unlink()
    with Engine(tiny_model, "cpu") as opened:
        result = finish(predict_folder(find_photos([photos]), opened, tmp_path / "out", outputs(["masks"])))
        assert result.done == 1 and [s.name for s in result.skipped] == [cut.name, "empty.png", "page.jpg"]
        assert all(s.reason for s in result.skipped)
        good.unlink()
        result = finish(predict_folder(find_photos([photos]), opened, tmp_path / "none", outputs(["masks"])))
        assert result.nothing_readable and len(result.skipped) == 3


def test_X3_predicting_a_folder_opens_no_connection(tiny_model: Model, photos: Path, tmp_path: Path) -> None:
    script = f"""
import sys
from pathlib import Path
def watch(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        raise SystemExit(f"a socket: {{event}} {{arguments}}")
sys.addaudithook(watch)
from skinseg_desktop.core.progress import finish
from skinseg_desktop.export import outputs
from skinseg_desktop.imaging import find_photos
from skinseg_desktop.inference import Engine, predict_folder
from skinseg_desktop.zoo import get_model
with Engine(get_model(Path({str(tiny_model.folder)!r}))) as engine:
    found = find_photos([Path({str(photos)!r})])
    kinds = outputs(["masks", "overlays", "probabilities", "figures"])
    assert finish(predict_folder(found, engine, Path({str(tmp_path / "out")!r}), kinds)).done == 12
"""
    subprocess.run([sys.executable, "-c", script], check=True)
    assert len(list((tmp_path / "out").rglob("*.png"))) == 48


def test_X3_no_library_that_predicts_can_report_usage() -> None:
    # ONNX Runtime from 1.29 on reports usage by itself, below Python and unless CI is set, so no watch on sockets sees
    # it here: the files themselves are searched for its collector.
    import onnxruntime

    libraries = [
        p for p in Path(onnxruntime.__file__).parent.rglob("*") if p.suffix in (".so", ".dll", ".pyd", ".dylib")
    ]
    libraries += Path(onnxruntime.__file__).parent.rglob("*.so.*")
    assert libraries
    for library in libraries:
        content = library.read_bytes()
        assert b"events.data.microsoft.com" not in content and b"OneDsTelemetry" not in content, library.name

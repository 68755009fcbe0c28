"""Models made: export that agrees with torch, writing in one step, import of what people have, a network added."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import safetensors.torch
import torch
from numpy.typing import NDArray
from PIL import Image

from skinseg_desktop.core.errors import ModelError, OutputError
from skinseg_desktop.nets.build import build
from skinseg_desktop.zoo import NETWORKS, Card, InputRule, Model, Network, Size, find_models, read_card, verify
from skinseg_desktop.zoo.convert import (
    export_onnx,
    import_checkpoint,
    import_model,
    load_network,
    onnx_bytes,
    write_model,
)

SIDE = 64


def photos(data_dir: Path, rule: InputRule) -> NDArray[np.float32]:
    """The committed photos as a network's input."""
    paths = sorted((data_dir / "images").glob("*.jpg"))
    assert len(paths) >= 3
    small = [np.asarray(Image.open(p).convert("RGB").resize((rule.width, rule.height)), np.float32) for p in paths]
    mean, std = np.asarray(rule.mean, np.float32), np.asarray(rule.std, np.float32)
    return np.ascontiguousarray(((np.stack(small) / 255 - mean) / std).transpose(0, 3, 1, 2))


def answers(model_bytes: bytes, batch: NDArray[np.float32]) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(model_bytes, providers=["CPUExecutionProvider"])
    logits: NDArray[np.float32] = session.run(["logits"], {"photo": batch})[0]
    return logits


def random_network(network_id: str) -> torch.nn.Module:
    """A network with random weights and lived-in normalisation, scaled to logits of about +-5, as trained ones have."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        net = build(NETWORKS[network_id].builder).eval()
        for name, value in net.state_dict().items():
            if name.endswith("running_mean"):
                value.normal_(0, 0.1)
            elif name.endswith("running_var"):
                value.uniform_(0.5, 1.5)
        with torch.inference_mode():
            spread = net(torch.rand(1, 3, SIDE, SIDE)).std()
            last = list(net.parameters())[-2:]
        with torch.no_grad():
            for parameter in last:
                parameter.mul_(5 / spread)
    return net


@pytest.mark.parametrize("network_id", ["efficientnet-lite0-unet", pytest.param("seed-unet", marks=pytest.mark.slow)])
def test_onnx_runtime_agrees_with_torch_on_photos(network_id: str, data_dir: Path) -> None:
    net = random_network(network_id)
    batch = photos(data_dir, dataclasses.replace(NETWORKS[network_id].default_input, width=SIDE, height=SIDE))
    exported = onnx_bytes(net, SIDE, SIDE)
    with torch.inference_mode():
        expected = net(torch.from_numpy(batch)).numpy()
    assert expected.std() > 0.1
    found = answers(exported, batch)
    assert found.shape == (len(batch), 1, SIDE, SIDE)
    assert np.abs(found - expected).max() < 1e-3
    assert np.count_nonzero((found > 0) != (expected > 0)) <= found.size / 100_000
    graph = onnx.load_from_string(exported).graph
    assert "BatchNormalization" not in {node.op_type for node in graph.node}


def test_the_same_weights_and_card_give_the_same_bytes(tiny_model: Model, tmp_path: Path) -> None:
    state = load_network(tiny_model).state_dict()
    backwards = dict(reversed(state.items()))
    again = write_model(tmp_path / "again", tiny_model.card.network, backwards, tiny_model.card)
    for name in ("weights.safetensors", "model.onnx", "card.json"):
        assert (again.folder / name).read_bytes() == (tiny_model.folder / name).read_bytes(), name
    export_onnx(again, tmp_path / "alone.onnx")
    assert hashlib.sha256((tmp_path / "alone.onnx").read_bytes()).hexdigest() == again.card.files["model.onnx"]
    assert b"site-packages" not in (again.folder / "model.onnx").read_bytes()


def test_a_model_is_written_whole_or_not_at_all(tiny_model: Model, tmp_path: Path) -> None:
    folder = tmp_path / "zoo" / "tiny"
    state = load_network(tiny_model).state_dict()
    broken = dict(state, **{"head.bias": torch.tensor([float("nan")])})
    with pytest.raises(ModelError, match=r"NaN or infinity in head\.bias"):
        write_model(folder, tiny_model.card.network, broken, tiny_model.card)
    assert not folder.exists()
    first = write_model(folder, tiny_model.card.network, state, tiny_model.card)
    assert verify(first) == []
    with pytest.raises(ModelError, match="already there"):
        write_model(folder, tiny_model.card.network, state, tiny_model.card)
    newer = dict(state, **{"head.bias": state["head.bias"] + 1})
    second = write_model(folder, tiny_model.card.network, newer, tiny_model.card, replace=True)
    assert verify(second) == []
    assert second.sha256 != first.sha256
    assert [p.name for p in folder.parent.iterdir()] == ["tiny"]
    assert sorted(p.name for p in folder.iterdir()) == ["card.json", "model.onnx", "weights.safetensors"]


def test_a_place_that_cannot_be_written_is_named(tiny_model: Model, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="file"):
        import_model(tiny_model.folder, into=tmp_path / "file")


def test_a_wrong_card_is_refused_before_anything_is_written(tiny_model: Model, tmp_path: Path) -> None:
    state = load_network(tiny_model).state_dict()
    for change in ({"id": "No Id"}, {"threshold": 2.0}, {"input": InputRule(100, 96, "area", (0.0,) * 3, (1.0,) * 3)}):
        wrong: Card = dataclasses.replace(tiny_model.card, **change)
        with pytest.raises(ModelError):
            write_model(tmp_path / "tiny", wrong.network, state, wrong)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_authors_checkpoint_gets_the_authors_preprocessing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The export at 512 x 512 is replaced by one at 64 x 64, which takes a twentieth of the time; all else is real.
    monkeypatch.setattr(
        "skinseg_desktop.zoo.convert.onnx_bytes", lambda net, width, height: onnx_bytes(net, SIDE, SIDE)
    )
    net = random_network("seed-unet")
    torch.save(net.state_dict(), tmp_path / "Skin cancer v2.pth")
    model = import_model(tmp_path / "Skin cancer v2.pth", into=tmp_path / "zoo")
    assert model.id == "skin-cancer-v2"
    assert model.card.network == "seed-unet"
    assert model.card.input == InputRule(512, 512, "pillow-bilinear", (0, 0, 0), (1, 1, 1))
    assert model.card.threshold == 0.5
    assert model.card.cleanup == ()
    assert model.card.licence == "unknown"
    loaded = load_network(model).state_dict()
    assert all(torch.equal(loaded[key], value) for key, value in net.state_dict().items())
    assert len(loaded) == 46
    with pytest.raises(ModelError, match="already taken") as error:
        import_model(tmp_path / "Skin cancer v2.pth", into=tmp_path / "zoo")
    assert "--id" in error.value.hint


@pytest.mark.parametrize("ending", ["folder", "zip", "tar", "tar.gz"])
def test_a_models_folder_or_archive_is_taken_in(tiny_model: Model, tmp_path: Path, ending: str) -> None:
    source = tmp_path / "tiny"
    shutil.copytree(tiny_model.folder, source)
    (source / "stray.py").write_text("print('never copied')")
    if ending == "zip":
        source = tmp_path / "tiny.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for path in (tmp_path / "tiny").iterdir():
                archive.write(path, f"tiny-1.0/{path.name}")
    elif ending != "folder":
        source = tmp_path / f"tiny.{ending}"
        with tarfile.open(source, "w:gz" if ending == "tar.gz" else "w") as tar:
            tar.add(tmp_path / "tiny", ".")
    model = import_model(source, id="guest", into=tmp_path / "zoo")
    assert model.id == "guest"
    assert model.sha256 == tiny_model.sha256
    assert verify(model) == []
    assert sorted(p.name for p in model.folder.iterdir()) == ["card.json", "model.onnx", "weights.safetensors"]
    assert find_models([tmp_path / "zoo"]).models == (model,)


def test_a_damaged_folder_is_not_taken_in(tiny_model: Model, tmp_path: Path) -> None:
    shutil.copytree(tiny_model.folder, tmp_path / "tiny")
    with (tmp_path / "tiny" / "model.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match=r"is not whole: model\.onnx"):
        import_model(tmp_path / "tiny", into=tmp_path / "zoo")
    assert list((tmp_path / "zoo").iterdir()) == []


def test_a_network_is_added_by_one_file_and_one_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    (tmp_path / "one_layer_for_test.py").write_text(
        "from torch import nn\n"
        "class OneLayer(nn.Module):\n"
        "    def __init__(self, kernel=3):\n"
        "        super().__init__()\n"
        "        self.only = nn.Conv2d(3, 1, kernel, padding=kernel // 2)\n"
        "    def forward(self, x):\n"
        "        return self.only(x)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    rule = InputRule(48, 40, "area", (0.5,) * 3, (0.5,) * 3)
    entry = Network(
        id="one-layer",
        title="One layer",
        builder="one_layer_for_test:OneLayer",
        multiple_of=1,
        default_input=rule,
        source="this test",
        parameters={"kernel": Size("only.weight", 2)},
    )
    monkeypatch.setitem(NETWORKS, entry.id, entry)
    net = build(entry.builder, kernel=5)
    safetensors.torch.save_file(net.state_dict(), tmp_path / "layer.safetensors")
    model = import_checkpoint(tmp_path / "layer.safetensors", id="layer", into=tmp_path / "zoo")
    assert model.card.network == "one-layer"
    assert model.card.parameters == {"kernel": 5}
    assert read_card(model.folder).input == rule
    assert model.onnx is not None
    batch = photos(data_dir, rule)
    with torch.inference_mode():
        expected = net(torch.from_numpy(batch)).numpy()
    assert np.abs(answers(model.onnx.read_bytes(), batch) - expected).max() < 1e-4


def test_parameters_that_a_network_does_not_take_are_named() -> None:
    with pytest.raises(ModelError, match="depth"):
        build(NETWORKS["seed-unet"].builder, depth=3)

"""Faults of models from strangers: rows M1, M2, M3 and M6."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.torch
import torch
from torch import Tensor

from skinseg_desktop import cli
from skinseg_desktop.core.errors import ModelError
from skinseg_desktop.nets.build import build
from skinseg_desktop.zoo import NETWORKS, Model, find_models, get_model
from skinseg_desktop.zoo.checkpoint import read_checkpoint
from skinseg_desktop.zoo.convert import import_model, load_network


def flat(network_id: str, **parameters: Any) -> dict[str, Tensor]:
    """A network's keys and shapes, all values one number that is stored once: a small file of a large network."""
    with torch.device("meta"):
        state = build(NETWORKS[network_id].builder, **parameters).state_dict()
    return {key: torch.full((1,), 0.5, dtype=value.dtype).expand(value.shape) for key, value in state.items()}


@pytest.fixture
def state(tiny_model: Model) -> dict[str, Tensor]:
    """The keys and values of a small network of a known kind."""
    return dict(load_network(tiny_model).state_dict())


# M1


class Trap:
    """Runs a command when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f'echo sprung > "{self.marker}"',)


@pytest.mark.parametrize("form", ["zip", "legacy", "bare pickle", "inside a wrapper", "protocol 0"])
def test_M1_a_pickle_with_code_is_never_run(tmp_path: Path, form: str) -> None:
    marker, path = tmp_path / "sprung", tmp_path / "weights.pth"
    content: dict[str, object] = {**flat("seed-unet"), "out.bias": Trap(marker)}
    if form == "bare pickle":
        path.write_bytes(pickle.dumps(Trap(marker)))
    elif form == "protocol 0":
        path.write_bytes(pickle.dumps(Trap(marker), protocol=0))
    else:
        content = {"epoch": 3, "state_dict": content} if form == "inside a wrapper" else content
        torch.save(content, path, _use_new_zipfile_serialization=form != "legacy")
    with pytest.raises(ModelError) as error:
        import_model(path, into=tmp_path / "zoo")
    assert not marker.exists()
    assert path.name in error.value.what
    if form in ("zip", "legacy", "inside a wrapper"):
        assert (
            f"holds code: to open it, {os.system.__module__}.system would have to run. Nothing was run."
            in error.value.what
        )
    # What torch advises is the one thing that nobody shall do.
    assert "weights_only" not in str(error.value)
    assert not (tmp_path / "zoo").exists()
    # The trap is live: a reader that trusts the file springs it.
    if form in ("bare pickle", "protocol 0"):
        pickle.loads(path.read_bytes())  # noqa: TID251
    else:
        torch.load(path, weights_only=False)
    assert marker.exists()


def test_M1_a_pickled_module_is_refused_with_what_to_do(tmp_path: Path) -> None:
    torch.save(build(NETWORKS["efficientnet-lite0-unet"].builder), tmp_path / "whole.pth")
    with pytest.raises(ModelError, match="EfficientNetLiteUNet would have to run") as error:
        read_checkpoint(tmp_path / "whole.pth")
    assert "model.state_dict()" in error.value.hint


def test_M1_nothing_widens_what_is_loaded() -> None:
    # What stands in the list is torch's own: nothing of this program, nor of the standard library.
    assert {entry.__module__.partition(".")[0] for entry in torch.serialization.get_safe_globals()} <= {"torch"}


# M2


@pytest.mark.parametrize("wrapper", [None, "state_dict", "model_state_dict", "model"])
@pytest.mark.parametrize("prefix", ["", "module.", "_orig_mod.", "model.", "module._orig_mod.", "model._orig_mod."])
def test_M2_wrappers_and_prefixes_are_taken_off(
    tmp_path: Path, state: dict[str, Tensor], wrapper: str | None, prefix: str
) -> None:
    content: dict[str, object] = {prefix + key: value for key, value in state.items()}
    if wrapper:
        content = {wrapper: content, "epoch": 7, "optimizer": {"state": {}}}
    torch.save(content, tmp_path / "x.pth")
    found = read_checkpoint(tmp_path / "x.pth")
    assert found.network.id == "efficientnet-lite0-unet"
    assert found.parameters == {"in_channels": 3, "out_channels": 1, "decoder_channels": [16, 16, 16, 8, 8]}
    assert list(found.state) == list(state)
    assert all(torch.equal(found.state[key], value) for key, value in state.items())


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16, torch.float64])
@pytest.mark.parametrize("form", ["zip", "legacy", "safetensors"])
def test_M2_other_widths_become_float32(tmp_path: Path, state: dict[str, Tensor], kind: torch.dtype, form: str) -> None:
    path = tmp_path / "x.weights"
    narrow = {key: value.to(kind) if value.is_floating_point() else value for key, value in state.items()}
    if form == "safetensors":
        safetensors.torch.save_file(narrow, path)
    else:
        torch.save(narrow, path, _use_new_zipfile_serialization=form == "zip")
    found = read_checkpoint(path, "efficientnet-lite0-unet")
    for key, value in narrow.items():
        assert found.state[key].dtype == (torch.float32 if value.is_floating_point() else value.dtype)
        assert torch.equal(found.state[key], value.to(found.state[key].dtype))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"out.bias": None}, r"out\.bias is missing"),
        (
            {"out.bias": None, "bottle_neck.conv_op.0.bias": None},
            r"bottle_neck\.conv_op\.0\.bias is missing \(2 missing",
        ),
        ({"extra.weight": torch.zeros(1)}, r"extra\.weight is not a key of this network"),
        ({"out.bias": torch.zeros(2)}, r"out\.bias is floating-point \(2,\) instead of floating-point \(1,\)"),
        ({"out.bias": torch.zeros(1, dtype=torch.int64)}, r"out\.bias is int64 \(1,\) instead of floating-point"),
    ],
)
def test_M2_the_first_wrong_key_and_the_nearest_networks_are_named(
    tmp_path: Path, change: dict[str, Tensor | None], complaint: str
) -> None:
    content = {key: value for key, value in {**flat("seed-unet"), **change}.items() if value is not None}
    torch.save(content, tmp_path / "x.pth")
    for network in (None, "seed-unet"):
        with pytest.raises(ModelError, match=rf"x\.pth does not fit seed-unet: {complaint}") as error:
            read_checkpoint(tmp_path / "x.pth", network)
        assert (
            f"seed-unet ({min(46, 46 - len(change) + ('extra.weight' in change))} of 46 keys fit)" in error.value.hint
        )


def test_M2_weights_given_for_the_wrong_network_show_the_right_one(tmp_path: Path) -> None:
    torch.save(flat("seed-unet"), tmp_path / "x.pth")
    with pytest.raises(ModelError, match=r"does not fit efficientnet-lite0-unet: encoder\.stem") as error:
        read_checkpoint(tmp_path / "x.pth", "efficientnet-lite0-unet")
    assert "Nearest known networks: seed-unet (46 of 46 keys fit)" in error.value.hint


def test_M2_weights_of_no_known_network(tmp_path: Path) -> None:
    torch.save({"fc.weight": torch.zeros(2, 2)}, tmp_path / "x.pth")
    with pytest.raises(ModelError, match="does not fit any known network"):
        read_checkpoint(tmp_path / "x.pth")


def test_M2_ten_classes_are_recognised_and_refused(tmp_path: Path) -> None:
    torch.save(flat("seed-unet", num_classes=10), tmp_path / "x.pth")
    with pytest.raises(ModelError, match="U-Net of the seed project with num_classes = 10") as error:
        read_checkpoint(tmp_path / "x.pth")
    assert "num_classes = 1" in error.value.hint


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300])
def test_M2_values_that_are_not_finite(tmp_path: Path, state: dict[str, Tensor], value: float) -> None:
    state["head.bias"] = torch.tensor([value], dtype=torch.float64)
    torch.save(state, tmp_path / "x.pth")
    with pytest.raises(ModelError, match=r"x\.pth holds NaN or infinity in head\.bias"):
        read_checkpoint(tmp_path / "x.pth")


@pytest.mark.parametrize("form", ["zip", "legacy", "safetensors"])
@pytest.mark.parametrize("part", [0.0, 0.001, 0.3, 0.9, 0.9999])
def test_M2_a_truncated_file(tmp_path: Path, state: dict[str, Tensor], form: str, part: float) -> None:
    path = tmp_path / "x.pth"
    if form == "safetensors":
        safetensors.torch.save_file(state, path)
    else:
        torch.save(state, path, _use_new_zipfile_serialization=form == "zip")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    with pytest.raises(ModelError, match=r"x\.pth is (damaged|no checkpoint)"):
        read_checkpoint(path)


def test_M2_random_bytes_never_end_in_anything_but_a_sentence(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    path = tmp_path / "x.pth"
    for head in (b"", b"\x80\x02", b"\x80\x04", b"PK\x03\x04", b"\x10\0\0\0\0\0\0\0{", b"\x80\x02}q\0("):
        for _ in range(40):
            path.write_bytes(head + random.bytes(200))
            with pytest.raises(ModelError, match=r"x\.pth"):
                read_checkpoint(path)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ([1, 2], "holds a list and not a dictionary"),
        ({}, "holds no tensors"),
        ({"epoch": 3}, "has a int under 'epoch'"),
        ({"a": torch.zeros(0)}, "an empty or special tensor under 'a'"),
        ({"a": torch.eye(2).to_sparse()}, "an empty or special tensor under 'a'"),
        ({"model": {"a": torch.zeros(1)}, "state_dict": {"a": torch.ones(1)}}, "under state_dict and model"),
    ],
)
def test_M2_content_that_has_no_one_meaning(tmp_path: Path, content: object, complaint: str) -> None:
    torch.save(content, tmp_path / "x.pth")
    with pytest.raises(ModelError, match=complaint):
        read_checkpoint(tmp_path / "x.pth")


def test_M2_other_files_are_no_checkpoints(tmp_path: Path, data_dir: Path) -> None:
    photo = next((data_dir / "images").glob("*.jpg"))
    with pytest.raises(ModelError, match="is no checkpoint"):
        import_model(photo, into=tmp_path / "zoo")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.write(photo, "photo.jpg")
    with pytest.raises(ModelError, match="holds no model: there is no card"):
        import_model(tmp_path / "x.zip", into=tmp_path / "zoo")
    with pytest.raises(ModelError, match="cannot be read: No such file"):
        import_model(tmp_path / "absent.pth", into=tmp_path / "zoo")
    with pytest.raises(ModelError, match=r"has no card\.json") as error:
        import_model(tmp_path, into=tmp_path / "zoo")
    assert "skinseg models import" in error.value.hint
    assert not (tmp_path / "zoo").exists()


def test_M2_a_checkpoint_that_unfolds_without_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The bound is lowered, since a file that passes the real one takes a minute to make.
    monkeypatch.setattr("skinseg_desktop.zoo.checkpoint.MAX_BYTES", 1_000_000)
    torch.save({"a": torch.zeros(300_000)}, tmp_path / "x.pth")
    with pytest.raises(ModelError, match=r"unfolds to more than 0\.001 GB"):
        read_checkpoint(tmp_path / "x.pth")


def test_M2_a_torchscript_program_is_not_run(tmp_path: Path) -> None:
    # torch.jit is on its way out and says so; files made with it stay.
    with pytest.warns(DeprecationWarning, match="jit"):
        torch.jit.save(torch.jit.script(torch.nn.ReLU()), tmp_path / "x.pt")
    with pytest.raises(ModelError, match="TorchScript program"):
        read_checkpoint(tmp_path / "x.pt")


# M3


def change_card(folder: Path, **fields: object) -> None:
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    (folder / "card.json").write_text(json.dumps({**card, **fields}), encoding="utf-8")


def test_M3_what_cannot_be_used_is_listed_and_the_rest_works(tiny_model: Model, tmp_path: Path) -> None:
    for name in ("bare", "first", "future", "hash", "second", "size", "stranger", "weightless", "wrong"):
        shutil.copytree(tiny_model.folder, tmp_path / name)
        change_card(tmp_path / name, id="first" if name == "second" else name)
    (tmp_path / "bare" / "card.json").unlink()
    change_card(tmp_path / "future", version=2, threshold="unheard of")
    (tmp_path / "hash" / "weights.safetensors").write_bytes(b"other weights")
    change_card(
        tmp_path / "size", input={**json.loads((tmp_path / "size" / "card.json").read_text())["input"], "width": 100}
    )
    change_card(tmp_path / "stranger", network="transformer-9000")
    (tmp_path / "weightless" / "weights.safetensors").unlink()
    change_card(tmp_path / "wrong", threshold=3, licence=None)
    quick, thorough = find_models([tmp_path]), find_models([tmp_path], hashes=True)
    assert [model.id for model in quick.models] == ["first", "hash"]
    assert [model.id for model in thorough.models] == ["first"]
    reasons = {broken.id: broken.reason for broken in thorough.unusable}
    assert sorted(reasons) == ["bare", "future", "hash", "second", "size", "stranger", "weightless", "wrong"]
    assert "has no card.json" in reasons["bare"]
    assert "version 2; this program knows versions up to 1" in reasons["future"]
    assert "weights.safetensors is not the file its card speaks of" in reasons["hash"]
    assert f"first is already taken by {tmp_path / 'first'}" in reasons["second"]
    assert "multiples of 32" in reasons["size"]
    assert "transformer-9000" in reasons["stranger"]
    assert "lacks weights.safetensors" in reasons["weightless"]
    assert "threshold" in reasons["wrong"]
    assert "licence" in reasons["wrong"]
    assert all(str(tmp_path) in reason for reason in reasons.values())
    first, hurt = quick.models
    assert first.checked(first.weights).is_file()
    with pytest.raises(ModelError, match="is not the file its card speaks of"):
        hurt.checked(hurt.weights)
    with pytest.raises(ModelError, match="is not the file its card speaks of"):
        load_network(hurt)


def test_M3_a_broken_model_asked_for_by_id_gives_its_reason(
    tiny_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKINSEG_MODELS", str(tmp_path))
    shutil.copytree(tiny_model.folder, tmp_path / "future")
    change_card(tmp_path / "future", version=2)
    with pytest.raises(ModelError, match=r"future cannot be used: .* version 2"):
        get_model("future")


def test_M3_weights_of_another_network_under_a_right_hash(tiny_model: Model, tmp_path: Path) -> None:
    shutil.copytree(tiny_model.folder, tmp_path / "tiny")
    change_card(tmp_path / "tiny", parameters={"decoder_channels": [16, 16, 16, 8, 4]})
    with pytest.raises(ModelError, match="does not fit efficientnet-lite0-unet"):
        import_model(tmp_path / "tiny", into=tmp_path / "zoo")
    assert list((tmp_path / "zoo").iterdir()) == []


# M6


def test_M6_no_model_at_all_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("skinseg_desktop.zoo.models.shipped_models_dir", lambda: tmp_path / "shipped")
    monkeypatch.setenv("SKINSEG_MODELS", str(tmp_path / "own"))
    assert find_models().models == ()
    for wanted in (None, "mine"):
        with pytest.raises(ModelError, match="There is no model") as error:
            get_model(wanted)
        for way in ("install the program again", "skinseg models import", "--model", str(tmp_path / "shipped")):
            assert way in error.value.hint
    assert cli.main(["models", "verify"]) == 2
    assert "There is no model" in capsys.readouterr().err


def test_M6_a_shipped_model_that_is_missing_or_damaged_comes_back_with_the_program(
    tiny_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = tmp_path / "shipped"
    monkeypatch.setattr("skinseg_desktop.zoo.models.shipped_models_dir", lambda: shipped)
    monkeypatch.setenv("SKINSEG_MODELS", str(tmp_path / "own"))
    shutil.copytree(tiny_model.folder, tmp_path / "own" / "tiny")
    assert cli.main(["models", "list"]) == 0
    listed = capsys.readouterr().out
    assert "not usable: skinseg-lite" in listed and "install the program again" in listed and "tiny" in listed
    assert cli.main(["models", "verify"]) == 2
    told = capsys.readouterr().err
    assert "Not whole: skinseg-lite." in told and "Install the program again" in told and "own" not in told
    with pytest.raises(ModelError, match="install the program again"):
        get_model()

    shutil.copytree(tiny_model.folder, shipped / "skinseg-lite")
    change_card(shipped / "skinseg-lite", id="skinseg-lite")
    (shipped / "skinseg-lite" / "weights.safetensors").write_bytes(b"damaged")
    assert cli.main(["models", "list"]) == 0
    assert "install the program again" in capsys.readouterr().out
    assert cli.main(["models", "verify", "skinseg-lite"]) == 2
    told = capsys.readouterr().err
    assert "Install the program again" in told and "from its source" not in told
    (tmp_path / "own" / "tiny" / "weights.safetensors").write_bytes(b"damaged")
    assert cli.main(["models", "verify"]) == 2
    told = capsys.readouterr().err
    assert "with which skinseg-lite came" in told and "from its source" in told
    with pytest.raises(ModelError) as error:
        get_model("skinseg-lite").checked(shipped / "skinseg-lite" / "weights.safetensors")
    assert "install the program again" in error.value.hint and "import" not in error.value.hint

"""The zoo: what is found where, in which order, how it is chosen, and how its files are checked."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from skinseg_desktop.core.errors import ModelError
from skinseg_desktop.zoo import DEFAULT_MODEL, Model, find_models, get_model, verify
from skinseg_desktop.zoo.models import ONNX_FILE

Copy = Callable[..., Path]


@pytest.fixture
def copy(tiny_model: Model) -> Copy:
    """Copies the tiny model to a folder, under another id where one is given."""

    def make(folder: Path, model_id: str | None = None) -> Path:
        shutil.copytree(tiny_model.folder, folder)
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        card["id"] = model_id or card["id"]
        (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Empty folders for shipped models and the user's own, in place of the real ones."""
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    monkeypatch.setattr("skinseg_desktop.zoo.models.shipped_models_dir", lambda: shipped)
    monkeypatch.setenv("SKINSEG_MODELS", str(own))
    return shipped, own


def test_models_are_found_in_three_places(places: tuple[Path, Path], copy: Copy) -> None:
    shipped, own = places
    copy(own / "a", "mine")
    copy(shipped / "noncommercial" / "b", "restricted")
    copy(shipped / "c", DEFAULT_MODEL)
    (shipped / "splits").mkdir()
    (shipped / "splits" / "isic_cc0.json").write_text("{}")
    (own / ".half.skinseg-tmp").mkdir()
    (own / "notes.txt").write_text("x")
    zoo = find_models()
    assert [model.id for model in zoo.models] == [DEFAULT_MODEL, "restricted", "mine"]
    assert zoo.unusable == ()
    assert get_model().id == DEFAULT_MODEL
    assert get_model("mine").folder == own / "a"


def test_listing_loads_no_heavy_library(tiny_model: Model) -> None:
    program = f"""
import sys
from pathlib import Path
from skinseg_desktop.zoo import find_models, verify
zoo = find_models([Path({str(tiny_model.folder.parent)!r})])
assert len(zoo.models) == 1 and verify(zoo.models[0]) == []
print([name for name in ("numpy", "cv2", "torch", "onnx", "onnxruntime", "safetensors") if name in sys.modules])
"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_a_model_is_chosen_by_its_folder(places: tuple[Path, Path], copy: Copy, tmp_path: Path) -> None:
    folder = copy(tmp_path / "elsewhere")
    assert get_model(folder).folder == folder
    assert get_model(str(folder)).id == "tiny"


def test_an_unknown_id_names_those_at_hand(places: tuple[Path, Path], copy: Copy) -> None:
    copy(places[1] / "a", "mine")
    copy(places[1] / "b", "other")
    with pytest.raises(ModelError) as error:
        get_model("nine")
    assert "no model nine" in error.value.what
    assert "mine, other" in error.value.hint
    with pytest.raises(ModelError, match=f"no model {DEFAULT_MODEL}"):
        get_model()


def test_a_checkpoint_given_as_model_says_to_import_it(tmp_path: Path) -> None:
    (tmp_path / "x.pth").write_bytes(b"")
    with pytest.raises(ModelError, match=r"skinseg models import .*x\.pth"):
        get_model(tmp_path / "x.pth")


def test_a_path_that_is_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="absent is no folder of a model"):
        get_model(tmp_path / "absent")
    with pytest.raises(ModelError, match="cannot be read: File name too long"):
        get_model(tmp_path / ("a" * 300))


def test_files_are_checked_before_they_are_used(copy: Copy, tmp_path: Path) -> None:
    model = get_model(copy(tmp_path / "a"))
    assert model.onnx is not None
    assert model.checked(model.onnx) == model.onnx
    assert model.checked(model.weights) == model.weights
    data = bytearray(model.onnx.read_bytes())
    data[len(data) // 2] ^= 1
    model.onnx.write_bytes(data)
    with pytest.raises(ModelError, match=r"model\.onnx is not the file its card speaks of"):
        model.checked(model.onnx)
    assert model.checked(model.weights) == model.weights
    assert len(verify(model)) == 1
    model.onnx.unlink()
    with pytest.raises(ModelError, match=r"model\.onnx cannot be read"):
        model.checked(model.onnx)


def test_an_onnx_file_that_the_card_does_not_list_is_not_trusted(copy: Copy, tmp_path: Path) -> None:
    folder = copy(tmp_path / "a")
    card = json.loads((folder / "card.json").read_text())
    del card["files"][ONNX_FILE]
    (folder / "card.json").write_text(json.dumps(card))
    model = get_model(folder)
    assert model.onnx is None
    with pytest.raises(ModelError, match="does not list"):
        model.checked(folder / ONNX_FILE)

"""Every check passes here, and fails with a sentence where its thing is broken."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.places import shipped_models_dir
from skinseg_desktop.core.progress import Work
from skinseg_desktop.export.project import export_project
from skinseg_desktop.imaging import encode_mask, read_mask
from skinseg_desktop.selftest import CHECKS, children, expected, machine, project, shipped, training
from skinseg_desktop.selftest.bench import Bench
from skinseg_desktop.selftest.running import _result

pytestmark = pytest.mark.timeout(300)
#: What starts a child in the place of the program.
Command = Callable[[str, Sequence[str]], list[str]]


def runs_python(code: str) -> Command:
    """Children that run this instead of the program."""
    return lambda verb, arguments: [sys.executable, "-c", code]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    folder = tmp_path / "Läsionen & Test"
    folder.mkdir()
    return Bench(folder)


@pytest.fixture
def expectations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what is expected of the demo, to be broken."""
    folder = Path(shutil.copytree(expected.expected_dir(), tmp_path / "expected"))
    monkeypatch.setattr(expected, "expected_dir", lambda: folder)
    return folder


@pytest.fixture
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped models, to be broken."""
    folder = tmp_path / "models"
    shutil.copytree(shipped_models_dir() / "skinseg-lite", folder / "skinseg-lite")
    monkeypatch.setattr("skinseg_desktop.zoo.models.shipped_models_dir", lambda: folder)
    return folder


def passes(name: str, bench: Bench) -> str:
    result = _result(CHECKS[name], bench)
    assert result.ok and result.found and not result.hint, result
    return result.found


def fails(name: str, bench: Bench, words: str) -> None:
    result = _result(CHECKS[name], bench)
    assert not result.ok and words in result.found and result.hint, result


@pytest.mark.parametrize("name", ["device", "folders", "models", "predict", "evaluate", "export"])
def test_what_needs_no_child_passes(bench: Bench, name: str) -> None:
    passes(name, bench)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["journal", "window", "torch"])
def test_what_needs_a_child_passes(bench: Bench, name: str) -> None:
    passes(name, bench)


@pytest.mark.slow
def test_one_epoch_passes(bench: Bench) -> None:
    assert "its model predicts" in passes("train", bench)


@pytest.mark.slow
def test_kill_and_resume_passes(bench: Bench) -> None:
    found = passes("resume", bench)
    step = int(found.split()[3].rstrip(","))
    assert 0 < step < 40 and "went on from there" in found


def test_a_package_that_is_missing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    fails("device", bench, "onnxruntime")


@pytest.mark.parametrize(
    ("variable", "name"), [("SKINSEG_USER_DATA", "data"), ("XDG_CONFIG_HOME", "settings"), ("SKINSEG_CACHE", "cache"),
                           ("XDG_STATE_HOME", "reports"), ("SKINSEG_MODELS", "models")],
)  # fmt: skip
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems ask other variables")
def test_a_folder_that_cannot_be_written(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, name: str
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(variable, str(tmp_path / "file" / "below"))  # not even root can
    fails("folders", bench, f"The folder of {name}")


def test_folders_are_left_as_they_were(bench: Bench, own_folders: Path) -> None:
    before = sorted(own_folders.rglob("*"))
    passes("folders", bench)
    assert sorted(own_folders.rglob("*")) == before


def test_a_portable_folder_that_cannot_be_written(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("portable", "data"):
        (tmp_path / name).touch()
    monkeypatch.setattr("skinseg_desktop.core.places._PACKAGE", tmp_path / "skinseg_desktop")
    fails("folders", bench, str(tmp_path / "data"))


@pytest.mark.parametrize("name", ["models", "predict", "evaluate", "device"])
def test_a_broken_model_file(bench: Bench, own_models: Path, name: str) -> None:
    for file in ("model.onnx", "weights.safetensors"):
        path = own_models / "skinseg-lite" / file
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    fails(name, bench, "is not the file its card speaks of")


def test_no_model(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skinseg_desktop.zoo.models.shipped_models_dir", lambda: tmp_path / "none")
    fails("models", bench, "There is no model skinseg-lite")


def test_another_mask_than_the_expected(bench: Bench, expectations: Path) -> None:
    path = expected.mask_path("ISIC_0000239")
    mask = read_mask(path).mask
    path.write_bytes(encode_mask(np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)))
    fails("predict", bench, "ISIC_0000239")


def test_a_few_other_pixels_are_no_fault(bench: Bench, expectations: Path) -> None:
    path = expected.mask_path("ISIC_0000239")
    mask = read_mask(path).mask
    ys, xs = np.nonzero(mask)
    mask[ys[:20], xs[:20]] = 0
    path.write_bytes(encode_mask(mask))
    passes("predict", bench)


def test_another_photo_than_the_expected(bench: Bench, expectations: Path) -> None:
    content = json.loads((expectations / expected.FILE).read_bytes())
    content["areas"]["ISIC_1"] = 5
    (expectations / expected.FILE).write_text(json.dumps(content), encoding="utf-8")
    fails("predict", bench, "photos are not those")
    fails("evaluate", bench, "on 13")


@pytest.mark.parametrize("name", ["predict", "evaluate"])
def test_expectations_of_another_model_or_none(bench: Bench, expectations: Path, name: str) -> None:
    path = expectations / expected.FILE
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "model_sha256": "0"}), encoding="utf-8")
    fails(name, bench, "another model")
    path.write_text("[]", encoding="utf-8")
    fails(name, bench, "holds no expectations")
    path.unlink()
    fails(name, bench, "cannot be read")


def test_another_dice_than_the_expected(bench: Bench, expectations: Path) -> None:
    path = expectations / expected.FILE
    content = json.loads(path.read_bytes())
    path.write_text(json.dumps({**content, "dice": content["dice"] - 0.01}), encoding="utf-8")
    fails("evaluate", bench, "mean Dice")


@pytest.mark.parametrize("name", ["journal", "window", "torch", "train", "resume"])
def test_a_child_that_cannot_be_started(bench: Bench, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(children, "command", lambda verb, arguments: [str(bench.folder / "nothing"), verb])
    fails(name, bench, "cannot be started")


@pytest.mark.parametrize("name", ["journal", "window", "torch", "train", "resume"])
def test_a_child_that_ends_with_a_complaint(bench: Bench, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(children, "command", runs_python("import sys; sys.exit('this is why')"))
    fails(name, bench, "this is why")
    code = "import sys; sys.exit('Warning: older\\nskinseg: There is no torch.\\n         Install it.')"
    monkeypatch.setattr(children, "command", runs_python(code))
    fails(name, bench, "There is no torch.")


@pytest.mark.parametrize("name", ["window", "torch"])
def test_a_child_that_answers_nonsense_or_not_at_all(bench: Bench, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(children, "command", runs_python("print('nonsense')"))
    fails(name, bench, "nonsense")
    monkeypatch.setattr(children, "command", runs_python("import time; time.sleep(60)"))
    monkeypatch.setattr(children, "PATIENCE", 0.2)
    fails(name, bench, "did not end in")


def test_a_stroke_that_is_lost(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    code = 'import sys; print(\'{"masks": ["1", "2"]}\', flush=True); sys.stdin.read()'
    monkeypatch.setattr(children, "command", runs_python(code))
    fails("journal", bench, "is not there after")


@pytest.mark.parametrize("kind", ["masks", "overlays", "table"])
def test_an_export_that_is_wrong(bench: Bench, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    def broken(*arguments: Any, **values: Any) -> Work[Any]:
        result = yield from export_project(*arguments, **values)
        if kind == "table":
            assert result.table is not None
            result.table.write_text("one line\n", encoding="utf-8")
            return result
        path = next((result.out / kind).glob("*.png"))
        path.write_bytes(encode_mask(1 - read_mask(path).mask) if kind == "masks" else b"no picture")
        return result

    monkeypatch.setattr(project, "export_project", broken)
    words = {"masks": "another than", "overlays": "cannot be read", "table": "0 rows"}
    fails("export", bench, words[kind])


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a display can be missing")
def test_qt_that_cannot_show_a_window(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "nonsense")
    fails("window", bench, "ended with")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":59077")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    fails("window", bench, "ended with 2")


def test_no_display_is_no_fault(monkeypatch: pytest.MonkeyPatch, bench: Bench) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert ("off screen" in passes("window", bench)) == sys.platform.startswith("linux")


@pytest.mark.slow
def test_torch_that_cannot_be_loaded(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "path" / "torch").mkdir(parents=True)
    (tmp_path / "path" / "torch" / "__init__.py").write_text("raise ImportError('libtorch is away')", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "path"))
    fails("torch", bench, "ended with 1")


@pytest.mark.parametrize("apart", [0.5, float("nan")])
def test_backends_that_do_not_agree(bench: Bench, monkeypatch: pytest.MonkeyPatch, apart: float) -> None:
    answer = {"torch": "2", "threads": 1, "devices": {"cpu": "", "cuda": "x"}, "apart": {"cpu": 0.0, "cuda": apart}}
    monkeypatch.setattr(machine, "told", lambda *_: answer)
    fails("torch", bench, "PyTorch on cuda")


def test_a_training_that_does_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "command", runs_python(""))
    fails("train", bench, "no training's folder")
    fails("resume", bench, "did not come to")


@pytest.mark.slow
def test_a_training_that_is_not_gone_on_with(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "answer", lambda *_: "")
    fails("resume", bench, "went on from None")


def test_a_trained_model_that_is_not_whole(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run as it lies there at its end, with a byte of its model changed."""
    run = bench.demo("train") / "run"
    (run / "checkpoints").mkdir(parents=True)
    model = Path(shutil.copytree(shipped_models_dir() / "skinseg-lite", run / "model"))
    (run / "run.json").write_text('{"version": 1, "recipe": {}}', encoding="utf-8")
    (run / "result.json").write_text("{}", encoding="utf-8")
    events = [{"kind": "started", "steps": 5}, {"kind": "ended", "outcome": "finished"}]
    (run / "events.jsonl").write_text("".join(json.dumps(e) + "\n" for e in events), encoding="utf-8")
    monkeypatch.setattr(training, "answer", lambda *_: "")
    passes("train", bench)
    (model / "model.onnx").write_bytes(b"?")
    fails("train", bench, "is not whole")


def test_shipped_expectations_are_of_the_shipped_model() -> None:
    model, told = shipped._asked()
    assert model.folder == shipped_models_dir() / "skinseg-lite", "run build_scripts/demo_expectations.py"
    assert {i: int(read_mask(expected.mask_path(i)).mask.sum()) for i in told.areas} == dict(told.areas)

"""A verb loads what it needs and no more: each is run in a child that then tells which modules it holds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from skinseg_desktop.zoo import Model

CHILD = """
import json, sys
from skinseg_desktop import cli
code = cli.main(sys.argv[1:])
print("\\nMODULES " + json.dumps([code, sorted({m.split('.')[0] for m in sys.modules})]))
"""
HEAVY = {"torch", "PySide6", "onnxruntime", "onnx", "scipy", "matplotlib"}


def loaded(*arguments: str | Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    code, modules = json.loads(done.stdout.rsplit("MODULES ", 1)[1])
    assert code == 0, done.stderr
    return set(modules) & HEAVY


def test_lists_and_shows_load_nothing_heavy(tiny_model: Model) -> None:
    assert loaded("models", "list") == set()
    assert loaded("models", "show", tiny_model.folder) == set()
    assert loaded("models", "verify", tiny_model.folder) == set()


def test_evaluate_of_masks_loads_no_network_library(data_dir: Path) -> None:
    assert loaded("evaluate", "--masks", data_dir / "masks", "--predictions", data_dir / "masks") == set()


def test_predict_on_the_cpu_loads_onnx_runtime_only(data_dir: Path, tiny_model: Model, tmp_path: Path) -> None:
    everything = "masks,overlays,probabilities,figures"
    used = loaded(
        "predict",
        data_dir / "images",
        "-o",
        tmp_path,
        "--model",
        tiny_model.folder,
        "--device",
        "cpu",
        "--save",
        everything,
    )
    assert used == {"onnxruntime"}


def test_demo_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded("demo", tmp_path, "--generated", "1") == set()


def test_help_loads_neither_numpy_nor_a_verb() -> None:
    code = "import sys; from skinseg_desktop import cli; cli.top_parser().format_help(); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "cv2", "PIL", "tqdm"} & set(modules)
    assert not [m for m in modules if m.startswith("skinseg_desktop.cli.")]


@pytest.mark.parametrize("banned", ["torch", "PySide6"])
def test_the_child_would_notice(banned: str) -> None:
    # PySide6 need not be installed: a module of that name is enough to prove that the check sees it.
    code = f"import sys, types; sys.modules['{banned}'] = types.ModuleType('{banned}')\n" + CHILD
    done = subprocess.run([sys.executable, "-c", code, "models", "list"], capture_output=True, text=True, check=True)
    assert banned in json.loads(done.stdout.rsplit("MODULES ", 1)[1])[1]

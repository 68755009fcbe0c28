"""Builds a bundle that only imports the program's packages, by PyInstaller's own rules, to compare its size."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import environment

NAME = "trivial"
#: What the program imports of the packages that pyproject.toml names.
IMPORTS = (
    "PIL.Image",
    "PySide6.QtCore",
    "PySide6.QtGui",
    "PySide6.QtSvg",
    "PySide6.QtWidgets",
    "cv2",
    "numpy",
    "onnx",
    "onnxruntime",
    "optuna",
    "platformdirs",
    "pyqtgraph",
    "safetensors.torch",
    "simplejpeg",
    "torch",
    "tqdm",
    "yaml",
)
#: How much larger than this one a bundle may be.
LIMIT = 1.10


def build(python: Path, work: Path) -> Path:
    """Make it in `work` from nothing and return its folder."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    script = work / f"{NAME}.py"
    script.write_text("".join(f"import {name}\n" for name in IMPORTS), "utf-8")
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--onedir", "--name", NAME]
    command += ["--distpath", str(work / "dist"), "--workpath", str(work / "pyinstaller"), "--specpath", str(work)]
    variables = environment.child_environment() | {"PYINSTALLER_CONFIG_DIR": str(work / "cache")}
    subprocess.run([*command, str(script)], env=variables, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    return work / "dist" / NAME


def table(bundle: Path, trivial: Path, least: float = 1e6) -> str:
    """What each part has in both, in MB, the largest first; parts under `least` bytes in both are added up."""
    ours, theirs = parts(bundle), parts(trivial)
    rows = [f"{'part':36}{'bundle':>9}{'trivial':>9}"]
    small = [name for name in ours.keys() | theirs.keys() if max(ours[name], theirs[name]) < least]
    ours["others"], theirs["others"] = _taken(ours, small), _taken(theirs, small)
    ours["all"], theirs["all"] = ours.total(), theirs.total()
    for name in sorted(ours.keys() | theirs.keys(), key=lambda name: (-max(ours[name], theirs[name]), name)):
        rows.append(f"{name:36}{ours[name] / 1e6:9.1f}{theirs[name] / 1e6:9.1f}")
    return "\n".join(rows)


def parts(bundle: Path) -> Counter[str]:
    """Bytes by what lies at the top of a bundle, links not followed."""
    found: Counter[str] = Counter()
    for path in bundle.rglob("*"):
        if path.is_symlink() or path.is_file():
            inner = path.relative_to(bundle)
            if inner.parts[0] == "_internal":
                inner = inner.relative_to("_internal")
            found[inner.parts[0]] += path.lstat().st_size
    return found


def _taken(sizes: Counter[str], names: Iterable[str]) -> int:
    return sum(sizes.pop(name, 0) for name in names)

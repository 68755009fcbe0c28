"""Compares a bundle with the source run: every module that a journey through the program imports has to be in it.

The bundle then goes the same journeys: a file that a package reads by its path is no module, and is missed only there.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import environment

TRAINED = ("--set", "epochs=1", "--set", "size=64", "--set", "batch=2", "--set", "start=scratch")
#: What is done in the source run, in this order, in one folder.
JOURNEYS: tuple[tuple[str, ...], ...] = (
    ("demo", "demo"),
    ("predict", "demo/photos", "-o", "out", "--save", "masks,overlays,figures,probabilities", "--masks", "demo/masks"),
    ("evaluate", "--masks", "demo/masks", "--predictions", "out/masks"),
    ("models", "verify"),
    ("split", "--data", "pairs", "-o", "split.json"),
    ("audit", "--data", "pairs", "--split", "split.json"),
    ("train", "--data", "pairs", "--split", "split.json", "--out", "run", *TRAINED),
    ("runs", "show", "run"),
    ("models", "import", "run/model"),
    ("compare", "--images", "demo/photos", "--masks", "demo/masks", "--models", "skinseg-lite", "run", "-o", "both"),
    ("tune", "--data", "pairs", "--out", "study", "--trials", "1", *TRAINED),
    ("project", "predict", "demo/photos"),
    ("project", "show", "demo/photos"),
    ("export", "demo/photos", "-o", "exported", "--status", "all", "--what", "masks,overlays,figures,table"),
)
#: Modules that the frozen program has in another form, or that only a checkout, an environment or Qt's binding makes.
ELSEWHERE = ("__main__", "__mp_main__", "sitecustomize", "_distutils_hack", "PySide6.support", "shibokensupport",
             "signature_bootstrap")  # fmt: skip
_RECORDER = """\
import atexit, json, os, sys

def leave():
    files = {}
    for name, module in list(sys.modules.items()):
        file = getattr(getattr(module, "__spec__", None), "origin", None)
        if file and os.path.isabs(file):
            files[name] = file
    path = os.path.join(os.environ["SKINSEG_RECORD"], f"{os.getpid()}.json")
    with open(path, "w", encoding="utf-8") as record:
        json.dump(files, record)

atexit.register(leave)
"""
_WINDOW = """\
import sys, time
from PySide6.QtGui import QAction
from skinseg_desktop.window import app
application, window = app.create(["skinseg-desktop", "demo/photos", "--masks", "demo/masks"])
window.show()
until = time.monotonic() + 8
while time.monotonic() < until:
    application.processEvents()
    time.sleep(0.01)
for name in ("show_training", "about", "settings", "shortcuts", "palette", "export", "train"):
    window.findChild(QAction, f"action_{name}").trigger()
    application.processEvents()
window.close()
"""


class JourneyFault(Exception):
    """A journey through the program failed; says which, and what was complained of."""


def missing(python: Path, bundle: Path, folder: Path) -> list[str]:
    """The modules that the source run imports and the bundle has not, sorted.

    Args:
        python: the Python of the build environment, which holds the very packages that were bundled.
        bundle: the bundle's folder.
        folder: for what the journeys make; made anew.
    """
    there = bundled(bundle / "_internal")
    return sorted(name for name in imported(python, folder) if name not in there)


def imported(python: Path, folder: Path) -> set[str]:
    """Every module with a file of its own that the journeys import, those of child processes included."""
    record, recorder = folder / "record", folder / "recorder"
    _prepare(folder, record, recorder)
    (recorder / "sitecustomize.py").write_text(_RECORDER, "utf-8")
    recording = {"PYTHONPATH": str(recorder), "SKINSEG_RECORD": str(record)}
    for journey in JOURNEYS:
        _go(folder, [str(python), "-m", "skinseg_desktop", *journey], journey[0], recording)
    _go(folder, [str(python), "-c", _WINDOW], "the window", recording)
    names = {name for file in record.iterdir() for name in json.loads(file.read_text("utf-8"))}
    return {name for name in names if not _within(name, ELSEWHERE)}


def walk(program: Path, folder: Path) -> None:
    """Go every journey with the frozen console program: files that its packages read by path are no modules.

    Raises:
        JourneyFault: one fails that the source run can.
    """
    _prepare(folder)
    for journey in JOURNEYS:
        _go(folder, [str(program), *journey], journey[0], {})


def _prepare(folder: Path, *others: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for made in (folder, *others):
        made.mkdir(parents=True)
    shutil.copytree(environment.ROOT / "tests" / "data", folder / "pairs")


def _go(folder: Path, command: list[str], name: str, variables: dict[str, str]) -> None:
    """Go one journey in `folder`."""
    own = environment.child_environment() | {"QT_QPA_PLATFORM": "offscreen", **apart(folder), **variables}
    done = subprocess.run(command, cwd=folder, env=own, capture_output=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()[-1000:]
        raise JourneyFault(f"{command[0]} fails at {name} ({done.returncode}):\n{said}")


def apart(folder: Path) -> dict[str, str]:
    """Variables that keep a run's settings, models and trainings in a folder of its own."""
    return {
        "SKINSEG_SETTINGS": str(folder / "settings.json"),
        "SKINSEG_CACHE": str(folder / "cache"),
        "SKINSEG_MODELS": str(folder / "models"),
        "SKINSEG_RUNS": str(folder / "runs"),
    }


def bundled(internal: Path) -> set[str]:
    """The modules that the frozen program can import, by the files that it has."""
    found = set(sys.builtin_module_names)
    for folder in (internal, *internal.glob("python3*/lib-dynload")):
        found |= _modules(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return found


def _modules(paths: Iterable[str]) -> set[str]:
    found = set()
    for path in paths:
        folder, _, file = path.rpartition("/")
        stem, _, ending = file.partition(".")
        if ending.rpartition(".")[2] in ("py", "pyc", "so", "pyd"):
            name = f"{folder}/{stem}" if folder else stem
            found.add(name.removesuffix("/__init__").replace("/", "."))
    return found


def _within(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)

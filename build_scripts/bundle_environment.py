"""Makes the environment that a bundle is built in: the program's pinned packages and PyInstaller, nothing else.

It is not `.venv`: what test tools bring must not be found by chance and bundled.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import environment
import stamp
from system_packages import EnvironmentFault

LOCK_FILE = "requirements-build.lock"
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
_STAMP = "skinseg-build.txt"
_FOLDERS = {"cpu": "build-environment", "cuda": "build-environment-cuda"}


def make(torch: str, torch_index: str | None, folder: Path, root: Path = environment.ROOT) -> Path:
    """The Python of the build environment in `folder`, made anew where it is not what the lock files ask for.

    Args:
        torch: 'cpu' or 'cuda'.
        torch_index: package index to take torch from, a URL; None takes what pip is set up to use where that is of the
            wanted kind, and PyTorch's own for the CPU.
        folder: where environments for building are kept.
        root: the checkout.

    Raises:
        EnvironmentFault: it cannot be made; says why and what to do.
    """
    venv = folder / _FOLDERS[torch]
    now = _wanted(root)
    python = environment.python_of(venv)
    if python.exists() and (venv / _STAMP).exists() and (venv / _STAMP).read_text("utf-8") == now:
        return python
    environment.check_machine()
    environment.check_space(_there(folder), environment.SPACE[torch], already=venv)
    environment.say(f"Making the environment {venv}")
    shutil.rmtree(venv, ignore_errors=True)
    environment.create(venv)
    sections = environment.read_lock(root / "build_scripts" / stamp.LOCK_FILES[0])
    environment.pip(venv, *sections.pop("installer"))
    wanted = next(line for line in sections["torch"] if line.startswith("torch=="))
    index = torch_index
    if index is None and environment.kind_of_torch(venv, wanted) != torch:
        if torch == "cuda":
            raise EnvironmentFault(
                f"pip as it is set up here finds no {wanted} for CUDA: give --torch-index URL, which PyTorch's "
                "installation page names."
            )
        index = CPU_INDEX
    if index is not None:
        environment.pip(venv, "--no-deps", "--index-url", index, wanted)
    sections |= environment.read_lock(root / "build_scripts" / LOCK_FILE)
    environment.pip(venv, *(line for lines in sections.values() for line in lines))
    # No wheel of it: what is bundled is the checkout, and the metadata says what the package declares.
    environment.pip(venv, "--no-deps", "--no-build-isolation", "--editable", str(root))
    _check_kind(python, torch)
    (venv / _STAMP).write_text(now, "utf-8")
    return python


def _wanted(root: Path) -> str:
    """A hash of everything that the environment is made from."""
    files = [root / "pyproject.toml", *(root / "build_scripts" / name for name in (stamp.LOCK_FILES[0], LOCK_FILE))]
    return stamp.digest([sys.version.encode(), str(root).encode(), *(file.read_bytes() for file in files)])


def _check_kind(python: Path, torch: str) -> None:
    """Refuses a torch of the other kind: the bundle would be called what it is not."""
    ask = "import torch; print('cuda' if torch.version.cuda else 'cpu', end='')"
    found = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout
    if found != torch and sys.platform != "darwin":
        raise EnvironmentFault(f"The torch that was installed is for {found}, not for {torch}.")


def _there(folder: Path) -> Path:
    """The nearest folder above that exists, to ask how much room its disk has."""
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())

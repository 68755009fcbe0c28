"""Makes `.venv` in the checkout: the pinned packages of the lock files, then the program itself.

Needs nothing but Python 3.11 and its standard library. What is there and unchanged is not installed again; what was
interrupted is made anew, because a package that is half there looks whole to pip.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import system_packages
from stamp import LOCK_FILES, UNFINISHED, Stamp, read_stamp, wanted_stamp, write_stamp
from stamp import Wish as Wish
from system_packages import EnvironmentFault as EnvironmentFault

ROOT = Path(__file__).resolve().parents[1]
GIB = 1 << 30
# Measured under Linux: 0.35 GiB without torch, 1.2 GiB with torch for the CPU, 0.4 GiB more with the test tools; about
# as much again may pass through the disk as downloads. For CUDA 2.5 GiB are fetched; what they become is estimated.
SPACE = {"without": GIB, "cpu": 3 * GIB, "cuda": 10 * GIB}


def make(wish: Wish, root: Path = ROOT) -> Path:
    """The Python of the checkout's environment, made, completed or brought up to date where it is not yet as wished.

    Raises:
        EnvironmentFault: it cannot be made; says why and what to do.
    """
    venv = root / ".venv"
    now = wanted_stamp(root)
    if is_ready(venv, wish, now):
        return python_of(venv)
    check_machine()
    with only_one(root / ".venv.lock") as interrupted:
        # Another start may have finished the work while this one waited for it.
        if not is_ready(venv, wish, now):
            install(wish, root, venv, now, interrupted=interrupted)
    return python_of(venv)


def add_torch_index(parser: argparse.ArgumentParser) -> None:
    """The option that says where torch, the one package that is large, is to come from."""
    parser.add_argument(
        "--torch-index", metavar="URL", help="package index to take torch from, such as PyTorch's for the CPU"
    )


def hand_over(python: Path, arguments: list[str]) -> int:
    """Lets the environment's Python take this process's place; where there is no such thing, its exit code."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(python, [str(python), *arguments], child_environment())
    # The child hears Ctrl-C too and ends in its own way; this process has to wait for that.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call([python, *arguments], env=child_environment())


def is_ready(venv: Path, wish: Wish, now: Stamp) -> bool:
    """Whether `venv` is complete and what is wished. Takes milliseconds: no child is started."""
    there = read_stamp(venv)
    return there is not None and there.serves(wish, now) and python_of(venv).exists()


def python_of(venv: Path) -> Path:
    """The Python inside a virtual environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def program_of(venv: Path, name: str) -> Path:
    """A console program inside a virtual environment."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


def install(wish: Wish, root: Path, venv: Path, now: Stamp, *, interrupted: bool) -> None:
    """Makes the environment whole and stamps it.

    Args:
        wish: what it shall hold.
        root: the checkout.
        venv: the environment's folder.
        now: the stamp to leave.
        interrupted: whether what is there was left by an installation that was cut off.
    """
    began = time.monotonic()
    previous = read_stamp(venv)
    moved = previous is not None and previous.root != str(root)
    if venv.exists() and (interrupted or moved):
        say(f"{venv} was {'made for another folder' if moved else 'interrupted in the making'}: making it anew.")
        shutil.rmtree(venv)
    # The choice about torch outlives a change of versions and a failure in between.
    with_torch = wish.tests or wish.torch_index is not None or (previous.torch if previous else wish.torch)
    if not works(venv):
        say(f"Making the environment {venv}. It is made once, takes some minutes, and needs the internet.")
        create(venv)
    write_stamp(venv, Stamp(now.root, UNFINISHED, None, with_torch))
    sections = read_lock(root / "build_scripts" / LOCK_FILES[0])
    pip(venv, *sections.pop("installer"))
    torch = next(line for line in sections["torch"] if line.startswith("torch=="))
    if not with_torch:
        del sections["torch"]
    fetched = "without" if not with_torch else "cpu" if wish.torch_index else kind_of_torch(venv, torch)
    if fetched == "cuda":
        warn_of_cuda()
    check_space(root, SPACE[fetched], already=venv)
    if with_torch and wish.torch_index:
        pip(venv, "--no-deps", "--index-url", wish.torch_index, torch)
    if wish.tests:
        sections |= read_lock(root / "build_scripts" / LOCK_FILES[1])
    say("Installing the packages (the first time takes a few minutes)")
    pip(venv, *(line for lines in sections.values() for line in lines))
    pip(venv, "--no-deps", "--no-build-isolation", "--editable", str(root))
    window = any(line.startswith("pyside6") for lines in sections.values() for line in lines)
    modules = ["cv2", "onnxruntime", *(["PySide6.QtWidgets"] if window else []), *(["torch"] if with_torch else [])]
    system_packages.complete(python_of(venv), modules, say)
    write_stamp(venv, Stamp(now.root, now.program, now.tests if wish.tests else None, with_torch))
    say(f"The environment is complete ({time.monotonic() - began:.0f} s).")


def read_lock(path: Path) -> dict[str, list[str]]:
    """The requirements of a lock file by section title, `## title` opening one."""
    sections: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("## "):
            lines = sections.setdefault(line.removeprefix("## ").strip(), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections


def works(venv: Path) -> bool:
    """Whether there is an environment of this very Python with a pip in it."""
    if not python_of(venv).exists():
        return False
    ask = "import sys, pip; print(sys.version, end='')"
    answer = subprocess.run([python_of(venv), "-c", ask], capture_output=True, text=True, env=child_environment())
    return answer.returncode == 0 and answer.stdout == sys.version


def create(venv: Path) -> None:
    """Makes an empty environment with pip in it; `venv` may be there and is then emptied."""
    system_packages.need_module("ensurepip", say)
    # Started with the Python of an environment, maybe of the very one that is made here: take the one below it.
    python = getattr(sys, "_base_executable", sys.executable)
    command = [python, "-m", "venv", "--clear", str(venv)]
    made = subprocess.run(command, capture_output=True, text=True, env=child_environment())
    if made.returncode:
        raise EnvironmentFault(f"{venv} cannot be made: {(made.stdout + made.stderr).strip()[-500:]}")


def pip(venv: Path, *arguments: str) -> None:
    """Runs `pip install` inside the environment; what pip prints goes to stderr, progress bars on a terminal only."""
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    command = [str(python_of(venv)), "-m", "pip", "install", *quiet, "--disable-pip-version-check", *arguments]
    if subprocess.run(command, env=child_environment(), stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode:
        raise EnvironmentFault(
            "pip could not install what the program needs; its own message stands above. "
            "Is there a connection to the package index? The next start goes on from here."
        )


def kind_of_torch(venv: Path, torch: str) -> str:
    """'cuda' where pip, as it is set up here, would fetch a torch that brings NVIDIA's libraries; else 'cpu'."""
    # Under Linux alone the package index has such a torch, and asking takes seconds.
    if sys.platform != "linux":
        return "cpu"
    command = [str(python_of(venv)), "-m", "pip", "install", "--dry-run", "--quiet", "--report", "-", torch]
    answer = subprocess.run(command, capture_output=True, text=True, env=child_environment(), stdin=subprocess.DEVNULL)
    if answer.returncode:
        raise EnvironmentFault(f"pip finds no {torch} for this machine: {answer.stderr.strip()[-500:]}")
    names = [item["metadata"]["name"].lower().replace("_", "-") for item in json.loads(answer.stdout)["install"]]
    return "cuda" if any(name.startswith("nvidia-") for name in names) else "cpu"


def warn_of_cuda() -> None:
    """Says, before anything big is fetched, that it is big, and what is smaller."""
    say(
        "pip is about to fetch torch for CUDA with NVIDIA's libraries: several GB.\n"
        "To have less, stop this (Ctrl-C) and start run.py or test.py again with\n"
        "  --torch-index URL   torch for the CPU (200 MB); PyTorch's installation page names the URL under 'CPU'\n"
        "or run.py with\n"
        "  --without-torch     predicting and evaluating work, training and the import of .pth files do not"
    )
    if sys.stdin is not None and sys.stdin.isatty():
        time.sleep(10)


def check_machine() -> None:
    """Refuses, with the reason, machines for which the pinned packages do not exist."""
    if sys.platform == "darwin" and platform.machine() == "x86_64":
        raise EnvironmentFault("ONNX Runtime and torch are no longer made for Macs with Intel processors.")
    if sys.maxsize < 2**32:
        raise EnvironmentFault(
            "This Python is a 32-bit one; the packages exist for 64 bits only. Install a 64-bit Python."
        )


def check_space(root: Path, needed: int, already: Path) -> None:
    """Refuses to begin an installation that the disk cannot hold.

    Args:
        root: a folder on the disk in question.
        needed: bytes that the complete environment takes.
        already: the environment, whose present size counts as paid.
    """
    paid = sum(f.stat().st_size for f in already.rglob("*") if f.is_file() and not f.is_symlink())
    free = shutil.disk_usage(root).free
    if free < needed - paid:
        raise EnvironmentFault(
            f"{(needed - paid) / GIB:.1f} GiB are needed for the environment and {free / GIB:.1f} GiB are free "
            f"on the disk of {root}. Make room, or start run.py with --without-torch ({SPACE['without'] // GIB} GiB)."
        )


def child_environment() -> dict[str, str]:
    """The variables for Python and pip in the environment: nothing that leads them out of it."""
    leave = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
    kept = {key: value for key, value in os.environ.items() if key not in leave}
    return kept | {"PYTHONNOUSERSITE": "1", "PIP_USER": "0"}


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Holds the checkout's installation lock; the value tells whether its last holder was interrupted.

    The operating system frees the lock when its holder dies, and the word left in the file tells that it did.
    """
    try:
        opened = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise EnvironmentFault(f"{path.parent} cannot be written to ({error.strerror}): move the checkout.") from error
    with opened as file:
        if not try_lock(file.fileno()):
            say("Another start is installing; waiting for it.")
            while not try_lock(file.fileno()):
                time.sleep(0.2)
        file.seek(0)
        interrupted = bool(file.read())
        file.truncate(0)
        file.write("installing")
        file.flush()
        try:
            yield interrupted
        except EnvironmentFault:
            # pip has given up by itself and left nothing half-made; only after a kill or Ctrl-C the word has to stay.
            file.truncate(0)
            raise
        file.truncate(0)


def try_lock(descriptor: int) -> bool:
    """Takes an exclusive lock on an open file, without waiting; False where somebody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # Locked bytes cannot be read by others there, so it is one far behind the end of the file.
            os.lseek(descriptor, 1 << 20, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def say(text: str) -> None:
    """Tells the person what is under way, on stderr: stdout belongs to the program's results."""
    print(text, file=sys.stderr, flush=True)

"""What the operating system has to bring along: missed by trying, installed where that is allowed, else named."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Say = Callable[[str], None]


class EnvironmentFault(Exception):
    """The environment cannot be made, for a reason that the person can mend: one sentence and what to do."""


@dataclass(frozen=True)
class Manager:
    """A system's package manager: the command that refreshes its lists (may be empty) and the one that installs."""

    refresh: tuple[str, ...]
    install: tuple[str, ...]


MANAGERS = {
    "apt-get": Manager(("apt-get", "update"), ("apt-get", "install", "--yes", "--no-install-recommends")),
    "dnf": Manager((), ("dnf", "install", "--assumeyes")),
}
# What is missing -> the package that has it, by package manager. Fedora's Python has its ensurepip built in.
PACKAGES = {
    "ensurepip": {"apt-get": f"python{sys.version_info.major}.{sys.version_info.minor}-venv"},
    "strip": {"apt-get": "binutils", "dnf": "binutils"},
    "libstdc++.so.6": {"apt-get": "libstdc++6", "dnf": "libstdc++"},
    "libgomp.so.1": {"apt-get": "libgomp1", "dnf": "libgomp"},
    "libz.so.1": {"apt-get": "zlib1g", "dnf": "zlib"},
    # What Qt's widgets link; what a display needs beyond that is told when the window is opened.
    "libGL.so.1": {"apt-get": "libgl1", "dnf": "libglvnd-glx"},
    "libEGL.so.1": {"apt-get": "libegl1", "dnf": "libglvnd-egl"},
    "libglib-2.0.so.0": {"apt-get": "libglib2.0-0", "dnf": "glib2"},
    "libgthread-2.0.so.0": {"apt-get": "libglib2.0-0", "dnf": "glib2"},
    "libfontconfig.so.1": {"apt-get": "libfontconfig1", "dnf": "fontconfig"},
    "libfreetype.so.6": {"apt-get": "libfreetype6", "dnf": "freetype"},
    "libxkbcommon.so.0": {"apt-get": "libxkbcommon0", "dnf": "libxkbcommon"},
    "libdbus-1.so.3": {"apt-get": "libdbus-1-3", "dnf": "dbus-libs"},
    "libX11.so.6": {"apt-get": "libx11-6", "dnf": "libX11"},
}
_MISSING_LIBRARY = re.compile(r"(lib[\w.+-]+\.so[.\d]*): cannot open shared object file")


def need_module(name: str, say: Say) -> None:
    """Sees to it that a module of the standard library, which some systems package apart, is there."""
    if importlib.util.find_spec(name) is None:
        provide(name, say)
        importlib.invalidate_caches()
        if importlib.util.find_spec(name) is None:
            raise EnvironmentFault(f"This Python ({sys.executable}) is still without its module {name}.")


def need_program(name: str, say: Say) -> None:
    """Sees to it that a program of the system is there."""
    if shutil.which(name) is None:
        provide(name, say)
        if shutil.which(name) is None:
            raise EnvironmentFault(f"This system is still without the program {name}.")


def complete(python: Path, modules: Sequence[str], say: Say) -> None:
    """Imports `modules` with `python` and provides each system library that turns out to be missing.

    Raises:
        EnvironmentFault: one cannot be imported, for a missing library that may not be installed or another reason.
    """
    provided: set[str] = set()
    while True:
        tried = subprocess.run([python, "-c", f"import {', '.join(modules)}"], capture_output=True, text=True)
        if tried.returncode == 0:
            return
        reason = (tried.stderr.strip().splitlines() or [f"exit code {tried.returncode}"])[-1]
        missing = _MISSING_LIBRARY.search(tried.stderr)
        if missing is None or missing[1] in provided:
            hint = " Install Microsoft's Visual C++ Redistributable." if "DLL load failed" in reason else ""
            raise EnvironmentFault(f"The installed packages cannot be loaded: {reason}.{hint}")
        provide(missing[1], say)
        provided.add(missing[1])


def provide(name: str, say: Say) -> None:
    """Installs the system package that has `name`, as root or where CI=true; else says what to type.

    Raises:
        EnvironmentFault: it may not, does not know how, or failed.
    """
    found = next((tool for tool in MANAGERS if shutil.which(tool)), None)
    package = PACKAGES.get(name, {}).get(found or "")
    if found is None or package is None:
        raise EnvironmentFault(f"This system lacks {name}: install the package that has it and start again.")
    manager, root = MANAGERS[found], is_root()
    install = [*manager.install, package]
    if not (root or os.environ.get("CI") == "true"):
        raise EnvironmentFault(f"This system lacks {name}. Type: sudo {' '.join(install)}")
    say(f"This system lacks {name}: installing {package}")
    for command in (list(manager.refresh), install):
        ahead = [] if root or not shutil.which("sudo") else ["sudo", "--non-interactive"]
        if command and subprocess.run([*ahead, *command], stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode:
            raise EnvironmentFault(f"{' '.join(command)} failed; its own message stands above.")


def is_root() -> bool:
    """Whether this process may do anything; False under Windows, where no package manager is asked."""
    return sys.platform != "win32" and os.geteuid() == 0

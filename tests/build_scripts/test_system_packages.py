"""A missing part of the operating system is installed where that is allowed, else one line says what to type."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import system_packages
from system_packages import EnvironmentFault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no package manager to ask under Windows")


@pytest.fixture
def apt_get(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An `apt-get` that notes what it is told, the only program on the path: the real one would change this machine."""
    notes = tmp_path / "told"
    script = tmp_path / "bin" / "apt-get"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\necho "$@" >> "{notes}"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(script.parent))
    monkeypatch.delenv("CI", raising=False)
    return notes


@pytest.fixture
def broken(tmp_path: Path, apt_get: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that cannot be loaded for want of a library until `apt-get install` was told something."""
    wants = "libgomp.so.1: cannot open shared object file: No such file or directory"
    module = f"import pathlib\nif not pathlib.Path({str(apt_get)!r}).exists():\n    raise ImportError({wants!r})\n"
    (tmp_path / "wants_a_library.py").write_text(module, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "wants_a_library"


@pytest.mark.parametrize(("root", "ci"), [(True, ""), (False, "true")])
def test_a_missing_library_is_installed_as_root_or_in_ci(
    apt_get: Path, broken: str, monkeypatch: pytest.MonkeyPatch, root: bool, ci: str
) -> None:
    monkeypatch.setattr(system_packages, "is_root", lambda: root)
    monkeypatch.setenv("CI", ci)
    system_packages.complete(Path(sys.executable), ["json", broken], lambda text: None)
    assert apt_get.read_text("utf-8") == "update\ninstall --yes --no-install-recommends libgomp1\n"


def test_without_leave_one_line_says_what_to_type(apt_get: Path, broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "is_root", lambda: False)
    with pytest.raises(EnvironmentFault) as fault:
        system_packages.complete(Path(sys.executable), [broken], lambda text: None)
    assert "sudo apt-get install --yes --no-install-recommends libgomp1" in str(fault.value)
    assert "\n" not in str(fault.value)
    assert not apt_get.exists()


def test_a_library_that_does_not_help_is_not_installed_twice(
    tmp_path: Path, apt_get: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hopeless.py").write_text(
        "raise ImportError('libz.so.1: cannot open shared object file: No such file or directory')\n", "utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(system_packages, "is_root", lambda: True)
    with pytest.raises(EnvironmentFault, match=r"libz\.so\.1"):
        system_packages.complete(Path(sys.executable), ["hopeless"], lambda text: None)
    assert apt_get.read_text("utf-8").count("install") == 2, "'install' and '--no-install-recommends', once"


def test_debian_without_its_venv_package_is_told_which_one(apt_get: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "is_root", lambda: False)
    monkeypatch.setitem(system_packages.PACKAGES, "no_such_module", system_packages.PACKAGES["ensurepip"])
    with pytest.raises(EnvironmentFault) as fault:
        system_packages.need_module("no_such_module", lambda text: None)
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert str(fault.value).endswith(f"Type: sudo apt-get install --yes --no-install-recommends {package}")


def test_a_missing_program_is_installed(apt_get: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "is_root", lambda: True)
    system_packages.need_program("apt-get", lambda text: None)
    assert not apt_get.exists(), "it is there"
    with pytest.raises(EnvironmentFault, match="still without the program strip"):
        system_packages.need_program("strip", lambda text: None)
    assert apt_get.read_text("utf-8").endswith("install --yes --no-install-recommends binutils\n")


def test_an_unknown_system_is_named_what_it_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentFault, match=r"lacks libgomp\.so\.1: install the package"):
        system_packages.provide("libgomp.so.1", lambda text: None)

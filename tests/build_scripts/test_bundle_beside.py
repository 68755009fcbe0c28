"""A bundle beside one that only imports its packages, and the script that proves it in a fresh Debian."""

from __future__ import annotations

import shutil
import sys
import tomllib
from pathlib import Path

import build
import bundle_debian
import bundle_trivial
import bundle_window
import environment
import pytest
from bundle_imports import JourneyFault


def made(folder: Path, **sizes: int) -> Path:
    """A bundle's folder whose parts have these sizes."""
    for name, size in sizes.items():
        part = folder / "_internal" / name
        part.mkdir(parents=True)
        (part / "file").write_bytes(b"x" * size)
        (part / "link").symlink_to("file")
    return folder


def test_sizes_are_listed_by_part_and_a_bundle_that_is_too_large_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trivial = made(tmp_path / "trivial", torch=3_000_000, PySide6=2_000_000, small=10)
    build.beside(made(tmp_path / "less", torch=2_000_000, own=1_500_000), trivial)
    said = capsys.readouterr().err
    rows = [line.split() for line in said.splitlines()]
    assert rows[1:5] == [
        ["all", "3.5", "5.0"],
        ["torch", "2.0", "3.0"],
        ["PySide6", "0.0", "2.0"],
        ["own", "1.5", "0.0"],
    ]
    assert "0.70 times the size" in said
    with pytest.raises(build.BuildFault, match=r"1\.20 times as large"):
        build.beside(made(tmp_path / "more", torch=6_000_000), trivial)


def test_the_trivial_bundle_imports_every_package_of_the_program() -> None:
    project = tomllib.loads((environment.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {line.partition("==")[0].lower() for line in project["dependencies"]}
    other = {"opencv-python-headless": "cv2", "pillow": "pil", "pyside6-essentials": "pyside6"}
    imported = {name.partition(".")[0].lower() for name in bundle_trivial.IMPORTS}
    assert {other.get(name, name) for name in named} <= imported


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand for the programs")
def test_a_window_that_draws_nothing_or_does_not_close_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle_window, "PATIENCE", 2)
    monkeypatch.setattr(shutil, "which", lambda name: None)  # no Xvfb
    console, window = tmp_path / "skinseg", tmp_path / "skinseg-desktop"

    def run(status: str, ending: str, up_says: str = "up") -> bool:
        # There is no project before the window is up, and can hear that it shall close.
        up = tmp_path / "up"
        up.unlink(missing_ok=True)
        for program, text in (
            (console, f'test "$1" = demo || cat {up} && echo \'{{"photos": [{{"status": "{status}"}}]}}\'\n'),
            (window, f"trap '{ending}' TERM\necho {up_says} >&2\n: > {up}\nwhile :; do sleep 0.1; done\n"),
        ):
            program.write_text(f"#!/bin/sh\n{text}", "utf-8")
            program.chmod(0o755)
        return bundle_window.run(console, [str(window)], tmp_path / "kept")

    assert run("predicted", "exit 0") is False, "not on a display"
    with pytest.raises(JourneyFault, match="complains of the locale:\nQt depends on a UTF-8 locale"):
        run("predicted", "exit 0", "Qt depends on a UTF-8 locale")
    with pytest.raises(JourneyFault, match="draws no border within 2 s:\nup"):
        run("new", "exit 0")
    with pytest.raises(JourneyFault, match="told to close, ends with 3"):
        run("predicted", "exit 3")
    with pytest.raises(JourneyFault, match="timed out"):
        run("predicted", ":")


def test_a_root_with_a_python_proves_nothing(tmp_path: Path) -> None:
    for folder in ("etc", "usr/bin", "home/someone"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "etc" / "debian_version").write_text("12\n", "utf-8")
    bundle_debian.make(tmp_path, "bookworm", bundle_debian.MIRROR)
    (tmp_path / "usr" / "bin" / "python3").touch()
    with pytest.raises(bundle_debian.DebianFault, match="There is a Python in"):
        bundle_debian.make(tmp_path, "bookworm", bundle_debian.MIRROR)


def test_what_fails_in_the_root_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = bundle_debian.Root(tmp_path)
    assert root.command("skinseg")[:3] == ["chroot", "--userspec=someone:someone", str(tmp_path)]
    monkeypatch.setattr(root, "command", lambda *command, root=False: ["sh", "-c", "echo no room >&2; exit 3"])
    with pytest.raises(bundle_debian.DebianFault, match=r"(?s)skinseg predict fails \(3\):\nno room"):
        root.run("skinseg", "predict")

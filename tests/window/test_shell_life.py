"""How the window begins and ends: one application, what is set before it, signals, and an exit code of 0."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from skinseg_desktop import cli
from skinseg_desktop.core.places import version
from skinseg_desktop.window import app, closing, start

ENDS = """
import os, signal, sys, threading
from PySide6.QtCore import QTimer
from skinseg_desktop.window import app
from skinseg_desktop.window.application import application

running = application("skinseg-desktop")
QTimer.singleShot(50, lambda: {end})
code = app.main(["skinseg-desktop", *sys.argv[1:]])
print(code, [t.name for t in threading.enumerate() if t is not threading.main_thread()])
"""


CLOSE = "next(w for w in running.topLevelWidgets() if w.objectName() == 'main_window').close()"


@pytest.mark.parametrize("end", [CLOSE, "os.kill(os.getpid(), signal.SIGTERM)"])
def test_it_ends_with_0_and_without_a_thread(end: str, own_folders: Path, data_dir: Path, tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    photo = min((data_dir / "images").iterdir())
    (photos / photo.name).write_bytes(photo.read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", ENDS.format(end=end), str(photos)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "0 []\n"), done.stderr


def test_a_fault_while_it_closes_leaves_the_window_in_sight(
    window_factory: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_factory()

    def fails(_: object) -> bool:
        raise RuntimeError("a fault")

    event = QCloseEvent()
    with monkeypatch.context() as patch:
        patch.setattr(closing, "may_close", fails)
        with pytest.raises(RuntimeError):
            window.closeEvent(event)
    assert not event.isAccepted() and window.isVisible()
    assert window.close() and not window.isVisible()


def test_create_uses_the_application_that_is_there(qapp: QApplication, window_factory: Callable[..., Any]) -> None:
    window = window_factory(visible=False)
    assert QApplication.instance() is qapp
    assert window.objectName() == "main_window" and not window.isVisible()
    assert sys.getswitchinterval() == app.SWITCH_INTERVAL


def test_both_command_lines_are_one(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[str]] = []

    def main(argv: list[str]) -> int:
        heard.append(argv)
        return 0

    monkeypatch.setattr(start, "main", main)
    assert cli.main(["gui", "photos", "--masks", "references"]) == 0
    assert cli.main(["gui"]) == 0
    assert heard == [["photos", "--masks", "references"], []]


def test_help_and_version_need_no_display(capsys: pytest.CaptureFixture[str]) -> None:
    for asked, said in (("--help", "--masks"), ("--version", f"skinseg-desktop {version()}")):
        with pytest.raises(SystemExit) as end:
            start.main([asked])
        assert end.value.code == 0 and said in capsys.readouterr().out


def test_a_bug_before_there_is_a_window_is_reported(own_folders: Path) -> None:
    code = (
        "from skinseg_desktop.window import app, closing, start\n"
        "def create(argv): raise ZeroDivisionError('too early')\n"
        "app.create = create\n"
        "raise SystemExit(start.main([]))"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.startswith("skinseg: this is a bug"), done.stderr
    (report,) = own_folders.rglob("crash-*.txt")
    assert str(report) in done.stderr and "too early" in report.read_text(encoding="utf-8")

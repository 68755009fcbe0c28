"""``skinseg-desktop --self-test``: no window, the exit code of ``skinseg self-test``."""

from __future__ import annotations

import subprocess
import sys

import pytest

from skinseg_desktop.window import start


def test_it_is_the_command_lines_self_test(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def command(verb: str, arguments: list[str]) -> list[str]:
        asked.append([verb, *arguments])
        return [sys.executable, "-c", "import sys; sys.exit(1)"]

    monkeypatch.setattr(start, "command", command)
    assert start.main(["--quick", "--self-test", "--report", "r.zip"]) == 1
    assert asked == [["self-test", "--quick", "--report", "r.zip"]]


def test_a_program_that_is_not_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "command", lambda *_: ["/nowhere/skinseg"])
    assert start.main(["--self-test"]) == 1
    assert "cannot be started" in capsys.readouterr().err


def test_the_process_itself_loads_no_qt() -> None:
    code = (
        "import sys; from skinseg_desktop.window import start; start.command = lambda *_: [sys.executable, '-c', '']\n"
        "print(start.main(['--self-test']), 'PySide6' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.stdout == "0 False\n", ran.stderr


def test_help_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        start.main(["--help"])
    assert "--self-test" in capsys.readouterr().out

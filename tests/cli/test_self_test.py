"""``skinseg self-test``: the table, the exit code, JSON and the zip; interrupted it leaves nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from skinseg_desktop import cli
from skinseg_desktop.selftest import CHECKS
from skinseg_desktop.selftest.bench import Check


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only two checks that are done at once, and one that trains and fails."""
    table = {name: CHECKS[name] for name in ("folders", "models")}
    table["train"] = Check("train", "Trains", "nowhere:train", trains=True)
    monkeypatch.setattr("skinseg_desktop.selftest.CHECKS", table)


@pytest.mark.usefixtures("few")
def test_quick_leaves_out_what_trains(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["self-test", "--quick"]) == 0
    printed = capsys.readouterr()
    assert "2 of 2 checks passed." in printed.out and printed.out.count("\nok") == 2
    assert "1 of 2: " in printed.err


@pytest.mark.usefixtures("few")
def test_a_failure_is_said_with_what_to_do_and_in_the_exit_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["self-test", "--json", "-", "--report", str(tmp_path / "r.zip")]) == 1
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert not told["ok"] and [check["ok"] for check in told["checks"]] == [True, True, False]
    assert "FAILED  Trains" in printed.err and "Trains: Install the program again" in printed.err
    with zipfile.ZipFile(tmp_path / "r.zip") as archive:
        assert "FAILED  Trains" in archive.read("self-test.txt").decode()


@pytest.mark.usefixtures("few")
def test_other_files_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()
    assert cli.main(["self-test", "--report", str(tmp_path / "photo.jpg")]) == 2
    assert cli.main(["self-test", "--part", "nothing"]) == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="another signal there")
def test_ctrl_c_ends_it_and_its_children_and_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "skinseg_desktop", "self-test"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stderr is not None
    for line in child.stderr:
        if CHECKS["torch"].title in line:
            break
    beside = tmp_path.glob("skinseg-*")
    assert next(beside).is_dir()
    child.send_signal(signal.SIGINT)
    _, complaint = child.communicate(timeout=60)
    assert child.returncode == 130 and "interrupted" in complaint
    assert not list(tmp_path.glob("skinseg-*"))


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_whole_of_it_here(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "skinseg_desktop", "self-test", "--json", str(tmp_path / "r.json")]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert [check["name"] for check in json.loads((tmp_path / "r.json").read_bytes())["checks"]] == list(CHECKS)


@pytest.mark.slow
def test_its_own_process_loads_neither_torch_nor_qt() -> None:
    code = (
        "import sys; from skinseg_desktop import cli; code = cli.main(['self-test', '--quick'])\n"
        "print('LOADED', code, *({'torch', 'PySide6', 'onnxruntime'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.stdout.rsplit("LOADED", 1)[1].split() == ["0", "onnxruntime"], ran.stdout

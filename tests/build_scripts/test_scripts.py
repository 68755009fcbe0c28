"""run.py and test.py as a person starts them."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import environment
import pytest
import run
import test as checks

from skinseg_desktop.zoo import Model

SCRIPTS = environment.ROOT / "build_scripts"
OLD = "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); runpy.run_path(sys.argv[1], run_name='__main__')"


@pytest.mark.parametrize("script", ["run.py", "test.py"])
def test_an_older_python_is_told_so_in_one_sentence(script: str) -> None:
    ast.parse((SCRIPTS / script).read_text("utf-8"), feature_version=(3, 7))
    ran = subprocess.run([sys.executable, "-c", OLD, str(SCRIPTS / script)], capture_output=True, text=True)
    assert ran.returncode == 2
    assert ran.stderr == "Skinseg Desktop needs Python 3.11 or newer; this is Python 3.9.\n"


def start(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """run.py under the bare Python that made the environment, with an empty home."""
    # Elsewhere this would begin to install, which is test_environment's subject.
    if Path(sys.prefix) != environment.ROOT / ".venv":
        pytest.skip("these tests run in another environment than the checkout's .venv")
    bare = getattr(sys, "_base_executable", sys.executable)
    variables = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    variables |= {"HOME": str(home), "USERPROFILE": str(home)}
    command = [bare, str(SCRIPTS / "run.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=home, env=variables, timeout=120)


@pytest.mark.slow
def test_the_demo_is_predicted_scored_and_shown_where_it_lies_and_not_made_twice(
    tmp_path: Path, tiny_model: Model
) -> None:
    ran = start(tmp_path, "--no-window", "--model", str(tiny_model.folder))
    assert ran.returncode == 0, ran.stderr
    assert "Dice" in ran.stdout
    out = tmp_path / "Documents" / "Skinseg" / "demo-results"
    assert str(out) in ran.stdout
    photos = sorted(path.stem for path in (run.DEMO / "photos").iterdir())
    for kind in ("masks", "overlays", "figures"):
        made = sorted(path.name for path in (out / kind).iterdir())
        assert len(made) == len(photos) == 12
        assert all(name.startswith(photo) for name, photo in zip(made, photos, strict=True))
    before = {path: path.stat().st_mtime_ns for path in out.glob("*/*")}
    again = start(tmp_path, "--no-window", "--model", str(tiny_model.folder))
    assert again.returncode == 0, again.stderr
    assert re.search(r"\b12\b.* earlier run", again.stdout)
    assert {path: path.stat().st_mtime_ns for path in out.glob("*/*")} == before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_the_demo_is_predicted_and_the_reason_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    ran = start(tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "DISPLAY" in ran.stderr and "Traceback" not in ran.stderr
    assert "Working without the window" in ran.stderr and "Dice" in ran.stdout


def test_a_folder_and_further_arguments_go_to_predict(tmp_path: Path, tiny_model: Model, data_dir: Path) -> None:
    chosen = [str(data_dir / "images"), "--model", str(tiny_model.folder), "--save", "masks"]
    ran = start(tmp_path, "--no-window", "-o", "here", *chosen)
    assert ran.returncode == 0, ran.stderr
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == ["masks", "skinseg-run.json"]
    assert len(list((tmp_path / "here" / "masks").iterdir())) == 12


def test_the_exit_code_is_that_of_predict(tmp_path: Path) -> None:
    ran = start(tmp_path, "--no-window", "no such folder")
    assert ran.returncode == 2
    assert "no such folder" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_folders_of_one_name_have_results_of_their_own(tmp_path: Path) -> None:
    assert run.name_of(tmp_path / "a" / "images") != run.name_of(tmp_path / "b" / "images")
    assert run.name_of(tmp_path / "a" / "images") == run.name_of(tmp_path / "b" / ".." / "a" / "images")


def test_every_check_runs_after_one_that_failed(capfd: pytest.CaptureFixture[str]) -> None:
    def check(name: str, code: int, beside: bool = False) -> checks.Check:
        return checks.Check(name, (sys.executable, "-c", f"print('{name} ran'); raise SystemExit({code})"), beside)

    outcomes = checks.run([check("first", 3), check("second", 4, beside=True), check("third", 0)], dict(os.environ))
    assert [(o.name, o.code) for o in outcomes] == [("first", 3), ("second", 4), ("third", 0)]
    said = capfd.readouterr().out
    assert [f"{name} ran" in said for name in ("first", "second", "third")] == [True, True, True]


def test_the_inner_loop_leaves_out_the_slow_tests_and_nothing_else() -> None:
    whole, fast = (
        checks.checks(environment.python_of(Path(".venv")), ["-k", "Dice"], fast=fast) for fast in (False, True)
    )
    assert [check.name for check in whole] == ["lint", "format", "types", "import contracts", "tests"]
    assert fast[:-1] == whole[:-1]
    assert " ".join(fast[-1].command).replace(" -m not slow", "") == " ".join(whole[-1].command)
    assert whole[-1].command[-2:] == ("-k", "Dice")

"""Checks run one after the other, whatever becomes of them, and leave nothing behind."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.selftest import CHECKS, Bench, Check, run_checks
from skinseg_desktop.selftest.children import started


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_check_that_fails_stops_no_other(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = [
        Check("a", "No such module", "nowhere:nothing"),
        Check("b", "No such function", "machine:nothing"),
    ]
    results = finish(run_checks([*wrong, CHECKS["folders"]]))
    assert [r.ok for r in results] == [False, False, True]
    assert "ModuleNotFoundError" in results[0].found and "AttributeError" in results[1].found
    assert not list(place.iterdir())


def test_what_is_next_is_told(place: Path) -> None:
    work = run_checks(list(CHECKS.values()))
    step = next(work)
    assert (step.done, step.total, step.item) == (0, len(CHECKS), CHECKS["device"].title)
    assert len(list(place.iterdir())) == 1
    work.close()
    assert not list(place.iterdir())


def test_interrupted_in_a_check_it_leaves_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: Bench) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("skinseg_desktop.selftest.machine.folders", interrupted)
    with pytest.raises(KeyboardInterrupt):
        finish(run_checks([CHECKS["folders"]]))
    assert not list(place.iterdir())


def test_no_place_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(UserError, match="No temporary folder"):
        finish(run_checks([CHECKS["folders"]]))


def test_a_child_never_outlives_its_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeps = [sys.executable, "-c", "import time; time.sleep(600)"]
    monkeypatch.setattr("skinseg_desktop.selftest.children.command", lambda *_: sleeps)
    with pytest.raises(KeyboardInterrupt), started(Bench(tmp_path), "train", []) as child:
        raise KeyboardInterrupt
    assert child.returncode is not None


def test_children_keep_away_from_the_users_folders(tmp_path: Path, own_folders: Path) -> None:
    environment = Bench(tmp_path).environment
    ours = [environment[f"SKINSEG_{name}"] for name in ("USER_DATA", "SETTINGS", "CACHE", "RUNS")]
    assert all(Path(folder).is_relative_to(tmp_path) for folder in ours)

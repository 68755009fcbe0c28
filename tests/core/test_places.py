"""Where a user's files lie: the system's folders, the environment's, or those beside a portable program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from skinseg_desktop import cli
from skinseg_desktop.core import crash, places
from skinseg_desktop.store import Settings
from skinseg_desktop.store.runs import runs_dir


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout's folder with a name as people give them, and an environment that says nothing."""
    for name in ("SETTINGS", "CACHE", "USER_DATA", "MODELS", "RUNS"):
        monkeypatch.delenv(f"SKINSEG_{name}", raising=False)
    folder = tmp_path / "Läsionen & Test"
    folder.mkdir()
    monkeypatch.setattr(places, "_PACKAGE", folder / "skinseg_desktop")
    return folder


def folders() -> list[Path]:
    return [places.user_data_dir(), places.user_config_dir(), places.user_cache_dir(), places.user_log_dir()]


def test_without_a_marker_they_are_the_systems(program: Path, own_folders: Path) -> None:
    assert all(folder.is_relative_to(own_folders) and "skinseg-desktop" in folder.parts for folder in folders())
    assert not places.portable_note() and not list(program.iterdir())


def test_a_marker_keeps_everything_beside_the_program(program: Path) -> None:
    (program / "portable").touch()
    data = program / "data"
    assert folders() == [data, data, data / "cache", data / "log"] and not places.portable_note()
    assert (places.user_models_dir(), runs_dir()) == (data / "models", data / "runs")
    Settings.load().set("theme", "dark")
    assert (data / "settings.json").is_file() and crash.write_report([], ValueError("x")).parent == data / "log"


def test_a_bundle_looks_beside_its_programs(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program / "skinseg"))
    (program / "portable").touch()
    assert places.user_data_dir() == program / "data"
    # Nothing is put into a signed program of macOS: its folder is what a person sees as the program.
    monkeypatch.setattr(sys, "executable", str(program / "Skinseg.app" / "Contents" / "MacOS" / "skinseg-desktop"))
    assert places.user_data_dir() == program / "data"


def test_an_installed_package_is_not_portable(program: Path) -> None:
    (program / "portable").touch()
    (program / "skinseg_desktop" / "_data").mkdir(parents=True)
    assert not places.user_data_dir().is_relative_to(program)


def test_a_folder_of_that_name_is_no_marker(program: Path) -> None:
    (program / "portable").mkdir()
    assert not places.user_data_dir().is_relative_to(program)


def test_where_it_cannot_be_written_a_sentence_says_so(program: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (program / "portable").touch()
    (program / "data").touch()  # in the folder's place: nobody, not even root, can write there
    assert not any(folder.is_relative_to(program) for folder in folders())
    assert str(program / "data") in places.portable_note()
    assert places.portable_note() in Settings.load().notes
    assert cli.main(["models", "list"]) == 0
    assert capsys.readouterr().err == f"skinseg: {places.portable_note()}\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write(program: Path) -> None:
    (program / "portable").touch()
    program.chmod(0o500)
    try:
        assert not places.user_data_dir().is_relative_to(program) and places.portable_note()
    finally:
        program.chmod(0o700)


def test_the_environment_comes_first(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (program / "portable").touch()
    monkeypatch.setenv("SKINSEG_USER_DATA", str(tmp_path / "mine"))
    monkeypatch.setenv("SKINSEG_CACHE", str(tmp_path / "cache"))
    assert places.user_data_dir() == tmp_path / "mine" and places.user_cache_dir() == tmp_path / "cache"
    assert places.user_models_dir() == tmp_path / "mine" / "models"
    monkeypatch.setenv("SKINSEG_MODELS", str(tmp_path / "models"))
    assert places.user_models_dir() == tmp_path / "models"


def test_only_places_asks_the_system_and_only_when_it_is_asked() -> None:
    package = Path(places.__file__).parent.parent
    users = [path for path in package.rglob("*.py") if "platformdirs" in path.read_text(encoding="utf-8")]
    assert users == [Path(places.__file__)]
    code = "import sys; from skinseg_desktop.core import crash, places; print('platformdirs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"

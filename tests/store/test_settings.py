"""Settings: defaults, what a person set, two windows at once, and files that cannot be used (row S13 is here too)."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

import pytest

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.store import SETTINGS, Settings
from skinseg_desktop.store.settings import settings_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_every_default_is_one_of_its_own_values_and_described() -> None:
    for key, setting in SETTINGS.items():
        assert setting.key == key and setting.checked(setting.default) == setting.default
        assert setting.description.endswith(".") and setting.group


def test_what_is_set_is_there_at_the_next_start(path: Path) -> None:
    settings = Settings.load(path)
    assert settings.get("theme") == "system" and not path.exists()
    settings.set("theme", "dark")
    settings.set("brush_size", 7)
    settings.set("recent_folders", ["/ä", "/b"])
    settings.set("shortcuts", {"accept_next": ["A", "Ctrl+Return"]})
    again = Settings.load(path)
    assert (again.get("theme"), again.get("brush_size"), again.get("recent_folders")) == ("dark", 7.0, ["/ä", "/b"])
    assert again.get("shortcuts") == {"accept_next": ["A", "Ctrl+Return"]} and again.notes == ()
    again.get("recent_folders").append("not set")
    assert again.get("recent_folders") == ["/ä", "/b"] and SETTINGS["recent_folders"].default == []
    assert [p.name for p in path.parent.iterdir()] == ["settings.json"]


def test_no_setting_and_no_value_are_refused(path: Path) -> None:
    settings = Settings.load(path)
    with pytest.raises(KeyError):
        settings.get("nothing")
    with pytest.raises(KeyError):
        settings.set("nothing", 1)
    bad = {
        "theme": "pink",
        "undo_megabytes": 0,
        "max_megapixels": 301,
        "brush_size": float("nan"),
        "subfolders": 1,
        "recent_folders": [str(n) for n in range(11)],
        "shortcuts": {"a": "b"},
        "threads": True,
        "model": None,
    }
    for key, value in bad.items():
        with pytest.raises(ValueError, match=key):
            settings.set(key, value)
    assert not path.exists()


def test_S13_the_last_writer_wins_for_each_key_and_unknown_keys_stay(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"from_a_newer_version": [1], "theme": "light"}')
    one, other = Settings.load(path), Settings.load(path)
    one.set("theme", "dark")
    other.set("language", "de")
    one.set("contour", False)
    other.set("theme", "light")
    assert json.loads(path.read_text()) == {
        "contour": False,
        "from_a_newer_version": [1],
        "language": "de",
        "theme": "light",
    }
    assert one.get("theme") == "dark"
    one.reload()
    assert one.get("theme") == "light"


def test_S13_many_writers_at_once_lose_nothing(path: Path) -> None:
    numbers = [key for key, setting in SETTINGS.items() if setting.kind == "whole"]

    def write(key: str) -> None:
        for value in range(5, 16):
            Settings.load(path).set(key, min(value, int(SETTINGS[key].high)) if key != "thumbnail_size" else 60 + value)

    threads = [threading.Thread(target=write, args=(key,)) for key in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    settings = Settings.load(path)
    assert {key: settings.get(key) for key in numbers} == {
        key: 15 if key != "thumbnail_size" else 75 for key in numbers
    }


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"theme": "dark"'])
def test_S13_a_damaged_file_is_set_aside_and_defaults_apply(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    settings = Settings.load(path)
    assert settings.get("theme") == "system" and "settings.damaged-1.json" in settings.notes[0]
    assert path.with_name("settings.damaged-1.json").read_bytes() == damage
    settings.set("theme", "dark")
    assert Settings.load(path).get("theme") == "dark" and Settings.load(path).notes == ()


def test_S13_a_bad_value_gives_its_default_and_is_said(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"theme": "pink", "brush_size": "big", "language": "de", "recent_folders": 7}')
    settings = Settings.load(path)
    assert (settings.get("theme"), settings.get("brush_size"), settings.get("language")) == ("system", 20.0, "de")
    assert settings.get("recent_folders") == [] and len(settings.notes) == 3 and "brush_size" in settings.notes[0]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs another user")
def test_a_folder_that_cannot_be_written_keeps_the_value_for_the_session() -> None:
    os.seteuid(65534)
    try:
        settings = Settings.load(Path("/root-only/settings.json"))
        with pytest.raises(OutputError, match="cannot be written"):
            settings.set("theme", "dark")
        assert settings.get("theme") == "dark"
    finally:
        os.seteuid(0)


def test_the_environment_names_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKINSEG_SETTINGS", str(path))
    assert settings_file() == path
    monkeypatch.delenv("SKINSEG_SETTINGS")
    assert settings_file().name == "settings.json" and "skinseg-desktop" in str(settings_file())

"""Settings that wait to be written: in force at once, on the disk once, and never a reason to stop."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.store import Settings
from skinseg_desktop.window.kept import Kept


def on_disk(own_folders: Path) -> dict[str, object]:
    file = own_folders / "settings.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def test_a_dragged_slider_holds_at_once_and_is_written_once(
    qapp: QApplication, own_folders: Path, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.load()
    written: list[tuple[str, object]] = []
    set_ = settings.set

    def note(key: str, value: object) -> None:
        written.append((key, value))
        set_(key, value)

    monkeypatch.setattr(settings, "set", note)
    kept = Kept(settings)
    for opacity in (0.2, 0.3, 0.4):
        kept.keep("mask_opacity", opacity)
        assert kept.get("mask_opacity") == opacity
    assert not written and "mask_opacity" not in on_disk(own_folders)
    wait(lambda: written)
    assert written == [("mask_opacity", 0.4)] and on_disk(own_folders)["mask_opacity"] == 0.4
    kept.keep("mask_opacity", 0.4)
    kept.keep_now()
    assert len(written) == 1, "what is kept already is not written again"


def test_what_is_dragged_there_and_back_is_as_it_was(qapp: QApplication, own_folders: Path) -> None:
    kept = Kept(Settings.load())
    before = kept.get("mask_opacity")
    kept.keep("mask_opacity", 0.9)
    kept.keep("mask_opacity", before)
    kept.keep_now()
    assert kept.get("mask_opacity") == Settings.load().get("mask_opacity") == before


def test_what_cannot_be_written_is_said_and_the_rest_is_written(
    qapp: QApplication, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.load()
    set_ = settings.set

    def refuse(key: str, value: object) -> None:
        if key == "contour":
            raise OutputError("The disk is full.", "Make room.")
        set_(key, value)

    monkeypatch.setattr(settings, "set", refuse)
    kept = Kept(settings)
    said: list[str] = []
    kept.said.connect(said.append)
    kept.keep("contour", False)
    kept.keep("mask_opacity", 0.5)
    kept.keep_now()
    assert len(said) == 1 and "full" in said[0]
    assert on_disk(own_folders)["mask_opacity"] == 0.5

"""Settings that wait to be written: in force at once, on the disk once, and never a reason to stop."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.store import Project, Settings
from skinseg_desktop.store.changes import Flagged, PhotoKey
from skinseg_desktop.window.kept import Kept
from tests.acceptance.hand import Hand, copy_photos


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


@pytest.mark.parametrize("with_folder", [True, False])
def test_S13_settings_that_were_set_aside_are_said_where_it_can_be_read(
    window_factory: Callable[..., Any],
    own_folders: Path,
    data_dir: Path,
    tmp_path: Path,
    wait: Callable[..., None],
    with_folder: bool,
) -> None:
    (own_folders / "settings.json").write_text("{damaged")
    window = window_factory(*([copy_photos(data_dir, tmp_path / "photos")] if with_folder else []))
    if with_folder:
        Hand(window).wait_for_photo("ISIC_0000012")
    wait(lambda: "settings.damaged-1.json" in window.status.message.text())
    assert window.status.message.text().count("settings.json is damaged") == 1
    for _ in range(50):
        QCoreApplication.processEvents()
        time.sleep(0.01)
    assert "settings.damaged-1.json" in window.status.message.text(), "nothing takes its place"


def test_a_setting_and_the_project_are_both_said(
    window_factory: Callable[..., Any], own_folders: Path, data_dir: Path, tmp_path: Path, wait: Callable[..., None]
) -> None:
    (own_folders / "settings.json").write_text('{"undo_megabytes": -1}')
    photos = copy_photos(data_dir, tmp_path / "photos")
    photo = min(photos.iterdir())
    with Project.open(photos) as project:
        project.commit([Flagged(PhotoKey(photo.name, sha256(photo.read_bytes()).hexdigest()), True)])
    photos.rename(tmp_path / "renamed")
    window = window_factory(tmp_path / "renamed")
    for words in ("moved or renamed", "undo_megabytes"):
        wait(lambda words=words: words in window.status.message.text())

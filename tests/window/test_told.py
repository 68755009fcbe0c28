"""What goes wrong is said in the window's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from skinseg_desktop.core.errors import FilesInTheWay, UserError
from skinseg_desktop.imaging import encode_mask, find_photos
from skinseg_desktop.imaging.mask_file import fit_mask, read_mask
from skinseg_desktop.imaging.photo import read_photo
from skinseg_desktop.store.opening import open_project
from skinseg_desktop.window.language import install
from skinseg_desktop.window.told import told
from skinseg_desktop.zoo.models import model_at

ENGLISH = re.compile(r"\b(the|is|are|it|cannot|and|with|there|again|its|not|has)\b", re.IGNORECASE)


@pytest.fixture(params=["de", "pt_BR"])
def language(request: pytest.FixtureRequest, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("SKINSEG_LANGUAGE", request.param)
    yield install(qapp, "system")
    monkeypatch.setenv("SKINSEG_LANGUAGE", "en")
    install(qapp, "system")


def test_english_stays_as_it_is() -> None:
    assert told("x.jpg cannot be read as a photo: the file is empty. Copy or export it again.").startswith(
        "x.jpg cannot"
    )


def _wrong(folder: Path) -> dict[str, Callable[[], object]]:
    (folder / "leer.jpg").touch()
    (folder / "text.png").write_text("abc " * 2000)
    (folder / "pdf. Neu.jpg").write_bytes(b"%PDF-1.7" + bytes(5000))
    (folder / "m.png").write_bytes(encode_mask(np.ones((45, 60), np.uint8)))
    (folder / "karte").mkdir()
    (folder / "karte" / "card.json").write_text("{")
    return {
        "empty": lambda: read_photo(folder / "leer.jpg"),
        "text": lambda: read_photo(folder / "text.png"),
        "pdf": lambda: read_photo(folder / "pdf. Neu.jpg"),
        "none": lambda: read_photo(folder / "ohne.jpg"),
        "mask": lambda: read_mask(folder / "leer.jpg"),
        "size": lambda: fit_mask(read_mask(folder / "m.png"), 600, 450),
        "folder": lambda: find_photos([folder / "fehlt"]),
        "project": lambda: open_project(folder, folder / "data", create=False, over=None, write=False),
        "card": lambda: model_at(folder / "karte"),
        "model": lambda: model_at(folder),
    }


@pytest.mark.parametrize(
    "fault", ["empty", "text", "pdf", "none", "mask", "size", "folder", "project", "card", "model"]
)
def test_an_error_is_said_in_the_windows_language(language: str, tmp_path: Path, fault: str) -> None:
    with pytest.raises(UserError) as raised:
        _wrong(tmp_path)[fault]()
    said = told(str(raised.value))
    assert said != str(raised.value)
    # Python's own words for what is wrong with a file's contents are not the program's.
    bare = re.sub(r"\(?(Expecting|char|line|column)[^.]*", "", said.replace(str(tmp_path), ""))
    assert not (left := ENGLISH.findall(bare)), f"{left} in {said!r}"


def test_files_in_the_way_are_told_by_their_number(language: str) -> None:
    one, many = (told(FilesInTheWay([Path("/a/b.png")] * n).what) for n in (1, 2))
    assert one != many and not ENGLISH.search(one + many)


def test_who_holds_a_project_is_told(language: str) -> None:
    since = "2026-11-27T03:56:29+00:00"
    said = told(f"The project was left open by process 7 on vm, since {since}, which is gone: it was taken over.")
    assert "process 7" not in said and "vm" in said and not ENGLISH.search(said.replace(since, ""))

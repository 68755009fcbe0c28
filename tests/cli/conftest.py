"""Two photos with references, and the program's own data out of the way of the user's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def two_photos(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two photos; projects that do not fit beside photos go into the test's own folder."""
    monkeypatch.setenv("SKINSEG_USER_DATA", str(tmp_path / "user"))
    folder = tmp_path / "photos"
    folder.mkdir()
    for path in sorted((data_dir / "images").glob("*.jpg"))[:2]:
        shutil.copy(path, folder)
    return folder

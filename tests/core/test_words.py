"""Numbers of things, and paths, as sentences and records hold them."""

from __future__ import annotations

from pathlib import Path

import pytest

from skinseg_desktop.core.paths import from_root
from skinseg_desktop.core.words import counting


def test_one_thing_and_several() -> None:
    assert [counting(n, "photo") for n in (0, 1, 1200)] == ["0 photos", "1 photo", "1,200 photos"]
    assert [counting(n, "file was", "files were") for n in (1, 2)] == ["1 file was", "2 files were"]


def test_a_path_goes_up_where_the_system_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a")
    assert from_root(Path("b")) == Path.cwd() / "b"
    assert from_root(Path("b/../b")) == (tmp_path / "a" / "b").resolve()
    try:
        (tmp_path / "link").symlink_to(tmp_path / "a" / "b", target_is_directory=True)
    except OSError:
        pytest.skip("no links can be made here")
    assert from_root(tmp_path / "link") == tmp_path / "link"
    assert from_root(tmp_path / "link" / ".." / "c") == (tmp_path / "a" / "c").resolve()

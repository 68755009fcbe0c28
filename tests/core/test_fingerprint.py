"""Hashes of files that are remembered, and when they are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from skinseg_desktop.core import fingerprint


def test_a_file_is_hashed_again_only_when_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"one")
    first = fingerprint.sha256_of(path)
    path.write_bytes(b"two")  # at once, and of the same size
    assert fingerprint.sha256_of(path) != first
    monkeypatch.setattr(fingerprint, "_RACY", 0)
    second = fingerprint.sha256_of(path)
    monkeypatch.setattr("hashlib.file_digest", lambda *_: pytest.fail("it was read again"))
    assert fingerprint.sha256_of(path) == second
    monkeypatch.undo()
    os.utime(path, ns=(1, 1))
    assert fingerprint.sha256_of(path) == second

"""Pairs to split: the committed photos in a folder of their own, and made-up ones that are only names."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from skinseg_desktop.training.samples import Sample

Make = Callable[..., list[Sample]]


@pytest.fixture
def pairs(data_dir: Path, tmp_path: Path) -> Path:
    """The twelve pairs with their metadata, to be changed."""
    return Path(shutil.copytree(data_dir, tmp_path / "pairs"))


@pytest.fixture
def made_up() -> Make:
    """Samples by lesion: ``made_up("AAB")`` has two of lesion A and one of B; a space is no lesion. No files."""

    def make(lesions: str, data: str = "data") -> list[Sample]:
        return [
            Sample(data, f"{i:04}", Path(f"{data}/{i:04}.jpg"), Path(f"{data}/{i:04}.png"), lesion.strip())
            for i, lesion in enumerate(lesions)
        ]

    return make

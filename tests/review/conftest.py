"""A folder of real photos, one in a sub-folder, and a project of it; what a person does to it, as changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.edit import Mask, Rect, difference, pack
from skinseg_desktop.imaging import Found, find_photos
from skinseg_desktop.inference import Engine
from skinseg_desktop.store import Project, Record, current_mask
from skinseg_desktop.store.changes import Based, Change, Edited, Origin, Stored
from skinseg_desktop.zoo import Model

Hand = Callable[[Project, str], Mask]


@pytest.fixture
def photos(data_dir: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    (folder / "sub").mkdir(parents=True)
    first, second, third, fourth, *_ = sorted((data_dir / "images").iterdir())
    for source, target in ((first, folder), (second, folder), (third, folder), (fourth, folder / "sub")):
        shutil.copy(source, target)
    return folder


@pytest.fixture
def found(photos: Path) -> Found:
    return find_photos([photos], subfolders=True)


@pytest.fixture
def project(photos: Path, tmp_path: Path) -> Iterator[Project]:
    opened = Project.open(photos, data_dir=tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def engine(tiny_model: Model) -> Iterator[Engine]:
    with Engine(tiny_model, "cpu") as opened:
        yield opened


@pytest.fixture
def by_hand() -> Hand:
    """Draws a disc into a photo's mask, as a person does, and gives the mask."""

    def draw(project: Project, relative: str) -> Mask:
        record = project.records()[relative]
        before = current_mask(project, record.key)
        assert before is not None
        project.commit(stroke(project, record, before))
        after = current_mask(project, record.key)
        assert after is not None and not np.array_equal(before, after)
        return after

    return draw


def stroke(project: Project, record: Record, before: Mask) -> list[Change]:
    """The changes of one stroke."""
    after = before.copy()
    height, width = before.shape
    cv2.circle(after, (width // 3, height // 3), 40, 1 - int(before[height // 3, width // 3]), -1)
    patch = difference(before, after, Rect(0, 0, width, height))
    assert patch is not None
    begun: list[Change] = []
    if project.work(record.key) is None:
        base = Stored(width, height, pack(before), int(before.sum()), record.origin or Origin("empty"))
        begun = [Based(record.key, base)]
    changed = cv2.countNonZero(np.bitwise_xor(before, after))
    return [*begun, Edited(record.key, record.cursor + 1, "brush", patch, int(after.sum()), record.by_hand + changed)]

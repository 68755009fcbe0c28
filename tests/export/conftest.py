"""A project with a photo of each status, and the references of its photos; shared by the tests of its export."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.edit import Rect, difference, pack
from skinseg_desktop.core.progress import finish
from skinseg_desktop.imaging import Found, find_photos
from skinseg_desktop.inference import Engine
from skinseg_desktop.review.predicting import predict_project
from skinseg_desktop.review.scoring import References, find_references
from skinseg_desktop.review.steps import committed
from skinseg_desktop.store import Project, current_mask
from skinseg_desktop.store.changes import Based, Edited, Flagged, Reviewed, Stored, Worked
from skinseg_desktop.zoo import Model


@pytest.fixture
def reviewed_photos(data_dir: Path, tmp_path: Path) -> Path:
    """Five photos, the last in a sub-folder."""
    folder = tmp_path / "photos"
    (folder / "sub").mkdir(parents=True)
    sources = sorted((data_dir / "images").iterdir())[:5]
    for source in sources[:4]:
        shutil.copy(source, folder)
    shutil.copy(sources[4], folder / "sub")
    return folder


@pytest.fixture
def project(reviewed_photos: Path, tiny_model: Model, tmp_path: Path) -> Iterator[Project]:
    """In the order of the paths: edited and flagged, accepted, rejected, predicted, edited."""
    with Project.open(reviewed_photos, data_dir=tmp_path / "data") as opened:
        with Engine(tiny_model, "cpu") as engine:
            photos = find_photos([reviewed_photos], subfolders=True)
            finish(committed(predict_project(opened, engine, photos), opened.commit))
        names = sorted(opened.records())
        for name in (names[0], names[4]):
            draw(opened, name)
        first, second, third = (opened.records()[name].key for name in names[:3])
        opened.commit([Flagged(first, True), Worked(first, 12.5)])
        opened.commit([Reviewed(second, "accepted"), Reviewed(third, "rejected")])
        yield opened


@pytest.fixture
def found(reviewed_photos: Path) -> Found:
    return find_photos([reviewed_photos], subfolders=True)


@pytest.fixture
def references(found: Found, data_dir: Path) -> References:
    return find_references(found, data_dir / "masks")


def draw(project: Project, name: str) -> None:
    """Draw a disc by hand, and freeze what was there before."""
    record = project.records()[name]
    before = current_mask(project, record.key)
    assert before is not None and record.origin is not None
    after = before.copy()
    height, width = after.shape
    cv2.circle(after, (width // 2, height // 2), 60, 1 - int(before[height // 2, width // 2]), -1)
    patch = difference(before, after, Rect(0, 0, width, height))
    assert patch is not None
    changes: list[Based | Edited] = []
    if not record.touched:
        changes.append(Based(record.key, Stored(width, height, pack(before), int(before.sum()), record.origin)))
    by_hand = record.by_hand + int(np.bitwise_xor(before, after).sum())
    changes.append(Edited(record.key, record.cursor + 1, "brush", patch, int(after.sum()), by_hand))
    project.commit(changes)

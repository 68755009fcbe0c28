"""Pairs from a project: what somebody corrected, as it is now, and nothing else."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop.core.edit import pack
from skinseg_desktop.core.errors import ProjectError, UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.imaging import find_photos, read_mask
from skinseg_desktop.review.importing import import_masks
from skinseg_desktop.review.masks import project_photos
from skinseg_desktop.review.steps import committed
from skinseg_desktop.store import Project
from skinseg_desktop.store.changes import Based, Origin, PhotoKey, Predicted, Reviewed, Stored
from skinseg_desktop.training.corrections import project_samples


@pytest.fixture
def photos(data_dir: Path, tmp_path: Path) -> Path:
    """Four photos, one in a sub-folder, whose masks somebody brought; the first is accepted, the second rejected."""
    folder = tmp_path / "photos"
    (folder / "sub").mkdir(parents=True)
    files = sorted((data_dir / "images").iterdir())[:4]
    for file, target in zip(files, (folder, folder, folder, folder / "sub"), strict=True):
        shutil.copy(file, target)
    (folder / "metadata.csv").write_text(f"image_id;lesion_id\n{files[0].stem};L1\n{files[3].stem};L1\n", "utf-8")
    with Project.open(folder) as project:
        found = find_photos([folder], subfolders=True)
        finish(committed(import_masks(project, found, data_dir / "masks"), project.commit))
        records = sorted(project.records().items())
        project.commit([Reviewed(records[0][1].key, "accepted"), Reviewed(records[1][1].key, "rejected")])
        assert len(project_photos(project).photos) == 4
    return folder


def test_masks_are_written_as_they_are_and_photos_stay_where_they_are(
    photos: Path, data_dir: Path, tmp_path: Path
) -> None:
    into = tmp_path / "run"
    result = finish(project_samples(photos, into))
    assert len(result.samples) == 3 and not result.problems
    assert {sample.data for sample in result.samples} == {"photos (project)"}
    for sample in result.samples:
        assert sample.photo.is_relative_to(photos) and sample.mask.is_relative_to(into / "masks")
        assert sample.mask.name == f"{sample.photo.stem}_segmentation.png"
        reference = read_mask(data_dir / "masks" / sample.mask.name).mask
        assert np.array_equal(read_mask(sample.mask).mask, reference)
    assert [sample.lesion for sample in result.samples] == ["L1", "", "L1"]
    assert len([sample for sample in result.samples if sample.mask.parent.name == "sub"]) == 1


def test_masks_that_are_as_a_model_drew_them_are_counted(photos: Path, tmp_path: Path) -> None:
    assert finish(project_samples(photos, tmp_path / "run")).as_drawn == 0  # somebody brought them
    with Project.open(photos) as project:
        shutil.copy(next((photos / "sub").iterdir()), photos / "more.jpg")
        key = PhotoKey("more.jpg", sha256((photos / "more.jpg").read_bytes()).hexdigest())
        drawn = Stored(8, 8, pack(np.ones((8, 8), np.uint8)), 64, Origin("prediction", "a-model", "1" * 64, 0.5))
        project.commit([Predicted(key, drawn), Based(key, drawn), Reviewed(key, "accepted")])
    assert finish(project_samples(photos, tmp_path / "run")).as_drawn == 1


def test_statuses_are_chosen(photos: Path, tmp_path: Path) -> None:
    assert len(finish(project_samples(photos, tmp_path / "a", ("accepted",))).samples) == 1
    assert len(finish(project_samples(photos, tmp_path / "b", ("rejected",))).samples) == 1
    with pytest.raises(UserError, match="no status"):
        finish(project_samples(photos, tmp_path / "c", ("perfect",)))


def test_photos_that_are_gone_or_changed_are_named(photos: Path, tmp_path: Path) -> None:
    first, second, third = sorted(photos.glob("*.jpg"))
    first.unlink()
    shutil.copy(second, third)
    result = finish(project_samples(photos, tmp_path / "run"))
    assert len(result.samples) == 1
    assert {problem.name.split("/")[-1]: problem.reason for problem in result.problems} == {
        first.name: "The photo is no longer there.",
        third.name: "The photo has changed since somebody worked on it.",
    }


def test_a_project_in_use_is_read_all_the_same_and_left_as_it_is(photos: Path, tmp_path: Path) -> None:
    with Project.open(photos) as project:
        before = project.records()
        work = project_samples(photos, tmp_path / "run")
        assert next(work).total == 3
        work.close()
        assert len(finish(project_samples(photos, tmp_path / "run")).samples) == 3
        assert not project.read_only and project.records() == before


def test_no_project_is_one_sentence(data_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        finish(project_samples(data_dir / "images", tmp_path))

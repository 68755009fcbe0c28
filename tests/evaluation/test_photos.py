"""``evaluate_photos``: a model scored in memory is scored as its masks on disk would be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.pairing import mask_name
from skinseg_desktop.core.progress import finish
from skinseg_desktop.evaluation import evaluate_folders, evaluate_photos
from skinseg_desktop.imaging import encode_mask, find_photos, read_photo
from skinseg_desktop.inference import Engine
from skinseg_desktop.zoo import Model


@pytest.fixture(scope="module")
def engine(tiny_model: Model) -> Iterator[Engine]:
    with Engine(tiny_model, "cpu") as opened:
        yield opened


def test_same_scores_as_through_files(data_dir: Path, engine: Engine, tmp_path: Path) -> None:
    found = find_photos([data_dir / "images"])
    in_memory = finish(evaluate_photos(data_dir / "masks", found, engine, threshold=0.4, cleanup=("fill_holes",)))
    for file in found.photos:
        _, mask = engine.predict(read_photo(file.path), 0.4, ("fill_holes",))
        (tmp_path / mask_name(file.id)).write_bytes(encode_mask(mask))
    from_files = finish(evaluate_folders(data_dir / "masks", tmp_path))
    assert in_memory.images == from_files.images
    assert len({s.values["dice"] for s in in_memory.images}) == len(found.photos), "the model answers something"


def test_the_result_names_the_model_and_its_settings(data_dir: Path, engine: Engine) -> None:
    found = find_photos([data_dir / "images"])
    said = finish(evaluate_photos(data_dir / "masks", found, engine)).to_json()["settings"]
    assert said["model"] == "tiny"
    assert said["model_sha256"] == engine.model.sha256
    assert (said["threshold"], said["cleanup"]) == (0.5, [])
    assert said["photos"] == str(data_dir / "images")


def test_what_cannot_be_scored_is_skipped_with_its_reason(data_dir: Path, engine: Engine, tmp_path: Path) -> None:
    photos, masks = (shutil.copytree(data_dir / part, tmp_path / part) for part in ("images", "masks"))
    broken, alone, wrong, *good = sorted(p.stem for p in photos.iterdir())
    (photos / f"{broken}.jpg").write_bytes(b"<html>")
    (masks / mask_name(alone)).rename(masks / mask_name("stranger"))
    (masks / mask_name(wrong)).write_bytes(encode_mask(np.ones((9, 9), np.uint8)))
    result = finish(evaluate_photos(masks, find_photos([photos]), engine))
    assert [s.id for s in result.images] == good
    reasons = {s.id: s.reason for s in result.skipped}
    assert set(reasons) == {broken, alone, wrong, "stranger"}
    assert f"{broken}.jpg" in reasons[broken]
    assert reasons[alone] == "No reference for this photo."
    assert "9 x 9" in reasons[wrong]
    assert reasons["stranger"] == "No photo for this reference."


def test_a_reference_of_another_size_is_resampled_where_asked(data_dir: Path, engine: Engine, tmp_path: Path) -> None:
    photo = find_photos([data_dir / "images"]).photos[0]
    (tmp_path / mask_name(photo.id)).write_bytes(encode_mask(np.ones((30, 40), np.uint8)))
    result = finish(evaluate_photos(tmp_path, find_photos([photo.path]), engine, resample="nearest"))
    assert result.resample == "nearest"
    assert result.images[0].note.startswith("reference resampled (nearest) from 40 x 30 to ")


def test_what_is_wrong_for_every_photo_stops_the_work(data_dir: Path, engine: Engine) -> None:
    found = find_photos([data_dir / "images"])
    with pytest.raises(UserError, match="threshold"):
        finish(evaluate_photos(data_dir / "masks", found, engine, threshold=1.5))
    with pytest.raises(UserError, match="polish"):
        finish(evaluate_photos(data_dir / "masks", found, engine, cleanup=("polish",)))

"""Prediction of a project: the masks of ``skinseg predict``, work left alone, nothing made twice."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop.core.edit import Mask
from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.export import outputs
from skinseg_desktop.imaging import Found, find_photos, read_mask, read_photo
from skinseg_desktop.inference import Engine, predict_folder, side_by_side
from skinseg_desktop.review.predicting import ProjectPredictions, predict_project
from skinseg_desktop.review.steps import Step, committed
from skinseg_desktop.store import Project, current_mask
from skinseg_desktop.store.changes import Change, Predicted, Reviewed, Thresholded
from skinseg_desktop.store.database import connect

Hand = Callable[[Project, str], Mask]


def predict(project: Project, engine: Engine, found: Found, **options: object) -> ProjectPredictions:
    return finish(committed(predict_project(project, engine, found, **options), project.commit))  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", [1, 3])
def test_masks_are_those_of_the_folder_pipeline_bit_for_bit(
    project: Project, engine: Engine, found: Found, tmp_path: Path, workers: int
) -> None:
    finish(predict_folder(found, engine, tmp_path / "out", outputs(["masks"]), threshold=0.4, cleanup=["fill_holes"]))
    result = predict(project, engine, found, threshold=0.4, cleanup=["fill_holes"], workers=workers)
    assert (result.done, result.kept, result.touched, result.skipped, result.failed) == (4, 0, 0, (), ())
    records = project.records()
    for file in found.photos:
        record = records[file.relative.as_posix()]
        mask = current_mask(project, record.key)
        theirs = read_mask(tmp_path / "out/masks" / file.relative.parent / f"{file.id}_segmentation.png").mask
        assert mask is not None and np.array_equal(mask, theirs)
        assert record.status == "predicted" and record.area == theirs.sum() and record.origin is not None
        assert (record.origin.threshold, record.origin.cleanup) == (0.4, ("fill_holes",))
        assert record.origin.model_sha256 == engine.model.sha256


def test_what_is_there_is_kept_without_decoding_and_other_settings_make_it_again(
    project: Project, engine: Engine, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    predict(project, engine, found, only={found.photos[0].id, found.photos[3].id})
    assert sorted(project.records()) == [found.photos[0].relative.as_posix(), found.photos[3].relative.as_posix()]
    read: list[str] = []

    def counted(path: Path, **options: int) -> object:
        read.append(path.name)
        return read_photo(path, **options)

    monkeypatch.setattr(side_by_side, "read_photo", counted)
    result = predict(project, engine, found)
    assert (result.done, result.kept) == (2, 2)
    assert sorted(read) == sorted(found.photos[i].path.name for i in (1, 2))
    assert predict(project, engine, found, threshold=0.6).done == 4


def test_a_photo_that_a_person_touched_is_left_alone(
    project: Project, engine: Engine, found: Found, by_hand: Hand
) -> None:
    predict(project, engine, found)
    edited, accepted, rejected, untouched = (file.relative.as_posix() for file in found.photos)
    drawn = by_hand(project, edited)
    keys = {name: record.key for name, record in project.records().items()}
    project.commit([Reviewed(keys[accepted], "accepted"), Reviewed(keys[rejected], "rejected")])
    before = {name: current_mask(project, keys[name]) for name in keys}
    result = predict(project, engine, found, threshold=0.7)
    assert (result.done, result.touched) == (1, 3)
    for name in (edited, accepted, rejected):
        assert np.array_equal(current_mask(project, keys[name]), before[name])  # type: ignore[arg-type]
    assert np.array_equal(current_mask(project, keys[edited]), drawn)  # type: ignore[arg-type]
    assert not np.array_equal(current_mask(project, keys[untouched]), before[untouched])  # type: ignore[arg-type]


def test_work_that_begins_while_the_folder_is_predicted_wins(
    project: Project, engine: Engine, found: Found, by_hand: Hand
) -> None:
    predict(project, engine, found)
    name = found.photos[-1].relative.as_posix()
    steps = predict_project(project, engine, found, threshold=0.7, workers=1)
    given: list[Change] = []
    for n, step in enumerate(steps):
        given += step.changes
        if n == 0:
            by_hand(project, name)
    assert name not in {change.photo.relative for change in given if isinstance(change, Predicted)}


def test_a_photos_own_threshold_goes_before_the_projects(project: Project, engine: Engine, found: Found) -> None:
    predict(project, engine, found)
    name = found.photos[0].relative.as_posix()
    project.commit([Thresholded(project.records()[name].key, 0.8)])
    assert predict(project, engine, found).done == 1
    origin = project.records()[name].origin
    assert origin is not None and origin.threshold == 0.8
    assert predict(project, engine, found).done == 0


@pytest.mark.parametrize("value", [7.0, float("inf"), "'high'", "x'00'"])
def test_one_photos_bad_threshold_does_not_stop_the_others(
    project: Project, engine: Engine, found: Found, value: object
) -> None:
    predict(project, engine, found, only={found.photos[0].id})
    name = found.photos[0].relative.as_posix()
    key = project.records()[name].key
    with contextlib.closing(connect(project.file, "rw")) as connection:
        number = "9e999" if value == float("inf") else value
        connection.execute(f"UPDATE photo SET threshold={number} WHERE sha256=?", (key.sha256,))
    result = predict(project, engine, found, threshold=0.6)
    if isinstance(value, float):
        assert (result.done, result.failed, result.skipped) == (4, (), ())
        record = project.record(key)
        assert record is not None and record.origin is not None and record.origin.threshold == 0.6
    else:
        assert result.done == 3 and [s.name for s in result.failed] == [name] and "damaged" in result.failed[0].reason


def test_another_photo_under_the_same_name_is_predicted_and_the_old_work_stays(
    project: Project, engine: Engine, found: Found, photos: Path, by_hand: Hand
) -> None:
    predict(project, engine, found)
    name = found.photos[0].relative.as_posix()
    drawn, key = by_hand(project, name), project.records()[name].key
    shutil.copy(found.photos[1].path, found.photos[0].path)
    assert predict(project, engine, found).done == 1
    new = project.records()[name]
    assert new.key.sha256 != key.sha256 and new.status == "predicted"
    assert np.array_equal(current_mask(project, key), drawn)  # type: ignore[arg-type]


def test_bad_photos_are_listed_and_the_rest_goes_on(project: Project, engine: Engine, photos: Path) -> None:
    (photos / "no_photo.jpg").write_text("<html>not found</html>")
    whole = next(photos.glob("*.jpg")).read_bytes()
    (photos / "half.jpg").write_bytes(whole[: len(whole) // 2])
    result = predict(project, engine, find_photos([photos], subfolders=True))
    assert result.done == 4 and {s.name for s in result.skipped} == {"no_photo.jpg", "half.jpg"}
    assert all(s.reason for s in result.skipped) and len(project.records()) == 4


def test_a_drive_that_goes_away_is_told_once(project: Project, engine: Engine, photos: Path, found: Found) -> None:
    shutil.move(photos / "sub", photos.parent / "unplugged")
    result = predict(project, engine, found)
    assert (result.done, result.missing, result.skipped) == (3, 1, ())
    assert len(result.notes) == 1 and "sub is no longer there" in result.notes[0]
    shutil.move(photos.parent / "unplugged", photos / "sub")
    assert predict(project, engine, found).done == 1


def test_cancelled_between_photos_it_keeps_what_is_finished_and_goes_on(
    project: Project, engine: Engine, found: Found
) -> None:
    work = committed(predict_project(project, engine, found, workers=1), project.commit, seconds=60)
    for _ in range(3):
        step = next(work)
    assert step.done == 2 and step.total == 4
    work.close()
    assert len(project.records()) == 2, "what was finished is committed by closing"
    assert predict(project, engine, found).kept >= 2


def test_the_remaining_time_is_told_and_ends_at_nothing(project: Project, engine: Engine, found: Found) -> None:
    steps: list[Step] = list(predict_project(project, engine, found))
    assert [step.done for step in steps] == [0, 1, 2, 3, 4]
    assert steps[0].remaining is None and steps[1].remaining and steps[-1].remaining == 0


@pytest.mark.parametrize("options", [{"threshold": 1.0}, {"cleanup": ["polish"]}])
def test_wrong_settings_are_refused(options: dict[str, object], project: Project, engine: Engine, found: Found) -> None:
    with pytest.raises(UserError):
        predict(project, engine, found, **options)


@pytest.mark.skipif(sys.platform != "linux", reason="single threads have a niceness on Linux only")
def test_workers_stand_back(project: Project, engine: Engine, found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    seen: set[int] = set()
    original = Engine.answers

    def answers(self: Engine, *arguments: object, **options: object) -> object:
        seen.add(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return original(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "answers", answers)
    mine = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    predict(project, engine, found, niceness=15)
    assert seen == {15}
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == mine

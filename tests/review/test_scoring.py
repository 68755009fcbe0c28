"""Scores of a project's masks now: against a folder that is paired once, counting only what changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop.core.edit import Mask
from skinseg_desktop.core.errors import MaskError
from skinseg_desktop.core.metrics import confusion, dice
from skinseg_desktop.core.progress import finish
from skinseg_desktop.imaging import Found, encode_mask, encode_rgb, read_mask, read_photo
from skinseg_desktop.inference import Engine
from skinseg_desktop.review.masks import records_now
from skinseg_desktop.review.opening import open_photo
from skinseg_desktop.review.predicting import predict_project
from skinseg_desktop.review.scoring import PhotoScore, References, evaluation_of, find_references, score_project
from skinseg_desktop.review.steps import committed
from skinseg_desktop.store import Project, current_mask
from skinseg_desktop.store.changes import Flagged, PhotoKey, Worked

Hand = Callable[[Project, str], Mask]


@pytest.fixture
def references(found: Found, data_dir: Path, tmp_path: Path) -> References:
    folder = tmp_path / "references"
    folder.mkdir()
    for file in found.photos[:3]:
        shutil.copy(data_dir / "masks" / f"{file.path.stem}_segmentation.png", folder)
    shutil.copy(folder / f"{found.photos[0].path.stem}_segmentation.png", folder / "stranger_segmentation.png")
    return find_references(found, folder)


def scored(
    project: Project, found: Found, references: References, known: dict[str, PhotoScore] | None = None
) -> tuple[dict[str, PhotoScore], list[str]]:
    """All scores, and the names of those that were counted anew."""
    fresh: list[str] = []
    work = score_project(project, found, references, known)
    while True:
        try:
            step = next(work)
        except StopIteration as end:
            return end.value, fresh
        if step.score is not None:
            fresh.append(step.score.relative)


@pytest.fixture
def predicted(project: Project, engine: Engine, found: Found) -> Project:
    finish(committed(predict_project(project, engine, found), project.commit))
    return project


def test_scores_are_those_of_the_masks_now(predicted: Project, found: Found, references: References) -> None:
    scores, fresh = scored(predicted, found, references)
    assert sorted(scores) == sorted(fresh) == sorted(file.relative.as_posix() for file in found.photos[:3])
    for name, one in scores.items():
        mask = current_mask(predicted, predicted.records()[name].key)
        reference = read_mask(references.masks[name]).mask
        assert mask is not None and one.confusion == confusion(mask, reference)
        assert one.dice == dice(one.confusion) and one.value("iou") is not None
    summary = evaluation_of(scores, references)
    assert summary.n == 3 and summary.mean["dice"] == pytest.approx(np.mean([s.dice for s in scores.values()]))
    assert {s.id for s in references.skipped} == {found.photos[3].id, "stranger"}
    assert "3 paired by name" in references.note


def test_only_what_changed_is_counted_again(
    predicted: Project, found: Found, references: References, by_hand: Hand
) -> None:
    scores, _ = scored(predicted, found, references)
    assert scored(predicted, found, references, scores) == (scores, [])
    name = found.photos[1].relative.as_posix()
    by_hand(predicted, name)
    again, fresh = scored(predicted, found, references, scores)
    assert fresh == [name] and again[name].dice != scores[name].dice
    other = references.masks[found.photos[2].relative.as_posix()]
    other.write_bytes(encode_mask(np.roll(read_mask(other).mask, 30, 0)))
    assert scored(predicted, found, references, again)[1] == [found.photos[2].relative.as_posix()]


def test_a_reference_of_another_size_has_a_reason_and_no_score(
    predicted: Project, found: Found, references: References
) -> None:
    name = found.photos[0].relative.as_posix()
    path = references.masks[name]
    path.write_bytes(encode_mask(read_mask(path).mask[:-1]))
    scores, _ = scored(predicted, found, references)
    assert scores[name].confusion is None and scores[name].dice is None and "pixels" in scores[name].reason
    summary = evaluation_of(scores, references)
    assert summary.n == 2 and name in {s.id for s in summary.skipped}


def test_photos_without_a_mask_have_no_score(project: Project, found: Found, references: References) -> None:
    assert scored(project, found, references) == ({}, [])


def test_of_several_photos_of_one_name_the_one_that_lies_there_is_scored(
    predicted: Project, found: Found, references: References, tmp_path: Path
) -> None:
    before, _ = scored(predicted, found, references)
    file = found.photos[0]
    name, own = file.relative.as_posix(), predicted.records()[file.relative.as_posix()]
    predicted.commit([Worked(PhotoKey(name, "b" * 64), 1.0), Flagged(PhotoKey(name, "b" * 64), True)])
    assert predicted.records()[name].key != own.key and records_now(predicted)[name] == own
    assert scored(predicted, found, references, before) == (before, [])
    away = shutil.move(file.path, tmp_path / "away.jpg")
    shutil.copy(found.photos[1].path, file.path)
    assert name not in records_now(predicted) and name not in scored(predicted, found, references)[0]
    file.path.unlink()
    assert records_now(predicted)[name] == predicted.records()[name]
    shutil.move(away, file.path)
    assert scored(predicted, found, references)[0] == before


def test_the_photos_are_no_masks_of_themselves(found: Found, tmp_path: Path) -> None:
    with pytest.raises(MaskError, match="holds the photos themselves"):
        find_references(found, found.root)
    folder = tmp_path / "linked"
    folder.mkdir()
    first, second = found.photos[:2]
    (folder / first.path.name).symlink_to(first.path)
    shutil.copy(second.path, folder)
    mixed = find_references(found, folder)
    assert list(mixed.masks) == [second.name.path]
    assert [s.reason for s in mixed.skipped if s.id == first.id] == ["Its reference is the photo itself."]


def test_pictures_in_place_of_masks_are_warned_of(predicted: Project, found: Found, tmp_path: Path) -> None:
    folder = tmp_path / "overlays"
    folder.mkdir()
    for file in found.photos[:2]:
        shutil.copy(file.path, folder)
    references = find_references(found, folder)
    scores, _ = scored(predicted, found, references)
    notes = evaluation_of(scores, references).notes
    assert any(note.startswith("Warning: 2 files are colour pictures of many tones") for note in notes), notes
    assert all("colour picture" in one.doubt for one in scores.values())


@pytest.mark.parametrize("worked_on", [True, False])
def test_a_replaced_photo_s_reference_is_in_doubt(
    predicted: Project, found: Found, references: References, by_hand: Hand, engine: Engine, worked_on: bool
) -> None:
    photo = found.photos[0]
    assert not any(one.doubt for one in scored(predicted, found, references)[0].values())
    if worked_on:
        by_hand(predicted, photo.relative.as_posix())
    photo.path.write_bytes(encode_rgb(np.ascontiguousarray(read_photo(photo.path).pixels[:, ::-1])))
    finish(committed(predict_project(predicted, engine, found), predicted.commit))
    scores, _ = scored(predicted, found, references)
    doubts = {name: one.doubt for name, one in scores.items() if one.doubt}
    assert list(doubts) == [photo.relative.as_posix()] and "another photo had this name" in next(iter(doubts.values()))
    # Where it is shown, too.
    opened = open_photo(predicted, photo, references.masks[photo.name.path])
    assert opened.working.reference is not None and opened.reference_fault.startswith("In doubt: another photo")
    other = found.photos[1]
    assert open_photo(predicted, other, references.masks[other.name.path]).reference_fault == ""


def test_where_several_masks_would_fit_it_is_said_which(found: Found, tmp_path: Path, data_dir: Path) -> None:
    first, second = found.photos[:2]
    for name in (f"{first.path.stem}.png", f"{first.path.stem}_segmentation.png", f"{second.path.stem}.png"):
        shutil.copy(data_dir / "masks" / f"{second.path.stem}_segmentation.png", tmp_path / name)
    references = find_references(found, tmp_path)
    assert list(references.masks) == [second.name.path]
    assert references.unclear[first.name.id].startswith("Ambiguous: several files fit (")
    assert len(references.unclear) == 1

"""A folder of masks becomes working masks, bit for bit; rows R1, R2 and R5 of the faults for imports."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.edit import Mask
from skinseg_desktop.core.errors import MaskError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.imaging import Found, encode_mask, read_mask
from skinseg_desktop.inference import Engine
from skinseg_desktop.review.importing import Imported, import_masks
from skinseg_desktop.review.predicting import predict_project
from skinseg_desktop.review.steps import committed
from skinseg_desktop.store import Project, current_mask
from skinseg_desktop.store.changes import Moved, Reviewed

Hand = Callable[[Project, str], Mask]


@pytest.fixture
def masks(data_dir: Path, found: Found, tmp_path: Path) -> Path:
    """The reference masks of the photos, in a flat folder."""
    folder = tmp_path / "masks"
    folder.mkdir()
    for file in found.photos:
        shutil.copy(data_dir / "masks" / f"{file.path.stem}_segmentation.png", folder)
    return folder


def bring(project: Project, found: Found, masks: Path, **options: object) -> Imported:
    return finish(committed(import_masks(project, found, masks, **options), project.commit))  # type: ignore[arg-type]


def now(project: Project, name: str) -> Mask:
    mask = current_mask(project, project.records()[name].key)
    assert mask is not None
    return mask


def test_every_mask_is_taken_bit_for_bit_and_its_origin_is_recorded(
    project: Project, engine: Engine, found: Found, masks: Path
) -> None:
    finish(committed(predict_project(project, engine, found, only={found.photos[0].id}), project.commit))
    result = bring(project, found, masks)
    assert (result.done, result.same, result.over_work, result.left_alone, result.skipped) == (4, 0, 0, (), ())
    assert any("4 paired by name" in note for note in result.notes)
    assert any(note.startswith("Masks read as") for note in result.notes)
    for file in found.photos:
        name = file.relative.as_posix()
        source = read_mask(masks / f"{file.path.stem}_segmentation.png")
        record = project.records()[name]
        assert np.array_equal(now(project, name), source.mask)
        assert record.status == "edited" and record.touched and record.area == source.mask.sum()
        assert record.origin is not None and record.origin.kind == "import" and source.sha256 in record.origin.note


def test_importing_again_changes_nothing_and_a_corrected_folder_replaces_an_earlier_import(
    project: Project, found: Found, masks: Path
) -> None:
    bring(project, found, masks)
    before = {name: record.sequence for name, record in project.records().items()}
    assert bring(project, found, masks).same == 4
    assert {name: record.sequence for name, record in project.records().items()} == before
    path = masks / f"{found.photos[0].path.stem}_segmentation.png"
    corrected = np.roll(read_mask(path).mask, 9, 1)
    path.write_bytes(encode_mask(corrected))
    result = bring(project, found, masks)
    assert (result.done, result.same) == (1, 3)
    assert np.array_equal(now(project, found.photos[0].relative.as_posix()), corrected)


def test_work_is_left_alone_or_gets_the_mask_as_one_edit_that_can_be_undone(
    project: Project, engine: Engine, found: Found, masks: Path, by_hand: Hand
) -> None:
    finish(committed(predict_project(project, engine, found), project.commit))
    edited, accepted, rejected, _ = (file.relative.as_posix() for file in found.photos)
    drawn = by_hand(project, edited)
    keys = {name: record.key for name, record in project.records().items()}
    project.commit([Reviewed(keys[accepted], "accepted"), Reviewed(keys[rejected], "rejected")])
    before = {name: now(project, name) for name in keys}
    result = bring(project, found, masks)
    assert result.done == 1 and {s.name for s in result.left_alone} == {edited, accepted, rejected}
    assert all(np.array_equal(now(project, name), before[name]) for name in (edited, accepted, rejected))

    result = bring(project, found, masks, over_work=True)
    assert (result.done, result.over_work, result.same, result.left_alone) == (0, 3, 1, ())
    for name in (edited, accepted, rejected):
        source = read_mask(masks / f"{Path(name).stem}_segmentation.png").mask
        record, work = project.records()[name], project.work(keys[name])
        assert np.array_equal(now(project, name), source) and record.status == "edited"
        assert work is not None and work.edits[-1].label == "import"
        first = before[name] if name != edited else None
        if first is not None:
            assert record.by_hand == np.bitwise_xor(first, source).sum()
        project.commit([Moved(keys[name], record.cursor - 1, 0, 0)])
        assert np.array_equal(now(project, name), before[name])
    assert np.array_equal(now(project, edited), drawn)


def test_R2_another_size_is_skipped_or_resampled_as_asked_and_recorded(
    project: Project, found: Found, masks: Path
) -> None:
    name = found.photos[0].relative.as_posix()
    path = masks / f"{found.photos[0].path.stem}_segmentation.png"
    whole = read_mask(path).mask
    height, width = whole.shape
    half = np.asarray(cv2.resize(whole, (width // 2, height // 2), interpolation=cv2.INTER_NEAREST_EXACT), np.uint8)
    path.write_bytes(encode_mask(half))
    result = bring(project, found, masks)
    assert result.done == 3 and name not in project.records()
    assert [s.name for s in result.skipped] == [name] and f"{width // 2} x {height // 2}" in result.skipped[0].reason
    result = bring(project, found, masks, resample="nearest")
    record = project.records()[name]
    assert record.origin is not None and f"resampled (nearest) from {width // 2} x {height // 2}" in record.origin.note
    assert now(project, name).shape == (height, width) and any("resampled" in note for note in result.notes)


def test_R1_rules_are_said_once_and_many_greys_are_flagged(project: Project, found: Found, masks: Path) -> None:
    grey = masks / f"{found.photos[0].path.stem}_segmentation.png"
    blurred = cv2.GaussianBlur(read_mask(grey).mask * np.uint8(255), (0, 0), 5)
    grey.write_bytes(cv2.imencode(".png", blurred)[1].tobytes())
    ones = masks / f"{found.photos[1].path.stem}_segmentation.png"
    ones.write_bytes(cv2.imencode(".png", read_mask(ones).mask)[1].tobytes())
    result = bring(project, found, masks)
    [rules] = [note for note in result.notes if note.startswith("Masks read as")]
    assert "grey > 128 (3)" in rules and "(1)" in rules
    assert any("1 mask has many greys" in note for note in result.notes)
    assert np.array_equal(now(project, found.photos[0].relative.as_posix()), (blurred > 128).astype(np.uint8))


def test_R5_parts_and_holes_are_kept_exactly(project: Project, found: Found, masks: Path) -> None:
    path = masks / f"{found.photos[0].path.stem}_segmentation.png"
    height, width = read_mask(path).mask.shape
    lace = (np.random.default_rng(5).random((height, width)) < 0.5).astype(np.uint8)
    path.write_bytes(encode_mask(lace))
    bring(project, found, masks)
    assert np.array_equal(now(project, found.photos[0].relative.as_posix()), lace)


def test_leftovers_of_both_sides_are_listed(project: Project, found: Found, masks: Path) -> None:
    (masks / f"{found.photos[0].path.stem}_segmentation.png").rename(masks / "stranger.png")
    result = bring(project, found, masks)
    assert {s.id for s in result.unpaired} == {found.photos[0].id, "stranger"} and result.done == 3


def test_a_broken_mask_is_listed_and_an_empty_folder_is_a_sentence(
    project: Project, found: Found, masks: Path, tmp_path: Path
) -> None:
    (masks / f"{found.photos[0].path.stem}_segmentation.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = bring(project, found, masks)
    assert result.done == 3 and len(result.skipped) == 1
    (tmp_path / "empty").mkdir()
    with pytest.raises(MaskError):
        bring(project, found, tmp_path / "empty")


def test_a_mask_that_is_not_black_and_marks_nothing_is_left_out(project: Project, found: Found, masks: Path) -> None:
    first, second = found.photos[:2]
    height, width = read_mask(masks / f"{first.path.stem}_segmentation.png").mask.shape
    dim = masks / f"{first.path.stem}_segmentation.png"
    dim.write_bytes(cv2.imencode(".png", np.full((height, width), 128, np.uint8))[1].tobytes())
    height, width = read_mask(masks / f"{second.path.stem}_segmentation.png").mask.shape
    (masks / f"{second.path.stem}_segmentation.png").write_bytes(encode_mask(np.zeros((height, width), np.uint8)))
    result = bring(project, found, masks)
    assert [(one.name, one.reason) for one in result.skipped] == [
        (first.name.path, f"{dim.name} is not black, and no pixel in it is lesion (grey > 128).")
    ]
    assert result.done == 3 and not now(project, second.name.path).any(), "a black one says that there is none"

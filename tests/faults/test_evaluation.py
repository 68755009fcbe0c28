"""Rows R2, R3, R4, E2 and E3 of the table of faults: scoring and its tables."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from skinseg_desktop.core.metrics import Confusion
from skinseg_desktop.core.progress import finish
from skinseg_desktop.evaluation import Comparison, Evaluation, evaluate_folders, score
from skinseg_desktop.evaluation.comparison import ComparedModel, ComparedPhoto
from skinseg_desktop.imaging import encode_mask, find_masks, read_mask


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Empty folders of references and of predictions."""
    for side in ("references", "predictions"):
        (tmp_path / side).mkdir()
    return tmp_path / "references", tmp_path / "predictions"


@pytest.fixture(scope="module")
def real_mask(data_dir: Path) -> NDArray[np.uint8]:
    """One real mask that is wider than high."""
    masks = find_masks(data_dir / "masks")
    read = (read_mask(masks.path(n)).mask for n in range(len(masks.names)))
    return next(m for m in read if m.shape[1] > m.shape[0])


def put(folder: Path, name: str, mask: NDArray[np.uint8]) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(encode_mask(mask))


def test_R2_another_size_is_skipped_naming_both(folders: tuple[Path, Path], real_mask: NDArray[np.uint8]) -> None:
    references, predictions = folders
    height, width = real_mask.shape
    put(references, "a.png", real_mask)
    put(predictions, "a.png", np.asarray(cv2.resize(real_mask, (width // 2, height // 2)), np.uint8))
    result = finish(evaluate_folders(references, predictions))
    assert result.n == 0
    assert f"{width} x {height}" in result.skipped[0].reason
    assert f"{width // 2} x {height // 2}" in result.skipped[0].reason


def test_R2_the_choice_to_resample_is_recorded(folders: tuple[Path, Path], real_mask: NDArray[np.uint8]) -> None:
    references, predictions = folders
    height, width = real_mask.shape
    small = cv2.resize(real_mask, (width // 2, height // 2), interpolation=cv2.INTER_NEAREST_EXACT)
    put(references, "a.png", real_mask)
    put(predictions, "a.png", np.asarray(small, np.uint8))
    said = finish(evaluate_folders(references, predictions, resample="nearest")).to_json()
    assert said["resample"] == "nearest"
    assert said["n"] == 1
    assert said["images"][0]["dice"] > 0.97
    assert said["images"][0]["note"] == (
        f"prediction resampled (nearest) from {width // 2} x {height // 2} to {width} x {height}"
    )
    assert "1 mask of another size was resampled" in " ".join(said["notes"])


@pytest.mark.parametrize("resample", [None, "nearest"])
def test_R2_swapped_sides_are_told_and_never_stretched(
    folders: tuple[Path, Path], real_mask: NDArray[np.uint8], resample: None
) -> None:
    references, predictions = folders
    put(references, "a.png", real_mask)
    put(predictions, "a.png", np.ascontiguousarray(real_mask.T))
    result = finish(evaluate_folders(references, predictions, resample=resample))
    assert result.n == 0
    assert "swapped" in result.skipped[0].reason
    assert "EXIF" in result.skipped[0].reason


def test_R3_empty_and_full_masks_by_the_stated_convention(folders: tuple[Path, Path]) -> None:
    references, predictions = folders
    empty, full = np.zeros((30, 40), np.uint8), np.ones((30, 40), np.uint8)
    for name, reference, prediction in (
        ("both", empty, empty),
        ("missed", full, empty),
        ("invented", empty, full),
        ("full", full, full),
    ):
        put(references, f"{name}.png", reference)
        put(predictions, f"{name}.png", prediction)
    result = finish(evaluate_folders(references, predictions))
    assert {s.id: s.values["dice"] for s in result.images} == {"both": 1, "missed": 0, "invented": 0, "full": 1}
    assert {s.id: s.note for s in result.images} == {
        "both": "both masks empty",
        "missed": "prediction empty",
        "invented": "reference empty",
        "full": "",
    }
    assert result.to_json()["empty"] == {"both": 1, "reference_only": 1, "prediction_only": 1}
    json.dumps(result.to_json(), allow_nan=False)


def test_R4_names_are_paired_by_id_and_the_unpaired_listed(
    folders: tuple[Path, Path], real_mask: NDArray[np.uint8]
) -> None:
    references, predictions = folders
    for name in ("a_segmentation.png", "B_Segmentation.PNG", "c_mask.png", "d_lesion.png", "e.png", "alone_mask.png"):
        put(references, name, real_mask)
    for name in ("a.png", "b_mask.png", "C_segmentation.png", "d.png", "stranger.png"):
        put(predictions, name, real_mask)
    Image.fromarray(real_mask * 255).save(predictions / "e_mask.bmp")
    result = finish(evaluate_folders(references, predictions))
    assert [s.id.lower() for s in result.images] == ["b", "a", "c", "d", "e"]
    assert {s.id: s.reason for s in result.skipped} == {
        "alone": "No prediction for this reference.",
        "stranger": "No reference for this prediction.",
    }
    assert "6 references, 6 predictions, 5 paired by name" in result.notes[0]
    assert "1 of *_lesion.png with *.png" in result.notes[0]


def test_R4_what_fits_twice_is_listed_and_not_guessed(folders: tuple[Path, Path], real_mask: NDArray[np.uint8]) -> None:
    references, predictions = folders
    for name in ("a_mask.png", "b.png"):
        put(references, name, real_mask)
    for name in ("a_segmentation.png", "a_lesion.png", "b.png"):
        put(predictions, name, real_mask)
    result = finish(evaluate_folders(references, predictions))
    assert [s.id for s in result.images] == ["b"]
    (skipped,) = result.skipped
    assert skipped.id == "a"
    assert "a_lesion.png, a_segmentation.png" in skipped.reason


@pytest.mark.parametrize("n", [0, 1, 2])
def test_E2_no_interval_is_invented(n: int) -> None:
    result = Evaluation([score(str(i), Confusion(50 + i, 5, 5, 100)) for i in range(n)], ())
    said = result.to_json()
    assert said["intervals_note"] == "n too small"
    assert set(said["intervals"].values()) == {None}
    assert result.table().count("n too small") == (7 if n else 0)


HOSTILE = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "<script>alert(1)</script>", "a|b")


def test_E3_hostile_names_are_neutral_in_csv() -> None:
    result = Evaluation([score(name, Confusion(9, 1, 1, 9)) for name in HOSTILE], ())
    rows = list(csv.DictReader(io.StringIO(result.to_csv(), newline="")))
    assert [row["id"].removeprefix("'") for row in rows] == list(HOSTILE)
    assert not [row["id"] for row in rows if row["id"][0] in "=+-@\t\r"]
    assert [float(row["dice"]) for row in rows] == [0.9] * len(HOSTILE)
    assert {row["use"] for row in rows} == {"Research use only. Not for diagnosis."}


def test_E3_hostile_names_are_neutral_in_reports() -> None:
    model = ComparedModel("<b>m</b>", "", "0" * 64, 0.5, ())
    photos = tuple(ComparedPhoto(name, (0.9,), (0.8,), (0.1,)) for name in HOSTILE)
    report = Comparison((model,), photos, (), {}).markdown({HOSTILE[6]: ["figures/<x>.png"]})
    assert "<script" not in report
    assert "<b>" not in report
    assert "&lt;script&gt;" in report
    table = [line for line in report.splitlines() if line.startswith("| a")]
    assert table == [r"| a\|b | **0.9000** |"], "a bar in a name makes no column"


def test_R3_masks_that_are_dark_but_not_black_are_warned_of(folders: tuple[Path, Path]) -> None:
    references, predictions = folders
    dark = np.zeros((30, 40), np.uint8)
    dark[5:9] = 100
    Image.fromarray(dark).save(references / "a.png")
    put(predictions, "a.png", np.ones((30, 40), np.uint8))
    notes = finish(evaluate_folders(references, predictions)).notes
    assert "1 reference, 1 prediction, 1 paired" in notes[0]
    (warning,) = [n for n in notes if n.startswith("Warning")]
    assert "values up to 100" in warning and warning.endswith("a")


def test_R4_a_numbered_copy_is_named_as_one(folders: tuple[Path, Path]) -> None:
    references, predictions = folders
    for folder, name in ((references, "a.png"), (predictions, "a_segmentation-2.png")):
        put(folder, name, np.ones((3, 4), np.uint8))
    skipped = finish(evaluate_folders(references, predictions)).skipped
    assert any("numbered copy" in s.reason for s in skipped)

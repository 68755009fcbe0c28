"""``predict --masks`` scores the masks of its own run and no others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from skinseg_desktop import cli
from skinseg_desktop.zoo import Model

Capture = pytest.CaptureFixture[str]


def predict(capsys: Capture, *arguments: object) -> dict[str, object]:
    assert cli.main(["predict", *map(str, arguments), "--json", "-"]) == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_of_two_runs_in_one_folder_each_has_its_own_scores(
    data_dir: Path, tiny_model: Model, tmp_path: Path, capsys: Capture
) -> None:
    references = data_dir / "masks"
    common = (data_dir / "images", "--model", tiny_model.folder, "--masks", references)
    alone = [predict(capsys, *common, "-o", tmp_path / f"alone{t}", "--threshold", t)["scores"] for t in (0.5, 0.9)]
    both = tmp_path / "both"
    first = predict(capsys, *common, "-o", both, "--threshold", 0.5)["scores"]
    second = predict(capsys, *common, "-o", both, "--threshold", 0.9, "--existing", "keep-both")["scores"]
    assert [s["mean"] for s in (first, second)] == [s["mean"] for s in alone]  # type: ignore[index]
    assert first != second and (both / "scores.csv").is_file() and (both / "scores-2.csv").is_file()


def test_masks_of_photos_that_went_are_not_scored(
    data_dir: Path, tiny_model: Model, tmp_path: Path, capsys: Capture
) -> None:
    photos, out = tmp_path / "photos", tmp_path / "out"
    photos.mkdir()
    for path in sorted((data_dir / "images").glob("*.jpg"))[:3]:
        shutil.copy(path, photos)
    arguments = (photos, "-o", out, "--model", tiny_model.folder, "--masks", data_dir / "masks")
    assert predict(capsys, *arguments)["scores"]["n"] == 3  # type: ignore[index]
    min(photos.iterdir()).unlink()
    assert predict(capsys, *arguments)["scores"]["n"] == 2  # type: ignore[index]
    assert len(list((out / "masks").glob("*.png"))) == 3

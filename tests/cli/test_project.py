"""``skinseg project``: everything that the window does with a folder, and one sentence for every mistake."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop import cli
from skinseg_desktop.imaging import encode_mask, read_mask
from skinseg_desktop.store import Project, current_mask
from skinseg_desktop.zoo import Model

Capture = pytest.CaptureFixture[str]


def run(*arguments: object) -> int:
    return cli.main([str(a) for a in arguments])


def result(capsys: Capture, *arguments: object) -> dict[str, object]:
    capsys.readouterr()
    assert run(*arguments, "--json", "-") == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_predict_then_show_by_folder_project_folder_and_file(
    two_photos: Path, tiny_model: Model, tmp_path: Path, capsys: Capture
) -> None:
    command = ("project", "predict", two_photos, "--model", tiny_model.folder)
    assert result(capsys, *command)["done"] == 2
    assert result(capsys, *command)["kept"] == 2
    shown = result(capsys, "project", "show", two_photos, "--csv", tmp_path / "rows.csv")
    assert shown["counts"] == {"new": 0, "predicted": 2, "edited": 0, "accepted": 0, "rejected": 0}
    assert shown["holder"] is None
    for name in (shown["place"], f"{shown['place']}/project.sqlite"):
        assert result(capsys, "project", "show", name)["photos"] == shown["photos"]
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["predicted"] * 2 and rows[0]["model"] == "tiny"
    assert run("project", "show", two_photos) == 0
    told = capsys.readouterr().out
    assert "2 photos" in told and str(shown["place"]) in told


def test_import_masks_bit_for_bit_and_again_nothing(
    two_photos: Path, data_dir: Path, capsys: Capture, tmp_path: Path
) -> None:
    command = ("project", "import-masks", two_photos, data_dir / "masks")
    first = result(capsys, *command)
    assert first["done"] == 2 and first["skipped"] == [] and len(first["unpaired"]) == 10  # type: ignore[arg-type]
    assert result(capsys, *command)["same"] == 2
    with Project.open(two_photos, write=False) as project:
        for name, record in project.records().items():
            reference = read_mask(data_dir / "masks" / f"{Path(name).stem}_segmentation.png").mask
            mask = current_mask(project, record.key)
            assert mask is not None and np.array_equal(mask, reference) and record.status == "edited"


def test_accepted_masks_are_left_alone_by_an_import_unless_asked(
    two_photos: Path, tiny_model: Model, data_dir: Path, capsys: Capture
) -> None:
    run("project", "predict", two_photos, "--model", tiny_model.folder)
    name = min(two_photos.iterdir()).stem
    assert result(capsys, "project", "set-status", two_photos, "accepted", name)["photos"] == [f"{name}.jpg"]
    command = ("project", "import-masks", two_photos, data_dir / "masks")
    brought = result(capsys, *command)
    assert brought["done"] == 1 and [s["name"] for s in brought["left_alone"]] == [f"{name}.jpg"]  # type: ignore[attr-defined]
    assert result(capsys, *command, "--over-work")["over_work"] == 1
    assert result(capsys, "project", "show", two_photos)["counts"]["edited"] == 2  # type: ignore[index]


def test_another_size_is_resampled_only_when_asked(two_photos: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "masks").mkdir()
    stem = min(two_photos.iterdir()).stem
    (tmp_path / "masks" / f"{stem}.png").write_bytes(encode_mask(np.ones((30, 40), np.uint8)))
    command = ("project", "import-masks", two_photos, tmp_path / "masks")
    assert run(*command) == 2
    assert "40 x 30" in capsys.readouterr().out
    assert result(capsys, *command, "--resample", "nearest")["done"] == 1


def test_set_status_of_all_of_a_status_and_back(two_photos: Path, tiny_model: Model, capsys: Capture) -> None:
    run("project", "predict", two_photos, "--model", tiny_model.folder)
    assert run("project", "set-status", two_photos, "rejected", "--all", "predicted") == 0
    assert result(capsys, "project", "show", two_photos)["counts"]["rejected"] == 2  # type: ignore[index]
    assert run("project", "set-status", two_photos, "none", "--all", "rejected") == 0
    assert result(capsys, "project", "show", two_photos)["counts"]["predicted"] == 2  # type: ignore[index]


def test_a_photo_that_was_renamed_brings_its_mask_along(two_photos: Path, tiny_model: Model, data_dir: Path) -> None:
    assert run("project", "import-masks", two_photos, data_dir / "masks") == 0
    assert run("project", "set-status", two_photos, "accepted", "--all", "edited") == 0
    photo = sorted(two_photos.glob("*.jpg"))[0]
    photo.rename(photo.with_name("patient1.jpg"))
    assert run("project", "predict", two_photos, "--model", tiny_model.folder) == 0
    with Project.open(two_photos, write=False) as project:
        record = project.records()["patient1.jpg"]
        mask = current_mask(project, record.key)
    assert record.status == "accepted" and mask is not None
    np.testing.assert_array_equal(mask, read_mask(data_dir / "masks" / f"{photo.stem}_segmentation.png").mask)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("set-status", "accepted"), "either their ids"),
        (("set-status", "accepted", "stranger"), "knows no photo 'stranger'"),
        (("set-status", "accepted", "--all", "perfect"), "no status 'perfect'"),
        (("set-status", "accepted", "--all", ","), "names nothing"),
    ],
)
def test_mistakes_get_one_sentence(
    two_photos: Path, tiny_model: Model, arguments: tuple[str, ...], said: str, capsys: Capture
) -> None:
    run("project", "predict", two_photos, "--model", tiny_model.folder)
    capsys.readouterr()
    part, *rest = arguments
    assert run("project", part, two_photos, *rest) == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_project_is_a_sentence_and_makes_none(two_photos: Path, capsys: Capture) -> None:
    assert run("project", "show", two_photos) == 2
    assert capsys.readouterr().err.startswith("skinseg: ")
    assert [p.name for p in two_photos.parent.iterdir()] == ["photos"]


def test_a_project_that_is_open_elsewhere_can_be_shown_but_not_changed(
    two_photos: Path, tiny_model: Model, capsys: Capture
) -> None:
    run("project", "predict", two_photos, "--model", tiny_model.folder)
    with Project.open(two_photos):
        assert result(capsys, "project", "show", two_photos)["holder"]
        assert run("project", "set-status", two_photos, "accepted", "--all", "predicted") == 2
        told = capsys.readouterr().err
        assert "read-only" in told and "process" in told


def test_unreadable_photos_are_listed(two_photos: Path, tiny_model: Model, capsys: Capture) -> None:
    (two_photos / "no.jpg").write_text("no photo")
    shutil.copy(min(two_photos.glob("ISIC*")), two_photos / "again.jpg")
    made = result(capsys, "project", "predict", two_photos, "--model", tiny_model.folder)
    assert made["done"] == 3 and [s["name"] for s in made["left_out"]] == ["no.jpg"]  # type: ignore[attr-defined]


def test_photos_that_nobody_has_looked_at_are_counted(
    two_photos: Path, tiny_model: Model, data_dir: Path, capsys: Capture
) -> None:
    assert run("project", "predict", two_photos, "--model", tiny_model.folder) == 0
    capsys.readouterr()
    assert run("project", "show", two_photos) == 0
    assert "2 photos in the folder, all of them known to the project" in capsys.readouterr().out
    for photo in sorted((data_dir / "images").iterdir())[-3:]:
        shutil.copy(photo, two_photos)
    shown = result(capsys, "project", "show", two_photos)
    assert (shown["in_folder"], shown["unseen"], len(shown["photos"])) == (5, 3, 2)  # type: ignore[arg-type]
    assert run("project", "show", two_photos) == 0
    told = capsys.readouterr().out
    assert "5 photos in the folder, 3 of them seen by nobody yet" in told and "2 photos in the project" in told
    two_photos.rename(two_photos.with_name("away"))
    shown = result(capsys, "project", "show", f"{two_photos}-skinseg")
    assert shown["in_folder"] is None and shown["unseen"] is None

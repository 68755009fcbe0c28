"""``skinseg export``: what is written, what is printed, which exit code."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from skinseg_desktop import cli
from skinseg_desktop.store import Project
from skinseg_desktop.store.changes import Chosen
from skinseg_desktop.zoo import Model

Capture = pytest.CaptureFixture[str]


def run(*arguments: object) -> int:
    return cli.main([str(a) for a in arguments])


@pytest.fixture
def project(two_photos: Path, tiny_model: Model, capsys: Capture) -> Path:
    """One photo accepted, one predicted."""
    assert run("project", "predict", two_photos, "--model", tiny_model.folder) == 0
    assert run("project", "set-status", two_photos, "accepted", min(two_photos.iterdir()).stem) == 0
    capsys.readouterr()
    return two_photos


def test_masks_and_table_of_what_was_accepted(project: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run("export", project, "-o", tmp_path / "out") == 0
    told = capsys.readouterr().out
    assert (
        "1 photo exported" in told and "1 mask changed" in told and "scores.csv" in told and "summary.csv" not in told
    )
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["masks", "skinseg-run.json", "tables"]
    assert len(list((tmp_path / "out/masks").iterdir())) == 1


def test_everything_of_all_with_references(project: Path, data_dir: Path, tmp_path: Path, capsys: Capture) -> None:
    command = ("export", f"{project}-skinseg", "-o", tmp_path / "out", "--what", "masks,overlays,figures,table")
    assert run(*command, "--status", "all", "--references", data_dir / "masks", "--json", "-") == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["photos"], result["written"], result["left_out"]) == (2, 8, [])
    assert result["statistics"] == str(tmp_path / "out/tables/summary.csv")
    table = (tmp_path / "out/tables/scores.csv").read_text(encoding="utf-8")
    assert table.startswith("id,file,status,flagged,dice") and table.count("Research use only") == 2


def test_existing_files_stop_it_and_every_choice_works(project: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out"
    command = ("export", project, "-o", out, "--what", "masks")
    assert run(*command) == 0 == run(*command)
    [mask] = (out / "masks").iterdir()
    mask.write_bytes(b"mine")
    assert run(*command) == 2
    told = capsys.readouterr().err
    assert "One file is there already" in told and "--existing" in told and mask.read_bytes() == b"mine"
    assert run(*command, "--existing", "skip") == 0 and mask.read_bytes() == b"mine"
    assert run(*command, "--existing", "keep-both") == 0 and mask.read_bytes() == b"mine"
    assert run(*command, "--existing", "replace") == 0 and mask.read_bytes() != b"mine"
    assert len(list((out / "masks").iterdir())) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--what", "poems"), "kind 'poems'"),
        (("--what", ","), "names nothing"),
        (("--status", "perfect"), "no status 'perfect'"),
        (("--status", "rejected"), "has the status rejected"),
        (("--references", "nowhere"), "does not exist"),
    ],
)
def test_mistakes_get_one_sentence(
    project: Path, tmp_path: Path, arguments: tuple[str, str], said: str, capsys: Capture
) -> None:
    assert run("export", project, "-o", tmp_path / "out", *arguments) == 2
    assert said in capsys.readouterr().err


def test_an_export_loads_no_network_library(project: Path, tmp_path: Path) -> None:
    child = (
        "import sys; from skinseg_desktop import cli; code = cli.main(sys.argv[1:]);"
        "print({m.split('.')[0] for m in sys.modules} & {'torch', 'onnxruntime', 'onnx', 'PySide6'}); sys.exit(code)"
    )
    command = [sys.executable, "-c", child, "export", str(project), "-o", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.endswith("set()\n"), done.stdout + done.stderr


def test_the_references_that_the_project_remembers_are_taken(
    project: Path, data_dir: Path, tmp_path: Path, capsys: Capture
) -> None:
    with Project.open(project) as opened:
        opened.commit([Chosen("references", str(data_dir / "masks"))])
    assert run("export", project, "-o", tmp_path / "out", "--status", "all") == 0
    told = capsys.readouterr().out
    assert f"References: {data_dir / 'masks'}" in told
    assert f"means and intervals: {tmp_path / 'out/tables/summary.csv'}" in told
    assert "Dice, each photo at its own size, then averaged: 0." in told and "(n too small), n 2" in told
    rows = (tmp_path / "out/tables/scores.csv").read_text(encoding="utf-8").splitlines()
    assert all(row.split(",")[4] for row in rows[1:3])


def test_the_list_of_a_project_and_its_export_say_the_same_share_of_difference(
    project: Path, data_dir: Path, tmp_path: Path
) -> None:
    assert run("project", "import-masks", project, data_dir / "masks", "--over-work") == 0
    assert run("project", "show", project, "--csv", tmp_path / "list.csv") == 0
    assert run("export", project, "-o", tmp_path / "out", "--status", "all", "--what", "table") == 0
    lists = [tmp_path / "list.csv", tmp_path / "out/tables/scores.csv"]
    shown, exported = (
        {row["file"]: row for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())} for path in lists
    )
    keys = ("changed_by_hand_px", "share_changed_by_hand")
    assert shown.keys() == exported.keys()
    assert all(shown[file][key] == exported[file][key] for file in shown for key in keys)
    # The accepted photo's mask was a prediction and is the reference's now; the other one's came as it is.
    shares = sorted(float(row["share_changed_by_hand"]) for row in exported.values())
    assert shares[0] == 0 and 0 < shares[1] <= 1


def test_an_export_that_is_refused_has_written_nothing(project: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out"
    assert run("export", project, "-o", out, "--status", "rejected") == 2
    assert "has the status rejected" in capsys.readouterr().err and not out.exists()
    for photo in project.iterdir():
        photo.write_bytes(photo.read_bytes() + b"another")
    assert run("export", project, "-o", out, "--status", "all", "--what", "masks,table") == 2
    told = capsys.readouterr()
    assert "No photo could be exported" in told.err and "2 photos not exported" in told.out and not out.exists()


def test_photos_without_a_mask_are_said_where_all_is_exported(
    project: Path, data_dir: Path, tmp_path: Path, capsys: Capture
) -> None:
    shutil.copy(max((data_dir / "images").iterdir()), project)
    command = ("export", project, "-o", tmp_path / "out", "--status", "all")
    assert run(*command) == 0
    said = "1 photo of the folder has no mask and is not exported: 'skinseg project predict"
    assert said in capsys.readouterr().out
    assert run(*command, "--json", "-") == 0 and json.loads(capsys.readouterr().out)["without_mask"] == 1
    assert run("export", project, "-o", tmp_path / "few") == 0
    assert "has no mask" not in capsys.readouterr().out  # of those that a person has worked on, none is missing


def test_the_references_folder_is_named_without_going_up_and_down(
    project: Path, data_dir: Path, tmp_path: Path
) -> None:
    masks = Path(shutil.copytree(data_dir / "masks", tmp_path / "here" / "masks"))
    asked = tmp_path / "here" / "masks" / ".." / "masks"
    assert run("export", project, "-o", tmp_path / "out", "--references", asked) == 0
    with (tmp_path / "out/tables/summary.csv").open(encoding="utf-8", newline="") as file:
        assert {row["references"] for row in csv.DictReader(file)} == {str(masks.resolve())}
    record = json.loads((tmp_path / "out/skinseg-run.json").read_bytes())
    assert record["runs"][0]["details"]["references"] == str(masks.resolve())

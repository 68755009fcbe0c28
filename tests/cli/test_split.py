"""``skinseg split`` and ``skinseg audit``: what they write, say and refuse."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skinseg_desktop import cli
from skinseg_desktop.training.split import read_split

Capture = pytest.CaptureFixture[str]
TABLE = "image_id,lesion_id\n" + "".join(f"P{i:03},L{i // 2:03}\n" for i in range(100))


def run(*arguments: object) -> int:
    return cli.main([str(a) for a in arguments])


def result(capsys: Capture, *arguments: object) -> dict[str, Any]:
    capsys.readouterr()
    assert run(*arguments, "--json", "-") == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A hundred photos of fifty lesions, without pictures."""
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_split_of_folders_and_its_audit(data_dir: Path, tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "new" / "split.json"
    told = result(capsys, "split", "--data", data_dir, "-o", target)
    split = read_split(target)
    assert told["sizes"] == {"train": 10, "validation": 1, "test": 1} and told["sha256"] == split.sha256
    assert (
        told["leak"] is False
        and told["left_out"] == []
        and set(split.train) <= {f"data/{photo.stem}" for photo in (data_dir / "images").iterdir()}
    )
    assert run("audit", "--split", target, "--data", data_dir, "--strict") == 0
    assert capsys.readouterr().out.startswith("No leak: no lesion, patient, group or look-alike")


def test_seed_and_shares(table: Path, tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "split.json"
    first = result(capsys, "split", "--metadata", table, "-o", target)
    again = result(capsys, "split", "--metadata", table, "-o", target)
    kept = target.read_bytes()
    assert run("split", "--metadata", table, "-o", target, "--seed", 1) == 2
    assert "holds another split" in capsys.readouterr().err and target.read_bytes() == kept
    another = tmp_path / "another.json"
    other = result(capsys, "split", "--metadata", table, "-o", another, "--seed", 1, "--shares", "60,20,20")
    assert first == again and first["sizes"] == {"train": 80, "validation": 10, "test": 10}
    assert other["sizes"] == {"train": 60, "validation": 20, "test": 20} and other["seed"] == 1


def test_like_seed_leaks_and_the_audit_says_so_first(table: Path, tmp_path: Path, capsys: Capture) -> None:
    target, rows = tmp_path / "split.json", tmp_path / "leaks.csv"
    assert run("split", "--metadata", table, "-o", target, "--like", "seed") == 0
    assert "LEAK: " in capsys.readouterr().out
    command = ("audit", "--split", target, "--metadata", table)
    assert run(*command, "--csv", rows) == 0
    told = capsys.readouterr().out
    assert told.startswith("LEAK: ") and "photos have a sibling in training" in told.splitlines()[0]
    assert "lesion L0" in told and "nobody looked for look-alikes" in told
    assert run(*command, "--strict") == 2
    found = result(capsys, *command)
    assert found["leak"] is True and found["pictures_compared"] is False
    with rows.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    shared = sum(len(s[p]) for pair in found["between"] for s in pair["shared"] for p in pair["parts"])
    assert len(written) == shared and {row["kind"] for row in written} == {"lesion"}


def test_copies_in_two_parts_are_found_by_their_pictures(data_dir: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = Path(shutil.copytree(data_dir, tmp_path / "set"))
    (folder / "metadata.csv").unlink()
    first = min((folder / "images").iterdir())
    shutil.copy(first, folder / "images" / "twin.jpg")
    shutil.copy(folder / "masks" / f"{first.stem}_segmentation.png", folder / "masks" / "twin.png")
    ids = sorted(photo.stem for photo in (folder / "images").iterdir())
    split = {"set": "set", "train": [first.stem], "val": [], "test": [id for id in ids if id != first.stem]}
    (tmp_path / "by_hand.json").write_text(json.dumps(split), encoding="utf-8")
    assert run("audit", "--split", tmp_path / "by_hand.json", "--data", folder) == 0
    told = capsys.readouterr().out
    assert told.startswith("LEAK: 1 of 12 test photos have a sibling in training.")
    assert f"look-alike set/{first.stem}" in told and "no metadata says" in told


def test_what_the_folders_do_not_have_is_listed(data_dir: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = Path(shutil.copytree(data_dir, tmp_path / "set"))
    min((folder / "images").iterdir()).unlink()
    target = tmp_path / "split.json"
    assert run("split", "--data", folder, "-o", target) == 0
    told = capsys.readouterr().out
    assert "1 left out or not read:" in told and "No photo for this mask." in told
    assert "1 id of the table has no pair here: ISIC_0000012." in told
    found = result(capsys, "split", "--data", folder, "-o", target)
    assert found["metadata"]["set"]["ids_without_pair"] == ["ISIC_0000012"] and len(found["left_out"]) == 1
    max((folder / "images").iterdir()).unlink()
    assert run("audit", "--split", target, "--data", folder) == 0
    assert "1 photo of the split is not here: set/ISIC_0014217." in capsys.readouterr().out


def test_mistakes_get_one_sentence(table: Path, data_dir: Path, tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "split.json"
    for arguments, said in (
        (("--metadata", table, "-o", tmp_path / "split.txt"), "does not end in .json"),
        (("--metadata", table, "-o", target, "--like", "seed", "--seed", 1), "has its own seed"),
        (("--metadata", tmp_path / "none.csv", "-o", target), "cannot be read"),
        (("--data", tmp_path / "none", "-o", target), "cannot be read"),
    ):
        assert run("split", *arguments) == 2
        assert said in capsys.readouterr().err and not target.exists()
    for bad in ("80,10", "80,10,20", "a,b,c", "nan,50,50", "-10,100,10"):
        with pytest.raises(SystemExit):
            run("split", "--metadata", table, "-o", target, f"--shares={bad}")
    capsys.readouterr()
    assert run("split", "--metadata", table, "-o", target) == 0
    assert run("audit", "--split", target, "--data", data_dir) == 2
    assert "No photo of the split" in capsys.readouterr().err
    assert run("audit", "--split", tmp_path / "none.json", "--metadata", table) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_no_pair_that_can_be_used_names_the_reasons(data_dir: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = Path(shutil.copytree(data_dir, tmp_path / "set"))
    for mask in (folder / "masks").iterdir():
        mask.write_bytes(b"nothing")
    assert run("split", "--data", folder, "-o", tmp_path / "split.json") == 2
    told = capsys.readouterr().err
    assert "No photo has a mask that can be used." in told and "... and 7 more" in told


@pytest.mark.parametrize("like", [(), ("--like", "seed")])
def test_no_network_library_is_loaded(table: Path, tmp_path: Path, like: tuple[str, ...]) -> None:
    code = (
        "import sys; from skinseg_desktop import cli; code = cli.main(sys.argv[1:]);"
        "sys.exit(code or bool({'torch', 'onnxruntime', 'scipy', 'PySide6'} & set(sys.modules)))"
    )
    arguments = ("split", "--metadata", str(table), "-o", str(tmp_path / "split.json"), *like)
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.needs_data
def test_the_shipped_splits_have_no_leak(large_data: Path, capsys: Capture) -> None:
    folders = sorted(
        path for path in large_data.iterdir() if path.name.startswith(("isic_cc0_full", "ham10000_native"))
    )
    splits = Path(__file__).resolve().parents[2] / "models" / "splits"
    assert run("audit", "--split", splits, "--data", *folders, "--strict") == 0
    assert capsys.readouterr().out.startswith("No leak")

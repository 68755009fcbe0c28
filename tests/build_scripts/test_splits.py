"""The committed splits: no lesion in two parts, every photo in one, and the shares that were meant."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import make_splits
import pytest

FOLDERS = make_splits.FOLDERS
REPOSITORY = Path(__file__).resolve().parents[2]


def read(folder: str) -> dict[str, Any]:
    path = REPOSITORY / "models" / "splits" / f"{folder}.json"
    split: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return split


def rows(data: Path, folder: str) -> list[dict[str, str]]:
    with (data / folder / "metadata.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_split_says_what_it_is_and_its_parts_are_disjoint(folder: str) -> None:
    split = read(folder)
    assert list(split) == ["set", "seed", "group", "train", "val", "test"]
    assert split["set"] == folder
    assert split["seed"] == make_splits.SEED
    ids = [photo for part in make_splits.PARTS for photo in split[part]]
    assert len(ids) == len(set(ids)) > 0
    for part in make_splits.PARTS:
        assert split[part] == sorted(split[part])


def test_no_photo_is_in_two_folders() -> None:
    folders_of = defaultdict(list)
    for folder in FOLDERS:
        split = read(folder)
        for part in make_splits.PARTS:
            for photo in split[part]:
                folders_of[photo].append(folder)
    assert [photo for photo, folders in folders_of.items() if len(folders) > 1] == []


def test_ham10000_native_is_for_the_test_only() -> None:
    split = read("ham10000_native")
    assert split["train"] == split["val"] == []
    assert len(split["test"]) == 106


@pytest.mark.parametrize("folder", [f for f in FOLDERS if f not in ("ham10000_native", "isic_cc0_full")])
def test_shares_are_about_75_10_15(folder: str) -> None:
    split = read(folder)
    total = sum(len(split[part]) for part in make_splits.PARTS)
    for part, share in make_splits.SHARES.items():
        assert len(split[part]) / total == pytest.approx(share, abs=0.03), part


def test_the_tiny_folder_has_photos_in_each_part() -> None:
    split = read("isic_cc0_full")
    assert all(split[part] for part in make_splits.PARTS)


@pytest.mark.needs_data
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_photo_is_in_the_split(folder: str, large_data: Path) -> None:
    split = read(folder)
    ids = sorted(photo for part in make_splits.PARTS for photo in split[part])
    assert ids == sorted(row["image_id"] for row in rows(large_data, folder))


@pytest.mark.needs_data
def test_no_group_is_torn(large_data: Path) -> None:
    parts_of = defaultdict(set)
    for folder in FOLDERS:
        split = read(folder)
        part_of = {photo: part for part in make_splits.PARTS for photo in split[part]}
        for row in rows(large_data, folder):
            for column in ("near_duplicate_group", "isic2019_lesion_id", "lesion_id"):
                if row.get(column):
                    parts_of[column, row[column]].add(part_of[row["image_id"]])
    assert len(parts_of) > 3000
    assert [key for key, parts in parts_of.items() if len(parts) > 1] == []


@pytest.mark.needs_data
@pytest.mark.slow
def test_the_script_would_write_the_same_files(large_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make_splits.main(["--data", str(large_data), "--check"]) == 0
    assert "as they would be written" in capsys.readouterr().out


def test_a_changed_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The split is made up: the real ones need the large sets."""
    split: make_splits.Split = {"set": "x", "seed": 1, "group": "", "train": ["a"], "val": [], "test": []}
    monkeypatch.setattr(make_splits, "SPLITS", tmp_path)
    monkeypatch.setattr(make_splits, "make", lambda data: ({"x": split}, []))
    assert make_splits.main(["--data", "unused", "--check"]) == 1
    assert list(tmp_path.iterdir()) == []
    assert make_splits.main(["--data", "unused"]) == 0
    assert make_splits.main(["--data", "unused", "--check"]) == 0
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    assert make_splits.main(["--data", "unused", "--check"]) == 1


def items(*keys: tuple[str, str, tuple[str, ...]]) -> list[make_splits.Item]:
    return [make_splits.Item(folder, photo, folder, (f"id {photo}", *more)) for folder, photo, more in keys]


def test_what_shares_a_key_or_looks_alike_is_one_group() -> None:
    photos = items(
        ("isic_cc0", "a", ("near_duplicate_group 1",)),
        ("isic_cc0_crop512", "b", ("near_duplicate_group 1", "isic2019_lesion_id 9")),
        ("isic_cc0_crop320", "c", ("isic2019_lesion_id 9",)),
        ("isic_cc0", "d", ()),
        ("ham10000_native", "e", ()),
    )
    groups, added = make_splits.group(photos, [(3, 4)])
    assert sorted(map(sorted, groups)) == [[0, 1, 2], [3, 4]]
    assert added == 1
    part_of = make_splits.assign(photos, groups)
    assert part_of[3] == part_of[4] == "test"
    assert part_of[0] == part_of[1] == part_of[2]
    make_splits.verify(photos, groups, part_of)


def test_a_torn_group_is_refused() -> None:
    photos = items(("isic_cc0", "a", ("near_duplicate_group 1",)), ("isic_cc0", "b", ("near_duplicate_group 1",)))
    with pytest.raises(ValueError, match="more than one part"):
        make_splits.verify(photos, [[0, 1]], {0: "train", 1: "val"})
    native = items(("ham10000_native", "a", ()))
    with pytest.raises(ValueError, match="not in the test part"):
        make_splits.verify(native, [[0]], {0: "train"})
    with pytest.raises(ValueError, match="in no part"):
        make_splits.verify(native, [[0]], {})

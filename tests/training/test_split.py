"""Splits: no group divided, near the shares, the same in any order; the notebook's bit for bit; files refused."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.training.metadata import Row, read_metadata
from skinseg_desktop.training.samples import Sample
from skinseg_desktop.training.split import (
    PARTS,
    Split,
    check_enough,
    like_seed,
    make_split,
    place,
    read_split,
    write_split,
)

Make = Callable[..., list[Sample]]
REPOSITORY = Path(__file__).resolve().parents[2]


def sizes(split: Split) -> list[int]:
    return [len(split.parts[part]) for part in PARTS]


def test_the_shares_are_met_where_every_photo_stands_alone(made_up: Make) -> None:
    assert sizes(make_split(made_up(" " * 100))) == [80, 10, 10]
    assert sizes(make_split(made_up(" " * 100), shares=(0.5, 0.2, 0.3))) == [50, 20, 30]
    assert sizes(make_split(made_up(" " * 100), shares=(0.9, 0.1, 0))) == [90, 10, 0]
    assert sizes(make_split(made_up(" " * 12))) == [10, 1, 1]
    assert sizes(make_split(made_up("   "))) == [1, 1, 1]
    assert sizes(make_split(made_up("  "))) == [1, 1, 0]


def random_samples(seed: int) -> tuple[list[Sample], list[tuple[int, ...]]]:
    """Photos of two folders with lesions, patients and look-alikes at random."""
    chance = random.Random(seed)
    samples = [
        Sample(
            chance.choice(("a", "b")),
            f"{i:04}",
            Path("x"),
            Path("y"),
            f"L{chance.randrange(300)}" if chance.random() < 0.6 else "",
            (f"patient {chance.randrange(400)}",) if chance.random() < 0.3 else (),
        )
        for i in range(500)
    ]
    return samples, [tuple(chance.sample(range(500), chance.randrange(2, 4))) for _ in range(15)]


@pytest.mark.parametrize("seed", range(5))
def test_no_tie_is_divided_and_sizes_are_near_the_shares(seed: int) -> None:
    samples, duplicates = random_samples(seed)
    split = make_split(samples, duplicates, seed=seed)
    part_of = {key: part for part, keys in split.parts.items() for key in keys}
    assert len(part_of) == 500 == sum(sizes(split))
    for name in ("lesion", "groups"):
        by_tie: dict[object, set[str]] = {}
        for sample in samples:
            if getattr(sample, name):
                by_tie.setdefault(getattr(sample, name), set()).add(part_of[sample.key])
        assert all(len(parts) == 1 for parts in by_tie.values())
    for group in duplicates:
        assert len({part_of[samples[i].key] for i in group}) == 1
    for data, total in Counter(sample.data for sample in samples).items():
        for part, share in zip(PARTS, (0.8, 0.1, 0.1), strict=True):
            there = sum(key.startswith(f"{data}/") for key in split.parts[part])
            assert there / total == pytest.approx(share, abs=0.03), (data, part)


def test_the_order_of_files_changes_nothing_and_the_seed_does() -> None:
    samples, duplicates = random_samples(1)
    split = make_split(samples, duplicates)
    order = random.Random(2).sample(range(500), 500)
    shuffled = [samples[i] for i in order]
    moved = [tuple(order.index(i) for i in group) for group in duplicates]
    assert make_split(shuffled, moved) == split
    other = make_split(samples, duplicates, seed=1)
    assert other.sha256 != split.sha256 and len(set(other.test) & set(split.test)) < 25


def test_a_large_lesion_goes_where_there_is_room(made_up: Make) -> None:
    split = make_split(made_up("A" * 60 + " " * 40))
    assert {f"data/{i:04}" for i in range(60)} <= set(split.train) and sizes(split) == [80, 10, 10]
    # Lesions of two photos are in every part, not only in the largest.
    twins = make_split([*made_up("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn" * 2), *made_up(" " * 40, "other")])
    assert all(sum(key.startswith("data/") for key in twins.parts[part]) > 3 for part in PARTS)


def test_photos_of_one_id_in_two_folders_stay_together(made_up: Make) -> None:
    split = make_split([*made_up(" " * 50, "a"), *made_up(" " * 50, "b")])
    for keys in split.parts.values():
        names = [{key.split("/")[1] for key in keys if key.startswith(data)} for data in ("a/", "b/")]
        assert names[0] == names[1]


def test_the_rule_says_how_many_lesions_are_known(made_up: Make) -> None:
    assert "2 of 4 photos have a lesion id" in make_split(made_up("AB  ")).rule


@pytest.mark.parametrize("shares", [(0.8, 0.1), (0.8, 0.1, 0.2), (0, 0.5, 0.5), (1.1, -0.1, 0)])
def test_shares_that_are_none(made_up: Make, shares: tuple[float, ...]) -> None:
    with pytest.raises(UserError, match="are no shares"):
        make_split(made_up("    "), shares=shares)


def test_like_seed_is_what_torch_gives() -> None:
    import torch
    from torch.utils.data import Subset, random_split

    for count in (12, 101, 1000):
        names = [f"{i:04}" for i in range(count)]
        generator = torch.Generator().manual_seed(25)
        cut: list[Subset[str]] = random_split(names, [0.8, 0.2], generator)  # type: ignore[arg-type]
        halves: list[Subset[str]] = random_split(cut[1], [0.5, 0.5], generator)
        split = like_seed(reversed(names))
        wanted = [[part[i] for i in range(len(part))] for part in (cut[0], halves[1], halves[0])]
        assert wanted == [list(split.parts[part]) for part in PARTS]


@pytest.mark.needs_data
def test_like_seed_is_the_notebook_s_split_bit_for_bit(large_data: Path) -> None:
    table = read_metadata(large_data / "HAM10000_metadata.csv")
    split = like_seed(row.id for row in table.rows)
    assert sizes(split) == [8012, 1001, 1002]
    hashes = [hashlib.sha256("\n".join(split.parts[part]).encode()).hexdigest()[:16] for part in PARTS]
    assert hashes == ["9cd5fb8c45dd6186", "dc997d20016d0aae", "b89ed2bd05a90118"]


def test_written_and_read_again_is_the_same(made_up: Make, tmp_path: Path) -> None:
    split = make_split(made_up("AABB" + " " * 20))
    write_split(split, tmp_path / "new" / "split.json")
    assert read_split(tmp_path / "new" / "split.json") == split


def test_the_shipped_splits_are_read_as_a_folder_and_one_by_one() -> None:
    folder = REPOSITORY / "models" / "splits"
    split = read_split(folder)
    assert len(split.test) == 755 and "ham10000_native/ISIC_0024307" in split.test and split.seed == 20260
    one = read_split(folder / "isic_cc0_full.json")
    assert sizes(one) == [12, 2, 3] and set(one.test) <= set(split.test)


def test_the_hash_is_of_what_is_where_and_of_nothing_else() -> None:
    split = Split(("a", "b"), ("c",), (), 1, "one rule")
    assert split.sha256 == Split(("b", "a"), ("c",), (), 2, "another").sha256
    assert split.sha256 != Split(("a",), ("b", "c"), (), 1, "one rule").sha256


def split_file(path: Path, **changes: object) -> Path:
    content = {"skinseg_split": 1, "seed": 0, "rule": "", "train": ["a"], "validation": ["b"], "test": ["c"]}
    path.write_text(json.dumps(content | changes), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"skinseg_split": 2}, "version 2"),
        ({"skinseg_split": "x"}, "version x"),
        ({"test": ["c", "a"]}, "a stands in .* more than once"),
        ({"test": ["a", "b"]}, "and so do 1 more"),
        ({"train": "a"}, "no list of photos 'train'"),
        ({"train": [1]}, "no list of photos 'train'"),
        ({"validation": None}, "no list of photos 'validation'"),
        ({"train": [], "validation": [], "test": []}, "names no photo"),
        ({"skinseg_split": None}, "no list of photos 'val'"),
    ],
)
def test_files_that_are_no_split(changes: dict[str, object], said: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=said):
        read_split(split_file(tmp_path / "x.json", **changes))


@pytest.mark.parametrize("text", ["", "[1]", "{", "\0", "[" * 100_000])
def test_files_that_are_no_json(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="is no"):
        read_split(path)
    with pytest.raises(UserError, match="There is no split"):
        (tmp_path / "empty").mkdir()
        read_split(tmp_path / "empty")


def test_place_finds_by_key_and_by_id_and_names_the_rest(made_up: Make) -> None:
    samples = made_up("   ", "mine")
    by_id = place(Split(("0000",), ("0001",), ("stranger",), 0, ""), samples)
    assert by_id.train == (samples[0],) and by_id.validation == (samples[1],)
    assert by_id.unknown == ("stranger",) and by_id.left_out == (samples[2],)
    by_key = place(Split(("mine/0000",), ("other/0001",), (), 0, ""), samples)
    assert by_key.train == (samples[0],) and by_key.unknown == ("other/0001",)
    rows = place(Split(("a/b/X",), ("a/Y",), ("Z",), 0, ""), [Row("X"), Row("y"), Row("Z")])
    assert [row.id for part in rows.parts.values() for row in part] == ["X", "y", "Z"]


def test_enough_is_enough(pairs: Path) -> None:
    from skinseg_desktop.core.progress import finish
    from skinseg_desktop.training.samples import find_samples

    samples = finish(find_samples([pairs])).samples
    check_enough(samples, make_split(samples))

"""Write ``models/splits/<folder>.json``: which photo of each data folder is for training, validation or the test.

About 75/10/15 % of each folder, but never a lesion or a group of look-alikes in two parts: photos are joined where they
share an id, a lesion id or a near-duplicate group, or look alike across the CC-0 and HAM10000 folders.
``ham10000_native`` is for the test only, and so is everything joined with it. The result depends on the data and the
seed alone.

    python build_scripts/make_splits.py [--data DIR] [--check]
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from skinseg_desktop.imaging import read_photo, write_atomic  # noqa: E402 - found beside this folder

SPLITS = REPOSITORY / "models" / "splits"
CC0_FOLDERS = ("isic_cc0", "isic_cc0_full", "isic_cc0_crop512", "isic_cc0_crop320")
HAM_FOLDERS = ("ham10000_native", "ham10000_crop256")
FOLDERS = CC0_FOLDERS + HAM_FOLDERS
TEST_ONLY = "ham10000_native"
PARTS = ("train", "val", "test")
SHARES = {"train": 0.75, "val": 0.10, "test": 0.15}
SEED = 20260
#: Two photos can only look alike when their difference hashes differ in at most so many of 64 bits ...
HASH_BITS = 4
#: ... and their grey thumbnails of the centre square correlate by more than this.
CORRELATION = 0.985
THUMB = 32
GROUPED = {
    "cc0": "near_duplicate_group, isic2019_lesion_id, image id, and look-alikes in the HAM10000 folders",
    "ham": "lesion_id, image id, and look-alikes in the CC-0 folders",
}

Split = dict[str, object]


@dataclass(frozen=True)
class Item:
    """One photo: the folder it lies in, its id, the stratum it counts for and the keys that join it with others."""

    folder: str
    id: str
    stratum: str
    keys: tuple[str, ...]


class Groups:
    """Union-find over the positions of a list."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, item: int) -> int:
        """Return the group's least position that is known yet."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, first: int, second: int) -> bool:
        """Put both in one group; True where they were in two."""
        a, b = self.root(first), self.root(second)
        self._parent[max(a, b)] = min(a, b)
        return a != b


def read_items(data: Path) -> list[Item]:
    """Return all photos of all folders, sorted by folder and id."""
    items: list[Item] = []
    for folder in FOLDERS:
        with (data / folder / "metadata.csv").open(newline="", encoding="utf-8") as file:
            rows = sorted(csv.DictReader(file), key=lambda row: row["image_id"])
        for row in rows:
            keys = [f"id {row['image_id']}"]
            for column in ("near_duplicate_group", "isic2019_lesion_id", "lesion_id"):
                if row.get(column):
                    keys.append(f"{column} {row[column]}")
            stratum = f"{folder} {row['dx']}" if folder == "ham10000_crop256" else folder
            items.append(Item(folder, row["image_id"], stratum, tuple(keys)))
    return items


def fingerprint(path: Path) -> tuple[int, NDArray[np.float32]]:
    """Return the centre square's 64-bit difference hash, and its grey thumbnail as a vector of mean 0, length 1."""
    grey = cv2.cvtColor(read_photo(path).pixels, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    square = grey[top : top + side, left : left + side]
    small = cv2.resize(square, (9, 8), interpolation=cv2.INTER_AREA).astype(np.int16)
    bits = np.packbits((small[:, 1:] > small[:, :-1]).reshape(-1))
    thumb = cv2.resize(square, (THUMB, THUMB), interpolation=cv2.INTER_AREA).astype(np.float32).reshape(-1)
    thumb -= thumb.mean()
    return int.from_bytes(bits.tobytes(), "big"), thumb / max(float(np.linalg.norm(thumb)), 1e-6)


def look_alikes(data: Path, items: Sequence[Item]) -> list[tuple[int, int]]:
    """Return the pairs of positions (one in a CC-0 folder, one in a HAM10000 folder) that show the same picture."""
    prints = [fingerprint(data / item.folder / "images" / f"{item.id}.jpg") for item in items]
    sides = [[i for i, item in enumerate(items) if item.folder in folders] for folders in (CC0_FOLDERS, HAM_FOLDERS)]
    hashes = [np.array([prints[i][0] for i in side], dtype=np.uint64) for side in sides]
    distance = np.bitwise_count(hashes[0][:, None] ^ hashes[1][None, :])
    pairs: list[tuple[int, int]] = []
    for a, b in zip(*np.nonzero(distance <= HASH_BITS), strict=True):
        first, second = sides[0][int(a)], sides[1][int(b)]
        if float(prints[first][1] @ prints[second][1]) > CORRELATION:
            pairs.append((first, second))
    return pairs


def group(items: Sequence[Item], pairs: Iterable[tuple[int, int]]) -> tuple[list[list[int]], int]:
    """Return the groups as lists of positions, and how many joins the look-alike pairs added to those of the keys."""
    groups = Groups(len(items))
    first_with: dict[str, int] = {}
    for position, item in enumerate(items):
        for key in item.keys:
            groups.join(first_with.setdefault(key, position), position)
    added = sum(groups.join(first, second) for first, second in pairs)
    members: dict[int, list[int]] = defaultdict(list)
    for position in range(len(items)):
        members[groups.root(position)].append(position)
    return list(members.values()), added


def stable_rank(text: str) -> str:
    """Return a key that orders texts at random, the same way on every machine and every version of Python."""
    return hashlib.sha256(f"{SEED} {text}".encode()).hexdigest()


def assign(items: Sequence[Item], groups: Sequence[Sequence[int]]) -> dict[int, str]:
    """Return the part of each position: big groups first, each to the part that lacks most of the group's strata."""
    totals = Counter(item.stratum for item in items if item.folder != TEST_ONLY)
    filled: dict[str, Counter[str]] = {part: Counter() for part in PARTS}
    part_of: dict[int, str] = {}

    def forced(members: Sequence[int]) -> bool:
        return any(items[i].folder == TEST_ONLY for i in members)

    def order(members: Sequence[int]) -> tuple[bool, int, str]:
        return not forced(members), -len(members), stable_rank(min(items[i].id for i in members))

    for members in sorted(groups, key=order):
        strata = Counter(items[i].stratum for i in members)

        def need(part: str, strata: Counter[str] = strata) -> float:
            """How far the part is behind, per photo of the group, as a share of what it shall get of that stratum."""
            wanted = {stratum: SHARES[part] * totals[stratum] for stratum in strata}
            return sum(count * (1 - filled[part][s] / wanted[s]) for s, count in strata.items())

        part = "test" if forced(members) else max(PARTS, key=need)
        filled[part].update(strata)
        part_of.update(dict.fromkeys(members, part))
    return part_of


def make(data: Path) -> tuple[dict[str, Split], list[str]]:
    """Return the split of each folder, and sentences on what was found."""
    items = read_items(data)
    pairs = look_alikes(data, items)
    groups, added = group(items, pairs)
    part_of = assign(items, groups)
    verify(items, groups, part_of)
    notes = [
        f"{len(items)} photos in {len(groups)} groups; "
        f"{len(pairs)} look-alike pairs between CC-0 and HAM10000, {added} new joins",
        *(f"  look-alike: {items[a].folder}/{items[a].id} = {items[b].folder}/{items[b].id}" for a, b in pairs),
    ]
    splits: dict[str, Split] = {}
    for folder in FOLDERS:
        grouped = GROUPED["cc0" if folder in CC0_FOLDERS else "ham"]
        mine = [(item.id, part_of[i]) for i, item in enumerate(items) if item.folder == folder]
        parts = {part: sorted(photo for photo, its_part in mine if its_part == part) for part in PARTS}
        splits[folder] = {"set": folder, "seed": SEED, "group": grouped, **parts}
        shares = (f"{part} {len(ids):5} ({len(ids) / len(mine):.1%})" for part, ids in parts.items())
        notes.append(f"{folder:18} {'  '.join(shares)}")
    return splits, notes


def verify(items: Sequence[Item], groups: Sequence[Sequence[int]], part_of: dict[int, str]) -> None:
    """Raise ValueError where a key or a group is in two parts, a photo in none, or the test-only folder elsewhere."""
    if sorted(part_of) != list(range(len(items))):
        raise ValueError("some photos are in no part")
    seen: dict[str, set[str]] = defaultdict(set)
    for position, item in enumerate(items):
        for key in item.keys:
            seen[key].add(part_of[position])
        if item.folder == TEST_ONLY and part_of[position] != "test":
            raise ValueError(f"{TEST_ONLY}/{item.id} is not in the test part")
    for number, members in enumerate(groups):
        seen[f"group {number}"] = {part_of[i] for i in members}
    torn = [key for key, parts in seen.items() if len(parts) > 1]
    if torn:
        raise ValueError(f"in more than one part: {', '.join(torn[:5])}")


def as_text(split: Split) -> str:
    """Return the file's text."""
    return json.dumps(split, indent=1) + "\n"


def on_disk(folder: str) -> str:
    """Return the text of the folder's file, empty where there is none."""
    path = SPLITS / f"{folder}.json"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the files; returns the exit status."""
    parser = argparse.ArgumentParser(description="Write the splits of the data folders into models/splits.")
    default = Path(os.environ.get("SKINSEG_DATA") or REPOSITORY.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=default, help="default: SKINSEG_DATA or ../shared/data")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where files would change")
    options = parser.parse_args(arguments)
    splits, notes = make(options.data)
    print("\n".join(notes))
    stale = [folder for folder, split in splits.items() if on_disk(folder) != as_text(split)]
    if options.check:
        print(f"differ: {', '.join(stale)}" if stale else "the files are as they would be written")
        return 1 if stale else 0
    for folder in stale:
        SPLITS.mkdir(parents=True, exist_ok=True)
        write_atomic(SPLITS / f"{folder}.json", as_text(splits[folder]).encode())
    print(f"wrote {len(stale)} of {len(splits)} files under {SPLITS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Splits: which photo is for training, which for validation (choices), which for the test (looked at once).

``make_split`` never divides what belongs together: photos of one lesion, of one patient or group, look-alikes, and
photos of one id in several folders. ``like_seed`` is the split of the notebook that this program grew out of, which
divides lesions; it is there to compare with.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np

from skinseg_desktop.core.errors import OutputError, UserError, os_reason
from skinseg_desktop.core.pairing import fold
from skinseg_desktop.imaging import read_mask, shown, write_atomic
from skinseg_desktop.training.samples import Sample
from skinseg_desktop.training.ties import Member, joined

VERSION = 1
PARTS = ("train", "validation", "test")
SHARES = (0.8, 0.1, 0.1)
SEED = 0
#: A group of several photos may fill no more than this share of what validation or test shall get.
_LARGEST = 0.25
#: The seed of the notebook's split.
_NOTEBOOK_SEED = 25
#: What files of one data folder (``models/splits``) call the parts.
_FOLDER_PARTS = {"train": "train", "val": "validation", "test": "test"}
_WRITTEN_BY = "Give a file that 'skinseg split' wrote, or a folder of files like models/splits."


M = TypeVar("M", bound=Member)


@dataclass(frozen=True)
class Split:
    """The keys of each part, the seed, and by what rule it was made, as a sentence."""

    train: tuple[str, ...]
    validation: tuple[str, ...]
    test: tuple[str, ...]
    seed: int
    rule: str

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """The keys by the part's name, in the order of PARTS."""
        return {"train": self.train, "validation": self.validation, "test": self.test}

    @cached_property
    def sha256(self) -> str:
        """What is in which part, whatever the order: SHA-256 of the lines ``part<TAB>key``, sorted, in UTF-8."""
        lines = sorted(f"{part}\t{key}\n" for part, keys in self.parts.items() for key in keys)
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def make_split(
    samples: Sequence[Member],
    duplicates: Iterable[Sequence[int]] = (),
    shares: Sequence[float] = SHARES,
    seed: int = SEED,
    known: Mapping[str, Collection[int]] | None = None,
) -> Split:
    """Split by groups: photos tied to each other, and look-alikes (positions in ``samples``), are in one part.

    Each data folder is split by these shares of training, validation and test. ``known`` are the positions of photos
    that the first model knows, by the part they were in: their groups stay there, in training before anything else.
    The result depends on the photos, their ties and the seed, not on their order. Raises UserError for shares that are
    none.
    """
    wanted_of = _checked(shares)
    members = sorted(range(len(samples)), key=lambda i: samples[i].key)
    groups = joined(samples, duplicates)
    totals = Counter(member.data for member in samples)
    filled: dict[str, Counter[str]] = {part: Counter() for part in wanted_of}
    part_of: dict[int, str] = {}

    places = {part: frozenset((known or {}).get(part, ())) for part in wanted_of}

    def kept(group: Sequence[int]) -> str:
        return next((part for part, held in places.items() if not held.isdisjoint(group)), "")

    def order(group: Sequence[int]) -> tuple[bool, int, str]:
        # What cannot be chosen first, then large ones, while there is room for them; among their like at random, but
        # the same on every machine.
        least = min(samples[i].key for i in group)
        drawn = hashlib.sha256(f"{seed} {least}".encode("utf-8", "surrogatepass")).hexdigest()
        return not kept(group), -len(group).bit_length(), drawn

    for group in sorted(groups, key=order):
        strata = Counter(samples[i].data for i in group)
        shared = {p: {s: share * totals[s] for s in strata} for p, share in wanted_of.items()}
        part = kept(group) or _part_for(strata, shared, filled)
        filled[part].update(strata)
        part_of.update(dict.fromkeys(group, part))
    keys = [sample.key for sample in samples]
    _fill_empty(groups, part_of, list(wanted_of), keys, frozenset().union(*places.values()))
    parts = {part: [samples[i].key for i in members if part_of[i] == part] for part in PARTS}
    return _split(parts, seed, _rule(samples, groups, shares))


def _split(parts: Mapping[str, Sequence[str]], seed: int, rule: str) -> Split:
    train, validation, test = (tuple(parts[part]) for part in PARTS)
    return Split(train, validation, test, seed, rule)


def _checked(shares: Sequence[float]) -> dict[str, float]:
    """The shares by part, without parts that get nothing."""
    fine = len(shares) == len(PARTS) and all(share >= 0 for share in shares) and shares[0] > 0
    if not fine or abs(sum(shares) - 1) > 1e-6:
        given = ", ".join(f"{share:g}" for share in shares)
        raise UserError(
            f"{given} are no shares of training, validation and test.", "Give three that make 100 % (80,10,10)."
        )
    return {part: share for part, share in zip(PARTS, shares, strict=True) if share}


def _part_for(
    strata: Mapping[str, int], wanted: Mapping[str, Mapping[str, float]], filled: Mapping[str, Mapping[str, int]]
) -> str:
    """The part that is furthest behind among those with room for a group; else the one that lacks most photos."""

    def has_room(part: str) -> bool:
        return all(
            filled[part].get(s, 0) + n <= wanted[part][s] + 0.5
            and (part == "train" or n == 1 or n <= wanted[part][s] * _LARGEST)
            for s, n in strata.items()
        )

    def behind(part: str) -> float:
        return sum(n * (1 - filled[part].get(s, 0) / wanted[part][s]) for s, n in strata.items())

    def lacks(part: str) -> float:
        return sum(n * (wanted[part][s] - filled[part].get(s, 0)) for s, n in strata.items())

    roomy = [part for part in wanted if has_room(part)]
    return max(roomy, key=behind) if roomy else max(wanted, key=lacks)


def _fill_empty(
    groups: Sequence[Sequence[int]],
    part_of: dict[int, str],
    parts: Sequence[str],
    keys: Sequence[str],
    seen: frozenset[int],
) -> None:
    """Give a part that got nothing the smallest group of training, where that keeps others; none that was ``seen``."""
    for part in parts:
        training = [group for group in groups if part_of[group[0]] == "train"]
        if part not in part_of.values() and len(training) > 1:
            free = [group for group in training if seen.isdisjoint(group)]
            smallest = min(free, key=lambda group: (len(group), min(keys[i] for i in group)), default=())
            part_of.update(dict.fromkeys(smallest, part))


def _rule(samples: Sequence[Member], groups: Sequence[Sequence[int]], shares: Sequence[float]) -> str:
    known = sum(bool(member.lesion) for member in samples)
    per_cent = "/".join(f"{share * 100:g}" for share in shares)
    return (
        f"{per_cent} % of each data folder, {len(groups):,} groups by lesion, patient, near-duplicate group, "
        f"look-alike and id undivided; {known:,} of {len(samples):,} photos have a lesion id"
    )


def like_seed(ids: Iterable[str]) -> Split:
    """The notebook's split, bit for bit: 80/10/10 of the sorted ids at random, lesions divided.

    It is what ``torch.utils.data.random_split`` gives for 0.8 and 0.2 and then, on the second part, 0.5 and 0.5, with
    one generator of seed 25: the first half of the second part is the test. Keys stay in its order.
    """
    names = sorted(ids)
    # The same generator as torch's on the CPU; legacy seeding is what both share, and neither will change.
    words = np.random.RandomState(_NOTEBOOK_SEED)
    train, rest = _random_split(range(len(names)), (0.8, 0.2), words)
    test, validation = _random_split(rest, (0.5, 0.5), words)
    rule = f"as the notebook: torch's random_split with seed {_NOTEBOOK_SEED}, lesions divided"
    parts = {"train": train, "validation": validation, "test": test}
    return _split({part: [names[i] for i in places] for part, places in parts.items()}, _NOTEBOOK_SEED, rule)


def _random_split(items: Sequence[int], shares: Sequence[float], words: np.random.RandomState) -> list[list[int]]:
    """``torch.utils.data.random_split`` by shares: whole numbers, what is left over goes round, then a permutation."""
    sizes = [int(len(items) * share) for share in shares]
    for i in range(len(items) - sum(sizes)):
        sizes[i % len(sizes)] += 1
    order = list(range(len(items)))
    for i in range(len(items) - 1):
        j = i + int(words.randint(0, 2**32, dtype=np.uint32)) % (len(items) - i)
        order[i], order[j] = order[j], order[i]
    cuts = np.cumsum([0, *sizes]).tolist()
    return [[items[i] for i in order[a:b]] for a, b in itertools.pairwise(cuts)]


@dataclass(frozen=True, slots=True)
class Placed(Generic[M]):
    """Photos at hand by the part a split puts them in.

    ``unknown`` are keys of the split that no photo answers to, ``left_out`` photos that the split does not name.
    """

    train: tuple[M, ...]
    validation: tuple[M, ...]
    test: tuple[M, ...]
    unknown: tuple[str, ...]
    left_out: tuple[M, ...]

    @property
    def parts(self) -> dict[str, tuple[M, ...]]:
        """The photos by the part's name, in the order of PARTS."""
        return {"train": self.train, "validation": self.validation, "test": self.test}


def place(split: Split, samples: Sequence[M]) -> Placed[M]:
    """Find the photos of a split, in its order."""
    at = positions(split, samples)
    parts = {part: tuple(samples[i] for key in keys for i in at[key]) for part, keys in split.parts.items()}
    named = {i for found in at.values() for i in found}
    left_out = tuple(sample for i, sample in enumerate(samples) if i not in named)
    unknown = tuple(key for key, found in at.items() if not found)
    return Placed(parts["train"], parts["validation"], parts["test"], unknown, left_out)


def positions(split: Split, samples: Sequence[Member]) -> dict[str, tuple[int, ...]]:
    """Where each key of a split is in ``samples``; nowhere for a key that no photo answers to.

    A key without a folder (of a split made from a table alone) means every photo of that id; a table's row without a
    folder is meant by every key that ends in its id.
    """
    by_key = {sample.key: i for i, sample in enumerate(samples)}
    by_id: dict[str, list[int]] = defaultdict(list)
    rows: dict[str, list[int]] = defaultdict(list)
    for i, sample in enumerate(samples):
        by_id[fold(sample.id)].append(i)
        if not sample.data:
            rows[fold(sample.id)].append(i)

    def found(key: str) -> tuple[int, ...]:
        if key in by_key:
            return (by_key[key],)
        if "/" not in key:
            return tuple(by_id.get(fold(key), ()))
        words = fold(key).split("/")
        return next((tuple(rows[end]) for n in range(1, len(words)) if (end := "/".join(words[n:])) in rows), ())

    return {key: found(key) for keys in split.parts.values() for key in keys}


def check_enough(samples: Sequence[Sample], split: Split) -> None:
    """Refuse, before anything starts, what no training can learn from. Raises UserError, one sentence each.

    Masks of training and validation are read until one with a border between lesion and skin is found.
    """
    if len(samples) < 2:
        what = "There is no pair of photo and mask." if not samples else "One photo with a mask is not enough."
        raise UserError(what, "A training needs photos to learn from and others to check itself by.")
    if len({sample.lesion or sample.key for sample in samples}) == 1:
        raise UserError(
            f"All {len(samples):,} photos show one lesion ({shown(samples[0].lesion)}).", "Add photos of other lesions."
        )
    parts = place(split, samples).parts
    for part in ("train", "validation"):
        if not parts[part]:
            raise UserError(
                f"The split has no photo for {_LONG[part]}.",
                "Photos of one lesion, and look-alikes, stay together: add others, or change the shares.",
            )
        shares = _shares_until_border(parts[part])
        if not _has_border(shares[-1]):
            uniform = "empty" if not any(shares) else "all lesion" if all(shares) else "either empty or all lesion"
            n = len(parts[part])
            raise UserError(
                f"All {n:,} masks for {_LONG[part]} are {uniform}."
                if n > 1
                else f"The only mask for {_LONG[part]} is {uniform}.",
                "Add photos whose masks show a lesion, or check that lesion is white (255) and skin is black.",
            )


_LONG = {"train": "training", "validation": "validation", "test": "the test"}


def _shares_until_border(samples: Sequence[Sample]) -> list[float]:
    """How much of each mask is lesion, 0 to 1, up to the first that has both lesion and skin."""
    shares: list[float] = []
    for sample in samples:
        try:
            shares.append(float(read_mask(sample.mask).mask.mean()))
        except UserError:
            shares.append(0.0)  # it is reported when it is loaded
        if _has_border(shares[-1]):
            break
    return shares


def _has_border(share: float) -> bool:
    return 0 < share < 1


def write_split(split: Split, path: Path) -> None:
    """Write a split as JSON, making its folder. Raises OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{shown(path.parent)} cannot be made: {os_reason(error)}.", "Choose another place."
        ) from error
    write_atomic(path, split_bytes(split))


def split_bytes(split: Split) -> bytes:
    """A split as JSON."""
    content = {"skinseg_split": VERSION, "seed": split.seed, "rule": split.rule, **split.parts}
    return (json.dumps(content, indent=1) + "\n").encode()


def read_split(path: Path) -> Split:
    """Read a split: a file of ``write_split``, a file of one data folder as in ``models/splits``, or a folder of them.

    Keys of a data folder's file are ``<data>/<id>``. Raises UserError, also where a photo is in two parts.
    """
    if not path.is_dir():
        return _checked_split(_read_file(path), path)
    files = sorted(file for file in path.iterdir() if file.suffix == ".json" and not file.name.startswith("."))
    if not files:
        raise UserError(f"There is no split in {shown(path)}.", _WRITTEN_BY)
    splits = [_read_file(file) for file in files]
    parts = {part: [key for split in splits for key in split.parts[part]] for part in PARTS}
    rules = list(dict.fromkeys(split.rule for split in splits))
    return _checked_split(_split(parts, splits[0].seed, "; ".join(rules)), path)


def _read_file(path: Path) -> Split:
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise UserError(f"{shown(path)} cannot be read: {os_reason(error)}.", _WRITTEN_BY) from error
    except (ValueError, RecursionError) as error:
        raise UserError(f"{shown(path)} is no JSON file.", _WRITTEN_BY) from error
    if not isinstance(content, dict):
        raise UserError(f"{shown(path)} is no split.", _WRITTEN_BY)
    version = content.get("skinseg_split")
    if version is not None and version != VERSION:
        raise UserError(
            f"{shown(path)} is a split of version {shown(str(version))}; this program reads version {VERSION}.",
            "Use the program that wrote it, or a newer one.",
        )
    if version is None:
        data = str(content.get("set") or path.stem)
        parts = {part: [f"{data}/{id}" for id in _ids(content, name, path)] for name, part in _FOLDER_PARTS.items()}
        rule = str(content.get("group", ""))
    else:
        parts = {part: _ids(content, part, path) for part in PARTS}
        rule = str(content.get("rule", ""))
    seed = content.get("seed", 0)
    return _split(parts, seed if isinstance(seed, int) else 0, rule)


def _ids(content: Mapping[str, Any], name: str, path: Path) -> list[str]:
    ids = content.get(name)
    if not isinstance(ids, list) or not all(isinstance(id, str) and id for id in ids):
        raise UserError(f"{shown(path)} is no split: it has no list of photos '{name}'.", _WRITTEN_BY)
    return ids


def _checked_split(split: Split, path: Path) -> Split:
    times = Counter(key for keys in split.parts.values() for key in keys)
    twice = [key for key, n in times.items() if n > 1]
    if twice:
        also = f", and so do {len(twice) - 1:,} more" if len(twice) > 1 else ""
        raise UserError(
            f"{shown(twice[0])} stands in {shown(path)} more than once{also}.", "A photo belongs to one part."
        )
    if not any(split.parts.values()):
        raise UserError(f"{shown(path)} names no photo.", _WRITTEN_BY)
    return split

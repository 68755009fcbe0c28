"""Ids of photos, names of masks, and which mask belongs to which photo.

A photo's id is its file's stem; where two photos share it, the file name; where they still share it, the path relative
to the folder that was opened. Names are compared without regard to case and Unicode normal form, so that no two outputs
meet on any file system, unless the photos' own paths differ in nothing else. Paths here are relative and pure: nothing
is read.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

MASK_SUFFIX = "_segmentation"
MASK_EXTENSION = ".png"
#: Endings of mask names that carry no identity, longest first (ISIC 2016 to 2018, and what labs use).
KNOWN_SUFFIXES = ("_segmentation", "_lesion", "_mask", "_seg")


@dataclass(frozen=True, slots=True)
class Name:
    """A file's place in its folder and what it is called: ``keys`` are the names under which a partner may know it."""

    relative: PurePosixPath
    id: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Files that fit each other more than once: indices into the two sequences given to ``pair``."""

    left: tuple[int, ...]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which of two lists belong together; every index of both lists is in exactly one of the four fields."""

    pairs: tuple[tuple[int, int], ...]
    left_only: tuple[int, ...]
    right_only: tuple[int, ...]
    ambiguous: tuple[Ambiguity, ...]


def fold(name: str) -> str:
    """A name as it is compared: NFC, caseless."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def photo_names(relatives: Sequence[PurePosixPath]) -> list[Name]:
    """Name photos by the rule of this module; ids and output paths come out unique.

    Raises ValueError when one path is given twice.
    """
    if len(set(relatives)) != len(relatives):
        raise ValueError("one path is given twice")
    ids = _unique([(r.stem, r.name, r.as_posix()) for r in relatives], relatives)
    return [
        Name(r, i, frozenset({fold(r.stem), fold(r.name), fold(PurePosixPath(i).name)}))
        for r, i in zip(relatives, ids, strict=True)
    ]


def mask_names(relatives: Sequence[PurePosixPath]) -> list[Name]:
    """Name masks: the id is the stem without a known suffix (``_segmentation``, ...), made unique as for photos."""
    bare = [without_suffix(r.stem) for r in relatives]
    ids = _unique([(b, r.name, r.as_posix()) for b, r in zip(bare, relatives, strict=True)], None)
    return [Name(r, i, frozenset({fold(b)})) for r, i, b in zip(relatives, ids, bare, strict=True)]


def without_suffix(stem: str) -> str:
    """A mask's stem without the suffix that says it is a mask; a stem that is nothing but the suffix stays."""
    lowered = stem.lower()
    for suffix in KNOWN_SUFFIXES:
        if lowered.endswith(suffix) and len(stem) > len(suffix):
            return stem[: -len(suffix)]
    return stem


def mask_name(photo_id: str) -> str:
    """The file name of a photo's mask: ``<last part of the id>_segmentation.png``."""
    return PurePosixPath(photo_id).name + MASK_SUFFIX + MASK_EXTENSION


def pair(left: Sequence[Name], right: Sequence[Name]) -> Pairing:
    """Pair photos (left) with masks (right), or two lists of masks, by name.

    A mask goes to the photo that carries its name; among several, to the one in the same sub-folder. Where that leaves
    more than one on either side, the whole group is reported as ambiguous: nothing is guessed.
    """
    by_key: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(left):
        for key in name.keys:
            by_key[key].append(i)
    claims: dict[int, list[int]] = defaultdict(list)
    unsure: list[Ambiguity] = []
    right_only: list[int] = []
    for j, name in enumerate(right):
        found = sorted({i for key in name.keys for i in by_key[key]})
        if len(found) > 1:
            near = [i for i in found if _parent(left[i]) == _parent(name)]
            found = near or found
        if len(found) > 1:
            exact = [i for i in found if fold(PurePosixPath(left[i].id).name) in name.keys]
            found = exact if len(exact) == 1 else found
        if not found:
            right_only.append(j)
        elif len(found) > 1:
            unsure.append(Ambiguity(tuple(found), (j,)))
        else:
            claims[found[0]].append(j)
    pairs: list[tuple[int, int]] = []
    for i, js in claims.items():
        near = [j for j in js if _parent(right[j]) == _parent(left[i])]
        if len(js) == 1:
            pairs.append((i, js[0]))
        elif len(near) == 1:
            pairs.append((i, near[0]))
            right_only += [j for j in js if j != near[0]]
        else:
            unsure.append(Ambiguity((i,), tuple(js)))
    paired = {i for i, _ in pairs}
    # A photo claimed for certain by one mask is no longer in doubt because of another.
    ambiguous = tuple(Ambiguity(tuple(i for i in a.left if i not in paired), a.right) for a in unsure)
    in_doubt = {i for a in ambiguous for i in a.left}
    left_only = tuple(i for i in range(len(left)) if i not in paired and i not in in_doubt)
    return Pairing(tuple(sorted(pairs)), left_only, tuple(sorted(right_only)), ambiguous)


def _parent(name: Name) -> str:
    return fold(name.relative.parent.as_posix())


def _unique(levels: Sequence[tuple[str, str, str]], outputs: Sequence[PurePosixPath] | None) -> list[str]:
    """Take each file's shortest name that it shares with nobody; the raw relative path is unique by itself."""
    level = [0] * len(levels)

    def current(i: int) -> str:
        raw = levels[i][min(level[i], 2)]
        return raw if level[i] > 2 else unicodedata.normalize("NFC", raw)

    while True:
        ids = [current(i) for i in range(len(levels))]
        keys = [fold(x) if level[i] < 3 else x for i, x in enumerate(ids)]
        clashing = _shared(keys)
        if outputs is not None:
            places = [
                fold((o.parent / mask_name(x)).as_posix()) if level[i] < 3 else (o.parent / mask_name(x)).as_posix()
                for i, (o, x) in enumerate(zip(outputs, ids, strict=True))
            ]
            clashing |= _shared(places)
        clashing = {i for i in clashing if level[i] < 3}
        if not clashing:
            return ids
        for i in clashing:
            level[i] += 1


def _shared(keys: Sequence[str]) -> set[int]:
    count = Counter(keys)
    return {i for i, key in enumerate(keys) if count[key] > 1}

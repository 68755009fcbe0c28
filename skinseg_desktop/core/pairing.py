"""Ids of photos, names of masks, and which mask belongs to which photo.

A photo's id is its file's stem; where two photos share it, the file name; where they still share it, the path relative
to the folder that was opened. Names are compared without regard to case and Unicode normal form, so that no two outputs
meet on any file system, unless the photos' own paths differ in nothing else. Paths here are relative and pure: nothing
is read. They are strings inside: a hundred thousand of them are common.
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
    """A file's place in its folder, with forward slashes, and what it is called."""

    path: str
    id: str
    of_mask: bool = False

    @property
    def relative(self) -> PurePosixPath:
        """The path as a path."""
        return PurePosixPath(self.path)

    @property
    def keys(self) -> frozenset[str]:
        """The names under which a partner may know it, folded."""
        name = _last(self.path)
        if self.of_mask:
            return frozenset({fold(without_suffix(_stem(name)))})
        return frozenset({fold(_stem(name)), fold(name), fold(_last(self.id))})


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
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def photo_names(relatives: Sequence[PurePosixPath | str]) -> list[Name]:
    """Name photos by the rule of this module; ids and output paths come out unique.

    Raises ValueError when one path is given twice.
    """
    paths = [str(relative) for relative in relatives]
    if len(set(paths)) != len(paths):
        raise ValueError("one path is given twice")
    ids = _unique([_stem(_last(path)) for path in paths], paths, with_outputs=True)
    return [Name(path, id) for path, id in zip(paths, ids, strict=True)]


def mask_names(relatives: Sequence[PurePosixPath | str]) -> list[Name]:
    """Name masks: the id is the stem without a known suffix (``_segmentation``, ...), made unique as for photos."""
    paths = [str(relative) for relative in relatives]
    ids = _unique([without_suffix(_stem(_last(path))) for path in paths], paths, with_outputs=False)
    return [Name(path, id, of_mask=True) for path, id in zip(paths, ids, strict=True)]


def without_suffix(stem: str) -> str:
    """A mask's stem without the suffix that says it is a mask; a stem that is nothing but the suffix stays."""
    lowered = stem.lower()
    for suffix in KNOWN_SUFFIXES:
        if lowered.endswith(suffix) and len(stem) > len(suffix):
            return stem[: -len(suffix)]
    return stem


def mask_name(photo_id: str) -> str:
    """The file name of a photo's mask: ``<last part of the id>_segmentation.png``."""
    return _last(photo_id) + MASK_SUFFIX + MASK_EXTENSION


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
        keys = name.keys
        found = sorted({i for key in keys for i in by_key.get(key, ())})
        if len(found) > 1:
            near = [i for i in found if _parent(left[i]) == _parent(name)]
            found = near or found
        if len(found) > 1:
            exact = [i for i in found if fold(_last(left[i].id)) in keys]
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
    return fold(name.path.rpartition("/")[0])


def _last(path: str) -> str:
    """What comes after the last slash; nothing for a dot alone, as in ``PurePosixPath.name``."""
    last = path.rpartition("/")[2]
    return "" if last == "." else last


def _stem(name: str) -> str:
    """A file name without its extension, as ``PurePosixPath.stem``."""
    dot = name.rfind(".")
    return name[:dot] if 0 < dot < len(name) - 1 else name


def _unique(shortest: Sequence[str], paths: Sequence[str], *, with_outputs: bool) -> list[str]:
    """Take each file's shortest name that it shares with nobody; the raw relative path is unique by itself."""
    # Names to try: the shortest, the file name, the relative path; at last that path as it is, unfolded.
    level: dict[int, int] = {}
    ids = [_nfc(name) for name in shortest]
    keys = [fold(name) for name in shortest]
    while True:
        clashing = _shared(keys)
        # Outputs lie beside each other by the last parts of ids: without slashes in ids they meet only where ids do.
        if with_outputs and any(reached >= 2 for reached in level.values()):
            clashing |= _shared(
                [_output(path, id, level.get(i, 0)) for i, (path, id) in enumerate(zip(paths, ids, strict=True))]
            )
        clashing = {i for i in clashing if level.get(i, 0) < 3}
        if not clashing:
            return ids
        for i in clashing:
            level[i] = level.get(i, 0) + 1
            raw = _last(paths[i]) if level[i] == 1 else paths[i]
            ids[i] = raw if level[i] > 2 else _nfc(raw)
            keys[i] = raw if level[i] > 2 else fold(raw)


def _output(path: str, id: str, level: int) -> str:
    place = path[: path.rfind("/") + 1] + mask_name(id)
    return place if level > 2 else fold(place)


def _nfc(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _shared(keys: Sequence[str]) -> set[int]:
    count = Counter(keys)
    if len(count) == len(keys):
        return set()
    return {i for i, key in enumerate(keys) if count[key] > 1}

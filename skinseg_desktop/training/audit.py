"""Leakage of a split: photos in one part whose lesion, patient or look-alike is in another."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skinseg_desktop.core.progress import Progress
from skinseg_desktop.core.words import counting
from skinseg_desktop.training.split import PARTS, Split, positions
from skinseg_desktop.training.ties import Member, ties

#: What one and several of a kind are called where they are counted, in the order of a report.
KINDS = {
    "lesion": ("lesion", "lesions"),
    "near-duplicate": ("near-duplicate group", "near-duplicate groups"),
    "look-alike": ("group of look-alikes", "groups of look-alikes"),
    "patient": ("patient", "patients"),
    "photo": ("id in several folders", "ids in several folders"),
}
_KINDS = tuple(KINDS)
_IN = {"train": "training", "validation": "validation", "test": "the test"}


@dataclass(frozen=True, slots=True)
class Shared:
    """One lesion (or patient, group, look-alike) in two parts: its kind and name, and the keys on either side."""

    kind: str
    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """What two parts have in common: the parts, what is shared, and how many photos each of them has."""

    parts: tuple[str, str]
    shared: tuple[Shared, ...]
    photos: tuple[int, int]

    def of(self, kind: str) -> tuple[Shared, ...]:
        """What is shared of one kind."""
        return tuple(shared for shared in self.shared if shared.kind == kind)

    @property
    def leaking(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The keys of either part, sorted, that have a partner in the other."""
        first = {key for shared in self.shared for key in shared.first}
        second = {key for shared in self.shared for key in shared.second}
        return tuple(sorted(first)), tuple(sorted(second))


@dataclass(frozen=True, slots=True)
class Leakage:
    """What an audit found: each pair of parts, and what could not be looked at.

    ``unknown`` are keys of the split that no photo answers to, ``left_out`` photos in no part, ``without_lesion``
    counts photos of the split whose lesion nobody knows; ``looked`` says whether pictures were compared.
    """

    between: tuple[Between, ...]
    sizes: Mapping[str, int]
    unknown: tuple[str, ...]
    left_out: tuple[str, ...]
    without_lesion: int
    looked: bool

    @property
    def found(self) -> bool:
        """Whether two parts share anything."""
        return any(pair.shared for pair in self.between)

    @property
    def shared(self) -> int:
        """How many photos have a sibling (lesion, patient, group, look-alike, id) in another part."""
        return len({key for pair in self.between for keys in pair.leaking for key in keys})

    @property
    def sentence(self) -> str:
        """The finding in one line."""
        if not self.found:
            what = "lesion, patient, group or look-alike" if self.looked else "lesion, patient or group"
            there = sum(self.sizes.values()) - len(self.unknown)
            missing = f"; {counting(len(self.unknown), 'photo')} of it not found" if self.unknown else ""
            return f"No leak: no {what} of {counting(there, 'photo')} is in two parts of the split{missing}."
        told = []
        for pair in self.between:
            (first, second), (_, leaking) = pair.parts, pair.leaking
            if leaking:
                told.append(f"{len(leaking):,} of {pair.photos[1]:,} {second} photos have a sibling in {_IN[first]}")
        if self.unknown:
            told.append(f"{counting(len(self.unknown), 'photo')} of the split not found")
        return f"LEAK: {'; '.join(told)}."

    @property
    def unseen(self) -> str:
        """The sentence on photos whose lesion nobody knows; empty where all are known."""
        if not self.without_lesion:
            return ""
        photos = counting(sum(self.sizes.values()), "photo has", "photos have")
        return f"{self.without_lesion:,} of {photos} no lesion id: siblings among them stay unseen."

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON data."""
        return {
            "leak": self.found,
            "sizes": dict(self.sizes),
            "pictures_compared": self.looked,
            "between": [_json(pair) for pair in self.between],
            "without_lesion_id": self.without_lesion,
            "unknown": list(self.unknown),
            "in_no_part": list(self.left_out),
        }

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """What is shared, a row a photo: kind, name, the two parts, its part, its key."""
        return [
            (shared.kind, shared.name, " and ".join(pair.parts), part, key)
            for pair in self.between
            for shared in pair.shared
            for part, keys in zip(pair.parts, (shared.first, shared.second), strict=True)
            for key in keys
        ]


#: The header of ``Leakage.rows``.
COLUMNS = ("kind", "name", "parts", "part", "photo")


def audit(
    split: Split, samples: Sequence[Member], duplicates: Iterable[Sequence[int]] | None = None
) -> Generator[Progress, None, Leakage]:
    """Look for what two parts of a split share.

    ``samples`` are pairs, or rows of metadata; ``duplicates`` groups of positions among them (``near_duplicates``),
    None where nobody has looked.
    """
    at = positions(split, samples)
    look_alikes: dict[int, list[str]] = defaultdict(list)
    for group in duplicates or ():
        for position in group:
            look_alikes[position].append(f"look-alike {samples[group[0]].key}")
    members: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    keys = [(part, key) for part, keys in split.parts.items() for key in keys]
    without_lesion = 0
    for done, (part, key) in enumerate(keys, 1):
        for position in at[key]:
            without_lesion += not samples[position].lesion
            for tie in (*ties(samples[position]), *look_alikes[position]):
                members[tie][part].append(key)
        yield Progress(done, len(keys), key)
    torn = [(tie.split(" ", 1), parts) for tie, parts in members.items() if len(parts) > 1]
    torn.sort(key=lambda item: (_KINDS.index(item[0][0]), item[0][1]))
    between = tuple(
        Between(
            (a, b),
            tuple(
                Shared(kind, name, tuple(sorted(parts[a])), tuple(sorted(parts[b])))
                for (kind, name), parts in torn
                if a in parts and b in parts
            ),
            (len(split.parts[a]), len(split.parts[b])),
        )
        for a, b in itertools.combinations(PARTS, 2)
    )
    named_at = {position for found in at.values() for position in found}
    return Leakage(
        between,
        {part: len(keys) for part, keys in split.parts.items()},
        tuple(key for key, found in at.items() if not found),
        tuple(sample.key for i, sample in enumerate(samples) if i not in named_at),
        without_lesion,
        duplicates is not None,
    )


def _json(pair: Between) -> dict[str, Any]:
    first, second = pair.leaking
    return {
        "parts": list(pair.parts),
        "photos": dict(zip(pair.parts, pair.photos, strict=True)),
        "photos_with_a_sibling_in_the_other": dict(zip(pair.parts, (len(first), len(second)), strict=True)),
        "shared": [
            {"kind": s.kind, "name": s.name, pair.parts[0]: list(s.first), pair.parts[1]: list(s.second)}
            for s in pair.shared
        ],
    }

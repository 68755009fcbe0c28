"""What ties photos together, so that a split must not divide them: a lesion, a patient, a group, the same id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from skinseg_desktop.core.pairing import fold


class Member(Protocol):
    """What a split needs to know of a photo: a ``Sample``, or a row of metadata."""

    @property
    def data(self) -> str:
        """The data folder, which is one stratum; empty for a table alone."""

    @property
    def id(self) -> str:
        """The photo's id."""

    @property
    def key(self) -> str:
        """What the split calls it."""

    @property
    def lesion(self) -> str:
        """The lesion's id; empty where it is not known."""

    @property
    def groups(self) -> Sequence[str]:
        """Further ties, each a kind, a space and a name: ``"patient 7"``."""


def ties(member: Member) -> list[str]:
    """What joins a photo with others: its lesion, its groups, its id (folders may share photos)."""
    lesion = [f"lesion {member.lesion}"] if member.lesion else []
    return [*lesion, *member.groups, f"photo {fold(member.id)}"]


def joined(members: Sequence[Member], duplicates: Iterable[Sequence[int]]) -> list[list[int]]:
    """Groups of positions that belong together, by way of others too: by their ties, and by groups of look-alikes."""
    groups = Groups(len(members))
    first_with: dict[str, int] = {}
    for position, member in enumerate(members):
        for tie in ties(member):
            groups.join(first_with.setdefault(tie, position), position)
    for group in duplicates:
        for position in group[1:]:
            groups.join(group[0], position)
    return groups.all()


class Groups:
    """Union-find over the positions of a list."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def join(self, first: int, second: int) -> None:
        """Put both into one group."""
        a, b = self._root(first), self._root(second)
        self._parent[max(a, b)] = min(a, b)

    def all(self) -> list[list[int]]:
        """Every group, those of one position too; positions and groups in their order."""
        found: dict[int, list[int]] = defaultdict(list)
        for position in range(len(self._parent)):
            found[self._root(position)].append(position)
        return list(found.values())

    def _root(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

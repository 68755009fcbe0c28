"""Processes that share a piece of work. This one stands alone; ``training.ranks`` joins those that torchrun started."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ranks:
    """Which of how many processes this is; ``local`` is its number on this machine (its graphics card's).

    All of them call the same methods in the same order. One that stands alone has nobody to wait for.
    """

    rank: int = 0
    ranks: int = 1
    local: int = 0

    @property
    def first(self) -> bool:
        """Whether this process writes and speaks."""
        return self.rank == 0

    def told(self, value: T) -> T:
        """The first process's value, in all. Values must be picklable."""
        return value

    def gathered(self, values: list[T]) -> list[T]:
        """The lists of all processes, one after the other, in all."""
        return values

    def mean(self, value: float) -> float:
        """The mean of the processes' values."""
        return value

    def same(self, _tensors: Iterable[Any]) -> None:
        """Give all processes the first one's numbers in these tensors."""

    def leave(self) -> None:
        """Part from the others."""


#: Nobody else: what is not shared.
ALONE = Ranks()

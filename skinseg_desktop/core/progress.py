"""Long work is a generator of progress: it yields ``Progress`` and returns its result.

The command line loops over it, the window runs it in a worker; closing the generator cancels it, and its ``finally``
leaves things whole.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of long work: ``done`` of ``total`` items; ``item`` just finished; ``note`` is a sentence to show.

    ``remaining`` are the seconds left, where work knows better than by its pace; ``phase`` is what is counted, where
    it is not the work itself.
    """

    done: int
    total: int
    item: str = ""
    note: str = ""
    remaining: float | None = None
    phase: str = ""


Work = Generator[Progress, None, T]


def finish(work: Work[T]) -> T:
    """Run long work to its end and return its result."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]

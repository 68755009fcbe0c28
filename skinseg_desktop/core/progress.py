"""Long work is a generator of progress: it yields ``Progress`` and returns its result.

The command line loops over it, the window runs it in a worker; closing the generator cancels it, and its ``finally``
leaves things whole.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import TypeVar

T = TypeVar("T")
_LINE = re.compile(r"(.+): ([\d,]+) of ([\d,]+)(, .* left)?")


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


def line_of(phase: str, done: int, total: int, left: str = "") -> str:
    """How far work is, as a line for whoever reads along; ``left`` is a time in words."""
    return f"{phase}: {done:,} of {total:,}{f', {left} left' if left else ''}"


def read_line(line: str) -> tuple[str, int, int] | None:
    """The phase, and how much of how much is done, where this is a line of ``line_of``."""
    found = _LINE.fullmatch(line)
    return (found[1], *(int(number.replace(",", "")) for number in found.group(2, 3))) if found else None  # type: ignore[return-value]


def named(work: Work[T], phase: str) -> Work[T]:
    """Long work, said by name to be a part of another."""
    while True:
        try:
            step = next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        yield replace(step, phase=phase)

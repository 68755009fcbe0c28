"""Long work on a project yields steps that carry changes; whoever runs it commits them.

So prediction and import never write: the window hands their changes to its one saving lane, the command line commits
them itself with ``committed``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from skinseg_desktop.core.progress import Progress, Work

if TYPE_CHECKING:
    from skinseg_desktop.store.changes import Change

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step(Progress):
    """Progress with what it changes in the project."""

    changes: tuple[Change, ...] = ()


Steps = Generator[Step, None, T]


def committed(steps: Steps[T], commit: Callable[[Sequence[Change]], object], seconds: float = 0.5) -> Work[T]:
    """Run steps and commit their changes, several together: each commit waits for the disk.

    At least every so many seconds, at the end, and where the work stops or is closed, what is finished is committed.
    Raises what ``commit`` raises.
    """
    waiting: list[Change] = []
    last = time.monotonic()
    try:
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            waiting += step.changes
            if waiting and time.monotonic() - last >= seconds:
                # What cannot be committed is not tried a second time on the way out.
                together, waiting = tuple(waiting), []
                commit(together)
                last = time.monotonic()
            yield step
    finally:
        steps.close()
        if waiting:
            commit(tuple(waiting))

"""Reading ahead: a few threads work on the next items while the caller is busy with this one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def ahead(work: Callable[[T], R], items: Iterable[T], *, workers: int, waiting: int) -> Generator[R, None, None]:
    """Yield ``work(item)`` in the order of the items, with at most ``waiting`` results made or being made ahead.

    What ``work`` raises is raised here, at its place. Closing the iterator drops what has not begun.
    """
    with ThreadPoolExecutor(workers, thread_name_prefix="ahead") as pool:
        queue: deque[Future[R]] = deque()
        try:
            for item in items:
                queue.append(pool.submit(work, item))
                if len(queue) > waiting:
                    yield queue.popleft().result()
            while queue:
                yield queue.popleft().result()
        finally:
            for future in queue:
                future.cancel()

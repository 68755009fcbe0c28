"""The processes that ``torchrun`` started, as ``core.ranks`` wants them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, TypeVar

import torch
import torch.distributed as dist
from torch import Tensor

from skinseg_desktop.core.errors import ProcessLost
from skinseg_desktop.core.ranks import Ranks

T = TypeVar("T")
#: How long one waits for the others: the first one alone looks at all photos, and a lost one ends the others at once.
PATIENCE = timedelta(days=1)


@contextlib.contextmanager
def exchange() -> Iterator[None]:
    """A block in which the processes exchange what they have. Raises ProcessLost where one of them is gone."""
    try:
        yield
    except RuntimeError as error:
        # Beneath DistributedDataParallel it is a plain RuntimeError, which names the library that sends.
        text = str(error).lower()
        if isinstance(error, dist.DistError) or "gloo" in text or "nccl" in text:
            raise ProcessLost from error
        raise


class Group(Ranks):
    """One of several processes, which exchange what they have."""

    __slots__ = ()

    def told(self, value: T) -> T:
        """The first process's value, in all."""
        box: list[Any] = [value]
        with exchange():
            dist.broadcast_object_list(box)
        return box[0]  # type: ignore[no-any-return]

    def gathered(self, values: list[T]) -> list[T]:
        """The lists of all processes, one after the other, in all."""
        lists: list[Any] = [None] * self.ranks
        with exchange():
            dist.all_gather_object(lists, values)
        return [item for one in lists for item in one]

    def mean(self, value: float) -> float:
        """The mean of the processes' values."""
        tensor = torch.tensor(value, dtype=torch.float64)
        with exchange():
            dist.all_reduce(tensor)
        return float(tensor) / self.ranks

    def same(self, tensors: Iterable[Tensor]) -> None:
        """Give all processes the first one's numbers in these tensors."""
        with exchange():
            for tensor in tensors:
                dist.broadcast(tensor, 0)

    def leave(self) -> None:
        """Part from the others."""
        with contextlib.suppress(RuntimeError):  # they may be gone already
            dist.destroy_process_group()


def join() -> Ranks:
    """Join the others where ``torchrun`` started this process (WORLD_SIZE in the environment), else stand alone."""
    if int(os.environ.get("WORLD_SIZE", "1")) < 2:
        return Ranks()
    local = int(os.environ.get("LOCAL_RANK", "0"))
    if not dist.is_initialized():
        if torch.cuda.is_available():
            torch.cuda.set_device(local)
        # Plain values go from processor to processor, whatever the network is trained on.
        dist.init_process_group("cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo", timeout=PATIENCE)
    return Group(dist.get_rank(), dist.get_world_size(), local)

"""The batch of each step: a function of seed and step alone, whatever was interrupted and whoever shares it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.training.augment import augment
from skinseg_desktop.training.photos import PhotoSet

#: How many batches are made ahead.
AHEAD = 4


@dataclass(frozen=True, slots=True)
class Batch:
    """Photos ``uint8[N, 3, size, size]`` and soft masks ``uint8[N, 1, size, size]`` of one rank."""

    photos: Tensor
    masks: Tensor


class Batches:
    """Batches of an augmented set. ``batch`` is one rank's; of the batch of all ranks each rank makes its own part.

    Raises UserError where there are fewer photos than ranks.
    """

    def __init__(
        self,
        photos: PhotoSet,
        *,
        batch: int,
        seed: int,
        groups: Collection[str],
        repeat: Mapping[str, int] | None = None,
        rank: int = 0,
        ranks: int = 1,
    ) -> None:
        times = repeat or {}
        self._photos, self._seed, self._groups = photos, seed, frozenset(groups)
        self._order = [n for n, sample in enumerate(photos.samples) for _ in range(times.get(sample.data, 1))]
        if len(self._order) < ranks:
            raise UserError(
                f"{len(self._order):,} photos are too few for {ranks:,} processes.", "Start fewer (--nproc-per-node)."
            )
        self._rank, self._ranks = rank, ranks
        self.batch = min(batch, len(self._order) // ranks)
        #: Photos of an epoch, and the number of its steps: each photo is in one, and a few fill the last one up.
        self.photos = len(self._order)
        self.steps = -(-len(self._order) // (self.batch * ranks))
        #: Seconds that the training waited for batches since this was last set to 0.
        self.waited = 0.0

    def make(self, step: int, size: int) -> Batch:
        """The batch of a step, at a side of ``size`` pixels."""
        epoch, place = divmod(step, self.steps)
        shuffled = np.random.default_rng((self._seed, 1, epoch)).permutation(len(self._order))
        order = np.resize(shuffled, self.steps * self._ranks * self.batch)
        first = (place * self._ranks + self._rank) * self.batch
        pairs = []
        for n, chosen in enumerate(order[first : first + self.batch], first - place * self._ranks * self.batch):
            generator = np.random.default_rng((self._seed, 2, step, n))
            pairs.append(augment(self._photos[self._order[chosen]], size, generator, self._groups))
        photos = torch.from_numpy(np.stack([pixels for pixels, _ in pairs])).permute(0, 3, 1, 2)
        return Batch(photos, torch.from_numpy(np.stack([mask for _, mask in pairs]))[:, None])

    def run(self, first: int, last: int, size: Callable[[int], int]) -> Generator[tuple[int, Batch], None, None]:
        """Yield (step, batch) from a step to before another; the next ones are made in a background thread."""
        waiting: deque[Future[Batch]] = deque()
        with ThreadPoolExecutor(1, "batches") as pool:
            try:
                for step in range(first, last):
                    while len(waiting) < AHEAD and step + len(waiting) < last:
                        ahead = step + len(waiting)
                        waiting.append(pool.submit(self.make, ahead, size(ahead)))
                    begun = time.perf_counter()
                    batch = waiting.popleft().result()
                    self.waited += time.perf_counter() - begun
                    yield step, batch
            finally:
                for future in waiting:
                    future.cancel()

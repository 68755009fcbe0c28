"""This program's training loop on the seed's network: the steps of ``skinseg train``, timed from inside.

    python our_loop.py DATA SIDE STEPS BATCH RECIPE

Run with the allocator's settings that ``skinseg train`` gives itself. Prints JSON as ``notebook_loop.py`` does;
decoding is outside of the timed steps, since the program decodes once.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import cv2

from skinseg_desktop.core.progress import finish
from skinseg_desktop.core.ranks import Ranks
from skinseg_desktop.store.recipe import read_recipe
from skinseg_desktop.training.batches import Batch, Batches
from skinseg_desktop.training.device import device_of, settle
from skinseg_desktop.training.network import input_rule
from skinseg_desktop.training.photos import PhotoSet
from skinseg_desktop.training.precision import precision_of
from skinseg_desktop.training.samples import find_samples
from skinseg_desktop.training.trainer import Step, Trainer


class Timed(Trainer):
    """A trainer that keeps the time of forward and backward."""

    inside = 0.0

    def _gradients(self, batch: Batch) -> Step:
        before = time.perf_counter()
        done = super()._gradients(batch)
        self.inside += time.perf_counter() - before
        return done


def main(data: Path, side: int, steps: int, batch: int, name: str) -> None:
    """Do the steps and print the rate of all but the first."""
    recipe = read_recipe(name).changed([f"size={side}", f"batch={batch}", "threads=2"])
    settle(recipe, 2)
    cv2.setNumThreads(1)
    samples = finish(find_samples([data])).samples[: batch * (steps + 1)]
    rule = input_rule(recipe)
    squash = "" if "geometry" in recipe.augment else rule.resize
    photos = PhotoSet(samples, side, budget=1 << 30, squash=squash)
    finish(photos.load())
    device = device_of(recipe)
    batches = Batches(photos, batch=batch, seed=0, groups=recipe.augment)
    trainer = Timed(recipe, rule, device, precision_of(recipe, device), Ranks())
    began = 0.0
    for step, made in batches.run(0, steps + 1, lambda _: side):
        if step == 1:
            began, trainer.inside = time.perf_counter(), 0.0
        trainer.do(made, steps + 1)
    seconds = time.perf_counter() - began
    print(json.dumps({"images_per_second": steps * batch / seconds, "outside": 1 - trainer.inside / seconds}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])

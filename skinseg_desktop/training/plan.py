"""How many steps a training has: of its epochs, or of its minutes by a probe. Kept, so that a run can be repeated."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from skinseg_desktop.core.progress import Progress, Work, finish
from skinseg_desktop.imaging import write_atomic
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.training.batches import Batches
from skinseg_desktop.training.trainer import Trainer

PLAN = "plan.json"
#: What may be planned of a time budget: machines are shared.
MARGIN = 0.92
#: The probe: steps that warm up, steps that count, and the seconds after which it ends all the same.
WARM, COUNTED, PROBE_SECONDS = 3, 6, 30.0


def read_plan(folder: Path) -> dict[str, Any] | None:
    """The plan of a run, None where there is none yet."""
    path = folder / PLAN
    return dict(json.loads(path.read_bytes())) if path.exists() else None


def write_plan(folder: Path, plan: dict[str, Any]) -> None:
    """Keep a plan in the run's folder. Raises OutputError."""
    write_atomic(folder / PLAN, json.dumps(plan, indent=1).encode())


def make_plan(recipe: Recipe, batches: Batches, trainer: Trainer) -> dict[str, Any]:
    """Make ``steps``, ``switch`` (the first step at the full side), ``precision``, ``probed`` (seconds of a step).

    The trainer is of no use afterwards where it was probed.
    """
    share = recipe.small_share if recipe.small else 0.0
    steps = recipe.epochs * batches.steps
    seconds: dict[int, float] = {}
    if recipe.minutes:
        seconds, mean = finish(seconds_of_a_step(recipe, batches, trainer))
        steps = max(int(recipe.minutes * 60 * MARGIN / trainer.ranks.mean(mean)), 2)
    return {
        "steps": steps,
        "switch": int(steps * share),
        "precision": trainer.precision,
        "probed": {str(side): value for side, value in seconds.items()},
    }


def seconds_of_a_step(recipe: Recipe, batches: Batches, trainer: Trainer) -> Work[tuple[dict[int, float], float]]:
    """The seconds of a step by side, and the mean over a whole training."""
    share = recipe.small_share if recipe.small else 0.0
    sides = sorted({recipe.size, recipe.small} if share else {recipe.size})
    seconds = {}
    for number, side in enumerate(sides):
        seconds[side] = yield from _probe(trainer, batches, side, number, len(sides))
    return seconds, share * seconds.get(recipe.small, 0.0) + (1 - share) * seconds[recipe.size]


def _probe(trainer: Trainer, batches: Batches, side: int, done: int, total: int) -> Work[float]:
    """The median of a few steps; ``done`` of ``total`` sides are measured."""
    taken: list[float] = []
    begun = last = time.perf_counter()
    for number, (_, batch) in enumerate(batches.run(0, WARM + COUNTED, lambda _: side)):
        trainer.do(batch, 1_000_000)
        now = time.perf_counter()
        # The first process's clock counts for all: none may do a step that the others leave out.
        gone = trainer.ranks.told(now - begun)
        if number >= WARM or gone > PROBE_SECONDS / 2:
            taken.append(now - last)
        last = now
        yield Progress(done * (WARM + COUNTED) + number + 1, total * (WARM + COUNTED))
        if gone > PROBE_SECONDS:
            break
    return float(np.median(taken))

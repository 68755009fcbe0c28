"""The search for a better recipe: many trainings on one split, chosen by their validation Dice alone.

::

    STUDY/search.json     what was asked for; never changed afterwards
    STUDY/study.sqlite3   the search's memory (``training.study``)
    STUDY/data/           the photos and the split, found once; the folder of a run that is never trained
    STUDY/trials/NNNN/    a run each, without the test part: nothing here has looked at it
    STUDY/trials.csv      the table of the trials
    STUDY/best.toml       the recipe of the best

Whoever leads a study holds the lock of its folder; further workers end with it. Killed at any moment, the same call
goes on: trials that were at work take up their last checkpoint.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from skinseg_desktop.core.child import command
from skinseg_desktop.core.errors import OutputError, UserError, os_reason
from skinseg_desktop.core.paths import from_root
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.imaging.atomic import write_atomic
from skinseg_desktop.store import runs
from skinseg_desktop.store.lock import LOCK_FILE
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.training.device import threads_of
from skinseg_desktop.training.found import TRIALS, Found, conclude
from skinseg_desktop.training.network import network_of
from skinseg_desktop.training.prepare import Source, check_unchanged, prepare
from skinseg_desktop.training.search import ASKED, DATA, Budget, Search, read_asked
from skinseg_desktop.training.space import SPACE

__all__ = ["Budget", "Found", "join", "tune"]

#: Seconds between two looks at what the workers have done, and for which one may end its step.
LOOK_EVERY, END_WITHIN = 0.5, 60.0


def tune(
    source: Source, recipe: Recipe, fixed: Sequence[str], out: Path, budget: Budget, typed: Sequence[str]
) -> Work[Found]:
    """Search from a recipe, or go on with the study in ``out``; keys in ``fixed`` stay as the recipe says.

    Closing it ends the trainings between two steps and keeps everything. Raises UserError as ``prepare`` does, where
    the study was begun otherwise, and where all trials fail.
    """
    if (out / runs.CONFIG).exists():
        raise UserError(f"{out} is the folder of a training.", "Choose another --out.")
    if not (out / ASKED).exists():
        runs.check_free(out, own=(TRIALS, DATA, LOCK_FILE))
    try:
        (out / TRIALS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out} cannot be written: {os_reason(error)}.", "Choose another --out.") from error
    with runs.working_in(out):
        _ask_the_same(source, recipe, fixed, out)
        if not (out / DATA / runs.CONFIG).exists():
            yield from prepare(source, recipe, out / DATA, name=DATA, command=typed, threads=threads_of(recipe))
        else:
            # Not by the trials, each of which would fail and lose its checkpoints.
            yield from check_unchanged(out / DATA)
        with contextlib.closing(Search(out)) as search:
            search.study.put_all_back()
            try:
                if budget.workers > 1:
                    yield from _side_by_side(search, budget)
                else:
                    yield from search.work(budget)
            finally:
                found = conclude(out, search.study.known(), search.recipe, search.keys)
    return found


def join(out: Path, budget: Budget) -> Work[None]:
    """Be one of the workers of a study that another process leads; ends with it."""
    with contextlib.closing(Search(out)) as search:
        yield from search.work(budget, led=True)


_CALLED = {
    "recipe": "recipe",
    "fixed": "--set",
    "data": "--data",
    "project": "--project",
    "statuses": "--statuses",
    "split": "--split",
}


def _ask_the_same(source: Source, recipe: Recipe, fixed: Sequence[str], out: Path) -> None:
    """Write down what is asked for; where it was asked before, it has to be the same."""
    known = {line.key.partition(".")[0] for line in SPACE}
    asked: dict[str, Any] = {
        "recipe": recipe.to_json(),
        "fixed": sorted(known & set(fixed)),
        "data": [str(from_root(folder)) for folder in source.data],
        "project": str(from_root(source.project)) if source.project else None,
        "statuses": sorted(source.statuses) if source.project else None,
        "split": str(from_root(source.split)) if source.split else None,
    }
    path = out / ASKED
    if not (out / DATA / runs.CONFIG).exists():
        # Before any photo is looked at: a start that cannot be had, a side that does not fit.
        net = network_of(recipe)
        asked["encoder"] = any(name.startswith("encoder.") for name, _ in net.named_parameters())
        write_atomic(path, json.dumps(asked, indent=1).encode())
        return
    before = read_asked(path)
    changed = [key for key, value in asked.items() if before.get(key) != value]
    if changed:
        raise UserError(
            f"The study in {out} was begun with another {' and another '.join(_CALLED[key] for key in changed)}.",
            "Give the same command to go on with it, or another --out.",
        )


def _side_by_side(search: Search, budget: Budget) -> Work[None]:
    """Let several processes work on the study, and tell what they do; they end with this one."""
    typed = ["--out", str(search.folder), "--join", "--workers", str(budget.workers)]
    typed += [] if budget.trials is None else ["--trials", str(budget.trials)]
    typed += [] if budget.minutes is None else ["--minutes", str(budget.minutes)]
    logs = [search.folder / f"worker-{number}.log" for number in range(1, budget.workers + 1)]
    told = {each.number for each in search.study.known() if each.ended}
    workers: list[subprocess.Popen[bytes]] = []
    try:
        for log in logs:
            with log.open("wb") as file:
                workers.append(
                    subprocess.Popen(
                        command("tune", typed), stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT
                    )
                )
        while any(worker.poll() is None for worker in workers):
            yield from _news(search, budget, told)
            time.sleep(LOOK_EVERY)
        yield from _news(search, budget, told)
    finally:
        _end(workers)
    if all(worker.returncode for worker in workers):
        said = logs[-1].read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise UserError(f"All workers have failed: {' '.join(said[-2:])}", f"{logs[-1]} says more.")


def _news(search: Search, budget: Budget, told: set[int]) -> Generator[Progress, None, None]:
    known = search.study.known()
    yield search.progress(budget, known, max(len(known) - 1, 0))
    for each in known:
        if each.ended and each.number not in told:
            told.add(each.number)
            yield search.progress(budget, known, each.number, told=True)


def _end(workers: Sequence[subprocess.Popen[bytes]]) -> None:
    """End what still works; each writes its checkpoint first, where the system lets it."""
    for worker in workers:
        if worker.poll() is None:
            worker.terminate()
    for worker in workers:
        try:
            worker.wait(END_WITHIN)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()

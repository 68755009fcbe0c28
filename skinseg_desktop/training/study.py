"""The memory of a search: an Optuna study in an SQLite file, which several processes may work on at once.

A trial is asked for, reports its validation Dice while it trains, and is told how it ended. One that was interrupted is
put back and is the next to be asked for, with its number and its values.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import optuna
from optuna.trial import FrozenTrial, Trial, TrialState
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from skinseg_desktop.core.errors import OutputError, UserError
from skinseg_desktop.store.lock import try_lock
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.training.space import Choice, Near, own

DATABASE = "study.sqlite3"
#: A trial reports at most this often, at even shares of its steps, so that trials are compared at the same places.
STAGES = 20
#: A trial may be pruned after these stages, once so many trials have ended: below the median there, it ends.
FIRST_STAGE, FIRST_TRIALS = 5, 4
#: So many trials are drawn at random before the search learns from them.
RANDOM = 8
#: Where this many trials have ended and all of them failed, a search gives up.
ALL_FAILED = 3
_NAME = "skinseg"
_LOCK = ".asking"
#: Seconds for which a process waits for another that writes.
_PATIENCE = 60.0
WORDS = {
    TrialState.COMPLETE: "finished",
    TrialState.PRUNED: "pruned",
    TrialState.FAIL: "failed",
    TrialState.RUNNING: "running",
    TrialState.WAITING: "waiting",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a trial; ``dice`` is the validation's, the best or the last as the recipe keeps it."""

    number: int
    state: str
    dice: float | None
    reason: str

    @property
    def ended(self) -> bool:
        """Whether it has finished, was pruned or failed."""
        return self.state in ("finished", "pruned", "failed")


class Study:
    """An open study. Raises UserError where its file is none."""

    def __init__(self, folder: Path, recipe: Recipe, lines: Sequence[Near | Choice]) -> None:
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        path = folder / DATABASE
        self._folder, self._seed = folder, recipe.seed
        self._space = {line.key: _distribution(line, recipe) for line in lines}
        pruner = optuna.pruners.MedianPruner(n_startup_trials=FIRST_TRIALS, n_warmup_steps=FIRST_STAGE - 1)
        url = URL.create("sqlite", database=str(path.absolute())).render_as_string()
        try:
            self._storage = optuna.storages.RDBStorage(url, engine_kwargs={"connect_args": {"timeout": _PATIENCE}})
            with self._alone():
                self._study = optuna.create_study(
                    storage=self._storage, study_name=_NAME, direction="maximize", load_if_exists=True, pruner=pruner
                )
                if not self._all():
                    # The recipe as it is comes first: what is found is better than it, or is it.
                    self._study.enqueue_trial({line.key: own(recipe, line.key) for line in lines})
        except (SQLAlchemyError, optuna.exceptions.OptunaError, RuntimeError) as error:
            raise UserError(
                f"{path} is no study of this program: {_first_line(error)}.", "Choose another --out."
            ) from error

    def close(self) -> None:
        """Let the file go."""
        self._storage.engine.dispose()

    def known(self) -> list[Known]:
        """All trials by number."""
        return [
            Known(t.number, WORDS[t.state], _dice(t), str(t.user_attrs.get("reason", "")))
            for t in sorted(self._all(), key=lambda t: t.number)
        ]

    def ask(self, most: int | None) -> Trial | None:
        """The next trial, with its values; None where there are ``most`` already and none waits."""
        with self._alone():
            trials = self._all()
            waits = any(trial.state == TrialState.WAITING for trial in trials)
            if not waits and most is not None and len(trials) >= most:
                return None
            # A seed of its own for each, so that a search that was interrupted goes on as if it had not been.
            self._study.sampler = optuna.samplers.TPESampler(seed=self._seed + len(trials), n_startup_trials=RANDOM)
            return self._study.ask(self._space)

    def reported(self, trial: Trial) -> int:
        """The last stage that a trial has reported; 0 where it has not."""
        return max(self._study.get_trials(deepcopy=False)[trial.number].intermediate_values, default=0)

    def tell(self, trial: Trial, state: TrialState, dice: float | None = None, reason: str = "") -> None:
        """Say how a trial ended; ``dice`` belongs to one that is complete."""
        if reason:
            trial.set_user_attr("reason", reason)
        self._study.tell(trial.number, dice if state == TrialState.COMPLETE else None, state)

    def put_back(self, number: int) -> None:
        """Let a trial that was interrupted wait for its turn."""
        study = self._storage.get_study_id_from_name(_NAME)
        trial = self._storage.get_trial_id_from_study_id_trial_number(study, number)
        self._storage.set_trial_state_values(trial, TrialState.WAITING)

    def put_all_back(self) -> None:
        """Let all wait that are said to be running: for the one process that knows that nobody works on the study."""
        for trial in self._all():
            if trial.state == TrialState.RUNNING:
                self.put_back(trial.number)

    def _all(self) -> list[FrozenTrial]:
        return self._study.get_trials(deepcopy=False)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the right to ask: two processes that ask at once would each take the last trial."""
        end = time.monotonic() + _PATIENCE
        while (lock := try_lock(self._folder / _LOCK)) is None:
            if time.monotonic() > end:
                raise OutputError(f"Another process holds the study in {self._folder}.", "End it, and try again.")
            time.sleep(0.05)
        try:
            yield
        finally:
            lock.release()


def _distribution(line: Near | Choice, recipe: Recipe) -> optuna.distributions.BaseDistribution:
    value = own(recipe, line.key)
    if isinstance(line, Near):
        return optuna.distributions.FloatDistribution(value / line.factor, value * line.factor, log=True)
    return optuna.distributions.CategoricalDistribution(tuple(dict.fromkeys((*line.values, value))))


def _dice(trial: FrozenTrial) -> float | None:
    if trial.value is not None:
        return trial.value
    return max(trial.intermediate_values.values(), default=None)


def _first_line(error: Any) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")

"""The trials of a search, one after the other in this process: asked for, trained, pruned, told."""

from __future__ import annotations

import contextlib
import json
import math
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optuna.trial import Trial, TrialState

from skinseg_desktop.core.errors import OutputError, UserError, os_reason
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.store import runs
from skinseg_desktop.store.recipe import from_json
from skinseg_desktop.store.runs import Run
from skinseg_desktop.training import checkpoint
from skinseg_desktop.training.device import threads_of
from skinseg_desktop.training.found import sentence, trial_folder
from skinseg_desktop.training.loop import train
from skinseg_desktop.training.prepare import SAMPLES
from skinseg_desktop.training.space import applied, searched
from skinseg_desktop.training.study import ALL_FAILED, STAGES, Known, Study

#: What was asked for, and the photos with their split, below a study's folder.
ASKED, DATA = "search.json", "data"
#: Seconds between two looks at whether somebody still leads.
LED_EVERY = 2.0


@dataclass(frozen=True, slots=True)
class Budget:
    """Until there are so many trials, or until so many minutes from now; and how many processes work side by side."""

    trials: int | None
    minutes: float | None = None
    workers: int = 1


class Search:
    """A study's folder, opened: what was asked for, its data, its memory."""

    def __init__(self, folder: Path) -> None:
        asked = read_asked(folder / ASKED)
        self.folder, self._begun = folder, time.monotonic()
        self._base = runs.read_run(folder / DATA)
        self.recipe = from_json(asked.get("recipe", {}))
        lines = searched(self.recipe, frozenset(asked.get("fixed", ())), bool(asked.get("encoder", True)))
        self.keys = tuple(line.key for line in lines)
        self.study = Study(folder, self.recipe, lines)

    def close(self) -> None:
        """Let the study go."""
        self.study.close()

    def work(self, budget: Budget, *, led: bool = False) -> Work[None]:
        """Train trials until the budget is used up, or until nobody leads any more."""
        end = math.inf if budget.minutes is None else time.monotonic() + 60 * budget.minutes
        looked = time.monotonic()

        def goes_on() -> bool:
            nonlocal looked
            now = time.monotonic()
            if led and now - looked >= LED_EVERY:
                looked = now
                return now < end and runs.is_alive(self.folder)
            return now < end

        while goes_on() and (trial := self.study.ask(budget.trials)) is not None:
            ended = yield from self._trial(trial, budget, goes_on)
            if not ended:
                return
            known = self.study.known()
            failed = [each.reason for each in known if each.state == "failed"]
            if len(failed) >= ALL_FAILED and len(failed) == sum(each.ended for each in known):
                raise UserError(f"All of {len(failed)} trials failed: {failed[-1]}", "Look at their log.txt.")

    def _trial(self, trial: Trial, budget: Budget, goes_on: Callable[[], bool]) -> Work[bool]:
        """Train a trial, or go on with it; False where it waits again, because its time is up."""
        try:
            run = self._run_of(trial, budget)
            outcome = runs.state_of(run)
            if outcome not in runs.OUTCOMES or outcome == "failed":  # which a full disk gave, or the same comes again
                try:
                    outcome = yield from self._trained(run, trial, budget, goes_on)
                except OutputError:
                    raise  # a full disk is not the trial's fault
                except UserError:
                    outcome = "failed"
            if not outcome:
                self.study.put_back(trial.number)
                return False
            self._tell(trial, run, outcome)
        except (GeneratorExit, OutputError):
            self.study.put_back(trial.number)
            raise
        except Exception as error:
            # A bug; the next call goes on with the next trial.
            self.study.tell(trial, TrialState.FAIL, reason=f"{type(error).__name__}: {error}")
            raise
        # What is left of it is its model and its events.
        shutil.rmtree(run.folder / checkpoint.FOLDER, ignore_errors=True)
        yield self.progress(budget, self.study.known(), trial.number, told=True)
        return True

    def _tell(self, trial: Trial, run: Run, outcome: str) -> None:
        events = run.events()
        dices = [float(record["validation"]["dice"]) for record in runs.epochs_of(events)]
        if outcome in ("finished", "stopped") and dices:
            # A training that was stopped keeps its best weights, whatever the recipe says.
            best = self.recipe.keep == "best" or outcome == "stopped"
            self.study.tell(trial, TrialState.COMPLETE, max(dices) if best else dices[-1])
        elif outcome == "discarded":
            self.study.tell(trial, TrialState.PRUNED)
        else:
            said = [str(event["sentence"]) for event in events if event.get("sentence")]
            self.study.tell(trial, TrialState.FAIL, reason=said[-1] if said else outcome)

    def _trained(self, run: Run, trial: Trial, budget: Budget, goes_on: Callable[[], bool]) -> Work[str]:
        """Train to the end; to prune is to wish that it be discarded. The outcome, empty where its time is up."""
        stage, read = self.study.reported(trial), 0
        progress = self.progress(budget, self.study.known(), trial.number)
        with contextlib.closing(train(run)) as training:
            while goes_on():
                try:
                    next(training)
                except StopIteration as end:
                    return str(end.value)
                events, read = runs.read_events(run.folder / runs.EVENTS, read)
                for record in (event for event in events if event["kind"] == "epoch"):
                    reached = STAGES * record["step"] // record["steps"]
                    if reached > stage:
                        stage = reached
                        trial.report(record["validation"]["dice"], stage)
                        if stage < STAGES and trial.should_prune():
                            runs.wish(run.folder, "discard")
                yield progress
        return ""

    def _run_of(self, trial: Trial, budget: Budget) -> Run:
        """The run of a trial: the study's data without its test part, and the recipe with the trial's values."""
        folder = trial_folder(self.folder, trial.number)
        if (folder / runs.CONFIG).exists():
            return runs.read_run(folder)
        recipe = applied(self.recipe, trial.params)
        samples = json.loads((self._base.folder / SAMPLES).read_bytes())
        files = {
            SAMPLES: json.dumps({**samples, "test": []}, indent=0).encode(),
            runs.SPLIT: (self._base.folder / runs.SPLIT).read_bytes(),
        }
        kept = {key: value for key, value in self._base.config.items() if key not in ("version", "created")}
        threads = max(threads_of(recipe) // budget.workers, 1)
        config = {**kept, "name": f"trial {trial.number}", "recipe": recipe.to_json(), "threads": threads}
        return runs.create_run(folder, config, files)

    def progress(self, budget: Budget, known: Sequence[Known], number: int, *, told: bool = False) -> Progress:
        """How far the search is, in trials, or in seconds where only minutes count."""
        note = sentence(known, known[number]) if told else ""
        if budget.trials is not None:
            return Progress(
                min(sum(each.ended for each in known), budget.trials), budget.trials, f"trial {number}", note
            )
        total = round(60 * (budget.minutes or 0))
        return Progress(min(round(time.monotonic() - self._begun), total), total, f"trial {number}", note)


def read_asked(path: Path) -> dict[str, Any]:
    """What a study was asked for. Raises UserError."""
    try:
        value = json.loads(path.read_bytes())
    except OSError as error:
        raise UserError(f"{path} cannot be read: {os_reason(error)}.", "Begin a study with another --out.") from error
    except ValueError as error:
        raise UserError(f"{path} is damaged.", "Begin a study with another --out.") from error
    return value if isinstance(value, dict) else {}

"""A training from its first step to its model: goes on from the newest checkpoint, obeys a wish, tells what happens."""

from __future__ import annotations

import contextlib
import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import cv2
import numpy as np
from torch import Tensor

from skinseg_desktop.core.errors import OutputError, ProcessLost, UserError
from skinseg_desktop.core.progress import Progress, Work, finish, named
from skinseg_desktop.core.ranks import Ranks
from skinseg_desktop.core.words import counting
from skinseg_desktop.imaging import shown, write_atomic
from skinseg_desktop.store import runs
from skinseg_desktop.store.recipe import Recipe, from_json
from skinseg_desktop.store.runs import EventWriter, Run
from skinseg_desktop.training import checkpoint
from skinseg_desktop.training.batches import Batches
from skinseg_desktop.training.device import device_of, environment, memory_mb, settle, threads_of
from skinseg_desktop.training.finish import finish_run
from skinseg_desktop.training.losses import LOSSES
from skinseg_desktop.training.network import input_rule, rate_factor
from skinseg_desktop.training.photos import PhotoSet
from skinseg_desktop.training.plan import make_plan, read_plan, write_plan
from skinseg_desktop.training.precision import precision_of
from skinseg_desktop.training.prepare import check_unchanged, read_samples
from skinseg_desktop.training.ranks import join
from skinseg_desktop.training.tally import Pace, Sums, Tally
from skinseg_desktop.training.trainer import Diverged, Trainer
from skinseg_desktop.training.validate import Scores, Validation, load_held_out

#: Seconds between two checkpoints, between two lines on speed and loss, and between two looks at the wish when paused.
SAVE_EVERY, SAY_EVERY, LOOK_EVERY = 120.0, 2.0, 0.2
#: Looks at the wish between two tries to write where the disk was full at the end.
LOOKS = 25
#: Of so many files that were left out the events tell; ``run.json`` has them all.
TOLD = 100
#: What the newest seconds weigh in the pace by which the time left is reckoned: others use the computer too.
NEWEST = 0.1
#: A run has about this many records of its scores at most.
RECORDS = 100
#: How many photos the strip shows.
STRIP = 6
#: What the first process tells the others when it is interrupted; no wish of a person's.
_LEAVE = "leave"


def train(run: Run) -> Work[str]:
    """Train, or go on, and return how it ended, one of ``store.runs.OUTCOMES``.

    Yields after each step; closing it writes a checkpoint, from which the same call goes on. Raises UserError where the
    run cannot be worked on; a loss that is no number any more, or a wish to stop, is an outcome.
    """
    recipe = from_json(run.config["recipe"])
    ranks = join()
    try:
        if not ranks.first:
            return (yield from _Loop(run, recipe, ranks, _silent).run())
        with runs.working_in(run.folder):
            writer = EventWriter(run.folder)
            writer("loading")
            try:
                return (yield from _Loop(run, recipe, ranks, writer).run())
            except UserError as error:
                writer("ended", outcome="failed", sentence=str(error))
                raise
    finally:
        ranks.leave()


def _silent(_kind: str, **_values: Any) -> None:
    """What the processes beside the first say."""


class _Loop:
    def __init__(self, run: Run, recipe: Recipe, ranks: Ranks, say: Callable[..., object]) -> None:
        self.folder, self.run_, self.recipe, self.ranks, self.say = run.folder, run, recipe, ranks, say
        self.threads = int(run.config.get("threads") or threads_of(recipe))
        settle(recipe, self.threads)
        cv2.setNumThreads(1)
        self.device = device_of(recipe, ranks.local)
        plan = ranks.told(read_plan(self.folder) if ranks.first else None)
        # Measured once: a run that is gone on with, elsewhere or under load, keeps what it began with.
        self.precision = plan["precision"] if plan else ranks.told(precision_of(recipe, self.device))
        self.rule = input_rule(recipe)
        self.progress = Tally()
        #: The best epoch's weights and record, as long as they could not be written.
        self.best: tuple[dict[str, Tensor], dict[str, Any]] | None = None
        #: What could not be written the last time, and sentences for whoever follows the progress.
        self.failing: set[str] = set()
        self.notes: list[str] = []
        self.since = time.monotonic()
        #: Seconds of a step at the whole side, evened out, and what is left by them.
        self.whole: float | None = None
        self.remaining: float | None = None

    def run(self) -> Work[str]:
        """Load, train, validate, finish."""
        if self.ranks.first and checkpoint.states(self.folder):
            yield from named(check_unchanged(self.folder), "looking whether the photos are those of before")
        photos, self.validation = yield from self._load()
        recipe = self.recipe
        self.batches = Batches(
            photos,
            batch=recipe.batch * recipe.accumulate,
            seed=recipe.seed,
            groups=recipe.augment,
            repeat=recipe.repeat,
            rank=self.ranks.rank,
            ranks=self.ranks.ranks,
        )
        state = self._newest()
        self.trainer = self._new_trainer()
        try:
            self._plan(probes=state is None)
            if state is not None:
                self.trainer.restore(state)
                self.progress = Tally.read(state.values["progress"])
            if self.ranks.first:
                checkpoint.check_room(self.folder, self.trainer.weights())
            around = environment(self.device, self.threads, self.precision)
            self.say(
                "started" if state is None else "resumed",
                step=self.trainer.step,
                steps=self.steps,
                steps_per_epoch=self.batches.steps,
                epochs=round(self.steps / self.batches.steps, 2),
                photos=self.batches.photos,
                validation=len(self.validation.photos),
                **around,
            )
            if state is None and self.ranks.first:
                # Whoever made the run was told; this is for whoever looks at it later.
                for problem in self.run_.config.get("problems", ())[:TOLD]:
                    name, reason = shown(problem["name"]), problem["reason"]
                    self._warn(f"{name} is left out: {reason}", said=True)
                for note in self.run_.config.get("notes", ()):
                    self._warn(str(note))
                self._write(runs.ENVIRONMENT, json.dumps(around, indent=1).encode())
            outcome = yield from self._steps()
        except Diverged:
            self._warn(_DIVERGED.format(step=self.trainer.step))
            outcome = "diverged"
        if outcome == "discarded" and self.ranks.first:
            for path in (*checkpoint.states(self.folder), self.folder / checkpoint.FOLDER / checkpoint.BEST):
                path.unlink(missing_ok=True)
        elif outcome in ("finished", "stopped") and self.ranks.first:
            yield from self._finish(outcome)
        self.say("ended", outcome=outcome, step=self.trainer.step, seconds=round(self.progress.seconds, 1))
        if self.notes:
            yield self._now()
        return outcome

    def _load(self) -> Work[tuple[PhotoSet, Validation]]:
        samples = read_samples(self.folder)
        recipe = self.recipe
        squash = "" if "geometry" in recipe.augment else self.rule.resize
        photos = PhotoSet(
            samples["train"], recipe.size, budget=recipe.cache_mb << 20, crops=recipe.crops, squash=squash
        )
        faults = yield from named(photos.load(), "reading the training photos")
        held = [s for s in samples["validation"] if not recipe.validate_on or s.data in recipe.validate_on]
        loaded, more = yield from named(load_held_out(held, self.rule), "reading the held-out photos")
        for fault in (*faults, *more):
            self._warn(f"{fault.key} is left out: {fault.reason}")
        for what, left in (("train on", len(photos)), ("validate with", len(loaded))):
            if not left:
                raise UserError(f"There is nothing left to {what}.", "The events of the run name what was left out.")
        if photos.decoded_each_time:
            self._warn(
                f"{counting(photos.decoded_each_time, 'photo')} beyond {recipe.cache_mb:,} MiB must be decoded anew "
                "each time (cache_mb)."
            )
        return photos, Validation(loaded, self.rule, LOSSES[recipe.loss], recipe.cleanup)

    def _new_trainer(self) -> Trainer:
        return Trainer(self.recipe, self.rule, self.device, self.precision, self.ranks)

    def _newest(self) -> checkpoint.State | None:
        """The newest state that can be read, the same one in all processes."""
        state: checkpoint.State | None = None
        if self.ranks.first:
            state, faults = checkpoint.read_newest(self.folder)
            for fault in faults:
                self._warn(fault)
        step = self.ranks.told(None if state is None else state.values["step"])
        if state is None and step is not None:
            state = checkpoint.read_state(checkpoint.state_path(self.folder, step))
        return state

    def _plan(self, probes: bool) -> None:
        """Read the plan, or make it; where it took a probe, the trainer is made anew."""
        plan = self.ranks.told(read_plan(self.folder) if self.ranks.first else None)
        if plan is None:
            plan = self.ranks.told(make_plan(self.recipe, self.batches, self.trainer))
            if self.ranks.first:
                write_plan(self.folder, plan)
            if plan["probed"] and probes:
                self.trainer = self._new_trainer()
        # A plan of before may have steps at a first side that the recipe says nothing of any more.
        self.steps, self.switch = int(plan["steps"]), int(plan["switch"]) if self.recipe.small else 0
        self.every = max(self.steps // RECORDS // self.batches.steps, 1) * self.batches.steps

    def _side(self, step: int) -> int:
        return self.recipe.small if step < self.switch else self.recipe.size

    def _due(self) -> bool:
        step = self.trainer.step
        return step > self.progress.recorded and (step % self.every == 0 or step == self.steps)

    def _steps(self) -> Work[str]:
        try:
            return (yield from self._all_steps())
        except (GeneratorExit, UserError) as error:
            # Between two steps the state is whole, and a step that fails leaves it as it was.
            self._save()
            if isinstance(error, GeneratorExit) and self.trainer.step < self.steps:
                with contextlib.suppress(ProcessLost):
                    self.ranks.told(_LEAVE)
            raise

    def _all_steps(self) -> Work[str]:
        trainer = self.trainer
        self._tick(counts=False)
        if self._due():  # interrupted while it was scored
            yield from self._record()
        if self._has_waited_enough():
            return "finished"
        self._new_pace()
        saved = time.monotonic()
        with contextlib.closing(self.batches.run(trainer.step, self.steps, self._side)) as stream:
            for _, batch in stream:
                wish = yield from self._obeyed()
                if wish == "discard":
                    return "discarded"
                if wish == "stop":
                    self._save()
                    return "stopped"
                parts = trainer.parts
                done = trainer.do(batch, self.steps)
                if trainer.parts > parts:
                    self._warn(f"Memory ran out: each batch is worked on in {trainer.parts} parts from now on.")
                self.progress.sums.add(done)
                self.pace.sums.add(done)
                self.pace.images += len(batch.photos) * self.ranks.ranks
                if time.monotonic() - self.pace.begun >= SAY_EVERY:
                    self._say_speed()
                if self._due():
                    yield from self._record()
                    if self._has_waited_enough():
                        self._save()
                        return "finished"
                if time.monotonic() - saved >= SAVE_EVERY or trainer.step == self.steps:
                    self._save()
                    saved = time.monotonic()
                yield self._now(f"{done.dice:.3f}")
        return "finished"

    def _obeyed(self) -> Work[str]:
        """What is wanted, after a pause where that was wanted first."""
        wish = self._wished()
        if wish == "pause":
            self._save()
            self.say("paused", step=self.trainer.step)
            self.notes.append("paused")
            while (wish := self._wished()) == "pause":
                time.sleep(LOOK_EVERY)
                yield self._now()
            self.say("continued", step=self.trainer.step)
            self._tick(counts=False)
            self._new_pace()
        return wish

    def _wished(self) -> str:
        # Where the folder above is away as well, so is perhaps a drive, which may come back.
        if self.ranks.first and not (self.folder / runs.CONFIG).exists() and self.folder.parent.is_dir():
            raise UserError(f"The training's folder is gone: {self.folder}.", "What it had learned was in there.")
        wish = self.ranks.told(runs.wished(self.folder) if self.ranks.first else "")
        if wish == _LEAVE:
            raise KeyboardInterrupt
        return wish

    def _has_waited_enough(self) -> bool:
        return 0 < self.recipe.patience <= self.progress.since_best

    def _record(self) -> Work[None]:
        """Score the held-out photos, write the record of this epoch, keep the best. Raises Diverged."""
        self._tick()
        begun = time.monotonic()
        self.trainer.agree()
        scores = yield from self._scores()
        if not math.isfinite(scores.loss):
            raise Diverged
        trainer, progress = self.trainer, self.progress
        better = scores.dice > progress.best
        progress.since_best = 0 if better else progress.since_best + 1
        progress.best = max(progress.best, scores.dice)
        progress.records += 1
        if self.ranks.first:
            epoch = trainer.step / self.batches.steps
            record: dict[str, Any] = {
                "epoch": int(epoch) if epoch.is_integer() else round(epoch, 3),
                "step": trainer.step,
                "steps": self.steps,
                "train": progress.sums.means(),
                "validation": asdict(scores),
                "rate": rate_factor(self.recipe, trainer.step - 1, self.steps) * self.recipe.rate,
                "side": self._side(trainer.step - 1),
                "seconds": round(progress.seconds, 2),
                "validation_seconds": round(time.monotonic() - begun, 2),
                "best": better,
            }
            if better:
                self.best = trainer.weights(), record
                self._write_best()
            chosen = strip_numbers(len(self.validation.photos), self.recipe.seed)
            name = f"samples/step-{trainer.step:08d}.jpg"
            if self._write(name, self.validation.strip(trainer.averaged, self.device, chosen)):
                record["sample"] = name
            self.say("epoch", **record)
        progress.sums, progress.recorded = Sums(), trainer.step
        self._tick(counts=False)
        self._new_pace()

    def _scores(self) -> Work[Scores]:
        ranks = self.ranks
        work = self.validation.measure(self.trainer.averaged, self.device, ranks.rank, ranks.ranks)
        if ranks.ranks > 1:  # none may be interrupted alone while the others wait for its scores
            return self.validation.mean(ranks.gathered(finish(work)))
        while True:
            try:
                next(work)
            except StopIteration as end:
                return self.validation.mean(end.value)
            yield self._now()

    def _save(self) -> None:
        self._tick()
        # A state that knows of a best epoch must find its weights on the disk.
        if self.ranks.first and self._write_best():
            state = self.trainer.state({"progress": asdict(self.progress)})
            self._tried("checkpoint", lambda: checkpoint.write_state(self.folder, state))

    def _write_best(self) -> bool:
        if self.best is not None:
            weights, record = self.best
            if not self._tried("best", lambda: checkpoint.write_best(self.folder, weights, record)):
                return False
            self.best = None
        return True

    def _write(self, name: str, data: bytes) -> bool:
        return self._tried(name.partition("/")[0], lambda: write_atomic(self.folder / name, data))

    def _tried(self, what: str, write: Callable[[], object]) -> bool:
        """Write, and where that fails say so once and go on: what was there is whole, the next is tried again."""
        try:
            write()
        except OutputError as error:
            if what not in self.failing:
                self._warn(f"{error.what} The training goes on and tries again.")
            self.failing.add(what)
            return False
        self.failing.discard(what)
        return True

    def _warn(self, sentence: str, *, said: bool = False) -> None:
        """Write a sentence down, and tell it to whoever follows the progress unless that was ``said`` before."""
        self.say("warning", sentence=sentence)
        if not said:
            self.notes.append(sentence)

    def _noted(self) -> str:
        note = "\n".join(self.notes)
        self.notes.clear()
        return note

    def _now(self, item: str = "") -> Progress:
        return Progress(self.trainer.step, self.steps, item, self._noted(), self.remaining)

    def _tick(self, counts: bool = True) -> None:
        """Add the time since the last call to that of the training, or leave it out."""
        now = time.monotonic()
        self.progress.seconds += now - self.since if counts else 0.0
        self.since = now

    def _new_pace(self) -> None:
        self.pace = Pace(time.monotonic())
        self.batches.waited = 0.0

    def _say_speed(self) -> None:
        pace, step = self.pace, self.trainer.step
        seconds = time.monotonic() - pace.begun
        self.remaining = round(self._remaining(seconds / pace.sums.steps), 1)
        self.say(
            "step",
            step=step,
            steps=self.steps,
            epoch=round(step / self.batches.steps, 3),
            **{key: round(value, 5) for key, value in pace.sums.means().items()},
            rate=rate_factor(self.recipe, step - 1, self.steps) * self.recipe.rate,
            images_per_second=round(pace.images / seconds, 2),
            waiting_share=round(self.batches.waited / seconds, 4),
            remaining=self.remaining,
            memory_mb=round(memory_mb(self.device)),
        )
        self._new_pace()

    def _remaining(self, seconds: float) -> float:
        """The seconds that are left, where the last steps took so long each: by their area, and evened out."""
        step, recipe = self.trainer.step, self.recipe
        seconds *= (recipe.size / self._side(step - 1)) ** 2
        self.whole = seconds if self.whole is None else (1 - NEWEST) * self.whole + NEWEST * seconds
        small = max(self.switch - step, 0)
        return self.whole * (self.steps - step - small + small * (recipe.small / recipe.size) ** 2)

    def _finish(self, outcome: str) -> Work[None]:
        weights = self.trainer.weights()
        if self.recipe.keep == "best" or outcome == "stopped":
            try:
                best = checkpoint.read_best(self.folder) if self.best is None else checkpoint.State(*self.best)
            except UserError as error:
                self._warn(f"{error.what} The last weights become the model.")
                best = None
            weights = weights if best is None else dict(best.tensors)
        self.say("finishing", step=self.trainer.step)
        while True:
            work = finish_run(self.run_, self.recipe, self.rule, weights)
            try:
                return (yield from named(work, "scoring the new model"))
            except OutputError as error:
                if not self.failing & _STATE:
                    raise
                yield from self._until_kept(error)

    def _until_kept(self, error: OutputError) -> Work[None]:
        """Wait for room: to end with no checkpoint of the last steps on the disk would lose them."""
        self._warn(f"{error.what} No checkpoint of the last steps is on the disk: the training waits for room.")
        while self.failing & _STATE:
            for _ in range(LOOKS):
                time.sleep(LOOK_EVERY)
                yield self._now()
                if runs.wished(self.folder) == "discard":
                    raise error
            self._save()


#: What cannot be written while there is no checkpoint to go on from.
_STATE = {"checkpoint", "best"}
_DIVERGED = (
    "The loss is no number any more at step {step}: the training ends here, and the last good checkpoint is kept. "
    "Start again with a lower rate."
)


def strip_numbers(n: int, seed: int) -> list[int]:
    """Which held-out photos the strip shows: chosen by the seed, never by their scores."""
    return sorted(np.random.default_rng((seed, 3)).permutation(n)[:STRIP].tolist())

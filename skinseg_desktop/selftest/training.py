"""Checks of training, with ``skinseg train`` in a child: one epoch, and one that is killed and goes on."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.imaging import find_photos, read_photo
from skinseg_desktop.inference import Engine
from skinseg_desktop.selftest.bench import Bench
from skinseg_desktop.selftest.children import INSTALL_AGAIN, PATIENCE, answer, last_words, started
from skinseg_desktop.store import runs
from skinseg_desktop.zoo import get_model, verify

#: The recipe of corrected masks, as small as one of it can be: what is learned is thrown away.
_SMALL = ("size=64", "batch=2", "warm_up=1", "patience=0", "threads=1")
#: So long that it can be told to pause, on the slowest device, before it ends.
_LASTING = ("epochs=8", "device=cpu")


def train(bench: Bench) -> str:
    """One epoch on the demo from the shipped model; the model that comes out is whole and predicts."""
    answer(bench, "train", _arguments(bench, "train", "epochs=1"))
    return _finished(bench.folder / "train")


def resume(bench: Bench) -> str:
    """A training killed after it kept a state; it goes on from there and ends."""
    arguments, folder = _arguments(bench, "resume", *_LASTING), bench.folder / "resume" / "run"
    with started(bench, "train", arguments) as child:
        _wait(bench, child, folder, "epoch", "step")
        # A pause keeps the state at once, which is else done every few minutes.
        runs.wish(folder, "pause")
        kept = _wait(bench, child, folder, "paused")["step"]
        runs.wish(folder, "run")
        _wait(bench, child, folder, "continued")
        child.kill()
        child.wait()
    answer(bench, "train", ["--out", str(folder), "--resume", "--attached"])
    resumed = next((e["step"] for e in runs.read_run(folder).events() if e["kind"] == "resumed"), None)
    if resumed != kept:
        raise UserError(f"A training that kept step {kept} went on from {resumed}.", INSTALL_AGAIN)
    return f"killed after step {kept}, went on from there; {_finished(bench.folder / 'resume')}"


def _arguments(bench: Bench, name: str, *values: str) -> list[str]:
    demo = bench.demo(name)
    sets = [word for value in (*_SMALL, *values) for word in ("--set", value)]
    return ["--data", str(demo), "--out", str(demo / "run"), "--recipe", "finetune", "--attached", *sets]


def _finished(place: Path) -> str:
    """What a finished training says. Raises UserError where it is none, or its model cannot be used."""
    run = runs.read_run(place / "run")
    state, result = runs.state_of(run), run.result()
    if state != "finished" or result is None:
        raise UserError(f"The training was {state} and not finished.", INSTALL_AGAIN)
    model = get_model(run.model)
    if problems := verify(model):
        raise UserError(f"The trained model is not whole: {problems[0]}.", INSTALL_AGAIN)
    with Engine(model) as engine:
        engine.predict(read_photo(find_photos([place / "photos"]).photos[0].path))
    steps = next(e["steps"] for e in run.events() if e["kind"] in ("started", "resumed"))
    return f"{steps} steps, its model predicts"


def _wait(bench: Bench, child: subprocess.Popen[bytes], run: Path, *kinds: str) -> runs.Event:
    """The first event of one of these kinds. Raises UserError where the child ends before, or it takes too long."""
    end = time.monotonic() + PATIENCE
    while True:
        # In this order: what it said before it ended counts.
        over = child.poll() is not None or time.monotonic() > end
        happened = runs.read_events(run / runs.EVENTS)[0]
        event = next((e for e in happened if e["kind"] in kinds), None)
        if event is not None:
            return event
        if over:
            said = _last(happened) or last_words(bench)
            raise UserError(f"The training did not come to '{kinds[0]}': {said}", INSTALL_AGAIN)
        time.sleep(0.02)


def _last(happened: Sequence[runs.Event]) -> str:
    return f"its last event was {happened[-1]['kind']}." if happened else ""

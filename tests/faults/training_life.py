"""A training that is killed again and again, and one that is left in peace: both end with the same weights (T1).

``python tests/faults/training_life.py --kills 20`` does it with 20 kills at random moments; the suite does it with 3.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Trains the run in a folder, with a checkpoint after every second step or so.
CHILD = """
import sys
from pathlib import Path
from skinseg_desktop.core.progress import finish
from skinseg_desktop.store import runs
from skinseg_desktop.training import loop
loop.SAVE_EVERY = 0.15
finish(loop.train(runs.read_run(Path(sys.argv[1]))))
"""


def make(data: Path, out: Path, epochs: int) -> None:
    """Make a run of ``epochs`` times three steps."""
    from skinseg_desktop.core.progress import finish
    from skinseg_desktop.store.recipe import Recipe
    from skinseg_desktop.training.prepare import Source, prepare

    # The precision is chosen, since the quickest is timed: two runs could choose differently on a busy machine.
    recipe = Recipe(size=64, batch=3, epochs=epochs, start="scratch", warm_up=2, device="cpu", precision="fp32")
    finish(prepare(Source([data]), recipe, out, name="life", command=["train"], threads=1))


def start(run: Path) -> subprocess.Popen[bytes]:
    """Go on with a run in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", CHILD, str(run)], env=environment)


def steps(run: Path) -> int:
    """The step of the newest checkpoint."""
    return max((int(path.stem.partition("-")[2]) for path in (run / "checkpoints").glob("step-*")), default=0)


def killed(run: Path, times: int, chance: random.Random) -> int:
    """Kill a training at random moments after it has begun, then let it end; gives how many kills hit."""
    hits = 0
    for _ in range(times):
        child = start(run)
        begun = (run / "events.jsonl").stat().st_size if (run / "events.jsonl").exists() else 0
        while child.poll() is None and not (run / "events.jsonl").exists():
            time.sleep(0.01)
        while child.poll() is None and b'"step"' not in (run / "events.jsonl").read_bytes()[begun:]:
            time.sleep(0.01)
        # From here to where the next checkpoints lie: in steps, in writing, in scoring.
        time.sleep(chance.uniform(0, 0.9))
        hits += child.poll() is None
        child.kill()
        child.wait()
    child = start(run)
    if child.wait() != 0:
        raise SystemExit("The training did not end well.")
    return hits


def weights(run: Path) -> str:
    """The SHA-256 of the finished weights."""
    return hashlib.sha256((run / "model" / "weights.safetensors").read_bytes()).hexdigest()


def compare(data: Path, folder: Path, kills: int, epochs: int, seed: int = 0) -> dict[str, object]:
    """Train in peace and with kills; gives what both ended with."""
    peace, war = folder / "peace", folder / "war"
    for run in (peace, war):
        make(data, run, epochs)
    if start(peace).wait() != 0:
        raise SystemExit("The undisturbed training did not end well.")
    hits = killed(war, kills, random.Random(seed))
    return {"kills": hits, "steps": steps(war), "same": weights(peace) == weights(war), "sha256": weights(war)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data", type=Path, default=ROOT / "tests" / "data")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as place:
        result = compare(options.data, Path(place), options.kills, options.epochs, options.seed)
    print(json.dumps(result, indent=1))
    sys.exit(0 if result["same"] else 1)

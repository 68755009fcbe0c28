"""Row S1 of the faults, the long form: paint, kill, look, go on. ``python tests/faults/journal_life.py --kills 200``.

A child opens the project and commits strokes, undos and redos, one line on stdout for each that came back. It is killed
with SIGKILL at a random moment. Then every state that was acknowledged must be there, bit for bit, with its undo, and
at most one commit more. Half of the kills meet a write-ahead log, half a rollback journal. Exits with 1 on a loss.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from skinseg_desktop.core.edit import Mask, Patch, Rect, apply, pack, unpack
from skinseg_desktop.core.working import WorkingMask
from skinseg_desktop.store import Project, Work, opening, volume
from skinseg_desktop.store.changes import Based, Change, Edited, Moved, Origin, PhotoKey, Stored

KEY = PhotoKey("photo.jpg", "0" * 64)
WIDTH, HEIGHT = 1504, 1129


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--paint", nargs=3, metavar=("PHOTOS", "JOURNAL", "SEED"), help="be the child")
    options = parser.parse_args()
    if options.paint:
        photos, journal, seed = options.paint
        paint(Path(photos), journal, int(seed))
    dice = random.Random(options.seed)
    acknowledged = 0
    with tempfile.TemporaryDirectory() as folder:
        for journal in ("wal", "delete"):
            photos = Path(folder, journal)
            photos.mkdir()
            told = Told()
            for kill in range(options.kills // 2):
                lines = kill_once(photos, journal, dice.randrange(1 << 30), dice.uniform(0.0, 0.25))
                acknowledged += len(lines)
                for line in lines:
                    told.take(line)
                use_journal(journal)
                if fault := told.differs(photos):
                    print(f"{journal}, kill {kill}: {fault}")
                    return 1
    print(f"{options.kills} kills, {acknowledged} acknowledged commits, none lost")
    return 0


class Told:
    """What the child has said: the mask's hash after each edit, how many edits are in it, and the last sequence."""

    def __init__(self) -> None:
        self.hashes: list[str] = []
        self.cursor = self.sequence = 0

    def take(self, line: str) -> None:
        kind, cursor, sequence, mask = line.split()
        self.cursor, self.sequence = int(cursor), int(sequence)
        if kind == "edit":
            self.hashes[self.cursor :] = [mask]
        elif kind == "base":
            self.hashes = [mask]

    def differs(self, photos: Path) -> str:
        """Look into the project; '' where all that was said is true. What was on its way and arrived is learnt."""
        with Project.open(photos, data_dir=photos.parent / "data") as project:
            work, record = project.work(KEY), project.record(KEY)
        if work is None or record is None:
            return "nothing is there" if self.hashes else ""
        hashes, more = all_hashes(work), record.sequence - self.sequence
        if more == 0 and (hashes, work.cursor) != (self.hashes, self.cursor):
            return f"another state: {work.cursor} of {len(hashes)} for {self.cursor} of {len(self.hashes)}"
        if more < 0 or more > (2 if not self.hashes else 1):
            return f"{more} commits more than were said"
        known = min(len(hashes), len(self.hashes), max(work.cursor, 1))
        if hashes[:known] != self.hashes[:known] or abs(work.cursor - self.cursor) > 1:
            return "an acknowledged state is not there"
        self.hashes, self.cursor, self.sequence = hashes, work.cursor, record.sequence
        return ""


def kill_once(photos: Path, journal: str, seed: int, seconds: float) -> list[str]:
    """Let a child paint and kill it; gives the whole lines that it said."""
    command = [sys.executable, __file__, "--paint", str(photos), journal, str(seed)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    if child.stdout.readline() != "ready\n":
        raise RuntimeError("the child did not start")
    time.sleep(seconds)
    child.kill()
    said = child.stdout.read()
    child.wait()
    child.stdout.close()
    return said[: said.rfind("\n") + 1].splitlines()


def paint(photos: Path, journal: str, seed: int) -> None:
    """Be the child: paint for ever."""
    use_journal(journal)
    rng = np.random.default_rng(seed)
    project = Project.open(photos, data_dir=photos.parent / "data")
    print("ready", flush=True)
    work = project.work(KEY)
    if work is None:
        base = np.zeros((HEIGHT, WIDTH), np.uint8)
        project.commit([Based(KEY, Stored(WIDTH, HEIGHT, pack(base), 0, Origin("empty")))])
        say("base", 0, project, base)
        work = project.work(KEY)
    assert work is not None
    patches, cursor = [edit.patch for edit in work.edits], work.cursor
    working = WorkingMask(mask_of(work, cursor))
    while True:
        choice = rng.integers(5)
        change: Change
        if choice == 0 and cursor:
            cursor -= 1
            working.apply(patches[cursor])
            kind, change = "move", Moved(KEY, cursor, working.area, 0)
        elif choice == 1 and cursor < len(patches):
            working.apply(patches[cursor])
            cursor += 1
            kind, change = "move", Moved(KEY, cursor, working.area, 0)
        else:
            patch = stroke(working, rng)
            if patch is None:
                continue
            del patches[cursor:]
            patches.append(patch)
            cursor += 1
            kind, change = "edit", Edited(KEY, cursor, "brush", patch, working.area, 0)
        project.commit([change])
        say(kind, cursor, project, working.pixels)


def stroke(working: WorkingMask, rng: np.random.Generator) -> Patch | None:
    around = Rect(int(rng.integers(WIDTH - 300)), int(rng.integers(HEIGHT - 300)), 300, 300)
    points = rng.integers(40, 260, (6, 2)).astype(np.int32)
    value = int(rng.integers(4) > 0)
    working.draw(around, lambda part: cv2.polylines(part, [points], False, value, 31))
    return working.finish()


def say(kind: str, cursor: int, project: Project, mask: Mask) -> None:
    record = project.record(KEY)
    assert record is not None
    print(kind, cursor, record.sequence, hashlib.sha256(mask.tobytes()).hexdigest(), flush=True)


def mask_of(work: Work, cursor: int) -> Mask:
    mask = unpack(work.base.bits, WIDTH, HEIGHT)
    for edit in work.edits[:cursor]:
        apply(mask, edit.patch)
    return mask


def all_hashes(work: Work) -> list[str]:
    """The hash of the mask after no edit, after one, and so on."""
    mask = mask_of(work, 0)
    hashes = [hashlib.sha256(mask.tobytes()).hexdigest()]
    for edit in work.edits:
        apply(mask, edit.patch)
        hashes.append(hashlib.sha256(mask.tobytes()).hexdigest())
    return hashes


def use_journal(journal: str) -> None:
    # No network drive can be had in a test: the disk is only taken for one.
    for module in (volume, opening):
        setattr(module, "is_local", lambda *_: journal == "wal")  # noqa: B010


if __name__ == "__main__":
    sys.exit(main())

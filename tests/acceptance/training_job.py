"""The recorded run of a training, in a real window under Xvfb with a window manager, by mouse and keys.

``python tests/acceptance/training_job.py --data FOLDER --out DIR [--photos 50] [--corrected 40] [--epochs 12]``

Open a folder, predict all, correct forty masks with the brush and accept them, press train, go on brushing while the
curves move (the time of each brush event is measured), SIGKILL the window; reopen, see the run, go on with it to its
end, see before and after on the same held-out photos, adopt the model. DIR gets a screenshot of each step; the photos
are copied. A line per check; exits with 1 if one fails. Needs Xvfb, openbox and ImageMagick's import.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.acceptance.main_job import Checks, Film, opened, screen

#: A brush event, from the mouse's move to the end of the repaint, in ms, 99 of 100 (the mark).
SLOWEST = 16.0
_NAME = "from corrections"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder with images/ and masks/")
    parser.add_argument("--out", type=Path, required=True, help="for screenshots and photos; made anew")
    parser.add_argument("--photos", type=int, default=50)
    parser.add_argument("--corrected", type=int, default=40)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--part", choices=("train", "adopt"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        return {"train": train, "adopt": adopt}[options.part](options)
    check = Checks()
    shutil.rmtree(options.out, ignore_errors=True)
    (options.out / "photos").mkdir(parents=True)
    for photo in sorted((options.data / "images").iterdir())[: options.photos]:
        shutil.copy(photo, options.out / "photos")
    with tempfile.TemporaryDirectory() as home, screen("1600x1000") as display:
        names = {f"XDG_{name}_HOME": str(Path(home, name)) for name in ("CONFIG", "CACHE", "DATA", "STATE")}
        environment = {
            **{k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"},
            **names,
            "SKINSEG_SETTINGS": str(Path(home, "settings.json")),
            "SKINSEG_CACHE": str(Path(home, "cache")),
            "SKINSEG_USER_DATA": str(Path(home, "user-data")),
            "SKINSEG_MODELS": str(Path(home, "models")),
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
        }
        for part, ending in (("train", -signal.SIGKILL), ("adopt", 0)):
            given = [f"--{name}={getattr(options, name)}" for name in ("data", "out", "corrected", "epochs")]
            command = [sys.executable, __file__, "--part", part, *given]
            code = subprocess.run(command, env=environment, timeout=1800).returncode
            check(code == ending, f"the window's part '{part}' ended as it should", code)
            if code != ending:
                return 1
    return bool(check.failed)


def train(options: argparse.Namespace) -> int:
    """Correct, train, brush on; then die."""
    import numpy as np
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractItemView, QLabel, QSpinBox

    from tests.acceptance.hand import CTRL, NONE, SHIFT, Key

    check, film = Checks(), Film(options.out, 1)
    _, hand = opened(str(options.out / "photos"))
    hand.wait(lambda: hand.shown, "the first photo")
    hand.wait_for_prediction()
    hand.key(Key.Key_P, CTRL)
    rows = hand.window.folder.rows
    hand.wait(lambda: rows.counts()["predicted"] == len(rows), "a prediction of each photo", 180)
    hand.wait_for_work()
    view = hand.find(QAbstractItemView, "gallery_list")
    view.scrollToTop()
    first = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, first)
    hand.canvas.setFocus()
    hand.key(Key.Key_B)
    for number in range(options.corrected):
        hand.wait_to_draw()
        hand.settle()
        shown, mask = hand.shown, hand.mask
        places = np.argwhere(mask)
        top = places[places[:, 0].argmin()] if len(places) else np.array(mask.shape) // 2
        x, y = float(top[1]), float(top[0])
        # A correction as people make them: a little more at the upper border.
        hand.stroke([(x - 12, y - 2), (x + 12, y - 2)])
        if number == 0:
            film("corrected")
        hand.key(Key.Key_A)
        hand.wait(lambda shown=shown: hand.shown != shown, "the next photo")
    hand.wait_for_saved()
    counts = rows.counts()
    check(counts["accepted"] == options.corrected, "the corrected masks are accepted", counts)
    hand.key(Key.Key_T, CTRL | SHIFT)
    dialog = hand.dialog("train_dialog")
    hand.type_into("train_name", _NAME, dialog)
    length = dialog.findChild(QSpinBox, "train_length")
    assert length is not None
    length.setFocus()
    length.selectAll()
    QTest.keyClicks(length, str(options.epochs))
    hand.click("train_check", dialog)
    found = dialog.findChild(QLabel, "train_said")
    assert found is not None
    hand.wait(lambda: any(c.isdigit() for c in found.text()), "the answer of the check", 180)
    check(True, "the dialog says what it found", found.text().replace("\n", " ")[:200])
    film("checked")
    hand.click("train_start", dialog)
    hand.wait_for_end(dialog)
    hand.come_back()
    folder = _runs()
    hand.wait(lambda: [e for e in _events(folder) if e["kind"] == "epoch"], "the first epoch", 300)
    hand.canvas.setFocus()
    hand.wait_to_draw()
    hand.settle()
    film("curves")
    before = len(_events(folder))
    height, width = hand.mask.shape
    taken: list[float] = []
    hand.press(width * 0.4, height * 0.4)
    for step in range(600):
        x = width * (0.4 + 0.2 * (step % 50) / 50)
        y = height * (0.4 + 0.2 * (step // 50) / 12)
        begun = time.perf_counter()
        hand.move(x, y)
        QCoreApplication.processEvents()
        taken.append((time.perf_counter() - begun) * 1000)
        # As a hand moves: 125 times a second.
        time.sleep(max(0.0, 0.008 - (time.perf_counter() - begun)))
    hand.release(width * 0.6, height * 0.6)
    slow = float(np.percentile(taken, 99))
    check(slow <= SLOWEST, "a brush event during the training, p99", f"{slow:.1f} ms, median {np.median(taken):.1f}")
    hand.wait(lambda: len(_events(folder)) > before, "the training going on meanwhile", 60)
    film("brushed-on")
    hand.wait_for_saved()
    QTest.qWait(1000)
    film("curves-moved")
    hand.move(1, 1)
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
    return 1


def adopt(options: argparse.Namespace) -> int:
    """Find the run again, finish it, look at before and after, take the model."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QAbstractButton, QListWidget

    from skinseg_desktop.store import runs
    from tests.acceptance.hand import Key

    check, film = Checks(), Film(options.out, 20)
    app, hand = opened(str(options.out / "photos"))
    hand.wait(lambda: hand.shown, "a photo")
    hand.wait_for_prediction()
    check(hand.window.folder.rows.counts()["accepted"] == options.corrected, "the corrections are there")
    folder = _runs()
    run = runs.read_run(folder)
    check(runs.state_of(run) == "interrupted", "the training ended with its window", runs.state_of(run))
    hand.key(Key.Key_F7)
    hand.wait(lambda: hand.window.findChild(QListWidget, "training_list"), "the list of trainings")
    film("found-again")
    hand.wait(lambda: hand.window.findChild(QAbstractButton, "training_resume").isVisible(), "a button to resume")
    hand.click("training_resume")
    hand.wait(lambda: runs.state_of(run) == "finished", "the end of the training", 900)
    result = run.result()
    check(result is not None, "before and after on the same held-out photos", _short(result))
    use = hand.window.findChild(QAbstractButton, "training_use")
    hand.wait(lambda: use is not None and use.isVisible() and use.isEnabled(), "the offer to use the model", 60)
    film("before-and-after")
    hand.click("training_use")
    hand.wait(lambda: hand.window.models.chosen.startswith("from"), "the model", 60)
    hand.wait_for_prediction()
    film("adopted")
    QTimer.singleShot(0, hand.window.close)
    code = int(app.exec())
    check(code == 0, "the window ended well", code)
    hand.window.deleteLater()
    return code or bool(check.failed)


def _runs() -> Path:
    """The folder of the one run there is."""
    from skinseg_desktop.store import runs

    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = runs.find_runs(runs.runs_dir())
        if found:
            return found[-1].folder
        from PySide6.QtTest import QTest

        QTest.qWait(100)
    raise AssertionError("no run was made")


def _events(folder: Path) -> list[dict[str, Any]]:
    from skinseg_desktop.store import runs

    return runs.read_events(folder / runs.EVENTS)[0]


def _short(result: dict[str, Any] | None) -> str:
    return json.dumps({key: value for key, value in (result or {}).items() if key != "photos"})


if __name__ == "__main__":
    sys.exit(main())

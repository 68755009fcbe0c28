"""The recorded run of the whole main job, in a real window under Xvfb with a window manager, by mouse and keys.

``python tests/acceptance/main_job.py --data FOLDER --out DIR``
``[--language de --theme dark --size 1366x768 --scale 1]``

Open a folder with references, predict all, sort worst first, correct one with the mouse, accept, SIGKILL, reopen (mask
and undo there), export; then the ISIC scorer's numbers on the exported masks equal the exported table's to 1e-12. DIR
gets a screenshot of each step and the export; the photos are copied, the data are left alone. A line per check; exits
with 1 if one fails. Needs Xvfb, openbox and ImageMagick's import.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

CLOSE = 1e-12
KINDS = ("overlays", "figures")


class Checks:
    """What was looked at, a line each."""

    def __init__(self) -> None:
        self.failed = 0

    def __call__(self, good: bool, what: str, more: object = "") -> None:
        self.failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {what}{f': {more}' if more != '' else ''}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder with images/ and masks/")
    parser.add_argument("--out", type=Path, required=True, help="for screenshots and the export; made anew")
    parser.add_argument("--language", default="en", choices=("en", "de", "pt_BR"))
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    parser.add_argument("--size", default="1366x768", help="the screen, in its own pixels")
    parser.add_argument("--scale", default="1", help="the screen's scaling, 2 for 200%%")
    parser.add_argument("--part", choices=("correct", "export"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        return {"correct": correct, "export": export}[options.part](options)
    return run(options)


def run(options: argparse.Namespace) -> int:
    """Be the parent: a screen, two lives of the window with a SIGKILL between them, and the scorer."""
    check = Checks()
    out: Path = options.out
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    shutil.copytree(options.data / "images", out / "photos")
    with tempfile.TemporaryDirectory() as home, screen(options.size) as display:
        settings = Path(home, "settings.json")
        settings.write_text(json.dumps({"language": options.language, "theme": options.theme}))
        names = {f"XDG_{name}_HOME": str(Path(home, name)) for name in ("CONFIG", "CACHE", "DATA", "STATE")}
        environment = {
            **{k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"},
            **names,
            "SKINSEG_SETTINGS": str(settings),
            "SKINSEG_CACHE": str(Path(home, "cache")),
            "SKINSEG_USER_DATA": str(Path(home, "user-data")),
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": options.scale,
        }
        for part, ending in (("correct", -signal.SIGKILL), ("export", 0)):
            command = [sys.executable, __file__, "--part", part, "--data", str(options.data), "--out", str(out)]
            code = subprocess.run(command, env=environment, timeout=600).returncode
            check(code == ending, f"the window's part '{part}' ended as it should", code)
            if code != ending:
                return 1
    score(check, options.data / "masks", out / "export")
    print(f"{check.failed} of the parent's checks failed; screenshots are in {out}")
    return bool(check.failed)


@contextlib.contextmanager
def screen(size: str) -> Iterator[str]:
    """A display with a window manager."""
    theirs, ours = os.pipe()
    command = ["Xvfb", "-displayfd", str(ours), "-screen", "0", f"{size}x24", "-dpi", "96", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[ours], stderr=subprocess.DEVNULL)
    os.close(ours)
    try:
        with os.fdopen(theirs) as told:
            display = f":{told.readline().strip()}"
        manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL)
        try:
            yield display
        finally:
            manager.terminate()
            manager.wait()
    finally:
        server.terminate()
        server.wait()


def score(check: Checks, masks: Path, exported: Path) -> None:
    """The ISIC scorer on the exported masks, against the exported table."""
    from isic_challenge_scoring import metrics as isic
    from isic_challenge_scoring.confusion import create_binary_confusion_matrix
    from isic_challenge_scoring.segmentation import SegmentationScore

    from skinseg_desktop.imaging import read_mask

    theirs = {
        "dice": isic.binary_dice,
        "iou": isic.binary_jaccard,
        "sensitivity": isic.binary_sensitivity,
        "specificity": isic.binary_specificity,
    }
    (table,) = exported.rglob("scores.csv")
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    check(len(rows) == len(list(masks.iterdir())), "every photo with a reference is in the table", len(rows))
    most = 0.0
    for row in rows:
        # By its name, as the scorer pairs them.
        (mine,) = (exported / "masks").glob(f"{row['id']}*.png")
        truth, prediction = (read_mask(p).mask > 0 for p in (masks / f"{row['id']}_segmentation.png", mine))
        counts = create_binary_confusion_matrix(truth, prediction, name=row["id"])
        for key, metric in theirs.items():
            most = max(most, abs(float(row[key]) - metric(counts)))
    check(most <= CLOSE, "Dice, IoU, sensitivity and specificity of each photo equal the ISIC scorer's", most)
    import warnings

    with warnings.catch_warnings():
        # The scorer of 2023 asks today's pandas for something in an old way.
        warnings.simplefilter("ignore")
        whole = SegmentationScore.from_dir(masks, exported / "masks")
    for key, name in (("dice", "dice"), ("iou", "jaccard")):
        mean = sum(float(row[key]) for row in rows) / len(rows)
        value = float(whole.to_dict()["macro_average"][name])
        check(abs(mean - value) <= CLOSE, f"the mean {key} of the folder equals the ISIC scorer's", f"{mean:.6f}")


# The window's two lives


class Film:
    """Screenshots of the whole screen, numbered."""

    def __init__(self, out: Path, first: int) -> None:
        self.out, self.number = out, first

    def __call__(self, name: str) -> None:
        from PySide6.QtTest import QTest

        # A moment for the window manager and for thumbnails; nothing is measured by it.
        QTest.qWait(400)
        path = self.out / f"{self.number:02}-{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], check=True, timeout=60)
        self.number += 1


def opened(*arguments: str) -> tuple[Any, Any]:
    """A shown window, as large as the screen, and hands at it."""
    from skinseg_desktop.window import app as application
    from tests.acceptance.hand import Hand

    app, window = application.create(["skinseg-desktop", *arguments])
    window.showMaximized()
    window.activateWindow()
    hand = Hand(window)
    hand.wait(window.isActiveWindow, "the window being active")
    hand.wait(lambda: window.isMaximized() and window.windowHandle().isExposed(), "the window being shown")
    return app, hand


def digest(mask: Any) -> str:
    return sha256(mask.tobytes()).hexdigest()


def correct(options: argparse.Namespace) -> int:
    """Open, predict, sort, correct with the mouse, accept; then die."""
    import cv2
    import numpy as np
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractItemView, QComboBox, QProgressBar

    from skinseg_desktop.imaging import read_mask
    from tests.acceptance.hand import CTRL, NONE, Key

    check, film = Checks(), Film(options.out, 1)
    _, hand = opened()
    film("empty")
    hand.key(Key.Key_O, CTRL)
    hand.dialog("folder_dialog")
    hand.choose_folder(options.out / "photos")
    hand.wait(lambda: hand.shown, "the first photo")
    hand.wait_for_prediction()
    hand.settle()
    film("opened")
    check(not any(c.isdigit() for c in hand.dice), "no Dice without references", repr(hand.dice))
    hand.key(Key.Key_R, CTRL)
    hand.choose_folder(options.data / "masks")
    check(float(hand.wait_for_dice().replace(",", ".")) >= 0, "Dice with references", hand.dice)
    film("references")
    hand.key(Key.Key_P, CTRL)
    bar = hand.find(QProgressBar, "progress_bar")
    hand.wait(lambda: bar.isVisible() and bar.value() > 10, "the first photos", 120)
    film("predicting")
    hand.wait_for_work()
    rows = hand.window.folder.rows
    hand.wait(lambda: rows.mean_dice()[1] == len(rows), "a Dice of each photo", 60)
    check(rows.counts()["predicted"] == len(rows), "all photos are predicted", len(rows))
    sort = hand.find(QComboBox, "gallery_sort")
    QTest.mouseClick(sort, Qt.MouseButton.LeftButton, NONE, QPoint(20, sort.height() // 2))
    popup = sort.view()
    hand.wait(popup.isVisible, "the list of orders")
    for _ in range(sort.findData("dice") - sort.currentIndex()):
        QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    hand.wait(lambda: not popup.isVisible())
    hand.come_back()
    view = hand.find(QAbstractItemView, "gallery_list")
    view.scrollToTop()
    first = view.visualRect(view.model().index(0, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, first.center())
    worst = min((rows.row(i) for i in range(len(rows))), key=lambda row: row.dice)
    hand.wait_for_photo(worst.id)
    hand.wait_for_prediction()
    hand.settle()
    check(hand.dice == f"{worst.dice:.3f}", "the worst photo is the first", f"{worst.id}, Dice {hand.dice}")
    film("worst-first")
    hand.canvas.setFocus()
    hand.key(Key.Key_M)
    film("agreement")
    hand.key(Key.Key_M)
    hand.key(Key.Key_H)
    film("heat-map")
    hand.key(Key.Key_H)
    before, number = hand.mask, float(hand.dice)
    truth = read_mask(options.data / "masks" / f"{worst.id}_segmentation.png").mask
    outlines = cv2.findContours(truth, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    outline = max(outlines, key=cv2.contourArea)[:, 0]
    way = [(float(x) + 0.5, float(y) + 0.5) for x, y in outline[:: max(1, len(outline) // 120)]]
    hand.key(Key.Key_Delete)
    hand.key(Key.Key_L)
    hand.press(*way[0])
    for place, point in enumerate(way):
        hand.move(*point)
        if place == len(way) * 2 // 3:
            film("lasso-half-drawn")
    hand.release(*way[-1])
    hand.key(Key.Key_B)
    x, y = np.argwhere(truth)[:, ::-1].mean(axis=0)
    hand.stroke([(x, y), (x + 12, y)])
    check(float(hand.dice) > max(number, 0.9), "the correction raised Dice", f"{number:.3f} -> {hand.dice}")
    hand.move(x, y)
    film("corrected")
    mask, dice = digest(hand.mask), hand.dice
    hand.key(Key.Key_A)
    hand.wait(lambda: hand.shown != worst.id, "the next photo")
    hand.wait_for_saved()
    hand.settle()
    film("accepted-and-next")
    dialogs = (("palette", Key.Key_K, CTRL), ("shortcuts", Key.Key_F1, NONE), ("settings", Key.Key_Comma, CTRL))
    for name, key, held in dialogs:
        hand.key(key, held)
        dialog = hand.dialog("")
        film(name)
        QTest.keyClick(dialog, Key.Key_Escape)
        hand.wait_for_end(dialog)
        hand.come_back()
    told = {"id": worst.id, "mask": mask, "dice": dice, "before": digest(before), "first": number}
    (options.out / "told.json").write_text(json.dumps(told))
    if check.failed:
        return 1
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
    return 1


def export(options: argparse.Namespace) -> int:
    """Reopen after the SIGKILL, look for the work and its undo, export, and close."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel

    from tests.acceptance.hand import CTRL, NONE, SHIFT, Key

    check, film = Checks(), Film(options.out, 20)
    told = json.loads((options.out / "told.json").read_text())
    app, hand = opened(str(options.out / "photos"))
    hand.wait(lambda: hand.shown, "a photo")
    hand.settle()
    film("reopened")
    hand.type_into("gallery_search", told["id"])
    view = hand.find(QAbstractItemView, "gallery_list")
    hand.wait(lambda: view.model().rowCount() == 1, "the one photo of this name")
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    hand.wait_for_photo(told["id"])
    hand.wait_for_prediction()
    hand.settle()
    rows = hand.window.folder.rows
    row = rows.row(rows.index(f"{told['id']}.jpg"))
    check(digest(hand.mask) == told["mask"], "the mask is there after SIGKILL, bit for bit")
    hand.wait_for_dice()  # the references that the project remembers are looked for in a lane that stands back
    check(hand.dice == told["dice"], "so is its Dice", hand.dice)
    check(row.status == "accepted", "it is accepted", row.status)
    check(hand.action("undo").isEnabled(), "undo is there")
    hand.canvas.setFocus()
    film("found-again")
    for _ in range(3):
        hand.key(Key.Key_Z)
    check(digest(hand.mask) == told["before"], "undo leads back to the prediction, bit for bit", hand.dice)
    film("undone")
    for _ in range(3):
        hand.key(Key.Key_Z, SHIFT)
    check(digest(hand.mask) == told["mask"], "redo leads to the correction, bit for bit", hand.dice)
    hand.key(Key.Key_A)
    hand.wait_for_saved()
    hand.key(Key.Key_E, CTRL)
    dialog = hand.dialog("export_dialog")
    hand.type_into("export_place", str(options.out / "export"), dialog)
    for name in (*KINDS, "predicted"):
        hand.click(f"export_{name}", dialog)
    film("export")
    hand.click("export_start", dialog)
    said = dialog.findChild(QLabel, "export_said")
    show = dialog.findChild(QAbstractButton, "export_show")
    assert said is not None and show is not None
    hand.wait(show.isEnabled, "the export", 300)
    film("exported")
    check(str(len(rows)) in said.text(), "all photos are exported", said.text().splitlines()[0])
    hand.click("export_close", dialog)
    hand.wait_for_end(dialog)
    QTimer.singleShot(0, hand.window.close)
    code = int(app.exec())
    check(code == 0, "the window ended well", code)
    hand.window.deleteLater()
    return code or bool(check.failed)


if __name__ == "__main__":
    sys.exit(main())

"""Lives of a real window in a child process, each with a fault in it: ``python window_life.py LIFE ARGUMENTS``.

A life drives the window by mouse and keys, and prints one line of JSON for each thing that its parent shall know.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from skinseg_desktop.core.metrics import confusion, dice
from skinseg_desktop.imaging import read_mask
from skinseg_desktop.window import app as application
from skinseg_desktop.window.application import application as make_application
from skinseg_desktop.window.jobs import Lane
from tests.acceptance.hand import CTRL, SHIFT, Hand, Key, wait_for


def tell(**said: object) -> None:
    print(json.dumps(said), flush=True)


def digest(mask: Any) -> str:
    return sha256(np.ascontiguousarray(mask).tobytes()).hexdigest()


def resident() -> int:
    """Bytes of memory this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def most_memory() -> int:
    """The most bytes of memory that this program has held; ``ru_maxrss`` begins with those of whoever started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024


def opened(*arguments: str, size: tuple[int, int] = (1366, 768)) -> tuple[QApplication, Hand]:
    app, window = application.create(["skinseg-desktop", *arguments])
    window.resize(*size)
    window.show()
    window.activateWindow()
    hand = Hand(window)
    hand.wait(window.isActiveWindow)
    return app, hand


def ended(app: QApplication, hand: Hand) -> int:
    """Close the window as a person does, and say how long that took."""
    begun = time.monotonic()
    QTimer.singleShot(0, hand.window.close)
    code = app.exec()
    tell(closed=time.monotonic() - begun, code=code)
    hand.window.deleteLater()
    return code


def strokes(hand: Hand, rng: np.random.Generator) -> None:
    """One stroke anywhere; its end state is told before its end."""
    height, width = hand.mask.shape
    points = rng.uniform((5, 5), (width - 5, height - 5), (4, 2))
    hand.press(*points[0])
    for point in points[1:]:
        hand.move(*point)
    tell(number=hand_number(hand) + 1, mask=digest(hand.mask))
    hand.release(*points[-1])


def hand_number(hand: Hand) -> int:
    """How many edits are in the mask on screen."""
    return int(hand.window.session.open.cursor)  # type: ignore[attr-defined]


def paint(photos: str, seed: str) -> int:
    """Paint until killed."""
    _, hand = opened(photos)
    hand.wait_to_draw()
    hand.settle()
    tell(start=hand_number(hand), mask=digest(hand.mask), undo=hand.action("undo").isEnabled())
    rng = np.random.default_rng(int(seed))
    while True:
        before = hand.mask
        strokes(hand, rng)
        if np.array_equal(before, hand.mask):
            continue
        number = hand_number(hand)
        if rng.integers(3):
            hand.wait_for_saved()
            tell(saved=number)


def walk(photos: str, masks: str, answers: str, steps: str) -> int:
    """Hold the arrow key, and look at every moment whether what is shown belongs together."""
    expected: dict[str, dict[str, Any]] = json.loads(Path(answers).read_text())
    app, hand = opened(photos, "--masks", masks)
    hand.wait(lambda: hand.shown and hand.action("heat_map").isEnabled())
    references = {p.name.split("_seg")[0]: p for p in Path(masks).iterdir()}
    wrong: list[str] = []
    looked = scored = 0
    sizes: list[int] = []
    for step in range(int(steps)):
        hand.key_down(Key.Key_Right)
        until = time.monotonic() + 0.01
        while time.monotonic() < until:
            QCoreApplication.processEvents()
        name = hand.shown
        truth = expected[name]
        mask, number = hand.mask, hand.dice
        looked += 1
        if list(mask.shape) != truth["shape"]:
            wrong.append(f"{name}: the size of another photo")
        elif mask.any() and digest(mask) != truth["mask"]:
            wrong.append(f"{name}: another mask")
        if any(c.isdigit() for c in number):
            scored += 1
            if number != truth["dice"]:
                wrong.append(f"{name}: Dice {number} for {truth['dice']}")
        if step % 50 == 49:
            sizes.append(resident())
    hand.key_up(Key.Key_Right)
    hand.wait(lambda: hand.shown == max(expected), "the last photo")
    hand.wait(lambda: hand.dice == expected[hand.shown]["dice"], "the last photo's Dice")
    reference = read_mask(references[hand.shown]).mask
    tell(
        wrong=wrong[:5],
        looked=looked,
        scored=scored,
        sizes=sizes,
        last=digest(hand.mask) == expected[hand.shown]["mask"],
        dice=f"{dice(confusion(hand.mask, reference)):.3f}" == hand.dice,
    )
    return ended(app, hand)


def break_in_slots(photos: str) -> int:
    """Bugs in a slot, in a worker, and in a worker whose answer is awaited; then go on working."""
    app, hand = opened(photos)
    hand.wait_to_draw()
    hand.settle()
    jobs = hand.window.jobs  # type: ignore[attr-defined]

    def in_slot() -> None:
        raise ZeroDivisionError("in a slot")

    def in_worker() -> None:
        raise LookupError("in a worker")

    hand.press(40, 30)
    hand.move(200, 30)
    QTimer.singleShot(0, in_slot)
    jobs.run(Lane.FOLDER, in_worker)
    dialog = hand.dialog("crash_dialog")
    details = dialog.findChild(QPlainTextEdit, "crash_details")
    assert details is not None
    hand.wait(lambda: "in a worker" in details.toPlainText())
    tell(details=details.toPlainText())
    hand.move(280, 60)
    hand.release(280, 60)
    hand.wait_for_saved()
    tell(mask=digest(hand.mask))
    hand.click("crash_close", dialog)
    hand.come_back()
    name = hand.shown
    hand.key(Key.Key_Right)
    hand.wait(lambda: hand.shown != name)
    return ended(app, hand)


def close_during(what: str, photos: str, out: str) -> int:
    """Close in the middle of a prediction, an export, or a save on a slow disk."""
    app, hand = opened(photos)
    hand.wait_to_draw()
    hand.stroke([(40, 30), (280, 40)])
    tell(mask=digest(hand.mask))
    if what == "predict":
        hand.key(Key.Key_P, CTRL)
        hand.wait(lambda: " of " in hand.text("progress_status"))
    elif what == "export":
        hand.wait_for_saved()
        hand.key(Key.Key_P, CTRL)
        hand.wait_for_work()
        hand.wait(lambda: "predicted" in hand.text("message"))
        hand.wait(lambda: not hand.window.jobs.busy())  # type: ignore[attr-defined]
        hand.key(Key.Key_E, CTRL)
        dialog = hand.dialog("export_dialog")
        hand.type_into("export_place", out, dialog)
        for name in ("export_overlays", "export_figures", "export_predicted"):
            hand.click(name, dialog)
        hand.click("export_start", dialog)
        hand.wait(lambda: any(Path(out).rglob("*.png")), "the first file")
    return ended(app, hand)


def measure(photos: str, masks: str, width: str, height: str, points: str) -> int:
    """Look for texts that have less room than they need, and at the brush's true size."""
    # Before the window is made, as a desktop's setting would be.
    app = make_application("skinseg-desktop")
    font = QFont(app.font())
    font.setPointSizeF(font.pointSizeF() * float(points))
    app.setFont(font)
    app, hand = opened(photos, "--masks", masks, size=(int(width), int(height)))
    hand.wait_for_dice()
    hand.wait_for_prediction()
    hand.settle()
    # With everything on that can be on: a preview of the threshold, display adjusted.
    hand.stroke([(40, 30), (280, 40)])
    hand.drag_slider("contrast_slider", 70)
    hand.drag_slider("threshold_slider", 200)
    hand.wait(hand.find(QWidget, "preview_bar").isVisible)
    hand.settle()
    tell(size=[hand.window.width(), hand.window.height()], canvas=[hand.canvas.width(), hand.canvas.height()])
    tell(clipped=clipped(hand.window))
    docks = hand.window.panel_docks  # type: ignore[attr-defined]
    docks[2].raise_()
    QCoreApplication.processEvents()
    tell(clipped=clipped(hand.window))
    hand.wait_for_saved()
    tell(brush=brush(hand))
    return ended(app, hand)


def clipped(window: QWidget) -> list[str]:
    """Widgets with text that stay smaller than that text, once layouts have had time to follow."""
    with contextlib.suppress(AssertionError):
        wait_for(lambda: not clipped_now(window), 2)
    return clipped_now(window)


def clipped_now(window: QWidget) -> list[str]:
    """Widgets with text that are smaller than that text."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or (widget.width() == 0 and not isinstance(widget, QAbstractButton)):
            continue
        if not isinstance(widget, QLabel | QAbstractButton | QComboBox | QAbstractSpinBox):
            continue
        name = widget.objectName() or type(widget).__name__
        # A title bar's own buttons, which a dock under a tab does not show.
        if name.startswith("qt_dockwidget"):
            continue
        if isinstance(widget, QLabel):
            if widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored or not widget.text():
                continue
            if widget.wordWrap():
                if widget.heightForWidth(widget.width()) > widget.height():
                    found.append(f"{name} {widget.text()[:30]!r}: lines are cut off")
                continue
        need, has = widget.minimumSizeHint(), widget.size()
        if need.width() > has.width() or need.height() > has.height():
            text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
            found.append(f"{name} {text[:30]!r}: {has.width()} x {has.height()} of {need.width()} x {need.height()}")
        elif widget.visibleRegion().isEmpty() and not scrolls(widget):
            found.append(f"{name}: cannot be seen")
    return found


def scrolls(widget: QWidget) -> bool:
    """Whether one can scroll to it."""
    above = widget.parentWidget()
    while above is not None:
        if above.objectName() == "qt_scrollarea_viewport":
            return True
        above = above.parentWidget()
    return False


def brush(hand: Hand) -> dict[str, float]:
    """The circle's width on screen, and the width that one click with it paints, both in photo pixels."""
    hand.key(Key.Key_Delete)
    hand.canvas.set_size(60)
    height, width = hand.mask.shape
    spot = hand.canvas.widget_to_photo(QPointF(hand.canvas.photo_to_widget(width / 2, height / 2).toPoint()))
    hand.move(width - 1, height - 1)
    QCoreApplication.processEvents()
    without = pixels(hand)
    hand.move(*spot)
    QCoreApplication.processEvents()
    changed = (pixels(hand) != without).any(axis=2)
    ratio = hand.canvas.devicePixelRatio()
    # The old cursor was in the corner: only the middle counts.
    middle = changed[changed.shape[0] // 4 : -changed.shape[0] // 4, changed.shape[1] // 4 : -changed.shape[1] // 4]
    columns = np.flatnonzero(middle.any(axis=0))
    shown = (columns[-1] - columns[0] + 1) / ratio / hand.canvas.zoom
    hand.press(*spot)
    hand.release(*spot)
    painted = np.flatnonzero(hand.mask.any(axis=0))
    return {"shown": float(shown), "painted": float(painted[-1] - painted[0] + 1), "zoom": hand.canvas.zoom}


def pixels(hand: Hand) -> Any:
    image = hand.canvas.grab().toImage().convertToFormat(hand.canvas.grab().toImage().Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[:, :, :3].copy()


def huge(photos: str) -> int:
    """Open, predict, paint, undo and save a very large photo."""
    begun = time.monotonic()
    app, hand = opened(photos)
    hand.wait(lambda: hand.shown, "the photo", 120)
    tell(shown=time.monotonic() - begun)
    hand.wait(lambda: hand.action("heat_map").isEnabled(), "the prediction", 120)
    hand.settle()
    height, width = hand.canvas.working.pixels.shape  # type: ignore[union-attr]
    area = hand.canvas.working.area  # type: ignore[union-attr]
    begun = time.monotonic()
    hand.stroke([(width * 0.1, height * 0.1), (width * 0.9, height * 0.1)])
    tell(stroke=time.monotonic() - begun, more=hand.canvas.working.area - area)  # type: ignore[union-attr]
    hand.wait_for_saved(120)
    hand.key(Key.Key_Z)
    tell(undone=hand.canvas.working.area == area)  # type: ignore[union-attr]
    hand.key(Key.Key_Z, SHIFT)
    hand.wait_for_saved(120)
    tell(peak=most_memory(), mask=digest(hand.mask))
    return ended(app, hand)


def look(photos: str, *keys: str) -> int:
    """Open, and tell what is shown and said; with ``edit`` paint a stroke, with ``next`` go on."""
    app, hand = opened(photos)
    heard: list[str] = []
    hand.window.session.said.connect(heard.append)  # type: ignore[attr-defined]
    hand.window.folder.said.connect(heard.append)  # type: ignore[attr-defined]
    hand.wait_to_draw()
    hand.settle()
    for key in keys:
        if key == "edit":
            hand.stroke([(40, 30), (280, 40)])
            hand.wait_for_saved()
        elif key == "next":
            name = hand.shown
            hand.key(Key.Key_Right)
            hand.wait(lambda name=name: hand.shown != name)  # type: ignore[misc]
            hand.settle()
    tell(
        shown=hand.shown,
        mask=digest(hand.mask),
        undo=hand.action("undo").isEnabled(),
        heard=heard,
        status=hand.status,
        edited=hand_number(hand),
    )
    return ended(app, hand)


def follow(photos: str) -> int:
    """Do what the parent says, a line each, and tell how things are after it."""
    app, hand = opened(photos)
    heard: list[str] = []
    hand.window.session.said.connect(heard.append)  # type: ignore[attr-defined]
    hand.window.folder.said.connect(heard.append)  # type: ignore[attr-defined]
    hand.wait_to_draw()
    hand.settle()

    def state() -> None:
        hand.settle()
        tell(
            shown=hand.shown,
            mask=digest(hand.mask) if hand.canvas.working is not None else "",
            status=hand.status,
            undo=hand.action("undo").isEnabled(),
            edits=hand_number(hand) if hand.window.session.open else 0,  # type: ignore[attr-defined]
            heard=list(heard),
        )

    state()
    row = 0
    os.set_blocking(sys.stdin.fileno(), False)
    while True:
        line = ""

        def arrived() -> bool:
            nonlocal line
            with contextlib.suppress(TypeError):
                line = sys.stdin.readline()
            return bool(line)

        wait_for(arrived, 60, "the parent's word")
        command, _, argument = line.strip().partition(" ")
        if command == "stroke":
            row += 1
            hand.stroke([(40, 10 + 10 * row), (280, 10 + 10 * row)], steps=2)
        elif command == "next":
            hand.key(Key.Key_Right)
        elif command == "previous":
            hand.key(Key.Key_Left)
        elif command == "wait":
            with contextlib.suppress(AssertionError):
                hand.wait(lambda argument=argument: hand.status.startswith(argument), seconds=15)  # type: ignore[misc]
        elif command == "hear":
            with contextlib.suppress(AssertionError):
                hand.wait(lambda argument=argument: any(argument in said for said in heard), seconds=15)  # type: ignore[misc]
        elif command == "close":
            return ended(app, hand)
        state()


LIVES: dict[str, Callable[..., int]] = {
    life.__name__: life for life in (paint, walk, break_in_slots, close_during, measure, huge, look, follow)
}

if __name__ == "__main__":
    sys.exit(LIVES[sys.argv[1]](*sys.argv[2:]))

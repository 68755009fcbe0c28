"""Scenes that are measured inside our own window, in a process of their own each; says one line of JSON.

python window_inside.py large|predict|scroll|brush|memory FOLDER
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from window_probe import pss

from skinseg_desktop.window.app import create
from skinseg_desktop.window.jobs import Lane
from skinseg_desktop.window.main_window import MainWindow

#: A mouse moves 125 times a second.
MOUSE = 0.008
MOVES, STROKE = 400, 50
DIAMETER = 200
STEPS = (200, 600, 1000)


class Scene:
    """A window that is open on a folder, and ways to wait for it."""

    def __init__(self, folder: Path, ahead: int | None = None) -> None:
        self.app, self.window = create(["skinseg-desktop"])
        if ahead is not None:
            self.window.settings.set("preload_neighbours", ahead)
        self.window.resize(1280, 800)
        self.window.show()
        self.window.open([folder])
        self.painted = Painted()
        self.window.canvas.installEventFilter(self.painted)
        self.until(lambda: self.window.session.open is not None and self.window.session.recipe is not None)
        self.until(self.idle)

    def until(self, true: Callable[[], object], seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise TimeoutError("the window did not get there")
            self.app.processEvents()
            time.sleep(0.0005)

    def idle(self) -> bool:
        jobs = self.window.jobs
        return not jobs.busy(Lane.VIEW, Lane.AHEAD, Lane.THUMBS) and not self.window.session.waiting

    def rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= end)

    def repainted(self, act: Callable[[], object]) -> float:
        """Milliseconds from an act to the end of the canvas's next repaint."""
        self.app.processEvents()
        before, begin = self.painted.count, time.perf_counter()
        act()
        self.await_paint(before)
        return (time.perf_counter() - begin) * 1000

    def await_paint(self, before: int) -> None:
        """Go on until there were more repaints of the canvas than ``before``."""
        end = time.monotonic() + 20
        while self.painted.count == before:
            self.app.processEvents()
            if time.monotonic() > end:
                raise TimeoutError("nothing was painted")

    def row_of(self, name: str) -> int:
        index = self.window.folder.rows.index(name) if self.window.folder.rows else None
        assert index is not None
        return index

    def trigger(self, action: str) -> None:
        self.window.actions_by_id[action].trigger()


class Painted(QObject):
    """Counts a widget's repaints."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def large(folder: Path) -> object:
    """Milliseconds of each photo from asking for it to its picture, and of QPixmap, by turns."""
    scene = Scene(folder, ahead=0)
    window = scene.window
    ours, theirs = [], []
    for path in sorted(folder.glob("*.jpg"))[1:]:
        begin = time.perf_counter()
        assert not QPixmap(str(path)).isNull()
        theirs.append((time.perf_counter() - begin) * 1000)
        row = scene.row_of(path.name)
        scene.rest(0.3)
        begin = time.perf_counter()
        window.gallery.set_current(row)
        scene.until(lambda: not window.session.waiting)
        before = scene.painted.count
        scene.await_paint(before)
        ours.append((time.perf_counter() - begin) * 1000)
        scene.until(scene.idle)
    window.close()
    return {"ours": ours, "theirs": theirs}


def predict(folder: Path) -> object:
    """Predict the whole folder, as its button does."""
    scene = Scene(folder)
    scene.trigger("predict_folder")
    scene.until(lambda: scene.window.folder.running is None, 600)
    scene.window.close()
    return {}


def scroll(folder: Path) -> object:
    """The longest times for which the event loop was not heard of, by the clock and of this thread's own work."""
    scene = Scene(folder)
    figures = {}
    for grid in (True, False):
        scene.window.gallery.set_grid(grid)
        scene.rest(1)
        view = scene.window.gallery.findChild(QAbstractItemView, "gallery_list")
        assert isinstance(view, QAbstractItemView)
        scene.until(view.isVisible)
        figures["grid" if grid else "list"] = _scrolled(scene, view)
    scene.window.close()
    return figures


def _scrolled(scene: Scene, view: QAbstractItemView) -> dict[str, float]:
    beats: list[tuple[float, float]] = []
    heart = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    heart.timeout.connect(lambda: beats.append((time.perf_counter(), time.thread_time())))
    hand = QTimer(interval=16, timerType=Qt.TimerType.PreciseTimer)
    turns = [0]

    def turn() -> None:
        # Down in ever larger steps, as a wheel that is spun, then a drag of the bar's handle to far places.
        turns[0] += 1
        bar, at = view.verticalScrollBar(), QPointF(view.viewport().rect().center())
        if turns[0] % 25 == 0:
            bar.setValue(bar.maximum() * (turns[0] * 37 % 100) // 100)
            return
        steps = -120 * (1 + turns[0] % 5)
        none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        place = view.viewport().mapToGlobal(at)
        event = QWheelEvent(at, place, QPointF(0, 0).toPoint(), QPointF(0, steps).toPoint(), *none, False)
        QApplication.sendEvent(view.viewport(), event)

    hand.timeout.connect(turn)
    heart.start()
    hand.start()
    loop = QEventLoop()
    QTimer.singleShot(8000, loop.quit)
    loop.exec()
    heart.stop()
    hand.stop()
    gaps = np.diff(np.array(beats), axis=0) * 1000
    return {
        "longest": float(gaps[:, 0].max()),
        "own": float(gaps[:, 1].max()),
        "p99": float(np.percentile(gaps[:, 0], 99)),
        "over": int((gaps[:, 0] > 50).sum()),
    }


def brush(folder: Path) -> object:
    """Milliseconds from when a mouse move is due to its repaint's end, and of an undo, while a folder is predicted."""
    scene = Scene(folder)
    window = scene.window
    figures: dict[str, object] = {}
    scene.trigger("predict_folder")
    for name in ("z_12.jpg", "z_24.jpg"):
        window.gallery.set_current(scene.row_of(name))
        scene.until(lambda: not window.session.waiting and window.session.open.map is not None)  # type: ignore[union-attr]
        scene.rest(1)
        for view in ("fit", "hundred"):
            scene.trigger(view)
            scene.trigger("brush")
            window.canvas.set_size(DIAMETER)
            # A stroke where all is lesion already would be no edit.
            scene.trigger("clear_mask")
            scene.rest(0.3)
            moves, undos = _strokes(scene)
            assert window.folder.running is not None, "the folder was predicted before the strokes ended"
            figures[f"{name} {view}"] = {"moves": moves, "undos": undos}
    running = window.folder.running
    figures["predicted"] = running.progress.done if running else -1
    window.close()
    return figures


def _strokes(scene: Scene) -> tuple[list[tuple[float, float]], list[float]]:
    canvas = scene.window.canvas
    middle, reach = canvas.rect().center(), min(canvas.width(), canvas.height()) / 2 - 40
    moves: list[tuple[float, float]] = []
    undos = []
    for first in range(0, MOVES, STROKE):
        path = [
            QPointF(middle.x() + reach * math.cos(n / 23), middle.y() + reach * 0.7 * math.sin(n / 11.5))
            for n in range(first, first + STROKE)
        ]
        _send(canvas, QEvent.Type.MouseButtonPress, path[0])
        due = time.perf_counter()
        for at in path[1:]:
            due = max(due + MOUSE, time.perf_counter())
            while time.perf_counter() < due:
                scene.app.processEvents()
                time.sleep(0.0002)
            before, own = scene.painted.count, time.thread_time()
            _send(canvas, QEvent.Type.MouseMove, at)
            scene.await_paint(before)
            moves.append(((time.perf_counter() - due) * 1000, (time.thread_time() - own) * 1000))
        _send(canvas, QEvent.Type.MouseButtonRelease, path[-1])
        scene.rest(0.2)
        undos.append(scene.repainted(lambda: scene.trigger("undo")))
        scene.rest(0.1)
    return moves, undos


def _send(widget: QWidget, kind: QEvent.Type, at: QPointF) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    place = widget.mapToGlobal(at)
    QApplication.sendEvent(widget, QMouseEvent(kind, at, place, button, held, Qt.KeyboardModifier.NoModifier))


def memory(folder: Path) -> object:
    """The process's share of memory in MiB after so many photos stepped through."""
    scene = Scene(folder)
    figures = {}
    for step in range(1, STEPS[-1] + 1):
        before: MainWindow = scene.window
        shown = before.session.open
        scene.trigger("next")
        scene.until(lambda: scene.window.session.open is not shown and not scene.window.session.waiting)  # noqa: B023
        scene.app.processEvents()
        if step in STEPS:
            scene.until(scene.idle)
            scene.rest(1)
            figures[str(step)] = pss()
    scene.window.close()
    return figures


if __name__ == "__main__":
    scenes = {"large": large, "predict": predict, "scroll": scroll, "brush": brush, "memory": memory}
    sys.stdout.write(json.dumps(scenes[sys.argv[1]](Path(sys.argv[2]))) + "\n")

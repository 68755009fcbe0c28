"""A person at the window: real mouse and key events, things found by their promised names, nothing else.

Used by the tests of the window, by the children of the fault tests, and by the recorded run.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)
from shiboken6 import isValid

from skinseg_desktop.store import Project, Record, current_mask
from skinseg_desktop.window.canvas.canvas import Canvas
from skinseg_desktop.window.jobs import Lane

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
Key = Qt.Key
Point = tuple[float, float]
Mask = NDArray[np.uint8]
W = TypeVar("W", bound=QWidget)


class Late(AssertionError):
    """What was waited for did not happen."""


def wait_for(condition: Callable[[], object], seconds: float = 20.0, what: str = "it") -> None:
    """Let Qt work until something is so. Raises Late."""
    until = time.perf_counter() + seconds
    while not condition():
        if time.perf_counter() > until:
            raise Late(f"{what} did not happen within {seconds:g} s")
        QCoreApplication.processEvents()
        # Lets other threads at the interpreter; nothing is measured by it.
        time.sleep(0.001)


class Hand:
    """Two hands on one window."""

    def __init__(self, window: QMainWindow) -> None:
        self.window = window
        self.wait(lambda: self.window.findChild(Canvas, "canvas"), "a canvas")
        self.canvas = self.find(Canvas, "canvas")

    # Things by their names

    def find(self, kind: type[W], name: str) -> W:
        found = self.window.findChild(kind, name)
        assert found is not None, f"no {kind.__name__} is called {name}"
        return found

    def action(self, name: str) -> QAction:
        found = self.window.findChild(QAction, f"action_{name}")
        assert found is not None, f"no action is called action_{name}"
        return found

    def text(self, name: str) -> str:
        return self.find(QLabel, name).text()

    @property
    def dice(self) -> str:
        """What the label says; no digit while unknown."""
        return self.text("dice_label")

    @property
    def status(self) -> str:
        return self.text("save_status")

    @property
    def shown(self) -> str:
        """The id of the photo on screen; nothing where there is none."""
        return self.text("view_status").split("  ")[0]

    @property
    def mask(self) -> Mask:
        """A copy of the mask on screen."""
        assert self.canvas.working is not None
        return self.canvas.working.pixels.copy()

    # Waiting

    def wait(self, condition: Callable[[], object], what: str = "it", seconds: float = 20.0) -> None:
        try:
            wait_for(condition, seconds, what)
        except Late as late:
            said = f"{late}; status {self.status!r}, said {self.text('message')!r}, shown {self.shown!r}"
            raise Late(said) from None

    def wait_for_dice(self) -> str:
        """Wait for a number, and give it."""
        self.wait(lambda: any(c.isdigit() for c in self.dice), "a Dice")
        return self.dice

    @property
    def saved(self) -> bool:
        """Whether the window says that everything is saved, in any language."""
        return self.status.startswith(QCoreApplication.translate("StatusBar", "Saved in {}").partition("{}")[0])

    def wait_for_saved(self, seconds: float = 20.0) -> None:
        self.wait(lambda: self.saved, "saving", seconds)

    def wait_for_photo(self, name: str) -> None:
        self.wait(lambda: self.shown == name, f"showing {name}")

    def wait_for_prediction(self) -> None:
        self.wait(lambda: self.action("heat_map").isEnabled(), "an answer of the model")

    def wait_to_draw(self) -> None:
        """Wait until the photo on screen has its mask, and one may change it."""
        self.wait(lambda: self.canvas.editable and self.canvas.working is not None, "a mask to draw on", 120)

    def wait_for_work(self) -> None:
        """Wait until long work, which has begun, is over."""
        self.wait(lambda: not self.action("cancel").isEnabled(), "the end of the work", 120)

    def settle(self) -> None:
        """Wait until nothing is on its way to the screen."""
        jobs = self.window.jobs  # type: ignore[attr-defined]
        self.wait(lambda: not jobs.busy(Lane.VIEW), "an end of the work for the screen")

    # Mouse

    @property
    def surface(self) -> QWindow:
        surface = self.window.windowHandle()
        assert surface is not None
        return surface

    def at(self, x: float, y: float) -> QPoint:
        """A photo's point in the window."""
        return self.canvas.mapTo(self.window, self.canvas.photo_to_widget(x, y).toPoint())

    def press(self, x: float, y: float, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.surface, LEFT, held, self.at(x, y))

    def move(self, x: float, y: float) -> None:
        QTest.mouseMove(self.surface, self.at(x, y))

    def release(self, x: float, y: float, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseRelease(self.surface, LEFT, held, self.at(x, y))

    def stroke(self, points: Sequence[Point], held: Qt.KeyboardModifier = NONE, steps: int = 8) -> None:
        """Press, go along a way, let go."""
        self.press(*points[0], held)
        for (ax, ay), (bx, by) in pairwise(points):
            for step in range(1, steps + 1):
                self.move(ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps)
        self.release(*points[-1], held)

    def click(self, name: str, inside: QWidget | None = None) -> None:
        """Click on a button."""
        button = (inside or self.window).findChild(QAbstractButton, name)
        assert button is not None, f"no button is called {name}"
        assert button.isVisible() and button.isEnabled(), f"{name} cannot be clicked"
        # On a check box the words and the box are left of the middle.
        place = QPoint(min(button.width() // 2, 12), button.height() // 2)
        QTest.mouseClick(button, LEFT, NONE, place)

    def drag_slider(self, name: str, value: int, *, release: bool = True) -> None:
        """Take a slider's handle and move it to a value."""
        slider = self.find(QSlider, name)
        option = QStyleOptionSlider()
        slider.initStyleOption(option)
        part = QStyle.SubControl.SC_SliderHandle
        style, groove = slider.style(), QStyle.SubControl.SC_SliderGroove
        handle = style.subControlRect(QStyle.ComplexControl.CC_Slider, option, part, slider)
        whole = style.subControlRect(QStyle.ComplexControl.CC_Slider, option, groove, slider)
        start = handle.center()
        share = (value - slider.minimum()) / (slider.maximum() - slider.minimum())
        end = QPoint(round(whole.left() + handle.width() / 2 + share * (whole.width() - handle.width())), start.y())
        QTest.mousePress(slider, LEFT, NONE, start)
        for step in range(1, 6):
            _drag(slider, start + (end - start) * (step / 5))
            QCoreApplication.processEvents()
        if release:
            QTest.mouseRelease(slider, LEFT, NONE, end)

    # Keys

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.surface, key, held)

    def key_down(self, key: Qt.Key) -> None:
        QTest.keyPress(self.surface, key)

    def key_up(self, key: Qt.Key) -> None:
        QTest.keyRelease(self.surface, key)

    def type_into(self, name: str, text: str, inside: QWidget | None = None) -> QLineEdit:
        """Put the cursor into a field by the mouse and type, in place of what is there; gives the field."""
        field = (inside or self.window).findChild(QLineEdit, name)
        assert field is not None, f"no field is called {name}"
        # A window manager takes its time, and nobody types before.
        self.wait(field.window().isActiveWindow, "the field's window being active")
        QTest.mouseClick(field, LEFT, NONE, QPoint(field.width() // 2, field.height() // 2))
        QTest.keyClick(field, Key.Key_A, CTRL)
        QTest.keyClicks(field, text)
        return field

    # Dialogs

    def dialog(self, name: str) -> QDialog:
        """A dialog, as soon as it is there; any, where no name is given."""

        def found() -> QDialog | None:
            dialogs = (d for d in self.window.findChildren(QDialog) if name in ("", d.objectName()))
            return next((d for d in dialogs if d.isVisible()), None)

        self.wait(found, f"dialog {name}")
        dialog = found()
        assert dialog is not None
        return dialog

    def choose_folder(self, folder: Path) -> None:
        """Answer a dialog that asks for a folder."""
        dialog = self.dialog("folder_dialog")
        assert isinstance(dialog, QFileDialog)
        chosen: list[str] = []
        dialog.fileSelected.connect(chosen.append)
        field = self.type_into("fileNameEdit", str(folder), dialog)
        QTest.keyClick(field, Key.Key_Return)
        self.wait_for_end(dialog)
        assert chosen == [str(folder)], f"{chosen} was chosen for {folder}"
        self.come_back()

    def wait_for_end(self, dialog: QWidget) -> None:
        """Wait until a dialog is closed; it may be gone by then."""
        self.wait(lambda: not isValid(dialog) or not dialog.isVisible(), "the end of the dialog")

    def come_back(self) -> None:
        """Go on in the main window, as a window manager lets one after a dialog has ended."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow, "the window being active")


def _drag(widget: QWidget, place: QPoint) -> None:
    """A movement with the left button down: QTest's own has no button where the widget is asked by its pointer."""
    where = place.toPointF()
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove, where, widget.mapToGlobal(where), Qt.MouseButton.NoButton, LEFT, NONE
    )
    QApplication.sendEvent(widget, event)


def copy_photos(data: Path, into: Path, count: int = 3) -> Path:
    """A folder with the first photos of the committed set; gives the folder."""
    into.mkdir(parents=True)
    for photo in sorted((data / "images").iterdir())[:count]:
        shutil.copy(photo, into)
    return into


def record_on_disk(photos: Path, relative: str) -> Record | None:
    """What the project holds of a photo, read by somebody who only looks."""
    with Project.open(photos, write=False, create=False) as project:
        return project.records().get(relative)


def mask_on_disk(photos: Path, relative: str) -> Mask | None:
    """A photo's mask as the project holds it."""
    with Project.open(photos, write=False, create=False) as project:
        record = project.records().get(relative)
        if record is None:
            return None
        mask = current_mask(project, record.key)
        return None if mask is None else mask.copy()

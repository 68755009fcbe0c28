"""Runs one of the programs as its user would and says when it painted what. Needs nothing but that program.

    python window_probe.py ours|labelme|bare start|folder|next [FOLDER]

Says one line of JSON. Times are seconds of the system's monotonic clock since ``SKINSEG_BENCHMARK_START``, which is
when the caller started this process. Only the event loop's start is caught; what runs before and after is the program.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

SIDE, SCENE = sys.argv[1], sys.argv[2]
ARGUMENTS = sys.argv[3:]
START = float(os.environ["SKINSEG_BENCHMARK_START"])
BINDING = "PyQt5" if SIDE == "labelme" else "PySide6"
HEAVY = ("torch", "scipy", "matplotlib", "pandas")
KEYS = 31
#: Between two keys, in milliseconds: everything that a key sets off is over by then.
APART = 900


def main() -> None:
    widgets = importlib.import_module(f"{BINDING}.QtWidgets")
    name = "exec_" if SIDE == "labelme" else "exec"
    loop = getattr(widgets.QApplication, name)

    def caught(*_: object) -> Any:
        window = next(w for w in widgets.QApplication.topLevelWidgets() if w.isVisible())
        window.resize(1280, 800)
        scene = {"start": start, "folder": folder, "next": next_photo}[SCENE](window)
        code = loop()
        del scene
        return code

    if SIDE == "bare":
        app = widgets.QApplication(["bare"])
        window = widgets.QMainWindow()
        window.setCentralWidget(widgets.QLabel("bare"))
        window.show()
        caught()
        del app
        return
    setattr(widgets.QApplication, name, staticmethod(caught))
    if SIDE == "labelme":
        sys.argv = ["labelme", *ARGUMENTS]
        importlib.import_module("labelme.__main__").main()
    else:
        importlib.import_module("skinseg_desktop.window.start").main(ARGUMENTS)


def start(window: Any) -> object:
    """From nothing to a painted window."""
    figures: dict[str, float] = {}

    def painted() -> bool:
        figures["painted"] = time.monotonic() - START
        later(1000, lambda: finish(window, figures))
        return True

    return watch(window, painted)


def folder(window: Any) -> object:
    """From nothing to the first photo of a folder, and with ours to the first predicted mask."""
    figures: dict[str, float] = {}

    def painted() -> bool:
        if "photo" not in figures:
            if not _photo_shown(window):
                return False
            figures["photo"] = time.monotonic() - START
        if SIDE == "ours":
            opened = window.session.open
            if opened.map is None or opened.origin is None:
                return False
            figures["mask"] = time.monotonic() - START
            figures["heavy"] = sum(name in sys.modules for name in HEAVY)
        later(1000, lambda: finish(window, figures))
        return True

    return watch(canvas_of(window), painted)


def next_photo(window: Any) -> object:
    """Presses the key for the next photo again and again; says when."""
    core = importlib.import_module(f"{BINDING}.QtCore")
    test = importlib.import_module(f"{BINDING}.QtTest")
    key = core.Qt.Key.Key_D if SIDE == "labelme" else core.Qt.Key.Key_Right
    left = [KEYS]

    def press() -> None:
        if left[0] == 0:
            finish(window, {})
            return
        left[0] -= 1
        before = _shown_name(window)
        say({"key": time.monotonic()})
        test.QTest.keyClick(canvas_of(window), key)
        later(APART // 2, lambda: say({"same": True}) if _shown_name(window) == before else None)
        later(APART, press)

    later(3000, press)
    return press


def watch(widget: Any, painted: Callable[[], bool]) -> object:
    """Call ``painted`` after each repaint of a widget, when it is on its way to the screen, until it says True."""
    core = importlib.import_module(f"{BINDING}.QtCore")
    paint = core.QEvent.Type.Paint if BINDING == "PySide6" else core.QEvent.Paint

    class Filter(core.QObject):  # type: ignore[misc, name-defined]
        """Lets everything pass."""

        over = False

        def eventFilter(self, watched: Any, event: Any) -> bool:
            if event.type() == paint and not self.over:
                # Runs when the repaint is whole and flushed.
                later(0, self.look)
            return False

        def look(self) -> None:
            if not self.over:
                self.over = painted()

    made = Filter()
    widget.installEventFilter(made)
    return made


def later(milliseconds: int, act: Callable[[], object]) -> None:
    importlib.import_module(f"{BINDING}.QtCore").QTimer.singleShot(milliseconds, act)


def canvas_of(window: Any) -> Any:
    return window._canvas_widgets.canvas if SIDE == "labelme" else window.canvas


def _photo_shown(window: Any) -> bool:
    return not canvas_of(window).pixmap.isNull() if SIDE == "labelme" else window.session.open is not None


def _shown_name(window: Any) -> str:
    return str(window._image_path if SIDE == "labelme" else window.session.open.file.relative)


def finish(window: Any, figures: dict[str, float]) -> None:
    """Say the figures, with the memory of now, and end."""
    say({**figures, "memory": pss()})
    widgets = importlib.import_module(f"{BINDING}.QtWidgets")
    window.close()
    widgets.QApplication.instance().quit()


def say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def pss() -> float:
    """This process's share of memory in MiB."""
    with open("/proc/self/smaps_rollup", encoding="ascii") as lines:  # noqa: PTH123 - pathlib costs an import
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    main()

"""What tests of the window share: a QApplication without a screen, folders of their own, and strictness.

Any complaint of Qt, any exception in a slot or thread, and any top-level widget that is left fails the test.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# Before Qt loads. SKINSEG_TEST_PLATFORM=xcb runs the same tests on a display.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("SKINSEG_TEST_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from skinseg_desktop.window.language import install

#: What Qt says of this machine, not of the program.
_HARMLESS = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)


@pytest.fixture(scope="session")
def application() -> Iterator[QApplication]:
    """The one application, as ``app.create`` makes it."""
    from skinseg_desktop.window.application import application

    made = application("skinseg-desktop")
    yield made
    made.processEvents()


@pytest.fixture
def qapp(application: QApplication, own_folders: Path) -> Iterator[QApplication]:
    """The application for one test: complaints, uncaught exceptions and widgets that are left fail it."""
    complaints: list[str] = []

    def hear(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if not text.startswith(_HARMLESS):
            complaints.append(f"Qt: {text}")

    def excepthook(kind: type[BaseException], error: BaseException, trace: object) -> None:
        complaints.append(f"not caught: {kind.__name__}: {error}")
        sys.__excepthook__(kind, error, error.__traceback__)

    hooks = sys.excepthook, threading.excepthook
    sys.excepthook = excepthook
    threading.excepthook = lambda a: excepthook(a.exc_type, a.exc_value or SystemExit(), a.exc_traceback)
    before = qInstallMessageHandler(hear)
    # As the program does; of two forms for one and many, English has its own.
    install(application, "en")
    yield application
    _delete_what_waits(application)
    gc.collect()
    left = [w for w in application.topLevelWidgets() if not _qts_own(w)]
    names = [f"{type(w).__name__} {w.objectName()!r}" for w in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    _delete_what_waits(application)
    qInstallMessageHandler(before)
    sys.excepthook, threading.excepthook = hooks
    assert not complaints, "\n".join(complaints)
    assert not names, f"top-level widgets are left: {names}"


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Callable[[QWidget], QWidget]]:
    """Shows a widget and waits until it is painted; it is closed and deleted after the test."""
    shown: list[QWidget] = []

    def exposed(widget: QWidget) -> QWidget:
        shown.append(widget)
        widget.show()
        widget.activateWindow()
        wait_until(lambda: widget.windowHandle() is not None and widget.windowHandle().isExposed())
        wait_until(lambda: QApplication.activeWindow() is not None)
        return widget

    yield exposed
    for widget in shown:
        widget.close()
        widget.deleteLater()


@pytest.fixture
def window_factory(qapp: QApplication) -> Iterator[Callable[..., Any]]:
    """Makes main windows from command lines: ``window_factory(FOLDER, "--masks", REF)``; all are closed at its end."""
    from skinseg_desktop.window import app
    from skinseg_desktop.window.faults import Faults

    made: list[Any] = []

    def make(*arguments: str | Path, visible: bool = True, size: tuple[int, int] = (1366, 768)) -> Any:
        _, window = app.create(["skinseg-desktop", *map(str, arguments)])
        made.append(window)
        window.resize(*size)
        if visible:
            window.show()
            window.activateWindow()
            wait_until(lambda: QApplication.activeWindow() is window)
        return window

    yield make
    for window in made:
        for faults in window.findChildren(Faults):
            faults.uninstall()
        window.close()
        window.deleteLater()


@pytest.fixture
def photos(data_dir: Path, tmp_path: Path) -> Path:
    """A folder of four photos."""
    from tests.acceptance.hand import copy_photos

    return copy_photos(data_dir, tmp_path / "photos", 4)


@pytest.fixture
def hand(window_factory: Callable[..., Any], photos: Path, data_dir: Path) -> Any:
    """Two hands on a window with these photos and references; the first is shown, all near it are predicted."""
    from tests.acceptance.hand import Hand

    made = Hand(window_factory(photos, "--masks", data_dir / "masks"))
    made.wait_for_photo(min(path.stem for path in photos.iterdir()))
    made.wait_for_prediction()
    made.settle()
    # The neighbours are made ready a little later, and their predictions are saved as well. Reference masks are looked
    # for on their own.
    rows = made.window.folder.rows  # type: ignore[attr-defined]
    ready = min(len(rows), 1 + made.window.settings.get("preload_neighbours"))  # type: ignore[attr-defined]
    made.wait(lambda: rows.counts()["predicted"] == ready, "predictions of the neighbours")
    made.wait(lambda: made.canvas.working.reference is not None, "its reference")  # type: ignore[union-attr]
    made.wait_for_saved()
    return made


def wait_until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Let Qt work until something is so; fails when it does not become so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        QCoreApplication.processEvents()
        # Lets other threads at the interpreter; nothing is measured by it.
        time.sleep(0.001)


@pytest.fixture
def wait() -> Callable[..., None]:
    """``wait_until`` for tests, which cannot import a conftest."""
    return wait_until


def _delete_what_waits(application: QApplication) -> None:
    for _ in range(3):
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _qts_own(widget: QWidget) -> bool:
    """Tool tips and the like, which Qt keeps for the next time."""
    return type(widget).__name__ in ("QTipLabel", "QWidget") and widget.metaObject().className() in (
        "QTipLabel",
        "QComboBoxPrivateContainer",
    )

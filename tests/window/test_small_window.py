"""A small window: nothing is cut at its edge, and what it had to squeeze is as it was when the window grows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget

from skinseg_desktop.window.language import install
from tests.window.test_languages import clipped

Wait = Callable[..., None]


@pytest.fixture(params=["en", "de", "pt_BR"])
def language(request: pytest.FixtureRequest, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    before = QLocale()
    monkeypatch.setenv("SKINSEG_LANGUAGE", request.param)
    yield install(qapp, "system")
    QLocale.setDefault(before)


def resized(window: QMainWindow, width: int, height: int) -> None:
    window.resize(width, height)
    for _ in range(5):
        QApplication.processEvents()


def beyond(window: QMainWindow) -> list[str]:
    """What of the window's parts reaches over its edge."""
    parts: list[QWidget] = [
        window.statusBar(),
        *window.findChildren(QDockWidget),
        *window.findChildren(QWidget, "canvas"),
    ]
    for dock in window.findChildren(QDockWidget):
        parts += dock.findChildren(QWidget, "qt_dockwidget_closebutton")
    found = []
    for part in parts:
        if part.isVisible() and part.window() is window:
            corner = part.mapTo(window, QPoint(part.width(), part.height()))
            if corner.x() > window.width() or corner.y() > window.height():
                found.append(f"{part.objectName()} ends at {corner.toTuple()} of {window.size().toTuple()}")
    return found


def width_of(window: QMainWindow, name: str) -> int:
    dock = window.findChild(QDockWidget, name)
    assert dock is not None
    return dock.width()


@pytest.mark.parametrize("size", [(800, 600), (680, 480)])
def test_nothing_is_cut_and_all_comes_back(
    language: str, size: tuple[int, int], window_factory: Callable[..., Any], photos: Path, data_dir: Path, wait: Wait
) -> None:
    window = window_factory(photos, "--masks", data_dir / "masks")
    wait(lambda: window.session.open is not None)
    resized(window, 1366, 768)
    names = ("gallery_dock", "scores_dock", "mask_dock")
    before = [width_of(window, name) for name in names]
    resized(window, *size)
    wait(lambda: beyond(window) == [], 5)
    assert window.width() == size[0]
    assert window.canvas.width() >= 120
    for dock in window.panel_docks[1:]:
        dock.raise_()
        QApplication.processEvents()
        assert beyond(window) == []
    resized(window, 1000, 700)
    resized(window, 1366, 768)
    wait(lambda: [width_of(window, name) for name in names[:2]] == before[:2], 5)


def test_a_small_window_that_opens_nothing_yet(language: str, window_factory: Callable[..., Any], wait: Wait) -> None:
    window = window_factory(size=(800, 600))
    wait(lambda: beyond(window) == [] and clipped(window.welcome) == [], 5)


def test_the_trainings_fit_too(language: str, window_factory: Callable[..., Any], photos: Path, wait: Wait) -> None:
    window = window_factory(photos)
    wait(lambda: window.session.open is not None)
    window.training_dock.open()
    panel = window.training_dock.widget()
    # As with a run, and with more buttons than any has.
    panel._empty.hide()
    panel._scroll.show()
    for button in panel._buttons.values():
        button.show()
    resized(window, 800, 600)
    wait(lambda: beyond(window) == [], 5)
    assert panel._scroll.horizontalScrollBar().maximum() > 0


def test_a_width_that_a_person_chose_stays(window_factory: Callable[..., Any], photos: Path, wait: Wait) -> None:
    window = window_factory(photos)
    wait(lambda: window.session.open is not None)
    resized(window, 1366, 768)
    edge = window.gallery_dock.geometry().right() + 3, window.gallery_dock.geometry().center().y()
    begin, end = QPoint(*edge), QPoint(edge[0] + 60, edge[1])
    handle, none = window.windowHandle(), Qt.KeyboardModifier.NoModifier
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, none, begin)
    QTest.mouseMove(handle, end)
    QApplication.processEvents()
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, none, end)
    QApplication.processEvents()
    chosen = window.gallery_dock.width()
    assert chosen > 320
    resized(window, 800, 600)
    assert window.gallery_dock.width() < chosen
    resized(window, 1366, 768)
    wait(lambda: window.gallery_dock.width() == chosen, 5)
    assert window.close()
    again = window_factory(photos, size=(800, 600))
    wait(lambda: again.session.open is not None)
    resized(again, 1366, 768)
    wait(lambda: again.gallery_dock.width() == chosen, 5)

"""docs/automation.md lists what a real window holds, and everything that a person uses has a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import automation_reference
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QWidget,
)

PROMISED = """
    main_window gallery canvas threshold_slider dice_label save_status action_open_folder action_open_references
    action_predict_folder action_brush action_eraser action_lasso action_undo action_redo action_accept_next
    action_next action_previous action_export
""".split()  # noqa: SIM905 - shorter so


#: Widgets that make parts for themselves, by the names of their classes in C++.
QTS_OWN = {
    "QComboBoxPrivateContainer",
    "QTabBar",
    "QLineEdit",
    "QDockWidget",
    "QToolBar",
    "QMenuBar",
    "QMainWindow",
}


def test_the_page_is_that_of_the_window(
    window_factory: Callable[..., Any], wait: Callable[..., None], data_dir: Path, tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    photo = min((data_dir / "images").iterdir())
    (photos / photo.name).write_bytes(photo.read_bytes())
    window = window_factory(photos, visible=False)
    wait(lambda: automation_reference.ready(window))
    page = automation_reference.DOCUMENT.read_text(encoding="utf-8")
    assert automation_reference.rendered(window) == page, "run build_scripts/automation_reference.py"
    for name in PROMISED:
        assert f"| `{name}` |" in page


def test_everything_that_is_used_has_names(window_factory: Callable[..., Any]) -> None:
    window = window_factory()
    used = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)
    nameless = [
        f"{type(w).__name__} {w.objectName()!r} in {type(w.parent()).__name__}"
        for w in window.findChildren(QWidget)
        if isinstance(w, used) and not _qts_own(w) and not (w.objectName() and _name(w))
    ]
    assert nameless == []
    actions = [a for a in window.findChildren(QAction) if a.parent() is window]
    assert actions and all(a.objectName().startswith("action_") and a.text() for a in actions)


def test_names_are_given_once(window_factory: Callable[..., Any]) -> None:
    window = window_factory(visible=False)
    names = [w.objectName() for w in window.findChildren(QWidget) if w.objectName() and not _qts_own(w)]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def _name(widget: QWidget) -> str:
    """What a screen reader says: the accessible name, else the text on a button."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def _qts_own(widget: QWidget) -> bool:
    """A part that Qt made inside of a widget: it has no name, or one of Qt's, and its parent speaks for it."""
    above = widget.parent()
    if widget.objectName() or above is None:
        return widget.objectName().startswith(("qt_", "_"))
    return above.objectName().startswith("qt_") or above.metaObject().className() in QTS_OWN

#!/usr/bin/env python3
"""Writes ``docs/automation.md``: how the window is driven, and every name in a real window; ``--check`` only compares.

Run with the project's environment; no display is needed.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "automation.md"
#: The actions that open a dialog.
DIALOGS = ("export", "import_masks", "train", "settings", "shortcuts", "palette", "about")

INTRODUCTION = """\
# Driving the window

Every widget and action that a person uses has an object name and an accessible name. Names stay; a test compares this
page with a real window, and `build_scripts/automation_reference.py` writes the tables. Screen readers get the
accessible names translated; the tables have the English ones.

```python
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from skinseg_desktop.window import app

application, window = app.create(["skinseg-desktop", "photos", "--masks", "references"])
window.show()
canvas = window.findChild(QWidget, "canvas")
window.findChild(QAction, "action_brush").trigger()
start = canvas.photo_to_widget(30, 30).toPoint()  # photo pixels to the widget's; widget_to_photo goes back
QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
```

- `create` makes the window without showing it and without entering the event loop; call `application.processEvents()`
  until what you wait for is so. `QT_QPA_PLATFORM=offscreen` needs no display.
- `dice_label` holds the shown photo's Dice as `0.912`, and no digit while it is not known. `save_status` begins with
  `Saved`, `Saving` or `Not saved`, in the language of the window: set `SKINSEG_LANGUAGE=en`.
- `SKINSEG_SETTINGS` (a file), `SKINSEG_CACHE`, `SKINSEG_MODELS` and `SKINSEG_RUNS` (folders) keep a test apart from a
  person's own.
- The widgets of the panel *Trainings* are there once `action_show_training` was on.
- `window.close()` ends every thread; nothing has to be saved first.
- An action is done by `trigger()`. Those that are on while a key is held are switched by `setChecked`.

"""


def document() -> str:
    """The whole page, from a window that is made for it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["SKINSEG_LANGUAGE"] = "en"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        for variable, part in (
            ("SKINSEG_SETTINGS", "settings.json"),
            ("SKINSEG_CACHE", "cache"),
            ("SKINSEG_RUNS", "runs"),
        ):
            os.environ[variable] = str(Path(name) / part)
        from skinseg_desktop.core.places import resources_dir
        from skinseg_desktop.window import app

        photos = Path(name) / "photos"
        photos.mkdir()
        shutil.copy(min((resources_dir() / "demo" / "photos").iterdir()), photos)
        application, window = app.create(["skinseg-desktop", str(photos)])
        try:
            until = time.monotonic() + 60
            while not ready(window):
                application.processEvents()
                if time.monotonic() > until:
                    raise SystemExit("the demo photo did not open")
            return rendered(window)
        finally:
            window.close()
            application.processEvents()


def ready(window: object) -> bool:
    """Whether a folder is open, so that every dialog can be."""
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMainWindow

    assert isinstance(window, QMainWindow)
    actions = [window.findChild(QAction, f"action_{key}") for key in DIALOGS]
    return all(action is not None and action.isEnabled() for action in actions)


def rendered(window: object) -> str:
    """The page for a window in which a folder is open."""
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMainWindow

    assert isinstance(window, QMainWindow)
    trainings = window.findChild(QAction, "action_show_training")
    assert trainings is not None
    # The panel of trainings is made when it is first shown.
    trainings.trigger()
    parts = [INTRODUCTION, "## Actions\n\n", _table(("name", "title", "keys", "acts"), _actions()), "\n## Widgets\n\n"]
    parts.append(_table(("name", "kind", "accessible name"), _widgets(window)))
    for key in DIALOGS:
        parts.append(f"\n## Widgets of `action_{key}`\n\n")
        parts.append(_table(("name", "kind", "accessible name"), _dialog(window, key)))
    return "".join(parts)


def _actions() -> Iterator[tuple[str, ...]]:
    from skinseg_desktop.window.actions import ACTIONS

    for kind in ACTIONS.values():
        way = "while held" if kind.held else "is switched" if kind.checkable else "at once"
        keys = ", ".join(f"`{key}`" for key in kind.keys)
        yield f"`action_{kind.id}`", kind.title, keys, way


def _widgets(parent: object) -> Iterator[tuple[str, ...]]:
    from PySide6.QtWidgets import QWidget

    assert isinstance(parent, QWidget)
    seen = set()
    for widget in sorted((parent, *parent.findChildren(QWidget)), key=lambda w: w.objectName()):
        name = widget.objectName()
        # Parts that Qt makes for itself have names of Qt's.
        if name and not name.startswith(("qt_", "_")) and name not in seen:
            seen.add(name)
            yield f"`{name}`", _kind(widget), _accessible(widget)


def _dialog(window: object, key: str) -> Iterator[tuple[str, ...]]:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QDialog, QMainWindow

    assert isinstance(window, QMainWindow)
    action = window.findChild(QAction, f"action_{key}")
    assert action is not None
    before = set(window.findChildren(QDialog))
    action.trigger()
    (dialog,) = set(window.findChildren(QDialog)) - before
    yield from _widgets(dialog)
    dialog.close()
    dialog.setParent(None)
    dialog.deleteLater()


def _kind(widget: object) -> str:
    """The nearest of Qt's own classes."""
    return next(c.__name__ for c in type(widget).__mro__ if c.__module__.startswith("PySide6."))


def _accessible(widget: object) -> str:
    """What a screen reader says: its accessible name, else a button's text, a dialog's title; a label its text."""
    from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget

    assert isinstance(widget, QWidget)
    if widget.accessibleName():
        return widget.accessibleName().split("\t")[0]
    if isinstance(widget, QAbstractButton):
        return widget.text()
    if isinstance(widget, QMenu):
        return widget.title()
    if widget.isWindow():
        return widget.windowTitle()
    return "(its text)" if isinstance(widget, QLabel) else ""


def _table(heads: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |\n" for line in lines)


def main() -> int:
    """Rewrite or check the document."""
    after = document()
    if "--check" in sys.argv[1:]:
        return int(not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != after)
    DOCUMENT.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

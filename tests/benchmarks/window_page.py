"""The tables that are measured on a screen, as Markdown, and the places of all tables in docs/performance.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import window
from window_screen import Screen

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent.parent / "docs" / "performance.md"
PARTS = ("engine", "training", "window", "brush", "thumbnails")


def of_window(photos: Sequence[Path], table: Callable[[Sequence[window.Row]], str]) -> str:
    """The window beside labelme and a bare one."""
    return table(window.measure(photos))


def of_script(name: str) -> str:
    """What one of the other scripts prints, on a screen of its own."""
    with Screen() as screen:
        done = subprocess.run(
            [sys.executable, HERE / f"{name}.py"],
            env={**os.environ, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"},
            check=True,
            capture_output=True,
            text=True,
        )
    load = os.getloadavg()[0]
    return f"Load average {load:.1f} of {os.cpu_count()} cores.\n\n{done.stdout.strip()}\n"


def write(part: str, text: str) -> None:
    """Put a table in its place on the page; what has no place there was only printed."""
    page = DOCUMENT.read_text(encoding="utf-8")
    mark = "<!-- measured -->\n" if part == "engine" else f"<!-- measured {part} -->\n"
    place = rf"({re.escape(mark)}).*?(<!-- end -->)"
    DOCUMENT.write_text(re.sub(place, lambda m: m[1] + text + m[2], page, flags=re.DOTALL), encoding="utf-8")

"""A crash report on disk: what a bug report needs, and no photo."""

from __future__ import annotations

import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from skinseg_desktop.core.places import version


def write_report(arguments: Sequence[str]) -> Path:
    """Write the exception being handled to a new file in the log folder, else the temporary one; return its path."""
    import platformdirs

    text = "\n".join(
        (
            f"skinseg {version()}, Python {platform.python_version()}, {platform.platform()}",
            f"time: {time.strftime('%Y-%m-%dT%H:%M:%S%z')}",
            f"arguments: {list(arguments)!r}",
            "",
            traceback.format_exc(),
        )
    )
    name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{time.monotonic_ns() % 1_000_000:06d}.txt"
    for folder in (platformdirs.user_log_path("skinseg-desktop", appauthor=False), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return folder / name
    print(text, file=sys.stderr)
    return Path("the lines above")

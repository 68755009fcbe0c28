"""A crash report on disk: what a bug report needs, and no photo."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from skinseg_desktop.core.places import user_log_dir, version


def write_report(arguments: Sequence[str], error: BaseException | None = None, said: Sequence[str] = ()) -> Path:
    """Write an exception (default: the one being handled) to a new file in the log folder; return its path.

    ``said`` are lines that were heard before it. Where the log folder cannot be written, the temporary one is taken.
    """
    # Imported here because most runs write none.
    import platform
    import tempfile
    import traceback

    trace = traceback.format_exc() if error is None else "".join(traceback.format_exception(error))
    text = "\n".join(
        (
            f"skinseg {version()}, Python {platform.python_version()}, {platform.platform()}",
            f"time: {time.strftime('%Y-%m-%dT%H:%M:%S%z')}",
            f"arguments: {list(arguments)!r}",
            "",
            trace,
            *said,
        )
    )
    name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{time.monotonic_ns() % 1_000_000:06d}.txt"
    for folder in (user_log_dir(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return folder / name
    print(text, file=sys.stderr)  # noqa: T201 - the last place there is
    return Path("the lines above")

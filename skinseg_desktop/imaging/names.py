"""How names of files are shown in sentences: one line, no control characters."""

from __future__ import annotations

import os
from pathlib import PurePath

_LONGEST = 120


def shown(name: str | PurePath) -> str:
    """A file name for a message: line breaks, control and direction characters escaped, a long one cut."""
    text = os.fspath(name)
    # Lone surrogates stand for bytes of a name that is not UTF-8; str.isprintable is false for them too.
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in text)
    if len(safe) > _LONGEST:
        safe = f"{safe[: _LONGEST // 2]}...{safe[-_LONGEST // 2 :]}"
    return safe

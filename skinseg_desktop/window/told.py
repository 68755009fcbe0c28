"""What rooms that know no Qt say, in the language of the window."""

from __future__ import annotations

import json
from functools import cache

from PySide6.QtCore import QCoreApplication

from skinseg_desktop.core.places import resources_dir
from skinseg_desktop.core.sentences import Patterns

_CONTEXT = "Sentences"


def told(text: str) -> str:
    """A sentence of an error, a note or a reason, or several, translated; what is not known stays as it is."""
    if not text or _put("Try again.") == "Try again.":  # English
        return text
    return _patterns().told(text)


def _put(pattern: str) -> str:
    return QCoreApplication.translate(_CONTEXT, pattern)


@cache
def _patterns() -> Patterns:
    """``build_scripts/translations.py`` gathers them."""
    source = resources_dir() / "translations" / "sentences.json"
    return Patterns(json.loads(source.read_text(encoding="utf-8")), _put)

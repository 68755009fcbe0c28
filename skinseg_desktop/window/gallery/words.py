"""What statuses are called, translated when shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from skinseg_desktop.window.texts import QT_TRANSLATE_NOOP

_WORDS = {
    "new": QT_TRANSLATE_NOOP("Statuses", "new"),
    "predicted": QT_TRANSLATE_NOOP("Statuses", "predicted"),
    "edited": QT_TRANSLATE_NOOP("Statuses", "edited"),
    "accepted": QT_TRANSLATE_NOOP("Statuses", "accepted"),
    "rejected": QT_TRANSLATE_NOOP("Statuses", "rejected"),
    "missing": QT_TRANSLATE_NOOP("Statuses", "missing"),
    "unreadable": QT_TRANSLATE_NOOP("Statuses", "unreadable"),
}


def status_word(status: str) -> str:
    """The word for a status of ``store.STATUSES``, for ``missing`` or ``unreadable``."""
    return QCoreApplication.translate("Statuses", _WORDS[status])

"""What statuses are called, translated when shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from skinseg_desktop.window.texts import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from skinseg_desktop.review.rows import Row

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


def edited_besides(row: Row) -> bool:
    """Whether a person changed the mask and the status says something else of it."""
    return row.edited and row.status != "edited"

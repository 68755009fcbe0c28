"""Languages: the program's translations and Qt's own, and a made-up one that shows what is not translated."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from skinseg_desktop.core.places import resources_dir

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What the setting ``language`` may say, and each language's name for itself; "system" stands beside them.
LANGUAGES: dict[str, str] = {"en": "English", "de": "Deutsch", "pt_BR": "Português (Brasil)"}
#: Chosen by SKINSEG_LANGUAGE only.
PSEUDO = "pseudo"


def wanted(choice: str) -> str:
    """The language to show for a setting: a key of LANGUAGES, or PSEUDO. ``SKINSEG_LANGUAGE`` overrides the setting."""
    choice = os.environ.get("SKINSEG_LANGUAGE") or choice
    if choice in LANGUAGES or choice == PSEUDO:
        return choice
    for name in (n.replace("-", "_") for n in QLocale.system().uiLanguages()):
        for language in LANGUAGES:
            # Brazilian Portuguese is nearer to a reader of any Portuguese than English is.
            if name == language or name.split("_")[0] == language.split("_")[0]:
                return language
    return "en"


def install(application: QCoreApplication, choice: str) -> str:
    """Translate everything that is made from now on; the language that is shown.

    Call it before the window is made: texts are not translated again.
    """
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.setParent(None)
    language = wanted(choice)
    QLocale.setDefault(QLocale("en" if language == PSEUDO else language))
    # The made-up language stands in for one that is complete: what that one does not have is not translated.
    translators = _translators(application, "de" if language == PSEUDO else language)
    for translator in [Pseudo(application, translators)] if language == PSEUDO else translators:
        application.installTranslator(translator)
    return language


def _translators(application: QCoreApplication, language: str) -> list[QTranslator]:
    """The program's own and Qt's. English too: its file holds the plurals."""
    own, qt = QTranslator(application), QTranslator(application)
    own.load(f"skinseg_{language}", str(resources_dir() / "translations"))
    if language != "en":
        qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    # The one that is installed last is asked first.
    return [translator for translator in (qt, own) if not translator.isEmpty()]


class Pseudo(QTranslator):
    """Every text that others translate in brackets and 40 per cent longer: what has none is not translated."""

    def __init__(self, parent: QObject, others: Sequence[QTranslator]) -> None:
        super().__init__(parent)
        self._others = others

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Wrap a text; a shortcut's name and the direction of reading stay."""
        if context in ("QShortcut", "QGuiApplication", "QApplication"):
            return text
        known = any(other.translate(context, text, disambiguation, n) for other in self._others)
        return pseudo(text) if known else text

    def isEmpty(self) -> bool:
        """Never: it has a word for everything."""
        return False


def pseudo(text: str) -> str:
    """A text in brackets and 40 per cent longer; what ``format`` and ``%n`` fill in does not count as its length."""
    bare = re.sub(r"\{[^}]*\}|%n", "", text)
    return f"[ẞ{text}{'·' * max(0, round(len(bare) * 0.4) - 4)}ß]"

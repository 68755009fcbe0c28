"""The application round the window: theme, icons, languages' machinery, versions, and what the filter of keys costs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from skinseg_desktop.core.places import resources_dir
from skinseg_desktop.store.settings import SETTINGS
from skinseg_desktop.window import language
from skinseg_desktop.window.icons import application_icon, icon
from skinseg_desktop.window.language import LANGUAGES, PSEUDO, install, pseudo, wanted
from skinseg_desktop.window.theme import CHOICES, Theme, is_dark, palette

Role = QPalette.ColorRole
TEXT_ON = [
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.ButtonText, Role.Button),
    (Role.ButtonText, Role.Window),
    (Role.PlaceholderText, Role.Base),
    (Role.PlaceholderText, Role.Window),
    (Role.HighlightedText, Role.Highlight),
    (Role.ToolTipText, Role.ToolTipBase),
    (Role.Link, Role.Base),
    (Role.Link, Role.Window),
    (Role.LinkVisited, Role.Base),
    # Focus and selection must be seen as well: 3 to 1 would do, text's 4.5 is reached.
    (Role.Highlight, Role.Base),
    (Role.Highlight, Role.Window),
]


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    levels = (colour.redF(), colour.greenF(), colour.blueF())
    parts: list[float] = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in levels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_is_read_easily(dark: bool) -> None:
    shown = palette(dark)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        for text, ground in TEXT_ON:
            light, deep = sorted((luminance(shown.color(group, r)) for r in (text, ground)), reverse=True)
            assert (light + 0.05) / (deep + 0.05) >= 4.5, (text, ground)


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_but_links_has_a_hue(dark: bool) -> None:
    shown = palette(dark)
    roles = [r for r in Role if r not in (Role.Link, Role.LinkVisited, Role.NoRole, Role.NColorRoles)]
    assert [r for r in roles if shown.color(r).hsvSaturation() != 0] == []


def test_the_theme_is_the_persons_or_the_systems(qapp: QApplication, show: Callable[[QWidget], QWidget]) -> None:
    assert SETTINGS["theme"].choices == CHOICES
    window = show(QLabel("text"))
    theme = Theme.of(qapp)
    assert Theme.of(qapp) is theme
    theme.choose("dark")
    qapp.processEvents()
    assert is_dark(window.palette())
    theme.choose("light")
    qapp.processEvents()
    assert not is_dark(window.palette())
    theme.choose("system")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.dark == (qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark)


@pytest.mark.parametrize("path", sorted((resources_dir() / "icons").glob("*.svg")), ids=lambda p: p.stem)
def test_every_icon_is_drawn_in_the_texts_colour_and_sharp(qapp: QApplication, path: os.PathLike[str]) -> None:
    name = os.fspath(path).rsplit(os.sep, 1)[1].removesuffix(".svg")
    if name == "skinseg":
        assert not application_icon().pixmap(48).isNull()
        return
    for dark in (False, True):
        shown = palette(dark)
        image = icon(name, shown).pixmap(QSize(24, 24), 2.0).toImage()
        assert image.width() == 48
        drawn = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
        opaque = [c for c in drawn if c.alpha() == 255]
        assert opaque and {c.name() for c in opaque} == {shown.color(Role.ButtonText).name()}
        assert drawn[0].alpha() == 0
        off = icon(name, shown).pixmap(QSize(24, 24), 1.0, QIcon.Mode.Disabled).toImage()
        assert off != icon(name, shown).pixmap(QSize(24, 24), 1.0).toImage()


# Languages


@pytest.mark.parametrize(
    ("choice", "variable", "shown"),
    [("de", "", "de"), ("pt_BR", "", "pt_BR"), ("de", "en", "en"), ("en", PSEUDO, PSEUDO), ("fr", "en", "en")],
)
def test_the_language_is_the_variables_or_the_settings(
    choice: str, variable: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKINSEG_LANGUAGE", variable)
    assert wanted(choice) == shown


@pytest.mark.parametrize(
    ("system", "shown"),
    [(["de-AT", "en"], "de"), (["fr-FR", "pt-PT"], "pt_BR"), (["fr-FR"], "en"), (["en-GB", "de"], "en")],
)
def test_the_systems_languages_are_asked_in_their_order(
    system: list[str], shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class System:
        def uiLanguages(self) -> list[str]:
            return system

    class Locale:
        @staticmethod
        def system() -> System:
            return System()

    monkeypatch.setattr(language, "QLocale", Locale)
    assert wanted("system") == shown


def test_languages_change_back_and_forth(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    def said() -> str:
        return QCoreApplication.translate("Actions", "Open folder...")

    monkeypatch.setenv("SKINSEG_LANGUAGE", PSEUDO)
    assert install(qapp, "system") == PSEUDO
    assert said() == pseudo("Open folder...") and len(said()) >= 1.4 * len("Open folder...")
    monkeypatch.setenv("SKINSEG_LANGUAGE", "de")
    install(qapp, "system")
    assert said() == "Ordner öffnen..."
    assert QCoreApplication.translate("QPlatformTheme", "Close") == "Schließen"
    monkeypatch.setenv("SKINSEG_LANGUAGE", "en")
    install(qapp, "system")
    assert said() == "Open folder..."


def test_the_settings_offer_every_language() -> None:
    assert SETTINGS["language"].choices == ("system", *LANGUAGES)


# The application


def test_who_the_program_is(qapp: QApplication) -> None:
    assert (qapp.applicationName(), qapp.organizationName()) == ("skinseg-desktop", "Skinseg")
    assert qapp.highDpiScaleFactorRoundingPolicy() == Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    assert qapp.style().objectName().lower() == "fusion" or Theme.of(qapp) is not None


def test_qt_is_the_version_that_was_tried() -> None:
    # 6.12.0 on Python 3.11 loses a reference to None at each void call; see the next test.
    assert metadata.version("PySide6-Essentials") == "6.11.3"


def test_void_calls_lose_no_reference_to_none() -> None:
    code = (
        "import sys\n"
        "from PySide6.QtCore import QObject\n"
        "thing = QObject()\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(6000):\n"
        "    thing.setObjectName('x')\n"
        "print(sys.getrefcount(None) - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    # From Python 3.12 on None is not counted at all.
    assert abs(int(done.stdout)) < 100


def test_importing_the_room_and_its_start_loads_no_qt() -> None:
    code = "import sys; import skinseg_desktop.window.start, skinseg_desktop.cli.gui; print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr

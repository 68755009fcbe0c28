"""Every text is translated and fits: in a language that is 40 per cent longer, and in those that are shipped."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import translations
from PySide6.QtCore import QLocale, QSize, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDockWidget,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from skinseg_desktop.window.language import LANGUAGES, PSEUDO, install

#: Widgets that show data (names of photos, models, folders), not texts of the program's.
DATA = {"model_choice", "model_card", "welcome_recent", "about_text", "crash_details", "menu_recent"}
#: What is the same in every language: numbers, units, names of things and keys.
SAME = re.compile(
    r"[\W\d_]|Skinseg|Desktop|Dice|IoU|CPU|CUDA|NVIDIA|Apple|MPS|MP|MB|px|ms|skinseg|lite|Ctrl|Shift|Alt|Del|Space"
    r"|Right|Left|Up|Down|Backspace|F\d+|English|Deutsch|Português|Brasil|ISIC|\b\w\b"
)
Walk = Iterator[tuple[str, str]]


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    locale = QLocale()
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.setParent(None)
    QLocale.setDefault(locale)


def test_every_text_is_gathered_and_translated() -> None:
    assert translations.faults() == []


def test_a_text_that_is_not_translated_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in translations.FOLDER.iterdir():
        text = file.read_bytes().replace(b"<translation>Pinsel</translation>", b'<translation type="unfinished"/>')
        (tmp_path / file.name).write_bytes(text.replace("Ordner öffnen".encode(), b"Ordner auftun"))
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    found = "\n".join(translations.faults())
    assert "skinseg_de.ts: not translated: 'Brush'" in found and "skinseg_de.qm is out of date" in found


PAGES = ["welcome", "photo", "export", "import_masks", "settings", "shortcuts", "palette", "about"]


@pytest.mark.parametrize("page", PAGES)
def test_the_pseudo_language_finds_nothing_untranslated_and_nothing_clipped(
    page: str, opened: Callable[[str, str], QWidget], wait: Callable[..., None]
) -> None:
    shown = opened(PSEUDO, page)
    laid_out(shown, wait)
    untranslated = [(where, text) for where, text in texts(shown) if SAME.sub("", PSEUDO_TEXT.sub("", text))]
    assert untranslated == []
    assert clipped(shown) == []


@pytest.mark.parametrize("language", [k for k in LANGUAGES if k != "en"])
@pytest.mark.parametrize("page", ["photo", "export", "settings", "shortcuts"])
def test_nothing_is_clipped_in_the_shipped_languages_with_a_large_font(
    language: str, page: str, opened: Callable[..., QWidget], wait: Callable[..., None]
) -> None:
    shown = opened(language, page, larger=1.5)
    laid_out(shown, wait)
    assert clipped(shown) == []


def laid_out(shown: QWidget, wait: Callable[..., None]) -> None:
    """Give layouts that follow each other the time to settle; what is clipped then is told by the test."""
    with contextlib.suppress(AssertionError):
        wait(lambda: clipped(shown) == [], 3)


#: What the pseudo-language makes; one may stand in another.
PSEUDO_TEXT = re.compile(r"\[ẞ.*ß\]", re.DOTALL)


@pytest.fixture
def opened(
    window_factory: Callable[..., Any],
    wait: Callable[..., None],
    qapp: QApplication,
    data_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., QWidget]]:
    """Shows a page of the window, or one of its dialogs, in a language."""
    font = qapp.font()
    dialogs: list[QWidget] = []

    def make(language: str, page: str, larger: float = 1.0) -> QWidget:
        monkeypatch.setenv("SKINSEG_LANGUAGE", language)
        big = qapp.font()
        big.setPointSizeF(font.pointSizeF() * larger)
        qapp.setFont(big)
        install(qapp, "system")
        if page == "welcome":
            return window_factory()  # type: ignore[no-any-return]
        photos = tmp_path / "photos"
        photos.mkdir()
        for photo in sorted((data_dir / "images").iterdir())[:3]:
            (photos / photo.name).write_bytes(photo.read_bytes())
        window = window_factory(photos, "--masks", data_dir / "masks")
        wait(lambda: any(c.isdigit() for c in window.findChild(QLabel, "dice_label").text()))
        if page == "photo":
            return window  # type: ignore[no-any-return]
        window.findChild(QAction, f"action_{page}").trigger()
        wait(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
        dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
        dialogs.append(dialog)
        qapp.processEvents()
        return dialog  # type: ignore[no-any-return]

    yield make
    for dialog in dialogs:
        dialog.close()
    qapp.setFont(font)


def texts(top: QWidget) -> Walk:
    """Every text of a window and what is in it, with where it stands; those of its own dialogs apart."""
    for widget in [top, *(w for w in top.findChildren(QWidget) if w.window() is top)]:
        name = widget.objectName()
        above = widget.parent()
        if name in DATA or (above is not None and above.objectName() in DATA):
            continue
        for text in (*_own_texts(widget), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()):
            for line in text.splitlines():
                # Where a definition comes from is a citation, the same in every language.
                if not re.search(r"doi:|arXiv:|https?:", line):
                    yield f"{type(widget).__name__} {name}", re.sub(r"<[^>]*>", "", line)
    for action in top.findChildren(QAction):
        if action.parent() is top and action.text():
            yield action.objectName(), action.text()
            yield action.objectName(), action.toolTip()


def _own_texts(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        return [widget.text()]
    if isinstance(widget, QComboBox):
        return [widget.itemText(n) for n in range(widget.count())]
    if isinstance(widget, QTabBar):
        return [widget.tabText(n) for n in range(widget.count())]
    if isinstance(widget, QGroupBox | QMenu):
        return [widget.title()]
    if isinstance(widget, QDockWidget | QDialog):
        return [widget.windowTitle()]
    if isinstance(widget, QLineEdit):
        return [widget.placeholderText()]
    if isinstance(widget, QHeaderView):
        return [str(widget.model().headerData(n, widget.orientation()) or "") for n in range(widget.count())]
    return []


def clipped(top: QWidget) -> list[str]:
    """Widgets with a text that are smaller than the text, or cut off at a side by what holds them."""
    found = []
    for widget in (w for w in top.findChildren(QWidget) if w.window() is top and w.isVisible()):
        if not isinstance(widget, QLabel | QPushButton | QCheckBox | QToolButton | QTabBar | QComboBox):
            continue
        if isinstance(widget.parent(), QAbstractItemView) or not any(_own_texts(widget)):
            continue
        need = _needed(widget)
        if widget.width() < need.width() or widget.height() < need.height():
            found.append(f"{widget.objectName()!r} {_own_texts(widget)} {widget.size().toTuple()} < {need.toTuple()}")
        seen = widget.visibleRegion().boundingRect()
        if not seen.isEmpty() and seen.width() < min(widget.width(), need.width()):
            found.append(
                f"{widget.objectName()!r} {_own_texts(widget)} shows {seen.width()} of {widget.width()} across"
            )
    return found


def _needed(widget: QWidget) -> QSize:
    if isinstance(widget, QLabel) and widget.wordWrap():
        longest = max(re.split(r"[\s/·-]+", widget.text()), key=len)
        return QSize(widget.fontMetrics().horizontalAdvance(longest), widget.heightForWidth(widget.width()))
    if isinstance(widget, QComboBox | QToolButton | QTabBar):
        return widget.minimumSizeHint()
    if isinstance(widget, QLabel):
        return widget.minimumSizeHint()
    return widget.sizeHint()

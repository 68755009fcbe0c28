"""Names and paths of any length in a window that has an edge: they lose their middle, and a tool tip has the whole."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

#: What is longer than this and has no space in it is no word of a language, and may lose its middle.
_WORD = 24
#: A tool tip longer than this is wrapped.
_LINE = 100
_MIDDLE = Qt.TextElideMode.ElideMiddle


def wrapped(text: str, metrics: QFontMetrics, letters: int = 72) -> str:
    """A text to be wrapped, in which nothing is wider than so many letters, or than most of a small screen."""
    screen = QGuiApplication.primaryScreen().availableGeometry().width()
    most = min(metrics.averageCharWidth() * letters, screen * 3 // 5)
    return re.sub(rf"\S{{{_WORD + 1},}}", lambda found: metrics.elidedText(found[0], _MIDDLE, most), text)


def squeezed(text: str, metrics: QFontMetrics, width: int) -> str:
    """A line no wider than this, where its names and paths, the longest first, can lose enough for that."""
    for word in sorted(text.split(), key=len, reverse=True):
        excess = metrics.horizontalAdvance(text) - width
        if excess <= 0 or len(word) <= _WORD:
            break
        least = metrics.averageCharWidth() * _WORD // 2
        text = text.replace(
            word, metrics.elidedText(word, _MIDDLE, max(metrics.horizontalAdvance(word) - excess, least)), 1
        )
    return text


def tip(text: str) -> str:
    """A text as a tool tip that is no wider than a few words; names in it are broken where there is no space."""
    if len(text) <= _LINE:
        return text
    broken = re.sub(rf"\S{{{_LINE // 2}}}(?=\S)", lambda found: found[0] + "\u200b", text)
    return f'<p style="white-space: pre-wrap">{html.escape(broken)}</p>'


def stay_on_screen(dialog: QWidget) -> None:
    """Let a dialog never be larger than the screen, whatever it has to say."""
    dialog.setMaximumSize(dialog.screen().availableGeometry().size())


def grow(dialog: QWidget) -> None:
    """Make room for what a dialog says now, so that nothing else in it is squeezed; never more than there is."""
    layout = dialog.layout()
    if layout is not None:
        # Layouts inside of others hear of a longer text only later, and have kept how high they were.
        for inner in dialog.findChildren(QLayout):
            inner.invalidate()
            # What scrolls stands between them.
            holder = inner.parentWidget()
            while holder is not None and holder is not dialog:
                holder.updateGeometry()
                holder = holder.parentWidget()
        layout.activate()
        wanted = QSize(dialog.width(), max(dialog.height(), layout.totalHeightForWidth(dialog.width())))
        screen, frame = dialog.screen().availableGeometry(), dialog.frameSize() - dialog.size()
        dialog.resize(wanted.boundedTo(dialog.maximumSize()).boundedTo(screen.size() - frame))
        # Buttons at its lower edge have to be within reach.
        beyond = dialog.y() + dialog.height() + frame.height() - (screen.y() + screen.height())
        if dialog.isVisible() and beyond > 0:
            dialog.move(dialog.x(), max(dialog.y() - beyond, screen.y()))


class Sentence(QLabel):
    """Wrapped text with names and paths in it, which make nothing wider than the screen."""

    def __init__(self, text: str = "", *, letters: int = 72) -> None:
        """``letters``: nothing in it is wider than so many."""
        super().__init__()
        self._letters = letters
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text; what it lost is in the tool tip."""
        shown = wrapped(text, self.fontMetrics(), self._letters)
        super().setText(shown)
        self.setToolTip(tip(text) if shown != text else "")

"""Icons: the SVG files of ``resources/icons``, drawn in the text's colour at the sizes that screens ask for."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from skinseg_desktop.core.places import resources_dir

#: How strong the icon of what cannot be used is: the style's own pale one is as bright as the others in the dark.
_PALE = 0.4
#: Sides of the program's own icon in device pixels.
_SIDES = (16, 32, 48, 128)


def icon(name: str, palette: QPalette) -> QIcon:
    """The icon of that name (the file's stem) in the palette's text colour, crisp on any screen.

    It is drawn when it is first seen: of fifty actions, a window shows twenty. Raises FileNotFoundError for a name
    without a file: a slip that a test finds.
    """
    if not (resources_dir() / "icons" / f"{name}.svg").exists():
        raise FileNotFoundError(name)
    return QIcon(_Drawn(name, palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText).name()))


def application_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    renderer = QSvgRenderer(str(resources_dir() / "icons" / "skinseg.svg"))
    drawn = QIcon()
    for side in _SIDES:
        drawn.addPixmap(_pixmap(renderer, QSize(side, side)))
    return drawn


class _Drawn(QIconEngine):
    """Draws an icon at the very size that is asked for."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def clone(self) -> QIconEngine:
        """Another of the same."""
        return _Drawn(self._name, self._colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon at a size in device pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The icon at a size in widget pixels, for a screen of so many device pixels to each."""
        return _drawn(self._name, self._colour, size.width(), size.height(), scale, mode == QIcon.Mode.Disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it into a rectangle."""
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, painter.device().devicePixelRatioF()))

    def isNull(self) -> bool:
        """Never: there is a file."""
        return False


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, width: int, height: int, scale: float, pale: bool) -> QPixmap:
    source = (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    drawn = _pixmap(renderer, QSize(round(width * scale), round(height * scale)))
    if pale:
        drawn = _paled(drawn)
    drawn.setDevicePixelRatio(scale)
    return drawn


def _pixmap(renderer: QSvgRenderer, size: QSize) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


def _paled(pixmap: QPixmap) -> QPixmap:
    made = QPixmap(pixmap.size())
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(_PALE)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return made

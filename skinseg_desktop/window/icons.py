"""Icons: the SVG files of ``resources/icons``, drawn in the text's colour at the sizes that screens ask for."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from skinseg_desktop.core.places import resources_dir

#: Sides in device pixels: 24 points at 100 and 200 per cent. Between them Qt scales down the larger one.
_SIDES = (24, 48)


def icon(name: str, palette: QPalette) -> QIcon:
    """The icon of that name (the file's stem) in the palette's text colour, crisp on any screen.

    Raises FileNotFoundError for a name without a file: a slip that a test finds.
    """
    source = (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    colour = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour.name()).encode()))
    drawn = QIcon()
    for side in _SIDES:
        pixmap = _pixmap(renderer, side)
        drawn.addPixmap(pixmap)
        # The style's own pale one is as bright as the other in the dark.
        drawn.addPixmap(_pale(pixmap), QIcon.Mode.Disabled)
    return drawn


def application_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    renderer = QSvgRenderer(str(resources_dir() / "icons" / "skinseg.svg"))
    drawn = QIcon()
    for side in (16, 32, 48, 128):
        drawn.addPixmap(_pixmap(renderer, side))
    return drawn


def _pixmap(renderer: QSvgRenderer, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


def _pale(pixmap: QPixmap) -> QPixmap:
    made = QPixmap(pixmap.size())
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(0.4)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return made

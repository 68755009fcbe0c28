"""The legend: a switch and a swatch for each line and colour that the canvas puts over the photo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from skinseg_desktop.window.actions import ACTIONS
from skinseg_desktop.window.canvas.look import (
    HALO,
    LINE,
    MINE,
    PREVIEW_HALO,
    PREVIEW_LINE,
    REFERENCE,
    REFERENCE_HALO,
    REFERENCE_LINE,
    SURROUND,
    Look,
    mask_colours,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_SIZE = QSize(26, 12)
_WHOLE = QRect(0, 0, _SIZE.width(), _SIZE.height())
#: A swatch is drawn for screens of so many device pixels to each of its own.
_RATIOS = (1, 2, 3)
#: From dash to dash, and a dash's length.
_DASHES, _DOTS = (9, 6), (5, 2)


class Legend(QWidget):
    """Shows a look, and asks for another; its colours are the canvas's."""

    #: A Look that the person chose.
    look_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self._look = Look()
        lines, agreement = mask_colours(Look()), mask_colours(Look(agreement=True, contour=False, reference=False))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        self._switches = {
            "contour": self._switch("contour", self.tr("Mask"), "contour"),
            "reference": self._switch("reference", self.tr("Reference"), "show_reference"),
            "agreement": self._switch("agreement", self.tr("Where they differ"), "agreement"),
        }
        self._switches["contour"].setIcon(_line(lines[LINE], lines[HALO]))
        self._switches["reference"].setIcon(_line(lines[REFERENCE_LINE], lines[REFERENCE_HALO], _DASHES))
        for switch in self._switches.values():
            switch.setIconSize(_SIZE)
        self._preview = QWidget()
        self._preview.setObjectName("legend_preview_row")
        dots = _line(lines[PREVIEW_LINE], lines[PREVIEW_HALO], _DOTS)
        kinds = _swatches(self._preview)
        self._add_swatch(kinds, dots, "preview", self.tr("Preview"))
        rows.addWidget(self._switches["contour"])
        # It has no switch: what one previews is to be seen.
        rows.addWidget(self._preview)
        rows.addWidget(self._switches["reference"])
        rows.addWidget(self._switches["agreement"])
        self._preview.hide()
        kinds = _swatches()
        for name, code, title in (
            ("only_mask", MINE, self.tr("Only in the mask")),
            ("only_reference", REFERENCE, self.tr("Only in the reference")),
        ):
            self._add_swatch(kinds, _filled(agreement[code]), name, title)
        rows.addLayout(kinds)

    def show_look(self, look: Look, has_reference: bool, previews: bool = False) -> None:
        """Show what is shown, whether there is a reference to be shown, and whether a threshold is previewed."""
        self._look = look
        self._preview.setVisible(previews)
        for name, switch in self._switches.items():
            with QSignalBlocker(switch):
                switch.setChecked(getattr(look, name))
            switch.setEnabled(has_reference or name == "contour")

    def _switch(self, name: str, title: str, action: str) -> QCheckBox:
        switch = QCheckBox(title)
        switch.setObjectName(f"legend_{name}_switch")
        switch.setAccessibleName(title)
        meaning = QCoreApplication.translate("Actions", ACTIONS[action].tip)
        switch.setToolTip(meaning)
        switch.setAccessibleDescription(meaning)
        switch.toggled.connect(self._chooser(name))
        return switch

    def _add_swatch(self, row: QHBoxLayout, icon: QIcon, name: str, title: str) -> None:
        swatch, text = QLabel(), QLabel(title)
        swatch.setPixmap(icon.pixmap(_SIZE, self.devicePixelRatioF()))
        text.setObjectName(f"legend_{name}")
        text.setWordWrap(True)
        row.addWidget(swatch)
        row.addWidget(text, 1)

    def _chooser(self, name: str) -> Callable[[bool], None]:
        return lambda on: self.look_chosen.emit(replace(self._look, **{name: on}))


def _swatches(parent: QWidget | None = None) -> QHBoxLayout:
    """A row below a switch, for colours without one."""
    row = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    row.setContentsMargins(20, 0, 0, 0)
    return row


def _line(core: int, halo: int, dashes: tuple[int, int] = (_SIZE.width(), _SIZE.width())) -> QIcon:
    """A line with its halo, 0xAARRGGBB both, on the grey around the photo."""

    def draw(painter: QPainter) -> None:
        middle, (period, length) = _SIZE.height() // 2, dashes
        painter.fillRect(_WHOLE, QColor(SURROUND, SURROUND, SURROUND))
        for left in range(0, _SIZE.width(), period):
            painter.fillRect(left, middle - 3, length, 6, QColor.fromRgba(halo))
            painter.fillRect(left, middle - 1, length, 2, QColor.fromRgba(core))

    return _icon(draw)


def _filled(colour: int) -> QIcon:
    """A colour 0xAARRGGBB as it is, without what shines through it."""
    return _icon(lambda painter: painter.fillRect(_WHOLE, QColor(colour & 0xFFFFFF)))


def _icon(draw: Callable[[QPainter], None]) -> QIcon:
    icon = QIcon()
    for ratio in _RATIOS:
        pixmap = QPixmap(_SIZE * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw(painter)
        painter.end()
        icon.addPixmap(pixmap)
    return icon

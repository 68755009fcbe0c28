"""The curves of a run: loss, Dice and IoU, learning rate; training and validation. The only user of pyqtgraph.

Training and validation are blue and orange of the set by Okabe and Ito (https://jfly.uni-koeln.de/color/), which the
colour-blind can tell apart, in the shades that stand out from each theme's ground; what they show is a kind of line.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QEvent, QIODevice, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.imaging import write_atomic
from skinseg_desktop.window.followed import value_of
from skinseg_desktop.window.theme import is_dark

if TYPE_CHECKING:
    from skinseg_desktop.window.followed import Followed

TRAINING, VALIDATION = "training", "validation"
_COLOURS = {
    TRAINING: {False: "#0072b2", True: "#56b4e9"},
    VALIDATION: {False: "#b34700", True: "#e69f00"},
}
#: Each plot's curves: whose, which number, and how its line looks.
_PLOTS: dict[str, tuple[tuple[str, str, Qt.PenStyle], ...]] = {
    "loss": (
        (TRAINING, "loss", Qt.PenStyle.SolidLine),
        (VALIDATION, "loss", Qt.PenStyle.SolidLine),
    ),
    "scores": (
        (TRAINING, "dice", Qt.PenStyle.SolidLine),
        (TRAINING, "iou", Qt.PenStyle.DashLine),
        (VALIDATION, "dice", Qt.PenStyle.SolidLine),
        (VALIDATION, "iou", Qt.PenStyle.DashLine),
    ),
    "rate": ((TRAINING, "rate", Qt.PenStyle.SolidLine),),
}
#: Of more numbers than this the means of neighbours are drawn.
_DRAWN = 1000
#: How much is seen of the lines across, of 255.
_GRID = 40
#: A point for each record, as long as there are no more of them than this.
_POINTS = 24

Numbers = NDArray[np.float64]


class Curves(QWidget):
    """Drag moves, the wheel zooms, *Show all* goes back. All plots have the epochs in common."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("curves")
        self._followed: Followed | None = None
        self._boxes: dict[str, Any] = {}
        self._axes: list[Any] = []
        self._titles: list[tuple[Any, str]] = []
        self._curves: dict[tuple[str, str, str], Any] = {}
        self._view = pg.GraphicsView()
        self._view.setObjectName("curves_view")
        self._view.setAccessibleName(self.tr("Loss, Dice and IoU, and learning rate by epoch"))
        self._view.setMinimumSize(400, 110)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Not pyqtgraph's plot items: each brings a menu with a panel of switches, in English, and windows of its own.
        self._plots = pg.GraphicsLayout()
        self._plots.setContentsMargins(2, 2, 2, 2)
        self._plots.setSpacing(0)
        self._view.setCentralItem(self._plots)
        titles = {"loss": self.tr("Loss"), "scores": self.tr("Dice and IoU"), "rate": self.tr("Learning rate")}
        for column, name in enumerate(_PLOTS):
            self._add_plot(2 * column, name, titles[name])
        self._legend = QLabel()
        self._legend.setObjectName("curves_legend")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        top = QHBoxLayout()
        top.addWidget(self._legend, 1)
        for name, title, act in (
            ("curves_all", self.tr("Show all"), self.show_all),
            ("curves_png", self.tr("Save as PNG..."), lambda: self._ask(self.tr("Save the curves"), "png")),
            ("curves_csv", self.tr("Save as CSV..."), lambda: self._ask(self.tr("Save the numbers"), "csv")),
        ):
            button = QPushButton(title)
            button.setObjectName(name)
            button.setFlat(True)
            button.clicked.connect(act)
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._view, 1)
        self._colour()

    def show_run(self, followed: Followed | None) -> None:
        """Show a run, or what is new of it."""
        other = followed is not self._followed
        self._followed = followed
        for (_, whose, key), curve in self._curves.items():
            if followed is None:
                curve.setData([], [])
            elif whose == VALIDATION:
                x, y = _column(followed, "epoch"), _column(followed, VALIDATION, key)
                curve.setData(x, y, symbol="o" if len(x) <= _POINTS else None, symbolSize=5, connect="finite")
            else:
                x, y = self._training(followed, key)
                curve.setData(x, y, connect="finite")
                if key == "rate":
                    # One value alone would be shown in a range of 1, in which every rate is 0.
                    highest = float(np.nan_to_num(y).max(initial=0.0))
                    self._boxes[key].setLimits(yMin=0.0, maxYRange=1.1 * highest or None)
        if other:
            self.show_all()

    def show_all(self) -> None:
        """Zoom so that everything is to be seen, now and when more comes."""
        for box in self._boxes.values():
            box.enableAutoRange()

    def png(self) -> bytes:
        """The plots as they are shown."""
        kept = QBuffer()
        kept.open(QIODevice.OpenModeFlag.WriteOnly)
        self.grab().save(kept, "PNG")
        return bytes(kept.data().data())

    def changeEvent(self, event: QEvent) -> None:
        """Another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _training(self, followed: Followed, key: str) -> tuple[Numbers, Numbers]:
        """What is told every few seconds, or where a run is too short for that the means of its epochs."""
        if len(followed.steps["epoch"]) >= len(followed.epochs):
            return _thinned(followed.steps["epoch"]), _thinned(followed.steps[key])
        return _column(followed, "epoch"), _column(followed, *((key,) if key == "rate" else ("train", key)))

    def _add_plot(self, column: int, name: str, title: str) -> None:
        box = pg.ViewBox(enableMenu=False)
        left, bottom = pg.AxisItem("left", linkView=box), pg.AxisItem("bottom", linkView=box)
        left.enableAutoSIPrefix(False)
        left.setWidth(52)
        left.setTickDensity(1.6)
        left.setGrid(_GRID)
        # The lines of the grid lie behind the curves.
        left.setZValue(-1)
        label = self._plots.addLabel("", row=0, col=column + 1)
        self._plots.addItem(left, row=1, col=column)
        self._plots.addItem(box, row=1, col=column + 1)
        self._plots.addItem(bottom, row=2, col=column + 1)
        if self._boxes:
            box.setXLink(self._boxes["loss"])
        self._boxes[name] = box
        self._axes += [left, bottom]
        self._titles.append((label, title))
        for whose, key, style in _PLOTS[name]:
            curve = pg.PlotDataItem([], [])
            curve.setProperty("style", style)
            box.addItem(curve)
            self._curves[name, whose, key] = curve

    def _colour(self) -> None:
        shown = self.palette()
        dark = is_dark(shown)
        text, ground = shown.color(QPalette.ColorRole.Text), shown.color(QPalette.ColorRole.Base)
        self._view.setBackground(ground)
        for label, title in self._titles:
            label.setText(title, color=text.name(), size="9pt")
        for axis in self._axes:
            axis.setPen(pg.mkPen(text, width=1))
            axis.setTextPen(text)
        for (_, whose, _key), curve in self._curves.items():
            colour = QColor(_COLOURS[whose][dark])
            # What is told every few seconds jumps up and down: it stands back behind the records.
            width = 2 if whose == VALIDATION else 1
            curve.setPen(pg.mkPen(colour, width=width, style=curve.property("style")))
            curve.setSymbolBrush(colour)
            curve.setSymbolPen(None)
        mark = '<span style="color:{}">\u25ac</span> {}'
        parts = [
            mark.format(_COLOURS[TRAINING][dark], self.tr("training")),
            mark.format(_COLOURS[VALIDATION][dark], self.tr("validation")),
            self.tr("\u2014 Dice, - - IoU"),
        ]
        self._legend.setText("&nbsp;&nbsp;&nbsp;".join(parts))

    def _ask(self, title: str, kind: str) -> None:
        if self._followed is None:
            return
        dialog = QFileDialog(self, title, f"{self._followed.folder.name}.{kind}")
        dialog.setObjectName("curves_save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the plots as PNG, or the records of the epochs as CSV, after the file's ending."""
        if self._followed is None or self._followed.run is None:
            return
        from skinseg_desktop.export.curves import curve, curves_table

        png = path.suffix.lower() == ".png"
        data = self.png() if png else curves_table([curve(self._followed.run)]).encode()
        try:
            write_atomic(path, data)
        except OutputError as error:
            self.said.emit(str(error))
        else:
            self.said.emit(self.tr("Saved: {}").format(path))


def _column(followed: Followed, *keys: str) -> Numbers:
    return np.array([value_of(record, *keys) for record in followed.epochs], np.float64)


def _thinned(values: list[float]) -> Numbers:
    """The means of so many neighbours that a picture can show them all; the newest are among them."""
    together = max(-(-len(values) // _DRAWN), 1)
    whole = np.array(values[len(values) % together :], np.float64)
    return np.asarray(whole.reshape(-1, together).mean(axis=1), np.float64)

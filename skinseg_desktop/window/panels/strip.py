"""The strip: six validation photos with the reference's outline and the network's, after each epoch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from skinseg_desktop.window.followed import value_of

if TYPE_CHECKING:
    from skinseg_desktop.store.runs import Event
    from skinseg_desktop.window.followed import Followed

_TILES = 6
#: The grey around photos, the same in every theme.
_GAP = 2


class Strip(QWidget):
    """The newest epoch, as long as nobody looks at another one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._followed: Followed | None = None
        self._records: list[Event] = []
        self._photos = _Photos()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("strip_slider")
        self._slider.setAccessibleName(self.tr("Epoch"))
        self._slider.setToolTip(self.tr("The same six photos after each epoch, chosen by lot before the training."))
        self._slider.setPageStep(5)
        self._slider.valueChanged.connect(self._show)
        self._label = QLabel()
        self._label.setObjectName("strip_label")
        row = QHBoxLayout()
        row.addWidget(self._slider, 1)
        row.addWidget(self._label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self._photos, 1)
        layout.addLayout(row)

    def show_run(self, followed: Followed | None) -> None:
        """Show a run's newest photos, or the epoch that somebody looks at."""
        newest = followed is not self._followed or self._slider.value() == self._slider.maximum()
        self._followed = followed
        records = followed.epochs if followed is not None else []
        self._records = [record for record in records if isinstance(record.get("sample"), str)]
        self._slider.setEnabled(len(self._records) > 1)
        self._slider.setRange(0, max(len(self._records) - 1, 0))
        if newest:
            self._slider.setValue(self._slider.maximum())
        self._show()

    def _show(self) -> None:
        if self._followed is None or not self._records:
            self._photos.show_file(None)
            self._label.setText(self.tr("There are photos after the first epoch."))
            return
        record = self._records[min(self._slider.value(), len(self._records) - 1)]
        self._photos.show_file(self._followed.folder / str(record["sample"]))
        dice = value_of(record, "validation", "dice")
        self._label.setText(
            self.tr("epoch {:g}, Dice {:.3f} (blue: the network, orange: the reference)").format(
                value_of(record, "epoch"), dice
            )
        )


class _Photos(QWidget):
    """Six square photos, in as many rows as make them largest."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip_photos")
        self.setAccessibleName(self.tr("Six validation photos with the outlines of an epoch"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(180, 60)
        self._path: Path | None = None
        self._picture = QPixmap()

    def sizeHint(self) -> QSize:
        """All in a row."""
        return QSize(6 * 150, 150)

    def show_file(self, path: Path | None) -> None:
        """Show a strip of six photos, or nothing."""
        if path != self._path:
            self._path = path
            self._picture = QPixmap(str(path)) if path is not None else QPixmap()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each photo as large as all have room."""
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        columns = max((1, 2, 3, 6), key=self._side)
        side, rows = self._side(columns), _TILES // columns
        left, top = (self.width() - columns * side) // 2, (self.height() - rows * side) // 2
        height = self._picture.height()
        for number in range(_TILES):
            into = QRect(left + number % columns * side, top + number // columns * side, side, side)
            painter.drawPixmap(
                into.adjusted(0, 0, -_GAP, -_GAP), self._picture, QRect(number * height, 0, height, height)
            )

    def _side(self, columns: int) -> int:
        return min(self.width() // columns, self.height() // (_TILES // columns))

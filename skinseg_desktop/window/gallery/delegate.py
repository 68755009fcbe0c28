"""How a photo looks in the list and in the grid: thumbnail, name, status as a shape and a word, pencil, flag, Dice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from skinseg_desktop.window.gallery.words import edited_besides, status_word

if TYPE_CHECKING:
    from skinseg_desktop.review.rows import Row
    from skinseg_desktop.window.gallery.model import GalleryModel
    from skinseg_desktop.window.gallery.thumbs import Thumbs

_PAD = 4
_LIST_SIDE = 56
_NEUTRAL = QColor(0x77, 0x77, 0x77)
# Joined once: joining two of Qt's flags takes as long as drawing a word.
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class GalleryDelegate(QStyledItemDelegate):
    """Paints from the model's rows; holds no state but how large things are."""

    def __init__(self, model: GalleryModel, thumbs: Thumbs, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model, self._thumbs, self._view = model, thumbs, view
        self.grid = False
        self.side = 128

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The same for all, so that the list need not ask for each."""
        line = option.fontMetrics.height()
        if self.grid:
            return QSize(self.side + 2 * _PAD, self.side * 3 // 4 + 2 * line + 3 * _PAD)
        return QSize(_LIST_SIDE * 4, max(_LIST_SIDE * 3 // 4, 2 * line) + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one photo."""
        number, row = self._model.at(index.row())
        place = option.rect
        selected = self._view.selectionModel().isSelected(index)
        # Not the state that has the focus: that is mostly the canvas's.
        current = index.row() == self._view.currentIndex().row()
        painter.save()
        if selected:
            painter.fillRect(place, option.palette.brush(QPalette.ColorRole.Highlight))
        text = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        colour = option.palette.color(text)
        line = option.fontMetrics.height()
        inside = place.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if self.grid:
            picture = QRect(inside.left(), inside.top(), inside.width(), inside.height() - 2 * line - _PAD)
            words = QRect(inside.left(), picture.bottom() + _PAD, inside.width(), 2 * line)
        else:
            picture = QRect(inside.left(), inside.top(), _LIST_SIDE, inside.height())
            words = QRect(picture.right() + 2 * _PAD, inside.top(), inside.width() - _LIST_SIDE - 2 * _PAD, 2 * line)
            words.moveTop(inside.top() + (inside.height() - 2 * line) // 2)
        self._picture(painter, picture, number, row)
        self._words(painter, words, number, row, colour, option)
        if current:
            frame = QPen(colour, 2)
            frame.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(frame)
            painter.drawRect(place.adjusted(2, 2, -2, -2))
        painter.restore()

    def make_ready(self, place: int) -> None:
        """Make the picture of a row that is likely seen next."""
        number, row = self._model.at(place)
        if not row.missing:
            self._thumbs.make_ready(number, row.file.path, self._pixels(self._view.devicePixelRatioF()))

    def _pixels(self, ratio: float) -> int:
        return round((self.side if self.grid else _LIST_SIDE) * ratio)

    def _picture(self, painter: QPainter, place: QRect, number: int, row: Row) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = None if row.missing else self._thumbs.get(number, row.file.path, self._pixels(ratio))
        fault = self._model.trouble(number, row)
        if pixmap is None or fault:
            painter.fillRect(place, QColor(_NEUTRAL.red(), _NEUTRAL.green(), _NEUTRAL.blue(), 60))
            if fault or row.missing:
                painter.setPen(QPen(_NEUTRAL, 2))
                cross = QRectF(place).center()
                painter.drawLine(cross + QPointF(-6, -6), cross + QPointF(6, 6))
                painter.drawLine(cross + QPointF(-6, 6), cross + QPointF(6, -6))
            return
        size = pixmap.size() / ratio
        size.scale(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, pixmap)

    def _words(
        self, painter: QPainter, place: QRect, number: int, row: Row, colour: QColor, option: QStyleOptionViewItem
    ) -> None:
        metrics, line = option.fontMetrics, option.fontMetrics.height()
        first = QRect(place.left(), place.top(), place.width(), line)
        second = QRect(place.left(), place.top() + line, place.width(), line)
        painter.setPen(colour)
        dice = "" if row.dice is None else f"{row.dice:.3f}"
        in_one_line = row.id.replace("\n", " ")  # names may hold line breaks
        name = metrics.elidedText(in_one_line, Qt.TextElideMode.ElideMiddle, first.width())
        painter.drawText(first, _LEFT, name)
        mark = QRectF(second.left(), second.top() + line * 0.2, line * 0.6, line * 0.6)
        _shape(painter, mark, row.status, colour)
        left = round(mark.right()) + 5
        for sign, shown in ((_pencil, edited_besides(row)), (_flag, row.flagged)):
            if shown:
                sign(painter, QRectF(left, mark.top(), mark.width(), mark.height()), colour)
                left += round(mark.width()) + 4
        room = second.right() - left - metrics.horizontalAdvance(dice) - 6
        status = "missing" if row.missing else "unreadable" if self._model.trouble(number, row) else row.status
        word = metrics.elidedText(status_word(status), Qt.TextElideMode.ElideRight, max(room, 0))
        quiet = QColor(colour)
        quiet.setAlpha(190)
        painter.setPen(quiet)
        painter.drawText(QRect(left, second.top(), max(room, 0), line), _LEFT, word)
        painter.setPen(colour)
        if dice:
            painter.drawText(second, _RIGHT, dice)


def _shape(painter: QPainter, place: QRectF, status: str, colour: QColor) -> None:
    """A shape for each status, told apart without colour: ring, half disc, pencil dot, tick, cross."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.6))
    if status in ("new", "predicted", "edited"):
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))
        painter.setBrush(colour)
        if status == "predicted":
            painter.drawPie(place.adjusted(1, 1, -1, -1), 90 * 16, 180 * 16)
        elif status == "edited":
            inner = place.width() * 0.28
            painter.drawEllipse(place.adjusted(inner, inner, -inner, -inner))
    elif status == "accepted":
        points = (QPointF(0.05, 0.55), QPointF(0.4, 0.9), QPointF(0.98, 0.1))
        painter.setPen(QPen(colour, 2.2))
        painter.drawPolyline(QPolygonF([_within(place, point) for point in points]))
    elif status == "rejected":
        painter.setPen(QPen(colour, 2.2))
        painter.drawLine(_within(place, QPointF(0.1, 0.1)), _within(place, QPointF(0.9, 0.9)))
        painter.drawLine(_within(place, QPointF(0.1, 0.9)), _within(place, QPointF(0.9, 0.1)))
    painter.restore()


def _pencil(painter: QPainter, place: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(colour)
    shaft = ((0.3, 0.95), (0.05, 0.7), (0.7, 0.05), (0.95, 0.3))
    tip = ((0.3, 0.95), (0.0, 1.0), (0.05, 0.7))
    painter.drawPolygon(QPolygonF([_within(place, QPointF(*point)) for point in shaft]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([_within(place, QPointF(*point)) for point in tip]))
    painter.restore()


def _flag(painter: QPainter, place: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.6))
    painter.drawLine(_within(place, QPointF(0.15, 0)), _within(place, QPointF(0.15, 1)))
    painter.setBrush(colour)
    points = (QPointF(0.15, 0), QPointF(0.95, 0.28), QPointF(0.15, 0.56))
    painter.drawPolygon(QPolygonF([_within(place, point) for point in points]))
    painter.restore()


def _within(place: QRectF, point: QPointF) -> QPointF:
    return QPointF(place.left() + point.x() * place.width(), place.top() + point.y() * place.height())

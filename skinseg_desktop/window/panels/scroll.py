"""A panel that scrolls where the screen is small or the font large, so that nothing is clipped."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

#: A window is never narrower, in pixels.
_NARROW = 680


def _make_plain(area: QScrollArea) -> None:
    """No frame, no stop for the tabulator, and as large inside as out."""
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class WideScroll(QScrollArea):
    """As high as what is in it needs; where that is wider than the window, it scrolls sideways."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        _make_plain(self)
        self._inside = inside
        self.setWidget(inside)
        inside.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """No window gets wider by it than it is."""
        least = self._inside.minimumSizeHint()
        return QSize(min(least.width(), _NARROW // 2), least.height())

    def sizeHint(self) -> QSize:
        """What is in it."""
        return self._inside.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It needs another size now."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class TallScroll(QScrollArea):
    """Boxes below each other, as wide and as high as they need; where the screen is lower, it scrolls up and down."""

    def __init__(self, *boxes: QWidget) -> None:
        super().__init__()
        _make_plain(self)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        for box in boxes:
            rows.addWidget(box)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._inside = inside
        self.setWidget(inside)
        inside.installEventFilter(self)

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a widget, as soon as what has just changed has found its place."""
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(widget))

    def minimumSizeHint(self) -> QSize:
        """As wide as what is in it and the scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._inside.minimumSizeHint().width() + bar, 80)

    def sizeHint(self) -> QSize:
        """What is in it."""
        hint = self._inside.sizeHint()
        return QSize(max(hint.width(), self.minimumSizeHint().width()), hint.height())

    def heightForWidth(self, width: int) -> int:
        """How high what is in it is at a width: words wrap."""
        layout = self._inside.layout()
        return max(layout.totalHeightForWidth(width), 0) if layout is not None else self._inside.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap otherwise at another width."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It needs another size now."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        self._inside.setMinimumHeight(self.heightForWidth(self.viewport().width()))


class PanelScroll(QScrollArea):
    """What is in it is never squeezed below its own size; it scrolls sideways only in a window that is very narrow."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        _make_plain(self)
        self._inside = inside
        #: No wider than this can it ask to be.
        self._most = 0
        self._bound()
        self.setWidget(inside)
        inside.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """As wide as the panel needs, and the scroll bar; but no panel makes the window wider than it is."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(min(self._inside.minimumSizeHint().width() + bar + 2, self._most), 80)

    def showEvent(self, event: QShowEvent) -> None:
        """It stands in a window now."""
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._bound()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap otherwise at another width."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The panel needs another height now, or the window has another width."""
        if watched is self.window() and event.type() == QEvent.Type.Resize:
            self._bound()
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _bound(self) -> None:
        most = max(self.window().width(), _NARROW) * 2 // 5
        if most != self._most:
            self._most = most
            self.updateGeometry()
            # At once: docks that are tabs are laid out before they hear of it.
            dock = self.parentWidget()
            layout = dock.layout() if dock is not None else None
            if layout is not None:
                layout.activate()

    def _fit(self) -> None:
        # Qt's own reckoning leaves out that wrapped words are higher where they have less width.
        layout = self._inside.layout()
        if layout is not None:
            wrapped = layout.totalHeightForWidth(self.viewport().width())
            self._inside.setMinimumHeight(max(wrapped, layout.totalSizeHint().height(), 0))

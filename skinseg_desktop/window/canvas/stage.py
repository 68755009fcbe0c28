"""The widget that shows a photo with its masks: the view of it, the layers, and their painting."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from skinseg_desktop.core.edit import NOTHING, Mask, Rect
from skinseg_desktop.window.canvas import view as views
from skinseg_desktop.window.canvas.layers import MaskLayers
from skinseg_desktop.window.canvas.look import SURROUND, Look, heat_colours, mask_colours, tones
from skinseg_desktop.window.canvas.picture import Picture, Pixels, stretched
from skinseg_desktop.window.canvas.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from skinseg_desktop.core.working import WorkingMask

#: Grey between the photo and the widget's edge when the whole is shown, in widget pixels.
_MARGIN = 8
#: From the lowest to the topmost.
_PICTURES = ("photo", "heat", "masks")


class Stage(QWidget):
    """A photo, a working mask, and how they are seen.

    Everything is painted from three pictures of the screen's size, made in ``paintEvent`` where they are out of date:
    the photo, the heat map, and the codes of the masks. Positions outside are in widget pixels, inside in device ones.
    """

    #: The zoom or the position changed.
    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.look = Look()
        self.working: WorkingMask | None = None
        self._picture: Picture | None = None
        self._map: Pixels | None = None
        self._preview: Mask | None = None
        self._reference: Mask | None = None
        self._view = View(1, 0, 0)
        self._fits = True
        self._room = (1, 1)
        self._ratio = 1.0
        self._layers = MaskLayers()
        self._screen: Pixels = np.zeros((1, 1, 4), np.uint8)
        self._heat: Pixels = np.zeros((1, 4), np.uint8)
        # What Qt sees of the arrays, and which of them are to be made anew.
        self._images: dict[str, QImage] = {}
        self._stale = set(_PICTURES)
        self._changed = NOTHING

    # What is shown

    def show_photo(self, pixels: Pixels | None, working: WorkingMask | None, keep_view: bool = False) -> None:
        """Show a photo ``uint8[H, W, 3]`` with its working mask, or nothing; map and preview of the last one go.

        ``keep_view`` keeps zoom and position where the last photo was as large. Raises ValueError where the mask is
        not the photo's size.
        """
        if pixels is not None and working is not None and pixels.shape[:2] != working.pixels.shape:
            raise ValueError(f"a mask of {working.pixels.shape} on a photo of {pixels.shape[:2]}")
        before = self._picture
        self.working, self._map, self._preview = working, None, None
        if pixels is None:
            self._picture = None
        elif before is None or before.pixels is not pixels:
            self._picture = Picture(pixels)
        self._make_anew(*_PICTURES)
        if self._picture and not (keep_view and before and before.size == self._picture.size):
            self.fit()

    def set_map(self, probabilities: NDArray[Any] | None) -> None:
        """What the heat map shows: float of 0..1 or uint8 of 0..255, ``[h, w]`` at any scale, for the whole photo."""
        if probabilities is not None and probabilities.dtype != np.uint8:
            probabilities = np.rint(np.clip(probabilities, 0, 1) * 255).astype(np.uint8)
        self._map = probabilities
        self._make_anew("heat")

    def set_preview(self, mask: Mask | None) -> None:
        """Show another mask, its line dotted, in place of the working one. Raises ValueError for another size."""
        if mask is not None and (self._picture is None or mask.shape != self._picture.pixels.shape[:2]):
            raise ValueError(f"a preview of {mask.shape} for another photo")
        if mask is not self._preview:
            self._preview = mask
            self._make_anew("masks")

    def mask_changed(self, part: Rect | None = None) -> None:
        """The working mask changed in a part of the photo, or anywhere, or its reference did."""
        reference = self.working.reference if self.working else None
        if part is None or reference is not self._reference or "masks" in self._stale:
            self._make_anew("masks")
        elif self._preview is None and part.area:
            self._changed = self._changed.united(part)
            self.update(self._in_widget(self._layers.reach(part)))

    def set_look(self, look: Look) -> None:
        """Show things otherwise."""
        before, self.look = self.look, look
        # A new table of colours; the codes stay.
        self._images.pop("masks", None)
        if (before.brightness, before.contrast, before.gamma) != (look.brightness, look.contrast, look.gamma):
            self._stale.add("photo")
        self.update()

    # Where it is shown

    @property
    def zoom(self) -> float:
        """Widget pixels to a photo pixel."""
        return self._view.scale / self._ratio

    @property
    def percent(self) -> float:
        """Screen pixels to a photo pixel, times a hundred: what a person calls the zoom, on any screen."""
        return self._view.scale * 100

    def photo_to_widget(self, x: float, y: float) -> QPointF:
        """Where a point of the photo lies in the widget."""
        device = self._view.to_device(x, y)
        return QPointF(device[0] / self._ratio, device[1] / self._ratio)

    def widget_to_photo(self, at: QPointF) -> tuple[float, float]:
        """The point of the photo under a point of the widget; it may lie outside the photo."""
        return self._view.to_photo(at.x() * self._ratio, at.y() * self._ratio)

    def fit(self) -> None:
        """Show the whole photo, and go on doing so when the widget's size changes."""
        self._measure()
        self._fits = True
        if self._picture:
            self._set_view(views.fitted(self._picture.size, self._room, round(_MARGIN * self._ratio)))

    def hundred(self) -> None:
        """Show each photo pixel as one pixel of the screen, the middle of what is seen staying where it is."""
        self._zoom_to(1.0, None)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a point of the widget, or about its middle."""
        self._zoom_to(self._view.scale * factor, at)

    def pan_by(self, x: float, y: float) -> None:
        """Move the photo by so many widget pixels."""
        if self._picture:
            moved = View(
                self._view.scale,
                self._view.left + round(x * self._ratio),
                self._view.top + round(y * self._ratio),
            )
            self._fits = False
            self._set_view(views.clamped(moved, self._picture.size, self._room))

    def sizeHint(self) -> QSize:
        """A size that a window may give it when nothing else is known."""
        return QSize(900, 600)

    def minimumSizeHint(self) -> QSize:
        """The least that is of use."""
        return QSize(120, 90)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole photo in view where it was, else what was in the middle."""
        self._reroomed()

    def event(self, event: QEvent) -> bool:
        """Follow the widget to a screen with other pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._reroomed()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part that the event asks for."""
        painter = QPainter(self)
        self._paint_pictures(painter, self._in_device(event.rect()))
        self._paint_over(painter)
        painter.end()

    def _paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the pictures, in widget pixels."""

    def _paint_pictures(self, painter: QPainter, part: QRect) -> None:
        if self._picture is None:
            painter.fillRect(self.rect(), QColor(SURROUND, SURROUND, SURROUND))
            return
        painter.save()
        # One picture's pixel is one of the screen's, whatever its ratio: nothing is ever scaled here.
        painter.scale(1 / self._ratio, 1 / self._ratio)
        for name in _PICTURES:
            if self._shows(name):
                image = self._image(name)
                if image.format() == QImage.Format.Format_RGB32:
                    painter.drawImage(part.topLeft(), image, part)
                else:
                    # Qt turns a cut of codes into colours six times as fast as it draws codes.
                    colours = image.copy(part).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
                    painter.drawImage(part.topLeft(), colours)
        painter.restore()

    def _shows(self, name: str) -> bool:
        if name == "heat":
            return self.look.heat and self._map is not None and not self.look.hidden
        return name == "photo" or not self.look.hidden

    def _image(self, name: str) -> QImage:
        """One of the pictures, up to date, as Qt sees it.

        Qt owns none of the bytes: the array is an attribute as long as its image is used.
        """
        if name in self._stale:
            self._stale.discard(name)
            self._images.pop(name, None)
            _MAKERS[name](self)
        if name == "masks" and self._changed.area:
            mask, part = self._shown_mask(), self._changed
            self._changed = NOTHING
            if mask is not None:
                self._layers.update(mask, part)
        image = self._images.get(name)
        if image is None:
            image = self._images[name] = self._wrapped(name)
        return image

    def _wrapped(self, name: str) -> QImage:
        width, height = self._room
        if name == "photo":
            return QImage(self._screen.data, width, height, self._screen.strides[0], QImage.Format.Format_RGB32)
        rows = self._heat if name == "heat" else self._layers.rows
        image = QImage(rows.data, width, height, rows.strides[0], QImage.Format.Format_Indexed8)
        image.setColorTable(heat_colours() if name == "heat" else mask_colours(self.look))
        return image

    def _make_photo(self) -> None:
        assert self._picture
        width, height = self._room
        if self._screen.shape[:2] != (height, width):
            self._screen = np.zeros((height, width, 4), np.uint8)
        part = self._seen()
        if part.area < width * height:
            self._screen[:] = SURROUND
        if part.area:
            self._picture.paint(self._view, part, tones(self.look), self._screen[part.slices])

    def _make_heat(self) -> None:
        assert self._picture and self._map is not None
        width, height = self._room
        # Rows of Indexed8 are padded to four bytes. 0 is no photo, and has no colour.
        self._heat = np.zeros((height, (width + 3) // 4 * 4), np.uint8)
        part = self._seen()
        if part.area:
            values = stretched(self._map, self._picture.size, self._view, part)
            self._heat[part.slices] = np.maximum(values, 1)

    def _make_masks(self) -> None:
        assert self._picture
        self._changed = NOTHING
        self._reference = self.working.reference if self.working else None
        self._layers.show(
            self._shown_mask(),
            self._reference,
            dotted=self._preview is not None,
            view=self._view,
            photo=self._picture.size,
            room=self._room,
            line=max(1, round(self._ratio)),
        )

    def _shown_mask(self) -> Mask | None:
        if self._preview is not None:
            return self._preview
        return self.working.pixels if self.working else None

    def _seen(self) -> Rect:
        """The device pixels of the widget that show the photo."""
        assert self._picture
        return self._view.covered(self._picture.size).clipped(*self._room)

    def _make_anew(self, *names: str) -> None:
        self._stale.update(names)
        self.update()

    # The view

    def _zoom_to(self, scale: float, at: QPointF | None) -> None:
        if self._picture:
            place = (self._room[0] / 2, self._room[1] / 2)
            if at is not None:
                place = (at.x() * self._ratio, at.y() * self._ratio)
            self._fits = False
            self._set_view(views.zoomed(self._view, scale, place, self._picture.size, self._room))

    def _set_view(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self._make_anew(*_PICTURES)
            self.view_changed.emit()

    def _measure(self) -> None:
        ratio = self.devicePixelRatioF()
        room = (max(1, math.ceil(self.width() * ratio)), max(1, math.ceil(self.height() * ratio)))
        if (room, ratio) != (self._room, self._ratio):
            self._room, self._ratio = room, ratio
            self._make_anew(*_PICTURES)

    def _reroomed(self) -> None:
        room, ratio = self._room, self._ratio
        self._measure()
        if self._fits:
            self.fit()
        elif self._picture:
            scale = self._view.scale * self._ratio / ratio
            x, y = self._view.to_photo(room[0] / 2, room[1] / 2)
            corner = (round(self._room[0] / 2 - x * scale), round(self._room[1] / 2 - y * scale))
            self._set_view(views.clamped(View(scale, *corner), self._picture.size, self._room))

    def _in_widget(self, part: Rect) -> QRect:
        """The widget's pixels that hold any of these device ones."""
        place = QRectF(part.x, part.y, part.width, part.height)
        ratio = self._ratio
        return QRectF(place.topLeft() / ratio, place.size() / ratio).toAlignedRect()

    def _in_device(self, part: QRect) -> QRect:
        ratio = self._ratio
        place = QRectF(part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio)
        return place.toAlignedRect().intersected(QRect(0, 0, *self._room))


_MAKERS: dict[str, Callable[[Stage], None]] = {
    "photo": Stage._make_photo,
    "heat": Stage._make_heat,
    "masks": Stage._make_masks,
}

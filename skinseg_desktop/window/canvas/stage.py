"""The widget that shows a photo with its masks: the view of it, the layers, and their painting."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from skinseg_desktop.core.edit import NOTHING, Mask, Rect
from skinseg_desktop.window.canvas import view as views
from skinseg_desktop.window.canvas.frame import Ahead, Frame, Sight
from skinseg_desktop.window.canvas.look import SURROUND, Look, heat_colours, mask_colours, tones
from skinseg_desktop.window.canvas.picture import Picture, Pixels, stretched
from skinseg_desktop.window.canvas.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from skinseg_desktop.core.working import WorkingMask
    from skinseg_desktop.window.canvas.view import Size

#: Grey between the photo and the widget's edge when the whole is shown, in widget pixels.
_MARGIN = 8
#: From the lowest to the topmost.
_PICTURES = ("photo", "heat", "masks")
#: Pixels of all frames that are made ahead, at most: those of four screens of 4K.
_AHEAD = 4 * 3840 * 2160


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
        self._map: Callable[[], NDArray[Any]] | None = None
        self._preview: Mask | None = None
        self._reference: Mask | None = None
        self._view = View(1, 0, 0)
        self._fits = True
        self._room = (1, 1)
        self._ratio = 1.0
        self._frame = Frame()
        self._ahead: WeakKeyDictionary[WorkingMask, Ahead] = WeakKeyDictionary()
        self._heat: Pixels = np.zeros((1, 4), np.uint8)
        # What Qt sees of the arrays, and which of them are to be made anew.
        self._images: dict[str, QImage] = {}
        self._stale = set(_PICTURES)
        self._changed = NOTHING

    # What is shown

    def show_photo(
        self,
        pixels: Pixels | None,
        working: WorkingMask | None,
        keep_view: bool = False,
        size: Size | None = None,
    ) -> None:
        """Show a photo ``uint8[H, W, 3]`` with its working mask, or nothing; map and preview of the last one go.

        ``keep_view`` keeps zoom and position where the last photo was as large. ``size`` is the photo's where the
        pixels are a reduced picture of it, until ``complete``. Raises ValueError where the mask is not the photo's
        size.
        """
        if pixels is not None and working is not None and (working.width, working.height) != (size or _size(pixels)):
            raise ValueError(f"a mask of {working.pixels.shape} on a photo of {size or _size(pixels)}")
        before = self._picture
        self.working, self._map, self._preview = working, None, None
        if pixels is None:
            self._picture = None
        elif before is None or before.pixels is not pixels:
            self._picture = Picture(pixels, size)
        self._stale.update(_PICTURES)
        if self._picture and keep_view and before and before.size == self._picture.size:
            # The grey around it stays.
            self.update(self._in_widget(self._sight(self._view).seen(self._picture.size)))
        else:
            self.update()
            self.fit()
        if working is not None and self._picture is not None:
            self._take(self._ahead.pop(working, None), self._picture, working)

    def complete(self, pixels: Pixels) -> None:
        """The photo's own pixels are there, in place of the reduced picture that was shown."""
        if self._picture is not None and self._picture.complete(pixels, self._view.scale):
            self._make_anew("photo")

    def ahead(self, pixels: Pixels, working: WorkingMask) -> Callable[[], None]:
        """What makes the look of another photo ahead of time, to be called once in another thread.

        ``show_photo`` takes it where it is ready and everything is as it was now. To be asked for again when that mask
        has changed.
        """
        self._measure()
        picture = Picture(pixels)
        sight = self._sight(self._view_of(picture.size))
        made = Ahead(picture, working.pixels, working.area, working.reference, sight)
        self._ahead.pop(working, None)
        self._ahead[working] = made
        # The newest are the likeliest.
        for old in list(self._ahead)[: -max(1, _AHEAD // (self._room[0] * self._room[1]))]:
            del self._ahead[old]
        return made.make

    def scale_of(self) -> Callable[[Size], float]:
        """What tells, in any thread, how many device pixels a photo pixel will have if a photo of a size is shown."""
        self._measure()
        here = self._picture.size if self._picture else None
        scale, room, margin = self._view.scale, self._room, round(_MARGIN * self._ratio)
        return lambda photo: scale if photo == here else views.fitted(photo, room, margin).scale

    def set_map(self, probabilities: NDArray[Any] | Callable[[], NDArray[Any]] | None) -> None:
        """What the heat map shows: float of 0..1 or uint8 of 0..255, ``[h, w]`` at any scale, for the whole photo.

        Or what gives that; it is called when the heat map is shown.
        """
        given = probabilities
        self._map = given if given is None or callable(given) else lambda: given
        self._stale.add("heat")
        if self.look.heat:
            self.update()

    def set_preview(self, mask: Mask | None) -> None:
        """Show another mask, its line dotted, beside the working one's line. Raises ValueError for another size."""
        if mask is not None and (self._picture is None or _size(mask) != self._picture.size):
            raise ValueError(f"a preview of {mask.shape} for another photo")
        if mask is not self._preview:
            self._preview = mask
            self._make_anew("masks")

    def mask_changed(self, part: Rect | None = None) -> None:
        """The working mask changed in a part of the photo, or anywhere, or its reference did."""
        reference = self.working.reference if self.working else None
        if part is None or reference is not self._reference or "masks" in self._stale:
            self._make_anew("masks")
        elif self._preview is not None:
            # Its codes lie in those of the mask; whoever draws lets it go first.
            self._make_anew("masks")
        elif part.area:
            self._changed = self._changed.united(part)
            self.update(self._in_widget(self._frame.layers.reach(part)))

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
            self._set_view(self._fitted(self._picture.size))

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
                if name == "photo":
                    painter.drawImage(part.topLeft(), image, part)
                    continue
                coded = part.intersected(_rect(self._frame.layers.box)) if name == "masks" else part
                if not coded.isEmpty():
                    # Qt turns a cut of codes into colours six times as fast as it draws codes.
                    colours = image.copy(coded).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
                    painter.drawImage(coded.topLeft(), colours)
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
            part, self._changed = self._changed, NOTHING
            if self.working is not None:
                self._frame.layers.update(self.working.pixels, part)
        image = self._images.get(name)
        if image is None:
            image = self._images[name] = self._wrapped(name)
        return image

    def _wrapped(self, name: str) -> QImage:
        width, height = self._room
        if name == "photo":
            screen = self._frame.screen
            return QImage(screen.data, width, height, screen.strides[0], QImage.Format.Format_RGB32)
        rows = self._heat if name == "heat" else self._frame.layers.rows
        image = QImage(rows.data, width, height, rows.strides[0], QImage.Format.Format_Indexed8)
        image.setColorTable(heat_colours() if name == "heat" else mask_colours(self.look))
        return image

    def _make_photo(self) -> None:
        assert self._picture
        self._frame.paint_photo(self._picture, self._sight(self._view))

    def _make_heat(self) -> None:
        assert self._picture and self._map is not None
        width, height = self._room
        # Rows of Indexed8 are padded to four bytes. 0 is no photo, and has no colour.
        self._heat = np.zeros((height, (width + 3) // 4 * 4), np.uint8)
        part = self._sight(self._view).seen(self._picture.size)
        if part.area:
            values = self._map()
            if values.dtype != np.uint8:
                values = np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)
            self._heat[part.slices] = np.maximum(stretched(values, self._picture.size, self._view, part), 1)

    def _make_masks(self) -> None:
        assert self._picture
        self._changed = NOTHING
        mask = self.working.pixels if self.working else None
        self._reference = self.working.reference if self.working else None
        sight = self._sight(self._view)
        self._frame.paint_masks(mask, self._reference, self._picture.size, sight, preview=self._preview)

    def _take(self, made: Ahead | None, picture: Picture, working: WorkingMask) -> None:
        """Show a frame that was made ahead, where it is what would be made now."""
        now = picture.pixels, working.pixels, working.area, working.reference, self._sight(self._view)
        if made is not None and made.shows(*now):
            self._picture, self._frame = made.picture, made.frame
            self._reference, self._changed = working.reference, NOTHING
            for name in ("photo", "masks"):
                self._stale.discard(name)
                self._images.pop(name, None)

    def _sight(self, view: View) -> Sight:
        table = tones(self.look)
        return Sight(view, self._room, max(1, round(self._ratio)), b"" if table is None else table.tobytes())

    def _fitted(self, photo: Size) -> View:
        return views.fitted(photo, self._room, round(_MARGIN * self._ratio))

    def _view_of(self, photo: Size) -> View:
        """Where a photo of a size would be shown, after the one that is."""
        same = self._picture is not None and self._picture.size == photo
        return self._view if same else self._fitted(photo)

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


def _size(pixels: Pixels) -> Size:
    return int(pixels.shape[1]), int(pixels.shape[0])


def _rect(part: Rect) -> QRect:
    return QRect(part.x, part.y, part.width, part.height)


_MAKERS: dict[str, Callable[[Stage], None]] = {
    "photo": Stage._make_photo,
    "heat": Stage._make_heat,
    "masks": Stage._make_masks,
}

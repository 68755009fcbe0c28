"""The canvas: a stage with hands. Pointer, wheel and keys become movements of the view and calls of a tool.

The left button draws; Space held or the middle button moves the photo; the wheel and a pinch zoom to the pointer, with
Ctrl the wheel sizes the tool. The right button is left alone. A pen draws as the mouse does, its pressure unused: Qt
makes mouse events of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import cv2
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from skinseg_desktop.core.edit import NOTHING, Mask, Rect
from skinseg_desktop.window.canvas.stage import Stage
from skinseg_desktop.window.canvas.tools import TOOLS, Pointer, Tool

if TYPE_CHECKING:
    from collections.abc import Callable

    from skinseg_desktop.core.working import WorkingMask
    from skinseg_desktop.window.canvas.picture import Pixels
    from skinseg_desktop.window.canvas.view import Size

SMALLEST_TOOL, LARGEST_TOOL = 1.0, 4000.0
#: What a notch of the wheel does to the zoom and to the tool's size.
_ZOOM_STEP, _SIZE_STEP = 1.25, 1.15
_NOTCH = 120
#: The keys that a tool with something half-made is asked about before any shortcut, beside Escape.
_TOOL_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace)


class Canvas(Stage):
    """A photo on which a mask is drawn."""

    #: An edit is whole: a key of ``TOOLS``. Whoever owns the working mask calls its ``finish``.
    edited = Signal(str)
    #: Pixels of the mask moved, in the middle of a stroke too.
    drawn = Signal()
    #: (x, y) under the pointer in photo pixels, or None.
    pointed = Signal(object)
    #: The tool's diameter in photo pixels.
    size_changed = Signal(float)
    #: A person set about drawing where nothing may be drawn, or what was drawn early will not come.
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Photo and mask"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._tools: dict[str, Tool] = {name: kind.make(self) for name, kind in TOOLS.items()}
        self._tool = "brush"
        self._tool_size = 40.0
        self._editable = True
        #: Whether the mask of the photo that is shown is on its way: what is drawn meanwhile is drawn when it is there.
        self.awaits = False
        self._early: list[tuple[str, Pointer]] = []
        self._pressed_early = False
        # The pointer's place in the widget, None when it is elsewhere; and the modifiers held.
        self._at: QPointF | None = None
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._pressed = self._moved = self._space = False
        self._pan_from: QPointF | None = None
        self._painted = QRect()
        self.view_changed.connect(self._point)

    # What its owner asks of it

    def show_photo(
        self,
        pixels: Pixels | None,
        working: WorkingMask | None,
        keep_view: bool = False,
        size: Size | None = None,
    ) -> None:
        """Show a photo with its working mask, or nothing, as ``Stage.show_photo`` says; a half-made edit is ended."""
        self.checkpoint()
        self._forget_early()
        super().show_photo(pixels, working, keep_view, size)
        # With the view kept, nothing else would tell that another photo lies under the pointer.
        self._point()

    @property
    def tool(self) -> str:
        """The tool in hand, by its key in ``TOOLS``."""
        return self._tool

    def set_tool(self, name: str) -> None:
        """Take up another tool. Raises KeyError for one that is not in ``TOOLS``."""
        if name not in self._tools:
            raise KeyError(name)
        if name != self._tool:
            self._pressed = False
            self._forget_early()
            self._tools[self._tool].leave()
            self._tool = name
            self._cursor_moved()

    @property
    def tool_size(self) -> float:
        """The tool's diameter in photo pixels."""
        return self._tool_size

    def set_size(self, pixels: float) -> None:
        """Make the tool as wide, in photo pixels, within its limits."""
        pixels = min(LARGEST_TOOL, max(SMALLEST_TOOL, pixels))
        if pixels != self._tool_size:
            self._tool_size = pixels
            self._cursor_moved()
            self.size_changed.emit(pixels)

    @property
    def editable(self) -> bool:
        """Whether a person may draw."""
        return self._editable

    @editable.setter
    def editable(self, editable: bool) -> None:
        if not editable:
            self.checkpoint()
        if editable != self._editable:
            self._editable = editable
            self._cursor_moved()
        if editable and self._early:
            # Behind all who hear that the mask is there.
            QTimer.singleShot(0, self, self._draw_early)

    def checkpoint(self) -> None:
        """End a half-made edit, so that it is one of its own: to be called before anything else happens to the mask."""
        tool = self._tools[self._tool]
        half_made = self._pressed or tool.pending
        self._pressed = False
        tool.checkpoint()
        if half_made:
            self._cursor_moved()

    def abort(self) -> bool:
        """Forget a half-made edit, every bit of it; gives whether there was one."""
        tool = self._tools[self._tool]
        self._early.clear()
        self._pressed_early = False
        pending = tool.pending or self._moved
        self._pressed = False
        tool.abort()
        if self.working is not None and self.working.touched.area:
            self.mask_changed(self.working.abort())
            self.drawn.emit()
        self._moved = False
        self._cursor_moved()
        return pending

    def hold_pan(self, on: bool) -> None:
        """Let the left button move the photo, as Space does while it is held."""
        self._space = on
        self._cursor_moved()

    # What a tool asks of it

    def draw(self, within: Rect, paint: Callable[[Mask], object]) -> None:
        """Let ``paint`` change a part of the mask; what really changed is shown and counted."""
        assert self.working
        # What one draws on is what one sees.
        self.set_preview(None)
        change = NOTHING

        def watched(part: Mask) -> None:
            nonlocal change
            before = part.copy()
            paint(part)
            change = Rect(*cv2.boundingRect(cv2.bitwise_xor(before, part)))

        inside = self.working.draw(within, watched)
        if change.area:
            self._moved = True
            self.mask_changed(Rect(inside.x + change.x, inside.y + change.y, change.width, change.height))
            self.drawn.emit()

    def end(self, label: str) -> None:
        """Tell that an edit is whole, if it changed anything."""
        self._pressed = False
        if self._moved:
            self._moved = False
            self.edited.emit(label)
        elif self.working is not None:
            # It drew what was there already: nothing to undo, and nothing is half-made any more.
            self.working.abort()

    # Painting

    def _paint_over(self, painter: QPainter) -> None:
        if self._can_draw() and self._pan_from is None and not self._space:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._tools[self._tool].paint_cursor(painter, self._pointer())

    def _cursor_moved(self) -> None:
        """Repaint where the cursor was and where it is, and give it its shape."""
        tool, at = self._tools[self._tool], self._pointer()
        extent = tool.extent(at) if self._can_draw() else QRectF()
        painted = extent.toAlignedRect()
        self.update(self._painted.united(painted))
        self._painted = painted
        if self._pan_from is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space and self._picture:
            shape = Qt.CursorShape.OpenHandCursor
        elif self._picture is None:
            shape = Qt.CursorShape.ArrowCursor
        elif not (self._can_draw() or self.awaits):
            shape = Qt.CursorShape.ForbiddenCursor
        else:
            shape = tool.shape(at)
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def _can_draw(self) -> bool:
        return self._editable and self._picture is not None and self.working is not None

    def _pointer(self, double: bool = False) -> Pointer | None:
        if self._at is None:
            return None
        x, y = self.widget_to_photo(self._at)
        other = bool(self._modifiers & Qt.KeyboardModifier.ControlModifier)
        return Pointer(x, y, other, bool(self._modifiers & Qt.KeyboardModifier.ShiftModifier), double)

    def _point(self) -> None:
        """Tell what is under the pointer, and move the cursor there."""
        at = self._pointer()
        if at is not None and self._picture:
            width, height = self._picture.size
            inside = 0 <= at.x < width and 0 <= at.y < height
            self.pointed.emit((at.x, at.y) if inside else None)
        else:
            self.pointed.emit(None)
        self._cursor_moved()

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Draw, or take hold of the photo."""
        self._press(event, double=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click."""
        self._press(event, double=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, or move the photo, or only the cursor."""
        at, self._modifiers = event.position(), event.modifiers()
        if self._pan_from is not None:
            step, self._pan_from = at - self._pan_from, at
            self._at = at
            self.pan_by(step.x(), step.y())
        elif self._pressed and not event.buttons() & Qt.MouseButton.LeftButton:
            # The release went elsewhere: the stroke ends where it was last seen.
            self.checkpoint()
        self._at = at
        if self._pressed:
            self._tools[self._tool].move(self._here())
        elif self._pressed_early:
            self._early.append(("move", self._here()))
        self._point()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a stroke, or let the photo go."""
        self._at, self._modifiers = event.position(), event.modifiers()
        if self._pan_from is not None and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pan_from = None
        elif self._pressed and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = False
            self._tools[self._tool].release(self._here())
        elif event.button() == Qt.MouseButton.LeftButton:
            self._release_early()
        self._point()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom to the pointer; with Ctrl, size the tool."""
        notches = (event.angleDelta().y() or event.angleDelta().x()) / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_size(self._tool_size * _SIZE_STEP**notches)
        elif notches:
            self.zoom_by(_ZOOM_STEP**notches, event.position())
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the cursor."""
        self._at = event.position()
        self._point()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the cursor away, but for a stroke that goes on outside."""
        if not (self._pressed or self._pressed_early):
            self._at = None
            self._point()

    def _press(self, event: QMouseEvent, double: bool) -> None:
        self._at, self._modifiers = event.position(), event.modifiers()
        if self._pressed or self._pan_from is not None or self._picture is None:
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            self._pan_from = event.position()
        elif left and self._can_draw():
            self._pressed = True
            self._tools[self._tool].press(self._here(double))
        elif left and self.awaits:
            self._pressed_early = True
            self._early.append(("press", self._here(double)))
        elif left:
            self.refused.emit()
        self._point()

    def _release_early(self) -> None:
        if self._pressed_early:
            self._pressed_early = False
            self._early.append(("release", self._here()))

    def _draw_early(self) -> None:
        """Draw what was drawn before the mask was there; a button that is still down goes on drawing."""
        if not (self._can_draw() and self._early):
            return
        early, self._early = self._early, []
        tool = self._tools[self._tool]
        for step, at in early:
            getattr(tool, step)(at)
        self._pressed, self._pressed_early = self._pressed_early, False
        self._cursor_moved()

    def _forget_early(self) -> None:
        """Another photo or tool comes: what was drawn early is for neither."""
        self._pressed_early = False
        if self._early:
            self._early.clear()
            self.refused.emit()

    def _here(self, double: bool = False) -> Pointer:
        at = self._pointer(double)
        assert at
        return at

    # Keys and gestures

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space moves the photo; a tool's keys and Escape act on what is half-made."""
        self._modifiers = event.modifiers() | _modifier(event.key())
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat() and not self._pressed:
                self.hold_pan(True)
        elif key == Qt.Key.Key_Escape and self._half_made():
            self.abort()
        elif not (self._tools[self._tool].pending and self._tools[self._tool].key(key)):
            event.ignore()
        self._cursor_moved()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space lets go."""
        self._modifiers = event.modifiers() & ~_modifier(event.key())
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.hold_pan(False)
        else:
            event.ignore()
        self._cursor_moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing stays held by a widget that hears no more keys."""
        self._let_go()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays held by a widget that is not seen."""
        self._let_go()

    def event(self, event: QEvent) -> bool:
        """Take a tool's keys before shortcuts do, pinch, and notice when the mouse is taken away."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            pressed = cast(QKeyEvent, event)
            with_ctrl = bool(pressed.modifiers() & Qt.KeyboardModifier.ControlModifier)
            own = pressed.key() == Qt.Key.Key_Escape or (pressed.key() in _TOOL_KEYS and not with_ctrl)
            if own and self._half_made():
                event.accept()
                return True
        elif kind in (QEvent.Type.UngrabMouse, QEvent.Type.WindowDeactivate):
            self._let_go()
        elif kind == QEvent.Type.NativeGesture:
            return self._native_gesture(cast(QNativeGestureEvent, event))
        elif kind == QEvent.Type.Gesture:
            pinch = cast(QGestureEvent, event).gesture(Qt.GestureType.PinchGesture)
            if pinch is not None:
                self._pinch(cast(QPinchGesture, pinch))
                return True
        return super().event(event)

    def _native_gesture(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return super().event(event)
        self.zoom_by(max(0.1, 1 + event.value()), event.position())
        return True

    def _pinch(self, pinch: QPinchGesture) -> None:
        if pinch.state() == Qt.GestureState.GestureStarted:
            # The first finger had begun to draw.
            self.abort()
        at = QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint()))
        self.zoom_by(pinch.scaleFactor(), at)
        moved = pinch.centerPoint() - pinch.lastCenterPoint()
        self.pan_by(moved.x(), moved.y())

    def _half_made(self) -> bool:
        return self._pressed or self._tools[self._tool].pending or bool(self._early)

    def _let_go(self) -> None:
        """End a stroke and a hold; a polygon's corners, which need no button, stay."""
        pressed, self._pan_from, self._space = self._pressed, None, False
        self._modifiers = Qt.KeyboardModifier.NoModifier
        if pressed:
            self._pressed = False
            self._tools[self._tool].release(self._here())
        self._release_early()
        self._cursor_moved()


def _modifier(key: int) -> Qt.KeyboardModifier:
    """The modifier that a key is: an event tells it only from the next one on."""
    return {
        Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
        Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    }.get(Qt.Key(key), Qt.KeyboardModifier.NoModifier)

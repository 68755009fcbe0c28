"""What a tool is, and what it may ask of the canvas that it works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QColor, QPainter, QPen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPointF, QRectF, Qt

    from skinseg_desktop.core.edit import Mask, Rect
    from skinseg_desktop.core.working import WorkingMask


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is, in photo pixels; it may lie outside the photo.

    ``other`` (Ctrl held) asks a tool for its opposite, ``straight`` (Shift held) for a straight line; ``double`` is the
    second press of a double click.
    """

    x: float
    y: float
    other: bool = False
    straight: bool = False
    double: bool = False


class Surface(Protocol):
    """The canvas as a tool sees it."""

    @property
    def working(self) -> WorkingMask | None:
        """The mask; never None while a tool is pressed."""

    @property
    def tool_size(self) -> float:
        """The tool's diameter in photo pixels."""

    @property
    def zoom(self) -> float:
        """Widget pixels to a photo pixel."""

    def photo_to_widget(self, x: float, y: float) -> QPointF:
        """Where a point of the photo lies in the widget."""

    def draw(self, within: Rect, paint: Callable[[Mask], object]) -> None:
        """Let ``paint`` change a part of the mask, given as a view ``uint8[h, w]`` of 0 and 1."""

    def end(self, label: str) -> None:
        """The edit is whole; ``label`` is a key of ``TOOLS``."""


class Tool(Protocol):
    """What the canvas calls, one tool at a time.

    ``key`` gives whether the key meant something. ``checkpoint`` ends half-made work so that it is an edit of its own,
    ``abort`` forgets it (the canvas then restores the mask's bits). ``pending`` says that there is such work.
    """

    @property
    def pending(self) -> bool:
        """Whether something is half-made."""

    def press(self, at: Pointer) -> None:
        """The button went down, on the photo or beside it."""

    def move(self, at: Pointer) -> None:
        """The pointer moved with the button down."""

    def release(self, at: Pointer) -> None:
        """The button went up."""

    def key(self, key: Qt.Key) -> bool:
        """A key was pressed while something is pending."""

    def leave(self) -> None:
        """Another tool is taken up."""

    def checkpoint(self) -> None:
        """End half-made work."""

    def abort(self) -> None:
        """Forget half-made work."""

    def shape(self, at: Pointer | None) -> Qt.CursorShape:
        """The pointer's shape over the photo."""

    def extent(self, at: Pointer | None) -> QRectF:
        """The widget pixels that ``paint_cursor`` touches."""

    def paint_cursor(self, painter: QPainter, at: Pointer | None) -> None:
        """Paint the cursor and what is half-made, in widget pixels; ``at`` is None where the pointer is elsewhere."""


@dataclass(frozen=True, slots=True)
class ToolKind:
    """A tool on offer: its title and a sentence of help (both to be translated), an icon, an action, and its maker."""

    title: str
    help: str
    icon: str
    shortcut: str
    make: Callable[[Surface], Tool]


def two_tone(painter: QPainter, draw: Callable[[], object], *, dashed: bool = False) -> None:
    """Draw thin lines so that they are seen on any skin: a light core in a dark halo."""
    for colour, width in ((QColor(0, 0, 0, 170), 3.0), (QColor(255, 255, 255, 235), 1.2)):
        pen = QPen(colour, width)
        if dashed and width < 2:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        draw()

"""Where a photo lies on the screen.

Lengths here are device pixels, the real ones of the screen. A photo's corner always lies on a whole device pixel, so
that at whole scales each of its pixels is a block of whole ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from skinseg_desktop.core.edit import Rect

Size = tuple[int, int]
#: A photo pixel is never shown larger than this, nor a whole photo smaller than this share of what fits.
MAX_SCALE = 64.0
SMALLEST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class View:
    """``scale`` device pixels to a photo pixel, and the device pixel of the photo's left and upper edge."""

    scale: float
    left: int
    top: int

    def to_device(self, x: float, y: float) -> tuple[float, float]:
        """The device position of a point of the photo."""
        return x * self.scale + self.left, y * self.scale + self.top

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """The point of the photo at a device position."""
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def covered(self, photo: Size) -> Rect:
        """The device pixels that a photo of this size covers: those whose centre lies in it, at least one."""
        width, height = (max(1, math.ceil(side * self.scale - 0.5)) for side in photo)
        return Rect(self.left, self.top, width, height)

    def touched(self, part: Rect) -> Rect:
        """The device pixels that show pixels of a part of the photo, or one more."""
        x, y = self.to_device(part.x, part.y)
        right, lower = self.to_device(part.x + part.width, part.y + part.height)
        left, top = math.floor(x), math.floor(y)
        return Rect(left, top, math.ceil(right) - left, math.ceil(lower) - top)


def fitted(photo: Size, room: Size, margin: int = 0) -> View:
    """The whole photo in the middle of the room."""
    space = [max(1, side - 2 * margin) for side in room]
    return centred(min(MAX_SCALE, space[0] / photo[0], space[1] / photo[1]), photo, room)


def centred(scale: float, photo: Size, room: Size) -> View:
    """The photo's middle in the middle of the room."""
    return View(scale, *(round((r - p * scale) / 2) for p, r in zip(photo, room, strict=True)))


def zoomed(view: View, scale: float, at: tuple[float, float], photo: Size, room: Size) -> View:
    """At another scale, as near as the limits allow, with the same point of the photo at a device position."""
    least = min(1.0, SMALLEST_SHARE * fitted(photo, room).scale)
    scale = min(MAX_SCALE, max(least, scale))
    x, y = view.to_photo(*at)
    return clamped(View(scale, round(at[0] - x * scale), round(at[1] - y * scale)), photo, room)


def clamped(view: View, photo: Size, room: Size) -> View:
    """The nearest view that shows enough: a photo that fits lies in the middle, else the room's middle lies in it."""
    if all(side * view.scale <= space for side, space in zip(photo, room, strict=True)):
        return centred(view.scale, photo, room)
    left, top = (
        max(math.ceil(space / 2 - side * view.scale), min(space // 2, corner))
        for side, space, corner in zip(photo, room, (view.left, view.top), strict=True)
    )
    return View(view.scale, left, top)

"""What a screen shows of a photo with its masks: two pictures, made in any thread.

The stage makes one for the photo that it shows, and has others made ahead for the photos that are likely next: showing
such a photo is putting its frame in place of the last one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from skinseg_desktop.window.canvas.layers import MaskLayers
from skinseg_desktop.window.canvas.look import SURROUND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from skinseg_desktop.core.edit import Mask, Rect
    from skinseg_desktop.window.canvas.picture import Picture, Pixels
    from skinseg_desktop.window.canvas.view import Size, View


@dataclass(frozen=True, slots=True)
class Sight:
    """Where a photo lies in a room of device pixels, how wide lines are, and what each of its values is shown as.

    ``tones`` are the bytes of that table, empty where values are shown as they are.
    """

    view: View
    room: Size
    line: int
    tones: bytes = b""

    def seen(self, photo: Size) -> Rect:
        """The device pixels that show a photo of this size."""
        return self.view.covered(photo).clipped(*self.room)


class Frame:
    """``screen`` is the photo, ``uint8[height, width, 4]`` BGRA of the room; ``layers`` are the codes of the masks."""

    def __init__(self) -> None:
        self.screen: Pixels = np.zeros((1, 1, 4), np.uint8)
        self.layers = MaskLayers()

    def paint_photo(self, picture: Picture, sight: Sight) -> None:
        """Make the photo anew."""
        width, height = sight.room
        if self.screen.shape[:2] != (height, width):
            self.screen = np.zeros((height, width, 4), np.uint8)
        part = sight.seen(picture.size)
        if part.area < width * height:
            self.screen[:] = SURROUND
        if part.area:
            tones: NDArray[np.uint8] | None = np.frombuffer(sight.tones, np.uint8) if sight.tones else None
            picture.paint(sight.view, part, tones, self.screen[part.slices])

    def paint_masks(
        self, mask: Mask | None, reference: Mask | None, photo: Size, sight: Sight, *, preview: Mask | None = None
    ) -> None:
        """Make the masks anew."""
        self.layers.show(mask, reference, preview, view=sight.view, photo=photo, room=sight.room, line=sight.line)


class Ahead:
    """A frame of a photo that is not on screen yet; ``make`` is called in another thread, once."""

    def __init__(self, picture: Picture, mask: Mask, area: int, reference: Mask | None, sight: Sight) -> None:
        self.picture, self.sight = picture, sight
        self.frame = Frame()
        self._mask, self._area, self._reference = mask, area, reference
        self._ready = False

    def make(self) -> None:
        """Paint photo and masks."""
        self.frame.paint_photo(self.picture, self.sight)
        self.frame.paint_masks(self._mask, self._reference, self.picture.size, self.sight)
        self._ready = True

    def shows(self, pixels: Pixels, mask: Mask, area: int, reference: Mask | None, sight: Sight) -> bool:
        """Whether it is ready, and what these look like."""
        same = self.picture.pixels is pixels and self._mask is mask and self._reference is reference
        return self._ready and same and self._area == area and self.sight == sight

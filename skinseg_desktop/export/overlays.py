"""Overlays: the photo with the lesion's border drawn on it, and the reference's where there is one."""

from __future__ import annotations

from skinseg_desktop.export.item import Exporter, Item, Text
from skinseg_desktop.imaging.draw import overlay
from skinseg_desktop.imaging.encode import encode_rgb


def encode(item: Item, text: Text) -> bytes:
    """Encode the overlay at the photo's size."""
    return encode_rgb(overlay(item.pixels, item.mask, item.reference), text=text)


EXPORTER = Exporter("overlays", "photos with the border drawn on them", "_overlay.png", encode, uses_reference=True)

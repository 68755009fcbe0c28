"""Figures: photo, prediction, reference and overlay side by side, with name, model and Dice."""

from __future__ import annotations

from skinseg_desktop.core.metrics import confusion, dice
from skinseg_desktop.export.item import Exporter, Item, Text
from skinseg_desktop.imaging.encode import encode_rgb
from skinseg_desktop.imaging.figure import four_panel


def encode(item: Item, text: Text) -> bytes:
    """Encode the four-panel figure; the Dice is in it where the item has a reference."""
    lines = item.lines
    if item.reference is not None:
        lines += (f"Dice {dice(confusion(item.mask, item.reference)):.4f}",)
    return encode_rgb(
        four_panel(
            item.pixels, item.mask, item.reference, title=item.photo_id, lines=lines, mask_title=item.mask_title
        ),
        text=text,
    )


EXPORTER = Exporter(
    "figures", "four panels: photo, prediction, reference, overlay", "_figure.png", encode, uses_reference=True
)

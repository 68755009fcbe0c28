"""Masks: 8-bit grey PNG of 0 and 255, the photo's size, named as the ISIC archive names them."""

from __future__ import annotations

from skinseg_desktop.core.pairing import MASK_EXTENSION, MASK_SUFFIX
from skinseg_desktop.export.item import Exporter, Item, Text
from skinseg_desktop.imaging.encode import encode_mask


def encode(item: Item, text: Text) -> bytes:
    """Encode the item's mask."""
    return encode_mask(item.mask, text=text)


EXPORTER = Exporter("masks", "lesion masks, 0/255, the photo's size", MASK_SUFFIX + MASK_EXTENSION, encode)

"""Probability maps: 16-bit grey PNG at the photo's size; value / 65535 is the probability of lesion."""

from __future__ import annotations

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.export.item import Exporter, Item, Text
from skinseg_desktop.imaging.encode import encode_map
from skinseg_desktop.inference.probability import sigmoid


def encode(item: Item, text: Text) -> bytes:
    """Encode the item's probability map; raises UserError where it has none."""
    if item.map is None:
        raise UserError(
            f"{item.photo_id} has no probability map: its mask was not made by a model.",
            "Leave probabilities out, or predict the photo first.",
        )
    bands = ((y, sigmoid(rows)) for y, rows in item.map.bands())
    return encode_map(bands, text={"Scale": "probability = value / 65535", **text})


EXPORTER = Exporter("probabilities", "what the model says, 16-bit, value / 65535", "_probability.png", encode)

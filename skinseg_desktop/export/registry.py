"""The table of exporters: a kind of file is one module and one line here."""

from __future__ import annotations

from skinseg_desktop.export import figures, masks, overlays, probabilities
from skinseg_desktop.export.item import Exporter

EXPORTERS: dict[str, Exporter] = {
    e.kind: e
    for e in (
        masks.EXPORTER,
        overlays.EXPORTER,
        probabilities.EXPORTER,
        figures.EXPORTER,
    )
}

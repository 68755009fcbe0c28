"""Files for other programs and for people: masks, overlays, probability maps, figures, each kind in one module.

An exporter turns an ``Item`` (photo, mask, and what else is known) into the bytes of one file; ``EXPORTERS`` is the
table of them, and ``outputs`` gives them to the folder pipeline, which writes and records. Every file says in itself
how it was made and that it is for research use only; none carries anything of the photo's EXIF.
"""

from skinseg_desktop.export.comparison import FiguredComparison, compare_with_figures
from skinseg_desktop.export.folder_outputs import outputs, reference_lookup
from skinseg_desktop.export.item import Exporter, Item
from skinseg_desktop.export.registry import EXPORTERS

__all__ = [
    "EXPORTERS",
    "Exporter",
    "FiguredComparison",
    "Item",
    "compare_with_figures",
    "outputs",
    "reference_lookup",
]

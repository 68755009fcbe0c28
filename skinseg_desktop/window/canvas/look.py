"""How the photo and the masks are shown: a value, and the tables of colours that follow from it.

Every layer of masks is a picture of codes, bits of what is true of a pixel; a look is the table from codes to colours.
So a change of look moves no pixel. Mine is cyan, the reference orange, a preview white; the agreement map takes blue
and orange of the set by Okabe and Ito (https://jfly.uni-koeln.de/color/), which the colour-blind can tell apart; the
heat map is cividis (Nunez, Anderton, Renslow 2018, https://doi.org/10.1371/journal.pone.0199239), in order of lightness
for every eye.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

#: What can be true of a screen pixel: in my mask, on its line, on its line's halo; and the same of the reference.
MINE, LINE, HALO, REFERENCE, REFERENCE_LINE, REFERENCE_HALO = 1, 2, 4, 8, 16, 32
#: And on the line and the halo of a preview; while there is one, MINE is what is in that, and the line stays my mask's.
PREVIEW_LINE, PREVIEW_HALO = 64, 128
CODES = 256
#: By how many bits a code of mine is shifted to be one of the reference, and its lines to be those of a preview.
TO_REFERENCE, TO_PREVIEW = 3, 5
#: The grey around the photo, the same in every theme.
SURROUND = 0x77

_CYAN, _ORANGE, _BLUE, _DARK = (0, 240, 255), (255, 159, 10), (0, 114, 178), (16, 16, 16)
_WHITE = (255, 255, 255)
_HALO_ALPHA, _AGREEMENT_ALPHA, _HEAT_ALPHAS = 0.7, 0.6, (0.3, 0.62)
#: Cividis at nine even steps.
_HEAT = (
    (0, 34, 78),
    (18, 53, 112),
    (59, 73, 108),
    (87, 93, 109),
    (112, 113, 115),
    (138, 134, 120),
    (165, 156, 116),
    (195, 180, 105),
    (254, 232, 56),
)


@dataclass(frozen=True, slots=True)
class Look:
    """How things are shown; nothing of it changes data.

    ``opacity`` 0..1 of the fill; ``brightness`` -1..1 is added (1 is white), ``contrast`` above 0 stretches about the
    middle, ``gamma`` above 0 lightens the dark above 1. ``hidden`` shows the bare photo, ``compare`` the reference in
    place of my mask.
    """

    opacity: float = 0.08
    fill: bool = True
    contour: bool = True
    heat: bool = False
    agreement: bool = False
    reference: bool = True
    hidden: bool = False
    compare: bool = False
    brightness: float = 0.0
    contrast: float = 1.0
    gamma: float = 1.0

    @property
    def adjusted(self) -> bool:
        """Whether the photo's colours are shown otherwise than they are."""
        return (self.brightness, self.contrast, self.gamma) != (0.0, 1.0, 1.0)


@lru_cache(maxsize=8)
def mask_colours(look: Look) -> list[int]:
    """The colour 0xAARRGGBB of each code."""
    return [_colour(code, look) for code in range(CODES)]


@lru_cache(maxsize=1)
def heat_colours() -> list[int]:
    """The colour 0xAARRGGBB of each probability 1..255; 0 is where there is no photo."""
    import numpy as np

    # Where the model sees nothing the skin is seen the better.
    return [0, *(_argb(rgb, np.interp(p, (0, 255), _HEAT_ALPHAS)) for p, rgb in enumerate(_between(_HEAT)) if p)]


def tones(look: Look) -> NDArray[np.uint8] | None:
    """What each value 0..255 of a photo's channel is shown as; None where it is shown as it is."""
    import numpy as np

    if not look.adjusted:
        return None
    values = np.linspace(0.0, 1.0, 256) ** (1 / look.gamma)
    values = (values - 0.5) * look.contrast + 0.5 + look.brightness
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)


def _colour(code: int, look: Look) -> int:
    if look.hidden:
        return 0
    mine = bool(code & MINE) and not look.compare
    reference = bool(code & REFERENCE)
    lines = look.contour and not look.compare
    dashes = look.reference or look.compare
    # A preview is asked for by moving the threshold: no switch hides it.
    if code & PREVIEW_LINE and not look.compare:
        return _argb(_WHITE, 1)
    if dashes and code & REFERENCE_LINE:
        return _argb(_ORANGE, 1)
    if lines and code & LINE:
        return _argb(_CYAN, 1)
    halo = (lines and code & HALO) or (dashes and code & REFERENCE_HALO)
    if halo or (code & PREVIEW_HALO and not look.compare):
        return _argb(_DARK, _HALO_ALPHA)
    if look.agreement and not look.compare:
        return _argb(_BLUE if mine else _ORANGE, _AGREEMENT_ALPHA) if mine != reference else 0
    if look.fill and (reference if look.compare else mine):
        return _argb(_ORANGE if look.compare else _CYAN, look.opacity)
    return 0


def _argb(rgb: Sequence[int], alpha: float) -> int:
    red, green, blue = rgb
    return round(alpha * 255) << 24 | red << 16 | green << 8 | blue


def _between(stops: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    import numpy as np

    at = np.linspace(0, len(stops) - 1, 256)
    channels = [np.interp(at, range(len(stops)), channel) for channel in zip(*stops, strict=True)]
    return [tuple(round(float(v)) for v in rgb) for rgb in zip(*channels, strict=True)]

"""A large JPEG's first sight: no larger than it is shown, in a quarter of the time that the whole needs.

It is unpacked at a half, a quarter or an eighth of its size, each pixel the mean of a block, as the canvas would make
it of the whole. The same pass tells whether its data is whole, so nothing is shown that is refused later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.imaging import colour
from skinseg_desktop.imaging.container import DECODER_ERRORS, Container, inspect
from skinseg_desktop.imaging.kinds import Unreadable
from skinseg_desktop.imaging.photo import Photo, check_size, fits_cv2, read_bytes, refused, upright, whole
from skinseg_desktop.imaging.plain import decode_plain

#: Screen pixels to a photo pixel at which a photo of a size (width, height) will be shown.
ScaleOf = Callable[[tuple[int, int]], float]
#: A photo of fewer pixels is decoded whole before anybody notices.
_LARGE = 4_000_000
_REDUCTIONS = (8, 4, 2)


def read_early(source: Path | bytes, scale_of: ScaleOf, *, max_pixels: int = DEFAULT_MAX_PIXELS) -> Photo:
    """What ``read_photo`` gives; of a large JPEG that is shown small only a reduced picture, with its ``rest``.

    The picture has no fewer pixels than the screen shows, each as wide and high as whole photo pixels. Raises
    PhotoError as ``read_photo`` does.
    """
    try:
        data = read_bytes(source)
        container = inspect(data)
        check_size(container.header.width, container.header.height, max_pixels)
    except Unreadable as fault:
        raise refused(source, fault) from fault
    reduction = _reduction(container, scale_of)
    small = _reduced(data, container, reduction) if reduction > 1 else None
    if small is None:
        return whole(source, data, container, max_pixels)
    rest = partial(whole, source, data, container, max_pixels)
    return Photo(small, hashlib.sha256(data).hexdigest(), container.header, container.notes, rest)


def _reduction(container: Container, scale_of: ScaleOf) -> int:
    """By how much the picture may be smaller than the photo."""
    header = container.header
    if not (container.plain and container.one_scan and fits_cv2(header)) or header.width * header.height < _LARGE:
        return 1
    scale = scale_of(header.upright_size)
    # A last block that is cut would be shown too wide, and on the other side where the photo is turned.
    return next((r for r in _REDUCTIONS if scale * r <= 1 and header.width % r == header.height % r == 0), 1)


def _reduced(data: bytes, container: Container, reduction: int) -> NDArray[np.uint8] | None:
    """The small picture, or None for what only ``whole`` can tell of."""
    try:
        pixels = decode_plain(data, container, reduction=reduction)
        if container.icc is not None:
            pixels, _ = colour.to_srgb(pixels, container.icc, grey=container.channels == 1)
        return np.ascontiguousarray(upright(pixels, container.header.orientation))
    except (Unreadable, MemoryError, *DECODER_ERRORS):
        return None

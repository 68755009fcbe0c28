"""Reading masks made anywhere, by one stated rule each.

| file | lesion is |
|---|---|
| grey, 8 bits | above 128 (128 is background, as in the ISIC challenge's scorer) |
| grey, 16 bits | above 128 * 257 |
| values 0 and 1 only, or 1 bit a pixel | 1 |
| palette, RGB, all greys | by the rules above |
| palette, RGB, black and one other colour | what is not black |
| palette, RGB, else | luminance above 128 (ITU-R 601, as in Pillow's ``convert("L")``) |

Transparency is ignored. EXIF is ignored: a mask lies on the grid in which it is stored. (A TIFF's own orientation tag
is part of its format and is applied.)
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from skinseg_desktop.core.errors import MaskError
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.imaging.container import DECODER_ERRORS, Container, Header, inspect, opened
from skinseg_desktop.imaging.kinds import Unreadable, damaged, too_large
from skinseg_desktop.imaging.photo import (
    called,
    check_size,
    fits_cv2,
    read_bytes,
    sixteen_bits,
)
from skinseg_desktop.imaging.plain import decode_plain

#: A mask with more grey levels than this was compressed, smoothed or is no mask.
MANY_GREYS = 16
GREY_RULE = "grey > 128"
#: The end of the rule for pictures of several colours.
COLOUR_RULE = f" by luminance: {GREY_RULE}"
#: Follows a rule that finds no lesion in a mask that is not black, before its highest value and a bracket.
NONE_IS = " (none is: the values go up to "
#: What speaks against a mask as a reference.
_NONE_OVER = "the reference has no pixel over the threshold: is another value meant for lesion?"
_EMPTY = "the reference is empty: it marks no lesion"
_COLOURED = "the reference is a colour picture of many tones, as photos and overlays are"
DOUBTS = (_NONE_OVER, _EMPTY, _COLOURED)


@dataclass(frozen=True, slots=True)
class MaskFile:
    """A mask ``uint8[H, W]`` of 0 and 1, the rule it was read by, whether it has many greys, and the file's SHA-256."""

    mask: NDArray[np.uint8]
    rule: str
    many_greys: bool
    sha256: str

    @property
    def is_picture(self) -> bool:
        """Whether it is a colour picture of many tones, as photos and overlays are."""
        return self.many_greys and self.rule.endswith(COLOUR_RULE)

    @property
    def doubt(self) -> str:
        """What speaks against it as a reference mask, one of ``DOUBTS``; empty where nothing does."""
        if NONE_IS in self.rule:
            return _NONE_OVER
        if not self.mask.any():
            return _EMPTY
        return _COLOURED if self.is_picture else ""


def read_mask(source: Path | bytes, *, max_pixels: int = DEFAULT_MAX_PIXELS) -> MaskFile:
    """Read a mask by the rules of this module. Raises MaskError naming the file."""
    try:
        data = read_bytes(source)
        container = inspect(data)
        check_size(container.header.width, container.header.height, max_pixels)
        mask, rule, many = _decode(data, container)
    except Unreadable as fault:
        raise MaskError(f"{called(source)} cannot be read as a mask: {fault.reason}", fault.hint) from fault
    return MaskFile(mask, rule, many, hashlib.sha256(data).hexdigest())


def fit_mask(
    mask_file: MaskFile,
    width: int,
    height: int,
    *,
    header: Header | None = None,
    resample: Literal["nearest"] | None = None,
) -> NDArray[np.uint8]:
    """A mask on the grid of its upright photo, ``uint8[height, width]`` of 0 and 1.

    A mask of another size raises MaskError naming both sizes, unless ``resample`` asks for the nearest pixel (of
    centres). A mask made on the stored grid of a photo that EXIF turns by a quarter (``header``) is always refused:
    stretching it would lay it askew.
    """
    mask = mask_file.mask
    h, w = mask.shape
    if (w, h) == (width, height):
        return mask
    if header is not None and header.orientation >= 5 and (w, h) == (header.width, header.height):
        raise MaskError(
            f"The mask has {w} x {h} pixels, the upright photo {width} x {height}: it was made on the photo as stored,"
            f" before the rotation that its EXIF orientation {header.orientation} asks for.",
            "Rotate the mask like the photo, or make it again from the upright photo.",
        )
    if resample is None:
        raise MaskError(
            f"The mask has {w} x {h} pixels, the photo {width} x {height}.",
            "Give a mask of the photo's size, or ask for resampling (nearest).",
        )
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST_EXACT), np.uint8)


def _decode(data: bytes, container: Container) -> tuple[NDArray[np.uint8], str, bool]:
    if container.plain and fits_cv2(container.header):
        if container.channels == 1:
            # Fewer than 8 bits come spread over 0..255; the step between two values tells 0/1 again.
            one = 255 // (2**container.depth - 1)
            return _from_grey(decode_plain(data, container, grey=True), one)
        return _from_colour(decode_plain(data, container), "colour")
    try:
        image = opened(data, container.header.kind)
        check_size(*image.size, DEFAULT_MAX_PIXELS)
        image.load()
        return _from_image(image)
    except MemoryError as error:
        raise too_large() from error
    except DECODER_ERRORS as error:
        raise damaged("the file is damaged or cut off.") from error


def _from_image(image: Image.Image) -> tuple[NDArray[np.uint8], str, bool]:
    """A mask from what Pillow has decoded."""
    mode = image.mode
    if mode == "1":
        mask = np.asarray(image, np.uint8)
        return mask, "1 bit", False
    if mode.startswith("I;16") or mode == "I":
        return _from_sixteen(image)
    if mode in ("L", "LA", "La"):
        _refuse_hidden(image)
        return _from_grey(
            np.ascontiguousarray(np.asarray(image.convert("LA"))[..., 0]) if mode != "L" else np.array(image), 1
        )
    if mode in ("RGBA", "RGBa", "PA"):
        _refuse_hidden(image)
    if mode in ("P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr"):
        return _from_colour(np.array(image.convert("RGB")), "palette" if mode[0] == "P" else "colour")
    raise Unreadable(f"its pixels are of a kind without a stated range ({mode}).", "Export it as 8-bit grey PNG.")


def _refuse_hidden(image: Image.Image) -> None:
    """Refuse one colour with a shape in its transparency: which part of that is lesion would be a guess."""
    *colours, alpha = image.convert("RGBA").split()
    low, high = alpha.getextrema()
    if low != high and all(len(set(band.getcolors(1) or ())) == 1 for band in colours):
        raise Unreadable(
            "its shape lies in the transparency only.", "Export it as black and white without transparency."
        )
    # What nobody sees in the picture would be lesion.
    if low != high and ((np.asarray(alpha) < 128) & (np.asarray(image.convert("RGB").convert("L")) > 128)).any():
        raise Unreadable(
            "it has bright pixels that are transparent.", "Export it as black and white without transparency."
        )


def _from_sixteen(image: Image.Image) -> tuple[NDArray[np.uint8], str, bool]:
    wide = np.asarray(image)
    if wide.min() < 0 or wide.max() > 65535:
        raise Unreadable("it has values beyond 16 bits.", "Export it as 8-bit grey PNG.")
    grey = sixteen_bits(image)
    if grey.max() == 1:
        return grey.astype(np.uint8), "0/1", False
    values = np.unique(grey)
    mask = (grey > 128 * 257).astype(np.uint8)
    rule = f"16-bit {GREY_RULE} * 257"
    if len(values) > 1 and not mask.any():
        rule += f"{NONE_IS}{values[-1]})"
    return mask, rule, len(values) > MANY_GREYS


def _from_grey(grey: NDArray[np.uint8], one: int, name: str = "") -> tuple[NDArray[np.uint8], str, bool]:
    """The rule for grey; ``one`` is what a stored 1 was spread to."""
    count = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel()
    values = np.flatnonzero(count)
    top = int(values[-1])
    if top == one and len(values) <= 2 and values[0] in (0, one):
        return (
            np.asarray(cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY)[1], np.uint8),
            name or ("1 bit" if one == 255 else "0/1"),
            False,
        )
    mask = np.asarray(cv2.threshold(grey, 128, 1, cv2.THRESH_BINARY)[1], np.uint8)
    rule = f"{name}: {GREY_RULE}" if name else GREY_RULE
    if 0 < top <= 128:
        rule += f"{NONE_IS}{top})"
    return mask, rule, len(values) > MANY_GREYS


def _from_colour(rgb: NDArray[np.uint8], name: str) -> tuple[NDArray[np.uint8], str, bool]:
    red, green, blue = cv2.split(rgb)
    if cv2.norm(red, green, cv2.NORM_INF) == 0 and cv2.norm(red, blue, cv2.NORM_INF) == 0:
        return _from_grey(np.asarray(red, np.uint8), 1, name)
    lit: NDArray[np.bool_] = rgb.max(axis=2) > 0
    colour = rgb[lit][0]
    if (rgb[lit] == colour).all() and not lit.all():
        return lit.astype(np.uint8), f"{name}: what is not black", False
    grey = np.array(Image.fromarray(rgb).convert("L"))
    return _from_grey(grey, 1, f"{name} by luminance")

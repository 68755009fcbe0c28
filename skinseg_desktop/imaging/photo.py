"""Reading photos: any picture file becomes upright 8-bit sRGB.

Rules. Grey is repeated in three channels. Palettes are looked up. Transparency is laid on white. Of 16 bits a sample
the upper 8 are kept. CMYK is converted (``colour.py``), inverted first where the JPEG says that it is stored inverted.
Of animations and many pages the first is read. EXIF orientation is applied (XMP's is not, but in a TIFF). An ICC
profile is converted to sRGB; a PNG's gAMA is ignored. Floating-point, 32-bit and Lab pixels are refused: their range is
not stated.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from skinseg_desktop.core.errors import PhotoError, os_reason
from skinseg_desktop.core.limits import DEFAULT_MAX_PIXELS
from skinseg_desktop.imaging import colour
from skinseg_desktop.imaging.container import DECODER_ERRORS, Container, Header, inspect, opened
from skinseg_desktop.imaging.kinds import AGAIN, ENOUGH, Unreadable, damaged, kind_of, too_large
from skinseg_desktop.imaging.names import shown
from skinseg_desktop.imaging.plain import decode_plain

_CV2_MAX_PIXELS = 1 << 30
_CV2_MAX_SIDE = 1 << 20
#: Above this many bytes a file's kind is told before all of it is read.
_LARGE = 32_000_000


@dataclass(frozen=True, slots=True)
class Photo:
    """A decoded photo: ``uint8[H, W, 3]`` RGB, upright, sRGB; the SHA-256 of the file; its header; what was noticed.

    ``rest`` is None but for what ``early.read_early`` gives: there ``pixels`` are a reduced picture, and ``rest``
    decodes the whole photo.
    """

    pixels: NDArray[np.uint8]
    sha256: str
    header: Header
    notes: tuple[str, ...] = ()
    rest: Callable[[], Photo] | None = None

    @property
    def width(self) -> int:
        """Width of the whole in pixels, upright."""
        return self.header.upright_size[0] if self.rest else int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height of the whole in pixels, upright."""
        return self.header.upright_size[1] if self.rest else int(self.pixels.shape[0])

    def complete(self) -> Photo:
        """The photo with all its pixels. Raises PhotoError."""
        return self.rest() if self.rest else self


def read_photo(source: Path | bytes, *, max_pixels: int = DEFAULT_MAX_PIXELS) -> Photo:
    """Read a photo by the rules of this module.

    Raises PhotoError naming the file, also where it has more than ``max_pixels`` pixels (told from its header, before
    memory is asked for).
    """
    try:
        data = read_bytes(source)
        return whole(source, data, inspect(data), max_pixels)
    except Unreadable as fault:
        raise refused(source, fault) from fault


def whole(source: Path | bytes, data: bytes, container: Container, max_pixels: int) -> Photo:
    """The photo in a file's bytes. Raises PhotoError."""
    try:
        pixels, notes = decode(data, container, max_pixels)
    except Unreadable as fault:
        raise refused(source, fault) from fault
    return Photo(pixels, hashlib.sha256(data).hexdigest(), container.header, container.notes + notes)


def refused(source: Path | bytes, fault: Unreadable) -> PhotoError:
    """The error that names the file."""
    return PhotoError(f"{called(source)} cannot be read as a photo: {fault.reason}", fault.hint)


def read_header(data: bytes) -> Header:
    """Tell kind, stored size and orientation of a picture's bytes without decoding it. Raises PhotoError."""
    try:
        return inspect(data).header
    except Unreadable as fault:
        raise PhotoError(f"The picture cannot be read: {fault.reason}", fault.hint) from fault


def called(source: Path | bytes) -> str:
    """What a source is called in a sentence."""
    return "The picture" if isinstance(source, bytes) else shown(source.name)


def read_bytes(source: Path | bytes) -> bytes:
    """A regular file's bytes; what is no picture is found out before a big file is read. Raises Unreadable."""
    if isinstance(source, bytes):
        return source
    try:
        # A pipe or device would wait for ever, already at opening.
        status = source.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("it is a folder or a device, not a file.", "Give a picture file.")
        with source.open("rb", buffering=0) as file:
            if status.st_size > _LARGE:
                kind_of(file.read(ENOUGH))
                file.seek(0)
            return file.read()
    except OSError as error:
        raise Unreadable(f"{os_reason(error)}.", "Check that it is there and that you may read it.") from error
    except MemoryError as error:
        raise too_large() from error


def decode(data: bytes, container: Container, max_pixels: int) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Decode to upright sRGB ``uint8[H, W, 3]`` and notes. Raises Unreadable."""
    header = container.header
    check_size(header.width, header.height, max_pixels)
    try:
        if container.plain and fits_cv2(header):
            pixels = decode_plain(data, container)
            notes: tuple[str, ...] = ()
            space = "GRAY" if container.channels == 1 else "RGB"
        else:
            pixels, space, notes = _by_pillow(data, container, max_pixels)
        if container.icc is not None and space != "CMYK":
            pixels, more = colour.to_srgb(pixels, container.icc, grey=space == "GRAY")
            notes += more
        if header.kind != "TIFF":
            pixels = upright(pixels, header.orientation)
    except MemoryError as error:
        raise too_large() from error
    except DECODER_ERRORS as error:
        raise damaged("the file is damaged or cut off.") from error
    if pixels.shape[1::-1] != header.upright_size:
        raise Unreadable("its pixels do not fill the size in its header.", AGAIN)
    return np.ascontiguousarray(pixels), notes


def check_size(width: int, height: int, max_pixels: int) -> None:
    """Refuse a picture by the size in its header. Raises Unreadable."""
    if width * height > max_pixels:
        raise Unreadable(
            f"it has {width:,} x {height:,} pixels, more than the limit of {max_pixels:,}.",
            "Make it smaller, or raise the limit if it is what you want.",
        )


def fits_cv2(header: Header) -> bool:
    """Whether OpenCV's own fixed limits let it decode this size."""
    return header.width * header.height <= _CV2_MAX_PIXELS and max(header.width, header.height) <= _CV2_MAX_SIDE


def upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Turn stored pixels upright by EXIF orientation 1..8, in place where that saves memory."""
    if orientation >= 5:
        pixels = np.asarray(cv2.transpose(pixels), np.uint8)
    flip = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}.get(orientation)
    return pixels if flip is None else np.asarray(cv2.flip(pixels, flip, dst=pixels), np.uint8)


def _by_pillow(data: bytes, container: Container, max_pixels: int) -> tuple[NDArray[np.uint8], str, tuple[str, ...]]:
    """Pixels, what colours they were (``GRAY``, ``RGB``, ``CMYK``) and notes."""
    image: Image.Image = opened(data, container.header.kind)
    # A GIF's first picture may be larger than the canvas in its header.
    check_size(*image.size, max_pixels)
    image.load()
    mode = image.mode
    if mode == "CMYK":
        if container.header.kind == "JPEG" and not container.adobe:
            # Pillow takes every CMYK JPEG for inverted, as Adobe writes them and marks them.
            image = Image.eval(image, lambda ink: 255 - ink)
        pixels, notes = colour.cmyk_to_rgb(image, container.icc)
        return pixels, "CMYK", notes
    if mode.startswith("I;16"):
        return np.repeat((sixteen_bits(image) >> 8).astype(np.uint8)[..., None], 3, axis=2), "GRAY", ()
    space = "GRAY" if mode in ("1", "L", "LA", "La") else "RGB"
    if mode in ("P", "PA", "LA", "La", "RGBA", "RGBa") or ("transparency" in image.info and mode in ("1", "L", "RGB")):
        pixels, notes = _on_white(image)
        return pixels, space, notes
    if mode in ("1", "L", "RGB", "RGBX", "YCbCr", "HSV"):
        return np.array(image.convert("RGB")), space, ()
    raise Unreadable(
        f"its pixels are of a kind without a stated range ({mode}).", "Export it as 8-bit JPEG, PNG or TIFF."
    )


def sixteen_bits(image: Image.Image) -> NDArray[np.uint16]:
    """16-bit grey of a file; a TIFF where 0 is white is inverted, which Pillow does for 8 bits only."""
    grey = np.asarray(image).astype(np.uint16)
    if isinstance(image, TiffImagePlugin.TiffImageFile) and image.tag_v2.get(0x0106) == 0:
        grey = np.bitwise_not(grey)
    return grey


def _on_white(image: Image.Image) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    layered = image.convert("RGBA")
    if layered.getchannel("A").getextrema() == (255, 255):
        return np.array(layered.convert("RGB")), ()
    below = Image.new("RGBA", layered.size, "white")
    below.alpha_composite(layered)
    return np.array(below.convert("RGB")), ("Its transparent parts are shown on white.",)

"""What a picture file is, told from its bytes before any pixel is decoded: kind, size, orientation, wholeness.

The two formats of dermoscopy, JPEG and PNG, are walked here to their end mark, because their decoders show a file that
was cut off as a picture with a grey half. PNG blocks are checked against their checksums. JPEG has none: in a plain one
(baseline, one scan, no restart marks) much damage is told by compressed data that fills the picture too early or too
late (``data_fits``); damage that leaves its length right, or in a progressive JPEG, cannot be told from a picture.
Sources: ITU-T T.81 (JPEG), W3C PNG third edition, TIFF 6.0, Exif 2.32, RFC 9649 (WebP), ISO/IEC 14496-12 (HEIF brands).
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from skinseg_desktop.imaging.kinds import AGAIN, Unreadable, damaged, kind_of, tiff_directory_is_whole, tiff_tags

_ICC_LARGEST = 16_000_000

#: What decoders raise on bytes that break their format.
DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    UserWarning,  # where the interpreter was told to raise them
    NotImplementedError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Header:
    """A picture's kind (JPEG, PNG, TIFF, WebP, BMP, GIF), stored size in pixels and EXIF orientation 1..8."""

    kind: str
    width: int
    height: int
    orientation: int

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height after the orientation is applied."""
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)


@dataclass(frozen=True, slots=True)
class Container:
    """A header and what decoding needs to know.

    ``channels`` and ``depth`` (bits a sample) are 0 where only the decoder knows; ``plain`` says JPEG or PNG, grey or
    RGB of at most 8 bits, no palette, no transparency; ``adobe`` that a JPEG's CMYK is stored inverted; ``icc`` is
    the colour profile; ``end`` is where a JPEG's end mark ends; ``one_scan`` that its compressed data is one piece.
    """

    header: Header
    channels: int = 0
    depth: int = 0
    plain: bool = False
    adobe: bool = False
    icc: bytes | None = None
    end: int = 0
    one_scan: bool = False
    notes: tuple[str, ...] = ()


def inspect(data: bytes) -> Container:
    """Tell what a file is and check that it is whole, as far as its format lets one, without decoding it.

    Raises Unreadable with the reason and what to do.
    """
    kind = kind_of(data)
    try:
        container = _INSPECT[kind](data)
    except Unreadable:
        raise
    except DECODER_ERRORS as error:
        raise damaged() from error
    if container.header.width < 1 or container.header.height < 1:
        raise Unreadable("its header gives it no pixels.", AGAIN)
    return container


def opened(data: bytes, kind: str) -> ImageFile.ImageFile:
    """Open with the Pillow plugin of this kind; pixels are not decoded yet.

    Pillow's own limit against decompression bombs is a process-wide variable, and lower than what this program reads.
    It is set aside here, once and for all: every picture's size is checked before its pixels are asked for.
    """
    Image.MAX_IMAGE_PIXELS = None
    return _PLUGINS[kind](io.BytesIO(data))


def _jpeg(data: bytes) -> Container:
    frame: tuple[int, int, int, int] | None = None
    orientation, adobe, icc = 1, False, {}
    at, scans, end = 2, 0, len(data)
    one_piece = True
    while True:
        found = _MARKER.search(data, at)
        if found is None:
            raise _cut_off()
        marker, at = found[0][-1], found.end()
        if marker == 0xD9:
            break
        if marker in (0x01, 0xD8):
            continue
        if at + 2 > end or (stop := at + int.from_bytes(data[at : at + 2])) > end:
            raise _cut_off()
        body = at + 2
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and frame is None:
            depth, height, width, channels = struct.unpack_from(">BHHB", data, body)
            if depth != 8:
                raise Unreadable(f"it is a JPEG of {depth} bits a sample.", "Export it as an 8-bit JPEG or as PNG.")
            frame = depth, height, width, channels
            one_piece = one_piece and marker in (0xC0, 0xC1)
        elif marker == 0xE1 and data.startswith(b"Exif\0\0", body) and orientation == 1:
            orientation = exif_orientation(data[body:stop])
        elif marker == 0xE2 and data.startswith(b"ICC_PROFILE\0", body):
            icc[data[body + 12]] = data[body + 14 : stop]
        elif marker == 0xEE and data.startswith(b"Adobe", body):
            adobe = True
        elif marker == 0xDD:
            one_piece = False
        elif marker == 0xDA:
            scans += 1
        at = stop
    if frame is None or not scans:
        raise damaged()
    depth, height, width, channels = frame
    profile = b"".join(part for _, part in sorted(icc.items())) or None
    header = Header("JPEG", width, height, orientation)
    plain, one_scan = channels in (1, 3), one_piece and scans == 1
    return Container(header, channels, depth, plain, adobe=adobe, icc=profile, end=at, one_scan=one_scan)


def _png(data: bytes) -> Container:
    view = memoryview(data)
    at, end = 8, len(data)
    first: tuple[int, ...] | None = None
    orientation, icc, pixels = 1, None, False
    transparent = animated = False
    notes: list[str] = []
    while True:
        if at + 12 > end:
            raise _cut_off()
        size, name = struct.unpack_from(">I4s", data, at)
        stop = at + 8 + size
        if stop + 4 > end:
            raise _cut_off() if name.isalpha() else damaged()
        if zlib.crc32(view[at + 4 : stop]) != int.from_bytes(view[stop : stop + 4]):
            if not name.isalpha() or name[:1].isupper():
                raise damaged("the file is damaged: a checksum does not match.")
            notes.append("A damaged block beside the picture was left out.")
            name = b""
        if name == b"IHDR":
            first = struct.unpack_from(">IIBBBBB", data, at + 8)
        elif name == b"IDAT":
            pixels = True
        elif name == b"tRNS":
            transparent = True
        elif name == b"acTL":
            animated = True
        elif name == b"eXIf":
            orientation = exif_orientation(data[at + 8 : stop])
        elif name == b"iCCP":
            icc = _inflated(data[data.index(b"\0", at + 8, stop) + 2 : stop])
        elif name == b"IEND":
            break
        at = stop + 4
    if first is None or not pixels:
        raise damaged()
    width, height, depth, colour = first[:4]
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 0)
    if animated:
        notes.append("An animation: its first picture is read.")
    plain = colour in (0, 2) and depth <= 8 and not transparent and not animated
    return Container(Header("PNG", width, height, orientation), channels, depth, plain, icc=icc, notes=tuple(notes))


def _webp(data: bytes) -> Container:
    end = int.from_bytes(data[4:8], "little") + 8
    if len(data) < end:
        raise _cut_off()
    size, orientation, icc = (0, 0), 1, None
    notes: tuple[str, ...] = ()
    at = 12
    while at + 8 <= end:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + min(length, _ICC_LARGEST)]
        if at + 8 + length > end:
            raise damaged()
        if name == b"VP8X":
            size = int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
            if body[0] & 2:
                notes = ("An animation: its first picture is read.",)
        elif name == b"VP8 " and size == (0, 0):
            size = int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
        elif name == b"VP8L" and size == (0, 0):
            bits = int.from_bytes(body[1:5], "little")
            size = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        elif name == b"ICCP":
            icc = body
        elif name == b"EXIF":
            orientation = exif_orientation(body)
        at += 8 + length + (length & 1)
    return Container(Header("WebP", *size, orientation), icc=icc, notes=notes)


def _by_pillow(kind: str, data: bytes) -> Container:
    if kind == "TIFF" and not tiff_directory_is_whole(data):
        raise _cut_off()
    try:
        image = opened(data, kind)
    except SyntaxError as error:
        if "unknown" not in str(error):
            raise
        raise Unreadable("its kind of pixels is not supported.", "Export it as 8-bit JPEG, PNG or TIFF.") from error
    width, height = image.size
    orientation = 1
    notes: tuple[str, ...] = ()
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        # Pillow turns a TIFF upright itself, by the tag or by XMP, and gives the size after that.
        orientation = _valid(image.getexif().get(0x0112, 1))
        width, height = (height, width) if image.tag_v2.get(0x0112) in (5, 6, 7, 8) else (width, height)
    if getattr(image, "is_animated", False):
        what = "Several pages: the first" if kind == "TIFF" else "An animation: its first picture"
        notes = (f"{what} is read.",)
    return Container(Header(kind, width, height, orientation), icc=image.info.get("icc_profile"), notes=notes)


def exif_orientation(exif: bytes) -> int:
    """The orientation 1..8 in an EXIF block (with or without its ``Exif`` mark); 1 where none or nonsense is stated."""
    return _valid(tiff_tags(exif.removeprefix(b"Exif\0\0")).get(0x0112, 1))


def _valid(orientation: object) -> int:
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1


def _cut_off() -> Unreadable:
    return Unreadable("the file is cut off: its end is missing.", AGAIN)


def _inflated(packed: bytes) -> bytes | None:
    """A PNG's colour profile, or None where it does not unpack to something of sane size."""
    try:
        return zlib.decompressobj().decompress(packed, _ICC_LARGEST) or None
    except zlib.error:
        return b"damaged"


# Not \xff+: a pattern that starts with one fixed byte is searched for ten times as fast.
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
_PLUGINS: dict[str, Callable[[io.BytesIO], ImageFile.ImageFile]] = {
    "JPEG": JpegImagePlugin.JpegImageFile,
    "PNG": PngImagePlugin.PngImageFile,
    "TIFF": TiffImagePlugin.TiffImageFile,
    "WebP": WebPImagePlugin.WebPImageFile,
    "BMP": BmpImagePlugin.BmpImageFile,
    "GIF": GifImagePlugin.GifImageFile,
}
_INSPECT: dict[str, Callable[[bytes], Container]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "WebP": _webp,
    "TIFF": lambda data: _by_pillow("TIFF", data),
    "BMP": lambda data: _by_pillow("BMP", data),
    "GIF": lambda data: _by_pillow("GIF", data),
}

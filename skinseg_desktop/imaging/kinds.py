"""Which of the six kinds a file is, by its first bytes and never by its name, and what else it is when it is none."""

from __future__ import annotations

import struct


class Unreadable(Exception):
    """Why bytes cannot be read as a picture, and what to do: a UserError that does not know the file's name yet."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


AGAIN = "Copy or export it again."


def damaged(reason: str = "the file is damaged.") -> Unreadable:
    """What breaks its format."""
    return Unreadable(reason, AGAIN)


def too_large() -> Unreadable:
    """What memory was refused for."""
    return Unreadable("it does not fit into memory.", "Close other programs or use a smaller picture.")


#: This many first bytes tell what a file is, but for a TIFF whose directory lies at its end.
ENOUGH = 16_384
_EXPORT = "Export it as JPEG, PNG or TIFF and use that file."
_PICTURES_ONLY = "Only JPEG, PNG, TIFF, WebP, BMP and GIF pictures can be read."


def kind_of(data: bytes) -> str:
    """``JPEG``, ``PNG``, ``TIFF``, ``WebP``, ``BMP`` or ``GIF``. Raises Unreadable, naming what it is, for all else."""
    kind = next((kind for magic, kind in _PICTURES if data.startswith(magic)), "")
    if kind == "BMP" and int.from_bytes(data[14:18], "little") not in _BMP_HEADERS:
        kind = ""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "WebP"
    if kind == "TIFF" and _is_raw(data):
        raise Unreadable("it is a camera's raw file.", _EXPORT)
    if kind:
        return kind
    raise _foreign(data)


def tiff_tags(tiff: bytes) -> dict[int, int]:
    """The first directory of a classic TIFF or EXIF block: tag -> first value, or the offset where it lies elsewhere.

    Only 16- and 32-bit integers are given as values. Whatever is broken or out of reach is left out.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 10:
        return {}
    start = struct.unpack_from(order + "I", tiff, 4)[0]
    if start + 2 > len(tiff):
        return {}
    tags: dict[int, int] = {}
    for i in range(struct.unpack_from(order + "H", tiff, start)[0]):
        at = start + 2 + 12 * i
        if at + 12 > len(tiff):
            break
        tag, kind, count = struct.unpack_from(order + "HHI", tiff, at)
        short = kind == 3 and count <= 2
        tags[tag] = struct.unpack_from(order + ("H" if short else "I"), tiff, at + 8)[0]
    return tags


def tiff_directory_is_whole(tiff: bytes) -> bool:
    """Whether a classic TIFF's first directory and all it points to lie inside the file; BigTIFF is not asked."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return True
    start = int(struct.unpack_from(order + "I", tiff, 4)[0])
    count = int(struct.unpack_from(order + "H", tiff, start)[0])
    for i in range(count):
        _, kind, values, offset = struct.unpack_from(order + "HHII", tiff, start + 2 + 12 * i)
        size = values * _TIFF_SIZES.get(kind, 0)
        if size > 4 and offset + size > len(tiff):
            return False
    return start + 2 + 12 * count + 4 <= len(tiff)


def _is_raw(data: bytes) -> bool:
    """Many raw files are TIFFs whose first page is a small preview, which would be taken for the photo."""
    if data[8:10] == b"CR":
        return True
    tags = tiff_tags(data)
    preview = tags.get(0x00FE, 0) & 1 == 1 and 0x014A in tags
    sensor = tags.get(0x0106) in (0x8023, 0x884C)
    return preview or sensor or 0xC612 in tags or tags.get(0x0103) in (0x8799, 0x884C, 0xFFFF)


def _foreign(data: bytes) -> Unreadable:
    if not data:
        return Unreadable("the file is empty.", AGAIN)
    for at, magic, what, hint in FOREIGN:
        if data[at : at + len(magic)] == magic:
            return Unreadable(f"it is {what}.", hint)
    if data[4:8] == b"ftyp":
        return _by_brand(data[8:12])
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<script")):
        return Unreadable(
            "it is an HTML page, perhaps an error page saved in place of the picture.", "Download the picture again."
        )
    if head.startswith((b"<?xml", b"<svg")):
        return Unreadable("it is an XML or SVG text.", _PICTURES_ONLY)
    if _is_text(data[:4096]):
        return Unreadable("it is a text file.", _PICTURES_ONLY)
    if not any(data[:4096]):
        return Unreadable("it holds nothing but zeros.", "Copy it again from where it came.")
    return Unreadable("it is no picture that is known here.", _PICTURES_ONLY)


def _by_brand(brand: bytes) -> Unreadable:
    if brand in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1"):
        return Unreadable("it is a HEIC picture.", _EXPORT)
    if brand in (b"avif", b"avis"):
        return Unreadable("it is an AVIF picture.", _EXPORT)
    if brand == b"crx ":
        return Unreadable("it is a camera's raw file.", _EXPORT)
    return Unreadable("it is a video.", "Export single pictures as JPEG, PNG or TIFF.")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:
            text = head.decode("latin-1")
            return all(c.isprintable() or c in "\t\r\n\f" for c in text)
        text = head[: error.start].decode("utf-8")
    return all(c >= " " or c in "\t\r\n\f\x1b" for c in text)


_TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_BMP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)
_PICTURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"BM", "BMP"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
)
_UNPACK = "Unpack it and give the folder with the pictures."
_RAW = "a camera's raw file"
FOREIGN = (
    (0, b"PK\x03\x04", "a ZIP archive or an office document", _UNPACK),
    (0, b"PK\x05\x06", "an empty ZIP archive", _UNPACK),
    (0, b"\x1f\x8b", "a gzip archive", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (0, b"BZh", "a bzip2 archive", _UNPACK),
    (0, b"\xfd7zXZ\0", "an XZ archive", _UNPACK),
    (257, b"ustar", "a tar archive", _UNPACK),
    (128, b"DICM", "a DICOM file", "Export its picture as PNG or TIFF; DICOM is not read."),
    (0, b"%PDF", "a PDF document", _EXPORT),
    (0, b"8BPS", "a Photoshop document", _EXPORT),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 picture", _EXPORT),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 picture", _EXPORT),
    (0, b"\xff\x0a", "a JPEG XL picture", _EXPORT),
    (0, b"\0\0\0\x0cJXL ", "a JPEG XL picture", _EXPORT),
    (0, b"II\xbc\x01", "a JPEG XR picture", _EXPORT),
    (0, b"FUJIFILMCCD-RAW", _RAW, _EXPORT),
    (0, b"IIRO", _RAW, _EXPORT),
    (0, b"IIRS", _RAW, _EXPORT),
    (0, b"MMOR", _RAW, _EXPORT),
    (0, b"IIU\0", _RAW, _EXPORT),
    (0, b"FOVb", _RAW, _EXPORT),
    (0, b"\0MRM", _RAW, _EXPORT),
    (0, b"II\x1a\0\0\0HEAPCCDR", _RAW, _EXPORT),
    (0, b"SQLite format 3\0", "a database", _PICTURES_ONLY),
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file", _PICTURES_ONLY),
)

"""Making PNG files: masks, probability maps and pictures, the same bytes for the same pixels and text.

Nothing of a photo but its pixels gets in: no EXIF, no position, no profile.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_AFTER_IHDR = 33
#: The keyword of what seals a file: the SHA-256 of its compressed pixels. Who edits a file breaks the seal.
SEAL = "Data-SHA256"
# Runs of equal bytes are all there is to a mask: no filter and run lengths make the smallest file in the least time.
_MASK_OPTIONS = (
    cv2.IMWRITE_PNG_FILTER,
    cv2.IMWRITE_PNG_FILTER_NONE,
    cv2.IMWRITE_PNG_STRATEGY,
    cv2.IMWRITE_PNG_STRATEGY_RLE,
)


def encode_mask(mask: NDArray[np.uint8], *, text: Mapping[str, str] | None = None) -> bytes:
    """Encode a mask ``uint8[H, W]`` (0 is background, all else lesion) as 8-bit grey PNG of 0 and 255."""
    return _png(cv2.threshold(_with_pixels(mask), 0, 255, cv2.THRESH_BINARY)[1], text, _MASK_OPTIONS)


def encode_map(
    probabilities: NDArray[np.float32] | Iterable[tuple[int, NDArray[np.float32]]],
    *,
    text: Mapping[str, str] | None = None,
) -> bytes:
    """Encode probabilities 0..1 as 16-bit grey PNG of round(p * 65535).

    They come as ``float32[H, W]`` or as bands (first row, rows), top to bottom. Raises ValueError outside 0..1 and for
    NaN.
    """
    bands = [(0, probabilities)] if isinstance(probabilities, np.ndarray) else probabilities
    parts = []
    for _, band in bands:
        if not (band.min() >= 0 and band.max() <= 1):
            raise ValueError("a probability is outside 0..1 or not a number")
        parts.append(np.rint(band * np.float32(65535)).astype(np.uint16))
    return _png(parts[0] if len(parts) == 1 else np.concatenate(parts), text, ())


def encode_rgb(pixels: NDArray[np.uint8], *, text: Mapping[str, str] | None = None) -> bytes:
    """Encode RGB ``uint8[H, W, 3]`` as PNG."""
    return _png(cv2.cvtColor(_with_pixels(pixels), cv2.COLOR_RGB2BGR), text, ())


def read_text(data: bytes) -> dict[str, str]:
    """The text of a PNG by keyword, without its seal. Raises ValueError where it is no whole, undamaged PNG."""
    return {key: value for key, value in _texts(_chunks(data)).items() if key != SEAL}


def read_sealed(data: bytes) -> dict[str, str] | None:
    """The text of a PNG that still has the pixels it was written with here, else None. Raises as ``read_text`` does."""
    chunks = list(_chunks(data))
    text = _texts(chunks)
    return text if text.pop(SEAL, None) == _seal(chunks) else None


def _texts(chunks: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, body in chunks:
        if name == b"tEXt":
            key, _, value = body.partition(b"\0")
            found[key.decode("latin-1")] = value.decode("latin-1")
        elif name == b"iTXt":
            key, _, rest = body.partition(b"\0")
            if rest[:1] == b"\0":
                found[key.decode("latin-1")] = rest[2:].split(b"\0", 2)[2].decode("utf-8")
    return found


def _seal(chunks: Iterable[tuple[bytes, bytes]]) -> str:
    return hashlib.sha256(b"".join(body for name, body in chunks if name == b"IDAT")).hexdigest()


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG as (name, body) to its end, each with its checksum compared. Raises ValueError."""
    if not data.startswith(_SIGNATURE):
        raise ValueError("not a PNG")
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        checksum = data[at + 8 + size : at + 12 + size]
        if len(checksum) < 4 or zlib.crc32(body, zlib.crc32(name)) != int.from_bytes(checksum, "big"):
            raise ValueError("the PNG is damaged")
        yield name, body
        if name == b"IEND":
            return
        at += 12 + size
    raise ValueError("the PNG has no end")


def _with_pixels(array: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if array.size == 0:
        raise ValueError("a picture without pixels cannot be encoded")
    return array


def _png(pixels: MatLike, text: Mapping[str, str] | None, options: tuple[int, ...]) -> bytes:
    done, encoded = cv2.imencode(".png", pixels, options)
    if not done:
        raise ValueError(f"OpenCV cannot encode {pixels.shape} {pixels.dtype}")
    data = encoded.tobytes()
    if not text:
        return data
    sealed = {**text, SEAL: _seal(_chunks(data))}
    chunks = b"".join(_text_chunk(key, value) for key, value in sealed.items())
    return data[:_AFTER_IHDR] + chunks + data[_AFTER_IHDR:]


def _text_chunk(key: str, value: str) -> bytes:
    """A tEXt chunk, or iTXt where Latin-1 does not do (PNG third edition, 11.3.3)."""
    name = key.encode("latin-1")
    if not 1 <= len(name) <= 79 or b"\0" in name or "\0" in value:
        raise ValueError(f"not a keyword and text for a PNG: {key!r}")
    try:
        kind, body = b"tEXt", name + b"\0" + value.encode("latin-1")
    except UnicodeEncodeError:
        # A name that is not UTF-8 on disk holds lone surrogates; they are kept readable, not exact.
        kind, body = b"iTXt", name + b"\0\0\0\0\0" + value.encode("utf-8", "backslashreplace")
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

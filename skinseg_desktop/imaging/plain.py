"""Decoding plain JPEG and PNG as they are stored.

libjpeg goes on where compressed data is corrupt, with whatever comes out. OpenCV and Pillow say nothing of that;
simplejpeg raises what the decoder noticed.
"""

from __future__ import annotations

import re

import cv2
import numpy as np
import simplejpeg
from numpy.typing import NDArray

from skinseg_desktop.imaging.container import Container
from skinseg_desktop.imaging.kinds import damaged, too_large

#: What libjpeg calls data that is no picture; its other warnings are of headers, and harmless.
_CORRUPT = ("Corrupt JPEG data", "Premature end of JPEG")
_LEFT_OVER = re.compile(r"Corrupt JPEG data: (\d+) extraneous bytes before marker 0xd9")
#: Bytes that a JPEG may have between the end of its picture and its end mark, beside fill bytes.
_SPARE = 2


def decode_plain(data: bytes, container: Container, *, grey: bool = False, reduction: int = 1) -> NDArray[np.uint8]:
    """A plain JPEG or PNG: ``uint8[H, W, 3]`` RGB, or ``uint8[H, W]`` grey.

    With a ``reduction`` of 2, 4 or 8, for JPEG only, each pixel is the mean of a block, the last ones perhaps of a part
    of one. Raises Unreadable, also where a JPEG's data is corrupt in the middle or ends before its picture.
    """
    if container.header.kind != "JPEG":
        return _by_opencv(data, grey=grey)
    width, height = (-(-side // reduction) for side in (container.header.width, container.header.height))
    least = {"min_width": width, "min_height": height} if reduction > 1 else {}
    try:
        pixels = simplejpeg.decode_jpeg(data, "GRAY" if grey else "RGB", **least)
    except MemoryError as error:
        raise too_large() from error
    except ValueError as error:
        told = str(error)
        if "memory" in told.lower():
            raise too_large() from error
        if told.startswith(_CORRUPT) and not _only_padded(told, data, container.end):
            raise damaged("the file is damaged: its data is corrupt.") from error
        guessed = _by_opencv(data, grey=grey)
        if reduction > 1:
            guessed = np.asarray(cv2.resize(guessed, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
        return guessed
    return np.asarray(pixels[..., 0] if grey else pixels, np.uint8)


def _by_opencv(data: bytes, *, grey: bool) -> NDArray[np.uint8]:
    flags = cv2.IMREAD_IGNORE_ORIENTATION | (cv2.IMREAD_GRAYSCALE if grey else cv2.IMREAD_COLOR_RGB)
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    except cv2.error as error:
        raise (too_large() if error.code == cv2.Error.StsNoMem else damaged()) from error
    if pixels is None:
        raise damaged()
    return np.asarray(pixels, np.uint8)


def _only_padded(told: str, data: bytes, end: int) -> bool:
    """Whether nothing but padding is left over: fill bytes (T.81, B.1.1.2), and the zeros of some cameras."""
    left = _LEFT_OVER.match(told)
    if left is None:
        return False
    body = data[: end - 2]
    return int(left[1]) <= len(body) - len(body.rstrip(b"\0\xff")) + _SPARE

"""Colour profiles: whatever a photo's numbers mean, they are turned to sRGB once, on reading.

Conversion is relative colorimetric with black point compensation, by Little CMS. CMYK without a profile is turned by
``R = (255 - C)(255 - K) / 255`` and likewise for G and B.
"""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

_BROKEN = "Its colour profile is broken; the colours are taken as sRGB."
#: A profile that moves no colour of a cube by more than this (of 255) is sRGB under whatever name.
_INVISIBLE = 2


def to_srgb(pixels: NDArray[np.uint8], profile: bytes, *, grey: bool) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Convert RGB ``uint8[H, W, 3]`` by its ICC profile and give it with notes; ``grey``: the file held one channel."""
    space = profile[16:20]
    if space == b"GRAY" and grey:
        source, mode = pixels[:, :, 0], "L"
    elif space == b"RGB ":
        source, mode = pixels, "RGB"
    else:
        fault = "Its colour profile is for other colours than it has" if space.strip().isalnum() else _BROKEN[:-1]
        return pixels, (f"{fault.split(';')[0]}; the colours are taken as sRGB.",)
    try:
        transform = _transform(profile, mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return pixels, (_BROKEN,)
    if transform is None:
        return pixels, ()
    image = Image.fromarray(np.ascontiguousarray(source))
    return np.array(transform.apply(image)), ("Its colours were converted to sRGB.",)


def cmyk_to_rgb(image: Image.Image, profile: bytes | None) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Convert a CMYK image (0 = no ink) to RGB ``uint8[H, W, 3]``, by its profile if it has one, and give notes."""
    if profile is None or profile[16:20] != b"CMYK":
        return np.array(image.convert("RGB")), ("CMYK without a colour profile: its colours are an approximation.",)
    try:
        transform = _transform(profile, "CMYK")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return np.array(image.convert("RGB")), (_BROKEN,)
    assert transform is not None
    return np.array(transform.apply(image)), ("Its colours were converted to sRGB.",)


@lru_cache(maxsize=16)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """The way from a profile to sRGB, or None where it is no way at all."""
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        mode,
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    if mode == "CMYK":
        return transform
    steps = np.linspace(0, 255, 18).astype(np.uint8)
    if mode == "RGB":
        probe = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 18, 3)
        before = probe
    else:
        probe = np.arange(256, dtype=np.uint8)[None]
        before = np.repeat(probe[..., None], 3, axis=2)
    after = np.asarray(transform.apply(Image.fromarray(np.ascontiguousarray(probe))))
    return None if np.abs(after.astype(int) - before).max() <= _INVISIBLE else transform

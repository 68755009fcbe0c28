"""The four-panel figure: the photo, the predicted mask, the reference mask, and both drawn over the photo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from skinseg_desktop.core.places import RESEARCH_USE_ONLY
from skinseg_desktop.imaging.draw import LOOKS, overlay
from skinseg_desktop.imaging.names import shown

#: Height of a panel in pixels, and the least and greatest width, so that a strip of a photo still makes a figure.
PANEL_HEIGHT = 450
_WIDTHS = (120, 1200)
_MARGIN, _GAP = 24, 16
_INK, _FAINT, _FRAME = (30, 30, 30), (120, 120, 120), (190, 190, 190)
_TITLE, _PANEL_TITLE, _SMALL = 32, 26, 24


def four_panel(
    pixels: NDArray[np.uint8],
    mask: NDArray[np.uint8],
    reference: NDArray[np.uint8] | None,
    *,
    title: str,
    lines: Sequence[str],
    mask_title: str = "predicted",
) -> NDArray[np.uint8]:
    """Draw original, mask, reference mask and overlay side by side on white; gives ``uint8[h, w, 3]`` RGB.

    ``title`` names the photo, ``mask_title`` what the mask is (``predicted``, ``corrected by hand``), ``lines`` say
    what else belongs under it (model, Dice). Without a reference its panel
    says so. Photos keep their proportions.
    """
    height, width = pixels.shape[:2]
    panel_width = round(np.clip(width * PANEL_HEIGHT / height, *_WIDTHS))
    scale = min(panel_width / width, PANEL_HEIGHT / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small_mask = _shrunk_mask(mask, size)
    small_reference = None if reference is None else _shrunk_mask(reference, size)
    photo = _resized(pixels, size)
    panels = [
        ("original", photo),
        (mask_title, _black_and_white(small_mask)),
        ("reference mask", None if small_reference is None else _black_and_white(small_reference)),
        ("overlay", overlay(photo, small_mask, small_reference, LOOKS["standard"])),
    ]
    dashed = "" if reference is None else ", dashed line reference mask"
    lines = [*lines, f"overlay: solid line {mask_title}{dashed}"]
    line_height = _SMALL + 8
    top = _MARGIN + _TITLE + 14
    foot = top + _PANEL_TITLE + 8 + PANEL_HEIGHT + 14
    page = Image.new(
        "RGB",
        (2 * _MARGIN + 4 * panel_width + 3 * _GAP, foot + line_height * (len(lines) + 1) + _MARGIN - 8),
        "white",
    )
    draw = ImageDraw.Draw(page)
    _text(draw, (_MARGIN, _MARGIN), title, _TITLE, _INK, page.width - 2 * _MARGIN)
    for i, (name, picture) in enumerate(panels):
        x, y = _MARGIN + i * (panel_width + _GAP), top
        _text(draw, (x, y), name, _PANEL_TITLE, _INK, panel_width)
        y += _PANEL_TITLE + 8
        at = (x + (panel_width - size[0]) // 2, y + (PANEL_HEIGHT - size[1]) // 2)
        if picture is None:
            draw.rectangle((*at, at[0] + size[0] - 1, at[1] + size[1] - 1), outline=_FRAME, fill=(246, 246, 246))
            _text(draw, (at[0] + 16, at[1] + 14), "no reference mask", _SMALL, _FAINT, size[0] - 32)
        else:
            page.paste(Image.fromarray(picture), at)
    for i, line in enumerate([*lines, RESEARCH_USE_ONLY]):
        ink = _INK if i < len(lines) else _FAINT
        _text(draw, (_MARGIN, foot + i * line_height), line, _SMALL, ink, page.width - 2 * _MARGIN)
    return np.array(page)


def _shrunk_mask(mask: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """A mask at a panel's size: lesion where at least half of a pixel is."""
    grey = cv2.threshold(mask, 0, 255, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.threshold(_resized(np.asarray(grey, np.uint8), size), 127, 1, cv2.THRESH_BINARY)[1], np.uint8)


def _resized(pixels: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    if pixels.shape[1::-1] == size:
        return pixels
    shrinks = size[0] * size[1] < pixels.shape[0] * pixels.shape[1]
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC), np.uint8)


def _black_and_white(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.repeat((mask * np.uint8(255))[..., None], 3, axis=2)


def _text(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, ink: tuple[int, int, int], room: int
) -> None:
    """One line of text, cut with dots where there is no room for it."""
    font = _font(size)
    text = shown(text)
    if draw.textlength(text, font) > room:
        while text and draw.textlength(text + "...", font) > room:
            text = text[:-1]
        text += "..."
    draw.text(at, text, ink, font)


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own font, so that a figure looks the same on every machine."""
    return ImageFont.load_default(size)

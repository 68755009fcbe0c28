"""Pixels in and out: find and decode photos and masks, encode, write atomically, draw overlays and figures.

Whatever a file is, a photo is ``uint8[H, W, 3]`` RGB, upright, sRGB, and a mask is ``uint8[H, W]`` of 0 and 1. Nothing
here knows a model.
"""

from skinseg_desktop.imaging.atomic import sweep_temporaries, write_atomic
from skinseg_desktop.imaging.container import Header
from skinseg_desktop.imaging.draw import LOOKS, Look, overlay
from skinseg_desktop.imaging.encode import encode_map, encode_mask, encode_rgb, read_sealed, read_text
from skinseg_desktop.imaging.folder import Found, MaskFiles, PhotoFile, Skipped, find_masks, find_photos
from skinseg_desktop.imaging.mask_file import MaskFile, fit_mask, read_mask
from skinseg_desktop.imaging.names import shown
from skinseg_desktop.imaging.photo import DEFAULT_MAX_PIXELS, Photo, read_header, read_photo
from skinseg_desktop.imaging.thumbnail import ThumbnailCache, thumbnail

__all__ = [
    "DEFAULT_MAX_PIXELS",
    "LOOKS",
    "Found",
    "Header",
    "Look",
    "MaskFile",
    "MaskFiles",
    "Photo",
    "PhotoFile",
    "Skipped",
    "ThumbnailCache",
    "encode_map",
    "encode_mask",
    "encode_rgb",
    "find_masks",
    "find_photos",
    "fit_mask",
    "overlay",
    "read_header",
    "read_mask",
    "read_photo",
    "read_sealed",
    "read_text",
    "shown",
    "sweep_temporaries",
    "thumbnail",
    "write_atomic",
]

"""Pixels in and out: find and decode photos and masks, encode, write atomically, draw overlays and figures.

Whatever a file is, a photo is ``uint8[H, W, 3]`` RGB, upright, sRGB, and a mask is ``uint8[H, W]`` of 0 and 1. Nothing
here knows a model.
"""

from typing import TYPE_CHECKING

from skinseg_desktop.core.lazy import doors

if TYPE_CHECKING:
    from skinseg_desktop.imaging.atomic import sweep_temporaries, write_atomic
    from skinseg_desktop.imaging.container import Header
    from skinseg_desktop.imaging.draw import LOOKS, Look, overlay
    from skinseg_desktop.imaging.early import read_early
    from skinseg_desktop.imaging.encode import encode_map, encode_mask, encode_rgb, read_sealed, read_text
    from skinseg_desktop.imaging.folder import Found, MaskFiles, PhotoFile, Skipped, find_masks, find_photos
    from skinseg_desktop.imaging.mask_file import MaskFile, fit_mask, read_mask
    from skinseg_desktop.imaging.names import shown
    from skinseg_desktop.imaging.photo import Photo, read_header, read_photo
    from skinseg_desktop.imaging.thumbnail import ThumbnailCache

__getattr__ = doors(
    __name__,
    {
        "Found": "folder",
        "Header": "container",
        "LOOKS": "draw",
        "Look": "draw",
        "MaskFile": "mask_file",
        "MaskFiles": "folder",
        "Photo": "photo",
        "PhotoFile": "folder",
        "Skipped": "folder",
        "ThumbnailCache": "thumbnail",
        "encode_map": "encode",
        "encode_mask": "encode",
        "encode_rgb": "encode",
        "find_masks": "folder",
        "find_photos": "folder",
        "fit_mask": "mask_file",
        "overlay": "draw",
        "read_early": "early",
        "read_header": "photo",
        "read_mask": "mask_file",
        "read_photo": "photo",
        "read_sealed": "encode",
        "read_text": "encode",
        "shown": "names",
        "sweep_temporaries": "atomic",
        "write_atomic": "atomic",
    },
)

__all__ = [
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
    "read_early",
    "read_header",
    "read_mask",
    "read_photo",
    "read_sealed",
    "read_text",
    "shown",
    "sweep_temporaries",
    "write_atomic",
]

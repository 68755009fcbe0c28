"""The photo that most faults are made of, as its file and as its pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop.imaging import read_photo

Pixels = NDArray[np.uint8]


@pytest.fixture(scope="module")
def jpeg(data_dir: Path) -> bytes:
    """The smallest committed photo, as its bytes."""
    return min((p.read_bytes() for p in (data_dir / "images").glob("*.jpg")), key=len)


@pytest.fixture(scope="module")
def pixels(jpeg: bytes) -> Pixels:
    """A piece of that photo with the border of the lesion in it."""
    return np.ascontiguousarray(read_photo(jpeg).pixels[100:260, 150:350])

"""The photo that most faults are made of, as its file and as its pixels; and trainings that end quickly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop.core.progress import Progress
from skinseg_desktop.imaging import read_photo

if TYPE_CHECKING:
    from torch import Tensor

    from skinseg_desktop.store.runs import Run

Pixels = NDArray[np.uint8]


@pytest.fixture(scope="module")
def jpeg(data_dir: Path) -> bytes:
    """The smallest committed photo, as its bytes."""
    return min((p.read_bytes() for p in (data_dir / "images").glob("*.jpg")), key=len)


@pytest.fixture(scope="module")
def pixels(jpeg: bytes) -> Pixels:
    """A piece of that photo with the border of the lesion in it."""
    return np.ascontiguousarray(read_photo(jpeg).pixels[100:260, 150:350])


@pytest.fixture
def quick_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the weights are kept of the model: its making and scoring is another test's."""
    from skinseg_desktop.training import checkpoint, loop

    def weights_alone(run: Run, _recipe: object, _rule: object, weights: dict[str, Tensor]) -> Iterator[Progress]:
        run.model.mkdir(exist_ok=True)
        checkpoint._write(run.model / "weights.safetensors", checkpoint.State(weights, {}))
        yield Progress(1, 1)

    monkeypatch.setattr(loop, "finish_run", weights_alone)

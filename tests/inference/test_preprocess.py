"""From a photo to the network's input."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from PIL import Image

from skinseg_desktop.core.errors import ModelError
from skinseg_desktop.imaging import read_photo
from skinseg_desktop.inference.preprocess import network_input
from skinseg_desktop.zoo import NETWORKS, InputRule

PLAIN = {"mean": (0.0, 0.0, 0.0), "std": (1.0, 1.0, 1.0)}


def test_the_seeds_input_is_pillows_bilinear_and_to_tensor(data_dir: Path) -> None:
    photo = read_photo(min((data_dir / "images").glob("*.jpg")))
    small = Image.fromarray(photo.pixels).resize((512, 512), Image.Resampling.BILINEAR)
    # torchvision's ToTensor: bytes to float32, divided by 255, channels first.
    expected = torch.from_numpy(np.array(small)).permute(2, 0, 1).to(torch.float32).div(255)[None]
    found = network_input(photo.pixels, NETWORKS["seed-unet"].default_input)
    np.testing.assert_array_equal(found, expected.numpy())


def test_area_averages_and_normalises_by_channel(data_dir: Path) -> None:
    photo = read_photo(min((data_dir / "images").glob("*.jpg")))
    rule = InputRule(64, 32, "area", mean=(0.1, 0.2, 0.3), std=(0.4, 0.5, 0.6))
    small = cv2.resize(photo.pixels, (64, 32), interpolation=cv2.INTER_AREA).astype(np.float64)
    expected = (small / 255 - rule.mean) / rule.std
    found = network_input(photo.pixels, rule)
    assert found.shape == (1, 3, 32, 64) and found.dtype == np.float32 and found.flags.c_contiguous
    np.testing.assert_allclose(found[0].transpose(1, 2, 0), expected, atol=1e-6)


@pytest.mark.parametrize("size", [(1, 1), (1, 999), (999, 1), (20, 2000), (64, 32)])
def test_an_axis_is_averaged_or_interpolated_by_itself(size: tuple[int, int]) -> None:
    width, height = size
    ramp = np.linspace(0, 255, width).astype(np.uint8)
    pixels = np.broadcast_to(ramp[None, :, None], (height, width, 3)).copy()
    found = network_input(pixels, InputRule(64, 32, "area", **PLAIN))[0, 0] * 255
    # Rows are alike whatever happens to the height, and along a row the ramp stays a ramp.
    np.testing.assert_array_equal(found, np.broadcast_to(found[0], found.shape))
    assert (np.diff(found[0]) >= 0).all()
    assert abs(found.mean() - ramp.mean()) < 1


def test_an_unknown_way_to_resize_is_refused() -> None:
    with pytest.raises(ModelError, match="lanczos"):
        network_input(np.zeros((4, 4, 3), np.uint8), InputRule(32, 32, "lanczos", **PLAIN))

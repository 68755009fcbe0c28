"""Overlays, figures and synthetic photos."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop.core.metrics import confusion, dice
from skinseg_desktop.imaging import LOOKS, Look, overlay, read_mask, read_photo
from skinseg_desktop.imaging.draw import contours
from skinseg_desktop.imaging.figure import four_panel
from skinseg_desktop.imaging.synthetic import lesion

Pixels = NDArray[np.uint8]


@pytest.fixture(scope="module")
def pair(data_dir: Path) -> tuple[Pixels, Pixels]:
    path = sorted((data_dir / "images").glob("*.jpg"))[0]
    return read_photo(path).pixels, read_mask(data_dir / "masks" / f"{path.stem}_segmentation.png").mask


def edge_distance(mask: Pixels) -> NDArray[np.float32]:
    """Each pixel's distance to the nearest pixel of the other side."""
    padded = np.pad(mask, 1)
    inside = cv2.distanceTransform(padded, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    outside = cv2.distanceTransform(1 - padded, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(np.where(padded > 0, inside, outside)[1:-1, 1:-1], np.float32)


def test_the_contour_is_the_masks_outermost_pixels(pair: tuple[Pixels, Pixels]) -> None:
    mask = pair[1].copy()
    mask[mask.shape[0] // 2 - 5 :, mask.shape[1] // 2 - 5 : mask.shape[1] // 2 + 5] = 0  # a hole or a notch
    points = np.concatenate(contours(mask)).reshape(-1, 2)
    assert edge_distance(mask)[points[:, 1], points[:, 0]].max() <= 1.5
    rim = (mask > 0) & (cv2.erode(mask, np.ones((3, 3), np.uint8), borderValue=0) == 0)
    drawn = np.zeros_like(mask)
    drawn[points[:, 1], points[:, 0]] = 1
    missed = rim & (cv2.dilate(drawn, np.ones((3, 3), np.uint8)) == 0)
    assert not missed.any()


def test_lines_stay_at_the_border_and_are_light_in_dark(pair: tuple[Pixels, Pixels]) -> None:
    pixels, mask = pair
    drawn = overlay(pixels, mask, look=Look(fill=(0, 0, 0), opacity=0))
    changed = (drawn != pixels).any(axis=2)
    assert edge_distance(mask)[changed].max() <= 4
    grey = cv2.cvtColor(drawn, cv2.COLOR_RGB2GRAY)
    near = cv2.dilate(changed.astype(np.uint8), np.ones((3, 3), np.uint8))
    # Seen on any skin: along the line there are both very light and very dark pixels.
    assert grey[changed].max() > 150 and grey[near > 0].min() < 40


def test_the_fill_is_a_true_blend(pair: tuple[Pixels, Pixels]) -> None:
    pixels, mask = pair
    look = Look(fill=(10, 200, 30), opacity=0.4, line=None)
    expected = pixels.astype(np.float64)
    expected[mask > 0] = expected[mask > 0] * 0.6 + np.array([10, 200, 30]) * 0.4
    assert np.abs(overlay(pixels, mask, look=look) - expected).max() <= 0.51


def test_the_seeds_look_is_its_own_formula(pair: tuple[Pixels, Pixels]) -> None:
    pixels, mask = pair
    seed = pixels / 255.0
    seed[..., 1] = np.clip(seed[..., 1] + 0.7 * mask, 0, 1)
    assert np.abs(overlay(pixels, mask, mask, LOOKS["seed"]) / 255.0 - seed).max() <= 0.51 / 255


def test_the_photo_itself_is_not_drawn_on_and_empty_masks_draw_nothing(pair: tuple[Pixels, Pixels]) -> None:
    pixels, mask = pair
    before = pixels.copy()
    overlay(pixels, mask, mask)
    assert np.array_equal(pixels, before)
    assert np.array_equal(overlay(pixels, np.zeros_like(mask), np.zeros_like(mask)), pixels)


def test_a_reference_is_dashed_and_another_colour(pair: tuple[Pixels, Pixels]) -> None:
    pixels, mask = pair
    empty = np.zeros_like(mask)
    changed = (overlay(pixels, empty, mask) != pixels).any(axis=2)
    parts = cv2.connectedComponents(changed.astype(np.uint8))[0] - 1
    rim = len(np.concatenate(contours(mask)))
    assert parts > rim / 60
    assert 0.2 * rim < changed.sum() < 4 * rim
    red, _, blue = overlay(pixels, empty, mask)[changed].astype(int).T
    assert ((red > 200) & (blue < 80)).sum() > 0.2 * changed.sum()


def test_other_sizes_are_refused(pair: tuple[Pixels, Pixels]) -> None:
    with pytest.raises(ValueError):
        overlay(pair[0], pair[1][1:])


def test_a_figure_has_four_panels_in_true_proportions(pair: tuple[Pixels, Pixels]) -> None:
    pixels, mask = pair
    figure = four_panel(pixels, mask, mask, title="x", lines=["model m", "Dice 0.9"])
    white = (figure == 255).all(axis=2)
    columns = np.flatnonzero(np.diff(np.concatenate([[1], white[150:450].all(axis=0).astype(int), [1]])))
    widths = columns[1::2] - columns[::2]
    assert len(widths) == 4 and len(set(widths)) == 1
    assert abs(widths[0] / 450 - pixels.shape[1] / pixels.shape[0]) < 0.01
    assert np.array_equal(figure, four_panel(pixels, mask, mask, title="x", lines=["model m", "Dice 0.9"]))
    without = four_panel(pixels, mask, None, title="x" * 500 + "\n", lines=["model m", "Dice 0.9"])
    assert without.shape == figure.shape and not np.array_equal(without, figure)


def test_synthetic_photos_are_functions_of_seed_and_index() -> None:
    photo, mask = lesion(1, 5)
    again, mask_again = lesion(1, 5)
    assert photo.shape == (450, 600, 3) and mask.shape == (450, 600) and set(np.unique(mask)) == {0, 1}
    assert np.array_equal(photo, again) and np.array_equal(mask, mask_again)
    assert not np.array_equal(photo, lesion(1, 6)[0]) and not np.array_equal(photo, lesion(2, 5)[0])
    assert lesion(3, 0, 64, 48)[0].shape == (48, 64, 3)


def test_a_synthetic_lesion_is_where_its_mask_is() -> None:
    for index in range(5):
        photo, mask = lesion(9, index)
        grey = cv2.GaussianBlur(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), (9, 9), 0)
        _, dark = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
        assert dice(confusion(np.asarray(dark, np.uint8), mask)) > 0.6

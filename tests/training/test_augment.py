"""Augmentation: photo and mask move together, types stay, each group does what its name says."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from skinseg_desktop.imaging import read_mask, read_photo
from skinseg_desktop.inference.preprocess import area
from skinseg_desktop.store.recipe import AUGMENTATIONS
from skinseg_desktop.training.augment import augment, draw_hairs, draw_ruler, recolour, vignette
from skinseg_desktop.training.photos import LEVELS, Pixels, TrainingPhoto, prepare, squashed

SIZE = 96


@pytest.fixture(scope="module")
def pair(small_pairs: Path) -> tuple[Pixels, Pixels]:
    photo = small_pairs / "images" / "ISIC_0000012.jpg"
    mask = small_pairs / "masks" / "ISIC_0000012_segmentation.png"
    return read_photo(photo).pixels, read_mask(mask).mask


@pytest.fixture(scope="module")
def photo(pair: tuple[Pixels, Pixels]) -> TrainingPhoto:
    return prepare(*pair, SIZE, whole=True)


@pytest.fixture(scope="module")
def marked(pair: tuple[Pixels, Pixels]) -> TrainingPhoto:
    """A photo that is its own mask, so that one sees where each goes."""
    mask = pair[1]
    return prepare(np.repeat(mask[..., None] * np.uint8(255), 3, axis=2), mask, SIZE, whole=True)


def changed(photo: TrainingPhoto, groups: tuple[str, ...], seed: int) -> tuple[Pixels, Pixels]:
    return augment(photo, SIZE, np.random.default_rng(seed), groups)


@pytest.mark.parametrize("groups", [(), *((name,) for name in AUGMENTATIONS), AUGMENTATIONS])
def test_sizes_and_types_stay(photo: TrainingPhoto, groups: tuple[str, ...]) -> None:
    before = [level[0].tobytes() + level[1].tobytes() for level in photo.levels]
    for seed in range(40):
        pixels, mask = changed(photo, groups, seed)
        assert pixels.shape == (SIZE, SIZE, 3) and mask.shape == (SIZE, SIZE)
        assert pixels.dtype == mask.dtype == np.uint8
    assert before == [level[0].tobytes() + level[1].tobytes() for level in photo.levels], "the photo itself was changed"


def test_photo_and_mask_move_together(marked: TrainingPhoto) -> None:
    for seed in range(60):
        pixels, mask = changed(marked, ("geometry",), seed)
        assert np.array_equal(pixels[..., 0], mask), seed


def test_a_movement_is_what_it_claims_to_be(marked: TrainingPhoto) -> None:
    masks = [changed(marked, ("geometry",), seed)[1] for seed in range(200)]
    shares = np.array([mask.mean() / 255 for mask in masks])
    own = marked.levels[0][1].mean() / 255
    # Zoomed in and out around the photo's own scale, and now and then the lesion fills the frame; never all gone.
    assert 0.6 < np.median(shares) / own < 1.8
    assert shares.max() > 2 * own and np.mean(shares < own / 4) < 0.05
    centres = np.array([np.mean(np.nonzero(mask > 127), axis=1) for mask in masks if mask.any()]) / SIZE
    assert (np.abs(centres.mean(axis=0) - 0.5) < 0.08).all()
    assert len({mask.tobytes() for mask in masks}) == 200


def test_without_geometry_a_photo_is_squashed_as_prediction_does(pair: tuple[Pixels, Pixels]) -> None:
    pixels, mask = augment(squashed(*pair, SIZE, "area"), SIZE, np.random.default_rng(0), ())
    assert np.array_equal(pixels, area(pair[0], SIZE, SIZE))
    assert np.array_equal(mask, area(pair[1] * np.uint8(255), SIZE, SIZE))


@pytest.mark.parametrize("group", [name for name in AUGMENTATIONS if name not in ("geometry", "corners")])
def test_a_group_that_moves_nothing_leaves_the_mask(photo: TrainingPhoto, group: str) -> None:
    _, still = changed(photo, (), 0)
    plain, _ = changed(photo, (), 0)
    different = 0
    for seed in range(60):
        pixels, mask = changed(photo, (group,), seed)
        assert np.array_equal(mask, still)
        different += not np.array_equal(pixels, plain)
    assert different, f"{group} alone does nothing"


def test_the_same_numbers_give_the_same_picture(photo: TrainingPhoto) -> None:
    for seed in range(5):
        one, other = changed(photo, AUGMENTATIONS, seed), changed(photo, AUGMENTATIONS, seed)
        assert np.array_equal(one[0], other[0]) and np.array_equal(one[1], other[1])


def test_jpeg_is_coarser_in_blue_than_in_red_as_in_a_cameras_file() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (SIZE, SIZE, 3), dtype=np.uint8)
    noisy = prepare(noise, np.zeros((SIZE, SIZE), np.uint8), SIZE, whole=True)
    pressed = [changed(noisy, ("jpeg",), seed)[0] for seed in range(30)]
    plain = changed(noisy, (), 0)[0].astype(np.float64)
    errors = [np.abs(made - plain).mean(axis=(0, 1)) for made in pressed if not np.array_equal(made, plain)]
    assert errors
    for red, _, blue in errors:
        assert red < blue


def test_pale_brings_the_lesion_towards_the_skin(photo: TrainingPhoto) -> None:
    pixels, mask = changed(photo, (), 0)

    def contrast(picture: Pixels) -> float:
        grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(float)
        return abs(float(grey[mask > 200].mean() - grey[mask < 50].mean()))

    pale = [contrast(recolour(pixels, mask, np.random.default_rng(seed), True)) for seed in range(80)]
    plain = [contrast(recolour(pixels, mask, np.random.default_rng(seed), False)) for seed in range(80)]
    assert np.quantile(pale, 0.1) < 0.8 * np.quantile(plain, 0.1)
    assert np.median(pale) < np.median(plain) < 1.5 * contrast(pixels)


def test_hairs_are_thin_and_rulers_lie_at_a_side(photo: TrainingPhoto) -> None:
    pixels, _ = changed(photo, (), 0)
    for draw, most in ((draw_hairs, 0.45), (draw_ruler, 0.25)):
        for seed in range(20):
            touched = np.abs(draw(pixels, np.random.default_rng(seed)).astype(int) - pixels).max(axis=2) > 8
            assert 0 < touched.mean() < most
    outer = np.ones((SIZE, SIZE), bool)
    outer[SIZE // 4 : -SIZE // 4, SIZE // 4 : -SIZE // 4] = False
    ruled = [
        np.abs(draw_ruler(pixels, np.random.default_rng(s)).astype(int) - pixels).max(axis=2) > 8 for s in range(20)
    ]
    assert np.mean([r[~outer].mean() for r in ruled]) < 0.3 * np.mean([r[outer].mean() for r in ruled])


def test_dark_corners_are_dark_and_no_lesion(photo: TrainingPhoto) -> None:
    pixels, _ = changed(photo, (), 0)
    whole = np.full((SIZE, SIZE), 255, np.uint8)
    corners = 0
    for seed in range(20):
        dark, mask = vignette(pixels, whole, np.random.default_rng(seed))
        middle = slice(SIZE // 2 - 4, SIZE // 2 + 4)
        assert np.abs(dark[middle, middle].astype(int) - pixels[middle, middle]).max() <= 1
        assert mask[SIZE // 2, SIZE // 2] == 255
        assert (dark[mask == 0] <= 0.3 * pixels[mask == 0]).all()
        corners += mask[0, 0] == 0
    assert corners > 10


def test_a_photo_is_kept_at_scales_and_no_larger_than_is_seen(pair: tuple[Pixels, Pixels]) -> None:
    kept = prepare(*pair, 64, whole=False)
    assert [max(level[1].shape) for level in kept.levels] == [round(96 * level) for level in LEVELS]
    assert all(pixels.shape[:2] == mask.shape for pixels, mask in kept.levels)
    x, y, width, height = kept.box
    inside = kept.levels[0][1][y : y + height, x : x + width] > 127
    assert inside.sum() == (kept.levels[0][1] > 127).sum() and inside[0].any() and inside[:, 0].any()
    assert prepare(*pair, 512, whole=True).levels[0][0] is pair[0], "a small photo is not enlarged"


def test_an_empty_mask_and_a_tiny_photo_are_borne(pair: tuple[Pixels, Pixels]) -> None:
    for size in ((1, 1), (3, 200), (120, 160)):
        blank = prepare(np.full((*size, 3), 90, np.uint8), np.zeros(size, np.uint8), SIZE, whole=True)
        for seed in range(10):
            pixels, mask = changed(blank, AUGMENTATIONS, seed)
            assert pixels.shape == (SIZE, SIZE, 3) and not mask.any()

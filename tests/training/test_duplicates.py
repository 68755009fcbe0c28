"""Look-alikes: copies are found, other lesions are not; what is not found is written down here too."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop.core.progress import Progress, finish
from skinseg_desktop.imaging import read_photo
from skinseg_desktop.training.duplicates import Fingerprint, alike_pairs, fingerprint, near_duplicates
from skinseg_desktop.training.samples import Sample

Pixels = NDArray[np.uint8]


def samples_of(*photos: Path) -> list[Sample]:
    return [Sample(photo.parent.name, photo.name, photo, photo) for photo in photos]


def copy_of(photo: Path, folder: Path, change: Callable[[Pixels], Pixels], quality: int = 90) -> Path:
    pixels = np.ascontiguousarray(change(read_photo(photo).pixels)[..., ::-1])
    path = folder / f"copy-{photo.name}"
    path.write_bytes(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes())
    return path


def smaller(pixels: Pixels) -> Pixels:
    return np.asarray(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)


def square(pixels: Pixels) -> Pixels:
    side = min(pixels.shape[:2])
    top, left = (pixels.shape[0] - side) // 2, (pixels.shape[1] - side) // 2
    return pixels[top : top + side, left : left + side]


@pytest.fixture
def photos(data_dir: Path) -> list[Path]:
    return sorted((data_dir / "images").iterdir())


def test_different_lesions_do_not_look_alike(photos: list[Path]) -> None:
    assert finish(near_duplicates(samples_of(*photos))) == ()


@pytest.mark.parametrize(
    ("change", "quality"),
    [
        pytest.param(lambda p: p, 40, id="recompressed"),
        pytest.param(smaller, 90, id="half the size"),
        pytest.param(square, 90, id="the centre square"),
        pytest.param(lambda p: p[3:-3, 3:-3], 90, id="three pixels off each side"),
        pytest.param(lambda p: np.clip(p * 1.1, 0, 255).astype(np.uint8), 90, id="brighter"),
    ],
)
def test_a_copy_is_found_among_all(
    photos: list[Path], tmp_path: Path, change: Callable[[Pixels], Pixels], quality: int
) -> None:
    found = [
        finish(near_duplicates(samples_of(*photos, copy_of(photo, tmp_path, change, quality)))) for photo in photos[:4]
    ]
    assert found == [((i, 12),) for i in range(4)]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda p: p[:, ::-1], id="mirrored"),
        pytest.param(lambda p: np.rot90(p), id="turned by a quarter"),
        pytest.param(lambda p: p[::-1, ::-1], id="turned by half"),
        pytest.param(lambda p: p[60:-60, 60:-60], id="a tenth off each side"),
    ],
)
def test_what_is_not_found(photos: list[Path], tmp_path: Path, change: Callable[[Pixels], Pixels]) -> None:
    copies = [copy_of(photo, tmp_path, change) for photo in photos[:4]]
    assert finish(near_duplicates(samples_of(*photos, *copies))) == ()


def test_groups_go_by_way_of_others(photos: list[Path], tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    copies = [copy_of(photos[2], tmp_path / "a", smaller), copy_of(photos[2], tmp_path / "b", lambda p: p, 50)]
    assert finish(near_duplicates(samples_of(copies[0], *photos, copies[1]))) == ((0, 3, 13),)


def test_a_photo_that_cannot_be_read_is_noted_and_like_no_other(photos: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo")
    shutil.copy(photos[0], tmp_path / "twin.jpg")
    samples = samples_of(broken, photos[0], tmp_path / "gone.jpg", tmp_path / "twin.jpg")
    notes: list[Progress] = []
    work = near_duplicates(samples)
    while True:
        try:
            notes.append(next(work))
        except StopIteration as end:
            assert end.value == ((1, 3),)
            break
    told = [step.note for step in notes if step.note]
    assert len(told) == 2 and "broken.jpg is compared with no other" in told[0] and "gone.jpg" in told[1]


def test_closing_early_ends_the_threads(photos: list[Path]) -> None:
    work = near_duplicates(samples_of(*photos))
    assert next(work) == Progress(1, 12, f"images/{photos[0].name}")
    work.close()


def test_flat_pictures_have_nothing_in_common() -> None:
    flat = [fingerprint(np.full((20, 30, 3), value, np.uint8)) for value in (0, 200)]
    assert [pairs.tolist() for pairs in alike_pairs(flat)] == [[]]
    assert list(alike_pairs([])) == [] and finish(near_duplicates([])) == ()


def test_chunks_give_what_all_pairs_give() -> None:
    """More photos than are compared at once, by the definition in words."""
    chance = np.random.default_rng(0)
    base = chance.normal(size=(300, 256))
    thumbs = np.concatenate([base, base, base, base]) + chance.normal(scale=0.12, size=(1200, 256))
    thumbs -= thumbs.mean(axis=1, keepdims=True)
    thumbs /= np.linalg.norm(thumbs, axis=1, keepdims=True)
    prints = [Fingerprint(int(chance.integers(0, 16)), thumb.astype(np.float32)) for thumb in thumbs]
    found = sorted(tuple(pair) for pairs in alike_pairs(prints) for pair in pairs.tolist())
    stack = np.stack([p.thumb for p in prints])
    correlation = stack @ stack.T
    wanted = [
        (i, j)
        for i in range(1200)
        for j in np.flatnonzero(correlation[i] > 0.96)
        if i < j and (correlation[i, j] > 0.985 or (prints[i].hash ^ prints[int(j)].hash).bit_count() <= 4)
    ]
    assert found == wanted and len(found) > 1000

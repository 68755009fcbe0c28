"""The working mask: counts that follow while drawing, edits that end or are aborted, exact to the bit."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.edit import NOTHING, Rect
from skinseg_desktop.core.metrics import confusion
from skinseg_desktop.core.working import WorkingMask


def disc(x: int, y: int, radius: int) -> np.ndarray:
    return cv2.circle(np.zeros((90, 120), np.uint8), (x, y), radius, 1, -1)


def test_counts_follow_random_drawing_with_undo_and_abort() -> None:
    working = WorkingMask(disc(50, 40, 20), disc(60, 45, 22))
    rng = np.random.default_rng(3)
    patches = []
    for step in range(60):
        x, y = (int(v) for v in rng.integers(-20, 120, 2))
        value = int(rng.integers(0, 2))
        working.draw(Rect(x, y, 30, 25), lambda part, value=value: part[::2].fill(value))  # type: ignore[misc]
        if step % 3 == 0:
            working.abort()
        elif step % 3 == 1 and (patch := working.finish()) is not None:
            patches.append(patch)
        assert working.area == cv2.countNonZero(working.pixels)
        assert working.reference is not None
        assert working.confusion == confusion(working.pixels, working.reference)
    working.finish()
    assert patches
    for patch in patches:
        working.apply(patch)
        assert working.reference is not None
        assert working.confusion == confusion(working.pixels, working.reference)


def test_an_aborted_edit_leaves_no_trace() -> None:
    working = WorkingMask(disc(50, 40, 20))
    before = working.pixels.copy()
    working.draw(Rect(0, 0, 60, 60), lambda part: part.fill(1))
    assert working.touched == Rect(0, 0, 60, 60)
    assert working.abort() == Rect(0, 0, 60, 60)
    assert (working.pixels == before).all() and working.touched == NOTHING and working.finish() is None


def test_an_edit_that_changes_nothing_is_none() -> None:
    working = WorkingMask(disc(50, 40, 20))
    working.draw(Rect(45, 35, 5, 5), lambda part: part.fill(1))
    assert working.finish() is None


def test_replacing_is_one_edit_in_the_same_array() -> None:
    working = WorkingMask(disc(50, 40, 20), disc(60, 45, 22))
    array, before = working.pixels, working.pixels.copy()
    patch = working.replace(disc(70, 40, 10))
    assert patch is not None and working.pixels is array and (array == disc(70, 40, 10)).all()
    working.apply(patch)
    assert (array == before).all() and working.area == cv2.countNonZero(before)


def test_an_unfinished_edit_is_never_mixed_with_another() -> None:
    working = WorkingMask(disc(50, 40, 20))
    patch = working.replace(disc(50, 40, 10))
    assert patch is not None
    working.draw(Rect(0, 0, 5, 5), lambda part: part.fill(1))
    with pytest.raises(ValueError, match="unfinished"):
        working.apply(patch)
    with pytest.raises(ValueError, match="unfinished"):
        working.replace(disc(1, 1, 1))


def test_another_size_is_refused() -> None:
    working = WorkingMask(disc(50, 40, 20))
    with pytest.raises(ValueError):
        working.set_reference(np.zeros((3, 3), np.uint8))
    with pytest.raises(ValueError):
        working.replace(np.zeros((3, 3), np.uint8))


def test_outside_the_photo_nothing_is_drawn() -> None:
    working = WorkingMask(disc(50, 40, 20))
    assert working.draw(Rect(500, 0, 5, 5), lambda part: part.fill(1)) == NOTHING
    assert working.touched == NOTHING

"""Clean-up steps, each against its rule written out slowly, and against the cases the rule was made for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.inference import STEPS, clean

Mask = NDArray[np.uint8]
MASKS = hnp.arrays(np.uint8, hnp.array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.integers(0, 1))


def drawn(*rows: str) -> Mask:
    return np.array([[character == "#" for character in row] for row in rows], np.uint8)


def parts(mask: Mask, value: int, reach: int) -> list[list[tuple[int, int]]]:
    """Connected parts in raster order of their first pixels; neighbours are within ``reach`` of squared distance."""
    left = dict.fromkeys(zip(*np.nonzero(mask == value), strict=True))
    found = []
    while left:
        part, waiting = [], [next(iter(left))]
        del left[waiting[0]]
        while waiting:
            y, x = waiting.pop()
            part.append((int(y), int(x)))
            near = [(v, u) for v, u in left if (v - y) ** 2 + (u - x) ** 2 <= reach]
            for pixel in near:
                del left[pixel]
            waiting += near
        found.append(part)
    return found


@given(MASKS)
@settings(deadline=None)
def test_fill_holes_is_its_rule(mask: Mask) -> None:
    expected = mask.copy()
    height, width = mask.shape
    for part in parts(mask, 0, reach=1):
        if all(0 < y < height - 1 and 0 < x < width - 1 for y, x in part):
            expected[tuple(np.transpose(part))] = 1
    np.testing.assert_array_equal(clean(mask, ["fill_holes"]), expected)


@given(MASKS)
@settings(deadline=None)
def test_keep_largest_is_its_rule_and_the_first_wins_a_tie(mask: Mask) -> None:
    expected = np.zeros_like(mask)
    if mask.any():
        largest = max(parts(mask, 1, reach=2), key=len)  # max gives the first of equals
        expected[tuple(np.transpose(largest))] = 1
    np.testing.assert_array_equal(clean(mask, ["keep_largest"]), expected)


@given(MASKS)
@settings(deadline=None)
def test_steps_leave_the_mask_given_alone_and_give_only_0_and_1(mask: Mask) -> None:
    before = mask.copy()
    for step in STEPS.values():
        cleaned = step.of(mask)
        assert cleaned.shape == mask.shape and cleaned.dtype == np.uint8 and cleaned.max() <= 1
    np.testing.assert_array_equal(mask, before)


def test_parts_that_touch_at_a_corner_are_one() -> None:
    mask = drawn("#..", ".#.", "..#")
    np.testing.assert_array_equal(clean(mask, ["keep_largest"]), mask)


def test_islands_under_a_thousandth_of_the_photo_go_and_the_largest_never() -> None:
    mask = np.zeros((100, 200), np.uint8)  # 20,000 pixels: the limit is 20
    mask[5:9, 5:10] = 1  # 20
    mask[50, 50:69] = 1  # 19
    assert clean(mask, ["drop_islands"]).sum() == 20
    mask[5:9, 5:10] = 0
    assert clean(mask, ["drop_islands"]).sum() == 19


def test_smooth_takes_spikes_and_notches_and_leaves_straight_edges_even_at_the_photos_edge() -> None:
    straight = np.zeros((450, 600), np.uint8)
    straight[100:300, :250] = 1  # cut by the left edge
    rough = straight.copy()
    rough[200, 250:280] = 1
    rough[150, 200:250] = 0
    rough[299, 249] = 0
    smoothed = clean(rough, ["smooth"])
    # Corners are round now, and a spike or notch leaves a dent of two pixels at its foot; everything else is straight.
    differs = np.argwhere(smoothed != straight)
    feet = np.array([[100, 249], [150, 249], [200, 250], [299, 249]])
    assert (np.abs(differs[:, None] - feet).max(axis=2).min(axis=1) <= 2).all()


def test_the_order_is_that_of_the_table_whatever_is_asked() -> None:
    # A ring and a slightly larger bar: filled first, the ring is the largest part; unfilled it is not.
    mask = drawn("####...", "#..#...", "####...", ".......", "#######", "#######")
    both = clean(mask, ["keep_largest", "fill_holes"])
    np.testing.assert_array_equal(both, clean(mask, ["fill_holes", "keep_largest"]))
    assert both.sum() == 14
    ring = drawn("#####", "#...#", "#...#", "#####", ".....", ".###.", ".###.", ".###.", ".###.", ".###.")
    assert clean(ring, ["keep_largest", "fill_holes"])[:4].all()


def test_an_unknown_step_is_refused_with_those_there_are() -> None:
    with pytest.raises(UserError, match="polish") as refused:
        clean(np.zeros((2, 2), np.uint8), ["smooth", "polish"])
    assert "keep_largest" in refused.value.hint

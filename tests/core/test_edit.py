"""Edits as XOR patches: done and undone bit for bit, in any order; packed bits from strangers are bounded."""

from __future__ import annotations

import itertools
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skinseg_desktop.core import edit
from skinseg_desktop.core.edit import NOTHING, Patch, Rect, apply, bands, difference, pack, united, unpack

WHOLE = Rect(0, 0, 23, 17)


def random_mask(seed: int, width: int = 23, height: int = 17) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 2, (height, width), dtype=np.uint8)


@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_a_patch_does_and_undoes(a: int, b: int) -> None:
    before, after = random_mask(a), random_mask(b)
    patch = difference(before, after, WHOLE)
    if patch is None:
        assert (before == after).all()
        return
    mask = before.copy()
    apply(mask, patch)
    assert (mask == after).all()
    apply(mask, patch)
    assert (mask == before).all()


def test_the_patch_is_as_small_as_the_change() -> None:
    before, after = np.zeros((17, 23), np.uint8), np.zeros((17, 23), np.uint8)
    after[3:5, 7:11] = 1
    patch = difference(before, after, WHOLE)
    assert patch is not None and patch.rect == Rect(7, 3, 4, 2)
    assert difference(before, before, WHOLE) is None


def test_patches_commute() -> None:
    masks = [random_mask(seed) for seed in range(4)]
    patches = [difference(a, b, WHOLE) for a, b in itertools.pairwise(masks)]
    mask = masks[0].copy()
    for patch in reversed(patches):
        assert patch is not None
        apply(mask, patch)
    assert (mask == masks[-1]).all()


@pytest.mark.parametrize("rect", [Rect(20, 0, 4, 2), Rect(-1, 0, 4, 2), Rect(0, 16, 4, 2), Rect(0, 0, 0, 2)])
def test_a_patch_that_sticks_out_is_refused_and_changes_nothing(rect: Rect) -> None:
    mask = random_mask(1)
    kept = mask.copy()
    with pytest.raises(ValueError, match="does not fit"):
        apply(mask, Patch(rect, pack(np.ones((2, 4), np.uint8))))
    assert (mask == kept).all()


def test_bits_are_given_back() -> None:
    for width, height in ((1, 1), (1, 9), (9, 1), (600, 450)):
        mask = random_mask(width, width, height)
        assert (unpack(pack(mask), width, height) == mask).all()


@pytest.mark.parametrize(
    "data",
    [b"", b"nothing", zlib.compress(b""), zlib.compress(bytes(10_000_000)), pack(np.ones((17, 23), np.uint8))[:-3]],
    ids=["empty", "no deflate", "too few", "a bomb", "cut off"],
)
def test_bits_from_a_stranger_are_bounded(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpack(data, 23, 17)


def test_rectangles() -> None:
    assert Rect(2, 3, 4, 5).united(Rect(0, 4, 1, 9)) == Rect(0, 3, 6, 10)
    assert NOTHING.united(Rect(5, 5, 1, 1)) == Rect(5, 5, 1, 1) == Rect(5, 5, 1, 1).united(NOTHING)
    assert united([]) == NOTHING
    assert Rect(-2, -2, 5, 5).clipped(10, 10) == Rect(0, 0, 3, 3)
    assert Rect(10, 0, 5, 5).clipped(10, 10) == NOTHING


@pytest.mark.parametrize(("band", "gap"), [(50, 1), (400, 5), (400_000, 200)])
def test_a_patch_in_parts_is_the_whole_patch(monkeypatch: pytest.MonkeyPatch, band: int, gap: int) -> None:
    monkeypatch.setattr(edit, "_BAND", band)
    monkeypatch.setattr(edit, "_GAP", gap)
    rng = np.random.default_rng(7)
    for _ in range(60):
        height, width = (int(side) for side in rng.integers(1, 90, 2))
        before = rng.integers(0, 2, (height, width), np.uint8)
        after = before.copy()
        for _ in range(int(rng.integers(1, 4))):
            x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
            after[y : y + 15, x : x + 7] ^= 1
        patch = difference(before, after, Rect(0, 0, width, height))
        if patch is None:
            continue
        found = np.zeros_like(before)
        for rect, bits in bands(before, patch):
            found[rect.slices] += bits
        assert np.array_equal(found, before ^ after)
        apply(before, patch)
        assert np.array_equal(before, after)

"""Geometry against shapes whose true values are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop.core.measures import Measures, measures, perimeter


def disc(radius: float, at: tuple[float, float] = (0.0, 0.0)) -> NDArray[np.uint8]:
    """Pixels whose centres lie in a disc."""
    side = 2 * math.ceil(radius) + 5
    y, x = np.mgrid[:side, :side] + 0.5 - side / 2
    return np.asarray((x - at[0]) ** 2 + (y - at[1]) ** 2 <= radius**2, np.uint8)


def square(side: float, angle: float) -> NDArray[np.uint8]:
    """Pixels whose centres lie in a turned square."""
    room = math.ceil(1.5 * side) + 5
    y, x = np.mgrid[:room, :room] + 0.5 - room / 2
    u, v = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    return np.asarray((abs(u) <= side / 2) & (abs(v) <= side / 2), np.uint8)


@pytest.mark.parametrize(("radius", "error"), [(10, 0.03), (10.5, 0.03), (30, 0.01), (47.3, 0.01), (200, 0.01)])
@pytest.mark.parametrize("at", [(0.0, 0.0), (0.5, 0.5), (0.5, 0.0), (0.31, 0.48)])
def test_the_perimeter_of_a_disc_is_right_within_the_stated_error(
    radius: float, error: float, at: tuple[float, float]
) -> None:
    assert perimeter(disc(radius, at)) == pytest.approx(2 * math.pi * radius, rel=error)


@pytest.mark.parametrize("angle", np.linspace(0, math.pi / 2, 13))
def test_the_perimeter_of_a_square_is_right_within_the_stated_error_at_any_angle(angle: float) -> None:
    assert perimeter(square(400, angle)) == pytest.approx(1600, rel=0.018)
    assert perimeter(square(100, angle)) == pytest.approx(400, rel=0.025)
    assert perimeter(square(20, angle)) == pytest.approx(80, rel=0.05)


def test_parts_holes_and_area() -> None:
    ring = disc(100)
    ring[52:153, 52:153] &= 1 - disc(48)[:101, :101]
    apart = np.zeros((300, 600), np.uint8)
    apart[10:215, 10:215] = ring
    apart[10:215, 300:505] = ring
    apart[250:252, 10:12] = np.eye(2, dtype=np.uint8)
    found = measures(apart)
    assert found.parts == 3, "the hole is no part, and pixels that touch at a corner are one"
    assert found.area == int(apart.sum())
    assert found.equivalent_diameter == pytest.approx(2 * math.sqrt(found.area / math.pi))
    assert found.perimeter == pytest.approx(2 * 2 * math.pi * (100 + 48), rel=0.011), "the borders of holes count"


def test_an_empty_a_full_and_a_tiny_mask() -> None:
    assert measures(np.zeros((5, 7), np.uint8)) == Measures(0, 0.0, 0.0, 0)
    full = measures(np.ones((200, 300), np.uint8))
    assert full.area == 60_000 and full.parts == 1
    assert full.perimeter == pytest.approx(1000, rel=0.025), "the photo's edge counts where it cuts the lesion off"
    assert measures(np.ones((1, 1), np.uint8)).parts == 1


def test_the_place_in_the_photo_changes_nothing() -> None:
    shape = disc(30)
    there = np.zeros((400, 500), np.uint8)
    there[321 : 321 + len(shape), 100 : 100 + len(shape)] = shape
    assert measures(there) == measures(shape)

"""Intervals: against theory, seeded, and none where there is no room for one."""

from __future__ import annotations

import numpy as np
import pytest

from skinseg_desktop.evaluation.statistics import (
    bootstrap_interval,
    bootstrap_intervals,
    paired_difference,
    wilson_interval,
)


def test_interval_of_a_mean_is_that_of_theory() -> None:
    values = np.random.default_rng(1).normal(0.9, 0.05, 400)
    interval = bootstrap_interval(list(values))
    assert interval is not None
    error = values.std() / 20
    assert interval == pytest.approx((values.mean() - 1.96 * error, values.mean() + 1.96 * error), abs=error / 10)


def test_about_95_of_100_intervals_hold_the_true_mean() -> None:
    random = np.random.default_rng(2)
    held = 0
    for _ in range(300):
        interval = bootstrap_interval(list(random.beta(8, 2, 60)), n=1_000)
        assert interval is not None
        held += interval[0] <= 0.8 <= interval[1]
    assert 0.90 <= held / 300 <= 0.98


def test_same_values_give_the_same_interval_alone_and_beside_others() -> None:
    a, b = ([float(v) for v in np.random.default_rng(s).random(50)] for s in (3, 4))
    together = bootstrap_intervals({"a": a, "b": b})
    assert together == {"a": bootstrap_interval(a), "b": bootstrap_interval(b)}
    assert bootstrap_interval(a, seed=1) != bootstrap_interval(a)


def test_equal_values_have_an_interval_without_width() -> None:
    assert bootstrap_interval([0.9] * 12) == (0.9, 0.9)


def test_no_interval_of_fewer_than_the_bootstrap_is_right_for() -> None:
    """These four differences had an interval that left 0 out; by Student's t it reaches from -0.14 to +0.07."""
    assert paired_difference([0.9] * 4, [0.770, 0.894, 0.897, 0.902]).interval is None
    assert bootstrap_interval([0.5, 0.6] * 5) is not None


@pytest.mark.parametrize("n", [0, 1, 2, 9])
def test_no_interval_of_few(n: int) -> None:
    assert bootstrap_interval([0.5] * n) is None
    assert (wilson_interval(0, n) is None) == (n < 3)
    assert paired_difference([0.5] * n, [0.6] * n).interval is None


def test_difference_is_paired_by_photo() -> None:
    photo = np.random.default_rng(5).uniform(0.2, 1, 100)
    better = photo + 0.001
    d = paired_difference(list(photo), list(better))
    assert d.mean == pytest.approx(0.001)
    assert d.is_shown, "a small difference that every photo shows is a difference"
    assert not paired_difference(list(photo), list(photo[::-1])).is_shown
    with pytest.raises(ValueError, match="zip"):
        paired_difference([1.0], [])


def test_wilson_interval_of_a_share() -> None:
    # Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, table I, method 3.
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson_interval(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson_interval(29, 29) == pytest.approx((0.8830, 1.0), abs=1e-4)

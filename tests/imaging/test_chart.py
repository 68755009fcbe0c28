"""Line charts: axes at round numbers, every value where it belongs, and nothing that a stranger's numbers break."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop.imaging.chart import COLOURS, PANEL, Key, Line, Panel, axis, draw_chart

BLUE, ORANGE = COLOURS[:2]


def drawn(picture: NDArray[np.uint8], colour: tuple[int, int, int]) -> NDArray[np.bool_]:
    return np.asarray(np.abs(picture.astype(int) - colour).max(axis=2) < 30, np.bool_)


def one(*lines: Line, most: float = math.inf) -> NDArray[np.uint8]:
    return draw_chart([Panel("Dice", lines, most)], [], title="a run", across="epoch")


@pytest.mark.parametrize(
    ("low", "high", "ticks", "labels"),
    [
        (0.0, 0.0015, (0, 0.0005, 0.001, 0.0015), ("0", "0.0005", "0.0010", "0.0015")),
        (0.41, 0.93, (0.4, 0.6, 0.8, 1.0), ("0.4", "0.6", "0.8", "1.0")),
        (-3, 7, (-4, -2, 0, 2, 4, 6, 8), ("-4", "-2", "0", "2", "4", "6", "8")),
        (0, 12_000, (0, 5000, 10_000, 15_000), ("0", "5,000", "10,000", "15,000")),
        (1.0, 1.0, None, None),
        (0.0, 0.0, None, None),
    ],
)
def test_ticks_are_round_and_hold_the_values(
    low: float, high: float, ticks: tuple[float, ...] | None, labels: tuple[str, ...] | None
) -> None:
    made = axis(low, high)
    assert made.low <= low and made.high >= high and made.low < made.high
    assert 2 <= len(made.ticks) <= 8 and len(made.ticks) == len(made.labels)
    if ticks is not None:
        assert made.ticks == pytest.approx(ticks, abs=1e-12) and made.labels == labels


@pytest.mark.parametrize("high", [0.5, 1, 3, 24, 120, 100_000])
def test_an_axis_that_counts_has_whole_numbers_and_ends_where_the_values_end(high: float) -> None:
    made = axis(0, high, counts=True)
    assert (made.low, made.high) == (0, high)
    assert all(tick.is_integer() for tick in map(float, made.ticks))
    assert not any("." in label for label in made.labels)


def test_a_line_is_where_its_values_are() -> None:
    picture = one(Line([(0, 0.0), (10, 1.0)], BLUE), Line([(0, 0.5), (10, 0.5)], ORANGE), most=1)
    rows, columns = np.nonzero(drawn(picture, BLUE))
    left, right, top, bottom = columns.min(), columns.max(), rows.min(), rows.max()
    assert abs(right - left - PANEL[0]) < 8 and abs(bottom - top - PANEL[1]) < 8
    # Falling rows for rising values, and the constant in the middle.
    assert rows[columns == left].mean() > rows[columns == right].mean()
    middle = np.nonzero(drawn(picture, ORANGE))[0]
    assert abs(middle.mean() - (top + bottom) / 2) < 3


def test_dashes_have_gaps_and_go_on_around_corners() -> None:
    points = [(float(n), math.sin(n / 3) + 2) for n in range(40)]
    solid = drawn(one(Line(points, BLUE)), BLUE).sum()
    dashed = drawn(one(Line(points, BLUE, dashed=True)), BLUE).sum()
    assert 0.45 < dashed / solid < 0.75


def test_what_is_no_number_parts_the_line_and_a_lone_point_is_seen() -> None:
    holed = one(Line([(0, 1.0), (1, math.nan), (2, 1.0), (3, math.inf), (4, 2.0), (5, 2.0)], BLUE))
    columns = np.flatnonzero(drawn(holed, BLUE).any(axis=0))
    assert np.diff(columns).max() > PANEL[0] / 10
    for dashed in (False, True):
        assert drawn(one(Line([(1, 0.7)], BLUE, dashed)), BLUE).sum() > 20


@pytest.mark.parametrize("lines", [(), (Line([], BLUE),), (Line([(1, math.nan)], BLUE),)])
def test_nothing_to_draw_is_empty_axes(lines: tuple[Line, ...]) -> None:
    assert not drawn(one(*lines), BLUE).any()


def test_the_most_that_can_be_is_not_passed() -> None:
    near = one(Line([(0, 0.2), (1, 0.97)], BLUE), most=1)
    above = one(Line([(0, 0.2), (1, 0.97)], BLUE))
    assert near.shape == above.shape and np.array_equal(near, above), "1.0 is the last tick anyhow"
    rows = np.nonzero(drawn(one(Line([(0, 0.985), (1, 0.9999)], BLUE), most=1), BLUE))[0]
    assert len(rows)


def test_a_legend_of_strangers_names_wraps_and_is_cut() -> None:
    few = draw_chart([Panel("Loss", ())], [Key("training", BLUE, True)], title="x", across="epoch")
    names = [Key(f"run {n} \x1b[31m\n" + "x" * 200, COLOURS[n % len(COLOURS)]) for n in range(9)]
    many = draw_chart([Panel("Loss", ())], names, title="t" * 500 + "\u202e", across="epoch")
    assert many.shape[1] == few.shape[1] and many.shape[0] > few.shape[0]
    for number in range(len(COLOURS)):
        assert drawn(many, COLOURS[number]).any()


def test_the_same_chart_is_the_same_pixels() -> None:
    line = Line([(n, 1 / (n + 1)) for n in range(9)], BLUE)
    assert np.array_equal(one(line), one(line))

"""Line charts for print: panels with axes, ticks and one legend below, on white, in Pillow's own font.

Colours are Okabe and Ito's, which people with any colour vision tell apart; what is dashed is told apart in black and
white too.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from skinseg_desktop.imaging.names import shown

RGB = tuple[int, int, int]
Point = tuple[float, float]

#: Okabe and Ito 2008, without yellow, which is too light on white.
COLOURS: tuple[RGB, ...] = (
    (0, 114, 178),
    (230, 159, 0),
    (0, 158, 115),
    (204, 121, 167),
    (213, 94, 0),
    (86, 180, 233),
    (60, 60, 60),
)
#: The size of a panel's picture; two beside each other fill a page of 17 cm at 300 dots an inch.
PANEL = (900, 560)
_COLUMNS = 2
_MARGIN, _GAP = 36, 56
_INK, _FAINT, _GRID, _FRAME = (30, 30, 30), (110, 110, 110), (225, 225, 225), (120, 120, 120)
_TITLE, _PANEL_TITLE, _SMALL = 36, 30, 26
_WIDTH, _TICK = 4, 8
#: Room around a panel's inside for lines that run along its edge.
_PAD = 8
#: Dash and gap in pixels.
_DASH = (15.0, 10.0)
#: Lines are drawn this many times larger and made smaller, which smooths them.
_FINER = 3


@dataclass(frozen=True, slots=True)
class Line:
    """Points of one colour, ``(x, y)`` in order of x; values that are no number part the line there."""

    points: Sequence[Point]
    colour: RGB
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines over one pair of axes; ``most`` is the largest value that can be, where there is one (1 for Dice)."""

    title: str
    lines: Sequence[Line]
    most: float = math.inf


@dataclass(frozen=True, slots=True)
class Key:
    """A word of the legend with its line."""

    text: str
    colour: RGB
    dashed: bool = False


def draw_chart(panels: Sequence[Panel], keys: Sequence[Key], *, title: str, across: str) -> NDArray[np.uint8]:
    """Draw panels two a row with a title above and a legend below; gives ``uint8[h, w, 3]`` RGB.

    ``across`` names what all panels count from left to right, in whole numbers from 0; all show the same stretch of it.
    """
    columns = min(_COLUMNS, len(panels))
    rows = math.ceil(len(panels) / columns)
    xs = [x for panel in panels for line in panel.lines for x, _ in line.points if math.isfinite(x)]
    x_axis = axis(0.0, max(xs, default=1.0), counts=True)
    y_axes = [_value_axis(panel) for panel in panels]
    left = max(_text_width(text) for a in y_axes for text in a.labels) + _TICK + 10
    above, below = _PANEL_TITLE + 16, _TICK + 2 * _SMALL + 18
    cell = left + PANEL[0], above + PANEL[1] + below
    width = 2 * _MARGIN + columns * cell[0] + (columns - 1) * _GAP
    words = [_cut(key.text, _SMALL, width // 2) for key in keys]
    placed, legend_height = _legend_places(words, width - 2 * _MARGIN)
    top = _MARGIN + _TITLE + 30
    legend_top = top + rows * cell[1] + (rows - 1) * (_GAP // 2) + 20
    page = Image.new("RGB", (width, legend_top + legend_height + _MARGIN), "white")
    draw = ImageDraw.Draw(page)
    draw.text((_MARGIN, _MARGIN), _cut(title, _TITLE, width - 2 * _MARGIN), _INK, _font(_TITLE))
    for number, (panel, y_axis) in enumerate(zip(panels, y_axes, strict=True)):
        row, column = divmod(number, columns)
        x = _MARGIN + column * (cell[0] + _GAP) + left
        y = top + row * (cell[1] + _GAP // 2) + above
        draw.text((x, y - above), panel.title, _INK, _font(_PANEL_TITLE))
        page.paste(_curves(panel, x_axis, y_axis), (x - _PAD, y - _PAD))
        _axes(draw, (x, y), x_axis, y_axis, across)
    for key, text, (x, y) in zip(keys, words, placed, strict=True):
        at = _MARGIN + x, legend_top + y
        page.paste(_swatch(key), at)
        draw.text((at[0] + _SWATCH[0] + 14, at[1] + _SWATCH[1] // 2), text, _INK, _font(_SMALL), anchor="lm")
    return np.array(page)


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where an axis goes, and its ticks with their words."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    def place(self, value: float) -> float:
        """Where a value lies, 0..1."""
        return (value - self.low) / (self.high - self.low)


def axis(low: float, high: float, *, wanted: int = 5, counts: bool = False) -> Axis:
    """An axis over ``low..high`` with about ``wanted`` ticks at round numbers.

    One that counts has ticks at whole numbers only, and ends where the values end.
    """
    if not high > low:
        room = abs(low) / 2 or 1.0
        low, high = (low - room if low else low), high + room
    rough = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    step = max(step, 1.0) if counts else step
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = [number * step for number in range(first, last + 1)]
    if counts:
        ticks = [tick for tick in ticks if low - step * 1e-6 <= tick <= high + step * 1e-6]
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    words = tuple(f"{tick:,.{decimals}f}" if abs(tick) > step / 2 else "0" for tick in ticks)
    return Axis(low if counts else ticks[0], high if counts else ticks[-1], tuple(ticks), words)


def _value_axis(panel: Panel) -> Axis:
    values = [y for line in panel.lines for _, y in line.points if math.isfinite(y)]
    low, high = min(values, default=0.0), max(values, default=1.0)
    made = axis(low, high)
    if made.high <= panel.most:
        return made
    return axis(made.low if made.low < panel.most else panel.most - 1, panel.most)


def _curves(panel: Panel, x_axis: Axis, y_axis: Axis) -> Image.Image:
    """The inside of a panel, grid and lines, with _PAD around it."""
    width, height = PANEL
    large = Image.new("RGB", ((width + 2 * _PAD) * _FINER, (height + 2 * _PAD) * _FINER), "white")
    draw = ImageDraw.Draw(large)

    def at(x: float, y: float) -> Point:
        across, up = x_axis.place(x) * (width - 1), y_axis.place(y) * (height - 1)
        return (across + _PAD + 0.5) * _FINER, (height - 1 - up + _PAD + 0.5) * _FINER

    for tick in y_axis.ticks:
        left, y = at(x_axis.low, tick)
        draw.line((left, y, at(x_axis.high, tick)[0], y), fill=_GRID, width=_FINER)
    for line in panel.lines:
        for piece in _pieces(line.points):
            _stroke(draw, [at(x, y) for x, y in piece], line.colour, line.dashed)
    return large.reduce(_FINER)


def _stroke(draw: ImageDraw.ImageDraw, points: Sequence[Point], colour: RGB, dashed: bool) -> None:
    thick = _WIDTH * _FINER
    if len(points) == 1:
        (x, y), r = points[0], 1.5 * thick
        draw.ellipse((x - r, y - r, x + r, y + r), "white" if dashed else colour, colour, thick)
        return
    for piece in _dashes(points) if dashed else [points]:
        draw.line(list(piece), fill=colour, width=thick, joint="curve")


def _dashes(points: Sequence[Point]) -> list[list[Point]]:
    """The dashes of a line, each a line of its own; they go on around corners."""
    found: list[list[Point]] = []
    drawn, left = True, _DASH[0] * _FINER
    current = [points[0]]
    for (x, y), (to_x, to_y) in itertools.pairwise(points):
        length = math.hypot(to_x - x, to_y - y)
        done = 0.0
        while length - done > left:
            done += left
            at = x + (to_x - x) * done / length, y + (to_y - y) * done / length
            if drawn:
                found.append([*current, at])
            drawn = not drawn
            current, left = [at], _DASH[0 if drawn else 1] * _FINER
        left -= length - done
        current.append((to_x, to_y))
    return [*found, current] if drawn and len(current) > 1 else found


def _pieces(points: Sequence[Point]) -> list[list[Point]]:
    """A line in pieces of numbers."""
    pieces: list[list[Point]] = [[]]
    for x, y in points:
        if math.isfinite(x) and math.isfinite(y):
            pieces[-1].append((x, y))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _axes(draw: ImageDraw.ImageDraw, at: tuple[int, int], x_axis: Axis, y_axis: Axis, across: str) -> None:
    (x, y), (width, height) = at, PANEL
    draw.line((x - 1, y, x - 1, y + height), fill=_FRAME, width=2)
    draw.line((x - 1, y + height, x + width, y + height), fill=_FRAME, width=2)
    for tick, text in zip(y_axis.ticks, y_axis.labels, strict=True):
        tick_y = y + round((1 - y_axis.place(tick)) * (height - 1))
        draw.line((x - 1 - _TICK, tick_y, x - 1, tick_y), fill=_FRAME, width=2)
        draw.text((x - _TICK - 8, tick_y), text, _INK, _font(_SMALL), anchor="rm")
    foot = y + height + _TICK + 6
    for tick, text in zip(x_axis.ticks, x_axis.labels, strict=True):
        tick_x = x + round(x_axis.place(tick) * (width - 1))
        draw.line((tick_x, y + height, tick_x, y + height + _TICK), fill=_FRAME, width=2)
        draw.text((tick_x, foot), text, _INK, _font(_SMALL), anchor="ma")
    draw.text((x + width // 2, foot + _SMALL + 6), across, _FAINT, _font(_SMALL), anchor="ma")


_SWATCH = (72, _SMALL + 8)


def _swatch(key: Key) -> Image.Image:
    """A stroke as it is in the chart."""
    large = Image.new("RGB", (_SWATCH[0] * _FINER, _SWATCH[1] * _FINER), "white")
    middle = large.height / 2
    _stroke(ImageDraw.Draw(large), [(0, middle), (large.width, middle)], key.colour, key.dashed)
    return large.reduce(_FINER)


def _legend_places(words: Sequence[str], room: int) -> tuple[list[tuple[int, int]], int]:
    """Where each word of the legend begins, in lines of ``room`` pixels, and the height of all."""
    places: list[tuple[int, int]] = []
    x = y = 0
    for text in words:
        width = _SWATCH[0] + 14 + _text_width(text) + 44
        if x and x + width > room:
            x, y = 0, y + _SWATCH[1] + 8
        places.append((x, y))
        x += width
    return places, y + _SWATCH[1]


def _text_width(text: str) -> int:
    return math.ceil(_font(_SMALL).getlength(text))


def _cut(text: str, size: int, room: int) -> str:
    """A stranger's text on one line, cut with dots where there is no room for it."""
    text = shown(text)
    if _font(size).getlength(text) <= room:
        return text
    while text and _font(size).getlength(text + "...") > room:
        text = text[:-1]
    return text + "..."


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own font, so that a chart looks the same on every machine."""
    return ImageFont.load_default(size)

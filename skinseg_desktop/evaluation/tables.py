"""Cells and numbers as text: CSV that stays text in a spreadsheet, Markdown that shows names as typed."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable, Sequence

from skinseg_desktop.evaluation.statistics import TOO_SMALL, Interval

# What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"), wide forms among them.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_MARKDOWN = re.compile(r"[\\`*\[\]|~#!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")


def neutral(cell: str) -> str:
    """Make a cell that no spreadsheet runs as a formula, by a leading apostrophe where it needs one; numbers stay."""
    if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def markdown_cell(text: str) -> str:
    """Make text for a Markdown table: one line, its HTML and its Markdown shown as typed."""
    return _MARKDOWN.sub(r"\\\g<0>", html.escape(" ".join(text.split()), quote=False))


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> str:
    """Write CSV (RFC 4180: commas, lines that end in CR LF), a header row and neutral cells; floats with all digits."""
    target = io.StringIO(newline="")
    # The writer quotes the line breaks of its own line end only, so with a bare LF a CR in a name would cut its row.
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([neutral(c) if isinstance(c, str) else repr(c) for c in row] for row in rows)
    return target.getvalue()


def interval_text(interval: Interval | None, *, percent: bool = False) -> str:
    """Write an interval with four digits, or as percentages, or that n is too small for one."""
    if interval is None:
        return TOO_SMALL
    low, high = interval
    return f"{low:.1%} to {high:.1%}" if percent else f"{low:.4f} to {high:.4f}"


def number_text(value: float | None) -> str:
    """Write a score with four digits, a missing one as a hyphen."""
    return "-" if value is None else f"{value:.4f}"


def one_line(text: str) -> str:
    """Make a name or reason one line that cannot move the cursor of a terminal."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)

"""Work that is told as lines, and read again by whoever follows them."""

from __future__ import annotations

import pytest

from skinseg_desktop.core.progress import Progress, Work, finish, line_of, named, read_line


@pytest.mark.parametrize("left", ["", "1.5 h"])
def test_a_line_is_read_as_it_was_written(left: str) -> None:
    assert read_line(line_of("reading: the photos", 1_234, 56_789, left)) == ("reading: the photos", 1_234, 56_789)


@pytest.mark.parametrize("line", ["", "training", "skinseg: 3 of 4 are gone.", "a: 1 of 2 left out"])
def test_other_lines_are_none(line: str) -> None:
    assert read_line(line) is None


def test_a_part_is_named_and_gives_its_result() -> None:
    def work() -> Work[str]:
        yield Progress(1, 2, "a", "a note")
        return "made"

    assert list(named(work(), "a part")) == [Progress(1, 2, "a", "a note", phase="a part")]
    assert finish(named(work(), "a part")) == "made"

"""The errors, and the drawing of their tree."""

from __future__ import annotations

import pytest

from skinseg_desktop.core import errors
from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import Progress, Work, finish


def drawn(kind: type[UserError], before: str = "") -> list[str]:
    children = kind.__subclasses__()
    lines = []
    for i, child in enumerate(children):
        last = i == len(children) - 1
        lines.append(before + ("`-- " if last else "|-- ") + child.__name__)
        lines += drawn(child, before + ("    " if last else "|   "))
    return lines


def test_the_drawing_of_the_tree_is_the_tree() -> None:
    assert errors.__doc__ is not None
    drawing = [line[4:] for line in errors.__doc__.splitlines() if line.startswith("    ")]
    here = ["UserError", *drawn(UserError)]
    assert drawing == here


def test_an_error_is_one_sentence_and_a_hint() -> None:
    error = UserError("x.jpg is empty.", "Copy it again.")
    assert (error.what, error.hint, str(error)) == (
        "x.jpg is empty.",
        "Copy it again.",
        "x.jpg is empty. Copy it again.",
    )
    assert str(UserError("only this.")) == "only this."


def test_work_is_finished_closed_and_returns() -> None:
    closed = []

    def work() -> Work[str]:
        try:
            for i in range(3):
                yield Progress(i, 3)
            return "done"
        finally:
            closed.append(True)

    assert finish(work()) == "done" and closed == [True]
    cancelled = work()
    next(cancelled)
    cancelled.close()
    assert closed == [True, True]
    with pytest.raises(ZeroDivisionError):
        finish(failing())


def failing() -> Work[None]:
    yield Progress(0, 1)
    raise ZeroDivisionError

"""What the command line says of long work."""

from __future__ import annotations

import itertools

import pytest

from skinseg_desktop.cli import console
from skinseg_desktop.core.progress import Progress, Work


def test_the_time_left_follows_the_pace_from_where_work_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = itertools.count(100, 10)
    now = [next(clock)]
    monkeypatch.setattr("skinseg_desktop.cli.console.time.monotonic", lambda: float(now[0]))
    monkeypatch.setattr(console, "LINE_EVERY", 0)

    def work() -> Work[str]:
        for step in (Progress(1, 50), Progress(2, 50), Progress(900, 1000), Progress(901, 1000), Progress(902, 1000)):
            now[0] = next(clock)
            yield step
        return "done"

    assert console.follow(work(), "training") == "done"
    said = capsys.readouterr().err.splitlines()
    assert said[1] == "training: 2 of 50, 8 min left"
    # Ten seconds a step: the first 900 were not done now.
    assert said[-1] == "training: 902 of 1,000, 16 min left"


def test_no_time_is_told_before_anything_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [100.0]
    monkeypatch.setattr("skinseg_desktop.cli.console.time.monotonic", lambda: now[0])

    def work() -> Work[None]:
        for seconds, step in ((6, Progress(0, 30)), (6, Progress(0, 30)), (6, Progress(3, 30)), (6, Progress(1, 9))):
            now[0] += seconds
            yield step

    console.follow(work(), "training")
    said = capsys.readouterr().err.splitlines()
    # Nothing done yet, twice; three steps in twelve seconds; then other work, which has just begun.
    assert said == [
        "training: 0 of 30",
        "training: 0 of 30",
        "training: 3 of 30, 2 min left",
        "training: 1 of 9",
    ]


def test_work_that_knows_its_time_and_its_phases_is_believed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [100.0]
    monkeypatch.setattr("skinseg_desktop.cli.console.time.monotonic", lambda: now[0])
    steps = (
        (1, Progress(1, 30, phase="reading")),
        (1, Progress(2, 30, phase="reading")),
        (1, Progress(1, 30)),
        (6, Progress(2, 30, remaining=600.0)),
        (1, Progress(1, 30, phase="scoring")),
    )

    def work() -> Work[None]:
        for seconds, step in steps:
            now[0] += seconds
            yield step

    console.follow(work(), "training")
    said = capsys.readouterr().err.splitlines()
    assert said == ["reading: 1 of 30", "training: 1 of 30", "training: 2 of 30, 10 min left", "scoring: 1 of 30"]

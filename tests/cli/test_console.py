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

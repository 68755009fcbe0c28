"""Seconds of work, without pauses."""

from __future__ import annotations

import pytest

from skinseg_desktop.review.clock import PAUSE, WorkClock


def test_moments_add_up_and_pauses_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("skinseg_desktop.review.clock.time.monotonic", lambda: now[0])
    clock = WorkClock()
    assert clock.take() == 0  # nothing had begun: it begins now

    def after(seconds: float, *, pause: bool = False) -> float:
        now[0] += seconds
        return clock.take(pause=pause)

    assert after(5) == 5
    assert after(0.5) == 0 and after(0.7) == pytest.approx(1.2)
    assert after(PAUSE - 1) == pytest.approx(PAUSE - 1) and after(PAUSE + 1) == 0
    assert after(3) == pytest.approx(3)
    # Left in the middle of a second, it counts; what follows is no work until it is begun.
    assert after(0.4, pause=True) == pytest.approx(0.4)
    now[0] += 30
    clock.start()
    assert after(2) == pytest.approx(2)

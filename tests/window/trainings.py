"""What tests of trainings in the window share: a folder of runs of their own, and runs that are made up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from skinseg_desktop.store import runs
from skinseg_desktop.window.jobs import Jobs
from skinseg_desktop.window.training import Training

Wait = Callable[..., None]
W = TypeVar("W", bound=QWidget)


@pytest.fixture(autouse=True)
def runs_folder(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SKINSEG_RUNS", str(own_folders / "runs"))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    return own_folders / "runs"


@pytest.fixture
def training(qapp: QApplication) -> Iterator[Callable[[], Training]]:
    """Makes what a window has of trainings; closed at the end, as by a window that asks nobody."""
    made: list[tuple[Training, Jobs]] = []

    def make() -> Training:
        jobs = Jobs()
        made.append((Training(jobs), jobs))
        return made[-1][0]

    yield make
    for one, jobs in made:
        one.close()
        jobs.close()


def find(parent: QWidget, kind: type[W], name: str) -> W:
    found = parent.findChild(kind, name)
    assert found is not None
    return found


def visible(panel: QWidget) -> set[str]:
    """What can be done with the run that the panel shows."""
    keys = ("resume", "pause", "stop", "discard", "use", "open")
    return {key for key in keys if find(panel, QPushButton, f"training_{key}").isVisible()}


def event(kind: str, **values: Any) -> dict[str, Any]:
    return {"kind": kind, "time": "2026-01-01T10:00:00.000+00:00", **values}


def step(number: int) -> dict[str, Any]:
    shown = {"loss": 1 / (number + 1), "dice": 0.8, "iou": 0.7, "rate": 1e-3, "images_per_second": 4.0}
    return event("step", step=number, steps=40, epoch=number / 10, **shown, remaining=30.0, memory_mb=900)


def epoch(number: int, **more: Any) -> dict[str, Any]:
    scores = {"n": 6, "loss": 0.5, "dice": 0.5 + number / 10, "iou": 0.4, "failed": 0.1, "pooled_dice": 0.6}
    part = {"loss": 0.6, "dice": 0.5, "iou": 0.4}
    return event(
        "epoch", epoch=number, step=number * 10, steps=40, train=part, validation=scores, rate=1e-3,
        sample=f"samples/{number}.jpg", **more,
    )  # fmt: skip


def made_run(
    folder: Path, name: str, events: Sequence[dict[str, Any]], tail: str = "", result: dict[str, Any] | None = None
) -> Path:
    run = runs.create_run(folder / name, {"name": name, "recipe": {}}, {}).folder
    lines = "".join(json.dumps(one) + "\n" for one in events)
    (run / runs.EVENTS).write_text(lines + tail, encoding="utf-8")
    for one in events:
        if "sample" in one:
            colours = np.repeat(np.arange(6, dtype=np.uint8) * 40, 32)[None, :, None]
            cv2.imencode(".jpg", np.tile(colours, (32, 1, 3)))[1].tofile(run / one["sample"])
    if result is not None:
        (run / runs.RESULT).write_text(json.dumps(result), encoding="utf-8")
        (run / "model").mkdir()
        (run / "model" / "card.json").write_text("{}", encoding="utf-8")
    return run


def finished(better: bool = True) -> dict[str, Any]:
    photos = [{"key": f"demo/{n}", "before": 0.8, "after": 0.8 + n / 100} for n in (3, -2, 1)]
    return {
        "part": "test", "n": 3, "after": {"dice": 0.81, "iou": 0.7, "failed": 0.0}, "photos": photos, "better": better,
        "before": {"model": "skinseg-lite", "sha256": "", "dice": 0.8, "iou": 0.7, "failed": 0.0},
        "difference": {"n": 3, "mean": 0.0067, "interval": [-0.02, 0.03]},
    }  # fmt: skip

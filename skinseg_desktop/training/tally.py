"""What a training adds up from step to step, beside its weights."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from skinseg_desktop.training.trainer import Step


@dataclass(slots=True)
class Sums:
    """Means of the steps since the last record, and what the person is told in between."""

    steps: int = 0
    loss: float = 0.0
    dice: float = 0.0
    iou: float = 0.0

    def add(self, step: Step) -> None:
        """Count a step."""
        self.steps += 1
        self.loss += step.loss
        self.dice += step.dice
        self.iou += step.iou

    def means(self) -> dict[str, float]:
        """The means of all steps that were counted; 0 of none."""
        n = max(self.steps, 1)
        return {"loss": self.loss / n, "dice": self.dice / n, "iou": self.iou / n}


@dataclass(slots=True)
class Tally:
    """What is known of a run beside its weights; goes into each checkpoint. ``recorded`` is the step scored last."""

    sums: Sums = field(default_factory=Sums)
    best: float = -1.0
    since_best: int = 0
    seconds: float = 0.0
    records: int = 0
    recorded: int = 0

    @staticmethod
    def read(values: dict[str, Any]) -> Tally:
        """What a checkpoint holds of one."""
        return Tally(**{**values, "sums": Sums(**values["sums"])})


@dataclass(slots=True)
class Pace:
    """What the steps since the last line on speed have given."""

    begun: float
    sums: Sums = field(default_factory=Sums)
    images: int = 0

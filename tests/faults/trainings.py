"""What tests of a training's faults share: what a run has said, and the weights that it ended with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from skinseg_desktop.store.runs import Run
from skinseg_desktop.training import checkpoint

NewRun = Callable[..., Run]


def said(run: Run, kind: str) -> list[dict[str, Any]]:
    """The events of a kind, but for what is said of every run here: that nobody knows the lesions."""
    return [e for e in run.events() if e["kind"] == kind and "no lesion id" not in e.get("sentence", "")]


def sentences(run: Run) -> str:
    return "\n".join(event["sentence"] for event in said(run, "warning"))


def ended(run: Run) -> dict[str, Tensor]:
    """The weights that a run ended with."""
    return dict(checkpoint.read_state(run.model / "weights.safetensors").tensors)


def equal(one: dict[str, Tensor], other: dict[str, Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)

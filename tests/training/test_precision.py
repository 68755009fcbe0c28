"""The precision of a training: the same each time, whatever else the machine does."""

from __future__ import annotations

import pytest
import torch

from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.training import precision


@pytest.mark.parametrize(
    ("network", "knows", "asked", "taken"),
    [
        ("efficientnet-lite0-unet", True, "auto", "fp32"),
        ("seed-unet", True, "auto", "bf16"),
        ("seed-unet", False, "auto", "fp32"),
        ("seed-unet", True, "fp32", "fp32"),
        ("efficientnet-lite0-unet", False, "bf16", "bf16"),
    ],
)
def test_the_network_and_the_processor_decide(
    monkeypatch: pytest.MonkeyPatch, network: str, knows: bool, asked: str, taken: str
) -> None:
    monkeypatch.setattr(precision, "_knows_bf16", lambda: knows)
    assert precision.precision_of(Recipe(network=network, precision=asked), torch.device("cpu")) == taken

"""Which precision a training computes in: the quickest that its device does in hardware, and the same each time."""

from __future__ import annotations

import contextlib
from pathlib import Path

import torch

from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.zoo.networks import NETWORKS

#: Processors that multiply in bf16 by themselves say one of these; without, bf16 is slower than fp32 for every network.
_FLAGS = ("amx_bf16", "avx512_bf16")


def precision_of(recipe: Recipe, device: torch.device) -> str:
    """``fp32``, ``bf16`` or ``fp16``: the recipe's, and for ``auto`` the quickest here.

    On a CPU that knows bf16 it doubles the pace of wide convolutions and slows depthwise ones down, so the network
    decides. Nothing is timed: the same training has the same bytes, whatever else the machine does.
    """
    if recipe.precision != "auto":
        return recipe.precision
    if device.type == "cuda":
        return "bf16" if torch.cuda.is_bf16_supported() else "fp16"
    known = NETWORKS.get(recipe.network)
    return "bf16" if device.type == "cpu" and known is not None and known.wide and _knows_bf16() else "fp32"


def _knows_bf16() -> bool:
    with contextlib.suppress(OSError):
        flags = Path("/proc/cpuinfo").read_text()
        return any(flag in flags for flag in _FLAGS)
    return False

"""Which precision a training computes in: the quickest that its device does in hardware, measured where not plain."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import torch

from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.training.device import autocast
from skinseg_desktop.training.losses import LOSSES
from skinseg_desktop.training.network import network_of

#: Processors that multiply in bf16 by themselves say one of these; without, bf16 is slower than fp32 for every network.
_FLAGS = ("amx_bf16", "avx512_bf16")
#: How much quicker bf16 has to be to be taken: it is coarser.
_GAIN = 1.1
#: Photos of the probe's batch, and its steps; the first one of each precision warms up.
_BATCH, _STEPS = 2, 3


def precision_of(recipe: Recipe, device: torch.device) -> str:
    """``fp32``, ``bf16`` or ``fp16``: the recipe's, and for ``auto`` the quickest here.

    On a CPU that knows bf16 a few steps of the recipe's network are timed both ways: it doubles the pace of wide
    convolutions and slows depthwise ones down.
    """
    if recipe.precision != "auto":
        return recipe.precision
    if device.type == "cuda":
        return "bf16" if torch.cuda.is_bf16_supported() else "fp16"
    if device.type != "cpu" or not _knows_bf16():
        return "fp32"
    return "bf16" if _seconds(recipe, device, "bf16") * _GAIN < _seconds(recipe, device, "fp32") else "fp32"


def _seconds(recipe: Recipe, device: torch.device, precision: str) -> float:
    """The quickest of a few steps with noise for photos."""
    net = network_of(recipe).to(device).train()
    generator = torch.Generator().manual_seed(0)
    photos = torch.rand(_BATCH, 3, recipe.size, recipe.size, generator=generator)
    target = torch.rand(_BATCH, 1, recipe.size, recipe.size, generator=generator)
    taken = []
    for _ in range(_STEPS):
        begun = time.perf_counter()
        with autocast(device, precision):
            logits = net(photos)
        torch.autograd.backward(LOSSES[recipe.loss](logits.float(), target))
        taken.append(time.perf_counter() - begun)
    return min(taken[1:])


def _knows_bf16() -> bool:
    with contextlib.suppress(OSError):
        flags = Path("/proc/cpuinfo").read_text()
        return any(flag in flags for flag in _FLAGS)
    return False

"""Losses against their formulas, written down once more in NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor

from skinseg_desktop.store import recipe
from skinseg_desktop.training.losses import LOSSES

Array = NDArray[np.float64]


@pytest.fixture
def pair() -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(0)
    logits = 4 * torch.randn(3, 1, 8, 10, generator=generator, dtype=torch.float64)
    return logits, torch.rand(3, 1, 8, 10, generator=generator, dtype=torch.float64)


def entropy(x: Array, t: Array) -> Array:
    p = 1 / (1 + np.exp(-x))
    return -(t * np.log(p) + (1 - t) * np.log(1 - p))


def dice(x: Array, t: Array) -> float:
    p = 1 / (1 + np.exp(-x))
    return float(np.mean([1 - (2 * (a * b).sum() + 1) / ((a * a).sum() + (b * b).sum() + 1) for a, b in zip(p, t)]))  # noqa: B905


FORMULAS: dict[str, Any] = {
    "bce": lambda x, t: entropy(x, t).mean(),
    "dice": dice,
    "bce+dice": lambda x, t: entropy(x, t).mean() + dice(x, t),
    "focal+dice": lambda x, t: ((1 / (1 + np.exp(-x)) - t) ** 2 * entropy(x, t)).mean() + dice(x, t),
}


def test_every_name_of_a_recipe_has_a_loss() -> None:
    assert tuple(LOSSES) == recipe.LOSSES and set(FORMULAS) == set(LOSSES)


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_is_its_formula(name: str, pair: tuple[Tensor, Tensor]) -> None:
    logits, target = pair
    formula: Callable[[Array, Array], float] = FORMULAS[name]
    assert float(LOSSES[name](logits, target)) == pytest.approx(formula(logits.numpy(), target.numpy()))


@pytest.mark.parametrize("name", LOSSES)
def test_its_gradient_is_that_of_small_differences(name: str, pair: tuple[Tensor, Tensor]) -> None:
    logits, target = pair
    gradcheck: Any = torch.autograd.gradcheck  # it has no types
    assert gradcheck(lambda x: LOSSES[name](x, target), (logits.requires_grad_(True),))


@pytest.mark.parametrize("name", LOSSES)
def test_a_batch_may_be_cut(name: str, pair: tuple[Tensor, Tensor]) -> None:
    logits, target = pair
    parts = [float(LOSSES[name](logits[i : i + 1], target[i : i + 1])) for i in range(3)]
    assert float(LOSSES[name](logits, target)) == pytest.approx(np.mean(parts))


@pytest.mark.parametrize("name", LOSSES)
def test_it_is_least_where_the_answer_is_right_and_finite_at_the_ends(name: str) -> None:
    loss = LOSSES[name]
    for mask in (torch.zeros(1, 1, 4, 4), torch.ones(1, 1, 4, 4), (torch.arange(16).reshape(1, 1, 4, 4) % 2).float()):
        right = (mask * 2 - 1) * 100
        assert float(loss(right, mask)) == pytest.approx(0, abs=1e-6)
        assert 0.5 < float(loss(-right, mask)) < 1e3

"""One step: gradients of parts and of the whole, averaged weights, the schedule, and a state that comes back."""

from __future__ import annotations

import copy
import dataclasses
import math
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.ranks import Ranks
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.training import trainer as module
from skinseg_desktop.training.batches import Batch
from skinseg_desktop.training.network import input_rule, network_of, optimiser_of, rate_factor
from skinseg_desktop.training.trainer import Diverged, Trainer

STEPS = 20


@pytest.fixture(autouse=True)
def one_thread(torch_as_before: None) -> None:
    torch.set_num_threads(1)


class Small(nn.Module):
    """A network of two layers without a norm: a real one's sums differ in the last digit when they are cut."""

    def __init__(self, norm: bool = False) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4) if norm else nn.Identity())
        self.head = nn.Conv2d(4, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.layers(x).relu())
        return logits


def batch_of(n: int = 4, seed: int = 0, size: int = 64) -> Batch:
    generator = torch.Generator().manual_seed(seed)
    photos = torch.randint(0, 256, (n, 3, size, size), dtype=torch.uint8, generator=generator)
    return Batch(photos, (photos.float().mean(1, keepdim=True) > 128).to(torch.uint8) * 255)


def small_trainer(monkeypatch: pytest.MonkeyPatch, norm: bool = False, **values: Any) -> Trainer:
    torch.manual_seed(0)
    net = Small(norm)
    monkeypatch.setattr(module, "network_of", lambda _: copy.deepcopy(net))
    return trainer_of(**values)


def trainer_of(precision: str = "fp32", **values: Any) -> Trainer:
    recipe = dataclasses.replace(Recipe(size=64, batch=4, start="scratch", warm_up=0), **values)
    return Trainer(recipe, input_rule(recipe), torch.device("cpu"), precision, Ranks())


def numbers(trainer: Trainer) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in trainer.state({}).tensors.items()}


def equal(one: dict[str, Tensor], other: dict[str, Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_a_batch_in_parts_gives_the_step_of_the_whole(monkeypatch: pytest.MonkeyPatch, parts: int) -> None:
    whole, cut = small_trainer(monkeypatch), small_trainer(monkeypatch)
    cut.parts = parts
    for seed in range(3):
        one, other = whole.do(batch_of(seed=seed), STEPS), cut.do(batch_of(seed=seed), STEPS)
        assert dataclasses.astuple(one) == pytest.approx(dataclasses.astuple(other), rel=1e-5)
    for name, value in whole.weights().items():
        assert torch.allclose(value, cut.weights()[name], rtol=1e-4, atol=1e-6)


def test_accumulation_is_a_batch_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert small_trainer(monkeypatch, batch=2, accumulate=2).parts == 2


def test_training_learns(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = small_trainer(monkeypatch, rate=0.03, encoder_rate=0.03)
    losses = [trainer.do(batch_of(seed=seed), 60).loss for seed in range(60)]
    assert sum(losses[-5:]) < 0.7 * sum(losses[:5])


def test_scores_of_a_step_are_those_of_its_masks(monkeypatch: pytest.MonkeyPatch) -> None:
    logits = torch.tensor([[1.0, 1, -1, -1], [-1, -1, -1, -1], [1, 1, 1, 1]]).reshape(3, 1, 2, 2)
    target = torch.tensor([[1.0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]]).reshape(3, 1, 2, 2)
    dice, iou = module._overlaps(logits, target)
    assert float(dice) == pytest.approx((0.5 + 1 + 0) / 3) and float(iou) == pytest.approx((1 / 3 + 1 + 0) / 3)


def test_averaged_weights_follow_the_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = small_trainer(monkeypatch, ema=0.9)
    expected = {name: value.clone() for name, value in trainer.net.state_dict().items()}
    for step in range(1, 15):
        trainer.do(batch_of(seed=step), STEPS)
        keep = min(0.9, (1 + step) / (10 + step))
        expected = {name: keep * old + (1 - keep) * trainer.net.state_dict()[name] for name, old in expected.items()}
    for name, value in trainer.weights().items():
        assert torch.allclose(value, expected[name], atol=1e-6)


def test_without_averaging_the_weights_are_the_networks_own(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = small_trainer(monkeypatch, ema=0.0)
    trainer.do(batch_of(), STEPS)
    assert all(torch.equal(value, trainer.net.state_dict()[name]) for name, value in trainer.weights().items())
    assert not any(name.startswith("averaged.") for name in trainer.state({}).tensors)


def test_a_restored_training_goes_on_as_the_undisturbed_one() -> None:
    """The moments lie in memory as their weights do, also after they were written and read."""
    whole = trainer_of()
    for seed in range(2):
        whole.do(batch_of(seed=seed), STEPS)
    state = whole.state({})
    saved = dataclasses.replace(state, tensors={n: t.contiguous().clone() for n, t in state.tensors.items()})
    again = trainer_of()
    again.do(batch_of(seed=7), STEPS)
    again.restore(saved)
    assert again.step == 2
    for seed in range(2, 4):
        assert whole.do(batch_of(seed=seed), STEPS) == again.do(batch_of(seed=seed), STEPS)
    assert equal(numbers(whole), numbers(again))


def test_the_numbers_that_a_step_draws_are_its_own() -> None:
    """Whole blocks are skipped by chance: the chance is that of the step, whatever was drawn before."""
    one, other = trainer_of(drop_connect=0.5), trainer_of(drop_connect=0.5)
    torch.rand(7)
    a = one.do(batch_of(), STEPS)
    torch.manual_seed(5)
    assert other.do(batch_of(), STEPS) == a
    assert trainer_of(drop_connect=0.5, seed=12).do(batch_of(), STEPS) != a


def test_a_loss_that_is_no_number_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = small_trainer(monkeypatch, norm=True)
    trainer.do(batch_of(), STEPS)
    before = numbers(trainer)
    hurt = trainer.rule
    trainer.rule = dataclasses.replace(hurt, mean=(math.nan,) * 3)
    with pytest.raises(Diverged):
        trainer.do(batch_of(seed=1), STEPS)
    assert equal(before, numbers(trainer)) and trainer.step == 1
    trainer.rule = hurt
    assert math.isfinite(trainer.do(batch_of(seed=1), STEPS).loss)


def test_a_gradient_that_is_no_number_is_seen_before_it_does_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = small_trainer(monkeypatch, norm=True)
    before = numbers(trainer)
    trainer.net.get_submodule("head").register_full_backward_hook(lambda *_: (torch.full((4, 4, 64, 64), math.inf),))
    with pytest.raises(Diverged):
        trainer.do(batch_of(), STEPS)
    assert equal(before, numbers(trainer))


def hungry(trainer: Trainer, most: int, error: type[Exception] = torch.OutOfMemoryError) -> list[int]:
    """Let a network's head run out of memory with more than so many photos; gives the photos of each try."""
    tried: list[int] = []

    def check(_module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        tried.append(len(inputs[0]))
        if len(inputs[0]) > most:
            raise error("CPU: can't allocate memory") if error is RuntimeError else error()

    trainer.net.get_submodule("head").register_forward_pre_hook(check)
    return tried


@pytest.mark.parametrize("error", [torch.OutOfMemoryError, MemoryError, RuntimeError])
def test_where_memory_runs_out_a_batch_is_halved(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    trainer, plain = small_trainer(monkeypatch, norm=True), small_trainer(monkeypatch, norm=True)
    tried = hungry(trainer, 1, error)
    trainer.do(batch_of(), STEPS)
    assert tried == [4, 2, 1, 1, 1, 1] and trainer.parts == 4
    # As one that never tried more: also what the norms counted is that of four photos one by one.
    plain.parts = 4
    plain.do(batch_of(), STEPS)
    assert equal(numbers(trainer), numbers(plain))
    trainer.do(batch_of(), STEPS)
    assert tried[6:] == [1, 1, 1, 1]


def test_where_one_photo_is_too_much_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = small_trainer(monkeypatch, norm=True)
    before = numbers(trainer)
    tried = hungry(trainer, 0)
    with pytest.raises(UserError, match="does not suffice for one photo"):
        trainer.do(batch_of(3), STEPS)
    assert tried == [3, 2, 1] and equal(before, numbers(trainer))


def test_memory_that_runs_out_in_the_optimiser_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer, plain = small_trainer(monkeypatch), small_trainer(monkeypatch)
    plain.parts = 2
    real = torch.zeros_like
    calls = [0]

    def scarce(*arguments: Any, **more: Any) -> Tensor:
        calls[0] += 1
        if calls[0] == 4:
            raise torch.OutOfMemoryError
        return real(*arguments, **more)

    monkeypatch.setattr(torch, "zeros_like", scarce)
    trainer.do(batch_of(), STEPS)
    assert calls[0] > 4
    plain.do(batch_of(), STEPS)
    assert equal(numbers(trainer), numbers(plain))


def test_another_error_is_no_lack_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = small_trainer(monkeypatch)
    trainer.net.get_submodule("head").register_forward_pre_hook(lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        trainer.do(batch_of(), STEPS)


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_lower_precisions_train(monkeypatch: pytest.MonkeyPatch, precision: str) -> None:
    trainer = trainer_of(precision) if precision == "bf16" else small_trainer(monkeypatch, precision=precision)
    losses = [trainer.do(batch_of(2, seed), STEPS).loss for seed in range(3)]
    assert all(0 < loss < 5 for loss in losses)
    assert all(value.dtype in (torch.float32, torch.int64) for value in trainer.weights().values())


def test_rates_rise_and_fall() -> None:
    recipe = Recipe(warm_up=10)
    factors = [rate_factor(recipe, step, 100) for step in range(100)]
    assert factors[:10] == pytest.approx([(i + 1) / 10 for i in range(10)])
    assert factors[10] == 1 and factors[55] == pytest.approx(0.5) and 0 < factors[-1] < 0.001
    assert factors[10:] == sorted(factors[10:], reverse=True)
    assert rate_factor(Recipe(warm_up=0, schedule="constant"), 99, 100) == 1
    assert rate_factor(Recipe(warm_up=150), 0, 5) == 1, "a short one warms up a fifth of it"


def test_norms_and_biases_do_not_decay_and_the_encoder_has_its_own_rate() -> None:
    recipe = Recipe(start="scratch", size=64, decay=0.5)
    net = network_of(recipe)
    groups = optimiser_of(net, recipe).param_groups
    named = {id(parameter): name for name, parameter in net.named_parameters()}
    assert sum(len(group["params"]) for group in groups) == len(named)
    for group in groups:
        for parameter in group["params"]:
            assert group["peak"] == (
                recipe.encoder_rate if named[id(parameter)].startswith("encoder.") else recipe.rate
            )
            assert group["weight_decay"] == (0.5 if parameter.ndim > 1 else 0.0)


def test_the_same_seed_gives_the_same_first_weights() -> None:
    recipe = Recipe(start="scratch", size=64)
    one, same, other = (network_of(dataclasses.replace(recipe, seed=seed)).state_dict() for seed in (1, 1, 2))
    assert all(torch.equal(one[name], same[name]) for name in one)
    assert not torch.equal(one["head.weight"], other["head.weight"])

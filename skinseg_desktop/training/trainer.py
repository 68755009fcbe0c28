"""The state of a training and one step of it."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from skinseg_desktop.core.errors import ProcessLost, UserError
from skinseg_desktop.core.ranks import Ranks
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.training.batches import Batch
from skinseg_desktop.training.checkpoint import State, optimiser_tensors, restore_optimiser
from skinseg_desktop.training.device import autocast, is_out_of_memory
from skinseg_desktop.training.losses import LOSSES
from skinseg_desktop.training.network import network_of, optimiser_of, rate_factor
from skinseg_desktop.training.ranks import exchange
from skinseg_desktop.training.validate import normalised
from skinseg_desktop.zoo import InputRule


class Diverged(Exception):
    """The loss or its gradient is no number any more."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step gave: means over its photos, Dice and IoU at the network's side."""

    loss: float
    dice: float
    iou: float


class Trainer:
    """Network, averaged weights, optimiser; ``parts`` is into how many a batch is cut (gradients are added up)."""

    def __init__(self, recipe: Recipe, rule: InputRule, device: torch.device, precision: str, ranks: Ranks) -> None:
        self.recipe, self.rule, self.device, self.precision, self.ranks = recipe, rule, device, precision, ranks
        self.net = network_of(recipe).to(device)
        self.averaged = deepcopy(self.net).eval() if recipe.ema else self.net
        self.optimiser = optimiser_of(self.net, recipe)
        self.scaler = torch.amp.GradScaler(device.type, enabled=precision == "fp16")
        self.parts = recipe.accumulate
        self.step = 0
        self._loss = LOSSES[recipe.loss]
        self._shared: nn.Module = self.net
        if ranks.ranks > 1:
            cards = [device] if device.type == "cuda" else None
            # Each process keeps its own running statistics: the first one's are the network's (``agree``).
            with exchange():
                self._shared = DistributedDataParallel(self.net, device_ids=cards, forward_sync_buffers=False)

    def do(self, batch: Batch, steps: int) -> Step:
        """Do one of ``steps`` steps; where memory runs out, in twice as many parts, now and from then on.

        Raises Diverged, and UserError where there is no memory for one photo; then the state is that before the step.
        """
        while True:
            buffers = [buffer.clone() for buffer in self.net.buffers()]
            untouched = not self.optimiser.state
            try:
                return self._do(batch, steps)
            except (RuntimeError, MemoryError, Diverged, ProcessLost) as error:
                self._undo(buffers, untouched)
                if not is_out_of_memory(error):
                    raise
                if self.parts >= len(batch.photos):
                    raise UserError(
                        "The memory does not suffice for one photo at a time.", "Take a smaller size (--set size=...)."
                    ) from error
            # Only here nothing holds the tensors of the try that failed.
            self.parts = min(self.parts * 2, len(batch.photos))
            if self.device.type == "cuda":
                torch.cuda.empty_cache()

    @torch.no_grad()
    def _undo(self, buffers: Sequence[Tensor], untouched: bool) -> None:
        """Let a step leave nothing behind, where it did not come to its end: the norms have counted its photos."""
        for buffer, before in zip(self.net.buffers(), buffers, strict=True):
            buffer.copy_(before)
        self.optimiser.zero_grad(set_to_none=True)
        if untouched:
            self.optimiser.state.clear()

    def _do(self, batch: Batch, steps: int) -> Step:
        factor = rate_factor(self.recipe, self.step, steps)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * factor
        # Whatever happened before, and whatever is repeated: this step draws the same numbers.
        torch.manual_seed((self.recipe.seed * 1_000_003 + self.step * 1009 + self.ranks.rank) % 2**63)
        self.net.train()
        self.optimiser.zero_grad(set_to_none=True)
        done = self._gradients(batch)
        if not math.isfinite(done.loss):
            raise Diverged
        self.scaler.unscale_(self.optimiser)
        norm = nn.utils.clip_grad_norm_(self.net.parameters(), self.recipe.clip or math.inf)
        if not self.scaler.is_enabled() and not bool(torch.isfinite(norm)):
            raise Diverged
        self.scaler.step(self.optimiser)
        self.scaler.update()
        self.step += 1
        if self.recipe.ema:
            self._average()
        return done

    def _gradients(self, batch: Batch) -> Step:
        photos, masks = batch.photos.to(self.device), batch.masks.to(self.device)
        sums = torch.zeros(3)
        parts = list(zip(photos.chunk(self.parts), masks.chunk(self.parts), strict=True))
        for number, (some, theirs) in enumerate(parts, 1):
            target = theirs.float() / 255
            with self._exchange(number == len(parts)):
                with autocast(self.device, self.precision):
                    logits = self._shared(normalised(some, self.rule))
                logits = logits.float()
                share = len(some) / len(photos)
                loss = self._loss(logits, target) * share
                torch.autograd.backward(self.scaler.scale(loss))
            sums += torch.stack([loss.detach(), *(share * value for value in _overlaps(logits, target))]).cpu()
        loss_value, dice, iou = (self.ranks.mean(value) for value in sums.tolist())
        return Step(loss_value, dice, iou)

    def _exchange(self, now: bool) -> AbstractContextManager[None]:
        """Let the processes add up their gradients once a step, in however many parts each of them works."""
        if not isinstance(self._shared, DistributedDataParallel):
            return contextlib.nullcontext()
        return exchange() if now else self._shared.no_sync()

    def agree(self) -> None:
        """Give all processes the first one's running statistics in the averaged network: one network is scored."""
        self.ranks.same(self.averaged.buffers())

    @torch.no_grad()
    def _average(self) -> None:
        # The first steps are forgotten fast, so that the mean is of use from the start.
        keep = min(self.recipe.ema, (1 + self.step) / (10 + self.step))
        ours, theirs = self.averaged.state_dict(), self.net.state_dict()
        floats = [name for name, value in ours.items() if value.is_floating_point()]
        torch._foreach_lerp_([ours[name] for name in floats], [theirs[name] for name in floats], 1 - keep)

    def weights(self) -> dict[str, Tensor]:
        """The averaged weights, float32 on the CPU."""
        return {name: value.detach().cpu().clone() for name, value in self.averaged.state_dict().items()}

    def state(self, values: Mapping[str, Any]) -> State:
        """All that this training needs to go on, beside the plain values that the loop adds."""
        tensors = {f"net.{name}": value for name, value in self.net.state_dict().items()}
        if self.recipe.ema:
            tensors |= {f"averaged.{name}": value for name, value in self.averaged.state_dict().items()}
        tensors |= optimiser_tensors(self.optimiser)
        own = {"step": self.step, "parts": self.parts, "scaler": self.scaler.state_dict()}
        return State(tensors, {**values, **own})

    def restore(self, state: State) -> None:
        """Take up what ``state`` gave."""
        for prefix, net in (("net.", self.net), ("averaged.", self.averaged)):
            found = {k.removeprefix(prefix): v for k, v in state.tensors.items() if k.startswith(prefix)}
            if found:
                net.load_state_dict(found)
        restore_optimiser(self.optimiser, state.tensors)
        self.step, self.parts = state.values["step"], state.values["parts"]
        if self.scaler.is_enabled():
            self.scaler.load_state_dict(state.values["scaler"])


def _overlaps(logits: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    """Mean Dice and IoU of photos at the network's side, thresholded; two empty masks agree."""
    ours, theirs = logits.detach() > 0, target > 0.5
    both = (ours & theirs).sum((1, 2, 3)).float()
    each = ours.sum((1, 2, 3)).float() + theirs.sum((1, 2, 3)).float()
    one = torch.ones_like(both)
    dice = torch.where(each == 0, one, 2 * both / each.clamp(min=1))
    iou = torch.where(each == 0, one, both / (each - both).clamp(min=1))
    return dice.mean(), iou.mean()

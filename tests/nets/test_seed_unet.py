"""The seed's network: its keys, its arithmetic and what it refuses."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from skinseg_desktop.nets.seed_unet import UNet

# Key stem, shape of the weight, length of the bias, in the order of the author's files.
TENSORS: list[tuple[str, tuple[int, ...], int]] = [
    ("down_convolution_1.conv.conv_op.0", (64, 3, 3, 3), 64),
    ("down_convolution_1.conv.conv_op.2", (64, 64, 3, 3), 64),
    ("down_convolution_2.conv.conv_op.0", (128, 64, 3, 3), 128),
    ("down_convolution_2.conv.conv_op.2", (128, 128, 3, 3), 128),
    ("down_convolution_3.conv.conv_op.0", (256, 128, 3, 3), 256),
    ("down_convolution_3.conv.conv_op.2", (256, 256, 3, 3), 256),
    ("down_convolution_4.conv.conv_op.0", (512, 256, 3, 3), 512),
    ("down_convolution_4.conv.conv_op.2", (512, 512, 3, 3), 512),
    ("bottle_neck.conv_op.0", (1024, 512, 3, 3), 1024),
    ("bottle_neck.conv_op.2", (1024, 1024, 3, 3), 1024),
    ("up_convolution_1.up", (1024, 512, 2, 2), 512),
    ("up_convolution_1.conv.conv_op.0", (512, 1024, 3, 3), 512),
    ("up_convolution_1.conv.conv_op.2", (512, 512, 3, 3), 512),
    ("up_convolution_2.up", (512, 256, 2, 2), 256),
    ("up_convolution_2.conv.conv_op.0", (256, 512, 3, 3), 256),
    ("up_convolution_2.conv.conv_op.2", (256, 256, 3, 3), 256),
    ("up_convolution_3.up", (256, 128, 2, 2), 128),
    ("up_convolution_3.conv.conv_op.0", (128, 256, 3, 3), 128),
    ("up_convolution_3.conv.conv_op.2", (128, 128, 3, 3), 128),
    ("up_convolution_4.up", (128, 64, 2, 2), 64),
    ("up_convolution_4.conv.conv_op.0", (64, 128, 3, 3), 64),
    ("up_convolution_4.conv.conv_op.2", (64, 64, 3, 3), 64),
    ("out", (1, 64, 1, 1), 1),
]


def author_keys() -> list[tuple[str, tuple[int, ...]]]:
    """The 46 keys and shapes as the author's files have them."""
    keys: list[tuple[str, tuple[int, ...]]] = []
    for stem, weight, bias in TENSORS:
        keys += [(f"{stem}.weight", weight), (f"{stem}.bias", (bias,))]
    return keys


def by_hand(state: dict[str, Tensor], x: Tensor, *, skip_first: bool = False) -> Tensor:
    """The network written out from the author's keys alone, without a module."""

    def double(x: Tensor, stem: str) -> Tensor:
        for i in (0, 2):
            x = functional.conv2d(x, state[f"{stem}.conv_op.{i}.weight"], state[f"{stem}.conv_op.{i}.bias"], padding=1)
            x = functional.relu(x)
        return x

    skips = []
    for i in range(1, 5):
        skips.append(double(x, f"down_convolution_{i}.conv"))
        x = functional.max_pool2d(skips[-1], 2)
    x = double(x, "bottle_neck")
    for i in range(1, 5):
        up, skip = f"up_convolution_{i}.up", skips.pop()
        x = functional.conv_transpose2d(x, state[f"{up}.weight"], state[f"{up}.bias"], stride=2)
        x = double(torch.cat([skip, x] if skip_first else [x, skip], dim=1), f"up_convolution_{i}.conv")
    return functional.conv2d(x, state["out.weight"], state["out.bias"])


def test_keys_shapes_and_their_order_are_the_authors() -> None:
    with torch.device("meta"):
        net = UNet(3, 1)
    assert [(key, tuple(value.shape)) for key, value in net.state_dict().items()] == author_keys()
    assert sum(p.numel() for p in net.parameters()) == 31_031_745


def test_up_sampled_comes_before_the_skip() -> None:
    generator = torch.Generator().manual_seed(25)
    state = {}
    for key, shape in author_keys():
        fan_in = shape[1] * shape[2] * shape[3] if len(shape) == 4 else 1
        scale = (2 / fan_in) ** 0.5 if len(shape) == 4 else 0.1
        state[key] = torch.randn(shape, generator=generator) * scale
    photo = torch.rand(1, 3, 16, 32, generator=generator)
    with torch.device("meta"):
        net = UNet(3, 1)
    net.load_state_dict(state, strict=True, assign=True)
    with torch.inference_mode():
        answer = net(photo)
        assert answer.shape == (1, 1, 16, 32)
        torch.testing.assert_close(answer, by_hand(state, photo), rtol=1e-3, atol=1e-3)
        swapped = by_hand(state, photo, skip_first=True)
        assert (answer - swapped).abs().mean() > 0.1 * answer.std()


@pytest.mark.parametrize("size", [(40, 64), (64, 40), (15, 15)])
def test_sides_that_cannot_be_halved_four_times_are_refused(size: tuple[int, int]) -> None:
    with torch.device("meta"):
        net = UNet(3, 1)
        photo = torch.zeros(1, 3, *size)
    with pytest.raises(ValueError, match=f"multiples of 16, not {size[1]} x {size[0]}"):
        net(photo)


def test_other_channels() -> None:
    with torch.device("meta"):
        answer = UNet(4, 10)(torch.zeros(2, 4, 32, 48))
    assert answer.shape == (2, 10, 32, 48)

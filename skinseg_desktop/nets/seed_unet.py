"""The U-Net of the seed project (nata-vito/skin-cancer-segmentation, MIT), key for key, so that its checkpoints load.

It is the U-Net of Ronneberger et al. (MICCAI 2015, arXiv:1505.04597) with padded convolutions and neither
normalisation nor dropout. Names of attributes are names of keys in its author's files: none may change, nor may their
order.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

#: The sides of the input must be multiples of this: four halvings.
STRIDE = 16


class DoubleConv(nn.Module):
    """Twice a 3x3 convolution and a ReLU; the size stays."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.conv_op = nn.Sequential(
            nn.Conv2d(in_channels, out_channels, kernel_size=3, padding=1),
            nn.ReLU(inplace=True),
            nn.Conv2d(out_channels, out_channels, kernel_size=3, padding=1),
            nn.ReLU(inplace=True),
        )

    def forward(self, x: Tensor) -> Tensor:
        """float[N, in, H, W] to float[N, out, H, W]."""
        y: Tensor = self.conv_op(x)
        return y


class DownSample(nn.Module):
    """A double convolution, kept for the way up, and its maxima at half the size."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.conv = DoubleConv(in_channels, out_channels)
        self.pool = nn.MaxPool2d(kernel_size=2, stride=2)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """float[N, in, H, W] to (float[N, out, H, W], float[N, out, H/2, W/2])."""
        skip = self.conv(x)
        return skip, self.pool(skip)


class UpSample(nn.Module):
    """A transposed convolution to twice the size, the skip beside it, then a double convolution."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.up = nn.ConvTranspose2d(in_channels, in_channels // 2, kernel_size=2, stride=2)
        self.conv = DoubleConv(in_channels, out_channels)

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        """float[N, in, H/2, W/2] and float[N, in/2, H, W] to float[N, out, H, W]."""
        # Up-sampled first: with the halves swapped a checkpoint loads without complaint and predicts rubbish.
        y: Tensor = self.conv(torch.cat([self.up(x), skip], dim=1))
        return y


class UNet(nn.Module):
    """Photo in 0..1 to logits: float[N, in_channels, H, W] to float[N, num_classes, H, W]; 31,031,745 parameters."""

    def __init__(self, in_channels: int = 3, num_classes: int = 1) -> None:
        super().__init__()
        self.down_convolution_1 = DownSample(in_channels, 64)
        self.down_convolution_2 = DownSample(64, 128)
        self.down_convolution_3 = DownSample(128, 256)
        self.down_convolution_4 = DownSample(256, 512)
        self.bottle_neck = DoubleConv(512, 1024)
        self.up_convolution_1 = UpSample(1024, 512)
        self.up_convolution_2 = UpSample(512, 256)
        self.up_convolution_3 = UpSample(256, 128)
        self.up_convolution_4 = UpSample(128, 64)
        self.out = nn.Conv2d(64, num_classes, kernel_size=1)

    def forward(self, x: Tensor) -> Tensor:
        """Return the logits; raises ValueError where a side is no multiple of 16."""
        height, width = int(x.shape[-2]), int(x.shape[-1])
        if height % STRIDE or width % STRIDE:
            raise ValueError(f"the sides must be multiples of {STRIDE}, not {width} x {height}")
        skip_1, x = self.down_convolution_1(x)
        skip_2, x = self.down_convolution_2(x)
        skip_3, x = self.down_convolution_3(x)
        skip_4, x = self.down_convolution_4(x)
        x = self.bottle_neck(x)
        x = self.up_convolution_1(x, skip_4)
        x = self.up_convolution_2(x, skip_3)
        x = self.up_convolution_3(x, skip_2)
        x = self.up_convolution_4(x, skip_1)
        logits: Tensor = self.out(x)
        return logits

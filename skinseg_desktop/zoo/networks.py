"""The networks that models can be made of, as plain data: reading this table loads no torch.

A new network is one file in ``nets`` and one entry here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from skinseg_desktop.zoo.card import InputRule


@dataclass(frozen=True, slots=True)
class Size:
    """The length of one axis of one tensor in a checkpoint, from which a parameter of the network is read off."""

    key: str
    axis: int


@dataclass(frozen=True, slots=True)
class Network:
    """A network: where its class is, what sizes it takes, and what to assume of a checkpoint that comes without a card.

    ``builder`` is ``"package.module:Class"``; the sides of the input are multiples of ``multiple_of``; ``parameters``
    says where a checkpoint shows each keyword argument of the class, and ``required`` which values the program can
    use.
    """

    id: str
    title: str
    builder: str
    multiple_of: int
    default_input: InputRule
    source: str
    #: Whether most of its work are wide convolutions, which bf16 makes quicker on processors that know it.
    wide: bool = False
    parameters: Mapping[str, Size | tuple[Size, ...]] = field(default_factory=dict, hash=False)
    required: Mapping[str, int] = field(default_factory=dict, hash=False)


NETWORKS: dict[str, Network] = {
    n.id: n
    for n in (
        Network(
            id="seed-unet",
            title="U-Net of the seed project",
            builder="skinseg_desktop.nets.seed_unet:UNet",
            multiple_of=16,
            # Its author's: torchvision's Resize((512, 512)) on the Pillow image, then ToTensor and nothing else.
            default_input=InputRule(512, 512, "pillow-bilinear", mean=(0.0, 0.0, 0.0), std=(1.0, 1.0, 1.0)),
            wide=True,
            source="nata-vito/skin-cancer-segmentation (MIT); Ronneberger et al. 2015, arXiv:1505.04597",
            parameters={
                "in_channels": Size("down_convolution_1.conv.conv_op.0.weight", 1),
                "num_classes": Size("out.weight", 0),
            },
            required={"in_channels": 3, "num_classes": 1},
        ),
        Network(
            id="efficientnet-lite0-unet",
            title="U-Net on EfficientNet-Lite0",
            builder="skinseg_desktop.nets.efficientnet_lite_unet:EfficientNetLiteUNet",
            multiple_of=32,
            # That of the encoder's ImageNet weights: RGB in 0..255 less 127, divided by 128.
            default_input=InputRule(256, 256, "area", mean=(127 / 255,) * 3, std=(128 / 255,) * 3),
            source="Tan and Le 2019, arXiv:1905.11946 (encoder, the Lite variant); arXiv:1505.04597 (U-Net)",
            parameters={
                "in_channels": Size("encoder.stem.0.conv.weight", 1),
                "out_channels": Size("head.weight", 0),
                "decoder_channels": tuple(Size(f"decoder.{i}.layers.0.weight", 0) for i in range(5)),
            },
            required={"in_channels": 3, "out_channels": 1},
        ),
    )
}

"""What tests share: the committed photos, the large sets where they are, and a small model with random weights."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from skinseg_desktop.zoo import Card, InputRule, Model


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, cache, projects and reports of this test's own; nothing is written into the person's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SKINSEG_SETTINGS", str(home / "settings.json"))
    monkeypatch.setenv("SKINSEG_CACHE", str(home / "cache"))
    monkeypatch.setenv("SKINSEG_USER_DATA", str(home / "user-data"))
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.delenv("SKINSEG_LANGUAGE", raising=False)
    return home


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The committed CC-0 photos: ``images/`` and ``masks/``."""
    return Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def large_data() -> Path:
    """The large photo sets; tests that ask for them are skipped where SKINSEG_DATA does not name them."""
    folder = os.environ.get("SKINSEG_DATA")
    if not folder:
        pytest.skip("needs the large photo sets: set SKINSEG_DATA to their folder")
    return Path(folder)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """A whole model on disk that answers in 2 ms: a narrow EfficientNet-Lite0 U-Net with random weights, 128 x 96.

    Its masks mean nothing, but they have several parts and holes, and they follow the photo.
    """
    import torch
    from torch.nn import functional

    from skinseg_desktop.nets.efficientnet_lite_unet import EfficientNetLiteUNet
    from skinseg_desktop.zoo.convert import write_model

    rule = InputRule(128, 96, "area", mean=(127 / 255,) * 3, std=(128 / 255,) * 3)
    channels = (16, 16, 16, 8, 8)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        net = EfficientNetLiteUNet(decoder_channels=channels).eval()
        clouds = functional.interpolate(torch.rand(1, 3, 6, 8) * 2 - 1, (rule.height, rule.width), mode="bilinear")
    with torch.no_grad():
        # Random weights answer about the same everywhere: spread the logits, half of them over the threshold.
        net.head.weight *= 4 / net(clouds).std()
        net.head.bias -= net(clouds).median()
    card = Card(
        id="tiny",
        title="Random weights for tests",
        network="efficientnet-lite0-unet",
        parameters={"decoder_channels": list(channels)},
        input=rule,
        licence="CC0-1.0",
    )
    return write_model(tmp_path_factory.mktemp("models") / "tiny", "efficientnet-lite0-unet", net.state_dict(), card)

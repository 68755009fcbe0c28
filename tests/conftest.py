"""What tests share: the committed photos, the large sets where they are, and a small model with random weights."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from skinseg_desktop.store.runs import Run
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


@pytest.fixture
def small_disk(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A disk of its own of 6 MiB, or of the size that is the parameter, where the tests may mount one."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small disk can be mounted by root on Linux only")
    folder = tempfile.mkdtemp()
    size = getattr(request, "param", "6m")
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=777", "tmpfs", folder]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        Path(folder).rmdir()
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    yield Path(folder)
    subprocess.run(["umount", "-l", folder], check=True)
    Path(folder).rmdir()


@pytest.fixture
def torch_as_before() -> Iterator[None]:
    """A training sets threads and determinism for its whole process; the next test finds them as they were."""
    import cv2
    import torch

    threads, opencv, benchmark = torch.get_num_threads(), cv2.getNumThreads(), torch.backends.cudnn.benchmark
    yield
    torch.set_num_threads(threads)
    cv2.setNumThreads(opencv)
    torch.backends.cudnn.benchmark = benchmark
    torch.use_deterministic_algorithms(False)


@pytest.fixture(scope="session")
def small_pairs(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed photos and masks at 160 x 120 with their metadata, for trainings that are done in seconds."""
    import cv2
    import numpy as np

    from skinseg_desktop.imaging import encode_mask, read_mask, read_photo

    folder = tmp_path_factory.mktemp("pairs") / "small"
    for name in ("images", "masks"):
        (folder / name).mkdir(parents=True)
    for path in sorted((data_dir / "images").glob("*.jpg")):
        mask = read_mask(data_dir / "masks" / f"{path.stem}_segmentation.png").mask
        photo = cv2.cvtColor(
            cv2.resize(read_photo(path).pixels, (160, 120), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2BGR
        )
        (folder / "images" / path.name).write_bytes(cv2.imencode(".jpg", photo)[1].tobytes())
        small = cv2.resize(mask, (160, 120), interpolation=cv2.INTER_NEAREST).astype(np.uint8)
        (folder / "masks" / f"{path.stem}_segmentation.png").write_bytes(encode_mask(small))
    shutil.copy(data_dir / "metadata.csv", folder)
    return folder


@pytest.fixture(scope="session")
def small_split(small_pairs: Path) -> Path:
    """A split of these: six for training, three each for validation and test."""
    keys = [f"small/{path.stem}" for path in sorted((small_pairs / "images").glob("*.jpg"))]
    parts = {"train": keys[:6], "validation": keys[6:9], "test": keys[9:]}
    path = small_pairs / "split.json"
    path.write_text(json.dumps({"skinseg_split": 1, "seed": 0, "rule": "", **parts}))
    return path


@pytest.fixture
def short_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of a step is measured by two steps."""
    monkeypatch.setattr("skinseg_desktop.training.plan.WARM", 1)
    monkeypatch.setattr("skinseg_desktop.training.plan.COUNTED", 1)


@pytest.fixture
def new_run(small_pairs: Path, small_split: Path, tmp_path: Path, torch_as_before: None) -> Callable[..., Run]:
    """Make a run that is done in seconds: ``new_run("name", key=value)`` with values of a recipe; six steps in all."""

    def make(name: str = "run", data: Path = small_pairs, split: Path | None = small_split, **values: Any) -> Run:
        from skinseg_desktop.core.progress import finish
        from skinseg_desktop.store.recipe import Recipe
        from skinseg_desktop.training.prepare import Source, prepare

        small = {
            "size": 64, "batch": 2, "epochs": 2, "start": "scratch", "warm_up": 1, "threads": 1, "device": "cpu",
            "precision": "fp32",  # what is faster is found out by a clock, and two runs are compared bit by bit
        }  # fmt: skip
        recipe = Recipe(**{**small, **values})
        source = Source([data], split=split)
        return finish(prepare(source, recipe, tmp_path / name, name=name, command=["train"], threads=1))

    return make


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

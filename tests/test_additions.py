"""What CONTRIBUTING promises: each addition is one function or class and one entry in a table.

The rest of the program takes it from there. Those of the window are in ``tests/window/test_additions.py``.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import types
from pathlib import Path

import cv2
import environment
import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop import cli
from skinseg_desktop.core import metrics
from skinseg_desktop.export import EXPORTERS, Exporter, Item
from skinseg_desktop.imaging.encode import encode_rgb
from skinseg_desktop.imaging.photo import read_photo
from skinseg_desktop.inference import BACKENDS, STEPS, Engine
from skinseg_desktop.inference.backend import BackendKind
from skinseg_desktop.inference.cleanup import Step
from skinseg_desktop.zoo import NETWORKS, Card, InputRule, Model, Network


def test_each_addition_is_short() -> None:
    text = (environment.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    diffs = re.findall(r"```diff\n(.*?)```", text, re.S)
    assert len(diffs) == len(re.findall(r"^## Add a", text, re.M))
    assert all(diff.count("\n") < 60 for diff in diffs)


def test_a_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data_dir: Path) -> None:
    import torch

    from skinseg_desktop.zoo.convert import write_model

    class SmallUNet(torch.nn.Module):
        def __init__(self, width: int = 8) -> None:
            super().__init__()
            self.down = torch.nn.Conv2d(3, width, 4, stride=4)
            self.up = torch.nn.ConvTranspose2d(width, 1, 4, stride=4)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.up(self.down(x).relu())  # type: ignore[no-any-return]

    module = types.ModuleType("small_unet")
    module.SmallUNet = SmallUNet  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "small_unet", module)
    rule = InputRule(64, 48, "area", mean=(0.5,) * 3, std=(0.25,) * 3)
    monkeypatch.setitem(NETWORKS, "small-unet", Network("small-unet", "Small", "small_unet:SmallUNet", 4, rule, "here"))
    card = Card(id="small", title="Small", network="small-unet", input=rule, licence="CC0-1.0")
    model = write_model(tmp_path / "small", "small-unet", SmallUNet().state_dict(), card)
    photo = read_photo(next((data_dir / "images").glob("*.jpg")))
    with Engine(model, "cpu") as engine:
        answer, mask = engine.predict(photo)
    assert answer.logits.shape == (48, 64) and mask.shape == (photo.height, photo.width)


def test_a_backend(monkeypatch: pytest.MonkeyPatch, tiny_model: Model, data_dir: Path) -> None:
    class Ones:
        name, device, batch, shared = "ones", "cpu", 1, True

        def __init__(self) -> None:
            self.notes: list[str] = []

        def logits(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
            return np.ones((len(batch), *batch.shape[2:]), np.float32)

        def close(self) -> None: ...

    module = types.ModuleType("ones_backend")
    module.open_model = lambda model, device, threads, side_by_side: Ones()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ones_backend", module)
    # Under the name of the CPU's usual backend: which one is taken when is a line in open_backend.
    monkeypatch.setitem(BACKENDS, "onnxruntime", BackendKind("ones", "Ones", "ones_backend:open_model"))
    with Engine(tiny_model, "cpu") as engine:
        _, mask = engine.predict(read_photo(next((data_dir / "images").glob("*.jpg"))))
    assert mask.all()


def test_an_exporter_and_a_clean_up_step_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, tiny_model: Model, data_dir: Path, tmp_path: Path
) -> None:
    def cutout(item: Item, text: object) -> bytes:
        return encode_rgb(item.pixels * item.mask[..., None], text=text)  # type: ignore[arg-type]

    def convex(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
        points = cv2.findNonZero(mask)
        return (
            mask
            if points is None
            else np.asarray(cv2.fillConvexPoly(np.zeros_like(mask), cv2.convexHull(points), 1), np.uint8)
        )

    monkeypatch.setitem(EXPORTERS, "cutouts", Exporter("cutouts", "the lesion on black", "_cutout.png", cutout))
    monkeypatch.setitem(STEPS, "convex", Step("convex", "Convex hull", "The lesion becomes its convex hull.", convex))
    photos = tmp_path / "photos"
    photos.mkdir()
    shutil.copy(next((data_dir / "images").glob("*.jpg")), photos)
    arguments = [
        "predict",
        photos,
        "-o",
        tmp_path / "out",
        "--model",
        tiny_model.folder,
        "--save",
        "cutouts,masks",
        "--cleanup",
        "convex",
    ]
    assert cli.main([str(a) for a in arguments]) == 0
    mask = read_photo(next((tmp_path / "out" / "masks").glob("*.png"))).pixels[..., 0]
    cut = read_photo(next((tmp_path / "out" / "cutouts").glob("*.png"))).pixels
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    assert mask.any() and len(contours) == 1 and not cut[mask == 0].any()


def test_a_metric_reaches_the_scores(
    monkeypatch: pytest.MonkeyPatch, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prevalence = metrics.Metric(
        "prevalence", "Prevalence", lambda c: (c.tp + c.fn) / (c.tp + c.fp + c.fn + c.tn), "here"
    )
    monkeypatch.setitem(metrics.METRICS, "prevalence", prevalence)
    assert (
        cli.main(
            ["evaluate", "--masks", str(data_dir / "masks"), "--predictions", str(data_dir / "masks"), "--json", "-"]
        )
        == 0
    )
    result = json.loads(capsys.readouterr().out)
    assert 0 < result["mean"]["prevalence"] < 1 and 0 < result["images"][0]["prevalence"] < 1

"""Models side by side: the loss, the two tables, and no verdict where the interval includes 0."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.evaluation import ComparedModel, ComparedPhoto, Comparison, compare_models, evaluate_photos
from skinseg_desktop.evaluation.compare import cross_entropy
from skinseg_desktop.imaging import find_photos
from skinseg_desktop.inference import Engine
from skinseg_desktop.zoo import Model


@pytest.fixture(scope="module")
def engines(tiny_model: Model) -> Iterator[list[Engine]]:
    """The tiny model, and the same with another threshold under another id."""
    bolder = replace(tiny_model, card=replace(tiny_model.card, id="bolder", threshold=0.3))
    with ExitStack() as stack:
        yield [stack.enter_context(Engine(model, "cpu")) for model in (tiny_model, bolder)]


def test_loss_is_that_of_torch_on_the_stretched_map() -> None:
    import torch
    from torch.nn import functional

    random = np.random.default_rng(0)
    logits = random.normal(0, 20, (24, 32)).astype(np.float32)
    logits[0, 0] = 200
    reference = (random.random((90, 131)) < 0.3).astype(np.uint8)
    stretched = functional.interpolate(torch.from_numpy(logits)[None, None], (90, 131), mode="bilinear")[0, 0]
    expected = functional.binary_cross_entropy_with_logits(stretched.double(), torch.from_numpy(reference).double())
    assert cross_entropy(logits, reference) == pytest.approx(expected.item(), rel=1e-6)


def test_loss_does_not_depend_on_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    logits = random.normal(0, 3, (16, 16)).astype(np.float32)
    reference = (random.random((100, 80)) < 0.5).astype(np.uint8)
    whole = cross_entropy(logits, reference)
    monkeypatch.setattr("skinseg_desktop.core.geometry.BAND_PIXELS", 500)
    assert cross_entropy(logits, reference) == pytest.approx(whole, rel=1e-7)


def test_two_models_on_real_photos(data_dir: Path, engines: list[Engine]) -> None:
    found = find_photos([data_dir / "images"])
    result = finish(compare_models(found, data_dir / "masks", engines))
    said = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert said["n"] == len(found.photos)
    for row, engine in zip(said["models"], engines, strict=True):
        alone = finish(evaluate_photos(data_dir / "masks", found, engine))
        assert row["dice"] == alone.mean["dice"]
        assert row["failed_share"] == alone.failed_share
        assert row["sha256"] == engine.model.sha256
        assert row["loss"] > 0
    first, second = (row["dice"] for row in said["models"])
    assert first != second
    assert said["differences"][0]["dice"] == pytest.approx(second - first)
    report = result.markdown()
    for file in found.photos:
        assert f"| {file.id} | " in report
    assert "| Model | Test loss | Test Dice |" in report
    assert "| Photo | tiny | bolder |" in report


def test_one_model_twice_is_refused_before_any_work(data_dir: Path, engines: list[Engine]) -> None:
    found = find_photos([data_dir / "images"])
    with pytest.raises(UserError, match="twice"):
        next(compare_models(found, data_dir / "masks", [engines[0], engines[0]]))


def comparison(*dice: tuple[float, float]) -> Comparison:
    models = tuple(ComparedModel(label, "", "0" * 64, 0.5, ()) for label in ("a", "b"))
    photos = tuple(ComparedPhoto(f"p{n}", d, d, (0.1, 0.2)) for n, d in enumerate(dice))
    return Comparison(models, photos, (), {})


def test_the_better_is_bold_and_ties_are_both() -> None:
    rows = comparison((0.91234, 0.8), (0.5, 0.6), (0.70001, 0.70004)).markdown().splitlines()
    assert "| p0 | **0.9123** | 0.8000 |" in rows
    assert "| p1 | 0.5000 | **0.6000** |" in rows
    assert "| p2 | **0.7000** | **0.7000** |" in rows, "no difference is shown in digits that are not"


def test_a_verdict_needs_an_interval_without_zero() -> None:
    mixed = comparison(*[(0.8, 0.9), (0.9, 0.8)] * 10, (0.8, 0.81))
    assert "the interval includes 0" in mixed.markdown()
    clear = comparison(*[(0.8, 0.82), (0.5, 0.53)] * 10)
    assert "b is better on these photos" in clear.markdown()
    few = comparison((0.1, 0.9), (0.1, 0.9))
    assert "n too small for a verdict" in few.markdown()


def test_figures_are_linked_by_photo() -> None:
    report = comparison((0.8, 0.9)).markdown({"p0": ["figures/p 0_a.png", "figures/p 0_b.png"]})
    assert "### p0\n\n![p0](<figures/p 0_a.png>)\n![p0](<figures/p 0_b.png>)" in report


def test_a_model_that_has_learned_from_the_photos_is_named(data_dir: Path, tiny_model: Model) -> None:
    found = find_photos([data_dir / "images"])
    digits = [hashlib.sha256(photo.path.read_bytes()).hexdigest()[:16] for photo in found.photos[:3]]
    made = {**tiny_model.card.made, "learned": digits}
    knowing = replace(tiny_model, card=replace(tiny_model.card, id="knowing", made=made))
    said = "knowing has learned from 3 of these 12 photos"
    with Engine(tiny_model, "cpu") as first, Engine(knowing, "cpu") as second:
        result = finish(compare_models(found, data_dir / "masks", [first, second]))
        assert said in result.markdown() and "tiny has learned" not in result.markdown()
        plain = result.to_json()
        assert [row["learned_photos"] for row in plain["models"]] == [0, 3] and len(plain["notes"]) == 1
        assert sum(row["learned"] == [False, True] for row in plain["images"]) == 3
        assert said in finish(evaluate_photos(data_dir / "masks", found, second)).table()
        assert not any("learned" in note for note in finish(evaluate_photos(data_dir / "masks", found, first)).notes)

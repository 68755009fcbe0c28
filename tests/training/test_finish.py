"""The finished model: its card, its scores, and what it is worth beside the model it came from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from skinseg_desktop import cli
from skinseg_desktop.cli.runs import result_lines
from skinseg_desktop.core.progress import finish
from skinseg_desktop.store.recipe import from_json
from skinseg_desktop.store.runs import Run
from skinseg_desktop.training.finish import PartScores, _licence, _result, finish_run, model_id
from skinseg_desktop.training.network import input_rule, network_of
from skinseg_desktop.training.split import read_split
from skinseg_desktop.zoo import Model
from skinseg_desktop.zoo.convert import load_network
from skinseg_desktop.zoo.models import model_at, verify

NewRun = Callable[..., Run]


def finished(run: Run) -> Model:
    """Its first weights, made into a model: what they are worth is not the question here."""
    recipe = from_json(run.config["recipe"])
    with torch.random.fork_rng(devices=[]):
        weights = network_of(recipe).state_dict()
    finish(finish_run(run, recipe, input_rule(recipe), weights))
    return model_at(run.model)


def test_the_cards_figures_come_out_again_from_evaluate(
    new_run: NewRun, small_pairs: Path, tiny_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a model whose masks are neither empty nor all alike, so that each figure says something."""
    monkeypatch.setattr("skinseg_desktop.evaluation.statistics.SMALLEST_N", 3)
    run = new_run("Läsion ②", start=str(tiny_model.folder))
    model = finished(run)
    card = model.card
    assert card.id == "lasion-2" and card.title == "Läsion ②" and verify(model) == []
    assert [(score.part, score.metric) for score in card.scores][:3] == [
        ("validation", "Dice"),
        ("validation", "IoU"),
        ("validation", "share with IoU < 0.65"),
    ]
    for part in ("validation", "test"):
        out = tmp_path / f"{part}.json"
        arguments = ["evaluate", "--masks", small_pairs / "masks", "--images", small_pairs / "images", "--json", out]
        only = run.folder / f"held-out-{part}-small.txt"
        assert cli.main([*map(str, arguments), "--model", str(run.model), "--only", str(only)]) == 0
        again = json.loads(out.read_bytes())
        assert again["n"] == 3 and again["skipped"] == [] and again["settings"]["only"] == 3
        scores = {score.metric: score for score in card.scores if score.part == part}
        assert {score.data for score in scores.values()} == {"small"} and {score.n for score in scores.values()} == {3}
        for title, key in (("Dice", "dice"), ("IoU", "iou")):
            assert scores[title].value == pytest.approx(again["mean"][key], abs=1e-12) and again["mean"][key] > 0
            assert [scores[title].low, scores[title].high] == pytest.approx(again["intervals"][key], abs=1e-12)
        share = scores["share with IoU < 0.65"]
        assert share.value == again["failed_share"]
        assert [share.low, share.high] == pytest.approx(again["intervals"]["failed_share"])
        result = run.result()
        if part == "test":
            assert result is not None and result["part"] == "test"
            assert result["after"]["dice"] == pytest.approx(again["mean"]["dice"])
            assert {row["key"]: row["after"] for row in result["photos"]} == pytest.approx(
                {f"small/{image['id']}": image["dice"] for image in again["images"]}
            )


def test_the_card_says_of_how_many_photos_nobody_knows_the_lesion(new_run: NewRun) -> None:
    run = new_run()
    assert run.config["leaks"] == 0 and run.config["without_lesion"] == 12
    assert "12 of 12 photos have no lesion id: siblings among them stay unseen." in run.config["notes"]
    assert any("Of 12 of its 12 photos nobody knows the lesion" in weak for weak in finished(run).card.weaknesses)


@pytest.mark.parametrize(
    ("key", "on_the_card", "told"),
    [
        ("leaks", "LEAK: 2 photos have a sibling", "LEAK: 2 photos have a sibling"),
        ("known", "learned from 2 held-out photos", "learned from 2 held-out photos"),
        ("as_drawn", "2 masks are as a model drew", "2 masks of the project are as a model drew them"),
    ],
)
def test_the_card_and_the_result_say_why_scores_are_too_good(
    new_run: NewRun, key: str, on_the_card: str, told: str
) -> None:
    run = new_run()
    assert run.config[key] == 0
    plain = Run(run.folder, run.config)
    assert not any(on_the_card in weak for weak in finished(plain).card.weaknesses)
    result = plain.result()
    assert result is not None and not any(told in line for line in result_lines(result))
    again = Run(run.folder, {**run.config, key: 2})
    assert any(on_the_card in weak for weak in finished(again).card.weaknesses)
    result = again.result()
    assert result is not None and result[key] == 2 and any(told in line for line in result_lines(result))


def test_the_card_says_where_it_comes_from(new_run: NewRun) -> None:
    run = new_run()
    card = finished(run).card
    assert card.licence == "CC0-1.0" and card.cleanup == ("fill_holes", "keep_largest")
    assert (card.input.width, card.input.height) == (64, 64) and card.weights_start == "Random weights."
    assert [(source.name, source.licence, source.n) for source in card.trained_on] == [
        ("small, training part", "CC-0", 6)
    ]
    assert card.made["split_sha256"] == read_split(run.folder / "split.json").sha256
    assert card.made["command"] == "skinseg train" and card.made["recipe"]["size"] == 64
    assert any("3 photos only" in weakness for weakness in card.weaknesses)
    result = run.result()
    assert result is not None and result["before"] is None and result["better"] is True


@pytest.mark.parametrize("start", ["", "encoder:"])
def test_a_parent_with_parameters(new_run: NewRun, tiny_model: Model, start: str) -> None:
    run = new_run(start=f"{start}{tiny_model.folder}", network="efficientnet-lite0-unet")
    model = finished(run)
    net, parent = load_network(model).state_dict(), load_network(tiny_model).state_dict()
    assert torch.equal(net["encoder.stem.0.conv.weight"], parent["encoder.stem.0.conv.weight"])
    assert tiny_model.sha256 in model.card.weights_start
    result = run.result()
    assert result is not None
    if start:
        # The decoder is a new one of the common width: nothing to compare with.
        assert model.card.parameters == {} and result["before"] is None
        assert model.card.weights_start.startswith("The encoder of the model tiny")
    else:
        assert model.card.parameters == tiny_model.card.parameters
        assert result["before"]["model"] == "tiny" and result["before"]["sha256"] == tiny_model.sha256
        assert model.card.input.mean == tiny_model.card.input.mean
        assert all(row["before"] is not None for row in result["photos"])


@pytest.mark.parametrize(
    ("after", "better"), [((0.9, 0.8, 0.8), True), ((0.5, 0.8, 0.8), False), ((0.7, 0.8, 0.9), False)]
)
def test_better_is_said_of_the_same_photos(tiny_model: Model, after: tuple[float, float, float], better: bool) -> None:
    keys = ("a", "b", "c")
    old = PartScores(keys, (0.7, 0.8, 0.9), (0.6, 0.7, 0.8))
    result = _result("test", PartScores(keys, after, (0.5, 0.7, 0.9)), old, tiny_model)
    assert result["better"] is better
    assert result["difference"]["mean"] == pytest.approx(np.mean(after) - 0.8)
    # A photo that only one of them could answer counts for neither.
    result = _result("test", PartScores((*keys, "d"), (*after, 1.0), (0.5, 0.7, 0.9, 1.0)), old, tiny_model)
    assert result["better"] is better and result["difference"]["n"] == 3 and result["n"] == 4


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        ({"a": ["CC-0"], "b": ["CC0-1.0"]}, "CC0-1.0"),
        ({"a": ["CC-0"], "b": ["CC-BY-NC"]}, "CC-BY-NC-4.0"),
        ({"a": ["CC BY-NC 4.0"], "b": []}, "CC-BY-NC-4.0"),
        ({"a": ["CC-BY"], "b": ["CC-0"]}, "CC-BY-4.0"),
        ({"a": ["CC-0"], "b": []}, "unknown"),
        ({"a": ["Open licence"]}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_the_strictest_licence_of_the_data(tmp_path: Path, licences: dict[str, list[str]], expected: str) -> None:
    assert _licence(Run(tmp_path, {"licences": licences}), None) == expected


@pytest.mark.parametrize(
    ("name", "id"),
    [("My run", "my-run"), ("Größe", "grosse"), ("...", "model"), ("x" * 99, "x" * 64), ("日本", "model")],
)
def test_ids_of_any_name(name: str, id: str) -> None:
    assert model_id(name) == id

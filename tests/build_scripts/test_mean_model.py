"""The mean of two models' weights, from which a shipped one goes on."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import mean_model
import pytest

from skinseg_desktop.zoo import DataSource, Model
from skinseg_desktop.zoo.convert import load_network, write_model
from skinseg_desktop.zoo.models import model_at


def test_every_weight_is_the_mean_and_the_data_are_those_of_both(tiny_model: Model, tmp_path: Path) -> None:
    one = load_network(tiny_model).state_dict()
    source = DataSource("others", "CC0-1.0", 3, "nowhere")
    card = dataclasses.replace(tiny_model.card, id="other", trained_on=(source,), made={"learned": ["b", "a"]})
    shifted = {k: v + 1 if v.is_floating_point() else v + 7 for k, v in one.items()}
    other = write_model(tmp_path / "other", card.network, shifted, card)
    made = model_at(mean_model.mean_of(tiny_model, other, tmp_path / "mean", 0.75).folder)
    for key, value in load_network(made).state_dict().items():
        expected = one[key] + 0.25 if value.is_floating_point() else one[key]
        assert value.numpy() == pytest.approx(expected.numpy(), abs=1e-6), key
    assert set(made.card.trained_on) == {*tiny_model.card.trained_on, source} and not made.card.scores
    assert {"a", "b"} <= set(made.card.made["learned"])
    assert [(each["id"], each["share"]) for each in made.card.made["mean_of"]] == [("tiny", 0.75), ("other", 0.25)]


def test_models_of_other_networks_are_refused(tiny_model: Model, tmp_path: Path) -> None:
    other = dataclasses.replace(tiny_model, card=dataclasses.replace(tiny_model.card, network="another"))
    with pytest.raises(ValueError, match="one network"):
        mean_model.mean_of(tiny_model, other, tmp_path / "mean")

"""Photos that the first model has learned from are never held out."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.store.recipe import Recipe, from_json, read_recipe
from skinseg_desktop.store.runs import Run
from skinseg_desktop.training.finish import finish_run
from skinseg_desktop.training.learned import LEARNED, find_known, learned_by
from skinseg_desktop.training.network import input_rule, network_of
from skinseg_desktop.training.prepare import Gathered, Source, gather, read_samples
from skinseg_desktop.training.samples import Sample, find_samples
from skinseg_desktop.training.split import make_split, write_split
from skinseg_desktop.zoo import Model
from skinseg_desktop.zoo.models import model_at

Make = Callable[..., list[Sample]]


def digits(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def knowing(model: Model, photos: list[Path]) -> Model:
    made = {**model.card.made, LEARNED: [digits(photo) for photo in photos]}
    return dataclasses.replace(model, card=dataclasses.replace(model.card, made=made))


def test_a_group_with_a_photo_that_was_learned_is_for_training(made_up: Make) -> None:
    samples = made_up("AABB" + " " * 16)
    for learned in ((0,), (3, 7), tuple(range(10))):
        split = make_split(samples, known={"train": learned}, seed=5)
        assert {samples[i].key for i in learned} <= set(split.train)
        assert len(split.train) + len(split.validation) + len(split.test) == len(samples)
        assert split.validation and split.test
    assert {samples[0].key, samples[1].key} <= set(make_split(samples, known={"train": (1,)}).train)
    assert make_split(samples, known={}) == make_split(samples)


def test_what_was_held_out_stays_where_it_was(made_up: Make) -> None:
    samples = made_up("AABB" + " " * 26)
    known = {"train": (0, 8), "validation": (3, 5, 9, 10, 11), "test": (6, 7)}
    for seed in range(4):
        split = make_split(samples, known=known, seed=seed)
        for part, positions in known.items():
            assert {samples[i].key for i in positions} <= set(split.parts[part])
        assert samples[1].key in split.train and samples[2].key in split.validation, "with their siblings"
    # Learned from counts before held out, and a part that is not wanted keeps nothing.
    assert samples[0].key in make_split(samples, known={"train": (1,), "test": (0,)}).train
    assert not make_split(samples, shares=(0.8, 0.2, 0), known=known).test


def test_where_all_was_learned_nothing_is_held_out(made_up: Make) -> None:
    split = make_split(made_up(" " * 10), known={"train": range(10)})
    assert (len(split.train), split.validation, split.test) == (10, (), ())
    # What is new is held out, however little it is.
    split = make_split(made_up(" " * 10), known={"train": range(9)})
    assert len(split.train) == 9


def test_photos_are_known_by_their_bytes(pairs: Path, tiny_model: Model, tmp_path: Path) -> None:
    samples = finish(find_samples([pairs])).samples
    renamed = Path(tmp_path / "elsewhere.jpg")
    renamed.write_bytes(samples[4].photo.read_bytes())
    model = knowing(tiny_model, [samples[1].photo, renamed])
    assert finish(find_known(samples, model)) == {"train": {1, 4}, "validation": set(), "test": set()}
    assert not any(finish(find_known(samples, tiny_model)).values()) and not any(
        finish(find_known(samples, None)).values()
    )


def test_a_training_from_a_trained_model_holds_out_what_that_never_saw(
    new_run: Callable[..., Run], small_pairs: Path, tmp_path: Path
) -> None:
    run = new_run()
    recipe = from_json(run.config["recipe"])
    with torch.random.fork_rng(devices=[]):
        weights = network_of(recipe).state_dict()
    finish(finish_run(run, recipe, input_rule(recipe), weights))
    model = model_at(run.model)
    trained = {digits(sample.photo) for sample in read_samples(run.folder)["train"]}
    assert learned_by(model) == trained

    def gathered(recipe: Recipe, split: Path | None = None, *, leaks: bool = False) -> Gathered:
        source = Source((small_pairs,), split=split, allow_leaks=leaks)
        return finish(gather(source, recipe, tmp_path / "run"))

    for seed in range(3):
        again = dataclasses.replace(recipe, start=str(model.folder), seed=seed)
        parts = gathered(again).parts
        assert not {digits(sample.photo) for sample in (*parts["validation"], *parts["test"])} & trained
        assert parts["validation"]
        # What chose the first model's weights tests no later one, and its test stays a test.
        for part in ("validation", "test"):
            before = {digits(sample.photo) for sample in read_samples(run.folder)[part]}
            assert before and before <= {digits(sample.photo) for sample in parts[part]}
    # A split that somebody gives is not changed: it is refused.
    other = make_split(finish(find_samples([small_pairs])).samples, seed=99)
    write_split(other, tmp_path / "split.json")
    with pytest.raises(UserError, match="has learned from"):
        gathered(again, tmp_path / "split.json")
    allowed = gathered(again, tmp_path / "split.json", leaks=True)
    held = {digits(sample.photo) for part in ("validation", "test") for sample in allowed.parts[part]}
    assert allowed.parts["train"] and allowed.known == len(held & trained) > 0
    assert gathered(read_recipe("seed").changed(["start=scratch"]), tmp_path / "split.json").parts["train"]

"""Batches: a function of seed and step, however one comes there and however many share them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import torch

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.store.recipe import AUGMENTATIONS
from skinseg_desktop.training.batches import Batch, Batches
from skinseg_desktop.training.photos import PhotoSet
from skinseg_desktop.training.samples import find_samples

SIZE = 64


@pytest.fixture(scope="module")
def photos(small_pairs: Path) -> PhotoSet:
    photos = PhotoSet(finish(find_samples([small_pairs])).samples, SIZE, budget=1 << 30)
    assert finish(photos.load()) == () and len(photos) == 12
    return photos


def batches(photos: PhotoSet, batch: int = 4, seed: int = 3, rank: int = 0, ranks: int = 1) -> Batches:
    return Batches(photos, batch=batch, seed=seed, groups=AUGMENTATIONS, rank=rank, ranks=ranks)


def same(one: Batch, other: Batch) -> bool:
    return torch.equal(one.photos, other.photos) and torch.equal(one.masks, other.masks)


def test_what_a_batch_is(photos: PhotoSet) -> None:
    batch = batches(photos).make(0, SIZE)
    assert batch.photos.shape == (4, 3, SIZE, SIZE) and batch.masks.shape == (4, 1, SIZE, SIZE)
    assert batch.photos.dtype == batch.masks.dtype == torch.uint8
    assert 0 < batch.masks.float().mean() < 255


def test_a_batch_is_a_function_of_seed_and_step(photos: PhotoSet) -> None:
    ours, again = batches(photos), batches(photos)
    later = ours.make(7, SIZE)
    assert same(later, again.make(7, SIZE)) and same(later, ours.make(7, SIZE))
    assert not same(later, ours.make(8, SIZE))
    assert not same(later, batches(photos, seed=4).make(7, SIZE))


def test_a_run_that_begins_in_the_middle_sees_what_the_whole_one_saw(photos: PhotoSet) -> None:
    whole = dict(batches(photos).run(0, 7, lambda step: SIZE if step < 4 else 32))
    assert [batch.photos.shape[-1] for batch in whole.values()] == [64, 64, 64, 64, 32, 32, 32]
    part = dict(batches(photos).run(4, 7, lambda step: SIZE if step < 4 else 32))
    assert list(part) == [4, 5, 6]
    assert all(same(batch, whole[step]) for step, batch in part.items())


def test_a_run_can_be_left_early(photos: PhotoSet) -> None:
    stream = batches(photos).run(0, 1000, lambda _: SIZE)
    next(stream)
    stream.close()


@pytest.mark.parametrize("ranks", [2, 3])
def test_the_parts_of_the_ranks_make_the_whole_batch(photos: PhotoSet, ranks: int) -> None:
    whole = batches(photos, batch=2 * ranks)
    shared = [batches(photos, batch=2, rank=rank, ranks=ranks) for rank in range(ranks)]
    assert {part.steps for part in shared} == {whole.steps}
    for step in (0, 1, whole.steps, 5 * whole.steps + 1):
        parts = [part.make(step, SIZE) for part in shared]
        together = Batch(torch.cat([p.photos for p in parts]), torch.cat([p.masks for p in parts]))
        assert same(together, whole.make(step, SIZE))


def test_an_epoch_shows_each_photo_once_and_repeated_ones_more_often(photos: PhotoSet) -> None:
    seen: Counter[bytes] = Counter()
    plain = Batches(photos, batch=3, seed=1, groups=(), repeat={"small": 2})
    assert (plain.photos, plain.steps) == (24, 8)
    for step in range(plain.steps):
        seen.update(photo.numpy().tobytes() for photo in plain.make(step, SIZE).photos)
    assert len(seen) == 12 and set(seen.values()) == {2}
    assert Batches(photos, batch=3, seed=1, groups=(), repeat={"other": 2}).photos == 12


def test_an_epoch_whose_last_batch_is_not_full_shows_every_photo_all_the_same(photos: PhotoSet) -> None:
    odd = batches(photos, batch=5)
    assert (odd.photos, odd.steps) == (12, 3)
    for epoch in (0, 1):
        seen: Counter[bytes] = Counter()
        for step in range(odd.steps):
            made = Batches(photos, batch=5, seed=1, groups=()).make(epoch * odd.steps + step, SIZE).photos
            assert len(made) == 5
            seen.update(photo.numpy().tobytes() for photo in made)
        assert len(seen) == 12 and sorted(seen.values()) == [1] * 9 + [2] * 3


def test_few_photos_make_small_batches_and_too_few_are_refused(photos: PhotoSet) -> None:
    large = batches(photos, batch=100)
    assert (large.batch, large.steps) == (12, 1)
    assert large.make(3, SIZE).photos.shape[0] == 12
    assert batches(photos, batch=100, ranks=5).batch == 2
    with pytest.raises(UserError, match="too few for 13 processes"):
        batches(photos, ranks=13)


def test_photos_beyond_the_budget_are_decoded_each_time_and_are_the_same(photos: PhotoSet) -> None:
    tight = PhotoSet(photos.samples, SIZE, budget=photos[0].bytes + photos[1].bytes)
    finish(tight.load())
    assert tight.decoded_each_time == 10
    assert same(batches(tight).make(5, SIZE), batches(photos).make(5, SIZE))


def test_the_time_that_the_training_waits_is_counted(photos: PhotoSet) -> None:
    ours = batches(photos)
    list(ours.run(0, 2, lambda _: SIZE))
    assert ours.waited > 0

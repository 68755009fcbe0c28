"""Masks without a border are counted where a training is checked, prepared and started; they are trained on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop import cli
from skinseg_desktop.core.progress import Progress, finish
from skinseg_desktop.imaging import encode_mask, encode_rgb, read_mask, read_photo
from skinseg_desktop.store.runs import Run
from skinseg_desktop.training.blank import blank_masks
from skinseg_desktop.training.loop import train
from skinseg_desktop.training.samples import find_samples

NOTES = [
    "2 of 12 masks are empty, such as small/{}.",
    "One of 12 masks is all lesion: small/{}.",
]


@pytest.fixture
def data(small_pairs: Path, small_split: Path, tmp_path: Path) -> Path:
    """The small pairs; two masks are empty, and one is all lesion."""
    assert small_split.is_file()
    folder = Path(shutil.copytree(small_pairs, tmp_path / "small"))
    for mask, value in zip(sorted((folder / "masks").iterdir()), (1, 0, 0), strict=False):
        mask.write_bytes(encode_mask(np.full(read_mask(mask).mask.shape, value, np.uint8)))
    return folder


def told_of(data: Path) -> list[str]:
    full, empty, *_ = sorted(path.stem for path in (data / "images").iterdir())
    return [NOTES[0].format(empty), NOTES[1].format(full)]


def after(progress: Progress, step: int) -> bool:
    """Whether a step of six is just done: photos that are loaded have names with a slash."""
    return (progress.done, progress.total) == (step, 6) and "/" not in progress.item


def test_each_kind_is_counted_with_the_first_of_it(data: Path) -> None:
    samples = finish(find_samples([data])).samples
    steps = list(blank_masks(samples))
    assert [step.done for step in steps] == list(range(1, 13)) and steps[0].note == "looking at the masks"
    assert list(finish(blank_masks(samples))) == told_of(data)
    assert finish(blank_masks(samples[3:])) == ()


def test_pictures_in_the_place_of_masks_are_told(data: Path) -> None:
    samples = finish(find_samples([data])).samples
    for sample in samples[3:5]:
        sample.mask.write_bytes(encode_rgb(read_photo(sample.photo).pixels))
    *_, told = finish(blank_masks(samples))
    assert told.startswith(
        f"2 of 12 masks are colour pictures of many tones, as photos and overlays are, such as {samples[3].key}"
    )
    *_, told = finish(blank_masks(samples[4:]))
    assert told.startswith("One of 8 masks is a colour picture")


def test_one_that_cannot_be_read_is_not_counted(data: Path) -> None:
    samples = finish(find_samples([data])).samples
    samples[1].mask.write_bytes(b"no mask")
    samples[2].mask.unlink()
    assert list(finish(blank_masks(samples))) == told_of(data)[1:]


@pytest.mark.usefixtures("short_probe")
def test_the_check_says_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = ["size=64", "batch=2", "start=scratch", "threads=1", "device=cpu"]
    arguments = ["--data", str(data), "--split", str(data / "split.json"), "--set", *values]
    assert cli.main(["train", *arguments, "--check", "--json", "-"]) == 0
    out, said = capsys.readouterr()
    report = json.loads(out)
    assert report["notes"] == told_of(data) and report["problems"] == [] and report["pairs"] == 12
    assert all(note in said for note in told_of(data))


def test_the_run_keeps_it_and_its_start_says_it_once(new_run: Callable[..., Run], data: Path) -> None:
    run = new_run(data=data, split=data / "split.json")
    unseen, *told = run.config["notes"]
    assert told == told_of(data) and "no lesion id" in unseen
    work, notes = train(run), ""
    for progress in work:
        notes += progress.note
        if after(progress, 2):
            break
    work.close()
    assert all(note in notes for note in told_of(data))
    again = train(run)
    for progress in again:
        if after(progress, 3):
            break
    again.close()
    warnings = [event["sentence"] for event in run.events() if event["kind"] == "warning"]
    assert warnings == [unseen, *told_of(data)]

"""Rows E1, T3, T9 and T10 of the table of faults: what a training is given."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop import cli
from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.imaging import encode_mask, read_mask
from skinseg_desktop.training.audit import audit
from skinseg_desktop.training.duplicates import near_duplicates
from skinseg_desktop.training.samples import Samples, find_samples
from skinseg_desktop.training.split import Split, check_enough, make_split


@pytest.fixture
def pairs(data_dir: Path, tmp_path: Path) -> Path:
    """The twelve committed pairs, to be damaged."""
    return Path(shutil.copytree(data_dir, tmp_path / "pairs"))


def found(folder: Path) -> Samples:
    return finish(find_samples([folder]))


def one_each(samples: Samples) -> Split:
    """The first photo for training, the second for validation, the rest for the test."""
    first, second, *rest = (sample.key for sample in samples.samples)
    return Split((first,), (second,), tuple(rest), 0, "by hand")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_E1_every_dialect_of_csv_gives_the_same_pairs(pairs: Path, encoding: str, separator: str) -> None:
    before = found(pairs)
    table = pairs / "metadata.csv"
    table.write_bytes(table.read_text(encoding="utf-8").replace(",", separator).encode(encoding))
    after = found(pairs)
    assert after.samples == before.samples and after.licences == before.licences and not after.problems


def test_E1_unknown_ids_and_ids_twice_are_listed_and_bind(pairs: Path) -> None:
    a, b, c = sorted(photo.stem for photo in (pairs / "images").iterdir())[:3]
    rows = f"id;lesion_id\n{a};L1\n{a}.jpg;L2\n{b};L1\n{c};L2\nstranger;L9\nstranger;L9\n"
    (pairs / "metadata.csv").write_bytes(rows.encode("utf-16"))
    result = found(pairs)
    (source,) = result.sources
    assert source.unknown == ("stranger",) and source.conflicting == (a,) and len(source.without_row) == 9
    told = " ".join(result.notes)
    assert "stranger" in told and a in told and "9 photos have no row" in told
    # A photo with two lesions binds the photos of both.
    split = make_split(result.samples, seed=3)
    assert any({f"pairs/{id}" for id in (a, b, c)} <= set(keys) for keys in split.parts.values())


def test_E1_a_table_that_is_none_is_said_and_the_pairs_are_found(pairs: Path) -> None:
    (pairs / "metadata.csv").write_bytes(bytes(range(256)))
    result = found(pairs)
    assert len(result.samples) == 12
    (problem,) = result.problems
    assert problem.name == "pairs/metadata.csv" and "Nothing is known of lesions" in problem.reason


def test_T3_a_bad_pair_is_reported_once_and_left_out(pairs: Path) -> None:
    photo = min((pairs / "images").iterdir())
    photo.write_bytes(photo.read_bytes()[:1000])
    result = found(pairs)
    assert len(result.samples) == 11 == result.sources[0].samples
    assert [problem.name for problem in result.problems] == [f"pairs/{photo.name}"]


def test_T9_a_lesion_in_two_parts_is_found_and_never_made(pairs: Path) -> None:
    stems = sorted(photo.stem for photo in (pairs / "images").iterdir())
    rows = "".join(f"{stem},L{i // 3}\n" for i, stem in enumerate(stems))
    (pairs / "metadata.csv").write_text("image_id,lesion_id\n" + rows, encoding="utf-8")
    samples = found(pairs)
    leakage = finish(audit(one_each(samples), samples.samples))
    assert leakage.found and leakage.sentence.startswith("LEAK")
    assert not finish(audit(make_split(samples.samples), samples.samples)).found


def test_T9_a_near_duplicate_in_two_parts_is_found_and_never_made(
    pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pairs / "metadata.csv").unlink()
    first, second = sorted((pairs / "images").iterdir())[:2]
    shutil.copy(first, second)
    mask = pairs / "masks" / f"{first.stem}_segmentation.png"
    shutil.copy(mask, mask.with_name(f"{second.stem}_segmentation.png"))
    samples = found(pairs)
    duplicates = finish(near_duplicates(samples.samples))
    assert duplicates == ((0, 1),)
    assert finish(audit(one_each(samples), samples.samples, duplicates)).shared == 2
    for seed in range(5):
        split = make_split(samples.samples, duplicates, seed=seed)
        assert not finish(audit(split, samples.samples, duplicates)).found
    target = tmp_path / "split.json"
    assert cli.main(["split", "--data", str(pairs), "-o", str(target)]) == 0
    assert cli.main(["audit", "--split", str(target), "--data", str(pairs), "--strict"]) == 0
    assert "No leak" in capsys.readouterr().out


def refusal(samples: Samples) -> str:
    with pytest.raises(UserError) as caught:
        check_enough(samples.samples, make_split(samples.samples))
    return caught.value.what


def empty(mask: Path) -> None:
    mask.write_bytes(encode_mask(np.zeros_like(read_mask(mask).mask)))


def test_T10_empty_masks_only(pairs: Path) -> None:
    for mask in (pairs / "masks").iterdir():
        empty(mask)
    assert refusal(found(pairs)) == "All 10 masks for training are empty."


@pytest.mark.parametrize(("every", "words"), [(1, "all lesion"), (2, "either empty or all lesion")])
def test_T10_masks_without_a_border_only(pairs: Path, every: int, words: str) -> None:
    for number, mask in enumerate(sorted((pairs / "masks").iterdir())):
        shape = read_mask(mask).mask.shape
        mask.write_bytes(encode_mask(np.full(shape, number % every == 0, np.uint8)))
    assert refusal(found(pairs)) == f"All 10 masks for training are {words}."


def test_T10_empty_masks_only_for_validation(pairs: Path) -> None:
    samples = found(pairs)
    split = make_split(samples.samples)
    for sample in samples.samples:
        if sample.key in split.validation:
            empty(sample.mask)
    assert refusal(samples) == "The only mask for validation is empty."
    check_enough(samples.samples, Split(split.train, split.test, split.validation, 0, ""))


def test_T10_one_image_and_none(pairs: Path) -> None:
    samples = found(pairs)
    assert refusal(Samples(samples.samples[:1], (), ())) == "One photo with a mask is not enough."
    assert refusal(Samples((), (), ())) == "There is no pair of photo and mask."


def test_T10_too_few_are_left_and_the_others_are_named(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All but one of the masks are of another size: that is what has to be mended."""
    masks = sorted((pairs / "masks").iterdir())
    for mask in masks[1:]:
        mask.write_bytes(encode_mask(np.zeros((5, 7), np.uint8)))
    assert cli.main(["train", "--data", str(pairs), "--check"]) == 2
    said = capsys.readouterr().err
    assert "One photo with a mask is not enough." in said and said.count("The mask has 7 x 5 pixels") == 5
    assert f"and {len(masks) - 6:,} more." in said


def test_T10_all_images_of_one_lesion(pairs: Path) -> None:
    rows = "".join(f"{photo.stem},L7\n" for photo in (pairs / "images").iterdir())
    (pairs / "metadata.csv").write_text("image_id,lesion_id\n" + rows, encoding="utf-8")
    assert refusal(found(pairs)) == "All 12 photos show one lesion (L7)."


def test_T10_all_images_tied_otherwise(pairs: Path) -> None:
    rows = "".join(f"{photo.stem},P1\n" for photo in (pairs / "images").iterdir())
    (pairs / "metadata.csv").write_text("image_id,patient_id\n" + rows, encoding="utf-8")
    assert refusal(found(pairs)) == "The split has no photo for validation."

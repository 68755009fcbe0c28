"""Pairs found in folders of any layout; what cannot be used is named and never an error."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.imaging import encode_mask
from skinseg_desktop.training.samples import Samples, find_samples


def found(*folders: Path) -> Samples:
    return finish(find_samples(folders))


def test_a_folder_with_metadata(pairs: Path) -> None:
    result = found(pairs)
    assert len(result.samples) == 12 and result.problems == ()
    first = result.samples[0]
    assert first.key == "pairs/ISIC_0000012" and first.photo.is_file() and first.mask.is_file()
    assert first.lesion == "" and first.groups == ("near-duplicate c0011",)
    assert result.licences == {"pairs": ("CC-0",)}
    assert "0 of 12 photos have a lesion id" in result.notes[-1]


def test_progress_counts_up_and_closing_ends_it(pairs: Path) -> None:
    steps = list(find_samples([pairs]))
    assert [step.done for step in steps] == list(range(1, 13)) and steps[0].total == 12
    work = find_samples([pairs])
    next(work)
    work.close()


@pytest.mark.parametrize(("photos", "masks"), [("photos", "labels"), ("Image", "Mask"), ("photo", "label")])
def test_other_names_of_the_sub_folders(pairs: Path, photos: str, masks: str) -> None:
    (pairs / "images").rename(pairs / photos)
    (pairs / "masks").rename(pairs / masks)
    assert len(found(pairs).samples) == 12


def test_photos_beside_a_folder_of_masks(pairs: Path) -> None:
    for photo in (pairs / "images").iterdir():
        photo.rename(pairs / photo.name)
    (pairs / "images").rmdir()
    assert len(found(pairs).samples) == 12


def test_photos_and_masks_in_one_folder(pairs: Path) -> None:
    flat = pairs.parent / "flat"
    flat.mkdir()
    for file in (*(pairs / "images").iterdir(), *(pairs / "masks").iterdir()):
        shutil.copy(file, flat)
    (flat / "lonely_mask.png").write_bytes(encode_mask(np.ones((4, 4), np.uint8)))
    result = found(flat)
    assert len(result.samples) == 12
    assert [(p.name, p.reason) for p in result.problems] == [("flat/lonely_mask.png", "No photo for this mask.")]
    assert "only look-alikes" in result.notes[0]


def test_sub_folders_are_paired_with_their_like(pairs: Path) -> None:
    for side in ("images", "masks"):
        (pairs / side / "more").mkdir()
        name = min((pairs / side).glob("*.*")).name
        shutil.copy(pairs / side / name, pairs / side / "more" / name)
    result = found(pairs)
    assert len(result.samples) == 13 and not result.problems
    deep = [sample for sample in result.samples if "more" in sample.photo.parts]
    assert len(deep) == 1 and "more" in deep[0].mask.parts
    # Its id has become a path, and its row is found all the same.
    assert deep[0].groups == ("near-duplicate c0011",)


def test_folders_of_one_name_are_told_apart_in_any_order(pairs: Path, data_dir: Path, tmp_path: Path) -> None:
    for lab in ("lab1", "lab2"):
        shutil.copytree(data_dir, tmp_path / lab / "set")
    there, back = (found(tmp_path / a / "set", tmp_path / b / "set") for a, b in (("lab1", "lab2"), ("lab2", "lab1")))
    assert {sample.data for sample in there.samples} == {"lab1/set", "lab2/set"}
    assert there.samples == back.samples and len({sample.key for sample in there.samples}) == 24
    assert len(found(pairs, pairs, pairs.parent / "." / pairs.name).samples) == 12


def test_every_fault_of_a_file_is_named_and_the_others_are_found(pairs: Path) -> None:
    photos, masks = sorted((pairs / "images").iterdir()), sorted((pairs / "masks").iterdir())
    photos[0].unlink()
    masks[1].unlink()
    photos[2].write_bytes(photos[2].read_bytes()[:5000])
    masks[3].write_bytes(b"no picture")
    masks[4].write_bytes(encode_mask(np.ones((30, 40), np.uint8)))
    photos[5].write_bytes(b"")
    shutil.copy(masks[6], masks[6].with_name(photos[6].stem + "_mask.png"))
    result = found(pairs)
    assert len(result.samples) == 5
    reasons = {problem.name.split("/")[-1]: problem.reason for problem in result.problems}
    assert len(result.problems) == 7
    assert reasons[masks[0].name] == "No photo for this mask." and reasons[photos[1].name] == "No mask for this photo."
    assert "photo cannot be used" in reasons[photos[2].name] and "mask cannot be used" in reasons[photos[3].name]
    assert "40 x 30" in reasons[photos[4].name] and "photo cannot be used" in reasons[photos[5].name]
    assert "none was guessed" in reasons[photos[6].name]


def test_a_mask_made_before_the_rotation_does_not_fit(pairs: Path) -> None:
    """EXIF turns the photo by a quarter; the mask lies on the stored grid."""
    photo = min((pairs / "images").iterdir())
    pixels = np.zeros((30, 40, 3), np.uint8)
    jpeg = cv2.imencode(".jpg", pixels)[1].tobytes()
    turned = b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00" + bytes(
        4
    )
    photo.write_bytes(jpeg[:2] + b"\xff\xe1" + (len(turned) + 2).to_bytes(2, "big") + turned + jpeg[2:])
    mask = pairs / "masks" / f"{photo.stem}_segmentation.png"
    mask.write_bytes(encode_mask(np.ones((30, 40), np.uint8)))
    (problem,) = found(pairs).problems
    assert problem.reason == "The mask has 40 x 30 pixels, the photo 30 x 40."
    mask.write_bytes(encode_mask(np.ones((40, 30), np.uint8)))
    assert not found(pairs).problems


def test_mistakes_get_one_sentence(pairs: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No folder"):
        found()
    with pytest.raises(UserError, match="cannot be read"):
        found(tmp_path / "none")
    with pytest.raises(UserError, match="no mask"):
        found(pairs / "images")
    shutil.rmtree(pairs / "masks")
    with pytest.raises(UserError, match="no folder of masks"):
        found(pairs)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="no photo"):
        found(tmp_path / "empty")


@pytest.mark.skipif(os.name == "nt", reason="names of other bytes are a matter of POSIX")
def test_names_that_are_no_text_are_paired(pairs: Path) -> None:
    for side, ending in (("images", ".jpg"), ("masks", "_segmentation.png")):
        source = min((pairs / side).iterdir())
        os.rename(source, os.fsencode(pairs / side) + b"/\xff" + os.fsencode(ending))  # noqa: PTH104 - bytes
    result = found(pairs)
    assert len(result.samples) == 12 and not result.problems

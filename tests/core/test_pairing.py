"""Ids and pairs."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skinseg_desktop.core.pairing import fold, mask_name, mask_names, pair, photo_names, without_suffix


def photos(*names: str) -> list[PurePosixPath]:
    return [PurePosixPath(n) for n in names]


def ids(*names: str) -> list[str]:
    return [n.id for n in photo_names(photos(*names))]


@pytest.mark.parametrize(
    "names, expected",
    [
        (["a.jpg", "b.png"], ["a", "b"]),
        (["a.jpg", "a.png", "b.jpg"], ["a.jpg", "a.png", "b"]),
        (["x/a.jpg", "y/a.jpg"], ["x/a.jpg", "y/a.jpg"]),
        (["x/a.jpg", "y/a.png"], ["a.jpg", "a.png"]),
        (["a.jpg", "A.png"], ["a.jpg", "A.png"]),
        # An id that is made of another's name gives way, too.
        (["a.jpg", "a.png", "a.jpg.tif"], ["a.jpg", "a.png", "a.jpg.tif"]),
    ],
)
def test_an_id_is_the_shortest_name_that_is_a_photos_own(names: list[str], expected: list[str]) -> None:
    assert ids(*names) == expected


names = st.text(st.sampled_from("aAbé.é_"), min_size=1, max_size=5).filter(lambda s: s.strip("."))
paths = st.builds(
    lambda d, s, e: f"{d}{s}.{e}", st.sampled_from(["", "x/", "y/"]), names, st.sampled_from(["jpg", "png"])
)


@settings(deadline=None)
@given(st.lists(paths, unique=True, max_size=12))
def test_ids_and_outputs_never_meet(given_paths: list[str]) -> None:
    named = photo_names(photos(*given_paths))
    assert len({n.id for n in named}) == len(named)
    outputs = [(n.relative.parent / mask_name(n.id)).as_posix() for n in named]
    assert len(set(outputs)) == len(outputs)
    if len({fold(p) for p in given_paths}) == len(given_paths):
        # Where the photos can lie side by side whatever the file system, so can their masks.
        assert len({fold(o) for o in outputs}) == len(outputs)


def test_one_path_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        photo_names(photos("a.jpg", "a.jpg"))


@pytest.mark.parametrize("suffix", ["_segmentation", "_Segmentation", "_lesion", "_mask", "_MASK", "_seg", ""])
def test_R4_masks_of_every_naming_find_their_photo(suffix: str) -> None:
    result = pair(photo_names(photos("ISIC_1.jpg")), mask_names(photos(f"isic_1{suffix}.tif")))
    assert result.pairs == ((0, 0),)


def test_a_name_that_is_only_a_suffix_stays() -> None:
    assert without_suffix("_mask") == "_mask" and without_suffix("a_mask_mask") == "a_mask"


def test_normal_forms_and_case_do_not_part_a_pair() -> None:
    name = "Läsion É"
    left = photo_names(photos(unicodedata.normalize("NFC", name) + ".jpg"))
    right = mask_names(photos(unicodedata.normalize("NFD", name.upper()) + "_segmentation.png"))
    assert pair(left, right).pairs == ((0, 0),)


def test_the_mask_in_the_same_sub_folder_is_meant() -> None:
    left = photo_names(photos("x/a.jpg", "y/a.jpg"))
    right = mask_names(photos("x/a_segmentation.png", "y/a_segmentation.png"))
    assert pair(left, right).pairs == ((0, 0), (1, 1))


def test_outputs_of_this_program_pair_with_their_photos() -> None:
    left = photo_names(photos("a.jpg", "a.png", "x/a.jpg", "b.jpg"))
    right = mask_names([n.relative.parent / mask_name(n.id) for n in left])
    assert pair(left, right).pairs == ((0, 0), (1, 1), (2, 2), (3, 3))


def test_what_fits_twice_is_reported_not_guessed() -> None:
    one_mask = pair(photo_names(photos("a.jpg", "a.png")), mask_names(photos("a_segmentation.png")))
    assert not one_mask.pairs and [(a.left, a.right) for a in one_mask.ambiguous] == [((0, 1), (0,))]
    two_masks = pair(photo_names(photos("a.jpg")), mask_names(photos("a_mask.png", "a_segmentation.png")))
    assert not two_masks.pairs and [(a.left, a.right) for a in two_masks.ambiguous] == [((0,), (0, 1))]


@settings(deadline=None)
@given(st.lists(paths, unique=True, max_size=10), st.lists(paths, unique=True, max_size=10))
def test_every_file_is_accounted_for_once(left_paths: list[str], right_paths: list[str]) -> None:
    left, right = photo_names(photos(*left_paths)), mask_names(photos(*right_paths))
    result = pair(left, right)
    seen_left = [i for i, _ in result.pairs] + list(result.left_only)
    seen_right = [j for _, j in result.pairs] + list(result.right_only) + [j for a in result.ambiguous for j in a.right]
    assert sorted({*seen_left, *(i for a in result.ambiguous for i in a.left)}) == list(range(len(left)))
    assert len(seen_left) == len(set(seen_left)) and not set(seen_left) & {i for a in result.ambiguous for i in a.left}
    assert sorted(seen_right) == list(range(len(right)))

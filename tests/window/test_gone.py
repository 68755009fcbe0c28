"""What is deleted or moved while the window has it open: the project, which goes on, and the photos, which is said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QMessageBox

from skinseg_desktop.store import Project, anew, opening
from tests.acceptance.hand import Hand, Key, copy_photos, mask_on_disk, record_on_disk

FIRST, SECOND = "ISIC_0000012", "ISIC_0000111"

deletable = pytest.mark.skipif(
    not hasattr(os, "O_PATH"), reason="whether an open file was deleted is only known on Linux"
)


@pytest.fixture
def photos(data_dir: Path, tmp_path: Path) -> Path:
    return copy_photos(data_dir, tmp_path / "photos")


@pytest.fixture
def hand(window_factory: Callable[..., Any], photos: Path) -> Hand:
    hand = Hand(window_factory(photos))
    hand.wait_for_photo(FIRST)
    hand.wait_for_prediction()
    hand.settle()
    rows = hand.window.folder.rows  # type: ignore[attr-defined]
    hand.wait(lambda: rows.counts()["predicted"] == len(rows), "predictions of the neighbours")
    hand.wait_for_saved()
    return hand


@pytest.fixture
def heard(hand: Hand) -> list[str]:
    """What the saver says of the project from now on."""
    said: list[str] = []
    hand.window.folder.saver.said.connect(said.append)  # type: ignore[attr-defined]
    return said


def _stroke(hand: Hand, number: int) -> None:
    hand.stroke([(40, 20 + 30 * number), (280, 20 + 30 * number)], steps=2)


def _emptied(place: Path) -> None:
    shutil.rmtree(place)
    place.mkdir()


def _overwritten(place: Path) -> None:
    (place / "project.sqlite").unlink()
    (place / "project.sqlite").touch()


@deletable
@pytest.mark.parametrize("lose", [shutil.rmtree, _emptied, _overwritten])
def test_a_project_that_is_deleted_goes_on_with_all_strokes(
    hand: Hand, heard: list[str], photos: Path, lose: Callable[[Path], None]
) -> None:
    place = Path(f"{photos}-skinseg")
    for number in (1, 2):
        _stroke(hand, number)
    hand.wait_for_saved()
    lose(place)
    _stroke(hand, 3)
    assert not hand.saved
    hand.wait_for_saved()
    assert hand.status == f"Saved in {place}"
    _stroke(hand, 4)
    hand.wait_for_saved()
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is not None and record.edits == record.cursor == 4
    np.testing.assert_array_equal(mask_on_disk(photos, f"{FIRST}.jpg"), hand.mask)
    assert len(heard) == 1 and "made anew" in heard[0] and str(place) in heard[0]
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    assert hand.window.close(), "nothing is asked"


@deletable
def test_where_it_cannot_be_made_anew_it_goes_on_in_the_users_data(
    hand: Hand, heard: list[str], photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, data = Path(f"{photos}-skinseg"), Path(os.environ["SKINSEG_USER_DATA"])
    monkeypatch.setattr(anew, "can_hold", lambda folder: folder != place and opening.can_hold(folder))
    _stroke(hand, 1)
    hand.wait_for_saved()
    shutil.rmtree(place)
    _stroke(hand, 2)
    hand.wait_for_saved()
    assert hand.status.startswith(f"Saved in {data / 'projects'}")
    assert len(heard) == 1 and str(data / "projects") in heard[0]
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is not None and record.edits == 2
    assert not place.exists()
    assert hand.window.close()


@deletable
def test_where_it_can_be_made_nowhere_it_stays_unsaved_until_it_can(
    hand: Hand, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(anew, "can_hold", lambda _: False)
        shutil.rmtree(f"{photos}-skinseg")
        _stroke(hand, 1)
        hand.wait(lambda: hand.status.startswith("Not saved"), "the refusal")
        assert hand.window.folder.unsaved, "so closing asks"  # type: ignore[attr-defined]
    hand.wait_for_saved()
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is not None and record.edits == 1


@deletable
def test_what_is_deleted_while_nobody_works_is_made_anew_at_once(
    hand: Hand, heard: list[str], photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Path(f"{photos}-skinseg")
    _stroke(hand, 1)
    hand.wait_for_saved()
    drawn = hand.mask
    with monkeypatch.context() as patch:
        patch.setattr(anew, "can_hold", lambda _: False)
        shutil.rmtree(place)
        hand.wait(lambda: hand.status.startswith("Not saved"), "the end of what was said", 4)
    hand.wait_for_saved()
    # As if the program were killed now: what lies there is whole.
    copy = Path(shutil.copytree(place, photos.parent / "copied-skinseg"))
    with Project.open(copy, write=False) as project:
        found, mask = project.current(project.records()[f"{FIRST}.jpg"].key)
    assert found is not None and found.edits == 1
    np.testing.assert_array_equal(mask, drawn)
    assert len(heard) == 1 and "made anew" in heard[0]


@deletable
def test_a_project_that_is_moved_while_nobody_works_is_said_and_nothing_is_asked(
    hand: Hand, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Path(f"{photos}-skinseg")
    _stroke(hand, 1)
    hand.wait_for_saved()
    moved = place.rename(photos.with_name("elsewhere"))
    hand.wait(lambda: hand.status.startswith("Not saved") and str(moved) in hand.status, "that it is gone", 5)
    moved.rename(place)
    hand.wait_for_saved()
    moved = place.rename(photos.with_name("elsewhere"))
    hand.wait(lambda: hand.status.startswith("Not saved"), "that it is gone", 5)
    monkeypatch.setattr(QMessageBox, "exec", lambda _: pytest.fail("nothing that a person did is lost"))
    assert hand.window.close()


def test_photos_that_are_renamed_are_said_and_their_project_goes_on(hand: Hand, photos: Path) -> None:
    place = Path(f"{photos}-skinseg")
    heard: list[str] = []
    hand.window.folder.said.connect(heard.append)  # type: ignore[attr-defined]
    _stroke(hand, 1)
    away = photos.rename(photos.with_name("renamed"))
    hand.wait(lambda: any("is not there any more" in said for said in heard), "a sentence", 5)
    assert str(photos) in heard[-1] and hand.text("message") == heard[-1]
    _stroke(hand, 2)
    hand.wait_for_saved()
    assert hand.status == f"Saved in {place}"
    with Project.open(place, write=False) as project:
        record = project.records()[f"{FIRST}.jpg"]
        assert record.edits == record.cursor == 2
    away.rename(photos)
    hand.wait(lambda: any("is back" in said for said in heard), "a sentence", 10)
    assert len([said for said in heard if "not there" in said]) == 1
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)


def test_photos_that_are_renamed_are_opened_at_their_new_place_with_all_work(hand: Hand, photos: Path) -> None:
    _stroke(hand, 1)
    hand.wait_for_saved()
    away = photos.rename(photos.with_name("renamed"))
    _stroke(hand, 2)
    drawn = hand.mask
    hand.window.open([away])  # type: ignore[attr-defined]
    hand.wait(lambda: hand.status == f"Saved in {away}-skinseg", "the project beside its photos", 30)
    hand.wait_to_draw()
    np.testing.assert_array_equal(hand.mask, drawn)
    np.testing.assert_array_equal(mask_on_disk(away, f"{FIRST}.jpg"), drawn)


def test_a_full_disk_at_the_start_is_said_and_left_behind_when_there_is_room(
    small_disk: Path, window_factory: Callable[..., Any], data_dir: Path
) -> None:
    photos = copy_photos(data_dir, small_disk / "photos")
    hand = Hand(window_factory(photos))
    hand.wait_for_photo(FIRST)
    hand.wait_to_draw()
    _stroke(hand, 1)
    hand.wait_for_saved()
    drawn = hand.mask
    assert hand.window.close()
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, pytest.raises(OSError, match="space"):
        while True:
            ballast.write(bytes(1024))
    again = Hand(window_factory(photos))
    again.wait_for_photo(FIRST)
    again.wait(lambda: again.canvas.working is not None, "the mask")
    assert again.status.startswith("Read only") and "no space left" in again.status
    again.key(Key.Key_Right)
    again.wait_for_photo(SECOND)
    # Opened again by hand while the disk is as full: all stays as it is shown.
    again.window.open([photos])  # type: ignore[attr-defined]
    again.wait(lambda: not again.window.jobs.busy(), "the second look")  # type: ignore[attr-defined]
    assert again.shown == SECOND and "no space left" in again.status
    (small_disk / "ballast").unlink()
    again.wait(lambda: again.status == f"Saved in {photos}-skinseg", "the disk with room", 20)
    again.wait_to_draw()
    assert again.shown == SECOND
    again.key(Key.Key_Left)
    again.wait_for_photo(FIRST)
    again.wait_to_draw()
    np.testing.assert_array_equal(again.mask, drawn)
    _stroke(again, 2)
    again.wait_for_saved()
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is not None and record.edits == 2

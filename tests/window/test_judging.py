"""Judgements of several photos at once, taking them back, and what the panel says of a judged mask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLabel

from tests.acceptance.hand import Hand, Key, record_on_disk


def status(photos: Path, place: int) -> str:
    record = record_on_disk(photos, sorted(path.name for path in photos.iterdir())[place])
    assert record is not None
    return record.status


def predicted(hand: Hand) -> Any:
    window: Any = hand.window
    hand.action("predict_folder").trigger()
    hand.wait(lambda: window.folder.running is None, "the folder's prediction")
    # The last of them are told a moment later.
    rows = window.folder.rows
    hand.wait(lambda: all(rows.row(n).area is not None or rows.row(n).trouble for n in range(len(rows))), "its masks")
    hand.settle()
    return window


def test_many_are_not_accepted_against_a_judgement_that_was_made_one_by_one(hand: Hand, photos: Path) -> None:
    window = predicted(hand)
    hand.key(Key.Key_R)
    hand.settle()
    window.gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait_for_saved()
    assert [status(photos, n) for n in range(4)] == ["rejected", "accepted", "accepted", "accepted"]
    assert hand.text("message") == "3 photos accepted. 1 was rejected before and stays so."
    hand.action("reject_selected").trigger()
    hand.wait_for_saved()
    assert [status(photos, n) for n in range(4)] == ["rejected", "accepted", "accepted", "accepted"]
    assert hand.text("message") == "0 photos rejected. 3 were accepted before and stay so."
    hand.action("first").trigger()
    hand.wait_for_photo(min(path.stem for path in photos.iterdir()))
    hand.action("accept_selected").trigger()  # one alone is meant
    hand.wait_for_saved()
    assert status(photos, 0) == "accepted"


def test_an_acceptance_is_taken_back(hand: Hand, photos: Path) -> None:
    window = predicted(hand)
    hand.key(Key.Key_A)
    hand.key(Key.Key_Left)
    hand.wait(lambda: window.session.open.judgement == "accepted", "the accepted photo")
    hand.action("take_back").trigger()
    hand.wait_for_saved()
    assert status(photos, 0) == "predicted"
    hand.action("take_back").trigger()
    assert hand.text("message") == "This photo is neither accepted nor rejected."


def test_keys_are_the_photos_again_after_a_threshold_was_typed(hand: Hand, photos: Path) -> None:
    window = predicted(hand)
    first, field = hand.shown, hand.find(QAbstractSpinBox, "threshold_value")
    for end in (Key.Key_Return, Key.Key_Escape):
        field.setFocus()
        hand.wait(lambda: QApplication.focusWidget() is field, "the field to be typed in")
        hand.key(end)
        assert QApplication.focusWidget() is window.canvas
    hand.key(Key.Key_S)
    hand.wait(lambda: hand.shown != first, "the next photo")


def test_the_panel_says_what_an_accepted_mask_began_as_where_the_threshold_is_another_now(hand: Hand) -> None:
    window = predicted(hand)
    scope = hand.find(QLabel, "threshold_scope")
    hand.key(Key.Key_A)
    hand.key(Key.Key_Left)
    hand.wait(lambda: window.session.open.judgement == "accepted", "the accepted photo")
    assert scope.text() == "As for the whole folder."
    window.acts.choose_threshold(0.9)
    hand.settle()
    assert scope.text() == "As for the whole folder. This mask began as that of skinseg-lite at 0.500."


def test_photos_whose_drive_is_away_are_judged_as_they_were_shown(hand: Hand, photos: Path) -> None:
    window = predicted(hand)
    away = photos.rename(photos.with_name("away"))
    window.gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait_for_saved()
    away.rename(photos)
    assert [status(photos, n) for n in range(4)] == ["accepted"] * 4


def test_what_cannot_be_read_is_not_said_to_wait_for_a_prediction(hand: Hand, photos: Path) -> None:
    (photos / "zzz.jpg").write_bytes(min(photos.iterdir()).read_bytes()[:2000])
    hand.wait(lambda: len(hand.window.folder.rows) == 5, "the broken photo")  # type: ignore[attr-defined]
    window = predicted(hand)
    window.gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait_for_saved()
    assert hand.text("message") == "4 photos accepted. Unreadable: 1."


def test_a_mask_that_was_cleared_is_asked_for_before_it_is_accepted(hand: Hand, photos: Path) -> None:
    window = predicted(hand)
    first = hand.shown
    hand.action("clear_mask").trigger()
    hand.key(Key.Key_A)
    hand.wait(lambda: "No lesion is marked" in hand.text("message"), "the question")
    assert hand.shown == first and status(photos, 0) != "accepted"
    hand.action("undo").trigger()
    hand.key(Key.Key_A)
    hand.wait(lambda: hand.shown != first, "the next photo: a lesion is marked, so nothing is asked")
    second = hand.shown
    hand.wait(lambda: window.session.open.working is not None, "its mask")
    hand.action("clear_mask").trigger()
    hand.key(Key.Key_A)
    assert hand.shown == second
    hand.key(Key.Key_A)
    hand.wait(lambda: hand.shown != second, "the next photo: it was meant")
    hand.wait_for_saved()
    assert [status(photos, n) for n in range(3)] == ["accepted", "accepted", "predicted"]
    hand.action("previous").trigger()
    hand.wait_for_photo(second)
    hand.action("take_back").trigger()
    window.gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait(lambda: hand.text("message").endswith("On 1 photo no lesion is marked."), "the count")

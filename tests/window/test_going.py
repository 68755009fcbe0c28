"""Going through the list by keys: its ends, its lowest Dice, the next of a status; a key that finds nothing says so."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit

from skinseg_desktop.window.jobs import Lane
from tests.acceptance.hand import NONE, SHIFT, Hand, Key

FIRST, SECOND, LAST = "ISIC_0000012", "ISIC_0000111", "ISIC_0000140"


def test_the_ends_of_the_list(hand: Hand) -> None:
    hand.key(Key.Key_End)
    hand.wait_for_photo(LAST)
    hand.key(Key.Key_Home)
    hand.wait_for_photo(FIRST)
    search = hand.find(QLineEdit, "gallery_search")
    search.setFocus()
    hand.key(Key.Key_End)
    hand.settle()
    assert hand.shown == FIRST, "in a field they are the field's"
    search.setText("0111")
    hand.window.gallery._go_to_first()  # type: ignore[attr-defined]
    hand.canvas.setFocus()
    hand.key(Key.Key_End)
    hand.wait_for_photo(SECOND)


def test_the_lowest_dice(hand: Hand) -> None:
    window: Any = hand.window
    # Scores that are on their way would come between those that are set here.
    hand.wait(lambda: not window.jobs.busy(Lane.SCORES), "the end of scoring")
    window.folder.rows.set_dice(dict.fromkeys((row.relative for row in rows(window)), None))
    hand.key(Key.Key_W, SHIFT)
    assert "No photo of the list has a Dice" in hand.text("message") and hand.shown == FIRST
    window.folder.rows.set_dice({f"{FIRST}.jpg": 0.9, f"{SECOND}.jpg": 0.4, f"{LAST}.jpg": 0.6})
    hand.key(Key.Key_W, SHIFT)
    hand.wait_for_photo(SECOND)
    hand.settle()
    window.folder.rows.set_dice({row.relative: 0.9 for row in rows(window)} | {f"{SECOND}.jpg": 0.4})
    hand.key(Key.Key_W, SHIFT)
    assert hand.shown == SECOND and "lowest Dice" in hand.text("message")


@pytest.mark.parametrize(
    ("key", "held", "word"),
    [
        (Key.Key_N, NONE, "new"),
        (Key.Key_N, SHIFT, "predicted"),
        (Key.Key_E, SHIFT, "edited"),
        (Key.Key_F, SHIFT, "flagged"),
        (Key.Key_R, SHIFT, "rejected"),
    ],
)
def test_a_status_that_no_other_photo_has_is_said(hand: Hand, key: Any, held: Any, word: str) -> None:
    window: Any = hand.window
    for row in rows(window):
        window.folder.rows.update(row.relative, status="accepted", flagged=False)
    hand.key(key, held)
    assert hand.text("message") == f"No photo of the list is {word}." and hand.shown == FIRST
    field = {"flagged": True} if word == "flagged" else {"status": word}
    window.folder.rows.update(f"{FIRST}.jpg", **field)
    hand.key(key, held)
    assert hand.text("message") == f"No other photo of the list is {word}." and hand.shown == FIRST
    window.folder.rows.update(f"{LAST}.jpg", **field)
    hand.key(key, held)
    hand.wait_for_photo(LAST)


def rows(window: Any) -> list[Any]:
    return [window.folder.rows.row(index) for index in range(len(window.folder.rows))]

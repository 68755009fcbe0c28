"""An open photo: what each act changes, in the mask and in the project, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import cv2
import numpy as np
import pytest

from skinseg_desktop.core import pairing
from skinseg_desktop.core.edit import NOTHING, Mask, Rect, unpack
from skinseg_desktop.core.working import WorkingMask
from skinseg_desktop.imaging import PhotoFile, read_photo
from skinseg_desktop.review.opened import Act, OpenPhoto
from skinseg_desktop.store.changes import Based, Edited, Folded, Moved, Origin, Predicted, Reviewed

MODEL = Origin("prediction", "tiny", "0" * 64, 0.5, ())


@pytest.fixture
def opened(data_dir: Path) -> OpenPhoto:
    path = next((data_dir / "images").glob("*.jpg"))
    photo = read_photo(path)
    (name,) = pairing.photo_names([PurePosixPath(path.name)])
    return OpenPhoto(PhotoFile(path, name), photo, WorkingMask(np.zeros(photo.pixels.shape[:2], np.uint8)))


def disc(opened: OpenPhoto, radius: int) -> Mask:
    mask = np.zeros_like(opened.working.pixels)
    cv2.circle(mask, (60, 50), radius, 1, -1)
    return mask


def draw(opened: OpenPhoto, x: int, value: int = 1) -> Act | None:
    opened.working.draw(Rect(x, 5, 12, 9), lambda part: part.fill(value))
    return opened.finish("brush")


def kinds(act: Act | None) -> list[type]:
    assert act is not None
    return [type(change) for change in act()]


def test_a_prediction_replaces_another_but_never_work(opened: OpenPhoto) -> None:
    assert opened.status == "new"
    assert kinds(opened.show_prediction(disc(opened, 30), MODEL)) == [Predicted]
    assert opened.status == "predicted"
    opened.show_prediction(disc(opened, 20), MODEL)
    assert (opened.working.pixels == disc(opened, 20)).all()
    draw(opened, 2)
    worked = opened.working.pixels.copy()
    assert opened.show_prediction(disc(opened, 40), MODEL) is None
    assert (opened.working.pixels == worked).all() and opened.status == "edited"


def test_the_first_edit_freezes_what_was_there_before_it(opened: OpenPhoto) -> None:
    opened.show_prediction(disc(opened, 30), MODEL)
    act = draw(opened, 2)
    assert act is not None
    based, edited = act()
    assert isinstance(based, Based) and isinstance(edited, Edited)
    assert based.mask.origin == MODEL and based.mask.area == cv2.countNonZero(disc(opened, 30))
    assert (unpack(based.mask.bits, based.mask.width, based.mask.height) == disc(opened, 30)).all()
    assert (edited.number, edited.area, edited.by_hand) == (1, opened.working.area, 12 * 9)
    assert kinds(draw(opened, 20)) == [Edited]


def test_an_act_says_the_same_whenever_it_is_committed(opened: OpenPhoto) -> None:
    opened.show_prediction(disc(opened, 30), MODEL)
    act = draw(opened, 2)
    assert act is not None
    first = act()
    draw(opened, 40)
    opened.undo()
    assert act() == first


def test_undo_redo_and_a_new_edit_after_undo(opened: OpenPhoto) -> None:
    opened.show_prediction(disc(opened, 30), MODEL)
    states = [opened.working.pixels.copy()]
    for x in (2, 20, 40):
        draw(opened, x)
        states.append(opened.working.pixels.copy())
    for state in reversed(states[:-1]):
        _, act = opened.undo()
        (moved,) = act()
        assert isinstance(moved, Moved)
        assert (opened.working.pixels == state).all()
        assert moved.by_hand == cv2.countNonZero(state ^ states[0]) == opened.by_hand
    assert not opened.can_undo and opened.status == "predicted"
    opened.redo()
    assert (opened.working.pixels == states[1]).all()
    draw(opened, 70)
    assert not opened.can_redo and opened.cursor == len(opened.edits) == 2
    with pytest.raises(ValueError, match="redo"):
        opened.redo()


def test_pixels_by_hand_are_counted_anew_where_edits_came_from_the_disk(opened: OpenPhoto) -> None:
    opened.show_prediction(disc(opened, 20), MODEL)
    for x in (50, 56, 100):
        assert draw(opened, x, x != 56)
    counts = [opened.by_hand]
    # A project keeps no count with an edit.
    opened.edits = [replace(edit, turned=None) for edit in opened.edits]
    for step in (opened.undo, opened.undo, opened.undo, opened.redo, opened.redo, opened.redo, opened.undo):
        step()
        away = opened.working.pixels ^ disc(opened, 20)
        assert opened.by_hand == away.sum()
        counts.append(opened.by_hand)
    assert len(set(counts)) == 4


def test_an_edit_that_changes_nothing_is_no_act(opened: OpenPhoto) -> None:
    assert draw(opened, 2, value=0) is None
    assert opened.replace(opened.working.pixels.copy(), "threshold") is None
    assert opened.base is None and opened.status == "new"


def test_accepting_freezes_and_a_changed_mask_is_no_longer_accepted(opened: OpenPhoto) -> None:
    opened.show_prediction(disc(opened, 30), MODEL)
    assert kinds(opened.judge("accepted")) == [Based, Reviewed]
    assert opened.status == "accepted" and opened.show_prediction(disc(opened, 5), MODEL) is None
    draw(opened, 2)
    assert opened.status == "edited"
    assert kinds(opened.judge("accepted")) == [Reviewed]
    opened.undo()
    assert opened.status == "predicted" and opened.touched


def test_rejecting_keeps_predictions_away_without_freezing(opened: OpenPhoto) -> None:
    opened.show_prediction(disc(opened, 30), MODEL)
    assert kinds(opened.judge("rejected")) == [Reviewed]
    assert opened.show_prediction(disc(opened, 5), MODEL) is None
    opened.judge("")
    assert opened.show_prediction(disc(opened, 5), MODEL) is not None


def test_restoring_the_prediction_is_one_edit(opened: OpenPhoto) -> None:
    opened.show_prediction(disc(opened, 30), MODEL)
    draw(opened, 2)
    opened.replace(disc(opened, 30), "restore_prediction")
    assert (opened.working.pixels == disc(opened, 30)).all() and opened.cursor == 2 and opened.by_hand == 0
    opened.undo()
    assert opened.by_hand == 12 * 9


def test_the_oldest_edits_are_folded_into_the_base_within_the_budget(opened: OpenPhoto) -> None:
    opened.show_prediction(disc(opened, 30), MODEL)
    assert opened.fold(0) is None
    for x in range(0, 90, 9):
        draw(opened, x)
    now = opened.working.pixels.copy()
    budget = sum(len(edit.patch.data) for edit in opened.edits[-3:])
    act = opened.fold(budget)
    assert act is not None
    (folded,) = act()
    assert isinstance(folded, Folded) and folded.count == 7
    assert (opened.working.pixels == now).all() and opened.cursor == len(opened.edits) == 3
    assert opened.by_hand == cv2.countNonZero(now ^ disc(opened, 30))
    mask = unpack(folded.bits, now.shape[1], now.shape[0])
    for _ in range(3):
        opened.undo()
    assert not opened.can_undo and (opened.working.pixels == mask).all()
    assert opened.by_hand == cv2.countNonZero(mask ^ disc(opened, 30))


def test_the_newest_edit_stays_undoable_whatever_the_budget(opened: OpenPhoto) -> None:
    opened.show_prediction(disc(opened, 30), MODEL)
    for x in (2, 20, 40):
        draw(opened, x)
    opened.fold(0)
    assert len(opened.edits) == 1 and opened.can_undo


def test_a_photo_without_prediction_begins_empty(opened: OpenPhoto) -> None:
    act = draw(opened, 2)
    assert act is not None
    based = act()[0]
    assert isinstance(based, Based) and based.mask.origin == Origin("empty") and based.mask.area == 0
    assert opened.working.touched == NOTHING

"""The photo on screen: strokes, undo, threshold and preview, by mouse and keys; and all of it after a restart."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QSlider, QWidget

from skinseg_desktop.core.metrics import confusion, dice
from skinseg_desktop.imaging import encode_mask, read_mask, read_photo
from skinseg_desktop.inference import Engine, clean
from skinseg_desktop.zoo import DEFAULT_MODEL, find_models
from tests.acceptance.hand import CTRL, NONE, SHIFT, Hand, Key, mask_on_disk, record_on_disk

FIRST, SECOND, THIRD = "ISIC_0000012", "ISIC_0000111", "ISIC_0000130"
ROUND = [(40.0, 30.0), (280.0, 40.0)]


def ready(hand: Hand, name: str = FIRST) -> None:
    hand.wait_for_photo(name)
    hand.wait_for_prediction()
    hand.settle()
    hand.wait_for_saved()


def reference_of(data_dir: Path, name: str) -> Any:
    return read_mask(data_dir / "masks" / f"{name}_segmentation.png").mask


def true_dice(hand: Hand, data_dir: Path, name: str = FIRST) -> str:
    """What the mask on screen has against its reference, counted apart from the window."""
    return f"{dice(confusion(hand.mask, reference_of(data_dir, name))):.3f}"


def test_the_shown_photo_has_the_engines_mask_and_its_dice(hand: Hand, photos: Path, data_dir: Path) -> None:
    model = next(m for m in find_models().models if m.id == DEFAULT_MODEL)
    with Engine(model, "cpu") as engine:
        expected = engine.predict(read_photo(photos / f"{FIRST}.jpg"))[1]
    np.testing.assert_array_equal(hand.mask, expected)
    assert hand.dice == true_dice(hand, data_dir)


def test_dice_moves_while_the_brush_does(hand: Hand, data_dir: Path, qapp: QApplication) -> None:
    seen = [hand.dice]
    hand.press(*ROUND[0])
    for x in range(60, 300, 60):
        hand.move(x, 35)
        qapp.processEvents()
        seen.append(hand.dice)
        assert hand.dice == true_dice(hand, data_dir)
    assert len(set(seen)) == len(seen), seen
    hand.release(300, 35)
    assert hand.dice == true_dice(hand, data_dir)


def test_every_tool_is_taken_by_its_key_and_draws(hand: Hand) -> None:
    before = hand.mask
    hand.key(Key.Key_E)
    assert hand.action("eraser").isChecked()
    y, x = (int(v) for v in np.argwhere(before).mean(axis=0))
    hand.stroke([(x, y), (x + 30, y)])
    erased = hand.mask
    assert erased.sum() < before.sum() and not (erased & ~before & 1).any()
    hand.key(Key.Key_B)
    hand.stroke([(x, y), (x + 30, y)])
    assert hand.mask.sum() > erased.sum()
    brushed = hand.mask
    hand.stroke([(x, y), (x + 30, y)], CTRL)
    assert hand.mask.sum() < brushed.sum(), "Ctrl turns the brush into the eraser"
    hand.key(Key.Key_L)
    lassoed = hand.mask
    hand.stroke([(20, 20), (120, 20), (120, 90), (20, 90)])
    assert hand.mask[25:85, 25:115].all() and not lassoed[25:85, 25:115].all()
    hand.key(Key.Key_P)
    for corner in ((300, 20), (380, 20), (380, 90)):
        hand.press(*corner)
        hand.release(*corner)
    hand.key(Key.Key_Return)
    assert hand.mask[30:60, 370:378].all()
    hand.key(Key.Key_Delete)
    assert not hand.mask.any()
    for _ in range(6):
        hand.key(Key.Key_Z)
    np.testing.assert_array_equal(hand.mask, before)
    assert not hand.action("undo").isEnabled()


def test_undo_and_redo_one_stack_for_everything(hand: Hand, data_dir: Path) -> None:
    masks = [hand.mask]
    acts: tuple[Callable[[], None], ...] = (
        lambda: hand.stroke(ROUND),
        lambda: hand.key(Key.Key_C, SHIFT),
        lambda: hand.key(Key.Key_Delete),
        lambda: hand.key(Key.Key_Backspace, CTRL),
    )
    for act in acts:
        act()
        masks.append(hand.mask)
    np.testing.assert_array_equal(masks[2], reference_of(data_dir, FIRST))
    np.testing.assert_array_equal(masks[4], masks[0])
    dices = []
    for expected in reversed(masks[:-1]):
        hand.key(Key.Key_Z)
        np.testing.assert_array_equal(hand.mask, expected)
        dices.append(hand.dice)
        assert hand.dice == true_dice(hand, data_dir)
    assert dices[1] == "1.000"
    hand.key(Key.Key_Z)
    np.testing.assert_array_equal(hand.mask, masks[0])
    for expected in masks[1:]:
        hand.key(Key.Key_Z, SHIFT)
        np.testing.assert_array_equal(hand.mask, expected)
    assert not hand.action("redo").isEnabled()
    hand.key(Key.Key_Z)
    hand.stroke([(400, 30), (500, 30)])
    assert not hand.action("redo").isEnabled(), "what lay beyond is gone"


def test_escape_forgets_a_stroke(hand: Hand) -> None:
    before, number = hand.mask, hand.dice
    hand.press(*ROUND[0])
    hand.move(200, 40)
    assert hand.mask.sum() > before.sum()
    hand.key(Key.Key_Escape)
    np.testing.assert_array_equal(hand.mask, before)
    hand.move(250, 40)
    hand.release(250, 40)
    np.testing.assert_array_equal(hand.mask, before)
    hand.wait(lambda: hand.dice == number, "the Dice of before")
    assert not hand.action("undo").isEnabled() and hand.status.startswith("Saved")


def test_undo_in_the_middle_of_a_stroke_ends_it_first(hand: Hand) -> None:
    before = hand.mask
    hand.press(*ROUND[0])
    hand.move(200, 40)
    drawn = hand.mask
    hand.action("undo").setEnabled(True)
    hand.key(Key.Key_Z)
    np.testing.assert_array_equal(hand.mask, before)
    hand.release(200, 40)
    np.testing.assert_array_equal(hand.mask, before)
    hand.key(Key.Key_Z, SHIFT)
    np.testing.assert_array_equal(hand.mask, drawn)


def test_leaving_in_the_middle_of_a_stroke_keeps_it(hand: Hand, photos: Path) -> None:
    hand.press(*ROUND[0])
    hand.move(200, 40)
    drawn = hand.mask
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    other = hand.mask
    hand.move(250, 60)
    hand.release(250, 60)
    np.testing.assert_array_equal(hand.mask, other)
    hand.wait_for_saved()
    np.testing.assert_array_equal(mask_on_disk(photos, f"{FIRST}.jpg"), drawn)
    hand.key(Key.Key_Left)
    hand.wait_for_photo(FIRST)
    np.testing.assert_array_equal(hand.mask, drawn)
    record = record_on_disk(photos, f"{SECOND}.jpg")
    assert record is None or not record.touched


def test_mask_undo_and_redo_are_there_after_a_restart(
    hand: Hand, window_factory: Callable[..., Any], photos: Path, data_dir: Path
) -> None:
    masks = [hand.mask]
    for way in (ROUND, [(60.0, 200.0), (60.0, 400.0)], [(500.0, 100.0), (600.0, 300.0)]):
        hand.stroke(way)
        masks.append(hand.mask)
    hand.key(Key.Key_Z)
    number = hand.dice
    hand.wait_for_saved()
    assert hand.window.close()
    again = Hand(window_factory(photos, "--masks", data_dir / "masks"))
    again.wait_for_photo(FIRST)
    assert again.wait_for_dice() == number
    np.testing.assert_array_equal(again.mask, masks[2])
    again.key(Key.Key_Z, SHIFT)
    np.testing.assert_array_equal(again.mask, masks[3])
    for expected in reversed(masks[:-1]):
        again.key(Key.Key_Z)
        np.testing.assert_array_equal(again.mask, expected)
    assert not again.action("undo").isEnabled()
    again.wait_for_saved()
    np.testing.assert_array_equal(mask_on_disk(photos, f"{FIRST}.jpg"), masks[0])


def test_the_threshold_moves_mask_and_dice_of_an_untouched_photo(
    hand: Hand, window_factory: Callable[..., Any], photos: Path, data_dir: Path
) -> None:
    before, number = hand.mask, hand.dice
    hand.drag_slider("threshold_slider", 60, release=False)
    hand.wait(lambda: hand.mask.sum() > before.sum(), "a larger mask, the button still down")
    hand.drag_slider("threshold_slider", 970)
    hand.wait(lambda: hand.mask.sum() < before.sum(), "a smaller mask")
    hand.settle()
    assert hand.dice == true_dice(hand, data_dir) != number
    own = hand.find(QSlider, "threshold_slider").value() / 1000
    assert own > 0.9 and not hand.action("undo").isEnabled(), "a prediction is no edit"
    raised = hand.mask
    hand.wait(lambda: (r := record_on_disk(photos, f"{FIRST}.jpg")) is not None and r.threshold is not None)
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is not None and record.threshold == pytest.approx(own) and not record.touched
    hand.canvas.setFocus()
    hand.key(Key.Key_Right)
    ready(hand, SECOND)
    assert hand.find(QSlider, "threshold_slider").value() != own * 1000, "the next photo has the folder's"
    assert hand.window.close()
    again = Hand(window_factory(photos))
    again.wait_for_photo(SECOND)
    again.key(Key.Key_Left)
    again.wait_for_photo(FIRST)
    again.wait_for_prediction()
    np.testing.assert_array_equal(again.mask, raised)
    assert again.find(QSlider, "threshold_slider").value() == round(own * 1000)
    again.click("threshold_reset")
    again.wait(lambda: np.array_equal(again.mask, before), "the folder's threshold")


def test_the_threshold_of_an_edited_photo_previews_until_applied(hand: Hand, data_dir: Path, photos: Path) -> None:
    hand.stroke(ROUND)
    mine, number = hand.mask, hand.dice
    bar = hand.find(QWidget, "preview_bar")
    assert not bar.isVisible() and not hand.action("apply_threshold").isEnabled()
    legend = hand.find(QWidget, "legend_preview_row")
    assert not legend.isVisible()
    hand.drag_slider("threshold_slider", 100)
    hand.wait(bar.isVisible, "the preview")
    assert legend.isVisible()
    hand.wait(lambda: hand.dice != number, "the Dice of the preview")
    np.testing.assert_array_equal(hand.mask, mine)
    hand.click("preview_drop")
    assert not legend.isVisible()
    hand.wait(lambda: hand.dice == number, "my Dice")
    np.testing.assert_array_equal(hand.mask, mine)
    hand.drag_slider("threshold_slider", 100)
    hand.wait(lambda: hand.dice != number, "the Dice of the preview")
    hand.settle()
    previewed = hand.dice
    hand.key(Key.Key_T)
    assert hand.dice == previewed == true_dice(hand, data_dir)
    assert not bar.isVisible()
    applied = hand.mask
    assert not np.array_equal(applied, mine)
    hand.key(Key.Key_Z)
    np.testing.assert_array_equal(hand.mask, mine)
    hand.key(Key.Key_Z, SHIFT)
    np.testing.assert_array_equal(hand.mask, applied)
    hand.wait_for_saved()
    np.testing.assert_array_equal(mask_on_disk(photos, f"{FIRST}.jpg"), applied)


def test_a_preview_that_comes_too_late_is_not_shown(hand: Hand, data_dir: Path) -> None:
    hand.stroke(ROUND)
    bar = hand.find(QWidget, "preview_bar")
    for way in ("T", "stroke", "drop"):
        hand.drag_slider("threshold_slider", 100)
        hand.wait(bar.isVisible, "the preview")
        hand.drag_slider("threshold_slider", 900)
        if way == "T":
            hand.key(Key.Key_T)
        elif way == "drop":
            hand.click("preview_drop")
        else:
            hand.stroke([(400, 30), (500, 30)])
        hand.settle()
        assert not bar.isVisible(), way
        assert hand.dice == true_dice(hand, data_dir), way


def test_drawing_and_leaving_end_a_preview(hand: Hand) -> None:
    hand.stroke(ROUND)
    bar = hand.find(QWidget, "preview_bar")
    hand.drag_slider("threshold_slider", 100)
    hand.wait(bar.isVisible, "the preview")
    mine = hand.mask
    hand.stroke([(400, 30), (500, 30)])
    assert not bar.isVisible()
    assert (hand.mask >= mine).all(), "the stroke went onto my mask, not onto the previewed one"
    hand.drag_slider("threshold_slider", 900)
    hand.wait(bar.isVisible, "the preview")
    mine = hand.mask
    hand.canvas.setFocus()
    hand.key(Key.Key_Right)
    ready(hand, SECOND)
    assert not bar.isVisible()
    hand.key(Key.Key_Left)
    hand.wait_for_photo(FIRST)
    assert not bar.isVisible()
    np.testing.assert_array_equal(hand.mask, mine)


def test_clean_up_is_a_switch_for_the_folder(
    hand: Hand, window_factory: Callable[..., Any], photos: Path, data_dir: Path
) -> None:
    before = hand.mask
    assert not hand.find(QCheckBox, "cleanup_smooth").isChecked()
    hand.click("cleanup_smooth")
    hand.wait(lambda: not np.array_equal(hand.mask, before), "a smoother mask")
    smooth = hand.mask
    np.testing.assert_array_equal(smooth, clean(before, ["smooth"]))
    assert hand.dice == true_dice(hand, data_dir)
    hand.key(Key.Key_Right)
    ready(hand, SECOND)
    hand.stroke(ROUND)
    mine = hand.mask
    hand.click("cleanup_smooth")
    hand.wait_for_saved()
    hand.click("cleanup_smooth")
    np.testing.assert_array_equal(hand.mask, mine)
    hand.wait_for_saved()
    assert hand.window.close()
    again = Hand(window_factory(photos))
    ready(again, SECOND)
    np.testing.assert_array_equal(again.mask, mine)
    assert again.find(QCheckBox, "cleanup_smooth").isChecked()
    again.key(Key.Key_Left)
    ready(again)
    np.testing.assert_array_equal(again.mask, smooth)


def test_work_seconds_count_without_pauses(hand: Hand, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("skinseg_desktop.review.clock.time.monotonic", lambda: clock[0])
    hand.key(Key.Key_Right)
    ready(hand, SECOND)
    clock[0] += 20
    hand.stroke(ROUND)
    clock[0] += 3600
    hand.stroke([(40, 90), (200, 90)])
    clock[0] += 10
    hand.key(Key.Key_Right)
    hand.wait_for_photo(THIRD)
    hand.wait(lambda: (r := record_on_disk(photos, f"{SECOND}.jpg")) is not None and r.seconds > 29, "the seconds")
    hand.wait_for_saved()
    record = record_on_disk(photos, f"{SECOND}.jpg")
    assert record is not None and record.seconds == pytest.approx(30, abs=1)


def test_a_photo_that_cannot_be_read_is_said_and_the_next_works(
    window_factory: Callable[..., Any], photos: Path, data_dir: Path
) -> None:
    whole = (photos / f"{SECOND}.jpg").read_bytes()
    (photos / f"{SECOND}.jpg").write_bytes(whole[: len(whole) // 3])
    hand = Hand(window_factory(photos))
    hand.wait_for_photo(FIRST)
    hand.key(Key.Key_Right)
    hand.wait(lambda: SECOND in hand.find(QLabel, "message").text(), "a sentence that names it")
    assert hand.shown != SECOND and not hand.action("accept_next").isEnabled()
    hand.key(Key.Key_Right)
    hand.wait_for_photo(THIRD)
    assert hand.mask.shape == read_photo(photos / f"{THIRD}.jpg").pixels.shape[:2]


def test_a_key_held_hides_the_mask_and_another_compares(hand: Hand, qapp: QApplication) -> None:
    def grabbed() -> QImage:
        qapp.processEvents()
        return hand.canvas.grab().toImage()

    mine = grabbed()
    hand.key_down(Key.Key_X)
    hidden = grabbed()
    hand.key_up(Key.Key_X)
    assert hidden != mine and grabbed() == mine
    hand.key_down(Key.Key_C)
    compared = grabbed()
    hand.key_up(Key.Key_C)
    assert compared not in (mine, hidden) and grabbed() == mine
    assert qapp.keyboardModifiers() == NONE


def test_references_that_come_or_go_are_noticed_while_one_works(hand: Hand, data_dir: Path, tmp_path: Path) -> None:
    window = hand.window
    masks = tmp_path / "masks"
    masks.mkdir()
    for name in (FIRST, SECOND):
        shutil.copy(data_dir / "masks" / f"{name}_segmentation.png", masks)
    rows = window.folder.rows  # type: ignore[attr-defined]
    row = rows.row(rows.index(f"{FIRST}.jpg"))
    other = rows.row(rows.index(f"{SECOND}.jpg"))
    window.folder.set_references(masks)  # type: ignore[attr-defined]
    # As when the dialog is closed: the window is active again, and looks at the references that it had.
    window.folder.look_again()  # type: ignore[attr-defined]
    hand.wait(lambda: len(window.folder.reference_paths()) == 2, "what was chosen")  # type: ignore[attr-defined]
    hand.wait(lambda: row.dice is not None and other.dice is not None, "scores against these")
    score = other.dice
    mask = reference_of(data_dir, FIRST)
    (masks / f"{FIRST}_segmentation.png").write_bytes(encode_mask(1 - mask))
    window.folder._watch.looked.emit()  # type: ignore[attr-defined]
    wrong = dice(confusion(hand.mask, 1 - mask))
    hand.wait(lambda: row.dice == wrong and hand.dice == f"{wrong:.3f}", "the Dice against the changed one")
    (masks / f"{FIRST}_segmentation.png").unlink()
    window.folder._watch.looked.emit()  # type: ignore[attr-defined]
    hand.wait(lambda: row.dice is None, "the one that went is no reference any more")
    hand.wait(lambda: hand.dice == "–", "nor on screen")
    assert other.dice == score, "what did not change is not counted again"
    shutil.copy(data_dir / "masks" / f"{FIRST}_segmentation.png", masks)
    window.folder._watch.looked.emit()  # type: ignore[attr-defined]
    hand.wait(lambda: row.dice is not None and hand.dice == true_dice(hand, data_dir), "it is there again")
    shutil.move(masks, tmp_path / "away")
    window.folder._watch.looked.emit()  # type: ignore[attr-defined]
    hand.settle()
    hand.wait(lambda: not window.jobs.busy(), "the look")  # type: ignore[attr-defined]
    assert row.dice is not None, "a folder that is away says nothing of its masks"

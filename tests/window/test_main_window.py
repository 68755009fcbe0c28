"""The whole window, driven as a person drives it: opening, going through a folder, predicting, importing, exporting."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QMenu, QWidget

from skinseg_desktop.imaging import read_mask
from skinseg_desktop.window.panels.fitting import tip
from tests.acceptance.hand import CTRL, Hand, Key, copy_photos, mask_on_disk, record_on_disk

NAMES = ("ISIC_0000012", "ISIC_0000111", "ISIC_0000130", "ISIC_0000140")
FIRST, SECOND, THIRD, FOURTH = NAMES
ROUND = [(40.0, 30.0), (280.0, 40.0)]


def ready(hand: Hand, name: str) -> None:
    hand.wait_for_photo(name)
    hand.wait_for_prediction()
    hand.settle()


def on_disk(photos: Path, name: str) -> Any:
    mask = mask_on_disk(photos, f"{name}.jpg")
    assert mask is not None, f"no mask of {name}"
    return mask


def status(photos: Path, name: str) -> str:
    record = record_on_disk(photos, f"{name}.jpg")
    return "new" if record is None else record.status


def drop(window: QWidget, *paths: Path) -> None:
    """Drop files from a file manager."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = window.rect().center()
    enter = QDragEnterEvent(place, copy, mime, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(place.toPointF(), copy, mime, left, none))


# Opening


def test_a_newcomer_opens_a_folder_and_references_by_dialog(
    window_factory: Callable[..., Any], photos: Path, data_dir: Path
) -> None:
    hand = Hand(window_factory())
    assert not any(c.isdigit() for c in hand.dice) and not hand.action("export").isEnabled()
    hand.key(Key.Key_O, CTRL)
    hand.choose_folder(photos)
    ready(hand, FIRST)
    assert not any(c.isdigit() for c in hand.dice), "no reference, no Dice"
    hand.key(Key.Key_R, CTRL)
    hand.choose_folder(data_dir / "masks")
    assert re.fullmatch(r"[01]\.\d{3}", hand.wait_for_dice())
    number = hand.dice
    hand.wait_for_saved()
    assert hand.window.close()
    again = Hand(window_factory(photos))
    assert again.wait_for_dice() == number, "the references are remembered"


def test_a_dropped_folder_opens(window_factory: Callable[..., Any], photos: Path) -> None:
    hand = Hand(window_factory())
    drop(hand.window, photos)
    hand.wait_for_photo(FIRST)
    assert hand.action("predict_folder").isEnabled()


def test_dropped_photos_open_in_their_folder(window_factory: Callable[..., Any], photos: Path) -> None:
    hand = Hand(window_factory())
    drop(hand.window, photos / f"{THIRD}.jpg", photos / f"{SECOND}.jpg")
    hand.wait_for_photo(SECOND)
    hand.key(Key.Key_Right)
    hand.wait_for_photo(THIRD)
    hand.key(Key.Key_Right)
    hand.settle()
    assert hand.shown == THIRD, "only what was dropped"
    assert hand.window.windowTitle().startswith("photos")


def test_what_cannot_be_opened_leaves_what_is_open(hand: Hand, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    before = hand.mask
    drop(hand.window, tmp_path / "empty")
    hand.wait(lambda: "no photo" in hand.text("message"), "a sentence")
    assert hand.shown == FIRST
    hand.stroke(ROUND)
    assert hand.mask.sum() > before.sum()
    drop(hand.window, tmp_path / "gone")
    hand.wait(lambda: "gone" in hand.text("message"), "a sentence")
    hand.wait_for_saved()


def test_another_folder_in_the_middle_of_a_stroke_loses_nothing(
    hand: Hand, photos: Path, data_dir: Path, tmp_path: Path
) -> None:
    other = copy_photos(data_dir, tmp_path / "other", 2)
    (other / f"{FIRST}.jpg").rename(other / "another.jpg")
    hand.press(*ROUND[0])
    hand.move(200, 40)
    drawn = hand.mask
    drop(hand.window, other)
    hand.wait_for_photo("ISIC_0000111")
    hand.release(200, 40)
    np.testing.assert_array_equal(on_disk(photos, FIRST), drawn)
    assert hand.status.startswith("Saved") and "other-skinseg" in hand.status


def test_two_windows_on_two_folders(
    hand: Hand, window_factory: Callable[..., Any], data_dir: Path, tmp_path: Path
) -> None:
    folder = copy_photos(data_dir, tmp_path / "other", 2)
    other = Hand(window_factory(folder))
    ready(other, FIRST)
    before = hand.mask
    other.stroke(ROUND)
    other.wait_for_saved()
    np.testing.assert_array_equal(hand.mask, before)
    hand.window.activateWindow()
    hand.wait(hand.window.isActiveWindow)
    hand.stroke([(40, 90), (280, 90)])
    hand.wait_for_saved()
    np.testing.assert_array_equal(on_disk(folder, FIRST), other.mask)
    assert other.window.close()
    hand.stroke([(40, 120), (280, 120)])
    hand.wait_for_saved()


def test_folders_opened_before_are_a_menu(window_factory: Callable[..., Any], photos: Path, data_dir: Path) -> None:
    other = copy_photos(data_dir, photos.parent / "a & b", 2)
    hand = Hand(window_factory(other))
    ready(hand, FIRST)
    drop(hand.window, photos)
    hand.wait(lambda: hand.window.windowTitle().startswith("photos"))
    menu = hand.find(QMenu, "menu_recent")
    menu.aboutToShow.emit()
    # What is too long for a menu has lost its middle.
    assert [action.text()[:8] for action in menu.actions()] == [str(photos)[:8], str(other)[:8]]
    assert [action.text()[-8:] for action in menu.actions()] == [str(photos)[-8:], str(other).replace("&", "&&")[-8:]]
    assert [action.toolTip() for action in menu.actions()] == [tip(str(photos)), tip(str(other))]
    menu.actions()[1].trigger()
    hand.wait(lambda: hand.window.windowTitle().startswith("a & b"))


# Review


def test_the_loop_without_a_mouse(hand: Hand, photos: Path) -> None:
    mask = hand.mask
    hand.key(Key.Key_A)
    ready(hand, SECOND)
    hand.key(Key.Key_R)
    ready(hand, THIRD)
    hand.key(Key.Key_F)
    hand.key(Key.Key_Right)
    ready(hand, FOURTH)
    hand.key(Key.Key_W)
    ready(hand, THIRD)
    hand.key(Key.Key_Left)
    hand.wait_for_photo(SECOND)
    hand.key(Key.Key_S)
    hand.wait_for_photo(THIRD)
    hand.wait_for_saved()
    assert [status(photos, name) for name in NAMES[:2]] == ["accepted", "rejected"]
    record = record_on_disk(photos, f"{THIRD}.jpg")
    assert record is not None and record.flagged
    np.testing.assert_array_equal(on_disk(photos, FIRST), mask)


def test_judgements_can_be_taken_back(hand: Hand, photos: Path) -> None:
    hand.key(Key.Key_R)
    ready(hand, SECOND)
    hand.key(Key.Key_Left)
    hand.wait_for_photo(FIRST)
    hand.key(Key.Key_R)
    assert hand.shown == FIRST
    hand.key(Key.Key_F)
    hand.key(Key.Key_F)
    hand.wait_for_saved()
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is not None and (record.status, record.flagged) == ("predicted", False)


def test_a_change_takes_the_judgement_away(hand: Hand, photos: Path) -> None:
    hand.key(Key.Key_A)
    ready(hand, SECOND)
    hand.key(Key.Key_Left)
    hand.wait_for_photo(FIRST)
    hand.stroke(ROUND)
    hand.wait_for_saved()
    assert status(photos, FIRST) == "edited"


def test_next_of_a_status(hand: Hand, photos: Path) -> None:
    hand.key(Key.Key_Right)
    ready(hand, SECOND)
    hand.key(Key.Key_Right)
    ready(hand, THIRD)
    hand.stroke(ROUND)
    hand.key(Key.Key_Left)
    hand.wait_for_photo(SECOND)
    hand.action("next_edited").trigger()
    hand.wait_for_photo(THIRD)
    hand.action("next_rejected").trigger()
    assert hand.shown == THIRD and hand.text("message")


def test_next_unreviewed(hand: Hand, photos: Path) -> None:
    hand.key(Key.Key_A)
    ready(hand, SECOND)
    hand.key(Key.Key_R)
    ready(hand, THIRD)
    hand.key(Key.Key_Home)
    hand.wait_for_photo(FIRST)
    hand.key(Key.Key_U)
    hand.wait_for_photo(THIRD)
    hand.key(Key.Key_U)
    hand.wait_for_photo(FOURTH)


def test_at_the_last_photo_accepting_stays(hand: Hand, photos: Path) -> None:
    for name in NAMES[1:]:
        hand.key(Key.Key_Right)
        ready(hand, name)
    hand.key(Key.Key_A)
    hand.wait_for_saved()
    assert hand.shown == FOURTH and status(photos, FOURTH) == "accepted"


def test_typing_a_name_does_nothing_else(hand: Hand, photos: Path) -> None:
    field = hand.find(QLineEdit, "gallery_search")
    tool, before = hand.canvas.tool, hand.mask
    hand.type_into("gallery_search", "abeflprsz")
    assert field.text() == "abeflprsz"
    assert hand.canvas.tool == tool and not hand.action("undo").isEnabled()
    hand.settle()
    np.testing.assert_array_equal(hand.mask, before)
    hand.wait_for_saved()
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is None or (record.status, record.flagged) == ("predicted", False)
    hand.type_into("gallery_search", "0130")
    hand.key(Key.Key_Return)
    hand.wait(lambda: hand.shown in (FIRST, THIRD))


# Long work


def test_the_whole_folder_is_predicted_and_work_stays(hand: Hand, photos: Path) -> None:
    hand.key(Key.Key_A)
    ready(hand, SECOND)
    hand.stroke(ROUND)
    edited = hand.mask
    hand.wait_for_saved()
    accepted = on_disk(photos, FIRST)
    hand.key(Key.Key_P, CTRL)
    assert hand.action("cancel").isEnabled() and hand.text("progress_status")
    hand.wait_for_work()
    hand.wait(lambda: "2 with your work" in hand.text("message"), "what came of it")
    assert [status(photos, name) for name in NAMES] == ["accepted", "edited", "predicted", "predicted"]
    np.testing.assert_array_equal(on_disk(photos, FIRST), accepted)
    np.testing.assert_array_equal(on_disk(photos, SECOND), edited)
    np.testing.assert_array_equal(hand.mask, edited)
    hand.wait(lambda: "n 4" in hand.text("folder_dice_label"), "the mean of all four")
    for name in (THIRD, FOURTH):
        hand.key(Key.Key_Right)
        ready(hand, name)
        np.testing.assert_array_equal(hand.mask, on_disk(photos, name))
    hand.key(Key.Key_P, CTRL)
    hand.wait_for_work()
    hand.wait(lambda: "0 photos predicted" in hand.text("message"), "that what is there is kept")


def test_painting_goes_on_while_the_folder_is_predicted(hand: Hand, photos: Path) -> None:
    hand.key(Key.Key_P, CTRL)
    hand.stroke(ROUND)
    drawn = hand.mask
    hand.wait_for_work()
    hand.wait_for_saved()
    np.testing.assert_array_equal(hand.mask, drawn)
    np.testing.assert_array_equal(on_disk(photos, FIRST), drawn)
    assert status(photos, FIRST) == "edited"


def test_cancelled_work_keeps_what_is_done_and_can_begin_again(
    window_factory: Callable[..., Any], data_dir: Path, tmp_path: Path
) -> None:
    photos = copy_photos(data_dir, tmp_path / "many", 12)
    for number in range(2, 5):
        for photo in sorted(photos.glob("ISIC_*.jpg")):
            # Other bytes, so that each is a photo of its own.
            (photos / f"copy{number}-{photo.name}").write_bytes(photo.read_bytes() + b"\0" * number)
    hand = Hand(window_factory(photos))
    hand.wait(lambda: hand.action("predict_folder").isEnabled() and hand.shown)
    hand.key(Key.Key_P, CTRL)
    hand.wait(lambda: re.search(r"[1-9]\d* of ", hand.text("progress_status")), "the first photos")
    hand.key(Key.Key_Period, CTRL)
    hand.wait_for_work()
    hand.action("predict_folder").trigger()
    hand.wait_for_work()
    hand.wait(lambda: " predicted, " in hand.text("message"), "what came of it")
    said = re.match(r"(\d+) photos? predicted, (\d+) there already", hand.text("message"))
    assert said is not None, hand.text("message")
    done, kept = int(said[1]), int(said[2])
    assert kept >= 1 and done >= 1 and done + kept == len(list(photos.iterdir()))


def test_the_prediction_comes_back_in_the_middle_of_a_lasso_too(hand: Hand) -> None:
    hand.wait_for_prediction()
    before = hand.mask.copy()
    hand.key(Key.Key_L)
    hand.press(20.0, 20.0)
    for at in ((200.0, 30.0), (180.0, 160.0), (30.0, 150.0)):
        hand.move(*at)
    hand.key(Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    hand.release(30.0, 150.0)
    np.testing.assert_array_equal(hand.mask, before)


def test_masks_are_taken_in_bit_for_bit(hand: Hand, photos: Path, data_dir: Path) -> None:
    hand.stroke(ROUND)
    mine = hand.mask
    hand.key(Key.Key_I, CTRL)
    dialog = hand.dialog("import_dialog")
    hand.type_into("import_place", str(data_dir / "masks"), dialog)
    hand.click("import_start", dialog)
    hand.come_back()
    hand.wait(lambda: "taken in" in hand.text("message"), "the import")
    hand.wait_for_saved()
    np.testing.assert_array_equal(hand.mask, mine)
    for name in NAMES[1:]:
        expected = read_mask(data_dir / "masks" / f"{name}_segmentation.png").mask
        np.testing.assert_array_equal(on_disk(photos, name), expected)
        assert status(photos, name) == "edited"
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.settle()
    assert hand.dice == "1.000"


def test_masks_over_work_are_one_step_of_undo(hand: Hand, photos: Path, data_dir: Path) -> None:
    hand.stroke(ROUND)
    mine = hand.mask
    hand.key(Key.Key_I, CTRL)
    dialog = hand.dialog("import_dialog")
    hand.type_into("import_place", str(data_dir / "masks"), dialog)
    hand.click("import_over_work", dialog)
    hand.click("import_start", dialog)
    hand.come_back()
    hand.wait(lambda: hand.dice == "1.000", "the mask on screen")
    hand.key(Key.Key_Z)
    np.testing.assert_array_equal(hand.mask, mine)
    hand.wait_for_saved()
    np.testing.assert_array_equal(on_disk(photos, FIRST), mine)


# Export


def export(hand: Hand, out: Path) -> QWidget:
    hand.key(Key.Key_E, CTRL)
    dialog = hand.dialog("export_dialog")
    hand.type_into("export_place", str(out), dialog)
    return dialog


def said_by(dialog: QWidget) -> str:
    label = dialog.findChild(QLabel, "export_said")
    assert isinstance(label, QLabel)
    return label.text()


def test_the_export_counts_what_is_done_beside_it(hand: Hand) -> None:
    hand.wait_for_prediction()
    hand.action("export").trigger()
    dialog = hand.dialog("export_dialog")
    accepted = dialog.findChild(QCheckBox, "export_accepted")
    assert accepted is not None and accepted.text() == "accepted (0)"
    hand.window.activateWindow()
    hand.action("accept_next").trigger()
    hand.wait(lambda: accepted.text() == "accepted (1)", "the count")
    dialog.close()


def test_export_writes_what_is_asked_and_asks_once(hand: Hand, photos: Path, tmp_path: Path) -> None:
    hand.key(Key.Key_A)
    ready(hand, SECOND)
    hand.stroke(ROUND)
    drawn = hand.mask
    out = tmp_path / "out"
    dialog = export(hand, out)
    for kind in ("overlays", "figures"):
        box = dialog.findChild(QCheckBox, f"export_{kind}")
        assert isinstance(box, QCheckBox) and not box.isChecked()
        hand.click(f"export_{kind}", dialog)
    hand.click("export_start", dialog)
    hand.wait(lambda: "2 photos exported" in said_by(dialog), "the export", 60)
    masks = sorted(out.glob("masks/*.png"))
    assert [m.stem.split("_segmentation")[0].removesuffix("_mask") for m in masks] == [FIRST, SECOND]
    np.testing.assert_array_equal(read_mask(masks[1]).mask, drawn)
    for folder in ("overlays", "figures"):
        assert len(list((out / folder).iterdir())) == 2
    assert {path.name for path in out.rglob("*.csv")} == {"scores.csv", "summary.csv"}
    table = out / "tables" / "scores.csv"
    lines = [line for line in table.read_text(encoding="utf-8-sig").splitlines() if not line.startswith("#")]
    (row,) = (r for r in csv.DictReader(lines) if SECOND in r.values() or any(SECOND in str(v) for v in r.values()))
    dice = next(float(v) for k, v in row.items() if k.lower() == "dice")
    assert f"{dice:.3f}" == hand.dice
    files = {p: p.read_bytes() for p in out.glob("*/*")}
    # Once more, with another mask: asked once, before anything is written.
    hand.come_back()
    hand.stroke([(40, 90), (280, 90)])
    assert not np.array_equal(hand.mask, drawn), "one goes on working while the dialog is open"
    hand.click("export_start", dialog)
    hand.wait(lambda: "there already" in said_by(dialog), "the question")
    assert [p for p, was in files.items() if p.read_bytes() != was] == []
    hand.click("export_keep_both", dialog)
    hand.wait(lambda: "2 photos exported" in said_by(dialog), "the export", 60)
    assert [p for p, was in files.items() if p.read_bytes() != was] == []
    new = set(out.rglob("*.png")) - files.keys()
    assert any(p.parent.name == "masks" and np.array_equal(read_mask(p).mask, hand.mask) for p in new)
    assert hand.action("open_export_folder").isEnabled()
    hand.click("export_close", dialog)
    hand.wait_for_end(dialog)


def test_export_with_nothing_chosen_says_so(hand: Hand, tmp_path: Path) -> None:
    out = tmp_path / "out"
    dialog = export(hand, out)
    for kind in ("masks", "table"):
        hand.click(f"export_{kind}", dialog)
    hand.click("export_start", dialog)
    assert said_by(dialog) and not out.exists()
    hand.click("export_close", dialog)


# What comes and goes


def test_photos_that_come_and_go_are_noticed(hand: Hand, photos: Path, data_dir: Path) -> None:
    new = sorted((data_dir / "images").iterdir())[6]
    shutil.copy(new, photos)
    hand.wait(lambda: len(hand.window.folder.rows) == 5, "the new photo")  # type: ignore[attr-defined]
    for name in (*NAMES[1:], new.stem):
        hand.key(Key.Key_Right)
        hand.wait_for_photo(name)
    (photos / f"{THIRD}.jpg").unlink()
    hand.wait(lambda: hand.window.folder.rows.row(2).missing, "the photo that went")  # type: ignore[attr-defined]
    hand.key(Key.Key_Home)
    hand.wait_for_photo(NAMES[0])
    kept = (photos / f"{NAMES[0]}.jpg").read_bytes()
    assert "not in the folder" not in hand.text("reference_label")
    (photos / f"{NAMES[0]}.jpg").unlink()
    hand.wait(lambda: "not in the folder any more" in hand.text("reference_label"), "that it is gone")
    hand.key(Key.Key_Right)
    hand.wait_for_photo(NAMES[1])
    assert "not in the folder" not in hand.text("reference_label")
    hand.key(Key.Key_Left)
    hand.wait(lambda: "not in the folder any more" in hand.text("reference_label"), "that it is gone, from memory too")
    (photos / f"{NAMES[0]}.jpg").write_bytes(kept)
    hand.wait(lambda: "not in the folder" not in hand.text("reference_label"), "the photo that came back")

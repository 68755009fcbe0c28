"""What happens to masks while the folder is at work: newer thresholds, replaced photos, a folder opened again."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from skinseg_desktop.imaging import encode_mask, find_photos, read_mask
from skinseg_desktop.inference import Engine
from skinseg_desktop.review import opening
from skinseg_desktop.review.masks import known
from skinseg_desktop.store import Project, current_mask
from skinseg_desktop.store.changes import PhotoKey, Predicted
from tests.acceptance.hand import Hand, Key, mask_on_disk, record_on_disk

FIRST, SECOND = "ISIC_0000012", "ISIC_0000111"


def window_of(hand: Hand) -> Any:
    """The main window, untyped."""
    return hand.window


def predicted(hand: Hand) -> None:
    hand.action("predict_folder").trigger()
    folder = window_of(hand).folder
    hand.wait(lambda: folder.running is None, "the folder's prediction")
    # The last of them are told a moment later.
    rows = folder.rows
    hand.wait(lambda: all(rows.row(n).area is not None or rows.row(n).trouble for n in range(len(rows))), "its masks")
    hand.settle()


def predicted_window(hand: Hand) -> Any:
    predicted(hand)
    return window_of(hand)


def on_disk(hand: Hand) -> None:
    """Wait until all that is shown is stored."""
    saver = window_of(hand).folder.saver
    hand.settle()
    saver.flush()
    hand.wait(lambda: not saver.busy, "that all is stored")


def replace_photo(photos: Path, name: str, by: str) -> None:
    """Another photo takes a name, as a person who copies a better one over it does."""
    other = photos / "other.part"
    other.write_bytes((photos / by).read_bytes())
    other.replace(photos / name)


def test_photos_seen_before_the_folder_was_predicted_anew_are_accepted_as_predicted_last(
    hand: Hand, photos: Path
) -> None:
    names = [path.name for path in sorted(photos.iterdir())]
    for name in names[1:]:
        hand.key(Key.Key_Right)
        hand.wait_for_photo(Path(name).stem)
        hand.wait_for_prediction()
    on_disk(hand)
    old = [mask_on_disk(photos, name) for name in names]
    window_of(hand).acts.choose_threshold(0.95)
    predicted(hand)
    window_of(hand).gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait_for_saved()
    for name, before in zip(names, old, strict=True):
        record = record_on_disk(photos, name)
        assert record is not None and record.status == "accepted"
        assert record.origin is not None and record.origin.threshold == 0.95, name
        now = mask_on_disk(photos, name)
        assert now is not None and before is not None and now.sum() < before.sum(), name


def test_a_mask_on_its_way_is_waited_for_before_accepting(hand: Hand, photos: Path) -> None:
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.wait_for_prediction()
    hand.settle()
    window_of(hand).acts.choose_threshold(0.95)
    hand.key(Key.Key_Left)  # FIRST is in memory, with the mask of the threshold before
    hand.key(Key.Key_A)
    assert window_of(hand).session.open.status != "accepted"
    hand.settle()
    hand.key(Key.Key_A)
    hand.wait_for_saved()
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is not None and record.status == "accepted"
    assert record.origin is not None and record.origin.threshold == 0.95


def test_a_photos_own_threshold_set_during_a_run_stays(
    hand: Hand, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Engine.maps

    def slow(self: Engine, batch: Any) -> Any:
        time.sleep(0.3)
        return answer(self, batch)

    monkeypatch.setattr(Engine, "maps", slow)
    with Project.open(photos, write=False, create=False) as project:
        assert len(project.records()) < 4  # the last photos are not known yet
    hand.action("predict_folder").trigger()
    gallery = window_of(hand).gallery
    gallery.set_current(gallery.shown_indices()[-1])
    last = sorted(photos.iterdir())[-1]
    hand.wait_for_photo(last.stem)
    hand.wait_for_prediction()
    window_of(hand).session.set_threshold(0.9, final=True)
    hand.wait(lambda: window_of(hand).folder.running is None, "the folder's prediction")
    on_disk(hand)
    record = record_on_disk(photos, last.name)
    assert record is not None and record.origin is not None
    assert record.threshold == 0.9 and record.origin.threshold == 0.9
    np.testing.assert_array_equal(mask_on_disk(photos, last.name), hand.mask)


@pytest.mark.parametrize("ahead", [True, False])
def test_masks_taken_in_while_a_photo_is_read_are_not_covered_by_what_was_read(
    hand: Hand, photos: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch, ahead: bool
) -> None:
    window = window_of(hand)
    held, read = threading.Event(), threading.Event()
    real = opening.read_reference
    last = sorted(photos.iterdir())[-1]

    def slow(photo: Any, path: Path | None, **more: Any) -> Any:
        # By now the project was asked for the photo's work.
        if path is not None and path.stem.startswith(last.stem):
            read.set()
            held.wait(10)
        return real(photo, path, **more)

    monkeypatch.setattr(opening, "read_reference", slow)
    gallery = window.gallery
    gallery.set_current(gallery.shown_indices()[-2 if ahead else -1])
    hand.wait(read.is_set, "the photo to be read")
    window.folder.import_masks(data_dir / "masks", over_work=False, resample=False)
    hand.wait(lambda: window.folder.rows.row(window.folder.rows.index(last.name)).status == "edited", "the import")
    held.set()
    hand.wait(lambda: not window.jobs.busy(), "an end of all")
    gallery.set_current(gallery.shown_indices()[-1])
    hand.wait_for_photo(last.stem)
    hand.settle()
    reference = read_mask(data_dir / "masks" / f"{last.stem}_segmentation.png").mask
    np.testing.assert_array_equal(hand.mask, reference)
    hand.key(Key.Key_A)
    hand.wait_for_saved()
    np.testing.assert_array_equal(mask_on_disk(photos, last.name), reference)


def test_a_photo_that_was_replaced_is_not_accepted_unseen(hand: Hand, photos: Path) -> None:
    predicted(hand)
    replace_photo(photos, f"{SECOND}.jpg", by=f"{FIRST}.jpg")
    window_of(hand).gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait_for_saved()
    hand.wait(lambda: "worked on under" in hand.text("message"), "that it is said")
    with Project.open(photos, write=False, create=False) as project:
        for file in find_photos([photos]).photos:
            record = known(project, file).record
            name = file.path.stem
            assert (record is not None and record.status == "accepted") == (name != SECOND), name
        assert all(r.status != "accepted" for r in project.records_by_name()[f"{SECOND}.jpg"])
    rows = window_of(hand).folder.rows
    row = rows.row(rows.index(f"{SECOND}.jpg"))
    hand.wait(lambda: row.status == "new" and row.dice is None, "the row to be another photo's")


def test_a_photo_that_was_replaced_while_the_program_was_away_is_new(
    window_factory: Callable[..., Any], hand: Hand, photos: Path, data_dir: Path
) -> None:
    predicted(hand)
    window_of(hand).gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait_for_saved()
    assert window_of(hand).close()
    last = sorted(photos.iterdir())[-1].name
    replace_photo(photos, last, by=f"{FIRST}.jpg")
    again = Hand(window_factory(photos, "--masks", data_dir / "masks"))
    again.wait_for_photo(FIRST)
    rows = window_of(again).folder.rows
    row = rows.row(rows.index(last))
    again.wait(lambda: row.status == "new", "the row to be another photo's")
    again.settle()
    assert (row.dice, row.area, row.touched) == (None, None, False)
    assert rows.row(rows.index(f"{SECOND}.jpg")).status == "accepted"


def test_a_photo_that_was_overwritten_in_place_and_predicted_since_is_not_accepted_unseen(
    hand: Hand, photos: Path
) -> None:
    window = predicted_window(hand)
    rows, last = window.folder.rows, sorted(photos.iterdir())[-1].name
    row = rows.row(rows.index(last))
    (photos / last).write_bytes((photos / f"{FIRST}.jpg").read_bytes())
    with contextlib.closing(Project.open(photos, write=False, create=False)) as project:
        file = find_photos([photos]).photos[-1]
        stored = project.prediction(project.records()[f"{FIRST}.jpg"].key)
        assert stored is not None
        made = Predicted(PhotoKey(last, known(project, file).key.sha256), stored)
    window.folder.saver.commit_between([made])  # as it is done in a lane of its own, before anybody looked
    window.gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait_for_saved()
    # Its status was the same before.
    hand.wait(lambda: row.sha256 == made.photo.sha256, "the row to be the new photo's")
    hand.wait_for_saved()
    assert row.status == "predicted"
    with Project.open(photos, write=False, create=False) as project:
        assert all(r.status == "predicted" for r in project.records_by_name()[last])


def test_work_follows_photos_that_were_renamed(
    window_factory: Callable[..., Any], hand: Hand, photos: Path, data_dir: Path
) -> None:
    predicted(hand)
    window_of(hand).gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait_for_saved()
    assert window_of(hand).close()
    for path in sorted(photos.iterdir())[1:]:
        path.rename(path.with_name(f"patient-{path.name}"))
    again = Hand(window_factory(photos))
    again.wait_for_photo(FIRST)
    rows = window_of(again).folder.rows
    again.wait(lambda: all(rows.row(n).status == "accepted" for n in range(4)), "the accepted masks")


def test_a_photo_that_is_put_back_has_its_work_again(hand: Hand, photos: Path) -> None:
    window = predicted_window(hand)
    window.gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait_for_saved()
    rows, last = window.folder.rows, sorted(photos.iterdir())[-1].name
    row = rows.row(rows.index(last))
    hand.wait(lambda: row.dice is not None, "its Dice")
    before = row.area, row.dice
    kept = (photos / last).read_bytes()
    thumbs, index = window.gallery._thumbs, rows.index(last)
    hand.wait(lambda: any(key[0] == index for key in thumbs._pixmaps), "its thumbnail")
    pictures = [pixmap.cacheKey() for key, pixmap in thumbs._pixmaps.items() if key[0] == index]
    replace_photo(photos, last, by=f"{FIRST}.jpg")
    window.folder.look_again()
    hand.wait(lambda: all(pixmap.cacheKey() not in pictures for pixmap in thumbs._pixmaps.values()), "another picture")
    hand.wait(lambda: row.status == "new" and row.dice is None, "the row of another photo")
    (photos / last).write_bytes(kept)
    window.folder.look_again()
    hand.wait(lambda: row.status == "accepted" and row.dice is not None, "the row of the photo that came back")
    assert (row.area, row.dice) == before


def test_another_photo_in_place_of_the_one_on_screen_is_shown_by_itself(hand: Hand, photos: Path) -> None:
    predicted(hand)
    before = hand.canvas.working
    place = photos / f"{FIRST}.jpg"
    hand.wait(lambda: str(place) in window_of(hand).folder._watch._file.files(), "that it is looked after")
    place.write_bytes((photos / f"{SECOND}.jpg").read_bytes())  # in its place: the folder tells nothing
    hand.wait(lambda: hand.canvas.working is not before, "the other photo", 10)
    hand.wait_to_draw()
    assert window_of(hand).session.open.photo.sha256 == sha256(place.read_bytes()).hexdigest()


def test_photos_whose_names_were_swapped_keep_their_work(
    window_factory: Callable[..., Any], hand: Hand, photos: Path, data_dir: Path
) -> None:
    predicted(hand)
    window_of(hand).gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait_for_saved()
    assert window_of(hand).close()
    names = [path.name for path in sorted(photos.iterdir())]
    masks = [mask_on_disk(photos, name) for name in names]
    for name in names:
        (photos / name).rename(photos / f"{name}.part")
    for name, old in zip(names, [*names[1:], names[0]], strict=True):  # each has the next one's photo now
        (photos / f"{old}.part").rename(photos / name)
    again = Hand(window_factory(photos))
    again.wait_for_photo(FIRST)
    rows = window_of(again).folder.rows
    again.wait(lambda: all(rows.row(n).status == "accepted" for n in range(4)), "the accepted masks")
    again.wait(lambda: not window_of(again).jobs.busy(), "an end of all")
    assert window_of(again).close(), "what can be made again is committed a little later, or now"
    with Project.open(photos, write=False, create=False) as project:
        for file, mask in zip(find_photos([photos]).photos, [*masks[1:], masks[0]], strict=True):
            record = known(project, file).record
            assert record is not None and record.status == "accepted", file.id
            np.testing.assert_array_equal(current_mask(project, record.key), mask)


def test_the_open_folder_opened_again_keeps_what_was_just_done_and_its_place(hand: Hand, photos: Path) -> None:
    predicted(hand)
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.wait_for_prediction()
    hand.action("subfolders").trigger()
    window_of(hand).gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait(lambda: not window_of(hand).jobs.busy(), "the folder again")
    hand.settle()
    statuses = {window_of(hand).folder.rows.row(n).status for n in range(4)}
    hand.wait_for_saved()
    assert statuses == {"accepted"}
    with Project.open(photos, write=False, create=False) as project:
        assert {record.status for record in project.records().values()} == {"accepted"}
    assert hand.shown == SECOND


def test_references_changed_by_another_program_count_when_the_window_is_active_again(
    hand: Hand, photos: Path, data_dir: Path, tmp_path: Path
) -> None:
    references = tmp_path / "references"
    shutil.copytree(data_dir / "masks", references)
    predicted(hand)
    window_of(hand).folder.set_references(references)
    hand.wait(lambda: hand.dice.startswith("0") and not window_of(hand).jobs.busy(), "the Dice")
    rows = window_of(hand).folder.rows
    before = hand.dice, rows.row(rows.index(f"{SECOND}.jpg")).dice
    for path in references.iterdir():
        path.write_bytes(encode_mask(1 - read_mask(path).mask))
    QApplication.sendEvent(hand.window, QEvent(QEvent.Type.ActivationChange))
    hand.wait(lambda: hand.dice not in ("", before[0]) and float(hand.dice) < 0.5, "the photo's other Dice")
    hand.wait(lambda: (rows.row(rows.index(f"{SECOND}.jpg")).dice or 1) < 0.5, "the list's other Dice")
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.wait(lambda: hand.dice.startswith("0") and float(hand.dice) < 0.5, "the neighbour's other Dice")


def test_a_rejection_taken_back_under_another_threshold_gets_that_mask(hand: Hand, photos: Path) -> None:
    window = predicted_window(hand)
    hand.key(Key.Key_R)
    window.acts.choose_threshold(0.9)
    hand.key(Key.Key_Left)
    hand.wait_for_photo(FIRST)
    hand.key(Key.Key_R)
    hand.settle()
    hand.key(Key.Key_A)
    hand.wait_for_saved()
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is not None and record.status == "accepted"
    assert record.origin is not None and record.origin.threshold == 0.9


def test_masks_whose_values_mean_something_else_are_said(hand: Hand, data_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dark"
    folder.mkdir()
    for path in (data_dir / "masks").iterdir():
        (folder / path.name).write_bytes(cv2.imencode(".png", read_mask(path).mask * np.uint16(100))[1].tobytes())
    predicted(hand)
    window_of(hand).folder.set_references(folder)
    hand.wait(lambda: "Warning" in hand.text("message"), "the warning of the references")
    window_of(hand).status.say("")
    window_of(hand).folder.import_masks(folder, over_work=False, resample=False)
    hand.wait(lambda: "Warning" in hand.text("message"), "the warning of the import")


def test_time_in_a_dialog_is_no_work(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic()
    monkeypatch.setattr("skinseg_desktop.review.clock.time.monotonic", lambda: now)
    session = window_of(hand).session
    session.attend(True)
    taken: list[float] = []

    def keep(_: object, act: Any) -> None:
        taken.extend(getattr(change, "seconds", 0) for change in act())

    monkeypatch.setattr(session.saver, "add_later", keep)
    now += 5
    session.attend(False)
    now += 40
    session.attend(True)
    now += 7
    session.worked()
    monkeypatch.undo()
    assert [seconds for seconds in taken if seconds] == [5, 7]


def test_references_that_cannot_be_used_are_counted_and_listed(
    hand: Hand, photos: Path, data_dir: Path, tmp_path: Path
) -> None:
    references = tmp_path / "references"
    references.mkdir()
    names = sorted(path.stem for path in photos.iterdir())
    for name in names:
        shutil.copy(data_dir / "masks" / f"{name}_segmentation.png", references)
    (references / f"{names[1]}_segmentation.png").write_bytes(b"")
    (references / f"{names[2]}_segmentation.png").write_bytes(encode_mask(np.ones((3, 4), np.uint8)))
    predicted(hand)
    window = window_of(hand)
    window.folder.set_references(references)
    button = window.scores_panel.pairs
    hand.wait(lambda: button.text().endswith("2 unusable"), "the count")
    assert button.text().startswith("4 of 4 ")
    button.click()
    dialog = hand.dialog("references_dialog")
    listed = dialog.findChild(QPlainTextEdit, "references_list")
    assert listed is not None and f"{names[2]}.jpg: The mask has 4 x 3 pixels" in listed.toPlainText()
    hand.click("references_close", dialog)

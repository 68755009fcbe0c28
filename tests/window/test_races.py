"""What happens at the same time: commits that fail in a row, answers that come late, acts before there is a mask."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtWidgets import QMessageBox

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.imaging import encode_mask, read_mask
from skinseg_desktop.inference import Engine
from skinseg_desktop.review import opening
from skinseg_desktop.store import Project, Settings
from tests.acceptance.hand import Hand, Key, copy_photos, mask_on_disk, record_on_disk

FIRST, SECOND = "ISIC_0000012", "ISIC_0000111"
LINES = [[(40.0, 30.0 + 20 * n), (280.0, 40.0 + 20 * n)] for n in range(3)]


def window_of(hand: Hand) -> Any:
    """The main window, untyped."""
    return hand.window


def test_S2_commits_that_failed_in_a_row_are_made_in_their_order(
    hand: Hand, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = Project.commit
    full = True

    def refused(self: Project, changes: Any) -> None:
        if full and changes:
            time.sleep(0.05)
            raise OutputError("No space left on device.", "Make room.")
        commit(self, changes)

    monkeypatch.setattr(Project, "commit", refused)
    for line in LINES:
        hand.stroke(line)
        window_of(hand).folder.saver.flush()  # as a folder's prediction or closing does
    hand.wait(lambda: hand.status.startswith("Not saved"), "that it is said")
    full = False
    hand.wait_for_saved()
    np.testing.assert_array_equal(mask_on_disk(photos, f"{FIRST}.jpg"), hand.mask)
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is not None and record.cursor == 3


def test_W3_closing_asks_when_the_disk_refuses_also_where_that_is_not_known_yet(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refused(self: Project, changes: Any) -> None:
        time.sleep(0.2)
        raise OutputError("No space left on device.", "Make room.")

    def stay(box: QMessageBox) -> int:
        asked.append(box.text())
        return 0

    with monkeypatch.context() as patched:
        patched.setattr(Project, "commit", refused)
        patched.setattr(QMessageBox, "exec", stay)
        hand.stroke(LINES[0])
        assert not window_of(hand).close()
    assert len(asked) == 1 and "No space left" in asked[0]
    hand.wait_for_saved()


def test_what_contradicts_the_journal_holds_up_nobody_else(
    hand: Hand, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: faults.append(kind))
    hand.stroke(LINES[0])
    hand.wait_for_saved()
    opened = window_of(hand).session.open
    opened.cursor += 5  # a bug, made on purpose: the next edit has a number that does not follow
    hand.stroke(LINES[1])
    hand.wait(lambda: faults, "the report")
    hand.wait_for_saved()
    hand.wait(lambda: window_of(hand).session.open is not opened, "the photo as it was saved")
    np.testing.assert_array_equal(mask_on_disk(photos, f"{FIRST}.jpg"), hand.mask)
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.wait_for_prediction()
    hand.stroke(LINES[2])
    hand.wait_for_saved()
    np.testing.assert_array_equal(mask_on_disk(photos, f"{SECOND}.jpg"), hand.mask)


def test_nothing_is_accepted_before_there_is_a_mask(
    window_factory: Callable[..., Any], photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Engine.probability_map

    def slow(self: Engine, photo: Any) -> Any:
        time.sleep(0.5)
        return answer(self, photo)

    monkeypatch.setattr(Engine, "probability_map", slow)
    hand = Hand(window_factory(photos))
    hand.wait_for_photo(FIRST)
    for _ in range(3):
        hand.key(Key.Key_A)
    assert hand.shown == FIRST
    hand.wait_for_prediction()
    hand.key(Key.Key_A)
    hand.wait_for_saved()
    record = record_on_disk(photos, f"{FIRST}.jpg")
    assert record is not None and record.status == "accepted" and record.area


def test_photos_in_memory_are_judged_with_the_selected_ones(hand: Hand, photos: Path) -> None:
    hand.action("predict_folder").trigger()
    hand.wait(lambda: window_of(hand).folder.running is None and window_of(hand).session.known(f"{SECOND}.jpg"), "work")
    window_of(hand).gallery._view.selectAll()
    hand.action("accept_selected").trigger()
    hand.wait_for_saved()
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    assert window_of(hand).session.open.status == "accepted"
    before = hand.mask
    window_of(hand).session.set_threshold(0.95, final=True)
    hand.settle()
    np.testing.assert_array_equal(hand.mask, before)


def test_other_references_reach_photos_in_memory(hand: Hand, data_dir: Path, tmp_path: Path) -> None:
    inverted = tmp_path / "inverted"
    inverted.mkdir()
    for path in (data_dir / "masks").iterdir():
        (inverted / path.name).write_bytes(encode_mask(1 - read_mask(path).mask))
    hand.wait(lambda: window_of(hand).session.known(f"{SECOND}.jpg"), "the neighbour made ready")
    window_of(hand).folder.set_references(inverted)
    hand.wait(lambda: hand.dice.startswith("0") and float(hand.dice) < 0.5, "the other Dice")
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.wait(lambda: hand.dice.startswith("0") and float(hand.dice) < 0.5, "the neighbour's other Dice")


def test_scores_that_come_late_do_not_cover_newer_ones(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    window = window_of(hand)
    hand.action("predict_folder").trigger()
    hand.wait(lambda: window.folder.running is None and not window.jobs.busy(), "work")
    hand.action("clear_mask").trigger()
    row = window.folder.rows.row(window.folder.rows.index(f"{FIRST}.jpg"))
    assert row.dice == 0
    hand.wait(lambda: window.folder._scoring.known.get(f"{SECOND}.jpg"), "a score")
    late = replace(window.folder._scoring.known[f"{SECOND}.jpg"], relative=f"{FIRST}.jpg")
    assert late.dice is not None and late.dice > 0.5
    window.folder._scoring.scored.emit((window.folder.references, [late], []))
    hand.settle()
    assert row.dice == 0


def test_a_preview_is_not_accepted_unseen(hand: Hand) -> None:
    hand.stroke(LINES[0])
    hand.wait_for_saved()
    window_of(hand).session.set_threshold(0.05, final=True)
    hand.wait(lambda: window_of(hand).session.preview is not None, "the preview")
    assert hand.text("reference_label") == "These are the scores of the preview, not of your mask."
    hand.key(Key.Key_A)
    assert "preview" not in hand.text("reference_label")
    assert hand.shown == FIRST and window_of(hand).session.preview is None
    hand.key(Key.Key_A)
    hand.wait_for_photo(SECOND)


def test_S13_settings_that_cannot_be_written_stop_nothing(
    window_factory: Callable[..., Any], photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Settings, key: str, value: object) -> None:
        raise OutputError("The settings cannot be written: read-only file system.", "")

    monkeypatch.setattr(Settings, "set", refused)
    hand = Hand(window_factory(photos))
    hand.wait_for_photo(FIRST)
    hand.wait_for_prediction()
    hand.stroke(LINES[0])
    hand.wait_for_saved()
    assert window_of(hand).close()
    assert not (photos.parent / "photos-skinseg" / "lease.json").exists()


def test_a_folder_that_was_overtaken_while_it_opened_is_free(
    window_factory: Callable[..., Any], photos: Path, data_dir: Path, tmp_path: Path
) -> None:
    others = copy_photos(data_dir, tmp_path / "others", 2)
    hand = Hand(window_factory(photos))
    window_of(hand).open([others])
    hand.wait(lambda: window_of(hand).folder.project is not None and not window_of(hand).jobs.busy(), "a folder")
    hand.wait(lambda: window_of(hand).folder.project.photos_folder == others, "the other folder")
    with Project.open(photos) as project:
        assert not project.read_only


def test_showing_sub_folders_keeps_the_project(hand: Hand, photos: Path) -> None:
    inside = photos / "more"
    inside.mkdir()
    pixels = np.full((60, 80, 3), 180, np.uint8)
    (inside / "x.png").write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    project = window_of(hand).folder.project
    hand.stroke(LINES[0])
    hand.action("subfolders").trigger()
    hand.wait(lambda: len(window_of(hand).folder.rows) == 5, "the photo of the sub-folder")
    assert window_of(hand).folder.project is project and not project.read_only
    hand.wait_for_photo(FIRST)
    hand.wait_for_saved()
    np.testing.assert_array_equal(mask_on_disk(photos, f"{FIRST}.jpg"), hand.mask)


@pytest.fixture
def held_back(hand: Hand, photos: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Goes to the last photo, which nobody has asked for yet, while what was named is held back until ``set``."""

    def begin(owner: object, name: str) -> threading.Event:
        real, go = getattr(owner, name), threading.Event()

        def slow(*arguments: Any, **more: Any) -> Any:
            go.wait(20)
            return real(*arguments, **more)

        monkeypatch.setattr(owner, name, slow)
        window_of(hand).gallery.set_current(window_of(hand).gallery.shown_indices()[-1])
        return go

    return begin


def last_of(photos: Path) -> Path:
    return sorted(photos.iterdir())[-1]


def test_what_is_drawn_before_the_mask_is_there_is_drawn_on_it(hand: Hand, photos: Path, held_back: Any) -> None:
    go = held_back(Engine, "maps")
    last = last_of(photos)
    hand.wait_for_photo(last.stem)
    assert window_of(hand).session.hindrance == "mask" and not hand.canvas.editable
    hand.stroke(LINES[0])
    (ax, ay), (bx, by) = LINES[1]
    hand.press(ax, ay)
    hand.move((ax + bx) / 2, (ay + by) / 2)
    go.set()
    hand.wait_to_draw()
    hand.settle()
    hand.move(bx, by)
    hand.release(bx, by)
    drawn = hand.mask
    hand.wait_for_saved()
    np.testing.assert_array_equal(mask_on_disk(photos, last.name), drawn)
    record = record_on_disk(photos, last.name)
    assert record is not None and record.edits == 2
    for line in LINES[:2]:
        assert all(drawn[round(y), round(x)] for x, y in line)
    hand.action("undo").trigger()
    hand.action("undo").trigger()
    assert window_of(hand).session.open.working.pixels.sum() < drawn.sum()
    hand.stroke(LINES[0])
    hand.stroke(LINES[1])
    assert hand.mask.sum() == pytest.approx(drawn.sum(), rel=0.01)


def test_what_is_drawn_early_is_forgotten_by_escape_and_said_to_be_gone_with_its_photo(
    hand: Hand, photos: Path, held_back: Any
) -> None:
    go = held_back(Engine, "maps")
    hand.wait_for_photo(last_of(photos).stem)
    hand.stroke(LINES[0])
    hand.key(Key.Key_Escape)
    hand.press(*LINES[1][0])
    hand.key(Key.Key_Left)
    hand.wait(lambda: "early" in hand.text("message"), "that it is gone")
    go.set()
    hand.release(*LINES[1][1])
    hand.key(Key.Key_Right)
    hand.wait_for_photo(last_of(photos).stem)
    hand.wait_to_draw()
    hand.settle()
    assert not hand.action("undo").isEnabled()
    assert not window_of(hand).folder.rows.counts()["edited"]


@pytest.mark.parametrize("draws", [False, True])
def test_a_stroke_begun_before_the_photo_is_there_is_no_reason_to_accept_it(
    hand: Hand, photos: Path, held_back: Any, draws: bool
) -> None:
    go = held_back(opening, "read_reference")
    hand.stroke(LINES[0])
    assert "on its way" in hand.text("message") and hand.shown == FIRST
    go.set()
    last = last_of(photos)
    hand.wait_for_photo(last.stem)
    hand.wait_to_draw()
    hand.settle()
    if draws:
        hand.stroke(LINES[0])
    else:
        hand.key(Key.Key_A)
        assert "not drawn" in hand.text("message")
        assert window_of(hand).session.open.status == "predicted"
    hand.key(Key.Key_A)
    hand.wait_for_saved()
    record = record_on_disk(photos, last.name)
    assert record is not None and record.status == "accepted"


def test_who_draws_where_one_may_only_read_is_told_so(
    hand: Hand, photos: Path, window_factory: Callable[..., Any]
) -> None:
    second = Hand(window_factory(photos))
    second.wait_for_photo(FIRST)
    second.settle()
    before = second.mask
    second.stroke(LINES[0])
    said = second.text("message")
    assert said.startswith("Nothing was drawn. Read only: ") and said.endswith("works on this project."), said
    np.testing.assert_array_equal(second.mask, before)


@pytest.mark.parametrize("key", ["A", "R", "F"])
def test_a_key_that_judges_before_the_photo_is_there_says_so(
    hand: Hand, photos: Path, held_back: Any, key: str
) -> None:
    go = held_back(opening, "read_reference")
    assert window_of(hand).session.waiting
    hand.key(getattr(Key, f"Key_{key}"))
    assert hand.text("message").startswith("Not yet")
    go.set()
    hand.wait_for_photo(last_of(photos).stem)
    hand.wait_to_draw()
    for name in (f"{FIRST}.jpg", last_of(photos).name):
        record = record_on_disk(photos, name)
        assert record is None or (record.status == "predicted" and not record.flagged)

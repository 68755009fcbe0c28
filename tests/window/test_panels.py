"""The panels: numbers with their meaning, the model's card, how things are shown; and what the status bar says."""

from __future__ import annotations

import hashlib
import math
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QWidget,
)

from skinseg_desktop.core.metrics import METRICS, confusion
from skinseg_desktop.imaging import encode_mask, read_mask
from skinseg_desktop.inference import Engine
from skinseg_desktop.window.panels.model import ModelPanel
from skinseg_desktop.zoo import DEFAULT_MODEL, Model, Zoo, find_models, learned
from tests.acceptance.hand import NONE, Hand, Key

FIRST, SECOND, THIRD = "ISIC_0000012", "ISIC_0000111", "ISIC_0000130"
ROUND = [(40.0, 30.0), (280.0, 40.0)]


def test_all_numbers_belong_to_the_mask_on_screen(hand: Hand, data_dir: Path) -> None:
    hand.wait_for_dice()
    hand.stroke(ROUND)
    mask = hand.mask
    counts = confusion(mask, read_mask(data_dir / "masks" / f"{FIRST}_segmentation.png").mask)
    for key in ("dice", "iou", "sensitivity", "specificity"):
        assert hand.text(f"{key}_label") == f"{METRICS[key].of(counts):.3f}"
    area = int(mask.sum())
    assert hand.text("area_label") == f"{area:,} px ({area / mask.size:.1%})"
    assert hand.text("diameter_label") == f"{2 * math.sqrt(area / math.pi):.1f} px"
    assert hand.text("changed_label") not in ("0.0%", "–")
    hand.key(Key.Key_Z)
    assert hand.text("changed_label") == "0.0%"


def test_an_empty_mask_has_a_score_and_no_nan(hand: Hand) -> None:
    hand.wait_for_dice()
    hand.key(Key.Key_Delete)
    assert hand.dice == "0.000"
    assert "nan" not in "".join(hand.text(f"{k}_label") for k in ("iou", "sensitivity", "specificity", "diameter"))
    assert hand.text("area_label").startswith("0 px")


def test_without_a_reference_there_is_no_digit_and_a_button(
    window_factory: Callable[..., Any], photos: Path, data_dir: Path, tmp_path: Path
) -> None:
    references = tmp_path / "masks"
    references.mkdir()
    only = data_dir / "masks" / f"{SECOND}_segmentation.png"
    (references / only.name).write_bytes(only.read_bytes())
    hand = Hand(window_factory(photos, "--masks", references))
    hand.wait_for_photo(FIRST)
    hand.wait_for_prediction()
    hand.settle()
    for key in ("dice", "iou", "sensitivity", "specificity"):
        assert not any(c.isdigit() for c in hand.text(f"{key}_label"))
    assert hand.find(QPushButton, "references_button").isVisible() and hand.text("reference_label")
    assert not hand.action("compare").isEnabled() and not hand.action("copy_reference").isEnabled()
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.wait_for_dice()
    assert not hand.find(QPushButton, "references_button").isVisible()
    hand.key(Key.Key_Left)
    hand.wait_for_photo(FIRST)
    assert not any(c.isdigit() for c in hand.dice)
    hand.wait(lambda: "n 1" in hand.text("folder_dice_label"), "the mean of the one pair")


def test_a_reference_that_does_not_fit_is_said(
    window_factory: Callable[..., Any], photos: Path, data_dir: Path, tmp_path: Path
) -> None:
    references = tmp_path / "masks"
    references.mkdir()
    # 640 x 425, the photo is 640 x 480.
    wrong = data_dir / "masks" / "ISIC_0014217_segmentation.png"
    (references / f"{FIRST}_segmentation.png").write_bytes(wrong.read_bytes())
    hand = Hand(window_factory(photos, "--masks", references))
    hand.wait_for_photo(FIRST)
    hand.wait(lambda: "425" in hand.text("message") or "size" in hand.text("message"), "a sentence about the size")
    assert not any(c.isdigit() for c in hand.dice)
    # And it stays said, where one looks for the score.
    hand.wait_for_prediction()
    hand.wait(lambda: hand.text("reference_label").startswith("The reference mask is not used: "), "the reason")
    assert not hand.find(QPushButton, "references_button").isVisible()


def test_a_photo_that_the_model_has_learned_from_says_so(
    window_factory: Callable[..., Any], photos: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digits = hashlib.sha256((photos / f"{FIRST}.jpg").read_bytes()).hexdigest()[:16]
    model = next(m for m in find_models().models if m.id == DEFAULT_MODEL)
    monkeypatch.setattr(learned, "learned_photos", lambda _: {model.sha256: frozenset([digits])})
    hand = Hand(window_factory(photos, "--masks", data_dir / "masks"))
    hand.wait_for_photo(FIRST)
    hand.wait(lambda: hand.text("reference_label").startswith("The model has learned from this photo"), "that it has")
    assert any(c.isdigit() for c in hand.dice)
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.wait_for_prediction()
    assert "learned" not in hand.text("reference_label")


def test_a_reference_that_changes_while_its_photo_is_shown_is_read_again(
    window_factory: Callable[..., Any], photos: Path, data_dir: Path, tmp_path: Path
) -> None:
    references = tmp_path / "masks"
    references.mkdir()
    mine = references / f"{FIRST}_segmentation.png"
    shutil.copy(data_dir / "masks" / mine.name, mine)
    hand = Hand(window_factory(photos, "--masks", references))
    hand.wait_for_photo(FIRST)
    hand.wait_for_dice()
    before = hand.dice
    QTest.qWait(700)  # until it is watched
    mine.write_bytes(encode_mask(1 - read_mask(mine).mask))
    hand.wait(lambda: hand.dice != before, "the Dice of the mask that is there now")
    # Two that would fit are none, and it is said why.
    shutil.copy(mine, references / f"{FIRST}.png")
    hand.wait(lambda: "Ambiguous: several files fit" in hand.text("reference_label"), "why there is none")
    assert not any(c.isdigit() for c in hand.dice)


def test_an_import_lists_what_it_left_out(
    window_factory: Callable[..., Any], photos: Path, data_dir: Path, tmp_path: Path
) -> None:
    masks = tmp_path / "masks"
    shutil.copytree(data_dir / "masks", masks)
    (masks / f"{SECOND}_segmentation.png").write_bytes(b"")
    hand = Hand(window_factory(photos))
    hand.wait_for_photo(FIRST)
    window: Any = hand.window
    window.folder.import_masks(masks, over_work=False, resample=False)
    hand.wait(lambda: hand.window.findChild(QPlainTextEdit, "imported_list") is not None, "the list")
    lines = hand.find(QPlainTextEdit, "imported_list").toPlainText().splitlines()
    assert lines[0].startswith(f"{SECOND}.jpg: ") and "the file is empty" in lines[0]
    assert any("No photo for this reference" in line for line in lines[1:])


def test_references_in_doubt_are_counted_and_named(
    window_factory: Callable[..., Any], photos: Path, tmp_path: Path
) -> None:
    references = tmp_path / "masks"
    references.mkdir()
    shutil.copy(photos / f"{SECOND}.jpg", references)
    (references / f"{FIRST}_segmentation.png").write_bytes(encode_mask(np.zeros((480, 640), np.uint8)))
    hand = Hand(window_factory(photos, "--masks", references))
    hand.wait_for_photo(FIRST)
    hand.wait_for_prediction()
    hand.action("predict_folder").trigger()
    hand.wait(lambda: hand.window.folder.running is None, "the folder's prediction")  # type: ignore[attr-defined]
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.wait(lambda: "2 in doubt" in hand.find(QPushButton, "pairs_button").text(), "the count")
    hand.click("pairs_button")
    listed = hand.dialog("references_dialog").findChild(QPlainTextEdit, "references_list")
    assert listed is not None
    said = listed.toPlainText()
    assert f"{FIRST}.jpg: In doubt: the reference is empty" in said
    assert f"{SECOND}.jpg: In doubt: the reference is a colour picture of many tones" in said


def test_the_folders_threshold_is_every_photos(hand: Hand) -> None:
    model = next(m for m in find_models().models if m.id == DEFAULT_MODEL)
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.wait_for_prediction()
    hand.settle()
    number = hand.find(QDoubleSpinBox, "threshold_value")
    assert number.value() == pytest.approx(model.card.threshold, abs=5e-4)
    before = hand.mask
    hand.key(Key.Key_Left)
    hand.wait_for_photo(FIRST)
    hand.drag_slider("threshold_slider", 950)
    hand.settle()
    chosen = number.value()
    hand.click("threshold_for_folder")
    hand.canvas.setFocus()
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.wait(lambda: hand.mask.sum() < before.sum(), "a smaller mask")
    assert number.value() == pytest.approx(chosen, abs=1e-3)
    assert not hand.find(QPushButton, "threshold_reset").isEnabled(), "it is the folder's"


def test_how_things_are_shown(hand: Hand, qapp: QApplication) -> None:
    def seen() -> QImage:
        qapp.processEvents()
        return hand.canvas.grab().toImage()

    plain = seen()
    pictures = []
    for key in (Key.Key_H, Key.Key_M, Key.Key_O, Key.Key_I, Key.Key_V):
        hand.key(key)
        pictures.append(seen())
        assert pictures[-1] != plain, key
        hand.key(key)
        assert seen() == plain, key
    reset = hand.find(QPushButton, "reset_display_button")
    assert not reset.isVisible()
    for name in ("brightness", "contrast", "gamma"):
        hand.drag_slider(f"{name}_slider", 75)
        assert seen() != plain, name
        assert reset.isVisible() and "adjusted" in hand.text("view_status")
        hand.key(Key.Key_D)
        assert seen() == plain, name
        assert not reset.isVisible() and hand.find(QSlider, f"{name}_slider").value() == 50
    hand.drag_slider("opacity_slider", 90)
    assert seen() != plain


def test_display_adjustments_change_nothing_but_the_screen(hand: Hand) -> None:
    before, number = hand.mask, hand.dice
    hand.drag_slider("contrast_slider", 95)
    hand.settle()
    np.testing.assert_array_equal(hand.mask, before)
    assert hand.dice == number and hand.status.startswith("Saved")


def test_the_model_panel_shows_the_card(hand: Hand) -> None:
    model = next(m for m in find_models().models if m.id == DEFAULT_MODEL)
    card = hand.text("model_card")
    assert model.card.title in card and model.sha256[:12] in card and "Research use only" in card
    assert hand.find(QComboBox, "model_choice").currentText() == DEFAULT_MODEL
    assert hand.text("model_status").startswith(f"CPU, {DEFAULT_MODEL}")


def test_a_model_that_may_not_be_used_commercially_says_so_at_the_top(
    show: Callable[[QWidget], QWidget], tiny_model: Model
) -> None:
    free = tiny_model
    bound = replace(free, card=replace(free.card, licence="CC BY-NC 4.0"))
    panel = ModelPanel()
    show(panel)
    said = []
    for model in (free, bound):
        panel.show_zoo(Zoo((model,), ()), model.id, "cpu")
        label = panel.findChild(QLabel, "model_card")
        assert isinstance(label, QLabel)
        said.append(label.text().splitlines())
    assert "Not for commercial use." not in said[0] and said[1][1] == "Not for commercial use."


def test_another_model_predicts_at_once_and_leaves_work(
    window_factory: Callable[..., Any], photos: Path, tiny_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKINSEG_MODELS", str(tiny_model.folder.parent))
    hand = Hand(window_factory(photos))
    hand.wait_for_photo(FIRST)
    hand.wait_for_prediction()
    hand.settle()
    first = hand.mask
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.wait_for_prediction()
    hand.settle()
    hand.stroke(ROUND)
    mine = hand.mask
    choice = hand.find(QComboBox, "model_choice")
    choice.window().activateWindow()
    choice.setFocus()
    place = choice.findText("tiny")
    assert place >= 0
    choice.setCurrentIndex(place)
    choice.activated.emit(place)
    hand.wait(lambda: "tiny" in hand.text("model_status"), "the other model")
    hand.settle()
    np.testing.assert_array_equal(hand.mask, mine)
    hand.canvas.setFocus()
    hand.key(Key.Key_Left)
    hand.wait_for_photo(FIRST)
    hand.wait(lambda: not np.array_equal(hand.mask, first), "its mask")
    hand.settle()
    from skinseg_desktop.imaging import read_photo

    with Engine(tiny_model, "cpu") as engine:
        expected = engine.predict(read_photo(photos / f"{FIRST}.jpg"))[1]
    np.testing.assert_array_equal(hand.mask, expected)


def test_M6_without_a_model_everything_else_works(
    window_factory: Callable[..., Any],
    photos: Path,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("skinseg_desktop.zoo.models.shipped_models_dir", lambda: tmp_path / "none")
    hand = Hand(window_factory(photos, "--masks", data_dir / "masks"))
    hand.wait_for_photo(FIRST)
    hand.wait(lambda: "import" in hand.text("model_card"), "how to get one")
    assert not hand.action("predict_photo").isEnabled()
    hand.action("predict_folder").trigger()
    assert "no model" in hand.text("message")
    hand.stroke(ROUND)
    hand.wait_for_dice()
    hand.wait_for_saved()
    hand.key(Key.Key_A)
    hand.wait_for_photo(SECOND)


def test_the_status_bar_says_photo_zoom_and_place(hand: Hand) -> None:
    assert hand.text("view_status").startswith(f"{FIRST}  640 × 480  ")
    hand.key(Key.Key_1)
    assert hand.text("view_status").endswith("100%")
    hand.move(100.5, 60.5)
    x, y = hand.canvas.widget_to_photo(hand.canvas.photo_to_widget(100.5, 60.5).toPoint().toPointF())
    hand.wait(lambda: hand.text("pointer_status") == f"{int(x)}, {int(y)}", "the pointer's place")
    hand.key(Key.Key_0)
    assert not hand.text("view_status").endswith("100%")


def test_what_is_clipped_can_be_read_in_the_tool_tip(hand: Hand) -> None:
    for name in ("save_status", "message"):
        label = hand.find(QLabel, name)
        assert label.toolTip() == label.text()


def test_panels_and_list_are_put_away_by_keys(hand: Hand) -> None:
    wide = hand.canvas.width()
    hand.key(Key.Key_F8)
    hand.wait(lambda: not hand.find(QWidget, "gallery").isVisible())
    hand.key(Key.Key_F9)
    hand.wait(lambda: not hand.find(QWidget, "scores_panel").isVisible())
    hand.wait(lambda: hand.canvas.width() > wide, "a wider photo")
    hand.key(Key.Key_Right)
    hand.wait_for_photo(SECOND)
    hand.stroke(ROUND, NONE)
    hand.wait_for_saved()
    hand.key(Key.Key_F8)
    hand.key(Key.Key_F9)
    hand.wait(lambda: hand.find(QWidget, "gallery").isVisible() and hand.find(QWidget, "scores_panel").isVisible())

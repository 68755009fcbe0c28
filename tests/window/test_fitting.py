"""Names and sentences of any length: nothing reaches over the edge of the screen, and the whole can be read."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolTip,
    QWidget,
)

from skinseg_desktop.core.places import shipped_models_dir
from skinseg_desktop.window.panels.elided import Elided
from skinseg_desktop.window.panels.fitting import Sentence, squeezed, tip, wrapped
from tests.acceptance.hand import copy_photos
from tests.window.test_languages import clipped
from tests.window.trainings import find

Wait = Callable[..., None]
#: As long as a name of a folder may be, with what is added to it.
LONG = "A-folder-" + "with-a-long-name-" * 13 + "photos"
PATH = f"/home/somebody/{LONG}/project.sqlite"


@pytest.fixture
def window(window_factory: Callable[..., Any], data_dir: Path, tmp_path: Path, wait: Wait) -> Any:
    made = window_factory(copy_photos(data_dir, tmp_path / LONG, 3), "--masks", data_dir / "masks")
    wait(lambda: made.session.open is not None and made.session.open.origin is not None)
    return made


def visible(window: QWidget) -> QDialog:
    (dialog,) = (dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    return dialog


def too_large(widget: QWidget) -> list[str]:
    """In which way a widget is larger than the screen."""
    screen = widget.screen().availableGeometry()
    size, least = widget.size(), widget.minimumSizeHint()
    return [f"{s.toTuple()}" for s in (size, least) if s.width() > screen.width() or s.height() > screen.height()]


@pytest.mark.parametrize("name", ["export", "train", "import_masks", "settings", "about"])
def test_no_dialog_is_larger_than_the_screen(name: str, window: Any, wait: Wait) -> None:
    window.actions_by_id[name].trigger()
    wait(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
    dialog = visible(window)
    QApplication.processEvents()
    assert too_large(dialog) == []
    assert [line for line in clipped(dialog) if "train_described" in line] == []
    dialog.close()


def test_the_train_dialog_makes_room_for_what_a_check_found(window: Any, wait: Wait) -> None:
    window.actions_by_id["train"].trigger()
    wait(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
    dialog: Any = visible(window)
    dialog._said.setText("Looking at the photos...")
    dialog._busy.show()
    QTest.qWait(100)  # laid out, as while a check runs
    before = dialog.height()
    dialog._show_found(
        {}, "\n".join(f"What was found, in the line {n} of seven: 40 pairs of photo and mask." for n in range(7))
    )
    QApplication.processEvents()
    assert dialog.height() > before
    assert [line for line in clipped(dialog) if "train_" in line] == []
    dialog.close()


def test_an_export_into_a_folder_with_a_long_name(window: Any, wait: Wait) -> None:
    window.actions_by_id["export"].trigger()
    dialog = visible(window)
    find(dialog, QCheckBox, "export_predicted").setChecked(True)
    said = find(dialog, QLabel, "export_said")
    find(dialog, QPushButton, "export_start").click()
    wait(lambda: "exported to" in said.text(), 30)
    assert too_large(dialog) == []
    assert "…" in said.text() and said.text().find("…") < said.text().find("Files written")
    assert LONG[-20:] in said.text() and f"{LONG}-export" in said.toolTip().replace("\u200b", "")
    dialog.close()


def test_the_pairs_and_the_folders_opened_last(window: Any, data_dir: Path, tmp_path: Path, wait: Wait) -> None:
    masks = tmp_path / f"masks-{LONG}"
    shutil.copytree(data_dir / "masks", masks)
    window.folder.set_references(masks)
    wait(lambda: window.folder.references is not None and window.folder.references.folder == masks)
    window.acts.show_pairs()
    dialog = visible(window)
    assert too_large(dialog) == []
    dialog.close()
    window.kept.keep("recent_folders", [str(tmp_path / LONG)])
    menu = find(window, QMenu, "menu_recent")
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    assert menu.sizeHint().width() < menu.screen().availableGeometry().width()
    assert action.text().endswith("photos") and LONG in action.toolTip().replace("\u200b", "")


def test_the_question_before_work_is_lost(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(window.folder), "unsaved", f"{PATH} cannot be written: no space left on the disk.")
    seen: list[list[str]] = []

    def look() -> None:
        (question,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
        seen.append(too_large(question))
        question.buttons()[0].click()

    QTimer.singleShot(0, look)
    window.close()
    assert seen == [[]]
    monkeypatch.undo()


def test_a_training_gets_a_name_that_is_free_and_short_enough(window: Any) -> None:
    window.actions_by_id["train"].trigger()
    dialog = visible(window)
    name, recipes = find(dialog, QLineEdit, "train_name"), find(dialog, QComboBox, "train_recipe")
    assert 0 < len(name.text()) < 60 and name.text().startswith(LONG[:20]) and name.text().endswith("-lite")
    assert recipes.minimumSizeHint().width() < 400
    dialog.close()


def test_a_name_gives_way_before_a_sentence_does(qapp: QApplication) -> None:
    metrics = QLabel().fontMetrics()
    rest = "project.sqlite cannot be written: no space left on the disk."
    sentence = f"Not saved: {PATH.removesuffix('project.sqlite')}{rest}"
    line = squeezed(sentence, metrics, metrics.averageCharWidth() * 100)
    assert line.startswith("Not saved: /home") and line.endswith(rest)
    assert metrics.horizontalAdvance(line) <= metrics.averageCharWidth() * 100
    assert squeezed("All is well.", metrics, 10) == "All is well.", "words of a language stay"
    assert all(metrics.horizontalAdvance(word) < 500 for word in wrapped(sentence, metrics).split())
    label = Sentence(sentence)
    assert label.minimumSizeHint().width() < 600 and PATH in label.toolTip().replace("\u200b", "")
    label.setText("All is well.")
    assert label.text() == "All is well." and label.toolTip() == ""
    assert tip("a < b") == "a < b" and html.escape("a < b" * 30) in tip("a < b" * 30)


def test_a_click_on_what_is_cut_shows_all_of_it(window: Any, wait: Wait) -> None:
    message = find(window, Elided, "message")
    said = "The model cannot be used: get its folder again from where it came from, or import it anew. " * 4
    window.status.say(said)
    QApplication.processEvents()
    assert message.shown() != said
    QTest.mouseClick(message, Qt.MouseButton.LeftButton)
    wait(QToolTip.isVisible)
    assert said.strip() in QToolTip.text()
    QToolTip.hideText()
    window.status.say("Short.")
    QApplication.processEvents()
    QTest.mouseClick(message, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert "Short." not in QToolTip.text() or not QToolTip.isVisible()


def test_why_a_model_cannot_be_used_is_read_whole_in_its_panel(
    window_factory: Callable[..., Any], photos: Path, tmp_path: Path, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    monkeypatch.setenv("SKINSEG_MODELS", str(models))
    shutil.copytree(next(shipped_models_dir().glob("*/card.json")).parent, models / "broken")
    (models / "broken" / "card.json").write_text("{")
    window = window_factory(photos)
    wait(lambda: window.models.zoo is not None)
    (bad,) = (one for one in window.models.zoo.unusable if one.id == "broken")
    card = find(window, QLabel, "model_card")
    wait(lambda: bad.id in card.text())
    assert bad.reason.split()[-1] in card.text()


def test_why_the_model_in_use_cannot_predict_stays_in_its_panel(
    window_factory: Callable[..., Any], photos: Path, tmp_path: Path, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    monkeypatch.setenv("SKINSEG_MODELS", str(models))
    shutil.copytree(next(shipped_models_dir().glob("*/card.json")).parent, models / "damaged")
    card = models / "damaged" / "card.json"
    card.write_text(re.sub(r'"id": "[^"]*"', '"id": "damaged"', card.read_text(encoding="utf-8")), encoding="utf-8")
    network = models / "damaged" / "model.onnx"
    network.write_bytes(network.read_bytes()[:-1] + b"?")
    window = window_factory(photos)
    wait(lambda: window.models.recipe is not None)
    said = find(window, QLabel, "model_trouble")
    assert said.isHidden()
    window.models.choose("damaged")
    wait(lambda: not said.isHidden())
    assert "SHA-256" in said.text() and said.text().endswith(".")
    window.models.choose(window.models.zoo.models[0].id)
    wait(said.isHidden)

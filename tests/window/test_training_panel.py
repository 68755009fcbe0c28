"""The panel of trainings: curves, numbers, the strip, before and after, and what can be done with a run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QListWidget,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSlider,
    QTableWidget,
    QTabWidget,
    QWidget,
)

from skinseg_desktop.store import runs
from skinseg_desktop.window.followed import Followed
from skinseg_desktop.window.panels.elided import Elided
from skinseg_desktop.window.panels.outcome import Outcome
from skinseg_desktop.window.panels.training import TrainingPanel
from skinseg_desktop.window.theme import Theme
from skinseg_desktop.window.training import Training
from skinseg_desktop.zoo import CARD_FILE, Model
from tests.window.trainings import Wait, epoch, event, find, finished, made_run, step, visible
from tests.window.trainings import runs_folder as runs_folder  # a fixture, as the next
from tests.window.trainings import training as training


@pytest.fixture
def used() -> list[str]:
    """SHA-256 of the weights that predict: its last."""
    return [""]


@pytest.fixture
def panel(
    used: list[str], training: Callable[[], Training], runs_folder: Path, show: Callable[[QWidget], QWidget], wait: Wait
) -> TrainingPanel:
    made_run(runs_folder, "broken-off", [event("started", step=0), step(1), step(2), epoch(1), epoch(2)])
    made_run(runs_folder, "well-done", [epoch(1), epoch(2), event("ended", outcome="finished")], result=finished())
    ours = training()
    ours.load()
    wait(lambda: ours.runs)
    made = TrainingPanel(ours, lambda: used[-1])
    made.resize(1000, 300)
    show(made)
    return made


def choose(panel: TrainingPanel, name: str) -> None:
    listed = find(panel, QListWidget, "training_list")
    row = next(r for r in range(listed.count()) if listed.item(r).text().startswith(name))
    listed.setCurrentRow(row)


def test_the_panel_shows_curves_numbers_and_what_can_be_done(panel: TrainingPanel) -> None:
    choose(panel, "broken-off")
    assert visible(panel) == {"resume", "discard", "open"}
    assert "0.700" in find(panel, QLabel, "training_numbers").text()
    assert "Resume" in find(panel, QLabel, "training_trouble").text()
    x, y = panel._curves._curves["scores", "validation", "dice"].getData()
    assert list(x) == [1, 2] and list(y) == pytest.approx([0.6, 0.7])
    assert list(panel._curves._curves["loss", "training", "loss"].getData()[1]) == pytest.approx([1 / 2, 1 / 3])


def test_what_comes_before_the_steps_is_said_and_counted(
    panel: TrainingPanel, runs_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(panel, "broken-off")
    followed = next(f for f in panel._training.runs if f.name == "broken-off")
    numbers, bar = find(panel, QLabel, "training_numbers"), find(panel, QProgressBar, "training_progress")
    console = runs_folder / "broken-off" / "console.txt"
    console.write_text("Traceback\nreading the training photos: 1,230 of 2,460, 5 s left\n", "utf-8")
    panel._training._refresh(followed)
    assert "reading" not in numbers.text(), "nobody works on it: it is a line of before"
    monkeypatch.setattr(runs, "is_alive", lambda folder: folder == followed.folder)
    panel._training._refresh(followed)
    assert "reading the training photos: 1,230 of 2,460" in numbers.text()
    assert (bar.maximum(), bar.value()) == (1000, 500)
    with console.open("a", encoding="utf-8") as more:
        more.write("training: 3 of 10, 2 min left\n")
    panel._training._refresh(followed)
    assert "reading" not in numbers.text() and followed.doing is None
    assert bar.value() == round(1000 * followed.last_step["step"] / followed.last_step["steps"])


def test_what_resume_will_do_is_said(panel: TrainingPanel, runs_folder: Path, wait: Wait) -> None:
    choose(panel, "broken-off")
    assert "begins anew" in find(panel, QLabel, "training_trouble").text()
    folder = runs_folder / "broken-off"
    (folder / "checkpoints" / "step-00000002.safetensors").touch()
    choose(panel, "well-done")
    choose(panel, "broken-off")
    assert "from the last checkpoint" in find(panel, QLabel, "training_trouble").text()
    # One that starts over draws its curves from the beginning.
    with (folder / "events.jsonl").open("a", encoding="utf-8") as events:
        events.writelines(json.dumps(one) + "\n" for one in (event("started", step=0), step(1), epoch(1)))
    followed = next(f for f in panel._training.runs if f.name == "broken-off")
    panel._training._look()
    wait(lambda: len(followed.epochs) == 1)
    assert followed.steps["loss"] == [1 / 2] and followed.last_step["step"] == 10
    shutil.rmtree(folder)
    choose(panel, "well-done")
    choose(panel, "broken-off")
    assert "folder is gone" in find(panel, QLabel, "training_trouble").text() and "resume" not in visible(panel)


def test_the_numbers_have_the_width_of_the_panel(panel: TrainingPanel) -> None:
    choose(panel, "broken-off")
    panel.resize(780, 300)
    QApplication.processEvents()
    numbers = find(panel, QLabel, "training_numbers")
    assert panel.width() == 780 and isinstance(numbers, Elided)
    assert numbers.shown() == numbers.text() and numbers.width() > 0.6 * 780
    numbers.setText("trains  \u00b7  " + "something long " * 30)
    assert numbers.shown().startswith("trains") and numbers.shown().endswith("\u2026")
    assert numbers.text() in numbers.toolTip()


def test_the_strip_has_a_slider_through_the_epochs(panel: TrainingPanel) -> None:
    choose(panel, "broken-off")
    find(panel, QTabWidget, "training_tabs").setCurrentIndex(1)
    slider, label = find(panel, QSlider, "strip_slider"), find(panel, QLabel, "strip_label")
    assert slider.value() == slider.maximum() == 1 and "0.700" in label.text()
    slider.setValue(0)
    assert "0.600" in label.text()
    photos = find(panel, QWidget, "strip_photos")
    shades = {photos.grab().toImage().pixelColor(x, photos.height() // 2).red() for x in range(photos.width())}
    assert len(shades) > 6


def test_before_and_after_is_sorted_by_change_and_says_what_it_shows(
    panel: TrainingPanel, used: list[str], tiny_model: Model, runs_folder: Path, wait: Wait
) -> None:
    shutil.copy(tiny_model.folder / CARD_FILE, runs_folder / "well-done" / "model")
    choose(panel, "well-done")
    find(panel, QTabWidget, "training_tabs").setCurrentIndex(2)
    table, said = find(panel, QTableWidget, "outcome_table"), find(panel, QLabel, "outcome_label")
    changes = [table.item(row, 3) for row in range(3)]
    assert [change.text() if change else "" for change in changes] == ["-0.020", "+0.010", "+0.030"]
    assert "0.800 before" in said.text() and "do not show" in said.text()
    assert find(panel, QPushButton, "training_use").text() == "Use this model"
    wanted: list[Followed] = []
    panel.use_wanted.connect(wanted.append)
    find(panel, QPushButton, "training_use").click()
    assert [followed.name for followed in wanted] == ["well-done"]
    used.append(tiny_model.sha256)
    panel.say_what_is_used()
    use = find(panel, QPushButton, "training_use")
    assert use.text() == "In use" and not use.isEnabled()
    used.append("another")
    panel.say_what_is_used()
    assert use.text() == "Use this model" and use.isEnabled()
    made_run(runs_folder, "worse", [epoch(1), event("ended", outcome="stopped")], result=finished(better=False))
    panel._training.load()
    wait(lambda: len(panel._training.runs) == 3)
    choose(panel, "worse")
    assert find(panel, QPushButton, "training_use").text() == "Use it all the same"
    assert "not better" in said.text()


def test_before_and_after_says_of_how_many_photos_and_whether_they_are_few(panel: TrainingPanel) -> None:
    outcome = Outcome()
    few = finished()
    assert "on the same 3 test photos" in outcome.sentence(few) and "95% interval -0.0200" in outcome.sentence(few)
    assert "Few photos" in outcome.sentence(few)
    for n, said in ((29, True), (30, False), (1500, False)):
        sentence = outcome.sentence({**few, "n": n})
        assert ("Few photos" in sentence) == said and f" {n:,} test photos" in sentence
        assert "do not show" in sentence
        first = outcome.sentence({**few, "n": n, "before": None})
        assert ("Few photos" in first) == said and f" {n:,} test photos" in first
    for key, words in (("leaks", "sibling in another part"), ("known", "has learned from 1 held-out photo:")):
        for result in ({**few, key: 1}, {**few, key: 1, "before": None}):
            assert words in outcome.sentence(result) and words not in outcome.sentence({**result, key: 0})
    one = outcome.sentence({**few, "n": 1, "difference": {"n": 1, "mean": 0.01, "interval": None}})
    assert "+0.0100" in one and "no interval" in one
    outcome.deleteLater()


def test_curves_are_saved_as_a_picture_and_as_numbers(panel: TrainingPanel, tmp_path: Path) -> None:
    choose(panel, "broken-off")
    panel._curves.save(tmp_path / "curves.png")
    picture = cv2.imdecode(np.fromfile(tmp_path / "curves.png", np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None and picture.shape[1] >= panel._curves.width()
    panel._curves.save(tmp_path / "curves.csv")
    lines = (tmp_path / "curves.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3 and "validation_dice" in lines[0]
    said: list[str] = []
    panel.said.connect(said.append)
    panel._curves.save(tmp_path / "nowhere" / "curves.csv")
    assert "nowhere" in said[0]


def test_the_curves_follow_the_theme(panel: TrainingPanel, qapp: QApplication) -> None:
    theme = Theme.of(qapp)
    shades = []
    for choice in ("light", "dark"):
        theme.choose(choice)
        QTest.qWait(50)
        picture = find(panel, QWidget, "curves_view").grab().toImage()
        shades.append(picture.pixelColor(picture.width() - 4, 4).lightness())
    theme.choose("system")
    assert shades[0] > 200 > 60 > shades[1]


def test_discarding_an_interrupted_run_asks(panel: TrainingPanel, wait: Wait) -> None:
    choose(panel, "broken-off")
    find(panel, QPushButton, "training_discard").click()
    question = find(panel, QMessageBox, "discard_question")
    find(question, QPushButton, "discard_question_yes").click()
    listed = find(panel, QListWidget, "training_list")
    wait(lambda: [listed.item(row).text().split("\n")[0] for row in range(listed.count())] == ["well-done"])

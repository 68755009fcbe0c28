"""The dialog that asks what to train on and how: what it gives to the verb, and what its check says."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QPushButton, QSpinBox, QWidget

from skinseg_desktop.window.child import End, Outcome
from skinseg_desktop.window.dialogs.train import TrainDialog
from skinseg_desktop.window.followed import Followed
from skinseg_desktop.window.panels.scroll import TallScroll
from skinseg_desktop.window.training import Training
from tests.window.trainings import Wait, find
from tests.window.trainings import runs_folder as runs_folder  # a fixture, as the next
from tests.window.trainings import training as training


class NoFolder:
    """No folder is open. The real one needs a whole window, which other tests drive."""

    project = rows = saver = None

    class opened:
        @staticmethod
        def connect(_slot: object) -> None: ...


@pytest.fixture
def dialog(training: Callable[[], Training], show: Callable[[QWidget], QWidget], tmp_path: Path) -> TrainDialog:
    from skinseg_desktop.store.settings import Settings
    from skinseg_desktop.window.models import Models
    from skinseg_desktop.zoo import find_models

    ours = training()
    models = Models(Settings.load(), lambda _key, _value: None, ours._jobs, ours)
    models.zoo = find_models()
    made = TrainDialog(ours, NoFolder(), models, tmp_path)  # type: ignore[arg-type]
    show(made)
    return made


def answer_of(**more: Any) -> Outcome:
    report = {
        "pairs": 12, "parts": {"train": 10, "validation": 1, "test": 1}, "problems": [], "shared": 0,
        "seconds_per_epoch": 5.8, "seconds": 174.0, "epochs": 30, "device": "cpu",
    }  # fmt: skip
    return Outcome(End.SUCCESS, json.dumps({**report, **more}), "")


def test_the_dialog_gives_the_arguments_of_train(dialog: TrainDialog, data_dir: Path, tmp_path: Path) -> None:
    dialog.add_folder(str(data_dir))
    dialog.add_folder(str(data_dir))
    find(dialog, QSpinBox, "train_length").setValue(7)
    unit = find(dialog, QComboBox, "train_unit")
    unit.setCurrentIndex(unit.findData("minutes"))
    start = find(dialog, QComboBox, "train_start_from")
    assert {start.itemData(row) for row in range(start.count())} >= {
        "",
        "scratch",
        "skinseg-lite",
        "encoder:skinseg-lite",
    }
    start.setCurrentIndex(start.findData("encoder:skinseg-lite"))
    assert dialog.arguments() == (
        "--data", str(data_dir), "--recipe", "lite", "--set", "minutes=7", "--set", "start=encoder:skinseg-lite"
    )  # fmt: skip
    recipe = tmp_path / "own.toml"
    recipe.write_text('network = "seed-unet"\nstart = "scratch"\nsize = 64\nminutes = 3.0\n', encoding="utf-8")
    dialog.take_recipe_file(str(recipe))
    assert "--recipe" in dialog.arguments() and str(recipe) in dialog.arguments()
    assert start.findData("skinseg-lite") < 0, "a model of another network"
    recipe.write_text("siez = 64\n", encoding="utf-8")
    dialog.take_recipe_file(str(recipe))
    assert "size" in find(dialog, QLabel, "train_said").text()


def test_the_dialog_shows_what_was_found(dialog: TrainDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    # The check itself is a training's, and takes its time: its answer is given here.
    asked: list[Sequence[str]] = []
    answers = [
        answer_of(problems=[{"name": "a", "reason": "The mask is empty."}], shared=3),
        answer_of(),
        Outcome(End.MENDABLE, "", "skinseg: There is no pair.\n         Give a folder."),
    ]

    def check(arguments: Sequence[str], ended: Callable[[Outcome], None]) -> None:
        asked.append(arguments)
        ended(answers[len(asked) - 1])

    monkeypatch.setattr(dialog._training, "check", check)
    said, start = find(dialog, QLabel, "train_said"), find(dialog, QPushButton, "train_start")
    look = find(dialog, QPushButton, "train_check")
    look.click()
    assert not asked and "folder" in said.text()
    dialog.add_folder("somewhere")
    look.click()
    assert "12 pairs" in said.text() and "too good" in said.text() and "3 min" in said.text()
    problems = find(dialog, QListWidget, "train_problems")
    assert problems.isVisible() and problems.item(0).text() == "a: The mask is empty."
    assert not start.isEnabled()
    dialog.add_folder("another")
    assert start.isEnabled() and "again" in said.text()
    look.click()
    assert "no look-alike" in said.text() and start.isEnabled() and "30 epochs: 3 min" in said.text()
    # What an epoch takes is known: other epochs need no other look.
    find(dialog, QSpinBox, "train_length").setValue(90)
    assert "90 epochs: 9 min" in said.text() and len(asked) == 2
    assert dialog._checked == dialog.arguments() and "epochs=90" in dialog._checked
    scroll = dialog.findChild(TallScroll)
    assert scroll is not None and scroll.verticalScrollBar().maximum() == 0, "there is room on this screen"
    dialog.add_folder("elsewhere")
    look.click()
    assert said.text() == "There is no pair. Give a folder."


def test_a_long_answer_can_be_read_on_a_small_screen(
    dialog: TrainDialog, monkeypatch: pytest.MonkeyPatch, wait: Callable[..., None]
) -> None:
    notes = [f"{n} of 12 masks are empty, such as the mask of a photo with a rather long name." for n in range(30)]
    problems = [{"name": f"two\nlines {n}", "reason": "The mask is empty."} for n in range(9)]
    monkeypatch.setattr(dialog._training, "check", lambda _, ended: ended(answer_of(notes=notes, problems=problems)))
    dialog.setMaximumSize(600, 480)
    dialog.add_folder("somewhere")
    find(dialog, QPushButton, "train_check").click()
    said, start = find(dialog, QLabel, "train_said"), find(dialog, QPushButton, "train_start")
    scroll = dialog.findChild(TallScroll)
    assert scroll is not None and dialog.height() <= 480
    wait(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert said.height() >= said.heightForWidth(said.width()), "nothing of it is cut off"
    assert dialog.rect().contains(start.mapTo(dialog, start.rect().bottomRight())), "the buttons are always there"
    listed = find(dialog, QListWidget, "train_problems")
    assert "\n" not in listed.item(0).text()
    scroll.ensureWidgetVisible(listed)
    assert listed.visibleRegion().boundingRect().height() > 0


def test_start_looks_first_and_then_orders(dialog: TrainDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialog._training, "check", lambda _arguments, ended: ended(answer_of()))
    monkeypatch.setattr(dialog._training, "_start", lambda _followed: None)
    made: list[Followed] = []
    dialog.asked.connect(made.append)
    dialog.add_folder("somewhere")
    find(dialog, QPushButton, "train_start").click()
    (followed,) = made
    assert followed.order is not None and followed.order.arguments[:2] == ("--data", "somewhere")
    assert not dialog.isVisible()


def test_the_real_check_says_why_it_cannot_be(dialog: TrainDialog, tmp_path: Path, wait: Wait) -> None:
    dialog.add_folder(str(tmp_path / "nowhere"))
    start = find(dialog, QComboBox, "train_start_from")
    start.setCurrentIndex(start.findData("scratch"))
    find(dialog, QPushButton, "train_check").click()
    busy, said = find(dialog, QWidget, "train_busy"), find(dialog, QLabel, "train_said")
    assert busy.isVisible()
    wait(lambda: not busy.isVisible(), 60)
    assert "nowhere" in said.text()

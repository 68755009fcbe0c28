"""Trainings in the window: orders and runs, their panel and their dialog; real trainings killed, resumed, let go."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QListWidget,
    QMessageBox,
    QPushButton,
    QSlider,
    QSpinBox,
    QTableWidget,
    QTabWidget,
    QWidget,
)

from skinseg_desktop.store import runs
from skinseg_desktop.window.child import End, Outcome, sentence_of
from skinseg_desktop.window.dialogs.train import TrainDialog
from skinseg_desktop.window.followed import Followed, place_order, read_order, scanned, value_of
from skinseg_desktop.window.jobs import Jobs
from skinseg_desktop.window.panels.training import TrainingPanel
from skinseg_desktop.window.theme import Theme
from skinseg_desktop.window.training import Training

Wait = Callable[..., None]
W = TypeVar("W", bound=QWidget)

#: A training that takes a second an epoch, and one that cannot begin.
TINY = ("--recipe", "finetune", "--set", "size=64", "--set", "batch=2", "--set", "start=scratch", "--set", "threads=1")
HOPELESS = ("--data", "nowhere", "--recipe", "no-such-recipe")


@pytest.fixture(autouse=True)
def runs_folder(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SKINSEG_RUNS", str(own_folders / "runs"))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    return own_folders / "runs"


@pytest.fixture
def training(qapp: QApplication) -> Iterator[Callable[[], Training]]:
    """Makes what a window has of trainings; closed at the end, as by a window that asks nobody."""
    made: list[tuple[Training, Jobs]] = []

    def make() -> Training:
        jobs = Jobs()
        made.append((Training(jobs), jobs))
        return made[-1][0]

    yield make
    for one, jobs in made:
        one.close()
        jobs.close()


def find(parent: QWidget, kind: type[W], name: str) -> W:
    found = parent.findChild(kind, name)
    assert found is not None
    return found


def event(kind: str, **values: Any) -> dict[str, Any]:
    return {"kind": kind, "time": "2026-01-01T10:00:00.000+00:00", **values}


def step(number: int) -> dict[str, Any]:
    shown = {"loss": 1 / (number + 1), "dice": 0.8, "iou": 0.7, "rate": 1e-3, "images_per_second": 4.0}
    return event("step", step=number, steps=40, epoch=number / 10, **shown, remaining=30.0, memory_mb=900)


def epoch(number: int, **more: Any) -> dict[str, Any]:
    scores = {"n": 6, "loss": 0.5, "dice": 0.5 + number / 10, "iou": 0.4, "failed": 0.1, "pooled_dice": 0.6}
    part = {"loss": 0.6, "dice": 0.5, "iou": 0.4}
    return event(
        "epoch", epoch=number, step=number * 10, steps=40, train=part, validation=scores, rate=1e-3,
        sample=f"samples/{number}.jpg", **more,
    )  # fmt: skip


def made_run(
    folder: Path, name: str, events: Sequence[dict[str, Any]], tail: str = "", result: dict[str, Any] | None = None
) -> Path:
    run = runs.create_run(folder / name, {"name": name, "recipe": {}}, {}).folder
    lines = "".join(json.dumps(one) + "\n" for one in events)
    (run / runs.EVENTS).write_text(lines + tail, encoding="utf-8")
    for one in events:
        if "sample" in one:
            colours = np.repeat(np.arange(6, dtype=np.uint8) * 40, 32)[None, :, None]
            cv2.imencode(".jpg", np.tile(colours, (32, 1, 3)))[1].tofile(run / one["sample"])
    if result is not None:
        (run / runs.RESULT).write_text(json.dumps(result), encoding="utf-8")
        (run / "model").mkdir()
        (run / "model" / "card.json").write_text("{}", encoding="utf-8")
    return run


def finished(better: bool = True) -> dict[str, Any]:
    photos = [{"key": f"demo/{n}", "before": 0.8, "after": 0.8 + n / 100} for n in (3, -2, 1)]
    return {
        "part": "test", "n": 3, "after": {"dice": 0.81, "iou": 0.7, "failed": 0.0}, "photos": photos, "better": better,
        "before": {"model": "skinseg-lite", "sha256": "", "dice": 0.8, "iou": 0.7, "failed": 0.0},
        "difference": {"n": 3, "mean": 0.0067, "interval": [-0.02, 0.03]},
    }  # fmt: skip


# What is read of a run's folder


def test_t8_half_written_and_unknown_events_are_passed_over(runs_folder: Path) -> None:
    strange = [
        event("started", step=0, steps=40), event("weather", rain=True), step(1), {"kind": 3}, epoch(1),
        event("step", step="two", epoch=None, loss=[]), event("epoch", epoch="x"), event("epoch", epoch=2),
    ]  # fmt: skip
    place = made_run(runs_folder, "one", strange, tail='no JSON\n{"kind": "step", "st')
    followed = Followed(place)
    assert followed.refresh()
    assert followed.steps["epoch"] == [0.1] and [record["epoch"] for record in followed.epochs] == [1, 2]
    assert value_of(followed.epochs[0], "validation", "dice") == pytest.approx(0.6)
    assert math.isnan(value_of(followed.epochs[1], "validation", "dice"))
    with (place / runs.EVENTS).open("a", encoding="utf-8") as file:
        file.write('ep": 9}\n' + json.dumps(step(2)) + "\n")
    assert followed.refresh() and followed.steps["epoch"] == [0.1, 0.2]
    assert not followed.refresh()


def test_steps_that_are_done_again_after_a_resume_count_once(runs_folder: Path) -> None:
    happened = [event("started", step=0), step(5), epoch(1), step(15), epoch(2), event("resumed", step=10), step(12)]
    followed = Followed(made_run(runs_folder, "one", happened))
    followed.refresh()
    assert followed.steps["epoch"] == [0.5, 1.2] and [record["epoch"] for record in followed.epochs] == [1]
    assert followed.state == "interrupted"


def test_an_order_has_a_folder_of_its_own(runs_folder: Path) -> None:
    one, two = (place_order(runs_folder, "Ä/b c", ["--data", "x"]) for _ in range(2))
    assert one != two and one.parent == two.parent == runs_folder
    order = read_order(two)
    assert order is not None and order.name == "Ä/b c" and order.arguments == ("--data", "x")
    (one / "order.json").write_text("{", encoding="utf-8")
    assert [followed.order is None for followed in scanned(runs_folder)].count(True) == 1


def test_the_sentence_of_a_verb_is_its_last() -> None:
    assert sentence_of("training: 3 of 4\nskinseg: There is no x.\n         Give one.\n") == "There is no x. Give one."
    assert sentence_of("reading\nTraceback") == ""


# Orders and processes


def test_what_cannot_begin_says_why_and_the_next_begins(training: Callable[[], Training], wait: Wait) -> None:
    ours = training()
    said: list[str] = []
    ours.said.connect(said.append)
    one, two = ours.add("one", HOPELESS), ours.add("two", HOPELESS)
    assert one is not None and two is not None
    assert ours.prepares(one) and two.state == "waiting" and ours.waiting == [two]
    assert any("one" in sentence and "two" in sentence for sentence in said)
    wait(lambda: one.state == two.state == "failed", 40)
    assert one.order is not None and "no-such-recipe" in one.order.failed
    # Another window sees the same, and does not begin it again.
    other = training()
    other.load()
    wait(lambda: other.runs)
    assert [followed.state for followed in other.runs] == ["failed", "failed"] and other.at_work is None
    other.discard(other.runs[0])
    assert [followed.name for followed in other.runs] == ["one"] and not two.folder.exists()


def test_what_waits_is_started_by_one_window_only(training: Callable[[], Training], wait: Wait) -> None:
    one, two = training(), training()
    assert one._owns_queue() is False  # there is no folder of runs yet
    waiting = place_order(one.folder, "later", HOPELESS)
    assert one._owns_queue() and not two._owns_queue()
    two.load()
    wait(lambda: two.runs)
    assert two.at_work is None and two.runs[0].state == "waiting"
    one.close()
    wait(lambda: (read_order(waiting) or two.runs[0].order).failed, 40)  # type: ignore[union-attr]


@pytest.mark.slow
def test_t7_a_real_training_is_stopped_killed_let_go_and_found_again(
    training: Callable[[], Training], show: Callable[[QWidget], QWidget], wait: Wait, data_dir: Path
) -> None:
    window = show(QWidget())

    def answer(button: str) -> None:
        def click() -> None:
            question = find(window, QMessageBox, "training_question")
            find(question, QPushButton, f"training_question_{button}").click()

        QTimer.singleShot(0, click)

    # Closing the window stops it at a checkpoint, and what waits does not begin at the next start.
    first = training()
    asked = ("--data", str(data_dir), *TINY, "--set", "epochs=500", "--set", "patience=0")
    made = first.add("mine", asked)
    after = first.add("after", HOPELESS)
    assert made is not None and after is not None
    wait(lambda: made.state == "running" and made.epochs, 60)
    assert made.order is None
    answer("stay")
    assert not first.may_close(window) and made.state == "running"
    answer("stop")
    assert first.may_close(window)
    first.close()
    wait(lambda: not runs.is_alive(made.folder), 20)
    assert list((made.folder / "checkpoints").glob("step-*"))

    # The next window finds it with its curves. Its process is killed: that is said, and the queue goes on.
    second = training()
    said: list[str] = []
    second.said.connect(said.append)
    second.load()
    wait(lambda: second.runs)
    found, waiting = sorted(second.runs, key=lambda followed: followed.name, reverse=True)
    assert found.state == "interrupted" and found.epochs and waiting.state == "held" and second.at_work is None
    second.resume(found)
    second.resume(waiting)
    wait(lambda: found.state == "running", 60)
    second.pause(found)
    wait(lambda: found.state == "paused", 20)
    assert second._child is not None
    os.kill(second._child._process.pid, signal.SIGKILL)
    wait(lambda: found.state == "interrupted", 10)
    assert any("mine" in sentence and "resume" in sentence for sentence in said)
    wait(lambda: waiting.state == "failed", 40)

    # Let go, it goes on without a window; the third one asks nothing about it, and stops it.
    second.resume(found)
    assert second.prepares(found)
    wait(lambda: found.state == "running" and not second.prepares(found), 60)
    answer("go_on")
    assert second.may_close(window)
    second.close()
    third = training()
    third.load()
    wait(lambda: third.at_work is not None)
    again = third.at_work
    assert again is not None and third.may_close(window)
    third.stop(again)
    wait(lambda: again.state == "stopped", 60)
    assert (again.folder / "model" / "card.json").exists() and again.result() is not None
    wait(lambda: not runs.is_alive(again.folder), 20)


# The panel


@pytest.fixture
def panel(
    training: Callable[[], Training], runs_folder: Path, show: Callable[[QWidget], QWidget], wait: Wait
) -> TrainingPanel:
    made_run(runs_folder, "broken-off", [event("started", step=0), step(1), step(2), epoch(1), epoch(2)])
    made_run(runs_folder, "well-done", [epoch(1), epoch(2), event("ended", outcome="finished")], result=finished())
    ours = training()
    ours.load()
    wait(lambda: ours.runs)
    made = TrainingPanel(ours)
    made.resize(1000, 300)
    show(made)
    return made


def choose(panel: TrainingPanel, name: str) -> None:
    listed = find(panel, QListWidget, "training_list")
    row = next(r for r in range(listed.count()) if listed.item(r).text().startswith(name))
    listed.setCurrentRow(row)


def visible(panel: TrainingPanel) -> set[str]:
    keys = ("resume", "pause", "stop", "discard", "use", "open")
    return {key for key in keys if find(panel, QPushButton, f"training_{key}").isVisible()}


def test_the_panel_shows_curves_numbers_and_what_can_be_done(panel: TrainingPanel) -> None:
    choose(panel, "broken-off")
    assert visible(panel) == {"resume", "discard", "open"}
    assert "0.700" in find(panel, QLabel, "training_numbers").text()
    assert "Resume" in find(panel, QLabel, "training_trouble").text()
    x, y = panel._curves._curves["scores", "validation", "dice"].getData()
    assert list(x) == [1, 2] and list(y) == pytest.approx([0.6, 0.7])
    assert list(panel._curves._curves["loss", "training", "loss"].getData()[1]) == pytest.approx([1 / 2, 1 / 3])


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
    panel: TrainingPanel, runs_folder: Path, wait: Wait
) -> None:
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
    made_run(runs_folder, "worse", [epoch(1), event("ended", outcome="stopped")], result=finished(better=False))
    panel._training.load()
    wait(lambda: len(panel._training.runs) == 3)
    choose(panel, "worse")
    assert find(panel, QPushButton, "training_use").text() == "Use it all the same"
    assert "not better" in said.text()


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


# The dialog


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
    look, leaks = find(dialog, QPushButton, "train_check"), find(dialog, QCheckBox, "train_leaks")
    look.click()
    assert not asked and "folder" in said.text()
    dialog.add_folder("somewhere")
    look.click()
    assert "12 pairs" in said.text() and "too good" in said.text() and "3 min" in said.text()
    problems = find(dialog, QListWidget, "train_problems")
    assert problems.isVisible() and problems.item(0).text() == "a: The mask is empty."
    assert leaks.isVisible() and not start.isEnabled()
    leaks.setChecked(True)
    assert start.isEnabled()
    find(dialog, QSpinBox, "train_length").setValue(9)
    assert not leaks.isVisible() and "again" in said.text()
    look.click()
    assert "no look-alike" in said.text() and not leaks.isVisible()
    dialog.add_folder("elsewhere")
    look.click()
    assert said.text() == "There is no pair. Give a folder."


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


# The window


def test_the_window_finds_runs_and_shows_them_only_when_asked(
    window_factory: Callable[..., Any], runs_folder: Path, wait: Wait, data_dir: Path, tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    photo = min((data_dir / "images").iterdir())
    (tmp_path / "photos" / photo.name).write_bytes(photo.read_bytes())
    made_run(runs_folder, "broken-off", [event("started", step=0), step(1), epoch(1)])
    window = window_factory(tmp_path / "photos")
    wait(lambda: "training_dock" in window.__dict__ and window.training_dock.training.runs)
    wait(lambda: "broken-off" in window.status.message.text())
    assert window.training_dock.widget() is None and not window.actions_by_id["show_training"].isChecked()
    window.actions_by_id["show_training"].trigger()
    wait(lambda: window.training_dock.isVisible())
    wait(lambda: window.canvas.height() > 350)
    assert window.width() == 1366
    panel = find(window, TrainingPanel, "training_panel")
    assert visible(panel) == {"resume", "discard", "open"}
    window.actions_by_id["show_training"].trigger()
    wait(lambda: not window.training_dock.isVisible())
    window.actions_by_id["train_from_corrections"].trigger()
    dialog = find(window, TrainDialog, "train_dialog")
    wait(lambda: window.models.chosen and "start=skinseg-lite" in dialog.arguments())
    recipe = dialog.arguments().index("--recipe")
    assert dialog.arguments()[recipe + 1] == "finetune" and "accepted,edited" in dialog.arguments()
    dialog.close()


def test_drawing_curves_is_loaded_with_the_panel_only(tmp_path: Path) -> None:
    code = (
        "import sys; from skinseg_desktop.window import app; a, w = app.create(['x']); w.training_dock; w.close();"
        "print('pyqtgraph' in sys.modules, 'torch' in sys.modules, 'skinseg_desktop.training' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["False"] * 3, done.stderr


def test_a_trained_model_is_taken_in_once(
    window_factory: Callable[..., Any], wait: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_model: Any
) -> None:
    monkeypatch.setenv("SKINSEG_MODELS", str(tmp_path / "models"))
    window = window_factory()
    wait(lambda: window.models.chosen == "skinseg-lite")
    window.models.adopt(tiny_model.folder)
    wait(lambda: window.models.chosen == "tiny", 60)
    window.models.choose("skinseg-lite")
    window.models.adopt(tiny_model.folder)
    assert window.models.chosen == "tiny"
    assert [place.name for place in (tmp_path / "models").iterdir()] == ["tiny"]
    window.models.adopt(tmp_path)
    assert str(tmp_path) in window.status.message.text()

"""Trainings in the window: orders and runs; real trainings killed, resumed, let go; and how the window follows them."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from skinseg_desktop.store import runs
from skinseg_desktop.store.orders import place_order, read_order
from skinseg_desktop.window.child import sentence_of
from skinseg_desktop.window.dialogs.train import TrainDialog
from skinseg_desktop.window.followed import Followed, scanned, value_of
from skinseg_desktop.window.panels.training import TrainingPanel
from skinseg_desktop.window.panels.training_dock import TrainingStatus
from skinseg_desktop.window.training import Training
from tests.window.trainings import Wait, epoch, event, find, made_run, step, visible
from tests.window.trainings import runs_folder as runs_folder  # a fixture, as the next
from tests.window.trainings import training as training

#: A training that takes a second an epoch, and one that cannot begin.
TINY = ("--recipe", "finetune", "--set", "size=64", "--set", "batch=2", "--set", "start=scratch", "--set", "threads=1")
HOPELESS = ("--data", "nowhere", "--recipe", "no-such-recipe")


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


def test_runs_of_one_name_are_told_apart(training: Callable[[], Training]) -> None:
    ours = training()
    assert [made.name for _ in range(3) if (made := ours.add("mine", HOPELESS))] == ["mine", "mine-2", "mine-3"]


def test_what_waits_is_in_the_list_at_once(training: Callable[[], Training]) -> None:
    ours = training()
    ours.add("first", HOPELESS)
    listed: list[list[str]] = []
    ours.changed.connect(lambda: listed.append([followed.name for followed in ours.runs]))
    ours.add("second", HOPELESS)
    assert ours.waiting and ["second", "first"] in listed


def test_what_cannot_begin_says_why_and_the_next_begins(training: Callable[[], Training], wait: Wait) -> None:
    ours = training()
    said: list[str] = []
    ours.said.connect(said.append)
    one, two = ours.add("one", HOPELESS), ours.add("two", HOPELESS)
    assert one is not None and two is not None
    assert ours.prepares(one) and two.state == "waiting" and ours.waiting == [two]
    # It is held back, and asked for again.
    ours.pause(two)
    assert two.state == "held" and ours.waiting == []
    ours.resume(two)
    assert two.state == "waiting" and ours.waiting == [two]
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


def test_one_that_prepares_can_be_held_back_and_begins_again(training: Callable[[], Training], wait: Wait) -> None:
    ours = training()
    one = ours.add("one", HOPELESS)
    assert ours.prepares(one)
    ours.pause(one)
    wait(lambda: not ours.prepares(one), 40)
    assert one.state == "held" and one in ours.runs and ours.at_work is None and not ours.waiting
    ours.resume(one)
    wait(lambda: one.state == "failed", 40)
    # One that is discarded while it prepares goes.
    ours.resume(one)
    assert ours.prepares(one)
    ours.discard(one)
    wait(lambda: one not in ours.runs, 40)
    assert not one.folder.exists()


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


def test_the_status_bar_tells_no_percentage_of_a_run_that_stopped_early(
    training: Callable[[], Training], runs_folder: Path, show: Callable[[QWidget], QWidget], wait: Wait
) -> None:
    place = made_run(runs_folder, "one", [event("started", step=0, steps=40), step(33)])

    def happens(kind: str, **values: Any) -> None:
        with (place / runs.EVENTS).open("a", encoding="utf-8") as file:
            file.write(json.dumps(event(kind, **values)) + "\n")

    ours, other = training(), training()
    bars = [TrainingStatus(one, show(QWidget())) for one in (ours, other)]
    with runs.working_in(place):
        ours.load()
        other.load()
        wait(lambda: all(bar.text() == "Training 82%" and bar.isVisible() for bar in bars))
        happens("finishing", step=33)
        wait(lambda: not any("%" in bar.text() for bar in bars))
        assert all(bar.isVisible() for bar in bars)
        # Its own window waits for the end of the process; the other's finds the end while it does something else.
        ours._at, ours._child = ours.runs[0], _Goes()  # type: ignore[assignment]
        happens("ended", outcome="finished")
        other.resume(other.runs[0])
        wait(lambda: not any(bar.isVisible() for bar in bars))
        assert ours.at_work is ours.runs[0]
        ours._at = ours._child = None


@pytest.mark.parametrize(("button", "closes"), [("stop", True), ("go_on", True), ("stay", False)])
def test_a_training_may_end_while_it_is_asked_about(
    training: Callable[[], Training], runs_folder: Path, show: Callable[[QWidget], QWidget], wait: Wait,
    button: str, closes: bool,
) -> None:  # fmt: skip
    place = made_run(runs_folder, "one", [event("started", step=0, steps=40), step(33)])
    ours, window = training(), show(QWidget())
    with runs.working_in(place):
        ours.load()
        wait(lambda: ours.runs)
        ours._at, ours._child = ours.runs[0], _Goes()  # type: ignore[assignment]

        def click() -> None:
            ours._at = ours._child = None
            question = find(window, QMessageBox, "training_question")
            find(question, QPushButton, f"training_question_{button}").click()

        QTimer.singleShot(0, click)
        assert ours.may_close(window) is closes


class _Goes:
    """A process that is about to end."""

    def ended(self) -> None:
        """Not yet."""


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
    assert window.models.in_use() not in ("", tiny_model.sha256)
    window.models.adopt(tiny_model.folder)
    wait(lambda: window.models.chosen == "tiny", 60)
    assert window.models.in_use() == tiny_model.sha256
    window.models.choose("skinseg-lite")
    assert window.models.in_use() not in ("", tiny_model.sha256)
    window.models.adopt(tiny_model.folder)
    assert window.models.chosen == "tiny"
    assert [place.name for place in (tmp_path / "models").iterdir()] == ["tiny"]
    window.models.adopt(tmp_path)
    wait(lambda: str(tmp_path) in window.status.message.text())

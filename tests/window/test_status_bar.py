"""The status bar: a sentence is read from its beginning, whole where that is possible, and nothing touches the edge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QToolButton, QWidget

from skinseg_desktop.core.progress import Progress
from skinseg_desktop.window.longwork import Running
from skinseg_desktop.window.panels import status
from skinseg_desktop.window.panels.elided import Elided
from skinseg_desktop.window.panels.status import StatusBar
from skinseg_desktop.window.saving import SaveState

LONG = "The training from-my-corrections-2 is finished: its model is in the panel Trainings, beside the others."
FIELDS = ("view_status", "model_status", "pointer_status")


@pytest.fixture
def bar(show: Callable[[QWidget], QWidget]) -> StatusBar:
    window = QMainWindow()
    made = StatusBar(QAction("Cancel", window))
    window.setStatusBar(made)
    window.resize(1366, 400)
    show(window)
    made.show_saving(SaveState(True, ""), Path("/home/somebody/Documents/Dermoscopy/photos"), None)
    made.show_view("ISIC_0000012", (1022, 767), 45.0, False)
    made.show_model("CPU, skinseg-lite", 56.0)
    made.point((100.0, 60.0))
    QApplication.processEvents()
    return made


def label(bar: StatusBar, name: str) -> QLabel:
    found = bar.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def seen(bar: StatusBar) -> set[str]:
    return {name for name in FIELDS if label(bar, name).isVisible()}


def narrow(bar: StatusBar, width: int) -> None:
    bar.window().resize(width, 400)
    QApplication.processEvents()


def test_a_sentence_has_the_room_it_needs_and_the_least_important_goes_first(bar: StatusBar) -> None:
    message = label(bar, "message")
    assert isinstance(message, Elided)
    assert seen(bar) == set(FIELDS)
    widths = []
    for width in (1366, 1100, 1000, 900, 800, 700):
        narrow(bar, width)
        bar.say(LONG)
        QApplication.processEvents()
        assert message.shown() == LONG, width
        # What is there is there in the order of its importance.
        assert seen(bar) in (set(), {"view_status"}, {"view_status", "model_status"}, set(FIELDS))
        widths.append(len(seen(bar)))
    assert widths[-2] < 3 and widths == sorted(widths, reverse=True), widths
    bar.say("")
    narrow(bar, 800)
    assert seen(bar) == set(FIELDS), "and comes back"
    bar.say("Short.")
    QApplication.processEvents()
    assert seen(bar) == set(FIELDS)


def test_a_sentence_that_comes_while_something_runs(bar: StatusBar) -> None:
    narrow(bar, 800)
    bar.say(LONG[:40])
    bar.show_running(Running("Predict", Progress(3, 12), 65.0))
    QApplication.processEvents()
    message = label(bar, "message")
    assert isinstance(message, Elided)
    assert message.shown() == LONG[:40] and label(bar, "progress_status").isVisible()


def test_a_field_that_comes_later_takes_no_room_from_a_sentence(bar: StatusBar, wait: Callable[..., None]) -> None:
    training = QToolButton()
    training.setText("Training 45% " * 4)
    training.hide()
    bar.addPermanentWidget(training)
    narrow(bar, 1150)
    bar.say(LONG)
    QApplication.processEvents()
    before = seen(bar)
    assert before
    training.show()
    wait(lambda: seen(bar) < before)
    QApplication.processEvents()
    assert bar.message.shown() == LONG and training.isVisible()


def test_what_has_no_room_loses_its_end_but_a_path_its_middle(bar: StatusBar) -> None:
    narrow(bar, 640)
    bar.say(LONG * 3)
    QApplication.processEvents()
    message, saving = bar.message, bar.saving
    assert message.shown().endswith("…") and LONG.startswith(message.shown()[:40])
    assert LONG * 3 in message.toolTip()
    # Whatever else there is to say: that the work is saved can always be read.
    assert saving.shown() == "Saved" and saving.toolTip() == saving.text()
    bar.say(LONG)
    narrow(bar, 960)
    assert saving.shown().startswith("Saved in") and saving.shown().endswith("s") and saving.shown() != saving.text()


def test_what_is_not_saved_gives_way_to_no_sentence(bar: StatusBar) -> None:
    narrow(bar, 800)
    bar.say(LONG)
    QApplication.processEvents()
    assert bar.saving.shown() != bar.saving.text()
    bar.show_saving(SaveState(False, "The disk is full."), Path("/photos"), None)
    assert bar.saving.shown() == "Not saved: The disk is full."
    bar.show_saving(SaveState(True, ""), Path("/photos"), None)
    assert bar.message.shown() == LONG


@pytest.mark.parametrize("width", [1366, 800, 640])
def test_the_last_words_do_not_touch_the_edge(bar: StatusBar, width: int) -> None:
    narrow(bar, width)
    right = max(
        widget.mapTo(bar, QPoint(widget.width(), 0)).x() for widget in bar.findChildren(QWidget) if widget.isVisible()
    )
    assert bar.width() - right >= 6


def test_sentences_that_come_by_themselves_wait_until_the_one_before_was_read(
    bar: StatusBar, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "_READ", 150)
    monkeypatch.setattr(status, "_EACH_LETTER", 0)
    message = label(bar, "message")
    for sentence in ("Work lies elsewhere.", "3 photos have a reference.", "3 photos have a reference."):
        bar.tell(sentence)
    assert message.text() == "Work lies elsewhere."
    bar.say("This is the last photo.")
    assert message.text() == "This is the last photo.", "what a key did is said at once"
    seen: list[str] = []

    def all_told() -> bool:
        if not seen or seen[-1] != message.text():
            seen.append(message.text())
        return len(seen) == 3

    wait(all_told)
    assert seen == ["This is the last photo.", "Work lies elsewhere.", "3 photos have a reference."]
    bar.tell("Something else.")
    bar.clear()
    assert message.text() == ""
    bar.tell("Another folder's.")
    assert message.text() == "Another folder's."


def test_what_is_said_of_a_photo_goes_with_it(bar: StatusBar) -> None:
    message = label(bar, "message")
    bar.say("a.jpg cannot be read.", of_photo=True)
    bar.leave_photo()
    assert message.text() == ""
    bar.tell("The folder is back.")
    bar.leave_photo()
    assert message.text() == "The folder is back."
    bar.say("a.jpg cannot be read.", of_photo=True)
    bar.leave_photo()
    assert message.text() == "The folder is back."


def test_what_could_not_be_saved_is_said_until_it_is_saved_and_no_longer(bar: StatusBar) -> None:
    trouble = "/photos/project.sqlite cannot be written: no space left on the disk. Make room."
    bar.show_saving(SaveState(False, trouble), Path("/photos"), None)
    bar.say(f"This folder has changes that are not saved yet: {trouble}")
    bar.tell(trouble)
    bar.show_saving(SaveState(False, ""), Path("/photos"), None)
    assert bar.saving.text() == "Saving in /photos"
    assert bar.message.text() == "", "it is on its way: what was said of it before is true no longer"
    bar.show_saving(SaveState(True, ""), Path("/photos"), None)
    QApplication.processEvents()
    assert bar.message.text() == "" and bar.saving.text() == "Saved in /photos"
    bar.say("3 photos predicted.")
    bar.show_saving(SaveState(True, ""), Path("/photos"), None)
    assert bar.message.text() == "3 photos predicted."


def test_why_nothing_is_saved_is_read_whole_beside_a_sentence(bar: StatusBar) -> None:
    reason = "cannot be written: no space left on the disk."
    narrow(bar, 800)
    bar.say(LONG)
    bar.show_saving(
        SaveState(False, f"/home/somebody/{'Documents/' * 9}project.sqlite {reason}"), Path("/photos"), None
    )
    QApplication.processEvents()
    assert bar.saving.shown().startswith("Not saved: /home") and bar.saving.shown().endswith(reason)
    assert bar.message.shown().endswith("…")


def test_a_name_without_end_hides_nothing(bar: StatusBar) -> None:
    for width in (1366, 800):
        narrow(bar, width)
        bar.show_view("ISIC_" + "0" * 230, (1022, 767), 45.0, False)
        QApplication.processEvents()
        assert label(bar, "save_status").isVisible() and bar.saving.shown().startswith("Saved"), width
        bar.show_view("ISIC_0000012", (1022, 767), 45.0, False)
        QApplication.processEvents()
        assert bar.saving.shown().startswith("Saved"), width

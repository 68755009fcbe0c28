"""Numbers in the window: one notation in each language, a point in all of them; and fields that understand a comma."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QDoubleSpinBox, QLabel, QWidget

from skinseg_desktop.core.places import resources_dir
from skinseg_desktop.core.progress import Progress
from skinseg_desktop.window.followed import Followed
from skinseg_desktop.window.language import install
from skinseg_desktop.window.longwork import Running
from skinseg_desktop.window.panels import numbers
from skinseg_desktop.window.panels.numbers import THIN_SPACE, NumberField, number
from skinseg_desktop.window.panels.steady import Steady
from skinseg_desktop.window.panels.training import TrainingPanel
from skinseg_desktop.window.training import Training
from tests.window.trainings import epoch, event, find, made_run, step
from tests.window.trainings import runs_folder as runs_folder  # a fixture, as the next
from tests.window.trainings import training as training

Show = Callable[[QWidget], QWidget]
#: A comma that stands for the point: not followed by three digits and a border.
DECIMAL_COMMA = re.compile(r"\d,(?!\d{3}(?!\d))\d")
#: A point that stands between thousands: it is one where the whole has another, or a digit group of three and no more.
THOUSANDS_POINT = re.compile(r"\d\.\d{3}\.\d")


@pytest.fixture(params=["en", "de", "pt_BR"])
def language(request: pytest.FixtureRequest, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    before = QLocale()
    monkeypatch.setenv("SKINSEG_LANGUAGE", request.param)
    yield install(qapp, "system")
    monkeypatch.setenv("SKINSEG_LANGUAGE", "en")
    install(qapp, "system")
    QLocale.setDefault(before)


def test_a_number_is_written_with_a_point_and_with_groups_that_nobody_takes_for_decimals(language: str) -> None:
    assert number(0.91234, 3) == "0.912" and number(999) == "999"
    if language == "en":
        assert number(1234567) == "1,234,567" and number(1234.56, 1) == "1,234.6"
    else:
        assert number(1234567) == "1\u202f234\u202f567" and number(1234.56, 1) == "1\u202f234.6"


@pytest.mark.parametrize(("count", "said"), [
    (1, {"en": "1 photo has a reference mask.", "de": "1 Foto hat eine Referenzmaske.",
         "pt_BR": "1 foto tem máscara de referência."}),
    (2, {"en": "2 photos have a reference mask.", "de": "2 Fotos haben eine Referenzmaske.",
         "pt_BR": "2 fotos têm máscara de referência."}),
])  # fmt: skip
def test_one_is_no_plural(language: str, count: int, said: dict[str, str]) -> None:
    text = QCoreApplication.translate("Scoring", "{} photo(s) have a reference mask.", "", count)
    assert text.format(number(count)) == said[language]


@pytest.mark.parametrize("file", sorted((resources_dir() / "translations").glob("*.ts")), ids=lambda file: file.stem)
def test_every_text_that_counts_has_a_form_for_one(file: Path) -> None:
    messages = re.findall(r"<message[^>]*>.*?</message>", file.read_text(encoding="utf-8"), re.S)
    assert [
        m for m in messages if "(s)</source>" in m or "(s) " in m.partition("</source>")[0] if "numerus=" not in m
    ] == []
    counted = [
        re.findall(r"<numerusform>(.*?)</numerusform>", message) for message in messages if "numerus=" in message
    ]
    assert len(counted) > 15 and all(len(set(forms)) == 2 for forms in counted), counted


@pytest.mark.parametrize("file", sorted((resources_dir() / "translations").glob("*.ts")), ids=lambda file: file.stem)
def test_no_translation_writes_a_decimal_comma(file: Path) -> None:
    texts = [
        text or "" for text in re.findall(r"<translation>(.*?)</translation>", file.read_text(encoding="utf-8"), re.S)
    ]
    assert [text for text in texts if DECIMAL_COMMA.search(text)] == []


@pytest.mark.parametrize("typed", ["0.25", "0,25"])
def test_a_field_takes_either_comma_or_point(language: str, show: Show, typed: str) -> None:
    field = NumberField(0.001, 0.999, 0.01, decimals=3)
    field.setKeyboardTracking(False)
    show(field)
    field.setValue(0.5)
    assert field.text() == "0.500"
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 0.25 and field.text() == "0.250"


def test_all_numbers_of_the_window_are_in_one_notation(
    language: str, window_factory: Callable[..., Any], data_dir: Path, tmp_path: Path, wait: Callable[..., None]
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for photo in sorted((data_dir / "images").iterdir())[:3]:
        (photos / photo.name).write_bytes(photo.read_bytes())
    window = window_factory(photos, "--masks", data_dir / "masks")
    wait(lambda: any(c.isdigit() for c in find(window, QLabel, "dice_label").text()))
    window.status.show_running(Running("Export", Progress(1200, 345678), 3700.0))
    assert re.fullmatch(r"[01]\.\d{3}", find(window, QLabel, "dice_label").text())
    between = "," if language == "en" else THIN_SPACE
    assert between in find(window, QLabel, "area_label").text(), "thousands are grouped"
    assert f"345{between}678" in find(window, QLabel, "progress_status").text()
    shown = [label.text() for label in window.findChildren(QLabel)]
    shown += [field.text() for field in window.findChildren(QAbstractSpinBox)]
    assert find(window, QDoubleSpinBox, "threshold_value").text() in shown
    mixed = [text for text in shown if DECIMAL_COMMA.search(text) or THOUSANDS_POINT.search(text)]
    assert mixed == []
    shown.remove(find(window, QLabel, "model_card").text())  # its words are the card's
    assert language == "en" or [text for text in shown if re.search(r"\d,\d", text)] == []


def test_the_line_of_a_training_is_in_one_notation(
    language: str, training: Callable[[], Training], runs_folder: Path, show: Show, wait: Callable[..., None]
) -> None:
    made_run(runs_folder, "one", [event("started", step=0), step(1), step(2), epoch(1)])
    ours = training()
    ours.load()
    wait(lambda: ours.runs)
    panel = TrainingPanel(ours, str)
    show(panel)
    followed: Followed = ours.runs[0]
    followed.state = "running"
    followed.last_step = {**step(1234), "images_per_second": 4.25, "memory_mb": 12345, "waiting_share": 0.0625}
    said = panel._said_numbers(followed)
    assert "0.600" in said and number(12345) in said and "4.2" in said
    # All that there was while it trains is there: the time left, the pace, the memory, how long photos are waited for.
    assert said.count("\u00b7") == 6 and " 30 s" in f" {said}"
    assert not DECIMAL_COMMA.search(said)
    # A time budget may end within an epoch: the last step is not said to be short of one.
    followed.last_step = {**step(40), "epoch": 2.8, "steps": 40, "step": 40}
    assert re.search(r"2\.8\D+2\.8(?!\d)", panel._said_numbers(followed))
    followed.last_step = {**step(40), "epoch": 1.5, "steps": 80, "step": 40}
    assert re.search(r"1\.5\D+3(?![.\d])", panel._said_numbers(followed))


def test_a_number_can_be_selected_where_the_pointer_is(show: Show) -> None:
    label = Steady("dice_label", "0.000", selectable=True)
    label.setText("0.912")
    show(label)
    QApplication.sendEvent(label, QEvent(QEvent.Type.Leave))  # the pointer may be anywhere
    assert label.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction
    at = QPointF(label.rect().center())
    QApplication.sendEvent(label, QEnterEvent(at, at, label.mapToGlobal(at)))
    QTest.mouseDClick(label, Qt.MouseButton.LeftButton, pos=label.rect().center())
    assert label.selectedText() == "912", "a double click takes a word"
    QApplication.sendEvent(label, QEvent(QEvent.Type.Leave))
    assert label.selectedText() == "912", "what was selected can be copied by the keyboard"


def test_no_text_groups_thousands_by_itself() -> None:
    window = Path(numbers.__file__).parent.parent
    grouped = [
        str(file)
        for file in window.rglob("*.py")
        if re.search(r"{[^{}\s]*:[+-]?,\S*}", file.read_text(encoding="utf-8"))
    ]
    assert [file for file in grouped if file != numbers.__file__] == []

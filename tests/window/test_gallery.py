"""The gallery: order, selection and keys by real events; thumbnails only for what is seen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QToolButton,
    QWidget,
)

from skinseg_desktop.imaging import find_photos
from skinseg_desktop.imaging.thumbnail import ThumbnailCache
from skinseg_desktop.review.rows import Rows
from skinseg_desktop.store import Settings
from skinseg_desktop.window.gallery.gallery import Gallery
from skinseg_desktop.window.gallery.photo_list import PhotoList
from skinseg_desktop.window.jobs import Jobs

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close(10)


@pytest.fixture
def gallery(jobs: Jobs, show: Show, data_dir: Path) -> Gallery:
    rows = Rows(find_photos([data_dir / "images"]).photos, {})
    rows.set_dice({rows.row(i).relative: 1 - i / 100 for i in range(10)})
    gallery = Gallery(jobs, Settings.load())
    gallery.resize(280, 500)
    gallery.set_rows(rows)
    show(gallery)
    return gallery


def part(gallery: Gallery, kind: type[QWidget], name: str) -> QWidget:
    found = cast(QWidget | None, gallery.findChild(kind, name))
    assert found is not None
    return found


def view(gallery: Gallery) -> QListView:
    return cast(QListView, part(gallery, QListView, "gallery_list"))


def at(gallery: Gallery, place: int) -> QPoint:
    return view(gallery).visualRect(view(gallery).model().index(place, 0)).center()


def test_arrows_and_clicks_say_which_row_is_current(gallery: Gallery) -> None:
    told: list[int] = []
    gallery.current_changed.connect(told.append)
    gallery.set_current(0)
    QTest.keyClick(view(gallery), Qt.Key.Key_Down)
    QTest.mouseClick(view(gallery).viewport(), Qt.MouseButton.LeftButton, pos=at(gallery, 4))
    assert told == [0, 1, 4] and gallery.current() == 4
    assert gallery.step(1) and gallery.current() == 5
    gallery.set_current(gallery.shown_indices()[-1])
    assert not gallery.step(1)


def test_several_are_selected_in_the_order_shown(gallery: Gallery) -> None:
    QTest.mouseClick(view(gallery).viewport(), Qt.MouseButton.LeftButton, pos=at(gallery, 3))
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(view(gallery).viewport(), Qt.MouseButton.LeftButton, control, at(gallery, 1))
    assert gallery.selected() == [1, 3]
    QTest.mouseClick(view(gallery).viewport(), Qt.MouseButton.LeftButton, shift, at(gallery, 4))
    assert gallery.selected() == [1, 2, 3, 4]
    QTest.keyClick(view(gallery), Qt.Key.Key_A, control)
    assert len(gallery.selected()) == 12


def test_a_filter_that_hides_the_selection_says_so(gallery: Gallery, wait: Callable[..., None]) -> None:
    gallery.set_current(5)
    told: list[list[int]] = []
    gallery.selection_changed.connect(lambda: told.append(gallery.selected()))
    QTest.keyClicks(part(gallery, QLineEdit, "gallery_search"), "no such photo")
    wait(lambda: gallery.shown_indices() == [])
    assert told[-1:] == [[]]
    QTest.mouseClick(part(gallery, QPushButton, "gallery_clear_filter"), Qt.MouseButton.LeftButton)
    assert gallery.current() == 5 and told[-1] == [5]
    gallery.set_rows(None)
    assert told[-1] == []


@pytest.mark.parametrize("grid", [False, True])
def test_what_is_current_is_seen_without_the_focus(
    gallery: Gallery, jobs: Jobs, wait: Callable[..., None], grid: bool
) -> None:
    gallery.set_grid(grid)
    gallery.set_current(0)
    listed = view(gallery)
    control = Qt.KeyboardModifier.ControlModifier
    wait(lambda: not jobs.busy())
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, control, at(gallery, 1))
    part(gallery, QLineEdit, "gallery_search").setFocus()
    assert gallery.selected() == [0, 1] and gallery.current() == 1 and not listed.hasFocus()
    picture = listed.viewport().grab().toImage()
    # Inside the upper edge, where the frame is and no thumbnail.
    first, second = (picture.pixelColor(at(gallery, n).x(), listed.visualRect(listed.model().index(n, 0)).top() + 2)
                     for n in (0, 1))  # fmt: skip
    assert abs(first.lightness() - second.lightness()) > 100


def test_letters_are_left_to_the_program(gallery: Gallery) -> None:
    gallery.set_current(0)
    for key in (Qt.Key.Key_I, Qt.Key.Key_S, Qt.Key.Key_A):
        QTest.keyClick(view(gallery), key)
    assert gallery.current() == 0


def test_a_score_that_changes_moves_no_row_until_it_is_sorted_again(gallery: Gallery) -> None:
    sort = cast(QComboBox, part(gallery, QComboBox, "gallery_sort"))
    sort.setCurrentIndex(sort.findData("dice"))
    sort.activated.emit(sort.currentIndex())
    order = gallery.shown_indices()
    assert order[:3] == [9, 8, 7]
    gallery.set_current(9)
    rows = gallery._model.rows
    assert rows is not None
    rows.update(rows.row(9).relative, dice=1.0)
    gallery.refresh([9])
    assert gallery.shown_indices() == order
    sort.activated.emit(sort.currentIndex())
    assert gallery.shown_indices()[0] == 8 and gallery.current() == 9
    down = cast(QToolButton, part(gallery, QToolButton, "gallery_descending"))
    QTest.mouseClick(down, Qt.MouseButton.LeftButton)
    assert gallery.shown_indices()[:2] == [0, 9] and gallery.current() == 9


def test_the_order_is_told_and_shown_again_and_the_filter_is_not(
    jobs: Jobs, show: Show, gallery: Gallery, data_dir: Path
) -> None:
    told: list[str] = []
    gallery.sort_chosen.connect(told.append)
    sort = cast(QComboBox, part(gallery, QComboBox, "gallery_sort"))
    sort.setCurrentIndex(sort.findData("dice"))
    sort.activated.emit(sort.currentIndex())
    QTest.mouseClick(part(gallery, QToolButton, "gallery_descending"), Qt.MouseButton.LeftButton)
    gallery.set_current(0)
    gallery.refresh([0])
    assert told == ["dice", "-dice"], "and nothing but what the person chose"
    settings = Settings.load()
    settings.set("gallery_sort", told[-1])
    again = Gallery(jobs, settings)
    rows = gallery._model.rows
    again.set_rows(rows)
    show(again)
    down = cast(QToolButton, part(again, QToolButton, "gallery_descending"))
    assert cast(QComboBox, part(again, QComboBox, "gallery_sort")).currentData() == "dice"
    assert down.isChecked() and down.arrowType() == Qt.ArrowType.DownArrow
    assert again.shown_indices() == gallery.shown_indices() and again.shown_indices()[:2] == [0, 1]


@pytest.mark.parametrize("goes_on", ["", "step", "scroll", "sort"])
def test_scores_that_come_after_the_folder_was_opened_sort_it_until_a_person_goes_on(
    jobs: Jobs, show: Show, data_dir: Path, goes_on: str
) -> None:
    settings = Settings.load()
    settings.set("gallery_sort", "-dice")
    gallery = Gallery(jobs, settings)
    gallery.resize(280, 300)
    rows = Rows(find_photos([data_dir / "images"]).photos, {})
    gallery.set_rows(rows)
    show(gallery)
    gallery.set_current(3)
    if goes_on == "step":
        gallery.step(1)
    elif goes_on == "scroll":
        view(gallery).verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
    elif goes_on == "sort":
        sort = cast(QComboBox, part(gallery, QComboBox, "gallery_sort"))
        sort.activated.emit(sort.currentIndex())
    before = gallery.shown_indices()
    rows.set_dice({rows.row(i).relative: i / 20 for i in range(8)})
    gallery.refresh(range(8))
    moved = gallery.shown_indices()
    assert moved[:8] == (before[:8] if goes_on else [7, 6, 5, 4, 3, 2, 1, 0])
    assert gallery.current() == (4 if goes_on == "step" else 3)
    rows.update(rows.row(3).relative, dice=1.0)
    gallery.refresh([3])
    assert gallery.shown_indices() == moved, "what is worked on moves nothing"


@pytest.mark.parametrize("goes_on", [False, True])
def test_the_row_of_a_folder_just_opened_stays_in_sight_when_the_list_gets_lower(
    gallery: Gallery, wait: Callable[..., None], goes_on: bool
) -> None:
    gallery.resize(280, 700)
    gallery.set_current(6)
    QApplication.processEvents()
    if goes_on:
        view(gallery).verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)

    def seen() -> bool:
        return view(gallery).viewport().rect().contains(view(gallery).visualRect(view(gallery).model().index(6, 0)))

    wait(seen)
    gallery.resize(280, 280)
    wait(lambda: view(gallery).height() < 250)
    QApplication.processEvents()
    assert seen() != goes_on, "a list that a person has scrolled stays where it is"


def test_search_filters_and_a_button_shows_all(gallery: Gallery, wait: Callable[..., None]) -> None:
    rows = gallery._model.rows
    assert rows is not None
    wanted = rows.row(5)
    gallery.set_current(5)
    search = cast(QLineEdit, part(gallery, QLineEdit, "gallery_search"))
    QTest.keyClicks(search, wanted.id[-5:])
    wait(lambda: gallery.shown_indices() == [5])
    assert gallery.current() == 5
    QTest.keyClicks(search, "no such photo")
    wait(lambda: gallery.shown_indices() == [])
    assert gallery.current() == 5, "what is worked on stays"
    QTest.mouseClick(part(gallery, QPushButton, "gallery_clear_filter"), Qt.MouseButton.LeftButton)
    assert len(gallery.shown_indices()) == 12 and search.text() == ""


def test_filter_by_status_tells_how_many_there_are(gallery: Gallery) -> None:
    rows = gallery._model.rows
    assert rows is not None
    rows.update(rows.row(2).relative, status="accepted")
    menu = cast(QToolButton, part(gallery, QToolButton, "gallery_filter")).menu()
    assert menu is not None
    menu.aboutToShow.emit()
    accepted = next(a for a in menu.actions() if a.objectName() == "gallery_filter_accepted")
    assert "(1)" in accepted.text()
    accepted.trigger()
    assert gallery.shown_indices() == [2]


@pytest.mark.parametrize("grid", [False, True])
def test_an_accepted_photo_also_says_that_it_was_edited(
    gallery: Gallery, jobs: Jobs, wait: Callable[..., None], grid: bool
) -> None:
    rows = gallery._model.rows
    assert rows is not None
    gallery.set_grid(grid)

    def said_and_seen(*statuses: str) -> tuple[str, QImage]:
        for status in statuses:
            rows.update(rows.row(1).relative, status=status)
        gallery.refresh([1])
        wait(lambda: not jobs.busy())
        index = view(gallery).model().index(1, 0)
        picture = view(gallery).viewport().grab(view(gallery).visualRect(index)).toImage()
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole)), picture

    wait(lambda: not jobs.busy())
    plain = said_and_seen("predicted", "accepted")
    edited = said_and_seen("edited", "accepted")
    assert "accepted" in edited[0] and "edited" in edited[0] and "edited" not in plain[0]
    assert edited[1] != plain[1]
    assert said_and_seen("edited")[0].count("edited") == 1
    assert said_and_seen("predicted", "accepted") == plain


def test_what_is_reviewed_is_counted(gallery: Gallery, wait: Callable[..., None]) -> None:
    rows = gallery._model.rows
    assert rows is not None
    rows.update(rows.row(2).relative, status="accepted")
    gallery.refresh([2])
    label = cast(QLabel, part(gallery, QLabel, "gallery_progress"))
    wait(lambda: label.text() == "1 of 12 reviewed")


def test_the_next_of_a_kind_goes_round(gallery: Gallery) -> None:
    rows = gallery._model.rows
    assert rows is not None
    rows.update(rows.row(2).relative, flagged=True)
    gallery.set_current(5)
    assert gallery.go_to_next(lambda row: row.flagged) and gallery.current() == 2
    assert not gallery.go_to_next(lambda row: row.status == "rejected")


def test_the_photos_made_ready_are_those_further_on(gallery: Gallery) -> None:
    gallery.set_current(5)
    gallery.step(1)
    assert gallery.neighbours(2) == [7, 8, 5]
    gallery.step(-1)
    assert gallery.neighbours(2) == [4, 3, 6]
    gallery.set_current(0)
    assert gallery.neighbours(0) == []


@pytest.mark.parametrize("grid", [False, True])
def test_thumbnails_are_made_off_the_windows_thread_for_what_is_seen(
    jobs: Jobs, show: Show, data_dir: Path, tmp_path: Path, wait: Callable[..., None], grid: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    source = next((data_dir / "images").glob("*.jpg")).read_bytes()
    for n in range(400):
        (tmp_path / f"{n:04}.jpg").write_bytes(source)
    made: list[tuple[str, bool]] = []

    def get(_: object, path: Path, side: int) -> np.ndarray:
        made.append((path.name, threading.current_thread() is threading.main_thread()))
        return np.zeros((side * 3 // 4, side, 3), np.uint8)

    monkeypatch.setattr(ThumbnailCache, "get", get)
    gallery = Gallery(jobs, Settings.load())
    gallery.set_grid(grid)
    gallery.resize(280, 500)
    gallery.set_rows(Rows(find_photos([tmp_path]).photos, {}))
    show(gallery)
    wait(lambda: made and not jobs.busy())
    assert 4 <= len(made) < 80 and not any(main for _, main in made)
    gallery.set_current(399)
    wait(lambda: any(name == "0399.jpg" for name, _ in made) and not jobs.busy())
    assert len(made) < 160


@pytest.fixture
def many(data_dir: Path, tmp_path: Path) -> Rows:
    """Rows of 2,000 photos, all of them one file."""
    source = next((data_dir / "images").glob("*.jpg"))
    for n in range(2000):
        (tmp_path / f"{n:04}.jpg").hardlink_to(source)
    return Rows(find_photos([tmp_path]).photos, {})


@pytest.fixture
def grey(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thumbnails that cost nothing, since these tests are about which are asked for."""
    monkeypatch.setattr(ThumbnailCache, "get", lambda *_: np.full((96, 128, 3), 128, np.uint8))


def seen(gallery: Gallery) -> list[int]:
    """The rows on screen."""
    list_ = view(gallery)
    inside = list_.viewport().rect()
    indices = gallery.shown_indices()
    return [i for p, i in enumerate(indices) if list_.visualRect(list_.model().index(p, 0)).intersects(inside)]


def test_a_thumbnail_that_arrives_lays_nothing_out_again(
    jobs: Jobs, show: Show, many: Rows, grey: None, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts: list[None] = []
    arrived: list[int] = []

    def laid_out(self: PhotoList) -> None:
        layouts.append(None)
        QListView.doItemsLayout(self)

    monkeypatch.setattr(PhotoList, "doItemsLayout", laid_out, raising=False)
    gallery = Gallery(jobs, Settings.load())
    gallery._thumbs.arrived.connect(arrived.append)
    gallery.resize(280, 900)
    gallery.set_rows(many)
    show(gallery)
    wait(lambda: arrived and not jobs.busy())
    before = len(layouts)
    for place in range(100, 1900, 200):
        gallery.set_current(place)
        wait(lambda place=place: place in arrived and not jobs.busy())
    assert len(arrived) > 80 and len(layouts) == before


def test_every_photo_on_a_large_screen_gets_its_thumbnail(
    jobs: Jobs, show: Show, many: Rows, grey: None, wait: Callable[..., None]
) -> None:
    gallery = Gallery(jobs, Settings.load())
    gallery.set_grid(True)
    gallery.resize(1900, 1000)
    gallery.set_rows(many)
    show(gallery)
    assert len(seen(gallery)) > 90
    wait(lambda: set(seen(gallery)) <= {index for index, _ in gallery._thumbs._pixmaps})


@pytest.mark.parametrize("grid", [False, True])
def test_any_row_can_be_gone_to_at_once(jobs: Jobs, show: Show, many: Rows, grey: None, grid: bool) -> None:
    gallery = Gallery(jobs, Settings.load())
    gallery.set_grid(grid)
    gallery.resize(600, 500)
    show(gallery)
    gallery.set_rows(many)
    gallery.set_current(1999)
    assert 1999 in seen(gallery)


def test_a_step_out_of_sight_is_told_first_and_scrolled_to_next(
    jobs: Jobs, show: Show, many: Rows, grey: None, wait: Callable[..., None]
) -> None:
    gallery = Gallery(jobs, Settings.load())
    gallery.resize(300, 500)
    show(gallery)
    gallery.set_rows(many)
    gallery.set_current(0)
    for _ in range(40):
        gallery.step(1)
    assert gallery.current() == 40 and 40 not in seen(gallery), "the photo comes first"
    wait(lambda: 40 in seen(gallery))


def test_arrows_move_by_rows_and_columns_of_the_grid(jobs: Jobs, show: Show, many: Rows, grey: None) -> None:
    gallery = Gallery(jobs, Settings.load())
    gallery.set_grid(True)
    gallery.resize(600, 500)
    gallery.set_rows(many)
    show(gallery)
    first = view(gallery).visualRect(view(gallery).model().index(0, 0))
    columns = sum(view(gallery).visualRect(view(gallery).model().index(p, 0)).top() == first.top() for p in range(20))
    gallery.set_current(0)
    assert columns > 2
    told = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(view(gallery), key)
        told.append(gallery.current())
    assert told == [1, columns + 1, columns, 0]


def test_a_photo_that_cannot_be_read_says_why_and_is_tried_again(
    jobs: Jobs, show: Show, data_dir: Path, tmp_path: Path, wait: Callable[..., None]
) -> None:
    whole = next((data_dir / "images").glob("*.jpg")).read_bytes()
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) // 2])
    gallery = Gallery(jobs, Settings.load())
    gallery.set_rows(Rows(find_photos([tmp_path]).photos, {}))
    show(gallery)

    def said() -> str:
        return str(view(gallery).model().data(view(gallery).model().index(0, 0), Qt.ItemDataRole.ToolTipRole))

    wait(lambda: "unreadable" in said() and "cut off" in said())
    (tmp_path / "a.jpg").write_bytes(whole)
    gallery._thumbs._tried.clear()  # as if time had passed
    view(gallery).viewport().update()
    wait(lambda: "unreadable" not in said())

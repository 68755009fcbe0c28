"""A large JPEG is shown before all of it is decoded, and is then worked on as any other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from skinseg_desktop.imaging import PhotoFile, find_photos, read_photo
from skinseg_desktop.imaging.kinds import Unreadable
from skinseg_desktop.inference import Engine, clean
from skinseg_desktop.review.answer import Recipe
from skinseg_desktop.review.opened import OpenPhoto
from skinseg_desktop.store import Project
from skinseg_desktop.window.changed import Changed, What
from skinseg_desktop.window.jobs import Jobs, Lane
from skinseg_desktop.window.saving import Saver
from skinseg_desktop.window.session import Session
from skinseg_desktop.zoo import Model

SIZE = (2560, 1920)


@pytest.fixture
def files(data_dir: Path, tmp_path: Path) -> list[PhotoFile]:
    folder = tmp_path / "photos"
    folder.mkdir()
    for path in sorted((data_dir / "images").glob("*.jpg"))[:3]:
        large = cv2.resize(read_photo(path).pixels, SIZE, interpolation=cv2.INTER_CUBIC)
        (folder / path.name).write_bytes(cv2.imencode(".jpg", large[..., ::-1])[1].tobytes())
    return list(find_photos([folder]).photos)


@pytest.fixture
def session(qapp: QApplication, files: list[PhotoFile], tiny_model: Model) -> Iterator[Session]:
    jobs = Jobs()
    with Project.open(Path(files[0].place).parent) as project, Engine(tiny_model, "cpu") as engine:
        made = Session(jobs)
        saver = Saver(project, jobs, made)
        made.set_scale(lambda: lambda size: 0.1)
        made.set_project(saver, {})
        made.set_recipe(Recipe(engine, 0.5, ()))
        yield made
        made.leave()
        saver.flush()
        jobs.settle(Lane.SAVE, 5)
        jobs.close()


def reduced(opened: OpenPhoto) -> bool:
    return opened.photo.rest is not None


def test_first_a_reduced_picture_then_the_photo_then_its_mask(
    session: Session, files: list[PhotoFile], wait: Callable[..., None]
) -> None:
    seen: list[tuple[int, tuple[int, ...], bool]] = []

    def note(changed: Changed) -> None:
        if session.open is not None:
            seen.append((changed.what, session.open.photo.pixels.shape, session.open.map is not None))

    session.changed.connect(note)
    session.show(files[0])
    wait(lambda: session.open is not None and session.open.map is not None)
    assert session.open is not None and session.recipe is not None
    assert seen[0] == (What.SHOWN, (SIZE[1] // 8, SIZE[0] // 8, 3), False)
    assert seen[1] == (What.PIXELS, (SIZE[1], SIZE[0], 3), False)
    assert seen[2][0] & What.MASK and seen[2][2]
    whole = read_photo(files[0].path)
    np.testing.assert_array_equal(session.open.photo.pixels, whole.pixels)
    assert session.open.photo.sha256 == whole.sha256
    # The mask is the whole photo's, whatever was shown first.
    expected = clean(session.recipe.engine.probability_map(whole).mask(0.5), ())
    np.testing.assert_array_equal(session.open.working.pixels, expected)


def test_who_goes_on_before_it_is_whole_finds_it_whole_later(
    session: Session, files: list[PhotoFile], wait: Callable[..., None]
) -> None:
    session.show(files[0])
    wait(lambda: session.open is not None)
    first = session.open
    assert first is not None and reduced(first)
    session.show(files[1])
    wait(lambda: session.open is not None and session.open.file is files[1])
    session.show(files[0])
    wait(lambda: session.open is first and first.map is not None)
    assert not reduced(first)
    np.testing.assert_array_equal(first.photo.pixels, read_photo(files[0].path).pixels)


def test_a_neighbour_left_half_read_is_made_whole_with_its_mask(
    session: Session, files: list[PhotoFile], wait: Callable[..., None]
) -> None:
    near: list[object] = []
    session.near.connect(near.append)
    session.show(files[0])
    wait(lambda: session.open is not None)
    first = session.open
    assert first is not None
    session.show(files[1], [files[0], files[2]])
    wait(lambda: first in near and len(near) > 1)
    assert first.photo.rest is None and first.map is not None
    assert all(opened.map is not None and opened.photo.rest is None for opened in near)  # type: ignore[attr-defined]


def test_a_photo_whose_rest_cannot_be_read_is_not_shown(
    session: Session, files: list[PhotoFile], wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Unreadable("it does not fit into memory.", "Close other programs or use a smaller picture.")

    said: list[str] = []
    session.said.connect(said.append)
    monkeypatch.setattr("skinseg_desktop.imaging.photo.decode", full)
    session.show(files[0])
    wait(lambda: said)
    assert "does not fit into memory" in said[0] and files[0].path.name in said[0]
    assert not session.waiting
    monkeypatch.undo()
    assert session.hindrance == "photo" and session.known(files[0].relative.as_posix()) is None
    session.show(files[0])
    wait(lambda: session.open is not None and session.open.map is not None)


def test_without_a_scale_photos_are_read_whole(
    session: Session, files: list[PhotoFile], wait: Callable[..., None]
) -> None:
    session.set_scale(lambda: lambda size: 1.0)
    session.show(files[0])
    wait(lambda: session.open is not None)
    assert session.open is not None and session.open.photo.rest is None


def test_neighbours_of_a_folder_that_was_left_are_not_read(
    session: Session, files: list[PhotoFile], wait: Callable[..., None]
) -> None:
    session.show(files[0], files[1:])
    session.set_project(None, {})
    until = time.monotonic() + 0.15
    wait(lambda: time.monotonic() > until)
    assert all(session.known(file.relative.as_posix()) is None for file in files[1:])


@pytest.mark.parametrize("far", ["asked", "shown"])
def test_what_is_on_its_way_does_not_come_into_the_next_folder(
    session: Session, files: list[PhotoFile], wait: Callable[..., None], tmp_path: Path, far: str
) -> None:
    session.show(files[0])
    if far == "shown":
        wait(lambda: session.open is not None)
    with Project.open(_one_photo(tmp_path / "other", files[1])) as project:
        saver = Saver(project, session._jobs, session)
        session.set_project(saver, {})
        until = time.monotonic() + 0.5
        wait(lambda: time.monotonic() > until)
        saver.flush()
        session._jobs.settle(Lane.SAVE, 5)
        assert session.open is None and session.known(files[0].relative.as_posix()) is None
        assert not project.records()
        session.set_project(None, {})


def _one_photo(folder: Path, photo: PhotoFile) -> Path:
    folder.mkdir()
    (folder / "one.jpg").write_bytes(photo.path.read_bytes())
    return folder

"""Thumbnails: which are made, which are kept, and which are made anew."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.fingerprint import stamp_of
from skinseg_desktop.imaging import find_photos
from skinseg_desktop.imaging.thumbnail import ThumbnailCache
from skinseg_desktop.review.rows import Rows
from skinseg_desktop.store import Settings
from skinseg_desktop.window.gallery import thumbs
from skinseg_desktop.window.gallery.gallery import Gallery
from skinseg_desktop.window.jobs import Jobs
from tests.window.test_gallery import Show, seen, view
from tests.window.test_gallery import grey as grey  # fixtures, as the next
from tests.window.test_gallery import jobs as jobs
from tests.window.test_gallery import many as many


def test_thumbnails_scrolled_away_are_not_made(
    jobs: Jobs, show: Show, tmp_path: Path, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1000):
        (tmp_path / f"{n:04}.jpg").touch()
    scrolled, made = threading.Event(), list[str]()

    def get(_: object, path: Path, side: int) -> np.ndarray:
        assert scrolled.wait(20)
        made.append(path.name)
        return np.zeros((side * 3 // 4, side, 3), np.uint8)

    monkeypatch.setattr(ThumbnailCache, "get", get)
    gallery = Gallery(jobs, Settings.load())
    gallery.resize(280, 500)
    gallery.set_rows(Rows(find_photos([tmp_path]).photos, {}))
    show(gallery)
    bar = view(gallery).verticalScrollBar()
    for step in range(101):
        bar.setValue(bar.maximum() * step // 100)
        view(gallery).viewport().repaint()
    scrolled.set()
    wait(lambda: "0999.jpg" in made and not jobs.busy())
    # Two had begun at the top; what is seen at the end comes after them.
    assert len(made) < 60 and min(set(made) - {"0000.jpg", "0001.jpg"}) > "0900.jpg"


@pytest.mark.parametrize("grid", [False, True])
def test_the_screenful_to_come_is_made_after_what_is_seen(
    jobs: Jobs, show: Show, tmp_path: Path, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch, grid: bool
) -> None:
    for n in range(300):
        (tmp_path / f"{n:04}.jpg").touch()
    made = list[int]()

    def get(_: object, path: Path, side: int) -> np.ndarray:
        made.append(int(path.stem))
        return np.zeros((side * 3 // 4, side, 3), np.uint8)

    monkeypatch.setattr(ThumbnailCache, "get", get)
    gallery = Gallery(jobs, Settings.load())
    gallery.set_grid(grid)
    gallery.resize(320, 500)
    gallery.set_rows(Rows(find_photos([tmp_path]).photos, {}))
    show(gallery)
    here = view(gallery)
    seen_now = here.indexAt(here.viewport().rect().adjusted(2, 2, -20, -2).bottomLeft()).row() + 1
    wait(lambda: len(made) >= 2 * seen_now - 2 and not jobs.busy())
    assert set(made[: seen_now - 4]) <= set(range(seen_now + 1))  # two lanes, so the border is not sharp
    assert max(made) < 3 * seen_now

    made.clear()
    here.verticalScrollBar().setValue(here.verticalScrollBar().maximum())
    wait(lambda: 299 in made and not jobs.busy())
    gallery.set_current(299)
    gallery.step(-1)
    here.verticalScrollBar().setValue(here.verticalScrollBar().maximum() - 1)
    wait(lambda: min(made) < 299 - 1.5 * (seen_now - 2) and not jobs.busy())


def write_grey(path: Path, width: int, grey: int) -> None:
    path.write_bytes(cv2.imencode(".png", np.full((60, width), grey, np.uint8))[1].tobytes())


def test_a_photo_that_is_another_now_gets_another_thumbnail(
    jobs: Jobs, show: Show, tmp_path: Path, wait: Callable[..., None]
) -> None:
    for name, level in (("a.png", 40), ("b.png", 60)):
        write_grey(tmp_path / name, 80, level)
    gallery = Gallery(jobs, Settings.load())
    gallery.resize(280, 500)
    gallery.set_rows(Rows(find_photos([tmp_path]).photos, {}))
    show(gallery)
    made = gallery._thumbs

    def greys() -> list[int]:
        pictures = {key[0]: made._pixmaps[key].toImage() for key in made._pixmaps}
        return [pictures[n].pixelColor(20, 20).red() for n in sorted(pictures)]

    wait(lambda: len(greys()) == 2)
    kept, before = made._pixmaps[max(made._pixmaps)].cacheKey(), greys()
    write_grey(tmp_path / "a.png", 90, 200)
    gallery.look_again()
    wait(lambda: len(greys()) == 2 and greys()[0] > 190)
    assert greys()[1] == before[1] and made._pixmaps[max(made._pixmaps)].cacheKey() == kept
    # Of the one that is shown it is known at once.
    write_grey(tmp_path / "a.png", 100, 120)
    stamp = stamp_of(tmp_path / "a.png")
    assert stamp is not None
    gallery.renew(0, stamp)
    wait(lambda: len(greys()) == 2 and 110 < greys()[0] < 130)
    gallery.renew(0, stamp)
    assert len(greys()) == 2, "what is of this file stays"
    (tmp_path / "a.png").unlink()
    gallery.look_again()
    wait(lambda: not jobs.busy())
    assert 110 < greys()[0] < 130, "one that is away is still known by its picture"


def test_what_was_scrolled_away_is_kept_up_to_a_number(
    jobs: Jobs, show: Show, many: Rows, grey: None, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbs, "_KEPT", 40)
    gallery = Gallery(jobs, Settings.load())
    gallery.resize(280, 900)
    gallery.set_rows(many)
    show(gallery)
    for place in range(0, 400, 50):
        gallery.set_current(place)
        wait(lambda: set(seen(gallery)) <= {index for index, _ in gallery._thumbs._pixmaps})
    assert len(gallery._thumbs._pixmaps) <= 40

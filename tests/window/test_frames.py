"""Frames made ahead of time show what would be made now, or nothing of them is shown; and reduced pictures."""

from __future__ import annotations

import threading
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from skinseg_desktop.core.edit import Rect
from skinseg_desktop.core.working import WorkingMask
from skinseg_desktop.window.canvas.canvas import Canvas
from skinseg_desktop.window.canvas.look import Look

Pixels = NDArray[np.uint8]
SIZE = (400, 300)


@pytest.fixture
def canvas(show: Callable[[QWidget], QWidget]) -> Canvas:
    made = Canvas()
    made.resize(*SIZE)
    show(made)
    made.show_photo(noise(0), mask(0))
    made.grab()
    return made


def noise(seed: int, size: tuple[int, int] = SIZE) -> Pixels:
    small = np.random.default_rng(seed).integers(0, 256, (12, 16, 3), np.uint8)
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def mask(seed: int, size: tuple[int, int] = SIZE) -> WorkingMask:
    return WorkingMask(np.ascontiguousarray((noise(seed, size)[..., 0] > 128).astype(np.uint8)))


def screen(canvas: Canvas) -> Pixels:
    image = canvas.grab().toImage()
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[..., :3].copy()


def in_a_thread(make: Callable[[], None]) -> None:
    thread = threading.Thread(target=make)
    thread.start()
    thread.join()


def plainly(canvas: Canvas, pixels: Pixels, working: WorkingMask) -> Pixels:
    """What is on screen where nothing was made ahead."""
    canvas.show_photo(pixels.copy(), working, keep_view=True)
    return screen(canvas)


@pytest.mark.parametrize("zoom", [None, 0.4, 1.0, 3.0])
@pytest.mark.parametrize("look", [Look(), Look(brightness=0.2, gamma=1.5), Look(agreement=True, opacity=0.5)])
def test_a_frame_is_what_would_be_painted_now(canvas: Canvas, zoom: float | None, look: Look) -> None:
    canvas.set_look(look)
    if zoom is not None:
        canvas.zoom_by(zoom / canvas.zoom)
    pixels, working = noise(1), mask(1)
    working.set_reference(mask(2).pixels)
    in_a_thread(canvas.ahead(pixels, working))
    frame = canvas._ahead[working].frame
    canvas.show_photo(pixels, working, keep_view=True)
    assert canvas._frame is frame, "it was not used"
    ahead = screen(canvas)
    np.testing.assert_array_equal(ahead, plainly(canvas, pixels, working))


def test_a_photo_of_another_size_is_fitted(canvas: Canvas) -> None:
    pixels, working = noise(1, (300, 500)), mask(1, (300, 500))
    in_a_thread(canvas.ahead(pixels, working))
    frame = canvas._ahead[working].frame
    canvas.show_photo(pixels, working, keep_view=True)
    assert canvas._frame is frame
    np.testing.assert_array_equal(screen(canvas), plainly(canvas, pixels, working))


def test_a_stroke_goes_on_from_a_frame(canvas: Canvas) -> None:
    pixels, working = noise(1), mask(1)
    in_a_thread(canvas.ahead(pixels, working))
    canvas.show_photo(pixels, working, keep_view=True)
    canvas.grab()
    for x in range(0, 300, 60):
        canvas.mask_changed(working.draw(Rect(x, 100, 50, 80), lambda part: np.bitwise_xor(part, 1, out=part)))
        canvas.grab()
    np.testing.assert_array_equal(screen(canvas), plainly(canvas, pixels, working))


def other_mask(canvas: Canvas, working: WorkingMask) -> None:
    working.replace(np.zeros_like(working.pixels))


def other_reference(canvas: Canvas, working: WorkingMask) -> None:
    working.set_reference(mask(5).pixels)


def other_zoom(canvas: Canvas, working: WorkingMask) -> None:
    canvas.zoom_by(2)


def other_room(canvas: Canvas, working: WorkingMask) -> None:
    canvas.resize(333, 287)
    canvas.grab()


def other_tones(canvas: Canvas, working: WorkingMask) -> None:
    canvas.set_look(Look(contrast=2))


def shown_before(canvas: Canvas, working: WorkingMask) -> None:
    """And drawn on with as many pixels as before, while its frame was still being made."""
    canvas.show_photo(noise(1), working, keep_view=True)
    working.replace(np.ascontiguousarray(working.pixels[::-1]))
    canvas.show_photo(noise(0), mask(0), keep_view=True)


@pytest.mark.parametrize("change", [other_mask, other_reference, other_zoom, other_room, other_tones, shown_before])
@pytest.mark.parametrize("late", [False, True])
def test_a_frame_of_what_has_changed_is_never_shown(
    canvas: Canvas, change: Callable[[Canvas, WorkingMask], None], late: bool
) -> None:
    pixels, working = noise(1), mask(1)
    make = canvas.ahead(pixels, working)
    before = working.pixels.copy()
    if not late:
        make()
    change(canvas, working)
    if late:
        make()
    canvas.show_photo(pixels, working, keep_view=True)
    shown = screen(canvas)
    np.testing.assert_array_equal(shown, plainly(canvas, pixels, working))
    assert working.area == before.sum() or change is other_mask


def test_what_is_not_ready_is_painted_as_always(canvas: Canvas) -> None:
    pixels, working = noise(1), mask(1)
    make = canvas.ahead(pixels, working)
    canvas.show_photo(pixels, working, keep_view=True)
    shown = screen(canvas)
    make()
    np.testing.assert_array_equal(shown, plainly(canvas, pixels, working))


def test_frames_go_with_their_photos(canvas: Canvas) -> None:
    working = mask(1)
    canvas.ahead(noise(1), working)()
    assert len(canvas._ahead) == 1
    del working
    assert not canvas._ahead


def test_a_reduced_picture_lies_where_the_photo_does(canvas: Canvas) -> None:
    whole, working = noise(3, (3200, 2400)), mask(3, (3200, 2400))
    scale = canvas.scale_of()((3200, 2400))
    by = 8 if scale <= 1 / 8 else 4
    reduced = np.asarray(cv2.resize(whole, (3200 // by, 2400 // by), interpolation=cv2.INTER_AREA), np.uint8)
    canvas.show_photo(reduced, working, keep_view=True, size=(3200, 2400))
    assert canvas.percent == pytest.approx(scale * 100)
    small, corner = screen(canvas), canvas.photo_to_widget(3200, 2400)
    canvas.complete(whole)
    assert canvas.photo_to_widget(3200, 2400) == corner
    assert not canvas._stale & {"photo", "masks"}, "nothing is to be painted anew where it looks the same"
    np.testing.assert_array_equal(screen(canvas), small)
    difference = np.abs(small.astype(int) - plainly(canvas, whole, working))
    assert difference.mean() < 1 and difference.max() < 12

    canvas.show_photo(reduced, working, keep_view=True, size=(3200, 2400))
    canvas.hundred()
    blurred = screen(canvas)
    canvas.complete(whole)
    sharp = screen(canvas)
    np.testing.assert_array_equal(sharp, plainly(canvas, whole, working))
    assert np.abs(blurred.astype(int) - sharp).mean() < 12, "it is enlarged until then, at the same place"


def test_a_reduced_picture_of_another_photo_is_refused(canvas: Canvas) -> None:
    for size in ((400, 300), (1600, 1300), (1200, 1200)):
        with pytest.raises(ValueError):
            canvas.show_photo(noise(1), mask(1, (1600, 1200)), size=size)


def test_the_heat_map_is_computed_where_it_is_shown(canvas: Canvas) -> None:
    asked = []

    def probabilities() -> NDArray[np.float32]:
        asked.append(1)
        return np.linspace(0, 1, 300, dtype=np.float32).reshape(15, 20)

    canvas.set_map(probabilities)
    canvas.grab()
    assert not asked
    canvas.set_look(Look(heat=True))
    by_function = screen(canvas)
    assert asked
    canvas.set_map(np.linspace(0, 1, 300, dtype=np.float32).reshape(15, 20))
    np.testing.assert_array_equal(screen(canvas), by_function)

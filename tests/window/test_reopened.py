"""A folder that is opened again: the photo that was shown last is current and in sight, whatever the order."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QComboBox, QListView

from skinseg_desktop.imaging import encode_mask, read_mask
from tests.window.trainings import find

Wait = Callable[..., None]
#: So many photos that the list has to be scrolled.
MANY = 60


@pytest.fixture
def many(data_dir: Path, tmp_path: Path) -> Path:
    """A folder of many photos with references, the Dice of which are spread."""
    sources = sorted((data_dir / "images").iterdir())
    (tmp_path / "photos").mkdir()
    (tmp_path / "masks").mkdir()
    for n in range(MANY):
        source = sources[n % len(sources)]
        shutil.copy(source, tmp_path / "photos" / f"p{n:02}{source.suffix}")
        mask = read_mask(data_dir / "masks" / f"{source.stem}_segmentation.png").mask
        # Shifted by as many pixels as it has been seen before, so that the Dice differ.
        shifted = encode_mask(np.roll(mask, 5 * (n // len(sources)), 1))
        (tmp_path / "masks" / f"p{n:02}_segmentation.png").write_bytes(shifted)
    return tmp_path


def seen(window: Any) -> bool:
    """Whether the current row is whole in sight."""
    view = find(window, QListView, "gallery_list")
    index = view.model().index(window.gallery._model.place(window.gallery.current()), 0)
    return bool(view.viewport().rect().contains(view.visualRect(index)))


def test_the_photo_shown_last_is_in_sight_in_the_order_of_dice(
    many: Path, window_factory: Callable[..., Any], wait: Wait
) -> None:
    first = window_factory(many / "photos", "--masks", many / "masks")
    wait(lambda: first.folder.rows is not None and first.models.recipe is not None)
    first.acts.predict(None)
    wait(lambda: first.folder.rows.mean_dice()[1] == MANY and first.folder.running is None, 60)
    sort = find(first, QComboBox, "gallery_sort")
    sort.setCurrentIndex(sort.findData("dice"))
    sort.activated.emit(sort.currentIndex())
    order = first.gallery.shown_indices()
    first.gallery.set_current(order[MANY // 2])
    name = first.folder.rows.row(order[MANY // 2]).relative
    wait(lambda: first.session.open is not None and first.session.open.file.name.path == name)
    first.close()
    again = window_factory(many / "photos")
    wait(lambda: again.session.open is not None and again.gallery.shown_indices() == order, 60)
    assert again.session.open.file.name.path == name and again.gallery.current() == order[MANY // 2]
    wait(lambda: seen(again))
    # Docks come to their places, and the window to its size, when the scores are there already.
    high = find(again, QListView, "gallery_list").height()
    again.resize(1000, 400)
    wait(lambda: find(again, QListView, "gallery_list").height() < high - 100)
    wait(lambda: seen(again))

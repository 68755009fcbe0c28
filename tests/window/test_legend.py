"""The legend: what it switches is what the canvas shows, in the canvas's colours."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from skinseg_desktop.window.canvas.look import (
    LINE,
    MINE,
    PREVIEW_LINE,
    REFERENCE,
    REFERENCE_LINE,
    Look,
    mask_colours,
)
from skinseg_desktop.window.panels.legend import Legend

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def legend(show: Show) -> Legend:
    legend = Legend()
    legend.show_look(Look(), has_reference=True)
    show(legend)
    return legend


def switch(legend: Legend, name: str) -> QCheckBox:
    found = legend.findChild(QCheckBox, f"legend_{name}_switch")
    assert isinstance(found, QCheckBox)
    return found


def colours(picture: QImage) -> set[int]:
    return {picture.pixel(x, y) & 0xFFFFFF for x in range(picture.width()) for y in range(picture.height())}


def test_a_swatch_has_the_canvas_s_colour(legend: Legend) -> None:
    plain, agreement = mask_colours(Look()), mask_colours(Look(agreement=True))
    for name, code in (("contour", LINE), ("reference", REFERENCE_LINE)):
        icon = switch(legend, name).icon()
        for ratio in (1.0, 2.0):
            seen = colours(icon.pixmap(switch(legend, name).iconSize(), ratio).toImage())
            assert plain[code] & 0xFFFFFF in seen, name
    pictures = [
        label.pixmap().toImage()
        for label in legend.findChildren(QLabel)
        if not label.pixmap().isNull() and label.isVisible()
    ]
    assert [colours(p) for p in pictures] == [{agreement[MINE] & 0xFFFFFF}, {agreement[REFERENCE] & 0xFFFFFF}]
    assert QColor(agreement[MINE]) != QColor(agreement[REFERENCE])


@pytest.mark.parametrize("name", ["contour", "reference", "agreement"])
def test_a_switch_asks_for_one_thing_and_shows_what_is(legend: Legend, name: str) -> None:
    told: list[Look] = []
    legend.look_chosen.connect(told.append)
    look = Look(opacity=0.5, heat=True)
    legend.show_look(look, has_reference=True)
    assert told == [] and switch(legend, name).isChecked() == getattr(look, name)
    QTest.keyClick(switch(legend, name), Qt.Key.Key_Space)
    changed = {key for key in Look.__slots__ if getattr(told[0], key) != getattr(look, key)}
    assert len(told) == 1 and changed == {name}


def test_a_preview_is_explained_while_there_is_one(legend: Legend) -> None:
    row, title = legend.findChild(QWidget, "legend_preview_row"), legend.findChild(QLabel, "legend_preview")
    assert isinstance(row, QWidget) and isinstance(title, QLabel)
    assert row.isHidden()
    legend.show_look(Look(), has_reference=False, previews=True)
    assert row.isVisible() and title.text()
    (picture,) = (label.pixmap().toImage() for label in row.findChildren(QLabel) if not label.pixmap().isNull())
    assert mask_colours(Look())[PREVIEW_LINE] & 0xFFFFFF in colours(picture)
    legend.show_look(Look(), has_reference=False)
    assert row.isHidden()


def test_what_needs_a_reference_waits_for_one_and_all_have_names(legend: Legend) -> None:
    for has in (False, True):
        legend.show_look(Look(), has_reference=has)
        assert switch(legend, "contour").isEnabled()
        assert switch(legend, "reference").isEnabled() == switch(legend, "agreement").isEnabled() == has
    for name in ("contour", "reference", "agreement"):
        assert switch(legend, name).accessibleName() and switch(legend, name).accessibleDescription()


def test_the_window_follows_the_legend_and_the_legend_the_window(
    window_factory: Callable[..., Any], own_photos: Path, data_dir: Path, wait: Callable[..., None]
) -> None:
    window = window_factory(own_photos, "--masks", data_dir / "masks")
    legend = window.mask_panel.findChild(Legend)
    assert not switch(legend, "agreement").isEnabled()
    wait(lambda: switch(legend, "agreement").isEnabled())
    switch(legend, "agreement").click()
    assert window.canvas.look.agreement and window.actions_by_id["agreement"].isChecked()
    window.actions_by_id["contour"].trigger()
    assert not switch(legend, "contour").isChecked()


@pytest.fixture
def own_photos(tmp_path: Path, data_dir: Path) -> Path:
    return Path(shutil.copytree(data_dir / "images", tmp_path / "photos"))

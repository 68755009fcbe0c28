"""The share of a mask that a person changed, against values that were counted by hand."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skinseg_desktop.core.edit import Rect, difference, pack
from skinseg_desktop.review.changed import share_changed, share_of_difference
from skinseg_desktop.store import Project, Record
from skinseg_desktop.store.changes import Based, Edited, Folded, Moved, Origin, PhotoKey, Stored

Mask = NDArray[np.uint8]
KEY = PhotoKey("a.jpg", "0" * 64)


def mask(*rows: str) -> Mask:
    return np.array([[int(c == "#") for c in row] for row in rows], np.uint8)


NOTHING = mask("....", "....", "....")
LEFT = mask("##..", "##..", "....")
#: Of the 6 pixels in either, 2 are in both: 4 differ.
MIDDLE = mask(".##.", ".##.", "....")
RIGHT = mask("..##", "..##", "....")
LARGER = mask("###.", "###.", "###.")


@pytest.mark.parametrize(
    ("begun", "now", "share"),
    [
        (LEFT, LEFT, 0.0),
        (NOTHING, NOTHING, 0.0),
        (NOTHING, LEFT, 1.0),
        (LEFT, NOTHING, 1.0),
        (LEFT, RIGHT, 1.0),
        # 4 pixels changed of a lesion of 4: not all of it is another, a third of the two is shared.
        (LEFT, MIDDLE, 4 / 6),
        (LEFT, LARGER, 5 / 9),
        (LARGER, LEFT, 5 / 9),
    ],
)
def test_the_share_is_that_of_the_difference_in_the_union(tmp_path: Path, begun: Mask, now: Mask, share: float) -> None:
    differing = cv2.countNonZero(np.bitwise_xor(begun, now))
    assert share_of_difference(cv2.countNonZero(now), cv2.countNonZero(begun), differing) == share
    with worked(tmp_path, begun, now) as project:
        assert share_changed(project, record(project)) == share


def test_work_that_was_taken_back_is_no_difference_and_folded_edits_stay_one(tmp_path: Path) -> None:
    with worked(tmp_path, LEFT, MIDDLE) as project:
        project.commit([Moved(KEY, 0, 4, 0)])
        assert share_changed(project, record(project)) == 0.0
        project.commit([Moved(KEY, 1, 4, 4), Folded(KEY, 1, pack(MIDDLE))])
        assert share_changed(project, record(project)) == 4 / 6


def test_a_mask_that_nobody_worked_on_has_no_difference(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    with Project.open(tmp_path / "photos", data_dir=tmp_path / "data") as project:
        project.commit([Based(KEY, Stored(4, 3, pack(LEFT), 4, Origin("import")))])
        assert share_changed(project, record(project)) == 0.0


def worked(tmp_path: Path, begun: Mask, now: Mask) -> Project:
    """A project of one photo whose mask was ``begun`` and is ``now``."""
    (tmp_path / "photos").mkdir()
    project = Project.open(tmp_path / "photos", data_dir=tmp_path / "data")
    project.commit([Based(KEY, Stored(4, 3, pack(begun), int(begun.sum()), Origin("prediction")))])
    patch = difference(begun, now, Rect(0, 0, 4, 3))
    if patch is not None:
        differing = int(np.bitwise_xor(begun, now).sum())
        project.commit([Edited(KEY, 1, "brush", patch, int(now.sum()), differing)])
    return project


def record(project: Project) -> Record:
    found = project.record(KEY)
    assert found is not None
    return found

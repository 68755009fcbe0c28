"""Opening a photo of a project: whose work it gets, and what is said of another's."""

from __future__ import annotations

import shutil

import numpy as np

from skinseg_desktop.core.edit import pack
from skinseg_desktop.core.progress import finish
from skinseg_desktop.imaging import Found, find_photos
from skinseg_desktop.review.masks import changed_under_names, known
from skinseg_desktop.review.opening import open_photo
from skinseg_desktop.store import Project
from skinseg_desktop.store.changes import Origin, PhotoKey, Predicted, Reviewed, Stored, Worked


def test_work_on_another_photo_of_this_name_is_told_also_behind_a_later_mere_look(
    project: Project, found: Found
) -> None:
    file = found.photos[0]
    key = known(project, file).key
    project.commit([Reviewed(key, "rejected"), Worked(PhotoKey(key.relative, "b" * 64), 1.0)])
    shutil.copy(found.photos[1].path, file.path)
    opened = open_photo(project, file, None)
    assert opened.judgement == "" and "another photo" in opened.notes[-1]


def test_work_that_is_taken_over_is_told_also_where_the_new_name_was_predicted_before(
    project: Project, found: Found
) -> None:
    file = found.photos[0]
    old = known(project, file).key
    empty = Stored(4, 3, pack(np.zeros((3, 4), np.uint8)), 0, Origin("prediction", "a model"))
    project.commit([Predicted(old, empty), Reviewed(old, "accepted")])
    file.path.rename(file.path.with_name("renamed.jpg"))
    photos = find_photos([found.root]).photos
    new = PhotoKey("renamed.jpg", old.sha256)
    # Made ready and predicted under its new name before anybody looked for its work.
    project.commit([Predicted(new, empty)])
    others = finish(changed_under_names(project, photos, {"renamed.jpg": old.sha256}))
    record = others["renamed.jpg"]
    assert record is not None and record.status == "accepted" and record.key == new

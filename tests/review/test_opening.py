"""Opening a photo of a project: whose work it gets, and what is said of another's."""

from __future__ import annotations

import shutil

from skinseg_desktop.imaging import Found
from skinseg_desktop.review.masks import known
from skinseg_desktop.review.opening import open_photo
from skinseg_desktop.store import Project
from skinseg_desktop.store.changes import PhotoKey, Reviewed, Worked


def test_work_on_another_photo_of_this_name_is_told_also_behind_a_later_mere_look(
    project: Project, found: Found
) -> None:
    file = found.photos[0]
    key = known(project, file).key
    project.commit([Reviewed(key, "rejected"), Worked(PhotoKey(key.relative, "b" * 64), 1.0)])
    shutil.copy(found.photos[1].path, file.path)
    opened = open_photo(project, file, None)
    assert opened.judgement == "" and "another photo" in opened.notes[-1]

"""A project: what is committed is there, in another program too, and follows the rules of a photo under review."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.edit import Mask, Rect, difference, pack
from skinseg_desktop.core.errors import ProjectError
from skinseg_desktop.imaging import read_mask
from skinseg_desktop.store import Project, current_mask
from skinseg_desktop.store.changes import (
    Based,
    Change,
    Chosen,
    Edited,
    Flagged,
    Folded,
    Moved,
    Origin,
    PhotoKey,
    Predicted,
    Reviewed,
    Stored,
    Thresholded,
    Worked,
)

A = PhotoKey("sub/a.jpg", "a" * 64)
ORIGIN = Origin("prediction", "skinseg-lite", "c0ffee", 0.45, ("fill_holes", "smooth"))


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


@pytest.fixture
def project(photos: Path, tmp_path: Path) -> Iterator[Project]:
    with Project.open(photos, data_dir=tmp_path / "data") as opened:
        yield opened


@pytest.fixture(scope="module")
def mask(data_dir: Path) -> Mask:
    return np.array(read_mask(min((data_dir / "masks").iterdir())).mask)


def stored(mask: Mask, origin: Origin = ORIGIN) -> Stored:
    return Stored(mask.shape[1], mask.shape[0], pack(mask), int(mask.sum()), origin)


def strokes(mask: Mask, count: int, start: int = 1) -> tuple[list[Edited], list[Mask]]:
    """Edits of a mask, and the mask after each; the first mask is the one before."""
    after, edits, rng = [mask.copy()], [], np.random.default_rng(start)
    height, width = mask.shape
    for number in range(start, start + count):
        now = after[-1].copy()
        points = [(int(rng.integers(width)), int(rng.integers(height))) for _ in range(2)]
        cv2.line(now, points[0], points[1], int(number % 2), 25)
        patch = difference(after[-1], now, Rect(0, 0, width, height))
        if patch is None:
            now = 1 - now
            patch = difference(after[-1], now, Rect(0, 0, width, height))
        assert patch is not None
        edits.append(Edited(A, number, "brush", patch, int(now.sum()), int((now != mask).sum())))
        after.append(now)
    return edits, after


def now(project: Project) -> Mask:
    mask = current_mask(project, A)
    assert mask is not None
    return mask


def test_what_is_committed_is_there_for_another_program(project: Project, photos: Path, mask: Mask) -> None:
    edits, after = strokes(mask, 5)
    project.commit([Predicted(A, stored(mask))])
    project.commit([Based(A, stored(mask)), edits[0]])
    for edit in edits[1:]:
        project.commit([edit])
    project.commit([Moved(A, 3, int(after[3].sum()), 7), Chosen("threshold", 0.4), Chosen("references", ["x", "ä"])])
    project.commit([Worked(A, 2.5), Worked(A, 1.0), Flagged(A, True), Thresholded(A, 0.3)])
    with Project.open(photos, write=False) as other:
        assert other.read_only and other.id == project.id
        record = other.record(A)
        assert record is not None and record == other.records()["sub/a.jpg"]
        assert (record.status, record.cursor, record.edits, record.by_hand) == ("edited", 3, 5, 7)
        assert (record.seconds, record.flagged, record.threshold, record.touched) == (3.5, True, 0.3, True)
        assert (record.width, record.height, record.area) == (mask.shape[1], mask.shape[0], int(after[3].sum()))
        assert record.origin == ORIGIN
        work = other.work(A)
        assert work is not None and [edit.number for edit in work.edits] == [1, 2, 3, 4, 5]
        assert work.base == work.start == stored(mask)
        assert np.array_equal(now(other), after[3])
        assert other.prediction(A) == stored(mask)
        assert other.choices() == {"threshold": 0.4, "references": ["x", "ä"]}
        with pytest.raises(ProjectError, match="reading only"):
            other.commit([Flagged(A, False)])


def test_an_edit_after_undo_drops_what_lay_beyond(project: Project, mask: Mask) -> None:
    edits, after = strokes(mask, 4)
    project.commit([Based(A, stored(mask)), *edits, Moved(A, 2, int(after[2].sum()), 0)])
    other = 1 - after[2]
    patch = difference(after[2], other, Rect(0, 0, mask.shape[1], mask.shape[0]))
    assert patch is not None
    project.commit([Edited(A, 3, "lasso", patch, int(other.sum()), 1)])
    work = project.work(A)
    assert work is not None and [e.label for e in work.edits] == ["brush", "brush", "lasso"] and work.cursor == 3
    assert np.array_equal(now(project), other)


def test_statuses_follow_from_what_is_stored(project: Project, mask: Mask) -> None:
    def status() -> str:
        record = project.record(A)
        return "" if record is None else record.status

    (edit,), after = strokes(mask, 1)
    assert project.record(A) is None and project.work(A) is None and current_mask(project, A) is None
    project.commit([Flagged(A, True)])
    assert status() == "new"
    project.commit([Predicted(A, stored(mask))])
    assert status() == "predicted"
    project.commit([Based(A, stored(mask)), edit])
    assert status() == "edited"
    project.commit([Reviewed(A, "accepted")])
    assert status() == "accepted"
    project.commit([Moved(A, 0, int(mask.sum()), 0)])
    assert status() == "predicted"
    project.commit([Reviewed(A, "rejected")])
    assert status() == "rejected"
    project.commit([edit])
    assert status() == "edited"
    project.commit([Reviewed(A, "accepted"), Based(A, stored(1 - mask, Origin("import", note="turned")))])
    assert status() == "edited" and np.array_equal(now(project), 1 - mask)
    assert len(after) == 2


def test_a_prediction_never_replaces_a_persons_work(project: Project, mask: Mask) -> None:
    (edit,), after = strokes(mask, 1)
    project.commit([Predicted(A, stored(mask)), Predicted(A, stored(1 - mask))])
    assert np.array_equal(now(project), 1 - mask)
    project.commit([Based(A, stored(mask)), edit, Predicted(A, stored(1 - mask))])
    assert np.array_equal(now(project), after[1])
    record, prediction = project.record(A), project.prediction(A)
    assert record is not None and record.area == int(after[1].sum())
    assert prediction is not None and prediction.area == int((1 - mask).sum())


def test_what_is_accepted_unseen_is_frozen(project: Project, mask: Mask) -> None:
    project.commit([Predicted(A, stored(mask)), Reviewed(A, "accepted"), Predicted(A, stored(1 - mask))])
    work = project.work(A)
    assert work is not None and work.base == stored(mask)
    assert np.array_equal(now(project), mask)


def test_folding_keeps_the_mask_and_what_it_began_with(project: Project, mask: Mask) -> None:
    edits, after = strokes(mask, 6)
    project.commit([Based(A, stored(mask)), *edits])
    project.commit([Folded(A, 2, pack(after[2])), Folded(A, 1, pack(after[3]))])
    work = project.work(A)
    assert work is not None and [e.number for e in work.edits] == [1, 2, 3] and work.cursor == 3 and work.folded == 3
    assert work.start == stored(mask)
    assert np.array_equal(now(project), after[6])
    more, later = strokes(after[6], 1, start=4)
    project.commit(more)
    assert np.array_equal(now(project), later[1])
    project.commit([Moved(A, 0, int(after[3].sum()), 9)])
    assert np.array_equal(now(project), after[3])
    record = project.record(A)
    assert record is not None and record.status == "edited"


def test_what_does_not_follow_is_a_bug_and_changes_nothing(project: Project, mask: Mask) -> None:
    (first, second), _ = strokes(mask, 2)
    wrongs: tuple[list[Change], ...] = (
        [first],
        [Based(A, stored(mask)), second],
        [Based(A, stored(mask)), first, Moved(A, 2, 0, 0)],
        [Based(A, stored(mask[:40, :40])), first, second],
        [Flagged(A, True), Based(A, stored(mask)), Folded(A, 1, pack(mask))],
    )
    for wrong in wrongs:
        with pytest.raises(ValueError, match="does not follow"):
            project.commit(wrong)
        assert project.record(A) is None
    project.commit([])
    project.commit([Based(A, stored(mask)), first, second])


def test_the_newest_photo_of_a_name_is_the_one_in_the_list(project: Project, mask: Mask) -> None:
    new = PhotoKey(A.relative, "b" * 64)
    project.commit([Flagged(A, True), Flagged(new, False)])
    assert project.records()[A.relative].key == new
    project.commit([Flagged(A, False)])
    assert project.records()[A.relative].key == A and len(project.records()) == 1


def test_names_that_are_no_text_and_odd_ones(project: Project) -> None:
    names = [
        "a b/ü.jpg",
        "\udce4.jpg",
        "e\u0301.jpg",
        "é.jpg",
        "new\nline.jpg",
        "'; DROP TABLE photo; --.jpg",
        "-x.jpg",
    ]
    project.commit([Flagged(PhotoKey(name, "a" * 64), True) for name in names])
    assert set(project.records()) == set(names)
    assert all(project.record(PhotoKey(name, "a" * 64)) is not None for name in names)


def test_reading_goes_on_while_another_thread_commits(project: Project, mask: Mask) -> None:
    edits, after = strokes(mask, 60)
    project.commit([Based(A, stored(mask))])
    wrong: list[object] = []

    def read() -> None:
        while (work := project.work(A)) is not None and work.cursor < len(edits):
            if not np.array_equal(now(project).shape, mask.shape) or len(work.edits) != work.cursor:
                wrong.append(work)

    reader = threading.Thread(target=read)
    reader.start()
    for edit in edits:
        project.commit([edit])
    reader.join()
    assert not wrong and np.array_equal(now(project), after[-1])


def test_nothing_is_made_where_nothing_shall_be(photos: Path, tmp_path: Path) -> None:
    for write, create in ((False, True), (True, False)):
        with pytest.raises(ProjectError, match="no project"):
            Project.open(photos, data_dir=tmp_path / "data", write=write, create=create)
    with pytest.raises(ProjectError, match="does not exist"):
        Project.open(tmp_path / "gone")
    assert [p.name for p in tmp_path.iterdir()] == ["photos"]


def test_it_is_opened_by_folder_by_project_and_by_file(photos: Path, tmp_path: Path) -> None:
    with Project.open(photos, data_dir=tmp_path / "data") as made:
        made.commit([Flagged(A, True)])
        place, identity = made.place, made.id
    assert place == tmp_path / "photos-skinseg" and [p.name for p in place.iterdir()] == ["project.sqlite"]
    for path in (photos, place, place / "project.sqlite"):
        with Project.open(path, data_dir=tmp_path / "data") as again:
            assert (again.id, again.photos_folder, again.notes) == (identity, photos, ())
    (photos / "x.jpg").write_bytes(b"")
    with pytest.raises(ProjectError, match="no project"):
        Project.open(photos / "x.jpg", data_dir=tmp_path / "data")


def test_photos_that_lie_beside_some_file_of_that_name_are_a_folder_of_photos(photos: Path, tmp_path: Path) -> None:
    (photos / "project.sqlite").write_bytes(b"somebody's")
    with Project.open(photos, data_dir=tmp_path / "data") as project:
        assert project.place == tmp_path / "photos-skinseg"


def test_what_comes_after_closing_is_told(photos: Path, tmp_path: Path) -> None:
    project = Project.open(photos, data_dir=tmp_path / "data")
    project.close()
    project.close()
    with pytest.raises(ProjectError, match="is closed"):
        project.records()
    with pytest.raises(ProjectError, match="is closed"):
        project.commit([Flagged(A, True)])
    assert not project.beat() and list(project.place.glob("project.lease")) == []
    with Project.open(photos, data_dir=tmp_path / "data") as other:
        project.close()
        assert not project.beat() and other.beat()
        other.commit([Flagged(A, True)])


@pytest.mark.parametrize("value", [7.0, 1.0, 0.0, -0.5, float("inf"), float("-inf")])
def test_a_bad_threshold_is_not_believed_and_the_work_stays(project: Project, mask: Mask, value: float) -> None:
    made = Origin("prediction", "skinseg-lite", "c0ffee", value)
    project.commit([Based(A, stored(mask, made)), Thresholded(A, value)])
    record = project.record(A)
    assert record is not None and record.threshold is None and record.area == mask.sum()
    assert record.origin is not None and record.origin.threshold is None
    assert record == project.records()[A.relative]


def test_every_record_of_a_name_the_last_changed_at_the_end(project: Project, mask: Mask) -> None:
    other, alone = PhotoKey(A.relative, "b" * 64), PhotoKey("c.jpg", "c" * 64)
    project.commit([Based(A, stored(mask)), Reviewed(A, "accepted"), Worked(other, 1.0), Flagged(alone, True)])
    by_name = project.records_by_name()
    keys = {name: [record.key for record in records] for name, records in by_name.items()}
    assert keys == {A.relative: [A, other], "c.jpg": [alone]}
    assert {name: records[-1] for name, records in by_name.items()} == project.records()

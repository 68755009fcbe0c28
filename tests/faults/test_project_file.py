"""Rows S4, S7, S8 and X2 of the faults: a project's file that is damaged, old, moved, or a stranger's."""

from __future__ import annotations

import contextlib
import hashlib
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop.core.edit import Mask, Rect, difference, pack
from skinseg_desktop.core.errors import ProjectError
from skinseg_desktop.imaging import read_mask
from skinseg_desktop.store import Project, current_mask
from skinseg_desktop.store.changes import Based, Edited, Flagged, Origin, PhotoKey, Predicted, Reviewed, Stored
from skinseg_desktop.store.schema import APPLICATION_ID, VERSION, empty_file

OLD = Path(__file__).parents[1] / "store" / "version-1.sqlite"
Masks = dict[PhotoKey, Mask]


def stored(mask: Mask) -> Stored:
    return Stored(mask.shape[1], mask.shape[0], pack(mask), int(mask.sum()), Origin("prediction", "skinseg-lite"))


def opened(photos: Path) -> Project:
    return Project.open(photos, data_dir=photos.parent / "data")


@pytest.fixture
def photos(tmp_path: Path, data_dir: Path) -> Path:
    """A folder of twelve photos."""
    return Path(shutil.copytree(data_dir / "images", tmp_path / "photos"))


def reviewed(photos: Path, data_dir: Path) -> Masks:
    """Work on all photos of a folder: predictions, three edits each, some accepted. Gives the masks after it."""
    masks: Masks = {}
    with opened(photos) as project:
        for number, path in enumerate(sorted(photos.iterdir())):
            key = PhotoKey(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
            mask = np.array(read_mask(data_dir / "masks" / f"{path.stem}_segmentation.png").mask)
            project.commit([Predicted(key, stored(mask)), Based(key, stored(mask))])
            for edit in (1, 2, 3):
                before = mask.copy()
                mask[40 * edit : 40 * edit + 30, 30 + number :: 7] ^= 1
                patch = difference(before, mask, Rect(0, 0, mask.shape[1], mask.shape[0]))
                assert patch is not None
                project.commit([Edited(key, edit, "brush", patch, int(mask.sum()), 1)])
            if number % 2:
                project.commit([Reviewed(key, "accepted")])
            masks[key] = mask
    return masks


def check(photos: Path, masks: Masks) -> tuple[int, str]:
    """Read all there is: how many masks are as they were, and what was said. No other may pass as accepted."""
    for _ in range(3):
        same, again = 0, False
        with opened(photos) as project:
            assert not project.read_only
            said = " ".join(project.notes)
            for key, mask in masks.items():
                try:
                    found, record = current_mask(project, key), project.record(key)
                except ProjectError:
                    again = True
                    continue
                same += found is not None and np.array_equal(found, mask)
                if found is not None and not np.array_equal(found, mask):
                    # What is left of a photo's edits; nobody has accepted that.
                    assert record is not None and record.status in ("edited", "predicted")
            project.commit([Flagged(next(iter(masks)), True)])
        if not again:
            return same, said
    raise AssertionError("damage was not mended by opening again")


def damaged_copies(photos: Path) -> list[bytes]:
    return [p.read_bytes() for p in sorted(photos.with_name("photos-skinseg").glob("project.damaged-*.sqlite"))]


@pytest.mark.parametrize("seed", range(12))
def test_S4_a_damaged_page_costs_what_was_on_it_and_is_said(photos: Path, data_dir: Path, seed: int) -> None:
    masks = reviewed(photos, data_dir)
    file, dice = photos.with_name("photos-skinseg") / "project.sqlite", random.Random(seed)
    data = bytearray(file.read_bytes())
    # The first seeds take the first pages, where the file says what it is.
    page = seed if seed < 4 else dice.randrange(len(data) // 4096)
    at = page * 4096 + (0 if seed % 2 else dice.randrange(3584))
    data[at : at + 512] = dice.randbytes(512)
    file.write_bytes(data)
    same, said = check(photos, masks)
    if same < len(masks):
        assert "kept as project.damaged-1.sqlite" in said and "Lost:" in said
    if "damaged" in said:
        assert any(bytes(data[at : at + 512]) in copy for copy in damaged_copies(photos))
    assert same >= 8 or page in range(2, 6)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_S4_a_truncated_file_keeps_what_is_left(photos: Path, data_dir: Path, share: float) -> None:
    masks = reviewed(photos, data_dir)
    file = photos.with_name("photos-skinseg") / "project.sqlite"
    left = file.read_bytes()[: int(file.stat().st_size * share)]
    file.write_bytes(left)
    same, said = check(photos, masks)
    assert damaged_copies(photos) == [left] and "damaged" in said and "Recovered" in said
    assert same >= (10 if share == 0.99 else 0)


@pytest.mark.parametrize("garbage", [b"", b"x", b"garbage" * 1000, b"SQLite format 3\0" + bytes(4080), bytes(9000)])
def test_S4_garbage_is_kept_aside_and_work_begins_anew(photos: Path, garbage: bytes) -> None:
    place = photos.with_name("photos-skinseg")
    place.mkdir()
    (place / "project.sqlite").write_bytes(garbage)
    with opened(photos) as project:
        project.commit([Flagged(PhotoKey("a.jpg", "a" * 64), True)])
        assert "kept as project.damaged-1.sqlite" in project.notes[0]
    assert damaged_copies(photos) == [garbage]
    with opened(photos) as project:
        assert len(project.records()) == 1 and project.notes == ()


def killed(photos: Path, data_dir: Path) -> Masks:
    """A project as a killed writer leaves it: with its log and its lease."""
    masks = reviewed(photos, data_dir)
    place, kept = photos.with_name("photos-skinseg"), photos.with_name("kept")
    with opened(photos) as project:
        for key in masks:
            project.commit([Flagged(key, True)])
        project.beat()
        shutil.copytree(place, kept, ignore=shutil.ignore_patterns(".*", "*-shm"))
    shutil.rmtree(place)
    kept.rename(place)
    return masks


def test_S4_a_missing_log_is_noticed(photos: Path, data_dir: Path) -> None:
    masks = killed(photos, data_dir)
    (photos.with_name("photos-skinseg") / "project.sqlite-wal").unlink()
    same, said = check(photos, masks)
    assert same == 12 and "The last 12 changes are missing" in said


def test_S4_a_log_without_its_file_is_kept_and_not_played_into_a_new_one(photos: Path, data_dir: Path) -> None:
    killed(photos, data_dir)
    (photos.with_name("photos-skinseg") / "project.sqlite").unlink()
    with opened(photos) as project:
        assert project.records() == {} and any("project.damaged-1.sqlite" in note for note in project.notes)
    assert (project.place / "project.damaged-1.sqlite-wal").stat().st_size > 0


def test_S4_bits_that_went_bad_in_one_edit_cost_that_edit_alone(photos: Path, data_dir: Path) -> None:
    masks = reviewed(photos, data_dir)
    key = list(masks)[1]
    file = photos.with_name("photos-skinseg") / "project.sqlite"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE edit SET bits=zeroblob(20) WHERE photo=2 AND number=2")
        connection.commit()
    with opened(photos) as project, pytest.raises(ProjectError, match="is damaged"):
        project.work(key)
    with opened(photos) as project:
        assert "Lost: 1 edit." in project.notes[0]
        work, record, mask = project.work(key), project.record(key), current_mask(project, key)
        assert work is not None and record is not None and mask is not None
        assert [e.number for e in work.edits] == [1, 2] and work.cursor == 2
        assert record.status == "edited" and record.area == int(mask.sum())
        others = [k for k in masks if k != key]
        assert all(np.array_equal(m, masks[k]) for k in others if (m := current_mask(project, k)) is not None)


def test_S4_a_kill_in_the_middle_of_recovery_is_finished(photos: Path, data_dir: Path) -> None:
    masks = reviewed(photos, data_dir)
    file = photos.with_name("photos-skinseg") / "project.sqlite"
    shutil.copyfile(file, file.with_name("project.rebuilt.sqlite"))
    file.write_bytes(b"damaged")
    file.with_name("project.sqlite-wal").write_bytes(b"old")
    assert check(photos, masks) == (12, "")


def test_S7_a_newer_project_is_refused_and_stays_as_it_is(photos: Path) -> None:
    place = photos.with_name("photos-skinseg")
    place.mkdir()
    newer = empty_file()
    (place / "project.sqlite").write_bytes(newer[:60] + (VERSION + 1).to_bytes(4, "big") + newer[64:])
    before = (place / "project.sqlite").read_bytes()
    for write in (True, False):
        with pytest.raises(ProjectError, match="newer version"):
            Project.open(photos, write=write, data_dir=photos.parent / "data")
    assert {p.name: p.read_bytes() for p in place.iterdir()} == {"project.sqlite": before}


@pytest.mark.parametrize("write", [True, False])
def test_S7_an_older_project_is_migrated_after_a_backup(photos: Path, write: bool) -> None:
    place = photos.with_name("photos-skinseg")
    place.mkdir()
    shutil.copyfile(OLD, place / "project.sqlite")
    key = PhotoKey("a.jpg", "a" * 64)
    with Project.open(photos, write=write, data_dir=photos.parent / "data") as project:
        assert project.id == "11111111-2222-4333-8444-555555555555" and project.choices() == {"threshold": 0.4}
        assert {k: r.status for k, r in project.records().items()} == {
            "a.jpg": "edited",
            "sub/b.jpg": "accepted",
            "c.jpg": "predicted",
        }
        work, record, mask = project.work(key), project.record(key), current_mask(project, key)
        assert work is not None and record is not None and mask is not None
        assert (len(work.edits), work.cursor, record.flagged, record.seconds) == (2, 1, False, 0.0)
        assert int(mask.sum()) == record.area == 2300
        if write:
            assert project.notes[0].endswith("that file is kept as project.version-1-1.sqlite.")
            project.commit([Flagged(key, True)])
    backup = place / "project.version-1-1.sqlite"
    assert (backup if write else place / "project.sqlite").read_bytes() == OLD.read_bytes()
    assert backup.exists() is write


def test_S8_photos_and_project_moved_together_are_found(photos: Path, data_dir: Path) -> None:
    masks = reviewed(photos, data_dir)
    with opened(photos) as project:
        identity = project.id
    new = photos.parent / "elsewhere"
    new.mkdir()
    for name in ("photos", "photos-skinseg"):
        (photos.parent / name).rename(new / name)
    with Project.open(new / "photos", data_dir=photos.parent / "data") as project:
        assert project.id == identity and project.notes == () and len(project.records()) == len(masks)
    with Project.open(new / "photos-skinseg", data_dir=photos.parent / "data") as project:
        assert project.photos_folder == new / "photos" and project.id == identity


@pytest.mark.parametrize("target", ["renamed", "other/photos"])
def test_S8_photos_moved_or_renamed_alone_take_their_project_along(photos: Path, data_dir: Path, target: str) -> None:
    masks = reviewed(photos, data_dir)
    with opened(photos) as project:
        identity = project.id
    new = photos.parent / target
    new.parent.mkdir(exist_ok=True)
    photos.rename(new)
    for said in (1, 0):
        with Project.open(new, data_dir=photos.parent / "data") as project:
            assert project.id == identity and len(project.records()) == len(masks) and len(project.notes) == said
            assert project.place == new.with_name(new.name + "-skinseg") and project.photos_folder == new
    assert not photos.with_name("photos-skinseg").exists()


def test_S8_a_copy_becomes_its_own_project(photos: Path, data_dir: Path) -> None:
    masks = reviewed(photos, data_dir)
    copy = photos.parent / "copy"
    for name in ("photos", "photos-skinseg"):
        shutil.copytree(photos.parent / name, copy / name)
    with opened(photos) as project, Project.open(copy / "photos", data_dir=photos.parent / "data") as other:
        assert other.id != project.id and "is a copy" in other.notes[0] and len(other.records()) == len(masks)
        own = other.id
        other.commit([Flagged(next(iter(masks)), True)])
        assert not any(record.flagged for record in project.records().values())
    with Project.open(copy / "photos", data_dir=photos.parent / "data") as other:
        assert other.id == own and other.notes == ()


def test_S8_other_photos_and_copies_of_photos_get_no_work_of_others(photos: Path, data_dir: Path) -> None:
    reviewed(photos, data_dir)
    copied = Path(shutil.copytree(photos, photos.parent / "copied"))
    with opened(copied) as project:
        assert project.records() == {} and project.place.name == "copied-skinseg"
    other = photos.parent / "other"
    other.mkdir()
    for path in photos.iterdir():
        (other / path.name).write_bytes(path.read_bytes() + b"other")
    shutil.rmtree(photos)
    with opened(other) as project:
        assert project.records() == {}


HOSTILE: dict[str, str] = {
    "a trigger": "CREATE TRIGGER t AFTER UPDATE ON about BEGIN DELETE FROM photo; END",
    "a view": "CREATE VIEW v AS SELECT 1",
    "a virtual table": "CREATE VIRTUAL TABLE v USING fts5(x)",
    "another table": "CREATE TABLE more (x)",
    "an index": "CREATE INDEX i ON photo (length(relative))",
    "a column": "ALTER TABLE photo ADD COLUMN x",
    "an absolute path": "UPDATE photo SET relative='/etc/passwd'",
    "a path that leaves": "UPDATE photo SET relative='a/../../b.jpg'",
    "a path of nothing": "UPDATE photo SET relative=''",
    "a hash that is a path": "UPDATE photo SET sha256='../../x'",
    "a huge photo": "UPDATE photo SET width=100000, height=100000",
    "a negative size": "UPDATE photo SET width=-1",
    "text for a number": "UPDATE photo SET cursor='x'",
    "a deep origin": f"UPDATE photo SET origin='{'[' * 100000}'",
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("write", [True, False])
def test_X2_a_strangers_project_is_refused_in_one_sentence(photos: Path, what: str, write: bool) -> None:
    file = strange(photos, HOSTILE[what])
    before = file.read_bytes()
    with pytest.raises(ProjectError) as caught:
        Project.open(photos, write=write, data_dir=photos.parent / "data")
    assert caught.value.what.count("\n") == 0 and str(file) in caught.value.what
    assert file.read_bytes() == before and {p.name for p in file.parent.iterdir()} == {"project.sqlite"}


BAD_MASKS: dict[str, Callable[[int, int], Stored]] = {
    "a bomb": lambda w, h: Stored(w, h, pack(np.zeros((4000, 4000), np.uint8)), 0, Origin("prediction")),
    "no bits": lambda w, h: Stored(w, h, b"", 0, Origin("prediction")),
    "too many pixels": lambda w, h: Stored(60_000, 60_000, b"x", 0, Origin("prediction")),
    "more than there are": lambda w, h: Stored(w, h, pack(np.zeros((h, w), np.uint8)), w * h + 1, Origin("prediction")),
}


@pytest.mark.parametrize("what", BAD_MASKS)
def test_X2_a_strangers_masks_are_checked_before_they_are_used(photos: Path, what: str) -> None:
    file = strange(photos, "SELECT 1")
    mask = BAD_MASKS[what](60, 40)
    with contextlib.closing(sqlite3.connect(file)) as connection:
        values = (mask.width, mask.height, mask.area, '{"kind":"prediction"}', mask.bits)
        connection.execute("INSERT INTO mask VALUES (1, 'prediction', ?, ?, ?, ?, ?)", values)
        connection.commit()
    with opened(photos) as project, pytest.raises(ProjectError, match="damaged"):
        current_mask(project, PhotoKey("a.jpg", "a" * 64))


def test_X2_a_project_from_elsewhere_points_to_no_other_folder(photos: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret" / "photos"
    secret.mkdir(parents=True)
    file = strange(photos, f"INSERT INTO about VALUES ('photos', '{secret}'), ('place', '/gone')")
    place = file.parent.rename(tmp_path / "sent")
    with Project.open(place, write=False) as project:
        assert project.photos_folder == photos


def test_X2_a_journal_that_names_another_file_is_not_played_back(photos: Path, tmp_path: Path) -> None:
    file = strange(photos, "SELECT 1")
    file.with_name("project.sqlite-journal").write_bytes(bytes(1000) + bytes.fromhex("d9d505f920a163d7"))
    with pytest.raises(ProjectError, match="names files outside"):
        opened(photos)


def strange(photos: Path, statement: str) -> Path:
    """A project that was written elsewhere, and one statement of whoever wrote it."""
    file = photos.with_name("photos-skinseg") / "project.sqlite"
    file.parent.mkdir()
    file.write_bytes(empty_file(about=[("id", "x"), ("sequence", 1)]))
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO photo (relative, sha256, sequence) VALUES ('a.jpg', ?, 1)", ("a" * 64,))
        connection.execute(statement)
        connection.commit()
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    return file

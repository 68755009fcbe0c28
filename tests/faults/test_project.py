"""Rows S1, S2, S3, S5, S6, S9, S12 and I10 of the faults: what a project keeps when disk, clock or company fail."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.edit import Mask, Patch, Rect, apply, difference, pack, unpack
from skinseg_desktop.core.errors import OutputError, ProjectError
from skinseg_desktop.core.working import WorkingMask
from skinseg_desktop.store import Project, current_mask, opening, volume
from skinseg_desktop.store.changes import Based, Change, Edited, Flagged, Folded, Origin, PhotoKey, Predicted, Stored
from skinseg_desktop.store.database import connect, has_log
from skinseg_desktop.store.lease import LEASE_FILE, Holder

KEY = PhotoKey("a.jpg", "a" * 64)
EMPTY = np.zeros((400, 600), np.uint8)
HOLD = """
import sys, pathlib
from skinseg_desktop.store import Project
project = Project.open(pathlib.Path(sys.argv[1]), data_dir=pathlib.Path(sys.argv[2]))
print("held" if not project.read_only else "read", flush=True)
sys.stdin.read()
project.close()
"""


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


def opened(photos: Path, over: Holder | None = None) -> Project:
    return Project.open(photos, data_dir=photos.parent / "data", over=over)


def based(mask: Mask = EMPTY, key: PhotoKey = KEY) -> Based:
    return Based(key, Stored(mask.shape[1], mask.shape[0], pack(mask), int(mask.sum()), Origin("empty")))


def noise(number: int, mask: Mask) -> Edited:
    """An edit whose patch does not compress: it fills a small disk soon."""
    after = np.random.default_rng(number).integers(0, 2, mask.shape, np.uint8)
    patch = difference(mask, after, Rect(0, 0, mask.shape[1], mask.shape[0]))
    assert patch is not None
    mask[:] = after
    return Edited(KEY, number, "brush", patch, int(after.sum()), 0)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_S1_sigkill_loses_no_acknowledged_stroke_and_no_undo() -> None:
    script = Path(__file__).with_name("journal_life.py")
    done = subprocess.run([sys.executable, script, "--kills", "20"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "20 kills" in done.stdout and "none lost" in done.stdout


@pytest.mark.parametrize("local", [True, False])
def test_S2_a_full_disk_keeps_what_was_saved_and_takes_the_rest_later(
    small_disk: Path, local: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (volume, opening):
        monkeypatch.setattr(module, "is_local", lambda *_: local)
    photos, ballast, mask = small_disk / "photos", small_disk / "ballast", EMPTY.copy()
    photos.mkdir()
    ballast.write_bytes(bytes(3_500_000))
    with opened(photos) as project:
        project.commit([based()])
        saved = EMPTY
        for number in range(1, 200):
            change = noise(number, mask)
            try:
                project.commit([change])
            except OutputError as error:
                assert "no space left" in error.what and "Make room" in error.hint
                break
            saved = mask.copy()
        else:
            pytest.fail("the disk never got full")
        for _ in range(3):
            with pytest.raises(OutputError):
                project.commit([change])
            assert np.array_equal(now(project), saved)
        ballast.unlink()
        project.commit([change])
        assert np.array_equal(now(project), mask)
    with opened(photos) as project:
        work = project.work(KEY)
        assert work is not None and len(work.edits) == work.cursor == number and project.notes == ()
        assert np.array_equal(now(project), mask)


def test_S2_a_full_disk_at_the_start_still_shows_what_there_is(small_disk: Path) -> None:
    photos = small_disk / "photos"
    photos.mkdir()
    with opened(photos) as project:
        project.commit([based()])
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, pytest.raises(OSError, match="space"):
        while True:
            ballast.write(bytes(1024))
    with opened(photos) as project:
        assert project.read_only and "cannot be written" in project.notes[0]
        assert "no space left" in project.reason and project.holder is None
        free = [project.free]
        assert project.record(KEY) is not None
        with pytest.raises(ProjectError, match="no space left"):
            project.commit([Flagged(KEY, True)])
        (small_disk / "ballast").unlink()
        assert [*free, project.free] == [False, True]
    with opened(photos) as project:
        project.commit([Flagged(KEY, True)])
        assert not (project.read_only or project.reason or project.notes)


def test_S2_a_full_disk_without_a_project_sends_a_new_one_to_the_users_data(small_disk: Path, tmp_path: Path) -> None:
    photos = small_disk / "photos"
    photos.mkdir()
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, pytest.raises(OSError, match="space"):
        while True:
            ballast.write(bytes(1024))
    with Project.open(photos, data_dir=tmp_path / "data") as project:
        assert project.notes[0].startswith("The disk of the photos is full") and not project.read_only


@pytest.mark.skipif(sys.platform == "win32", reason="there, an open file keeps its folder")
def test_S2_a_folder_that_goes_and_comes_back(photos: Path) -> None:
    with opened(photos) as project:
        project.commit([based()])
        away = project.place.rename(photos.with_name("away"))
        for _ in range(2):
            with pytest.raises(OutputError, match="is gone"):
                project.commit([Flagged(KEY, True)])
        away.rename(project.place)
        project.commit([Flagged(KEY, True)])
    with opened(photos) as project:
        record = project.record(KEY)
        assert record is not None and record.flagged


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of this kind are POSIX")
def test_S3_beside_photos_that_cannot_be_written_it_lives_in_the_users_data() -> None:
    with tempfile.TemporaryDirectory() as name, another_user(Path(name)):
        share, data = Path(name, "share"), Path(name, "data")
        photos = share / "photos"
        photos.mkdir(parents=True)
        share.chmod(0o555)
        for said in (1, 0):
            with Project.open(photos, data_dir=data) as project:
                assert project.place.parent == data / "projects" and project.photos_folder == photos
                assert not project.read_only and len(project.notes) == said
                project.commit([Flagged(KEY, bool(said))])
        share.chmod(0o755)
        assert [p.name for p in share.iterdir()] == ["photos"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of this kind are POSIX")
def test_S3_a_project_that_became_read_only_goes_on_as_a_copy() -> None:
    with tempfile.TemporaryDirectory() as name, another_user(Path(name)):
        photos, data = Path(name, "photos"), Path(name, "data")
        photos.mkdir()
        with Project.open(photos, data_dir=data) as project:
            project.commit([based()])
            place, identity = project.place, project.id
        before = (place / "project.sqlite").read_bytes()
        (place / "project.sqlite").chmod(0o444)
        place.chmod(0o555)
        for flagged in (True, False):
            with Project.open(photos, data_dir=data) as project:
                assert project.place.parent == data / "projects" and project.id != identity
                record = project.record(KEY)
                assert record is not None and record.flagged is not flagged
                project.commit([Flagged(KEY, flagged)])
        with Project.open(place, write=False, data_dir=data) as project:
            assert project.id == identity
        assert (place / "project.sqlite").read_bytes() == before
        place.chmod(0o755)


class another_user:
    """Root may do anything: for the block, be somebody else who owns a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, os.geteuid() == 0

    def __enter__(self) -> None:
        if self.root:
            os.chown(self.folder, 65534, 65534)
            os.seteuid(65534)

    def __exit__(self, *_: object) -> None:
        if self.root:
            os.seteuid(0)


def test_S5_the_second_program_reads_and_is_told_who_writes(photos: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(photos), str(photos.parent / "data")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None and child.stdin is not None and child.stdout.readline() == "held\n"
        with opened(photos) as second:
            assert second.read_only and second.holder is not None
            assert second.holder.pid == child.pid and f"process {child.pid}" in str(second.holder)
            with pytest.raises(ProjectError, match="is written by process"):
                second.commit([Flagged(KEY, True)])
            gone = [second.free]
            child.stdin.close()
            child.wait()
            assert [*gone, second.free] == [False, True]
    with opened(photos) as third:
        assert not third.read_only and third.notes == ()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_S5_a_dead_holder_is_taken_over_and_said(photos: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(photos), str(photos.parent / "data")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None and child.stdout.readline() == "held\n"
        with opened(photos) as second:
            child.send_signal(signal.SIGKILL)
            child.wait()
            assert second.free
    with opened(photos) as project:
        assert not project.read_only and "taken over" in project.notes[0] and str(child.pid) in project.notes[0]
    with opened(photos) as project:
        assert project.notes == ()


# Two computers cannot be had in a test: the other one's lease is written as it would write it.
ELSEWHERE = Holder("elsewhere", 1, "2026-01-01T00:00:00+00:00", "0.1.0", "t" * 32)


def written(photos: Path, holder: Holder, age: float = 0) -> Path:
    file = photos.with_name("photos-skinseg") / LEASE_FILE
    file.write_text(json.dumps(asdict(holder)))
    os.utime(file, (time.time() - age, time.time() - age))
    return file


def test_S5_another_computer_holds_it_while_its_lease_is_fresh(photos: Path) -> None:
    opened(photos).close()
    written(photos, ELSEWHERE, age=20)
    with opened(photos) as project:
        assert project.read_only and project.holder == ELSEWHERE
    written(photos, ELSEWHERE, age=90)
    with opened(photos) as project:
        assert not project.read_only and "elsewhere" in project.notes[0]


def test_S5_clocks_that_differ_are_watched_not_compared(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(photos).close()
    written(photos, ELSEWHERE, age=-1e6)
    running = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: running[0])
    with opened(photos) as project:
        gone = [project.free]
        running[0] += 50
        alive = replace(ELSEWHERE, beat=1)
        written(photos, alive, age=-1e6)
        for _ in range(3):
            gone.append(project.free)
            running[0] += 50
        assert project.read_only and gone == [False, False, False, True]
    with opened(photos, over=ELSEWHERE) as project:
        assert project.read_only
    with opened(photos, over=alive) as project:
        assert not project.read_only


def test_S5_who_slept_while_another_took_over_writes_no_more(photos: Path) -> None:
    with opened(photos) as project:
        project.commit([based()])
        assert project.beat()
        connection = connect(project.file, "rw")
        connection.execute("UPDATE about SET value=? WHERE name='writer'", (ELSEWHERE.token,))
        connection.close()
        written(photos, ELSEWHERE)
        with pytest.raises(ProjectError, match="written by process 1 on elsewhere"):
            project.commit([Flagged(KEY, True)])
        assert project.read_only and project.holder == ELSEWHERE and not project.beat()
        record = project.record(KEY)
        assert record is not None and not record.flagged
    assert (project.place / LEASE_FILE).exists()


MOUNTS = """22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 27 0:40 / /mnt/my\\040share rw,relatime shared:1 - cifs //server/share rw
31 27 0:41 / /mnt/nfs rw,relatime - nfs4 server:/x rw
32 27 0:42 / /mnt/odd rw,relatime - fuse.something x rw
"""


def test_S6_network_and_unknown_file_systems_are_told_from_local_ones() -> None:
    local = {place: volume.is_local(Path(place), MOUNTS)
             for place in ("/photos", "/mnt/my share/photos", "/mnt/nfs", "/mnt/nfs2/x", "/mnt/odd/x")}  # fmt: skip
    assert local == {
        "/photos": True,
        "/mnt/my share/photos": False,
        "/mnt/nfs": False,
        "/mnt/nfs2/x": True,
        "/mnt/odd/x": False,
    }
    assert not volume.is_local(Path("/photos"), "nonsense")


def test_S6_there_a_rollback_journal_is_used_and_a_log_given_up(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(photos) as project:
        project.commit([based()])
        assert has_log(project.file)
    for module in (volume, opening):
        monkeypatch.setattr(module, "is_local", lambda *_: False)
    with opened(photos) as project:
        project.commit([noise(1, EMPTY.copy())])
        assert not has_log(project.file)
        assert not list(project.place.glob("*-wal")) and not list(project.place.glob("*-shm"))
        with Project.open(photos, write=False) as reader:
            assert reader.record(KEY) == project.record(KEY)


def test_S6_where_the_log_is_refused_the_probe_notices(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The log's shared memory cannot be made, since there is a folder of that name.
    monkeypatch.setattr(secrets, "token_hex", lambda _=None: "probe")
    (photos / ".probe.skinseg-tmp-shm").mkdir()
    assert volume.journal_mode(photos) == "delete"
    (photos / ".probe.skinseg-tmp-shm").rmdir()
    assert volume.journal_mode(photos) == ("wal" if volume.is_local(photos) else "delete")
    assert volume.journal_mode(photos / "gone") is None and not list(photos.iterdir())


def test_S9_order_is_by_sequence_when_the_clock_jumps_back(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [replace(KEY, sha256=letter * 64) for letter in "abc"]
    clock = [2e9]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    for key in keys:
        with opened(photos) as project:
            project.commit([Flagged(key, True)])
            assert project.records()[KEY.relative].key == key
            clock[0] -= 1e8
    with opened(photos) as project:
        sequences = [record.sequence for key in keys if (record := project.record(key))]
        assert sequences == [1, 2, 3] and project.records()[KEY.relative].key == keys[-1]


@pytest.mark.slow
def test_S12_a_thousand_strokes_at_24_megapixels_keep_to_the_budget(photos: Path) -> None:
    budget, rng = 10_000, np.random.default_rng(12)
    working = WorkingMask(np.zeros((4000, 6000), np.uint8))
    base, patches = working.pixels.copy(), list[Patch]()
    with opened(photos) as project:
        project.commit([based(base)])
        for _ in range(1000):
            x, y = int(rng.integers(5700)), int(rng.integers(3700))
            working.draw(Rect(x, y, 200, 200), fill if rng.integers(3) else clear)
            patch = working.finish()
            if patch is None:
                continue
            patches.append(patch)
            changes: list[Change] = [Edited(KEY, len(patches), "brush", patch, working.area, 0)]
            if sum(len(p.data) for p in patches) > budget:
                count = len(patches) // 2
                for old in patches[:count]:
                    apply(base, old)
                del patches[:count]
                changes.append(Folded(KEY, count, pack(base)))
            project.commit(changes)
        assert np.array_equal(now(project), working.pixels)
        work = project.work(KEY)
        assert work is not None and [e.patch for e in work.edits] == patches and work.folded > 0
        assert not unpack(work.start.bits, 6000, 4000).any()
    assert project.file.stat().st_size < 2_000_000


def test_I10_a_replaced_photo_gets_no_mask_and_the_old_work_stays(photos: Path) -> None:
    full = EMPTY + np.uint8(1)
    with opened(photos) as project:
        project.commit([based(full)])
        other = replace(KEY, sha256="b" * 64)
        assert current_mask(project, other) is None and project.record(other) is None
        project.commit([Predicted(other, Stored(6, 4, pack(EMPTY[:4, :6]), 0, Origin("prediction")))])
        assert project.records()[KEY.relative].key == other
        assert np.array_equal(now(project), full)


def test_I10_a_photo_renamed_inside_its_folder_keeps_its_work(photos: Path) -> None:
    full, new = EMPTY + np.uint8(1), replace(KEY, relative="sub/b.jpg")
    with opened(photos) as project:
        project.commit([based(full), Predicted(new, Stored(6, 4, pack(EMPTY[:4, :6]), 0, Origin("prediction")))])
        assert not project.adopt(new, lambda relative: relative == KEY.relative)
        assert project.adopt(new, lambda relative: False)
        assert not project.adopt(new, lambda relative: False) and project.record(KEY) is None
        mask = current_mask(project, new)
        assert mask is not None and np.array_equal(mask, full) and project.prediction(new) is None


def test_I10_work_that_two_threads_take_over_at_once_is_there_once(photos: Path) -> None:
    full, new = EMPTY + np.uint8(1), replace(KEY, relative="sub/b.jpg")
    with opened(photos) as project:
        project.commit([based(full)])

        def meanwhile(relative: str) -> bool:
            """The other thread is through with it before this one has begun to change anything."""
            if project.record(new) is None:
                project.adopt(new, lambda _: False)
            return False

        assert project.adopt(new, meanwhile)
        mask = current_mask(project, new)
        assert mask is not None and np.array_equal(mask, full)


def fill(part: Mask) -> None:
    cv2.circle(part, (100, 100), 100, 1, -1)


def clear(part: Mask) -> None:
    part[:] = 0


def now(project: Project) -> Mask:
    mask = current_mask(project, KEY)
    assert mask is not None
    return mask

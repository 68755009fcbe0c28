"""The window under faults, as real processes: see ``window_life.py`` for what the children do."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.edit import Mask, apply, unpack
from skinseg_desktop.core.metrics import confusion, dice
from skinseg_desktop.imaging import read_mask, read_photo
from skinseg_desktop.inference import Engine
from skinseg_desktop.store import Project, Work
from skinseg_desktop.zoo import DEFAULT_MODEL, find_models

LIFE = Path(__file__).with_name("window_life.py")
FIRST, SECOND, THIRD = "ISIC_0000012", "ISIC_0000111", "ISIC_0000130"
Said = list[dict[str, Any]]

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the fault is made by means of Linux")


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "1", **more}


def start(life: str, *arguments: object, mortal: bool = False, **more: str) -> subprocess.Popen[str]:
    """Begin a child; a ``mortal`` one may do to files what their permissions say, even where root runs the tests."""
    before: list[str] = []
    if mortal and os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may write anywhere, and setpriv is not here to take that away")
        before = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    return subprocess.Popen(
        [*before, sys.executable, str(LIFE), life, *map(str, arguments)],
        env=environment(**more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def live(life: str, *arguments: object, code: int = 0, seconds: float = 120, **more: str) -> Said:
    """Let a child live to its end; what it told."""
    child = start(life, *arguments, mortal=False, **more)
    output, complaint = child.communicate(timeout=seconds)
    assert child.returncode == code, f"{complaint}\n{output}"
    return [json.loads(line) for line in output.splitlines()]


def fact(said: Said, name: str) -> Any:
    return next(line[name] for line in said if name in line)


def ended_well(said: Said) -> bool:
    return bool(fact(said, "code") == 0 and fact(said, "closed") < 2.0)


def copied(data_dir: Path, folder: Path, count: int = 3) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for photo in sorted((data_dir / "images").iterdir())[:count]:
        shutil.copy(photo, folder)
    return folder


@pytest.fixture
def photos(data_dir: Path, tmp_path: Path) -> Path:
    return copied(data_dir, tmp_path / "photos")


def digest(mask: Mask) -> str:
    return sha256(np.ascontiguousarray(mask).tobytes()).hexdigest()


def states(work: Work) -> list[str]:
    """The digest of the mask after no edit, after one, and so on."""
    mask = unpack(work.base.bits, work.base.width, work.base.height)
    digests = [digest(mask)]
    for edit in work.edits:
        apply(mask, edit.patch)
        digests.append(digest(mask))
    return digests


def work_of(photos: Path, name: str, **how: Any) -> Work | None:
    with Project.open(photos, write=False, create=False, **how) as project:
        record = project.records().get(f"{name}.jpg")
        return project.work(record.key) if record else None


class Led:
    """A child that does what it is told, a word at a time."""

    def __init__(self, photos: Path, mortal: bool = False, **more: str) -> None:
        self.child = start("follow", photos, mortal=mortal, **more)
        self.now: dict[str, Any] = {}
        self._read()

    def tell(self, word: str) -> dict[str, Any]:
        assert self.child.stdin is not None
        self.child.stdin.write(word + "\n")
        self.child.stdin.flush()
        return self._read()

    def close(self) -> Said:
        assert self.child.stdin is not None
        output, complaint = self.child.communicate("close\n", timeout=30)
        assert self.child.returncode == 0, complaint
        return [json.loads(line) for line in output.splitlines()]

    def end(self) -> None:
        if self.child.poll() is None:
            self.child.kill()
        for stream in (self.child.stdin, self.child.stdout, self.child.stderr):
            if stream is not None:
                stream.close()
        self.child.wait()

    def _read(self) -> dict[str, Any]:
        assert self.child.stdout is not None and self.child.stderr is not None
        line = self.child.stdout.readline()
        assert line, self.child.stderr.read()
        self.now = json.loads(line)
        return self.now


@pytest.fixture
def led() -> Iterator[Any]:
    made: list[Led] = []

    def lead(photos: Path, mortal: bool = False, **more: str) -> Led:
        made.append(Led(photos, mortal, **more))
        return made[-1]

    yield lead
    for one in made:
        one.end()


# S1


@linux
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_S1_no_acknowledged_stroke_is_lost_by_sigkill(photos: Path) -> None:
    """20 kills of a window that paints: all that read Saved is there, bit for bit, each step of undo too."""
    chance = random.Random(1)
    known: list[str] = []
    acknowledged = 0
    for kill in range(20):
        child = start("paint", photos, kill)
        assert child.stdout is not None
        first = json.loads(child.stdout.readline())
        known = known or [first["mask"]]
        assert first["start"] == len(known) - 1 and first["mask"] == known[-1], f"start after kill {kill}"
        assert first["undo"] == (len(known) > 1)
        time.sleep(chance.uniform(0.0, 0.5))
        child.kill()
        # Not by communicate, which does not know what readline has read ahead.
        output = child.stdout.read()
        with child:
            complaint = child.stderr.read() if child.stderr else ""
        said = [json.loads(line) for line in output[: output.rfind("\n") + 1].splitlines()]
        assert "Traceback" not in complaint, complaint
        saved = 0
        for line in said:
            if "mask" in line:
                known[line["number"] :] = [line["mask"]]
            saved = max(saved, line.get("saved", 0))
        acknowledged += sum("saved" in line for line in said)
        work = work_of(photos, FIRST)
        if work is None:
            assert not saved, f"kill {kill}: {saved} strokes were acknowledged and nothing is there"
            known = known[:1]
            continue
        there = states(work)
        assert work.cursor == len(work.edits) and work.cursor >= saved, f"kill {kill}"
        assert there == known[: len(there)], f"kill {kill}"
        known = there
    assert acknowledged > 20


# S2


@pytest.mark.parametrize("small_disk", ["24m"], indirect=True)
@pytest.mark.slow
def test_S2_on_a_full_disk_strokes_stay_and_are_saved_when_there_is_room(
    data_dir: Path, small_disk: Path, led: Any
) -> None:
    photos = copied(data_dir, small_disk / "photos")
    child = led(photos)
    child.tell("stroke")
    assert child.tell("wait Saved")["status"].startswith("Saved")
    filler = small_disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)
    masks = []
    for _ in range(40):
        now = child.tell("stroke")
        masks.append(now["mask"])
    now = child.tell("wait Not saved")
    assert now["status"].startswith("Not saved") and "space" in now["status"].lower(), now["status"]
    assert now["mask"] == masks[-1] and now["edits"] == 41
    filler.unlink()
    now = child.tell("wait Saved")
    assert now["status"].startswith("Saved"), now["status"]
    assert ended_well(child.close())
    work = work_of(photos, FIRST)
    assert work is not None and states(work)[2:] == masks
    assert not [p for p in small_disk.rglob("*") if p.name.endswith(".tmp")]


# S3


@linux
def test_S3_a_read_only_folder_is_worked_on_from_the_users_data(
    data_dir: Path, tmp_path: Path, own_folders: Path, led: Any
) -> None:
    photos = copied(data_dir, tmp_path / "archive" / "photos")
    for place in (photos, photos.parent):
        place.chmod(0o555)
    try:
        child = led(photos, True)
        child.tell("stroke")
        now = child.tell("wait Saved")
        assert now["status"].startswith(f"Saved in {own_folders / 'user-data'}"), now["status"]
        assert sum("user-data" in said for said in now["heard"]) == 1, f"to be said once: {now['heard']}"
        mask = now["mask"]
        assert ended_well(child.close())
        assert [p.name for p in photos.parent.iterdir()] == ["photos"] and len(list(photos.iterdir())) == 3
        again = led(photos, True)
        assert again.now["mask"] == mask and again.now["undo"]
        assert ended_well(again.close())
    finally:
        for place in (photos.parent, photos):
            place.chmod(0o755)


# I


@linux
@pytest.mark.slow
def test_I6_a_photo_of_100_megapixels(tmp_path: Path, data_dir: Path) -> None:
    """Opens, predicts, paints, undoes and saves; the whole process stays below 2 GiB."""
    photos = tmp_path / "photos"
    photos.mkdir()
    small = cv2.cvtColor(read_photo(data_dir / "images" / f"{FIRST}.jpg").pixels, cv2.COLOR_RGB2BGR)
    large = cv2.resize(small, (12000, 8400), interpolation=cv2.INTER_LINEAR)
    (photos / "large.jpg").write_bytes(cv2.imencode(".jpg", large, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes())
    said = live("huge", photos, seconds=240)
    print(said)
    assert fact(said, "more") > 0 and fact(said, "undone")
    work = work_of(photos, "large")
    assert work is not None and states(work)[-1] == fact(said, "mask")
    assert fact(said, "peak") < 2 * 2**30
    assert ended_well(said)


def test_I9_a_folder_that_goes_and_comes_back(photos: Path, led: Any) -> None:
    child = led(photos)
    child.tell("stroke")
    before = child.tell("wait Saved")
    away = photos.with_name("away")
    shutil.copytree(photos, away)
    shutil.rmtree(photos)
    now = child.tell("hear photos")
    gone = [said for said in now["heard"] if "photos" in said]
    assert len(gone) == 1, now["heard"]
    now = child.tell("stroke")
    assert now["edits"] == before["edits"] + 1
    assert child.tell("wait Saved")["status"].startswith("Saved"), "the project's own folder is still there"
    away.rename(photos)
    now = child.tell("hear back")
    assert any("back" in said for said in now["heard"]), now["heard"]
    now = child.tell("next")
    child.tell("wait Saved")
    assert ended_well(child.close())


def test_I10_a_photo_replaced_while_it_is_closed(photos: Path, data_dir: Path) -> None:
    said = live("look", photos, "edit")
    mine = fact(said, "mask")
    before = states(work_of(photos, FIRST))  # type: ignore[arg-type]
    original = (photos / f"{FIRST}.jpg").read_bytes()
    # Of the same size, so that nothing but the content tells.
    shutil.copy(photos / f"{THIRD}.jpg", photos / f"{FIRST}.jpg")
    said = live("look", photos)
    assert fact(said, "mask") != mine and not fact(said, "undo") and fact(said, "edited") == 0
    assert any("another photo" in sentence for sentence in fact(said, "heard")), fact(said, "heard")
    (photos / f"{FIRST}.jpg").write_bytes(original)
    said = live("look", photos)
    assert fact(said, "mask") == mine and fact(said, "undo")
    assert states(work_of(photos, FIRST)) == before  # type: ignore[arg-type]


def test_I10_a_photo_replaced_while_it_is_open(photos: Path, led: Any) -> None:
    child = led(photos)
    child.tell("stroke")
    mine = child.tell("wait Saved")["mask"]
    replaced = photos / f"{FIRST}.jpg"
    new = photos / "new"
    shutil.copy(photos / f"{THIRD}.jpg", new)
    new.replace(replaced)
    expected = engine_mask(replaced)
    child.tell("next")
    until = time.monotonic() + 10
    while time.monotonic() < until:
        now = child.tell("previous")
        child.tell("wait Saved")
        now = child.tell("wait Saved")
        if now["mask"] == digest(expected):
            break
        child.tell("next")
    assert now["shown"] == FIRST
    assert now["mask"] != mine, "the mask of the photo that was there lies over the new one"
    assert now["mask"] == digest(expected) and not now["undo"]
    assert any("another photo" in said for said in now["heard"]), now["heard"]
    assert ended_well(child.close())


def engine_mask(photo: Path) -> Mask:
    model = next(m for m in find_models().models if m.id == DEFAULT_MODEL)
    with Engine(model, "cpu") as engine:
        return engine.predict(read_photo(photo))[1]


# W


@linux
@pytest.mark.slow
@pytest.mark.parametrize("count", [300])
def test_W1_the_arrow_key_held_through_many_photos(count: int, data_dir: Path, tmp_path: Path) -> None:
    photos, masks = tmp_path / "photos", tmp_path / "masks"
    photos.mkdir()
    masks.mkdir()
    model = next(m for m in find_models().models if m.id == DEFAULT_MODEL)
    originals = sorted((data_dir / "images").iterdir())
    known: list[tuple[bytes, Path, dict[str, Any]]] = []
    with Engine(model, "cpu") as engine:
        for photo in originals:
            mask = engine.predict(read_photo(photo))[1]
            reference = data_dir / "masks" / f"{photo.stem}_segmentation.png"
            score = f"{dice(confusion(mask, read_mask(reference).mask)):.3f}"
            known.append(
                (photo.read_bytes(), reference, {"mask": digest(mask), "shape": list(mask.shape), "dice": score})
            )
    answers = {}
    for number in range(count):
        content, reference, answer = known[number % len(known)]
        name = f"photo{number:04}"
        # Bytes after a JPEG's end are no damage, and make each a photo of its own.
        (photos / f"{name}.jpg").write_bytes(content + number.to_bytes(4, "big"))
        shutil.copy(reference, masks / f"{name}_segmentation.png")
        answers[name] = answer
    (tmp_path / "answers.json").write_text(json.dumps(answers))
    said = live("walk", photos, masks, tmp_path / "answers.json", count, seconds=240)
    assert fact(said, "wrong") == []
    assert fact(said, "last") and fact(said, "dice")
    assert fact(said, "looked") == count
    sizes = fact(said, "sizes")
    assert max(sizes) < 800 * 2**20 and sizes[-1] - sizes[1] < 100 * 2**20, [s >> 20 for s in sizes]
    assert ended_well(said)


def test_W2_after_bugs_in_a_slot_and_a_worker_the_window_lives(photos: Path, own_folders: Path) -> None:
    said = live("break_in_slots", photos)
    details = fact(said, "details")
    assert "in a slot" in details and "in a worker" in details
    reports = [p.read_text(encoding="utf-8") for p in own_folders.rglob("crash-*.txt")]
    assert len(reports) == 2
    assert any("in a slot" in r for r in reports) and any("in a worker" in r for r in reports)
    work = work_of(photos, FIRST)
    assert work is not None and states(work)[-1] == next(line["mask"] for line in said if "mask" in line)
    assert ended_well(said)


@pytest.mark.parametrize("what", ["predict", "export", "save"])
def test_W3_closing_in_the_middle_leaves_whole_files(what: str, data_dir: Path, tmp_path: Path) -> None:
    photos, out = copied(data_dir, tmp_path / "photos", 12), tmp_path / "out"
    said = live("close_during", what, photos, out)
    assert ended_well(said)
    work = work_of(photos, FIRST)
    assert work is not None and states(work)[-1] == fact(said, "mask")
    if what == "export":
        made = [p for p in out.rglob("*") if p.is_file()]
        assert any(p.suffix == ".png" for p in made)
        assert [p for p in made if p.name.startswith(".") or ".tmp" in p.name] == []
        for picture in (p for p in made if p.suffix in (".png", ".jpg")):
            assert cv2.imdecode(np.frombuffer(picture.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED) is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scale", "points", "size", "language"),
    [
        ("1", 1.0, (1366, 768), "en"),
        ("1", 1.5, (1366, 768), "en"),
        ("1.5", 1.0, (1366, 768), "de"),
        ("2", 1.0, (1920, 1080), "pt_BR"),
        ("2", 1.5, (1366, 768), "de"),
    ],
)
def test_W4_nothing_is_clipped_and_the_brush_has_its_true_size(
    scale: str, points: float, size: tuple[int, int], language: str, photos: Path, data_dir: Path, own_folders: Path
) -> None:
    (own_folders / "settings.json").write_text(json.dumps({"language": language}))
    said = live("measure", photos, data_dir / "masks", *size, points, QT_SCALE_FACTOR=scale)
    assert fact(said, "size") == list(size), "the window is larger than the screen"
    assert [line["clipped"] for line in said if "clipped" in line] == [[], []]
    canvas = fact(said, "canvas")
    assert canvas[0] >= size[0] * 0.35 and canvas[1] >= size[1] * 0.6, f"little is left for the photo: {canvas}"
    brush = fact(said, "brush")
    assert brush["painted"] == pytest.approx(60, abs=1)
    # What is counted are whole screen columns: the line's own three pixels, and one that it touches on either side.
    assert brush["shown"] == pytest.approx(60, abs=5 / brush["zoom"])
    assert ended_well(said)

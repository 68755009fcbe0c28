"""Faults of the place where outputs go: rows S2, S10 and S11."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.export import outputs
from skinseg_desktop.imaging import find_photos, read_mask, read_text
from skinseg_desktop.inference import Engine, FolderResult, predict_folder
from skinseg_desktop.store import RUN_FILE, read_record
from skinseg_desktop.zoo import Model


@pytest.fixture
def photos(data_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_dir / "images", tmp_path / "photos"))


def predict(photos: Path, out: Path, model: Model, **options: object) -> FolderResult:
    with Engine(model, "cpu") as engine:
        return finish(predict_folder(find_photos([photos]), engine, out, outputs(["masks"]), **options))  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """All files with their content and time of change."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


def test_S10_results_of_other_settings_stop_the_run_before_anything_is_written(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    out = tmp_path / "out"
    predict(photos, out, tiny_model, threshold=0.4)
    before = tree(out)
    with pytest.raises(OutputError, match=r"threshold: 0\.4 there, 0\.5 now") as stopped:
        predict(photos, out, tiny_model, threshold=0.5)
    assert "--existing" in stopped.value.hint
    assert tree(out) == before
    # Other photos do not make it another folder.
    (tmp_path / "more").mkdir()
    shutil.copy(min(photos.iterdir()), tmp_path / "more/new.jpg")
    with pytest.raises(OutputError):
        predict(tmp_path / "more", out, tiny_model, threshold=0.5)
    assert tree(out) == before


def test_S10_a_strangers_file_under_a_wanted_name_stops_the_run(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    stranger = tmp_path / "out/masks" / f"{min(photos.iterdir()).stem}_segmentation.png"
    stranger.parent.mkdir(parents=True)
    shutil.copy(max(photos.iterdir()), stranger)
    before = tree(tmp_path / "out")
    with pytest.raises(OutputError, match=stranger.name):
        predict(photos, tmp_path / "out", tiny_model)
    assert tree(tmp_path / "out") == before
    assert predict(photos, tmp_path / "out", tiny_model, existing="replace").done == 12
    assert read_text(stranger.read_bytes())["Model"].startswith("tiny ")


def test_S10_replace_makes_all_again_and_goes_on_without_being_asked_again(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    out = tmp_path / "out"
    predict(photos, out, tiny_model, threshold=0.4)
    assert predict(photos, out, tiny_model, existing="replace").done == 12
    assert predict(photos, out, tiny_model).kept == 12
    predict(photos, tmp_path / "fresh", tiny_model)
    assert masks(out) == masks(tmp_path / "fresh")


def test_S10_keep_both_numbers_the_files_and_resumes_under_its_number(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    out = tmp_path / "out"
    predict(photos, out, tiny_model, threshold=0.4)
    first = masks(out)
    for threshold, suffix in ((0.5, "-2"), (0.6, "-3")):
        assert predict(photos, out, tiny_model, threshold=threshold, existing="keep-both").done == 12
        assert predict(photos, out, tiny_model, threshold=threshold, existing="keep-both").kept == 12
        lost = out / "masks" / f"{min(photos.iterdir()).stem}_segmentation{suffix}.png"
        lost.unlink()
        result = predict(photos, out, tiny_model, threshold=threshold, existing="keep-both")
        assert (result.done, result.kept) == (1, 11) and lost.exists()
    everything = masks(out)
    assert len(everything) == 36 and first.items() <= everything.items()
    predict(photos, tmp_path / "fresh", tiny_model, threshold=0.6)
    assert {name.replace("-3.png", ".png"): data for name, data in everything.items() if "-3.png" in name} == masks(
        tmp_path / "fresh"
    )
    record = read_record(out)
    assert record is not None and [run.suffix for run in record.runs] == ["", "-2", "-3"]


def test_S10_keep_both_stays_with_its_number_when_what_was_in_the_way_goes(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    stranger = tmp_path / "out/masks" / f"{min(photos.iterdir()).stem}_segmentation.png"
    stranger.parent.mkdir(parents=True)
    stranger.write_bytes(b"somebody's")
    predict(photos, tmp_path / "out", tiny_model, existing="keep-both")
    assert stranger.read_bytes() == b"somebody's"
    stranger.unlink()
    assert predict(photos, tmp_path / "out", tiny_model, existing="keep-both").kept == 12


def test_S11_a_damaged_record_does_not_cost_the_masks(photos: Path, tmp_path: Path, tiny_model: Model) -> None:
    out = tmp_path / "out"
    predict(photos, out, tiny_model)
    (out / RUN_FILE).write_text('{"version": 1, "runs"')
    result = predict(photos, out, tiny_model)
    assert result.kept == 12 and "damaged" in result.notes[0]
    (out / RUN_FILE).unlink()
    with pytest.raises(OutputError):
        predict(photos, out, tiny_model, threshold=0.4)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize("killed_after", [1, 20, 70])
def test_S11_killed_and_started_again_it_ends_as_if_never_killed(
    killed_after: int, photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    for path in sorted(photos.iterdir()):
        for n in range(7):
            shutil.copy(path, path.with_stem(f"{path.stem}_{n}"))
    out, whole = tmp_path / "out", tmp_path / "whole"
    script = f"""
from pathlib import Path
from skinseg_desktop.core.progress import finish
from skinseg_desktop.export import outputs
from skinseg_desktop.imaging import find_photos
from skinseg_desktop.inference import Engine, predict_folder
from skinseg_desktop.zoo import get_model
with Engine(get_model(Path({str(tiny_model.folder)!r})), "cpu") as engine:
    found = find_photos([Path({str(photos)!r})])
    finish(predict_folder(found, engine, Path({str(out)!r}), outputs(["masks"])))
"""
    child = subprocess.Popen([sys.executable, "-c", script])
    until = time.monotonic() + 120
    while len(list(out.glob("masks/*.png"))) < killed_after and child.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL, "it ended before it could be killed"
    for path in out.glob("masks/*_segmentation.png"):
        assert read_text(path.read_bytes())["Settings"] and read_mask(path).mask.size
    made = len(list(out.glob("masks/*.png")))
    # What a writer leaves when it is killed between its two names.
    (out / "masks/.0123456789abcdef.skinseg-tmp").write_bytes(b"half")
    (out / ".fedcba9876543210.skinseg-tmp").write_bytes(b"half")
    result = predict(photos, out, tiny_model)
    assert result.kept == made >= killed_after and result.done == 96 - made
    predict(photos, whole, tiny_model)
    assert masks(out) == masks(whole)
    assert sorted(p.name for p in out.iterdir()) == ["masks", RUN_FILE]
    assert len(list((out / "masks").iterdir())) == 96


@pytest.mark.parametrize("small_disk", ["64k"], indirect=True)
def test_S2_a_full_disk_stops_the_run_with_a_sentence_and_nothing_half(
    photos: Path, tmp_path: Path, tiny_model: Model, small_disk: Path
) -> None:
    out = small_disk / "out"
    with pytest.raises(OutputError, match=r"cannot be written: no space left"):
        predict(photos, out, tiny_model)
    made = masks(out)
    assert 0 < len(made) < 12
    assert not list(out.rglob("*.skinseg-tmp"))
    predict(photos, tmp_path / "whole", tiny_model)
    assert made.items() <= masks(tmp_path / "whole").items()
    record = json.loads((out / RUN_FILE).read_bytes())
    assert record["runs"][0]["finished"] is None and record["runs"][0]["counts"]["done"] == len(made)
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    result = predict(photos, out, tiny_model)
    assert (result.done, result.kept) == (12 - len(made), len(made))
    assert masks(out) == masks(tmp_path / "whole")


def test_S2_a_place_that_may_not_be_written_is_said_in_a_sentence(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    with pytest.raises(OutputError, match="out"):
        predict(photos, tmp_path / "out", tiny_model)


def test_I7_a_name_too_long_for_its_mask_fails_alone(photos: Path, tmp_path: Path, tiny_model: Model) -> None:
    first = min(photos.iterdir())
    try:
        shutil.copy(first, photos / ("x" * 245 + ".jpg"))
        shutil.copy(first, photos / ("y" * 236 + ".jpg"))
    except OSError:
        pytest.skip("this file system knows no such long names")
    result = predict(photos, tmp_path / "out", tiny_model)
    assert result.done == 13 and [f.name[0] for f in result.failed] == ["x"]
    assert not list((tmp_path / "out").rglob("*.skinseg-tmp"))


def masks(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((out / "masks").glob("*.png"))}

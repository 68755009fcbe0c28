"""Faults of the export of a project: rows S2, S10, S11 and X4."""
# The fixtures of the export's own tests are arguments here.

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from skinseg_desktop.core.errors import FilesInTheWay, OutputError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.export.project import Exported, export_project
from skinseg_desktop.imaging import Found, find_photos, read_mask, read_sealed
from skinseg_desktop.store import Project
from skinseg_desktop.store.changes import Based, Origin, PhotoKey, Stored
from tests.export.conftest import draw, found, project, reviewed_photos

__all__ = ["found", "project", "reviewed_photos"]
PICTURES = ("masks", "overlays", "figures")
ALL = (*PICTURES, "table")


def export(project: Project, found: Found, out: Path, **options: object) -> Exported:
    return finish(export_project(project, found, out, **options))  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """All files but the record, with their content and time of change."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "skinseg-run.json")
    return {p.relative_to(folder).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


def test_S10_files_in_the_way_are_all_named_before_anything_is_written(
    project: Project, found: Found, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export(project, found, out, what=ALL)
    before = tree(out)
    draw(project, found.photos[1].relative.as_posix())
    with pytest.raises(FilesInTheWay) as stopped:
        export(project, found, out, what=ALL)
    changed = {p.relative_to(out).as_posix() for p in stopped.value.paths}
    assert changed == {f"{k}/{found.photos[1].id}_{e}.png" for k, e in ENDINGS} | {"tables/scores.csv"}
    assert "--existing" in stopped.value.hint and tree(out) == before


ENDINGS = (("masks", "segmentation"), ("overlays", "overlay"), ("figures", "figure"))


def test_S10_a_strangers_files_are_asked_about_whatever_they_are(
    project: Project, found: Found, tmp_path: Path
) -> None:
    first, second, third = (found.photos[i] for i in (0, 1, 4))
    (tmp_path / "masks/sub").mkdir(parents=True)
    (tmp_path / "tables").mkdir()
    export(project, found, tmp_path / "other")
    paths = [
        tmp_path / f"masks/{first.id}_segmentation.png",
        tmp_path / f"masks/{second.id}_segmentation.png",
        tmp_path / f"masks/sub/{third.id}_segmentation.png",
        tmp_path / "tables/scores.csv",
    ]
    paths[0].write_text("notes of mine")
    # A mask of ours that somebody has painted over.
    ours = Image.open(tmp_path / f"other/masks/{second.id}_segmentation.png")
    ours.load()
    ours.putpixel((0, 0), 255)
    ours.save(paths[1])
    paths[2].mkdir()
    paths[3].write_text("id;dice")
    before = tree(tmp_path)
    with pytest.raises(FilesInTheWay) as stopped:
        export(project, found, tmp_path)
    assert set(stopped.value.paths) == set(paths)
    assert tree(tmp_path) == before


def test_S10_keep_both_numbers_skip_leaves_and_replace_overwrites(
    project: Project, found: Found, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export(project, found, out, what=ALL)
    before = tree(out)
    name = found.photos[1].relative.as_posix()
    draw(project, name)

    skipped = export(project, found, out, what=ALL, existing="skip")
    assert (skipped.written, skipped.kept) == (0, 6) and len(skipped.held) == 4
    assert tree(out) == before

    both = export(project, found, out, what=ALL, existing="keep-both")
    after = tree(out)
    assert both.suffix == "-2" and both.written == 10 and both.table == out / "tables/scores-2.csv"
    assert {k: v for k, v in after.items() if k in before} == before
    assert {k for k in after if k not in before} == {k[:-4] + "-2" + k[-4:] for k in before}
    # The same again is the same export, whose files are all there.
    again = export(project, found, out, what=ALL, existing="keep-both")
    assert (again.suffix, again.written, again.kept) == ("-2", 0, 10) and tree(out) == after

    replaced = export(project, found, out, what=ALL, existing="replace")
    assert (replaced.written, replaced.kept, replaced.held) == (4, 6, ())
    mask = read_mask(out / f"masks/{found.photos[1].id}_segmentation.png").mask
    assert mask.sum() == project.records()[name].area


def test_masks_of_an_earlier_export_beside_the_new_ones_are_counted_and_said(
    project: Project, found: Found, tmp_path: Path
) -> None:
    assert export(project, found, tmp_path, what=("masks",)).notes == ()
    some = export(project, found, tmp_path, what=("masks",), statuses=("accepted",))
    assert some.photos < 3
    more = {1: "1 more file, of an earlier export: it is", 2: "2 more files, of earlier exports: they are"}
    assert some.notes == (f"masks/ holds {more[3 - some.photos]} no part of this one.",)


def test_S11_an_interrupted_export_leaves_whole_files_and_a_second_run_completes_it(
    project: Project, found: Found, tmp_path: Path
) -> None:
    work = export_project(project, found, tmp_path / "out", what=ALL)
    while next(work).done < 1:
        pass
    work.close()
    made = tree(tmp_path / "out")
    assert 3 <= len(made) < 10 and "tables/scores.csv" not in made and not any("tmp" in name for name in made)
    for name, (data, _) in made.items():
        assert read_sealed(data), name
    result = export(project, found, tmp_path / "out", what=ALL)
    assert (result.written, result.kept) == (10 - len(made), len(made))
    export(project, found, tmp_path / "whole", what=ALL)
    assert {n: d for n, (d, _) in tree(tmp_path / "out").items()} == {
        n: d for n, (d, _) in tree(tmp_path / "whole").items()
    }


KILLED = """
import sys
from pathlib import Path
from skinseg_desktop.cli import main
sys.exit(main(["export", *sys.argv[1:], "--what", "masks,overlays,figures,table"]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_S11_sigkill_leaves_whole_files_and_a_second_run_completes_it(
    project: Project, found: Found, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    place = project.place
    project.close()
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(place), "-o", str(out)], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(list(out.rglob("*.png"))) < 2 and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    child.send_signal(signal.SIGKILL)
    child.wait()
    made = [p for p in out.rglob("*.png") if not p.name.startswith(".")]
    assert made and all(read_sealed(p.read_bytes()) for p in made)
    with Project.open(place, write=False) as again:
        result = export(again, found, out, what=ALL)
    assert result.written + result.kept == 10 and result.kept >= len(made)
    assert not list(out.rglob("*.skinseg-tmp"))


@pytest.mark.parametrize("small_disk", ["1m"], indirect=True)
def test_S2_a_full_disk_while_exporting_is_a_sentence_and_leaves_nothing_half(
    project: Project, found: Found, small_disk: Path
) -> None:
    fill = small_disk / "fill"
    fill.write_bytes(bytes(700_000))
    with pytest.raises(OutputError, match="no space left") as full:
        export(project, found, small_disk / "out", what=ALL)
    assert "Make room" in full.value.hint
    made = tree(small_disk / "out")
    assert not any(name.endswith("tmp") for name in made) and len(made) < 10
    assert all(read_sealed(data) for data, _ in made.values())
    fill.unlink()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    result = export(project, found, small_disk / "out", what=ALL)
    assert result.written + result.kept == 10 and result.kept == len(made)


def test_X4_nothing_of_the_photos_exif_is_exported(project: Project, found: Found, tmp_path: Path) -> None:
    secret = b"SERIAL-4711"
    source = Image.open(found.photos[0].path)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x9003] = "Maker SERIAL-4711", "Model SERIAL-4711", "2020:01:02 03:04:05"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    target = found.root / "telling.jpg"
    source.save(target, exif=exif, comment=secret, quality=95)
    (telling,) = find_photos([target]).photos
    from skinseg_desktop.imaging import read_photo

    photo = read_photo(telling.path)
    assert secret in target.read_bytes()
    work = project.work(project.records()[found.photos[0].relative.as_posix()].key)
    assert work is not None
    base = work.base
    mask = Stored(base.width, base.height, base.bits, base.area, Origin("import"))
    project.commit([Based(PhotoKey("telling.jpg", photo.sha256), mask)])
    result = export(project, find_photos([found.root]), tmp_path / "out", what=ALL, only={"telling"})
    assert result.written == 4
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert secret not in data and b"Maker" not in data and b"2020:01:02" not in data
            if path.suffix == ".png":
                picture = Image.open(path)
                picture.load()
                assert not picture.getexif() and "exif" not in picture.info and "icc_profile" not in picture.info

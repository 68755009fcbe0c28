"""Export of a project: which photos, which files, what stands in them and in the table."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import shutil
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from isic_challenge_scoring.segmentation import SegmentationScore

from skinseg_desktop.core.edit import unpack
from skinseg_desktop.core.errors import OutputError, UserError
from skinseg_desktop.core.measures import measures
from skinseg_desktop.core.metrics import METRICS, confusion
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, user_models_dir, version
from skinseg_desktop.core.progress import finish
from skinseg_desktop.export import photo as exporting
from skinseg_desktop.export.project import Exported, export_project
from skinseg_desktop.export.table import COLUMNS, SCORES
from skinseg_desktop.imaging import Found, encode_mask, find_photos, read_mask, read_photo, read_text, write_atomic
from skinseg_desktop.review.scoring import References, find_references
from skinseg_desktop.store import Project, current_mask
from skinseg_desktop.store.changes import Based, Flagged, Origin, PhotoKey, Reviewed, Stored, Worked
from skinseg_desktop.zoo import Model, write_card

ALL = ("masks", "overlays", "figures", "table")


def export(project: Project, found: Found, out: Path, **options: object) -> Exported:
    return finish(export_project(project, found, out, **options))  # type: ignore[arg-type]


def table(out: Path, name: str = "scores.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((out / "tables" / name).read_bytes().decode("utf-8"), newline="")))


def test_every_kind_in_its_own_folder_of_accepted_and_edited_photos(
    project: Project, found: Found, references: References, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = export(project, found, out, what=ALL, references=references)
    assert (result.photos, result.written, result.kept, result.left_out, result.held) == (3, 11, 0, (), ())
    assert {p.name for p in out.iterdir()} == {"masks", "overlays", "figures", "tables", "skinseg-run.json"}
    for file in (found.photos[0], found.photos[1], found.photos[4]):
        photo = read_photo(file.path)
        mask = read_mask(out / "masks" / file.relative.parent / f"{file.id}_segmentation.png").mask
        now = current_mask(project, project.records()[file.relative.as_posix()].key)
        assert now is not None and np.array_equal(mask, now)
        overlay = read_photo(out / "overlays" / file.relative.parent / f"{file.id}_overlay.png")
        assert overlay.pixels.shape == photo.pixels.shape
        assert (out / "figures" / file.relative.parent / f"{file.id}_figure.png").is_file()
    for path in out.rglob("*.png"):
        text = read_text(path.read_bytes())
        assert text["Comment"] == RESEARCH_USE_ONLY and text["Model"].startswith("tiny ")
        assert text["Origin"] == "prediction" and text["Threshold"] == "0.5"


def test_the_reference_masks_are_never_written_over(
    project: Project, found: Found, references: References, tmp_path: Path
) -> None:
    masks = tmp_path / "masks"
    shutil.copytree(references.folder, masks)
    theirs = find_references(found, masks)
    with pytest.raises(OutputError, match="reference masks lie in"):
        export(project, found, tmp_path, what=("masks",), references=theirs, existing="replace")


def test_the_folders_record_says_what_a_paper_cites(
    project: Project, found: Found, references: References, tmp_path: Path
) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / ".0123.skinseg-tmp").write_bytes(b"what a killed export left")
    result = export(project, found, tmp_path, what=ALL, references=references)
    run = json.loads((tmp_path / "skinseg-run.json").read_bytes())["runs"][0]
    exported = [found.photos[i] for i in (0, 1, 4)]
    assert run["details"] == {
        "program": f"skinseg-desktop {version()}",
        "photos": str(project.photos_folder),
        "statuses": ["edited", "accepted"],
        "references": str(references.folder),
        "summary": result.summary,
        "use": RESEARCH_USE_ONLY,
        "tables": {
            f"tables/{name}": hashlib.sha256((tmp_path / "tables" / name).read_bytes()).hexdigest()
            for name in ("scores.csv", "summary.csv")
        },
        "files": {
            file.relative.as_posix(): {
                "status": project.records()[file.relative.as_posix()].status,
                "photo_sha256": hashlib.sha256(file.path.read_bytes()).hexdigest(),
                "reference": references.masks[file.relative.as_posix()].name,
                "reference_sha256": hashlib.sha256(references.masks[file.relative.as_posix()].read_bytes()).hexdigest(),
            }
            for file in exported
        },
    }
    assert run["counts"] == {"photos": 3, "written": 11, "kept": 0}
    started, finished = (datetime.fromisoformat(run[key]) for key in ("started", "finished"))
    assert started <= finished and started.utcoffset() == timedelta(0)
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == ["scores.csv", "summary.csv"]


def test_a_photo_whose_masks_name_would_be_too_long_is_named_and_the_others_are_exported(
    project: Project, found: Found, tmp_path: Path
) -> None:
    file = found.photos[0]
    longest = file.path.with_name("x" * 245 + file.path.suffix)
    file.path.rename(longest)
    photos = find_photos([found.root], subfolders=True)
    record = project.records()[file.relative.as_posix()]
    now = next(photo for photo in photos.photos if photo.path == longest)
    assert project.adopt(PhotoKey(now.relative.as_posix(), record.key.sha256), lambda _: False)
    result = export(project, photos, tmp_path)
    assert [left.name for left in result.left_out] == [longest.name] and result.held == ()
    assert "longer than the file system allows" in result.left_out[0].reason
    assert (result.photos, result.written) == (2, 3)
    assert len(list((tmp_path / "masks").rglob("*.png"))) == len(table(tmp_path)) == 2, "a row for each mask"
    run = json.loads((tmp_path / "skinseg-run.json").read_bytes())["runs"][0]
    assert [name for name, _ in run["skipped"]] == [longest.name]
    # The same again finds nothing in the way, and without masks the photo is exported: a table has room for it.
    again = export(project, photos, tmp_path)
    assert (again.photos, again.written, again.kept) == (2, 0, 3)
    assert export(project, photos, tmp_path / "table", what=("table",)).photos == 3


def test_a_name_that_only_writing_finds_too_long_is_left_out_as_well(
    project: Project, found: Found, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(path: Path, data: bytes) -> None:
        if path.name.startswith(found.photos[0].id):
            raise OutputError("no", "no") from OSError(errno.ENAMETOOLONG, "File name too long")
        write_atomic(path, data)

    monkeypatch.setattr(exporting, "write_atomic", refusing)
    result = export(project, found, tmp_path, what=ALL)
    assert [left.name for left in result.left_out] == [found.photos[0].relative.as_posix()]
    assert (result.photos, result.written, result.held) == (2, 7, ())


@pytest.mark.parametrize("bytes_", [238, 239])
def test_the_longest_name_that_leaves_room_for_the_masks_ending_is_exported(
    project: Project, found: Found, tmp_path: Path, bytes_: int
) -> None:
    file = found.photos[0]
    long = file.path.with_name("\u00e4" * (bytes_ // 2) + "x" * (bytes_ % 2) + file.path.suffix)
    file.path.rename(long)
    photos = find_photos([found.root], subfolders=True)
    record = project.records()[file.relative.as_posix()]
    assert project.adopt(PhotoKey(long.name, record.key.sha256), lambda _: False)
    result = export(project, photos, tmp_path, what=("masks",))
    assert (result.photos, len(result.left_out)) == ((3, 0) if bytes_ == 238 else (2, 1))


def test_the_table_says_what_is_exported_and_where_it_came_from(
    project: Project, found: Found, references: References, tmp_path: Path
) -> None:
    export(project, found, tmp_path, what=("table",), references=references)
    rows = table(tmp_path)
    assert list(rows[0]) == list(COLUMNS) and len(rows) == 3
    for row in rows:
        record = project.records()[row["file"]]
        mask = current_mask(project, record.key)
        assert mask is not None and record.origin is not None
        counted = confusion(mask, read_mask(references.masks[row["file"]]).mask)
        assert {k: float(row[k]) for k in SCORES} == {k: METRICS[k].of(counted) for k in SCORES}
        geometry = measures(mask)
        assert int(row["area_px"]) == geometry.area == mask.sum() and int(row["parts"]) == geometry.parts
        assert float(row["perimeter_px"]) == geometry.perimeter
        assert float(row["equivalent_diameter_px"]) == geometry.equivalent_diameter
        assert (int(row["height_px"]), int(row["width_px"])) == mask.shape
        assert row["model"] == "tiny" and row["model_sha256"] == record.origin.model_sha256
        assert (row["threshold"], row["cleanup"]) == ("0.5", "none") and row["photo_sha256"] == record.key.sha256
        assert row["use"] == RESEARCH_USE_ONLY and row["origin"] == "prediction"
    edited, accepted, deep = rows
    assert [r["status"] for r in rows] == ["edited", "accepted", "edited"]
    assert (edited["flagged"], accepted["flagged"], edited["seconds_of_work"]) == ("yes", "no", "12.5")
    assert int(accepted["changed_by_hand_px"]) == 0 == float(accepted["share_changed_by_hand"])
    work = project.work(project.records()[edited["file"]].key)
    now = current_mask(project, project.records()[edited["file"]].key)
    assert work is not None and now is not None
    begun = unpack(work.start.bits, work.start.width, work.start.height)
    assert int(edited["changed_by_hand_px"]) == np.bitwise_xor(now, begun).sum() > 0
    share = float(edited["share_changed_by_hand"])
    assert share == np.bitwise_xor(now, begun).sum() / np.bitwise_or(now, begun).sum() and 0 < share <= 1
    assert deep["file"].startswith("sub/")


def test_a_row_without_reference_has_empty_scores(project: Project, found: Found, tmp_path: Path) -> None:
    export(project, found, tmp_path, what=("table",))
    assert all(row[key] == "" for row in table(tmp_path) for key in SCORES)


@pytest.mark.parametrize(
    ("statuses", "count"),
    [(("accepted",), 1), (("edited",), 2), (("accepted", "edited", "predicted"), 4), (("rejected",), 1), (("new",), 0)],
)
def test_only_the_chosen_statuses(
    project: Project, found: Found, tmp_path: Path, statuses: tuple[str, ...], count: int
) -> None:
    assert export(project, found, tmp_path, statuses=statuses).photos == count
    assert len(list((tmp_path / "masks").rglob("*.png"))) == count


def test_only_the_chosen_photos(project: Project, found: Found, tmp_path: Path) -> None:
    assert export(project, found, tmp_path, only={found.photos[1].id, found.photos[3].id}).photos == 1


# The scorer of 2023 asks today's pandas for something in an old way.
@pytest.mark.filterwarnings("ignore:The inplace keyword in Series.rename")
def test_the_isic_scorer_reads_the_masks_folder_as_it_is_and_gives_our_numbers(
    project: Project, found: Found, references: References, tmp_path: Path
) -> None:
    # The scorer wants every reference predicted, and looks into one folder only.
    flat = find_photos([found.root])
    out = tmp_path / "out"
    export(
        project, flat, out, what=ALL, statuses=("accepted", "edited", "predicted", "rejected"), references=references
    )
    rows = [row for row in table(out) if "/" not in row["file"]]
    assert len(rows) == 4
    for chosen in (rows, *([row] for row in rows)):
        truth = Path(tempfile.mkdtemp(dir=tmp_path))
        for row in chosen:
            shutil.copy(references.masks[row["file"]], truth)
        theirs = SegmentationScore.from_dir(truth, out / "masks").macro_average
        for key, name in {**{key: key for key in SCORES}, "iou": "jaccard"}.items():
            assert abs(np.mean([float(row[key]) for row in chosen]) - theirs[name]) <= 1e-12


def test_a_photo_that_changed_since_is_listed_and_its_mask_not_exported(
    project: Project, found: Found, tmp_path: Path
) -> None:
    first, second = found.photos[0], found.photos[1]
    shutil.copy(found.photos[2].path, first.path)
    second.path.unlink()
    result = export(project, found, tmp_path, what=ALL)
    assert result.photos == 1
    assert {s.name for s in result.left_out} == {first.relative.as_posix(), second.relative.as_posix()}
    assert "another" in next(s.reason for s in result.left_out if s.name == first.relative.as_posix())
    assert [row["file"] for row in table(tmp_path)] == [found.photos[4].relative.as_posix()]
    # Listed as well where the photo was not even found any more.
    again = export(project, find_photos([found.root], subfolders=True), tmp_path, what=ALL)
    assert {s.name for s in again.left_out} == {s.name for s in result.left_out} and again.written == 0


def test_an_accepted_photo_whose_file_came_back_is_exported(project: Project, found: Found, tmp_path: Path) -> None:
    accepted, other = found.photos[1], found.photos[2]
    name, first = accepted.relative.as_posix(), accepted.path.read_bytes()
    before = project.records()[name]
    guest = PhotoKey(name, project.records()[other.relative.as_posix()].key.sha256)
    shutil.copy(other.path, accepted.path)
    project.commit([Worked(guest, 1.0), Flagged(guest, True)])
    # While the other photo lies there, the mask is not exported, and that is said.
    away = export(project, found, tmp_path / "away", statuses=("accepted",))
    assert away.photos == 0 and [s.name for s in away.left_out] == [name] and "another" in away.left_out[0].reason
    accepted.path.write_bytes(first)
    back = export(project, found, tmp_path / "back", statuses=("accepted",))
    assert (back.photos, back.left_out) == (1, ()) and project.records()[name].key == guest
    [row] = table(tmp_path / "back")
    assert (row["file"], row["photo_sha256"], row["status"]) == (name, before.key.sha256, "accepted")


def test_an_untouched_mask_of_an_earlier_photo_is_no_reason_to_list_the_present_one(
    project: Project, found: Found, tmp_path: Path
) -> None:
    predicted = found.photos[3]
    name = predicted.relative.as_posix()
    shutil.copy(found.photos[2].path, predicted.path)
    key = PhotoKey(name, project.records()[found.photos[2].relative.as_posix()].key.sha256)
    project.commit([Reviewed(key, "rejected")])
    result = export(project, found, tmp_path, statuses=("predicted",))
    assert (result.photos, result.left_out) == (0, ())


def test_a_folder_of_photos_that_went_away_is_told_once(project: Project, found: Found, tmp_path: Path) -> None:
    shutil.move(found.root / "sub", tmp_path / "unplugged")
    result = export(project, found, tmp_path / "out")
    assert result.photos == 2 and result.left_out == () and len(result.notes) == 1


def test_a_mask_that_is_its_reference_is_noted(project: Project, found: Found, tmp_path: Path) -> None:
    export(project, found, tmp_path / "first", what=("masks",))
    theirs = tmp_path / "theirs"
    shutil.copytree(tmp_path / "first" / "masks", theirs)
    changed = min(path for path in theirs.rglob("*.png"))
    changed.write_bytes(encode_mask(1 - read_mask(changed).mask))
    result = export(project, found, tmp_path / "again", what=("table",), references=find_references(found, theirs))
    rows = table(tmp_path / "again")
    same = [row for row in rows if "pixel by pixel" in row["note"]]
    assert len(same) == len(rows) - 1 and all(float(row["dice"]) == 1 for row in same)
    assert "2 masks are the reference itself" in result.summary


def test_references_that_are_in_doubt_are_noted(
    project: Project, found: Found, references: References, tmp_path: Path
) -> None:
    names = [file.relative.as_posix() for file in found.photos]
    height, width = read_photo(found.photos[0].path).pixels.shape[:2]
    (tmp_path / "empty.png").write_bytes(encode_mask(np.zeros((height, width), np.uint8)))
    masks = {**references.masks, names[0]: tmp_path / "empty.png", names[1]: found.photos[1].path}
    project.commit([Reviewed(PhotoKey(names[4], "b" * 64), "rejected")])  # of another photo of that name
    result = export(project, found, tmp_path / "out", references=References(references.folder, masks, (), ""))
    by_file = {row["file"]: row["note"] for row in table(tmp_path / "out")}
    assert "in doubt: the reference is empty" in by_file[names[0]]
    assert "in doubt: the reference is a colour picture" in by_file[names[1]]
    assert "in doubt: another photo had this name" in by_file[names[4]]
    assert "3 references are in doubt: see the table's notes." in result.summary


def test_a_photo_that_the_model_has_learned_from_is_noted(
    project: Project, found: Found, references: References, tiny_model: Model, tmp_path: Path
) -> None:
    plain = export(project, found, tmp_path / "before", what=("table",), references=references)
    assert "learned" not in plain.summary and not any(row["note"] for row in table(tmp_path / "before"))
    learned = next(record for record in project.records().values() if record.status == "accepted").key
    folder = user_models_dir() / tiny_model.id
    shutil.copytree(tiny_model.folder, folder)
    write_card(folder, replace(tiny_model.card, made={**tiny_model.card.made, "learned": [learned.sha256[:16]]}))
    result = export(project, found, tmp_path / "out", what=("table",), references=references)
    noted = [row for row in table(tmp_path / "out") if "has learned from" in row["note"]]
    assert [row["photo_sha256"] for row in noted] == [learned.sha256]
    assert "The model has learned from 1 photo:" in result.summary


def test_a_reference_that_does_not_fit_is_noted_and_the_rest_is_exported(
    project: Project, found: Found, references: References, tmp_path: Path
) -> None:
    names = [file.relative.as_posix() for file in found.photos]
    small = tmp_path / "small.png"
    small.write_bytes(encode_mask(np.ones((3, 4), np.uint8)))
    odd = References(references.folder, {**references.masks, names[0]: small}, (), "")
    result = export(project, found, tmp_path / "out", what=ALL, references=odd)
    assert result.photos == 3
    first, *others = table(tmp_path / "out")
    assert first["dice"] == "" and "4 x 3" in first["note"] and all(row["dice"] for row in others)


def test_a_second_export_keeps_what_is_the_same_and_adds_what_is_new(
    project: Project, found: Found, references: References, tmp_path: Path
) -> None:
    pictures = ("masks", "overlays", "figures")
    first = export(project, found, tmp_path, what=pictures, references=references)
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.rglob("*.png")}
    again = export(project, found, tmp_path, what=pictures, references=references)
    assert (first.written, again.written, again.kept) == (9, 0, 9)
    key = project.records()[found.photos[3].relative.as_posix()].key
    project.commit([Reviewed(key, "accepted")])
    more = export(project, found, tmp_path, what=pictures, references=references)
    assert (more.written, more.kept) == (3, 9)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in before} == before


def test_accepting_an_exported_mask_does_not_make_it_another_file(
    project: Project, found: Found, tmp_path: Path
) -> None:
    export(project, found, tmp_path, what=("masks",))
    project.commit([Reviewed(project.records()[found.photos[0].relative.as_posix()].key, "accepted")])
    assert export(project, found, tmp_path, what=("masks",)).kept == 3


def test_an_export_among_the_photos_is_not_taken_for_photos(project: Project, found: Found) -> None:
    export(project, found, found.root / "results", what=ALL)
    assert len(find_photos([found.root], subfolders=True).photos) == 5


def test_the_photos_pixels_do_not_matter_for_masks_alone(
    project: Project, found: Found, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "read_photo", None)
    assert export(project, found, tmp_path).photos == 3


def test_nothing_goes_into_the_projects_own_folder_and_unknown_words_are_named(
    project: Project, found: Found, tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="own folder"):
        export(project, found, project.place / "out")
    with pytest.raises(UserError, match="poems"):
        export(project, found, tmp_path, what=("masks", "poems"))
    with pytest.raises(UserError, match="perhaps"):
        export(project, found, tmp_path, existing="perhaps")
    assert not (tmp_path / "masks").exists()


@pytest.mark.parametrize("name", ["=cmd|calc.jpg", "+1.jpg", "-2+3.jpg", "@sum.jpg", 'a,"b"\n.jpg'])
def test_E3_a_name_that_a_spreadsheet_would_run_is_neutral(
    project: Project, found: Found, tmp_path: Path, name: str
) -> None:
    record = project.records()[found.photos[0].relative.as_posix()]
    shutil.copy(found.photos[0].path, found.root / name)
    base = project.work(record.key)
    assert base is not None
    note = "=HYPERLINK"
    mask = Stored(base.base.width, base.base.height, base.base.bits, base.base.area, Origin("import", note=note))
    project.commit([Based(PhotoKey(name, record.key.sha256), mask)])
    export(project, find_photos([found.root], subfolders=True), tmp_path / "out", what=("table",))
    [row] = [row for row in table(tmp_path / "out") if row["import"]]
    assert row["file"].lstrip("'") == name and row["id"].lstrip("'") == Path(name).stem
    assert row["id"] == "+1" or not row["id"].startswith(("=", "+", "-", "@")), "a number is a number"
    assert row["import"] == "'" + note


def test_I8_photos_of_one_stem_keep_their_own_exports(project: Project, found: Found, tmp_path: Path) -> None:
    twin = found.root / "sub" / found.photos[0].path.name
    shutil.copy(found.photos[1].path, twin)
    record = project.records()[found.photos[1].relative.as_posix()]
    stored = project.prediction(record.key)
    assert stored is not None
    project.commit([Based(PhotoKey(f"sub/{twin.name}", record.key.sha256), stored)])
    both = find_photos([found.root], subfolders=True)
    result = export(project, both, tmp_path, what=ALL, statuses=("predicted", "edited"))
    rows = table(tmp_path)
    assert len({row["id"] for row in rows}) == len(rows) == result.photos == 4
    assert len(list((tmp_path / "masks").rglob("*.png"))) == 4
    for file in both.photos:
        mask = tmp_path / "masks" / file.relative.parent / f"{Path(file.id).name}_segmentation.png"
        if mask.exists():
            now = current_mask(project, project.records()[file.relative.as_posix()].key)
            assert now is not None and np.array_equal(read_mask(mask).mask, now)

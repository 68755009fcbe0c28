"""The summary beside the table: its numbers, by status, and when it is another file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop.core.errors import FilesInTheWay
from skinseg_desktop.core.metrics import Confusion
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, version
from skinseg_desktop.core.progress import finish
from skinseg_desktop.evaluation import bootstrap_interval
from skinseg_desktop.export import project as exporting
from skinseg_desktop.export import summary as summaries
from skinseg_desktop.export.project import Exported, export_project
from skinseg_desktop.export.summary import COLUMNS, sentence, statistics_of, summary_text
from skinseg_desktop.export.table import SCORES, Row
from skinseg_desktop.imaging import Found
from skinseg_desktop.review.scoring import References
from skinseg_desktop.store import Project, Record
from skinseg_desktop.store.changes import PhotoKey, Reviewed
from tests.export.conftest import draw

MADE = "2026-01-02T03:04:05+00:00"


def export(project: Project, found: Found, out: Path, **options: object) -> Exported:
    return finish(export_project(project, found, out, **options))  # type: ignore[arg-type]


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def row(name: str, status: str, confusion: Confusion | None) -> Row:
    record = Record(PhotoKey(name, "0" * 64), 4, 3, status, False, 4, None, 0, 0, 0, None, 0.0, True, 1)
    return Row(name, record, (), confusion)


#: Dice 0.8, IoU 2/3; Dice and IoU 1; Dice 0.5, IoU 1/3, which has failed; no reference.
ROWS = [
    row("a", "accepted", Confusion(4, 1, 1, 6)),
    row("b", "accepted", Confusion(4, 0, 0, 8)),
    row("c", "edited", Confusion(2, 2, 2, 6)),
    row("d", "edited", None),
]


@pytest.fixture
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three photos have an interval, so that it can be counted by hand."""
    monkeypatch.setattr("skinseg_desktop.evaluation.statistics.SMALLEST_N", 3)


@pytest.mark.usefixtures("few_are_enough")
def test_the_numbers_over_all_and_by_status_are_those_counted_by_hand() -> None:
    statistics = statistics_of(ROWS, ("edited", "accepted", "rejected"))
    rows = cells(summary_text(statistics, "/a, b/masks", MADE))
    assert list(rows[0]) == list(COLUMNS)
    expected = [(s, k) for s in ("all", "edited", "accepted", "rejected") for k in SCORES]
    assert [(r["status"], r["score"]) for r in rows] == expected
    by = {(r["status"], r["score"]): r for r in rows}
    every = by["all", "dice"]
    assert (every["photos"], every["n"], every["failed"]) == ("4", "3", "1")
    assert float(every["mean"]) == pytest.approx(2.3 / 3) and float(every["median"]) == pytest.approx(0.8)
    # Deviations 1/30, 7/30, -8/30: the squares' sum is 114/900, over n - 1.
    assert float(every["sd"]) == pytest.approx((114 / 900 / 2) ** 0.5)
    assert float(every["failed_share"]) == pytest.approx(1 / 3)
    assert float(every["failed_interval_low"]) == pytest.approx(0.0615, abs=1e-4)
    assert float(every["failed_interval_high"]) == pytest.approx(0.7923, abs=1e-4)
    interval = bootstrap_interval([0.8, 1.0, 0.5])
    assert interval is not None
    assert (float(every["interval_low"]), float(every["interval_high"])) == pytest.approx(interval)
    accepted, edited, rejected = (by[status, "iou"] for status in ("accepted", "edited", "rejected"))
    assert (accepted["n"], accepted["failed_share"], accepted["interval_low"]) == ("2", "0.0", "")
    assert float(accepted["mean"]) == float(accepted["median"]) == pytest.approx(5 / 6)
    assert (edited["photos"], edited["n"], edited["sd"], edited["failed"]) == ("2", "1", "", "1")
    assert (rejected["photos"], rejected["n"], rejected["mean"], rejected["failed_share"]) == ("0", "0", "", "")
    for one in rows:
        assert one["references"] == "/a, b/masks" and one["program"] == f"skinseg-desktop {version()}"
        assert one["made"] == MADE and one["use"] == RESEARCH_USE_ONLY


@pytest.mark.usefixtures("few_are_enough")
def test_the_sentence_says_the_same_numbers() -> None:
    said = sentence(statistics_of(ROWS, ())[0], ROWS)
    assert said.startswith("Dice, each photo at its own size, then averaged: 0.7667 (95 % interval 0.")
    assert said.endswith("n 3. 0 of 4 masks changed by hand.")
    assert sentence(statistics_of(ROWS[3:], ())[0], ROWS[3:]) == "0 of 1 mask changed by hand."


def test_an_export_has_a_summary_beside_a_table_that_holds_photos_only(
    project: Project, found: Found, references: References, tmp_path: Path
) -> None:
    result = export(project, found, tmp_path, what=("table",), references=references)
    assert result.statistics == tmp_path / "tables/summary.csv" and (result.photos, result.written) == (3, 2)
    table = cells((tmp_path / "tables/scores.csv").read_text(encoding="utf-8"))
    rows = cells(result.statistics.read_text(encoding="utf-8"))
    assert len(table) == 3 and {r["status"] for r in rows} == {"all", "edited", "accepted"}
    assert float(rows[0]["mean"]) == pytest.approx(np.mean([float(r["dice"]) for r in table]))
    assert {r["references"] for r in rows} == {str(references.folder)}
    without = export(project, found, tmp_path / "without", what=("table",))
    assert without.statistics is None and not (tmp_path / "without/tables/summary.csv").exists()
    masks = export(project, found, tmp_path / "masks only", what=("masks",), references=references)
    assert masks.statistics is None and not (tmp_path / "masks only/tables").exists()


def test_the_same_summary_of_another_day_and_program_is_kept_and_another_is_in_the_way(
    project: Project, found: Found, references: References, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"what": ("table",), "references": references}
    export(project, found, tmp_path, **options)
    path = tmp_path / "tables/summary.csv"
    before = path.read_bytes()
    path.write_bytes(before + b"a note of mine\r\n")
    with pytest.raises(FilesInTheWay) as stopped:
        export(project, found, tmp_path, **options)
    assert list(stopped.value.paths) == [path]
    path.write_bytes(before)
    monkeypatch.setattr(summaries, "version", lambda: "99.0")
    monkeypatch.setattr(exporting, "_now", lambda: "2099-01-01T00:00:00+00:00")
    again = export(project, found, tmp_path, **options)
    assert (again.written, again.kept) == (0, 2) and path.read_bytes() == before
    draw(project, found.photos[1].relative.as_posix())
    project.commit([Reviewed(project.records()[found.photos[1].relative.as_posix()].key, "accepted")])
    with pytest.raises(FilesInTheWay) as stopped:
        export(project, found, tmp_path, **options)
    assert {p.name for p in stopped.value.paths} == {"scores.csv", "summary.csv"}
    both = export(project, found, tmp_path, existing="keep-both", **options)
    assert both.statistics == tmp_path / "tables/summary-2.csv" and both.statistics.is_file()
    skipped = export(project, found, tmp_path, existing="skip", **options)
    assert {held.name for held in skipped.held} == {"tables/scores.csv", "tables/summary.csv"}

"""The record of a run: what it keeps, and what a damaged or newer one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.store import RUN_FILE, Run, RunRecord, RunSettings, read_record, write_record

SETTINGS = RunSettings({"model": "m", "threshold": 0.5, "cleanup": ["smooth"]})


def test_digest_is_that_of_the_content_and_not_of_its_order() -> None:
    assert RunSettings({"cleanup": ["smooth"], "threshold": 0.5, "model": "m"}).digest() == SETTINGS.digest()
    assert RunSettings({"model": "m", "threshold": 0.6, "cleanup": ["smooth"]}).digest() != SETTINGS.digest()


def test_a_record_comes_back_as_it_was_written(tmp_path: Path) -> None:
    # The second name is what Python makes of bytes that are no UTF-8.
    skipped = (("ä\n.jpg", "cut off"), ("\udce4.jpg", "no photo"))
    runs = (
        Run(
            SETTINGS,
            "",
            ("masks",),
            "2026-01-01T00:00:00+00:00",
            "2026-01-01T00:01:00+00:00",
            "cpu",
            {"done": 2},
            skipped,
        ),
        Run(SETTINGS, "-2", ("masks", "overlays"), failed=(("a.jpg", "NaN"),), notes=("said once",)),
    )
    write_record(tmp_path, RunRecord(runs))
    assert read_record(tmp_path) == RunRecord(runs)


def test_a_run_takes_the_place_of_the_one_with_its_suffix() -> None:
    record = RunRecord((Run(SETTINGS, ""), Run(SETTINGS, "-2"))).with_run(Run(SETTINGS, "", device="cuda"))
    assert [(run.suffix, run.device) for run in record.runs] == [("-2", ""), ("", "cuda")]


def test_no_record_is_none(tmp_path: Path) -> None:
    assert read_record(tmp_path) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version": 1, "runs": [{}]}', b"\xff\xfe", b'{"version": 1}'])
def test_a_damaged_record_is_set_aside_and_kept(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / RUN_FILE).write_bytes(damage)
    record = read_record(tmp_path)
    assert record is not None
    assert record.runs == ()
    assert record.damaged is not None and record.damaged.read_bytes() == damage
    assert not (tmp_path / RUN_FILE).exists()


def test_a_record_of_a_newer_version_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / RUN_FILE).write_text('{"version": 2}')
    with pytest.raises(OutputError, match="newer version"):
        read_record(tmp_path)
    assert (tmp_path / RUN_FILE).read_text() == '{"version": 2}'

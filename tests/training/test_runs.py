"""A run's folder: events that are half-written or unknown, its state, and the records of its epochs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from skinseg_desktop.core.errors import OutputError, UserError
from skinseg_desktop.imaging.atomic import write_atomic
from skinseg_desktop.store import runs
from skinseg_desktop.store.runs import EventWriter, Run


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return runs.create_run(tmp_path / "run", {"name": "A run"}, {"split.json": b"{}"})


def test_a_run_is_made_once_and_found_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "no run").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "run.json").write_text("{")
    later = runs.create_run(tmp_path / "a later one", {"created": "9999"}, {})
    assert runs.find_runs(tmp_path) == [runs.read_run(run.folder), later]
    assert run.name == "A run" and later.name == "a later one"
    with pytest.raises(OutputError, match="already"):
        runs.create_run(run.folder, {}, {})
    assert runs.find_runs(tmp_path / "nowhere") == []


def test_a_run_writes_into_no_folder_that_holds_anything(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "model").mkdir(parents=True)
    (mine / "samples.json").write_text("mine")
    with pytest.raises(OutputError, match="holds other files"):
        runs.create_run(mine, {}, {"samples.json": b"{}"})
    assert sorted(path.name for path in mine.rglob("*")) == ["model", "samples.json"]
    assert (mine / "samples.json").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    assert runs.create_run(tmp_path / "empty", {}, {}) == runs.read_run(tmp_path / "empty")


@pytest.mark.parametrize("there", [True, False])
def test_a_run_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    folder = tmp_path / "runs" / "run"
    folder.mkdir(parents=True) if there else folder.parent.mkdir()
    calls: list[Path] = []

    def full(path: Path, data: bytes) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise OutputError(f"{path} cannot be written: no space left.", "")
        write_atomic(path, data)

    monkeypatch.setattr("skinseg_desktop.imaging.atomic.write_atomic", full)
    with pytest.raises(OutputError, match="no space"):
        runs.create_run(folder, {}, {"split.json": b"{}", "samples.json": b"{}"})
    assert sorted(folder.parent.rglob("*")) == ([folder] if there else [])


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "no JSON"), ("[]", "no training's"), ('{"version": 99}', "newer version"), ("{}", "no training's")],
)
def test_what_is_no_run_is_said(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(UserError, match="no training's folder"):
        runs.read_run(tmp_path)
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(UserError, match=words):
        runs.read_run(tmp_path)


def test_half_written_lines_and_strangers_are_passed_over(run: Run) -> None:
    path = run.folder / runs.EVENTS
    EventWriter(run.folder)("started", step=0)
    with path.open("ab") as file:
        file.write(b'{"kind": "step", "st')  # killed in the middle of it
    EventWriter(run.folder)("resumed", step=0)
    with path.open("ab") as file:
        file.write(b'[1]\n7\nnull\n{"kind": 3}\n{"no": "kind"}\n\xff\xfe\n\n{"kind": "of tomorrow"}\n')
        file.write(b'{"kind": "epoch", "epoch": null}\n{"kind": "epoch"}\n{"kind": "epoch", "epoch": 1}\n')
    assert [event["kind"] for event in run.events()] == ["started", "resumed", "of tomorrow", *["epoch"] * 3]
    assert [record["epoch"] for record in runs.epochs_of(run.events())] == [1]
    assert runs.state_of(run) == "interrupted"


def test_events_are_read_on_from_where_one_was(run: Run) -> None:
    path = run.folder / runs.EVENTS
    write = EventWriter(run.folder)
    write("started")
    events, at = runs.read_events(path)
    assert [e["kind"] for e in events] == ["started"]
    assert runs.read_events(path, at) == ([], at)
    with path.open("ab") as file:
        file.write(b'{"kind": "st')
    assert runs.read_events(path, at) == ([], at)
    with path.open("ab") as file:
        file.write(b'ep"}\n')
    events, _ = runs.read_events(path, at)
    assert [e["kind"] for e in events] == ["step"]
    assert runs.read_events(run.folder / "none") == ([], 0)


def test_an_event_that_cannot_be_written_stops_nothing(run: Run) -> None:
    (run.folder / runs.EVENTS).mkdir()
    write = EventWriter(run.folder)
    assert write("started")["kind"] == "started"
    assert write.fault
    assert "started" in (run.folder / runs.LOG).read_text()


def test_the_later_record_of_an_epoch_counts() -> None:
    def record(epoch: float, dice: float) -> dict[str, Any]:
        return {"kind": "epoch", "epoch": epoch, "dice": dice}

    events: list[dict[str, Any]] = [
        record(1, 0.1),
        record(2, 0.2),
        record(3, 0.3),
        {"kind": "resumed"},
        record(2, 0.25),
        record(2.5, 0.4),
    ]
    assert [(e["epoch"], e["dice"]) for e in runs.epochs_of(events)] == [(1, 0.1), (2, 0.25), (2.5, 0.4), (3, 0.3)]
    # One that found no checkpoint began anew.
    events += [{"kind": "started"}, record(1, 0.15)]
    assert [(e["epoch"], e["dice"]) for e in runs.epochs_of(events)] == [(1, 0.15)]


@pytest.mark.parametrize(
    ("happened", "alive", "dead"),
    [
        ([], "running", "waiting"),
        (["loading"], "running", "interrupted"),
        (["loading", "started"], "running", "interrupted"),
        (["loading", "started", "paused"], "paused", "interrupted"),
        (["loading", "started", "paused", "continued"], "running", "interrupted"),
        (["loading", "started", "paused", "loading"], "running", "interrupted"),
        (["loading", "started", "paused", "loading", "resumed"], "running", "interrupted"),
        (["loading", "started", "ended finished"], "finished", "finished"),
        (["loading", "started", "ended stopped"], "stopped", "stopped"),
        (["loading", "started", "ended stopped", "loading"], "running", "interrupted"),
        (["loading", "started", "ended discarded"], "discarded", "discarded"),
        (["loading", "started", "ended diverged"], "diverged", "diverged"),
        (["loading", "ended failed"], "failed", "failed"),
        (["loading", "started", "ended in tears"], "running", "interrupted"),
    ],
)
def test_the_state_of_a_run(run: Run, happened: list[str], alive: str, dead: str) -> None:
    write = EventWriter(run.folder)
    for line in happened:
        kind, _, outcome = line.partition(" ")
        write(kind, **({"outcome": outcome} if outcome else {}))
    assert runs.state_of(run) == dead
    with runs.working_in(run.folder):
        assert runs.is_alive(run.folder)
        assert runs.state_of(run) == alive
    assert not runs.is_alive(run.folder)
    assert {alive, dead} <= set(runs.STATES)


def test_one_at_a_time(run: Run) -> None:
    with runs.working_in(run.folder), pytest.raises(OutputError, match="at work"), runs.working_in(run.folder):
        pass


def test_wishes(run: Run) -> None:
    assert runs.wished(run.folder) == "run"
    for word in runs.WISHES:
        runs.wish(run.folder, word)
        assert runs.wished(run.folder) == word
    for odd in ("dance", "\xff", ""):
        (run.folder / runs.WISH).write_text(odd, encoding="latin-1")
        assert runs.wished(run.folder) == "run"
    with pytest.raises(ValueError, match="dance"):
        runs.wish(run.folder, "dance")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        runs.create_run(tmp_path / "file" / "run", {}, {})


def test_a_name_may_be_as_long_as_the_disk_takes(tmp_path: Path) -> None:
    assert runs.create_run(tmp_path / ("x" * 255), {}, {}).folder.is_dir()
    for ask in (runs.check_free, lambda folder: runs.create_run(folder, {}, {})):
        with pytest.raises(OutputError, match="too long"):
            ask(tmp_path / ("x" * 300))


def test_the_place_of_runs_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SKINSEG_RUNS", str(tmp_path))
    assert runs.runs_dir() == tmp_path
    monkeypatch.delenv("SKINSEG_RUNS")
    assert runs.runs_dir().name == "runs" and os.fspath(runs.runs_dir()).startswith(os.environ["SKINSEG_USER_DATA"])


def test_a_result_is_read(run: Run) -> None:
    assert run.result() is None
    (run.folder / runs.RESULT).write_text(json.dumps({"n": 1}))
    assert run.result() == {"n": 1}
    (run.folder / runs.RESULT).write_text("[]")
    assert run.result() is None

"""The zip of diagnostics says what is needed, and nobody's name."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from skinseg_desktop.core import crash, places
from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.selftest import Result
from skinseg_desktop.selftest.report import MOST_REPORTS, cleaned, versions, write_report
from skinseg_desktop.store import Settings

#: A person, a computer and a patient, as they stand in paths, arguments and errors.
NAMES = ("mmuster", "Maria Muster", "praxis-7", "Hans", "Kranz", "Lupus")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mmuster"
    (folder / "Photos of Hans Kranz").mkdir(parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "mmuster")
    monkeypatch.setattr("platform.node", lambda: "praxis-7.example")
    return folder


def results(home: Path) -> list[Result]:
    return [
        Result("models", "Models are whole", False, f"1 cannot be used, first 'Lupus': {home} lacks x.", "Mend.", 1.0),
        Result("folders", "Folders", True, "all well on praxis-7", "", 0.5),
    ]


def broken(home: Path) -> None:
    """A crash report of a program that opened a patient's photo."""
    photo = home / "Photos of Hans Kranz" / "Hans Kranz.jpg"
    try:
        photo.read_bytes()
    except OSError as error:
        error.add_note("seen by mmuster at praxis-7")
        crash.write_report(["predict", str(photo), "--save", "masks"], error, [f"Qt: {photo.name} is odd", "'Hans'"])


def texts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_no_path_and_no_name_is_in_it(home: Path, tmp_path: Path) -> None:
    settings = Settings.load()
    settings.set("recent_folders", [str(home / "Photos of Hans Kranz")])
    settings.set("model", "Lupus")
    settings.set("theme", "dark")
    broken(home)
    found = results(home)
    write_report(tmp_path / "new" / "r.zip", found, "\n".join(f"{r.title}  {r.found}" for r in found))
    held = texts(tmp_path / "new" / "r.zip")
    everything = "\n".join([*held, *held.values()])
    for name in (*NAMES, str(home), str(tmp_path)):
        assert name.lower() not in everything.lower(), name
    # And it is of use.
    assert list(held) == ["self-test.txt", "self-test.json", "versions.json", "settings.json", "crash-01.txt"]
    assert json.loads(held["settings.json"])["theme"] == "dark"
    assert "recent_folders" not in held["settings.json"] and "window_state" not in held["settings.json"]
    assert [row["ok"] for row in json.loads(held["self-test.json"])] == [False, True]
    report = held["crash-01.txt"]
    assert "arguments: predict --save" in report and "FileNotFoundError: (left out" in report
    assert f"skinseg {places.version()}" in report and "photo.read_bytes()" in report


def test_the_names_that_are_looked_for_would_be_found(home: Path, tmp_path: Path) -> None:
    broken(home)
    (report,) = places.user_log_dir().iterdir()
    text = report.read_text(encoding="utf-8")
    assert all(name in text for name in ("mmuster", "Hans Kranz", "praxis-7", str(home)))


def test_versions_are_of_what_is_needed() -> None:
    packages = versions()["packages"]
    assert {"torch", "onnxruntime", "pyside6-essentials", "numpy"} <= {name.lower() for name in packages}
    assert all(packages.values())


def test_a_traceback_keeps_the_programs_places_and_words() -> None:
    text = (
        'Traceback (most recent call last):\n  File "/home/hans/x/skinseg_desktop/cli/__init__.py", line 7, in main\n'
        '    run("/a/b.jpg")\n    ~~~^^^\n  File "C:\\Users\\hans\\own.py", line 3, in f\nKeyError: \'Lupus\'\n'
        "OSError: C:\\Users\\hans\\x is away\nIndexError: list index out of range"
    )
    assert cleaned(text, ["hans"]).splitlines() == [
        "Traceback (most recent call last):",
        '  File "skinseg_desktop/cli/__init__.py", line 7, in main',
        '    run("/a/b.jpg")',
        "    ~~~^^^",
        '  File "own.py", line 3, in f',
        "KeyError: '...'",
        "OSError: (left out: it may name a file)",
        "IndexError: list index out of range",
    ]


def test_old_reports_are_left_out_and_what_cannot_be_read_is_no_fault(home: Path, tmp_path: Path) -> None:
    folder = places.user_log_dir()
    folder.mkdir(parents=True)
    for number in range(MOST_REPORTS + 5):
        (folder / f"crash-{number:03}.txt").write_bytes(b"number %d \xff" % number)
    write_report(tmp_path / "r.zip", [], "")
    crashes = [text for name, text in texts(tmp_path / "r.zip").items() if name.startswith("crash")]
    assert len(crashes) == MOST_REPORTS and crashes[0].startswith("number 24")


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        write_report(tmp_path / "file" / "r.zip", [], "")

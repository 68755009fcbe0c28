"""W5: no display, or a library of the system is missing. W2: an exception in a slot, a thread, or Qt itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays and plug-ins are looked at on Linux")


def start(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    own = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, *(command or ("-m", "skinseg_desktop.window.start"))],
        env={**own, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def told(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence that ended it."""
    assert done.returncode == 2 and done.stdout == "", done
    assert done.stderr.startswith("skinseg: ") and done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@linux
def test_W5_no_display_says_what_to_do() -> None:
    assert "Set DISPLAY, or use the command line" in told(start({}))
    assert "Set DISPLAY, or use the command line" in told(start({}, "-m", "skinseg_desktop", "gui"))


@linux
def test_W5_a_display_that_does_not_answer_is_named() -> None:
    said = told(start({"DISPLAY": ":987"}))
    if "lacks" in said:
        pytest.skip(f"this machine cannot show windows: {said.strip()}")
    assert "display :987 cannot be opened" in said


@linux
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_W5_a_display_that_begins_anew_when_nobody_is_left_shows_the_window() -> None:
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write)], pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read, encoding="ascii") as said:
            environment = {"DISPLAY": f":{said.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
        script = "from skinseg_desktop.window.application import application; application('skinseg-desktop')"
        for _ in range(3):
            done = start(environment, "-c", script)
            assert done.returncode == 0, done.stderr
    finally:
        server.terminate()
        server.wait()


@linux
def test_W5_a_wayland_that_is_gone_is_no_display(tmp_path: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert "no display" in told(start(environment))


@linux
def test_W5_missing_libraries_are_named_with_their_packages(tmp_path: Path) -> None:
    # The loader finds these first and cannot use them: the nearest to missing that a test may bring about.
    for name in ("libxcb-cursor.so.0", "libxcb-icccm.so.4"):
        (tmp_path / name).write_bytes(b"")
    said = told(start({"DISPLAY": ":987", "LD_LIBRARY_PATH": str(tmp_path)}))
    assert "libxcb-cursor.so.0, libxcb-icccm.so.4" in said
    assert "install libxcb-cursor0 libxcb-icccm4" in said or "install xcb-util-cursor xcb-util-wm" in said


@linux
def test_W5_a_library_that_qt_itself_needs_is_named(tmp_path: Path) -> None:
    (tmp_path / "libEGL.so.1").write_bytes(b"")
    said = told(start({"QT_QPA_PLATFORM": "offscreen", "LD_LIBRARY_PATH": str(tmp_path)}))
    assert "libEGL.so.1" in said and "install" in said


CRASH = """
import sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from skinseg_desktop.window.application import application
from skinseg_desktop.window.dialogs.crash import CrashDialog
from skinseg_desktop.window.faults import Faults

running = application("skinseg-desktop")
window = QWidget()
faults = Faults(["skinseg-desktop", "photos"], window)
faults.install()
reports = []
faults.reported.connect(reports.append)
window.show()

def slot():
    raise ValueError("in a slot")

def work():
    raise LookupError("in a thread")

for _ in range(3):
    QTimer.singleShot(0, slot)
threading.Thread(target=work).start()
QTimer.singleShot(10, lambda: faults.report(ArithmeticError("told by a job")))

def look():
    if len(reports) < 3:
        return
    dialog = window.findChild(CrashDialog)
    print(dialog.isVisible(), dialog.isModal(), window.isVisible(), window.isEnabled())
    print(*reports, sep="\\n")
    dialog.close()
    window.close()

timer = QTimer()
timer.timeout.connect(look)
timer.start(5)
running.exec()
faults.uninstall()
print("ended")
"""


def test_W2_every_uncaught_exception_is_reported_once_and_the_window_goes_on(tmp_path: Path) -> None:
    done = start({"QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": str(tmp_path)}, "-c", CRASH)
    seen, *reports, ended = done.stdout.splitlines()
    assert (done.returncode, seen, ended) == (0, "True False True True", "ended"), done.stderr
    texts = [Path(report).read_text(encoding="utf-8") for report in reports]
    assert len(list(tmp_path.rglob("crash-*.txt"))) == len(texts) == 3
    for message in ("in a slot", "in a thread", "told by a job"):
        assert sum(message in text for text in texts) == 1
    assert all("arguments: ['skinseg-desktop', 'photos']" in text for text in texts)


def test_W2_a_report_that_cannot_be_written_where_it_belongs_is_written_elsewhere(tmp_path: Path) -> None:
    blocked = tmp_path / "state"
    blocked.write_bytes(b"")
    code = (
        "from skinseg_desktop.core.crash import write_report\n"
        "print(write_report(['gui'], ValueError('lost'), ['Qt: heard before']))"
    )
    done = start({"XDG_STATE_HOME": str(blocked), "TMPDIR": str(tmp_path)}, "-c", code)
    report = Path(done.stdout.strip())
    assert report.parent == tmp_path
    text = report.read_text(encoding="utf-8")
    assert "ValueError: lost" in text and "Qt: heard before" in text


@linux
def test_W5_the_window_opens_where_the_capital_of_i_has_a_dot(tmp_path: Path) -> None:
    made = shutil.which("localedef") and subprocess.run(
        ["localedef", "-i", "tr_TR", "-f", "UTF-8", tmp_path / "tr_TR.UTF-8"], capture_output=True, check=False
    )
    if not made or not (tmp_path / "tr_TR.UTF-8").exists():
        pytest.skip("this system cannot make a Turkish locale")
    turkish = {"LOCPATH": str(tmp_path), "LC_ALL": "tr_TR.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    script = """if True:
        import locale
        before = locale.setlocale(locale.LC_CTYPE)
        from skinseg_desktop.window.app import create
        app, window = create(["skinseg-desktop"])
        window.close()
        print(before)
    """
    done = start(turkish, "-c", script)
    assert done.returncode == 0 and "tr_TR" in done.stdout, done.stderr


@linux
@pytest.mark.parametrize("variable", ["LANG=C", "LC_ALL=C", "LANG=xx_YY.ISO-8859-1", "LC_ALL=POSIX"])
def test_W5_the_window_says_nothing_of_a_plain_locale(variable: str) -> None:
    own = {name: value for name, value in os.environ.items() if name != "LANG" and not name.startswith("LC_")}
    # As frozen: Python changes nothing of the locale by itself.
    own |= dict([variable.split("=")]) | {"PYTHONCOERCECLOCALE": "0", "QT_QPA_PLATFORM": "offscreen"}

    def said(made: str) -> str:
        code = f"from PySide6.QtCore import QCoreApplication, QLocale; {made}; print(QLocale.system().name())"
        command = [sys.executable, "-X", "utf8=0", "-c", code]
        done = subprocess.run(command, env=own, capture_output=True, text=True, check=True)
        return done.stderr + done.stdout

    if "Qt depends on" not in said("QCoreApplication([])"):
        pytest.skip("this Qt does not complain, or this system has no C.UTF-8")
    made = "from skinseg_desktop.window.application import application; application('skinseg-desktop')"
    assert said(made).strip() == "C"

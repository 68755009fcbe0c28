"""Opens the frozen window on the demo: it paints, draws the border of the photo that it shows, and closes when told to.

Where Xvfb is there (Linux), on a screen of its own whose picture is looked at; elsewhere off screen.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import environment
from bundle_imports import JourneyFault, apart

#: Seconds that a thing may take on a machine that is shared.
PATIENCE = 120
#: Colours that no window has before a photo is shown in it.
COLOURS = 500
_HEADER = 100


def run(program: Path, window: Sequence[str], folder: Path) -> bool:
    """Whether its picture was looked at.

    Args:
        program: the console program, which makes the demo and reads the project.
        window: the command line of the window.
        folder: for the demo and all that is kept; made anew.

    Raises:
        JourneyFault: the window does not come, paints nothing, draws no border, complains of a plain locale, or does
            not close as it has to.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    photos = folder / "demo" / "photos"
    # In the plainest locale: what starts there without a complaint does so in all.
    own = environment.child_environment() | apart(folder) | {"LC_ALL": "C"}
    with screen(own) as colours, (folder / "said.txt").open("w+b") as said:
        made = _asked(own, program, "demo", folder / "demo")
        if made.returncode:
            raise JourneyFault(f"{program} fails at demo ({made.returncode}):\n{made.stderr[-1000:]}")
        child = subprocess.Popen([*window, str(photos)], env=own, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        try:
            _wait(child, lambda: _predicted(own, program, photos), "the frozen window draws no border")
            _wait(child, lambda: colours() >= COLOURS, "the frozen window paints no photo")
            child.send_signal(signal.SIGTERM)
            code = child.wait(PATIENCE)
        except (JourneyFault, subprocess.TimeoutExpired) as fault:
            raise JourneyFault(f"{fault}:\n{_last(said.name)}") from fault
        finally:
            child.kill()
            child.wait()
        # Windows has no signal that a window could hear: it is ended there, and only that it was up is known.
        if code and sys.platform != "win32":
            raise JourneyFault(f"The frozen window, told to close, ends with {code}:\n{_last(said.name)}")
        if "UTF-8" in _last(said.name):
            raise JourneyFault(f"The frozen window complains of the locale:\n{_last(said.name)}")
    return own["QT_QPA_PLATFORM"] == "xcb"


@contextlib.contextmanager
def screen(variables: dict[str, str]) -> Iterator[Callable[[], int]]:
    """A screen for the window, set in its variables; what comes counts the colours on it."""
    # Without that library, which Qt takes from the system, no window can be shown here.
    if shutil.which("Xvfb") is None or ctypes.util.find_library("xcb-cursor") is None:
        variables["QT_QPA_PLATFORM"] = "offscreen"
        yield lambda: COLOURS
        return
    with tempfile.TemporaryDirectory(prefix="skinseg-screen-") as folder:
        read, write = os.pipe()
        command = f"Xvfb -displayfd {write} -screen 0 1366x768x24 -nolisten tcp -fbdir".split()
        server = subprocess.Popen([*command, folder], pass_fds=(write,), stderr=subprocess.DEVNULL)
        os.close(write)
        try:
            with os.fdopen(read, encoding="ascii") as said:
                variables["DISPLAY"] = f":{said.readline().strip()}"
            variables["QT_QPA_PLATFORM"] = "xcb"
            variables.pop("WAYLAND_DISPLAY", None)
            picture = Path(folder) / "Xvfb_screen0"
            yield lambda: len(set(memoryview(picture.read_bytes()[_HEADER:][: 1 << 22]).cast("I")))
        finally:
            server.terminate()
            server.wait()


def _predicted(own: dict[str, str], program: Path, photos: Path) -> bool:
    """Whether the project has a border that a model drew: the window keeps those of the photos that it showed."""
    said = _asked(own, program, "project", "show", photos, "--json", "-")
    # Before the window has opened the folder there is no project.
    return said.returncode == 0 and any(photo["status"] == "predicted" for photo in json.loads(said.stdout)["photos"])


def _asked(own: dict[str, str], *command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], env=own, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )


def _wait(child: subprocess.Popen[bytes], there: Callable[[], bool], fault: str) -> None:
    until = time.monotonic() + PATIENCE
    while not there():
        if child.poll() is not None:
            raise JourneyFault(f"{fault}; it has gone by itself ({child.returncode})")
        if time.monotonic() > until:
            raise JourneyFault(f"{fault} within {PATIENCE} s")
        time.sleep(0.5)


def _last(name: str) -> str:
    return Path(name).read_text("utf-8", "replace").strip()[-1000:]

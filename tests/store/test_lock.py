"""One writer at a time, and nothing to take over from a dead one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.store import only_writer

HOLD = """
import sys, time, pathlib
from skinseg_desktop.store import only_writer
with only_writer(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    with (
        only_writer(tmp_path),
        pytest.raises(OutputError, match="Another run is writing"),
        only_writer(tmp_path),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
    with only_writer(tmp_path):
        pass


def test_a_killed_writer_leaves_the_way_free(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "held\n"
    with pytest.raises(OutputError, match="Another run"), only_writer(tmp_path):
        pass
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    with only_writer(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []

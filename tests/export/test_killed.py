"""What an export that was killed leaves behind, and what the next one takes away: that, and nothing else."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from skinseg_desktop.core.progress import finish
from skinseg_desktop.export.project import export_project
from skinseg_desktop.imaging import Found, read_sealed
from skinseg_desktop.store import Project

#: Each file is written whole, up to the moment in which its place says WHERE: then its writer waits to be killed.
KILLED = r"""
import os, sys, time
from pathlib import Path
from skinseg_desktop.cli import main
from skinseg_desktop.imaging import atomic

write = atomic._write

def half(path, data):
    write(path, data)
    if path.parent.name == sys.argv[1]:
        os.write(1, b"half\n")  # in one piece: two writers may come here at once
        time.sleep(600)

atomic._write = half
sys.exit(main(["export", *sys.argv[2:], "--what", "masks,figures,table"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("where", ["figures", "tables", "out"])
def test_what_a_killed_export_left_goes_with_the_next_and_nothing_else_does(
    project: Project, found: Found, tmp_path: Path, where: str
) -> None:
    out, place = tmp_path / "out", project.place
    project.close()
    command = [sys.executable, "-c", KILLED, where, str(place), "-o", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    assert said == "half\n"
    left = list(out.rglob("*.skinseg-tmp"))
    assert left and {path.parent.name for path in left} == {where}
    theirs = ["masks/.notes.skinseg-tmp", "tables/x.skinseg-tmp", ".0123abcd.tmp", "more/.0123abcd.skinseg-tmp"]
    for name in theirs:
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(b"somebody's")
    with Project.open(place, write=False) as again:
        # Of other kinds than the killed one, too.
        result = finish(export_project(again, found, out, what=("masks",)))
    assert result.photos == 3 and not any(path.exists() for path in left)
    assert all((out / name).read_bytes() == b"somebody's" for name in theirs)
    assert all(read_sealed(path.read_bytes()) for path in out.rglob("*.png"))

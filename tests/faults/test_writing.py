"""Row S11 of the faults: a file appears whole or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.imaging import sweep_temporaries, write_atomic

WRITER = """
import sys
from pathlib import Path
from skinseg_desktop.imaging import write_atomic
folder, size = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
n = 0
while True:
    write_atomic(folder / f"{n % 3}.png", bytes([n % 256]) * size)
    print(n, flush=True)
    n += 1
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_S11_sigkill_in_the_middle_leaves_whole_files_and_what_was_acknowledged(tmp_path: Path) -> None:
    size = 1_000_000
    dice = random.Random(11)
    for _ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(size)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        time.sleep(dice.uniform(0.0, 0.3))
        child.send_signal(signal.SIGKILL)
        acknowledged = [int(line) for line in child.stdout.read().split("\n") if line]
        child.wait()
        child.stdout.close()
        files = {p.name: p.read_bytes() for p in tmp_path.glob("*.png")}
        for data in files.values():
            assert len(data) == size and len(set(data)) == 1
        for n in acknowledged[-3:]:
            # It, or what was written over it before the kill.
            assert files[f"{n % 3}.png"][0] in (n % 256, (n + 3) % 256)
    swept = sweep_temporaries(tmp_path)
    assert swept <= 4
    assert {p.suffix for p in tmp_path.iterdir()} <= {".png"}


@pytest.mark.parametrize("small_disk", ["1m"], indirect=True)
def test_S11_a_full_disk_leaves_the_old_file_and_nothing_half(small_disk: Path) -> None:
    write_atomic(small_disk / "a.png", b"a" * 400_000)
    for name in ("a.png", "b.png"):
        with pytest.raises(OutputError, match=rf"{name} cannot be written: no space left") as caught:
            write_atomic(small_disk / name, b"b" * 900_000)
        assert "Make room" in caught.value.hint
    assert [p.name for p in small_disk.iterdir()] == ["a.png"]
    assert (small_disk / "a.png").read_bytes() == b"a" * 400_000
    write_atomic(small_disk / "b.png", b"b" * 400_000)


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of file size is POSIX")
def test_S11_a_file_that_may_not_grow_leaves_nothing_half(tmp_path: Path) -> None:
    # The same fault where nothing can be mounted: the system refuses to write beyond a limit.
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
        with pytest.raises(OutputError, match="file too large"):
            write_atomic(tmp_path / "a.png", bytes(300_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of this kind are POSIX")
def test_S11_a_folder_without_permission_is_one_sentence() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            with pytest.raises(OutputError, match=r"mask\.png cannot be written: permission denied") as caught:
                write_atomic(folder / "mask.png", b"x")
        finally:
            if root:
                os.seteuid(0)
        assert "another folder" in caught.value.hint and not list(folder.iterdir())
        folder.chmod(0o755)


def test_S11_a_folder_that_is_gone_and_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such file"):
        write_atomic(tmp_path / "gone" / "a.png", b"x")
    with pytest.raises(OutputError, match="too long") as caught:
        write_atomic(tmp_path / ("n" * 300 + ".png"), b"x")
    assert "shorter name" in caught.value.hint and len(caught.value.what) < 300
    assert not list(tmp_path.iterdir())


def test_S11_the_longest_name_an_old_file_and_the_umask(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".png")
    before = os.umask(0o027)
    try:
        write_atomic(path, b"old")
        write_atomic(path, b"new")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"new" and [p.name for p in tmp_path.iterdir()] == [path.name]
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o640


def test_S11_only_stray_temporaries_are_swept(tmp_path: Path) -> None:
    keep = ["a.png", ".hidden", "notes.skinseg-tmp.txt", "x.skinseg-tmp"]
    for name in (*keep, ".0123.skinseg-tmp", "masks/.4567.skinseg-tmp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert sweep_temporaries(tmp_path) == 2
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == sorted(keep)

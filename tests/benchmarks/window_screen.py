"""A screen of its own for a benchmark: Xvfb with a window manager, and its pixels as an array that can be watched."""

from __future__ import annotations

import mmap
import os
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

SIZE = (1600, 1000)


class Screen:
    """Use it as a context: inside, ``display`` is the name of a running X display with nothing on it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="skinseg-screen-")
        read, write = os.pipe()
        size = f"{SIZE[0]}x{SIZE[1]}x24"
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-fbdir", self._folder.name, "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read, encoding="ascii") as said:
            self.display = f":{said.readline().strip()}"
        self._manager = subprocess.Popen(
            ["openbox"], env={**os.environ, "DISPLAY": self.display}, stderr=subprocess.DEVNULL
        )
        self._file = (Path(self._folder.name) / "Xvfb_screen0").open("rb")
        self._map = mmap.mmap(self._file.fileno(), 0, prot=mmap.PROT_READ)
        # The file is an X window dump: its header says where the colour table ends and how long a line is.
        words = struct.unpack(">25I", self._map[:100])
        start, line, colours = words[0] + words[19] * 12, words[12], words[5]
        self.pixels: NDArray[np.uint8] = np.frombuffer(self._map, np.uint8, line * colours, start).reshape(
            colours, line
        )

    def __enter__(self) -> Screen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (self._manager, self._server):
            process.terminate()
            process.wait()
        self._folder.cleanup()

    def changes(self, ended: Callable[[], bool], every: float = 0.001) -> list[float]:
        """When the picture on the screen changed, on the system's monotonic clock, until ``ended``.

        Every eighth line is looked at, so that looking leaves the processor to those who draw.
        """
        seen = self.pixels[::8].copy()
        times: list[float] = []
        while not ended():
            now = time.monotonic()
            present = self.pixels[::8]
            if not np.array_equal(seen, present):
                times.append(now)
                seen = present.copy()
            time.sleep(every)
        return times


class Lines(threading.Thread):
    """The lines that a child process says, as they come."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        super().__init__(daemon=True)
        assert child.stdout is not None
        self._stream = child.stdout
        self.lines: list[str] = []
        self.start()

    def run(self) -> None:
        for line in self._stream:
            self.lines.append(line.strip())

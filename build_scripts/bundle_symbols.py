"""Takes the symbols that serve debuggers alone out of a bundle's libraries (Linux): 110 MB of torch and Python.

``strip`` may move the parts of a library that a wheel's maker has repaired to where no loader takes them; such a
library stays as it is.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

_LOAD = 1


def strip(bundle: Path) -> int:
    """Strip every library of a bundle that can still be loaded then; gives the bytes that this saved."""
    saved = 0
    for path in sorted(bundle.rglob("*")):
        if path.is_symlink() or not path.is_file() or not is_elf(path):
            continue
        stripped = path.with_name(path.name + ".stripped")
        try:
            shutil.copy(path, stripped)
            done = subprocess.run(["strip", str(stripped)], capture_output=True, stdin=subprocess.DEVNULL, check=False)
            less = path.stat().st_size - stripped.stat().st_size
            if done.returncode == 0 and less > 0 and loadable(stripped):
                stripped.replace(path)
                saved += less
        finally:
            stripped.unlink(missing_ok=True)
    return saved


def is_elf(path: Path) -> bool:
    """Whether a file is a 64-bit library or program of Linux, little-endian as all that this program runs on."""
    with path.open("rb") as file:
        return file.read(6) == b"\x7fELF\x02\x01"


def loadable(path: Path) -> bool:
    """Whether each part lies in the file where the system can map it (ELF: offset and address agree modulo a page)."""
    with path.open("rb") as file:
        header = file.read(64)
        (table,), (size, count) = struct.unpack_from("<Q", header, 32), struct.unpack_from("<HH", header, 54)
        file.seek(table)
        entries = file.read(size * count)
    for at in range(0, size * count, size):
        kind, _, offset, address, _, _, _, alignment = struct.unpack_from("<IIQQQQQQ", entries, at)
        if kind == _LOAD and alignment > 1 and (offset - address) % alignment:
            return False
    return True

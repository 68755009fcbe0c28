"""Takes the folders of the machine that builds out of a bundle, and looks that none is left (Linux).

A Python that was compiled in somebody's home says so in its settings (``_sysconfigdata``), in its library, and in each
of its modules as a place to look for libraries in. A folder's name is replaced by one of the same length, so that
nothing else of a file moves. It would lie at the top, where only root can make it. Its last part stays: a linker keeps
a string once that is also the end of another, and Python's version is the end of where it was installed.
"""

from __future__ import annotations

import contextlib
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

#: More than a single name: '/usr' is everybody's.
_LEAST = 2
#: Homes that are no person's; others, which built the packages, had them too.
_NOBODYS = ("/root",)
#: Programs of PyInstaller's have their first modules packed in them, and are small.
_PACKED = 4_000_000


class PathFault(Exception):
    """A bundle names a folder of the machine that built it; says which file."""


def folders(python: Path, root: Path, out: Path, work: Path, home: Path | None = None) -> dict[str, str]:
    """The folders that say who builds and where, the longest first, and what is to stand there instead."""
    ask = "import sys; print(sys.base_prefix)"
    prefix = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip()
    home = Path.home() if home is None else home
    interpreter = Path(prefix)
    found = {str(folder) for path in (interpreter, root, out, work) for folder in (path, path.resolve())}
    if str(home) not in _NOBODYS:
        found.add(str(home))
    elif interpreter.is_relative_to(home):
        found.add(str(home / interpreter.relative_to(home).parts[0]))
    longest = sorted((name for name in found if _tells(name)), key=lambda name: (-len(name), name))
    # The end of a home is a person's name.
    return {name: _other(name, "" if Path(name) == home else f"/{Path(name).name}") for name in longest}


def blank(bundle: Path, names: Mapping[str, str]) -> int:
    """Replace each name wherever a file has it; gives the number of files."""
    pairs = [(name.encode(), other.encode()) for name, other in names.items()]
    changed = 0
    for path in _files(bundle):
        data = before = path.read_bytes()
        for name, other in pairs:
            data = data.replace(name, other)
        if data != before:
            path.write_bytes(data)
            changed += 1
    return changed


def check(bundle: Path, names: Iterable[str]) -> None:
    """Raises PathFault where a file names one of the folders, also in what is packed."""
    found = []
    wanted = [name.encode() for name in names]
    for path in _files(bundle):
        for data in (path.read_bytes(), *_unpacked(path)):
            if any(name in data for name in wanted):
                found.append(path.relative_to(bundle).as_posix())
                break
    if found:
        raise PathFault(f"{len(found)} files name a folder of this machine: {', '.join(found[:20])}")


def _other(name: str, end: str) -> str:
    """A name of the same length, in UTF-8, with this end."""
    return "/" + "-" * (len(name.encode()) - len(end.encode()) - 1) + end


def _tells(name: str) -> bool:
    """Whether a folder's name says anything: those of every system do not."""
    return len(Path(name).parts) > _LEAST and not name.startswith("/usr/")


def _files(bundle: Path) -> Iterator[Path]:
    return (path for path in sorted(bundle.rglob("*")) if path.is_file() and not path.is_symlink())


def _unpacked(path: Path) -> Iterator[bytes]:
    """What a file holds packed: a zip's members, and the modules that PyInstaller puts behind its programs."""
    if path.suffix == ".zip" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    elif not path.suffix and path.stat().st_mode & 0o100 and path.stat().st_size < _PACKED:
        data = path.read_bytes()
        for header in (b"\x78\xda", b"\x78\x9c"):
            at = data.find(header)
            while at >= 0:
                with contextlib.suppress(zlib.error):
                    yield zlib.decompressobj().decompress(data[at:])
                at = data.find(header, at + 1)

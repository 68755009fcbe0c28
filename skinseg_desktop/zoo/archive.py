"""Archives of models from strangers: unpacked into one folder, and nothing outside it is ever written.

All members are looked at before the first is written. Refused are names that leave the folder or mean something else
on another system (``..``, absolute, a drive, a backslash), two names that are one file where case or Unicode form do
not count, links and devices, more than 64 members, and more than 2 GB unpacked.
"""

from __future__ import annotations

import gzip
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, cast

from skinseg_desktop.core.errors import ModelError, OutputError
from skinseg_desktop.core.pairing import fold
from skinseg_desktop.zoo.card import CARD_FILE

MAX_MEMBERS = 64
MAX_BYTES = 2_000_000_000
MAX_NAME = 200
#: A tar header of a long name is read whole; nothing honest is longer.
_MAX_HEADER = 1_000_000
_FORBIDDEN_IN_NAMES = frozenset('\\:*?"<>|') | {chr(i) for i in range(32)}
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{i}" for port in ("com", "lpt") for i in range(10)}
_HINT = "Do not use this archive; ask whoever made it for one that holds the model's folder and nothing else."


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of an archive: its checked place, its declared size in bytes, how to open it (None for a folder)."""

    place: PurePosixPath
    size: int
    open: Callable[[], IO[bytes] | None] | None


def holds_model(path: Path) -> bool:
    """Whether a file is an archive to be unpacked: a tar, a gzip, or a zip that holds a card or no checkpoint."""
    try:
        with path.open("rb") as file:
            head = file.read(512)
        if head.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(path) as archive:
                names = [PurePosixPath(name).name for name in archive.namelist()]
            return CARD_FILE in names or "data.pkl" not in names
    except (OSError, zipfile.BadZipFile):
        return False  # who reads it as a checkpoint says what is wrong
    return head.startswith(b"\x1f\x8b") or head[257:262] == b"ustar"


def unpack(archive: Path, target: Path) -> Path:
    """Unpack a zip, tar or tar.gz into ``target``, which must not exist; give the folder in it that holds the one card.

    Raises ModelError, and then ``target`` is not there, and OutputError when it cannot be written.
    """
    with _opened(archive) as listing:
        members = _checked(listing, archive.name)
        homes = [member.place.parent for member in members if member.place.name == CARD_FILE]
        if len(homes) != 1:
            count = f"{len(homes)} models" if homes else f"no model: there is no {CARD_FILE} in it"
            raise ModelError(f"{archive.name} holds {count}.", "Give an archive of one model's folder.")
        try:
            target.mkdir(parents=True)
        except OSError as error:
            raise OutputError(f"{target} cannot be made: {error.strerror}.", "Choose an empty place.") from error
        try:
            for member in members:
                _write(member, target, archive.name)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
    return target / homes[0]


def _checked(listing: Iterable[_Member], name: str) -> list[_Member]:
    members: list[_Member] = []
    total = 0
    for number, member in enumerate(listing, 1):
        total += member.size
        if number > MAX_MEMBERS:
            raise ModelError(f"{name} holds more than {MAX_MEMBERS} members.", _HINT)
        if total > MAX_BYTES:
            raise ModelError(f"{name} unpacks to more than {MAX_BYTES / 1e9:g} GB.", _HINT)
        # What a Mac adds to each archive is left out, and folders are made as their files need them.
        if member.open is not None and "__MACOSX" not in member.place.parts and member.place.name != ".DS_Store":
            members.append(member)
    files = [fold(member.place.as_posix()) for member in members]
    folders = {fold(parent.as_posix()) for member in members for parent in member.place.parents}
    twice = next(
        (m.place for m, file in zip(members, files, strict=True) if files.count(file) > 1 or file in folders), None
    )
    if twice is not None:
        raise ModelError(f"{name} holds {twice} twice, at least where case does not count.", _HINT)
    return members


def _write(member: _Member, target: Path, name: str) -> None:
    place = target / member.place
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        file = place.open("xb")
    except OSError as error:
        raise OutputError(f"{place} cannot be written: {error.strerror}.", "Choose another place.") from error
    source = member.open() if member.open else None
    assert source is not None  # folders have been left out
    with file, source, _readable(name):
        left = member.size
        while left:
            block = source.read(min(left, 1 << 20))
            if not block:
                raise ModelError(f"{name} is damaged or cut short: {member.place} ends early.", "Get it again.")
            left -= len(block)
            try:
                file.write(block)
            except OSError as error:
                raise OutputError(f"{place} cannot be written: {error.strerror}.", "Free some space.") from error
        source.read(1)  # a zip compares its checksum when the end is met


def _place(raw: str, name: str) -> PurePosixPath:
    """A member's name as a relative path of plain names; raises ModelError for anything else."""
    place = PurePosixPath(raw)
    plain = all(_is_plain(part) for part in place.parts)
    if not place.parts or place.is_absolute() or not plain or len(raw) > MAX_NAME:
        raise ModelError(
            f"{name} holds a member with the name {raw[:MAX_NAME]!r}, which leaves its folder or may.", _HINT
        )
    return place


def _is_plain(part: str) -> bool:
    stem = part.split(".")[0].strip().lower()
    return (
        part != ".." and not part.endswith((".", " ")) and not _FORBIDDEN_IN_NAMES & set(part) and stem not in _DEVICES
    )


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turn what the archive modules raise for damaged bytes into one sentence."""
    try:
        yield
    except (ModelError, OutputError):
        raise
    except (
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,  # a kind of compression that is not known
        RuntimeError,  # encrypted; nested headers without end
        zlib.error,
        zipfile.BadZipFile,
        tarfile.TarError,
    ) as error:
        raise ModelError(f"{name} is damaged, cut short or of an unknown kind: {error}.", "Get it again.") from error


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[_Member]]:
    with ExitStack() as stack:
        stack.enter_context(_readable(path.name))
        if zipfile.is_zipfile(path):
            yield _zip_members(stack.enter_context(zipfile.ZipFile(path)), path.name)
        else:
            file = stack.enter_context(path.open("rb"))
            zipped = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            plain = cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=file)) if zipped else file)
            reader = cast("IO[bytes]", _SmallReads(plain))
            yield _tar_members(stack.enter_context(tarfile.open(fileobj=reader, mode="r:")), path.name)


def _zip_members(archive: zipfile.ZipFile, name: str) -> Iterator[_Member]:
    for info in archive.infolist():
        place = _place(info.orig_filename, name)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise ModelError(f"{name} holds {place}, which is a link or a device.", _HINT)
        yield _Member(place, info.file_size, None if info.is_dir() else partial(archive.open, info))


def _tar_members(archive: tarfile.TarFile, name: str) -> Iterator[_Member]:
    for info in archive:
        place = PurePosixPath(".") if info.name == "." and info.isdir() else _place(info.name, name)
        if not (info.isreg() or info.isdir()) or info.issparse():
            raise ModelError(f"{name} holds {place}, which is a link, a device or a sparse file.", _HINT)
        yield _Member(place, info.size, partial(archive.extractfile, info) if info.isreg() else None)


class _SmallReads:
    """A file that gives no more than a megabyte at once, so that a header cannot claim the memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _MAX_HEADER + 48_576:
            raise tarfile.ReadError("a header that is too long")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

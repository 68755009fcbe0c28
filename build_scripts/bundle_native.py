"""Whose the libraries of a bundle are: every file of machine code is given to a part, or the build fails.

The table of what wheels bring is bundle_native_table.py. What was taken from the system is its package's, and what a
package has in a module of its own is that package's.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bundle_symbols import is_elf

#: Who brings what lies within the interpreter.
PYTHON = "Python"


class NativeFault(Exception):
    """A library of the bundle is nobody's, or the table says of one what is not so; says which."""


@dataclass(frozen=True)
class Native:
    """What others have made and a package brings: a library of its own, or one that was linked into another.

    Attributes:
        name: what its makers call it.
        licence: as an SPDX expression.
        files: where it is, a regular expression over the whole path of a file in the bundle.
        text: where its licence's text is: 'PACKAGE/FILE#WORDS', with words that stand in it; 'kept/FILE#WORDS' for one
            of packaging/licences.
        sign: a regular expression over the bytes of its files, of which a group is the version. One of them has to
            have it.
        inside: it was linked into files that are another's.
        source: where its source is to be had, for what is under the LGPL, the MPL or the GPL with an exception;
            '{number}' is its version and '{minor}' the first two figures of that.
    """

    name: str
    licence: str
    files: str
    text: str
    sign: str = ""
    inside: bool = False
    source: str = ""


@dataclass(frozen=True)
class Found:
    """Something of the table that the bundle has, the package that brings it, its version ('' where none is said)."""

    native: Native
    by: str
    version: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Owners:
    """Who has which files of machine code, by their paths in the bundle; the system's with their licence."""

    native: tuple[Found, ...]
    packages: dict[str, tuple[str, ...]]
    python: tuple[str, ...]
    system: dict[str, str]


def machine_code(files: Mapping[str, Path]) -> dict[str, Path]:
    """Those of the files that are libraries or programs of Linux."""
    return {path: source for path, source in files.items() if is_elf(source)}


def owners(
    files: Mapping[str, Path],
    packages: Mapping[str, str],
    site: Path,
    python: Path,
    table: Iterable[Native],
    own: Iterable[str],
    system: Mapping[str, str],
    said: Mapping[tuple[str, str], str],
) -> Owners:
    """Give each file to who has made it.

    Args:
        files: the machine code, by the path in the bundle: where it lies here.
        packages: the package that lists a file as its, by the path in the bundle.
        site: the folder of the packages.
        python: the folder of the interpreter, which that of the packages may lie in.
        table: what packages bring of others.
        own: libraries that are no modules and are their package's own all the same, as ``Native.files``.
        system: the licence of what the system brings, by a regular expression over a file's name.
        said: the version of what a package brings where the package says it, by the names of both.

    Raises:
        NativeFault: a file is nobody's, or of two in the table, or has no sign of what the table says is in it.
    """
    table, own = tuple(table), tuple(own)
    taken: dict[Native, list[str]] = {}
    mine: dict[str, list[str]] = {}
    interpreter: list[str] = []
    licences: dict[str, str] = {}
    unknown: list[str] = []
    for path, source in sorted(files.items()):
        theirs = [native for native in table if not native.inside and re.fullmatch(native.files, path)]
        if len(theirs) > 1:
            raise NativeFault(f"{path} is of {theirs[0].name} and of {theirs[1].name}: see bundle_native_table.py.")
        if theirs:
            taken.setdefault(theirs[0], []).append(path)
        elif path in packages and (_is_module(path) or any(re.fullmatch(pattern, path) for pattern in own)):
            mine.setdefault(packages[path], []).append(path)
        elif source.is_relative_to(site):
            unknown.append(path)
        elif source.is_relative_to(python) and (_is_module(path) or path.startswith("libpython")):
            interpreter.append(path)
        elif licence := licence_of(path, system):
            licences[path] = licence
        else:
            unknown.append(path)
    if unknown:
        raise NativeFault(
            f"It is not known whose these are and under which licence: {', '.join(unknown)}. Look, and put each into "
            "bundle_native_table.py."
        )
    for native in table:
        where = [path for path in sorted(files) if native.inside and re.fullmatch(native.files, path)]
        if where:
            taken[native] = where
    found, faults = [], []
    for native, paths in taken.items():
        try:
            found.append(_found(native, packages.get(paths[0], PYTHON), paths, files, said))
        except NativeFault as fault:
            faults.append(str(fault))
    if faults:
        raise NativeFault("\n".join([*faults, "See bundle_native_table.py."]))
    return Owners(tuple(found), {name: tuple(paths) for name, paths in mine.items()}, tuple(interpreter), licences)


def licence_of(path: str, system: Mapping[str, str]) -> str:
    """The licence of a library that comes from the system, by its name; '' where it is not known."""
    name = PurePosixPath(path).name
    return next((licence for pattern, licence in system.items() if re.fullmatch(pattern, name)), "")


def _found(
    native: Native, by: str, paths: list[str], files: Mapping[str, Path], said: Mapping[tuple[str, str], str]
) -> Found:
    """Look for the sign in the files; an inner part is in those that have it. The files know the version best."""
    version, having = "", []
    for path in paths:
        if not native.sign:
            break
        with files[path].open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            sign = re.search(native.sign.encode(), data)
            if sign:
                having.append(path)
                version = version or b"".join(part for part in sign.groups() if part).decode("ascii")
    if native.sign and not having:
        raise NativeFault(f"There is no sign of {native.name} in {', '.join(paths)}.")
    version = version or said.get((by, native.name), "")
    if not version and not native.inside and (number := re.search(r"\.so\.([\d.]+)$", paths[0])):
        version = f"so.{number[1]}"
    return Found(native, by, version, tuple(having if native.inside and native.sign else paths))


def _is_module(path: str) -> bool:
    """Whether Python imports a file as a module: its name says so."""
    return re.search(r"\.(?:cpython-\d+[^.]*|abi3)\.so$", path) is not None

"""A zip of diagnostics for a bug report: versions, settings, crash reports, the self-test's table.

It holds no photo, no mask, no path of a person's, and no name of a person, a computer or a photo. What a line says is
left out where it could name a file, and what it quotes; of a traceback the program's own places and words stay.
"""

from __future__ import annotations

import getpass
import io
import json
import os
import platform
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

from skinseg_desktop.core import places
from skinseg_desktop.core.errors import OutputError, os_reason
from skinseg_desktop.imaging.atomic import write_atomic
from skinseg_desktop.selftest.bench import Result
from skinseg_desktop.store import SETTINGS, Settings

#: The newest crash reports, and how much of each.
MOST_REPORTS, MOST_BYTES = 20, 200_000
LEFT_OUT = "(left out: it may name a file)"
_PLACE = re.compile(r"""(?<![\w<])(?:~?/[^\s/]|~?\\[^\s\\]|[A-Za-z]:[\\/]|file:)""")
_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|tiff?|webp|bmp|gif|dcm|heic|csv|json|txt|sqlite\S*|pth?|safetensors|onnx|zip|toml)\b",
    re.IGNORECASE,
)
_FRAME = re.compile(r'^(\s*)File "(.*)", line (\d+)(.*)$')
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
#: In a list of arguments: the verb, and the names of options.
_WORD = re.compile(r"(?:(?<=\[')|(?='--))'?([a-z-]+)'")
#: Folders below which a program's own files lie, whoever installed them and wherever.
_OWN = re.compile(r"(?:skinseg_desktop|site-packages|dist-packages|_internal|lib[\\/]python[\d.]+)[\\/].*$")


def write_report(path: Path, results: Sequence[Result], table: str) -> None:
    """Write the zip. Raises OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent} cannot be made: {os_reason(error)}.", "Choose another place.") from error
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _texts(results, table):
            archive.writestr(name, text)
    write_atomic(path, buffer.getvalue())


def cleaned(text: str, names: Sequence[str] | None = None) -> str:
    """A text without paths, file names, what it quotes, and the ``names`` of this user and computer."""
    return without_names("\n".join(_lines(text)), names)


def without_names(text: str, names: Sequence[str] | None = None) -> str:
    """A text without these names, by default those of this user and this computer."""
    for name in _names() if names is None else names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "<name>", text, flags=re.IGNORECASE)
    return text


def versions() -> dict[str, Any]:
    """The program, the packages that it needs, and the system."""
    packages: dict[str, str | None] = {}
    for needed in metadata.requires("skinseg-desktop") or ():
        if "extra ==" not in needed:
            name = re.split(r"[^\w.-]", needed, maxsplit=1)[0]
            try:
                packages[name] = metadata.version(name)
            except metadata.PackageNotFoundError:
                packages[name] = None
    return {
        "skinseg-desktop": places.version(),
        "build": places.build_record(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "machine": platform.machine(),
        "frozen": bool(getattr(sys, "frozen", False)),
        "encoding": sys.getfilesystemencoding(),
        "packages": packages,
    }


def settings() -> dict[str, Any]:
    """The settings that are no texts: those may be paths and names."""
    kept = Settings.load()
    plain = ("choice", "whole", "number", "switch")
    return {key: kept.get(key) for key, setting in SETTINGS.items() if setting.kind in plain}


def _texts(results: Sequence[Result], table: str) -> Iterator[tuple[str, str]]:
    yield "self-test.txt", cleaned(table) + "\n"
    rows = [{**asdict(r), "found": cleaned(r.found), "hint": cleaned(r.hint)} for r in results]
    yield "self-test.json", json.dumps(rows, indent=1)
    yield "versions.json", without_names(json.dumps(versions(), indent=1))
    yield "settings.json", json.dumps(settings(), indent=1)
    for number, text in enumerate(_crashes(), start=1):
        yield f"crash-{number:02}.txt", cleaned(text)


def _crashes() -> Iterator[str]:
    """The newest crash reports, the last one first."""
    folder = places.user_log_dir()
    try:
        reports = sorted((p for p in folder.iterdir() if p.suffix in (".txt", ".log") and p.is_file()), reverse=True)
    except OSError:
        return
    for report in reports[:MOST_REPORTS]:
        try:
            with report.open("rb") as file:
                yield file.read(MOST_BYTES).decode("utf-8", "replace")
        except OSError:
            continue


def _lines(text: str) -> Iterator[str]:
    code = False
    for line in text.splitlines():
        frame = _FRAME.match(line)
        if frame:
            own = _OWN.search(frame[2])
            place = own[0] if own else re.split(r"[\\/]", frame[2])[-1]
            yield f'{frame[1]}File "{place}", line {frame[3]}{frame[4]}'
        elif code and line.startswith("    "):
            yield line
            continue
        elif line.startswith("arguments: "):
            # The verb and the names of options.
            yield "arguments: " + " ".join(m[1] for m in _WORD.finditer(line))
        else:
            yield _said(line)
        code = frame is not None


def _said(line: str) -> str:
    """A line of an error or of the table."""
    if not _names_file(line):
        return _QUOTED.sub("'...'", line)
    head, colon, _ = line.partition(": ")
    return (_QUOTED.sub("'...'", head) + ": " if colon and not _names_file(head) else "") + LEFT_OUT


def _names_file(text: str) -> bool:
    return bool(_PLACE.search(text) or _FILE_NAME.search(text))


def _names() -> list[str]:
    """What this user and this computer are called, the longest first."""
    found = {os.environ.get(key, "") for key in ("USER", "LOGNAME", "USERNAME", "COMPUTERNAME", "HOSTNAME")}
    found |= {platform.node(), platform.node().partition(".")[0], Path.home().name}
    try:
        found.add(getpass.getuser())
        import pwd

        person = pwd.getpwuid(os.getuid())
        found |= {person.pw_name, person.pw_gecos.partition(",")[0]}
    except (ImportError, KeyError, OSError):
        pass  # no such list on Windows, or nobody of this number in it
    return sorted((name for name in found if name), key=len, reverse=True)

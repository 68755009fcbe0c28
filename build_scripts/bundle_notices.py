"""What a bundle says about itself and its parts: stamp, metadata, licences, third-party notices, SBOM (CycloneDX)."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import environment

TEXTS = environment.ROOT / "build_scripts" / "packaging" / "licences"
#: The texts for packages that bring none.
WITHOUT_TEXT = {
    "flatbuffers": ("Apache-2.0.txt",),
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-and-PySide6.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-and-PySide6.txt"),
}
_LICENCE_FILE = re.compile(r"^(?:licen[cs]es?|copying|notices?|thirdpartynotices|authors)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Stamp:
    """What was built: the program's version, the commit with its date in UTC (ISO), and the kind of torch."""

    version: str
    commit: str
    date: str
    torch: str


@dataclass(frozen=True)
class Part:
    """A part of the bundle: what it is called, its version, its licence as it declares it, its address (purl)."""

    name: str
    version: str
    licence: str
    purl: str


class NoticeFault(Exception):
    """A part of the bundle cannot be accounted for; says which."""


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Leave the stamp where the program looks for it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "build.json").write_text(json.dumps(vars(stamp), indent=1, sort_keys=True) + "\n", "utf-8")


def write_metadata(folder: Path, packages: Iterable[metadata.Distribution]) -> None:
    """Leave what ``importlib.metadata`` reads of each package, without the long description and without any path."""
    for package in packages:
        about = folder / f"{package.name.replace('-', '_')}-{package.version}.dist-info"
        about.mkdir(parents=True, exist_ok=True)
        headers = (package.read_text("METADATA") or "").partition("\n\n")[0]
        (about / "METADATA").write_text(headers + "\n", "utf-8")


def bundled(packages: Iterable[metadata.Distribution], paths: set[str]) -> list[metadata.Distribution]:
    """Those of the packages of which the bundle has a module or library; ``paths`` are all files of it."""
    modules = {re.sub(r"\.pyc$", ".py", path) for path in paths if ".dist-info/" not in path}
    return [package for package in packages if any(file.as_posix() in modules for file in package.files or ())]


def part_of(package: metadata.Distribution) -> Part:
    """A Python package as a part."""
    return Part(
        package.name, package.version, _licence(package), f"pkg:pypi/{_canonical(package.name)}@{package.version}"
    )


def python_part() -> Part:
    """The interpreter that builds, which is also the one that is bundled."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Part("Python", version, "PSF-2.0", f"pkg:generic/python@{version}")


def system_parts(libraries: Iterable[Path]) -> dict[Part, Path]:
    """The system's packages that the libraries were taken from, each with the file of its licence (Debian only).

    Raises:
        NoticeFault: a library belongs to no package, or its package says no licence.
    """
    found: dict[Part, Path] = {}
    for library in sorted(libraries):
        name = package_of(library)
        text = Path("/usr/share/doc") / name / "copyright"
        if not text.exists():
            raise NoticeFault(f"{library} is of the package {name}, which has no {text}.")
        version = _said("dpkg-query", "--show", "--showformat=${Version}", name)
        found[Part(name, version, "see its text", f"pkg:deb/debian/{name}@{version}")] = text
    return found


def write_licences(
    folder: Path, packages: Sequence[metadata.Distribution], system: Mapping[Part, Path], python_text: Path
) -> None:
    """Leave the licence's text of every part, a folder each.

    Raises:
        NoticeFault: a package brings no text and none is kept for it.
    """
    for package in packages:
        own = folder / package.name
        own.mkdir(parents=True, exist_ok=True)
        texts = [file for file in package.files or () if _LICENCE_FILE.match(file.name) and file.suffix != ".py"]
        for file in texts:
            # Packages keep texts of the same name for their own parts: the path says whose.
            inside = [p for p in file.parts[:-1] if not p.endswith(".dist-info") and p not in ("licenses", "..")]
            shutil.copyfile(str(file.locate()), own / "-".join([*inside, file.name])[-120:])
        kept = WITHOUT_TEXT.get(_canonical(package.name), ())
        for name in kept:
            shutil.copyfile(TEXTS / name, own / name)
        if not texts and not kept:
            raise NoticeFault(f"{package.name} brings no licence's text: put one into {TEXTS}.")
    for name, text in [("Python", python_text), *((part.name, text) for part, text in system.items())]:
        (folder / name).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, folder / name / f"{text.stem}.txt")


def write_notices(file: Path, stamp: Stamp, parts: Iterable[Part]) -> None:
    """Leave the list of all parts that a person reads."""
    rows = "\n".join(f"| {part.name} | {part.version} | {part.licence} |" for part in parts)
    file.write_text(
        f"# What is in this bundle\n\nSkinseg Desktop {stamp.version}, commit {stamp.commit}, {stamp.date}: "
        "MIT licence (LICENSE). It carries the parts below;\nthe text of each one's licence lies in `licences/`, and "
        "`sbom.cdx.json` lists the same for programs. Qt and PySide6 are\nused under the LGPL, version 3: "
        "`licences/PySide6_Essentials/Qt-and-PySide6.txt` says how to use a version of your own.\n"
        "The models and photos in it are CC-0.\n\n"
        f"| part | version | licence |\n|---|---|---|\n{rows}\n",
        "utf-8",
    )


def write_sbom(file: Path, stamp: Stamp, parts: Iterable[Part]) -> None:
    """Leave the same list as CycloneDX 1.6."""
    own = {
        "type": "application",
        "bom-ref": "skinseg-desktop",
        "name": "skinseg-desktop",
        "version": stamp.version,
        "licenses": [{"license": {"id": "MIT"}}],
        "properties": [{"name": "commit", "value": stamp.commit}, {"name": "torch", "value": stamp.torch}],
    }
    listed = sorted(parts, key=lambda part: part.purl)
    components = [
        {
            "type": "library",
            "bom-ref": part.purl,
            "name": part.name,
            "version": part.version,
            "purl": part.purl,
            "licenses": [{"license": {"name": part.licence}}],
        }
        for part in listed
    ]
    known = hashlib.sha256(json.dumps([own, components], sort_keys=True).encode()).hexdigest()
    serial = f"{known[:8]}-{known[8:12]}-5{known[13:16]}-8{known[17:20]}-{known[20:32]}"
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"timestamp": stamp.date, "component": own},
        "components": components,
        "dependencies": [{"ref": "skinseg-desktop", "dependsOn": [part.purl for part in listed]}],
    }
    file.write_text(json.dumps(bom, indent=1) + "\n", "utf-8")


def check_models(folder: Path) -> None:
    """Refuse a bundle with a model that is not free: such models are fetched by the person who wants them.

    Raises:
        NoticeFault: one is not CC-0.
    """
    for card in sorted(folder.glob("*/card.json")):
        licence = json.loads(card.read_text("utf-8"))["licence"]
        if not licence.upper().startswith("CC0"):
            raise NoticeFault(f"{card.parent.name} is under {licence}; a bundle carries CC-0 models only.")


def _licence(package: metadata.Distribution) -> str:
    about = package.metadata
    fields = {name: about[name] for name in ("License-Expression", "License") if name in about}
    said = str(next(iter(filter(None, fields.values())), "")).split("\n")[0]
    kinds = [str(line).rsplit(" :: ", 1)[1] for line in about.get_all("Classifier") or [] if line.startswith("License")]
    return said if said and len(said) < 120 else ", ".join(kinds)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def package_of(library: Path) -> str:
    """The system's package that has a file (Debian only). Raises NoticeFault."""
    # Debian has merged /lib into /usr/lib, and a package's list may name either.
    for path in dict.fromkeys((library, library.resolve(), *(_unmerged(p) for p in (library, library.resolve())))):
        answer = subprocess.run(["dpkg", "--search", str(path)], capture_output=True, text=True)
        if answer.returncode == 0:
            return answer.stdout.partition(":")[0]
    raise NoticeFault(f"No package of this system has {library}.")


def _unmerged(path: Path) -> Path:
    return Path("/", *path.parts[2:]) if path.parts[1:2] == ("usr",) else Path("/usr", *path.parts[1:])


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout

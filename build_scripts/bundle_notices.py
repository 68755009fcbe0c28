"""What a bundle says about itself and its parts: stamp, metadata, licences, third-party notices, SBOM (CycloneDX)."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

import bundle_spdx
import environment
from bundle_native import PYTHON, Found, Native
from bundle_texts import TextFault, Texts

TEXTS = environment.ROOT / "build_scripts" / "packaging" / "licences"
#: The texts for packages that bring none.
WITHOUT_TEXT = {
    "flatbuffers": ("Apache-2.0.txt",),
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-and-PySide6.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-and-PySide6.txt"),
}
#: Where the source of packages under the LGPL or the MPL is to be had, as ``Native.source``.
SOURCES = {
    "pyside6-essentials": "https://download.qt.io/official_releases/QtForPython/pyside6/PySide6-{number}-src/",
    "shiboken6": "https://download.qt.io/official_releases/QtForPython/pyside6/PySide6-{number}-src/",
    "tqdm": "https://github.com/tqdm/tqdm/tree/v{number}",
}
#: What licences want to be said in so many words, by their identifiers. FreeType's years are those of all that is here.
CREDITS = {
    "IJG": "This software is based in part on the work of the Independent JPEG Group.",
    "FTL": "Portions of this software are copyright © 1996-2026 The FreeType Project (www.freetype.org). All rights "
    "reserved.",
    "OpenSSL": "This product includes software developed by the OpenSSL Project for use in the OpenSSL Toolkit "
    "(http://www.openssl.org/). This product includes cryptographic software written by Eric Young "
    "(eay@cryptsoft.com). This product includes software written by Tim Hudson (tjh@cryptsoft.com).",
    "Imlib2": "Qt's smooth scaling is based on code from Imlib2.",
}
#: Whose terms forbid what the LGPL wants to be allowed: see docs/packaging.md.
INTEL = "LicenseRef-Intel-Simplified"
#: Where Debian keeps the texts that many of its packages have in common.
COMMON = Path("/usr/share/common-licenses")
_LICENCE_FILE = re.compile(r"(?:^|_)(?:licen[cs]es?|copying|notices?|thirdpartynotices|authors)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Stamp:
    """What was built: the program's version, the commit with its date in UTC (ISO), and the kind of torch."""

    version: str
    commit: str
    date: str
    torch: str


@dataclass(frozen=True)
class Part:
    """A part of the bundle: what it is called, its version, its licence (SPDX), its address (purl).

    Attributes:
        by: the part that brings this one; '' for one that the bundle has by itself.
        files: its libraries, or those that it was linked into, by their paths below ``_internal``.
        text: where its licence's text is, as ``Native.text``; '' where it is the part's own.
        inside: it was linked into its files, which are another's.
        source: where its source is to be had.
    """

    name: str
    version: str
    licence: str
    purl: str
    by: str = ""
    files: tuple[str, ...] = ()
    text: str = ""
    inside: bool = False
    source: str = ""

    @property
    def ref(self) -> str:
        """What it is called in the SBOM: two packages may bring one library, each its own."""
        return f"{self.by}/{self.purl}" if self.by else self.purl


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


def part_of(package: metadata.Distribution, files: Iterable[str] = ()) -> Part:
    """A Python package as a part. Raises NoticeFault where its licence is not known."""
    try:
        licence = bundle_spdx.of_package(package.name, _licence(package))
    except ValueError as error:
        raise NoticeFault(f"{package.name}: {error}") from error
    purl = f"pkg:pypi/{_canonical(package.name)}@{package.version}"
    return Part(package.name, package.version, licence, purl, files=tuple(files))


def python_part(files: Iterable[str] = ()) -> Part:
    """The interpreter that builds, which is also the one that is bundled."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Part(PYTHON, version, "PSF-2.0", f"pkg:generic/python@{version}", files=tuple(files))


def native_part(found: Found) -> Part:
    """What a package brings of others, as a part."""
    native = found.native
    name = quote(native.name.lower().replace(" ", "-"), safe="")
    purl = f"pkg:generic/{name}" + (f"@{found.version}" if found.version else "")
    return Part(
        native.name,
        found.version,
        native.licence,
        purl,
        found.by,
        found.files,
        native.text,
        native.inside,
        source_of(native.source, found.version),
    )


def source_of(address: str, version: str) -> str:
    """Where the source of a version is, or the folder above where no version is said.

    Args:
        address: with '{number}' and '{minor}' in the place of the version (6.11.3) and of its first two figures (6.11).
        version: what is known of it; 'so.5' says none.
    """
    number = re.match(r"(\d+\.\d+)(?:\.\d+)*", version)
    if number is None:
        folder, place, _ = address.partition("{")
        return folder.rpartition("/")[0] + "/" if place else address
    return address.format(number=number[0], minor=number[1])


def system_parts(licences: Mapping[str, str], files: Mapping[str, Path]) -> dict[Part, Path]:
    """The system's packages that libraries were taken from, each with the file of its licence (Debian only).

    Args:
        licences: of each library, by its path in the bundle.
        files: where each lies here.

    Raises:
        NoticeFault: a library belongs to no package, or its package says no licence.
    """
    by_package: dict[str, list[str]] = {}
    for path in sorted(licences):
        by_package.setdefault(package_of(files[path]), []).append(path)
    found: dict[Part, Path] = {}
    for name, paths in sorted(by_package.items()):
        text = Path("/usr/share/doc") / name / "copyright"
        if not text.exists():
            raise NoticeFault(f"{paths[0]} is of the package {name}, which has no {text}.")
        said = _said("dpkg-query", "--show", "--showformat=${Version} ${source:Package} ${source:Version}", name)
        version, source, of = said.split()
        licence = " AND ".join(dict.fromkeys(licences[path] for path in paths))
        purl = f"pkg:deb/debian/{quote(name)}@{quote(version, safe='')}"
        where = f"https://snapshot.debian.org/package/{source}/{of}/"
        found[Part(name, version, licence, purl, files=tuple(paths), source=where)] = text
    return found


def said_versions(packages: Iterable[metadata.Distribution], table: Iterable[Native]) -> dict[tuple[str, str], str]:
    """The versions that packages say of what they bring, in lists of parts of their own (CycloneDX)."""
    names = {native.name for native in table}
    found: dict[tuple[str, str], str] = {}
    for package in packages:
        for file in package.files or ():
            if file.parent.name == "sboms" and file.name.endswith(".json"):
                for part in json.loads(file.read_text("utf-8")).get("components", []):
                    for name in names & {part["name"], re.sub(r" \d+$", "", part["name"])}:
                        found.setdefault((package.name, name), part.get("version", ""))
    return found


def write_licences(
    folder: Path,
    packages: Sequence[metadata.Distribution],
    system: Mapping[Part, Path],
    python_text: Path,
    native: Iterable[Part] = (),
) -> Texts:
    """Leave the licence's text of every part, each text once, with a list of whose it is.

    Raises:
        NoticeFault: a package brings no text and none is kept for it, or a text has not what the table says.
    """
    texts = Texts(folder)
    for package in packages:
        brought = [file for file in package.files or () if _LICENCE_FILE.search(file.name) and file.suffix != ".py"]
        for file in brought:
            # Packages keep texts of the same name for their own parts: the path says whose.
            inside = [p for p in file.parts[:-1] if not p.endswith(".dist-info") and p not in ("licenses", "..")]
            texts.add(package.name, "/".join([*inside, file.name]), Path(str(file.locate())).read_bytes())
        kept = WITHOUT_TEXT.get(_canonical(package.name), ())
        for name in kept:
            texts.add(package.name, name, (TEXTS / name).read_bytes(), "common")
        if not brought and not kept:
            raise NoticeFault(f"{package.name} brings no licence's text: put one into {TEXTS}.")
    for part, text in [(python_part(), python_text), *system.items()]:
        texts.add(part.name, f"{text.stem}.txt", text.read_bytes())
        # Debian's texts name those that it keeps once for all.
        for name in sorted(
            set(re.findall(r"/usr/share/common-licenses/([\w.-]*\w)", text.read_text("utf-8", "replace")))
        ):
            if (COMMON / name).exists():
                texts.add(part.name, f"{name}.txt", (COMMON / name).read_bytes(), "common")
    for part in native:
        where, _, words = part.text.partition("#")
        owner, _, name = where.partition("/")
        try:
            if owner == "kept":
                texts.add(part.name, name, (TEXTS / name).read_bytes(), "common")
                owner = part.name
            texts.refer(part.name, name, texts.find(owner, name, words))
        except (TextFault, OSError) as error:
            raise NoticeFault(f"The licence's text of {part.name} is not there: {error}") from error
    for part in [*map(part_of, packages), *system, *native]:
        for name in bundle_spdx.full_texts(part.licence):
            texts.add(part.name, name, (TEXTS / name).read_bytes(), "common")
    texts.write_index()
    return texts


def write_notices(file: Path, stamp: Stamp, parts: Iterable[Part], texts: Texts | None = None) -> None:
    """Leave the list of all parts that a person reads."""
    parts = list(parts)
    alone = [part for part in parts if not part.by]
    brought = sorted((part for part in parts if part.by), key=lambda part: (part.by.lower(), part.name.lower()))
    lesser = [part for part in parts if "LGPL" in part.licence and part.files]
    compilers = [part for part in parts if "GCC-exception" in part.licence and part.files]
    rows = "\n".join(f"| {part.name} | {part.version} | {part.licence} |" for part in alone)
    inner = "\n".join(
        f"| {part.by} | {part.name} | {part.version} | {part.licence} | {_where(part)} | {_text(part, texts)} |"
        for part in brought
    )
    mozilla = sorted({f"{part.name}: {_source(part)}" for part in parts if "MPL-2.0" in part.licence and _source(part)})
    unchanged = f"\nUnder the Mozilla Public License, unchanged, and where its source is: {'; '.join(mozilla)}\n"
    credits = [f"- {said}\n" for licence, said in CREDITS.items() if any(_has(part, licence) for part in parts)]
    intel = sorted({f"{part.name} (in `{part.files[0]}`)" for part in parts if INTEL in part.licence and part.files})
    without = f"\nThis permission does not extend to what Intel wrote, whose own terms forbid it: {', '.join(intel)}.\n"
    file.write_text(
        f"# What is in this bundle\n\nSkinseg Desktop {stamp.version}, commit {stamp.commit}, {stamp.date}: "
        "MIT licence (LICENSE). It carries the parts below.\nThe texts of their licences lie in `licences/`, each text "
        "once; `licences/INDEX.md` says which are whose. `sbom.cdx.json`\nlists the same for programs, with every file "
        "of machine code and the part that it is of. The models and photos in it are CC-0.\n\n"
        f"| part | version | licence |\n|---|---|---|\n{rows}\n\n"
        "## What these parts bring of others\n\nLibraries of their own, and what was linked into one (`in`). A version "
        "that begins with `so.` is that of the library's interface, where\nnothing says more.\n\n"
        "| with | part | version | licence | files | text |\n|---|---|---|---|---|---|\n"
        f"{inner}\n\n"
        "## Under the GNU Lesser General Public License\n\nThe program uses these libraries under the LGPL: "
        "`licences/common` has its text, version 2.1 and version 3. Each is a file of its own, below\n`_internal` and "
        "unchanged but for symbols that serve debuggers and for paths of the machine that built it, and is linked\n"
        "dynamically: the system's loader finds it by its name when the program starts. You may put a version of "
        "your own, with the same\nname and a compatible interface, in the place of each, and may reverse engineer the "
        "program to debug such changes. For Qt and\nPySide6, `licences/common/Qt-and-PySide6.txt` says more. Where a "
        "source is a folder\nof several versions, nothing says which one this is.\n"
        + without * bool(intel)
        + f"\n{_sources(lesser)}"
        + unchanged * bool(mozilla)
        + "\n## Under the GNU General Public License with an exception\n\nThe libraries of compilers; the exception "
        f"lets what is made with them be passed on under other terms.\n\n{_sources(compilers)}"
        * bool(compilers)
        + f"\n## Credits\n\n{''.join(credits)}" * bool(credits),
        "utf-8",
    )


def write_sbom(file: Path, stamp: Stamp, parts: Iterable[Part]) -> None:
    """Leave the same list as CycloneDX 1.6, with the files of each part."""
    own = {
        "type": "application",
        "bom-ref": "skinseg-desktop",
        "name": "skinseg-desktop",
        "version": stamp.version,
        "licenses": [{"license": {"id": "MIT"}}],
        "properties": [{"name": "commit", "value": stamp.commit}, {"name": "torch", "value": stamp.torch}],
    }
    listed = sorted(parts, key=lambda part: part.ref)
    components = [_component(part) for part in listed]
    known = hashlib.sha256(json.dumps([own, components], sort_keys=True).encode()).hexdigest()
    serial = f"{known[:8]}-{known[8:12]}-5{known[13:16]}-8{known[17:20]}-{known[20:32]}"
    brought: dict[str, list[str]] = {}
    for part in listed:
        brought.setdefault(part.by, []).append(part.ref)
    depends = [{"ref": "skinseg-desktop", "dependsOn": brought.pop("", [])}]
    depends += [{"ref": p.ref, "dependsOn": brought[p.name]} for p in listed if not p.by and p.name in brought]
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"timestamp": stamp.date, "component": own},
        "components": components,
        "dependencies": depends,
    }
    file.write_text(json.dumps(bom, indent=1) + "\n", "utf-8")


def accounted(sbom: Path) -> set[str]:
    """The files that a list of parts gives to one that made them, by their paths in the bundle."""
    components = json.loads(sbom.read_text("utf-8"))["components"]
    return {
        place["location"]
        for component in components
        if {"name": "linked into", "value": "its files"} not in component.get("properties", [])
        for place in component.get("evidence", {}).get("occurrences", [])
    }


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


def _component(part: Part) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "library", "bom-ref": part.ref, "name": part.name}
    if part.version:
        found["version"] = part.version
    found |= {"licenses": bundle_spdx.cyclonedx(part.licence), "purl": part.purl}
    if part.source:
        found["externalReferences"] = [{"type": "source-distribution", "url": part.source}]
    if part.inside:
        found["properties"] = [{"name": "linked into", "value": "its files"}]
    if part.files:
        found["evidence"] = {
            "occurrences": [{"location": posixpath.normpath(f"_internal/{path}")} for path in part.files]
        }
    return found


def _where(part: Part) -> str:
    return ("in " if part.inside else "") + _listed(part.files)


def _listed(files: Sequence[str]) -> str:
    """Files for a person: the first, and how many more."""
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    return f"`{files[0]}`{more}"


def _sources(parts: Iterable[Part]) -> str:
    """A table of where the source of each part is."""
    rows = [f"| {p.name} | {p.version} | {p.licence} | {_listed(p.files)} | {_source(p)} |\n" for p in parts]
    return "| part | version | licence | files | source |\n|---|---|---|---|---|\n" + "".join(rows)


def _has(part: Part, licence: str) -> bool:
    """Whether a licence stands in a part's expression."""
    return licence in re.findall(r"[^\s()]+", part.licence)


def _text(part: Part, texts: Texts | None) -> str:
    where, _, words = part.text.partition("#")
    owner, _, name = where.partition("/")
    if texts is None:
        return ""
    path = texts.find(part.name if owner == "kept" else owner, name, words)
    return f"`{path}`" + (f', at "{words}"' if words else "")


def _source(part: Part) -> str:
    return part.source or source_of(SOURCES.get(_canonical(part.name), ""), part.version)


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

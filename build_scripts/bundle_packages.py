"""What is handed out of a bundle: an archive of its folder and, under Linux, a package for Debian and its kin."""

from __future__ import annotations

import datetime
import functools
import gzip
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path

import environment
from bundle_notices import Stamp, package_of

PACKAGING = environment.ROOT / "build_scripts" / "packaging"
NAME = "skinseg-desktop"
PROGRAMS = ("skinseg", "skinseg-desktop")
#: What no library of the bundle is linked to, and the window needs all the same: keyboards, a list of fonts, a font.
ALSO = ("fontconfig-config", "fonts-dejavu-core | fonts-freefont-ttf", "xkb-data")
#: Debian wants an address, and the project names none: one below the name that is reserved for what does not exist
#: (RFC 2606), so that nobody's is taken and no mail arrives anywhere.
NO_ADDRESS = "no-address@skinseg-desktop.invalid"
#: Strength of zstd: 19 is the strongest that every reader has the memory for.
_STRENGTH = 19


def pack(bundle: Path, out: Path, stamp: Stamp, seconds: int) -> list[Path]:
    """Make what this system can make of a bundle, in `out`; `seconds` (since 1970) is the date of everything in it."""
    label = f"{NAME}-{stamp.version}-{sys.platform}-{platform.machine().lower()}"
    label += "-cuda" if stamp.torch == "cuda" else ""
    if platform.system() == "Linux":
        return [tar_zst(bundle, out / f"{label}.tar.zst", seconds), deb(bundle, out, stamp, seconds)]
    return [zipped(bundle, out / f"{label}.zip", seconds)]


def tar_zst(bundle: Path, archive: Path, seconds: int) -> Path:
    """The bundle's folder as .tar.zst; needs the program zstd."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = seconds
        return entry

    command = ["zstd", f"-{_STRENGTH}", "--threads=0", "--quiet", "--force", "-o", str(archive)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as zstd:
        assert zstd.stdin is not None
        with tarfile.open(fileobj=zstd.stdin, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            # `add` goes through a folder in the order of its names.
            tar.add(bundle, arcname=bundle.name, filter=plain)
        zstd.stdin.close()
        if zstd.wait():
            raise subprocess.CalledProcessError(zstd.returncode, command)
    return archive


def zipped(bundle: Path, archive: Path, seconds: int) -> Path:
    """The bundle's folder as .zip."""
    date = datetime.datetime.fromtimestamp(seconds, datetime.UTC).timetuple()[:6]
    with zipfile.ZipFile(archive, "w") as made:
        for path in sorted(path for path in bundle.rglob("*") if path.is_file()):
            about = zipfile.ZipInfo(f"{bundle.name}/{path.relative_to(bundle).as_posix()}", date)
            about.external_attr = path.stat().st_mode << 16
            made.writestr(about, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return archive


def deb(bundle: Path, out: Path, stamp: Stamp, seconds: int) -> Path:
    """The package for Debian and its kin; needs the programs dpkg-deb and readelf."""
    machine = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    name = NAME + ("-cuda" if stamp.torch == "cuda" else "")
    made = out / f"{name}_{stamp.version}_{machine}.deb"
    with tempfile.TemporaryDirectory(dir=out) as folder:
        root = Path(folder) / "root"
        home = root / "usr" / "lib" / NAME
        home.parent.mkdir(parents=True)
        # As links where the disk can: the bundle is large and is only read.
        shutil.copytree(bundle, home, symlinks=True, copy_function=_link_or_copy)
        share, programs, about = root / "usr" / "share", root / "usr" / "bin", root / "usr" / "share" / "doc" / name
        programs.mkdir()
        for program in PROGRAMS:
            (programs / program).symlink_to(f"../lib/{NAME}/{program}")
        _put(PACKAGING / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
        icons = environment.ROOT / "resources" / "icons"
        _put(icons / "skinseg.svg", share / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg")
        _put(environment.ROOT / "LICENSE", about / "copyright")
        with (about / "copyright").open("a", encoding="utf-8") as file:
            file.write(f"\nThe parts that come with it, and the texts of their licences: /usr/lib/{NAME}/NOTICES.md\n")
        _compressed((environment.ROOT / "CHANGELOG.md").read_bytes(), about / "changelog.gz")
        page = manual(stamp, bundle / "skinseg").encode()
        for program in PROGRAMS:
            _compressed(page, share / "man" / "man1" / f"{program}.1.gz")
        control = root / "DEBIAN" / "control"
        control.parent.mkdir()
        size = sum(p.lstat().st_size for p in root.rglob("*") if p.is_file() and not p.is_symlink()) // 1024
        control.write_text(
            f"Package: {name}\nVersion: {stamp.version}\nArchitecture: {machine}\nSection: science\n"
            f"Priority: optional\nInstalled-Size: {size}\n"
            f"Maintainer: {maintainer()}\n"
            f"Depends: {', '.join(dependencies(bundle))}\n"
            + (f"Conflicts: {NAME}\nProvides: {NAME}\n" if name != NAME else "")
            + "Description: lesion borders in dermoscopic photos\n"
            " A model draws the border of every lesion, a person corrects it by hand; masks,\n"
            " overlays and scores come out, and new models can be trained. Works offline.\n"
            " Research use only: not for diagnosis.\n",
            "utf-8",
        )
        for path in (root, *root.rglob("*")):
            if not path.is_symlink():
                if path.is_dir():
                    path.chmod(0o755)
                os.utime(path, (seconds, seconds))
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zzstd", f"-z{_STRENGTH}", "--build", str(root), str(made)],
            env={**os.environ, "SOURCE_DATE_EPOCH": str(seconds)},
            check=True,
            stdout=sys.stderr,
        )
    return made


def maintainer() -> str:
    """Who the project says it is by, as Debian writes it: name and address."""
    project = tomllib.loads((environment.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (author,) = project["authors"]
    return f"{author['name']} <{author.get('email', NO_ADDRESS)}>"


def dependencies(bundle: Path) -> list[str]:
    """The system's packages whose libraries the bundle's own are linked to, and the C library's least version."""
    binaries = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path)]
    own = {path.name for path in bundle.rglob("*")}
    needed: set[str] = set()
    least = (2, 0)
    for binary in binaries:
        said = _readelf(binary)
        needed |= set(re.findall(r"\(NEEDED\)\s+Shared library: \[([^\]]+)\]", said))
        least = max(least, *((int(a), int(b)) for a, b in re.findall(r"Name: GLIBC_(\d+)\.(\d+)", said)), (2, 0))
    packages = {package_of(path) for path in map(_library, sorted(needed - own)) if path is not None}
    return [f"libc6 (>= {least[0]}.{least[1]})", *sorted({*packages, *ALSO} - {"libc6"})]


def manual(stamp: Stamp, program: Path) -> str:
    """The manual page; its list of verbs is what the bundle's own program says."""
    said = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    verbs = re.findall(r"^  ([a-z-]+)  +(\S.*)$", said.partition("verbs:")[2].partition("\n\n")[0], re.MULTILINE)
    listed = "\n".join(f".TP\n.B {name}\n{summary}" for name, summary in verbs)
    page = (PACKAGING / "skinseg.1").read_text("utf-8")
    return page.replace("@DATE@", stamp.date[:10]).replace("@VERSION@", stamp.version).replace("@VERBS@", listed)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _readelf(binary: Path) -> str:
    command = ["readelf", "--wide", "--dynamic", "--version-info", str(binary)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@functools.cache
def _known_libraries() -> dict[str, Path]:
    said = subprocess.run(["/sbin/ldconfig", "--print-cache"], capture_output=True, text=True, check=True).stdout
    found: dict[str, Path] = {}
    for name, path in re.findall(r"^\t(\S+) \(libc6[^)]*64[^)]*\) => (\S+)$", said, re.MULTILINE):
        found.setdefault(name, Path(path))
    return found


def _library(name: str) -> Path | None:
    """Where the system has a library; None for one that it lacks, which then is not needed to run what was run here."""
    return _known_libraries().get(name)


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def _compressed(data: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(data, 9, mtime=0))


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)

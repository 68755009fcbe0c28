#!/usr/bin/env python3
"""Builds the program that needs no Python: one folder with two programs, and what is handed out of it.

  build.py                    dist/skinseg-desktop/: skinseg-desktop (the window) and skinseg (every verb)
  build.py --packages         also the archives: .tar.zst and .deb under Linux, .zip under Windows
  build.py --torch cuda       with the torch for NVIDIA's graphics cards
  build.py --twice            builds it again and compares every file
  build.py --trivial          also builds one that only imports the packages, and compares the sizes

The bundle is for the kind of system that builds it. What it is made from is pinned; the commit's date is the date of
all that is made. docs/packaging.md says what is in it and how large it is.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - for those who start it with an older one
    sys.stderr.write(
        "Skinseg Desktop needs Python 3.11 or newer; this is Python {}.{}.\n".format(*sys.version_info[:2])
    )
    sys.exit(2)

import argparse
import datetime
import hashlib
import json
import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import bundle_environment
import bundle_imports
import bundle_notices
import bundle_packages
import bundle_paths
import bundle_symbols
import bundle_trivial
import bundle_window
import environment
import system_packages
from bundle_notices import Stamp

SPEC = environment.ROOT / "build_scripts" / "skinseg.spec"
NAME = "skinseg-desktop"
#: What a person shall find without looking into the folder of the program's files.
ON_TOP = ("LICENSE", "NOTICES.md", "licences", "sbom.cdx.json")


class BuildFault(Exception):
    """The bundle cannot be made, or is not what it has to be; says why."""


def main(arguments: list[str]) -> int:
    """Builds, checks and packs; 0 when all is whole, 1 when the bundle is not right, 2 where none could be made."""
    parser = argparse.ArgumentParser(
        prog="build.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    root = environment.ROOT
    parser.add_argument("--torch", choices=("cpu", "cuda"), default="cpu", help="kind of torch (default: cpu)")
    environment.add_torch_index(parser)
    parser.add_argument("--out", type=Path, default=root / "dist", metavar="DIR", help="what is made (default: dist)")
    parser.add_argument(
        "--work", type=Path, default=root / "build", metavar="DIR", help="for environment and caches (default: build)"
    )
    parser.add_argument("--packages", action="store_true", help="also make the archives of this system")
    parser.add_argument("--twice", action="store_true", help="build again from nothing and compare every file")
    parser.add_argument("--trivial", action="store_true", help="compare with a bundle that imports the packages alone")
    own = parser.parse_args(arguments)
    out, work = own.out.absolute(), own.work.absolute()
    try:
        if sys.platform == "linux":
            # Its package has all that PyInstaller and this need to read and change libraries.
            system_packages.need_program("strip", environment.say)
        python = bundle_environment.make(own.torch, own.torch_index, work)
        stamp, seconds = stamp_of(root, own.torch)
        bundle = build(python, out, work / "first", stamp, seconds)
        if sys.platform == "linux":
            account(bundle)
            bundle_paths.check(bundle, bundle_paths.folders(python, root, out, work))
        missing = bundle_imports.missing(python, bundle, work / "imports")
        if missing:
            raise BuildFault("the source run imports what the bundle lacks: " + ", ".join(missing))
        if sys.platform != "darwin":
            program, window = (
                bundle / f"{name}{'.exe' * (sys.platform == 'win32')}" for name in bundle_packages.PROGRAMS
            )
            bundle_imports.walk(program, work / "walk")
            seen = bundle_window.run(program, [str(window)], work / "window")
            environment.say(f"The frozen window drew a border and closed ({'on a display' if seen else 'off screen'}).")
        environment.say(f"{bundle}: {size(bundle) / 1e6:.0f} MB, {len(hashes(bundle))} files")
        if own.trivial:
            beside(bundle, bundle_trivial.build(python, work / "trivial"))
        if own.twice:
            compare(hashes(bundle), hashes(build(python, work / "second" / "dist", work / "second", stamp, seconds)))
        if own.packages:
            for made in bundle_packages.pack(bundle, out, stamp, seconds):
                environment.say(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
    except environment.EnvironmentFault as fault:
        environment.say(f"build.py: {fault}")
        return 2
    except (BuildFault, bundle_imports.JourneyFault, bundle_paths.PathFault, subprocess.CalledProcessError) as fault:
        environment.say(f"build.py: {fault}")
        return 1
    except KeyboardInterrupt:
        environment.say("build.py: interrupted")
        return 130
    return 0


def stamp_of(root: Path, torch: str) -> tuple[Stamp, int]:
    """What is built, and the commit's time in seconds since 1970, which is the date of everything made."""
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    try:
        commit, seconds = said(root, "git", "log", "-1", "--format=%H %ct").split()
    except (OSError, subprocess.CalledProcessError) as error:
        raise environment.EnvironmentFault("git does not say which commit this is: build from a clone.") from error
    if said(root, "git", "status", "--porcelain").strip():
        commit += " with changes"
    date = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Stamp(version, commit, date, torch), int(seconds)


def build(python: Path, out: Path, work: Path, stamp: Stamp, seconds: int) -> Path:
    """Make the bundle in `out` from nothing and return its folder."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(out / NAME, ignore_errors=True)
    made = work / "made"
    made.mkdir(parents=True)
    variables = environment.child_environment() | {
        "SKINSEG_BUNDLE_MADE": str(made),
        "SKINSEG_BUNDLE_STAMP": json.dumps(vars(stamp)),
        "SOURCE_DATE_EPOCH": str(seconds),
        "PYTHONHASHSEED": "1",
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
    }
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(out), "--workpath", str(work / "pyinstaller"), str(SPEC)]
    environment.say("Building (some minutes)")
    subprocess.run(command, env=variables, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    bundle = out / NAME
    for name in ON_TOP:
        shutil.move(bundle / "_internal" / name, bundle / name)
    if sys.platform == "linux":
        bundle_symbols.strip(bundle)
        bundle_paths.blank(bundle, bundle_paths.folders(python, environment.ROOT, out, work))
    for path in (bundle, *bundle.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
            os.utime(path, (seconds, seconds))
    return bundle


def account(bundle: Path) -> None:
    """Raises BuildFault where the list of parts has not the very files of machine code that are there."""
    files = [
        path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink() and bundle_symbols.is_elf(path)
    ]
    there = {path.relative_to(bundle).as_posix() for path in files}
    listed = bundle_notices.accounted(bundle / "sbom.cdx.json")
    if differ := sorted(there ^ listed):
        raise BuildFault(
            f"{len(differ)} libraries are in the bundle or in its list of parts alone: {', '.join(differ)}"
        )
    environment.say(f"Each of {len(there)} libraries and programs is in the list of parts.")


def hashes(bundle: Path) -> dict[str, str]:
    """SHA-256 of each file by its path in the bundle; of a link, where it leads."""
    found = {}
    for path in sorted(bundle.rglob("*")):
        name = path.relative_to(bundle).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            with path.open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def compare(first: dict[str, str], second: dict[str, str]) -> None:
    """Raises BuildFault where two builds of one commit are not the same."""
    differ = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    if differ:
        raise BuildFault(f"{len(differ)} files of a second build are not the same: {', '.join(differ[:20])}")
    environment.say(f"A second build gives the same {len(first)} files.")


def beside(bundle: Path, trivial: Path) -> None:
    """Raises BuildFault where a bundle is larger than one of the same packages may be."""
    environment.say(bundle_trivial.table(bundle, trivial))
    times = size(bundle) / size(trivial)
    if times > bundle_trivial.LIMIT:
        raise BuildFault(f"it is {times:.2f} times as large as a bundle that only imports its packages")
    environment.say(f"{times:.2f} times the size of a bundle that only imports its packages.")


def size(bundle: Path) -> int:
    """Bytes of all files, links not followed."""
    return sum(path.lstat().st_size for path in bundle.rglob("*") if path.is_symlink() or path.is_file())


def said(folder: Path, *command: str) -> str:
    """What a program prints, started in `folder`."""
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

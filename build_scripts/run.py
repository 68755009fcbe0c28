"""Starts Skinseg Desktop from a checkout: makes the environment, then opens the window.

  run.py                              the window on the demo: twelve free photos with reference masks
  run.py FOLDER [--masks REF]         the window on your photos
  run.py --no-window [FOLDER ...]     masks, overlays, figures and Dice without a window; everything from FOLDER on goes
                                      to `skinseg predict`, whose help lists it

Where no window can be opened, it says why; the demo is then predicted without one. A second start
over the same results goes on where the first one ended.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - for those who start it with an older one
    sys.stderr.write(
        "Skinseg Desktop needs Python 3.11 or newer; this is Python {}.{}.\n".format(*sys.version_info[:2])
    )
    sys.exit(2)

import argparse
import hashlib
import subprocess
from pathlib import Path

import environment

DEMO = environment.ROOT / "resources" / "demo"
SAVED = "masks,overlays,figures"


def main(arguments: list[str]) -> int:
    """Makes the environment and runs the main job in it; the exit code is the job's, or 2 where it could not begin."""
    parser = argparse.ArgumentParser(
        prog="run.py",
        usage="run.py [-h] [--without-torch] [--torch-index URL] [--no-window] [-o OUT] [FOLDER ...]",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--without-torch",
        action="store_true",
        help="install no torch, now and at later starts: predicting and evaluating work, training and the import of "
        ".pth files do not (delete .venv to change your mind)",
    )
    environment.add_torch_index(parser)
    parser.add_argument(
        "--no-window", action="store_true", help="predict without opening the window, for example over SSH"
    )
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="OUT",
        help="folder for the results, made without the window (default: in your documents)",
    )
    own, passed = parser.parse_known_args(arguments)
    try:
        python = environment.make(environment.Wish(torch=not own.without_torch, torch_index=own.torch_index))
    except environment.EnvironmentFault as fault:
        environment.say(f"run.py: {fault}")
        return 2
    except KeyboardInterrupt:
        environment.say("run.py: interrupted; the next start completes the installation.")
        return 130
    # Results in files are what a folder for them asks for.
    if not (own.no_window or own.out):
        if passed or shows_windows(python):
            return open_window(python, passed)
        environment.say("Working without the window: predicting the demo.")
    theirs = bool(passed) and not passed[0].startswith("-")
    if "--masks" in passed and not theirs:
        environment.say("run.py: --masks goes with a folder of photos: run.py FOLDER --masks REFERENCES")
        return 2
    out = own.out or documents(python) / "Skinseg" / (name_of(Path(passed[0])) if theirs else "demo-results")
    job = ["predict", "--out", str(out), "--save", SAVED]
    if not theirs:
        job += ["--masks", str(DEMO / "masks"), str(DEMO / "photos")]
    return environment.hand_over(python, ["-m", "skinseg_desktop", *job, *passed])


def shows_windows(python: Path) -> bool:
    """Whether a window can be opened here; says why where it cannot."""
    ask = "import os, sys; from skinseg_desktop.window.display import check; check(os.environ)"
    answer = subprocess.run([python, "-c", ask], capture_output=True, text=True)
    if answer.returncode:
        environment.say(answer.stderr.strip().splitlines()[-1].rpartition("Error: ")[2])
    return not answer.returncode


def open_window(python: Path, passed: list[str]) -> int:
    """Opens the window, on a copy of the demo where nothing else is named."""
    if not passed:
        demo = documents(python) / "Skinseg" / "Demo"
        made = subprocess.call([python, "-m", "skinseg_desktop", "demo", str(demo)], stdout=sys.stderr)
        if made:
            return made
        passed = [str(demo / "photos"), "--masks", str(demo / "masks")]
    return environment.hand_over(python, ["-m", "skinseg_desktop", "gui", *passed])


def documents(python: Path) -> Path:
    """The user's folder for documents, as the environment's platformdirs finds it."""
    ask = "import platformdirs; print(platformdirs.user_documents_dir(), end='')"
    answer = subprocess.run([python, "-X", "utf8", "-c", ask], capture_output=True, encoding="utf-8", check=True)
    return Path(answer.stdout)


def name_of(folder: Path) -> str:
    """The name of a folder's results: its own, and a mark of where it lies, since many folders are called 'images'."""
    there = folder.expanduser().resolve()
    return f"{there.name}-{hashlib.sha256(str(there).encode('utf-8', 'surrogateescape')).hexdigest()[:6]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

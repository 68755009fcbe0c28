#!/usr/bin/env python3
"""Proves the .deb and the archive in a fresh Debian without Python, as a person who is not root. Run before a release.

  bundle_debian.py --deb FILE --archive FILE     makes the root with debootstrap, and removes it afterwards
  bundle_debian.py ... --root DIR                takes the root that is there, or makes it there and keeps it

Must be root. Needs debootstrap, zstd, Xvfb, openbox and xdotool here; in the root nothing is installed but the package,
so that a system library that it needs and does not ask for is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import environment

MIRROR = "http://deb.debian.org/debian"
DISPLAY = ":87"
USER = "someone"
HOME = Path("/home") / USER
TRAINED = ("--set", "epochs=1", "--set", "size=64", "--set", "batch=2", "--set", "start=scratch")
#: Seconds that one thing may take on a machine that is shared.
PATIENCE = 240


class DebianFault(Exception):
    """Something does not work in the fresh root; says what."""


class Root:
    """A Debian in a folder, and a person in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def command(self, *command: str, root: bool = False) -> list[str]:
        """The command line that runs a command in it: as the person, with nothing of this machine's variables."""
        who = [] if root else [f"--userspec={USER}:{USER}"]
        variables = [f"HOME={'/root' if root else HOME}", "PATH=/usr/bin:/bin:/usr/sbin:/sbin", "LANG=C.UTF-8"]
        variables += [f"DISPLAY={DISPLAY}", "DEBIAN_FRONTEND=noninteractive"]
        return ["chroot", *who, str(self.folder), "/usr/bin/env", "-i", "-C", str(HOME), *variables, *command]

    def run(self, *command: str, root: bool = False) -> str:
        """What a command says; raises DebianFault where it fails."""
        done = subprocess.run(
            self.command(*command, root=root), capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            raise DebianFault(f"{' '.join(command)} fails ({done.returncode}):\n{(done.stdout + done.stderr)[-2000:]}")
        return done.stdout


def main(arguments: list[str]) -> int:
    """Goes through both; 0 when all of it works."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--deb", type=Path, metavar="FILE", help="the package to prove")
    parser.add_argument("--archive", type=Path, metavar="FILE", help="the .tar.zst to prove")
    parser.add_argument("--root", type=Path, metavar="DIR", help="the root, kept (default: a new one, removed)")
    parser.add_argument("--suite", default="bookworm", help="Debian's release (default: bookworm)")
    parser.add_argument(
        "--mirror", default="http://deb.debian.org/debian", metavar="URL", help="where Debian comes from"
    )
    own = parser.parse_args(arguments)
    try:
        with contextlib.ExitStack() as stack:
            folder = own.root or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="skinseg-debian-")))
            root = Root(folder.absolute())
            make(root.folder, own.suite, own.mirror)
            stack.enter_context(mounted(root.folder))
            stack.enter_context(display())
            if own.deb:
                prove_deb(root, own.deb)
            if own.archive:
                prove_archive(root, own.archive)
    except (DebianFault, subprocess.CalledProcessError) as fault:
        environment.say(f"bundle_debian.py: {fault}")
        return 1
    return 0


def make(folder: Path, suite: str, mirror: str) -> None:
    """Make the root where it is not there yet, with a person in it and without Python."""
    if not (folder / "etc" / "debian_version").exists():
        environment.say("Making a fresh Debian")
        subprocess.run(
            ["debootstrap", "--variant=minbase", suite, str(folder), mirror], check=True, stdout=subprocess.DEVNULL
        )
    # A temporary folder is its owner's alone, and the person in it is somebody else.
    folder.chmod(0o755)
    if not (folder / str(HOME)[1:]).exists():
        subprocess.run(["chroot", str(folder), "useradd", "--create-home", USER], check=True)
    if any((folder / "usr" / "bin").glob("python*")):
        raise DebianFault(f"There is a Python in {folder}: take another root.")


@contextlib.contextmanager
def mounted(folder: Path) -> Iterator[None]:
    """The system's own folders, and the display's socket, in the root."""
    (folder / "tmp" / ".X11-unix").mkdir(parents=True, exist_ok=True)
    Path("/tmp/.X11-unix").mkdir(exist_ok=True)
    wanted = [
        (["-t", "proc", "proc"], "proc"),
        (["-t", "tmpfs", "tmpfs"], "dev/shm"),
        (["--bind", "/tmp/.X11-unix"], "tmp/.X11-unix"),
    ]
    done: list[Path] = []
    try:
        for how, where in wanted:
            subprocess.run(["mount", *how, str(folder / where)], check=True)
            done.append(folder / where)
        yield
    finally:
        for path in reversed(done):
            subprocess.run(["umount", "--lazy", str(path)], check=False)


@contextlib.contextmanager
def display() -> Iterator[None]:
    """A screen of its own with a window manager."""
    own = {**os.environ, "DISPLAY": DISPLAY}
    with contextlib.ExitStack() as stack:
        for command in (["Xvfb", DISPLAY, "-ac", "-screen", "0", "1366x768x24"], ["openbox"]):
            process = stack.enter_context(
                subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
            stack.callback(process.terminate)
            time.sleep(2)
        yield


def prove_deb(root: Root, package: Path) -> None:
    """Install, use and remove the package."""
    shutil.copy(package, root.folder / "tmp" / "it.deb")
    root.run("apt-get", "update", root=True)
    root.run("apt-get", "install", "--yes", "--no-install-recommends", "/tmp/it.deb", root=True)
    environment.say("The package is installed")
    root.run("test", "-e", "/usr/share/applications/skinseg-desktop.desktop")
    use(root, "/usr/bin", HOME / "deb")
    name = root.run("dpkg-deb", "--field", "/tmp/it.deb", "Package").strip()
    root.run("apt-get", "purge", "--yes", name, root=True)
    left = [str(path) for path in root.folder.glob("usr/**/*skinseg*")]
    if left:
        raise DebianFault(f"Removed, it leaves {', '.join(left[:5])}.")
    root.run("test", "-e", str(HOME / "deb" / "demo" / "photos-skinseg" / "project.sqlite"))
    environment.say("The package is removed; the work is still there")


def prove_archive(root: Root, archive: Path) -> None:
    """Unpack the archive into a folder with a name that is hard to quote, and use it."""
    home = root.folder / str(HOME)[1:] / "Läsionen & Test"
    home.mkdir()
    subprocess.run(["tar", "--zstd", "-xf", str(archive), "-C", str(home)], check=True)
    subprocess.run(["chroot", str(root.folder), "chown", "-R", f"{USER}:{USER}", str(HOME)], check=True)
    use(root, str(HOME / "Läsionen & Test" / "skinseg-desktop"), HOME / "Läsionen & Test" / "Fotos")
    shutil.rmtree(home)
    environment.say("The archive works in a folder with a name that is hard to quote")


def use(root: Root, programs: str, folder: Path) -> None:
    """What people do: self-test, predict, paint, a kill and its recovery, train, evaluate, export."""
    skinseg = f"{programs}/skinseg"
    demo = folder / "demo"
    root.run("rm", "-rf", str(folder))
    root.run("mkdir", "-p", str(folder))
    root.run(skinseg, "demo", str(demo))
    root.run(skinseg, "predict", str(demo / "photos"), "-o", str(folder / "out"), "--masks", str(demo / "masks"))
    root.run(skinseg, "evaluate", "--masks", str(demo / "masks"), "--predictions", str(folder / "out" / "masks"))
    environment.say("predict, evaluate: done")
    window(root, f"{programs}/skinseg-desktop", demo / "photos")
    edited = states(root, skinseg, demo / "photos").count("edited")
    if not edited:
        raise DebianFault("A stroke was painted in the window, and is not in the project after a kill.")
    window(root, f"{programs}/skinseg-desktop", demo / "photos", paint=False)
    if states(root, skinseg, demo / "photos").count("edited") != edited:
        raise DebianFault("The window, opened again after a kill, has lost the stroke.")
    environment.say("window, paint, kill, recover: done")
    root.run(skinseg, "export", str(demo / "photos"), "-o", str(folder / "exported"), "--status", "all")
    root.run(skinseg, "train", "--data", str(demo), "--out", str(folder / "run"), *TRAINED)
    environment.say("export, train: done")
    environment.say(root.run(skinseg, "self-test"))


def states(root: Root, skinseg: str, photos: Path) -> list[str]:
    """The status of each photo of a project."""
    said = json.loads(root.run(skinseg, "project", "show", str(photos), "--json", "-"))
    return [str(photo["status"]) for photo in said["photos"]]


def window(root: Root, program: str, photos: Path, paint: bool = True) -> None:
    """Open the window on the photos, predict the folder, paint a stroke, and kill it with no warning."""
    process = subprocess.Popen(
        root.command(program, str(photos)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        found = waited(lambda: xdotool("search", "--onlyvisible", "--name", "Skinseg Desktop").split(), "the window")
        xdotool("windowsize", found[-1], "1300", "720")
        xdotool("windowmove", found[-1], "20", "20")
        xdotool("windowactivate", "--sync", found[-1])
        time.sleep(8)
        if paint:
            xdotool("key", "ctrl+p")
            time.sleep(20)
            # From corner to corner of the photo: no lesion fills both.
            xdotool("mousemove", "400", "200", "mousedown", "1")
            for step in range(1, 11):
                xdotool("mousemove", str(400 + 55 * step), str(200 + 38 * step))
            xdotool("mouseup", "1")
            time.sleep(6)
        if process.poll() is not None:
            raise DebianFault(f"The window has gone by itself ({process.returncode}).")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def waited(ask: Callable[[], list[str]], what: str) -> list[str]:
    """Ask again and again until there is an answer."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if answer := ask():
            return answer
        time.sleep(0.5)
    raise DebianFault(f"{what} does not come within {PATIENCE} s.")


def xdotool(*arguments: str) -> str:
    """What xdotool says; nothing where it finds nothing."""
    own = {**os.environ, "DISPLAY": DISPLAY}
    return subprocess.run(["xdotool", *arguments], env=own, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

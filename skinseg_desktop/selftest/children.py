"""Children of a self-test: a verb of this program in a process of its own that never outlives the check."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from skinseg_desktop.core.child import command
from skinseg_desktop.core.errors import UserError, os_reason
from skinseg_desktop.selftest.bench import Bench

#: Longer than this no child takes on any computer that is of use.
PATIENCE = 900.0
INSTALL_AGAIN = "Install the program again."
#: How a sentence of the command line begins.
_OWN_WORDS = "skinseg: "
_OWN_GROUP = 0x200  # CREATE_NEW_PROCESS_GROUP


@contextlib.contextmanager
def started(bench: Bench, verb: str, arguments: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A child, killed at the end of the block; its stdout is piped, what it complains of goes to ``complaints``.

    It has a group of its own, since Ctrl+C is not meant for it. Raises UserError where it cannot be started.
    """
    with _complaints(bench).open("wb") as complaints:
        try:
            child = subprocess.Popen(
                command(verb, arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=dict(bench.environment),
                start_new_session=sys.platform != "win32",
                creationflags=_OWN_GROUP if sys.platform == "win32" else 0,
            )
        except OSError as error:
            raise UserError(f"skinseg {verb} cannot be started: {os_reason(error)}.", INSTALL_AGAIN) from error
        with child:
            try:
                yield child
            finally:
                child.kill()
                # A pipe that is still full would be waited for.
                for pipe in (child.stdin, child.stdout):
                    if pipe is not None:
                        with contextlib.suppress(OSError):
                            pipe.close()


def answer(bench: Bench, verb: str, arguments: Sequence[str]) -> str:
    """What a child printed. Raises UserError where it does not start, takes too long, or does not end with 0."""
    with started(bench, verb, arguments) as child:
        try:
            # Its stdin stays open: a training of this program ends with whoever holds that.
            output = _communicate(child)
        except subprocess.TimeoutExpired:
            raise UserError(f"skinseg {verb} did not end in {PATIENCE:.0f} s.", INSTALL_AGAIN) from None
        if child.returncode:
            raise UserError(f"skinseg {verb} ended with {child.returncode}: {last_words(bench)}", INSTALL_AGAIN)
    return output.decode("utf-8", "replace")


def told(bench: Bench, part: str) -> dict[str, Any]:
    """The answer of a part of the self-test (``skinseg self-test --part``). Raises UserError."""
    output = answer(bench, "self-test", ["--part", part])
    try:
        return dict(json.loads(output))
    except ValueError as error:
        raise UserError(f"skinseg self-test --part {part} answered {output[:80]!r}.", INSTALL_AGAIN) from error


def last_words(bench: Bench) -> str:
    """What the last child complained of at its end: the program's own last sentence, which a hint may follow."""
    lines = _complaints(bench).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    own = [line.removeprefix(_OWN_WORDS) for line in lines if line.startswith(_OWN_WORDS)]
    return (own or lines or ["it said nothing."])[-1].strip()


def _communicate(child: subprocess.Popen[bytes]) -> bytes:
    # communicate() closes the stdin that it knows of.
    held, child.stdin = child.stdin, None
    try:
        return child.communicate(timeout=PATIENCE)[0]
    finally:
        child.stdin = held


def _complaints(bench: Bench) -> Path:
    return bench.folder / "complaints.txt"

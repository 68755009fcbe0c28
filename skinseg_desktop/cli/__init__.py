"""The command line: one file a verb, parsing and printing, nothing else.

``VERBS`` is the table; reading it imports no verb, so that ``skinseg --help`` answers at once. Exit codes: 0 done,
1 a bug (with a crash report on disk) or a self-test that failed, 2 something the user can mend, 130 interrupted (what
is finished is kept).
"""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Protocol, cast

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, portable_note, version

__all__ = ["VERBS", "Verb", "main", "parser_of", "top_parser"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A line of the table: what is typed, what it does in one sentence, the module that does it."""

    name: str
    summary: str
    module: str


class VerbModule(Protocol):
    """What a verb's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the verb's arguments."""

    def run(self, options: argparse.Namespace) -> int:
        """Do the work and return the exit code; raise UserError for what the user can mend."""


VERBS: dict[str, Verb] = {
    v.name: v
    for v in (
        Verb("gui", "Open the window: browse a folder, correct masks, accept and export them.", "gui"),
        Verb("predict", "Draw every lesion in photos: masks, overlays, probabilities, figures.", "predict"),
        Verb("evaluate", "Score masks, or a model, against reference masks.", "evaluate"),
        Verb("compare", "Put two or more models side by side on the same photos.", "compare"),
        Verb("export", "Write the masks of a project as files: masks, overlays, figures, a table.", "export"),
        Verb("project", "Show a project, import masks into it, accept or reject, predict what is left.", "project"),
        Verb("train", "Train a model from photos and masks, or from a project's corrected masks.", "train"),
        Verb("runs", "List trainings, show one, draw its curves, pause or stop it.", "runs"),
        Verb("tune", "Search for a better recipe: many trainings on one split, on validation photos only.", "tune"),
        Verb("models", "List, show, import and verify models.", "models"),
        Verb("demo", "Copy the demo photos and their reference masks, or make synthetic ones.", "demo"),
        Verb("split", "Split photos into training, validation and test, by lesion and look-alike.", "split"),
        Verb("audit", "Look for lesions and look-alikes that two parts of a split share.", "audit"),
        Verb("self-test", "Prove an installation on the demo: predict, train, evaluate, export.", "self_test"),
    )
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line, without the program's name, and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _prepare_streams()
    interrupted: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        interrupted.append(number)
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except UserError as error:
        print(f"skinseg: {error.what}" + (f"\n         {error.hint}" if error.hint else ""), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _say_interrupted(arguments)
    except BrokenPipeError:
        # The reader of our output went away (``| head``): nothing is wrong, and nothing more can be said to it.
        _silence_stdout()
        return 0
    except Exception as error:
        if interrupted:
            # A package that is interrupted while it is imported makes another error of it.
            return _say_interrupted(arguments)
        if isinstance(error, OSError) and error.errno in _STREAM_FAULTS and error.filename is None:
            _silence_stdout()
            print(f"skinseg: The result cannot be printed: {(error.strerror or '').lower()}.", file=sys.stderr)
            return 2
        from skinseg_desktop.core.crash import write_report

        where = write_report(arguments)
        print(
            f"skinseg: this is a bug in the program, and we are sorry. The report is in {where};\n"
            "         finished files are whole, and no photo or mask of yours was changed.",
            file=sys.stderr,
        )
        return 1


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in VERBS:
        top_parser().parse_args(arguments or ["--help"])
        return 0
    parser, module = parser_of(arguments[0])
    if note := portable_note():
        print(f"skinseg: {note}", file=sys.stderr)
    options = parser.parse_args(arguments[1:])
    _look_at_working_folder()
    return module.run(options)


def _look_at_working_folder() -> None:
    """Refuse to work where no path can be told from the root on. Raises UserError."""
    try:
        Path.cwd()
    except OSError as error:
        raise UserError("The folder that you are in is gone.", "Change to another folder, and say it again.") from error


#: What a full disk, a closed stream or a dead terminal answer when something is printed.
_STREAM_FAULTS = {errno.ENOSPC, errno.EIO, errno.EBADF, errno.EDQUOT}


def _prepare_streams() -> None:
    """Make printing safe: a closed stream prints nowhere, and a name that is no text is printed with escapes."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for the whole process
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _silence_stdout() -> None:
    """Let nothing more be said on a stdout that does not work, not even when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _say_interrupted(arguments: list[str]) -> int:
    after = "what is finished is kept, and the same command goes on from there"
    if arguments[:1] != ["predict"]:
        after = "nothing half-written is left; run it again"
    print(f"\nskinseg: interrupted; {after}.", file=sys.stderr)
    return 130


def parser_of(name: str) -> tuple[argparse.ArgumentParser, VerbModule]:
    """The parser and the module of one verb."""
    verb = VERBS[name]
    module = cast(VerbModule, importlib.import_module(f"{__name__}.{verb.module}"))
    parser = argparse.ArgumentParser(prog=f"skinseg {name}", description=verb.summary, epilog=RESEARCH_USE_ONLY)
    module.add_arguments(parser)
    return parser, module


def top_parser() -> argparse.ArgumentParser:
    """The parser of ``skinseg`` itself: it knows the verbs by name only."""
    width = max(map(len, VERBS))
    verbs = "\n".join(f"  {v.name:<{width}}  {v.summary}" for v in VERBS.values())
    parser = argparse.ArgumentParser(
        prog="skinseg",
        usage="skinseg VERB ... | skinseg --help | skinseg --version",
        description=(
            f"Lesion borders in dermoscopic photos.\n\nverbs:\n{verbs}\n\n'skinseg VERB --help' explains one verb."
        ),
        epilog=RESEARCH_USE_ONLY,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("verb", choices=tuple(VERBS), metavar="VERB", help=argparse.SUPPRESS)
    parser.add_argument("--version", action="version", version=f"skinseg {version()}")
    return parser

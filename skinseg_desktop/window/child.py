"""The only place where processes are made: a verb of this program as a child, and how it ended as one value."""

from __future__ import annotations

import contextlib
import enum
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess

from skinseg_desktop.core.child import command
from skinseg_desktop.core.errors import OutputError, os_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

#: CREATE_NO_WINDOW, CREATE_NEW_PROCESS_GROUP and BELOW_NORMAL_PRIORITY_CLASS.
_WINDOWS_FLAGS = 0x08004200


class End(enum.Enum):
    """How a child ended."""

    SUCCESS = "success"
    MENDABLE = "mendable"  # exit code 2: its last words say what to do
    FAILED = "failed"
    CRASHED = "crashed"
    NOT_STARTED = "not started"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A child's end, what it printed, and the last of what it complained."""

    end: End
    output: str
    complaint: str


class Child(QObject):
    """One run of a verb; ``ended`` is called once with its Outcome, on the window's thread."""

    def __init__(
        self, verb: str, arguments: Sequence[str], ended: Callable[[Outcome], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ended = ended
        self._stopped = self._told = False
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._error)
        program, *rest = command(verb, arguments)
        self._process.start(program, rest)

    def stop(self) -> None:
        """End it; what it was writing is whole or not there."""
        self._stopped = True
        self._process.terminate()
        if not self._process.waitForFinished(1000):
            self._process.kill()
            self._process.waitForFinished(1000)

    def _error(self, error: QProcess.ProcessError) -> None:
        # A crash arrives again as the end of the process: one fault, one message.
        if error == QProcess.ProcessError.FailedToStart:
            self._tell(End.NOT_STARTED)

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._stopped:
            self._tell(End.STOPPED)
        elif status == QProcess.ExitStatus.CrashExit:
            self._tell(End.CRASHED)
        else:
            self._tell(_end(code))

    def _tell(self, end: End) -> None:
        if self._told:
            return
        self._told = True
        output = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        complaint = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        self._ended(Outcome(end, output, complaint or self._process.errorString()))


class Lasting:
    """One run of a verb that may outlive this program, which Qt's processes cannot: it is asked whether it has ended.

    Such a verb ends when its stdin closes, as that does with this program, unless ``let_go`` was called before. What it
    prints is added to a file. Raises OutputError where it cannot be started.
    """

    def __init__(self, verb: str, arguments: Sequence[str], console: Path) -> None:
        try:
            with console.open("ab") as printed:
                # A group of its own: Ctrl+C in the terminal of this program is not meant for it.
                self._process: subprocess.Popen[bytes] = subprocess.Popen(
                    command(verb, arguments),
                    stdin=subprocess.PIPE,
                    stdout=printed,
                    stderr=subprocess.STDOUT,
                    start_new_session=sys.platform != "win32",
                    creationflags=_WINDOWS_FLAGS if sys.platform == "win32" else 0,
                )
        except OSError as error:
            raise OutputError(f"skinseg {verb} cannot be started: {os_reason(error)}.", "Try again.") from error

    def ended(self) -> End | None:
        """How it ended, None while it runs."""
        code = self._process.poll()
        if code is None:
            return None
        self._detach()
        return End.CRASHED if code < 0 else _end(code)

    def let_go(self) -> None:
        """Let it go on when this program ends; nothing is known of it afterwards."""
        self._detach()
        # It is nobody's child any more: the interpreter need not warn that it still runs.
        self._process.returncode = 0

    def interrupt(self) -> None:
        """Ask it to write what it has and to end; it does so also when this program is gone before."""
        self._detach()
        self._process.terminate()

    def leave(self) -> None:
        """Interrupt it, and go without waiting for its end."""
        self.interrupt()
        self._process.returncode = 0

    def _detach(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(b"detach\n")
            self._process.stdin.close()


def sentence_of(complaint: str) -> str:
    """The sentence with which a verb ended, and its hint; nothing where it said none."""
    _, _, last = f"\n{complaint}".rpartition("\nskinseg:")
    return " ".join(last.split()) if f"\n{complaint}" != last else ""


def _end(code: int) -> End:
    return {0: End.SUCCESS, 2: End.MENDABLE}.get(code, End.FAILED)

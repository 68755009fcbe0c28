"""The only place where processes are made: a verb of this program as a child, and how it ended as one value."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess

from skinseg_desktop.core.child import command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


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
            self._tell({0: End.SUCCESS, 2: End.MENDABLE}.get(code, End.FAILED))

    def _tell(self, end: End) -> None:
        if self._told:
            return
        self._told = True
        output = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        complaint = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        self._ended(Outcome(end, output, complaint or self._process.errorString()))

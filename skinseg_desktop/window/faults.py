"""What happens when the program is wrong: a report on disk, a message that work is safe, and the window goes on."""

from __future__ import annotations

import faulthandler
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from skinseg_desktop.core.crash import write_report

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

#: Reports of one run; a fault in each repaint must not fill the disk.
MOST_REPORTS = 20
_MessageHandler = Callable[[QtMsgType, QMessageLogContext, str], object]


class Faults(QObject):
    """Hears every exception that nobody caught, from slots and threads alike, and what Qt complains about."""

    #: Path of a report that was written, in words.
    reported = Signal(str)
    _heard = Signal(object)

    def __init__(self, arguments: Sequence[str], window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("faults")
        self._arguments = list(arguments)
        self._window = window
        self._seen: set[tuple[str, str, int]] = set()
        self._lines: deque[str] = deque(maxlen=50)
        self._before: tuple[object, object, object] | None = None
        self._heard.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hear from now on."""
        if not faulthandler.is_enabled() and sys.stderr is not None and hasattr(sys.stderr, "fileno"):
            _enable_faulthandler()
        before = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self._exception, self._thread_exception
        self._before = (*before, qInstallMessageHandler(self._message))

    def uninstall(self) -> None:
        """Hear no more; whoever heard before hears again."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, handler = self._before  # type: ignore[assignment]
            qInstallMessageHandler(handler)  # type: ignore[arg-type]
            self._before = None

    def report(self, error: BaseException) -> None:
        """Report a fault that somebody caught and cannot mend; from any thread."""
        self._heard.emit(error)

    def _exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        sys.__excepthook__(kind, error, trace)
        self.report(error)

    def _thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            threading.__excepthook__(arguments)
            self.report(arguments.exc_value)

    def _message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        self._lines.append(f"Qt: {text}")
        before = self._before[2] if self._before else None
        if callable(before):
            before(kind, context, text)
        elif sys.stderr is not None:
            sys.stderr.write(f"skinseg: {text}\n")
        if kind == QtMsgType.QtFatalMsg:
            # Qt ends the process as soon as this returns.
            write_report(self._arguments, RuntimeError(text), tuple(self._lines))

    def _report(self, error: BaseException) -> None:
        where = _place(error)
        if where in self._seen or len(self._seen) >= MOST_REPORTS:
            return
        self._seen.add(where)
        path = str(write_report(self._arguments, error, tuple(self._lines)))
        # Imported here because most runs never need it.
        from skinseg_desktop.window.dialogs.crash import CrashDialog

        dialog = self._window.findChild(CrashDialog) or CrashDialog(self._window)
        dialog.tell(error, path)
        self.reported.emit(path)


def _place(error: BaseException) -> tuple[str, str, int]:
    """What makes two faults the same: kind, and the line that raised it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__, str(error), 0
    return type(error).__name__, trace.tb_frame.f_code.co_filename, trace.tb_lineno


def _enable_faulthandler() -> None:
    try:
        faulthandler.enable()
    except (OSError, ValueError):  # a stream without a file, as under pytest or without a console
        return

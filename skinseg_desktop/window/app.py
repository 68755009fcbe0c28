"""The window from a command line: everything that is set before it is made, and the event loop."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

from skinseg_desktop.store.settings import Settings
from skinseg_desktop.window import language
from skinseg_desktop.window.application import application
from skinseg_desktop.window.arguments import parser
from skinseg_desktop.window.faults import Faults
from skinseg_desktop.window.main_window import MainWindow
from skinseg_desktop.window.painted import Painted
from skinseg_desktop.window.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

#: How long a thread may keep the interpreter from the window, in seconds: a brush waits for nobody.
SWITCH_INTERVAL = 0.0005


def create(argv: Sequence[str]) -> tuple[QApplication, MainWindow]:
    """Make the window of a command line (the program's name first) without entering the event loop.

    The window is not shown yet. An application that is there already is used. Raises UserError where no window can be
    shown.
    """
    options = parser().parse_args(list(argv[1:]))
    sys.setswitchinterval(SWITCH_INTERVAL)
    settings = Settings.load()
    running = application(argv[0])
    language.install(running, str(settings.get("language")))
    Theme.of(running).choose(str(settings.get("theme")))
    window = MainWindow(settings, options.folder, options.masks)
    Faults(argv, window).install()
    return running, window


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window and stay until it is closed; ``argv`` with the program's name first. The exit code."""
    # What a start makes stays: looking for garbage in it only takes time.
    gc.disable()
    running, window = create(sys.argv if argv is None else argv)
    _close_on_signals(window)
    Painted(window).over.connect(_collect_again)
    window.show()
    code = running.exec()
    window.deleteLater()
    return code


def _collect_again() -> None:
    """Look for garbage from now on, but not in what the start made: a pause for that would be seen in a stroke."""
    gc.freeze()
    gc.enable()


def _close_on_signals(window: MainWindow) -> None:
    """Close the window on Ctrl+C and on SIGTERM: Python hears signals between its own steps, and Qt has none."""
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setblocking(False)
    signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, window)

    def close() -> None:
        ours.recv(64)
        window.close()

    notifier.activated.connect(close)
    # The sockets live as long as the notifier that looks at them.
    keeper = QObject(window)
    keeper.destroyed.connect(lambda *_, kept=(ours, theirs): [end.close() for end in kept])

"""The one QApplication: what has to be set before Qt begins, and who this program is."""

from __future__ import annotations

import contextlib
import locale
import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from skinseg_desktop.window.display import checked
from skinseg_desktop.window.icons import application_icon


def application(name: str) -> QApplication:
    """The application, made at the first call. Raises UserError where no window can be shown."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    # Linux desktops find the program's icon and name by this.
    QGuiApplication.setDesktopFileName("skinseg-desktop")
    with checked(os.environ):
        made = QApplication([name])
    _plain_letters()
    made.setApplicationName("skinseg-desktop")
    made.setApplicationDisplayName("Skinseg Desktop")
    made.setOrganizationName("Skinseg")
    made.setWindowIcon(application_icon())
    return made


def _plain_letters() -> None:
    """Let PySide find the names of its own properties.

    It asks the system for their capitals, and in Turkish that of i has a dot: then there is no ``interval``. Languages
    and numbers are Qt's and Python's, and do not go by this.
    """
    if locale.setlocale(locale.LC_CTYPE).startswith(("tr", "az")):
        for name in ("C.UTF-8", "UTF-8"):  # on Linux, on macOS
            with contextlib.suppress(locale.Error):
                locale.setlocale(locale.LC_CTYPE, name)
                return

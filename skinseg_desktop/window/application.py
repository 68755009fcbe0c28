"""The one QApplication: what has to be set before Qt begins, and who this program is."""

from __future__ import annotations

import contextlib
import locale
import os
import sys

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
    if sys.platform == "linux":
        _utf8_letters()
    with checked(os.environ):
        made = QApplication([name])
    _plain_letters()
    made.setApplicationName("skinseg-desktop")
    made.setApplicationDisplayName("Skinseg Desktop")
    made.setOrganizationName("Skinseg")
    made.setWindowIcon(application_icon())
    return made


def _utf8_letters() -> None:
    """Where the letters are not UTF-8 (``LC_ALL=C``), take C.UTF-8, as Qt does by itself with four lines of complaint.

    The language stays.
    """
    letters = locale.setlocale(locale.LC_CTYPE)
    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")
    if locale.nl_langinfo(locale.CODESET).upper() not in ("UTF-8", "UTF8"):
        with contextlib.suppress(locale.Error):
            letters = locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
            if everything := os.environ.get("LC_ALL"):
                for name in [name for name in os.environ if name.startswith("LC_")]:
                    del os.environ[name]
                os.environ["LANG"] = everything
            os.environ["LC_CTYPE"] = "C.UTF-8"
    locale.setlocale(locale.LC_CTYPE, letters)


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

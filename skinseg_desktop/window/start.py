"""Starting the window: makes sure that Qt can be loaded and shown here before it is, and else says what to type.

Importing this module loads no Qt.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from skinseg_desktop.core.child import command
from skinseg_desktop.core.crash import write_report
from skinseg_desktop.core.errors import UserError, os_reason
from skinseg_desktop.window.arguments import parser
from skinseg_desktop.window.display import check, library_error

if TYPE_CHECKING:
    from collections.abc import Sequence

_SELF_TEST = "--self-test"


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and stay until it is closed; ``argv`` without the program's name. The exit code.

    2 where there is no display or a library of the system is missing: one sentence on stderr says what to type.
    1 where the window cannot be made because of a bug, with a report on disk. With ``--self-test`` no window is
    opened: the other arguments are those of ``skinseg self-test``, and so is the exit code.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if _SELF_TEST in arguments:
        return _self_test([argument for argument in arguments if argument != _SELF_TEST])
    known = parser()
    known.add_argument(_SELF_TEST, action="store_true", help="prove this installation, as `skinseg self-test` does")
    known.parse_args(arguments)
    try:
        check(os.environ)
        try:
            from skinseg_desktop.window import app
        except ImportError as error:
            raise library_error(str(error)) from error
        return app.main(["skinseg-desktop", *arguments])
    except UserError as error:
        sys.stderr.write(f"skinseg: {error}\n")
        return 2
    except Exception:
        report = write_report(["gui", *arguments])
        sys.stderr.write(f"skinseg: this is a bug in the program, and we are sorry. The report is in {report}.\n")
        return 1


def look() -> dict[str, object]:
    """Load Qt as the window does, and tell its version, the platform it took, and whether there is a display.

    Without one it is loaded for off screen. Raises UserError where the window could not be opened.
    """
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    display = not sys.platform.startswith("linux") or any(os.environ.get(name) for name in displays)
    if not display:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    check(os.environ)
    try:
        from PySide6.QtCore import qVersion
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        raise library_error(str(error)) from error
    application = QApplication(["skinseg-desktop"])
    return {"qt": qVersion(), "platform": application.platformName(), "display": display}


def _self_test(arguments: Sequence[str]) -> int:
    """In a child: it loads what this process never shall."""
    try:
        with subprocess.Popen(command("self-test", arguments)) as child:
            while True:
                try:
                    return child.wait()
                except KeyboardInterrupt:
                    continue  # it was told too, and clears up
    except OSError as error:
        sys.stderr.write(f"skinseg: The self-test cannot be started: {os_reason(error)}. Install the program again.\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())

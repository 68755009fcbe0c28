"""Starting the window: makes sure that Qt can be loaded and shown here before it is, and else says what to type.

Importing this module loads no Qt.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from skinseg_desktop.core.crash import write_report
from skinseg_desktop.core.errors import UserError
from skinseg_desktop.window.arguments import parser
from skinseg_desktop.window.display import check, library_error

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and stay until it is closed; ``argv`` without the program's name. The exit code.

    2 where there is no display or a library of the system is missing: one sentence on stderr says what to type.
    1 where the window cannot be made because of a bug, with a report on disk.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser().parse_args(arguments)
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


if __name__ == "__main__":
    sys.exit(main())

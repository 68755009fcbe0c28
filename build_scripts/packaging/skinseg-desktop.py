"""The window's program of a bundle."""

import multiprocessing
import sys
from pathlib import Path

from skinseg_desktop.window.start import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    for name in ("stdout", "stderr"):
        # Under Windows a program without a console has no streams at all.
        if getattr(sys, name) is None:
            setattr(sys, name, Path("NUL").open("w", encoding="utf-8"))  # noqa: SIM115 - for the whole process
    sys.exit(main())

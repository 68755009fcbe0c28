"""The console program of a bundle: every verb."""

import multiprocessing
import sys

from skinseg_desktop.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())

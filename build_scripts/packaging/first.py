"""Runs first in both programs of a bundle."""

import os
import sys
import warnings

if sys.platform == "linux":
    # The loader has read the path of this bundle's libraries by now. What this program starts is to find the system's:
    # the file manager, a browser. A program of this bundle finds its own again, as one that is started afresh.
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"

# torch looks for its own text, which a bundle has not, and does without it.
warnings.filterwarnings("ignore", "Unable to retrieve source for @torch.jit")

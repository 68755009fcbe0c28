"""Runs first in both programs of a bundle."""

import contextlib
import locale
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

    # Where the letters are not UTF-8 (LANG=C), Qt takes C.UTF-8 by itself and complains of it. Python from its source
    # does this before (PEP 538), frozen it does not. The language stays.
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

# torch looks for its own text, which a bundle has not, and does without it.
warnings.filterwarnings("ignore", "Unable to retrieve source for @torch.jit")

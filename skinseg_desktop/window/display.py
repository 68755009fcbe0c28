"""Whether a window can be shown here: a display that answers, and the system's libraries that Qt needs.

Qt ends the process when its platform plug-in cannot be loaded, so this is looked at before. Importing this module loads
no Qt.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import re
import shutil
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from skinseg_desktop.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def check(environment: Mapping[str, str]) -> None:
    """Raise a UserError where no window can be shown: no display, or a library is missing (Linux only)."""
    with checked(environment):
        pass


@contextlib.contextmanager
def checked(environment: Mapping[str, str]) -> Iterator[None]:
    """``check``, with the display kept open inside, where Qt shall open it.

    An X server begins anew when its last program leaves it, and refuses who comes meanwhile: that would be Qt, on a
    display without a window manager.
    """
    with contextlib.ExitStack() as stack:
        if _is_x(environment):
            if not environment.get("DISPLAY"):
                raise UserError(
                    "There is no display to open a window on.", "Set DISPLAY, or use the command line: skinseg --help."
                )
            plugin = _plugin()
            if plugin is not None and not _loads(str(plugin)):
                missing = [name for name in LIBRARIES if not _loads(name)]
                raise _missing(missing or [_unnamed(plugin)])
            if not stack.enter_context(_x_answers()):
                raise UserError(
                    f"The display {environment['DISPLAY']} cannot be opened.",
                    "Set DISPLAY to one that runs, or use the command line.",
                )
        yield


def _is_x(environment: Mapping[str, str]) -> bool:
    """Whether Qt will ask an X server for the window."""
    asked = environment.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if not sys.platform.startswith("linux") or asked not in ("", "xcb", "wayland"):
        return False
    return asked == "xcb" or not environment.get("WAYLAND_DISPLAY") or not _wayland_answers(environment)


#: What Qt needs of the system -> the package that has it, for apt-get and for dnf.
LIBRARIES: dict[str, tuple[str, str]] = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
}
_NAMED = re.compile(r"(lib[\w.+-]+\.so[.\d]*)")


def _missing(names: Sequence[str]) -> UserError:
    tool, place = next(
        (found for found in (("apt-get", 0), ("dnf", 1)) if shutil.which(found[0])), ("", 0)
    )  # other systems' packages are called otherwise; the library is named in any case
    packages = dict.fromkeys(LIBRARIES[name][place] for name in names if name in LIBRARIES)
    hint = f"Type: sudo {tool} install {' '.join(packages)}" if tool and packages else "Install what has it."
    return UserError(f"This system lacks {', '.join(names)}, which the window needs.", hint)


def library_error(message: str) -> UserError:
    """The import of Qt failed: name the library where it is one of the system's."""
    if "PySide6" in message and "No module" in message:
        return UserError("PySide6 is not installed.", "Install the program again.")
    missing = [name for name in LIBRARIES if not _loads(name)] if sys.platform.startswith("linux") else []
    if not missing:
        return UserError(f"Qt cannot be loaded: {message}.", "Install the program again.")
    return _missing(missing)


def _plugin() -> Path | None:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    return path if path.exists() else None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _unnamed(plugin: Path) -> str:
    """The library that the loader names when the plug-in cannot be loaded."""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        found = _NAMED.search(str(error))
        return found[1] if found else str(error)
    return plugin.name


@contextlib.contextmanager
def _x_answers() -> Iterator[bool]:
    """Whether the display of the environment can be opened; it is open until the end of the context."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        yield True
        return
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        yield not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    path = Path(environment.get("XDG_RUNTIME_DIR", "/")) / environment["WAYLAND_DISPLAY"]
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True

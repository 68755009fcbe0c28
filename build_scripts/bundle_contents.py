"""What goes into a bundle and what stays out: rules over the path of a file in it, with forward slashes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

#: Languages of the window for which Qt has texts of its own.
QT_LANGUAGES = ("de", "pt_BR")
#: Packages that are found in the environment, or guessed from an import that is never run, and that nothing here loads.
#: networkx and jinja2 serve torch's compiler alone, readline serves Python's prompt, and is under the GPL.
UNUSED_PACKAGES = (
    "IPython",
    "MySQLdb",
    "OpenGL",
    "PyInstaller",
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "_distutils_hack",
    "_pyinstaller_hooks_contrib",
    "jinja2",
    "lib2to3",
    "matplotlib",
    "networkx",
    "pandas",
    "pip",
    "pkg_resources",
    "pytest",
    "readline",
    "scipy",
    "setuptools",
    "tensorboard",
    "tkinter",
    "torch.utils.benchmark",
    "torch.utils.hipify",
    "torch.utils.tensorboard",
    "triton",
)
#: Files that are no modules, which their package reads by their path: how the file of a study is set up.
SCRIPTS = ("optuna/storages/_rdb/alembic.ini", "optuna/storages/_rdb/alembic/**/*")
#: Qt's plug-ins that a window with widgets may load; all others serve QML, OpenGL, databases, or bare consoles.
QT_PLUGINS = {
    "platforms": "xcb offscreen wayland windows cocoa",
    "platforminputcontexts": "composeplatforminputcontextplugin ibusplatforminputcontextplugin",
    "platformthemes": "xdgdesktopportal",
    "wayland-shell-integration": "xdg-shell wl-shell fullscreen-shell-v1",
    "wayland-decoration-client": "adwaita bradient",
    "styles": "modernwindowsstyle macstyle windowsvistastyle",
    "iconengines": "svgicon",
    "imageformats": "svg jpeg ico gif",
}
_UNUSED = re.compile(
    r"""
    \.(?:h|hpp|cuh|cu|cpp|c|pyx|pxd|pyi|a|lib|cmake|in|proto|md|rst)$   # for compilers and readers
    | (?:^|/)(?:tests?|testing/tests|examples|benchmarks?)/             # tests and examples of packages
    | ^torch/(?:include|share|test)/
    | ^torch/bin/(?!torch_shm_manager)                                 # the one that torch looks for at its import
    | ^torch/lib/(?:libshm|libshm_windows)/
    | ^torch/lib/(?:lib)?(?:aoti_custom_ops|backend_with_compiler|jitbackend_test|torchbind_test)\.
    | ^torch/testing/_internal/(?!__init__\.|common_dtype\.|logging_tensor\.|distributed/(?:__init__|fake_pg)\.)
    | ^torch/_inductor/(?:autoheuristic|codegen|compile_worker|fx_passes|kernel|template_heuristics)/
    | ^torch/.*(?<!config)\.py$                                        # torch reads its own text for these alone
    | ^onnx/(?:backend/test|reference)/
    | ^PySide6/(?:Qt/)?(?:qml|metatypes|libexec|include|typesystems|glue)/
    | ^PIL/_(?:avif|imagingtk|tkinter_finder)\.                           # no photo of these
    | ^pyqtgraph/(?:examples|flowchart)/
    | ^sqlalchemy/dialects/(?:mssql|mysql|oracle)/                     # studies lie in SQLite
    | ^(?:numpy/f2py|pydoc_data|sympy/physics|torch/_vendor/quack)/
    """,
    re.VERBOSE,
)
_QT_TRANSLATION = re.compile(r"^PySide6/(?:Qt/)?translations/(?P<name>.*)$")
_QT_PLUGIN = re.compile(r"^PySide6/(?:Qt/)?plugins/(?P<kind>[^/]+)/(?:lib)?q?(?P<name>[^/]+?)\.(?:so|dll|dylib)$")
# Libraries that are there for others alone. (Python's is opened by the bootloader; torch opens its own by name.)
_LIBRARY = re.compile(
    r"^PySide6/Qt/lib/.|^(?:PySide6/)?(?:lib)?(?:Qt6|pyside6|icu)[^/]*$|^[^/]+\.libs/|^lib(?!python)[^/]*\.so[.\d]*$"
)


def is_used(path: str) -> bool:
    """Whether a file that the packages bring is for the program, judged by its path in the bundle alone."""
    if path.startswith("skinseg_desktop/"):
        return True
    if translation := _QT_TRANSLATION.match(path):
        return translation["name"] in {f"qtbase_{language}.qm" for language in QT_LANGUAGES}
    if plugin := _QT_PLUGIN.match(path):
        return plugin["name"] in QT_PLUGINS.get(plugin["kind"], "").split()
    return _UNUSED.search(path) is None


def without_unlinked(paths: Iterable[str], linked: Callable[[str], Iterable[str]]) -> set[str]:
    """The paths without those libraries to which no other file that stays is linked, directly or through others.

    Args:
        paths: files of the bundle.
        linked: the names, without folders, of the libraries that a file of it asks the loader for.
    """
    files = set(paths)
    optional = {path for path in files if _LIBRARY.match(path)}
    by_name: dict[str, set[str]] = {}
    for path in optional:
        by_name.setdefault(PurePosixPath(path).name, set()).add(path)
    kept = files - optional
    ahead = list(kept)
    while ahead:
        for name in linked(ahead.pop()):
            fresh = by_name.get(name, set()) - kept
            kept |= fresh
            ahead += fresh
    return kept

"""The tools, one file each. ``TOOLS`` is what buttons, shortcuts and their sheet read; a new tool is a line in it."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from skinseg_desktop.window.canvas.tools.brush import Brush
from skinseg_desktop.window.canvas.tools.eraser import Eraser
from skinseg_desktop.window.canvas.tools.fill import Fill
from skinseg_desktop.window.canvas.tools.lasso import Lasso
from skinseg_desktop.window.canvas.tools.polygon import Polygon
from skinseg_desktop.window.canvas.tools.tool import Pointer, Surface, Tool, ToolKind

__all__ = ["TOOLS", "Pointer", "Surface", "Tool", "ToolKind"]


def _kind(title: object, help: object, make: type[Tool]) -> ToolKind:
    # Its icon and its action are called as it is.
    name = make.__name__.lower()
    return ToolKind(str(title), str(help), name, name, make)


#: By the key that is also the label of its edits. ``shortcut`` is the id of the action that takes it up.
TOOLS: dict[str, ToolKind] = {
    "brush": _kind(
        QT_TRANSLATE_NOOP("Tools", "Brush"),
        QT_TRANSLATE_NOOP("Tools", "Drag to paint lesion. Ctrl erases, Shift+click joins with a straight line."),
        Brush,
    ),
    "eraser": _kind(
        QT_TRANSLATE_NOOP("Tools", "Eraser"),
        QT_TRANSLATE_NOOP("Tools", "Drag to erase. Ctrl paints, Shift+click joins with a straight line."),
        Eraser,
    ),
    "lasso": _kind(
        QT_TRANSLATE_NOOP("Tools", "Lasso"),
        QT_TRANSLATE_NOOP("Tools", "Draw round the lesion; its inside is filled. With Ctrl it is taken away."),
        Lasso,
    ),
    "polygon": _kind(
        QT_TRANSLATE_NOOP("Tools", "Polygon"),
        QT_TRANSLATE_NOOP("Tools", "Click corner after corner; double click or Enter closes. Ctrl takes it away."),
        Polygon,
    ),
    "fill": _kind(
        QT_TRANSLATE_NOOP("Tools", "Fill"),
        QT_TRANSLATE_NOOP("Tools", "Click a hole to fill it. Ctrl+click takes the part of the lesion away."),
        Fill,
    ),
}

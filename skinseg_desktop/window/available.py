"""Which words hold: what actions need, as a function of what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skinseg_desktop.review.opened import OpenPhoto
    from skinseg_desktop.store import Project


def available(
    *,
    project: Project | None,
    opened: OpenPhoto | None,
    editable: bool,
    awaited: bool,
    preview: bool,
    model: bool,
    selection: bool,
    running: bool,
    adjusted: bool,
    exported: bool,
) -> set[str]:
    """The keys of ``actions.NEEDS`` that hold.

    ``editable`` says whether the mask of the opened photo may be changed, ``awaited`` whether it may as soon as it, or
    the photo that was asked for, is there: who judges before that is told so. ``preview`` and ``selection`` say whether
    there is one, ``adjusted`` whether the photo's colours are shown otherwise than they are.
    """
    changes = opened is not None and editable
    holds = {
        "nothing": True,
        "folder": project is not None,
        "writable": project is not None and not project.read_only,
        "photo": opened is not None,
        "reference": opened is not None and opened.working.reference is not None,
        "prediction": opened is not None and opened.map is not None,
        "mask": changes,
        "judged": changes or (opened is not None and awaited),
        "undo": opened is not None and editable and opened.can_undo,
        "redo": opened is not None and editable and opened.can_redo,
        "preview": changes and preview,
        "model": model,
        "selection": selection,
        "running": running,
        "adjusted": adjusted,
        "exported": exported,
    }
    return {word for word, true in holds.items() if true}

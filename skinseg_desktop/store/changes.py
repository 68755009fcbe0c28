"""What can happen to a project, as values: each is written whole or not at all, several together in one transaction.

Where a sequence of changes is given to ``Project.commit``, it is applied in its order; nothing depends on the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from skinseg_desktop.core.edit import Patch

#: Every status a photo can have, in the order in which work goes on. ``predicted`` and ``edited`` follow from what is
#: stored, ``accepted`` and ``rejected`` are said by a person. The flag is apart from it.
STATUSES = ("new", "predicted", "edited", "accepted", "rejected")


@dataclass(frozen=True, slots=True)
class PhotoKey:
    """A photo of a project: its path below the photos' folder, with forward slashes, and the SHA-256 of its bytes.

    Work is bound to both: another photo under the same name is another photo.
    """

    relative: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a mask came from: ``prediction``, ``import`` or ``empty``; ``note`` says what was done to an import."""

    kind: str
    model: str = ""
    model_sha256: str = ""
    threshold: float | None = None
    cleanup: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """A mask as it is stored: its size, its bits (``core.edit.pack``), its lesion pixels and where it came from."""

    width: int
    height: int
    bits: bytes = field(repr=False)
    area: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Predicted:
    """A model's mask for a photo, in place of an earlier prediction; a base that a person works on is left alone."""

    photo: PhotoKey
    mask: Stored


@dataclass(frozen=True, slots=True)
class Based:
    """Work begins: from here on the base is these bits. Edits made on an earlier base are gone."""

    photo: PhotoKey
    mask: Stored


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit was finished: it becomes number ``number`` (from 1), and edits from there on, undone ones, are gone.

    ``label`` names it (``brush``, ``lasso``...); ``area`` is the lesion's after it; ``by_hand`` the pixels in which the
    mask now differs from its base.
    """

    photo: PhotoKey
    number: int
    label: str
    patch: Patch
    area: int
    by_hand: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Undo and redo: the first ``cursor`` edits are in the mask now."""

    photo: PhotoKey
    cursor: int
    area: int
    by_hand: int


@dataclass(frozen=True, slots=True)
class Folded:
    """The oldest ``count`` edits became part of the base, whose bits are given, and can no longer be undone."""

    photo: PhotoKey
    count: int
    bits: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A person's judgement: ``accepted``, ``rejected`` or '' for none."""

    photo: PhotoKey
    judgement: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """A person's mark on a photo, set or taken away; nothing follows from it."""

    photo: PhotoKey
    flagged: bool


@dataclass(frozen=True, slots=True)
class Thresholded:
    """A photo's own threshold; None for the project's."""

    photo: PhotoKey
    threshold: float | None


@dataclass(frozen=True, slots=True)
class Worked:
    """Seconds of a person's work on a photo, to be added; pauses are left out already."""

    photo: PhotoKey
    seconds: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice for the whole project, such as its threshold or its references; None takes it away. JSON values."""

    name: str
    value: str | float | bool | list[str] | None


Change: TypeAlias = Predicted | Based | Edited | Moved | Folded | Reviewed | Flagged | Thresholded | Worked | Chosen

"""Which files are scored against which, and sentences about the others. Names are read once, however many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from skinseg_desktop.core.errors import MaskError
from skinseg_desktop.core.pairing import MASK_SUFFIX, Name, Pairing, fold, pair, without_suffix
from skinseg_desktop.core.words import counting
from skinseg_desktop.evaluation.result import Skipped
from skinseg_desktop.imaging.folder import Found, MaskFiles, PhotoFile, find_masks
from skinseg_desktop.imaging.names import shown

F = TypeVar("F")
#: Names written out where files fit each other more than once.
_SHOWN = 4
#: What keep-both makes of a mask's name that is taken.
_NUMBERED = re.compile(rf"{MASK_SUFFIX}-[0-9]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair(Generic[F]):
    """A photo, or a predicted mask, and the reference mask that carries its name; the result calls them ``id``."""

    id: str
    file: F
    reference: Path


#: How the reasons below begin where several files would fit.
AMBIGUOUS = "Ambiguous: "


@dataclass(frozen=True, slots=True)
class Pairs(Generic[F]):
    """What is scored, what is not and why, and a sentence on how the names were paired."""

    pairs: tuple[Pair[F], ...]
    skipped: tuple[Skipped, ...]
    note: str


def pair_masks(references: Path, predictions: Path) -> Pairs[Path]:
    """Pair two folders of masks by name; ids are the references'. Raises MaskError where no reference is found."""
    left, right = _masks(references), find_masks(predictions)
    found = pair(left.names, right.names)
    pairs = tuple(Pair(left.names[i].id, right.path(j), left.path(i)) for i, j in found.pairs)
    skipped = _unpaired(found, left.names, right.names, ("reference", "prediction"))
    skipped += [Skipped(s.name, f"Reference: {s.reason}") for s in left.skipped]
    skipped += [Skipped(s.name, f"Prediction: {s.reason}") for s in right.skipped]
    kinds = Counter((_ending(left.names[i]), _ending(right.names[j])) for i, j in found.pairs)
    counted = ", ".join(f"{n:,} of *{a} with *{b}" for (a, b), n in sorted(kinds.items()))
    note = f"{counting(len(left.names), 'reference')}, {counting(len(right.names), 'prediction')}"
    note += f", {len(pairs):,} paired by name"
    return Pairs(pairs, tuple(skipped), f"{note}: {counted}." if counted else f"{note}.")


def pair_photos(found: Found, references: Path) -> Pairs[PhotoFile]:
    """Pair photos with a folder of references; ids are the photos'. Raises MaskError where no reference is found."""
    masks = _masks(references)
    names = [p.name for p in found.photos]
    by_name = pair(names, masks.names)
    paired = [Pair(names[i].id, found.photos[i], masks.path(j)) for i, j in by_name.pairs]
    pairs = tuple(pair for pair in paired if not _is_the_photo(pair))
    if paired and not pairs:
        raise MaskError(f"{references} holds the photos themselves.", "Choose the folder that holds their masks.")
    skipped = _unpaired(by_name, names, masks.names, ("photo", "reference"))
    skipped += [Skipped(pair.id, "Its reference is the photo itself.") for pair in paired if _is_the_photo(pair)]
    skipped += [Skipped(s.name, f"Photo: {s.reason}") for s in found.skipped]
    skipped += [Skipped(s.name, f"Reference: {s.reason}") for s in masks.skipped]
    kinds = Counter(_ending(masks.names[j]) for _, j in by_name.pairs)
    counted = ", ".join(f"{n:,} of *{ending}" for ending, n in sorted(kinds.items()))
    note = f"{counting(len(names), 'photo')}, {counting(len(masks.names), 'reference')}, {len(pairs):,} paired by name"
    return Pairs(pairs, tuple(skipped), f"{note}: {counted}." if counted else f"{note}.")


def _is_the_photo(pair: Pair[PhotoFile]) -> bool:
    """Whether a folder that holds photos and masks gave a photo as its own mask."""
    try:
        return pair.file.path.name == pair.reference.name and pair.file.path.samefile(pair.reference)
    except OSError:
        return False


def only(found: Pairs[F], ids: Collection[str]) -> Pairs[F]:
    """The part of some pairs that is asked for by id; what is not asked for is not mentioned, what is missing is."""
    asked = {fold(id): id for id in ids}
    pairs = tuple(pair for pair in found.pairs if fold(pair.id) in asked)
    skipped = [one for one in found.skipped if fold(one.id) in asked]
    there = {fold(pair.id) for pair in pairs} | {fold(one.id) for one in skipped}
    skipped += [Skipped(id, "It was asked for, and is not here.") for key, id in asked.items() if key not in there]
    return Pairs(
        pairs, tuple(skipped), f"{found.note} {counting(len(asked), 'id')} asked for, {len(pairs):,} of them paired."
    )


def _masks(references: Path) -> MaskFiles:
    found = find_masks(references)
    unread = next((s for s in found.skipped if s.name == shown(str(found.folder))), None)
    if unread:
        raise MaskError(f"{unread.name} cannot be searched for masks. {unread.reason}", "Check that you may read it.")
    if not found.names:
        raise MaskError(f"There is no mask in {references}.", "Choose the folder that holds the reference masks.")
    return found


def _unpaired(found: Pairing, left: Sequence[Name], right: Sequence[Name], words: tuple[str, str]) -> list[Skipped]:
    """Name every file of both lists that has no partner, and every group that fits more than once."""
    skipped = [Skipped(left[i].id, _alone(left[i], *words)) for i in found.left_only]
    skipped += [Skipped(right[j].id, _alone(right[j], words[1], words[0])) for j in found.right_only]
    for group in found.ambiguous:
        rivals = _names([right[j] for j in group.right])
        if group.left:
            reason = f"Ambiguous: several files fit ({rivals}); none was guessed."
            skipped += [Skipped(left[i].id, reason) for i in group.left]
        else:
            reason = "Ambiguous: it fits several files; none was guessed."
            skipped += [Skipped(right[j].id, reason) for j in group.right]
    return skipped


def _alone(name: Name, this: str, other: str) -> str:
    if this != "photo" and _NUMBERED.search(name.relative.stem):
        return f"No {other} for this {this}: a numbered copy (made by --existing keep-both) is not paired."
    return f"No {other} for this {this}."


def _names(names: Sequence[Name]) -> str:
    shown = ", ".join(n.path for n in names[:_SHOWN])
    return f"{shown}, ..." if len(names) > _SHOWN else shown


def _ending(name: Name) -> str:
    """What a mask's file name has after its id: ``_segmentation.png``."""
    return name.relative.name[len(without_suffix(name.relative.stem)) :]

"""Scores of a project's masks as they are now against a folder of reference masks.

The folder is listed and paired once; each photo's counts are kept with what they were counted from, so that only what
changed is counted again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from skinseg_desktop.core.errors import MaskError, PhotoError
from skinseg_desktop.core.metrics import METRICS, Confusion, confusion
from skinseg_desktop.core.progress import Progress
from skinseg_desktop.core.words import counting
from skinseg_desktop.evaluation import Evaluation, Skipped, pair_photos, score
from skinseg_desktop.evaluation.ahead import ahead
from skinseg_desktop.evaluation.pairs import AMBIGUOUS
from skinseg_desktop.imaging import Found, PhotoFile, fit_mask, read_mask
from skinseg_desktop.imaging.mask_file import COLOUR_RULE, NONE_IS
from skinseg_desktop.inference.devices import cores
from skinseg_desktop.review.masks import REPLACED, header_of, mask_of, record_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from pathlib import Path

    from skinseg_desktop.store import Project, Record

MOST_WORKERS = 4


@dataclass(frozen=True, slots=True)
class References:
    """A folder of reference masks, paired with photos: mask files by the photo's relative path, and what is left over.

    ``note`` is a sentence on how they were paired. ``unclear`` says of some photos, by their id, why none of several
    masks was taken.
    """

    folder: Path
    masks: Mapping[str, Path]
    skipped: tuple[Skipped, ...]
    note: str
    unclear: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts were taken from: the photo's content, its last change in the project, and the reference's file."""

    sha256: str
    sequence: int
    reference: Path
    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class PhotoScore:
    """The counts of one photo's mask now, or why there are none; by which rule its reference was read."""

    relative: str
    counted: Counted
    confusion: Confusion | None
    reason: str = ""
    rule: str = ""
    many_greys: bool = False
    #: What speaks against the reference, as a clause.
    doubt: str = ""

    @property
    def dice(self) -> float | None:
        """The Dice; None without counts."""
        return self.value("dice")

    def value(self, metric: str) -> float | None:
        """A score by its key in METRICS; None without counts."""
        return None if self.confusion is None else METRICS[metric].of(self.confusion)


@dataclass(frozen=True, slots=True)
class Scored(Progress):
    """Progress with the score that was just counted; None where it was known or there is no mask."""

    score: PhotoScore | None = None


def find_references(found: Found, folder: Path) -> References:
    """List a folder of reference masks once and pair it with photos. Raises MaskError where it holds no mask."""
    pairs = pair_photos(found, folder)
    masks = {pair.file.name.path: pair.reference for pair in pairs.pairs}
    ids = {file.name.id for file in found.photos}
    unclear = {s.id: s.reason for s in pairs.skipped if s.id in ids and s.reason.startswith(AMBIGUOUS)}
    return References(folder, masks, pairs.skipped, pairs.note, unclear)


def changed_since(scores: Iterable[PhotoScore]) -> list[str]:
    """The photos whose reference's file is another than the one that was counted; nothing is read."""
    return [
        one.relative for one in scores
        if _state_of(one.counted.reference) != (one.counted.size, one.counted.changed_ns)
    ]  # fmt: skip


def score_project(
    project: Project,
    photos: Found | Sequence[PhotoFile],
    references: References,
    known: Mapping[str, PhotoScore] | None = None,
    *,
    workers: int | None = None,
) -> Generator[Scored, None, dict[str, PhotoScore]]:
    """Score the mask of every photo that has one and a reference; gives scores by relative path.

    Of the photos that had one name, the bytes that lie there decide. What is in ``known`` and was counted from the
    same mask and reference is taken over uncounted. A reference that cannot be read or has another size gives a score
    without counts, with the reason.
    """
    records = project.records_by_name()
    files = photos.photos if isinstance(photos, Found) else tuple(photos)
    todo = [
        (file, of_name, references.masks[name])
        for file in files
        if (name := file.name.path) in references.masks
        and (of_name := records.get(name, ()))
        and any(record.area is not None for record in of_name)
    ]
    workers = workers or min(MOST_WORKERS, cores())
    scores: dict[str, PhotoScore] = {}
    work = ahead(partial(_score, project, known or {}), todo, workers=workers, waiting=2 * workers)
    try:
        for done, ((file, _, _), one) in enumerate(zip(todo, work, strict=True), start=1):
            name = file.name.path
            fresh = one is not None and one is not (known or {}).get(name)
            if one is not None:
                scores[name] = one
            yield Scored(done, len(todo), name, score=one if fresh else None)
    finally:
        work.close()
    return scores


def evaluation_of(scores: Mapping[str, PhotoScore], references: References) -> Evaluation:
    """The figures over all scored photos: mean, median, intervals, failed share, and how the references were read."""
    images = [score(name, one.confusion) for name, one in scores.items() if one.confusion is not None]
    skipped = [Skipped(name, one.reason) for name, one in scores.items() if one.confusion is None]
    settings = {"references": str(references.folder), "resample": None}
    notes = [references.note, *reading_notes((one.rule, one.many_greys) for one in scores.values() if one.rule)]
    return Evaluation(images, [*skipped, *references.skipped], settings, notes)


def reading_notes(read: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """Sentences, once for a folder, on the rules by which its masks were read (rule, many greys)."""
    rules: Counter[str] = Counter()
    greys = dark = pictures = 0
    for rule, many in read:
        rules[rule.split(NONE_IS)[0]] += 1
        dark += NONE_IS in rule
        greys += many
        pictures += many and rule.split(NONE_IS)[0].endswith(COLOUR_RULE)
    notes = []
    if rules:
        notes.append("Masks read as: " + ", ".join(f"{rule} ({n:,})" for rule, n in rules.most_common()) + ".")
    if dark:
        notes.append(
            f"Warning: {counting(dark, 'mask that is', 'masks that are')} not black without any pixel over the "
            "threshold: is another value meant for lesion?"
        )
    if pictures:
        files = counting(pictures, "file is a colour picture", "files are colour pictures")
        notes.append(f"Warning: {files} of many tones, as photos and overlays are: are these masks?")
    if greys:
        masks = counting(
            greys, "mask has many greys, so its border depends", "masks have many greys, so their borders depend"
        )
        notes.append(f"{masks} on the rule.")
    return tuple(notes)


def _state_of(reference: Path) -> tuple[int, int]:
    """Size and time of a file, (-1, 0) where it is not there: reading it will say why."""
    try:
        status = reference.stat()
    except OSError:
        return -1, 0
    return status.st_size, status.st_mtime_ns


def _score(
    project: Project, known: Mapping[str, PhotoScore], todo: tuple[PhotoFile, tuple[Record, ...], Path]
) -> PhotoScore | None:
    file, records, reference = todo
    name = file.name.path
    try:
        record = record_of(records, file.path)
    except PhotoError:
        record = records[-1]
    if record is None or record.area is None:
        return None
    counted = Counted(record.key.sha256, record.sequence, reference, *_state_of(reference))
    if name in known and known[name].counted == counted:
        return known[name]
    mask = mask_of(project, record)
    if mask is None:
        return None
    try:
        read = read_mask(reference)
        height, width = mask.shape
        header = None if read.mask.shape == mask.shape else header_of(file)
        fitted = fit_mask(read, width, height, header=header)
    except MaskError as error:
        return PhotoScore(name, counted, None, error.what)
    replaced = any(other.touched or other.area is not None for other in records if other.key != record.key)
    doubt = REPLACED if replaced else read.doubt
    return PhotoScore(name, counted, confusion(mask, fitted), "", read.rule, read.many_greys, doubt)

"""What comes before a training: pairs found, split, leaks counted, time measured; then the run's folder is made."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from skinseg_desktop.core import fingerprint
from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.paths import from_root
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.core.words import counting
from skinseg_desktop.evaluation.ahead import ahead
from skinseg_desktop.imaging import shown
from skinseg_desktop.inference.devices import cores
from skinseg_desktop.store import runs
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.store.runs import Run
from skinseg_desktop.training.audit import Leakage, audit
from skinseg_desktop.training.blank import blank_masks
from skinseg_desktop.training.corrections import project_samples
from skinseg_desktop.training.duplicates import near_duplicates
from skinseg_desktop.training.learned import find_known, sha256_of, start_of
from skinseg_desktop.training.samples import Problem, Sample, find_samples
from skinseg_desktop.training.split import PARTS, Split, check_enough, make_split, place, read_split, split_bytes

SAMPLES = "samples.json"
#: Where the masks of a project lie in the run that is trained on them.
CORRECTIONS = "corrections"
_OWN = (CORRECTIONS, runs.ORDER, runs.CONSOLE)
#: Files hashed at once when a run is gone on with.
_WORKERS = 4


@dataclass(frozen=True, slots=True)
class Source:
    """Where a training's photos come from: folders of pairs, and perhaps a project with the statuses that count."""

    data: Sequence[Path] = ()
    project: Path | None = None
    statuses: Sequence[str] = ("accepted", "edited")
    split: Path | None = None
    allow_leaks: bool = False
    #: Sentences on what was chosen before any photo was looked at; they are told with the others.
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The pairs of each part in the split's order, what was left out and why, and what the parts share."""

    parts: Mapping[str, tuple[Sample, ...]]
    problems: tuple[Problem, ...]
    licences: Mapping[str, tuple[str, ...]]
    split: Split
    leakage: Leakage
    #: Sentences about pairs that are used all the same, and about the start of the training.
    notes: tuple[str, ...] = ()
    #: Masks of a project that are as a model drew them, only accepted: they favour that model.
    as_drawn: int = 0
    #: Held-out photos that the model of the start has learned from, where that was allowed, and that model's id.
    known: int = 0
    start: str = ""

    @property
    def leaks(self) -> int:
        """How many photos have a sibling in another part."""
        return len({key for pair in self.leakage.between for keys in pair.leaking for key in keys})


def gather(source: Source, recipe: Recipe, into: Path) -> Work[Gathered]:
    """Find the pairs, split them by lesion and near-duplicates (or as told), and count what the parts share.

    A project's masks are written below ``into``. Raises UserError where there is too little, or where parts share
    lesions or near-duplicates and that was not allowed.
    """
    samples: list[Sample] = []
    problems: list[Problem] = []
    licences: dict[str, tuple[str, ...]] = {}
    as_drawn = 0
    if source.data:
        found = yield from find_samples(source.data)
        samples, problems, licences = list(found.samples), list(found.problems), dict(found.licences)
    if source.project is not None:
        corrected = yield from project_samples(source.project, into / CORRECTIONS, tuple(source.statuses))
        problems += corrected.problems
        as_drawn = corrected.as_drawn
        samples = _with_corrections(samples, corrected.samples)
        for data, names in corrected.licences.items():
            licences[data] = tuple(sorted({*licences.get(data, ()), *names}))
    if not samples:
        hint = _reasons("Found instead", problems) if problems else "Give a folder with images/ and masks/ in it."
        raise UserError("There is no pair of photo and mask to train on.", hint)
    duplicates = yield from near_duplicates(samples)
    start = start_of(recipe)
    known_parts = yield from find_known(samples, start)
    if source.split is None:
        split = make_split(samples, duplicates, seed=recipe.seed, known=known_parts)
    else:
        split = read_split(source.split)
    placed = place(split, samples)
    if source.split is not None and not any(placed.parts.values()):
        raise UserError(
            f"None of the {counting(len(samples), 'photo')} is named in {shown(source.split)}.",
            "Give the split of these photos, or leave it to the program.",
        )
    if source.split is not None:
        problems += _without_pair(placed.unknown, problems, {sample.data for sample in samples}, source.split)
    try:
        check_enough(samples, split)
    except UserError as error:
        left = f" {_reasons('Left out', problems)}" if problems else ""
        raise UserError(error.what, f"{error.hint}{left}") from error
    if recipe.validate_on and not any(sample.data in recipe.validate_on for sample in placed.validation):
        raise UserError(
            "No photo of the validation part is of a data folder that the recipe names (validate_on).",
            "Correct validate_on, or leave it out.",
        )
    leakage = yield from audit(split, samples, duplicates)
    known = {samples[i].key for i in known_parts["train"]}
    held = sum(sample.key in known for sample in (*placed.validation, *placed.test))
    gathered = Gathered(
        placed.parts, tuple(problems), licences, split, leakage, as_drawn=as_drawn, known=held,
        start=start.id if start is not None else "",
    )  # fmt: skip
    if not source.allow_leaks and (refused := refusal(gathered)) is not None:
        raise refused
    notes = yield from blank_masks([sample for part in placed.parts.values() for sample in part])
    unseen = (leakage.unseen,) if leakage.unseen else ()
    unknown = _unknown_folders(recipe, {sample.data for sample in samples})
    return dataclasses.replace(gathered, notes=(*source.notes, *unknown, *unseen, *notes))


def refusal(gathered: Gathered) -> UserError | None:
    """Why scores of a model that learns from these would be too good, which is refused unless it is allowed."""
    if gathered.known:
        return UserError(
            f"{gathered.start} has learned from {counting(gathered.known, 'held-out photo')} of this split.",
            "Leave the split to the program, start from another model, or say --allow-leaks.",
        )
    if gathered.leakage.found:
        return UserError(
            f"{counting(gathered.leaks, 'photo has', 'photos have')} a sibling (same lesion, or nearly the same "
            "picture) in another part.",
            "Leave the split to the program, or say --allow-leaks; the model's card will say so then.",
        )
    return None


def prepare(source: Source, recipe: Recipe, out: Path, *, name: str, command: Sequence[str], threads: int) -> Work[Run]:
    """Gather, hash every file, and make the run's folder. Raises UserError; nothing is trained yet."""
    runs.check_free(out, own=_OWN)
    gathered = yield from gather(source, recipe, out)
    listed: dict[str, list[dict[str, Any]]] = {}
    total, done = sum(map(len, gathered.parts.values())), 0
    for part, samples in gathered.parts.items():
        listed[part] = []
        for sample in samples:
            done += 1
            hashes = {f"{name}_sha256": sha256_of(sample, getattr(sample, name)) for name in ("photo", "mask")}
            listed[part].append({**_plain(sample), **hashes})
            yield Progress(done, total, sample.key, "hashing the files" if done == 1 else "")
    used = {sample.data for samples in gathered.parts.values() for sample in samples}
    config = {
        "name": name,
        "command": list(command),
        "recipe": recipe.to_json(),
        "threads": threads,
        "data": [str(from_root(folder)) for folder in source.data],
        "project": str(from_root(source.project)) if source.project else None,
        "split": str(from_root(source.split)) if source.split else None,
        "licences": {data: list(gathered.licences.get(data, ())) for data in sorted(used)},
        "leaks": gathered.leaks,
        "known": gathered.known,
        "without_lesion": gathered.leakage.without_lesion,
        "as_drawn": gathered.as_drawn,
        "notes": list(gathered.notes),
        "problems": [dataclasses.asdict(problem) for problem in gathered.problems],
    }
    files = {runs.SPLIT: split_bytes(gathered.split), SAMPLES: json.dumps(listed, indent=0).encode()}
    return runs.create_run(out, config, files, own=_OWN)


def read_samples(run: Path) -> dict[str, tuple[Sample, ...]]:
    """The samples of each part of a run, as they were when it was made."""
    listed = json.loads((run / SAMPLES).read_bytes())
    return {
        part: tuple(
            Sample(row["data"], row["id"], Path(row["photo"]), Path(row["mask"]), row["lesion"], tuple(row["groups"]))
            for row in listed[part]
        )
        for part in PARTS
    }


def photo_hashes(run: Path) -> dict[str, list[str]]:
    """SHA-256 of each photo of a run by its part, as it was when the run was made."""
    listed = json.loads((run / SAMPLES).read_bytes())
    return {part: [row["photo_sha256"] for row in rows] for part, rows in listed.items()}


def _with_corrections(samples: Sequence[Sample], corrected: Sequence[Sample]) -> list[Sample]:
    """A person's mask of a photo takes the place of the one that lay there; a name in use is not used twice."""
    theirs = {sample.photo.resolve() for sample in corrected}
    kept = [sample for sample in samples if sample.photo.resolve() not in theirs]
    keys = {sample.key for sample in kept}
    if any(sample.key in keys for sample in corrected):
        corrected = [dataclasses.replace(sample, data=f"{sample.data} (corrected)") for sample in corrected]
    return [*kept, *corrected]


def _without_pair(
    keys: Sequence[str], problems: Sequence[Problem], known: Collection[str], split: Path
) -> list[Problem]:
    """Photos of a split that have no pair: a line each, and one line for all of folders that were not given."""
    said = {str(PurePosixPath(problem.name).with_suffix("")) for problem in problems}
    found: list[Problem] = []
    elsewhere: Counter[str] = Counter()
    for key in keys:
        if "/" in key and not any(key.startswith(f"{data}/") for data in known):
            elsewhere[key.partition("/")[0]] += 1
        elif key not in said:
            found.append(Problem(key, "It is in the split, but no pair of it was found."))
    if elsewhere:
        folders = ", ".join(f"{shown(data)} ({n:,})" for data, n in sorted(elsewhere.items()))
        total = counting(elsewhere.total(), "photo of the split belongs", "photos of the split belong")
        found.append(Problem(split.name, f"{total} to data folders that were not given: {folders}."))
    return found


def check_unchanged(run: Path) -> Work[None]:
    """Refuse to go on where photos or masks are missing, or are others than when the run was made. Raises UserError."""
    rows = [row for part in json.loads((run / SAMPLES).read_bytes()).values() for row in part]
    others: list[str] = []
    missing: list[str] = []
    with contextlib.closing(ahead(_hashes, rows, workers=min(_WORKERS, cores()), waiting=64)) as hashing:
        for done, (row, found) in enumerate(zip(rows, hashing, strict=True), start=1):
            for kind, sha256 in found.items():
                if sha256 != row[f"{kind}_sha256"]:
                    (others if sha256 else missing).append(Path(row[kind]).name)
            yield Progress(done, len(rows), f"{row['data']}/{row['id']}")
    faults = [
        f"{counting(len(names), one, many)}, such as {shown(names[0])}"
        for names, one, many in (
            (
                others,
                "file is another than when this training began",
                "files are others than when this training began",
            ),
            (
                missing,
                "file of this training is missing or cannot be read",
                "files of this training are missing or cannot be read",
            ),
        )
        if names
    ]
    if faults:
        raise UserError(
            f"{'; '.join(faults)}.", "Put the earlier ones back, or begin a new training with another --out."
        )


def _hashes(row: Mapping[str, Any]) -> dict[str, str]:
    """SHA-256 of a pair's files as they are now; empty where one cannot be read."""
    found = {"photo": "", "mask": ""}
    for kind in found:
        with contextlib.suppress(OSError):
            found[kind] = fingerprint.sha256_of(Path(row[kind]))
    return found


def _unknown_folders(recipe: Recipe, known: Collection[str]) -> list[str]:
    """A sentence for each data folder that only the recipe names: a slip of the pen would pass unseen."""
    named = {"crops": recipe.crops, "repeat": tuple(recipe.repeat), "validate_on": recipe.validate_on}
    return [
        f"The recipe names the data folder {shown(data)} ({key}), and none of that name was given: this has no effect."
        for key, names in named.items()
        for data in names
        if data not in known
    ]


def _plain(sample: Sample) -> dict[str, Any]:
    values = dataclasses.asdict(sample)
    return {**values, "photo": str(from_root(sample.photo)), "mask": str(from_root(sample.mask))}


def _reasons(title: str, problems: Sequence[Problem]) -> str:
    more = f"; and {len(problems) - 5:,} more" if len(problems) > 5 else ""
    return f"{title}: " + "; ".join(f"{p.name} ({p.reason.rstrip('.')})" for p in problems[:5]) + f"{more}."

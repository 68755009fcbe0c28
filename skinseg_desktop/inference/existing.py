"""What lies in an output folder already: what counts as made, what is in the way, and under which names to write.

Each output says in its PNG text which photo (by content) and which settings made it, so that a second run knows what it
need not make again without trusting names, times or the record; and a seal over its pixels, so that a mask which a
person has corrected is never taken for the model's, nor overwritten unasked.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.imaging.encode import read_sealed, read_text
from skinseg_desktop.store import RunRecord, RunSettings

EXISTING = ("stop", "replace", "keep-both")
#: The keywords of what decides an output's content; ``VARIANT`` only where an output depends on more than photo and
#: settings.
SOURCE, SETTINGS, VARIANT = "Source-SHA256", "Settings", "Variant"
_ORIGIN = (SOURCE, SETTINGS, VARIANT)


#: What may lie where an output is to go. The last two are not this run's to overwrite.
ABSENT, SAME, STALE, DAMAGED, CHANGED, OTHER_PHOTO = "absent", "same", "stale", "damaged", "changed", "other photo"


def state_of(path: Path, text: Mapping[str, str]) -> str:
    """What lies at ``path``, compared with an output that says ``text``.

    ``same``: whole, made of the same photo with the same settings. ``stale``: of the same photo, but with something
    else drawn into it, or other settings. ``damaged``: no whole PNG. ``changed``: a picture that no run left
    like this, so somebody's work. ``other photo``: made of another photo of this name.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return CHANGED if os.path.lexists(path) else ABSENT
    except OSError:
        return CHANGED
    try:
        found = read_sealed(data)
    except ValueError:
        return DAMAGED
    if found is None or SETTINGS not in found:
        return CHANGED
    if found.get(SOURCE) != text.get(SOURCE):
        return OTHER_PHOTO
    return SAME if all(found.get(key) == text.get(key) for key in _ORIGIN) else STALE


def with_suffix(name: str, suffix: str) -> str:
    """A file name with a run's suffix: ``a_segmentation.png`` and ``-2`` give ``a_segmentation-2.png``."""
    path = PurePath(name)
    return path.stem + suffix + path.suffix


def choose_suffix(
    out: Path, record: RunRecord, settings: RunSettings, targets: Iterable[PurePath], existing: str
) -> str:
    """The suffix under which a run writes its files, given the paths below ``out`` that it would write without one.

    ``stop`` and ``replace`` write without suffix; ``stop`` raises OutputError when another run, or a file that these
    settings did not make, has a name that is wanted. ``keep-both`` takes the suffix of the same settings' earlier run,
    else the first that is free for the whole run. Nothing is written here.
    """
    digest = settings.digest()
    if existing == "replace":
        return ""
    if existing == "keep-both":
        targets = tuple(targets)
        earlier = next((run.suffix for run in record.runs if run.settings.digest() == digest), None)
        numbers = ("", *(f"-{n}" for n in range(2, len(record.runs) + 10_000)))
        for suffix in numbers if earlier is None else (earlier, *numbers):
            run = record.run(suffix)
            ours = suffix == earlier
            if (run is None or ours) and _in_the_way(out, targets, suffix, digest, ours=ours) is None:
                return suffix
        raise OutputError(f"{out} holds too many runs.", "Choose another output folder.")
    if existing != "stop":
        raise ValueError(f"existing must be one of {EXISTING}, not {existing!r}")
    other = record.run("")
    if other is not None and other.settings.digest() != digest:
        raise OutputError(
            f"{out} holds the results of a run with other settings ({_difference(other.settings, settings)}).", _CHOOSE
        )
    stranger = _in_the_way(out, targets, "", digest, ours=other is not None)
    if stranger is not None:
        raise OutputError(f"{stranger} is there already, and a run with these settings did not make it.", _CHOOSE)
    return ""


_CHOOSE = "Choose another output folder, or say --existing replace or --existing keep-both."


def _in_the_way(out: Path, targets: Iterable[PurePath], suffix: str, digest: str, *, ours: bool) -> Path | None:
    """The first path that is taken by something other than an output of these settings.

    In a folder that the record calls ``ours``, a file that says nothing was ours too and has been changed: it is left
    as it is when its photo's turn comes, and stops nobody.
    """
    for target in targets:
        path = out / target.with_name(with_suffix(target.name, suffix))
        if os.path.lexists(path) and (_text(path) or {}).get(SETTINGS, digest if ours else None) != digest:
            return path
    return None


def _text(path: Path) -> dict[str, str] | None:
    """The text of a whole PNG; None where there is none."""
    try:
        return read_text(path.read_bytes())
    except (OSError, ValueError):
        return None


def _difference(old: RunSettings, new: RunSettings) -> str:
    keys = [key for key in {**old.what, **new.what} if old.what.get(key) != new.what.get(key)]
    return ", ".join(f"{key}: {old.what.get(key)} there, {new.what.get(key)} now" for key in keys)

"""Goes through the checks, each in its turn, whatever became of those before it."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import Progress, Work
from skinseg_desktop.selftest.bench import FOLDER, Bench, Check, Result


def run_checks(checks: Sequence[Check]) -> Work[tuple[Result, ...]]:
    """Run checks in a temporary folder, which is gone afterwards, also where the work is closed or interrupted.

    Before each check a Progress with its title as ``item`` is yielded. Raises UserError where no folder can be made.
    """
    results: list[Result] = []
    with _bench() as bench:
        for n, check in enumerate(checks):
            yield Progress(n, len(checks), check.title)
            results.append(_result(check, bench))
    return tuple(results)


@contextlib.contextmanager
def _bench() -> Iterator[Bench]:
    try:
        # What a child that was killed still holds open is left to the system, which clears such folders.
        folder = tempfile.TemporaryDirectory(prefix="skinseg-", ignore_cleanup_errors=True)
        below = Path(folder.name, FOLDER)
        below.mkdir()
    except (OSError, UnicodeError) as error:
        raise UserError(
            f"No temporary folder can be made: {error}.", "Make room, or set TMPDIR to a folder that can be written."
        ) from error
    with folder:
        yield Bench(below)


def _result(check: Check, bench: Bench) -> Result:
    begun = time.monotonic()
    try:
        ok, found, hint = True, check.run(bench), ""
    except UserError as error:
        ok, found, hint = False, error.what, error.hint
    except Exception as error:  # a package that is broken raises what it likes
        ok, found, hint = False, f"{type(error).__name__}: {error}", "Install the program again, or send the report."
    return Result(check.name, check.title, ok, found, hint, time.monotonic() - begun)

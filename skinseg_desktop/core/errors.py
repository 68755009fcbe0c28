"""The errors a person can mend. Everything else that is raised is a bug and propagates.

The tree (a test compares this drawing with the classes)::

    UserError
    |-- PhotoError
    |-- MaskError
    |-- ModelError
    |   `-- OutputNotFinite
    |-- DeviceError
    |-- OutputError
    |   `-- FilesInTheWay
    |-- ProjectError
    `-- ProcessLost
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

#: How many of many files are named.
_SHOWN = 3


class UserError(Exception):
    """A fault the user can mend: what is wrong (with the file or value named) and what to do about it.

    ``what`` and ``hint`` are one sentence each; the command line prints both and exits with 2, the window shows both.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(f"{what} {hint}".rstrip())
        self.what = what
        self.hint = hint


class PhotoError(UserError):
    """A file that cannot be read as a photo."""


class MaskError(UserError):
    """A file that cannot be read as a mask, or a mask that does not fit its photo."""


class ModelError(UserError):
    """A model folder, card, checkpoint or archive that cannot be used."""


class OutputNotFinite(ModelError):
    """A model answered NaN or infinity for one photo."""


class DeviceError(UserError):
    """A device that is asked for but is not there."""


class OutputError(UserError):
    """A place that cannot be written, or outputs of another run that would be overwritten."""


class FilesInTheWay(OutputError):
    """Files that an export would overwrite; nothing was written. ``paths`` are all of them."""

    def __init__(self, paths: Sequence[Path]) -> None:
        names = ", ".join(str(path) for path in paths[:_SHOWN]) + (", ..." if len(paths) > _SHOWN else "")
        super().__init__(
            f"One file is there already and would be overwritten: {names}."
            if len(paths) == 1
            else f"{len(paths):,} files are there already and would be overwritten: {names}.",
            "Choose another output folder, or say --existing replace, keep-both or skip.",
        )
        self.paths = tuple(paths)


class ProjectError(UserError):
    """A project that cannot be opened or read, or that somebody else is writing."""


class ProcessLost(UserError):
    """Another of the processes that share this work has ended, and took its part with it."""

    def __init__(self) -> None:
        super().__init__(
            "Another of the processes that share this work has ended.",
            "Start all of them again; a training goes on from its last checkpoint with --resume.",
        )


def os_reason(error: OSError) -> str:
    """The system's reason in words, without number and path."""
    return (error.strerror or str(error) or type(error).__name__).lower()

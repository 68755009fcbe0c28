"""The errors a person can mend. Everything else that is raised is a bug and propagates.

The tree (a test compares this drawing with the classes)::

    UserError
    |-- PhotoError
    |-- MaskError
    |-- ModelError
    |   `-- OutputNotFinite
    |-- DeviceError
    `-- OutputError
"""

from __future__ import annotations


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

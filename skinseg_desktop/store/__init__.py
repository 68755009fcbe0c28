"""Everything that outlives the process and is not a picture. Passive: storing never computes, and knows no model.

The project of a photos' folder, written by committing changes; the settings of the program; the record of a prediction
run, ``OUT/skinseg-run.json``; and the lock that keeps a second writer out.
"""

from typing import TYPE_CHECKING

from skinseg_desktop.core.lazy import doors
from skinseg_desktop.core.places import RUN_FILE

if TYPE_CHECKING:
    from skinseg_desktop.store.lease import Holder
    from skinseg_desktop.store.lock import only_writer
    from skinseg_desktop.store.project import Project, current_mask
    from skinseg_desktop.store.records import Record, StoredEdit, Work
    from skinseg_desktop.store.run_record import Run, RunRecord, RunSettings, read_record, write_record
    from skinseg_desktop.store.settings import SETTINGS, Setting, Settings

__getattr__ = doors(
    __name__,
    {
        "SETTINGS": "settings",
        "Holder": "lease",
        "Project": "project",
        "Record": "records",
        "Run": "run_record",
        "RunRecord": "run_record",
        "RunSettings": "run_record",
        "Setting": "settings",
        "Settings": "settings",
        "StoredEdit": "records",
        "Work": "records",
        "current_mask": "project",
        "only_writer": "lock",
        "read_record": "run_record",
        "write_record": "run_record",
    },
)

__all__ = [
    "RUN_FILE",
    "SETTINGS",
    "Holder",
    "Project",
    "Record",
    "Run",
    "RunRecord",
    "RunSettings",
    "Setting",
    "Settings",
    "StoredEdit",
    "Work",
    "current_mask",
    "only_writer",
    "read_record",
    "write_record",
]

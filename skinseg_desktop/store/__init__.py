"""Everything that outlives the process and is not a picture. Passive: storing never computes, and knows no model.

So far: the record of a prediction run, ``OUT/skinseg-run.json``, and the lock that keeps a second writer out.
"""

from skinseg_desktop.core.places import RUN_FILE
from skinseg_desktop.store.lock import only_writer
from skinseg_desktop.store.run_record import Run, RunRecord, RunSettings, read_record, write_record

__all__ = ["RUN_FILE", "Run", "RunRecord", "RunSettings", "only_writer", "read_record", "write_record"]

"""Everything that outlives the process and is not a picture. Passive: storing never computes, and knows no model.

So far: the record of a prediction run, ``OUT/skinseg-run.json``.
"""

from skinseg_desktop.store.run_record import RUN_FILE, Run, RunRecord, RunSettings, read_record, write_record

__all__ = ["RUN_FILE", "Run", "RunRecord", "RunSettings", "read_record", "write_record"]

"""The self-test: proof that an installation works, by doing on the demo what people do with the program.

``CHECKS`` is the table, one function a check; ``run_checks`` goes through them in a temporary folder, and a check that
fails stops no other. ``write_report`` packs what a bug report needs, without photos and names.
"""

from skinseg_desktop.selftest.bench import Bench, Check, Result
from skinseg_desktop.selftest.registry import CHECKS
from skinseg_desktop.selftest.running import run_checks

__all__ = ["CHECKS", "Bench", "Check", "Result", "run_checks"]

"""``skinseg self-test``: proof that an installation works, and what a bug report needs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from skinseg_desktop.cli.console import aligned, check_targets, say, write_json
from skinseg_desktop.core.errors import UserError

if TYPE_CHECKING:
    from skinseg_desktop.core.progress import Work
    from skinseg_desktop.selftest import Result


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``self-test``."""
    parser.add_argument("--quick", action="store_true", help="leave out what trains")
    parser.add_argument("--json", metavar="FILE", help="write the result as JSON; '-' prints it alone on stdout")
    parser.add_argument(
        "--report", type=Path, metavar="ZIP", help="write diagnostics for a bug report: no photos, no paths, no names"
    )
    parser.add_argument("--part", nargs="+", metavar="PART", help="for the self-test's own children: do one part of it")


def run(options: argparse.Namespace) -> int:
    """Run the checks and print the table; 1 where one of them fails."""
    if options.part:
        return _part(*options.part)
    from skinseg_desktop.selftest import CHECKS, run_checks

    check_targets((options.json, ".json"), (options.report, ".zip"))
    results = _followed(run_checks([check for check in CHECKS.values() if not (options.quick and check.trains)]))
    failed = [result for result in results if not result.ok]
    lines = [aligned(("", "check", "s", "found"), [_row(r) for r in results], "llrl")]
    lines += [f"{result.title}: {result.hint}" for result in failed]
    lines.append(f"{len(results) - len(failed)} of {len(results)} checks passed.")
    table = "\n".join(lines)
    say(table, options)
    if options.report:
        from skinseg_desktop.selftest.report import write_report

        write_report(options.report, results, table)
        say(f"diagnostics: {options.report}", options)
    if options.json:
        write_json({"ok": not failed, "checks": [asdict(result) for result in results]}, options.json)
    return 1 if failed else 0


def _followed(work: Work[tuple[Result, ...]]) -> tuple[Result, ...]:
    """Run the checks and say on stderr which one it is."""
    try:
        while True:
            try:
                step = next(work)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            print(f"{step.done + 1} of {step.total}: {step.item}", file=sys.stderr, flush=True)
    finally:
        work.close()


def _row(result: Result) -> Sequence[str]:
    return ("ok" if result.ok else "FAILED", result.title, f"{result.seconds:.1f}", result.found)


def _part(name: str, *arguments: str) -> int:
    from skinseg_desktop.selftest.parts import PARTS

    if name == "window":
        # The window's own way of loading Qt, of which no other room knows.
        from skinseg_desktop.window.start import look

        print(json.dumps(look()), flush=True)
        return 0
    if name not in PARTS:
        raise UserError(f"The self-test has no part '{name}'.", f"It has {', '.join((*PARTS, 'window'))}.")
    for told in PARTS[name](*arguments):
        print(json.dumps(told), flush=True)
    return 0

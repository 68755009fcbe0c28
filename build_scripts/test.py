"""Makes the environment with the test tools, then checks everything; each check runs, even after one that failed.

test.py                     lint, format, types, import contracts, tests
test.py fast                the inner loop: without the slow tests, under two minutes
test.py --install-only      stops after the environment
test.py [...] tests/core    further arguments go to pytest
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - for those who start it with an older one
    sys.stderr.write(
        "Skinseg Desktop needs Python 3.11 or newer; this is Python {}.{}.\n".format(*sys.version_info[:2])
    )
    sys.exit(2)

import argparse
import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import environment


@dataclass(frozen=True)
class Check:
    """One check: its name and the command; `beside` ones run in the background of the others."""

    name: str
    command: tuple[str, ...]
    beside: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a check ended: its exit code and its duration in seconds."""

    name: str
    code: int
    seconds: float


def main(arguments: list[str]) -> int:
    """Makes the environment and runs the checks; 0 when all passed, 1 when one failed, 2 where none could run."""
    parser = argparse.ArgumentParser(
        prog="test.py",
        usage="test.py [-h] [fast] [--install-only] [--data DIR] [--torch-index URL] [pytest ...]",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--install-only", action="store_true", help="make the environment and stop")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="folder of the large photo sets (default: SKINSEG_DATA)"
    )
    environment.add_torch_index(parser)
    own, passed = parser.parse_known_args(arguments)
    fast = passed[:1] == ["fast"]
    try:
        python = environment.make(environment.Wish(tests=True, torch_index=own.torch_index))
    except environment.EnvironmentFault as fault:
        environment.say(f"test.py: {fault}")
        return 2
    except KeyboardInterrupt:
        environment.say("test.py: interrupted; the next start completes the installation.")
        return 130
    if own.install_only:
        return 0
    variables = environment.child_environment()
    # Several test processes share the cores: threads of torch's beside that only wait for each other.
    variables.setdefault("OMP_NUM_THREADS", "1")
    if own.data:
        variables["SKINSEG_DATA"] = str(own.data.resolve())
    outcomes = run(checks(python, passed[fast:], fast=fast), variables)
    print(
        "\n" + "\n".join(f"{'ok    ' if o.code == 0 else 'FAILED'}  {o.name:<17}{o.seconds:7.1f} s" for o in outcomes)
    )
    return int(any(o.code for o in outcomes))


def checks(python: Path, passed: list[str], *, fast: bool) -> list[Check]:
    """What is run, in the order in which it is reported."""
    module = (str(python), "-m")
    workers = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal"]
    selected = ["-m", "not slow"] if fast else []
    contracts = str(environment.program_of(python.parents[1], "lint-imports"))
    return [
        Check("lint", (*module, "ruff", "check", ".")),
        Check("format", (*module, "ruff", "format", "--check", ".")),
        Check("types", (*module, "mypy"), beside=True),
        Check("import contracts", (contracts, "--no-logo")),
        Check("tests", (*module, "pytest", "-q", *workers, *selected, *passed)),
    ]


def run(wanted: list[Check], variables: dict[str, str]) -> list[Outcome]:
    """Runs every check from the checkout's root; what those beside the others print is shown when these are through."""
    with ThreadPoolExecutor() as pool, tempfile.TemporaryFile() as said:
        beside = {check: pool.submit(run_one, check, variables, said) for check in wanted if check.beside}
        outcomes = {}
        for check in wanted:
            if not check.beside:
                print(f"\n== {check.name}", flush=True)
                outcomes[check] = run_one(check, variables)
        outcomes |= {check: running.result() for check, running in beside.items()}
        said.seek(0)
        print(f"\n== {', '.join(c.name for c in beside)}\n{said.read().decode('utf-8', 'replace')}", flush=True)
    return [outcomes[check] for check in wanted]


def run_one(check: Check, variables: dict[str, str], said: BinaryIO | None = None) -> Outcome:
    """Runs a check; what it prints goes to the terminal, or into `said`."""
    began = time.monotonic()
    code = subprocess.call(
        check.command, cwd=environment.ROOT, env=variables, stdin=subprocess.DEVNULL, stdout=said, stderr=said
    )
    return Outcome(check.name, code, time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

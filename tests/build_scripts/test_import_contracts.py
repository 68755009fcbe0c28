"""Every import contract is broken once, on purpose, and has to say so."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib

import environment
import pytest

# Contract -> a module that breaks it, what it imports, and how the report names that.
OFFENCES = {
    "layers": ("store/offence.py", "skinseg_desktop.inference.engine", "skinseg_desktop.store.offence -> {}"),
    "qt": ("cli/offence.py", "PySide6.QtCore", "skinseg_desktop.cli.offence -> PySide6"),
    "core": ("core/offence.py", "PIL.Image", "skinseg_desktop.core.offence -> PIL"),
    "torch": ("cli/torch_offence.py", "torch.nn", "skinseg_desktop.cli.torch_offence -> torch"),
    "lazy": ("export/offence.py", "skinseg_desktop.zoo.convert", "skinseg_desktop.export.offence -> {}"),
    "cards": ("store/array_offence.py", "numpy", "skinseg_desktop.store.array_offence -> numpy"),
    "cycles": ("core/round.py", "skinseg_desktop.core.trip", "No cycles are allowed in skinseg_desktop.core."),
}
#: The self-test stands above all that it tests, and below the faces.
SELF_TEST = (
    "training/self_offence.py",
    "skinseg_desktop.selftest.bench",
    "skinseg_desktop.training.self_offence -> {}",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What lint-imports says of a copy of the package with every offence in it."""
    root = tmp_path_factory.mktemp("broken")
    package = root / "skinseg_desktop"
    shutil.copytree(environment.ROOT / "skinseg_desktop", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(environment.ROOT / "pyproject.toml", root)
    for file, target, _ in (*OFFENCES.values(), SELF_TEST):
        # Inside a function: the linter has to see lazy imports too.
        (package / file).write_text(f"def offend():\n    import {target}\n", "utf-8")
    (package / "core" / "trip.py").write_text("import skinseg_desktop.core.round\n", "utf-8")
    program = environment.program_of(environment.ROOT / ".venv", "lint-imports")
    ran = subprocess.run([program, "--no-logo", "--no-cache"], cwd=root, capture_output=True, text=True)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return ran.stdout


def contracts() -> dict[str, str]:
    """The contracts of pyproject.toml: id -> name."""
    settings = tomllib.loads((environment.ROOT / "pyproject.toml").read_text("utf-8"))
    return {contract["id"]: contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}


def test_every_contract_has_an_offence() -> None:
    assert OFFENCES.keys() == contracts().keys()


@pytest.mark.parametrize("contract", OFFENCES)
def test_a_broken_contract_is_reported(report: str, contract: str) -> None:
    name = contracts()[contract]
    assert f"{name} BROKEN" in report
    _file, target, line = OFFENCES[contract]
    # The part of the report under the contract's own heading, up to the next contract's.
    complaint = report.split(f"\n{name}\n" + "-" * len(name), 1)[1]
    complaint = re.split(r"\n[^\n]+\n-{5,}\n", complaint)[0]
    assert line.format(target) in complaint, complaint


def test_nothing_that_is_tested_knows_the_self_test(report: str) -> None:
    _file, target, line = SELF_TEST
    assert line.format(target) in report

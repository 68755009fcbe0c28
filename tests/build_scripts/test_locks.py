"""The lock files say the same as pyproject.toml and as what is installed."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata

import environment
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from stamp import LOCK_FILES

PROJECT = tomllib.loads((environment.ROOT / "pyproject.toml").read_text("utf-8"))
PROGRAM, TESTS = (environment.read_lock(environment.ROOT / "build_scripts" / name) for name in LOCK_FILES)


def requirements(*lines: str) -> dict[str, Requirement]:
    return {canonicalize_name(r.name): r for r in map(Requirement, lines)}


def everything_below(names: list[str]) -> set[str]:
    """The packages `names` and whatever they need on this system, as their installed metadata says."""
    found: set[str] = set()
    while names:
        name = canonicalize_name(names.pop())
        # torch for CUDA pins these itself, and no other torch has them.
        if name in found or name == "triton" or name.startswith(("nvidia-", "cuda-")):
            continue
        found.add(name)
        needs = map(Requirement, metadata.requires(name) or [])
        names += [r.name for r in needs if r.marker is None or r.marker.evaluate({"extra": ""})]
    return found


def here(sections: dict[str, list[str]], *titles: str) -> dict[str, Requirement]:
    """The lock's requirements that hold on this system."""
    wanted = requirements(*(line for title in titles for line in sections[title]))
    return {name: r for name, r in wanted.items() if r.marker is None or r.marker.evaluate()}


def test_every_line_is_one_exact_version_and_none_is_for_one_kind_of_graphics_card() -> None:
    lines = [line for sections in (PROGRAM, TESTS) for part in sections.values() for line in part]
    assert len(lines) > 50
    for line in lines:
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*(; sys_platform == \"(win32|linux)\")?", line), line
        assert not line.startswith(("nvidia", "triton", "cuda"))
    names = [line.split("==")[0] for line in lines]
    assert len(names) == len(set(names)), "named twice"


def test_pyproject_and_lock_name_the_same_versions() -> None:
    locked = requirements(*(line for part in PROGRAM.values() for line in part))
    asked = requirements(*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"])
    assert {name: str(r.specifier) for name, r in asked.items()} == {
        name: str(locked[name].specifier) for name in asked
    }


def test_the_lock_holds_what_the_program_needs_and_nothing_else() -> None:
    dependencies = [Requirement(line).name for line in PROJECT["project"]["dependencies"]]
    assert everything_below(dependencies) == here(PROGRAM, "program", "torch").keys()


def test_without_the_torch_section_everything_but_torch_is_whole() -> None:
    dependencies = [Requirement(line).name for line in PROJECT["project"]["dependencies"]]
    dependencies.remove("torch")
    assert everything_below(dependencies) == here(PROGRAM, "program").keys()


def test_the_locks_together_are_closed() -> None:
    locked = here(PROGRAM, *PROGRAM) | here(TESTS, *TESTS)
    assert everything_below([*locked]) == locked.keys()


def test_what_is_installed_is_what_is_locked() -> None:
    for name, requirement in (here(PROGRAM, *PROGRAM) | here(TESTS, *TESTS)).items():
        # A torch for the CPU calls itself 2.13.0+cpu, and 2.13.0 admits that.
        assert requirement.specifier.contains(metadata.version(name)), name


@pytest.mark.parametrize("name", sorted(here(PROGRAM, "program", "torch")))
def test_no_licence_of_the_program_binds_its_users(name: str) -> None:
    about = metadata.metadata(name)
    declared = [line.split("\n")[0] for key in ("License-Expression", "License") for line in about.get_all(key) or []]
    declared += [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    said = " ".join(declared).strip()
    assert said, "declares no licence"
    # "This OR that" leaves the choice.
    choices = said.split(" OR ")
    assert any(not re.search(r"(?<!L)GPL|GNU (Affero )?General Public", choice) for choice in choices), said

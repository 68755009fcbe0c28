"""What `pip install .` installs: package, resources, shipped models; never a model that may not be shipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import environment
import pytest

pytestmark = pytest.mark.slow
PACKED = {"skinseg_desktop": "skinseg_desktop", **{n: f"skinseg_desktop/_data/{n}" for n in ("resources", "models")}}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of a copy of the checkout in which somebody keeps a model for non-commercial use."""
    checkout = tmp_path_factory.mktemp("checkout")
    for name in PACKED:
        shutil.copytree(environment.ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(environment.ROOT / name, checkout)
    planted = checkout / "models" / "noncommercial" / "x"
    planted.mkdir(parents=True)
    (planted / "card.json").write_text("{}", "utf-8")
    (planted / "weights.safetensors").write_bytes(b"x")
    target = tmp_path_factory.mktemp("wheel")
    pip(checkout, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(target), ".")
    return next(target.glob("*.whl"))


def pip(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=os.environ | {"PIP_NO_INDEX": "1"})
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_wheel_holds_package_resources_and_models_byte_for_byte(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {n: archive.read(n) for n in archive.namelist() if ".dist-info/" not in n}
    expected = {}
    for folder, inside in PACKED.items():
        for file in (environment.ROOT / folder).rglob("*"):
            relative = file.relative_to(environment.ROOT / folder)
            # An ignored folder of that name in this checkout is left out like the planted one.
            if file.is_file() and "__pycache__" not in file.parts and relative.parts[0] != "noncommercial":
                expected[f"{inside}/{relative.as_posix()}"] = file.read_bytes()
    assert packed == expected
    assert "skinseg_desktop/_data/models/splits/isic_cc0.json" in packed


def test_a_model_for_noncommercial_use_is_never_packed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert not [n for n in archive.namelist() if "noncommercial" in n]


def test_the_installed_program_finds_its_own_demo_and_models(wheel: Path, tmp_path: Path) -> None:
    pip(tmp_path, "install", "--no-deps", "--target", "installed", str(wheel))
    ask = (
        "from skinseg_desktop.core import places; from skinseg_desktop.zoo import find_models\n"
        "print(places.resources_dir(), places.shipped_models_dir(), *[m.id for m in find_models().models], sep='\\n')"
    )
    variables = os.environ | {"PYTHONPATH": "installed", "SKINSEG_MODELS": str(tmp_path / "none")}
    ran = subprocess.run([sys.executable, "-c", ask], cwd=tmp_path, capture_output=True, text=True, env=variables)
    assert ran.returncode == 0, ran.stderr
    resources, models, *ids = ran.stdout.splitlines()
    data = tmp_path / "installed" / "skinseg_desktop" / "_data"
    assert (Path(resources), Path(models)) == (data / "resources", data / "models")
    assert len(list((data / "resources" / "demo" / "photos").glob("*.jpg"))) == 12
    shipped = [card.parent.name for card in (environment.ROOT / "models").glob("*/card.json")]
    assert sorted(ids) == sorted(shipped)

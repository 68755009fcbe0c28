"""The environment is made, completed, brought up to date and left alone: real virtual environments, real pip.

Only the packages are small ones made here, found through pip's own settings, so that no network is needed.
"""

from __future__ import annotations

import ensurepip
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import environment
import pytest
import stamp
from environment import EnvironmentFault, Wish, python_of

MAKE = "import sys; from pathlib import Path; import environment as e; e.make(e.Wish(), Path(sys.argv[1]))"
BACKEND = """
import pathlib, time, wheels
def build_editable(target, config_settings=None, metadata_directory=None):
    pathlib.Path("building").touch()
    while pathlib.Path("hang").exists():
        time.sleep(0.01)
    return wheels.write(pathlib.Path(target), "skinseg_desktop", "0.1.0").name
"""
LOCK = f"""
## installer
pip=={ensurepip.version()}

## program
opencv-python-headless==1.0
onnxruntime==1.0

## torch
torch==2.13.0

## build backend
hatchling==1.0
"""


def write(folder: Path, name: str, version: str, *, module: str = "", needs: str = "") -> Path:
    """A wheel with one module, empty but for its version."""
    wheel, module = folder / f"{name}-{version}-py3-none-any.whl", module or name
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n" + (
        f"Requires-Dist: {needs}\n" if needs else ""
    )
    files = {
        f"{module}.py": f"VERSION = '{version}'\n",
        f"{name}-{version}.dist-info/METADATA": about,
        f"{name}-{version}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = f"{name}-{version}.dist-info/RECORD"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr(record, "".join(f"{path},,\n" for path in (*files, record)))
    return wheel


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels, the only place where pip looks."""
    folder = tmp_path / "index"
    folder.mkdir()
    for key in [key for key in os.environ if key.startswith("PIP_")]:
        monkeypatch.delenv(key)
    for key, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder), "PIP_CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(key, value)
    write(folder, "opencv_python_headless", "1.0", module="cv2")
    write(folder, "onnxruntime", "1.0")
    write(folder, "torch", "2.13.0")
    write(folder, "hatchling", "1.0")
    write(folder, "pytest", "1.0")
    return folder


@pytest.fixture
def checkout(tmp_path: Path, index: Path) -> Path:
    """A checkout in small: pyproject.toml with a build backend of its own, and locks of what `index` has."""
    root = tmp_path / "a checkout"
    (root / "build_scripts").mkdir(parents=True)
    (root / "pyproject.toml").write_text(
        '[project]\nname = "skinseg-desktop"\nversion = "0.1.0"\n'
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        "utf-8",
    )
    source = Path(__file__).read_text("utf-8").split("def write(")[1].split("\n\n\n")[0]
    header = "from __future__ import annotations\nimport zipfile\n"
    (root / "wheels.py").write_text(f"{header}def write({source}\n", "utf-8")
    (root / "backend.py").write_text(BACKEND, "utf-8")
    (root / "build_scripts" / "requirements.lock").write_text(LOCK, "utf-8")
    (root / "build_scripts" / "requirements-test.lock").write_text("## tools\npytest==1.0\n", "utf-8")
    return root


def has(root: Path, module: str) -> bool:
    ran = subprocess.run([python_of(root / ".venv"), "-c", f"import {module}"], capture_output=True)
    return ran.returncode == 0


@pytest.mark.slow
def test_a_second_start_installs_nothing_and_a_changed_lock_is_followed(checkout: Path, index: Path) -> None:
    python = environment.make(Wish(), checkout)
    assert python == python_of(checkout / ".venv")
    assert has(checkout, "torch, cv2, onnxruntime, skinseg_desktop")
    assert not has(checkout, "pytest")
    before = (checkout / ".venv" / stamp.STAMP).stat().st_mtime_ns
    shutil.move(index, aside := index.with_name("aside"))
    # There is nothing to install from any more: whoever tried would fail.
    assert environment.make(Wish(), checkout) == python
    with pytest.raises(EnvironmentFault, match="pip"):
        environment.make(Wish(tests=True), checkout)
    shutil.move(aside, index)
    environment.make(Wish(tests=True), checkout)
    assert has(checkout, "pytest")
    assert (checkout / ".venv" / stamp.STAMP).stat().st_mtime_ns > before
    lock = checkout / "build_scripts" / "requirements.lock"
    lock.write_text(LOCK.replace("onnxruntime==1.0", "onnxruntime==1.1"), "utf-8")
    write(index, "onnxruntime", "1.1")
    environment.make(Wish(), checkout)
    asked = "import onnxruntime; print(onnxruntime.VERSION)"
    assert subprocess.check_output([python, "-c", asked], text=True) == "1.1\n"


@pytest.mark.slow
def test_an_installation_killed_in_the_middle_is_completed_by_the_next_start(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (checkout / "hang").touch()
    variables = os.environ | {"PYTHONPATH": str(environment.ROOT / "build_scripts")}
    command = [sys.executable, "-c", MAKE, str(checkout)]
    child = subprocess.Popen(command, env=variables, stderr=subprocess.DEVNULL, start_new_session=True)
    while not (checkout / "building").exists():
        assert child.poll() is None, "ended before it could be killed"
        time.sleep(0.01)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    # What a kill in the middle of unpacking leaves: pip believes that it is installed.
    package = next((checkout / ".venv").rglob("onnxruntime.py"))
    package.unlink()
    assert has(checkout, "torch")
    left = stamp.read_stamp(checkout / ".venv")
    assert left is not None
    assert left.program == stamp.UNFINISHED
    (checkout / "hang").unlink()
    environment.make(Wish(), checkout)
    assert "interrupted in the making" in capfd.readouterr().err
    assert has(checkout, "torch, cv2, onnxruntime, skinseg_desktop")


@pytest.mark.slow
def test_torch_is_left_out_on_request_until_the_tests_need_it(checkout: Path) -> None:
    environment.make(Wish(torch=False), checkout)
    assert has(checkout, "onnxruntime, skinseg_desktop")
    assert not has(checkout, "torch")
    lock = checkout / "build_scripts" / "requirements.lock"
    lock.write_text(LOCK + "# changed\n", "utf-8")
    environment.make(Wish(), checkout)
    assert not has(checkout, "torch"), "a plain start keeps to the choice of the first"
    environment.make(Wish(tests=True), checkout)
    assert has(checkout, "torch, pytest")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only under Linux the package index has a torch for CUDA")
def test_a_torch_for_cuda_is_announced_with_its_alternatives_before_it_is_fetched(
    checkout: Path, index: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write(index, "torch", "2.13.0", needs="nvidia-cublas==13.1")
    write(index, "nvidia_cublas", "13.1")
    environment.make(Wish(), checkout)
    said = capfd.readouterr().err
    assert "several GB" in said
    assert "--torch-index URL" in said
    assert "--without-torch" in said
    assert said.index("several GB") < said.index("Installing the packages")


@pytest.mark.slow
def test_two_starts_at_once_make_one_environment(checkout: Path) -> None:
    variables = os.environ | {"PYTHONPATH": str(environment.ROOT / "build_scripts")}
    command = [sys.executable, "-c", MAKE, str(checkout)]
    children = [subprocess.Popen(command, env=variables, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [child.communicate()[1] for child in children]
    assert [child.returncode for child in children] == [0, 0], said
    assert sum("Making the environment" in text for text in said) == 1
    assert sum("waiting for it" in text for text in said) == 1


def test_a_moved_checkout_is_not_ready(tmp_path: Path) -> None:
    now = stamp.Stamp(str(tmp_path / "new"), "program", "tests", torch=True)
    old = stamp.Stamp(str(tmp_path / "old"), "program", "tests", torch=True)
    assert now.serves(Wish(tests=True), now)
    assert not old.serves(Wish(), now), "the scripts in .venv carry the old path"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"root": 1}', '{"program": "x"}'])
def test_a_damaged_stamp_is_no_stamp(tmp_path: Path, text: str) -> None:
    (tmp_path / stamp.STAMP).write_text(text, "utf-8")
    assert stamp.read_stamp(tmp_path) is None


def test_a_full_disk_is_noticed_before_anything_is_installed(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(EnvironmentFault, match="GiB are free"):
        environment.check_space(tmp_path, 2 * free, already=tmp_path / "none")
    environment.check_space(tmp_path, free // 2, already=tmp_path / "none")


def test_the_stamp_follows_locks_and_dependencies_but_no_linter_setting(checkout: Path) -> None:
    first = stamp.wanted_stamp(checkout)
    project = checkout / "pyproject.toml"
    project.write_text(project.read_text("utf-8") + "[tool.ruff]\nline-length = 90\n", "utf-8")
    assert stamp.wanted_stamp(checkout) == first
    project.write_text(project.read_text("utf-8").replace("0.1.0", "0.2.0"), "utf-8")
    second = stamp.wanted_stamp(checkout)
    assert (second.program, second.tests) != (first.program, first.tests)
    (checkout / "build_scripts" / "requirements-test.lock").write_text("## tools\npytest==2.0\n", "utf-8")
    third = stamp.wanted_stamp(checkout)
    assert (third.program == second.program, third.tests == second.tests) == (True, False)


def test_digest_keeps_its_parts_apart() -> None:
    assert stamp.digest([b"ab", b"c"]) != stamp.digest([b"a", b"bc"])
    assert len(stamp.digest([])) == 2 * hashlib.sha256().digest_size

"""The parts of the build of a bundle: what goes in, what is compared, what is said about it, what is handed out.

The build itself takes minutes and is a command of its own: build_scripts/build.py.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
from email.utils import parseaddr
from importlib import metadata
from pathlib import Path

import build
import bundle_contents
import bundle_environment
import bundle_imports
import bundle_notices
import bundle_packages
import bundle_symbols
import environment
import pytest
from bundle_notices import NoticeFault, Part, Stamp

from skinseg_desktop.core.child import command

STAMP = Stamp("0.1.0", "ab" * 20, "2026-11-26T02:00:00Z", "cpu")
SECONDS = 1_795_658_400
HELP = "usage: skinseg\n\nverbs:\n  gui      Open the window.\n  predict  Draw every lesion.\n\n'skinseg VERB --help'\n"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The folder of a bundle, small: its program only prints its help."""
    made = tmp_path / "skinseg-desktop"
    (made / "_internal" / "package").mkdir(parents=True)
    for name in bundle_packages.PROGRAMS:
        (made / name).write_text(f"#!/bin/sh\ncat <<'END'\n{HELP}END\n", "utf-8")
        (made / name).chmod(0o755)
    (made / "_internal" / "package" / "module.pyc").write_bytes(b"code")
    (made / "_internal" / "link").symlink_to("package/module.pyc")
    return made


@pytest.mark.parametrize(
    "path",
    [
        "skinseg_desktop/_data/resources/demo/README.md",
        "torch/lib/libtorch_cpu.so",
        "torch/lib/libshm.so",
        "torch/bin/torch_shm_manager",
        "torch/nn/functional.pyc",
        "torch/_dynamo/config.py",
        "torch/testing/_internal/__init__.pyc",
        "torch/testing/_internal/logging_tensor.pyc",
        "torch/_inductor/test_operators.pyc",
        "cv2/config-3.py",
        "sqlalchemy/dialects/sqlite/base.pyc",
        "sqlalchemy/dialects/postgresql/base.pyc",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "unittest/mock.pyc",
    ],
)
def test_what_the_program_loads_goes_in(path: str) -> None:
    assert bundle_contents.is_used(path)


@pytest.mark.parametrize(
    "path",
    [
        "torch/include/ATen/ATen.h",
        "torch/bin/test_api",
        "torch/lib/libjitbackend_test.so",
        "torch/lib/libshm/core.h",
        "torch/nn/functional.py",
        "torch/testing/_internal/common_utils.pyc",
        "numpy/tests/test_all.pyc",
        "numpy/f2py/crackfortran.pyc",
        "pyqtgraph/flowchart/Flowchart.pyc",
        "sqlalchemy/dialects/mysql/base.pyc",
        "onnx/backend/test/data/x.pb",
        "PIL/_avif.cpython-311-x86_64-linux-gnu.so",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/translations/designer_de.qm",
    ],
)
def test_what_nothing_loads_stays_out(path: str) -> None:
    assert not bundle_contents.is_used(path)


def test_a_library_goes_in_where_something_that_goes_in_is_linked_to_it() -> None:
    links = {
        "PySide6/QtGui.abi3.so": {"libQt6Gui.so.6", "libc.so.6"},
        "PySide6/Qt/lib/libQt6Gui.so.6": {"libicuuc.so.73"},
        "PySide6/Qt/lib/libQt6Qml.so.6": {"libgtk-3.so.0"},
    }
    wanted = {
        "PySide6/QtGui.abi3.so",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "libQt6Gui.so.6",
        "PySide6/Qt/lib/libicuuc.so.73",
        "torch/lib/libtorch_cpu.so",
        "libpython3.11.so.1.0",
    }
    unlinked = {"PySide6/Qt/lib/libQt6Qml.so.6", "libQt6Qml.so.6", "libgtk-3.so.0", "cv2.libs/libx-12.so.1"}
    assert bundle_contents.without_unlinked(wanted | unlinked, lambda path: links.get(path, ())) == wanted


def test_the_modules_of_a_bundle_are_known_by_their_files(bundle: Path) -> None:
    internal = bundle / "_internal"
    (internal / "package" / "__init__.pyc").touch()
    (internal / "package" / "fast.cpython-311-x86_64-linux-gnu.so").touch()
    (internal / "python3.11" / "lib-dynload").mkdir(parents=True)
    (internal / "python3.11" / "lib-dynload" / "_json.cpython-311-x86_64-linux-gnu.so").touch()
    found = bundle_imports.bundled(internal)
    assert {"package", "package.module", "package.fast", "_json", "sys"} <= found
    assert "package.gone" not in found


def test_every_verb_is_on_a_journey_that_is_compared() -> None:
    from skinseg_desktop.cli import VERBS

    # The window is driven by a script of its own; the self-test is a journey through all the others.
    assert VERBS.keys() - {journey[0] for journey in bundle_imports.JOURNEYS} <= {"gui", "self-test"}


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's script stands for the program")
def test_a_bundle_that_cannot_do_what_the_source_run_can_is_a_fault(bundle: Path, tmp_path: Path) -> None:
    program = bundle / "skinseg"
    program.write_text("#!/bin/sh\necho $1 >> gone\n", "utf-8")
    bundle_imports.walk(program, tmp_path / "walk")
    gone = (tmp_path / "walk" / "gone").read_text("utf-8").split()
    assert gone == [journey[0] for journey in bundle_imports.JOURNEYS]
    program.write_text("#!/bin/sh\ntest $1 != tune || { echo Path does not exist >&2; exit 1; }\n", "utf-8")
    with pytest.raises(bundle_imports.JourneyFault, match=r"(?s)skinseg fails at tune \(1\):\nPath does not exist"):
        bundle_imports.walk(program, tmp_path / "walk")


def test_what_sets_up_the_file_of_a_study_is_found_by_its_path() -> None:
    site = Path(str(metadata.distribution("optuna").locate_file("")))
    for pattern in bundle_contents.SCRIPTS:
        assert any(path.is_file() for path in site.glob(pattern)), pattern


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the package is for Debian")
def test_the_package_s_maintainer_is_the_project_and_no_address_is_made_up() -> None:
    name, address = parseaddr(bundle_packages.maintainer())
    assert name == "Skinseg Desktop contributors"
    assert address.endswith(".invalid"), "reserved for addresses that do not exist"


def test_a_second_build_that_differs_is_a_fault(bundle: Path, tmp_path: Path) -> None:
    again = shutil.copytree(bundle, tmp_path / "again", symlinks=True)
    build.compare(build.hashes(bundle), build.hashes(again))
    (again / "_internal" / "package" / "module.pyc").write_bytes(b"other")
    with pytest.raises(build.BuildFault, match=r"_internal/package/module\.pyc"):
        build.compare(build.hashes(bundle), build.hashes(again))


def test_the_build_lock_is_exact_and_apart_from_the_programs() -> None:
    folder = environment.ROOT / "build_scripts"
    (lines,) = environment.read_lock(folder / bundle_environment.LOCK_FILE).values()
    for line in lines:
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*(; sys_platform == \"(win32|darwin)\")?", line), line
    others = environment.read_lock(folder / "requirements.lock")
    theirs = {line.split("==")[0] for part in others.values() for line in part}
    assert not theirs & {line.split("==")[0] for line in lines}


def test_a_bundle_refuses_a_model_that_is_not_free(tmp_path: Path) -> None:
    bundle_notices.check_models(environment.ROOT / "models")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "card.json").write_text(json.dumps({"licence": "CC-BY-NC-4.0"}), "utf-8")
    with pytest.raises(NoticeFault, match="mine is under CC-BY-NC"):
        bundle_notices.check_models(tmp_path)


def test_each_package_of_the_program_has_a_licence_s_text(tmp_path: Path) -> None:
    names = (
        "numpy",
        "onnxruntime",
        "torch",
        "flatbuffers",
        "PySide6_Essentials",
        "shiboken6",
        "opencv-python-headless",
    )
    packages = [metadata.distribution(name) for name in names]
    text = tmp_path / "python.txt"
    text.write_text("PSF", "utf-8")
    folder = tmp_path / "licences"
    texts = bundle_notices.write_licences(folder, packages, {}, text)
    for package in packages:
        assert any((folder / path).stat().st_size > 500 for path in texts.of(package.name).values()), package.name
    assert (folder / texts.find("PySide6_Essentials", "LGPL-3.0.txt")).exists()


def test_a_package_without_a_licence_s_text_is_a_fault(tmp_path: Path) -> None:
    about = tmp_path / "bare-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: bare\nVersion: 1.0\n", "utf-8")
    (about / "RECORD").write_text("bare.py,,\n", "utf-8")
    with pytest.raises(NoticeFault, match="bare brings no licence's text"):
        bundle_notices.write_licences(tmp_path / "licences", [metadata.PathDistribution(about)], {}, about / "METADATA")


def test_metadata_is_found_in_the_bundle_and_names_no_path(tmp_path: Path) -> None:
    bundle_notices.write_metadata(tmp_path, [metadata.distribution("skinseg-desktop"), metadata.distribution("numpy")])
    found = {package.name: package.version for package in metadata.distributions(path=[str(tmp_path)])}
    assert found == {name: metadata.version(name) for name in ("skinseg-desktop", "numpy")}
    texts = [file.read_text("utf-8") for file in tmp_path.rglob("*") if file.is_file()]
    assert len(texts) == 2 and not any(str(environment.ROOT) in text for text in texts)


def test_the_list_of_parts_is_the_same_at_each_build(tmp_path: Path) -> None:
    parts = [Part("b", "2", "MIT", "pkg:pypi/b@2"), Part("a", "1", "BSD", "pkg:pypi/a@1")]
    bundle_notices.write_sbom(tmp_path / "one", STAMP, parts)
    bundle_notices.write_sbom(tmp_path / "two", STAMP, reversed(parts))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    bom = json.loads((tmp_path / "one").read_text("utf-8"))
    assert (bom["bomFormat"], bom["metadata"]["timestamp"]) == ("CycloneDX", STAMP.date)
    assert [c["purl"] for c in bom["components"]] == ["pkg:pypi/a@1", "pkg:pypi/b@2"]
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bom["serialNumber"])


@pytest.mark.skipif(not shutil.which("zstd"), reason="needs the program zstd")
def test_an_archive_is_the_same_at_each_build_and_holds_the_folder(bundle: Path, tmp_path: Path) -> None:
    archive = bundle_packages.tar_zst(bundle, tmp_path / "one.tar.zst", SECONDS)
    (bundle / "skinseg").touch()
    assert bundle_packages.tar_zst(bundle, tmp_path / "two.tar.zst", SECONDS).read_bytes() == archive.read_bytes()
    subprocess.run(["zstd", "-dq", archive], check=True)
    with tarfile.open(tmp_path / "one.tar") as tar:
        members = {member.name: member for member in tar.getmembers()}
    assert members["skinseg-desktop/skinseg"].mode & 0o111
    assert members["skinseg-desktop/_internal/link"].linkname == "package/module.pyc"
    assert {(member.uid, member.uname, member.mtime) for member in members.values()} == {(0, "", SECONDS)}


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs the program dpkg-deb")
def test_a_debian_package_holds_programs_entry_icon_and_manual(bundle: Path, tmp_path: Path) -> None:
    shutil.copy("/bin/sh", bundle / "_internal" / "sh")
    made = bundle_packages.deb(bundle, tmp_path, STAMP, SECONDS)
    root = tmp_path / "root"
    subprocess.run(["dpkg-deb", "-R", made, root], check=True)
    assert (root / "usr/bin/skinseg-desktop").readlink() == Path("../lib/skinseg-desktop/skinseg-desktop")
    assert (root / "usr/share/applications/skinseg-desktop.desktop").exists()
    assert (root / "usr/share/icons/hicolor/scalable/apps/skinseg-desktop.svg").exists()
    control = (root / "DEBIAN/control").read_text("utf-8")
    assert re.search(r"^Maintainer: [^<>]+ <[^<>@ ]+@[^<>@ ]+>$", control, re.MULTILINE)
    assert re.search(r"^Depends: libc6 \(>= 2\.\d+\), .*xkb-data", control, re.MULTILINE)
    assert {file.name for file in (root / "DEBIAN").iterdir()} == {"control"}, "nothing runs when it is removed"
    assert not list(tmp_path.glob("tmp*")), "nothing is left"


def test_the_manual_lists_the_verbs(bundle: Path) -> None:
    page = bundle_packages.manual(STAMP, bundle / "skinseg")
    assert ".B predict\nDraw every lesion." in page
    assert "@" not in page


@pytest.mark.parametrize(("program", "ending"), [("skinseg-desktop", ""), ("skinseg", ""), ("skinseg-desktop", ".exe")])
def test_both_programs_of_a_bundle_start_the_console_program(
    program: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("train", ["--attached"]) == [sys.executable, "-m", "skinseg_desktop", "train", "--attached"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / f"{program}{ending}"))
    assert command("train", ["--attached"]) == [str(tmp_path / f"skinseg{ending}"), "train", "--attached"]


@pytest.mark.skipif(not sys.platform.startswith("linux") or shutil.which("strip") is None, reason="libraries of Linux")
def test_libraries_are_stripped_unless_they_could_not_be_loaded_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import _ctypes

    import numpy

    beside = Path(numpy.__file__).parent.with_name("numpy.libs")
    for library in (Path(_ctypes.__file__), *beside.glob("*openblas*")):
        shutil.copy(library, tmp_path)
    before = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    bundle_symbols.strip(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(before)
    for path in tmp_path.iterdir():
        assert bundle_symbols.loadable(path) and path.stat().st_size <= before[path.name]
        load = [sys.executable, "-c", f"import ctypes; ctypes.CDLL({str(path)!r})"]
        done = subprocess.run(load, env=os.environ | {"LD_LIBRARY_PATH": str(beside)}, check=False)
        assert done.returncode == 0, path.name
    broken = tmp_path / "broken.so"
    data = bytearray(Path(_ctypes.__file__).read_bytes())
    (table,) = struct.unpack_from("<Q", data, 32)
    (size, count) = struct.unpack_from("<HH", data, 54)
    first = next(at for at in range(table, table + size * count, size) if data[at] == 1)
    struct.pack_into("<Q", data, first + 8, 1)
    broken.write_bytes(data)
    assert bundle_symbols.is_elf(broken) and not bundle_symbols.loadable(broken)


def test_without_a_history_the_machine_cannot_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    shutil.copy(environment.ROOT / "pyproject.toml", tmp_path)
    with pytest.raises(environment.EnvironmentFault, match="build from a clone"):
        build.stamp_of(tmp_path, "cpu")

"""Whose each library of a bundle is, the licences' texts, and what a bundle says of the machine that built it."""

from __future__ import annotations

import json
import re
import sys
import zipfile
import zlib
from importlib import metadata
from pathlib import Path

import build
import bundle_native
import bundle_native_table
import bundle_notices
import bundle_paths
import bundle_spdx
import pytest
from bundle_native import Native, NativeFault
from bundle_notices import NoticeFault, Part, Stamp
from bundle_texts import TextFault, Texts

STAMP = Stamp("0.1.0", "ab" * 20, "2026-11-26T02:00:00Z", "cpu")
ELF = b"\x7fELF\x02\x01"
PREFIX = "/home/somebody/.pyenv/versions/3.11.7"
TABLE = (
    Native("libone", "MIT", r"pack\.libs/libone-.*", "pack/LICENSE#one", r"one version (\d+\.\d+)"),
    Native("libbare", "MIT", r"pack\.libs/libbare-.*", "pack/LICENSE"),
    Native("inner", "Zlib", r"pack/_code\..*|pack/_more\..*", "pack/LICENSE", "INNER (\\d+)", inside=True),
)
MODULE = "pack/_code.cpython-311-x86_64-linux-gnu.so"
MORE = "pack/_more.cpython-311-x86_64-linux-gnu.so"


def made(folder: Path, **files: bytes) -> dict[str, Path]:
    """Libraries below a folder of packages, by their paths there."""
    found = {}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ELF + content)
        found[name] = path
    return found


def given(site: Path, files: dict[str, Path], **more: object) -> bundle_native.Owners:
    """Whose the files are, with the table of this test; all are listed by the package 'pack'."""
    known: dict[str, object] = {
        "packages": dict.fromkeys(files, "pack"),
        "site": site,
        "python": Path("/nowhere/python"),
        "table": TABLE,
        "own": (r"pack/libpack\.so",),
        "system": {r"libz\.so\.\d+": "Zlib"},
        "said": {("pack", "libone"): "0", ("pack", "libbare"): "3.1"},
    }
    return bundle_native.owners(files, **(known | more))  # type: ignore[arg-type]


def test_each_library_is_given_to_who_made_it_with_its_version(tmp_path: Path) -> None:
    site, away = tmp_path / "site", tmp_path / "usr"
    files = made(
        site,
        **{
            MODULE: b"INNER 7",
            MORE: b"",
            "pack/libpack.so": b"",
            "pack.libs/libone-ab12.so.3": b"\x00one version 2.5\x00",
            "pack.libs/libbare-cd34.so.4.0": b"",
        },
    )
    files |= made(away, **{"libz.so.1": b""})
    python = made(tmp_path / "python", **{"python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so": b""})
    found = given(site, files | python, python=tmp_path / "python", packages=dict.fromkeys(files, "pack"))
    assert {(one.native.name, one.by, one.version, one.files) for one in found.native} == {
        ("libone", "pack", "2.5", ("pack.libs/libone-ab12.so.3",)),
        ("libbare", "pack", "3.1", ("pack.libs/libbare-cd34.so.4.0",)),
        ("inner", "pack", "7", (MODULE,)),
    }
    assert found.packages == {"pack": (MODULE, MORE, "pack/libpack.so")}
    assert found.python == tuple(python)
    assert found.system == {"libz.so.1": "Zlib"}
    nothing_said = given(site, made(site, **{"pack.libs/libbare-cd34.so.4.0": b""}), said={})
    assert nothing_said.native[0].version == "so.4.0"


@pytest.mark.parametrize("path", ["pack.libs/libnew-ab.so.1", "pack/libnew.so", "libnew.so.1"])
def test_a_library_that_nobody_knows_fails_the_build(path: str, tmp_path: Path) -> None:
    with pytest.raises(NativeFault, match=re.escape(path)):
        given(tmp_path, made(tmp_path, **{path: b""}))
    with pytest.raises(NativeFault, match="libnew"):
        given(tmp_path / "elsewhere", made(tmp_path, **{"libnew.so.1": b""}), packages={})


def test_what_the_table_says_has_to_be_in_the_file(tmp_path: Path) -> None:
    with pytest.raises(NativeFault, match=r"no sign of libone in .*\n.*no sign of inner"):
        given(tmp_path, made(tmp_path, **{"pack.libs/libone-ab12.so.3": b"two", MODULE: b""}))
    twice = (*TABLE, Native("other", "MIT", r"pack\.libs/libone.*", "pack/LICENSE"))
    with pytest.raises(NativeFault, match="is of libone and of other"):
        given(tmp_path, made(tmp_path, **{"pack.libs/libone-ab12.so.3": b"one version 2.5"}), table=twice)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Linux")
def test_every_library_that_the_packages_bring_beside_themselves_is_known() -> None:
    for name in ("numpy", "pillow", "opencv-python-headless"):
        folder = f"{name.replace('-', '_')}.libs"
        package = metadata.distribution(name)
        files = {file.as_posix(): Path(str(file.locate())) for file in package.files or () if file.parts[0] == folder}
        # One is for what the bundle leaves out: see bundle_contents.py.
        files = {path: source for path, source in files.items() if "pillow.libs/libavif" not in path}
        site = Path(str(package.locate_file("")))
        table = [native for native in bundle_native_table.NATIVE if not native.inside]
        found = given(site, files, table=table, packages=dict.fromkeys(files, name), said={})
        assert files and {path for one in found.native for path in one.files} == files.keys()
        assert all(one.version for one in found.native)


def test_the_table_is_of_licences_and_texts_that_are_there() -> None:
    for native in bundle_native_table.NATIVE:
        bundle_spdx.check(native.licence)
        where, _, words = native.text.partition("#")
        owner, _, name = where.partition("/")
        if owner == "kept":
            assert words in (bundle_notices.TEXTS / name).read_text("utf-8"), native
        else:
            assert metadata.distribution(owner).name and name, native
        if re.search("LGPL|MPL-2.0|GCC-exception", native.licence):
            assert native.source.startswith("https://"), native
            assert bundle_notices.source_of(native.source, "").endswith(("/", "eigen")), native
    for licence in bundle_native_table.SYSTEM.values():
        bundle_spdx.check(licence)
        assert all((bundle_notices.TEXTS / name).exists() for name in bundle_spdx.full_texts(licence))


def test_a_licence_is_an_expression_that_does_not_end_in_the_gpl_alone() -> None:
    for good in (
        "MIT",
        "FTL OR GPL-2.0-or-later",
        "GPL-3.0-or-later WITH GCC-exception-3.1",
        "LicenseRef-mine AND MIT",
    ):
        bundle_spdx.check(good)
    for bad in ("", "BSD License", "see its text", "MIT AND Unheard-1.0", "MIT WITH Unheard-exception"):
        with pytest.raises(ValueError, match=r"expression|not known"):
            bundle_spdx.check(bad)
    for bare in ("GPL-3.0-or-later", "MIT AND GPL-2.0-only", "GPL-2.0-only OR GPL-3.0-only"):
        with pytest.raises(ValueError, match="no other way than the GPL"):
            bundle_spdx.check(bare)
    assert bundle_spdx.of_package("sympy", "BSD") == "BSD-3-Clause"
    assert bundle_spdx.full_texts("LGPL-2.1-or-later") == ("LGPL-2.1.txt",)
    assert bundle_spdx.full_texts("LGPL-3.0-only OR GPL-2.0-only") == ("GPL-2.0.txt", "LGPL-3.0.txt", "GPL-3.0.txt")
    assert bundle_spdx.cyclonedx("MIT") == [{"license": {"id": "MIT"}}]
    assert bundle_spdx.cyclonedx("MIT OR Zlib") == [{"expression": "MIT OR Zlib"}]


def test_each_text_is_kept_once_and_found_for_all_whose_it_is(tmp_path: Path) -> None:
    texts = Texts(tmp_path)
    first = texts.add("one", "LICENSE", b"You may use it.\n")
    assert texts.add("two", "inner/LICENSE", b"You  may\r\nuse it.") == first == "one/LICENSE"
    other = texts.add("two", "LICENSE", b"You may not.")
    assert texts.of("two") == {"inner/LICENSE": first, "LICENSE": other}
    assert texts.find("two", "inner/LICENSE") == first
    assert texts.find("two", "LICENSE", "may not") == other
    assert texts.find("two", "LICENSE", "use it") == first
    for whose, name, words in (("two", "NOTICE", ""), ("two", "LICENSE", "must"), ("three", "LICENSE", "")):
        with pytest.raises(TextFault):
            texts.find(whose, name, words)
    texts.write_index()
    assert "## two\n\n- `two/LICENSE`\n- `one/LICENSE` (inner/LICENSE)" in (tmp_path / "INDEX.md").read_text("utf-8")
    assert len(list(tmp_path.rglob("*LICENSE"))) == 2


def test_a_part_whose_text_is_not_there_is_a_fault(tmp_path: Path) -> None:
    text = tmp_path / "python.txt"
    text.write_text("PSF", "utf-8")
    numpy = metadata.distribution("numpy")
    good = Part("OpenBLAS", "1", "BSD-3-Clause", "pkg:generic/openblas@1", "numpy", text="numpy/LICENSE.txt#OpenBLAS")
    bad = Part("OpenBLAS", "1", "BSD-3-Clause", "pkg:generic/openblas@1", "numpy", text="numpy/LICENSE.txt#nobody's")
    texts = bundle_notices.write_licences(tmp_path / "one", [numpy], {}, text, [good])
    assert "LICENSE.txt" in texts.of("OpenBLAS")
    with pytest.raises(NoticeFault, match="OpenBLAS is not there"):
        bundle_notices.write_licences(tmp_path / "two", [numpy], {}, text, [bad])


def test_what_is_under_the_lgpl_has_its_text_its_source_and_a_way_to_replace_it(tmp_path: Path) -> None:
    text = tmp_path / "python.txt"
    text.write_text("PSF", "utf-8")
    numpy = metadata.distribution("numpy")
    part = Part(
        "libquadmath", "so.0", "LGPL-2.1-or-later", "pkg:generic/libquadmath@so.0", "numpy",
        ("numpy.libs/libquadmath.so",), "numpy/LICENSE.txt#libquadmath", source="https://example.org/source",
    )  # fmt: skip
    texts = bundle_notices.write_licences(tmp_path / "licences", [numpy], {}, text, [part])
    parts = [bundle_notices.part_of(numpy, ["numpy/a.abi3.so"]), part]
    bundle_notices.write_notices(tmp_path / "NOTICES.md", STAMP, parts, texts)
    said = (tmp_path / "NOTICES.md").read_text("utf-8")
    (row,) = re.findall(r"^\| libquadmath \| .*$", said.partition("## Under the GNU Lesser")[2], re.MULTILINE)
    assert "`numpy.libs/libquadmath.so`" in row and "https://example.org/source" in row
    assert "in the place of each" in said
    lesser = (tmp_path / "licences" / "common" / "LGPL-2.1.txt").read_text("utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in lesser and len(lesser) > 20000


def test_a_source_is_that_of_the_version_where_that_is_known() -> None:
    gcc = "https://example.org/gcc/gcc-{number}/gcc-{number}.tar.xz"
    for version, source in (
        ("8.5.0-28.el8_10.alma.1", "https://example.org/gcc/gcc-8.5.0/gcc-8.5.0.tar.xz"),
        ("so.0.0.0", "https://example.org/gcc/"),
        ("", "https://example.org/gcc/"),
    ):
        assert bundle_notices.source_of(gcc, version) == source
    assert (
        bundle_notices.source_of("https://example.org/{minor}/{number}/", "6.11.3")
        == "https://example.org/6.11/6.11.3/"
    )
    assert bundle_notices.source_of("https://example.org/eigen", "3.4") == "https://example.org/eigen"


def notices(folder: Path, *parts: Part) -> str:
    """What the list for a person says of these parts, in one line."""
    bundle_notices.write_notices(folder / "NOTICES.md", STAMP, parts)
    return " ".join((folder / "NOTICES.md").read_text("utf-8").split())


def test_the_list_of_parts_says_what_their_licences_want_to_be_said(tmp_path: Path) -> None:
    tqdm = bundle_notices.part_of(metadata.distribution("tqdm"))
    jpeg = Part("libjpeg-turbo", "3.1", "IJG AND Zlib", "pkg:generic/jpeg@3.1", "pillow", ("pillow.libs/libjpeg.so",))
    ipp = Part(
        "Intel IPP", "1", "LicenseRef-Intel-Simplified-2022-10", "pkg:generic/ipp@1", "cv", ("cv2.so",), inside=True
    )
    gomp = Part(
        "libgomp", "so.1", "GPL-3.0-or-later WITH GCC-exception-3.1", "pkg:generic/libgomp", "torch", ("libgomp.so",),
        source="https://example.org/gcc/",
    )  # fmt: skip
    bare = notices(tmp_path, Part("libx", "1", "MIT", "pkg:generic/libx@1"))
    for word in ("Mozilla", "Independent JPEG Group", "Intel", "with an exception"):
        assert word not in bare
    said = notices(tmp_path, tqdm, jpeg, ipp, gomp)
    assert tqdm.licence == "MPL-2.0 AND MIT" and f"tqdm: https://github.com/tqdm/tqdm/tree/v{tqdm.version}" in said
    assert "based in part on the work of the Independent JPEG Group." in said and "FreeType" not in said
    assert "does not extend to what Intel wrote, whose own terms forbid it: Intel IPP (in `cv2.so`)." in said
    assert "`libgomp.so` | https://example.org/gcc/ |" in said.partition("with an exception")[2]


def test_the_text_of_the_mozilla_licence_goes_with_a_package_that_only_names_it(tmp_path: Path) -> None:
    text = tmp_path / "python.txt"
    text.write_text("PSF", "utf-8")
    texts = bundle_notices.write_licences(tmp_path / "licences", [metadata.distribution("tqdm")], {}, text)
    assert texts.find("tqdm", "MPL-2.0.txt", "Mozilla Public License Version 2.0") == "common/MPL-2.0.txt"


def test_the_list_of_parts_names_every_library_and_who_brings_it(tmp_path: Path) -> None:
    numpy = metadata.distribution("numpy")
    parts = [
        bundle_notices.part_of(numpy, ["numpy/a.abi3.so"]),
        Part("libx", "", "MIT", "pkg:generic/libx", "numpy", ("numpy.libs/libx.so",)),
        Part("inner", "2", "MIT OR Zlib", "pkg:generic/inner@2", "numpy", ("numpy/a.abi3.so",), inside=True),
        Part("libx", "1", "MIT", "pkg:generic/libx@1", "other", ("other.libs/libx.so",)),
    ]
    bundle_notices.write_sbom(tmp_path / "sbom.cdx.json", STAMP, parts)
    bom = json.loads((tmp_path / "sbom.cdx.json").read_text("utf-8"))
    refs = [component["bom-ref"] for component in bom["components"]]
    assert len(set(refs)) == 4 and all(component["licenses"] for component in bom["components"])
    of = {one["ref"]: one["dependsOn"] for one in bom["dependencies"]}
    assert of[parts[0].ref] == ["numpy/pkg:generic/inner@2", "numpy/pkg:generic/libx"]
    assert of["skinseg-desktop"] == [parts[0].ref]
    assert bundle_notices.accounted(tmp_path / "sbom.cdx.json") == {
        "_internal/numpy/a.abi3.so", "_internal/numpy.libs/libx.so", "_internal/other.libs/libx.so",
    }  # fmt: skip


def test_a_bundle_with_a_library_that_is_not_in_its_list_is_a_fault(tmp_path: Path) -> None:
    bundle = tmp_path / "skinseg-desktop"
    made(bundle / "_internal", **{"pack/a.abi3.so": b""})
    made(bundle, skinseg=b"")
    (bundle / "_internal" / "link.so").symlink_to("pack/a.abi3.so")
    parts = [Part("pack", "1", "MIT", "pkg:pypi/pack@1", files=("pack/a.abi3.so", "../skinseg"))]
    bundle_notices.write_sbom(bundle / "sbom.cdx.json", STAMP, parts)
    build.account(bundle)
    made(bundle / "_internal", **{"pack.libs/libsly.so.1": b""})
    with pytest.raises(build.BuildFault, match=r"1 libraries .*: _internal/pack\.libs/libsly\.so\.1"):
        build.account(bundle)


def test_a_bundle_names_no_folder_of_the_machine_that_built_it(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    library = bundle / "lib.so"
    names = {PREFIX: bundle_paths.folders(Path(sys.executable), Path(PREFIX), tmp_path, tmp_path)[PREFIX]}
    library.write_bytes(ELF + f"\x00{PREFIX}/lib\x00{PREFIX}\x00".encode())
    with pytest.raises(bundle_paths.PathFault, match=r"1 files name a folder of this machine: lib\.so"):
        bundle_paths.check(bundle, [PREFIX])
    size = library.stat().st_size
    assert bundle_paths.blank(bundle, names) == 1
    bundle_paths.check(bundle, names)
    left = library.read_bytes()
    assert len(left) == size and b"somebody" not in left
    # A linker keeps '3.11.7' once, at the end of where it is installed.
    assert re.search(rb"\x00/-+/3\.11\.7/lib\x00/-+/3\.11\.7\x00$", left)
    assert bundle_paths.blank(bundle, names) == 0


def test_a_folder_is_found_in_what_is_packed_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "base.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("module.pyc", PREFIX * 20)
    program = tmp_path / "skinseg"
    program.write_bytes(ELF + b"x" * 100 + zlib.compress(PREFIX.encode() * 20, 9) + b"behind")
    program.chmod(0o755)
    assert PREFIX.encode() not in program.read_bytes()
    with pytest.raises(bundle_paths.PathFault, match=r"2 files .*: base\.zip, skinseg"):
        bundle_paths.check(tmp_path, [PREFIX])


def test_the_folders_of_the_machine_are_home_interpreter_checkout_and_where_is_built(tmp_path: Path) -> None:
    def of(home: str, root: str = "/srv/check/out") -> dict[str, str]:
        return bundle_paths.folders(Path(sys.executable), Path(root), tmp_path / "out", tmp_path / "work", Path(home))

    assert {"/home/somebody", "/srv/check/out", str(tmp_path / "out"), str(tmp_path / "work")} <= set(
        of("/home/somebody")
    )
    assert of("/home/somebody")["/home/somebody"] == "/-------------"
    assert of("/home/somebody")["/srv/check/out"] == "/---------/out"
    # Packages were built by somebody who is root, too.
    assert "/root" not in of("/root")
    assert not any(name.startswith("/usr/") or name.count("/") < 2 for name in of("/root", root="/src"))

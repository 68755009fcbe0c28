"""Faults of archives from strangers, row X1: nothing leaves the folder, and nothing is left where it is refused."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from skinseg_desktop.core.errors import ModelError
from skinseg_desktop.zoo.archive import MAX_MEMBERS, unpack
from skinseg_desktop.zoo.convert import import_model


def tar_of(path: Path, *members: tarfile.TarInfo | tuple[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
            else:
                info = tarfile.TarInfo(member[0])
                info.size = len(member[1])
                archive.addfile(info, io.BytesIO(member[1]))
    return path


def zip_of(path: Path, *members: zipfile.ZipInfo | tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            if isinstance(member, zipfile.ZipInfo):
                archive.writestr(member, b"../../outside")
            else:
                archive.writestr(*member)
    return path


def everything(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


@pytest.mark.parametrize("make", [tar_of, zip_of])
@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "model/../../outside",
        "/tmp/skinseg-outside",
        "//server/share",
        "C:/outside",
        "C:outside",
        "..\\outside",
        "model\\outside",
        "model/file:stream",
        "model/nul.txt",
        "model/ends.",
        "model/tab\there",
        "model/" + "a" * 200,
    ],
)
def test_X1_names_that_may_leave_the_folder(tmp_path: Path, make: Callable[..., Path], name: str) -> None:
    path = make(tmp_path / "archive", ("model/card.json", b"{}"), (name, b"evil"))
    before = everything(tmp_path)
    with pytest.raises(ModelError, match="archive holds a member with the name"):
        unpack(path, tmp_path / "deep" / "target")
    assert everything(tmp_path) == before
    assert not Path("/tmp/skinseg-outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_X1_links_and_devices_in_a_tar(tmp_path: Path, kind: bytes) -> None:
    link = tarfile.TarInfo("model/link")
    link.type, link.linkname = kind, "../../outside"
    path = tar_of(tmp_path / "x.tgz", ("model/card.json", b"{}"), link, ("model/link/file", b"evil"))
    with pytest.raises(ModelError, match="model/link, which is a link, a device"):
        import_model(path, into=tmp_path / "zoo")
    assert everything(tmp_path) == {path}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_X1_links_and_devices_in_a_zip(tmp_path: Path, kind: int) -> None:
    link = zipfile.ZipInfo("model/link")
    link.create_system, link.external_attr = 3, (kind | 0o777) << 16
    path = zip_of(tmp_path / "x.zip", ("model/card.json", b"{}"), link)
    with pytest.raises(ModelError, match="model/link, which is a link or a device"):
        import_model(path, into=tmp_path / "zoo")
    assert everything(tmp_path) == {path}


@pytest.mark.parametrize("make", [tar_of, zip_of])
@pytest.mark.parametrize(("one", "other"), [("A.txt", "a.txt"), ("é", "e\u0301"), ("a", "a/b"), ("a/b", "A")])
def test_X1_names_that_are_one_file_on_some_system(
    tmp_path: Path, make: Callable[..., Path], one: str, other: str
) -> None:
    path = make(tmp_path / "archive", ("card.json", b"{}"), (one, b"1"), (other, b"2"))
    with pytest.raises(ModelError, match="twice"):
        unpack(path, tmp_path / "target")
    assert everything(tmp_path) == {path}


@pytest.mark.parametrize("make", [tar_of, zip_of])
def test_X1_too_many_members(tmp_path: Path, make: Callable[..., Path]) -> None:
    path = make(tmp_path / "archive", ("card.json", b"{}"), *((f"d/{i}", b"") for i in range(MAX_MEMBERS)))
    with pytest.raises(ModelError, match=f"more than {MAX_MEMBERS} members"):
        unpack(path, tmp_path / "target")
    assert not (tmp_path / "target").exists()


def test_X1_too_much_unpacked(tmp_path: Path) -> None:
    huge = tarfile.TarInfo("model/weights.safetensors")
    huge.size = 10**12
    path = tmp_path / "x.tgz"
    with gzip.open(path, "wb") as file:
        file.write(huge.tobuf())
    with pytest.raises(ModelError, match="unpacks to more than 2 GB"):
        unpack(path, tmp_path / "target")
    long_header = tarfile.TarInfo("x")
    long_header.type, long_header.size = tarfile.XHDTYPE, 10**9
    with gzip.open(path, "wb") as file:
        file.write(long_header.tobuf())
    with pytest.raises(ModelError, match="a header that is too long"):
        unpack(path, tmp_path / "target")


@pytest.mark.parametrize("make", [tar_of, zip_of])
def test_X1_a_cut_archive_leaves_nothing(tmp_path: Path, make: Callable[..., Path]) -> None:
    noise = np.random.default_rng(0).bytes(100_000)
    path = make(tmp_path / "archive", ("card.json", b"{}"), ("weights.safetensors", noise))
    whole = path.read_bytes()
    damaged = bytearray(whole)
    damaged[50_000] ^= 0xFF
    # The flipped byte is found by a zip's checksum; in a tar it is found when the card's hashes are compared.
    for data in (whole[:50_000], whole[:200], *([bytes(damaged)] if make is zip_of else [])):
        path.write_bytes(data)
        with pytest.raises(ModelError, match="archive is damaged, cut short"):
            unpack(path, tmp_path / "target")
        assert not (tmp_path / "target").exists()


def test_X1_two_models_in_one_archive(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "x.zip", ("a/card.json", b"{}"), ("b/card.json", b"{}"))
    with pytest.raises(ModelError, match="holds 2 models"):
        import_model(path, into=tmp_path / "zoo")


def test_X1_an_honest_archive_keeps_its_bytes_and_no_rights(tmp_path: Path) -> None:
    script = tarfile.TarInfo("model/empty")
    script.mode = 0o6777
    path = tar_of(tmp_path / "x.tgz", ("model/card.json", b"{}"), ("model/sub/data", b"123"), script)
    folder = unpack(path, tmp_path / "target")
    assert folder == tmp_path / "target" / "model"
    assert (folder / "sub" / "data").read_bytes() == b"123"
    assert (folder / "empty").stat().st_mode & 0o6111 == 0

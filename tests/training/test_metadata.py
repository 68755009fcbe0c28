"""Tables of lesions: every dialect gives the same rows, and what is odd is named."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.training.metadata import Row, read_metadata

TEXT = "image_id,lesion_id,patient_id,licence,dx\nA,L1,7,CC-0,nv\nB,L1,,CC-0,mel\nC,,,CC-0,\n"
ROWS = (Row("A", "L1", ("patient 7",), "CC-0"), Row("B", "L1", (), "CC-0"), Row("C", "", (), "CC-0"))


def write(folder: Path, data: bytes | str) -> Path:
    path = folder / "metadata.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        b"sep=;\n" + TEXT.replace(",", ";").encode(),
        TEXT.replace("A,", "A.jpg,").replace("image_id", "Image").encode(),
    ],
)
def test_every_dialect_gives_the_same_rows(data: bytes, tmp_path: Path) -> None:
    assert read_metadata(write(tmp_path, data)).rows == ROWS


def test_what_is_not_utf_8_is_windows_1252_and_said(tmp_path: Path) -> None:
    table = read_metadata(write(tmp_path, "id;lesion_id\nM\u00e4rz;L\n".encode("cp1252")))
    assert table.rows == (Row("M\u00e4rz", "L"),) and "windows-1252" in table.notes[0]


def test_nothing_known_is_no_lesion(tmp_path: Path) -> None:
    rows = read_metadata(write(tmp_path, "id,lesion_id\na,unknown\nb,NA\nc,-\nd,\ne,n/a\nf,L\n")).rows
    assert [row.lesion for row in rows] == ["", "", "", "", "", "L"]


def test_lesions_of_both_columns_are_one_space_of_names(tmp_path: Path) -> None:
    text = "id,isic2019_lesion_id,lesion_id,near_duplicate_group\na,L2,L1,c1\nb,L2,,c2\n"
    rows = read_metadata(write(tmp_path, text)).rows
    assert rows[0].lesion == "L1" and rows[0].groups == ("lesion L2", "near-duplicate c1")
    assert rows[1].lesion == "L2" and rows[1].groups == ("near-duplicate c2",)


def test_an_id_twice_belongs_to_all_its_lesions(tmp_path: Path) -> None:
    table = read_metadata(write(tmp_path, "id,lesion_id\na,L1\nA,L2\nb,L3\nB.jpg,L3\n"))
    assert table.rows == (Row("a", "L1", ("lesion L2",)), Row("b", "L3"))
    assert table.conflicting == ("a",) and table.repeated == ("b",)


def test_match_names_photos_without_row_and_rows_without_photo(tmp_path: Path) -> None:
    table = read_metadata(write(tmp_path, TEXT))
    match = table.match(["a", "sub/B.png", "stranger"])
    assert match.rows == {"a": ROWS[0], "sub/B.png": ROWS[1]}
    assert match.without_row == ("stranger",) and match.unknown == ("C",)
    assert match.row("stranger") == Row("stranger")


@pytest.mark.parametrize(
    ("data", "said"), [("", "is empty"), ("\n\n", "is empty"), ("x,y\n1,2\n", "no column of photo ids")]
)
def test_what_is_no_table_of_photos_is_one_sentence(data: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=said):
        read_metadata(write(tmp_path, data))


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_metadata(tmp_path / "none.csv")


def test_any_bytes_give_rows_or_a_sentence(tmp_path: Path) -> None:
    chance = random.Random(0)
    for _ in range(300):
        data = bytearray(TEXT.encode(chance.choice(("utf-8", "utf-16", "utf-8-sig"))))
        for _ in range(chance.randrange(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_metadata(write(tmp_path, bytes(data)))
        except UserError as error:
            assert error.what

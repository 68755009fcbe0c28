"""Rows: filters, orders, counts, and photos that come and go."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path, PurePosixPath

from skinseg_desktop.core import pairing
from skinseg_desktop.imaging import PhotoFile
from skinseg_desktop.review.rows import SORTS, Query, Rows
from skinseg_desktop.store.changes import Origin, PhotoKey
from skinseg_desktop.store.records import Record


def files(*relatives: str) -> list[PhotoFile]:
    paths = [PurePosixPath(relative) for relative in relatives]
    return [PhotoFile(Path("/photos") / p, name) for p, name in zip(paths, pairing.photo_names(paths), strict=True)]


def rows_of(*relatives: str) -> Rows:
    return Rows(files(*relatives), {})


def names(rows: Rows, query: Query) -> list[str]:
    return [rows.row(i).relative for i in rows.order(query)]


def test_sorting_by_each_key_and_what_is_not_known_is_last_either_way() -> None:
    rows = rows_of("b.jpg", "a.jpg", "d.jpg", "c.jpg")
    rows.set_dice({"a.jpg": 0.9, "b.jpg": 0.2, "c.jpg": 0.9})
    assert names(rows, Query()) == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]
    assert names(rows, Query(sort="dice")) == ["b.jpg", "a.jpg", "c.jpg", "d.jpg"]
    assert names(rows, Query(sort="dice", descending=True)) == ["a.jpg", "c.jpg", "b.jpg", "d.jpg"]
    rows.update("d.jpg", status="accepted", area=5, seconds=3.0)
    assert names(rows, Query(sort="status", descending=True))[0] == "d.jpg"
    assert names(rows, Query(sort="area"))[0] == names(rows, Query(sort="time", descending=True))[0] == "d.jpg"


def test_an_order_is_one_word_and_back() -> None:
    for sort in SORTS:
        for descending in (False, True):
            query = Query(sort=sort, descending=descending)
            assert Query(text="a").ordered(query.order) == Query(text="a", sort=sort, descending=descending)
    assert Query().ordered("-dice").descending
    for nothing in ("", "-", "-size", "--dice"):
        assert Query(sort="dice").ordered(nothing) == Query()


def test_what_a_person_changed_is_known_after_it_was_judged() -> None:
    rows = rows_of("a.jpg")
    for status, edited in (
        ("predicted", False), ("accepted", False), ("edited", True), ("accepted", True), ("rejected", True),
        ("edited", True), ("predicted", False), ("rejected", False),
    ):  # fmt: skip
        rows.update("a.jpg", status=status)
        rows.update("a.jpg", flagged=True)
        assert rows.row(0).edited == edited, status


def test_what_a_person_changed_is_known_from_the_project() -> None:
    def edited(kind: str, cursor: int, folded: int, touched: bool) -> bool:
        record = Record(
            PhotoKey("a.jpg", "0" * 64), 4, 4, "accepted", False, 3, Origin(kind), cursor, 2, 0, None, 0.0, touched, 1,
            folded,
        )  # fmt: skip
        return Rows(files("a.jpg"), {"a.jpg": record}).row(0).edited

    assert edited("prediction", 1, 0, True) and edited("prediction", 0, 1, True) and edited("import", 0, 0, True)
    assert not edited("prediction", 0, 0, True) and not edited("import", 0, 0, False)


def test_filters_add_up() -> None:
    rows = rows_of("Ärzte/Fall 1.jpg", "a/fall 2.jpg", "b/other.jpg")
    rows.update("a/fall 2.jpg", status="edited", flagged=True)
    rows.set_references({"b/other.jpg"})
    assert names(rows, Query(text="FALL")) == ["a/fall 2.jpg", "Ärzte/Fall 1.jpg"]
    assert names(rows, Query(text="fall A\u0308rzte")) == ["Ärzte/Fall 1.jpg"]
    assert names(rows, Query(statuses=frozenset({"edited"}))) == ["a/fall 2.jpg"]
    assert names(rows, Query(flagged=True)) == ["a/fall 2.jpg"]
    assert names(rows, Query(with_reference=True)) == ["b/other.jpg"]
    assert names(rows, Query(text="other", flagged=True)) == []


def test_counts_and_the_mean() -> None:
    rows = rows_of("a.jpg", "b.jpg", "c.jpg", "d.jpg")
    assert rows.mean_dice() == (None, 0)
    rows.update("a.jpg", status="accepted", dice=0.5)
    rows.update("b.jpg", status="rejected", flagged=True, dice=0.1)
    rows.update("c.jpg", dice=1.0)
    counts = rows.counts()
    assert (counts["total"], counts["reviewed"], counts["flagged"], counts["new"]) == (4, 2, 1, 2)
    assert rows.mean_dice() == (0.75, 2)
    assert rows.update("not there.jpg", status="accepted") is None


def test_an_index_stays_a_photos_when_others_come_and_go() -> None:
    rows = rows_of("a.jpg", "b.jpg")
    rows.update("b.jpg", dice=0.7)
    assert not rows.merge(files("a.jpg", "b.jpg"))
    assert rows.merge(files("b.jpg", "aa.jpg"))
    assert [rows.row(i).relative for i in range(len(rows))] == ["a.jpg", "b.jpg", "aa.jpg"]
    assert [rows.row(i).missing for i in range(3)] == [True, False, False]
    assert rows.row(1).dice == 0.7 and rows.index("aa.jpg") == 2
    assert rows.merge(files("a.jpg", "b.jpg", "aa.jpg"))
    assert not rows.row(0).missing


def test_the_next_that_fits_goes_round_the_end() -> None:
    rows = rows_of(*(f"{n}.jpg" for n in range(5)))
    for n in (1, 3):
        rows.update(f"{n}.jpg", flagged=True)
    order = rows.order(Query(descending=True))
    at = order.index(1)
    assert rows.next_of(order, order.index(3), lambda row: row.flagged) == at
    assert rows.next_of(order, at, lambda row: row.flagged) == order.index(3)
    assert rows.next_of(order, at, lambda row: row.status == "accepted") is None
    assert rows.next_of([], -1, lambda row: True) is None


def test_an_order_is_the_same_whatever_came_first() -> None:
    relatives = [f"{n:03}.jpg" for n in range(50)]
    mixed = relatives.copy()
    random.Random(1).shuffle(mixed)
    rows = rows_of(*mixed)
    rows.set_dice({relative: int(relative[2]) / 10 for relative in relatives})
    assert names(rows, Query(sort="dice")) == sorted(relatives, key=lambda r: (r[2], r))


def test_a_row_says_by_which_model_its_mask_began_until_another_photo_lies_there() -> None:
    rows = rows_of("a.jpg")
    known = Record(
        PhotoKey("a.jpg", "0" * 64), 9, 9, "accepted", True, 5, None, 0, 0, 0, None, 3.0, touched=True, sequence=1
    )
    for origin, model in (
        (Origin("prediction", "some-model", "1" * 64, 0.5), "some-model"), (Origin("import"), ""), (None, ""),
    ):  # fmt: skip
        rows.set_records({"a.jpg": replace(known, origin=origin)})
        assert rows.row(0).model == model
    rows.set_records({"a.jpg": None})
    row = rows.row(0)
    assert (row.status, row.flagged, row.area, row.seconds, row.touched) == ("new", False, None, 0.0, False)


def test_rows_of_the_same_folder_listed_again_keep_what_is_known() -> None:
    before, after = rows_of("a.jpg", "b.jpg"), rows_of("a.jpg", "more/c.jpg")
    before.update("a.jpg", status="accepted", area=7, dice=0.9, touched=True)
    after.take_over(before)
    assert (after.row(0).status, after.row(0).area, after.row(0).dice, after.row(0).touched) == (
        "accepted",
        7,
        0.9,
        True,
    )
    assert after.row(1).relative == "more/c.jpg" and after.row(1).status == "new"


def test_ids_follow_a_namesake_that_comes() -> None:
    rows = rows_of("a.jpg")
    assert rows.row(0).id == "a" and rows.merge(files("a.jpg", "a.png"))
    assert [rows.row(n).id for n in range(2)] == ["a.jpg", "a.png"]

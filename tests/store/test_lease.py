"""The lease: taken once, given back, and left alone when it belongs to somebody else."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from skinseg_desktop.store.lease import LEASE_FILE, Lease, read_holder, take


def taken(folder: Path) -> Lease:
    lease = take(folder).lease
    assert lease is not None
    return lease


def test_it_is_taken_once_and_given_back(tmp_path: Path) -> None:
    lease = taken(tmp_path)
    second = take(tmp_path)
    assert second.lease is None and second.holder == lease.holder == read_holder(tmp_path)
    lease.release()
    assert list(tmp_path.iterdir()) == []
    taken(tmp_path).release()


def test_given_back_twice_it_is_given_back_once(tmp_path: Path) -> None:
    lease = taken(tmp_path)
    lease.release()
    second = taken(tmp_path)
    lease.release()
    assert not lease.beat(1) and read_holder(tmp_path) == second.holder and second.beat(1)
    # A copy of the first one's lease does not bring it back to life either.
    (tmp_path / LEASE_FILE).write_text(json.dumps(asdict(lease.holder)))
    lease.release()
    assert not lease.beat(2) and read_holder(tmp_path) == lease.holder
    second.release()


def test_a_sign_of_life_counts_and_says_what_was_written(tmp_path: Path) -> None:
    lease = taken(tmp_path)
    assert lease.beat(7) and lease.beat(9)
    holder = read_holder(tmp_path)
    assert holder is not None and (holder.beat, holder.sequence) == (2, 9)
    (tmp_path / LEASE_FILE).unlink()
    assert lease.beat(9) and read_holder(tmp_path) is not None
    lease.release()


def test_another_ones_lease_is_left_alone(tmp_path: Path) -> None:
    lease = taken(tmp_path)
    other = replace(lease.holder, host="elsewhere", token="other")
    (tmp_path / LEASE_FILE).write_text(json.dumps(asdict(other)))
    assert not lease.beat(1)
    lease.release()
    assert read_holder(tmp_path) == other


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"host": 1}', b"\xff" * 100, b"[" * 9000, b"x" * 1_000_000])
def test_a_lease_that_says_nothing_is_nobodys(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LEASE_FILE).write_bytes(content)
    assert read_holder(tmp_path) is None
    taken(tmp_path).release()

"""Paths as records and tables hold them."""

from __future__ import annotations

from pathlib import Path


def from_root(path: Path) -> Path:
    """The path from the root on, without ``..``; links are followed only there, since above one lies another folder."""
    absolute = path.absolute()
    return absolute.resolve() if ".." in absolute.parts else absolute

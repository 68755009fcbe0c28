"""Numbers of things in sentences."""

from __future__ import annotations


def counting(n: int, one: str, many: str = "") -> str:
    """A number of things in words: ``1 photo``, ``2 photos``; ``many`` where it is not ``one`` with an s."""
    return f"{n:,} {one if n == 1 else many or f'{one}s'}"

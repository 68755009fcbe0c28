"""How well a text answers what was typed: letters in their order, better at the start of words and in one piece."""

from __future__ import annotations

import unicodedata


def score(typed: str, text: str) -> float | None:
    """The larger the better; None where not all letters occur in their order. Case and accents do not matter."""
    wanted, letters = plain(typed).replace(" ", ""), plain(text)
    if not wanted:
        return 0.0
    best: float | None = None
    start = letters.find(wanted[0])
    while start >= 0:
        found = _from(wanted, letters, start)
        if found is not None and (best is None or found > best):
            best = found
        start = letters.find(wanted[0], start + 1)
    return best


def plain(text: str) -> str:
    """Small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _from(wanted: str, letters: str, start: int) -> float | None:
    total, place = 0.0, start
    for n, letter in enumerate(wanted):
        at = letters.find(letter, place)
        if at < 0:
            return None
        # The next letter at the beginning of a word is as good as the next letter in the word.
        word = _word_start(letters, letter, place)
        if n and at != place and word is not None:
            at = word
        total += 3.0 if n and at == place else 2.0 if at == 0 or not letters[at - 1].isalnum() else 0.0
        total -= 0.05 * (at - place)
        place = at + 1
    return total - 0.01 * len(letters) - 0.02 * start


def _word_start(letters: str, letter: str, place: int) -> int | None:
    for at in range(place, len(letters)):
        if letters[at] == letter and (at == 0 or not letters[at - 1].isalnum()):
            return at
    return None

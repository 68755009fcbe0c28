"""Sentences: told apart in a text, and found again in what was made of a pattern with places.

What rooms without Qt say is English; the window translates it when it shows it, and finds the pattern by the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

_END = re.compile(r"(?<=[.!?]) (?=[A-Z{])|\n")


def split(text: str) -> list[str]:
    """The sentences of a text, without the spaces between them. A name with a full stop in it may be cut."""
    return [part for part in _END.split(text) if part]


class Patterns:
    """Patterns with ``{}`` where something is filled in. ``put`` gives one in other words, with as many places."""

    def __init__(self, patterns: Sequence[str], put: Callable[[str], str]) -> None:
        self._put = put
        #: First words, last words, pattern; those with the most words first, as they say most surely what is meant.
        self._patterns = sorted(
            ((p.partition("{}")[0], p.rpartition("{}")[2], p) for p in patterns),
            key=lambda one: -len(one[2].replace("{}", "")),
        )

    def told(self, text: str) -> str:
        """A text in other words; sentences of which there is no pattern stay as they are."""
        parts = re.split(r"((?<=[.!?]) (?=\S)|\n)", text)
        done, at = "", 0
        while at < len(parts):
            # A name may hold what looks like the end of a sentence, so the shortest stretch that fits is taken.
            for end in range(at + 1, len(parts) + 1, 2):
                if (put := self._one("".join(parts[at:end]))) is not None:
                    break
            else:
                end, put = at + 1, parts[at]
            done += put + "".join(parts[end : end + 1])
            at = end + 1
        return done

    def _one(self, sentence: str) -> str | None:
        for first, last, pattern in self._patterns:
            if not sentence.startswith(first) or not sentence.endswith(last):
                continue
            if found := _compiled(pattern).fullmatch(sentence):
                return self._put(pattern).format(*map(self._inside, found.groups()))
        return None

    def _inside(self, value: str) -> str:
        """What fills a place: a name, or words that are a sentence of their own but for its end."""
        put = self._one(value)
        if put is None and value.endswith(".") and (bare := self._one(value[:-1])) is not None:
            put = f"{bare}."
        elif put is None and " " in value and (whole := self._one(f"{value}.")) is not None:
            put = whole.removesuffix(".")
        return value if put is None else put


@lru_cache(1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, pattern.split("{}"))), re.DOTALL)

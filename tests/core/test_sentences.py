"""Sentences are found again by the pattern they were made of."""

from __future__ import annotations

import pytest

from skinseg_desktop.core.sentences import Patterns, split

WORDS = {
    "{} is gone.": "{} ist weg.",
    "{} is gone: it was moved to {}.": "{} liegt jetzt in {}.",
    "{} cannot be read: {}.": "Nicht lesbar ({1}): {0}.",
    "{} cannot be read as a photo: {}": "{} ist kein Foto: {}",
    "it is a text file.": "es ist ein Text.",
    "permission denied": "keine Berechtigung",
    "Try again.": "Noch einmal.",
}
PATTERNS = Patterns(list(WORDS), WORDS.__getitem__)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/a/b.jpg is gone.", "/a/b.jpg ist weg."),
        ("/a/b.jpg is gone. Try again.", "/a/b.jpg ist weg. Noch einmal."),
        # The pattern with the most words is meant.
        ("x is gone: it was moved to y.", "x liegt jetzt in y."),
        # What fills a place may be words as well, with or without their full stop; places may change their order.
        ("/a cannot be read: permission denied.", "Nicht lesbar (keine Berechtigung): /a."),
        ("a.jpg cannot be read as a photo: it is a text file. Try again.",
         "a.jpg ist kein Foto: es ist ein Text. Noch einmal."),
        ("a.jpg cannot be read as a photo: permission denied.", "a.jpg ist kein Foto: keine Berechtigung."),
        # A name with what looks like the end of a sentence, and one that looks like a place.
        ("/a. Bild {} 1.jpg is gone.", "/a. Bild {} 1.jpg ist weg."),
        ("Dr. Who. Me is gone. Try again.", "Dr. Who. Me ist weg. Noch einmal."),
        # What is not known stays, also between what is.
        ("Nobody knows this. Try again.\nNor this", "Nobody knows this. Noch einmal.\nNor this"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_sentence_is_told_in_other_words(said: str, told: str) -> None:
    assert PATTERNS.told(said) == told


def test_a_text_is_split_into_its_sentences() -> None:
    assert split("{} is gone. Try again.\nNow or never!") == ["{} is gone.", "Try again.", "Now or never!"]

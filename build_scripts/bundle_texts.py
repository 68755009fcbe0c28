"""The texts of licences in a bundle: each distinct text is one file, and a list says whose it is."""

from __future__ import annotations

import hashlib
from pathlib import Path


class TextFault(Exception):
    """A text is not there, or has not the words that it has to have; says which."""


class Texts:
    """A folder of texts. Those that differ in white space alone are one text, kept under its first name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, str] = {}
        self._of: dict[str, dict[str, str]] = {}

    def add(self, whose: str, name: str, text: bytes, under: str | None = None) -> str:
        """Keep a text of a part, called ``name`` there, in a folder of the part's or ``under``; gives its path."""
        digest = hashlib.sha256(b" ".join(text.split())).hexdigest()
        path = self._kept.get(digest)
        if path is None:
            path = self._kept[digest] = f"{_file_name(under or whose)}/{_file_name(name)[-120:]}"
            target = self._folder / path
            if target.exists():
                raise TextFault(f"Two texts are called {path}.")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
        self.refer(whose, name, path)
        return path

    def refer(self, whose: str, name: str, path: str) -> None:
        """Give a text that is kept to another part too."""
        self._of.setdefault(whose, {})[name] = path

    def of(self, whose: str) -> dict[str, str]:
        """The paths of a part's texts, by what it calls them."""
        return dict(self._of.get(whose, {}))

    def find(self, whose: str, name: str, words: str = "") -> str:
        """The path of a part's text with words in it; of ``name`` the end is enough. Raises TextFault."""
        for said, path in sorted(self._of.get(whose, {}).items(), key=lambda pair: len(pair[0])):
            text = (self._folder / path).read_text("utf-8", "replace")
            if f"/{said}".endswith(f"/{name}") and " ".join(words.split()) in " ".join(text.split()):
                return path
        raise TextFault(f"{whose} has no text {name}" + (f' with the words "{words}".' if words else "."))

    def write_index(self) -> None:
        """Leave the list: for each part its texts, as the part calls them, and where each is."""
        lines = [
            "# Whose texts these are",
            "",
            "Each distinct text is here once; a part may refer to another's folder.",
        ]
        for whose in sorted(self._of, key=str.lower):
            lines += ["", f"## {whose}", ""]
            lines += [
                f"- `{path}`" + (f" ({name})" if not path.endswith(f"/{_file_name(name)}") else "")
                for name, path in sorted(self._of[whose].items())
            ]
        (self._folder / "INDEX.md").write_text("\n".join(lines) + "\n", "utf-8")


def _file_name(name: str) -> str:
    """A name that every file system takes."""
    return "".join("-" if char in '/\\:*?"<>|' else char for char in name)

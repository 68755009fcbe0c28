"""The user guide names pictures that are there, titles and keys that the program has, and pages that exist."""

from __future__ import annotations

import re
from pathlib import Path

import environment
import guide_pictures

from skinseg_desktop.window.actions import ACTIONS

GUIDE = environment.ROOT / "docs" / "guide.md"
TEXT = GUIDE.read_text(encoding="utf-8")
TITLES = {kind.title.removesuffix("..."): kind for kind in ACTIONS.values()}
#: **Title** (`keys`), and the rows of tables: | **Title** ... | `keys` |
NAMED = re.compile(r"\*\*([^*]+)\*\* \(((?:hold )?`[^)]*`)\)|^\| \*\*([^*]+)\*\*[^|]*\| ((?:hold )?`[^|]*`) \|", re.M)
KEY = re.compile(r"`((?:Ctrl\+|Shift\+)*(?:[A-Z]|F\d+|[][+=?.,\d-]|Left|Right|Up|Down|Space|Del|Backspace))`")


def pages() -> list[tuple[Path, str]]:
    names = ("README.md", "CONTRIBUTING.md", "docs/guide.md", "docs/architecture.md")
    return [(environment.ROOT / name, (environment.ROOT / name).read_text(encoding="utf-8")) for name in names]


def test_pictures_and_pages_exist() -> None:
    for page, text in pages():
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} names {target}"


def test_places_within_the_guide_exist() -> None:
    heads = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.+)$", TEXT, re.M)}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= heads


def test_the_script_makes_every_picture_of_the_guide_and_no_other() -> None:
    shown = set(re.findall(r"pictures/(guide-[\w-]+\.\w+)", TEXT))
    made = set(re.findall(r'"(guide-[\w-]+\.\w+)"', Path(guide_pictures.__file__).read_text(encoding="utf-8")))
    there = {path.name for path in guide_pictures.PICTURES.glob("guide-*")}
    assert shown == made == there


def test_each_action_has_the_keys_that_the_guide_gives_it() -> None:
    named = [(m[1] or m[3], m[2] or m[4]) for m in NAMED.finditer(TEXT)]
    assert len(named) > 40
    for broken, keys in named:
        title = broken.replace("\n", " ")
        kind = TITLES[title]
        assert set(re.findall(r"`([^`]+)`", keys)) == set(kind.keys), title
        assert keys.startswith("hold ") == kind.held, title


def test_no_key_is_made_up() -> None:
    known = {key for kind in ACTIONS.values() for key in kind.keys}
    assert set(KEY.findall(TEXT)) <= known


def test_all_of_the_loop_is_in_the_guide() -> None:
    titles = [t for t, kind in TITLES.items() if kind.menu in ("edit", "review", "view") and kind.keys]
    words = TEXT.replace("\n", " ")
    assert not [title for title in titles if f"**{title}**" not in words]

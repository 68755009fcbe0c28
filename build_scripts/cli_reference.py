#!/usr/bin/env python3
"""Writes the argument tables of ``docs/cli.md`` from the parsers themselves; ``--check`` only compares.

A table stands between ``<!-- arguments of VERB -->`` and ``<!-- end -->``; all else in the file is written by hand.
Run with the project's environment.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from skinseg_desktop import cli

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
BLOCK = re.compile(r"(<!-- arguments of ([a-z -]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def table(name: str) -> str:
    """The arguments of ``VERB`` or ``VERB PART`` as a Markdown table."""
    verb, _, part = name.partition(" ")
    parser, _module = cli.parser_of(verb)
    if part:
        parser = parts(parser)[part]
    rows = ["| argument | what it does |", "|---|---|"]
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
            continue
        rows.append(f"| {_spelled(action)} | {_cell(action.help or '')} |")
    return "\n".join(rows) + "\n"


def parts(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of a verb's parts (``models list``), by name; empty where a verb has none."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def documented() -> set[str]:
    """Every ``VERB`` or ``VERB PART`` that must have a table."""
    names: set[str] = set()
    for verb in cli.VERBS:
        inner = parts(cli.parser_of(verb)[0])
        names |= {f"{verb} {part}" for part in inner} if inner else {verb}
    return names


def rendered(text: str) -> str:
    """The document with all its tables made anew."""
    return BLOCK.sub(lambda m: m[1] + table(m[2]) + m[4], text)


def _spelled(action: argparse.Action) -> str:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    value = value if isinstance(value, str) else " ".join(value)
    if action.nargs == 0:
        value = ""
    elif action.nargs in ("+", "*"):
        value += " ..."
    names = ", ".join(action.option_strings)
    spelled = f"{names} {value}".strip()
    return "`" + spelled.replace("|", r"\|") + "`" + (" (required)" if action.required and names else "")


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def main() -> int:
    """Rewrite or check the document."""
    before = DOCUMENT.read_text(encoding="utf-8")
    after = rendered(before)
    if "--check" in sys.argv[1:]:
        return int(before != after)
    DOCUMENT.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

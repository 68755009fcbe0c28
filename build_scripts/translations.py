#!/usr/bin/env python3
"""Translations of the window: gathers its texts, makes the files that it loads, and checks both.

    translations.py update      after a text was added or changed; then translate what resources/translations/*.ts
                                calls unfinished (by hand, or with pyside6-linguist) and run it again
    translations.py check       fails where a text is not gathered or not translated, or a .qm file is out of date

Run with the project's environment.
"""

from __future__ import annotations

import json
import shutil
import string
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from sentences import sentences

from skinseg_desktop.core.metrics import METRICS
from skinseg_desktop.inference import STEPS
from skinseg_desktop.store.recipe import read_recipe, shipped_recipes
from skinseg_desktop.store.settings import SETTINGS
from skinseg_desktop.window.language import LANGUAGES
from skinseg_desktop.zoo.networks import NETWORKS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"


def main(arguments: list[str]) -> int:
    """Update or check; 1 where the check finds something."""
    if arguments == ["update"]:
        gather(FOLDER)
        (FOLDER / "sentences.json").write_text(patterns(), encoding="utf-8")
        for language in LANGUAGES:
            release(FOLDER / f"skinseg_{language}.ts", FOLDER / f"skinseg_{language}.qm")
        left = [fault for fault in faults() if "not translated" in fault]
        print("\n".join(left) or "Every text is translated.")
        return 0
    if arguments == ["check"]:
        found = faults()
        print("\n".join(found) or "The translations are whole and new.")
        return int(bool(found))
    print(__doc__)
    return 2


def faults() -> list[str]:
    """What is wrong with the translations, a line each."""
    found = []
    known = FOLDER / "sentences.json"
    if not known.exists() or known.read_text(encoding="utf-8") != patterns():
        found.append(f"{known.name} is out of date: run translations.py update")
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        for language in LANGUAGES:
            ts = FOLDER / f"skinseg_{language}.ts"
            if not ts.exists():
                return [f"{ts} is missing: run translations.py update"]
            shutil.copy(ts, fresh)
        gather(fresh)
        for language in LANGUAGES:
            ts, qm = FOLDER / f"skinseg_{language}.ts", FOLDER / f"skinseg_{language}.qm"
            before, now = texts(ts), texts(fresh / ts.name)
            found += [f"{ts.name}: not gathered: {text!r}" for _, text in sorted(now.keys() - before.keys())]
            found += [f"{ts.name}: no longer used: {text!r}" for _, text in sorted(before.keys() - now.keys())]
            found += [f"{ts.name}: not translated: {text!r}" for (_, text), done in before.items() if not done]
            found += [f"{ts.name}: other places: {text!r}" for (_, text) in wrong_places(ts)]
            release(ts, fresh / qm.name)
            if not qm.exists() or qm.read_bytes() != (fresh / qm.name).read_bytes():
                found.append(f"{qm.name} is out of date: run translations.py update")
    return found


def gather(folder: Path) -> None:
    """Bring the .ts files of a folder up to the texts of the sources; translations are kept."""
    with tempfile.TemporaryDirectory() as name:
        tables = Path(name) / "tables.py"
        tables.write_text("\n".join(f"QT_TRANSLATE_NOOP({c!r}, {t!r})" for c, t in table_texts()), encoding="utf-8")
        sources = [*sorted((ROOT / "skinseg_desktop" / "window").rglob("*.py")), tables]
        for language in LANGUAGES:
            # English needs its plurals only.
            only = ["-pluralonly"] if language == "en" else []
            target = ["-target-language", language, "-source-language", "en"]
            ts = folder / f"skinseg_{language}.ts"
            _tool("lupdate", *only, "-locations", "none", "-no-obsolete", *target, *map(str, sources), "-ts", str(ts))


def patterns() -> str:
    """The file by which the window finds the pattern of a sentence."""
    return json.dumps(sentences(), ensure_ascii=False, indent=0) + "\n"


def table_texts() -> Iterable[tuple[str, str]]:
    """Context and text of what the window shows of the tables in rooms that know no Qt."""
    for setting in SETTINGS.values():
        yield "Settings", setting.description
    for metric in METRICS.values():
        yield "Metrics", metric.title
        yield "Metrics", (metric.of.__doc__ or "").strip().splitlines()[0]
    for step in STEPS.values():
        yield "Cleanup", step.title
        yield "Cleanup", step.rule
    for name in shipped_recipes():
        yield "Recipes", read_recipe(name).description
    for network in NETWORKS.values():
        yield "Recipes", network.title
    for sentence in sentences():
        yield "Sentences", sentence


def release(ts: Path, qm: Path) -> None:
    """Make the file that the window loads."""
    _tool("lrelease", "-silent", str(ts), "-qm", str(qm))


def texts(ts: Path) -> dict[tuple[str, str], bool]:
    """Every (context, text) of a file, and whether it is translated."""
    return {
        (context.findtext("name", ""), message.findtext("source", "")): _done(message)
        for context in ElementTree.parse(ts).getroot().iter("context")
        for message in context.iter("message")
    }


def wrong_places(ts: Path) -> list[tuple[str, str]]:
    """Texts whose translation has other places to fill in than the original: they would fail when they are shown."""
    wrong = []
    for context in ElementTree.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            source = message.findtext("source", "")
            forms = [f.text or "" for f in message.iter("numerusform")] or [message.findtext("translation", "")]
            if any(form and _places(form) != _places(source) for form in forms):
                wrong.append((context.findtext("name", ""), source))
    return wrong


def _places(text: str) -> list[str]:
    """The places that ``format`` and Qt fill in; they may stand in another order, by number."""
    fields = sorted(spec or "" for _, name, spec, _ in string.Formatter().parse(text) if name is not None)
    return [*fields, *(["%n"] if "%n" in text else [])]


def _done(message: ElementTree.Element) -> bool:
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return False
    forms = [form.text for form in translation.iter("numerusform")]
    return all(forms) if forms else bool(translation.text)


def _tool(name: str, *arguments: str) -> None:
    """Run a program that comes with PySide6; what it says is shown where it fails."""
    spec = find_spec("PySide6")
    assert spec is not None and spec.origin is not None
    program = Path(spec.origin).parent / (f"{name}.exe" if sys.platform == "win32" else name)
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode or "rror:" in done.stderr:
        raise SystemExit(f"{name} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Photos of a split whose folder has a path for a name: they are missing, not elsewhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from skinseg_desktop.core.progress import finish
from skinseg_desktop.store.recipe import Recipe
from skinseg_desktop.training.prepare import Source, gather


def test_folders_of_one_name_are_known_by_their_paths(small_pairs: Path, small_split: Path, tmp_path: Path) -> None:
    folders = [Path(shutil.copytree(small_pairs, tmp_path / lab / "set")) for lab in ("lab1", "lab2")]
    parts = json.loads(small_split.read_bytes())
    named = {
        part: [key.replace("small/", f"{lab}/set/") for lab in ("lab1", "lab2") for key in parts[part]]
        for part in ("train", "validation", "test")
    }
    named["test"] += ["lab1/set/gone", "lab3/set/0001"]
    split = tmp_path / "split.json"
    split.write_text(json.dumps({**parts, **named}), "utf-8")
    source = Source(folders, split=split, allow_leaks=True)
    found = finish(gather(source, Recipe(start="scratch"), tmp_path / "run"))
    assert [(problem.name, problem.reason.split(":")[-1]) for problem in found.problems] == [
        ("lab1/set/gone", "It is in the split, but no pair of it was found."),
        ("split.json", " lab3 (1)."),
    ]

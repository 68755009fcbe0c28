"""Checks of a person's work: it outlives a killed program, and becomes files."""

from __future__ import annotations

import csv
import hashlib
import json
import threading

import numpy as np

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.export.project import KINDS, export_project
from skinseg_desktop.imaging import find_photos, read_mask, read_photo
from skinseg_desktop.review.opening import open_photo
from skinseg_desktop.review.scoring import find_references
from skinseg_desktop.selftest.bench import Bench
from skinseg_desktop.selftest.children import INSTALL_AGAIN, PATIENCE, last_words, started
from skinseg_desktop.store import Project

_ON_DISK = "Check the disk of the temporary folder; projects on such a disk are not safe."


def journal(bench: Bench) -> str:
    """Two strokes committed by a child that is killed: both are there again, and can be undone."""
    photos = bench.demo("journal") / "photos"
    with started(bench, "self-test", ["--part", "strokes", str(photos)]) as child:
        assert child.stdout is not None
        too_long = threading.Timer(PATIENCE, child.kill)
        too_long.start()
        line = child.stdout.readline()
        too_long.cancel()
        child.kill()
        child.wait()
    if not line:
        raise UserError(f"The child that draws ended: {last_words(bench)}", INSTALL_AGAIN)
    first, second = json.loads(line)["masks"]
    with Project.open(photos, data_dir=bench.place("user")) as project:
        opened = open_photo(project, find_photos([photos]).photos[0], None)
        if hashlib.sha256(opened.working.pixels.tobytes()).hexdigest() != second:
            raise UserError("A stroke that was saved is not there after the program was killed.", _ON_DISK)
        opened.undo()
        if hashlib.sha256(opened.working.pixels.tobytes()).hexdigest() != first:
            raise UserError("A stroke cannot be undone after the program was killed.", _ON_DISK)
    return f"{len(opened.edits)} strokes are there after a kill, with undo"


def export(bench: Bench) -> str:
    """Two accepted masks exported in all kinds and read again."""
    demo, out = bench.demo("export"), bench.folder / "export" / "out"
    found = find_photos([demo / "photos"])
    references = find_references(found, demo / "masks")
    drawn = {}
    with Project.open(demo / "photos", data_dir=bench.place("user")) as project:
        for file in found.photos[:2]:
            opened = open_photo(project, file, None)
            drawn[file.id] = read_mask(references.masks[file.name.path]).mask
            acts = (opened.replace(drawn[file.id], "import"), opened.judge("accepted"))
            project.commit([change for act in acts if act is not None for change in act()])
        result = finish(export_project(project, found, out, what=KINDS, statuses=("accepted",), references=references))
    for kind in KINDS:
        files = sorted((out / kind).glob("*.png"))
        if kind == "masks":
            same = [np.array_equal(read_mask(f).mask, drawn[i]) for f, i in zip(files, drawn, strict=False)]
            if same != [True] * len(drawn):
                raise UserError("An exported mask is another than the one that was accepted.", INSTALL_AGAIN)
        elif kind != "table" and len([read_photo(file) for file in files]) != len(drawn):
            raise UserError(f"{len(files)} {kind} were exported instead of {len(drawn)}.", INSTALL_AGAIN)
    assert result.table is not None
    with result.table.open(encoding="utf-8-sig", newline="") as table:
        rows = len(list(csv.reader(table))) - 1
    if rows != len(drawn):
        raise UserError(f"The exported table has {rows} rows instead of {len(drawn)}.", INSTALL_AGAIN)
    return f"{result.written} files of {len(drawn)} photos: {', '.join(KINDS)}"

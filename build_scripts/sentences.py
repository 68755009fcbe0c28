"""The sentences of rooms that know no Qt, which the window translates when it shows them: found in their sources.

A sentence is what an error is made of (``what`` and ``hint``), and any other text that reads as one; a place that an
f-string fills in is ``{}``.
"""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

from skinseg_desktop.core.sentences import split
from skinseg_desktop.imaging.kinds import FOREIGN
from skinseg_desktop.imaging.mask_file import DOUBTS
from skinseg_desktop.review.masks import REPLACED
from skinseg_desktop.store.settings import SETTINGS

_PROGRAM = Path(__file__).resolve().parent.parent / "skinseg_desktop"
#: What a person at the window may be told; the rest is for the command line, for a model's card or for the log.
_SHOWN = {
    "core": "errors places",
    "imaging": "atomic colour container demo folder kinds mask_file photo plain",
    "store": "database opening project place recipe recovery salvage settings runs",
    "zoo": "archive card checkpoint convert models",
    "inference": "backend engine onnx_backend torch_backend",
    "evaluation": "pairs",
    "review": "importing opening",
    "export": "photo project",
    "training": "blank check checkpoint corrections device loop network photos prepare samples split start trainer",
    "window": "loading",
}
#: What is filled in is more than a name: other words of the same sentence, which would stay English.
_OF_PARTS = {
    "No {} for this {}.",
    "No {} for this {}: a numbered copy (made by --existing keep-both) is not paired.",
    "None of the {} is named in {}.",
    "There is nothing left to {}.",
    "There is {} in {}.",
    "This PyTorch ({}) {}.",
    "it is {}.",
    "reference not used: {}",
    "{} sha256 {}, lesion is: {}",
    "{} a sibling (same lesion, or nearly the same picture) in another part.",
    "{} has learned from {} of this split.",
    "{} has {} under {}, where a tensor is needed.",
    "{} holds a {} and not a dictionary of tensors.",
    "{} holds {}/, but no folder of masks.",
    "{} of {} a lesion id.",
    "{} resampled (nearest) as asked.",
    "{} stands in {} more than once{}.",
    "{} to data folders that were not given: {}.",
    "{} {} asked for, {} of them paired.",
    "{}/ holds {} no part of this one.",
    "{}={} is not {}.",
}
_ERRORS = re.compile(r"(\w*Error|Unreadable|damaged|OutputNotFinite)$")
_SENTENCE = re.compile(r"[A-Z{a-z'\"].* .*([.!?]|: \{\})", re.DOTALL)
_SQL = re.compile(r"(SELECT|UPDATE|DELETE|INSERT|PRAGMA|CREATE) ")
#: Places alone, or with so few words that they would fit anything.
_WORDS = re.compile(r"[A-Za-z]{2,}")


def sentences() -> list[str]:
    """Every sentence once, sorted."""
    found = {
        part
        for room, names in _SHOWN.items()
        for name in names.split()
        for text in _texts(_PROGRAM / room / f"{name}.py")
        for part in split(text)
    }
    found |= {"In doubt: {}", "process {} on {}, since {}", *DOUBTS, REPLACED}
    found |= {f"{verb} photos" for verb in ("looking at the", "reading the training", "reading the held-out")}
    found |= {"looking whether the photos are those of before", "measuring the time of a step", "scoring the new model"}
    found |= {f"it is {what}." for _, _, what, _ in FOREIGN}
    found |= {os.strerror(number).lower() for number in _REASONS}
    found -= _OF_PARTS | {setting.description for setting in SETTINGS.values()}
    return sorted(text for text in found if len(_WORDS.findall(re.sub(r"\{\}", "", text))) >= 2 or text in _SHORT)


#: Reasons of the system; in the words of Linux.
_REASONS = (
    errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENOSPC, errno.EDQUOT, errno.EROFS,
    errno.EIO, errno.ENAMETOOLONG, errno.ESTALE, errno.EBUSY,
)  # fmt: skip
_SHORT = ("Make room.", "Try again.")


def _texts(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out, raised = set[int](), set[int]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            left_out.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            left_out.update(id(part) for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Call) and _ERRORS.search(ast.unparse(node.func)):
            raised.update(id(argument) for argument in node.args)
    for node in ast.walk(tree):
        text = None if id(node) in left_out else _template(node)
        if text and " " in text and not _SQL.match(text) and (id(node) in raised or _SENTENCE.fullmatch(text)):
            yield text


def _template(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        # A text with named places is filled in later.
        return re.sub(r"\{\w+\}", "{}", node.value) if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None

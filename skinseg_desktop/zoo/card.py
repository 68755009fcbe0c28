"""A model's card, ``card.json``: what it is, what it was trained on, how good it is, what it may be used for.

Every field of ``Card`` stands in the file; a missing or wrong one is named when the card is read. Fields that this
version does not know are ignored (since none of the known ones may be missing, a misspelt field cannot hide among
them).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from skinseg_desktop.core.errors import ModelError

CARD_VERSION = 1
CARD_FILE = "card.json"
#: A card is text for people; a file beyond this is none, and is not read.
MAX_CARD_BYTES = 1_000_000
#: Ids and file names that are the same file on every system and cannot leave their folder.
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}(?<!\.)")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?<!\.)")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class InputRule:
    """How a photo becomes a network's input: squashed to width x height, scaled to 0..1, less mean, divided by std.

    ``resize`` names an entry of the inference room's table (``area``, ``pillow-bilinear``); ``mean`` and ``std`` are
    in RGB order.
    """

    width: int
    height: int
    resize: str
    mean: tuple[float, float, float]
    std: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class DataSource:
    """A set of photos that a model was trained on: ``n`` photos, their licence, and where they are from."""

    name: str
    licence: str
    n: int
    source: str


@dataclass(frozen=True, slots=True)
class Score:
    """One measured number: a metric's mean over ``n`` photos of a part of a data set, with its 95 % interval.

    ``low`` and ``high`` come from a bootstrap over photos; they are None where n is too small for an interval.
    """

    data: str
    part: str
    metric: str
    n: int
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that is known of a model.

    ``files`` holds the SHA-256 of each file by its name; ``threshold`` is a probability. ``network`` is an id of
    ``NETWORKS`` and ``parameters`` its builder's keyword arguments; ``cleanup`` names steps of the inference room;
    ``made`` is free: program version, command, date, steps.
    """

    id: str
    title: str
    network: str
    parameters: Mapping[str, Any] = field(default_factory=dict, hash=False)
    input: InputRule
    threshold: float = 0.5
    cleanup: tuple[str, ...] = ()
    description: str = ""
    trained_on: tuple[DataSource, ...] = ()
    weights_start: str = ""
    licence: str = "unknown"
    scores: tuple[Score, ...] = ()
    weaknesses: tuple[str, ...] = ()
    intended_use: str = ""
    made: Mapping[str, Any] = field(default_factory=dict, hash=False)
    files: Mapping[str, str] = field(default_factory=dict, hash=False)
    version: int = CARD_VERSION

    @property
    def noncommercial(self) -> bool:
        """Whether its licence forbids commercial use, as the NC licences of Creative Commons do."""
        return forbids_commerce(self.licence)


def forbids_commerce(licence: str) -> bool:
    """Whether a licence is one of Creative Commons' NC licences, however it is written."""
    return "BYNC" in re.sub(r"[^A-Z]", "", licence.upper())


def is_model_id(text: str) -> bool:
    """Whether a text can be a model's id: 1 to 64 of ``a-z 0-9 . _ -``, beginning with a letter or digit."""
    return _ID.fullmatch(text) is not None


def card_bytes(card: Card) -> bytes:
    """The card as its file holds it: sorted keys, two spaces, UTF-8; the same card gives the same bytes."""
    return (json.dumps(asdict(card), sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def write_card(folder: Path, card: Card) -> None:
    """Write ``card.json`` into a model's folder, whole or not at all. Raises OutputError."""
    from skinseg_desktop.imaging.atomic import write_atomic  # loads NumPy, which reading cards does without

    write_atomic(folder / CARD_FILE, card_bytes(card))


def read_card(path: Path) -> Card:
    """Read a card, from its file or from the model's folder.

    Raises ModelError: no card, no JSON, a newer version, or wrong fields, each of which is named.
    """
    try:
        path = path / CARD_FILE if path.is_dir() else path
        with path.open("rb") as file:
            data = file.read(MAX_CARD_BYTES + 1)
    except FileNotFoundError as error:
        raise ModelError(
            f"{path.parent} has no {CARD_FILE}, so nothing says what its weights are.",
            "Give the folder of a model, or import the weights with `skinseg models import`.",
        ) from error
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}.", "Check that you may read it.") from error
    return parse_card(data, path)


def parse_card(data: bytes, path: Path) -> Card:
    """Read a card from its bytes; ``path`` is the name used in complaints. Raises ModelError as ``read_card`` does."""
    if len(data) > MAX_CARD_BYTES:
        raise ModelError(f"{path} is larger than {MAX_CARD_BYTES:,} bytes, so it is no card.", _MEND)
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_no_twins)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path} is no valid JSON: {error}.", _MEND) from error
    return _parse(content, path)


_MEND = "Mend the card or get the model's folder again from where it came from."


def _parse(content: object, path: Path) -> Card:
    if not isinstance(content, dict):
        raise ModelError(f"{path} holds no card: the outermost value must be an object.", _MEND)
    version = content.get("version")
    if isinstance(version, int) and version > CARD_VERSION:
        raise ModelError(
            f"{path} is a card of version {version}; this program knows versions up to {CARD_VERSION}.",
            "Update Skinseg Desktop to use this model.",
        )
    wrong: list[str] = []
    fields = _Fields(content, "", wrong)
    rule = fields.object("input")
    card = Card(
        version=fields.get("version", lambda v: v == CARD_VERSION and _is_int(v), f"{CARD_VERSION}"),
        id=fields.get("id", lambda v: isinstance(v, str) and is_model_id(v), "up to 64 of a-z 0-9 . _ -"),
        title=fields.text("title"),
        network=fields.get("network", lambda v: isinstance(v, str) and v != "", "the name of a network"),
        parameters=fields.mapping("parameters"),
        input=InputRule(
            width=rule.whole("width", 1, 8192),
            height=rule.whole("height", 1, 8192),
            resize=rule.get("resize", lambda v: isinstance(v, str) and v != "", "the name of a way to resize"),
            mean=rule.three("mean", 0),
            std=rule.three("std", 1e-6),
        ),
        threshold=fields.get("threshold", lambda v: _is_number(v) and 0 < v < 1, "a number between 0 and 1"),
        cleanup=fields.texts("cleanup"),
        description=fields.text("description"),
        trained_on=tuple(
            DataSource(f.text("name"), f.text("licence"), f.whole("n", 0), f.text("source"))
            for f in fields.objects("trained_on")
        ),
        weights_start=fields.text("weights_start"),
        licence=fields.text("licence"),
        scores=tuple(
            Score(
                f.text("data"),
                f.text("part"),
                f.text("metric"),
                f.whole("n", 0),
                f.get("value", _is_number, "a number"),
                f.get("low", _is_number_or_none, "a number or null"),
                f.get("high", _is_number_or_none, "a number or null"),
            )
            for f in fields.objects("scores")
        ),
        weaknesses=fields.texts("weaknesses"),
        intended_use=fields.text("intended_use"),
        made=fields.mapping("made"),
        files=fields.get("files", _are_hashes, "an object of plain file names and their SHA-256 in hexadecimal"),
    )
    if wrong:
        count = "a wrong field" if len(wrong) == 1 else f"{len(wrong)} wrong fields"
        raise ModelError(f"{path} has {count}: {'; '.join(wrong)}.", _MEND)
    return card


class _Fields:
    """Reads fields of one JSON object; what is wrong goes into one list, so that all of it can be said at once.

    After a complaint the value returned is of no use, and is never seen: the list is looked at before the card is
    given out.
    """

    def __init__(self, content: Mapping[str, Any], at: str, wrong: list[str]) -> None:
        self._content, self._at, self._wrong = content, at, wrong

    def get(self, name: str, fits: Callable[[Any], bool], expected: str, otherwise: Any = None) -> Any:
        if name not in self._content:
            self._wrong.append(f"{self._at}{name} is missing")
            return otherwise
        value = self._content[name]
        if not fits(value):
            shown = json.dumps(value, ensure_ascii=False)
            shown = shown if len(shown) <= 40 else shown[:37] + "..."
            self._wrong.append(f"{self._at}{name} must be {expected}, not {shown}")
            return otherwise
        return value

    def text(self, name: str) -> Any:
        return self.get(name, lambda v: isinstance(v, str), "a text")

    def whole(self, name: str, low: int, high: float = math.inf) -> Any:
        expected = f"a whole number from {low}" + ("" if high == math.inf else f" to {high}")
        return self.get(name, lambda v: _is_int(v) and low <= v <= high, expected)

    def three(self, name: str, low: float) -> Any:
        """RGB values in 0..1; negative ones and a division by zero are refused."""
        expected = "a list of three numbers" + (" over 0" if low > 0 else f" from {low:g}")
        return tuple(
            self.get(
                name,
                lambda v: isinstance(v, list) and len(v) == 3 and all(_is_number(x) and x >= low for x in v),
                expected,
                (),
            )
        )

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(
            self.get(name, lambda v: isinstance(v, list) and all(isinstance(x, str) for x in v), "a list of texts", ())
        )

    def mapping(self, name: str) -> Any:
        return self.get(name, lambda v: isinstance(v, dict), "an object", {})

    def object(self, name: str) -> _Fields:
        missing = len(self._wrong)
        content = self.mapping(name)
        # An object that is not there is one complaint, not one for each of its fields.
        return _Fields(content, f"{self._at}{name}.", self._wrong if len(self._wrong) == missing else [])

    def objects(self, name: str) -> list[_Fields]:
        listed = self.get(
            name, lambda v: isinstance(v, list) and all(isinstance(x, dict) for x in v), "a list of objects", ()
        )
        return [_Fields(x, f"{self._at}{name}[{i}].", self._wrong) for i, x in enumerate(listed)]


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    # A whole number too large for a float is refused here, and not in the arithmetic that meets it.
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300


def _is_number_or_none(value: Any) -> bool:
    return value is None or _is_number(value)


def _are_hashes(value: Any) -> bool:
    return isinstance(value, dict) and all(
        _FILE_NAME.fullmatch(name)
        and name.lower() != CARD_FILE
        and isinstance(digest, str)
        and _SHA256.fullmatch(digest)
        for name, digest in value.items()
    )


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the field {next(n for n in names if names.count(n) > 1)!r} is given twice")
    return content

"""Models at hand: finding them, choosing one, and making sure that its files are those its card speaks of.

A model is a folder with a card, ``weights.safetensors`` and mostly ``model.onnx``, the same network as ONNX Runtime
reads it.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from skinseg_desktop.core.errors import ModelError
from skinseg_desktop.core.places import shipped_models_dir, user_models_dir
from skinseg_desktop.zoo.card import CARD_FILE, Card, read_card
from skinseg_desktop.zoo.networks import NETWORKS

DEFAULT_MODEL = "skinseg-lite"
WEIGHTS_FILE = "weights.safetensors"
ONNX_FILE = "model.onnx"
#: Folders of models that may not be used commercially lie apart, so that packages can leave them out.
NONCOMMERCIAL = "noncommercial"
#: What a folder of weights without a card is known by.
_WEIGHTS_ENDINGS = (".safetensors", ".onnx", ".pth", ".pt", ".ckpt")


@dataclass(frozen=True, slots=True)
class Model:
    """A model's card and the folder its files are in."""

    card: Card
    folder: Path

    @property
    def id(self) -> str:
        """The id by which a person names the model."""
        return self.card.id

    @property
    def weights(self) -> Path:
        """The weights, in safetensors."""
        return self.folder / WEIGHTS_FILE

    @property
    def onnx(self) -> Path | None:
        """The network as an ONNX file, or None where the card lists none (a stray file is not trusted)."""
        return self.folder / ONNX_FILE if ONNX_FILE in self.card.files else None

    @property
    def sha256(self) -> str:
        """SHA-256 of the weights, in hexadecimal: which model it is, whatever it is called."""
        return self.card.files[WEIGHTS_FILE]

    def checked(self, path: Path) -> Path:
        """Give back one of the model's files after its hash was compared with the card, once per process.

        Raises ModelError when the file is not there or is another.
        """
        problem = _problem(self, path.name)
        if problem:
            raise ModelError(
                f"The model {self.id} in {self.folder} cannot be used: {problem}.", how_to_mend(self.folder)
            )
        return path


@dataclass(frozen=True, slots=True)
class Unusable:
    """A folder that looks like a model and cannot be used, with the reason as one sentence."""

    folder: Path
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Zoo:
    """All models at hand, in the order of the folders looked into and by name in each, and what cannot be used."""

    models: tuple[Model, ...]
    unusable: tuple[Unusable, ...]


def find_models(folders: Sequence[Path] | None = None, *, hashes: bool = False) -> Zoo:
    """List the models in these folders, or in the shipped ones and the user's own; of one id twice the first counts.

    Reads cards only. ``hashes`` also reads every model's files through, so that a damaged one is listed as unusable
    here and not only when it is used. A folder that is not there holds no models; one that cannot be read is listed.
    """
    models: dict[str, Model] = {}
    unusable: list[Unusable] = []
    for folder in _default_folders() if folders is None else folders:
        try:
            places = _candidates(folder)
        except OSError as error:
            unusable.append(Unusable(folder, folder.name, f"{folder} cannot be read: {error.strerror}."))
            continue
        for place in places:
            try:
                model = model_at(place)
                first = models.get(model.id)
                if first:
                    raise ModelError(f"The id {model.id} is already taken by {first.folder}; {place} is left out.")
                problems = verify(model) if hashes else []
                if problems:
                    raise ModelError(f"{place}: {'; '.join(problems)}.")
            except ModelError as error:
                unusable.append(Unusable(place, place.name, error.what))
            else:
                models[model.id] = model
    return Zoo(tuple(models.values()), tuple(unusable))


def get_model(id_or_path: str | Path | None = None) -> Model:
    """Get a model by its id or its folder; None gives the default one.

    Raises ModelError, which names the models at hand or says how to get one.
    """
    if isinstance(id_or_path, Path) or (id_or_path and _is_path(id_or_path)):
        return model_at(Path(id_or_path).expanduser())
    zoo = find_models()
    wanted = id_or_path or DEFAULT_MODEL
    for model in zoo.models:
        if model.id == wanted:
            return model
    for broken in zoo.unusable:
        if wanted == broken.id:
            raise ModelError(f"The model {wanted} cannot be used: {broken.reason}", how_to_mend(broken.folder))
    if not zoo.models:
        raise ModelError(f"There is no model {wanted}, nor any other.", how_to_get_one())
    at_hand = ", ".join(model.id for model in zoo.models)
    if wanted == DEFAULT_MODEL:
        hint = f"It comes with the program: install the program again, or choose another with --model: {at_hand}."
        raise ModelError(f"There is no model {wanted}.", hint)
    raise ModelError(
        f"There is no model {wanted}.",
        f"Models at hand: {at_hand}. The folder of a model can be given as well, as ./FOLDER.",
    )


def model_at(folder: Path) -> Model:
    """Open a model's folder: the card is read and its files are looked for, not read.

    Raises ModelError with the reason why it cannot be used.
    """
    try:
        is_folder, is_file = folder.is_dir(), folder.is_file()
    except OSError as error:
        raise ModelError(f"{folder} cannot be read: {error.strerror}.", how_to_get_one()) from error
    if not is_folder:
        hint = f"Import it first: skinseg models import {folder.name}" if is_file else how_to_get_one()
        raise ModelError(f"{folder} is no folder of a model.", hint)
    card = read_card(folder / CARD_FILE)
    check_network(card, folder)
    if WEIGHTS_FILE not in card.files:
        raise ModelError(f"The card in {folder} lists no {WEIGHTS_FILE} with its hash.", how_to_mend(folder))
    for name in sorted(card.files):
        if not (folder / name).is_file():
            raise ModelError(f"{folder} lacks {name}, which its card lists.", how_to_mend(folder))
    return Model(card, folder)


def check_network(card: Card, folder: Path) -> None:
    """Raise ModelError for a card of a network that is not in the table, or of a size that the network cannot take."""
    network = NETWORKS.get(card.network)
    if network is None:
        raise ModelError(
            f"{folder} is made of the network {card.network!r}, which this program does not know.",
            f"Known networks: {', '.join(NETWORKS)}.",
        )
    rule = card.input
    if rule.width % network.multiple_of or rule.height % network.multiple_of:
        raise ModelError(
            f"{folder} asks for an input of {rule.width} x {rule.height}, but the sides of {network.id} "
            f"must be multiples of {network.multiple_of}.",
            how_to_mend(folder),
        )


def verify(model: Model) -> list[str]:
    """Read all files of a model through and say what is wrong with them; an empty list is a whole model."""
    return [problem for name in sorted(model.card.files) if (problem := _problem(model, name))]


def how_to_get_one() -> str:
    """The sentence that tells a person without a model how to come by one."""
    return (
        f"{DEFAULT_MODEL} comes with the program, in {shipped_models_dir()}: install the program again, "
        "or import a checkpoint with `skinseg models import FILE.pth --network seed-unet`, "
        "or name a model's folder with --model."
    )


def how_to_mend(folder: Path) -> str:
    """The sentence that tells a person what to do about a model that is not whole."""
    if is_shipped(folder):
        return "It comes with the program: install the program again."
    return "Get the model's folder again from where it came from, or import its weights anew."


def is_shipped(folder: Path) -> bool:
    """Whether a model's folder is one of those that come with the program."""
    return folder.resolve().is_relative_to(shipped_models_dir().resolve())


def missing_model() -> Unusable | None:
    """The default model, where nothing of that id is at hand, whole or not; it comes with the program."""
    zoo = find_models()
    if DEFAULT_MODEL in {model.id for model in zoo.models} | {broken.id for broken in zoo.unusable}:
        return None
    folder = shipped_models_dir() / DEFAULT_MODEL
    return Unusable(folder, DEFAULT_MODEL, f"{folder} is not there.")


def _default_folders() -> list[Path]:
    shipped = shipped_models_dir()
    return [shipped, shipped / NONCOMMERCIAL, user_models_dir()]


def _candidates(folder: Path) -> list[Path]:
    """Sub-folders with a card, or with weights and no card; hidden ones are unfinished writes, others no models."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        names = sorted(e.name for e in entries if not e.name.startswith(".") and e.is_dir())
    return [folder / name for name in names if _looks_like_model(folder / name)]


def _looks_like_model(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(e.name == CARD_FILE or e.name.lower().endswith(_WEIGHTS_ENDINGS) for e in entries)
    except OSError:
        return True  # opening it will say why it cannot be read


def _is_path(text: str) -> bool:
    return any(mark in text for mark in ("/", os.sep)) or text in (".", "..", "~")


def _problem(model: Model, name: str) -> str | None:
    expected = model.card.files.get(name)
    if expected is None:
        return f"its card does not list {name}"
    path = model.folder / name
    try:
        status = path.stat()
        found = _sha256(path, status.st_size, status.st_mtime_ns)
    except OSError as error:
        return f"{name} cannot be read ({error.strerror})"
    if found != expected:
        return f"{name} is not the file its card speaks of (SHA-256 {found[:12]}... instead of {expected[:12]}...)"
    return None


@functools.lru_cache(maxsize=64)
def _sha256(path: Path, size: int, changed: int) -> str:
    """Hash of a file's content; remembered as long as the file's size and time of change stay."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

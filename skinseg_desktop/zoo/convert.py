"""Models made and taken in: from a checkpoint, a model's folder or its archive, or from a training. Loads torch.

Whatever comes in becomes a whole folder in one step: it is made beside its place under a hidden name and then renamed.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import re
import secrets
import shutil
import stat
import tempfile
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from torch import Tensor, nn
from torch.jit._trace import TracerWarning

from skinseg_desktop.core.errors import ModelError, OutputError
from skinseg_desktop.core.places import RESEARCH_USE_ONLY, user_models_dir, version
from skinseg_desktop.imaging.atomic import write_atomic
from skinseg_desktop.nets.build import build
from skinseg_desktop.zoo import archive
from skinseg_desktop.zoo.card import CARD_FILE, Card, card_bytes, is_model_id, parse_card, write_card
from skinseg_desktop.zoo.checkpoint import fitting_state, read_checkpoint
from skinseg_desktop.zoo.models import ONNX_FILE, WEIGHTS_FILE, Model, check_network, find_models, model_at, verify
from skinseg_desktop.zoo.networks import NETWORKS

ONNX_OPSET = 17
INPUT_NAME = "photo"
OUTPUT_NAME = "logits"


def import_model(path: Path, *, network: str | None = None, id: str | None = None, into: Path | None = None) -> Model:
    """Take in a checkpoint, a model's folder, or a zip or tar archive that holds one.

    It goes into the user's models, or ``into``. ``id`` names it in the zoo (default: the card's, or the file's name).
    Nothing in a file is ever run. Raises ModelError with the reason, OutputError when the place cannot be written.
    """
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        hint = "Give a checkpoint, the folder of a model, or its archive."
        raise ModelError(f"{path} cannot be read: {error.strerror}.", hint) from error
    if is_folder:
        return _import_folder(path, network, id, into)
    if archive.holds_model(path):
        with tempfile.TemporaryDirectory(prefix="skinseg-") as folder:
            return _import_folder(archive.unpack(path, Path(folder) / "model"), network, id, into)
    return import_checkpoint(path, network=network, id=id, into=into)


def import_checkpoint(
    path: Path, *, network: str | None = None, id: str | None = None, title: str = "", into: Path | None = None
) -> Model:
    """Take in a file of weights; the network is found by its keys when it is not given.

    The card says that nothing is known of it but its weights, and takes the network's own preprocessing. Raises
    ModelError and OutputError as ``import_model`` does.
    """
    model_id = _free_id(id if id is not None else _slug(path.stem), into)
    found = read_checkpoint(path, network)
    card = Card(
        id=model_id,
        title=title or path.stem,
        network=found.network.id,
        parameters=found.parameters,
        input=found.network.default_input,
        description=f"Imported from {path.name}, a checkpoint of {found.network.title}. Its origin is not known.",
        weaknesses=("This program has not measured it.",),
        intended_use=RESEARCH_USE_ONLY,
        made={
            "command": "models import",
            "date": datetime.now(UTC).date().isoformat(),
            "file": path.name,
            "file_sha256": _sha256(path),
            "program": f"skinseg-desktop {version()}",
        },
    )
    return write_model(_home(into) / model_id, found.network.id, found.state, card)


def write_model(
    folder: Path, network_id: str, state_dict: Mapping[str, Tensor], card: Card, *, replace: bool = False
) -> Model:
    """Write a model's folder: the weights, the ONNX file exported from them, and the card with their hashes.

    ``state_dict`` holds the network's own keys and finite values; ``card.files`` is ignored. The same weights and
    card give the same bytes. A folder already there is an error unless ``replace`` is given; then it is exchanged by
    two renames. Raises ModelError (weights or card do not fit the network) and OutputError (the place cannot be
    written).
    """
    if card.network != network_id:
        raise ValueError(f"the card is of {card.network}, the weights are of {network_id}")
    card = parse_card(card_bytes(card), folder / CARD_FILE)  # what could not be read again is not written
    check_network(card, folder)
    network = NETWORKS[network_id]
    state = fitting_state(network, card.parameters, state_dict, f"The state of {card.id}")
    net = _loaded(network.builder, card.parameters, state)
    with _folder_in_place_of(folder, replace) as making:
        files = {
            WEIGHTS_FILE: safetensors.torch.save(state, metadata={"format": "pt"}),
            ONNX_FILE: onnx_bytes(net, card.input.width, card.input.height),
        }
        for name, data in files.items():
            write_atomic(making / name, data)
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        write_card(making, dataclasses.replace(card, files=hashes))
    return model_at(folder)


def export_onnx(model: Model, path: Path) -> None:
    """Export a model's network anew from its weights as one ONNX file. Raises ModelError and OutputError."""
    net = load_network(model)
    write_atomic(path, onnx_bytes(net, model.card.input.width, model.card.input.height))


def onnx_bytes(net: nn.Module, width: int, height: int) -> bytes:
    """A network as ONNX: input ``photo`` float32[n, 3, height, width], output ``logits`` float32[n, 1, height, width].

    The input is normalised already. Only the number of photos is free. The network is put into evaluation mode, so
    that normalisation is folded into the convolutions. The same network gives the same bytes.
    """
    net.eval()
    # The exporter writes to a path only.
    with tempfile.TemporaryDirectory(prefix="skinseg-") as folder, warnings.catch_warnings():
        path = Path(folder) / ONNX_FILE
        # This exporter is chosen on purpose: the new one needs a further package, and names its nodes by chance.
        warnings.filterwarnings("ignore", "You are using the legacy TorchScript-based ONNX export", DeprecationWarning)
        warnings.filterwarnings("ignore", "The feature will be removed", DeprecationWarning, r"torch\.onnx\.")
        # Networks check the size of their input in Python; the size is fixed here, so tracing loses nothing.
        warnings.filterwarnings("ignore", "Converting a tensor to a Python", TracerWarning)
        # What the exporter does not fold (the sizes of a padding), ONNX Runtime folds when it loads the file.
        warnings.filterwarnings("ignore", "Constant folding - Only steps=1 can be constant folded", UserWarning)
        torch.onnx.export(
            net,
            (torch.zeros(1, 3, height, width),),
            path,
            dynamo=False,
            opset_version=ONNX_OPSET,
            do_constant_folding=True,
            input_names=[INPUT_NAME],
            output_names=[OUTPUT_NAME],
            dynamic_axes={INPUT_NAME: {0: "n"}, OUTPUT_NAME: {0: "n"}},
        )
        return path.read_bytes()


def load_network(model: Model) -> nn.Module:
    """A model's network with its weights, in evaluation mode on the CPU; the file's hash is checked first.

    Raises ModelError when the weights are not those of the card or do not fit its network.
    """
    card = model.card
    network = NETWORKS[card.network]
    tensors = safetensors.torch.load_file(model.checked(model.weights), device="cpu")
    return _loaded(
        network.builder, card.parameters, fitting_state(network, card.parameters, tensors, str(model.weights))
    )


def _loaded(builder: str, parameters: Mapping[str, Any], state: Mapping[str, Tensor]) -> nn.Module:
    # Made without memory and then given the tensors: no time goes into random weights that nobody will see.
    with torch.device("meta"):
        net = build(builder, **parameters)
    net.load_state_dict(dict(state), assign=True)
    return net.eval()


def _import_folder(source: Path, network: str | None, id: str | None, into: Path | None) -> Model:
    if not (source / CARD_FILE).exists():
        found = sorted(p.name for p in source.iterdir() if p.suffix.lower() in (".pth", ".pt", ".ckpt", ".safetensors"))
        if found:
            shown = ", ".join(found[:5]) + (", ..." if len(found) > 5 else "")
            raise ModelError(f"{source} holds no model: there is no card in it.", f"Give one of them: {shown}.")
    model = model_at(source)
    if network is not None and network != model.card.network:
        raise ModelError(f"{source} is of the network {model.card.network}, not {network}.", "Leave the network out.")
    card = dataclasses.replace(model.card, id=_free_id(id if id is not None else model.id, into))
    folder = _home(into) / card.id
    with _folder_in_place_of(folder, replace=False) as making:
        # Only what the card lists: a stranger's folder may hold anything.
        for name in card.files:
            write_atomic(making / name, (source / name).read_bytes())
        write_card(making, card)
        copy = model_at(making)
        problems = verify(copy)
        if problems:
            raise ModelError(f"{source} is not whole: {'; '.join(problems)}.", "Get it again from where it came from.")
        load_network(copy)
    return model_at(folder)


def _home(into: Path | None) -> Path:
    return user_models_dir() if into is None else into


def _free_id(model_id: str, into: Path | None) -> str:
    """Give back an id that can be used for a new model; raises ModelError for one that is taken or is none."""
    if not is_model_id(model_id):
        raise ModelError(f"{model_id!r} cannot be a model's id.", "Take up to 64 of a-z 0-9 . _ - (--id).")
    zoo = find_models(None if into is None else [into])
    taken = next((model.folder for model in zoo.models if model.id == model_id), None)
    if taken is None and (_home(into) / model_id).exists():
        taken = _home(into) / model_id
    if taken is not None:
        raise ModelError(
            f"The id {model_id} is already taken by {taken}.", "Give another id (--id), or remove that folder."
        )
    return model_id


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-._")[:64].rstrip("-._") or "model"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def _folder_in_place_of(folder: Path, replace: bool) -> Iterator[Path]:
    """Give an empty hidden folder beside ``folder``, and rename it into place when the block ends without an error.

    Between the two renames of a replacement the old folder lies beside it under a hidden name. Raises ModelError when
    the folder is there and may not be replaced, OutputError when the place cannot be written.
    """
    if folder.exists() and not replace:
        raise ModelError(f"{folder} is already there.", "Give another id, or remove that folder.")
    making = folder.parent / f".{folder.name[:60]}.{secrets.token_hex(4)}.skinseg-tmp"
    try:
        making.mkdir(parents=True)
    except OSError as error:
        raise OutputError(f"No model can be written into {folder.parent}: {error.strerror}.", _ELSEWHERE) from error
    old = making.with_suffix(".skinseg-old")
    try:
        yield making
        if folder.exists():
            folder.rename(old)
        making.rename(folder)
    except OSError as error:
        raise OutputError(f"The model {folder} cannot be written: {error.strerror}.", _ELSEWHERE) from error
    finally:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(making, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    _sync(folder.parent)


_ELSEWHERE = "Make room there, get the right to write there, or choose another place for models with SKINSEG_MODELS."


def _sync(folder: Path) -> None:
    """Make renames in a folder last through a power cut, where the system can (Windows opens no folders)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

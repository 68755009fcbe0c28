"""Checks of what the program brings along: models, and what they say of the demo."""

from __future__ import annotations

from skinseg_desktop.core.errors import ModelError, UserError
from skinseg_desktop.core.metrics import confusion, dice
from skinseg_desktop.core.progress import finish
from skinseg_desktop.evaluation import evaluate_photos
from skinseg_desktop.imaging import find_photos, read_mask, read_photo
from skinseg_desktop.inference import Engine
from skinseg_desktop.selftest.bench import Bench
from skinseg_desktop.selftest.children import INSTALL_AGAIN
from skinseg_desktop.selftest.expected import ALIKE, NEAR, Expected, mask_path, read_expected
from skinseg_desktop.zoo import Model, find_models, get_model


def models(_bench: Bench) -> str:
    """Every file of every model read through and compared with its card."""
    zoo = find_models(hashes=True)
    if zoo.unusable:
        broken = zoo.unusable[0]
        raise ModelError(
            f"{len(zoo.unusable)} cannot be used, first '{broken.id}': {broken.reason}",
            "Install the program again; a model of your own is to be imported again, or removed.",
        )
    get_model()
    return f"models: {len(zoo.models)}, files: {sum(len(m.card.files) for m in zoo.models)}, all as their cards say"


def predict(bench: Bench) -> str:
    """The demo predicted by the shipped model, each mask compared with the expected one."""
    model, expected = _asked()
    found = find_photos([bench.demo("predict") / "photos"])
    if {file.id for file in found.photos} != expected.areas.keys():
        raise UserError("The demo's photos are not those that masks are expected of.", INSTALL_AGAIN)
    least = 1.0
    with Engine(model) as engine:
        for file in found.photos:
            _, mask = engine.predict(read_photo(file.path))
            wanted = read_mask(mask_path(file.id)).mask
            alike = dice(confusion(mask, wanted)) if mask.shape == wanted.shape else 0.0
            if alike < ALIKE:
                raise UserError(
                    f"{file.id}: {int(mask.sum()):,} lesion pixels, Dice {alike:.4f} with the expected mask "
                    f"of {expected.areas[file.id]:,}.",
                    "Try --device cpu; if that helps, the graphics card's driver is at fault, else install again.",
                )
            least = min(least, alike)
        where = engine.device
        notes = " ".join(engine.notes)
    return f"{len(found.photos)} masks on {where}, least Dice with the expected {least:.5f}. {notes}".rstrip()


def evaluate(bench: Bench) -> str:
    """The shipped model scored on the demo against its reference masks."""
    model, expected = _asked()
    demo = bench.demo("evaluate")
    with Engine(model) as engine:
        evaluation = finish(evaluate_photos(demo / "masks", find_photos([demo / "photos"]), engine))
    mean = evaluation.mean["dice"] or 0.0
    said = f"mean Dice {mean:.4f} on {evaluation.n} photos"
    if evaluation.n != len(expected.areas) or abs(mean - expected.dice) > NEAR:
        raise UserError(f"{said} instead of {expected.dice:.4f} on {len(expected.areas)}.", INSTALL_AGAIN)
    return said


def _asked() -> tuple[Model, Expected]:
    model, expected = get_model(), read_expected()
    if model.sha256 != expected.model:
        raise UserError(f"The masks expected of the demo are another model's than {model.id}'s.", INSTALL_AGAIN)
    return model, expected

"""Every kind of file: its name, its size, what it says of itself, and that a new kind is one line."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.pairing import mask_name
from skinseg_desktop.core.progress import finish
from skinseg_desktop.export import EXPORTERS, Exporter, Item, outputs, reference_lookup
from skinseg_desktop.imaging import encode_mask, find_photos, read_mask, read_photo, read_text
from skinseg_desktop.inference import Engine, predict_folder
from skinseg_desktop.zoo import Model

SUFFIXES = {
    "masks": "_segmentation.png",
    "overlays": "_overlay.png",
    "probabilities": "_probability.png",
    "figures": "_figure.png",
}


@pytest.fixture(scope="module")
def engine(tiny_model: Model) -> Iterator[Engine]:
    with Engine(tiny_model, "cpu") as opened:
        yield opened


@pytest.fixture(scope="module")
def photos(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three photos, one of them in a sub-folder."""
    folder = tmp_path_factory.mktemp("photos")
    first, second, third, *_ = sorted((data_dir / "images").iterdir())
    (folder / "sub").mkdir()
    for source, target in ((first, folder), (second, folder), (third, folder / "sub")):
        shutil.copy(source, target)
    return folder


@pytest.fixture(scope="module")
def out(photos: Path, data_dir: Path, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All kinds of files of the three photos, with references."""
    folder = tmp_path_factory.mktemp("out")
    found = find_photos([photos], subfolders=True)
    kinds = outputs(list(EXPORTERS), reference_lookup(found, data_dir / "masks"))
    assert finish(predict_folder(found, engine, folder, kinds)).done == 3
    return folder


def test_names_mirror_the_photos(photos: Path, out: Path) -> None:
    expected = {p.relative_to(photos).with_suffix("") for p in photos.rglob("*.jpg")}
    for kind, suffix in SUFFIXES.items():
        made = {str(p.relative_to(out / kind)) for p in (out / kind).rglob("*.png")}
        assert made == {f"{stem}{suffix}" for stem in expected}


@pytest.mark.parametrize("kind", list(SUFFIXES))
def test_every_file_says_what_made_it_and_what_it_is_not_for(out: Path, kind: str, engine: Engine) -> None:
    for path in (out / kind).rglob("*.png"):
        text = read_text(path.read_bytes())
        assert text["Model"] == f"tiny {engine.model.sha256}"
        assert "Research use only. Not for diagnosis." in text.values()


def test_masks_are_0_and_255_at_the_photos_size(photos: Path, out: Path) -> None:
    for path in photos.rglob("*.jpg"):
        made = out / "masks" / path.relative_to(photos).with_name(mask_name(path.stem))
        with Image.open(made) as picture:
            assert picture.mode == "L"
            values = np.asarray(picture)
        photo = read_photo(path)
        assert values.shape == (photo.height, photo.width)
        assert set(np.unique(values)) <= {0, 255}


def test_probabilities_are_the_map_in_16_bits(photos: Path, out: Path, engine: Engine) -> None:
    path = min(photos.glob("*.jpg"))
    with Image.open(out / "probabilities" / f"{path.stem}_probability.png") as picture:
        values = np.asarray(picture).astype(np.float64)
    expected = engine.probability_map(read_photo(path)).probabilities()
    assert values.shape == expected.shape
    assert np.abs(values / 65535 - expected).max() <= 0.5 / 65535 + 1e-7
    assert values.max() > 255, "sixteen bits, not eight"


def test_overlays_and_figures_show_prediction_and_reference(photos: Path, out: Path, engine: Engine) -> None:
    found = find_photos([photos])
    file = found.photos[0]
    photo = read_photo(file.path)
    with Image.open(out / "overlays" / f"{file.id}_overlay.png") as picture:
        drawn = np.asarray(picture)
    assert drawn.shape == photo.pixels.shape
    assert (drawn != photo.pixels).any()
    _, mask = engine.predict(photo)
    without = EXPORTERS["overlays"].encode(Item(file.id, photo.pixels, mask), {})
    with Image.open(io.BytesIO(without)) as picture:
        assert (np.asarray(picture) != drawn).any(), "the reference is in the one and not in the other"


def test_another_reference_makes_its_pictures_again(
    photos: Path, data_dir: Path, engine: Engine, tmp_path: Path
) -> None:
    found = find_photos([photos])
    masks = shutil.copytree(data_dir / "masks", tmp_path / "masks")
    for expected in ((2, 0), (0, 2)):
        kinds = outputs(["masks", "overlays"], reference_lookup(found, masks))
        result = finish(predict_folder(found, engine, tmp_path / "out", kinds))
        assert (result.done, result.kept) == expected
    changed = masks / mask_name(found.photos[0].id)
    changed.write_bytes(encode_mask(1 - read_mask(changed).mask))
    before = {p: p.read_bytes() for p in (tmp_path / "out" / "masks").iterdir()}
    result = finish(predict_folder(found, engine, tmp_path / "out", kinds))
    assert (result.done, result.kept) == (1, 1)
    assert before == {p: p.read_bytes() for p in (tmp_path / "out" / "masks").iterdir()}


def test_a_reference_that_does_not_fit_is_left_out_and_said(photos: Path, engine: Engine, tmp_path: Path) -> None:
    found = find_photos([photos])
    (tmp_path / mask_name(found.photos[0].id)).write_bytes(encode_mask(np.ones((5, 5), np.uint8)))
    kinds = outputs(["figures"], reference_lookup(found, tmp_path))
    result = finish(predict_folder(found, engine, tmp_path / "out", kinds))
    assert (result.done, result.failed) == (2, ())


def test_an_unknown_kind_names_those_at_hand() -> None:
    with pytest.raises(UserError, match="contours") as caught:
        outputs(["masks", "contours"])
    assert caught.value.hint == "Use some of masks, overlays, probabilities, figures."


def test_a_kind_named_twice_is_made_once() -> None:
    assert [o.kind for o in outputs(["masks", "masks"])] == ["masks"]


def test_no_map_no_probabilities() -> None:
    item = Item("a", np.zeros((4, 4, 3), np.uint8), np.zeros((4, 4), np.uint8))
    with pytest.raises(UserError, match="a has no probability map"):
        EXPORTERS["probabilities"].encode(item, {})


def test_a_new_kind_is_one_line(photos: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inverse = Exporter("backgrounds", "the mask turned round", "_bg.png", lambda i, t: encode_mask(1 - i.mask, text=t))
    monkeypatch.setitem(EXPORTERS, inverse.kind, inverse)
    found = find_photos([photos])
    assert finish(predict_folder(found, engine, tmp_path, outputs(["masks", "backgrounds"]))).done == 2
    for file in found.photos:
        mask = read_mask(tmp_path / "masks" / mask_name(file.id)).mask
        turned = tmp_path / "backgrounds" / f"{file.id}_bg.png"
        assert (read_mask(turned).mask == 1 - mask).all()
        assert "Research use only. Not for diagnosis." in read_text(turned.read_bytes()).values()

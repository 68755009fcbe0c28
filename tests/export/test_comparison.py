"""A comparison with figures: the numbers of the comparison without, and one picture for each answer."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from skinseg_desktop.core.progress import finish
from skinseg_desktop.evaluation import compare_models
from skinseg_desktop.export import compare_with_figures
from skinseg_desktop.imaging import find_photos, read_text
from skinseg_desktop.inference import Engine
from skinseg_desktop.zoo import Model


@pytest.fixture(scope="module")
def photos(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two photos, one of them in a sub-folder."""
    folder = tmp_path_factory.mktemp("photos")
    (folder / "sub").mkdir()
    first, second, *_ = sorted((data_dir / "images").iterdir())
    shutil.copy(first, folder)
    shutil.copy(second, folder / "sub")
    return folder


def test_figures_of_every_answer(photos: Path, data_dir: Path, tiny_model: Model, tmp_path: Path) -> None:
    found = find_photos([photos], subfolders=True)
    bolder = replace(tiny_model, card=replace(tiny_model.card, id="bolder", threshold=0.3))
    with ExitStack() as stack:
        engines = [stack.enter_context(Engine(model, "cpu")) for model in (tiny_model, bolder)]
        result = finish(compare_with_figures(found, data_dir / "masks", engines, tmp_path / "figures"))
        assert result.comparison == finish(compare_models(found, data_dir / "masks", engines))
    report = result.markdown(tmp_path)
    for file in found.photos:
        parent = file.relative.parent.as_posix()
        start = "figures/" if parent == "." else f"figures/{parent}/"
        links = [f"{start}{file.id}_{id}_figure.png" for id in ("tiny", "bolder")]
        assert [p.relative_to(tmp_path).as_posix() for p in result.figures[file.id]] == links
        pictures = []
        for link in links:
            assert f"(<{link}>)" in report
            text = read_text((tmp_path / link).read_bytes())
            assert "Research use only. Not for diagnosis." in text.values()
            with Image.open(tmp_path / link) as picture:
                pictures.append(np.asarray(picture))
        assert pictures[0].shape == pictures[1].shape
        assert (pictures[0] != pictures[1]).any()

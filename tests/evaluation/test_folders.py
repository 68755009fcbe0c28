"""``evaluate_folders``: what the result says, to programs and to people."""

from __future__ import annotations

import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from skinseg_desktop.core.errors import MaskError
from skinseg_desktop.core.metrics import METRICS, Confusion
from skinseg_desktop.core.progress import Progress, finish
from skinseg_desktop.evaluation import Evaluation, evaluate_folders, score
from skinseg_desktop.imaging import encode_mask, find_masks, read_mask


@pytest.fixture(scope="module")
def shifted(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real masks, each shifted by a tenth of its size."""
    folder = tmp_path_factory.mktemp("shifted")
    for name in find_masks(data_dir / "masks").names:
        mask = read_mask(data_dir / "masks" / name.relative).mask
        (folder / name.relative.name).write_bytes(encode_mask(np.roll(mask, mask.shape[1] // 10, 1)))
    return folder


def test_json_is_what_is_promised(data_dir: Path, shifted: Path) -> None:
    result = finish(evaluate_folders(data_dir / "masks", shifted))
    said = json.loads(json.dumps(result.to_json(), allow_nan=False))
    n = said["n"]
    assert n == len(said["images"]) == len(list(shifted.iterdir()))
    for figure in ("mean", "median", "pooled"):
        assert list(said[figure]) == list(METRICS)
    for key in METRICS:
        values = [image[key] for image in said["images"]]
        assert said["mean"][key] == math.fsum(values) / n
        assert said["median"][key] == statistics.median(values)
        assert said["intervals"][key][0] < said["mean"][key] < said["intervals"][key][1]
    summed = Confusion(*(sum(image[count] for image in said["images"]) for count in ("tp", "fp", "fn", "tn")))
    assert said["pooled"] == {key: metric.of(summed) for key, metric in METRICS.items()}
    assert said["failed_share"] == sum(image["iou"] < 0.65 for image in said["images"]) / n
    assert said["skipped"] == []
    assert said["resample"] is None


def test_nothing_scored_is_null_and_not_nan(data_dir: Path, tmp_path: Path) -> None:
    result = finish(evaluate_folders(data_dir / "masks", tmp_path))
    said = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert said["n"] == 0
    assert said["failed_share"] is None
    for figure in ("mean", "median", "pooled"):
        assert said[figure] == dict.fromkeys(METRICS)
    assert len(said["skipped"]) == len(find_masks(data_dir / "masks").names)
    assert "n = 0 scored" in result.table()


def test_a_bad_prediction_is_skipped_and_the_rest_scored(data_dir: Path, shifted: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(shifted, tmp_path / "predictions")
    first, second, third, *_ = sorted(folder.iterdir())
    first.write_bytes(first.read_bytes()[:-60])
    second.write_text("<html>404</html>")
    third.unlink()
    result = finish(evaluate_folders(data_dir / "masks", folder))
    assert result.n == len(list(shifted.iterdir())) - 3
    reasons = {s.id: s.reason for s in result.skipped}
    assert len(reasons) == 3
    assert first.name in reasons[first.stem.removesuffix("_segmentation")]
    assert second.name in reasons[second.stem.removesuffix("_segmentation")]
    assert reasons[third.stem.removesuffix("_segmentation")] == "No prediction for this reference."


def test_no_reference_at_all_is_an_error(shifted: Path, tmp_path: Path) -> None:
    with pytest.raises(MaskError, match="no mask in"):
        finish(evaluate_folders(tmp_path, shifted))


def test_workers_change_nothing_and_progress_counts_up(data_dir: Path, shifted: Path) -> None:
    results = []
    for workers in (1, 3):
        work, steps = evaluate_folders(data_dir / "masks", shifted, workers=workers), list[Progress]()
        while True:
            try:
                steps.append(next(work))
            except StopIteration as end:
                results.append(end.value.to_json())
                break
        assert [s.done for s in steps] == list(range(1, steps[0].total + 1))
        assert [s.item for s in steps] == [image["id"] for image in results[-1]["images"]]
    assert results[0] == results[1]


def test_closing_early_ends_the_threads(data_dir: Path, shifted: Path) -> None:
    work = evaluate_folders(data_dir / "masks", shifted)
    next(work)
    work.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("ahead")]


def test_table_for_people() -> None:
    images = [score(f"photo {n}", Confusion(80 + n, 10, 10, 900)) for n in range(12)]
    table = Evaluation(images, ()).table()
    assert table.splitlines()[0] == "n = 12 scored, 0 skipped"
    rows = [line for line in table.splitlines() if line.startswith(tuple(m.title for m in METRICS.values()))]
    assert len(rows) == len(METRICS)
    assert len({len(row) for row in rows}) == 1, "columns stand under each other"
    assert "pooled (all pixels of all photos together)" in table
    assert table.endswith("Research use only. Not for diagnosis.")


def test_masks_are_scored_without_any_network_library(data_dir: Path, shifted: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from skinseg_desktop.core.progress import finish\n"
        "from skinseg_desktop.evaluation import evaluate_folders\n"
        "print(finish(evaluate_folders(Path(sys.argv[1]), Path(sys.argv[2]))).n)\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('torch', 'onnx', 'onnxruntime', 'PySide6')])\n"
    )
    command = [sys.executable, "-c", program, str(data_dir / "masks"), str(shifted)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == [str(len(list(shifted.iterdir()))), "[]"]


def test_names_are_listed_once_however_many(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mask = encode_mask(np.asarray(cv2.circle(np.zeros((8, 8), np.uint8), (4, 4), 2, 1, -1), np.uint8))
    for side in ("a", "b"):
        (tmp_path / side).mkdir()
        for n in range(60):
            (tmp_path / side / f"ISIC_{n:07d}_segmentation.png").write_bytes(mask)
    listed, scandir = list[str](), os.scandir

    def counted(path: str) -> Iterator[os.DirEntry[str]]:
        listed.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", counted)
    assert finish(evaluate_folders(tmp_path / "a", tmp_path / "b")).n == 60
    assert len(listed) == 2

"""The folder pipeline: same bytes whatever the workers, nothing made twice, nothing half."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.core.progress import finish
from skinseg_desktop.export import outputs
from skinseg_desktop.imaging import PhotoFile, encode_mask, find_photos, read_mask, read_photo, read_text
from skinseg_desktop.inference import Engine, FolderResult, Output, Prediction, predict_folder, side_by_side
from skinseg_desktop.inference.side_by_side import Chunk, Gate, Outcome, in_threads
from skinseg_desktop.store import read_record
from skinseg_desktop.zoo import Model


@pytest.fixture
def photos(data_dir: Path, tmp_path: Path) -> Path:
    """A folder of eight real photos, two of them in a sub-folder."""
    copies = tmp_path / "photos"
    (copies / "more").mkdir(parents=True)
    for n, path in enumerate(sorted((data_dir / "images").glob("*.jpg"))[:8]):
        shutil.copy(path, copies / ("more" if n >= 6 else ".") / path.name)
    return copies


def predict(photos: Path, out: Path, model: Model, kinds: str = "masks", **options: object) -> FolderResult:
    with Engine(model, "cpu") as engine:
        found = find_photos([photos], subfolders=True)
        return finish(predict_folder(found, engine, out, outputs(kinds.split(",")), **options))  # type: ignore[arg-type]


def files(out: Path) -> dict[str, bytes]:
    """All outputs, without the record."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*.png"))}


def test_every_photo_gets_the_mask_that_the_engine_gives_it(photos: Path, tmp_path: Path, tiny_model: Model) -> None:
    result = predict(photos, tmp_path / "out", tiny_model, cleanup=["fill_holes", "keep_largest"])
    assert (result.done, result.kept, result.skipped, result.failed, result.missing) == (8, 0, (), (), 0)
    with Engine(tiny_model, "cpu") as engine:
        for file in find_photos([photos], subfolders=True).photos:
            photo = read_photo(file.path)
            path = tmp_path / "out" / "masks" / file.relative.parent / f"{file.path.stem}_segmentation.png"
            _, expected = engine.predict(photo, cleanup=["fill_holes", "keep_largest"])
            np.testing.assert_array_equal(read_mask(path).mask, expected)
            stored = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED)
            assert stored is not None and set(np.unique(stored)) <= {0, 255}
            text = read_text(path.read_bytes())
            assert text["Source-SHA256"] == photo.sha256
            assert text["Model"] == f"tiny {tiny_model.sha256}"
            assert "Research use only" in text["Comment"]


def test_bytes_do_not_depend_on_order_or_workers(photos: Path, tmp_path: Path, tiny_model: Model) -> None:
    kinds = "masks,overlays,probabilities,figures"
    predict(photos, tmp_path / "one", tiny_model, kinds, workers=1)
    predict(photos, tmp_path / "seven", tiny_model, kinds, workers=7)
    assert len(files(tmp_path / "one")) == 32
    assert files(tmp_path / "one") == files(tmp_path / "seven")


def test_what_is_there_is_not_made_again(photos: Path, tmp_path: Path, tiny_model: Model) -> None:
    out = tmp_path / "out"
    predict(photos, out, tiny_model)
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*.png")}
    result = predict(photos, out, tiny_model)
    assert (result.done, result.kept) == (0, 8)
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*.png")} == before
    result = predict(photos, out, tiny_model, "masks,overlays")
    assert (result.done, result.kept) == (8, 0)
    assert {p: p.stat().st_mtime_ns for p in before} == before, "masks are whole: only overlays were to be made"
    record = read_record(out)
    assert record is not None and record.runs[0].kinds == ("masks", "overlays")


def test_a_replaced_photo_a_cut_mask_and_a_missing_mask_are_made_again(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    out = tmp_path / "out"
    predict(photos, out, tiny_model)
    first, second, third, *_ = sorted(photos.glob("*.jpg"))
    expected = files(out)
    masks = {p: out / "masks" / f"{p.stem}_segmentation.png" for p in (first, second, third)}
    first.write_bytes(second.read_bytes())
    masks[second].write_bytes(masks[second].read_bytes()[:-20])
    masks[third].unlink()
    result = predict(photos, out, tiny_model, existing="replace")
    assert (result.done, result.kept) == (3, 5)
    after = files(out)
    changed = {name for name in expected if after[name] != expected[name]}
    assert changed == {f"masks/{first.stem}_segmentation.png"}
    assert read_mask(masks[first]).mask.tobytes() == read_mask(masks[second]).mask.tobytes()


def test_a_mask_corrected_by_hand_is_left_as_it_is_and_stops_nobody(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    out = tmp_path / "out"
    predict(photos, out, tiny_model)
    first, second, third, fourth, *_ = sorted(photos.glob("*.jpg"))
    masks = {p: out / "masks" / f"{p.stem}_segmentation.png" for p in (first, second, third, fourth)}
    # One editor drops the texts, another keeps them; a photo is missing its mask, and one's mask is damaged on disk.
    masks[first].write_bytes(encode_mask(np.ones((5, 5), np.uint8)))
    mask = read_mask(masks[second]).mask
    kept_texts = PngImagePlugin.PngInfo()
    with Image.open(masks[second]) as opened:
        for key, value in opened.info.items():
            kept_texts.add_text(str(key), str(value))
    Image.fromarray((1 - mask) * np.uint8(255)).save(masks[second], pnginfo=kept_texts)
    corrected = {p: masks[p].read_bytes() for p in (first, second)}
    masks[third].unlink()
    whole = masks[fourth].read_bytes()
    masks[fourth].write_bytes(whole[:-30] + b"\0" + whole[-29:])
    result = predict(photos, out, tiny_model, "masks,overlays")
    assert (result.done, len(result.held)) == (6, 2)
    assert [h.name for h in result.held] == [first.name, second.name]
    assert all("changed since it was made" in h.reason for h in result.held)
    assert {p: masks[p].read_bytes() for p in corrected} == corrected
    assert masks[third].exists() and masks[fourth].read_bytes() == whole
    assert not (out / "overlays" / f"{first.stem}_overlay.png").exists(), "it would show another mask"
    assert predict(photos, out, tiny_model, existing="replace").done == 2


def test_I8_another_photo_of_the_same_name_does_not_take_the_first_ones_mask(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    first, second, *_ = sorted(photos.glob("*.jpg"))
    for place, photo in ((one, first), (two, second)):
        place.mkdir()
        shutil.copy(photo, place / "IMG_1.jpg")
    predict(one, tmp_path / "out", tiny_model)
    before = files(tmp_path / "out")
    result = predict(two, tmp_path / "out", tiny_model)
    assert result.done == 0 and "made of another photo" in result.held[0].reason
    assert files(tmp_path / "out") == before
    assert predict(two, tmp_path / "out", tiny_model, existing="replace").done == 1
    assert files(tmp_path / "out") != before


def test_an_output_that_depends_on_more_is_made_again_when_that_changes(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    class Signed:
        kind = "signed"

        def __init__(self, signature: str) -> None:
            self.signature = signature

        def file_name(self, photo_id: str) -> str:
            return f"{photo_id}.png"

        def variant(self, photo_id: str) -> str:
            return self.signature if photo_id == first else ""

        def encode(self, prediction: Prediction, text: Mapping[str, str]) -> bytes:
            return encode_mask(prediction.mask, text=text)

    first = min(photos.glob("*.jpg")).stem
    found = find_photos([photos])
    with Engine(tiny_model, "cpu") as engine:
        for signature, done in (("a", 6), ("a", 0), ("b", 1)):
            signed: Output = Signed(signature)
            assert finish(predict_folder(found, engine, tmp_path / "out", [signed])).done == done


def test_closing_the_work_finishes_what_was_started_and_starts_nothing(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    out = tmp_path / "out"
    with Engine(tiny_model, "cpu") as engine:
        found = find_photos([photos], subfolders=True)
        work = predict_folder(found, engine, out, outputs(["masks"]), workers=1)
        while next(work).done < 2:
            pass
        work.close()
    made = files(out)
    # Two were told; with one worker, at most one more was in its hands and one was handed out while it was waited for.
    assert 2 <= len(made) <= 4
    record = read_record(out)
    assert record is not None and record.runs[0].finished is None
    assert record.runs[0].counts["done"] == len(made)
    result = predict(photos, out, tiny_model)
    assert (result.done, result.kept) == (8 - len(made), len(made))
    predict(photos, tmp_path / "whole", tiny_model)
    assert files(out) == files(tmp_path / "whole")


def test_outputs_inside_the_photos_folder_are_not_read_as_photos(photos: Path, tiny_model: Model) -> None:
    for out in (photos / "out", photos):
        first = predict(photos, out, tiny_model, "masks,overlays")
        again = predict(photos, out, tiny_model)
        assert (first.done, again.kept, again.done) == (8, 8, 0)
        shutil.rmtree(photos / "out", ignore_errors=True)


def numbered(n: int) -> Iterator[Chunk]:
    """Chunks without photos, for work that looks at the number only."""
    return (((index, cast(PhotoFile, None)),) for index in range(n))


def test_a_hundred_thousand_photos_do_not_all_wait_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = most = 0

    class Counted(ThreadPoolExecutor):
        def submit(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            nonlocal waiting, most
            waiting += 1
            most = max(most, waiting)
            return super().submit(*args, **kwargs)

    monkeypatch.setattr(side_by_side, "ThreadPoolExecutor", Counted)

    def work(chunk: Chunk) -> list[Outcome]:
        return [Outcome(index, "done") for index, _ in chunk]

    total = 0
    for _ in in_threads(work, numbered(5_000), 3):
        total += 1
        waiting -= 1
    assert total == 5_000 and most <= 6


def test_closing_the_pool_waits_for_chunks_in_hand_and_drops_those_in_the_queue() -> None:
    in_hand: list[int] = []
    release = threading.Event()

    def work(chunk: Chunk) -> list[Outcome]:
        [(index, _)] = chunk
        in_hand.append(index)
        if index:
            release.wait(60)
        return [Outcome(index, "done")]

    pool = in_threads(work, numbered(100), 2)
    assert next(pool).index == 0
    while len(in_hand) < 3:
        time.sleep(0.001)
    threading.Timer(0.05, release.set).start()
    pool.close()
    assert release.is_set() and sorted(in_hand) == [0, 1, 2], "the fourth was waiting in the queue"


def test_large_files_are_worked_on_alone_and_small_ones_together() -> None:
    gate = Gate(10)
    with gate.hold(4), gate.hold(6):
        assert gate._held == 10
    with gate.hold(999):
        assert gate._held == 999
    assert gate._held == 0


@pytest.mark.parametrize("options", [{"threshold": 1.0}, {"cleanup": ["polish"]}])
def test_wrong_settings_are_refused_before_anything_is_written(
    options: dict[str, object], photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    with pytest.raises(UserError):
        predict(photos, tmp_path / "out", tiny_model, "masks", **options)
    assert not (tmp_path / "out").exists()


def test_results_lying_among_the_photos_are_not_read_as_photos_by_a_later_run(
    photos: Path, tmp_path: Path, tiny_model: Model
) -> None:
    assert predict(photos, photos / "results", tiny_model, "masks,overlays").done == 8
    found = find_photos([photos], subfolders=True)
    assert len(found.photos) == 8
    assert [(s.name, s.reason) for s in found.skipped] == [("results", "It holds results of this program, not photos.")]
    assert predict(photos, tmp_path / "elsewhere", tiny_model).done == 8

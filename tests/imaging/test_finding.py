"""Which files of a folder are photos."""

from __future__ import annotations

from pathlib import Path

from skinseg_desktop.imaging import find_photos


def test_results_among_the_photos_are_no_photos(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg", "B_Mask.jpg", "c_overlay.png", "masks/a_segmentation.png", "overlays/a_overlay.png",
                 "figures/b_figure.png", "probabilities/b_probability.png"):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = find_photos([tmp_path], subfolders=True)
    # The one that belongs to no photo here is one.
    assert [photo.name.path for photo in found.photos] == ["a.jpg", "b.jpg", "c_overlay.png"]
    assert {left.name: left.reason.partition(":")[0] for left in found.skipped} == {
        "B_Mask.jpg": "It belongs to b.jpg",
        "figures/b_figure.png": "It belongs to b.jpg",
        "masks/a_segmentation.png": "It belongs to a.jpg",
        "overlays/a_overlay.png": "It belongs to a.jpg",
        "probabilities/b_probability.png": "It belongs to b.jpg",
    }
    assert len(find_photos([tmp_path], subfolders=True, results=True).photos) == 8
    # What is named counts.
    given = find_photos([tmp_path / "a.jpg", tmp_path / "masks" / "a_segmentation.png"])
    assert len(given.photos) == 2

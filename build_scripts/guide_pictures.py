"""Makes every picture of docs/guide.md from a real window on the demo, by keys and mouse, without a display.

    python build_scripts/guide_pictures.py              # docs/pictures/guide-*
    python build_scripts/guide_pictures.py --out DIR    # the same files elsewhere, to look at

Run it with the project's environment. Photos are CC-0. What is shown of disks is a folder in the system's temporary
one, made for this and removed again.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from skinseg_desktop.imaging.atomic import write_atomic
from skinseg_desktop.imaging.demo import copy_demo
from skinseg_desktop.imaging.encode import encode_rgb

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.acceptance.hand import Hand, Point

REPOSITORY = Path(__file__).resolve().parent.parent
PICTURES = REPOSITORY / "docs" / "pictures"
WORK = Path(tempfile.gettempdir()) / "skinseg-guide"
SIZE = (1366, 768)
#: A piece of the canvas.
TILE = (610, 440)
Pixels = NDArray[np.uint8]


class Camera:
    """Writes pictures of widgets: photos as JPEG, panels and dialogs as PNG."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def take(self, name: str, widget: QWidget) -> None:
        """Write a picture of a widget."""
        self.write(name, [shot(widget)])

    def write(self, name: str, shots: Sequence[Pixels], columns: int = 3) -> None:
        """Write pictures in rows, white between them."""
        rows = [_together(shots[n : n + columns], side_by_side=True) for n in range(0, len(shots), columns)]
        pixels = np.ascontiguousarray(_together(rows, side_by_side=False))
        path = self.out / name
        if path.suffix == ".png":
            data = encode_rgb(pixels)
        else:
            bgr = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
            settings = [cv2.IMWRITE_JPEG_QUALITY, 88, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, 0x111111]
            data = cv2.imencode(".jpg", bgr, settings)[1].tobytes()
        write_atomic(path, data)
        print(f"{name}: {pixels.shape[1]} x {pixels.shape[0]}, {len(data) / 1000:.0f} kB")


def _together(parts: Sequence[Pixels], *, side_by_side: bool) -> Pixels:
    """Pictures beside or below each other, 8 white pixels between them."""
    across = 0 if side_by_side else 1
    most = max(part.shape[across] for part in parts)
    filled = []
    for number, part in enumerate(parts):
        more = [(0, 0), (0, 0), (0, 0)]
        more[across] = (0, most - part.shape[across])
        more[1 - across] = (8 if number else 0, 0)
        filled.append(np.pad(part, more, constant_values=255))
    return np.concatenate(filled, axis=1 - across)


def shot(widget: QWidget) -> Pixels:
    """What a widget shows as soon as it is laid out: uint8[H, W, 3]."""
    from PySide6.QtGui import QImage
    from PySide6.QtTest import QTest

    QTest.qWait(200)
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


@contextmanager
def opened(theme: str, *arguments: Path | str, language: str = "en", size: tuple[int, int] = SIZE) -> Iterator[Hand]:
    """A window as the program makes it, in one theme and language, and two hands on it."""
    from skinseg_desktop.store.settings import Settings
    from skinseg_desktop.window import app
    from skinseg_desktop.window.faults import Faults
    from tests.acceptance.hand import Hand, wait_for

    os.environ["SKINSEG_LANGUAGE"] = language
    settings = Settings.load()
    settings.set("theme", theme)
    settings.set("window_state", "")
    application, window = app.create(["skinseg-desktop", *map(str, arguments)])
    window.resize(*size)
    window.show()
    window.activateWindow()
    wait_for(window.isActiveWindow)
    hand = Hand(window)
    try:
        yield hand
    finally:
        for faults in window.findChildren(Faults):
            faults.uninstall()
        window.close()
        window.deleteLater()
        application.processEvents()


def main() -> int:
    """Make all pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=PICTURES)
    out = parser.parse_args().out
    try:
        WORK.mkdir()
    except FileExistsError:
        parser.error(f"{WORK} is in the way: remove it")
    for variable, part in {
        "SKINSEG_SETTINGS": "settings.json",
        "SKINSEG_CACHE": "cache",
        "SKINSEG_MODELS": "models",
        "SKINSEG_USER_DATA": "data",
    }.items():
        os.environ[variable] = str(WORK / part)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # The hand is the one that the tests use; it lies beside the package.
    sys.path.insert(0, str(REPOSITORY))
    out.mkdir(parents=True, exist_ok=True)
    import shutil

    try:
        for _ in copy_demo(WORK / "demo"):
            pass
        camera = Camera(out)
        for scene in SCENES:
            scene(camera)
    finally:
        shutil.rmtree(WORK)
    return 0


# The scenes. Each goes on with the project as the one before left it.


def first_start(camera: Camera) -> None:
    """Nothing is open yet."""
    with opened("light") as hand:
        hand.settle()
        camera.take("guide-start.png", hand.window)


def first_minutes(camera: Camera) -> None:
    """The demo with its references: predicting the folder, then the whole window."""
    from tests.acceptance.hand import CTRL, Key

    with opened("light", *demo()) as hand:
        ready(hand)
        hand.key(Key.Key_P, CTRL)
        hand.wait(lambda: "left" in hand.text("progress_status"), "a forecast of the end")
        camera.take("guide-predicting.png", hand.find(any_widget(), "status_bar"))
        hand.wait(lambda: hand.text("folder_dice_label").endswith("n 12"), "all scores")
        show(hand, "ISIC_0000043")
        camera.take("guide-window.jpg", hand.window)


def looking(camera: Camera) -> None:
    """One photo four times: contours, heat map, agreement, and the reference while C is held."""
    from tests.acceptance.hand import Key

    with opened("light", *demo()) as hand:
        show(hand, "ISIC_0000174")
        shots = [middle(hand)]
        for key in (Key.Key_H, Key.Key_M):
            hand.key(key)
            shots.append(middle(hand))
            hand.key(key)
        hand.key_down(Key.Key_C)
        shots.append(middle(hand))
        hand.key_up(Key.Key_C)
        camera.write("guide-look.jpg", shots, columns=2)


def tools(camera: Camera) -> None:
    """Brush, eraser, lasso and polygon, each in the middle of its work; Escape takes it back."""
    from tests.acceptance.hand import Key

    with opened("light", *demo()) as hand:
        shots = []

        def begun(key: Key, points: Sequence[Point]) -> None:
            hand.key(key)
            hand.press(*points[0])
            for point in points[1:]:
                hand.move(*point)
            shots.append(middle(hand))
            hand.key(Key.Key_Escape)
            hand.release(*points[-1])

        show(hand, "ISIC_0000239")
        for _ in range(3):
            hand.key(Key.Key_BracketRight)
        border = around(hand)
        top = min(range(len(border)), key=lambda i: border[i][1])
        begun(Key.Key_B, border[top : top + 8])
        show(hand, "ISIC_0000174")
        border = around(hand)
        left = min(range(len(border)), key=lambda i: border[i])
        begun(Key.Key_E, [(x - 25, y) for x, y in border[left - 2 : left + 5]])
        begun(Key.Key_L, border[:-10])
        hand.key(Key.Key_P)
        for point in border[:-12:4]:
            hand.press(*point)
            hand.release(*point)
        shots.append(middle(hand))
        hand.key(Key.Key_Escape)
        camera.write("guide-tools.jpg", shots, columns=2)


def threshold(camera: Camera) -> None:
    """A corrected mask, and the threshold moved: a preview, with the buttons that take it or leave it."""
    from tests.acceptance.hand import Key

    with opened("light", *demo(), size=(1366, 800)) as hand:
        show(hand, "ISIC_0000174")
        hand.key(Key.Key_L)
        hand.stroke([*around(hand)], steps=1)
        hand.wait_for_saved()
        hand.drag_slider("threshold_slider", 900)
        hand.wait(lambda: hand.find(any_widget(), "preview_bar").isVisible(), "a preview")
        hand.settle()
        camera.write("guide-threshold.jpg", [middle(hand), shot(hand.find(any_widget(), "mask_dock"))])


def review(camera: Camera) -> None:
    """The loop, and the list sorted with the lowest Dice first; dark, as a list and as a grid."""
    from tests.acceptance.hand import CTRL, Key

    with opened("dark", *demo()) as hand:
        show(hand, "ISIC_0000205")
        hand.key(Key.Key_A)
        show(hand, "ISIC_0000239")
        hand.key(Key.Key_A)
        show(hand, "ISIC_0000492")
        hand.key(Key.Key_F)
        show(hand, "ISIC_0007156")
        hand.key(Key.Key_R)
        show(hand, "ISIC_0000174")
        sort_by(hand, 2)
        hand.wait_for_saved()
        hand.key(Key.Key_M)
        camera.take("guide-dark.jpg", hand.window)
        hand.key(Key.Key_M)
        listed = shot(hand.find(any_widget(), "gallery_dock"))
        hand.key(Key.Key_G, CTRL)
        still(hand)
        gridded = shot(hand.find(any_widget(), "gallery_dock"))
        hand.key(Key.Key_G, CTRL)
        camera.write("guide-gallery.png", [listed, gridded])


def files(camera: Camera) -> None:
    """The import, and an export that has ended."""
    from tests.acceptance.hand import CTRL, Key

    with opened("light", *demo()) as hand:
        ready(hand)
        hand.key(Key.Key_I, CTRL)
        taken_in = hand.dialog("import_dialog")
        hand.type_into("import_place", str(WORK / "demo" / "masks"), taken_in)
        camera.take("guide-import.png", taken_in)
        hand.click("import_cancel", taken_in)
        hand.come_back()
        hand.key(Key.Key_E, CTRL)
        export = hand.dialog("export_dialog")
        for name in ("export_overlays", "export_figures", "export_start"):
            hand.click(name, export)
        button = export.findChild(any_widget(), "export_show")
        assert button is not None
        hand.wait(button.isEnabled, "the export")
        camera.take("guide-export.png", export)
        hand.click("export_close", export)


def dialogs(camera: Camera) -> None:
    """The sheet of shortcuts, the palette, the settings, in the dark; the model's card."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QTabBar

    from tests.acceptance.hand import CTRL, LEFT, NONE, Key

    with opened("dark", *demo(), size=(1366, 1000)) as hand:
        ready(hand)
        bar = next(b for b in hand.window.findChildren(QTabBar) if b.count() == 2)
        QTest.mouseClick(bar, LEFT, NONE, bar.tabRect(1).center())
        camera.take("guide-model.png", hand.find(any_widget(), "model_dock"))
        for key, held, name, picture in (
            (Key.Key_F1, NONE, "shortcut_sheet", "guide-shortcuts.png"),
            (Key.Key_K, CTRL, "palette", "guide-palette.png"),
            (Key.Key_Comma, CTRL, "settings_dialog", "guide-settings.png"),
        ):
            hand.key(key, held)
            dialog = hand.dialog(name)
            if name == "palette":
                hand.type_into("palette_field", "next", dialog)
            camera.take(picture, dialog)
            QTest.keyClick(dialog, Key.Key_Escape)
            hand.come_back()


def languages(camera: Camera) -> None:
    """One panel in three languages."""
    shots = []
    for language in ("en", "de", "pt_BR"):
        with opened("light", *demo(), language=language) as hand:
            ready(hand)
            shots.append(shot(hand.find(any_widget(), "mask_dock")))
    camera.write("guide-languages.png", shots)


SCENES: tuple[Callable[[Camera], None], ...] = (
    first_start,
    first_minutes,
    looking,
    tools,
    threshold,
    review,
    files,
    dialogs,
    languages,
)


# What the scenes share


def demo() -> tuple[Path | str, ...]:
    """The command line for the demo."""
    return WORK / "demo" / "photos", "--masks", WORK / "demo" / "masks"


def any_widget() -> type[QWidget]:
    """For finding something by its name alone."""
    from PySide6.QtWidgets import QWidget

    return QWidget


def ready(hand: Hand) -> None:
    """Wait until a photo is there with its prediction and its Dice, and all is on disk."""
    hand.wait_for_prediction()
    hand.wait_for_dice()
    hand.settle()
    hand.wait(lambda: "skinseg" in hand.text("save_status"), "a project")


def show(hand: Hand, name: str) -> None:
    """Go to a photo as a person does, step by step, on and back."""
    from tests.acceptance.hand import Key

    ready(hand)
    for key in [Key.Key_S] * 11 + [Key.Key_W] * 11:
        if hand.shown == name:
            return
        before = hand.shown
        hand.key(key)
        if before == hand.shown:
            # The next one is on its way, or this is an end of the list.
            hand.settle()
        ready(hand)
    raise SystemExit(f"{name} is not in the demo")


def still(hand: Hand) -> None:
    """Wait until nothing is on its way, thumbnails that are painted now included."""
    shot(hand.window)
    jobs = hand.window.jobs  # type: ignore[attr-defined]
    hand.wait(lambda: not jobs.busy(), "an end of all work")


def sort_by(hand: Hand, place: int) -> None:
    """Choose in the list of orders by keys."""
    from PySide6.QtWidgets import QComboBox

    from tests.acceptance.hand import Key

    choice = hand.find(QComboBox, "gallery_sort")
    choice.setFocus()
    for _ in range(place):
        hand.key(Key.Key_Down)
    hand.canvas.setFocus()


def middle(hand: Hand) -> Pixels:
    """The middle of the canvas."""
    taken = shot(hand.canvas)
    top, left = (taken.shape[0] - TILE[1]) // 2, (taken.shape[1] - TILE[0]) // 2
    return np.ascontiguousarray(taken[top : top + TILE[1], left : left + TILE[0]])


def around(hand: Hand) -> list[Point]:
    """A hand's way round the reference's border, 48 points."""
    working = hand.canvas.working
    assert working is not None and working.reference is not None
    contours, _ = cv2.findContours(working.reference, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    line = max(contours, key=len)[:, 0].astype(float)
    return [(float(x) + 0.5, float(y) + 0.5) for x, y in line[:: max(1, len(line) // 48)]]


if __name__ == "__main__":
    sys.exit(main())

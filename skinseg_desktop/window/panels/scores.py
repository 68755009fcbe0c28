"""The scores panel: the shown mask against its reference, its size, and where the photo stands in the folder."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from skinseg_desktop.core.metrics import METRICS
from skinseg_desktop.review.changed import share_of_difference
from skinseg_desktop.window.changed import Changed, What
from skinseg_desktop.window.panels.elided import Elided
from skinseg_desktop.window.panels.numbers import number
from skinseg_desktop.window.panels.steady import Steady
from skinseg_desktop.window.session import Session
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skinseg_desktop.review.opened import OpenPhoto

#: Shown while a number is not known; holds no digit.
UNKNOWN = "–"
_BINS = 20
#: As long as a score gets.
_SCORE = "0.000"


class ScoresPanel(QWidget):
    """Reads the session; live while a stroke is drawn."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scores_panel")
        self._session = session
        self.dice = Steady("dice_label", _SCORE, selectable=True)
        self.dice.setText(UNKNOWN)
        font = self.dice.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        self.dice.setFont(font)
        self.dice.setAccessibleName(self.tr("Dice of the shown mask"))
        self.histogram = Histogram()
        self.mean = Elided()
        self.mean.setObjectName("folder_dice_label")
        self._numbers: dict[str, QLabel] = {}
        form = QFormLayout()
        form.addRow(self._title("dice"), self.dice)
        for key in ("iou", "sensitivity", "specificity"):
            form.addRow(self._title(key), self._number(key, _SCORE))
        sizes = QFormLayout()
        for key, title, meaning, widest in (
            ("area", self.tr("Area"), self.tr("Lesion pixels, and their share of the photo."),
             self._area(10**9, 100.0)),
            ("diameter", self.tr("Diameter"), self.tr("Of the disc with the same area: 2 √(area / π), in pixels."),
             self._diameter(10**9)),
            ("changed", self.tr("By hand"), self.tr("Pixels changed since work began, as a share of the lesion's."),
             self._changed(100.0)),
        ):  # fmt: skip
            label = QLabel(title)
            label.setToolTip(meaning)
            sizes.addRow(label, self._number(key, widest))
        self.reference = QLabel()
        self.reference.setObjectName("reference_label")
        self.reference.setWordWrap(True)
        self._missing = self._previews = False
        self._learned: Mapping[str, frozenset[str]] = {}
        self._unclear: Mapping[str, str] = {}
        self._trouble = ""
        self.reference.hide()
        self.pairs = QPushButton()
        self.pairs.setObjectName("pairs_button")
        self.pairs.setFlat(True)
        self.pairs.setAccessibleName(self.tr("Reference masks"))
        self.pairs.setToolTip(self.tr("Which photos and reference masks have a partner, and which have none."))
        self.pairs.hide()
        self.add = QPushButton(self.tr("Choose reference masks..."))
        self.add.setObjectName("references_button")
        self.add.setToolTip(
            self.tr("Somebody else's masks of the same photos: with them, Dice is shown while you paint.")
        )
        self.set_available(False)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.histogram)
        layout.addWidget(self.mean)
        layout.addWidget(self.reference)
        layout.addWidget(self.pairs, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.add)
        layout.addWidget(line)
        layout.addLayout(sizes)
        layout.addStretch()
        session.changed.connect(self._session_changed)

    def refresh(self) -> None:
        """Show the numbers as they are at this moment; cheap enough for each move of the brush."""
        session = self._session
        opened, preview = session.open, session.preview
        # A mask that nobody has made yet has no score.
        if opened is not None and opened.origin is None and not opened.working.touched.area:
            opened = None
        counts = None if opened is None else preview.confusion if preview else opened.working.confusion
        self.dice.setText(UNKNOWN if counts is None else number(METRICS["dice"].of(counts), 3))
        self.histogram.mark(None if counts is None else METRICS["dice"].of(counts))
        for key in ("iou", "sensitivity", "specificity"):
            self._numbers[key].setText(UNKNOWN if counts is None else number(METRICS[key].of(counts), 3))
        if opened is None:
            for key in ("area", "diameter", "changed"):
                self._numbers[key].setText(UNKNOWN)
            return
        area = preview.area if preview else opened.working.area
        self._numbers["area"].setText(self._area(area, 100 * area / opened.working.pixels.size))
        self._numbers["diameter"].setText(self._diameter(area))
        if preview:
            self._numbers["changed"].setText(UNKNOWN)
        elif not opened.working.touched.area:
            # In the middle of a stroke it is not counted yet, and the last number stays.
            self._numbers["changed"].setText(
                self._changed(100 * share_of_difference(area, opened.began, opened.by_hand))
            )

    def set_folder(self, dices: list[float], mean: str) -> None:
        """Show the Dice of all photos that have one, and a sentence with their mean."""
        self.histogram.set_values(dices)
        self.mean.setText(mean)

    def set_available(self, folder: bool) -> None:
        """Say whether a folder is open, for which reference masks can be chosen."""
        self.add.setEnabled(folder)

    def set_pairs(self, paired: int, photos: int, unusable: int, doubtful: int) -> None:
        """Say how many photos have a reference mask, and how many of these cannot be used or are in doubt."""
        said = self.tr("{} of {} photo(s) with a reference", "", photos).format(number(paired), number(photos))
        faults = [
            *([self.tr("{} unusable").format(number(unusable))] if unusable else []),
            *([self.tr("{} in doubt").format(number(doubtful))] if doubtful else []),
        ]
        # In a line of its own: the panel is not to be wider than its dock.
        said += "\n" + ", ".join(faults) if faults else ""
        if said != self.pairs.text():
            self.pairs.setText(said)
        self.pairs.setVisible(paired > 0)

    def set_learned(self, learned: Mapping[str, frozenset[str]]) -> None:
        """Know what each model has learned from (``zoo.learned.learned_photos``)."""
        self._learned = learned
        self.show_reference()

    def set_unclear(self, unclear: Mapping[str, str]) -> None:
        """Know of which photos, by id, none of several reference masks was taken, and why."""
        if unclear != self._unclear:
            self._unclear = unclear
            self.show_reference()

    def show_unreadable(self, trouble: str) -> None:
        """Say why there is no photo on screen; "" where there is one, or none was chosen."""
        if trouble != self._trouble:
            self._trouble = trouble
            self.show_reference()

    def show_reference(self, missing: bool | None = None) -> None:
        """Say what the photo has no Dice for: no reference mask, or because it is not in the folder any more."""
        if missing is not None and missing == self._missing:
            return
        self._missing = self._missing if missing is None else missing
        opened = self._session.open
        has = opened is not None and opened.working.reference is not None
        self._previews = self._session.preview is not None
        why = opened.reference_fault if opened is not None else ""
        self.add.setVisible(not (has or why or self._missing or self._trouble))
        said = ""
        if self._missing and opened is not None:
            said = self.tr("This photo is not in the folder any more. What was done to it is kept.")
        elif self._trouble and opened is None:
            said = told(self._trouble)
        elif why:
            said = told(why)
        elif opened is not None and not has:
            unclear = self._unclear.get(opened.file.name.id, "")
            said = told(unclear) or self.tr("This photo has no reference mask.")
        elif opened is not None and self._previews:
            said = self.tr("These are the scores of the preview, not of your mask.")
        elif opened is not None and self._has_learned(opened):
            said = self.tr("The model has learned from this photo: its Dice says nothing of new photos.")
        self.reference.setText(said)
        self.reference.setVisible(bool(said))

    def _has_learned(self, opened: OpenPhoto) -> bool:
        learned = self._learned.get(opened.origin.model_sha256) if opened.origin else None
        if not learned:
            return False
        # Loaded with the models, which have come by now.
        from skinseg_desktop.zoo.learned import DIGITS

        return opened.photo.sha256[:DIGITS] in learned

    def _session_changed(self, changed: Changed) -> None:
        if changed.what & (What.SHOWN | What.MASK | What.PREVIEW | What.REFERENCE):
            self.refresh()
        previews = self._session.preview is not None
        if changed.what & (What.SHOWN | What.REFERENCE | What.MAP) or previews != self._previews:
            self.show_reference()

    def _title(self, key: str) -> QLabel:
        metric = METRICS[key]
        title = QCoreApplication.translate("Metrics", metric.title)
        doc = QCoreApplication.translate("Metrics", (metric.of.__doc__ or "").strip().splitlines()[0])
        label = QLabel(title)
        label.setToolTip(f"{title}: {doc}\n{metric.source}")
        return label

    def _area(self, area: int, per_cent: float) -> str:
        return self.tr("{} px ({}%)").format(number(area), number(per_cent, 1))

    def _diameter(self, area: int) -> str:
        return self.tr("{} px").format(number(2 * math.sqrt(area / math.pi), 1))

    def _changed(self, per_cent: float) -> str:
        return self.tr("{}%").format(number(per_cent, 1))

    def _number(self, key: str, widest: str) -> QLabel:
        label = Steady(f"{key}_label", widest, selectable=True)
        label.setText(UNKNOWN)
        self._numbers[key] = label
        return label


class Histogram(QWidget):
    """How the folder's Dice are spread over 0..1, and where this photo stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dice_histogram")
        self.setAccessibleName(self.tr("Dice of the folder's photos, from 0 to 1, with this photo's place"))
        self.setToolTip(self.tr("Dice of the folder's photos, from 0 to 1, with this photo's place"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._counts = [0] * _BINS
        self._mark: float | None = None

    def set_values(self, values: list[float]) -> None:
        """Count the values anew."""
        self._counts = [0] * _BINS
        for value in values:
            self._counts[min(int(value * _BINS), _BINS - 1)] += 1
        self.update()

    def mark(self, value: float | None) -> None:
        """Say which value is this photo's."""
        if value != self._mark:
            self._mark = value
            self.update()

    def sizeHint(self) -> QSize:
        """Low and as wide as the panel."""
        return QSize(160, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars in the text's colour and a triangle under this photo's place."""
        painter = QPainter(self)
        width, height = self.width(), self.height() - 7
        bar = self.palette().color(QPalette.ColorRole.WindowText)
        bar.setAlpha(110)
        most = max(self._counts) or 1
        for place, count in enumerate(self._counts):
            tall = round(count / most * height)
            left, right = place * width // _BINS, (place + 1) * width // _BINS
            painter.fillRect(left, height - tall, max(right - left - 1, 1), tall, bar)
        bar.setAlpha(255)
        painter.fillRect(0, height, width, 1, bar)
        if self._mark is not None:
            at = round(min(self._mark, 1.0) * (width - 1))
            for row in range(5):
                painter.fillRect(at - row, height + 1 + row, 2 * row + 1, 1, bar)

"""The mask panel: threshold, clean-up, and how photo and mask are shown."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from skinseg_desktop.inference import STEPS
from skinseg_desktop.window.canvas.look import Look
from skinseg_desktop.window.changed import Changed, What
from skinseg_desktop.window.panels.fitting import Sentence
from skinseg_desktop.window.panels.legend import Legend
from skinseg_desktop.window.panels.numbers import NumberField, number
from skinseg_desktop.window.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

_STEPS = 1000


class MaskPanel(QWidget):
    """Acts on the session's threshold and the canvas's look; holds nothing of its own."""

    #: A Look that the person chose.
    look_chosen = Signal(object)
    #: The person is through with the panel: keys are the photo's again.
    left = Signal()
    #: Clean-up steps that the person chose for the folder, and a threshold for it.
    cleanup_chosen = Signal(object)
    folder_threshold_chosen = Signal(float)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mask_panel")
        self._session = session
        self._look = Look()
        session.changed.connect(self._session_changed)
        layout = QVBoxLayout(self)
        layout.addLayout(self._threshold_rows())
        layout.addWidget(self._preview_row())
        layout.addLayout(self._cleanup_rows())
        layout.addWidget(QLabel(self.tr("Display only")))
        self._legend = Legend()
        self._legend.look_chosen.connect(self.look_chosen)
        layout.addWidget(self._legend)
        layout.addLayout(self._look_rows())
        layout.addStretch()
        self._update()
        self._show_legend()

    def set_look(self, look: Look) -> None:
        """Show how things are shown now."""
        self._look = look
        for name, slider in self._sliders.items():
            with QSignalBlocker(slider):
                slider.setValue(_position(name, getattr(look, name)))
        self._adjusted.setVisible((look.brightness, look.contrast, look.gamma) != (0.0, 1.0, 1.0))
        self._show_legend()

    def _show_legend(self) -> None:
        opened = self._session.open
        has_reference = opened is not None and opened.working.reference is not None
        self._legend.show_look(self._look, has_reference, previews=self._session.preview is not None)

    def _threshold_rows(self) -> QVBoxLayout:
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(1, _STEPS - 1)
        self._slider.setValue(_STEPS // 2)
        self._slider.setObjectName("threshold_slider")
        self._slider.setPageStep(50)
        self._slider.setAccessibleName(self.tr("Threshold"))
        self._slider.setToolTip(self.tr("A pixel is lesion where the model gives it a higher probability than this."))
        self._slider.valueChanged.connect(lambda v: self._chosen(v / _STEPS, final=not self._slider.isSliderDown()))
        self._slider.sliderReleased.connect(lambda: self._chosen(self._slider.value() / _STEPS, final=True))
        self._number = NumberField(0.001, 0.999, 0.01, decimals=3)
        self._number.setObjectName("threshold_value")
        self._number.setAccessibleName(self.tr("Threshold"))
        self._number.setKeyboardTracking(False)
        self._number.setValue(self._slider.value() / _STEPS)
        self._number.valueChanged.connect(lambda v: self._chosen(v, final=True))
        self._number.left.connect(self.left)
        self._own = Sentence(letters=24)
        self._own.setObjectName("threshold_scope")
        self._for_all = QPushButton(self.tr("Use for the folder"))
        self._for_all.setObjectName("threshold_for_folder")
        self._for_all.setToolTip(self.tr("Every photo without a threshold of its own takes this one."))
        self._for_all.clicked.connect(self._use_for_folder)
        self._for_all.clicked.connect(self.left)
        self._reset = QPushButton(self.tr("As the folder"))
        self._reset.setObjectName("threshold_reset")
        self._reset.setToolTip(self.tr("Take the folder's threshold for this photo too."))
        self._reset.clicked.connect(lambda: self._session.set_threshold(None, final=True))
        self._reset.clicked.connect(self.left)
        title = QLabel(self.tr("Threshold"))
        title.setBuddy(self._slider)
        first, buttons, rows = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        first.addWidget(title)
        first.addWidget(self._slider, 1)
        first.addWidget(self._number)
        buttons.addWidget(self._for_all)
        buttons.addWidget(self._reset)
        rows.addLayout(first)
        rows.addWidget(self._own)
        rows.addLayout(buttons)
        return rows

    def _preview_row(self) -> QWidget:
        self._preview = QWidget()
        self._preview.setObjectName("preview_bar")
        text = QLabel(self.tr("Preview: you have worked on this mask, so it stays until you apply this one."))
        text.setWordWrap(True)
        self._apply = QPushButton(self.tr("Apply"))
        self._apply.setObjectName("preview_apply")
        self._apply.setToolTip(self.tr("Make the previewed mask yours; one undo takes it back."))
        self._apply.clicked.connect(self._session.apply_preview)
        drop = QPushButton(self.tr("Keep mine"))
        drop.setObjectName("preview_drop")
        drop.clicked.connect(self._session.drop_preview)
        buttons, rows = QHBoxLayout(), QVBoxLayout(self._preview)
        buttons.addWidget(self._apply)
        buttons.addWidget(drop)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(text)
        rows.addLayout(buttons)
        return self._preview

    def _cleanup_rows(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.addWidget(QLabel(self.tr("Clean-up")))
        self._switches: dict[str, QCheckBox] = {}
        for key, step in STEPS.items():
            switch = QCheckBox(QCoreApplication.translate("Cleanup", step.title))
            switch.setObjectName(f"cleanup_{key}")
            switch.setToolTip(QCoreApplication.translate("Cleanup", step.rule))
            switch.toggled.connect(self._cleanup_toggled)
            rows.addWidget(switch)
            self._switches[key] = switch
        return rows

    def _look_rows(self) -> QFormLayout:
        form = QFormLayout()
        self._sliders: dict[str, QSlider] = {}
        for name, title in (
            ("opacity", self.tr("Mask opacity")),
            ("brightness", self.tr("Brightness")),
            ("contrast", self.tr("Contrast")),
            ("gamma", self.tr("Gamma")),
        ):
            slider = QSlider(Qt.Orientation.Horizontal)
            slider.setRange(0, 100)
            slider.setObjectName(f"{name}_slider")
            slider.setAccessibleName(title)
            slider.valueChanged.connect(self._mover(name))
            form.addRow(title, slider)
            self._sliders[name] = slider
        self._adjusted = QPushButton(self.tr("Photo shown adjusted: reset"))
        self._adjusted.setObjectName("reset_display_button")
        self._adjusted.setToolTip(self.tr("Brightness, contrast and gamma change the picture on screen only."))
        self._adjusted.clicked.connect(
            lambda: self.look_chosen.emit(replace(self._look, brightness=0.0, contrast=1.0, gamma=1.0))
        )
        form.addRow(self._adjusted)
        return form

    def _mover(self, name: str) -> Callable[[int], None]:
        return lambda v: self.look_chosen.emit(replace(self._look, **{name: _value(name, v)}))  # type: ignore[arg-type]

    def _chosen(self, threshold: float, *, final: bool) -> None:
        self._show_threshold(threshold)
        self._session.set_threshold(threshold, final=final)

    def _use_for_folder(self) -> None:
        self.folder_threshold_chosen.emit(self._number.value())

    def _cleanup_toggled(self) -> None:
        self.cleanup_chosen.emit(tuple(key for key, switch in self._switches.items() if switch.isChecked()))

    def _session_changed(self, changed: Changed) -> None:
        if changed.what & (What.SHOWN | What.PREDICTING | What.PREVIEW | What.REVIEW | What.MAP):
            self._update()
        if changed.what & (What.SHOWN | What.REFERENCE | What.PREVIEW):
            self._show_legend()

    def _update(self) -> None:
        session = self._session
        opened, recipe, preview = session.open, session.recipe, session.preview
        able = opened is not None and recipe is not None and opened.map is not None and session.editable
        for widget in (self._slider, self._number, self._for_all):
            widget.setEnabled(able)
        for key, switch in self._switches.items():
            with QSignalBlocker(switch):
                switch.setChecked(recipe is not None and key in recipe.cleanup)
            switch.setEnabled(recipe is not None)
        threshold = preview.threshold if preview else session.threshold
        if threshold is not None and not self._slider.isSliderDown():
            self._show_threshold(threshold)
        own = opened is not None and opened.threshold is not None
        self._reset.setEnabled(able and own)
        if opened is None or recipe is None:
            self._own.setText("")
        elif own:
            said = self.tr("This photo's own; the folder's is {}.").format(number(recipe.threshold, 3))
            self._own.setText(said + self._began())
        else:
            self._own.setText(self.tr("As for the whole folder.") + self._began())
        self._preview.setVisible(preview is not None)

    def _began(self) -> str:
        """What the mask on screen began as, where the model or the threshold is another now."""
        opened, recipe = self._session.open, self._session.recipe
        origin = opened.origin if opened is not None else None
        if opened is None or recipe is None or origin is None or not opened.touched or origin.threshold is None:
            return ""
        now = recipe.origin(opened.threshold)
        if (origin.model_sha256, origin.threshold) == (now.model_sha256, now.threshold):
            return ""
        return " " + self.tr("This mask began as that of {} at {}.").format(origin.model, number(origin.threshold, 3))

    def _show_threshold(self, threshold: float) -> None:
        with QSignalBlocker(self._slider), QSignalBlocker(self._number):
            if not self._slider.isSliderDown():
                self._slider.setValue(round(threshold * _STEPS))
            if abs(threshold - self._number.value()) >= 0.5 / _STEPS:
                self._number.setValue(threshold)


def _value(name: str, position: int) -> float:
    """What a slider's position 0..100 means."""
    if name == "opacity":
        return position / 100
    if name == "brightness":
        return (position - 50) / 50
    return float(4 ** ((position - 50) / 50))


def _position(name: str, value: float) -> int:
    if name == "opacity":
        return round(value * 100)
    if name == "brightness":
        return round(value * 50 + 50)
    return round(50 * math.log(value, 4) + 50)

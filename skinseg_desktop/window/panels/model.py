"""The model panel: which model and device predict, and what its card says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QPushButton, QVBoxLayout, QWidget

from skinseg_desktop.inference import DEVICES
from skinseg_desktop.window.panels.fitting import Sentence
from skinseg_desktop.window.panels.numbers import number
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from skinseg_desktop.zoo import Model, Zoo


class ModelPanel(QWidget):
    """Shows the zoo; what is chosen is told, not done here."""

    model_chosen = Signal(str)
    device_chosen = Signal(str)
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model_panel")
        self._models: dict[str, Model] = {}
        self._choice = QComboBox()
        self._choice.setObjectName("model_choice")
        self._choice.setAccessibleName(self.tr("Model"))
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.activated.connect(lambda i: self.model_chosen.emit(self._choice.itemData(i)))
        self._device = QComboBox()
        self._device.setObjectName("device_choice")
        self._device.setAccessibleName(self.tr("Device"))
        titles = {"auto": self.tr("Automatic"), "cpu": "CPU", "cuda": "CUDA", "mps": "Apple MPS"}
        for device in DEVICES:
            self._device.addItem(titles[device], device)
        self._device.activated.connect(lambda i: self.device_chosen.emit(self._device.itemData(i)))
        self._card = Sentence(letters=24)
        self._card.setObjectName("model_card")
        self._card.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._trouble = Sentence(letters=24)
        self._trouble.setObjectName("model_trouble")
        self._trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._trouble.hide()
        take_in = QPushButton(self.tr("Import a model..."))
        take_in.setObjectName("model_import")
        take_in.setToolTip(self.tr("A .pth checkpoint, the folder of a model, or its archive. Nothing in it is run."))
        take_in.clicked.connect(self.import_wanted)
        form = QFormLayout()
        form.addRow(self.tr("Model"), self._choice)
        form.addRow(self.tr("Device"), self._device)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._trouble)
        layout.addWidget(self._card)
        layout.addWidget(take_in)
        layout.addStretch()

    def show_zoo(self, zoo: Zoo, chosen: str, device: str) -> None:
        """List the models, the chosen one with its card, and what cannot be used with the reason."""
        if chosen != self._choice.currentData():
            self.show_trouble("")
        self._models = {model.id: model for model in zoo.models}
        with QSignalBlocker(self._choice), QSignalBlocker(self._device):
            self._choice.clear()
            for model in zoo.models:
                self._choice.addItem(model.id, model.id)
            for bad in zoo.unusable:
                self._choice.addItem(self.tr("{} (unusable)").format(bad.id), "")
                row = self._choice.count() - 1
                self._choice.setItemData(row, told(bad.reason), Qt.ItemDataRole.ToolTipRole)
                self._choice.model().item(row).setEnabled(False)  # type: ignore[attr-defined]
            self._choice.setCurrentIndex(self._choice.findData(chosen))
            self._device.setCurrentIndex(self._device.findData(device))
        found = self._models.get(chosen)
        said = self._said(found) if found else self.tr("There is no model: import one to predict.")
        # Why a model cannot be used is read here whole: a sentence of the status bar goes.
        self._card.setText("\n".join([said, *(f"\n{bad.id}: {told(bad.reason)}" for bad in zoo.unusable)]))
        if found:
            self._card.setToolTip(str(found.folder))

    def show_trouble(self, sentence: str) -> None:
        """Say why the model in use cannot predict, for as long as it is in use: a sentence of the status bar goes."""
        self._trouble.setText(told(sentence))
        self._trouble.setVisible(bool(sentence))

    def _said(self, model: Model) -> str:
        """The card in a few lines."""
        card = model.card
        lines = [card.title]
        for score in card.scores:
            if score.metric.lower() == "dice":
                value = number(score.value, 3)
                if score.low is not None and score.high is not None:
                    value += f" ({number(score.low, 3)}–{number(score.high, 3)})"
                lines.append(self.tr("Dice {}: {}, {}, n {}").format(value, score.data, score.part, number(score.n)))
        trained = ", ".join(f"{source.name} ({source.licence}, n {number(source.n)})" for source in card.trained_on)
        lines.append(self.tr("Trained on {}.").format(trained or self.tr("photos that its card does not name")))
        if card.weaknesses:
            lines.append(self.tr("Weak: {}").format(" ".join(_sentence(text) for text in card.weaknesses)))
        if card.noncommercial:
            lines.insert(1, self.tr("Not for commercial use."))
        lines.append(self.tr("Licence {}. SHA-256 {}...").format(card.licence, model.sha256[:12]))
        lines.append(self.tr("Research use only. Not for diagnosis."))
        return "\n".join(lines)


def _sentence(text: str) -> str:
    """A text with a full stop, whether the card has one or not."""
    return f"{text.strip().rstrip('.;,')}."

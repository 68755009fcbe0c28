"""What is shown while there is no photo: what to do first, and the folders opened last."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from skinseg_desktop.window.panels.fitting import Sentence
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skinseg_desktop.store.settings import Settings

_PATH = Qt.ItemDataRole.UserRole


class Welcome(QWidget):
    """Dropping is the window's business; this says that one can."""

    #: Path of a folder that was chosen from those opened last.
    folder_chosen = Signal(str)

    def __init__(self, settings: Settings, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._settings = settings
        self._found = Sentence(letters=30)
        self._found.setObjectName("welcome_found")
        self._found.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = QLabel(self.tr("Drop a folder of photos here"))
        title.setObjectName("welcome_title")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        title.setFont(font)
        title.setWordWrap(True)
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        said = QLabel(
            self.tr(
                "A model draws every lesion's border, you correct it and accept with one key. "
                "Everything is saved as you work, in a folder beside the photos; the photos stay as they are."
            )
        )
        said.setObjectName("welcome_text")
        said.setWordWrap(True)
        said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        said.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        # Below each other: between two panels in a small window there is no room for both beside each other.
        buttons = QVBoxLayout()
        for name, action in (("welcome_open", actions["open_folder"]), ("welcome_demo", actions["try_demo"])):
            button = _button(name, action)
            button.setDefault(name == "welcome_open")
            buttons.addWidget(button)
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addLayout(buttons)
        middle.addStretch()
        self._title = QLabel(self.tr("Opened last"))
        self._title.setObjectName("welcome_recent_title")
        self._recent = QListWidget()
        self._recent.setObjectName("welcome_recent")
        self._recent.setAccessibleName(self.tr("Folders opened last"))
        self._recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._recent.itemActivated.connect(self._choose)
        self._recent.itemClicked.connect(self._choose)
        column = QWidget()
        column.setMaximumWidth(self.fontMetrics().averageCharWidth() * 80)
        inside = QVBoxLayout(column)
        inside.setSpacing(14)
        inside.addStretch(2)
        inside.addWidget(self._found)
        inside.addWidget(title)
        inside.addWidget(said)
        inside.addLayout(middle)
        inside.addSpacing(10)
        inside.addWidget(self._title)
        inside.addWidget(self._recent, 3)
        inside.addStretch(2)
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(column, 100)
        layout.addStretch(1)
        self.say("")
        self.refresh()

    def say(self, sentence: str) -> None:
        """Say what was found instead of photos; nothing for nothing."""
        self._found.setText(told(sentence))
        self._found.setVisible(bool(sentence))

    def refresh(self) -> None:
        """Show the folders opened last as the settings have them now."""
        self._recent.clear()
        for path in self._settings.get("recent_folders"):
            name = Path(path).name or path
            item = QListWidgetItem(f"{name}   {path}" if name != path else path)
            item.setData(_PATH, path)
            item.setToolTip(path)
            self._recent.addItem(item)
        for widget in (self._title, self._recent):
            widget.setVisible(self._recent.count() > 0)
        if self._recent.count():
            rows = min(self._recent.count(), 6)
            self._recent.setMaximumHeight(rows * self._recent.sizeHintForRow(0) + 2 * self._recent.frameWidth() + 2)

    def _choose(self, item: QListWidgetItem) -> None:
        self.folder_chosen.emit(item.data(_PATH))


def _button(name: str, action: QAction) -> QPushButton:
    button = QPushButton(action.icon(), action.text())
    button.setObjectName(name)
    button.setAccessibleName(action.text())
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)

    def follow() -> None:
        button.setEnabled(action.isEnabled())
        button.setIcon(action.icon())

    action.changed.connect(follow)
    return button

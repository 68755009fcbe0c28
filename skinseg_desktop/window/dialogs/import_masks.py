"""The import of a folder of masks as working masks: where from, and what may be changed by it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from skinseg_desktop.window.panels.fitting import stay_on_screen


class ImportDialog(QDialog):
    """Asks; the import itself is the folder's."""

    #: Folder (Path), whether work may be covered, whether other sizes are resampled.
    chosen = Signal(object, bool, bool)

    def __init__(self, near: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(self.tr("Import masks"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stay_on_screen(self)
        text = QLabel(self.tr("Masks are found by the photos' names and taken in bit for bit."))
        text.setWordWrap(True)
        self._place = QLineEdit()
        self._place.setObjectName("import_place")
        self._place.setAccessibleName(self.tr("Folder of masks"))
        browse = QPushButton(self.tr("Choose..."))
        browse.setObjectName("import_browse")
        browse.clicked.connect(lambda: self._browse(near))
        self._over = QCheckBox(self.tr("Also over masks that I worked on, as one step that undo takes back"))
        self._over.setObjectName("import_over_work")
        self._resample = QCheckBox(self.tr("Resample masks of another size (nearest pixel); recorded with the mask"))
        self._resample.setObjectName("import_resample")
        buttons = QDialogButtonBox()
        self._start = buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._start.setObjectName("import_start")
        self._start.setEnabled(False)
        self._place.textChanged.connect(lambda place: self._start.setEnabled(Path(place).is_dir()))
        cancel = buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setObjectName("import_cancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        row.addWidget(browse)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addLayout(row)
        layout.addWidget(self._over)
        layout.addWidget(self._resample)
        layout.addWidget(buttons)
        self.accepted.connect(
            lambda: self.chosen.emit(Path(self._place.text()), self._over.isChecked(), self._resample.isChecked())
        )

    def _browse(self, near: Path) -> None:
        dialog = QFileDialog(self, self.tr("Folder of masks"), self._place.text() or str(near))
        dialog.setObjectName("import_place_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._place.setText)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

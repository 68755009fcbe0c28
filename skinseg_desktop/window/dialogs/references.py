"""Which photos and reference masks were paired, and what is left over on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from skinseg_desktop.window.panels.fitting import Sentence, stay_on_screen
from skinseg_desktop.window.panels.numbers import number
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skinseg_desktop.review.scoring import References


class ReferencesDialog(QDialog):
    """A list to read and to copy."""

    def __init__(
        self, references: References, remarks: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        """``remarks`` say of some photos, by relative path, why a reference cannot be used or is in doubt."""
        super().__init__(parent)
        self.setObjectName("references_dialog")
        self.setWindowTitle(self.tr("Reference masks"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stay_on_screen(self)
        paired, left_over = len(references.masks), len(references.skipped)
        said = self.tr("{} photo(s) have a reference mask in {}.", "", paired).format(number(paired), references.folder)
        alone = self.tr("{} file(s) have no partner.", "", left_over).format(number(left_over))
        summary = Sentence(f"{said} {alone}")
        lines = [f"{left.id}: {told(left.reason)}" for left in references.skipped]
        lines += [f"{photo}: {told(reason)}" for photo, reason in sorted((remarks or {}).items())]
        lines += [f"{photo}  -  {mask.name}" for photo, mask in sorted(references.masks.items())]
        text = QPlainTextEdit("\n".join(lines))
        text.setObjectName("references_list")
        text.setAccessibleName(self.tr("Files without a partner, then the pairs"))
        text.setReadOnly(True)
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("references_close")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(summary)
        layout.addWidget(text)
        layout.addWidget(buttons)
        self.resize(560, 420)

"""Lists to read and to copy: which photos and reference masks were paired, and what an import left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from skinseg_desktop.window.panels.fitting import Sentence, stay_on_screen
from skinseg_desktop.window.panels.numbers import number
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skinseg_desktop.review.importing import Imported
    from skinseg_desktop.review.scoring import References


class ListDialog(QDialog):
    """A summary, and a line for each file. ``name`` begins the names of its parts."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stay_on_screen(self)
        self.summary = Sentence()
        self.lines = QPlainTextEdit()
        self.lines.setObjectName(f"{name}_list")
        self.lines.setReadOnly(True)
        self.lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName(f"{name}_close")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.lines)
        layout.addWidget(buttons)
        self.resize(560, 420)

    def fill(self, title: str, summary: str, lines: Sequence[str], means: str) -> None:
        """``means`` says to those who cannot see it what the list is."""
        self.setWindowTitle(title)
        self.summary.setText(summary)
        self.lines.setPlainText("\n".join("\\n".join(line.splitlines()) for line in lines))
        self.lines.setAccessibleName(means)


class ReferencesDialog(ListDialog):
    """Which photos and reference masks were paired, and what is left over on either side."""

    def __init__(self, references: References, remarks: Mapping[str, str], parent: QWidget | None = None) -> None:
        """``remarks`` say of some photos, by relative path, why a reference cannot be used or is in doubt."""
        super().__init__("references", parent)
        paired, left_over = len(references.masks), len(references.skipped)
        said = self.tr("{} photo(s) have a reference mask in {}.", "", paired).format(number(paired), references.folder)
        alone = self.tr("{} file(s) have no partner.", "", left_over).format(number(left_over))
        lines = [f"{left.id}: {told(left.reason)}" for left in references.skipped]
        lines += [f"{photo}: {told(reason)}" for photo, reason in sorted(remarks.items())]
        lines += [f"{photo}  -  {mask.name}" for photo, mask in sorted(references.masks.items())]
        means = self.tr("Files without a partner, then the pairs")
        self.fill(self.tr("Reference masks"), f"{said} {alone}", lines, means)


class ImportedDialog(ListDialog):
    """What became of masks that were taken in: a sentence, how they were read, and each that was left out."""

    def __init__(self, said: str, result: Imported, parent: QWidget | None = None) -> None:
        super().__init__("imported", parent)
        # It comes by itself, and the keys are still the photos'.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        lines = [f"{one.name}: {told(one.reason)}" for one in (*result.skipped, *result.left_alone)]
        lines += [f"{one.id}: {told(one.reason)}" for one in result.unpaired]
        summary = "\n".join([said, *map(told, result.notes)])
        self.fill(self.tr("Imported masks"), summary, lines, self.tr("What was left out, and why"))

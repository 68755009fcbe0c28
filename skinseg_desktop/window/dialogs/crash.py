"""What is said after a bug: that work is safe, where the report lies, and that one can go on."""

from __future__ import annotations

import traceback
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from skinseg_desktop.window.panels.fitting import Sentence, stay_on_screen


class CrashDialog(QDialog):
    """One dialog however many faults there are; it stops nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stay_on_screen(self)
        self.setWindowTitle(self.tr("Something went wrong"))
        self._folder = Path()
        text = QLabel(
            self.tr(
                "This is a bug in the program, and we are sorry. Your work is safe: every finished stroke is kept "
                "in the project, and photos are never changed. You can go on working; if something looks wrong, "
                "close the program and open it again."
            )
        )
        text.setObjectName("crash_text")
        text.setWordWrap(True)
        self._where = Sentence()
        self._where.setObjectName("crash_report")
        self._where.setAccessibleName(self.tr("Where the report lies"))
        self._where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._details = QPlainTextEdit()
        self._details.setObjectName("crash_details")
        self._details.setAccessibleName(self.tr("Details of the fault"))
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        folder = buttons.addButton(self.tr("Open the report's folder"), QDialogButtonBox.ButtonRole.ActionRole)
        copy = buttons.addButton(self.tr("Copy the details"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        for button, name in ((folder, "crash_folder"), (copy, "crash_copy"), (close, "crash_close")):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
        close.setDefault(True)
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details.toPlainText()))
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(self._where)
        layout.addWidget(self._details, 1)
        layout.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 84, self.fontMetrics().height() * 22)

    def tell(self, error: BaseException, report: str) -> None:
        """Show a fault beside those that are shown already; where one works, one goes on working."""
        self._folder = Path(report).parent
        self._where.setText(self.tr("The report is in {}. It holds no photo.").format(report))
        self._details.appendPlainText("".join(traceback.format_exception(error)))
        if not self.isVisible():
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.show()

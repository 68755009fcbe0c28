"""The export: what, of which photos, where to; asked once where files are in the way, and its end told in place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from skinseg_desktop.core.errors import FilesInTheWay, UserError
from skinseg_desktop.export.project import KINDS, Exported, export_project
from skinseg_desktop.store.changes import STATUSES
from skinseg_desktop.window.gallery.words import status_word
from skinseg_desktop.window.panels.fitting import Sentence, grow, stay_on_screen
from skinseg_desktop.window.panels.numbers import number
from skinseg_desktop.window.told import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skinseg_desktop.core.progress import Work
    from skinseg_desktop.window.folder import Folder

_DEFAULT_STATUSES = ("edited", "accepted")
_DEFAULT_KINDS = ("masks", "table")


class ExportDialog(QDialog):
    """Not modal: one can go on working while files are written."""

    #: An Exported.
    finished_export = Signal(object)

    def __init__(self, folder: Folder, selected: Sequence[int], near: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle(self.tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        stay_on_screen(self)
        self._folder = folder
        self._out: Path | None = None
        rows = folder.rows
        self._chosen = {rows.row(i).relative for i in selected} if rows is not None and len(selected) > 1 else None
        layout = QVBoxLayout(self)
        layout.addWidget(self._kinds_box())
        layout.addWidget(self._photos_box(len(selected)))
        layout.addLayout(self._place_row(near))
        note = QLabel(self.tr("Each kind goes into a folder of its own. Research use only: every file says so."))
        note.setWordWrap(True)
        layout.addWidget(note)
        self._said = Sentence()
        self._said.setObjectName("export_said")
        layout.addWidget(self._said)
        layout.addLayout(self._way_row())
        self._buttons = QDialogButtonBox()
        self._start = self._buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._start.setObjectName("export_start")
        self._show = self._buttons.addButton(self.tr("Open the folder"), QDialogButtonBox.ButtonRole.ActionRole)
        self._show.setObjectName("export_show")
        self._show.setEnabled(False)
        self._show.clicked.connect(self._open_out)
        close = self._buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("export_close")
        self._buttons.accepted.connect(lambda: self._export("stop"))
        self._buttons.rejected.connect(self.reject)
        layout.addWidget(self._buttons)
        self._start.setDefault(True)
        folder.opened.connect(self.close)
        folder.running_changed.connect(self._running_changed)

    def _kinds_box(self) -> QGroupBox:
        titles = {
            "masks": self.tr("Masks (PNG, 0 and 255, the photo's size)"),
            "overlays": self.tr("Overlays (the photo with the border on it)"),
            "figures": self.tr("Figures (photo, mask, reference, overlay, with Dice)"),
            "table": self.tr("Table (scores, measures in px, provenance; CSV)"),
        }
        box = QGroupBox(self.tr("What"))
        rows = QVBoxLayout(box)
        self._kinds: dict[str, QCheckBox] = {}
        for kind in KINDS:
            switch = QCheckBox(titles.get(kind, kind))
            switch.setObjectName(f"export_{kind}")
            switch.setChecked(kind in _DEFAULT_KINDS)
            rows.addWidget(switch)
            self._kinds[kind] = switch
        return box

    def _photos_box(self, selected: int) -> QGroupBox:
        box = QGroupBox(self.tr("Of which photos"))
        rows = QVBoxLayout(box)
        self._statuses: dict[str, QCheckBox] = {}
        for status in STATUSES[1:]:
            switch = QCheckBox()
            switch.setObjectName(f"export_{status}")
            switch.setChecked(status in _DEFAULT_STATUSES)
            rows.addWidget(switch)
            self._statuses[status] = switch
        self._count()
        # Nothing keeps a person from working on beside this dialog.
        self._folder.rows_changed.connect(self._count)
        self._only = QCheckBox(self.tr("Only the selected photos ({})").format(number(selected)))
        self._only.setObjectName("export_selected")
        self._only.setVisible(self._chosen is not None)
        rows.addWidget(self._only)
        return box

    def _place_row(self, near: Path) -> QHBoxLayout:
        project = self._folder.project
        name = project.photos_folder.name if project is not None else "skinseg"
        self._place = QLineEdit(str(near / f"{name}-export"))
        self._place.setObjectName("export_place")
        self._place.setAccessibleName(self.tr("Folder to export to"))
        self._place.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)
        browse = QPushButton(self.tr("Choose..."))
        browse.setObjectName("export_browse")
        browse.clicked.connect(self._browse)
        label = QLabel(self.tr("To"))
        label.setBuddy(self._place)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._place, 1)
        row.addWidget(browse)
        return row

    def _way_row(self) -> QHBoxLayout:
        """Asked once for all, in place of the dialog's own words, when files are in the way."""
        row = QHBoxLayout()
        self._ways: list[QPushButton] = []
        for how, title in (
            ("keep-both", self.tr("Keep both")),
            ("replace", self.tr("Replace")),
            ("skip", self.tr("Skip those")),
        ):
            button = QPushButton(title)
            button.setObjectName(f"export_{how.replace('-', '_')}")
            button.clicked.connect(lambda _=False, how=how: self._export(how))
            button.hide()
            row.addWidget(button)
            self._ways.append(button)
        return row

    def _count(self) -> None:
        counts = self._folder.rows.counts() if self._folder.rows is not None else {}
        for status, switch in self._statuses.items():
            switch.setText(self.tr("{} ({})").format(status_word(status), number(counts.get(status, 0))))

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder to export to"), self._place.text())
        dialog.setObjectName("export_place_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._place.setText)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _export(self, existing: str) -> None:
        folder = self._folder
        project, found = folder.project, folder.found
        what = [kind for kind, switch in self._kinds.items() if switch.isChecked()]
        statuses = [status for status, switch in self._statuses.items() if switch.isChecked()]
        place = self._place.text().strip()
        if project is None or found is None or not what or not statuses or not place:
            self._say(self.tr("Choose at least one kind, one status and a folder."))
            return
        out = Path(place).expanduser()
        references, limit = folder.references, folder.max_pixels
        only = None
        if self._only.isChecked() and self._chosen is not None:
            only = {file.id for file in found.photos if file.name.path in self._chosen}

        def work() -> Work[object]:
            return export_project(
                project,
                found,
                out,
                what=what,
                statuses=statuses,
                references=references,
                existing=existing,
                only=only,
                max_pixels=limit,
            )

        for button in self._ways:
            button.hide()
        if folder.run(self.tr("Exporting"), work, self._exported, self._failed):
            self._say(self.tr("Exporting: the status bar shows how far it is."))
            self._start.setEnabled(False)
        else:
            self._say(self.tr("Something else runs in the background: wait for its end, or cancel it."))

    def _running_changed(self, running: object) -> None:
        if running is None and not self._start.isEnabled():
            self._start.setEnabled(True)
            self._say(self.tr("Cancelled: the files that are there are whole; export again for the rest."))

    def _exported(self, result: object) -> None:
        assert isinstance(result, Exported)
        self._out = result.out
        said = self.tr(
            "{} photo(s) exported to {}. Files written: {}; there already and the same: {}.", "", result.photos
        ).format(number(result.photos), result.out, number(result.written), number(result.kept))
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said += "\n" + "\n".join([result.summary, *map(told, result.notes)])
        if not result.photos:
            said = self.tr("No photo has one of these statuses: there was nothing to export.")
        for skipped in (*result.left_out, *result.held)[:3]:
            said += f"\n{skipped.name}: {told(skipped.reason)}"
        self._say(said)
        self._start.setEnabled(True)
        self._show.setEnabled(True)
        self.finished_export.emit(result)

    def _failed(self, error: Exception) -> None:
        self._start.setEnabled(True)
        if isinstance(error, FilesInTheWay):
            self._say(
                self.tr("{} file(s) are there already and would be overwritten.", "", len(error.paths)).format(
                    number(len(error.paths))
                )
                + "\n"
                + "\n".join(str(path) for path in error.paths[:3])
            )
            for button in self._ways:
                button.show()
        elif isinstance(error, UserError):
            self._say(told(str(error)))
        else:
            raise error

    def _say(self, text: str) -> None:
        """Show a sentence, and make room for it: the choices above are not squeezed."""
        self._said.setText(text)
        grow(self)

    def _open_out(self) -> None:
        if self._out is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._out)))

"""What each action does, by its id in the table of actions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from skinseg_desktop.review.rows import JUDGED
from skinseg_desktop.window.canvas.tools import TOOLS
from skinseg_desktop.window.gallery.words import status_word
from skinseg_desktop.window.panels.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from skinseg_desktop.export.project import Exported
    from skinseg_desktop.imaging import PhotoFile
    from skinseg_desktop.review.importing import Imported
    from skinseg_desktop.review.rows import Row
    from skinseg_desktop.window.canvas.look import Look
    from skinseg_desktop.window.followed import Followed
    from skinseg_desktop.window.main_window import MainWindow

_DELETE = Qt.WidgetAttribute.WA_DeleteOnClose
#: One step of the keys that size a tool, and of those that zoom.
_SIZE_STEP, _ZOOM_STEP = 1.2, 1.25


class Acts:
    """The person's acts on the window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._predicts_later = False
        self._asked: PhotoFile | None = None
        self._before_fullscreen = window.windowState()

    def handlers(self) -> dict[str, Callable[..., Any]]:
        """The function of each action; those of ``Dialogs`` are not among them."""
        window, session, canvas = self._window, self._window.session, self._window.canvas
        look = self._look
        return {
            "open_folder": self.open_folder,
            "open_photos": self.open_photos,
            "try_demo": self.try_demo,
            "subfolders": self.subfolders,
            "open_references": self.open_references,
            "import_masks": self.import_masks,
            "export": self.export,
            "open_export_folder": self.open_export_folder,
            "show_folder": self.show_folder,
            "quit": window.close,
            "predict_photo": self.predict_photo,
            "predict_selected": self.predict_selected,
            "predict_folder": lambda: self.predict(None),
            "cancel": window.folder.cancel,
            "undo": session.undo,
            "redo": session.redo,
            **{tool: self._taker(tool) for tool in TOOLS},
            "size_up": lambda: canvas.set_size(canvas.tool_size * _SIZE_STEP),
            "size_down": lambda: canvas.set_size(canvas.tool_size / _SIZE_STEP),
            "apply_threshold": session.apply_preview,
            "restore_prediction": session.restore_prediction,
            "copy_reference": session.copy_reference,
            "clear_mask": session.clear,
            "accept_next": self.accept_next,
            "reject": self.reject,
            "flag": self.flag,
            "take_back": self.take_judgement_back,
            "accept_selected": lambda: self.judge_selected("accepted"),
            "reject_selected": lambda: self.judge_selected("rejected"),
            "next": lambda: window.gallery.step(1),
            "previous": lambda: window.gallery.step(-1),
            "first": lambda: window.gallery.go_to_end(last=False),
            "last": lambda: window.gallery.go_to_end(last=True),
            "worst": self.worst,
            "next_unreviewed": lambda: self._find("unreviewed"),
            "next_new": lambda: self._find("new"),
            "next_predicted": lambda: self._find("predicted"),
            "next_edited": lambda: self._find("edited"),
            "next_flagged": lambda: self._find("flagged"),
            "next_rejected": lambda: self._find("rejected"),
            "train": self.train,
            "train_from_corrections": lambda: self.train(corrections=True),
            "show_training": self.show_training,
            "fit": canvas.fit,
            "hundred": canvas.hundred,
            "zoom_in": lambda: canvas.zoom_by(_ZOOM_STEP, None),
            "zoom_out": lambda: canvas.zoom_by(1 / _ZOOM_STEP, None),
            "pan": canvas.hold_pan,
            "hide_mask": lambda on: canvas.set_look(replace(canvas.look, hidden=on)),
            "compare": lambda on: canvas.set_look(replace(canvas.look, compare=on)),
            "contour": lambda on: look(contour=on),
            "fill_mask": lambda on: look(fill=on),
            "show_reference": lambda on: look(reference=on),
            "heat_map": lambda on: look(heat=on),
            "agreement": lambda on: look(agreement=on),
            "reset_display": lambda: look(brightness=0.0, contrast=1.0, gamma=1.0),
            "search": window.gallery.focus_search,
            "grid_list": self.grid,
            "toggle_gallery": self.list,
            "toggle_panels": self.panels,
            "fullscreen": self.fullscreen,
        }

    # Files

    def open_folder(self) -> None:
        """Ask for a folder of photos."""
        self._ask_folder(self.tr("Open a folder of photos"), lambda path: self._window.open([path]))

    def open_photos(self) -> None:
        """Ask for single photos."""
        dialog = QFileDialog(self._window, self.tr("Open photos"), str(self._near()))
        dialog.setObjectName("open_photos_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self._window.open([Path(name) for name in names]))
        dialog.setAttribute(_DELETE)
        dialog.open()

    def try_demo(self) -> None:
        """Copy the demo into the person's documents and open it with its references."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        into = Path(documents) / "Skinseg" / "Demo"
        self._window.folder.open_demo(into, lambda at: self._window.open([at / "photos"], at / "masks"))

    def subfolders(self, on: bool) -> None:
        """Show photos of sub-folders too, or no longer."""
        self._window.kept.keep("subfolders", on)
        self._window.kept.keep_now()
        if self._window.folder.sources:
            self._window.open(list(self._window.folder.sources))

    def open_references(self) -> None:
        """Ask for a folder of reference masks."""
        self._ask_folder(self.tr("Open a folder of reference masks"), self._window.folder.set_references)

    def show_pairs(self) -> None:
        """List which photos have a reference mask, and what has no partner."""
        from skinseg_desktop.window.dialogs.listing import ReferencesDialog

        references = self._window.folder.references
        if references is not None:
            folder = self._window.folder
            ReferencesDialog(references, {**folder.doubtful, **folder.unusable}, self._window).show()

    def show_imported(self, said: str, result: Imported) -> None:
        """List what an import left out."""
        from skinseg_desktop.window.dialogs.listing import ImportedDialog

        ImportedDialog(said, result, self._window).show()

    def import_masks(self) -> None:
        """Ask for a folder of masks, and how they are to be taken in."""
        from skinseg_desktop.window.dialogs.import_masks import ImportDialog

        dialog = ImportDialog(self._near(), self._window)
        dialog.chosen.connect(
            lambda folder, over, resample: self._window.folder.import_masks(folder, over_work=over, resample=resample)
        )
        dialog.open()

    def import_model(self) -> None:
        """Ask for a checkpoint or an archive of a model."""
        dialog = QFileDialog(self._window, self.tr("Import a model"), str(self._near()))
        dialog.setObjectName("import_model_dialog")
        dialog.setNameFilters(
            [
                self.tr("Checkpoints and archives (*.pth *.pt *.ckpt *.safetensors *.zip *.tar *.json)"),
                self.tr("All files (*)"),
            ]
        )
        dialog.fileSelected.connect(self._import_model)
        dialog.setAttribute(_DELETE)
        dialog.open()

    def export(self) -> None:
        """Ask what to export and where to, and do it in the background."""
        from skinseg_desktop.window.dialogs.export import ExportDialog

        window = self._window
        window.session.leave()
        dialog = next((d for d in window.findChildren(ExportDialog) if d.isVisible()), None)
        if dialog is None:
            dialog = ExportDialog(window.folder, window.gallery.selected(), self._near(), window)
            dialog.finished_export.connect(self._exported)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def open_export_folder(self) -> None:
        """Show in the file manager what was exported last."""
        if self._window.exported is not None:
            _open_folder(self._window.exported)

    def show_folder(self) -> None:
        """Show in the file manager where the project lies."""
        if self._window.folder.project is not None:
            _open_folder(self._window.folder.project.place)

    def _exported(self, exported: Exported) -> None:
        self._window.exported = exported.out
        self._window.update_available()

    def _import_model(self, name: str) -> None:
        path = Path(name)
        # A model's folder is named by the card in it.
        self._window.models.import_model(str(path.parent if path.name == "card.json" else path))

    def _ask_folder(self, title: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, title, str(self._near()))
        dialog.setObjectName("folder_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.setAttribute(_DELETE)
        dialog.open()

    def _near(self) -> Path:
        """Where dialogs begin: beside the open folder, or the one opened last."""
        project = self._window.folder.project
        recent = self._window.settings.get("recent_folders")
        at = project.photos_folder if project else Path(recent[0]) if recent else Path.home()
        return at.parent if at.parent.is_dir() else Path.home()

    # Prediction

    def predict_photo(self) -> None:
        """Ask the model for the shown photo again."""
        self._window.session.predict_again()

    def predict_selected(self) -> None:
        """Predict what is selected in the gallery."""
        rows = self._window.folder.rows
        if rows is not None:
            self.predict([rows.row(index).file for index in self._window.gallery.selected()])

    def predict(self, files: list[PhotoFile] | None) -> None:
        """Predict the folder, or photos of it."""
        window = self._window
        window.session.leave()
        if window.models.recipe is None and window.session.expects_model:
            # Models are looked for when the first photo is on screen.
            window.status.say(self.tr("The model is being loaded; then the prediction begins."))
            if not self._predicts_later:
                window.models.changed.connect(lambda: self._predict_now(files), Qt.ConnectionType.SingleShotConnection)
            self._predicts_later = True
        elif window.models.recipe is None:
            window.status.say(self.tr("There is no model: import one in the panel Model."))
        elif window.folder.saver is not None:
            window.folder.saver.flush()
            window.folder.predict(window.models.recipe, files)

    def _predict_now(self, files: list[PhotoFile] | None) -> None:
        self._predicts_later = False
        self.predict(files)

    def choose_threshold(self, threshold: float) -> None:
        """Take a threshold for the whole folder."""
        window = self._window
        window.folder.choose("threshold", threshold)
        if window.session.open is not None and window.session.open.threshold is not None:
            window.session.set_threshold(None, final=True)
        window.models.set_threshold(threshold)
        self._say_again()

    def choose_cleanup(self, cleanup: tuple[str, ...]) -> None:
        """Take clean-up steps for the whole folder."""
        self._window.folder.choose("cleanup", list(cleanup))
        self._window.models.set_cleanup(cleanup)
        self._say_again()

    def _say_again(self) -> None:
        rows = self._window.folder.rows
        if rows is not None and rows.counts().get("predicted", 0) > 1:
            self._window.status.say(self.tr("The photos predicted before follow when you predict the folder again."))

    # Review

    def accept_next(self) -> None:
        """Accept what is shown and go on."""
        session = self._window.session
        if session.preview is not None:
            # What is accepted is what one sees: the mask as it is, shown first.
            session.drop_preview()
            self._window.status.say(self.tr("This is your mask without the preview: accept it, or apply the preview."))
        elif session.editable and self._window.shown.missed():
            said = self.tr("Your stroke began before this photo was there and is not drawn: draw it, or accept again.")
            self._window.status.say(said)
        elif self._marks_nothing():
            said = self.tr("No lesion is marked on this photo: accept again if there is none.")
            self._window.status.say(said)
        elif session.judge("accepted"):
            self._go_on()
        else:
            self._say_why()

    def _marks_nothing(self) -> bool:
        """Whether the mask on screen is empty, which one key too many also makes; asked once for each photo."""
        session = self._window.session
        opened = session.open
        if opened is None or not session.editable or opened.judgement == "accepted":
            return False
        before, self._asked = self._asked, None if opened.working.area else opened.file
        return self._asked is not None and self._asked is not before

    def reject(self) -> None:
        """Reject what is shown, or take that back, and go on after rejecting."""
        opened = self._window.session.open
        back = opened is not None and opened.judgement == "rejected"
        if not self._window.session.judge("" if back else "rejected"):
            self._say_why()
        elif not back:
            self._go_on()

    def flag(self) -> None:
        """Mark what is shown, or take the mark away."""
        if self._window.session.editable:
            self._window.session.flag()
        else:
            self._say_why()

    def _go_on(self) -> None:
        window = self._window
        if window.gallery.step(1):
            return
        counts = window.folder.rows.counts() if window.folder.rows is not None else {}
        if counts and counts["reviewed"] == counts["total"]:
            window.status.say(self.tr("Every photo is reviewed: export is next."))
        else:
            window.status.say(self.tr("This is the last photo of the list."))

    def _say_why(self) -> None:
        """A key that did nothing has a reason."""
        if self._window.session.open is not None and not self._window.session.locked:
            self._window.status.say(self.tr("Not yet: the photo or its mask is still on its way."))

    def judge_selected(self, judgement: str) -> None:
        """Accept or reject what is selected in the gallery."""
        window = self._window
        window.session.leave()
        rows, selected = window.folder.rows, window.gallery.selected()
        if rows is None:
            return
        # What was looked at and judged otherwise, one by one, is not swept along.
        stay = [i for i in selected if len(selected) > 1 and rows.row(i).status in ("accepted", "rejected")]
        otherwise = sum(rows.row(i).status != judgement for i in stay)
        chosen = [i for i in selected if i not in set(stay)]
        current = window.gallery.current()
        shown = current in chosen and not window.session.waiting and window.session.judge(judgement)
        others = [index for index in chosen if index != current]
        count = window.folder.judge(others, judgement, window.session.known) + bool(shown)
        unread = sum(bool(rows.row(i).trouble) and rows.row(i).area is None for i in chosen)
        left = len(chosen) - count - unread
        accepts = judgement == "accepted"
        accepted, rejected = self.tr("{} photo(s) accepted.", "", count), self.tr("{} photo(s) rejected.", "", count)
        said = [(accepted if accepts else rejected).format(number(count))]
        empty = sum(rows.row(i).area == 0 for i in chosen) if accepts else 0
        if empty:
            said.append(self.tr("On {} photo(s) no lesion is marked.", "", empty).format(number(empty)))
        if unread:
            said.append(self.tr("Unreadable: {}.").format(number(unread)))
        if left > 0:
            said.append(self.tr("{} have no mask: not predicted yet, or not readable.", "", left).format(number(left)))
        if otherwise:
            kept = self.tr("{} were rejected before and stay so.", "", otherwise) if accepts else None
            kept = kept or self.tr("{} were accepted before and stay so.", "", otherwise)
            said.append(kept.format(number(otherwise)))
        window.status.say(" ".join(said))

    def take_judgement_back(self) -> None:
        """Neither accepted nor rejected any more; what was painted stays."""
        opened = self._window.session.open
        if not self._window.session.editable:
            self._say_why()
        elif opened is not None and opened.judgement:
            self._window.session.judge("")
        else:
            self._window.status.say(self.tr("This photo is neither accepted nor rejected."))

    def worst(self) -> None:
        """Show the photo with the lowest Dice, or say why that changes nothing."""
        gallery = self._window.gallery
        before = gallery.current()
        if not gallery.go_to_lowest(lambda row: row.dice):
            self._window.status.say(self.tr("No photo of the list has a Dice: that takes a mask and a reference mask."))
        elif gallery.current() == before:
            self._window.status.say(self.tr("This is the photo with the lowest Dice of the list."))

    def _find(self, what: str) -> None:
        """Go to the next photo of a status, with a flag, or without a judgement; say so where there is none."""
        gallery, rows = self._window.gallery, self._window.folder.rows

        def fits(row: Row) -> bool:
            if what == "unreviewed":
                return row.status not in JUDGED
            return row.flagged if what == "flagged" else row.status == what

        if rows is not None and not gallery.go_to_next(fits):
            words = {"flagged": QCoreApplication.translate("Gallery", "flagged"), "unreviewed": self.tr("unreviewed")}
            word = words.get(what) or status_word(what)
            current = gallery.current()
            is_one = current >= 0 and fits(rows.row(current))
            said = self.tr("No other photo of the list is {}.") if is_one else self.tr("No photo of the list is {}.")
            self._window.status.say(said.format(word))

    # Training

    def train(self, *, corrections: bool = False) -> None:
        """Ask what to train on and how; the panel shows what becomes of it."""
        from skinseg_desktop.window.dialogs.train import TrainDialog

        window = self._window
        window.session.leave()
        for open_already in window.findChildren(TrainDialog):
            open_already.close()
        dialog = TrainDialog(
            window.training_dock.training,
            window.folder,
            window.models,
            self._near(),
            corrections=corrections,
            parent=window,
        )
        dialog.asked.connect(window.training_dock.open)
        dialog.show()

    def show_training(self, on: bool) -> None:
        """Show or hide the panel of trainings."""
        if on:
            self._window.training_dock.open()
        else:
            self._window.training_dock.hide()

    def use_trained(self, followed: Followed) -> None:
        """Predict with the model that a training made."""
        if followed.run is not None:
            self._window.models.adopt(followed.run.model)

    # View

    def grid(self, on: bool) -> None:
        """Show the gallery as a grid, or as a list."""
        self._window.gallery.set_grid(on)
        self._window.kept.keep("gallery_view", "grid" if on else "list")

    def list(self, on: bool) -> None:
        """Show or hide the list of photos."""
        self._window.gallery_dock.setVisible(on)

    def panels(self, on: bool) -> None:
        """Show or hide the panels on the right."""
        for dock in self._window.panel_docks:
            dock.setVisible(on)

    def fullscreen(self, on: bool) -> None:
        """Use the whole screen, or leave it as the window was."""
        if on:
            self._before_fullscreen = self._window.windowState()
            self._window.showFullScreen()
        else:
            self._window.setWindowState(self._before_fullscreen)

    def _look(self, **changes: Any) -> None:
        look: Look = replace(self._window.canvas.look, **changes)
        self._window.set_look(look)

    def _taker(self, tool: str) -> Callable[[bool], None]:
        def take(_on: bool = True) -> None:
            self._window.canvas.set_tool(tool)

        return take

    def tr(self, text: str, disambiguation: str = "", n: int = -1) -> str:
        """Translate a text of this file, in its form for so many."""
        return QCoreApplication.translate("Acts", text, disambiguation, n)


def _open_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

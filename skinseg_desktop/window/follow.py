"""Who hears of what: session, folder, models and gallery tell what happened, and everything else follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt

from skinseg_desktop.window import layout
from skinseg_desktop.window.changed import Changed, What
from skinseg_desktop.window.listed import Listed
from skinseg_desktop.window.panels.numbers import number

if TYPE_CHECKING:
    from skinseg_desktop.window.folder import Running
    from skinseg_desktop.window.main_window import MainWindow
    from skinseg_desktop.window.saving import SaveState

_GALLERY_MENU = ("predict_selected", "accept_selected", "reject_selected", "", "flag", "export")
#: Folders that are offered to be opened again.
_RECENT = 10


class Follow(QObject):
    """The connections of a window's parts, and what each of them does."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session, self._folder, self._models = window.session, window.folder, window.models
        self._gallery, self._scores, self._status = window.gallery, window.scores_panel, window.status
        self._listed = Listed(self._session, self._folder, self._gallery, self)
        self._connect()

    def _connect(self) -> None:
        window, session, folder = self._window, self._session, self._folder
        models, gallery = self._models, self._gallery
        session.said.connect(lambda sentence: self._status.say(sentence, of_photo=True))
        for told in (folder.said, models.said, window.kept.said):
            told.connect(self._status.tell)
        session.changed.connect(self._session_changed)
        session.prepared.connect(self._listed.prepared)
        folder.leaving.connect(session.leave)
        folder.refused.connect(session.doubt)
        folder.opened.connect(self._opened)
        folder.failed.connect(self._not_opened)
        folder.imported.connect(lambda said, result: window.acts.show_imported(said, result))
        folder.saving_changed.connect(self._saving_changed)
        folder.rows_changed.connect(self._listed.rows_changed)
        folder.rows_merged.connect(self._rows_merged)
        folder.looked.connect(gallery.look_again)
        folder.looked.connect(session.refer_again)
        folder.references_changed.connect(self._references_changed)
        folder.names_open = session.names_open
        folder.masks_changed.connect(session.changed_outside)
        folder.running_changed.connect(self._running_changed)
        folder.importing_changed.connect(self._importing_changed)
        gallery.current_changed.connect(self._show_row)
        gallery.selection_changed.connect(window.update_available)
        gallery.sort_chosen.connect(lambda order: window.kept.keep("gallery_sort", order))
        gallery.menu_wanted.connect(lambda at: layout.pop_up(window, window.actions_by_id, _GALLERY_MENU, at))
        models.changed.connect(self._models_changed)
        models.troubled.connect(window.model_panel.show_trouble)
        self._listed.sums_changed.connect(self._show_sums)
        window.welcome.folder_chosen.connect(lambda path: window.open([Path(path)]))
        window.model_panel.model_chosen.connect(models.choose)
        window.model_panel.device_chosen.connect(models.choose_device)
        window.model_panel.import_wanted.connect(lambda: window.acts.import_model())
        window.mask_panel.look_chosen.connect(window.set_look)
        window.mask_panel.left.connect(lambda: window.canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        window.mask_panel.cleanup_chosen.connect(lambda steps: window.acts.choose_cleanup(steps))
        window.mask_panel.folder_threshold_chosen.connect(lambda threshold: window.acts.choose_threshold(threshold))
        self._scores.pairs.clicked.connect(lambda: window.acts.show_pairs())
        self._scores.add.clicked.connect(window.actions_by_id["open_references"].trigger)

    # The session, and the gallery that leads it

    def _session_changed(self, changed: Changed) -> None:
        self._window.shown.follow(changed)
        if changed.what & What.SHOWN:
            self._status.leave_photo()
            self._show_missing()
        if changed.what & What.SHOWN and self._gallery.current() >= 0:
            self._window.first_shown()
        if changed.what & (What.SHOWN | What.MAP):
            self._show_model()
        self._listed.follow(changed)
        self._window.update_available()

    def _show_row(self, index: int) -> None:
        """Show the photo of a row, and make its neighbours ready."""
        ahead = int(self._window.settings.get("preload_neighbours"))
        near = (self._folder.photo(i) for i in self._gallery.neighbours(ahead))
        file = self._folder.photo(index)
        self._session.show(file, [other for other in near if other is not None])
        if file is not None:
            self._folder.attend(file)
            # The next start begins there, also after a crash.
            self._folder.choose("shown", file.name.path)

    # The folder

    def _opened(self) -> None:
        window, folder, session, gallery = self._window, self._folder, self._session, self._gallery
        assert folder.saver is not None and folder.project is not None and folder.rows is not None
        choices, place = folder.project.choices(), folder.project.photos_folder
        # Where the same folder was opened again, what was on screen stays there.
        same = session.saver is not None and session.saver.project.photos_folder == place
        last = session.open.file.name.path if same and session.open is not None else choices.get("shown")
        session.set_project(folder.saver, folder.reference_paths())
        self._saving_changed(folder.saver.state)
        self._models.take_choices(choices)
        self._show_pairs()
        recent = [path for path in window.kept.get("recent_folders") if path != str(place)]
        window.kept.keep("recent_folders", [str(place), *recent][:_RECENT])
        window.setWindowTitle(QCoreApplication.translate("MainWindow", "{} - Skinseg Desktop").format(place.name))
        window.pages.setCurrentWidget(window.canvas)
        self._status.clear()
        gallery.set_rows(folder.rows)
        start = folder.rows.index(last) if isinstance(last, str) else None
        for index in gallery.shown_indices()[:1] if start is None else [start]:
            gallery.set_current(index)
        self._show_sums()
        window.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        window.update_available()

    def _not_opened(self, sentence: str) -> None:
        self._window.first_shown()
        self._status.say(sentence)
        self._window.welcome.say(sentence)
        self._window.welcome.refresh()

    def _saving_changed(self, state: SaveState) -> None:
        project = self._folder.project
        if project is not None:
            because = (str(project.holder or ""), project.reason) if project.read_only else None
            self._status.show_saving(state, project.place, because)

    def _rows_merged(self) -> None:
        self._gallery.merged()
        self._show_missing()
        self._show_sums()
        self._window.update_available()

    def _show_missing(self) -> None:
        """Say whether the photo on screen has gone from the folder."""
        opened, rows = self._session.open, self._folder.rows
        index = rows.index(opened.file.name.path) if opened is not None and rows is not None else None
        self._scores.show_reference(index is not None and rows is not None and rows.row(index).missing)
        current = self._gallery.current() if opened is None and rows is not None else -1
        self._scores.show_unreadable(rows.row(current).trouble if rows is not None and current >= 0 else "")

    def _references_changed(self) -> None:
        self._session.set_references(self._folder.reference_paths())
        if self._session.open is not None:
            self._folder.attend(self._session.open.file)
        self._show_pairs()

    def _running_changed(self, running: Running | None) -> None:
        self._status.show_running(running)
        self._window.update_available()

    def _importing_changed(self, importing: bool) -> None:
        self._session.locked = importing
        self._window.shown.let_edit()
        self._window.update_available()

    def _show_pairs(self) -> None:
        references = self._folder.references
        self._scores.set_unclear(references.unclear if references is not None else {})
        paired, photos = len(self._folder.reference_paths()), len(self._folder.rows or ())
        self._scores.set_pairs(paired, photos, len(self._folder.unusable), len(self._folder.doubtful))

    def _show_sums(self) -> None:
        self._show_pairs()
        rows = self._folder.rows
        mean, count = (None, 0) if rows is None else rows.mean_dice()
        said = QCoreApplication.translate("MainWindow", "Folder: mean Dice {}, n {}")
        if rows is not None and rows.counts()["rejected"]:
            said = QCoreApplication.translate("MainWindow", "Mean Dice {}, n {}, rejected left out")
        self._scores.set_folder(
            [] if rows is None else rows.dices(), "" if mean is None else said.format(number(mean, 3), number(count))
        )

    # The models

    def _models_changed(self) -> None:
        models = self._models
        if models.zoo is not None:
            self._window.model_panel.show_zoo(models.zoo, models.chosen, models.device)
            # Imported here: before the first models nothing needs it.
            from skinseg_desktop.zoo.learned import learned_photos

            self._scores.set_learned(learned_photos(models.zoo.models))
        self._session.set_recipe(models.recipe)
        self._show_model()
        self._window.update_available()

    def _show_model(self) -> None:
        self._status.show_model(self._models.described(), self._session.milliseconds)

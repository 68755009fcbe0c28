"""The main window: puts things together. What they do stands in their own files."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDockWidget,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMessageBox,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QWidget,
)

from skinseg_desktop.core.errors import OutputError
from skinseg_desktop.core.metrics import dice
from skinseg_desktop.window import bindings
from skinseg_desktop.window.actions import ACTIONS
from skinseg_desktop.window.canvas.look import Look
from skinseg_desktop.window.dialogs import Dialogs
from skinseg_desktop.window.dialogs.welcome import Welcome
from skinseg_desktop.window.folder import Folder
from skinseg_desktop.window.gallery.gallery import Gallery
from skinseg_desktop.window.jobs import Jobs, Lane
from skinseg_desktop.window.models import Models
from skinseg_desktop.window.painted import Painted
from skinseg_desktop.window.panels.mask import MaskPanel
from skinseg_desktop.window.panels.model import ModelPanel
from skinseg_desktop.window.panels.scores import ScoresPanel
from skinseg_desktop.window.panels.scroll import PanelScroll
from skinseg_desktop.window.panels.status import StatusBar
from skinseg_desktop.window.session import Changed, Session, What

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from skinseg_desktop.review.opened import OpenPhoto
    from skinseg_desktop.store import Settings
    from skinseg_desktop.window.actions import ActionKind
    from skinseg_desktop.window.acts import Acts
    from skinseg_desktop.window.canvas.canvas import Canvas
    from skinseg_desktop.window.panels.training_dock import TrainingDock

#: How long closing may take before threads are left to themselves, in seconds.
_CLOSING = 2.0
_TOOLBAR = ("open_folder", "open_references", "", "predict_folder", "train", "export", "", "undo", "redo", "",
            "previous", "accept_next", "reject", "flag", "next", "", "heat_map", "agreement", "fit", "hundred", "",
            "palette")  # fmt: skip


class MainWindow(QMainWindow):
    """One folder under review."""

    def __init__(self, settings: Settings, folder: Path | None = None, references: Path | None = None) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(self.tr("Skinseg Desktop"))
        self.setAccessibleName(self.windowTitle())
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 480)
        self.settings = settings
        self.jobs = Jobs(self)
        self.jobs.fault.connect(lambda error: sys.excepthook(type(error), error, error.__traceback__))
        self.session = Session(self.jobs, self)
        self.folder = Folder(self.jobs, self)
        self.models = Models(settings, self.keep, self.jobs, self)
        self.dialogs = Dialogs(self, settings)
        self.gallery = Gallery(self.jobs, settings)
        self.actions_by_id = bindings.build(self, {key: self._doer(kind) for key, kind in ACTIONS.items()}, settings)
        self.dialogs.set_actions(self.actions_by_id)
        self.welcome = Welcome(settings, self.actions_by_id)
        self.model_panel = ModelPanel()
        self.mask_panel = MaskPanel(self.session)
        self.scores_panel = ScoresPanel(self.session)
        self.status = StatusBar(self.actions_by_id["cancel"])
        self.setStatusBar(self.status)
        self._closed = False
        self._have: set[str] = set()
        self._unkept: dict[str, object] = {}
        self._keeping = QTimer(self, singleShot=True, interval=500)
        self._keeping.timeout.connect(self.keep_now)
        self._lay_out()
        self._connect()
        self._take_settings()
        self._update_available()
        for note in settings.notes:
            self.status.say(note)
        if folder is not None:
            # Before the thread that opens it: two that import at once wait for each other.
            self._complete()
            self.open([folder], references)
        self._shows_first = folder is not None
        Painted(self).over.connect(self._begin)

    # What others ask of it

    def open(self, sources: list[Path], references: Path | None = None) -> None:
        """Open a folder or photos."""
        self.session.leave()
        self.status.say(self.tr("Opening..."))
        self.folder.open(
            [source.absolute() for source in sources],
            subfolders=bool(self.settings.get("subfolders")),
            references=references.absolute() if references else None,
        )

    @cached_property
    def canvas(self) -> Canvas:
        """The photo with its masks. It is made when the first who needs it asks, or as soon as the window is painted.

        NumPy and OpenCV, on which it stands, take longer to load than all that an empty window shows.
        """
        from skinseg_desktop.window.canvas.canvas import Canvas

        canvas = Canvas()
        canvas.set_look(self._kept_look())
        canvas.set_size(float(self.settings.get("brush_size")))
        canvas.edited.connect(self.session.finish_edit)
        canvas.drawn.connect(self._drawn)
        canvas.view_changed.connect(self._view_changed)
        canvas.pointed.connect(self.status.point)
        canvas.size_changed.connect(self._size_changed)
        self.session.set_checkpoint(canvas.checkpoint)
        self.session.set_scale(canvas.scale_of)
        self.session.near.connect(self._near)
        self.pages.addWidget(canvas)
        return canvas

    @cached_property
    def acts(self) -> Acts:
        """What the actions do; made, as the canvas is, when it is needed."""
        from skinseg_desktop.window.acts import Acts

        return Acts(self)

    @cached_property
    def training_dock(self) -> TrainingDock:
        """The panel of trainings, and the trainings themselves; made last of all."""
        from skinseg_desktop.window.panels.training_dock import TrainingDock, TrainingStatus
        from skinseg_desktop.window.training import Training

        training = Training(self.jobs, self)
        dock, status, shown = TrainingDock(training), TrainingStatus(training), self.actions_by_id["show_training"]
        # Where the window was left with it, it comes back to its place.
        if not self.restoreDockWidget(dock):
            self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
            dock.hide()
        dock.visibilityChanged.connect(lambda _: shown.setChecked(not dock.isHidden()))
        dock.use_wanted.connect(self.acts.use_trained)
        dock.train_wanted.connect(self.actions_by_id["train"].trigger)
        dock.said.connect(self.status.say)
        training.said.connect(self.status.say)
        status.clicked.connect(lambda: dock.open(training.at_work))
        self.status.addPermanentWidget(status)
        return dock

    @cached_property
    def _handlers(self) -> dict[str, Callable[..., Any]]:
        return {**self.acts.handlers(), **self.dialogs.handlers()}

    def _doer(self, kind: ActionKind) -> Callable[..., Any]:
        # Qt looks at how much a function takes.
        if kind.checkable or kind.held:
            return lambda on: self._handlers[kind.id](on)
        return lambda: self._handlers[kind.id]()

    @property
    def _has_canvas(self) -> bool:
        return "canvas" in self.__dict__

    def set_look(self, look: Look) -> None:
        """Show photo and masks otherwise; panels and actions follow."""
        self.canvas.set_look(look)
        self._show_look(look)
        self._view_changed()
        self.keep("mask_opacity", look.opacity)
        self.keep("contour", look.contour)
        self._update_available()

    def _show_look(self, look: Look) -> None:
        self.mask_panel.set_look(look)
        for name, on in (
            ("contour", look.contour),
            ("fill_mask", look.fill),
            ("show_reference", look.reference),
            ("heat_map", look.heat),
            ("agreement", look.agreement),
        ):
            self.actions_by_id[name].setChecked(on)

    def _kept_look(self) -> Look:
        settings = self.settings
        return Look(opacity=float(settings.get("mask_opacity")), contour=bool(settings.get("contour")))

    def keep(self, key: str, value: object) -> None:
        """Keep a setting, soon: a slider that is dragged writes once."""
        if self.settings.get(key) != value or key in self._unkept:
            self._unkept[key] = value
            self._keeping.start()

    def keep_now(self) -> None:
        """Keep at once what waits to be kept."""
        unkept, self._unkept = self._unkept, {}
        for key, value in unkept.items():
            try:
                self.settings.set(key, value)
            except OutputError as error:
                # It holds until the program ends; nothing stops because of it.
                self.status.say(str(error))

    def show_row(self, index: int) -> None:
        """Show the photo of a row, and make its neighbours ready."""
        ahead = int(self.settings.get("preload_neighbours"))
        near = (self.folder.photo(i) for i in self.gallery.neighbours(ahead))
        self.session.show(self.folder.photo(index), [file for file in near if file is not None])
        self._update_available()

    # Putting together

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(self.welcome)
        self.setCentralWidget(self.pages)
        menus = bindings.fill_menu_bar(self, self.actions_by_id)
        self._recent = QMenu(self.tr("Opened last"), menus["file"])
        self._recent.setObjectName("menu_recent")
        menus["file"].insertMenu(self.actions_by_id["try_demo"], self._recent)
        self._recent.aboutToShow.connect(self._fill_recent)
        bar = self._bar("main_toolbar", self.tr("Main"), _TOOLBAR, Qt.ToolBarArea.TopToolBarArea)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        tools = tuple(kind.id for kind in ACTIONS.values() if kind.choice == "tool")
        self._bar("tools_toolbar", self.tr("Tools"), tools, Qt.ToolBarArea.LeftToolBarArea)
        self.gallery_dock = self._dock(
            "gallery_dock", self.tr("Photos"), self.gallery, Qt.DockWidgetArea.LeftDockWidgetArea
        )
        for panel in (self.scores_panel, self.mask_panel, self.model_panel):
            for child in panel.findChildren(QWidget):
                # A click there leaves the keys to the loop "look, correct, accept, next"; Tab still gets there.
                if child.focusPolicy() & Qt.FocusPolicy.ClickFocus and not isinstance(
                    child, QLineEdit | QAbstractSpinBox
                ):
                    child.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        docks = [
            self._dock("scores_dock", self.tr("Scores"), self.scores_panel, Qt.DockWidgetArea.RightDockWidgetArea),
            self._dock("mask_dock", self.tr("Mask"), self.mask_panel, Qt.DockWidgetArea.RightDockWidgetArea),
            self._dock("model_dock", self.tr("Model"), self.model_panel, Qt.DockWidgetArea.RightDockWidgetArea),
        ]
        self.panel_docks = docks
        self.tabifyDockWidget(docks[1], docks[2])
        docks[1].raise_()
        self.resizeDocks([self.gallery_dock], [290], Qt.Orientation.Horizontal)
        self.resizeDocks(docks[:1], [290], Qt.Orientation.Horizontal)
        # Smaller than the screen, whatever that is: a status bar below its edge is no status bar.
        self.resize(self.screen().availableGeometry().size().boundedTo(QSize(1440, 960)) * 0.94)

    def _bar(self, name: str, title: str, ids: tuple[str, ...], area: Qt.ToolBarArea) -> QToolBar:
        bar = QToolBar(title)
        bar.setObjectName(name)
        bar.setAccessibleName(title)
        bar.setIconSize(QSize(20, 20))
        bar.setMovable(False)
        for key in ids:
            if key:
                bar.addAction(self.actions_by_id[key])
                button = bar.widgetForAction(self.actions_by_id[key])
                if isinstance(button, QToolButton):
                    button.setObjectName(f"{key}_button")
                    button.setAccessibleName(self.actions_by_id[key].text().split("\t")[0])
                    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            else:
                bar.addSeparator()
        self.addToolBar(area, bar)
        return bar

    def _dock(self, name: str, title: str, inside: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        if inside is self.gallery:
            dock.setWidget(inside)
        else:
            # Panels scroll where the screen is small or the font large, so that nothing is clipped.
            scroll = PanelScroll(inside)
            scroll.setObjectName(f"{name}_scroll")
            dock.setWidget(scroll)
        self.addDockWidget(area, dock)
        dock.visibilityChanged.connect(lambda _: self._docks_shown())
        return dock

    def _docks_shown(self) -> None:
        """The actions follow a panel that was closed by its own button."""
        if hasattr(self, "panel_docks"):
            self.actions_by_id["toggle_gallery"].setChecked(not self.gallery_dock.isHidden())
            self.actions_by_id["toggle_panels"].setChecked(not all(dock.isHidden() for dock in self.panel_docks))

    def _connect(self) -> None:
        folder, session, gallery = self.folder, self.session, self.gallery
        session.changed.connect(self._session_changed)
        session.said.connect(self.status.say)
        session.prepared.connect(self._prepared)
        folder.leaving.connect(session.leave)
        folder.refused.connect(session.doubt)
        folder.saving_changed.connect(self._saving_changed)
        folder.opened.connect(self._folder_opened)
        folder.failed.connect(self._not_opened)
        folder.said.connect(self.status.say)
        folder.rows_changed.connect(self._rows_changed)
        folder.rows_merged.connect(self._rows_merged)
        folder.references_changed.connect(self._references_changed)
        folder.masks_changed.connect(self._masks_changed)
        folder.running_changed.connect(self._running_changed)
        folder.importing_changed.connect(self._importing_changed)
        gallery.current_changed.connect(self.show_row)
        gallery.selection_changed.connect(self._update_available)
        gallery.menu_wanted.connect(self._gallery_menu)
        self.welcome.folder_chosen.connect(lambda path: self.open([Path(path)]))
        self.models.changed.connect(self._models_changed)
        self.models.said.connect(self.status.say)
        self.model_panel.model_chosen.connect(self.models.choose)
        self.model_panel.device_chosen.connect(self.models.choose_device)
        self.model_panel.import_wanted.connect(lambda: self.acts.import_model())
        self.mask_panel.look_chosen.connect(self.set_look)
        self.mask_panel.cleanup_chosen.connect(lambda steps: self.acts.choose_cleanup(steps))
        self.mask_panel.folder_threshold_chosen.connect(lambda threshold: self.acts.choose_threshold(threshold))
        self.scores_panel.pairs.clicked.connect(lambda: self.acts.show_pairs())
        self.scores_panel.add.clicked.connect(self.actions_by_id["open_references"].trigger)
        self.dialogs.setting_changed.connect(self._setting_changed)
        # What sums up thousands of photos follows when the photo is on screen.
        self._summary = QTimer(self, singleShot=True, interval=100)
        self._summary.timeout.connect(self._folder_scores)
        self._changed_rows: set[int] = set()
        self._repaint_rows = QTimer(self, singleShot=True, interval=30)
        self._repaint_rows.timeout.connect(self._show_rows)
        self._numbers = QTimer(self, singleShot=True, interval=0)
        self._numbers.timeout.connect(self.scores_panel.refresh)

    def _take_settings(self) -> None:
        settings = self.settings
        kept = self._kept_look()
        if self._has_canvas:
            self.set_look(replace(self.canvas.look, opacity=kept.opacity, contour=kept.contour))
            self.canvas.set_size(float(settings.get("brush_size")))
        else:
            self._show_look(kept)
        self.actions_by_id["subfolders"].setChecked(bool(settings.get("subfolders")))
        self.actions_by_id["brush"].setChecked(True)
        self.gallery.set_grid(settings.get("gallery_view") == "grid")
        self.actions_by_id["grid_list"].setChecked(self.gallery.grid)
        self.session.undo_bytes = int(settings.get("undo_megabytes")) * 1_000_000
        self.session.max_pixels = self.folder.max_pixels = int(settings.get("max_megapixels")) * 1_000_000
        state = str(settings.get("window_state"))
        if state:
            geometry, _, docks = state.partition(" ")
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
            self.restoreState(QByteArray.fromBase64(docks.encode()))
        self.actions_by_id["toggle_gallery"].setChecked(not self.gallery_dock.isHidden())
        self.actions_by_id["toggle_panels"].setChecked(not self.panel_docks[0].isHidden())

    def _begin(self) -> None:
        """The window is painted: load what is needed next. Sooner, that would have kept it from being painted."""
        # NumPy and OpenCV in a thread, because they take a while; what is Qt's on the window's.
        heavy = "skinseg_desktop.core.working"
        self.jobs.run(Lane.AHEAD, lambda: import_module(heavy), lambda _: self._complete())
        if not self._shows_first:
            self._load_rest()

    def _complete(self) -> None:
        """Make what was put off, where nobody asked for it yet."""
        self.canvas.update()
        if self._handlers.keys() != ACTIONS.keys():
            raise ValueError(f"actions without a handler, or the other way round: {self._handlers.keys() ^ ACTIONS}")

    def _first_shown(self) -> None:
        """The photo that the program was started for is on screen, or will not be: the model's turn."""
        if self._shows_first:
            self._shows_first = False
            self._load_rest()

    def _load_rest(self) -> None:
        self.models.load()
        # In a thread: together they keep whoever scrolls or paints waiting for longer than can be felt.
        heavy = ("skinseg_desktop.window.training", "skinseg_desktop.window.panels.training_dock")
        self.jobs.run(
            Lane.AHEAD, lambda: [import_module(name) for name in heavy], lambda _: self.training_dock.training.load()
        )

    def _setting_changed(self, key: str) -> None:
        if key == "device":
            self.models.choose_device(str(self.settings.get("device")))
        elif key == "model":
            self.models.choose(str(self.settings.get("model")))
        elif key == "shortcuts":
            for name, keys in bindings.keys_of(self.settings).items():
                bindings.bind(self.actions_by_id[name], ACTIONS[name], keys)
        elif key not in ("recent_folders", "window_state"):
            self._take_settings()

    # What happens

    def _folder_opened(self) -> None:
        folder = self.folder
        assert folder.saver is not None and folder.project is not None
        self.session.set_project(folder.saver, folder.reference_paths())
        self._saving_changed(folder.saver.state)
        self.models.take_choices(folder.project.choices())
        self._show_pairs()
        recent = [str(folder.project.photos_folder)]
        recent += [p for p in self.settings.get("recent_folders") if p not in recent]
        self.keep("recent_folders", recent[:10])
        self.setWindowTitle(self.tr("{} - Skinseg Desktop").format(folder.project.photos_folder.name))
        self.pages.setCurrentWidget(self.canvas)
        self.canvas.editable = not folder.project.read_only
        self.status.say("")
        self.gallery.set_rows(folder.rows)
        shown = self.gallery.shown_indices()
        last = folder.project.choices().get("shown")
        start = folder.rows.index(last) if folder.rows is not None and isinstance(last, str) else None
        if start is not None or shown:
            self.gallery.set_current(shown[0] if start is None else start)
        self._folder_scores()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._update_available()

    def _not_opened(self, sentence: str) -> None:
        self._first_shown()
        self.status.say(sentence)
        self.welcome.say(sentence)
        self.welcome.refresh()

    def _session_changed(self, changed: Changed) -> None:
        opened = self.session.open
        if changed.what & What.SHOWN:
            if opened is None:
                self.canvas.show_photo(None, None)
            else:
                size = (opened.photo.width, opened.photo.height)
                self.canvas.show_photo(opened.photo.pixels, opened.working, keep_view=True, size=size)
            self._view_changed()
            if self.gallery.current() >= 0:
                self._first_shown()
        elif changed.what & What.PIXELS and opened is not None:
            self.canvas.complete(opened.photo.pixels)
        if changed.what & (What.SHOWN | What.MAP):
            self.canvas.set_map(_probabilities(opened))
            self.status.show_model(self.models.described(), self.session.milliseconds)
        if changed.what & What.REFERENCE or (changed.what & What.MASK and changed.initiator is not self.canvas):
            self.canvas.mask_changed(changed.rect)
        if changed.what & What.MASK and changed.rect is not None:
            self.jobs.paints()
        if changed.what & (What.PREVIEW | What.SHOWN):
            self.canvas.set_preview(self.session.preview.mask if self.session.preview else None)
        if changed.what & (What.MASK | What.REVIEW | What.REFERENCE | What.SHOWN):
            self._update_row()
        self.canvas.editable = self.session.editable
        self._update_available()

    def _update_row(self) -> None:
        """The list follows what is on screen."""
        opened, rows = self.session.open, self.folder.rows
        if opened is None or rows is None:
            return
        relative = opened.file.relative.as_posix()
        index = rows.update(
            relative,
            status=opened.status,
            flagged=opened.flagged,
            area=opened.working.area if opened.origin is not None else None,
            touched=opened.touched,
            trouble="",
        )
        # A mask that nobody has made yet has no score, and one whose reference is on its way keeps the one it had.
        if opened.origin is not None and opened.working.confusion is not None:
            rows.update(relative, dice=dice(opened.working.confusion))
            self.folder.scored_live(relative)
        if index is not None:
            self._changed_rows.add(index)
            self._repaint_rows.start()
        self._summary.start()

    def _show_rows(self) -> None:
        rows, self._changed_rows = self._changed_rows, set()
        self.gallery.refresh(sorted(rows))

    def _near(self, opened: OpenPhoto) -> None:
        """What is likely shown next is painted ahead of time."""
        self.jobs.run(Lane.AHEAD, self.canvas.ahead(opened.photo.pixels, opened.working))

    def _prepared(self, opened: OpenPhoto) -> None:
        """A photo that was made ready has a mask now: the list says so."""
        rows, relative = self.folder.rows, opened.file.relative.as_posix()
        index = rows.index(relative) if rows is not None else None
        if rows is None or index is None or rows.row(index).touched:
            return
        rows.update(relative, status=opened.status, area=opened.working.area)
        self.gallery.refresh([index])
        self.folder.score([relative])

    def _drawn(self) -> None:
        self.jobs.paints()
        # Numbers follow after the picture: several moves that arrive together are counted once.
        if not self._numbers.isActive():
            self._numbers.start()
        if self.session.preview is not None:
            self.session.drop_preview()
        if self.folder.saver is not None:
            self.session.worked()

    def _rows_changed(self, indices: list[int] | None) -> None:
        self.gallery.refresh(indices)
        self._summary.start()

    def _rows_merged(self) -> None:
        self.gallery.merged()
        self._folder_scores()
        self._update_available()

    def _references_changed(self) -> None:
        self.session.set_references(self.folder.reference_paths())
        self._show_pairs()

    def _show_pairs(self) -> None:
        self.scores_panel.set_pairs(len(self.folder.reference_paths()), len(self.folder.rows or ()))

    def _masks_changed(self, relatives: list[str]) -> None:
        for relative in relatives:
            self.session.forget(relative)
        opened = self.session.open
        if opened is not None and opened.file.relative.as_posix() in relatives and not self.session.waiting:
            self.session.show(opened.file)

    def _importing_changed(self, importing: bool) -> None:
        self.session.locked = importing
        self.canvas.editable = self.session.editable
        self._update_available()

    def _running_changed(self, running: Any) -> None:
        self.status.show_running(running)
        self._update_available()

    def _saving_changed(self, state: Any) -> None:
        project = self.folder.project
        if project is not None:
            self.status.show_saving(state, project.place, project.read_only, str(project.holder or ""))

    def _models_changed(self) -> None:
        if self.models.zoo is not None:
            self.model_panel.show_zoo(self.models.zoo, self.models.chosen, self.models.device)
        self.session.set_recipe(self.models.recipe)
        self.status.show_model(self.models.described(), self.session.milliseconds)
        self._update_available()

    def _size_changed(self, size: float) -> None:
        from skinseg_desktop.window.canvas.canvas import LARGEST_TOOL

        on_screen = self.settings.get("brush_size_unit") == "screen"
        self.keep("brush_size", min(size * self.canvas.zoom if on_screen else size, LARGEST_TOOL))

    def _view_changed(self) -> None:
        if self.settings.get("brush_size_unit") == "screen" and self.canvas.zoom:
            # As large on the screen as it was, whatever the zoom.
            wanted = float(self._unkept.get("brush_size", self.settings.get("brush_size")))  # type: ignore[arg-type]
            self.canvas.set_size(wanted / self.canvas.zoom)
        opened = self.session.open
        size = (opened.photo.width, opened.photo.height) if opened else None
        self.status.show_view(opened.file.id if opened else "", size, self.canvas.percent, self.canvas.look.adjusted)

    def _folder_scores(self) -> None:
        rows = self.folder.rows
        if rows is None:
            self.scores_panel.set_folder([], "")
            return
        mean, count = rows.mean_dice()
        said = "" if mean is None else self.tr("Folder: mean Dice {:.3f}, n {:,}").format(mean, count)
        self.scores_panel.set_folder(rows.dices(), said)

    def _update_available(self) -> None:
        session, opened = self.session, self.session.open
        project = self.folder.project
        have = {"nothing"}
        if project is not None:
            have.add("folder")
            if not project.read_only:
                have.add("writable")
        if self.models.recipe is not None:
            have.add("model")
        if opened is not None:
            have.add("photo")
            if opened.working.reference is not None:
                have.add("reference")
            if opened.map is not None:
                have.add("prediction")
            if session.editable:
                have.add("mask")
                have.add("judged")
                have |= {"undo"} if opened.can_undo else set()
                have |= {"redo"} if opened.can_redo else set()
                have |= {"preview"} if session.preview is not None else set()
        if self.gallery.selected():
            have.add("selection")
        if self.folder.running is not None:
            have.add("running")
        if self._has_canvas and self.canvas.look.adjusted:
            have.add("adjusted")
        if "acts" in self.__dict__ and self.acts.exported is not None:
            have.add("exported")
        if have != self._have:
            self._have = have
            bindings.set_available(self.actions_by_id, have)
        self.scores_panel.set_available(self.actions_by_id["open_references"].isEnabled())

    def _gallery_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for key in ("predict_selected", "accept_selected", "reject_selected", "", "flag", "export"):
            if key:
                menu.addAction(self.actions_by_id[key])
            else:
                menu.addSeparator()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self.settings.get("recent_folders"):
            action = QAction(path.replace("&", "&&"), self._recent)
            action.triggered.connect(self._opener(path))
            self._recent.addAction(action)

    def _opener(self, path: str) -> Callable[[], None]:
        return lambda: self.open([Path(path)])

    # Qt's events

    def changeEvent(self, event: QEvent) -> None:
        """Icons take the colours of another theme."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "actions_by_id"):
            bindings.refresh_icons(self.actions_by_id, self)
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what lies on this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped folder, or dropped photos."""
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if dropped:
            event.acceptProposedAction()
            self.open(dropped)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End everything that runs and save what waits; asks where the disk refuses it, or a training is at work."""
        if getattr(self, "_closed", True):
            return
        self.session.leave()
        saver = self.folder.saver
        if saver is not None:
            current = self.folder.photo(self.gallery.current())
            if current is not None:
                self.folder.choose("shown", current.relative.as_posix())
            saver.flush()
            self.jobs.settle(Lane.SAVE, _CLOSING)
        trouble = self.folder.unsaved
        if trouble and not self._leaves_unsaved(trouble):
            event.ignore()
            return
        training = self.training_dock.training if "training_dock" in self.__dict__ else None
        if training is not None and not training.may_close(self):
            event.ignore()
            return
        self._closed = True
        state = (bytes(part.toBase64().data()).decode() for part in (self.saveGeometry(), self.saveState()))
        self.keep("window_state", " ".join(state))
        self.keep_now()
        self.folder.close()
        self.models.stop()
        if training is not None:
            training.close()
        # A disk that does not answer is left alone: the threads end with the program.
        if self.jobs.close(_CLOSING):
            self.folder.finish()
        super().closeEvent(event)

    def _leaves_unsaved(self, trouble: str) -> bool:
        question = QMessageBox(self)
        question.setObjectName("unsaved_question")
        question.setIcon(QMessageBox.Icon.Warning)
        question.setText(self.tr("Your last changes could not be saved: {}").format(trouble))
        question.setInformativeText(
            self.tr("Make room or bring the folder back; they are saved as soon as that works.")
        )
        stay = question.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        leave = question.addButton(self.tr("Close and lose them"), QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(stay)
        question.exec()
        return question.clickedButton() is leave


def _probabilities(opened: OpenPhoto | None) -> Callable[[], NDArray[np.float32]] | None:
    """What gives the heat map's numbers, at the model's scale."""
    if opened is None or opened.map is None:
        return None
    logits = opened.map.logits

    def probabilities() -> NDArray[np.float32]:
        from skinseg_desktop.inference.probability import sigmoid

        return sigmoid(logits)

    return probabilities

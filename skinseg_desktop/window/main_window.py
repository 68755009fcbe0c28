"""The main window: puts things together and answers Qt. What they do stands in their own files."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from skinseg_desktop.window import bindings, closing, layout
from skinseg_desktop.window.actions import ACTIONS
from skinseg_desktop.window.available import available
from skinseg_desktop.window.canvas.look import Look
from skinseg_desktop.window.dialogs import Dialogs
from skinseg_desktop.window.dialogs.welcome import Welcome
from skinseg_desktop.window.folder import Folder
from skinseg_desktop.window.follow import Follow
from skinseg_desktop.window.gallery.gallery import Gallery
from skinseg_desktop.window.jobs import Jobs, Lane
from skinseg_desktop.window.kept import Kept
from skinseg_desktop.window.models import Models
from skinseg_desktop.window.painted import Painted
from skinseg_desktop.window.panels.mask import MaskPanel
from skinseg_desktop.window.panels.model import ModelPanel
from skinseg_desktop.window.panels.scores import ScoresPanel
from skinseg_desktop.window.panels.status import StatusBar
from skinseg_desktop.window.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from skinseg_desktop.store import Settings
    from skinseg_desktop.window.actions import ActionKind
    from skinseg_desktop.window.acts import Acts
    from skinseg_desktop.window.canvas.canvas import Canvas
    from skinseg_desktop.window.panels.training_dock import TrainingDock
    from skinseg_desktop.window.shown import Shown
    from skinseg_desktop.window.training import Training

#: What loads NumPy and OpenCV, and what the trainings are made of: both take longer than an empty window does.
_PIXELS = "skinseg_desktop.core.working"
_TRAININGS = ("skinseg_desktop.window.training", "skinseg_desktop.window.panels.training_dock")
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
        self.setMinimumSize(680, 480)
        self.settings = settings
        self.kept = Kept(settings, self)
        self.jobs = Jobs(self)
        self.session = Session(self.jobs, self)
        self.folder = Folder(self.jobs, self)
        self.models = Models(settings, self.kept.keep, self.jobs, self)
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
        #: Where the last export went.
        self.exported: Path | None = None
        self._closed = False
        self._have: set[str] = set()
        self._shows_first = folder is not None
        self._lay_out()
        for dock in (self.gallery_dock, *self.panel_docks):
            dock.visibilityChanged.connect(self._docks_shown)
        self.jobs.fault.connect(lambda error: sys.excepthook(type(error), error, error.__traceback__))
        self.dialogs.setting_changed.connect(self._setting_changed)
        Follow(self)
        self._take_settings()
        self._restore()
        self.update_available()
        if folder is None:
            self._say_notes()
        else:
            # What is said while it is opened would take their place.
            once = Qt.ConnectionType.SingleShotConnection
            self.folder.opened.connect(lambda: QTimer.singleShot(0, self, self._say_notes), once)
            # Before the thread that opens it: two that import at once wait for each other.
            self._complete()
            self.open([folder], references)
        Painted(self).over.connect(self._begin)

    # Made when it is needed

    @property
    def canvas(self) -> Canvas:
        """The photo with its masks. It is made when the first who needs it asks, or as soon as the window is painted.

        NumPy and OpenCV, on which it stands, take longer to load than all that an empty window shows.
        """
        return self.shown.canvas

    @cached_property
    def shown(self) -> Shown:
        """The canvas, tied to all that it shows."""
        from skinseg_desktop.window.shown import Shown

        shown = Shown(self.session, self.kept, self.status, self.jobs, self._kept_look(), self)
        shown.drawn.connect(self.scores_panel.refresh)
        self.pages.addWidget(shown.canvas)
        return shown

    @property
    def training(self) -> Training | None:
        """The trainings, once they are there."""
        return self.training_dock.training if "training_dock" in self.__dict__ else None

    @property
    def _has_canvas(self) -> bool:
        return "shown" in self.__dict__

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
        dock, status = TrainingDock(training, self.models), TrainingStatus(training)
        switch = self.actions_by_id["show_training"]
        # Where the window was left with it, it comes back to its place.
        if not self.restoreDockWidget(dock):
            self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
            dock.hide()
        dock.visibilityChanged.connect(lambda _: switch.setChecked(not dock.isHidden()))
        dock.use_wanted.connect(self.acts.use_trained)
        dock.train_wanted.connect(self.actions_by_id["train"].trigger)
        dock.said.connect(self.status.say)
        training.said.connect(self.status.tell)
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

    def set_look(self, look: Look) -> None:
        """Show photo and masks otherwise; panels and actions follow."""
        self.shown.set_look(look)
        self._show_look(look)
        self.kept.keep("mask_opacity", look.opacity)
        self.kept.keep("contour", look.contour)
        self.update_available()

    def update_available(self) -> None:
        """Enable the actions that can be done now."""
        have = available(
            project=self.folder.project,
            opened=self.session.open,
            editable=self.session.editable,
            awaited=self.session.hindrance in ("photo", "mask"),
            preview=self.session.preview is not None,
            model=self.models.recipe is not None,
            selection=self.gallery.has_selection,
            running=self.folder.running is not None,
            adjusted=self._has_canvas and self.canvas.look.adjusted,
            exported=self.exported is not None,
        )
        if have != self._have:
            self._have = have
            bindings.set_available(self.actions_by_id, have)
        self.scores_panel.set_available(self.actions_by_id["open_references"].isEnabled())

    # Putting together

    def _lay_out(self) -> None:
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        top, side = Qt.ToolBarArea.TopToolBarArea, Qt.ToolBarArea.LeftToolBarArea
        self.pages = layout.Pages()
        self.pages.addWidget(self.welcome)
        self.setCentralWidget(self.pages)
        actions = self.actions_by_id
        file = bindings.fill_menu_bar(self, actions)["file"]
        layout.add_recent(file, actions["try_demo"], self.tr("Opened last"), self.kept, lambda path: self.open([path]))
        bar = layout.add_bar(self, "main_toolbar", self.tr("Main"), actions, _TOOLBAR, top)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        tools = [kind.id for kind in ACTIONS.values() if kind.choice == "tool"]
        layout.add_bar(self, "tools_toolbar", self.tr("Tools"), actions, tools, side)
        self.gallery_dock = layout.add_dock(self, "gallery_dock", self.tr("Photos"), self.gallery, left, scrolls=False)
        for panel in (self.scores_panel, self.mask_panel, self.model_panel):
            layout.leave_keys(panel)
        self.panel_docks = docks = [
            self._dock("scores_dock", self.tr("Scores"), self.scores_panel, right),
            self._dock("mask_dock", self.tr("Mask"), self.mask_panel, right),
            self._dock("model_dock", self.tr("Model"), self.model_panel, right),
        ]
        self.tabifyDockWidget(docks[1], docks[2])
        docks[1].raise_()
        self.widths = layout.Widths(self, [self.gallery_dock, docks[0]], 290)
        # Smaller than the screen, whatever that is: a status bar below its edge is no status bar.
        self.resize(self.screen().availableGeometry().size().boundedTo(QSize(1440, 960)) * 0.94)

    def _dock(self, name: str, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        return layout.add_dock(self, name, title, panel, area)

    def _docks_shown(self) -> None:
        """The actions follow a panel that was closed by its own button."""
        self.actions_by_id["toggle_gallery"].setChecked(not self.gallery_dock.isHidden())
        self.actions_by_id["toggle_panels"].setChecked(not all(dock.isHidden() for dock in self.panel_docks))

    # Settings

    def _say_notes(self) -> None:
        """Say what of the settings cannot be used, behind what is said now: there is no other place where it stands."""
        for note in self.settings.notes:
            self.status.tell(note)

    def _restore(self) -> None:
        """Leave the window as it was closed."""
        self.actions_by_id["brush"].setChecked(True)
        geometry, docks, widths = [*str(self.settings.get("window_state")).split(" "), "", ""][:3]
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
            self.restoreState(QByteArray.fromBase64(docks.encode()))
            self.widths.take(widths)
        self._docks_shown()

    def _take_settings(self) -> None:
        settings, kept = self.settings, self._kept_look()
        if self._has_canvas:
            self.set_look(replace(self.canvas.look, opacity=kept.opacity, contour=kept.contour))
            self.shown.take_size()
        else:
            self._show_look(kept)
        self.actions_by_id["subfolders"].setChecked(bool(settings.get("subfolders")))
        self.gallery.set_grid(settings.get("gallery_view") == "grid")
        self.actions_by_id["grid_list"].setChecked(self.gallery.grid)
        self.session.undo_bytes = int(settings.get("undo_megabytes")) * 1_000_000
        self.session.max_pixels = self.folder.max_pixels = int(settings.get("max_megapixels")) * 1_000_000

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

    def _kept_look(self) -> Look:
        return Look(opacity=float(self.settings.get("mask_opacity")), contour=bool(self.settings.get("contour")))

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

    # What a start puts off

    def _begin(self) -> None:
        """The window is painted: load what is needed next. Sooner, that would have kept it from being painted."""
        # NumPy and OpenCV in a thread, because they take a while; what is Qt's on the window's.
        self.jobs.run(Lane.AHEAD, lambda: import_module(_PIXELS), lambda _: self._complete())
        if not self._shows_first:
            self._load_rest()

    def _complete(self) -> None:
        """Make what was put off, where nobody asked for it yet."""
        self.canvas.update()
        if self._handlers.keys() != ACTIONS.keys():
            raise ValueError(f"actions without a handler, or the other way round: {self._handlers.keys() ^ ACTIONS}")

    def first_shown(self) -> None:
        """The photo that the program was started for is on screen, or will not be: the model's turn."""
        if self._shows_first:
            self._shows_first = False
            self._load_rest()

    def _load_rest(self) -> None:
        self.models.load()
        # In a thread: together they keep whoever scrolls or paints waiting for longer than can be felt.
        self.jobs.run(
            Lane.AHEAD,
            lambda: [import_module(name) for name in _TRAININGS],
            lambda _: self.training_dock.training.load(),
        )

    # Qt's events

    def changeEvent(self, event: QEvent) -> None:
        """Icons take the colours of another theme; time in dialogs and other programs is no work on the photo."""
        if event.type() == QEvent.Type.ActivationChange and hasattr(self, "session"):
            self.session.attend(self.isActiveWindow())
            if self.isActiveWindow():
                self.folder.look_again()
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
        # Until all is well: a fault on the way must not leave a program that nobody sees and that holds the project.
        event.ignore()
        if not closing.may_close(self):
            return
        self._closed = True
        try:
            closing.end(self)
        finally:
            super().closeEvent(event)

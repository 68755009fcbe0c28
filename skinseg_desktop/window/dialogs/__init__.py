"""The dialogs: none of them stands between a person and the next photo, all can be used with the keyboard alone.

``Dialogs`` opens those that belong to the program rather than to a folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from skinseg_desktop.window.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction

    from skinseg_desktop.store.settings import Settings

__all__ = ["Dialogs"]


class Dialogs(QObject):
    """Opens settings, the sheet of shortcuts, the palette of actions and About, each once."""

    #: The key of a setting that the person changed; the theme is applied already.
    setting_changed = Signal(str)

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._actions: Mapping[str, QAction] = {}

    def set_actions(self, actions: Mapping[str, QAction]) -> None:
        """Say which actions the sheet and the palette show."""
        self._actions = actions

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What these actions do."""
        return {
            "settings": self.open_settings,
            "shortcuts": self.open_shortcuts,
            "palette": self.open_palette,
            "about": self.open_about,
        }

    # Each dialog is imported when it is asked for: the window opens sooner.

    def open_settings(self) -> None:
        """Show the settings."""
        from skinseg_desktop.window.dialogs.settings import SettingsDialog

        def make() -> SettingsDialog:
            dialog = SettingsDialog(self._settings, self._window)
            dialog.changed.connect(self._changed)
            return dialog

        self._open(SettingsDialog, make)

    def open_shortcuts(self) -> None:
        """Show the sheet of shortcuts."""
        from skinseg_desktop.window.dialogs.shortcuts import ShortcutSheet

        self._open(ShortcutSheet, lambda: ShortcutSheet(self._actions, self._settings, self._window))

    def open_palette(self) -> None:
        """Show the palette of actions."""
        from skinseg_desktop.window.dialogs.palette import Palette

        self._open(Palette, lambda: Palette(self._actions, self._window))

    def open_about(self) -> None:
        """Show what program this is."""
        from skinseg_desktop.window.dialogs.about import AboutDialog

        self._open(AboutDialog, lambda: AboutDialog(self._window))

    def _open(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        dialog = next((d for d in self._window.findChildren(kind) if d.isVisible()), None) or make()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _changed(self, key: str) -> None:
        application = QApplication.instance()
        if key == "theme" and isinstance(application, QApplication):
            Theme.of(application).choose(str(self._settings.get("theme")))
        self.setting_changed.emit(key)
